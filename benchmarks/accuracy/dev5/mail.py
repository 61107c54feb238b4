"""Letters and mail of banks, preparers, law offices, courts, town halls, brokers, lenders and housing authorities."""

from accuracy.batch import Texts
from accuracy.template import T

_TO = "{date}\n\n{name:First Last}\n{street}\n{city}, {state} {zip}\n\n"
_LETTERS = (
    _TO + "Re: 2024 individual income tax return\n\nDear {mrs}:\n\nYour return was filed electronically under Social Security number {ssn} and has been "
    "accepted. Please keep the enclosed copy for seven years.\n\nSincerely,\n\n{other}, EA",
    _TO + "Dear {mrs}:\n\nWelcome! Your checking account is open.\n\n    Account number: {bank}\n    Routing number: {aba}\n\nChecks will arrive in ten "
    "days.\n\nYour Main Street branch",
    _TO + "Dear {mrs}:\n\nYour new debit card is enclosed. The card number is {card:space}. The old card stops working on {date}.\n\nCard Services",
    _TO + "NOTICE OF HEARING\n\nDear {mrs}:\n\nA hearing on the suspension of your Massachusetts driver's license, No. {dl:MA}, will be held on {date}. "
    "You may bring a lawyer.\n\nDriver Control Unit",
    "{date}\n\nRe: Estate of {name:First Middle Last}, SSN {ssn}\n\nDear Sir or Madam:\n\nThis office represents the executor of the decedent, who last "
    "lived at {addr}. Please send us the balances as of the date of death.\n\nVery truly yours,\n\n{other}, Esq.",
    "NOTICE OF INCOME DISCREPANCY\n\nTenant: {name}\nSSN: {ssn}\nUnit: {addr}\n\nThe wages you reported are lower than those your employer reported. Please "
    "come to the office within ten days.\n\nHousing Authority",
    "{date}\n\nRe: {name:Last, First}\nSocial Security Number: {ssn}\n\nDear Employer:\n\nPlease withhold ${amount} a week from the wages of this employee "
    "until further notice.\n\nChild Support Enforcement",
    "{date}\n\nGIFT LETTER\n\nI, {name}, of {addr}, give ${amount} to my niece for the purchase of a home. No repayment is expected. The money comes from "
    "my savings account, no. {bank}.\n\n{name}",
    "AUTHORIZATION\n\nI, {name}, born {dob}, Social Security number {ssn}, permit {company} to release my payroll records to my attorney.\n\nDated: {date}",
    "{date}\n\nMember: {name:First M. Last}\n\nDear {mrs}:\n\nBefore your retirement takes effect, please check our records. We have {ssn} as your Social Security number. For your spouse, "
    "{2.name:First Last}, we have Social Security number {2.ssn}.\n\nRetirement Board",
    "AFFIDAVIT OF IDENTITY\n\nI, {name}, residing at {addr}, state that I am the grantee in the deed of {date}, and that the driver's license I showed to "
    "the notary, number {dl}, is mine.",
    "To the City Clerk:\n\nPlease send me two copies of my marriage certificate. You may charge my credit card, {card}, expiration {expiry}.\n\n"
    "{name}\n{addr}",
    "{date}\n\nFraud Department\n\nI did not open the account that you wrote to me about. My name is {name}, my Social Security number is {ssn}, and I have "
    "lived at {addr} for nine years.\n\nSincerely,\n\n{name}",
    "FAX COVER\n\nTo: CAF Unit\nFrom: {other}\nPages: 4\n\nForm 2848 for:\n\nTaxpayer: {name}\nSSN: {ssn}\nTax form: 1040\nYears: 2021, 2022, 2023",
)  # fmt: skip
_OTHER_LETTERS = (
    _TO + "Dear {mrs}:\n\nYour tax organizer is enclosed. Please return it by February 15 and write your client number, {n6}, on the envelope.\n\n{other}, CPA",
    _TO + "Re: Loan number {gaccount}\n\nDear {mrs}:\n\nOur escrow analysis shows a shortage of ${amount}. Your new payment starts on {date}.\n\nServicing",
    _TO + "Dear {mrs}:\n\nThe savings account ending in {last4} has had no activity for two years. Please call {phone}.\n\nYour Main Street branch",
    _TO + "MOTOR VEHICLE EXCISE\n\nDear {mrs}:\n\nBill number {n9} for plate {plate} is past due by ${amount}.\n\nDeputy Collector",
    "{date}\n\n{company}\nEIN {ein}\n\nAttention: {name:First Last}\n\nEnclosed please find the franchise report. Our matter number is {n9}.\n\n{other}, Esq.",
    _TO + "Re: Docket No. {docket}\n\nDear {mrs}:\n\nThe pretrial conference has been continued to {date} in courtroom 3. Bring all exhibits.\n\nClerk's Office",
    _TO + "Dear {mrs}:\n\nYour voucher, number {n9}, is ready. The briefing takes place on {date}.\n\nHousing Authority",
    _TO + "Notice CP14\nSocial Security number: {masked_ssn}\nCaller ID: {n6}\n\nDear {mrs}:\n\nYou owe ${amount}. Pay by {date}.",
    _TO + "Dear {mrs}:\n\nWe have received your Form W-7. The Individual Taxpayer Identification Number assigned to you is {itin}.",
    _TO + "Dear {mrs}:\n\nEnclosed is your owner's title insurance, policy number {policy_no}. Keep it with the deed.\n\n{company}",
    T("{date}\n\nTo whom it may concern:\n\nWe received an envelope with a torn W-2. All that can be read is the Social Security number, {ssn}. If it is "
      "yours to sort out, please call.\n\nMail Room", cls="element_only"),
    _TO + "Dear {mrs}:\n\nYour deed was recorded on {date} as document {n9}, in book {n5} at page {n4}.\n\nRegistry of Deeds",
    _TO + "Dear {mrs}:\n\nTo open the account we still need this from you:\n\n    Social Security number: ___-__-____\n    Driver's license: ______________\n\n"
    "Please write it down and bring this page in. Do not mail it.\n\nMember Services",
    _TO + "Dear {mrs}:\n\nBuilding permit {n8} for the deck has been issued. The contractor of record is {2.name:First Last}, license CS-{n6}.\n\nInspector",
)  # fmt: skip


