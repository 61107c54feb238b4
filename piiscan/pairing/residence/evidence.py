"""Evidence that a person lives in Massachusetts, or elsewhere (SPEC §4).

An address proves, a licence or a form of the Commonwealth speaks for it, a telephone number or the name of a
town alone is kept but decides nothing, and two weak items do not add up. Unknown is the normal case.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from piiscan.detectors.blind import blind
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.grade import Strength, pair_grade, strength, surname_entry
from piiscan.pairing.names.table import by_names, fold
from piiscan.pairing.names.words import SUFFIXES
from piiscan.pairing.residence.distant import abroad, capitals_and_digits, named_states, phones
from piiscan.pairing.residence.events import happened
from piiscan.pairing.residence.places import places
from piiscan.pairing.residence.residing import residing
from piiscan.pairing.residence.verdict import apart, combine
from piiscan.pairing.tables.residency_cells import (
    MASSACHUSETTS,
    Evidence,
    elsewhere,
    here,
    state_evidence,
    whole,
    zip_evidence,
    zip_of,
)

__all__ = ["Evidence", "city_evidence", "combine", "find_residency", "state_evidence", "zip_evidence"]

# Codes that follow a comma for other reasons too (degrees, words): weak where a surname stands before them.
_DOUBTFUL = frozenset(
    ("AL AS CO CT DE HI ID IN LA MD ME MI MO MP MS OH OK OR PA PR VA VI").split()  # noqa: SIM905 - as a list, 22 lines
)
_PLACING = frozenset(("of", "in", "at", "to", "from", "near"))
_BEFORE_INITIAL = frozenset(("first", "given", "name", "forename"))
_PARTING = ",;:|()<>=\t\"'"
_MILITARY = frozenset({"AA", "AE", "AP"})  # post offices of the forces: an address, and no place to live

# The look behind stands second in these, so that the engine can search for the first character alone. Those
# for words are for text in small letters.
_ZIP = later(r"[0-9](?<![\w\-.#$][0-9])[0-9]{4}(?:-?[0-9]{4})?(?![\w\-]|[.,]\d)")
# What parts a label from its value in forms: a colon, dots or a line that lead there, a dash, blanks of a column.
_LED = r"[ \t]{0,2}(?:[:=]>?[ \t]{0,40}|[.\u2026_]{3,60}[ \t]{0,40}|[-\u2013\u2014][ \t]|(?<=[ \t]{2})[ \t]{0,60})"
_LED_MOST = 80
_QUOTES = 7
_QUOTED = later(r"[\"']([A-Z]{2})[\"'], ?[\"']\Z")  # ("Ann", "Lee", "Lowell", "MA", "01852")
_ZIP_LABEL = later(
    r"(?:zip|postal)(?:[ \-_]?code)?\b(?: (?:of|for|on) [a-z]{2,10}(?: [a-z]{2,10})?)?"
    rf"[\"')]?(?:[ \t]{{0,2}}[:=#]?[ \t]{{0,2}}|{_LED})[\"']?"
)
_SHORT_ZIP = later(r"zip(?:[ \-_]?code)?\b[\"']?[ \t]{0,2}[:=#]?[ \t]{0,2}[\"']?([0-9]{4})(?![\w\-])")
_STATE = later(
    r"[A-Z](?<![\w.@/\-&'’][A-Z])(?:[A-Z]|ass(?:achusetts)?|ASS(?:ACHUSETTS)?)(?![\w@/\-&'’]|[ ]?=)"
    r"|, ma(?![\w@/\-&'’])"
)
_BEHIND_STREET = later(  # 12 Elm St #3, Nashua NH
    r"(?<!\w)\d{1,5}[A-Za-z]?(?: [A-Z][\w'.-]*){1,4}(?:,? (?:#|(?i:apt|unit|ste|suite|fl)\b\.?) ?\w{1,5})?,"
    r"(?: [A-Z][\w'.-]+){1,3} \Z"
)
_TO_STATE = 80  # characters from the number of a house to its state
_LABEL = later(
    r"(?:(?:legal|permanent) residence|state|estado|province)(?:[ _]code"
    rf"| of (?:(?:legal|permanent) )?(?:residen(?:ce|cy)|domicile))?[\"')]?(?:{_LED}"
    r"|(?:(?<=[,;(] state)|(?<=[(,;]state)|(?<=\d{4} state))[ ](?=(?:[a-z]{2}|massachusetts)(?:[,;.)]|\s*\Z|[ ]\d)))"
    r"[\"']?([a-z.]+(?: (?!zip)[a-z]+)?)"
)
_SET_OFF = later(r"[:=]")
_LABEL_OF = later(r"\b([a-z]+)[ _.]$|(?<![\w.-])15\.? $")  # box 15 of a W-2 says where somebody has worked
_LICENSED = later(
    r"m(?<!\w.)a(?:ss(?:\.|achusetts)?)?[ \t]+(?:state[ \t]+)?(?:driver[’']?s?[’']?[ \t]+)?"
    r"(?:licen[cs]e|lic\b|dl\b|dln\b|id\b|identification)|daj[ \t]?ma\b"  # AAMVA: the jurisdiction of a card
    r"|(?:licen[cs]e|dl(?<!\w..)n?)(?:[ \t]+(?:no|num|number|is)){0,2}"
    r"[ \t]*[#.:]{0,2}[ \t]*\(?ma(?:ss(?:achusetts)?)?\b"
)
_LICENSE_AFTER = later(r"(?:[’']s)?[ \t]+(?:state[ \t]+)?(?:driver[’']?s?[’']?[ \t]+)?(?:licen[cs]e|lic\b|dln?\b|id\b)")
_LICENSE_BEFORE = later(
    r"(?:licen[cs]e|\blic|\bc?dln?|\bid)\.?(?:[ \t]+(?:no|num|number))?[ \t]*[#.:,]{0,2}[ \t]*\(?(?:[a-z]{2}[ \t]+)?$"
)
_FORM = later(
    r"commonwealth of massachusetts\b|form m-4\b|(?:box 15|15\.? state)[ \t:|]{1,9}ma(?![\w-])"
    r"|ma(?<![\w-]..)(?<!not a ma)(?:ss(?:\.|achusetts)?)? resident\b"
    r"|r(?<![\w-].)(?<!not a r)esid(?:ent (?:of|in)|es in|ing in) ma(?:ss(?:achusetts)?)?\b"
)
_IN_FORM = ("resid", "commonwealth", "m-4", "box 15", "state")
"""One of these is in each `_FORM`."""
_ITS_LICENSE = later(  # "CDL number: 79752147 State: ", or on the next line: the state that issued it
    r"(?:licen[cs]e|(?<![^\W_])(?:lic|c?dln?|id))\.?(?:[ \t_]+(?:no|num|number|id))?[ \t]*[#.:=]{0,2}[ \t]*\"?"
    r"(?=[a-z-]{0,4}[0-9])[a-z0-9*-]{4,20}\"?[,;|]?(?:[ \t]{1,8}|\r?\n)$"
)
_LICENSE_STATES = frozenset(("license", "licence", "lic", "dl", "dln", "cdl", "issuing", "issue", "issued", "id"))
_TAX_STATES = frozenset(("tax", "work", "withholding"))
_OTHER_STATES = frozenset(
    ("employer", "company", "business", "bank", "school", "plate", "vehicle", "registration", "birth", "of")
)
_PLACE = attrgetter("start", "end", "reason")


def find_residency(text: str) -> list[Evidence]:
    """The evidence in a window of running text, in its order.

    >>> [(item.reason, item.grade) for item in find_residency("12 Main St, Boston, MA 02139")]
    [('ma-zip', 3)]
    """
    return list(_found(blind(text)))


@by_names
@lru_cache(maxsize=1 << 9)  # many numbers may stand round one address, and addresses come again
def _found(text: str) -> tuple[Evidence, ...]:
    lower = text.lower()
    lower = lower if len(lower) == len(text) else text  # a Turkish İ: offsets would not fit
    found, others = _said(text, lower)
    if "lic" in lower or "dl" in lower or " id" in lower:
        found = [item for item in found if not _issued(item, lower)]
        others = [item for item in others if not _issued(item, lower)]
    return tuple(sorted([*found, *apart(found, others)], key=_PLACE))


def _said(text: str, lower: str) -> tuple[list[Evidence], list[Evidence]]:
    """What the ZIP codes of a text say, and what else does, each for itself. Most lines have nothing of either."""
    capitals, numbers = capitals_and_digits(text)
    others = [*_states(text)] if capitals or "ass" in lower or ", ma" in text else []
    if ", " in text:
        others += named_states(text)
    if numbers:
        others += phones(text)
    others += [*abroad(text, lower, capitals=capitals), *residing(text, lower)]
    if "state" in lower or "estado" in lower or "province" in lower or " residence" in lower:
        others += _labels(text, lower)
    if "ma" in lower or "m-4" in lower:
        others += _licences(lower)
    return [*_zips(text, lower)] if numbers else [], others


def hints(text: str) -> list[int]:
    r"""Where something ends that may be evidence and decide, in a text of many records in ASCII, "\x1e" between them.

    What `find_residency` finds in one of the records has such a place in it; not every one is evidence there.

    >>> hints("Ann Lee, 12345\x1eBob Ray, Boston, MA\x1e")
    [34]
    """
    zips, others = _said(text, text.lower())
    return sorted(item.end for item in (*zips, *others) if item.grade >= Grade.FAIR)


def city_evidence(cell: str) -> Evidence | None:
    """What a cell says that its header calls a city: the name of a town of Massachusetts is weak."""
    if fold(cell) in places().towns:
        return whole(cell, Grade.WEAK, "ma-town")
    return max(find_residency(cell), key=lambda item: item.grade, default=None)


def _before(text: str, at: int) -> tuple[list[str], bool]:
    """The words before a place in a text, at most three, and whether a comma parts them from it."""
    line = text[max(0, at - 40) : at]
    line = line[max(map(line.rfind, "\n\x1e\x1f")) + 1 :].rstrip(" \t")
    bare = line.rstrip(",").rstrip(" \t.")
    words = bare[max(map(bare.rfind, _PARTING)) + 1 :].split()[-3:]
    while words and not words[0][0].isalpha():  # 12 Elm Street
        del words[0]
    if not all(word[0].isalpha() for word in words):
        words = words[-1:] if words[-1][0].isalpha() else []
    return words, "," in line[len(bare) :]


def _zips(text: str, lower: str) -> Iterator[Evidence]:
    """ZIP codes behind their state, their label, or a town of Massachusetts. Five digits alone are none."""
    for match in _ZIP.finditer(text):
        if _labelled(lower, match.start()):
            found = zip_of(match[0][:5], match.span())
            if found:
                yield found
            continue
        state = places().zip_states.get(match[0][:3])
        words, _ = _before(text, match.start()) if state is not None else ([], False)
        words = words or _QUOTED.findall(text, max(0, match.start() - _QUOTES), match.start())
        if not words or state is None:
            continue
        said, name = _state_of(words)
        if said == state:
            start = text.rfind(name, 0, match.start())
            span = (start, match.end())
            yield here(Grade.STRONG, "ma-zip", span) if state == "MA" else elsewhere(Grade.STRONG, "other-zip", span)
        elif (
            said is None and state == "MA" and not match[0][5:6].isdigit() and _town(words)
        ):  # not "Ann Lee, 010940001"
            yield here(Grade.FAIR, "ma-zip", match.span())
    for match in _SHORT_ZIP.finditer(lower):  # the zero is gone
        found = zip_of("0" + match[1], match.span(1))
        if found and not found.negative:
            yield found


def _labelled(lower: str, at: int) -> bool:
    """Whether a label says that what follows is a ZIP code."""
    begin = max(0, at - _LED_MOST)
    start = max(lower.rfind("zip", begin, at), lower.rfind("postal", begin, at))
    return start >= 0 and _ZIP_LABEL.fullmatch(lower, start, at) is not None


def _state_of(words: list[str]) -> tuple[str | None, str]:
    """The state that the last one or two words name, and the last of them as written."""
    for count in range(min(2, len(words)), 0, -1):
        said = " ".join(words[-count:])
        state = "MA" if fold(said) == "mass" else places().states.get(fold(said))
        # Codes in small letters are words ("in", "or"), but for ma, which is none of English.
        if state and (len(said.strip(".")) > 2 or said[:2].isupper() or state == "MA"):
            return state, words[-count]
    return None, ""


def _town(words: list[str]) -> str:
    """The town of Massachusetts that the last words name, "" if none."""
    for count in range(len(words), 0, -1):
        said = " ".join(words[-count:])
        if fold(said) in places().towns:
            return said
    return ""


def _person(words: list[str]) -> bool:
    """Whether the words before a comma are more likely a person's name than a place's (Ann Lee, MA; Ann K. Lee, MD)."""
    words = words[-3::2] if len(words) > 2 and len(words[-2].rstrip(".")) == 1 else words
    return len(words) > 1 and words[-2][0].isupper() and pair_grade(words[-2], words[-1]) > 1


def _states(text: str) -> Iterator[Evidence]:
    """States without a ZIP, where something before them makes them a part of an address."""
    known = places()
    for match in _STATE.finditer(text):
        code = match[0].lstrip(", ")
        state = "MA" if fold(code) in MASSACHUSETTS else code if code.lower() in known.states else ""
        start = match.end() - len(code)
        words, comma = _before(text, start) if state else ([], False)
        if not words:
            continue
        span = (start, match.end())
        comma = comma or _BEHIND_STREET.search(text, max(0, start - _TO_STATE), start) is not None
        if state == "MI" and words[-1].lower() in _BEFORE_INITIAL:
            continue  # "Name (Last, First, MI)"
        if state == "MA":
            town = _town(words)
            if town and not (" " not in town and _person(words)):
                yield here(Grade.STRONG, "ma-state", span)
            elif comma and words[0][0].isupper() and not words[-1].isupper():
                yield here(Grade.WEAK if town or _person(words) else Grade.FAIR, "ma-state", span)
        elif comma and state not in _MILITARY and words[-1][0].isupper():
            surname = strength(surname_entry(words[-1]), surname=True) == Strength.SURE
            placed = len(words) > 1 and words[-2] in _PLACING  # "of Richmond, VA"
            titled = surname or words[-1].lower() in SUFFIXES  # Ann Lee Jr., MD
            weak = _person(words) or (titled and state in _DOUBTFUL and not placed) or happened(text, start)
            yield elsewhere(Grade.WEAK if weak else Grade.FAIR, "other-state", span)


def _labels(text: str, lower: str) -> Iterator[Evidence]:
    """States behind a label that says what they are the state of."""
    for match in _LABEL.finditer(lower):
        of = _LABEL_OF.search(lower, max(0, match.start() - 20), match.start())
        what = of[1] or "tax" if of else ""
        if _ITS_LICENSE.search(lower, max(0, match.start() - 60), match.start()):
            what = "license"
        if not of and lower[max(0, match.start() - 1) : match.start()].isalpha():
            continue  # "interstate:"
        said = text[match.start(1) : match.end(1)]
        if said.islower() and not _SET_OFF.search(lower, match.start(), match.start(1)):
            continue  # "a state - in time": words
        found = state_evidence(said) or state_evidence(said.split(" ")[0])
        if found is None or what in _OTHER_STATES:
            continue
        if what in _LICENSE_STATES or what in _TAX_STATES:
            if not found.negative:
                reason = "ma-license" if what in _LICENSE_STATES else "ma-form"
                yield here(Grade.FAIR, reason, match.span(1))
        else:
            yield found._replace(start=match.start(1), end=match.end(1))


def is_issuer(above: str, text: str) -> bool:
    """Whether a line that begins with "State:" says where the licence was issued whose number is the line above."""
    return text.lstrip().lower().startswith("state") and _ITS_LICENSE.search(above.rstrip().lower() + "\n") is not None


def _licences(lower: str) -> Iterator[Evidence]:
    """Licences and identity cards of Massachusetts, forms of the Commonwealth."""
    if "lic" in lower or "dl" in lower or " id" in lower or "daj" in lower:
        for match in _LICENSED.finditer(lower):
            yield here(Grade.FAIR, "ma-license", match.span())
    for match in _FORM.finditer(lower) if any(part in lower for part in _IN_FORM) else ():
        yield here(Grade.FAIR, "ma-state" if "resid" in match[0] else "ma-form", match.span())


def _issued(item: Evidence, lower: str) -> bool:
    """Whether what looks like a place elsewhere says where a licence was issued, or is its number."""
    if item.reason == "other-state":
        if _LICENSE_AFTER.match(lower, item.end):
            return True
    elif item.reason != "other-zip" or not lower[max(0, item.end - 9) : item.end].isdigit():
        return False
    return _LICENSE_BEFORE.search(lower, max(0, item.start - 40), item.start) is not None
