"""Shapes of driver's licence and ID card numbers of the fifty states and DC, and what a number says of a surname.

Rule: shapes alone, no context. Most are bare digits, so a label or a header is mandatory wherever this is asked.
As of 25 November 2026: the union of the NTSI list (through nooDL and dl_validator) and an MVR vendor's table of 17
December 2024; ID cards of Illinois after A. De Smet, "US Driver's License Numbers" (highprogrammer.com); New
Hampshire since October 2017 after the Concord Monitor of 5 December 2017. Formats change: a new one is a new entry
here. Tests of digits alone below seven, of letters alone and the like are left to those who know the state.

What is encoded: FL, IL, WI (De Smet, "Florida, Illinois, Wisconsin"), MD, MI (De Smet, "Maryland, Michigan,
Minnesota"; CU*Answers, kb1562) begin with the American Soundex code of the surname. MN did until 13 December
2004, so that disagreement there says nothing. NJ begins with the initial, and hides the rest in a code of its own.
"""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import numpy.typing as npt

from piiscan.later import later

_TABLE = """
AL N{1,8}
AK N{1,7}
AZ AN{8}|N{9}
AR N{4,9}
CA AN{7}
CO N{9}|AN{3,6}|AAN{2,5}
CT N{9}
DE N{1,7}
DC N{7}|N{9}
FL AN{12}
GA N{7,9}
HI 'H'N{8}|AN{8}|N{9}
ID AAN{6}A|N{9}
IL AN{11,12}|N{11}A
IN N{9,10}|AN{9}
IA N{9}|N{3}AAN{4}
KS ANANA|AN{8}|N{9}
KY AN{8,9}|N{9}
LA '0'N{8}|N{1,9}
ME N{7}|N{7}A|N{8}
MD AN{12}
MA 'S'N{8}|'SA'N{7}|N{9}
MI AN{12}|AN{10}
MN AN{12}
MS N{9}
MO AN{5,9}|AN{6}'R'|N{3}AN{6}|N{8}AA|N{9}|N{9}A
MT N{13,14}|N{9}|AN{8}
NE AN{3,8}
NV N{9,10}|N{12}|'X'N{8}
NH NNA{3}N{5}|'NHL'N{8}|'NHN'N{8}
NJ AN{14}
NM N{8,9}
NY N{8,9}|N{16}|AN{7}|AN{18}|A{8}
NC N{1,12}
ND A{3}N{6}|N{9}
OH AAN{6}|AN{4,8}|AAN{3,7}|N{8}
OK AN{9}|N{9}
OR AN{6,7}|N{1,9}
PA N{8}
RI N{7}|'V'N{6}
SC N{5,11}
SD N{6,10}|N{12}
TN N{7,9}
TX N{7,8}
UT N{4,10}
VT N{8}|N{7}'A'
VA AN{8,11}|N{9}
WA AX{11}|'WDL'X{9}
WV N{7}|A{1,2}N{5,6}
WI AN{13}
WY N{9,10}
"""

LONGEST = 19  # characters of the longest shape
FEWEST_DIGITS = 5  # of a number with letters whose state is not known: fewer are words, model names, anything
FEWEST_BARE = 7
NAMED = 12  # characters of the shortest shape with letters that has the name in it
_MOST_BARE = 14  # only New York has more, and 15 and 16 are numbers of cards

_ATOM = later(r"'([^']+)'|([ANX])(?:\{(\d+)(?:,(\d+))?\})?")
_CLASSES = {"A": "[A-Z]", "N": "[0-9]", "X": "[A-Z0-9*]"}


def _signatures(shape: str) -> set[str] | None:
    """The strings of A and N that a shape without literals stands for; None with literals."""
    atoms = list(_ATOM.finditer(shape))
    if any(atom[1] or atom[2] == "X" for atom in atoms):
        return None
    choices = [
        [atom[2] * count for count in range(int(atom[3] or 1), int(atom[4] or atom[3] or 1) + 1)] for atom in atoms
    ]
    return {"".join(parts) for parts in product(*choices)}


def _pattern(shape: str) -> re.Pattern[str]:
    def spelled(atom: re.Match[str]) -> str:
        times = f"{{{atom[3]},{atom[4] or atom[3]}}}" if atom[3] else ""
        return re.escape(atom[1]) if atom[1] else _CLASSES[atom[2]] + times

    return re.compile(_ATOM.sub(spelled, shape))


def _compiled() -> tuple[dict[str, frozenset[str]], tuple[tuple[str, re.Pattern[str]], ...]]:
    """The states by signature, and the shapes that letters and digits do not tell, by state."""
    plain: dict[str, set[str]] = {}
    special = []
    for state, shapes in SHAPES.items():
        for shape in shapes:
            signatures = _signatures(shape)
            if signatures is None:
                special.append((state, _pattern(shape)))
            else:
                for signature in signatures:
                    plain.setdefault(signature, set()).add(state)
    return {signature: frozenset(states) for signature, states in plain.items()}, tuple(special)


