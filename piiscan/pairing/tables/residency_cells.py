"""What labelled cells say of where a person lives (SPEC §4): states and ZIP codes.

A header or key has said what the cell holds, so that a bare code or four digits of a ZIP are enough here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.table import fold
from piiscan.pairing.residence.places import places

MASSACHUSETTS = frozenset(
    ("ma", "mass", "massachusetts", "commonwealthofmassachusetts", "usma", "mamassachusetts")  # folded
)
_CUT_SHORT = frozenset(  # as states were written before they had codes; Miss and Mass are told apart by the header
    """ala ariz ark calif cal colo conn dela fla ill ind kan kans mich minn miss mont neb nebr nev okla ore oreg penn
    penna tenn tex wash wis wisc wva wyo""".split()  # noqa: SIM905 - prose is readable
)


_LONGEST_QUESTION = 120
_ANSWER = later(r"[ \t]*(?:(?:[A-Za-z]?\d{1,2}|[A-Za-z])[.):] *)?([\w-]{2,20})[ \t\r]*")

_WAGES = later(r"(?:^|[ \t])15\.?[ \t]+state\b", re.IGNORECASE)  # box 15 of Form W-2 (SPEC §4)
_ZIP_ALONE = later(r"[ \t]*[0-9]{5}(?:-[0-9]{4})?[ \t\r]*")  # each part of an address in a line of its own
_TAXED = later(r"[ \t]*MA(?![\w.'-])")


class Evidence(NamedTuple):
    """One item: how much it says (`Grade`), for Massachusetts or against, and where it stands."""

    grade: int
    negative: bool
    reason: str
    start: int
    end: int


@lru_cache(maxsize=1 << 10)
def state_evidence(cell: str) -> Evidence | None:
    """What a cell says that its header calls a state. Abroad and other states speak against."""
    folded = fold(cell)
    if folded in MASSACHUSETTS:
        return whole(cell, Grade.STRONG, "ma-state")
    known = places()
    code = folded[2:] if folded.startswith("us") and folded[2:] in known.states else folded
    if code in known.states or folded in _CUT_SHORT:
        return whole(cell, Grade.STRONG, "other-state", negative=True)
    if folded in known.provinces or folded in known.countries:
        return whole(cell, Grade.STRONG, "foreign-address", negative=True)
    return None


@lru_cache(maxsize=1 << 10)
def zip_evidence(cell: str) -> Evidence | None:
    """What a cell says that its header calls a ZIP code.

    Every ZIP of Massachusetts begins with 0, which cells that hold numbers lose: four digits are five, and
    eight are nine (SPEC §4). 055 is an office of the tax authority in Andover, no home.
    """
    text = cell.strip()
    text = text[:-2] if text.endswith(".0") and text[:-2].isdecimal() else text
    digits = text.replace("-", "", 1).replace(" ", "") if re.fullmatch(r"\d{4,5}[- ]?(?:\d{4})?", text) else ""
    if not digits.isascii() or len(digits) not in {4, 5, 8, 9}:
        foreign = re.fullmatch(r"[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d|[A-Za-z]{1,2}\d[\dA-Za-z]? ?\d[A-Za-z]{2}", text)
        return whole(cell, Grade.FAIR, "foreign-address", negative=True) if foreign else None
    return zip_of(digits if len(digits) in {5, 9} else "0" + digits, (0, len(cell)))


def here(grade: int, reason: str, span: tuple[int, int]) -> Evidence:
    """Evidence for Massachusetts."""
    return Evidence(grade, negative=False, reason=reason, start=span[0], end=span[1])


def elsewhere(grade: int, reason: str, span: tuple[int, int]) -> Evidence:
    """Evidence for another place."""
    return Evidence(grade, negative=True, reason=reason, start=span[0], end=span[1])


def whole(cell: str, grade: int, reason: str, *, negative: bool = False) -> Evidence:
    """Evidence that is all of a cell."""
    return Evidence(grade, negative, reason, 0, len(cell))


def zip_of(digits: str, span: tuple[int, int]) -> Evidence | None:
    """What five digits or more say that are known to be a ZIP code."""
    if digits.startswith("055"):
        return here(Grade.WEAK, "ma-zip-office", span)
    state = places().zip_states.get(digits[:3])
    if state is None:
        return None
    return here(Grade.STRONG, "ma-zip", span) if state == "MA" else elsewhere(Grade.STRONG, "other-zip", span)


def answer_evidence(question: str, answer: str) -> Evidence | None:
    """What a line says that the line above it asks for: "What is your ZIP code?", "A3. 02139".

    >>> answer_evidence("Q3. What is your ZIP code?", "A3. 02139").reason, answer_evidence("Town", "02139")
    ('ma-zip', None)
    >>> answer_evidence("15 State  Employer's state ID number", "MA  WTH-10203040").reason  # of Form W-2
    'ma-form'
    """
    if "15" in question and _WAGES.search(question) and (taxed := _TAXED.match(answer)) is not None:
        return here(Grade.FAIR, "ma-form", taxed.span())
    if (state := question.strip()).isupper() and len(state) == len("MA") and _ZIP_ALONE.fullmatch(answer) is not None:
        found = zip_of(answer.strip()[:5], (0, len(answer)))
        return found if places().zip_states.get(answer.strip()[:3]) == state else None
    said = _ANSWER.fullmatch(answer)
    labels = find_labels(question) if said is not None and len(question) <= _LONGEST_QUESTION else []
    if not labels or said is None or question[labels[-1].end :].strip(" \t\r?:.)"):
        return None
    kind = labels[-1].kind
    return zip_evidence(said[1]) if kind == "zip" else state_evidence(said[1]) if kind == "state" else None
