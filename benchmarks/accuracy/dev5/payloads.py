"""JSON and XML of lenders, tax software, banks, courts, police and housing programs; print files of fixed width."""

from accuracy.batch import Fixed, Objects, Texts
from accuracy.template import T

_PEOPLE = (
    Objects("taxreturn", {"returnId": "{uuid}", "taxYear": 2024, "filingStatus": "MFJ", "primary": {"firstName": "{first}", "lastName": "{last}", "ssn": "{ssn}"},
                          "spouse": {"firstName": "{2.first}", "lastName": "{2.last}", "ssn": "{2.ssn}"}, "refund": "{amount}"}),
    Objects("urla", {"application": {"borrower": {"firstName": "{first}", "lastName": "{last}", "socialSecurityNumber": "{ssn:bare}", "currentAddress": {
        "street": "{street}", "city": "{city}", "state": "{state}", "zip": "{zip5}"}}, "loanPurpose": "Purchase"}}),
    Objects("screening", {"applicationId": "{n9}", "applicant": {"fullName": "{name}", "ssn": "{ssn:bare}", "dateOfBirth": "{dob}"}, "unit": "4B"}),
    Objects("rms", {"incident": "{n8}", "arrestee": {"lastName": "{last}", "firstName": "{first}", "dob": "{dob}", "ssn": "{ssn}", "obtn": "{n12}"}}),
    Objects("webform", {"form": "abatement", "submitted": "{iso}", "answers": {"Full legal name": "{name:First Middle Last}", "Social Security Number": "{ssn}", "Mailing address": "{addr}"}}),
    Objects("nec1099", {"payer": {"name": "{company}", "ein": "{ein}"}, "recipient": {"name": "{name}", "tinType": "SSN", "tin": "{ssn}", "state": "{state}",
                                                                                      "zip": "{zip5}"}, "box1": "{amount}"}),
    Objects("coowners", {"account_type": "joint", "owners": [{"name": "{name}", "taxId": "{ssn}", "taxIdType": "SSN"},
                                                             {"name": "{2.name}", "taxId": "{2.ssn}", "taxIdType": "SSN"}]}),
    Objects("obligor", {"case": "{n8}", "obligor": {"name": {"first": "{first}", "middle": "{middle}", "last": "{last}"}, "ssn": "{ssn}"}, "employer": "{company}"}),
    Objects("idv", {"inquiry": "inq_{hex16}", "fields": {"name_first": "{first}", "name_last": "{last}", "drivers_license_number": "{dl}",
                                                         "drivers_license_state": "{dlstate}"}, "status": "approved"}),
    Objects("citation", {"citationNumber": "T{n7}", "operator": {"name": "{name}", "license": {"type": "driver", "number": "{dl:MA}", "state": "MA"}}, "plate": "{plate}"}),
    Objects("linked", {"owners": [{"names": ["{name}"]}], "subtype": "checking", "numbers": {"ach": {"account": "{bank}", "routing": "{aba}"}}, "linked_at": "{iso}"}),
    Objects("payee", {"payee": {"name": "{name}"}, "bankAccount": {"routingNumber": "{aba}", "accountNumber": "{bank}", "type": "SAVINGS"}, "memo": "rent"}),
    Objects("issued", {"cardholder": {"name": "{name}"}, "debitCard": {"number": "{card:bare}", "expires": "{expiry}", "status": "active"}, "branch": "03"}),
    Objects("epay", {"payer": {"name": "{name}", "email": "{email}"}, "creditCard": {"number": "{card:space}", "exp": "{expiry}"}, "item": "Excise tax", "bill": "{n9}"}),
)  # fmt: skip
_THINGS = (
    Objects("ack", {"submissionId": "{n20}", "taxpayer": "{name}", "ssnLast4": "{last4}", "status": "ACCEPTED", "received": "{iso}"}, negative=True),
    Objects("reso", {"ListingKey": "{n9}", "ListAgentFullName": "{name}", "ParcelNumber": "{parcel}", "ListPrice": "{amount}", "ModificationTimestamp": "{iso}"}, negative=True),
    Objects("docketentry", {"docket": "{docket}", "entry": "{n4}", "filedBy": {"name": "{name}", "bbo": "{n6}"}, "receipt": "{n9}"}, negative=True),
    Objects("call911", {"incident": "{n9:num}", "caller": {"name": "{name}", "callback": "{phone}"}, "position": "{geo}", "epoch": "{epoch:num}"}, negative=True),
    Objects("txn", {"transaction_id": "{hex16}", "member": "{name}", "card": {"mask": "{last4}"}, "trace": "{n15}", "auth": "{n6}"}, negative=True),
    Objects("escrowed", {"borrower": "{name}", "loanNumber": "{gaccount}", "escrowBalance": "{amount}", "investor": "{company}"}, negative=True),
    Objects("hidden", {"client": "{name}", "ssn": "{masked_ssn}", "paymentCard": "{masked_card}", "file": "{n9}"}, negative=True),
    Objects("permitting", {"permit": "{n9}", "owner": "{name}", "contractor": {"name": "{2.name}", "csl": "CS-{n6}"}, "parcel": "{parcel}"}, negative=True),
    Objects("entityfile", {"entity": "{company}", "fein": "{ein}", "registeredAgent": {"name": "{name}"}, "filingNumber": "2025{n8}"}, negative=True),
    Objects("nohit", {"query": "{uuid}", "ssn": "{ssn}", "result": "no record"}, negative=True, cls="element_only"),
    Objects("recorded", {"document": "{n9}", "grantors": ["{name}"], "grantees": ["{2.name}"], "book": "{n5}", "page": "{n4}"}, negative=True),
    Objects("lo", {"loanOfficer": "{name}", "nmlsId": "{n7}", "phone": "{phone}", "branchId": "{n6}"}, negative=True),
    Objects("devtest", {"env": "sandbox", "cardholder": {"name": "{name}"}, "card": {"number": "{test_card}"}}, negative=True),
)  # fmt: skip