SHAPES: dict[str, tuple[str, ...]] = {line[:2]: tuple(line[3:].split("|")) for line in _TABLE.strip().splitlines()}
"""By state. A: a letter, N: a digit, X: either or `*`; quotes: just so."""

_PLAIN, _SPECIAL = _compiled()
_ANY_SPECIAL = later("|".join(pattern.pattern for _, pattern in _SPECIAL))
_SIGNED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "A" * 26 + "N" * 10)


def compact(raw: str) -> str:
    """A number in capitals, without blanks and dashes.

    >>> compact("s123-456-78-901-0")
    'S123456789010'
    """
    return raw.strip().upper().replace(" ", "").replace("-", "")


def states_of(value: str) -> frozenset[str]:
    """The states that have the shape of a canonical number; none if it has no shape at all.

    >>> sorted(states_of("S123456789012")), sorted(states_of("AB12345C")), states_of("12-34")
    (['FL', 'IL', 'MD', 'MI', 'MN'], [], frozenset())
    """
    if not value or len(value) > LONGEST or not value.isascii():
        return frozenset()
    signature = value.translate(_SIGNED)
    found = _PLAIN.get(signature, frozenset()) if not signature.strip("AN") and value == value.upper() else frozenset()
    if _ANY_SPECIAL.fullmatch(value) is None:
        return found
    return found | {state for state, pattern in _SPECIAL if pattern.fullmatch(value)}


def tells(value: str) -> bool:
    """Whether a canonical number can be one where the state is not known: it has digits enough.

    >>> tells("D1234562"), tells("1234567"), tells("123456"), tells("PERSONAL")
    (True, True, False, False)
    """
    if value.isdigit():
        return FEWEST_BARE <= len(value) <= _MOST_BARE and bool(states_of(value))
    return sum(map(str.isdigit, value)) >= FEWEST_DIGITS and bool(states_of(value))


def may_be(value: str, state: str | None) -> bool:
    """Whether a canonical number may be a licence of a state, or, where that is not known, of any.

    New York and Washington have shapes without a digit; so has every word.

    >>> may_be("12345", "AK"), may_be("12345", None), may_be("PERSONAL", "NY"), may_be("D1234562", None)
    (True, False, False, True)
    """
    if state is None:
        return tells(value)
    return state in states_of(value) and any(map(str.isdigit, value))


# How numbers are written. Groups have one separator, the same throughout. Linear: every repetition is bounded.
# Two or three letters and a blank before digits are a word ("No 1234567"), save for the series of Massachusetts.
_DIGIT_GROUPS = "(?:[0-9]{3}{sep}[0-9]{3,4}|[0-9]{4}{sep}[0-9]{4,6})(?:{sep}[0-9]{1,5}){0,4}"
_GROUPED = {
    "-": (f"[A-Za-z]{{1,3}}-?{_DIGIT_GROUPS}", "[A-Za-z]{1,3}-[0-9]{5,18}[A-Za-z]{0,2}"),
    " ": (
        f"(?:(?:[A-Za-z]|[Ss][Aa]) |[A-Za-z]{{1,3}}){_DIGIT_GROUPS}",
        "(?:[A-Za-z]|[Ss][Aa]) [0-9]{5,18}[A-Za-z]{0,2}",
    ),
}
_THREES = "[0-9]{3}{sep}[0-9]{3}{sep}[0-9]{3}"  # New York
_JOINED = (
    "[A-Za-z]{1,3}[0-9]{5,18}[A-Za-z]{0,2}",
    "[0-9]{2}[A-Za-z]{3}[0-9]{5}",  # New Hampshire
    "[0-9]{3}[A-Za-z][0-9]{6}",  # Missouri
    "[0-9]{7,9}[A-Za-z]{1,2}",  # Maine, Missouri, Vermont
    "[0-9]{11}[A-Za-z]",  # ID cards of Illinois
)
# As states print theirs (PA, CO; IN, WY; KS, VA, KY; ND, OH); in running text any numbers but right behind a label.
_PRINTED = (
    *("[0-9]{2} [0-9]{3} [0-9]{3}", "[0-9]{2}-[0-9]{3}-[0-9]{3,4}", "[0-9]{4}-[0-9]{2}-[0-9]{4}", "[0-9]{6}-[0-9]{3}"),
    "[A-Za-z][0-9]{2}-(?:[0-9]{2}-[0-9]{4}|[0-9]{3}-[0-9]{3})",
    *("[A-Za-z]{3}-[0-9]{2}-[0-9]{4}", "[A-Za-z]{2} [0-9]{3} [0-9]{3}"),
)

