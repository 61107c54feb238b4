"""Bodies of requests and exports in JSON and XML, feeds of interchange and of readers."""

from accuracy.batch import Objects, Texts
from accuracy.template import T

_PEOPLE = (
    Objects("applied", {"applicationId": "{n8:num}", "candidate": {"firstName": "{first}", "lastName": "{last}", "email": "{email}"},
                        "eeo": {"declined": True}, "i9": {"socialSecurityNumber": "{ssn}", "citizenship": "citizen"}}),
    Objects("associate", {"associateOID": "{hex16}", "person": {"legalName": {"givenName": "{first}", "familyName1": "{last}"},
            "governmentIDs": [{"nameCode": {"codeValue": "SSN"}, "idValue": "{ssn}"}],
            "legalAddress": {"lineOne": "{street}", "cityName": "{city}", "countrySubdivisionLevel1": {"codeValue": "{state}"}, "postalCode": "{zip5}"}}}),
    Objects("contractor", {"contractor": {"name": "{name}", "type": "individual", "ssn": "{ssn}", "start_date": "{date}"}, "company_uuid": "{uuid}"}),
    Objects("screen", {"order": "{n9}", "package": "basic", "subject": {"name": "{name}", "dob": "{dob}", "ssn": "{ssn:bare}"}, "status": "complete"}),
    Objects("creditpull", {"dealId": "{n7}", "buyer": {"fullName": "{name}", "ssn": "{ssn}"},
                           "coBuyer": {"fullName": "{2.name}", "ssn": "{2.ssn}"}, "vin": "{vin}"}),
    Objects("webhook", {"event": "form.submitted", "answers": [{"question": "Legal name", "answer": "{name}"},
                                                              {"question": "Social Security number", "answer": "{ssn}"},
                                                              {"question": "Shirt size", "answer": "M"}], "sent_at": "{iso}"}),
    Objects("userrow", {"id": "{n6:num}", "fname": "{first}", "lname": "{last}", "ssn": "{ssn:bare}", "addr": {"city": "{city}", "st": "{state}",
                                                                                                           "zip": "{zip5}"}, "deleted": False}),
    Objects("enrollees", {"plan": "PPO", "employee": {"name": "{name}", "ssn": "{ssn}"}, "dependents": [{"name": "{2.name}", "ssn": "{2.ssn}",
                                                                                                        "relation": "child"}]}),
    Objects("renter", {"agreement": "{n9}", "renter": {"name": "{name}", "driversLicense": "{dl}", "driversLicenseState": "{dlstate}"}, "unit": "{n5}"}),
    Objects("driverfile", {"driver_id": "{n6:num}", "first_name": "{first}", "last_name": "{last}", "license": {"license_number": "{dl:MA}",
                           "license_state": "MA", "license_class": "B"}, "hos_ruleset": "US 70h/8d"}),
    Objects("payee", {"seller": "{n9:num}", "payout_method": {"type": "ach", "account_holder": "{name}", "routing_number": "{aba}",
                                                             "bank_account_number": "{bank}"}}),
    Objects("mandate", {"donor": {"name": "{name}"}, "sepa_debit": {"iban": "{iban:bare}", "mandate": "{hex16}"}, "interval": "month"}),
    Objects("folio", {"confirmation": "{n9}", "guest": {"firstName": "{first}", "lastName": "{last}"},
                      "payment": {"method": "CC", "cardNumber": "{card:bare}", "cardExpiry": "{expiry}"}, "nights": 2}),
    Objects("legacycart", {"order": "{n7:num}", "billing_name": "{name}", "cc_number": "{card:bare}", "cc_exp": "{expiry}", "cc_cvv": "{cvv}"}),
)  # fmt: skip
_THINGS = (
    Objects("fulfil", {"order_number": "{n9:num}", "ship_to": {"name": "{name}", "zip": "{zip5}"}, "tracking": ["{ups}"], "sku": "{n9}"}, negative=True),
    Objects("stay", {"confirmation": "{n9}", "guest": {"firstName": "{first}", "lastName": "{last}"}, "card": {"masked": "{masked_card}"},
                     "rewards": "{n10}"}, negative=True),
    Objects("issue", {"key": "OPS-{n5}", "fields": {"reporter": {"displayName": "{name}", "accountId": "{hex16}"}, "customfield_10042": "{n9}"}},
            negative=True),
    Objects("deploys", {"build": "{n9:num}", "sha": "{git}", "author": {"name": "{name}", "email": "{email}"}, "started": "{epoch:num}"}, negative=True),
    Objects("placement2", {"placementId": "{n9:num}", "candidate": "{name}", "jobOrder": "{n9}", "client": "{company}"}, negative=True),
    Objects("hidden2", {"employee": {"name": "{name}", "ssn": "{masked_ssn}", "employeeNumber": "{n9}"}, "source": "portal"}, negative=True),
    Objects("notgiven", {"candidate": {"firstName": "{first}", "lastName": "{last}", "ssn": None}, "candidateId": "{n9}"}, negative=True),
    Objects("supplier2", {"supplier": "{company}", "ein": "{ein}", "contact": {"name": "{name}", "phone": "{phone}"}, "duns": "{duns}"}, negative=True),
    Objects("trip2", {"driver": {"name": "{name}"}, "vehicle": {"vin": "{vin}", "unit": "{n4}"}, "trip": "{n9}", "odometerMeters": "{n9:num}"}, negative=True),
    Objects("gift2", {"donor": {"name": "{name}", "donorId": "{n9}"}, "receipt": "{n8}", "amount": "{amount}"}, negative=True),
    Objects("fixture2", {"test": "checkout", "buyer": "{name}", "cardNumber": "{test_card}"}, negative=True),
    Objects("unmatched2", {"file": "batch-{n5}", "ssn": "{ssn}", "reason": "employee not found"}, negative=True, cls="element_only"),
    Objects("autoloan", {"customer": "{name}", "loanNumber": "{gaccount}", "vin": "{vin}", "payoff": "{amount}"}, negative=True),
)  # fmt: skip
_XML = (
    "<Candidate>\n  <LegalName><GivenName>{first}</GivenName><FamilyName>{last}</FamilyName></LegalName>\n  <SocialSecurityNumber>{ssn}</SocialSecurityNumber>\n"
    "  <PostalCode>{zip5}</PostalCode>\n</Candidate>",
    '<employee id="{n6}"><name>{name:First Last}</name><ssn>{ssn:bare}</ssn><store>{n4}</store></employee>',
    '<Applicant FirstName="{first}" LastName="{last}" SSN="{ssn}"><Address Line1="{street}" City="{city}" State="{state}" Zip="{zip5}"/></Applicant>',
    "<BackgroundCheck>\n  <PersonName>{name:First Last}</PersonName>\n"
    '  <GovernmentId countryCode="US" issuingAuthority="SSA" type="SSN">{ssn}</GovernmentId>\n'
    "  <DateOfBirth>{dob}</DateOfBirth>\n</BackgroundCheck>",
    "<Payee1099>\n  <PayeeName>{name:First Last}</PayeeName>\n  <TINType>SSN</TINType>\n  <SSN>{ssn}</SSN>\n  <Box1>{amount}</Box1>\n</Payee1099>",
    '<renter>\n  <fullName>{name:First Last}</fullName>\n  <driverLicense state="MA">{dl:MA}</driverLicense>\n  <agreement>{n8}</agreement>\n</renter>',
    '<HotelReservation><ResGuest><GivenName>{first}</GivenName><Surname>{last}</Surname></ResGuest><Guarantee><PaymentCard CardNumber="{card:bare}" '
    'ExpireDate="{pick:0327|0528|0926|1127}"><CardHolderName>{name:First Last}</CardHolderName></PaymentCard></Guarantee></HotelReservation>',
    "<DirectDeposit>\n  <EmployeeName>{name:First Last}</EmployeeName>\n  <RoutingNumber>{aba}</RoutingNumber>\n  <BankAccountNumber>{bank}</BankAccountNumber>\n"
    "</DirectDeposit>",
    '<payout seller="{n9}"><beneficiary>{name:First Last}</beneficiary><iban>{iban:bare}</iban></payout>',
)  # fmt: skip
_OTHER_XML = (
    "<Candidate>\n  <LegalName><GivenName>{first}</GivenName><FamilyName>{last}</FamilyName></LegalName>\n  <CandidateId>{n9}</CandidateId>\n"
    "  <PostalCode>{zip5}</PostalCode>\n</Candidate>",
    '<employee id="{n9}"><name>{name:First Last}</name><ssn>{masked_ssn}</ssn><store>{n4}</store></employee>',
    '<Shipment Carrier="UPS" Tracking="{ups}"><Recipient>{name:First Last}</Recipient><Order>{n9}</Order></Shipment>',
    '<testcase classname="checkout.{n4}" name="refund" time="{decimal}"><system-out>buyer {name:First Last} card {test_card}</system-out></testcase>',
    "<Vendor>\n  <LegalName>{company}</LegalName>\n  <EIN>{ein}</EIN>\n  <Contact>{name:First Last}</Contact>\n</Vendor>",
    "<vehicleSale>\n  <buyer>{name:First Last}</buyer>\n  <vin>{vin}</vin>\n  <dealNumber>{n9}</dealNumber>\n</vehicleSale>",
    '<HotelReservation ConfirmationID="{n10}"><GuestName>{name:First Last}</GuestName><PaymentCard MaskedCardNumber="{masked_card}"/></HotelReservation>',
    '<member number="{n9}"><fullName>{name:First Last}</fullName><locker>{n4}</locker><phone>{phone}</phone></member>',
    T('<error line="{n4}">\n  <SocialSecurityNumber>{ssn}</SocialSecurityNumber>\n  <message>no such employee</message>\n</error>', cls="element_only"),
)  # fmt: skip
_MSH = "MSH|^~\\&|OCCHEALTH|STAFFING|LIS|LAB|{compact}||{pick:ORM^O01|ADT^A04}|{n9}|P|2.5.1\n"
_PID = "{last:upper}^{first:upper}^{mi}||19840217|{pick:M|F}|||"
_HL7 = (
    _MSH + "PID|1||{n8}^^^OH^MR||" + _PID + "{street}^^{city}^{state}^{zip5}||{phone}|||||{n8}|{ssn}\nORC|NW|{n8}",
    _MSH + "PID|1||{n8}^^^OH^MR~{ssn:bare}^^^SSA^SS||" + _PID + "{street}^^{city}^{state}^{zip5}||{phone}\nPV1|1|O|CLINIC",
    _MSH + "PID|1||{n8}^^^OH^MR||" + _PID + "||{phone}|||||{n8}|{ssn:bare}|{dl:MA}^MA^20290217\nOBR|1|{n8}||DS10^DRUG SCREEN",
)  # fmt: skip
_OTHER_HL7 = (
    _MSH + "PID|1||{n9}^^^OH^MR||" + _PID + "||{phone}|||||{n9}\nOBR|1|{n9}|{n9}|DS10^DRUG SCREEN",
    _MSH + "PID|1||{n9}^^^OH^MR||" + _PID + "||{phone}|||||{n8}|{masked_ssn}\nPV1|1|O|CLINIC||||{npi}^{2.last:upper}^{2.first:upper}",
    _MSH + "PID|1||{n9}^^^OH^MR||" + _PID + "{street}^^{city}^{state}^{zip5}||{phone}\nIN1|1|{n5}|{n9}|PLAN",
)  # fmt: skip
_X12 = (
    "ST*834*0001*005010X220A1~\nBGN*00*{n8}*20250314*1327****2~\nINS*Y*18*021*28*A***FT~\nREF*0F*{n11}~\nDTP*356*D8*20250401~\n"
    "NM1*IL*1*{last:upper}*{first:upper}*{mi}***34*{ssn:bare}~\nN3*{street}~\nN4*{city}*{state}*{zip5}~\nHD*021**DEN~\nSE*10*0001~",
    "ST*834*0001*005010X220A1~\nINS*Y*18*021*20*A***FT~\nREF*0F*{n11}~\nREF*SY*{ssn:bare}~\nNM1*IL*1*{last:upper}*{first:upper}~\nHD*021**HLT~\nSE*7*0001~",
    "ST*820*0001~\nBPR*C*1250*C*ACH*PPD*******01*{aba}*DA*{bank}*20250314~\nTRN*1*{n8}~\nN1*PE*{name:FIRST LAST}~\nSE*5*0001~",
)  # fmt: skip
_OTHER_X12 = (
    "ST*810*0001~\nBIG*20250314*{n9}*20250301*{n9}~\nN1*BT*{name:FIRST LAST}*92*{n9}~\nIT1*1*4*EA*19.95**UP*{upc}~\nTDS*7980~\nSE*6*0001~",
    "ST*846*0001~\nBIA*00*SI*{n9}*20250314~\nPER*IC*{name:FIRST LAST}*TE*{n10}~\nLIN*1*SK*{n9}*UP*{upc}~\nQTY*33*14*EA~\nSE*6*0001~",
    "ST*834*0001*005010X220A1~\nINS*Y*18*030*XN*A***FT~\nREF*0F*{n11}~\nNM1*IL*1*{last:upper}*{first:upper}****ZZ*{n10}~\nSE*5*0001~",
)  # fmt: skip
_READS = (
    "MSR {n4} 13:27:09 T1 %B{card:bare}^{name:LAST/FIRST}^2810201{n10}?",
    T("ID SCAN {n6}\n@\nANSI 636002080002DL00410270DLDCAD\nDCS{last:upper}\nDDEN\nDAC{first:upper}\nDDFN\nDAD{mi}\nDBD03102023\nDBB02171984\nDBA02172028\n"
      "DAG{street}\nDAI{city}\nDAJ{state}\nDAK{zip5}0000\nDAQ{dl:MA}\nDCGUSA", home="massachusetts"),
    "KEYCARD ENCODER {n4} FOLIO {n7} SWIPE %B{card:bare}^{name:LAST/FIRST}^2904101{n12}?",
)  # fmt: skip
_OTHER_READS = (
    "MSR {n4} 13:27:09 T1 %MEMBER^{name:LAST/FIRST}^{n9}?",
    "ID SCAN {n6}\nAGE OK\nNAME {name:LAST/FIRST}\nTICKET {n9}",
    "KEYCARD ENCODER {n4} FOLIO {n9} GUEST {name:LAST/FIRST} ROOM {n4} LOCK {hex8}",
)


def _edi(name: str, suffix: str, yes: tuple[str | T, ...], no: tuple[str | T, ...], sep: str) -> Texts:
    return Texts(name, "edi", suffix, yes, no, structured=True, where="label", per_file=8, sep=sep)


BATCHES = (
    *_PEOPLE,
    *_THINGS,
    Texts("partner", "xml", "xml", _XML, _OTHER_XML, structured=True, where="label", per_file=10, sep="\n",
          head='<?xml version="1.0" encoding="UTF-8"?>\n<Batch>\n', tail="\n</Batch>\n"),
    _edi("drugscreen", "hl7", _HL7, _OTHER_HL7, "\n\n"),
    _edi("benefits", "x12", _X12, _OTHER_X12, "\n"),
    _edi("readers", "txt", _READS, _OTHER_READS, "\n\n"),
)  # fmt: skip