def _mail(subject: str, body: str) -> str:
    return (
        "Received: from webmail.example.net ([{ip}]) by mx2.example.org with ESMTP id {hex8}\nFrom: {other} <desk{n4}@example.net>\n"
        "To: Front Office <frontoffice@example.org>\nDate: Wed, 12 Mar 2025 14:22:07 -0400\nSubject: "
        + subject
        + "\nMessage-ID: <{uuid}@example.net>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        + body
        + "\n"
    )


_MAILS = (
    _mail("signed 8879", "Hi,\n\nthe signature page is back. Taxpayer is {name}, SSN {ssn}. OK to transmit.\n\n{other}"),
    _mail("Rental application, unit 3", "New applicant for unit 3:\n\nName: {name}\nSSN: {ssn}\nDOB: {dob}\nCurrent address: {addr}\n\nPlease run credit.\n"),
    _mail("deposit refund", "The deal fell through. Please wire the deposit back to {name}, account number {bank}, routing number {aba}.\n\nThanks,\n{other}"),
    _mail("Fwd: ID for closing", "Buyer is {name}. Driver's license {dl:MA}, Massachusetts, not expired. See you Friday.\n"),
    _mail("background check", "Please run a background check on our new hire {name}, DOB {dob}, SSN {ssn}. Release is signed.\n\n{other}\nPersonnel"),
    _mail("1099-NEC for the interpreter", "Details for the interpreter:\n\n{name}\nSocial Security number {ssn}\n{addr}\n\nPaid ${amount} last year.\n"),
    _mail("parking for the new tenant", "Resident permit for {name}: Mass. driver's license {dl:MA}, plate {plate}, unit {n4}.\n\n{other}"),
    _mail("autopay card", "Please update the rent autopay for {name}. New card number {card:space}, expires {expiry}.\n"),
    _mail("closing Friday", "The buyers are {name} (SSN {ssn}) and {2.name} (SSN {2.ssn}). Title is clear.\n\n{other}\nParalegal"),
    _mail("retainer", "{name} asked us to put the retainer on a card: {card}, exp {expiry}. Receipt by mail please.\n\n{other}"),
    _mail("Card dispute", "Cardholder: {name}\nDebit card number: {card:bare}\nAmount: ${amount}\nReason: goods not received\n\n{other}\nBack office"),
    _mail("LLC filing", "The manager of the LLC is {name}, who showed driver's license {dl} ({dlstate}).\n\n{other}"),
    _mail("Re: verification of employment", "Yes, still employed, 40 hours.\n\nOn Mar 11 you wrote:\n> Please verify employment for\n> {name}\n"
          "> Social Security # {ssn}\n"),
    _mail("landlord payments", "Please set up direct deposit for the landlord {name}: checking account {bank}, routing {aba}. Starts with April.\n"),
    _mail("inheritance", "The bank details of the cousin abroad are: {name}, IBAN {iban}.\n\n{other}"),
    _mail("W-2 reprint", "Hello, this is {name}. My W-2 never came. My ssn is {ssn:any}, please mail a new one to {addr}.\n\nThank you").replace(
        "{other} <desk{n4}@example.net>", "{name:First Last} <{email}>", 1
    ),
)  # fmt: skip
_OTHER_MAILS = (
    _mail("New listing", "MLS # {n8}\nListed by {name}\nParcel {parcel}, ${amount}\n\nReply STOP to end alerts.\n"),
    _mail("Activity in case 1:25-cv-{n5}", "The following transaction was entered by {name} on {date}.\n\nDocument number: {n4}\nReceipt number: {n9}\n"),
    _mail("Acknowledgement", "Return accepted.\n\nTaxpayer: {name}\nSubmission ID: {n20}\nSSN: {masked_ssn}\n"),
    _mail("conditions", "Loan {gaccount}, borrower {name}: we still need two pay stubs and the purchase contract.\n\n{other}\nNMLS {n7}"),
    _mail("Webinar", "{name} invites you to a webinar.\n\nWebinar ID {n11}\nPasscode {n6}\nOr dial {phone}\n"),
    _mail("voucher", "Please mail voucher {n9} to {name}. The inspection is on {date}, work order {n8}.\n\n{other}"),
    _mail("receipt", "Thank you, {name}.\n\nExcise bill {n9}\nPaid ${amount} with {masked_card}\nConfirmation {n10}\n"),
    _mail("W-9 on file?", "Do we have a W-9 for {company}? I have EIN {ein}, contact {name}, {phone}.\n\n{other}"),
    _mail("[helpdesk] {n6}", "{name} is locked out of the teller system. Workstation serial {n10}, asset tag {n9}.\n"),
    _mail("detail roster", "Road detail on {date}: Officer {name}, badge {badge}, cruiser {n4}, detail no. {n9}.\n"),
    _mail("who is this", "The scanner dropped page 1. All I have is the SSN {ssn} on page 2.\n\nImaging").replace("{other} <desk{n4}@example.net>", "imaging@example.net", 1),
    _mail("survey", "The plan for {name} is done: job {n9}, benchmark at {geo}, invoice {invoice}.\n"),
    _mail("sticker", "Beach sticker {n6} for {name}, plate {plate}. Receipt {n9}.\n"),
    _mail("identity check", "{name} passed: last four of SSN {last4}, phone {phone}, address matches.\n\nTicket {n9}\n"),
    _mail("recording", "Document {n9}, grantor {name}, is on record in book {n5}, page {n4}.\n\nE-recording"),
    _mail("new card", "The card for {name} ending in {last4} was activated. If this was not you call {phone}.\n"),
)  # fmt: skip

BATCHES = (
    Texts("sent", "letter", "txt", _LETTERS, _OTHER_LETTERS, per_file=1),
    Texts("mailmerge", "letter", "docx", _LETTERS, _OTHER_LETTERS, per_file=3, sep="\f"),
    Texts("inbox", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
