"""Other forms: loan, rental, clinic, school, court, intake; keys and values of several programs."""

from accuracy.batch import Texts
from accuracy.template import T

_FILLED = (
    "Uniform Residential Loan Application\nBorrower's Name (include Jr. or Sr. if applicable)  {name}\nSocial Security Number  {ssn}\n"
    "Home Phone  {phone}\nDOB  {dob}\nPresent Address  {street}, {city}, {state} {zip5}",
    "Client: {name}\nS.S.N.: {ssn}\nCase manager: {2.other}\nCase no.: {n9}\nZip code: {zip5}",
    "PATIENT REGISTRATION\nLast: {last}    First: {first}    MI: {mi}\nSoc. Sec. No.: {ssn}    Birth date: {dob}\nStreet: {street}\n"
    "Town: {city}    State: {state}    Zip: {zip5}",
    "1. NAME (Last, First, Middle)\n{name:LAST, FIRST M}\n\n2. SOCIAL SECURITY NUMBER\n{ssn}\n\n3. MAILING ADDRESS\n{addr}\n\n4. CASE\n{n7}",
    "Form 1099-MISC\nPAYER'S name: {company}\nPAYER'S TIN: {ein}\nRECIPIENT'S TIN: {ssn}\nRECIPIENT'S name: {name}\nStreet address: {street}\n"
    "City, state, ZIP: {city}, {state} {zip5}\n7 Nonemployee compensation: {amount}",
    "Student: {name}\nSocial Security #: {ssn:any}\nSchool ID: {n8}\nGuardian phone: {phone}",
    "Payment by credit card\nCardholder's name: {name}\nCard no.: {card}\nValid thru: {expiry}\nCVC: {cvv}\nZIP of billing address: {zip5}",
    "CARD TYPE: [x] Visa  [ ] MC  [ ] Amex\nACCOUNT NO.: {card:space}\nNAME ON CARD: {name:FIRST LAST}\nEXP: {expiry}",
    "Account holder: {name}\nBank routing no.: {aba}\nChecking account no.: {bank}\nAmount per pay period: {amount}",
    "EFT enrollment\nProvider name: {name}\nRouting transit number: {aba}\nDeposit account number: {bank}\nAccount type: savings",
    "Payee: {name}\nIBAN: {iban}\nSWIFT: DEUTDEFF\nPurpose: tuition",
    "Driver #1 name: {name}\nDriver #1 license: {dl}\nState issued: {dlstate}\nGarage address: {addr}",
    "Massachusetts Registry of Motor Vehicles\nLicense/ID number: {dl:MA}\nName: {name:LAST, FIRST M}\nResidential address: {street}, {city}, {state} {zip5}",
    "Carrier application\nApplicant: {name}\nCDL number: {dl} State: {dlstate}\nEndorsements: H, N",
    "Lessee: {name}\nLessee SSN: {ssn}\nGuarantor: {2.name}\nGuarantor SSN: {2.ssn}\nUnit: {n4}",
    "Claim {n9}\nClaimant's name: {name}\nClaimant's Social Security number: {ssn}\nMedicare no.: none\nDate of injury: {date}",
    "Name | {name}\nSSN | {ssn}\nHome address | {addr}\nBadge | {n9}",
    "Volunteer: {name}; DOB: {dob}; SSN: {ssn}; T-shirt: M",
)
_EMPTY = (
    "Uniform Residential Loan Application\nBorrower's Name\n\nSocial Security Number\n\nHome Phone\n\nDOB",
    "Client: {name}\nS.S.N.: refused\nCase no.: {n9}\nZip code: {zip5}",
    "Form 1099-NEC\nPAYER'S name: {company}\nPAYER'S TIN: {ein}\nRECIPIENT'S TIN: {masked_ssn}\nRECIPIENT'S name: {name}\nAccount number (see instr.): {n6}",
    "Student: {name}\nStudent number: {n9}\nAdvisor: {2.other}\nLocker: {n4}",
    "Paid by: {name}\nCard no.: {masked_card}\nApproval: {n6}\nTerminal: {n8}\nInvoice: {n9}",
    "Work order: {n9}\nTechnician: {name}\nAsset: {n9}\nPart no.: {ssn_shape}\nHours: 3.5",
    "Legal name: {company}\nFederal tax ID: {ein}\nSigner: {name}\nD-U-N-S: {duns}",
    "Applicant: {name}\nIndividual Taxpayer ID (ITIN): {itin}\nCountry of tax residence: Brazil",
    "Attending: {name}\nNPI#: {npi}\nUPIN: A{n5}\nPhone: {phone}",
    "Insured name: {name}\nPolicy #: {policy_no}\nDeductible: {amount}",
    "Bill to: {name}\nUtility account #: {gaccount}\nService: electric\nMeter #: {meter}",
    "Owner: {name}\nParcel ID: {parcel}\nBook/page: {n5}/{n4}\nAssessed: {amount}",
    "Licensee: {name}\nNursing license no.: RN{n6}\nStatus: current\nExpires: {date}",
    "Sportsman: {name}\nHunting license #: {n9}\nTown: {city}",
    "Traveler: {name}\nPassport number: {passport}\nKnown traveler no.: {n9}\nFlight DL {n4}",
    "Device owner: {name}\nIMEI: {imei}\nPhone number: {phone}\nSIM: {iccid}",
    "Patron: {name}\nBarcode: {n14}\nISBN: {isbn}\nFine: {amount}",
    "Juror: {name}\nJuror number: {n9}\nReport to: {city}",
    "Tester: {name}\nCredit card number: {test_card}\nStage: QA",
    "Prisoner: {name}\nBooking no.: {n9}\nCell: {n4}",
    "Consignee: {name}\nBill of lading: {n9}\nPRO number: {n10}\nPieces: 4",
    "Grantee: {name}\nAward no.: {n9}\nCFDA: 84.063\nUEI: H7K{n9}",
    T("SOCIAL SECURITY NUMBER: {ssn}\nREMARKS: name withheld\nREFERENCE: {n9}", cls="element_only"),
    "Vehicle: Lincoln\nOwner: {name}\nVIN: {vin}\nPlate: {plate}\nOdometer: {n6}",
    "Site manager: {name}\nERP vendor ID: {n9}\nGL account: {n6}-{n4}\nCost element: {n9}",
    "Specimen of {name}\nAccession: {n9}\nLoinc: 2345-7\nCollected: {stamp}",
)
_PROPS = (
    "employee.{n4}.name={name:First Last}\nemployee.{n4}.ssn={ssn}\nemployee.{n4}.zip={zip5}",
    "employee.{n4}.name={name:First Last}\nemployee.{n4}.number={n9}\nemployee.{n4}.modified={epoch_ms}",
)
_TOML = (
    '[[patient]]\nlast_name = "{last}"\nfirst_name = "{first}"\nssn = "{ssn}"\nstate = "{state}"',
    '[[patient]]\nlast_name = "{last}"\nfirst_name = "{first}"\nmrn = "{n9}"\nvisit = "{uuid}"',
)
_COPY = (
    "UPDATE person SET surname = '{last:sql}', given = '{first:sql}', ssn = '{ssn:bare}', zip = '{zip5}' WHERE id = {n9};",
    "UPDATE person SET surname = '{last:sql}', given = '{first:sql}', badge = '{n9}', changed = '{stamp}' WHERE id = {n9};",
)
_CARDS4 = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:{name:First Last}\nN:{last};{first};;;\nADR:;;{street};{city};{state};{zip5};USA\nX-SSN:{ssn}\nEND:VCARD",
    "BEGIN:VCARD\nVERSION:4.0\nFN:{name:First Last}\nN:{last};{first};;;\nTEL:{phone}\nX-CUSTOMER-ID:{n9}\nREV:{compact}\nEND:VCARD",
)


def _config(name: str, suffix: str, pair: tuple[str, str], sep: str) -> Texts:
    return Texts(name, "config", suffix, pair[:1], pair[1:], structured=True, where="label", per_file=8, sep=sep)


BATCHES = (
    Texts("sheet", "form", "txt", _FILLED, _EMPTY, structured=True, where="label", per_file=1),
    Texts("pack", "form", "txt", _FILLED, _EMPTY, structured=True, where="label", per_file=6, sep="\n\f\n"),
    Texts("packdoc", "form", "docx", _FILLED, _EMPTY, structured=True, where="label", per_file=5, sep="\f"),
    _config("app", "properties", _PROPS, "\n\n"),
    _config("clinic", "toml", _TOML, "\n\n"),
    _config("fix", "sql", _COPY, "\n"),
    _config("book", "vcf", _CARDS4, "\n"),
)
