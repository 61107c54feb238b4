"""Forms of dealers, escrow, camps, courts, pensions, clinics; dumps of records; settings and seeds of programs."""

from accuracy.batch import Texts
from accuracy.template import T

_FILLED = (
    "BUYER'S ORDER\nStock #: {n6}          VIN: {vin}\nBuyer: {name}\nBuyer's SSN: {ssn}\nCo-Buyer: {2.name}\nCo-Buyer's SSN: {2.ssn}\n"
    "Cash price: {amount}",
    "SELLER INFORMATION FOR 1099-S REPORTING\nProperty closing no.: {n8}\nSeller's name: {name}\nSocial Security Number: {ssn}\nForwarding address: {addr}\n"
    "Gross proceeds: {amount}",
    "CAMP REGISTRATION\nParent / guardian: {name}\nPhone: {phone}\nT-shirt: YM\n\nPAYMENT\nCard no.: {card}\nExp.: {expiry}\nCVV: {cvv}\n"
    "Name on card: {name}",
    "NEW CLIENT - ANIMAL HOSPITAL\nOwner's name: {name}\nDriver's license no. (if paying by check): {dl:MA}\nState: MA\nPet: Biscuit   Species: canine\n"
    "Microchip: {n15}",
    "APPLICATION FOR PARKING PERMIT\nPermit holder: {name}\nDriver's license number: {dl}\nState of license: {dlstate}\nPlate: {plate}\nCampus ID: {n8}",
    "Electronic giving\n\nYour name: {name}\nBank routing number: {aba}\nChecking account number: {bank}\nMonthly gift: {amount}",
    "DEFENDANT INFORMATION\nDEF NAME: {name:LAST, FIRST M}\nDOB: {dob}\nSSN: {ssn}\nDOCKET: {docket}\nADDRESS: {street}\nCITY: {city}  STATE: {state}  "
    "ZIP: {zip5}",
    "APPLICATION FOR RETIREMENT\n\nSection A. Member\nName: {name}\nSocial Security Number: {ssn}\n\nSection B. Beneficiary\nName: {2.name}\n"
    "Social Security Number: {2.ssn}",
    "Notary journal\nSigner: {name}\nIdentified by: driver's license\nLicense number: {dl}\nIssued by: {dlstate:long}\nAct: acknowledgment",
    "MEMBERSHIP AND SIGNATURE CARD\nPrimary member: {name}\nSSN: {ssn}\nJoint owner: {2.name}\nSSN: {2.ssn}",
    "Timestamp: {stamp}\nQ1. What is your full legal name?\nA1. {name}\nQ2. What is your Social Security number?\nA2. {ssn}\n"
    "Q3. What is your ZIP code?\nA3. {zip5}",
    "1. DECEDENT'S NAME\n{name:First Middle Last}\n2. DATE OF DEATH\n{date}\n3. SOCIAL SECURITY NUMBER\n{ssn}\n4. RESIDENCE\n{addr}",
    "NAME...........: {name:LAST, FIRST M}\nSOC SEC NO.....: {ssn}\nUNION LOCAL....: {n4}\nCLASS..........: JOURNEYMAN",
    "RECORD 000{n4}\n  01 EMP-MASTER\n     05 EMP-LAST-NAME    X(20)   {last:upper}\n     05 EMP-FIRST-NAME   X(15)   {first:upper}\n"
    "     05 EMP-SSN          9(9)    {ssn:bare}\n     05 EMP-STATE        X(2)    {state}\n     05 EMP-ZIP          9(5)    {zip5}",
    "Guarantor name: {name}\nGuarantor SSN: {ssn}\nRelation to patient: parent\nVisit: {n9}\nGuarantor address: {addr}",
    "CHARGE AUTHORIZATION (MOVING)\nCustomer: {name}\nOrder for service: {n7}\nCredit card number: {card}\nExpiration: {expiry}\n"
    "Signature: on file",
    "OUTGOING WIRE - INTERNATIONAL\nBeneficiary's full name: {name}\nBeneficiary's IBAN: {iban}\nDetails: tuition, spring term",
    "OUTGOING WIRE - DOMESTIC\nBeneficiary name: {name}\nReceiving bank ABA: {aba}\nBeneficiary account number: {bank}\nAmount: {amount}",
    "Head of household: {name}\nSocial Security Number: {ssn:any}\nCurrent street address: {street}\nCity/Town: {city}\nState: {state}\nZip: {zip}\n"
    "Bedrooms: 2\nControl no.: {n9}",
    "Seller of goods (pawn slip)\nSeller: {name}\nState ID no.: {dl:MA}\nIssuing state: Massachusetts\nItem: ring, 14k\nTicket: {n7}",
    "Form SSA-1099\nBox 1. Name: {name}\nBox 2. Beneficiary's Social Security Number: {ssn}\nBox 5. Net benefits: {amount}\nBox 7. Address: {addr}",
    "Employee   {name}          Pay date   {date}\nSSN        {ssn}          Check no.  {n8}\nNet pay    {amount}",
    "Annuity owner: {name}\nOwner's SSN: {ssn}\nRollover from: 401(k)\nZip: {zip5}",
    "Tow and release\nReleased to: {name}\nOperator's license no.: {dl:MA} (MA)\nReceipt: {n7}\nPaid: cash",
    "Election worker\nName (print): {name}\nSocial Security number: {ssn}\nPrecinct: 4\nParty: U",
)  # fmt: skip
_OTHER = (
    "BUYER'S ORDER\nStock #: {n6}          VIN: {vin}\nBuyer: {name}\nBuyer's SSN: see credit app\nDeal no.: {n9}\nCash price: {amount}",
    "SELLER INFORMATION FOR 1099-S REPORTING\nSeller's name: {company}\nEmployer Identification Number: {ein}\nSigned by: {name}\nGross proceeds: {amount}",
    "CAMP REGISTRATION\nParent / guardian: ____________________\nPhone: (___) ___-____\n\nPAYMENT\nCard no.: ____ ____ ____ ____\nExp.: __/__",
    "NEW CLIENT - ANIMAL HOSPITAL\nOwner's name: {name}\nPet: Biscuit\nMicrochip: {n15}\nRabies tag: {n6}\nChart: {n9}",
    "APPLICATION FOR PARKING PERMIT\nPermit holder: {name}\nPermit number: {n9}\nPlate: {plate}\nCampus ID: {n9}",
    "Donor: {name}\nEnvelope no.: {n4}\nDonor ID: {n9}\nGift: {amount}\nFund: roof",
    "DEFENDANT INFORMATION\nDEF NAME: {name:LAST, FIRST M}\nDOCKET: {docket}\nPCF: {n9}\nOBTN: {n12}\nDOB: {dob}",
    "APPLICATION FOR RETIREMENT\n\nSection A. Member\nName: {name}\nSocial Security Number: {masked_ssn}\nMember no.: {n9}",
    "Notary journal\nSigner: {name}\nIdentified by: passport\nPassport no.: {passport}\nAct: acknowledgment",
    T("MEMBERSHIP AND SIGNATURE CARD\nPrimary member: {name}\nLoan no.: {gaccount}\nShare certificate: none"),
    "Timestamp: {stamp}\nQ1. What is your full legal name?\nA1. {name}\nQ2. What is your Social Security number?\nA2. I would rather not say\n"
    "Q3. What is your ticket number?\nA3. {n9}",
    "NAME...........: {name:LAST, FIRST M}\nSOC SEC NO.....:\nBOOK NO........: {n9}\nLOCAL..........: {n4}",
    "RECORD 000{n4}\n  01 PART-MASTER\n     05 PART-NO          9(9)    {n9}\n     05 BUYER-NAME       X(30)   {name:LAST FIRST M}\n"
    "     05 LAST-PO          9(9)    {n9}\n     05 LAST-CHG-DATE    9(14)   {compact}",
    "Guarantor name: {name}\nGuarantor no.: {n9}\nVisit: {n9}\nAccession: {n10}",
    "CHARGE RECEIPT (MOVING)\nCustomer: {name}\nOrder for service: {n9}\nCredit card number: {masked_card}\nApproval: {n6}",
    "OUTGOING WIRE - DOMESTIC\nBeneficiary name: {company}\nReceiving bank ABA: {aba}\nIMAD: {compact}{n8}\nRequested by: {name}",
    "Head of household: {name}\nSocial Security Number: applied for\nControl no.: {n9}\nBedrooms: 2",
    "REAL ESTATE TAX BILL\nAssessed owner: {name}\nBill no.: {n9}\nParcel ID: {parcel}\nBook/Page: {n5}/{n4}\nTotal due: {amount}",
    T("WATER AND SEWER BILL\nCustomer: {name}\nAccount no.: {gaccount}\nMeter no.: {meter}\nUsage: {n4}"),
    T("HOMEOWNER RENEWAL\nNamed insured: {name}\nPolicy no.: {policy_no}\nTerm: 12 months"),
    "Nonresident payee: {name}\nITIN: {itin}\nForm 1042-S recipient code: 15",
    "Vaccinator: {name}\nNPI: {npi}\nLot: {n9}\nNDC: {ndc}",
    "BILL OF LADING\nShipper: {name}\nB/L no.: {n9}\nSeal: {n7}\nPRO: {n10}\nFreight bill: {n9}",
    "Alien's name: {name}\nA-Number: A{n9}\nReceipt no.: IOE{n10}\nClass: F-1",
    "Broker of record: {name}\nReal estate license no.: {n8}\nMLS ID: {n9}",
    "Cardholder (test deck): {name}\nCard number: {test_card}\nResult: approved",
    T("UNMATCHED DOCUMENT\nSocial Security Number: {ssn}\nScanned: {stamp}\nImage: {n9}", cls="element_only"),
    "DOG LICENSE\nOwner: {name}\nLicense no.: {n5}\nTag: {n6}\nBreed: mixed\nFee: 15.00",
    "Rx no. {n9}\nPatient: {name}\nPrescriber: {2.name}\nNDC {ndc}\nRefills: 2",
)  # fmt: skip
_YAML = (
    '- model: people.member\n  pk: {n6}\n  fields:\n    last_name: "{last}"\n    first_name: "{first}"\n    ssn: "{ssn}"\n    zip: "{zip5}"',
    '- model: people.member\n  pk: {n6}\n  fields:\n    last_name: "{last}"\n    first_name: "{first}"\n    member_no: "{n9}"\n    changed: {iso}',
)  # fmt: skip
_INSERT = (
    "INSERT INTO payees (payee_id, payee_name, bank_routing, bank_account, acct_type) VALUES ({n6}, '{first:sql} {last:sql}', '{aba}', '{bank}', "
    "'checking');",
    "INSERT INTO visits (visit_id, visitor_name, badge_no, parking_permit, door) VALUES ({n6}, '{first:sql} {last:sql}', '{n9}', '{n9}', 'north');",
)
_LDIF = (
    "dn: uid={user},ou=staff,dc=example,dc=edu\nobjectClass: inetOrgPerson\ncn: {first:upper} {last:upper}\nsn: {last:upper}\n"
    "givenName: {first:upper}\nschacPersonalUniqueCode: urn:{n6}\nsocialSecurityNumber: {ssn}\nst: {state}",
    "dn: uid={user},ou=staff,dc=example,dc=edu\nobjectClass: inetOrgPerson\ncn: {first:upper} {last:upper}\nsn: {last:upper}\n"
    "givenName: {first:upper}\nemployeeNumber: {n9}\nuidNumber: {n9}\nentryUUID: {uuid}",
)
_INI = (
    "[guest_{n5}]\nname = {name:First Last}\ncard_number = {card:bare}\ncard_expiry = {expiry}\narrival = {date}",
    "[guest_{n5}]\nname = {name:First Last}\nloyalty_number = {n10}\nreservation = {n9}\narrival = {date}",
)
_ANSIBLE = (
    'applicant_{n6}:\n  name: "{first} {last}"\n  drivers_license_number: "{dl:MA}"\n  drivers_license_state: "MA"',
    'operator_{n6}:\n  name: "{first} {last}"\n  radio_license: "{n9}"\n  truck: "{vin}"',
)  # fmt: skip


def _config(name: str, suffix: str, pair: tuple[str, str], sep: str, head: str = "") -> Texts:
    return Texts(
        name, "config", suffix, pair[:1], pair[1:], structured=True, where="label", per_file=9, sep=sep, head=head
    )


BATCHES = (
    Texts("paper", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=1),
    Texts(
        "jacket",
        "form",
        "txt",
        _FILLED,
        _OTHER,
        structured=True,
        where="label",
        per_file=7,
        sep="\n\n" + "=" * 60 + "\n\n",
    ),
    Texts("packet", "form", "docx", _FILLED, _OTHER, structured=True, where="label", per_file=6, sep="\f"),
    _config("fixture", "yaml", _YAML, "\n"),
    _config("payees", "sql", _INSERT, "\n"),
    _config("staff", "ldif", _LDIF, "\n\n"),
    _config("guests", "ini", _INI, "\n\n"),
    _config("intake", "yaml", _ANSIBLE, "\n", "---\n"),
)
