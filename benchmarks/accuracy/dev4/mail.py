"""Letters and e-mail of stores, inns, parishes, staffing branches, dealers, clubs and payroll desks."""

from accuracy.batch import Texts
from accuracy.template import T

_TO = "{date}\n\n{name:First Last}\n{street}\n{city}, {state} {zip}\n\n"
_LETTERS = (
    _TO + "Dear {given},\n\nWelcome to the store team. You start on {date} at ${amount} a week. Payroll has your Social Security number as {ssn}. Bring "
    "two forms of identification on your first day.\n\nStore Manager",
    "ASSIGNMENT CONFIRMATION\n\nEmployee: {name}\nSSN: {ssn}\nHome address: {addr}\nClient: {company}\nStart: {date}\n\nPlease sign and return one copy to "
    "the branch.",
    "{date}\n\nTo whom it may concern:\n\n{name:First M. Last}, Social Security No. {ssn}, worked for us as a room attendant for two seasons. {They} left in "
    "good standing.\n\n{other}\nPeople Operations",
    "Dear Trustees,\n\nplease add our new pastor, {name}, to the pension plan. Social Security number {ssn}; residence {addr}.\n\nFaithfully,\n{other}\n"
    "Clerk of the parish",
    _TO + "Re: Form 1099-NEC\n\nDear {mrs}:\n\nThe form we sent in January showed the wrong number. A corrected form with your Social Security number, "
    "{ssn}, is enclosed.\n\nAccounts Payable",
    _TO + "PRE-ADVERSE ACTION NOTICE\n\nDear {mrs}:\n\nEnclosed is a copy of the report we ordered for the driver position.\n\n   Subject: {name}\n"
    "   SSN: {ssn}\n   Report date: {date}\n\nYou have five business days to dispute it.",
    "Employer response\n\nRE: Claimant {name}\nSS No. {ssn}\n\nThe claimant was hired to wrap gifts, and the season ended on {date}.\n\n{company}",
    _TO + "Dear {mrs},\n\nbecause your prize in the calendar raffle was above the limit, we must report it. Is this your Social Security number: {ssn}? If "
    "so you need do nothing.\n\nHouse Committee",
    "Income withholding, answer of employer\n\nObligor: {name}\nObligor's SSN: {ssn}\nAddress on file: {addr}\n\nWe have begun to withhold ${amount} each "
    "pay period.\n\nPayroll",
    _TO + "Dear {mrs}:\n\nThe car you rented on {date} has not come back. The agreement shows your Massachusetts driver's license, {dl:MA}. Call us "
    "within three days.\n\nThe rental counter",
    "AUTHORIZED DRIVER STATEMENT\n\nI, {name}, of {addr}, hold driver's license number {dl}, issued by the state of {dlstate:long}. I have had no accident "
    "in three years.\n\nSigned ______________",
    "Dealer Section\n\nPlease accept this letter for the duplicate title requested by {name}, driver's license no. {dl:MA} (MA). The car is VIN {vin}.\n\n"
    "{other}\nTitle clerk",
    _TO + "Dear {given},\n\nas your form asks, your pay will go to:\n\n   Routing number  {aba}\n   Account number  {bank}\n   Account type    checking\n\n"
    "The first deposit is on {date}.\n\nPayroll",
    "Dear Seller Support,\n\nI am {name} and my payouts stopped in March. My new bank account number is {bank}, routing number {aba}. My shop number is "
    "{n9}.\n\nThank you,\n{name}",
    _TO + "RESERVATION CONFIRMATION\n\nDear {mrs}:\n\nThank you for choosing the inn. You arrive on {date} for two nights. The room is guaranteed by your "
    "credit card {card:space}, expiring {expiry}.\n\nReservations",
    "Mail order department\n\nPlease send me item {n6} in green and charge my credit card, number {card}, expires {expiry}.\n\n{name}\n{street}\n{city}, "
    "{state} {zip}",
    "Dear Treasurer,\n\nthank you for the invitation to speak. Please send the honorarium to my account, IBAN {iban}.\n\nYours,\n{name}",
)  # fmt: skip
_OTHER_LETTERS = (
    _TO + "Dear {mrs}:\n\nWe are sorry that order {n9} came late. A credit of ${amount} was added; use code {n10} at checkout.\n\nCustomer Care",
    _TO + "Dear {given},\n\nyour rewards number {n12} has earned {n5} points. They expire on {date}.\n\nGuest Rewards",
    _TO + "Dear {mrs},\n\nthank you for your gift of ${amount}, receipt {n7}. Our federal tax ID is {ein}. No goods were given.\n\nThe Treasurer",
    _TO + "Re: your ITIN\n\nDear {mrs}:\n\nForm 1042-S was issued with ITIN {itin}. Tell us if that has lapsed.\n\nPayroll",
    T(_TO + "Dear {mrs}:\n\nYour installment contract, loan number {gaccount}, was assigned to a bank on {date}.\n\nFinance Department"),
    T(_TO + "Dear {mrs}:\n\nWe received proof of insurance, policy {policy_no}, for your lease.\n\nLease Desk"),
    _TO + "Dear {mrs}:\n\nYour W-2 is ready in the portal. It shows your Social Security number as {masked_ssn}. Your employee number is {n9}.\n\nPayroll",
    _TO + "Dear {given},\n\nthe card you left with us, {masked_card}, was declined on {date}. Folio {n7} is open at ${amount}.\n\nAccounting",
    _TO + "SAFETY RECALL\n\nDear {mrs}:\n\nYour vehicle, VIN {vin}, is part of campaign {n5}. Bring this letter; the code is {n9}.\n\nService",
    "{date}\n\n{company}\nEIN {ein}\n\nAttention {name}\n\nInvoice {invoice} against {po} was short by two cartons, tracking {fedex}.\n\nReceiving",
    _TO + "Dear {mrs}:\n\nyour Social Security number is missing from our file. Please call {phone} and mention case {n9}. Do not write it in a letter.\n\n"
    "Benefits",
    _TO + "NOTICE OF TOLL CHARGE\n\nDear {mrs}:\n\nThe car you rented, plate {plate}, passed a gantry on {stamp}. Invoice {n10}, rental agreement {n9}.\n\n"
    "The rental counter",
    _TO + "Dear {given},\n\nwelcome to the club. Your member number is {n9}, your locker is {n4}. The gate code is {n6}.\n\nMembership",
    T("To the branch:\n\na fax came in with a page missing. What we have says only Social Security number {ssn}. Whose is it?\n\nMail room", cls="element_only"),
)  # fmt: skip


