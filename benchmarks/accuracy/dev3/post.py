"""Letters and mail of housing offices, title companies, retirement boards, dealers, bursars, congregations."""

from accuracy.batch import Texts
from accuracy.template import T

_HEAD = "{name:FIRST LAST}\n{street}\n{city} {state} {zip}\n\n{date}\n\n"
_LETTERS = (
    _HEAD
    + "RE: Your place on the waiting list\n\nDear {mrs},\n\nOur file shows the following for the head of household:\n\n    SSN: {ssn}\n    Bedrooms: 2\n\n"
    "Please correct what is wrong within ten days.\n\nThe Housing Office",
    _HEAD + "Dear Member:\n\nYour allowance rises by 3%. The board has {ssn} as your Social Security number and pays into checking account {bank}, "
    "routing number {aba}.\n\nThe Retirement Board",
    "SETTLEMENT STATEMENT COVER\n\nSeller: {name}\nSeller's SSN for Form 1099-S: {ssn}\nForwarding address: {addr}\n\nEnclosed please find your check.",
    _HEAD + "NOTICE OF ADVERSE ACTION\n\nDear {mrs}:\n\nWe could not approve the purchase of the vehicle. Your request was filed under Social Security "
    "number {ssn}.\n\nFinance Department",
    "To the Bursar:\n\nI am {name}, Social Security number {ssn}. My Form 1098-T went to an old address. I now live at {addr}.\n\nThank you,\n{name}",
    "{date}\n\nDear Treasurer,\n\nthis is {name}. Please move my monthly gift to my new credit card, {card:space}, expiring {expiry}.\n\nIn peace",
    "RELEASE\n\nI, {name}, holder of Massachusetts driver's license {dl:MA}, residing at {addr}, release the movers from all claims.",
    _HEAD + "Dear {mrs}:\n\nThank you for opening an account with us. Your new savings account number is {bank}.\n\nMember Services",
    "Re: Decree of divorce\n\nPlaintiff: {name}, SSN {ssn}\nDefendant: {2.name}, SSN {2.ssn}\n\nThe parties shall divide the pension equally.",
)  # fmt: skip
_OTHER_LETTERS = (
    _HEAD + "Dear {mrs},\n\nyour application, control number {n9}, is now number 212 on the list.\n\nThe Housing Office",
    _HEAD + "Dear Member:\n\nYour allowance rises by 3%. Your retirement number is {n9}. We show your SSN as {masked_ssn}.\n\nThe Retirement Board",
    _HEAD + "Dear {mrs}:\n\nthis is your receipt for gifts of ${amount}. Envelope number {n4}. No goods were given in return.\n\n{company}",
    T(_HEAD + "Dear {mrs}:\n\nYour loan, number {gaccount}, was sold to another servicer on {date}.\n\nLoan Servicing"),
    T(_HEAD + "NOTICE OF CANCELLATION\n\nDear {mrs}:\n\nPolicy number {policy_no} ends on {date} for want of payment.\n\n{company}"),
    _HEAD + "Dear {mrs}:\n\nYour real estate tax bill, number {n9}, parcel {parcel}, is overdue by ${amount}.\n\nCollector",
    "{date}\n\n{company}\nEIN {ein}\n\nAttn: {name}\n\nyour purchase order {po} was received. Our vendor number with you is {n9}.\n\nPurchasing",
    _HEAD + "Dear {given},\n\nthe payment by {masked_card} was declined. Please call {phone} and give reference {n9}.\n\nReservations",
    T("Dear Sir or Madam,\n\na slip of paper came without a letter. It only said: Social Security number {ssn}.\n\nMail Room", cls="element_only"),
)  # fmt: skip


def _mail(subject: str, body: str) -> str:
    return (
        "Message-ID: <{hex16}.{n9}@mail.example.net>\nDate: Tue, 4 Mar 2025 08:15:30 -0500\nFrom: {other} <office@example.net>\n"
        "To: records@example.org\nSubject: "
        + subject
        + "\nX-Mailer: Groupware 14.2\nContent-Type: text/plain; charset=utf-8\n\n"
        + body
        + "\n"
    )


_MAILS = (
    _mail("FW: 1099-S", "the seller is {name}, SSN is {ssn}, forwarding address {addr}.\n\n{other}\nEscrow"),
    _mail("camp balance", "You may use this card for the balance.\n\nName on card: {name}\nCard number: {card}\nExp: {expiry}\n"),
    _mail("new hire", "Please add:\n\n* Name: {name}\n* SSN: {ssn}\n* Start: {date}\n* Home zip: {zip5}\n"),
    _mail("dealer trade", "Buyer is {name}. DL# {dl:MA}, Massachusetts. Plates to follow.\n\nSent from my mobile"),
    _mail("Re: pension", "On Mon, {other} wrote:\n> who is it?\n\n{name}, social security number {ssn}. Lives at {addr}.\n"),
    _mail("ach change", "Vendor {name} changed banks. New routing {aba}, new checking account number {bank}.\n"),
    _mail("guarantors", "Both guarantors sent their papers: {name}, SSN {ssn}, and {2.name}, SSN {2.ssn}.\n\n{other}"),
    _mail("honorarium", "Please wire the fee to {name}, IBAN {iban}. Thanks!\n"),
)  # fmt: skip
_OTHER_MAILS = (
    _mail("Case {n8} updated", "{name} added a comment: the serial is {n12}, the order {n9}.\n"),
    _mail("permit", "Parking permit {n9} for {name}, plate {plate}. Zone 4.\n\n{other}"),
    _mail("W-2 question", "{name} cannot open the W-2; login shows {masked_ssn}. Worker ID is {n9}.\n"),
    _mail("vaccines", "Biscuit, owner {name}, chip {n15}, tag {n6}, is due on {date}.\n"),
    _mail("vendor setup", "Legal name {company}, EIN {ein}, remit contact {name}, {phone}.\n"),
    _mail("load", "Driver {name} picked up load {n9}, trailer {n6}, seal {n7}. ETA {time}.\n"),
    _mail("receipt", "Hi {given},\n\n${amount} charged to {masked_card}. Auth {n6}. Invoice {n9}.\n"),
    T(_mail("water", "{name} says account {gaccount} is billed for the wrong meter, {meter}.\n")),
    T(_mail("orphan page", "Page 2 of the fax only has the SSN {ssn}. Who is it?\n"), cls="element_only"),
)  # fmt: skip

BATCHES = (
    Texts("outgoing", "letter", "txt", _LETTERS, _OTHER_LETTERS, per_file=1),
    Texts("merged", "letter", "docx", _LETTERS, _OTHER_LETTERS, per_file=4, sep="\f"),
    Texts("mailbox", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
