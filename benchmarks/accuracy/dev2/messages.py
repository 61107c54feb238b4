"""Letters and e-mail in other words and other shapes."""

from accuracy.batch import Texts
from accuracy.template import T

_TO = "{date}\n\n{name:Mx. First Last}\n{street}\n{city}, {state} {zip}\n\n"

_LETTERS = (
    _TO
    + "Dear {mrs}:\n\nWe are writing because a file with your Social Security number ({ssn}) was sent to the wrong office. We regret this.\n\n"
    "Yours,\n{other}\nPrivacy Officer",
    "NOTICE OF LEVY\n\nTaxpayer: {name:FIRST LAST}\nSSN: {ssn}\nAddress: {street}, {city}, {state} {zip}\n\nYou have 30 days to answer this notice.",
    "Dear Hiring Team,\n\nplease accept this as proof of income for {name} (Social Security #{ssn}), employed here since {date}.\n\nRegards,\n{other}",
    _TO
    + "Re: change of bank\n\nDear {given},\n\nfrom next month your annuity goes to savings account {bank} (routing {aba}).\n\nBest regards,\n{other}",
    _TO + "Dear {mrs},\n\nyour new card, {card:space}, is enclosed. Sign it at once.\n\nYour bank",
    "RE: {name:Last, First}, SSN {ssn}\n\nDear Doctor:\n\nKindly send the records of this patient, who lives at {addr}.\n\n{other}, Esq.",
    "Affidavit\n\nI, {name}, of {addr}, being duly sworn, say that my driver's license number is {dl} and that I was the driver.",
    _TO + "Dear {mrs}:\n\nMassachusetts license {dl:MA} will lapse on your birthday. Renew online.\n\nRegistry",
)
_OTHERS = (
    _TO
    + "Dear {mrs}:\n\nyour claim number is {n9} and your adjuster is {other}. Please put {n9} on all papers.\n\nClaims",
    _TO + "Dear {given},\n\nthe parcel {usps} came back to us. Was the address wrong?\n\n{company}",
    T(_TO + "Dear {mrs}:\n\nPolicy {policy_no} renews on {date}. The premium is ${amount}.\n\n{company}"),
    T(_TO + "Dear {mrs}:\n\nWater and sewer account {gaccount} is past due by ${amount}.\n\nCollector of taxes"),
    _TO
    + "Dear {mrs}:\n\nthe account ending in {last4} was closed as you asked. The card was {masked_card}.\n\nYour bank",
    _TO + "Dear {mrs}:\n\nWe only print part of your SSN: {masked_ssn}. Your member number is {n9}.\n\nThe plan",
    "{date}\n\n{company}\nFEIN {ein}\n\nAttention: {name}\n\nInvoice {invoice} and purchase order {po} do not match. Call {phone}.",
    _TO + "Jury duty\n\nDear {mrs}:\n\nJuror number {n9}. Report on {date}. Badge {n6}.\n\nJury commissioner",
)


def _mail(subject: str, body: str) -> str:
    return (
        "Return-Path: <{user}@example.org>\nReceived: from mx1.example.org ([{ip}]) by mail.example.com with ESMTPS id {hex16}\n"
        'From: "{other}" <clerk@example.org>\nTo: <benefits@example.com>\nSubject: '
        + subject
        + "\nDate: Thu, 9 Jan 2025 16:40:02 -0500\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\n" + body
    )


_MAILS = (
    _mail("COBRA", "Hello,\n\nthe ex-employee is {name}, soc sec {ssn}, last known address {addr}.\n\n-- \n{other}"),
    _mail(
        "Re: Re: verification",
        "see below\n\nFull name: {name}\nSocial: {ssn}\nZip: {zip5}\n\n> can you send me the details?\n> Thanks",
    ),
    _mail(
        "payment", "Please charge my card {card} ({expiry}) for both tickets. Name on the card: {name}.\n\nThank you"
    ),
    _mail("ACH form", "Employee {name} left a voided check: routing {aba}, checking account no. {bank}.\n\n{other}"),
    _mail("SR-22", "Need proof for {name}. Mass. driver's license {dl:MA}; lives at {addr}.\n\n{other}"),
    _mail("roster", "Last one for today: {name} / SSN {ssn} / start {date}\n\nSent from my phone"),
)
_OTHER_MAILS = (
    _mail("Your receipt {n9}", "Hi {given},\n\nthanks for order {n9}. We charged {masked_card}.\n\n{company}"),
    _mail(
        "[JIRA] (OPS-{n5})",
        "{name} commented:\n\nbuild {n9} failed at {iso}, commit {git}, trace {hex16}.\n\n-- \nThis message was sent by a robot, {n12}.",
    ),
    _mail("dial-in", "{name} invites you.\nDial {phone}, conference ID {n9}#\nHost PIN {n6}\n"),
    _mail("W-9", "Attached for {company}, EIN {ein}. Contact is {name}, {phone}.\n"),
    _mail("badges", "New badges: {name} {n9}, {2.name} {n9}. Old ones go to security.\n\n{other}"),
    _mail("RMA", "{name} sends back two drives, serials {n12} and {n12}, RMA number {n9}, via {ups}.\n"),
)

BATCHES = (
    Texts("post", "letter", "txt", _LETTERS, _OTHERS, per_file=1),
    Texts("merge", "letter", "docx", _LETTERS, _OTHERS, per_file=5, sep="\f"),
    Texts("inbox", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
