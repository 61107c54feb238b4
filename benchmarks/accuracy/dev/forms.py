"""Forms: label and value on one line, value below the label, check boxes, blanks, and things like vCards and settings."""

from accuracy.batch import Texts
from accuracy.template import T

_FORMS = (
    "EMPLOYEE INFORMATION\n\nName: {name}\nSocial Security Number: {ssn}\nDate of birth: {dob}\nAddress: {street}\nCity: {city}   State: {state}   "
    "ZIP: {zip}\nPhone: {phone}",
    "Form W-4 (employee copy)\n1a First name and middle initial    {first} {mi}    Last name {last}\n1b Social security number           {ssn}\n"
    "Address {street}\nCity or town, state, and ZIP code {city}, {state} {zip}\n3 Total allowances {pick:0|1|2|3}",
    "Applicant's full name\n{name}\n\nSocial Security No.\n{ssn}\n\nHome address\n{addr}\n\nDate\n{date}",
    "W-2 Wage and Tax Statement\na Employee's social security number\n{ssn}\nb Employer identification number (EIN)\n{ein}\nc Employer's name\n"
    "{company}\ne Employee's name\n{name}\nf Employee's address\n{addr}\n1 Wages {amount}\n2 Federal income tax withheld {amount}\n15 State {state}",
    "Last Name ........ {last}\nFirst Name ....... {first}\nSSN .............. {ssn:any}\nDept ............. {n4}\nEmp No ........... {n9}",
    "DIRECT DEPOSIT AUTHORIZATION\nEmployee Name: {name}\nBank: Merrimack Savings\nRouting Number: {aba}\nAccount Number: {bank}\n"
    "Type: [x] Checking  [ ] Savings\nSignature: ______________  Date: {date}",
    "Cardholder name: {name}\nCard number: {card}\nExpires: {expiry}\nSecurity code: {cvv}\nBilling address: {addr}",
    "Name on card\n{name:FIRST LAST}\nCredit card number\n{card:bare}\nExp. date\n{expiry}\nAmount ${amount}",
    "ACCIDENT REPORT\nOperator: {name:LAST, FIRST M}\nLicense #: {dl}\nLicense state: {dlstate}\nPlate: {plate}\nVIN: {vin}\nAddress: {addr}",
    "RENTAL APPLICATION\nTenant name: {name}          Co-tenant name: {2.name}\nTenant SSN: {ssn}          Co-tenant SSN: {2.ssn}\n"
    "Current address: {addr}",
    "Patient: {name}\nMRN: {mrn}\nDOB: {dob}\nSSN#: {ssn}\nInsurance ID: {n9}\nAddress: {addr}",
    "I-9 Section 1\nLast Name (Family Name): {last}\nFirst Name (Given Name): {first}\nMiddle Initial: {mi}\nAddress: {street}\nCity: {city}\n"
    "State: {state}\nZIP: {zip5}\nU.S. Social Security Number: {ssn}\nList B document: Driver's license {dl} ({dlstate})",
    "Driver name: {name}\nDriver's License No.: {dl:MA}\nState: MA\nCompany: {company}\nDOT number: {n7}",
    "| Field | Value |\n|---|---|\n| Name | {name} |\n| SSN | {ssn} |\n| ZIP | {zip5} |",
    "Borrower: {name}; Soc. Sec. #: {ssn}; Present address: {addr}; Loan purpose: refinance",
    "Beneficiary name: {name}\nIBAN: {iban}\nBIC: BKTRPT22\nAmount: EUR {amount}",
    "Savings account holder: {name}\nSavings acct. no.: {bank}\nBranch: {city}",
    "STUDENT AID\nStudent's name {name}\nStudent's SSN {ssn:space}\nParent's name {2.name}\nParent's SSN {2.ssn:space}",
)
_OTHER = (
    "EMPLOYEE INFORMATION\n\nName: ______________________\nSocial Security Number: ___-__-____\nDate of birth: __/__/____\nAddress: __________",
    "Form W-9\nName (as shown on your income tax return)\n\nSocial security number\n|_|_|_|-|_|_|-|_|_|_|_|\nor\nEmployer identification number\n{ein}",
    "Name: {name}\nSSN: on file\nEmployee ID: {n9}\nHire date: {date}\nExtension: {n4}",
    "Name: {name}\nSSN: {masked_ssn}\nDepartment: {n4}\nCost center: {n9}",
    "Name: {name}\nLast 4 of SSN: {last4}\nMember ID: {n9}\nGroup: {n6}",
    "Cardholder: {name}\nCard: {masked_card}\nAuth code: {n6}\nReference: {n12}\nAmount: {amount}",
    "Order number: {n9}\nCustomer: {name}\nShip to: {addr}\nTracking number: {fedex}\nWeight: {decimal}",
    "Business name: {company}\nEIN: {ein}\nContact: {name}\nPhone: {phone}\nDUNS: {duns}",
    "Taxpayer: {name}\nITIN: {itin}\nFiling status: single",
    "Provider: {name}\nNPI: {npi}\nTaxonomy: 207Q00000X\nState license no.: {n6}\nDEA: B{pick:A|J|S|M}{n7}",
    "Policyholder: {name}\nPolicy number: {policy_no}\nEffective: {date}\nAgent: {company}",
    "Customer: {name}\nService address: {addr}\nAccount number: {gaccount}\nMeter number: {meter}\nReading: {n5}",
    "Angler: {name}\nFishing license number: {n9}\nIssued: {date}\nTown: {city}",
    "Owner: {name}\nDog license no. {n6}\nRabies tag {n9}\nBreed: beagle",
    "Passenger: {name}\nPassport No.: {passport}\nNationality: USA\nTicket: {n13}",
    "Member: {name}\nLibrary card: {n14}\nPhone: {phone}\nItems: {isbn}, {isbn}",
    "Asset tag: {n9}\nAssigned to: {name}\nSerial number: {serial}\nIMEI: {imei}\nMAC: 3c:22:fb:{pick:10|2a|7e}:00:91",
    "Visitor: {name}\nBadge number: {n9}\nHost: {2.other}\nTime in: {time}",
    "Name: {name}\nTest card: {test_card}\nExpires: 12/30\nEnvironment: sandbox",
    "SSN: {test_ssn}\nName: (sample)\nThis is a specimen. Do not write here.",
    T("SSN: {ssn}\nCase: {n9}\nWorker: (unassigned)", cls="element_only"),
    T("Social Security Number\n{ssn}\n\nName\n\n\nDate\n{date}", cls="element_only"),
    "Claimant: {name}\nClaim number: {n9}\nDate of loss: {date}\nAdjuster phone: {phone}",
    "Pilot: {name}\nCertificate number: {n7}\nMedical: class 2\nHours: {n4}",
    "Vendor: {name}\nInvoice no: {n9}\nABA (our bank): {aba}\nAmount due: {amount}",
    "Product: Rose Chair\nModel: James\nSKU: {n9}\nUPC: {upc}\nLot: {n8}",
    "License type: Software, 5 seats\nLicensed to: {name}\nLicense key: {hex8}-{hex8}\nLicense no.: {n9}",
    "Contractor: {name}\nConstruction supervisor license: CS-{n6}\nHIC registration: {n6}\nExpires: {date}",
)
# Each pair: one kind of file; with a number, and without.
_VCARD = (
    "BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};{mi};;\nFN:{name:First Last}\nADR;TYPE=HOME:;;{street};{city};{state};{zip5};USA\n"
    "TEL:{phone}\nNOTE:SSN {ssn}\nEND:VCARD",
    "BEGIN:VCARD\nVERSION:3.0\nFN:{name:First Last}\nTEL:{phone}\nNOTE:customer {n9}\nUID:{uuid}\nEND:VCARD",
)
_LDIF = (
    "dn: uid={user},ou=people,dc=example,dc=com\ncn: {name:First Last}\nsn: {last}\ngivenName: {first}\nst: {state}\npostalCode: {zip5}\n"
    "socialSecurityNumber: {ssn}\nemployeeNumber: {n9}",
    "dn: uid={user},ou=people,dc=example,dc=com\ncn: {name:First Last}\nuidNumber: {n9}\nemployeeNumber: {n9}\nentryUUID: {uuid}",
)
_YAML = (
    '- name: {name:First Last}\n  ssn: "{ssn}"\n  state: {state}\n  employee_id: {n9}',
    "- name: {name:First Last}\n  employee_id: {n9}\n  build: {n12}\n  commit: {git}",
)
_INI = (
    "[{user}]\nfull_name = {name:First Last}\nssn = {ssn}\nzip = {zip5}\nshard = {n5}",
    "[{user}]\nfull_name = {name:First Last}\nport = {n5}\ntoken = {hex16}\ncustomer = {n9}",
)
_SQL = (
    "INSERT INTO customers (id, first_name, last_name, card_number, card_exp) VALUES ({n9}, '{first:sql}', '{last:sql}', '{card:bare}', '{expiry}');",
    "INSERT INTO orders (id, customer, order_no, sku, placed) VALUES ({n9}, '{first:sql} {last:sql}', '{n9}', '{n12}', '{stamp}');",
)


def _config(name: str, suffix: str, pair: tuple[str, str], sep: str = "\n") -> Texts:
    return Texts(name, "config", suffix, pair[:1], pair[1:], structured=True, where="label", per_file=10, sep=sep)


BATCHES = (
    Texts("form", "form", "txt", _FORMS, _OTHER, structured=True, where="label", per_file=1),
    Texts(
        "forms",
        "form",
        "txt",
        _FORMS,
        _OTHER,
        structured=True,
        where="label",
        per_file=8,
        sep="\n\n" + "-" * 60 + "\n\n",
    ),
    Texts("formdoc", "form", "docx", _FORMS, _OTHER, structured=True, where="label", per_file=5, sep="\f"),
    Texts("formweb", "form", "html", _FORMS, _OTHER, structured=True, where="label", per_file=1),
    _config("contacts", "vcf", _VCARD),
    _config("directory", "ldif", _LDIF, "\n\n"),
    _config("people", "yaml", _YAML),
    _config("users", "ini", _INI, "\n\n"),
    _config("dump", "sql", _SQL),
)