_SOURCES = (
    *(source.replace("{sep}", sep) for sep, sources in _GROUPED.items() for source in (*sources, _THREES)),
    *_JOINED,
)

TOKENS: tuple[bytes, ...] = tuple(source.encode() for source in _SOURCES)
"""Numbers with letters or groups as written in running text, as patterns over bytes, the longest first, without
borders. Each has a run of five digits, or begins, after letters, with groups of 3-3, 3-4 or 4-4 and more digits.
What has less is left to seekers of its own, Kansas's and Washington's with one digit here and there to a column."""

_WRITTEN = later(
    "|".join(
        (
            *_SOURCES,
            *_PRINTED,
            "[A-Za-z0-9*]{1,19}",
            "[Ss][ -]?[0-9]{4}[ -]?[0-9]{4}",
            "[Ss][Aa][ -]?[0-9]{3}[ -]?[0-9]{4}",
        )
    )
)


def written(raw: str) -> bool:
    """Whether a text is written as numbers of licences are: joined, or in groups that are in use.

    Digits in other groups are something else: a telephone number, a date, a Social Security number.

    >>> written("S123-456-78-901-0"), written("617-555-0123"), written("010-94-0001")
    (True, False, False)
    """
    return _WRITTEN.fullmatch(raw) is not None


_CODES = str.maketrans("BFPVCGJKQSXZDTLMNR", "111122222222334556")
_FULL, _INITIAL = frozenset({"FL", "IL", "MD", "MI", "MN", "WI"}), frozenset({"NJ"})
_SINCE_OTHERWISE = frozenset({"MN"})
_PARTICLE = 3  # letters at most: van, de, la, st


def soundex(name: str) -> str:
    """The American Soundex code of a name (National Archives, "The Soundex Indexing System"); "" without letters.

    Letters of one code that H or W parts count once, those that a vowel parts twice.

    >>> soundex("Ashcraft"), soundex("Tymczak"), soundex("Pfister"), soundex("Lee"), soundex("O'Brien")
    ('A261', 'T522', 'P236', 'L000', 'O165')
    """
    letters = [letter for letter in name.upper() if "A" <= letter <= "Z"]
    if not letters:
        return ""
    codes = [letter.translate(_CODES) for letter in letters]
    found, last = letters[0], codes[0]
    for code in codes[1:]:
        if code.isdigit():
            if code != last:
                found += code
            last = code
        elif code not in "HW":
            last = ""
    return found[:4].ljust(4, "0")


def _spellings(surname: str) -> set[str]:
    """A surname as offices file it: as one word, by each of its words, and with a particle or without."""
    words = [word for word in re.split(r"[\s\-]+", surname) if word]
    longer = [word for word in words if len(word) > _PARTICLE] or words
    return {surname, *longer, *words[:1], *words[-1:]}


def agrees(value: str, surname: str, state: str | None) -> bool | None:
    """Whether a number has the Soundex code of a surname: True, or False where it cannot be this person's.

    None: nothing is encoded, or not by all states that it may be of. An initial that fits proves nothing either.

    >>> agrees("L000123456789", "Lee", "FL"), agrees("S530123456789", "Lee", "FL"), agrees("S12345678", "Lee", "MA")
    (True, False, None)
    """
    states = states_of(value)
    if state is not None:
        states &= {state}
    codes = {code for spelling in _spellings(surname) if (code := soundex(spelling))}
    if not states or not codes or not states <= _FULL | _INITIAL:
        return None
    if states <= _INITIAL:
        return None if value[0] in {code[0] for code in codes} else False
    if not value[:1].isalpha():  # ID cards of Illinois have the letter last
        value = value[-1] + value[:-1]
    if value[:4] in codes:
        return True
    return None if states & _SINCE_OTHERWISE else False


def _forms(states: frozenset[str] | None) -> npt.NDArray[np.int64]:
    """The plain shapes of some states as numbers; of all, those that tell without a state."""
    found = {
        (len(signature) << 32) | sum(1 << place for place, one in enumerate(signature) if one == "A")
        for signature, of in _PLAIN.items()
        if (states & of if states is not None else _is_telling(signature))
    }
    return np.array(sorted(found), np.int64)


def _is_telling(signature: str) -> bool:
    if "A" in signature:
        return signature.count("N") >= FEWEST_DIGITS
    return FEWEST_BARE <= len(signature) <= _MOST_BARE


_TELLING = _forms(None)
_OF_STATE = {state: _forms(frozenset({state})) for state in SHAPES}


def fits(
    length: npt.NDArray[np.int64], letters: npt.NDArray[np.int64], state: str | None = None
) -> npt.NDArray[np.bool_]:
    """Whether texts, by length and bit k for a letter at k, have a plain shape that `tells`, or one of a state."""
    return np.isin((length << 32) | letters, _TELLING if state is None else _OF_STATE[state])