_XML = (
    "<PARTY><INDIVIDUAL><NAME><FirstName>{first}</FirstName><LastName>{last}</LastName></NAME></INDIVIDUAL><TAXPAYER_IDENTIFIERS><TAXPAYER_IDENTIFIER>"
    "<TaxpayerIdentifierType>SocialSecurityNumber</TaxpayerIdentifierType><TaxpayerIdentifierValue>{ssn:bare}</TaxpayerIdentifierValue>"
    "</TAXPAYER_IDENTIFIER></TAXPAYER_IDENTIFIERS></PARTY>",
    "<IRSW2>\n  <EmployeeSSN>{ssn:bare}</EmployeeSSN>\n  <EmployerEIN>04{n7}</EmployerEIN>\n  <EmployeeNm>{name:First Last}</EmployeeNm>\n  <EmployeeUSAddress>\n"
    "    <AddressLine1Txt>{street}</AddressLine1Txt>\n    <CityNm>{city}</CityNm>\n    <StateAbbreviationCd>{state}</StateAbbreviationCd>\n"
    "    <ZIPCd>{zip5}</ZIPCd>\n  </EmployeeUSAddress>\n</IRSW2>",
    '<Consumer requestId="{uuid}">\n  <Name first="{first}" last="{last}"/>\n  <SSN>{ssn}</SSN>\n  <Residence state="{state}" zip="{zip5}"/>\n</Consumer>',
    "<HouseholdMember>\n  <Relation>Head</Relation>\n  <LastName>{last}</LastName>\n  <FirstName>{first}</FirstName>\n"
    "  <SocialSecurityNumber>{ssn}</SocialSecurityNumber>\n  <Income>{amount}</Income>\n</HouseholdMember>",
    '<Party role="defendant" docket="{docket}"><Name><Last>{last}</Last><First>{first}</First><Middle>{middle}</Middle></Name><Ssn>{ssn}</Ssn></Party>',
    '<Violation citation="T{n7}">\n  <OperatorName>{name:First M. Last}</OperatorName>\n  <OperatorLicenseNumber>{dl:MA}</OperatorLicenseNumber>\n'
    "  <LicenseState>MA</LicenseState>\n</Violation>",
    '<DrctDbtTxInf><InstdAmt Ccy="EUR">{n4}.00</InstdAmt><Dbtr><Nm>{name:First Last}</Nm></Dbtr><DbtrAcct><Id><IBAN>{iban:bare}</IBAN></Id></DbtrAcct></DrctDbtTxInf>',
    "<CardOrder><EmbossedName>{name:FIRST LAST}</EmbossedName><CardNumber>{card:bare}</CardNumber><Expires>{expiry}</Expires></CardOrder>",
    '<Payment payer="{name:First Last}" routingNumber="{aba}" checkingAccount="{bank}" amount="{n4}.00"/>',
    '<KeyHolder>\n  <FullName>{name:First Last}</FullName>\n  <DriversLicense state="MA">{dl:MA}</DriversLicense>\n  <Unit>{n4}</Unit>\n</KeyHolder>',
    '<Tenant name="{name:First Last}" ssn="{ssn}" unit="{n4}" moveIn="{date}"/>',
)  # fmt: skip
_OTHER_XML = (
    "<LOAN><LOAN_IDENTIFIERS><LOAN_IDENTIFIER><LoanIdentifierType>MERS_MIN</LoanIdentifierType><LoanIdentifier>{n18}</LoanIdentifier></LOAN_IDENTIFIER>"
    "</LOAN_IDENTIFIERS><OriginatorName>{name:First Last}</OriginatorName></LOAN>",
    "<Acknowledgement>\n  <SubmissionId>{n20}</SubmissionId>\n  <AcceptanceStatusTxt>A</AcceptanceStatusTxt>\n  <EFIN>{n6}</EFIN>\n"
    "  <PreparerPersonNm>{name:First Last}</PreparerPersonNm>\n</Acknowledgement>",
    '<Parcel id="{parcel}" owner="{name:First Last}" book="{n5}" page="{n4}" account="{n6}"/>',
    "<Filing>\n  <Docket>{docket}</Docket>\n  <Attorney>{name:First M. Last}</Attorney>\n  <BBO>{n6}</BBO>\n  <Envelope>{n8}</Envelope>\n</Filing>",
    "<IRSW2>\n  <EmployeeSSN>XXXXX{last4}</EmployeeSSN>\n  <EmployerEIN>04{n7}</EmployerEIN>\n  <EmployeeNm>{name:First Last}</EmployeeNm>\n</IRSW2>",
    "<Permit>\n  <Number>{n9}</Number>\n  <Owner>{name:First Last}</Owner>\n  <IssuedOn>{date}</IssuedOn>\n</Permit>",
    "<Member><Name>{name:First Last}</Name><CardMask>{masked_card}</CardMask><Reference>{n12}</Reference></Member>",
    T("<NoMatch><SSN>{ssn}</SSN><TaxYear>2022</TaxYear></NoMatch>", cls="element_only"),
    '<Deed document="{n9}" grantor="{name:First Last}" grantee="{2.name:First Last}" book="{n5}" page="{n4}"/>',
    '<Voucher number="{n9}" family="{name:First Last}" bedrooms="2" issued="{date}"/>',
)  # fmt: skip
_FIXED = (
    Fixed("trial", [(16, "{bank}"), (36, "{name}"), (14, "{amount}"), (12, "{date}")], ["SAVINGS ACCT", "MEMBER NAME", "BALANCE", "LAST ACT"],
          ["SAVINGS TRIAL BALANCE                                  PAGE 1", ""], fits=True),
    Fixed("returns", [(36, "{name}"), (14, "{ssn}"), (12, "{amount}"), (12, "{amount}")], ["TAXPAYER NAME", "SOC SEC NO", "AGI", "REFUND"], fits=True),
    Fixed("occupancy", [(10, "{n4}"), (36, "{name}"), (12, "{ssn:bare}"), (12, "{amount}")], ["UNIT", "HEAD OF HOUSEHOLD", "SSN", "RENT"],
          ["HOUSING AUTHORITY   OCCUPANCY LIST", ""], fits=True),
    Fixed("warrants", [(14, "{docket}"), (36, "{name}"), (12, "{dob}"), (14, "{ssn}"), (10, "90/24")], ["DOCKET", "DEFENDANT", "DOB", "SSN", "CHARGE"], fits=True),
    Fixed("stops", [(11, "T{n7}"), (36, "{name}"), (14, "{dl:MA}"), (5, "MA"), (12, "{date}")], ["CITATION", "OPERATOR NAME", "LICENSE NO", "ST", "DATE"], fits=True),
    Fixed("emboss", [(22, "{card:space}"), (36, "{name}"), (8, "{expiry}"), (6, "{n4}")], ["CARD NUMBER", "CARDHOLDER NAME", "EXP", "BR"], fits=True),
    Fixed("retirees", [(26, "{last:upper}"), (20, "{first:upper}"), (14, "{ssn}"), (20, "{city}"), (4, "{state}"), (8, "{zip5}"), (12, "{amount}")], fits=True),
    Fixed("docketlist", [(14, "{docket}"), (36, "{name}"), (12, "{n9}"), (12, "{date}")], ["DOCKET", "PARTY", "RECEIPT", "FILED"], negative=True, fits=True),
    Fixed("landlist", [(14, "{parcel}"), (36, "{name}"), (12, "{n9}"), (14, "{amount}")], ["PARCEL ID", "OWNER NAME", "BILL NO", "TAX"], ["TOWN COLLECTOR   OPEN BILLS", ""],
          negative=True, fits=True),
    Fixed("loantrial", [(36, "{name}"), (14, "{gaccount}"), (14, "{amount}")], ["BORROWER", "LOAN NUMBER", "PRINCIPAL"], negative=True, fits=True),
    Fixed("publiclist", [(36, "{name}"), (16, "{masked_ssn}"), (12, "{n9}")], ["MEMBER", "SSN", "RETIREMENT NO"], negative=True, fits=True),
    Fixed("cashier", [(16, "{compact}"), (12, "{n9}"), (36, "{name}"), (12, "{amount}")], ["STAMP", "RECEIPT NO", "PAID BY", "AMOUNT"], negative=True, fits=True),
    Fixed("doorlog", [(12, "{n9}"), (16, "{compact}"), (36, "{name}"), (6, "{n4}")], negative=True, fits=True),
)  # fmt: skip

BATCHES = (
    *_PEOPLE,
    *_THINGS,
    Texts("batchfile", "xml", "xml", _XML, _OTHER_XML, structured=True, where="label", per_file=11, sep="\n",
          head='<?xml version="1.0" encoding="UTF-8"?>\n<Batch run="2025-03-12">\n', tail="\n</Batch>\n"),
    *_FIXED,
)  # fmt: skip
