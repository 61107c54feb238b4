"""Addresses that are somebody else's place of business: of an employer, an agency, an attorney (SPEC §4).

Evidence of residency is about the person. "Employer Address: Woburn, MA" says where a firm is, and so do the lines of
an address below "Agency:", and "works for Acme of Woburn, MA"; but not where the person is the attorney or landlord.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.residence.evidence import Evidence

_OFFICE = later(
    r"\b(?:employers?|compan(?:y|ies)|firms?|agenc(?:y|ies)|agents?|producers?|brokers?|brokerage|carriers?|insurers?"
    r"|insurance (?:co(?:mpany)?|agency)|underwriters?|attorneys?|lawyers?|counsel|law offices?|providers?|physicians?"
    r"|doctors?|clinics?|hospitals?|facilit(?:y|ies)|pharmac(?:y|ies)|banks?|branch|lenders?|creditors?|servicers?|landlords?|lessors?"
    r"|property manager|schools?|college|court|payers?|payors?|remit(?: to)?|vendors?|dealer(?:ship)?s?|preparers?"
    r"|administrators?|adjusters?|investigators?|union|empleador(?:a|es)?|empresa|patr[oó]n|abogad[oa]|advogad[oa]"
    r"|empregador(?:a|es)?|patron|anplwaye|avoka)\b",
    re.IGNORECASE,
)
_HOLDS = later(r"(?<=ank)(?:[’']s)?[ ](?:acct|acc\b|accnt|account|a/c|routing|rtg|aba|transit|card)", re.IGNORECASE)
"""What somebody has at a bank: "Bank account no." is no label of where it is."""
_CHECKS_TO = later(r"(?:mail|send|forward|deliver) (?:the )?(?:checks?|payments?|proceeds|funds) to", re.IGNORECASE)
_OF_PLACES = (
    r"(?:address|addr|street|state|st|city|town|zip|postal|code|line|suite"
    r"|direcci[oó]n|ciudad|estado|endere[cç]o|cidade|adr[eè]s|vil)"
)
_PLACE = later(
    rf"(?:(?:mailing|business|office|work)(?=[ ]?{_OF_PLACES})|[ ]?{_OF_PLACES}[ \d/,.&]*+|and[ ]|or[ ])++",
    re.IGNORECASE,
)
_NAME_AND_ADDRESS = later(r"[’']?s?[ ](?:name|address)\b", re.IGNORECASE)
_WORKS = later(
    r"\b(?:works? (?:for|at)|worked (?:for|at)|employed (?:by|at|with)|employee of|represented by|insured (?:by|with)"
    r"|banks? (?:with|at)|trabaja (?:para|en)|trabalha (?:para|na|no))\b[^.;\n]{0,90}$",
    re.IGNORECASE,
)
_WHERE_TO_WRITE = later(  # where the reader has to write; "mail it to" may be to the person
    r"\b(?:write(?: to)?(?: us)?(?: at)?|contact (?:us|the \w+) at"
    r"|(?:return|submit|remit|(?:send|mail) (?=your|all|any|payments?|completed))"
    r" ?(?:it|them|this|these|the|your|all|any|payments?|completed|a copy)\b[^.;\n]{0,60}? to)\b"
    r"(?![^.;\n]*\b(?:my|his|her|their|home)\b)(?:[^.;\n]|\b[A-Z]\.){0,60}$",
    re.IGNORECASE,
)
# One of them is in each, which is soon seen of a text in small letters. None with an s, which has two small forms.
_WORKING = ("work", "employ", "repre", "ured", "bank", "traba")
_WRITING = ("write", "contact", "return", "ubmit", "remit", "end", "mail")
_FIRM = (
    r"[\s>*|]*(?:(?-i:[A-Z])[\w'\u2019&.-]{0,20},? ){1,5}(?:Inc|LLC|LLP|Ltd|Corp|Corporation|Co|Company|PLLC|P\.?C|Bank"
    r"|Savings|Credit Union|Associates|Group|Agency|University|College|Hospital|Clinic|Center|Department|Offices?"
    r"|Registry|Insurance)\b\.?"
)
_FIRM_AT = later(  # "Acme Bank, 100 Federal St, Boston, MA": the foot of a letter
    _FIRM + r"[ ]?(?:[,|;\u2022\u00b7]|[-\u2013\u2014])[ ]{0,2}(?=\d{1,5}[ ]|P\.?O\.?[ ]Box|One[ ])", re.IGNORECASE
)
_FIRM_ALONE = later(_FIRM + r"\s*", re.IGNORECASE)
_CUTS = ("  ", "\t", ",", ";", "|", ". ", "(")
_LONGEST = 48
_ADJOINING = 1  # bytes from the end of a line to the next, where no blank one is between
_SENT_REACH = 160
ABOVE = 4
"""Lines of an address below its label."""
_ADDRESS = frozenset({"ma-zip", "other-zip", "ma-state", "other-state", "foreign-address"})


def is_office(evidence: Evidence, line: Line, above: list[Line], named: tuple[Line, int]) -> bool:
    """Whether an address in a line is of an office, and not of the person who is named at a place of a line.

    `above`: the lines right above, the nearest first.
    """
    if evidence.grade < Grade.FAIR or evidence.reason not in _ADDRESS:
        return False
    if named[0] is not line and _FIRM_AT.match(line.text, 0, evidence.start) is not None:
        return True
    at, said = _label_of(line.text, evidence.start)
    before = line.text[: evidence.start].lower()
    if said is None and _has(before, _WORKING) and _WORKS.search(line.text, 0, evidence.start):
        return named[0] is not line or named[1] < evidence.start
    sent = None
    if _has(before, _WRITING):
        sent = _WHERE_TO_WRITE.search(line.text, max(0, evidence.start - _SENT_REACH), evidence.start)
    if said is None and sent is not None:
        return named[0] is not line or named[1] < sent.start()
    if said is not None and _CHECKS_TO.search(said):
        return named[0] is not line or named[1] < at
    if said is None or _PLACE.fullmatch(said):
        line, at, said = _label_above(line, above)
    office = _OFFICE.search(said) if said is not None else None
    if office is None or said is None or _HOLDS.match(said, office.end()) is not None:
        return False
    where, place = named
    if where is line:
        return place < at
    return office[0].lower() not in (where.text[:place] or where.text).lower()


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, words))


def _label_above(line: Line, above: list[Line]) -> tuple[Line, int, str | None]:
    """The label of an address whose own lines have none, or only say "City:"."""
    below = line
    for one, over in zip(above[:ABOVE], (*above[1:], None), strict=False):
        if one.blank or below.start - one.end > len("\r\n") or letters.greeted(one.text) is not None:
            break
        below = one
        first = next(_labels(one.text), None)
        if first is not None:
            if not _PLACE.fullmatch(first[1]):
                return one, first[0], first[1]
        else:
            begins = over is None or over.blank or one.start - over.end > _ADJOINING
            if begins and _FIRM_ALONE.fullmatch(one.text):
                return one, 0, "company"  # the head or foot of a letter
            office = _OFFICE.search(one.text)
            if office is not None and _NAME_AND_ADDRESS.match(one.text, office.end()):
                return one, office.start(), one.text  # "c Employer's name, address, and ZIP code"
    return line, 0, None


def _label_of(text: str, at: int) -> tuple[int, str | None]:
    """The last label before a place of a line that is no part of an address, else the last one, and where it is."""
    found: tuple[int, str | None] = (0, None)
    for label in _labels(text[:at]):
        if found[1] is None or not _PLACE.fullmatch(label[1]):
            found = label
    return found


def _labels(text: str) -> Iterator[tuple[int, str]]:
    """What stands before the colons of a line."""
    start = 0
    while (colon := text.find(":", start)) >= 0:
        begin = max(start, colon - _LONGEST)
        begin = max([begin, *(at + len(cut) for cut in _CUTS if (at := text.rfind(cut, begin, colon)) >= 0)])
        said = text[begin:colon].strip()
        if said:
            yield begin, said
        start = colon + 1
