"""Forms of hospitals, schools, payroll, plans, brokers and unions; settings, seeds and dumps of their programs."""

from accuracy.batch import Texts
from accuracy.template import T

_FILLED = (
    "ADMISSION FACE SHEET\nPt Name: {name:LAST, FIRST M}          MR#: {n8}\nDOB: {dob}     Sex: {pick:F|M}     SSN: {ssn}\nAddr: {street}, {city}, {state} {zip5}\n"
    "Attending: {2.other}     Admitted: {stamp}",
    "PATIENT AND GUARANTOR\nPatient: {2.name}\nRelationship to guarantor: child\nGuarantor: {name}\nGuarantor Soc Sec #: {ssn}\nGuarantor address: {addr}",
    T("FORM M-4\nMASSACHUSETTS EMPLOYEE'S WITHHOLDING EXEMPTION CERTIFICATE\nPrint full name ... {name}\nSocial Security no. ... {ssn}\n"
      "Print home address ... {street}\nCity ... {city}   State ... {state}   Zip ... {zip5}", home="massachusetts"),
    "Form 1098-T Tuition Statement\nFILER'S employer identification no.\n{ein}\nSTUDENT'S TIN\n{ssn}\nSTUDENT'S name\n{name}\nStreet address\n{street}\n"
    "City, state, ZIP\n{city}, {state} {zip5}\n1 Payments received\n{amount}",
    "Form 1095-C\nPart I Employee\n1 Name of employee: {name}\n2 Social security number (SSN): {ssn}\nPart III Covered Individuals\n"
    "18 (a) Name: {2.name}   (b) SSN: {2.ssn}",
    "BENEFICIARY DESIGNATION\nGroup policyholder: {company}\n\nEMPLOYEE\nName: {name}\nSSN: {ssn}\n\nPRIMARY BENEFICIARY\nName: {2.name}\nSSN: {2.ssn}\n"
    "Relationship: spouse   Share: 100%",
    "EMPLOYER'S FIRST REPORT OF INJURY\n1. Employee's name (last, first, MI)\n{name:Last, First M.}\n2. Social Security number\n{ssn}\n"
    "3. Home address\n{addr}\n4. Date of injury\n{date}\n5. Body part\nleft hand",
    "2025-26 STUDENT AID SUMMARY\nStudent's last name      {last}\nStudent's first name     {first}\nStudent's SSN            {ssn}\nState of legal residence {state}\n"
    "SAI                      {n5}",
    "DUES CHECKOFF AUTHORIZATION\nPrint name: {name}\nS.S. #: {ssn}\nEmployer: {company}\nLocal: {n4}\nSigned: X______________",
    "ENROLLMENT / CHANGE FORM     [x] New  [ ] Change  [ ] Term\nSubscriber name: {name}\nSubscriber SSN: {ssn}     Eff. date: {date}\n"
    "Zip: {zip5}     Coverage: [ ] Ind  [x] Fam",
    "COBRA ELECTION NOTICE\nQualified beneficiary: {name}\nSoc. Sec. No.: {ssn:any}\nMailing address: {street}\n                 {city}, {state} {zip}\n"
    "Election deadline: {date}",
    "Statement of Health\nProposed insured's name: {name}\nProposed insured's Social Security number: {ssn}\nHeight: 5 ft 7 in   Weight: 160 lb\n"
    "Physician: {2.other}",
    "NEW HIRE PACKET CHECKLIST\nEmployee: {name}\nSSN: {ssn}\nPosition: {pick:Teaching assistant|LPN, nights|Custodian|Unit clerk}\nW-4: yes\nI-9: yes\n"
    "Emergency contact: {2.other}, {phone}",
    "PROOF OF DEATH - CLAIMANT'S STATEMENT\nName of deceased: {name}\nDeceased's Social Security number: {ssn}\nDate of death: {date}\n"
    "Claimant's name: {2.name}\nClaimant's Social Security number: {2.ssn}",
    "LEAVE OF ABSENCE REQUEST\nName........: {name}\nSSN.........: {ssn}\nHome ZIP....: {zip5}\nFrom........: {date}\nReason......: [x] medical  [ ] family",
    "A. NAME OF PAYEE\n{name}\nB. TYPE OF PAYMENT\npension\nD. TYPE OF DEPOSITOR ACCOUNT\n[x] CHECKING  [ ] SAVINGS\nE. DEPOSITOR ACCOUNT NUMBER\n{bank}\n"
    "ROUTING NUMBER\n{aba}",
    "FLEXIBLE SPENDING - REIMBURSE BY DIRECT DEPOSIT\nParticipant: {name}\nBank ABA #: {aba}\nBank account #: {bank}\n( ) Savings  (x) Checking",
    "STUDENT REFUND BY ACH\nStudent name: {name}\nStudent ID: {n8}\nBank routing number: {aba}\nChecking or savings account number: {bank}\nAgreed: {date}",
    "Visiting scholar - bank details\nAccount holder: {name}\nIBAN: {iban}\nSWIFT/BIC: COBADEFF\nCurrency: EUR",
    "PAY BY MAIL\nIF PAYING BY CREDIT CARD, FILL OUT BELOW\n[x] VISA/MC  [ ] AMEX  [ ] DISCOVER\nCARD NUMBER: {card}\nEXP. DATE: {expiry}\nCARDHOLDER NAME: {name}\n"
    "AMOUNT PAID: {amount}",
    "CONTINUING EDUCATION REGISTRATION\nRegistrant: {name}\nCourse: {n5}\nCredit card no.: {card}\nExpires: {expiry}   3-digit code: {cvv}",
    "STRIKE FUND GIFT\nDonor: {name}\nLocal: {n4}\nCharge $ {amount} to credit card: {card:space}\nExp: {expiry}",
    "CREDIT CARD ON FILE AGREEMENT\nPatient or responsible party: {name}\nCredit/debit card number: {card:bare}\nExpiration date: {expiry}\nBilling zip: {zip5}",
    "VOLUNTEER DRIVER FORM\nDriver's name: {name}\nDriver's license #: {dl}\nState of issue: {dlstate}\nInsurance company: on file\nField trip: {date}",
    "CORI ACKNOWLEDGEMENT\nApplicant name: {name}\nLast six digits of SSN: {n6}\nDriver's license or ID number: {dl:MA}\nState of issue: MA\nVerified by: {2.other}",
    "DRIVER QUALIFICATION FILE\nApplicant: {name}\nCDL No.: {dl}     State: {dlstate}\nClass: B     Endorsements: P, S\nMed. card exp.: {date}",
    "AUTOMOBILE LOSS NOTICE\nDriver's name: {name}\nDriver's license number: {dl:MA}     State: MA\nRelation to insured: child\nPlate: {plate}     VIN: {vin}\n"
    "Description: rear-ended at light",
)  # fmt: skip
_OTHER = (
    "ADMISSION FACE SHEET\nPt Name: {name:LAST, FIRST M}          MR#: {n9}\nDOB: {dob}     Sex: {pick:F|M}     SSN: not given\nVisit: {n10}\nAdmitted: {stamp}",
    "PATIENT AND GUARANTOR\nPatient: {name}\nGuarantor ID: {n9}\nGuarantor: {2.name}\nHome phone: {phone}\nWork phone: {phone}",
    "FORM M-4\nMASSACHUSETTS EMPLOYEE'S WITHHOLDING EXEMPTION CERTIFICATE\nPrint full name ...\nSocial Security no. ...\nPrint home address ...\nCity ...   State ...",
    "Form 1098-T Tuition Statement\nFILER'S employer identification no.\n{ein}\nSTUDENT'S TIN\n{masked_ssn}\nSTUDENT'S name\n{name}\nService provider/acct. no.\n{n8}\n"
    "1 Payments received\n{amount}",
    "Form 1094-C\n1 Name of employer: {company}\n2 EIN: {ein}\n7 Name of person to contact: {name}\n8 Contact telephone number: {phone}\n18 Number of forms: {n4}",
    T("GROUP LIFE CERTIFICATE\nInsured: {name}\nPolicy number: {policy_no}\nAmount of insurance: {amount}\nBeneficiary: {2.name}"),
    "EMPLOYER'S FIRST REPORT OF INJURY\n1. Employee's name\n{name:Last, First M.}\n2. Social Security number\n\n3. Carrier claim number\n{n9}\n4. Employer FEIN\n{ein}",
    "DEGREE AUDIT\nStudent: {name}\nStudent ID: {n9}\nCatalog: 2023\nCredits: {n4}\nAdvisor: {2.other}\nCRN: {n5}",
    "MEMBERSHIP CARD\nName: {name}\nBook number: {n9}\nEmployer: {company}\nLocal: {n4}\nInitiated: {date}",
    "MEMBER ID CARD\nSubscriber: {name}\nID: XXP{n9}\nRxBIN: {n6}\nRxGrp: {n8}\nGroup: {n9}",
    "REFERRAL\nReferring: {name}, NPI {npi}\nTo: {2.other}\nPrior auth no.: {n9}\nDx: M54.5\nVisits: 12",
    "CRIMINAL RECORD CHECK\nName: {name}\nSSN: {masked_ssn}\nRequest no.: {n9}\nResult: no record",
    "NEW HIRE PACKET CHECKLIST\nEmployee: {name}\nEmployee number: {n9}\nSSN card seen: yes\nW-4: yes\nI-9: yes\nBadge: {n6}",
    "PRESCRIPTION LABEL\nRx: {n9}\nPatient: {name}\nPrescriber: {2.name}\nDEA: B{pick:B|C|T}{n7}\nNDC: {ndc}\nQty: 30",
    "LAB REQUISITION\nPatient: {name}\nAccession: {n10}\nCollected: {stamp}\nOrdering NPI: {npi}\nBarcode: {n12}",
    "VACCINE ADMINISTRATION RECORD\nPatient: {name}\nVaccine lot: {n9}\nNDC: {ndc}\nVaccinator: {2.other}\nVIS date: {date}",
    "STUDENT REFUND BY CHECK\nStudent name: {name}\nStudent ID: {n9}\nCheck number: {n8}\nMailed: {date}",
    "W-8BEN ON FILE\nName: {name}\nUS taxpayer ID (ITIN): {itin}\nForeign passport no.: {passport}\nVisa: J-1   DS-2019: N00{n8}",
    "PAYMENT RECEIVED\nPatient: {name}\nPaid by card: {masked_card}\nApproval: {n6}\nReceipt no.: {n9}\nAmount: {amount}",
    "CONTINUING EDUCATION REGISTRATION\nRegistrant: ____________________\nCourse: ______\nCredit card no.: ______________________\nExpires: ____   3-digit code: ___",
    "GIFT RECEIPT\nDonor: {name}\nDonor ID: {n9}\nAppeal: {n6}\nAmount: {amount}\nEIN: {ein}",
    "TEACHER EVALUATION\nEducator: {name}\nMEPID: {n8}\nLicense no.: {n6}\nEvaluator: {2.name}\nSchool code: {n8}",
    "VISITOR PASS\nName: {name}\nTo see: {2.other}\nPass no.: {n9}\nPhoto ID checked: yes\nTime in: {time}",
    "VEHICLE INSPECTION, VAN 7\nDriver: {name}\nPlate: {plate}\nVIN: {vin}\nOdometer: {n6}\nInspection no.: {n9}",
    T("AUTOMOBILE LOSS NOTICE\nInsured: {name}\nPolicy no.: {policy_no}\nClaim no.: {n9}\nPlate: {plate}     VIN: {vin}\nPolice report: {n8}"),
    T("PATIENT STATEMENT\nGuarantor: {name}\nAccount number: {gaccount}\nStatement date: {date}\nAmount due: {amount}"),
    T("REJECTED PAGE\nSocial Security number: {ssn}\nReason: name could not be read\nBatch: {n9}", cls="element_only"),
    "TRAINING DATA SHEET\nName: {name}\nSSN (sample, do not use): {test_ssn}\nModule: registration\nTicket: {n9}",
    "GRIEVANCE FORM\nGrievant: {name}\nGrievance no.: {n9}\nArticle: 14\nSteward: {2.name}\nClock no.: {n6}",
)  # fmt: skip


