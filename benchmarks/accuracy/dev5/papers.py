"""Forms of tax preparers, banks, police, courts, housing authorities, lenders and town halls; contacts, dumps and settings of programs."""

from accuracy.batch import Texts
from accuracy.template import T

_FILLED = (
    "Form 1040  U.S. Individual Income Tax Return  2024\nYour first name and middle initial: {first} {mi}     Last name: {last}\n"
    "Your social security number: {ssn}\nIf joint return, spouse's first name: {2.first}     Last name: {2.last}\nSpouse's social security number: {2.ssn}\n"
    "Home address: {street}\nCity, town, or post office: {city}     State: {state}     ZIP code: {zip5}",
    "CLIENT INTAKE - TAX SEASON\nTaxpayer: {name}\nSSN: {ssn}\nDate of birth: {dob}\nOccupation: nurse\nPhone: {phone}\nRefund by: [x] check  [ ] deposit",
    "Form 8879  IRS e-file Signature Authorization\nTaxpayer's name\n{name}\nSocial security number\n{ssn}\nPart I  Tax Return Information\n"
    "1 Adjusted gross income  {amount}\n4 Amount you want refunded to you  {amount}",
    "Form 4506-C\n1a. Current name: {name}\n1b. Social security number shown first on the return: {ssn}\n3. Current address: {addr}\n6. Transcript requested: 1040",
    "Form W-9 (Rev. 3-2024)\n1 Name of entity/individual: {name}\n3a [x] Individual/sole proprietor  [ ] C corporation  [ ] LLC\n5 Address: {street}\n"
    "6 City, state, and ZIP code: {city}, {state} {zip5}\nPart I Taxpayer Identification Number (TIN)\nSocial security number: {ssn}",
    "BOOKING SHEET\nBooking #: {n8}          Date: {date}\nName: {name:LAST, FIRST M}\nDOB: {dob}          Sex: M          Ht: 5-10\nSSN: {ssn}\n"
    "Address: {addr}\nCharge: OUI",
    "COMMONWEALTH OF MASSACHUSETTS  CITATION T{n7}\nOperator: {name:LAST, FIRST M}\nLicense no.: {dl:MA}     State: MA     Class: D\n"
    "Address: {street}, {city}, {state} {zip5}\nReg. no.: {plate}\nOffense: 90/17 speeding",
    "APPLICATION FOR STATE-AIDED HOUSING\nHousehold members\n1. Name: {name:First Last}   Relationship: head     SSN: {ssn}\n"
    "2. Name: {2.name:First Last}   Relationship: spouse   SSN: {2.ssn}\nRent now paid: {amount}",
    "CREDIT APPLICATION\nApplicant             {name}\nSocial Security No.   {ssn}\nEmployer              {company}\nGross monthly income  {amount}",
    "CERTIFICATE OF DEPOSIT\nOwner: {name}\nOwner's SSN: {ssn}\nTerm: 12 months\nPayable on death to: {2.name}\nBeneficiary's SSN: {2.ssn}\nRate: 4.10%",
    "PROBATE COURT - CONFIDENTIAL INFORMATION\nDecedent's full name: {name:First Middle Last}\nDate of death: {date}\nSocial Security number: {ssn}\n"
    "Domicile: {addr}",
    "VICTIM COMPENSATION CLAIM\nClaimant's name: {name}\nClaimant's Social Security number: {ssn}\nCrime reported to: police\nReport no.: {n8}\nLosses: {amount}",
    "FINANCIAL STATEMENT (SHORT FORM)\nDocket no.: {docket}\n1. Your name: {name}\n2. Social Security no.: {ssn}\n3. Address: {addr}\n4. Gross weekly income: {amount}",
    "INCOME WITHHOLDING FOR SUPPORT\nEmployee/obligor's name: {name:LAST, FIRST M}\nEmployee/obligor's Social Security number: {ssn}\n"
    "Case ID: {n9}\nCurrent support: {amount} per week",
    "TENANT FILE\nHead of household .......... {name}\nSocial Security number ..... {ssn}\nUnit ....................... {n4}\nBedrooms ................... 2",
    "AUTOMATIC MORTGAGE PAYMENT (ACH DEBIT)\nBorrower: {name}\nFinancial institution: Harbor Savings\nRouting number: {aba}\nAccount number: {bank}\n"
    "[x] Checking  [ ] Savings\nDraft day: 5",
    "REFUND BY DIRECT DEPOSIT\nTaxpayer: {name}\nb Routing number: {aba}\nc Type: [x] Checking  [ ] Savings\nd Account number: {bank}\nRefund: {amount}",
    "STOP PAYMENT ORDER\nAccount holder: {name}\nChecking account no.: {bank}\nCheck no.: {n4}\nAmount: {amount}\nReason: lost",
    "INTERNATIONAL TRANSFER\nBeneficiary: {name}\nBeneficiary's account (IBAN): {iban}\nCurrency: EUR\nPurpose: family support",
    "DEBIT CARD DISPUTE\nCardholder: {name}\nDebit card number: {card}\nMerchant: web shop\nDate: {date}\nAmount: {amount}",
    "TOWN CLERK - PAYMENT BY CARD\nName on card: {name}\nCard #: {card}\nExp: {expiry}     Sec. code: {cvv}\nFor: two birth certificates",
    "PURCHASING CARD AGREEMENT\nEmployee (cardholder): {name}\nCredit card no.: {card:space}\nDepartment: DPW\nSingle purchase limit: {amount}",
    "RETAINER\nClient: {name}\nCharge my credit card number: {card}\nExpiration date: {expiry}\nAmount: {amount}\nMatter: divorce",
    "CUSTOMER IDENTIFICATION (NEW ACCOUNT)\nCustomer: {name}\nSSN: {ssn}\nID type: Driver's license\nDriver's license number: {dl}\nIssuing state: {dlstate}\n"
    "Opened by: teller {n4}",
    "RENTAL APPLICATION - UNIT {n4}\nApplicant's name: {name}\nDriver's license number: {dl}\nState: {dlstate}\nPresent landlord: {other}\nPets: none",
    "APPLICATION FOR LICENSE TO CARRY\nLast name: {last}\nFirst name: {first}\nMassachusetts driver's license no.: {dl:MA}\nHeight: 5-8\nReason: sport",
    "INCIDENT {n8}  PERSONS\nRole: driver\nName: {name:LAST, FIRST M}\nDOB: {dob}\nDriver's license no.: {dl:MA}\nLicense state: MA\nPhone: {phone}",
    "BUYER IDENTIFICATION FOR CLOSING\nBuyer: {name}\nForm of ID: Massachusetts driver's license\nLicense number: {dl:MA}\nExpires: {date}\nNotary: {other}",
)  # fmt: skip
_OTHER = (
    "Form 1040  U.S. Individual Income Tax Return  2024\nYour first name and middle initial:\nLast name:\nYour social security number:\n"
    "Spouse's social security number:\nHome address:",
    "Form W-9 (Rev. 3-2024)\n1 Name of entity/individual: {company}\n3a [ ] Individual  [x] Corporation\nPart I Taxpayer Identification Number (TIN)\n"
    "Employer identification number: {ein}\nSignature of U.S. person: {name}",
    "Form 8879  IRS e-file Signature Authorization\nTaxpayer's name\n{name}\nSocial security number\n{masked_ssn}\nSubmission ID\n{n20}",
    "BOOKING SHEET\nBooking #: {n9}          Date: {date}\nName: {name:LAST, FIRST M}\nDOB: {dob}\nSSN: refused\nOBTN: {n12}\nCharge: OUI",
    "PARKING TICKET {n9}\nPlate: {plate}\nVIN: {vin}\nRegistered owner: {name}\nFine: 25.00\nOfficer badge: {badge}",
    "BUILDING PERMIT {n8}\nOwner: {name}\nLocation: {street2}\nContractor: {2.name}\nConstruction supervisor license: CS-{n6}\nFee: {amount}",
    "LOAN ESTIMATE\nApplicant: {name}\nLoan ID #: {gaccount}\nLoan officer NMLS ID: {n7}\nRate lock: no\nLoan amount: {amount}",
    "CLOSING DISCLOSURE\nBuyer: {name}\nSeller: {2.name}\nFile #: {n9}\nSettlement agent: {company}\nCash to close: {amount}",
    "REGISTRY OF DEEDS COVER SHEET\nGrantor: {name}\nGrantee: {2.name}\nDocument no.: {n9}\nBook: {n5}   Page: {n4}\nConsideration: {amount}",
    "NOTICE OF APPEARANCE\nDocket no.: {docket}\nAttorney: {name}\nBBO #: {n6}\nFirm telephone: {phone}",
    "EVIDENCE TAG\nItem no.: {n9}\nOwner: {name}\nDescription: tablet, serial {n12}\nLocker: {n4}",
    "VOTER REGISTRATION\nName: {name}\nResidence: {addr}\nLast four digits of Social Security number: {last4}\nParty: U",
    "WATER DEPARTMENT\nCustomer: {name}\nAccount number: {gaccount}\nMeter: {meter}\nConsumption: {n4} cu ft",
    "OWNER'S POLICY OF TITLE INSURANCE\nInsured: {name}\nPolicy number: {policy_no}\nAmount: {amount}\nDate: {date}",
    "Form W-7\nName: {name}\nReason: b, nonresident alien filing a return\nPrior ITIN: {itin}\nCountry of citizenship: Brazil",
    "TRANSFER STATION STICKER\nResident: {name}\nSticker no.: {n6}\nPlate: {plate}\nReceipt: {n9}",
    "NOTARIAL RECORD\nSigner: {name}\nIdentification: U.S. passport\nPassport number: {passport}\nDocument: mortgage",
    "TELLER RECEIPT\nCard: {masked_card}\nMember: {name}\nTransaction: {n10}\nDeposit: {amount}\nTerminal: {n6}",
    "TEST CASE {n4}\nCardholder: {name}\nCard number: {test_card}\nExpected: approved\nEnvironment: sandbox",
    "HOW TO FILL IN THIS FORM\nName: (print your name)\nSSN: {test_ssn} (example only)\nSign in blue ink.",
    T("UNMATCHED TRANSCRIPT\nSocial Security number: {ssn}\nTax year: 2022\nFiled under: unknown", cls="element_only"),
    "HOUSING CHOICE VOUCHER\nFamily: {name}\nVoucher number: {n9}\nUnit size: 2\nExpires: {date}",
    "BUSINESS CERTIFICATE\nBusiness: {company}\nOwner: {name}\nCertificate no.: {n5}\nEIN: {ein}\nFee: 40.00",
    "LISTING SHEET\nMLS #: {n8}\nListed by: {name}\nParcel ID: {parcel}\nBook/page: {n5}/{n4}\nPrice: {amount}",
    "OUTGOING WIRE\nOriginator: {company}\nBeneficiary bank ABA: {aba}\nIMAD: 20250312B1QGC01R00{n4}\nReleased by: {name}",
    "CD MATURITY NOTICE\nOwner: {name}\nCertificate ending in: {last4}\nMatures: {date}\nBalance: {amount}",
    "PAID PREPARER USE ONLY\nPreparer's name: {name}\nPTIN: P0{n7}\nFirm's EIN: {ein}\nPhone: {phone}",
    "JUROR QUESTIONNAIRE\nJuror: {name}\nJuror ID: {n9}\nReport on: {date}\nOccupation: baker",
    "TENANT FILE\nHead of household .......... {name}\nSocial Security number ..... not yet provided\nControl number ............. {n9}\nBedrooms ................... 2",
)  # fmt: skip
_PAIRS = (  # name, suffix, with a number, without one, what stands between and at both ends
    ("tellers", "vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:{name:First Last}\nN:{last};{first};;;\nTEL;TYPE=CELL:{phone}\nNOTE:Driver's license {dl:MA} (MA)\nEND:VCARD",
     "BEGIN:VCARD\nVERSION:3.0\nFN:{name:First Last}\nN:{last};{first};;;\nORG:{company}\nTEL;TYPE=WORK:{phone}\nNOTE:Matter {n9}\nEND:VCARD", "\n", "", "\n"),
    ("pensioners", "ldif", "dn: uid={user},ou=retirees,dc=example,dc=gov\nobjectClass: person\ncn: {first} {last}\nsn: {last}\ngivenName: {first}\nssn: {ssn}\n"
     "l: {city}\nst: {state}", "dn: uid={user},ou=retirees,dc=example,dc=gov\nobjectClass: person\ncn: {first} {last}\nsn: {last}\ngivenName: {first}\n"
     "employeeNumber: {n9}\ntelephoneNumber: {phone}", "\n\n", "", "\n"),
    ("seedloans", "yaml", '- borrower:\n    first_name: "{first}"\n    last_name: "{last}"\n    ssn: "{ssn}"\n    state: {state}\n  purpose: refinance',
     '- borrower:\n    first_name: "{first}"\n    last_name: "{last}"\n    application_id: {n9}\n  purpose: refinance', "\n", "", "\n"),
    ("autopay", "ini", "[payer_{n5}]\nname = {name:First Last}\nrouting_number = {aba}\naccount_number = {bank}\naccount_type = checking",
     "[payer_{n5}]\nname = {name:First Last}\nbill_number = {n9}\nparcel = {parcel}\nmethod = mail", "\n\n", "", "\n"),
    ("tenants", "sql", "INSERT INTO tenants (tenant_id, last_name, first_name, ssn, unit) VALUES ({n6}, '{last:sql}', '{first:sql}', '{ssn}', '{n4}');",
     "INSERT INTO tenants (tenant_id, last_name, first_name, voucher_no, unit) VALUES ({n6}, '{last:sql}', '{first:sql}', '{n9}', '{n4}');", "\n", "", "\n"),
    ("kiosk", "properties", "payer.name={name:First Last}\npayer.card.number={card:bare}\npayer.card.expiry={expiry}",
     "payer.name={name:First Last}\npayer.receipt={n9}\npayer.updated={epoch_ms}", "\n\n", "", "\n"),
    ("signers", "toml", '[[signer]]\nname = "{name:First Last}"\ndrivers_license = "{dl:MA}"\ndrivers_license_state = "MA"',
     '[[signer]]\nname = "{name:First Last}"\nenvelope = "{uuid}"\nmatter = "{n9}"', "\n\n", "", "\n"),
    ("jurydump", "sql", "{n6}\t{last}\t{first}\t{ssn}\t{state}\t{zip5}", "{n6}\t{last}\t{first}\t\\N\t{state}\t{zip5}", "\n",
     "COPY public.jurors (id, last_name, first_name, ssn, state, zip) FROM stdin;\n", "\n\\.\n"),
    ("officecal", "ics", "BEGIN:VEVENT\nUID:{uuid}\nDTSTART:20250312T140000Z\nSUMMARY:Closing - {name:First Last}\nDESCRIPTION:Buyer SSN {ssn}\nEND:VEVENT",
     "BEGIN:VEVENT\nUID:{uuid}\nDTSTART:20250312T140000Z\nSUMMARY:Closing - {name:First Last}\nDESCRIPTION:File {n9}\nLOCATION:Registry\nEND:VEVENT", "\n",
     "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//calendar//EN\n", "\nEND:VCALENDAR\n"),
)  # fmt: skip
_RULE = "\n\n" + "* " * 30 + "\n\n"

BATCHES = (
    Texts("onepage", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=1),
    Texts("casefile", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=6, sep=_RULE),
    Texts("binder", "form", "docx", _FILLED, _OTHER, structured=True, where="label", per_file=4, sep="\f"),
    Texts("eform", "form", "html", _FILLED, _OTHER, structured=True, where="label", per_file=1),
    *(
        Texts(
            name,
            "config",
            suffix,
            (one,),
            (none,),
            structured=True,
            where="label",
            per_file=9,
            sep=sep,
            head=head,
            tail=tail,
        )
        for name, suffix, one, none, sep, head, tail in _PAIRS
    ),
)
