"""Forms of stores, hotels, congregations, staffing branches, dealers, fleets and clubs."""

from accuracy.batch import Texts
from accuracy.template import T

_FILLED = (
    "SEASONAL EMPLOYMENT APPLICATION\nPosition: stock, nights\nApplicant name: {name}\nSocial Security No: {ssn}\nPresent address: {street}\n"
    "City: {city}    State: {state}    Zip: {zip5}\nWorked for us before?  [ ] Yes  [x] No",
    "NEW ASSOCIATE SETUP\n  Legal name      {name}\n  SSN             {ssn}\n  Branch          {n4}\n  Client          {company}\n  Pay rate        {amount}\n"
    "  Associate no.   {n8}",
    "CREDIT APPLICATION (RETAIL INSTALLMENT)\n\nApplicant\n  Full name: {name}\n  SSN: {ssn}\n  Time on job: 3 yrs\n\nJoint applicant\n  Full name: {2.name}\n"
    "  SSN: {2.ssn}\n  Time on job: 5 yrs",
    "GUEST REGISTRATION CARD\nGuest name: {name}\nRoom: {n4}     Rate: {amount}\nAddress: {addr}\nCredit card no.: {card}     Exp.: {expiry}\nPlate: {plate}\n"
    "Signature: ________________",
    "CREDIT CARD AUTHORIZATION FORM\nI authorize the hotel to charge the card below for room and tax.\nCardholder's name (print): {name}\nCard number: {card}\n"
    "Expiration date: {expiry}\nSecurity code: {cvv}\nBilling ZIP: {zip5}",
    T("FORM M-4  MASSACHUSETTS EMPLOYEE'S WITHHOLDING EXEMPTION CERTIFICATE\nPrint full name      {name}\nPrint home address   {street}\n"
      "City {city}   State {state}   Zip {zip5}\nSocial Security no.  {ssn}\nNumber of exemptions {pick:0|1|2}", home="massachusetts"),
    "RENTAL AGREEMENT {n8}\nRenter: {name}\nDriver lic. no.: {dl}    State: {dlstate}    Exp.: {date}\nUnit: {n5}    Class: compact\nOut: {stamp}",
    "DEMONSTRATION DRIVE AGREEMENT\nDriver's name: {name}\nDriver's license no.: {dl:MA}\nState: MA\nStock #: {n6}\nMileage out: {n5}",
    "RECURRING GIFT FORM\nDonor: {name}\nGift: {amount} a month\n[x] Electronic funds transfer\n    Bank routing number: {aba}\n    Bank account number: {bank}\n"
    "[ ] Credit card",
    "SELLER TAX INTERVIEW\n1. Type of seller: individual\n2. Full name: {name}\n3. Permanent address: {addr}\n4. Type of tax ID: SSN\n"
    "5. Social Security Number: {ssn}\n6. Signed electronically: {stamp}",
    "VOLUNTEER DISCLOSURE AND AUTHORIZATION\nLast name: {last}     First: {first}     Middle: {middle}\nDate of birth: {dob}     Social Security #: {ssn}\n"
    "I authorize the congregation to obtain a background report.",
    "MEMBERSHIP APPLICATION\nName of applicant        {name}\nSocial Security number   {ssn}\nOccupation               baker\nClass of membership      social\n"
    "Initiation fee           {amount}",
    "CASE DETAILS\nCase verification number: {n13}\nLast name: {last}\nFirst name: {first}\nSocial Security number: {ssn}\nHire date: {date}\n"
    "Result: employment authorized",
    "HR SERVICE REQUEST\nRequested for: {name}\nRequest type: SSN correction\nCurrent SSN on file: (blank)\nCorrect SSN: {ssn}\nPriority: 3",
    "EARNINGS STATEMENT\n\nEmployee name: {name}\nEmployee no.: {n6}\nSoc. Sec. No.: {ssn}\nPeriod ending: {date}\nGross: {amount}\nNet pay: {amount}",
    "WINNER'S STATEMENT\n\nWinner's name\n{name}\n\nWinner's Social Security number\n{ssn}\n\nAddress\n{addr}\n\nGross winnings\n{amount}",
    "DRIVER QUALIFICATION FILE\nDriver: {name}\nSSN: {ssn}\nCDL no.: {dl}\nCDL state: {dlstate}\nMedical card expires: {date}",
    "TRAVELER PROFILE\nTraveler: {name}\nPassport no.: {passport}\nFrequent flyer no.: {n9}\nCredit card no.: {card:space}\nCard expires: {expiry}\nSeat: aisle",
    "SPECIAL ORDER\nCustomer: {name}\nPhone: {phone}\nItem no.: {n6}\nPaid by credit card no.: {card}\nExp.: {expiry}\nPickup: curbside",
    "EXPENSE CLAIM, TRADE FAIRS\nName: {name}\nIBAN: {iban}\nPurpose: trade fair\nAmount claimed: {amount}",
    "APPLICATION FOR REGISTRATION AND TITLE\nOwner's name: {name}\nOwner's driver's license no.: {dl:MA}\nState of license: MA\nVIN: {vin}\nPlate: {plate}\n"
    "Lienholder: none",
    "NOTICE OF SEPARATION\nWorker ............ {name}\nSoc. Sec. no. ..... {ssn:any}\nLast day .......... {date}\nReason ............ end of season",
    "CANOE RENTAL\nRented to: {name}\nID held at desk: Massachusetts ID card\nState ID no.: {dl:MA}\nCanoe: 7\nDue back: {time}",
    "PAYROLL DEPOSIT CHANGE\nName of employee: {name}\nABA/routing no.: {aba}\nChecking account no.: {bank}\nEffective: {date}\nAttach a voided check",
    "INDEPENDENT CONTRACTOR INFORMATION SHEET\nContractor: {name}\nDoing business as: (none)\nSSN: {ssn}\nMailing address: {addr}\nTrade: web design",
    "EXIT CHECKLIST\nEmployee: {name}\nSSN (for COBRA notice): {ssn}\nLaptop returned: yes, asset {n6}\nKeys returned: yes\nForwarding address: {addr}",
    "OWNER-OPERATOR SETTLEMENT\nPay to: {name}\nUnit: {n4}\nDeposit to bank account: {bank}\nRouting: {aba}\nNet: {amount}",
    "| Question | Answer |\n|---|---|\n| Your legal name | {name} |\n| Your Social Security number | {ssn} |\n| T-shirt size | L |",
)  # fmt: skip
_OTHER = (
    "SEASONAL EMPLOYMENT APPLICATION\nPosition: ____________________\nApplicant name: ____________________\nSocial Security No: ____-___-_____\n"
    "Present address: ____________________",
    "NEW ASSOCIATE SETUP\n  Legal name      {name}\n  SSN             {masked_ssn}\n  Branch          {n4}\n  Client          {company}\n  Associate no.   {n9}",
    "CREDIT APPLICATION (BUSINESS)\nLegal name: {company}\nFederal tax ID: {ein}\nD-U-N-S: {duns}\nAuthorized buyer: {name}\nResale certificate: {n9}",
    "GUEST REGISTRATION CARD\nGuest name: {name}\nConfirmation: {n9}\nRoom: {n4}     Rate: {amount}\nCredit card no.: {masked_card}\nApproval: {n6}",
    "CREDIT CARD AUTHORIZATION FORM\nCardholder's name (print): ____________________\nCard number: ____-____-____-____\nExpiration date: __/__\n"
    "Security code: ___",
    "RENTAL AGREEMENT {n9}\nRenter: {name}\nLicense: seen, not copied\nUnit: {n5}    Plate: {plate}\nOut: {stamp}    Miles: {n5}",
    "RECURRING GIFT FORM\nDonor: {name}\nDonor ID: {n9}\nEnvelope: {n4}\nGift: {amount} a month\n[x] By check",
    "SELLER TAX INTERVIEW\n1. Type of seller: company\n2. Legal name: {company}\n3. Type of tax ID: EIN\n4. EIN: {ein}\n5. Signed by: {name}",
    "VOLUNTEER CARD\nName: {name}\nMember no.: {n9}\nPhone: {phone}\nServes on: altar guild\nKey no.: {n5}",
    "MEMBERSHIP RENEWAL\nMember        {name}\nMember no.    {n9}\nGHIN          {n8}\nLocker        {n4}\nDues          {amount}",
    "HELP DESK REQUEST\nRequested by: {name}\nAsset tag: {n9}\nSerial no.: {serial}\nMAC: 9c:eb:e8:{pick:10|2a|7e}:41:0d\nTicket: {n8}",
    "EARNINGS STATEMENT\n\nEmployee name: {name}\nEmployee no.: {n9}\nSoc. Sec. No.: {masked_ssn}\nCheck no.: {n8}\nNet pay: {amount}",
    "TRAVELER PROFILE\nTraveler: {name}\nPassport no.: {passport}\nKnown traveler no.: {n9}\nFrequent flyer no.: {n10}\nTicket: {n13}",
    "SPECIAL ORDER\nCustomer: {name}\nOrder no.: {n9}\nItem no.: {n9}\nUPC: {upc}\nVendor confirmation: {n10}\nDeposit: {amount} cash",
    "RETURN MERCHANDISE AUTHORIZATION\nCustomer: {name}\nRMA no.: {n9}\nOriginal order: {n9}\nReturn tracking: {ups}\nSerial: {n12}",
    "REPAIR ORDER\nCustomer: {name}\nR.O. no.: {n9}\nVIN: {vin}\nPlate: {plate}\nMileage in: {n6}\nAdvisor: {other}",
    "VEHICLE TRIP SHEET\nDriver: {name}\nUnit: {n4}\nTrip no.: {n9}\nOdometer start: {n6}\nOdometer end: {n6}\nToll tag: {n11}",
    T("ODOMETER DISCLOSURE AND PAYOFF\nSeller: {name}\nLoan no.: {gaccount}\nVIN: {vin}\nGood through: {date}"),
    T("PROOF OF INSURANCE\nInsured driver: {name}\nPolicy no.: {policy_no}\nCompany: {company}\nEffective: {date}"),
    "NONRESIDENT ALIEN PAYEE\nName: {name}\nITIN: {itin}\nVisa: J-1\nCountry: Ireland",
    T("UNCLAIMED PAPERWORK\nSocial Security Number: {ssn}\nFound: break room\nDate: {date}", cls="element_only"),
    T("CHARGE SLIP, COPY\nCard number: {card:space}\nExp.: {expiry}\nName: (not legible)\nAmount: {amount}", cls="element_only"),
    "TEST PLAN\nTester: {name}\nCase: {n4}\nCard number: {test_card}\nExpected: approved\nBuild: {n9}",
    "EXIT CHECKLIST\nEmployee: {name}\nEmployee ID: {n9}\nLaptop returned: yes, serial {n12}\nBadge returned: yes, {n6}\nLast day: {date}",
    "EVENT BOOKING\nContact: {name}\nBanquet order: {n9}\nTax-exempt no.: {n9}\nGuests: 120\nDeposit: {amount}, check {n4}",
    "CLINICIAN ASSIGNMENT\nClinician: {name}\nNPI: {npi}\nRN license no.: {n7}\nUnit: ICU\nContract no.: {n9}",
    "LOST AND FOUND\nOwner: {name}\nItem: phone\nIMEI: {imei}\nClaim no.: {n9}\nReleased: {date}",
    "SEASON PASS\nPass holder: {name}\nPass no.: {n12}\nDate of birth: {dob}\nSSN: not required\nEmergency phone: {phone}",
)  # fmt: skip

BATCHES = (
    Texts("filed", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=1),
    Texts("bundle", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=6, sep="\n\n" + "*" * 64 + "\n\n"),
    Texts("scanned", "form", "docx", _FILLED, _OTHER, structured=True, where="label", per_file=5, sep="\f"),
    Texts("webform", "form", "html", _FILLED, _OTHER, structured=True, where="label", per_file=1),
)  # fmt: skip