def _config(name: str, suffix: str, pair: tuple[str, str], sep: str = "\n", frame: tuple[str, str] = ("", "\n")) -> Texts:  # fmt: skip
    return Texts(
        name,
        "config",
        suffix,
        pair[:1],
        pair[1:],
        structured=True,
        where="label",
        per_file=8,
        sep=sep,
        head=frame[0],
        tail=frame[1],
    )


_CONFIGS = (
    _config("rolodex", "vcf",
            ("BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};{middle};;\nFN:{name:First Last}\nORG:Retirees\nADR;TYPE=HOME:;;{street};{city};{state};{zip5};USA\nNOTE:SSN {ssn}\nEND:VCARD",
             "BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};{middle};;\nFN:{name:First Last}\nORG:Physicians\nTEL;TYPE=WORK:{phone}\nNOTE:NPI {npi}, pager {n10}\nEND:VCARD")),
    _config("directory", "ldif",
            ("dn: employeeNumber={n6},ou=faculty,o=college\nobjectClass: person\ncn: {first} {last}\nsn: {last}\ngivenName: {first}\nssn: {ssn:bare}\nemployeeType: adjunct",
             "dn: employeeNumber={n6},ou=faculty,o=college\nobjectClass: person\ncn: {first} {last}\nsn: {last}\ngivenName: {first}\nstudentId: {n9}\nuidNumber: {n9}"), "\n\n"),
    _config("deposits", "yaml",
            ('  - employee: "{name:First Last}"\n    direct_deposit:\n      routing_number: "{aba}"\n      account_number: "{bank}"\n      account_type: checking',
             '  - employee: "{name:First Last}"\n    time_clock:\n      badge_number: "{n9}"\n      pay_group: "{n4}"\n      last_punch: {iso}'),
            frame=("payroll:\n", "\n")),
    _config("kiosk", "ini",
            ("[copay {n7}]\npatient={name:First Last}\ncard_number={card}\nexpires={expiry}\namount={amount}",
             "[checkin {n7}]\npatient={name:First Last}\nappointment_number={n9}\nvisit={n10}\nroom={n4}"), "\n\n"),
    _config("members", "sql",
            ("INSERT INTO union_members (book_no, last_name, first_name, ssn, zip) VALUES ('{n7}', '{last:sql}', '{first:sql}', '{ssn}', '{zip5}');",
             "INSERT INTO union_members (book_no, last_name, first_name, phone, local_no) VALUES ('{n9}', '{last:sql}', '{first:sql}', '{phone}', '{n4}');")),
    _config("pgdump", "sql",
            ("{n6}\t{last}\t{first}\t{dob}\t{ssn:bare}\t{n8}",
             "{n6}\t{last}\t{first}\t{dob}\t\\N\t{n9}"),
            frame=("COPY public.students (id, last_name, first_name, birth_date, ssn, school_id) FROM stdin;\n", "\n\\.\n")),
    _config("vanpool", "properties",
            ("driver.{user}.fullName={name:First Last}\ndriver.{user}.driversLicenseNumber={dl}\ndriver.{user}.driversLicenseState={dlstate}",
             "driver.{user}.fullName={name:First Last}\ndriver.{user}.fuelPin={n6}\ndriver.{user}.vehicleVin={vin}"), "\n\n"),
    _config("dependents", "toml",
            ('[[dependent]]\nname = "{name:First Last}"\nrelationship = "child"\nsocial_security_number = "{ssn}"',
             '[[dependent]]\nname = "{name:First Last}"\nrelationship = "child"\nmember_id = "{n9}"'), "\n\n"),
    _config("fixups", "sql",
            ("UPDATE pension.payee SET eft_routing='{aba}', eft_account_no='{bank}' WHERE payee_name='{first:sql} {last:sql}'; -- bank change {date}",
             "UPDATE pension.payee SET last_check_no='{n9}', batch_id='{n9}' WHERE payee_name='{first:sql} {last:sql}'; -- reissue {date}")),
)  # fmt: skip

BATCHES = (
    Texts("desk", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=1),
    Texts("batchscan", "form", "txt", _FILLED, _OTHER, structured=True, where="label", per_file=6, sep="\n\f\n"),
    Texts("folder", "form", "docx", _FILLED, _OTHER, structured=True, where="label", per_file=5, sep="\f"),
    *_CONFIGS,
)
