"""What the lines round a number say of where its person lives; not where somebody else has an office (SPEC §4)."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import attrgetter

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose.kin import KIN
from piiscan.pairing.prose.letters import begins_address
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.residence.columns import is_of_next
from piiscan.pairing.residence.evidence import Evidence, is_issuer
from piiscan.pairing.residence.offices import ABOVE, is_office
from piiscan.pairing.tables.residency_cells import answer_evidence

_START = attrgetter("start")
_MOST_ABOVE = 30  # lines between an address and the line that names its person again
_MOST_OF_ADDRESS = 4  # lines
_TO_HOME = 120  # characters
_LONGEST_NAME = 6  # words, with titles and suffixes
_PLACE = later(  # labels of a form for parts of an address, behind bullets and the numbers of fields
    r"\W{0,4}(?:\d{1,2}[.)][ ])?(?:(?:home|mailing|street|residen(?:ce|tial)|current|permanent|legal)[ ])?"
    r"(?:address|street|city|town|state|zip|postal)\b",
    re.IGNORECASE,
)
_WHEN = later(  # of an address: what says last whether somebody lives there now
    r"(?:\A|\t|[|;*(]| {2})\W{0,3}(?:(prev(?:ious)?|prior|former|old)|curr(?:ent)?|present|new|home|mailing)\b",
    re.IGNORECASE,
)
_ONCE = later(  # "formerly of Albany, NY", "moved here from Troy, NY": up to the next part of the sentence
    r"\b(?:(?:former|previous)ly|(?:moved|relocated)(?: here| back)? from|used to live|had lived|born|native)"
    r"\b[^.;:\n]{0,60}\Z",
    re.IGNORECASE,
)
_NOW = later(r"\b(?:now|currently|presently|today)\b", re.IGNORECASE)
_BORN = later(  # up to the state of the place
    r"\b(?:place of birth|birth ?place|born(?: on [^.;:\n]{0,20})?|lugar de nacimiento|local de nascimento)\b"
    r"[ \t]*(?::|in\b|at\b)?[ \t]*(?:[^\W\d][^\W\d.'-]*[ ]){0,3}[^\W\d]*,?[ \t]?\Z",
    re.IGNORECASE,
)
_BIRTH = ("birth", "born", "nacimiento", "nascimento")
_WORK = later(
    r"\b(?:work|business|office|job)[ ](?:mailing[ ])?(?:address|addr|location|city|state|zip)\b[^:\n]{0,12}:[^:\n]*\Z",
    re.IGNORECASE,
)
_WORKING = ("work", "business", "office", "job")
_LIVES_IN = later(  # behind the name of somebody else: "my niece, Ann Lee, of Nashua, New Hampshire"
    r",? (?:of|(?:who )?(?:now |currently )?(?:lives?|living|resid(?:es?|ing)) (?:in|at))\b[^.;:]{0,80}\Z"
    r"| ?\([^()]{0,60}\Z"
)
_KINS = later(  # "her mother lives in Tampa, FL"
    rf"\b(?i:his|her|their|my|whose) (?:\w+ )?(?:{KIN})s?\b[^.;:]{{0,30}}"
    r"\b(?:lives?|living|lived|resid(?:es?|ed|ing)|moved)\b[^.;:]{0,60}\Z"
)
_KINS_REACH = 240  # characters: more than all of that
_BOTH = later(r"\b[Bb]oth (?:of|at|in|living|residing|residents? of)\b[^.;:]{0,80}\Z")
_FORMER = ("prev", "prior", "former", "old", "moved", "relocated", "used to", "lived", "born", "native")
"""One of them is in the label of an address where somebody lives no more."""


def places_above(block: list[Line], where: Line) -> list[Line]:
    """The lines of a form above the one that names its person, which by their labels are of an address: that person's.

    Where somebody else is named further up they may be of that one.
    """
    above = [one for one in block if one.start < where.start]
    if any(one.mentions for one in above):
        return []
    return [one for one in above if _PLACE.match(one.text) is not None]


def address_above(lines: Lines, where: Line, normal: str) -> list[Line]:
    """The address of a letter to the person whom one of its lines names: the lines below the name alone, if any.

    Or the line that names nobody else and says behind the name where they live: "I, Ann Lee, of 12 Elm St, Lynn, MA".
    Else what stands right below the line itself, where a street is among it: a form has that far from the number.
    """
    surname = normal.rpartition(" ")[2]
    at = lines.before(where)
    for _ in range(_MOST_ABOVE):
        if at is None:
            break
        named = not at.blank and surname in at.folded
        if named and len(at.text.split()) > _LONGEST_NAME and _says_where(at, normal):
            return [at]
        if named and len(at.text.split()) <= _LONGEST_NAME:
            below = _block_below(lines, at) if any(one.person.normal == normal for one in at.mentions) else []
            if any(one.residence for one in below):
                return [at, *below]
        at = lines.before(at)
    below = _block_below(lines, where)
    if any(one.mentions for one in below) or not any(begins_address(one.text) for one in below):
        return []
    return [where, *below] if any(one.residence for one in below) else []


def _says_where(line: Line, normal: str) -> bool:
    """Whether a line names one person alone, and behind the name a home."""
    if not line.residence or any(one.person.normal != normal for one in line.mentions):
        return False
    first = min((one.at for one in line.mentions), default=len(line.text))
    return any(one.grade >= Grade.FAIR and first < one.start <= first + _TO_HOME for one in line.residence)


def _block_below(lines: Lines, name: Line) -> list[Line]:
    """The lines of an address below a name, up to an empty one."""
    found: list[Line] = []
    at = lines.after(name)
    while at is not None and not at.blank and len(found) < _MOST_OF_ADDRESS:
        found.append(at)
        at = lines.after(at)
    return found


def residence(lines: list[Line], named: tuple[Line, int]) -> list[Evidence]:
    """What some lines say of the residency of a person who is named at a place of a line; each line once."""
    once = sorted({line.start: line for line in lines}.values(), key=_START)
    if len(once) == 1:
        return of_today(once, theirs(once[0], named))
    pairs = list(pairwise(line for line in once if not line.blank))
    issuers = {line.start for above, line in pairs if line.residence and is_issuer(above.text, line.text)}
    found: list[Evidence] = []
    for index, line in enumerate(once):
        above = once[max(0, index - ABOVE) : index][::-1] if line.residence else []
        found += [
            one
            for one in line.residence
            if not ((one.negative and line.start in issuers) or is_office(one, line, above, named))
            and not _is_anothers(one, line, named)
            and not is_of_next(one, line, named)
        ]
    found += [said for over, line in pairs if not line.residence and (said := answer_evidence(over.text, line.text))]
    return of_today(once, found)


def theirs(line: Line, named: tuple[Line, int], start: int = 0, end: int | None = None) -> list[Evidence]:
    """What a part of a line says of the residency of a person who is named at a place of a line."""
    stop = len(line.text) if end is None else end
    within = [one for one in line.residence if start <= one.start < stop or _is_of_both(line.text, one.start)]
    return [one for one in within if not (is_office(one, line, [], named) or _is_anothers(one, line, named))]


def _is_of_both(text: str, at: int) -> bool:
    """Whether a line says of all whom it names that they live somewhere: "both of 12 Elm St, Lynn, MA"."""
    return "oth " in text and _BOTH.search(text, max(0, at - _TO_HOME), at) is not None


def _is_anothers(evidence: Evidence, line: Line, named: tuple[Line, int]) -> bool:
    """Whether a line says right behind the name of somebody else that they live there."""
    if _KINS.search(line.text, max(0, evidence.start - _KINS_REACH), evidence.start) is not None:
        return True
    where, at = named
    normal = next((one.person.normal for one in where.mentions if one.at == at), "")
    before = [one for one in line.mentions if one.at < evidence.start]
    if not normal or not before or before[-1].person.normal == normal:
        return False
    ends = before[-1].at + len(before[-1].person.name)
    return _LIVES_IN.fullmatch(line.text, ends, evidence.start) is not None


def of_today(lines: list[Line], found: list[Evidence]) -> list[Evidence]:
    """The evidence less what says where somebody was born or works, or lived before if some says where they live now.

    Where somebody works in Massachusetts says something where nothing else does.
    """
    if not found:
        return found
    texts = {id(one): line.text for line in lines for one in line.residence}
    found = [one for one in found if not _says(_BORN, _BIRTH, texts.get(id(one), ""), one.start)]
    works = [one for one in found if _says(_WORK, _WORKING, texts.get(id(one), ""), one.start)]
    if works:
        found = [one for one in found if one not in works] or [one for one in works if not one.negative]
    if all(one.negative for one in found) or not any(one.negative for one in found):
        return found
    return [one for one in found if not _is_former(texts.get(id(one), ""), one.start)]


def _says(what: re.Pattern[str], words: tuple[str, ...], text: str, at: int) -> bool:
    """Whether a pattern, in all of which one of some words is, ends at a place of a text."""
    said = text.lower()
    return any(map(said.__contains__, words)) and what.search(text, 0, at) is not None


def _is_former(text: str, at: int) -> bool:
    """Whether an address before a place of a line is one where somebody has lived before: "Previous address:"."""
    if not any(map(text.lower().__contains__, _FORMER)):
        return False
    said = [found[1] for found in _WHEN.finditer(text, 0, at)]
    if said and said[-1] is not None:
        return True
    once = _ONCE.search(text, max(0, at - _TO_HOME), at)
    return once is not None and _NOW.search(once[0]) is None