def _mail(subject: str, body: str, sender: str = "{other} <front.office@example.com>") -> str:
    return (
        "From: "
        + sender
        + "\nTo: team@example.net\nDate: Fri, 14 Mar 2025 13:27:09 -0400\nSubject: "
        + subject
        + "\nMessage-ID: <{uuid}@mail.example.com>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        + body
        + "\n"
    )


_SELF = "{name:First Last} <{email}>"  # who writes about a number of their own
_MAILS = (
    _mail("Monday starts", "Hi,\n\ntwo things for payroll: {name} starts Monday, SSN is {ssn}, and the badge printer is out of film.\n\n{other}"),
    _mail("Re: temp for dock 4", "Got one.\n\nName: {name}\nSocial: {ssn}\nAddress: {addr}\nShift: second\n\n{other}"),
    _mail("FW: background check order", "Please order the usual package.\n\nSubject name: {name}\nSSN: {ssn}\nDate of birth: {dob}\n\nThanks"),
    _mail("credit app", "Customer in the showroom now. {name}, social security number {ssn}, {addr}. Can the bank answer today?\n\n{other}"),
    _mail("W-9 for the band leader", "The check is payable to {name}; use Social Security number {ssn} for the 1099.\n\n{other}\nEvents"),
    _mail("HD-{n5} name change", "User was married. New legal name {name}, SSN {ssn} unchanged. Please fix it in HR and in the directory.\n"),
    _mail("enrollment, last day", "Adding both as of the first: {name}, SSN {ssn}, and spouse {2.name}, SSN {2.ssn}.\n\n{other}"),
    _mail("Re: 401(k) file rejected", "The record that failed is {name}, soc. sec. no. {ssn}. I will send it again tonight.\n\n> which one was it?\n"),
    _mail("new driver", "Please add to the fleet policy: {name}, MA driver's license {dl:MA}, clean record.\n\n{other}"),
    _mail("loaner", "The customer is {name}, driver's license number {dl} ({dlstate}). The loaner comes back on Tuesday.\n"),
    _mail("bank change", "Hello,\n\nI changed banks. Checking account number {bank}, routing number {aba}. Use it from now on.\n\nThank you,\n{name}", _SELF),
    _mail("speaker fee", "Please pay the fee to {name}, IBAN {iban}, by the end of the month.\n\n{other}\nProgram committee"),
    _mail("rooming list", "{name} will pay alone. Card number {card}, exp {expiry}. All others go on the master.\n\n{other}"),
    _mail("Re: your order", "Yes, try this one: {card:space}, expires {expiry}. The name on the card is {name}.\n\n> Your credit card was declined.\n", _SELF),
    _mail("dues", "Charge the spring dues to my credit card {card:bare}, {expiry}.\n\n{name}\n{street}\n{city}, {state} {zip5}", _SELF),
)  # fmt: skip
_OTHER_MAILS = (
    _mail("Order {n9} has shipped", "Hi {given},\n\nyour order {n9} left our warehouse, tracking number {usps}.\n\n{name}\n{addr}"),
    _mail("Your reservation", "Dear {mrs},\n\nconfirmation number {n10}, arrival {date}. Paid with {masked_card}.\n\nReservations"),
    _mail("HD-{n5} closed", "{name} closed the ticket. Serial {serial}, asset {n9}, warranty reference {n12}.\n"),
    _mail("build broken", "{name} pushed {git} and job {n9} has been red since {iso}.\n\n{other}"),
    _mail("deal jacket", "Missing from the jacket of {name}: window sticker for VIN {vin}, stock {n6}. Deal number {n7}.\n\n{other}"),
    _mail("W-2 reprint", "{name}, SSN {masked_ssn}, employee {n6}, lost the envelope. Please send a new one.\n"),
    _mail("vendor form", "Here is the W-9 of {company}, EIN {ein}. Call {name}, {phone}.\n"),
    _mail("giving statement", "Dear {given},\n\nyour giving statement is attached. Envelope {n4}, household {n9}, total ${amount}.\n\nParish office"),
    _mail("tee sheet", "Saturday 8:10 {name} (GHIN {n8}), 8:20 {2.name} (GHIN {n8}). Carts {n4} and {n4}.\n"),
    T(_mail("payoff", "The payoff of {name} on loan number {gaccount} is ${amount}, good through {date}.\n\nTitle desk")),
    _mail("test data", "In staging {name} can use card {test_card}. Please do not use a real one.\n\n{other}"),
    _mail("fuel stops", "{name}, unit {n4}, odometer {n6}, filled up at {time}. Trip {n9}, toll tag {n11}.\n"),
    T(_mail("who is this", "There is a sheet on the copier with Social Security number {ssn} and nothing more on it.\n"), cls="element_only"),
)  # fmt: skip

BATCHES = (
    Texts("sent", "letter", "txt", _LETTERS, _OTHER_LETTERS, per_file=1),
    Texts("mailmerge", "letter", "docx", _LETTERS, _OTHER_LETTERS, per_file=4, sep="\f"),
    Texts("shared", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
