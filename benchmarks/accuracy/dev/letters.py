"""Letters and e-mail: one in a file, with a head, a salutation and a signature."""

from accuracy.batch import Texts
from accuracy.template import T

_HEAD = "{name:First Last}\n{street}\n{city}, {state} {zip}\n\n"

_LETTERS = (
    "{date}\n\n"
    + _HEAD
    + "Re: Your mortgage application\n\nDear {mrs}:\n\nThank you for applying. To go on we need a signed copy of your tax "
    "return. Our records show the Social Security number {ssn}; please tell us if that is wrong.\n\nSincerely,\n\n{other}\nLoan officer",
    "{date}\n\n{name:FIRST LAST}\n{street}\n{city} {state} {zip}\n\nSSN: {ssn}\n\nDear {given}:\n\nYour benefit of ${amount} a month starts on "
    "{date}. Keep this letter as proof.\n\nYours truly,\nRetirement Board",
    _HEAD
    + "{date}\n\nDear {mrs},\n\nAs you asked, future pension payments go to your checking account, number {bank}, routing number "
    "{aba}. The first is due on {date}.\n\nSincerely,\n{other}",
    "{date}\n\nTo whom it may concern:\n\nThis is to confirm that {name}, Social Security number {ssn}, has worked for {company} since {date}, "
    "most recently as a shift lead at ${amount} a week.\n\n{other}\nHuman Resources",
    "Registry of Motor Vehicles\n\n"
    + _HEAD
    + "Dear {mrs}:\n\nYour Massachusetts driver's license, number {dl:MA}, will be suspended on {date} "
    "unless the citation of {date} is paid.\n\nRegistrar",
    _HEAD
    + "Dear {mrs}:\n\nYou disputed a charge of ${amount} on your card {card:grouped}. We credited the amount on {date}. Reference "
    "{n10}.\n\nCard Services",
    "{date}\n\nDear Sir or Madam:\n\nI, {name}, residing at {addr}, ask for a copy of my credit report. My Social Security number is {ssn} and I "
    "was born on {dob}.\n\nSincerely,\n\n{name}",
    "Explanation of offset\n\nTaxpayer: {name}\nTaxpayer identification (SSN): {ssn}\n{street}\n{city}, {state} {zip}\n\nWe applied ${amount} of "
    "your refund to a debt you owe.",
)
_OTHER_LETTERS = (
    "{date}\n\n"
    + _HEAD
    + "Re: Order {n9}\n\nDear {mrs}:\n\nYour order {n9} was shipped with {usps}. Your customer number is {n9}.\n\nSincerely,"
    "\n\n{other}",
    "{date}\n\n"
    + _HEAD
    + "Account ending in {last4}\n\nDear {mrs}:\n\nYour card {masked_card} has been replaced. Nothing else changes.\n\nCard Services",
    T(_HEAD + "Policy number: {policy_no}\n\nDear {mrs}:\n\nYour premium of ${amount} is due on {date}.\n\n{company}"),
    T(
        _HEAD
        + "Gas bill\nAccount number {gaccount}\nMeter {meter}\n\nDear {mrs}:\n\nYou used {n4} therms since {date}. Please pay ${amount}."
    ),
    "{date}\n\n{company}\nEIN {ein}\n\nDear {mrs}:\n\nPlease find attached form 1099 for the year. Questions go to {other}, {phone}.",
    _HEAD
    + "Dear {mrs}:\n\nYour Social Security number {masked_ssn} is shown in part to protect you. Never send us the full number by mail.\n\n"
    "{other}\nPrivacy office",
    "{date}\n\n"
    + _HEAD
    + "Notice {n9}\n\nDear {mrs}:\n\nYour ITIN {itin} expires at the end of the year. Renew it with form W-7.",
    _HEAD
    + "Docket {docket}\nParcel {parcel}\n\nDear {mrs}:\n\nThe abatement hearing takes place on {date}. Bring the bill, number {n9}.\n\nAssessor",
)


def _mail(subject: str, body: str) -> str:
    return (
        "From: {1.other} <desk@example.com>\nTo: payroll@example.com\nSubject: "
        + subject
        + "\nDate: Tue, 4 Mar 2025 10:12:44 -0500\n"
        "Message-ID: <{hex16}@mail.example.com>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + body
    )


_MAILS = (
    _mail("new hire", "Hi all,\n\nplease set up {name}, SSN {ssn}, address {addr}. {They} starts Monday.\n\nThanks,\n{other}"),
    _mail("Direct deposit", "Hello,\n\n{name} wants to switch banks. Checking account number {bank}, routing {aba}.\n\n{other}"),
    _mail("Fwd: hotel", "Can you book two nights for {name}? Card number {card}, exp {expiry}, cvv {cvv}.\n\n{other}"),
    _mail("background check", "Name: {name}\nDOB: {dob}\nSSN: {ssn}\nAddress: {addr}\n\nPlease run by Friday.\n{other}"),
    _mail("rental car", "The additional driver is {name}, license number {dl:MA} (Massachusetts), {addr}.\n\nBest,\n{other}"),
    _mail("1099 fix", "The 1099 for {name} went out with the wrong number. The right Social Security number is {ssn}.\n\n> On Monday {2.other} wrote:\n"
          "> what about the EIN {ein}?"),
)  # fmt: skip
_OTHER_MAILS = (
    _mail("Order {n9}", "Hi {given},\n\nyour order {n9} is on its way, tracking {ups}.\n\nRegards,\n{other}\n{phone}"),
    _mail("conference", "Join: https://meet.example.com/j/{n11}?pwd={hex16}\nMeeting ID: {n11}\nPasscode: {n6}\n\n{other}"),
    _mail("invoice {invoice}", "Hi,\n\ninvoice {invoice} over ${amount} from {company} (EIN {ein}) is approved by {name}. PO {po}.\n\n{other}"),
    _mail("ticket", "Ticket {n9} was assigned to {name}. Laptop serial {serial}, asset tag {n6}, MAC 00:1b:44:11:3a:b7.\n\n{other}"),
    _mail("verified", "{name} was verified with the last four ({last4}) and the date of birth. Card {masked_card} stays on file.\n\n{other}"),
    _mail("policy", "Please renew for {name}: employee number {n9}, cost center {n5}, desk phone {phone}.\n\n{other}"),
)  # fmt: skip

BATCHES = (
    Texts("letter", "letter", "txt", _LETTERS, _OTHER_LETTERS, per_file=1),
    Texts("letterdoc", "letter", "docx", _LETTERS, _OTHER_LETTERS, per_file=5, sep="\f"),
    Texts("mail", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
