"""JSON and XML of patient, student, payroll, benefit, claim and member systems."""

from accuracy.batch import Objects, Texts
from accuracy.template import T

_PEOPLE = (
    Objects("related", {"resourceType": "RelatedPerson", "id": "{uuid}", "identifier": [
        {"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "SS"}], "text": "Social Security number"}, "value": "{ssn}"}],
        "name": [{"family": "{last}", "given": ["{first}", "{middle}"]}], "relationship": [{"text": "guardian"}]}),
    Objects("enrollee", {"enrollmentId": "{n9}", "subscriber": {"firstName": "{first}", "lastName": "{last}", "ssn": "{ssn}"},
                         "dependents": [{"relationship": "spouse", "firstName": "{2.first}", "lastName": "{2.last}", "ssn": "{2.ssn}"}], "tier": "FAM"}),
    Objects("isir", {"transaction": "01", "student": {"lastName": "{last}", "firstName": "{first}", "ssn": "{ssn:bare}", "stateOfLegalResidence": "{state}"},
                     "sai": "{n4:num}"}),
    Objects("w2", {"taxYear": 2024, "employer": {"name": "{company}", "ein": "{ein}"},
                   "employee": {"name": "{name}", "ssn": "{ssn}", "address": {"line1": "{street}", "city": "{city}", "state": "{state}", "zip": "{zip5}"}},
                   "box1": "{amount}"}),
    Objects("injury", {"claimNumber": "{n9}", "injuredWorker": {"lastName": "{last}", "firstName": "{first}", "socialSecurityNumber": "{ssn}", "birthDate": "{dob}"},
                       "employerFein": "{ein}", "natureOfInjury": "52"}),
    Objects("webform", {"formId": "{n12}", "submitted": "{iso}", "answers": [{"question": "Legal name of employee", "answer": "{name}"},
                                                                              {"question": "Social Security number", "answer": "{ssn}"}]}),
    Objects("unioncard", {"bookNumber": "{n7}", "memberName": "{name}", "ssn": "{ssn:bare}", "local": "{n4}", "mailing": {"street": "{street}", "city": "{city}",
                                                                                                                         "state": "{state}", "zip": "{zip}"}}),
    Objects("election", {"participant_name": "{name}", "participant_ssn": "{ssn}", "plan": "403(b)", "deferral_pct": 6, "entered_by": "{2.user}"}),
    Objects("depositpct", {"employeeName": "{name}", "deposits": [{"bankName": "Merrimack Savings", "routingNumber": "{aba}", "accountNumber": "{bank}",
                                                                   "accountType": "Checking", "percent": 100}]}),
    Objects("hsa", {"accountHolder": {"firstName": "{first}", "lastName": "{last}"}, "hsa": {"bankAccountNumber": "{bank}", "routingNumber": "{aba}"},
                    "contribution": "{amount}"}),
    Objects("scholar", {"payee": "{name}", "transfer": {"iban": "{iban:bare}", "bic": "DEUTDEFF", "amount": "{amount}"}}),
    Objects("copay", {"visit": "{n9}", "payment": {"method": "card", "nameOnCard": "{name}", "cardNumber": "{card}", "expiration": "{expiry}"}, "amount": "{amount}"}),
    Objects("tuitionpay", {"studentId": "{n8}", "payer": {"firstName": "{first}", "lastName": "{last}"},
                           "creditCard": {"number": "{card:bare}", "expMonth": "07", "expYear": "2028", "cvv": "{cvv}"}}),
    Objects("drivers", {"quoteId": "{n9}", "driver": {"firstName": "{first}", "lastName": "{last}", "driversLicenseNumber": "{dl}", "driversLicenseState": "{dlstate}",
                                                      "dateOfBirth": "{dob}"}}),
    Objects("kiosk", {"visitor": "{name}", "credential": {"type": "DRIVERS_LICENSE", "number": "{dl:MA}", "state": "MA"}, "badge": "{n6}", "at": "{iso}"}),
)  # fmt: skip
_THINGS = (
    Objects("claimfhir", {"resourceType": "Claim", "id": "{n9}", "patient": {"reference": "Patient/{n8}", "display": "{name}"},
                          "identifier": [{"system": "urn:claim", "value": "{n13}"}], "created": "{iso}"}, negative=True),
    Objects("practitioner", {"resourceType": "Practitioner", "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "{npi}"}],
                             "name": [{"family": "{last}", "given": ["{first}"]}]}, negative=True),
    Objects("lms", {"user": {"name": "{name}", "sis_user_id": "{n9}", "login_id": "{user}"}, "course_id": "{n6:num}", "section": "{n5}"}, negative=True),
    Objects("workerless", {"workerId": "{n9}", "legalName": "{name}", "hireDate": "{date}", "positionId": "{n8}", "supervisor": "{2.other}"}, negative=True),
    Objects("w2masked", {"taxYear": 2024, "employer": {"name": "{company}", "ein": "{ein}"}, "employee": {"name": "{name}", "ssn": "{masked_ssn}"},
                         "controlNumber": "{n9}"}, negative=True),
    Objects("eob", {"memberId": "{n9}", "member": "{name}", "claim": "{n13}", "provider": {"name": "{2.name}", "npi": "{npi}"}, "paid": "{amount}"}, negative=True),
    Objects("token", {"visit": "{n9}", "nameOnCard": "{name}", "card": {"brand": "visa", "masked": "{masked_card}", "token": "tok_{hex16}"}}, negative=True),
    Objects("policydoc", {"namedInsured": "{name}", "policyNumber": "{policy_no}", "vehicles": [{"vin": "{vin}", "plate": "{plate}"}]}, negative=True),
    Objects("appointment", {"appointmentId": "{n9:num}", "patient": {"name": "{name}", "mrn": "{n8}", "phone": "{phone}"}, "start": "{iso}"}, negative=True),
    Objects("grievance", {"grievanceNo": "{n9}", "grievant": {"first": "{first}", "last": "{last}", "clockNo": "{n6}"}, "filed": "{date}"}, negative=True),
    Objects("deadletter", {"messageId": "{uuid}", "payload": {"ssn": "{ssn}", "planYear": 2025}, "reason": "no name in record"}, negative=True, cls="element_only"),
    Objects("groupsetup", {"group": "{n6}", "employer": {"name": "{company}", "fein": "{ein}"}, "contact": "{name}", "phone": "{phone}"}, negative=True),
    Objects("shipment", {"patient": "{name}", "rxNumber": "{n9}", "ndc": "{ndc}", "tracking": "{usps}", "shipped": "{date}"}, negative=True),
)  # fmt: skip
_XML = (
    "<HumanPatient><Name><LastName>{last}</LastName><FirstName>{first}</FirstName></Name><Identification><SocialSecurity>{ssn:bare}</SocialSecurity></Identification>"
    "<Address><AddressLine1>{street}</AddressLine1><City>{city}</City><StateProvince>{state}</StateProvince><PostalCode>{zip5}</PostalCode></Address></HumanPatient>",
    "<Student>\n  <Person>\n    <SchoolAssignedPersonID>{n8}</SchoolAssignedPersonID>\n    <SSN>{ssn:bare}</SSN>\n    <Name>\n      <FirstName>{first}</FirstName>\n"
    "      <MiddleName>{middle}</MiddleName>\n      <LastName>{last}</LastName>\n    </Name>\n  </Person>\n</Student>",
    "<InsuredOrPrincipal><NameInfo><PersonName><Surname>{last}</Surname><GivenName>{first}</GivenName></PersonName><TaxIdentity><TaxTypeCd>SSN</TaxTypeCd>"
    "<TaxId>{ssn}</TaxId></TaxIdentity></NameInfo></InsuredOrPrincipal>",
    '<Employee id="{n6}">\n  <EmployeeName>{name:First Last}</EmployeeName>\n  <EmployeeSSN>{ssn}</EmployeeSSN>\n  <Zip>{zip5}</Zip>\n  <Wages>{amount}</Wages>\n</Employee>',
    '<fields><field name="Employee Name"><value>{name}</value></field><field name="SSN"><value>{ssn}</value></field><field name="Date"><value>{date}</value></field></fields>',
    '<participant first="{first}" last="{last}" ssn="{ssn}" plan="{n6}"><beneficiary first="{2.first}" last="{2.last}" ssn="{2.ssn}" share="100"/></participant>',
    "<DriverInfo><PersonName><Surname>{last}</Surname><GivenName>{first}</GivenName></PersonName><DriversLicense><DriversLicenseNumber>{dl}</DriversLicenseNumber>"
    "<StateProvCd>{dlstate}</StateProvCd></DriversLicense></DriverInfo>",
    '<visitor><name>{name:First Last}</name><driversLicense state="MA">{dl:MA}</driversLicense><badge>{n6}</badge></visitor>',
    "<DirectDeposit>\n  <EmployeeName>{name:First Last}</EmployeeName>\n  <RoutingNumber>{aba}</RoutingNumber>\n  <AccountNumber>{bank}</AccountNumber>\n"
    "  <AccountType>Checking</AccountType>\n</DirectDeposit>",
    "<Refund><Payee>{name:First Last}</Payee><BankRouting>{aba}</BankRouting><BankAccount>{bank}</BankAccount><Amount>{amount}</Amount></Refund>",
    '<payment invoice="{n8}"><cardholder>{name:First Last}</cardholder><cardNumber>{card:bare}</cardNumber><expires>{expiry}</expires></payment>',
    "<Donation>\n  <DonorName>{name:First Last}</DonorName>\n  <CreditCardNumber>{card}</CreditCardNumber>\n  <CreditCardExp>{expiry}</CreditCardExp>\n</Donation>",
)  # fmt: skip
_OTHER_XML = (
    "<HumanPatient><Name><LastName>{last}</LastName><FirstName>{first}</FirstName></Name><Identification><MedicalRecordIdentificationNumberEHR>{n9}"
    "</MedicalRecordIdentificationNumberEHR></Identification></HumanPatient>",
    "<Student>\n  <Person>\n    <SchoolAssignedPersonID>{n9}</SchoolAssignedPersonID>\n    <Name>\n      <FirstName>{first}</FirstName>\n      <LastName>{last}</LastName>\n"
    "    </Name>\n  </Person>\n</Student>",
    "<Prescriber><Identification><NPI>{npi}</NPI><DEANumber>B{pick:A|C|M}{n7}</DEANumber></Identification><Name><LastName>{last}</LastName><FirstName>{first}</FirstName>"
    "</Name></Prescriber>",
    '<Employee id="{n9}">\n  <EmployeeName>{name:First Last}</EmployeeName>\n  <EmployeeSSN>{masked_ssn}</EmployeeSSN>\n  <Wages>{amount}</Wages>\n</Employee>',
    '<fields><field name="Employee Name"><value>{name}</value></field><field name="SSN"><value/></field><field name="Ticket"><value>{n9}</value></field></fields>',
    '<claim number="{n13}" patient="{name:First Last}" checkNumber="{n9}" paid="{amount}"/>',
    "<PersPolicy><PolicyNumber>{policy_no}</PolicyNumber><InsuredName>{name:First Last}</InsuredName></PersPolicy>",
    "<Vehicle><Driver>{name:First Last}</Driver><VehIdentificationNumber>{vin}</VehIdentificationNumber><LicensePlateNumber>{plate}</LicensePlateNumber></Vehicle>",
    '<payment invoice="{n9}"><cardholder>{name:First Last}</cardholder><maskedNumber>{masked_card}</maskedNumber><authCode>{n6}</authCode></payment>',
    "<Employer><Name>{company}</Name><FEIN>{ein}</FEIN><Contact>{name:First Last}</Contact><Phone>{phone}</Phone></Employer>",
    T("<Unmatched><SSN>{ssn}</SSN><File>{uuid}</File></Unmatched>", cls="element_only"),
    "<appointment><patient>{name:First Last}</patient><confirmation>{n9}</confirmation><start>{iso}</start></appointment>",
)  # fmt: skip

BATCHES = (
    *_PEOPLE,
    *_THINGS,
    Texts("interchange", "xml", "xml", _XML, _OTHER_XML, structured=True, where="label", per_file=10, sep="\n",
          head='<?xml version="1.0" encoding="UTF-8"?>\n<Batch>\n', tail="\n</Batch>\n"),
)  # fmt: skip
