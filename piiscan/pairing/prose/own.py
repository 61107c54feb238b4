"""Whether who speaks calls a number theirs: "my SSN is 1", "mi cuenta es 1", "I changed banks: 1", "pay me at 1"."""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later
from piiscan.pairing.prose.kin import KIN
from piiscan.pairing.prose.line_persons import Mention
from piiscan.pairing.prose.others import FURTHEST, only_label

_SHORT = r"(?<=\b[Nn]o)\.|(?<=\b[Aa]cct)\.|(?<=\b[Ss]oc)\.|(?<=\b[Ss]ec)\.|(?<=\b[Ll]ic)\."  # of a label
_FOREIGN = (  # "my", before a word for a number or what it is of
    r"\b(?:[Mm](?:eine?r?|eu|inha)\b|mi[oa]\b|[Mm](?:i|on|a)(?= (?:SSN|ssn|social|seguro|n[u\u00fa]mero|cuenta|tarjeta"
    r"|licencia|num[e\u00e9]ro|compte|carte|permis|conto|patente)\b))"
)
_ANOTHER = (  # "my client's SSN": of whom somebody acts for, serves, or works with
    r"(?! (?:\w+ )?(?:client|customer|patient|tenant|landlord|employee|employer|boss|colleague|co-?worker|friend"
    r"|neighbou?r|roommate|ward|student|insured|principal|debtor|guest)s?['\u2019])"
)
OF_OTHERS = later(
    r"\b(?:your|yours|his|her|hers|their|him|she|he|guest|customer|client|charged|declined)\b", re.IGNORECASE
)
_NO_OTHERS = r"(?!\b(?:[Hh]is|[Hh]er|[Tt]heir|[Yy]our)\b)"
_MINE = later(
    rf"(?:\b[Mm](?:y{_ANOTHER}|ine)\b|(?:^|[ *>-])Me(?=:)|{_FOREIGN})(?![^.;]*\b(?:{KIN})\b)(?:[^.!?;]|{_SHORT})*$"
)
_CHANGED = later(
    r"\bI(?:'ve| have)? (?:just |recently )?(?:changed|switched|moved to|opened) "
    r"(?:(?:my|an?|the|to|new|different|bank|checking|savings|card|credit) ){0,4}"
    rf"(?:banks?|accounts?|cards?)\b(?:{_NO_OTHERS}[^!?]){{0,110}}$"
    rf"|\b[Mm]y (?:\w+ ){{0,2}}accounts? (?:at|with|in) (?:{_NO_OTHERS}[^.!?;]|{_SHORT}){{3,80}}$"
    rf"|\b[Mm]y (?:\w+ ){{0,2}}(?:bank|credit union)\b(?: is)?[:,]?(?:{_NO_OTHERS}[^.!?;\n]){{3,80}}$"
    r"|\b[Mm]y (?:(?:direct|bank|new) ){0,2}(?:deposits?|pay(?:check)?|salary|refund)\b[^.!?;]{0,80}$"
    r"|\b(?:[Pp]ay|[Rr]efund|[Rr]eimburse|[Ww]ire) me (?:at|to|into|in|on|by|via|back)\b[^.!?;]{0,60}$"
    rf"|\b[Ff]rom my (?:\w+ ){{0,2}}(?:checking|savings|account|bank)\b(?:{_NO_OTHERS}[^!?]){{0,90}}$"
    r"|\b[Hh]ere(?:'s| is) (?:my|the|a) (?:\w+ ){0,2}card (?:for|to (?:use|pay|charge)(?: for)?) (?:my|the|our) "
    r"(?:[a-z]+ ){0,2}(?:deposit|payment|balance|fees?|retainer|order|co-?pay|rent|bill|invoice)\b[^.!?;\d]{0,20}$"
    r"|\bI (?:also |still |currently )?(?:have|hold|own|maintain|keep) "
    r"(?!(?:it|him|her|his|hers|them|their|this|that|yours?|you)\b)[^.!?;]{0,80}$"
)
_PARTS_OF_MINE = (
    *("I", "my", "My", "ine", "Me:", " me ", "ere is"),
    *("mi", "Mi ", "inha", "eu ", "mon ", "Mon ", "ma ", "Ma "),
)
_LABELS_BEHIND = 3
_SIGNED = later(  # what stands before whoever signs in the line of what they say
    r"[.!?;,~\u2013\u2014-]\s*(?:(?:[Tt]hanks?(?: you)?|[Tt]hx|[Rr]egards|[Ss]incerely|[Bb]est|[Cc]heers)[,.!-]?\s*)?\Z"
)
_SIGNED_REACH = 24
_ITS = later(
    r"[.!?] (?:(?:Its|The) (?:(?:license|card|account|old|new|right|correct|full|whole) ){0,2}(?:number|no\.|#)"
    r" (?:is|was)|It's|It is|It should (?:be|read)(?: [a-z]+){0,2})[: ]{1,2}\Z"
)
_MY_THING = later(
    r"\b(?:my (?:\w+[ ]){0,3}(?:licen[cs]e|card|visa|mastercard|amex|account|SSN|social|id|number)|mine)\b[^.!?]*\Z",
    re.IGNORECASE,
)
_ENDED = later(r"[\s.)]*\Z")


@lru_cache(maxsize=1 << 8)  # asked some times for a number
def is_own(text: str, at: int) -> bool:
    """Whether who speaks calls a number theirs: "my SSN is 1", "I changed banks: 1", "my account is 1. SSN 2"."""
    for _ in range(_LABELS_BEHIND):
        if _says_mine(text, at) or _of_mine(text, at):
            return True
        # A label alone goes on with what was said of the number before it.
        before = max(text.rfind(". ", max(0, at - FURTHEST), at), text.rfind("; ", max(0, at - FURTHEST), at))
        if before < 1 or not text[before - 1].isdigit() or not only_label(text[before + 1 : at]):
            return False
        at = before
    return False


def _of_mine(text: str, at: int) -> bool:
    """Whether a number is of what the sentence before says that who speaks has: "I lost my license. Its number is"."""
    found = _ITS.search(text, max(0, at - FURTHEST), at)
    return found is not None and _MY_THING.search(text, max(0, found.start() - 4 * FURTHEST), found.start()) is not None


def signs(text: str, mention: Mention) -> bool:
    """Whether somebody is named at the very end of a text, as who says it: "my SSN is 1. Ann Lee".

    >>> from piiscan.model import Person
    >>> signs("SSN 1, thanks, Ann Lee", Mention(15, Person("Ann Lee", "ann lee", 3, ()), labelled=False, scope=False))
    True
    """
    before = _SIGNED.search(text, max(0, mention.at - _SIGNED_REACH), mention.at)
    return before is not None and _ENDED.match(text, mention.at + len(mention.person.name)) is not None


def _says_mine(text: str, at: int) -> bool:
    said = text[max(0, at - 3 * FURTHEST) : at]
    if not any(map(said.__contains__, _PARTS_OF_MINE)):
        return False  # neither pattern can take it
    if _MINE.search(text, max(0, at - FURTHEST), at) is not None:
        return True
    return _CHANGED.search(text, max(0, at - 3 * FURTHEST), at) is not None
