"""Where a name stands says that it is one, on or off the lists: behind a word for a person, before their number.

"Taxpayer Rithy Touch", "Operator #2, Nakato Kiggundu,", "Li Li / SSN 010-…". The structure is that of a title ("Mr.
Rithy Touch"): it makes a name fair, where the words alone are too little (SPEC §2).
"""

from __future__ import annotations

import re

from piiscan.detectors.header_words import is_role
from piiscan.detectors.labels import find_labels
from piiscan.detectors.lexicon import fold
from piiscan.later import later

_BEFORE = 48  # characters in which the word for a person stands: nothing looks further, as `in_text` relies on
_AFTER = 60
_FURTHEST = 18  # characters between a name and the label of a number
_ROLE = later(
    r"(?:^|[^\w'\u2019])([A-Za-z][\w'\u2019-]{0,40})(?:[ -]([A-Za-z][\w'\u2019-]{0,40}))?"
    r"(?: ?(?:#|[Nn]o\. ?)?\d{1,2}\b)?(?:'s name)?(?: is| was| named|,|:| -| \u2013)? ?[\"\u201c]?$"
)
_NAMED = later(r"\b(?:[Mm]y|[Hh]is|[Hh]er) (?:full |legal )?name is $|\b(?:named|I,|I am|I'm|[Tt]his is) $")
_OF_THEIRS = later(
    r"(?:['\u2019]s?|(?=.{0,3}[,(/|:;\[\u2013\u2014-]))[ ,(/|:;\[\u2013\u2014-]{1,4}"
    r"(?:(?:whose|with|under|has|having|his|her|their|the|an?|holder of|holds|and|bearing|us|u\.s\.|full"
    r"|ma|mass\.?|massachusetts) ){0,2}",
    re.IGNORECASE,
)
_NUMBER = later(r"['\u2019]?s?[ ,(/|:\[\u2013\u2014-]{1,4}\d{3}[- .\u2010-\u2015]?\d{2}[- .\u2010-\u2015]?\d{4}(?!\d)")
_GAPS = ("  ", "\t", "|", "| ")  # between columns
_COLUMN_END = later(r"(?: [A-Z]\b\.?)?(?:( {2}| ?\t| ?\|)|[ \t]*(?:\n|\Z))")
_BULLETS = " \t>*-\u2022.)0123456789"
_PARTICLES = later(  # of a surname that begins its field in small letters
    r"(?:^|[:|\t\n\"(\[]|  )[ ]?((?:(?:da|de|do|dos|das|del|della|di|du|van|von|der|den|ter|ten|la|las|los) ){1,3})\Z"
)
_LONGEST_PARTICLES = 16
_OF_PERSONS = frozenset(("ssn", "drivers_license", "payment_card", "birth"))


def behind_a_role(text: str, start: int) -> bool:
    """Whether a word for a person stands right before a place in a text.

    >>> behind_a_role("the taxpayer, Rithy", 14), behind_a_role("Operator #2, N", 13), behind_a_role("see Rithy", 4)
    (True, True, False)
    """
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    if _NAMED.search(before) is not None:
        return True
    found = _ROLE.search(before)
    if found is None:
        return False
    one, two = found[1], found[2]
    last = two or one
    return is_role(fold(f"{one} {two}")) or is_role(fold(last).removesuffix("'s"))


def before_a_number(text: str, end: int) -> bool:
    """Whether the label of a number that only persons have, or such a number, follows a place in a text.

    >>> before_a_number("Li Li / SSN 010-94-0001", 5), before_a_number("Li Li (010-94-0001)", 5)
    (True, True)
    >>> before_a_number("Li Li, order 7", 5), before_a_number("Li Li SSN 010-94-0001", 5)
    (False, False)
    """
    if _NUMBER.match(text, end):
        return True
    after = text[end : end + _AFTER].partition("\n")[0]
    if _OF_THEIRS.match(after) is None:
        return False
    label = next(iter(find_labels(after)), None)
    if label is None or label.kind not in _OF_PERSONS or label.grade < 2 or label.start > _FURTHEST:
        return False
    return _OF_THEIRS.fullmatch(after, 0, label.start) is not None


def fills_column(text: str, start: int, end: int) -> bool:
    """Whether a name, with an initial behind it or not, stands by itself between the gaps of columns.

    >>> fills_column("D1 671-58-9059  DAY LISA K      1,317.84", 16, 24), fills_column("DAY LISA K", 0, 8)
    (True, False)
    """
    behind = _COLUMN_END.match(text, end)
    if behind is None:
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return before.endswith(_GAPS) if before.strip() else bool(behind[1])


def in_roster(text: str, title: int, end: int) -> bool:
    """Whether a title begins a line and what ends at a place fills a column of it: nobody is greeted by title there.

    >>> in_roster("  LT Walsh, Sean     Eng 4", 2, 16), in_roster("Dr. Walsh, Sean is late", 0, 15)
    (True, False)
    """
    begun = text[max(0, title - _BEFORE) : title].rpartition("\n")[2]
    return not begun.strip(_BULLETS) and _COLUMN_END.match(text, end) is not None


def begins_in_field(text: str, start: int) -> int:
    """Where a surname begins that has its comma behind it: small words before it are of it where they begin the field.

    In a sentence they may be no more than words ("solicitud de García, Ana").

    >>> begins_in_field("Re: da Veiga, Ana", 7), begins_in_field("la solicitud de Veiga, Ana", 16)
    (4, 16)
    """
    found = (
        _PARTICLES.search(text, max(0, start - _LONGEST_PARTICLES), start) if text[start - 1 : start] == " " else None
    )
    return start if found is None else found.start(1)
