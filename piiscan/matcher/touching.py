"""Numbers that touch the label of the next field (SSN:010940001DOB:), in text of forms whose blanks are lost.

Rule: a label in front that a colon or # parts from the number and nothing else, and right behind it the name of another
field, in capitals, all of it a phrase of the lexicon, with a colon. So "SSN:010940001A" is none, nor a code that begins
like one. The label in front may touch the value of the field before it ("19700101SSN:010940001"). And nine digits that
a slash parts from SOC or SSN in capitals, as a field of a message ("SOC/010940001"), whatever follows. Social Security
numbers and licenses of Massachusetts; their places are known from the survey, which wants no border behind them.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from piiscan.detectors import drivers_license, ssn
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher.alike import ANY_DIGITS
from piiscan.matcher.area import Area
from piiscan.matcher.borders import (
    CAPITAL,
    DIGIT,
    IN_WORD,
    SSN_DIGITS,
    Mask,
    Text,
    digits_at,
    free_after,
    free_before,
    table,
    where,
)
from piiscan.matcher.hits import LICENSE, SSN_BARE, SSN_DELIMITED, Found, found_of
from piiscan.matcher.shapes import Places
from piiscan.matcher.value import LOOSE, SSN, Kinds, ends_as_label

_PARTING = table(b":#")
_BLANK, _COLON, _S, _N, _SLASH = b" :SN/"
_SLASHED = (b"SOC", b"SSN")  # NCIC Code Manual: codes of message fields
_REACH = 40
"""Bytes before a number and behind it in which the labels stand."""
_FRONT = later(r"(?:#|.[:#]) ?\Z")
"""From the last sign of a label, which may be one of these, up to the number."""
_FIELD = later(r"([A-Z]{2,}(?:[ /_'-][A-Z]{1,12}){0,3})\.? ?:")
_OF_SSN = (SSN_DELIMITED, SSN_BARE)
_VALIDATE = {SSN_DELIMITED: ssn, SSN_BARE: ssn, LICENSE: drivers_license}


def touching(area: Area) -> list[Found]:
    """Such numbers of an area."""
    survey = area.survey
    found: list[Found] = []
    for kind, start, end, tails in (
        (SSN_DELIMITED, survey.ssn, survey.ssn + 11, SSN),
        (SSN_BARE, survey.nine, survey.nine + 9, SSN),
        (LICENSE, survey.lettered_eight - 1, survey.lettered_eight + 8, LOOSE),
        (LICENSE, survey.lettered_seven - 2, survey.lettered_seven + 7, LOOSE),
    ):
        touched = start.take(where(CAPITAL.take(area.text.take(end)))) if start.size else start
        length = int(end[0] - start[0]) if touched.size else 0
        touched = touched.take(where(_may_be_one(area.text, touched, length))) if kind in _OF_SSN else touched
        if touched.size:
            found += _behind_labels(area, kind, touched, touched + length, tails)
    if survey.nine.size:
        found += _behind_slash(area, survey.nine)
    return found + _behind_touching(area, survey.nine_value) if survey.nine_value.size else found


def _behind_labels(area: Area, kind: int, start: Places, end: Places, tails: Kinds) -> list[Found]:
    """Those at some places that stand between two labels."""
    text = area.text
    at = start - 1
    at -= text.take(at) == _BLANK
    named = _PARTING.take(text.take(at)) & free_before(text, start)
    named &= ends_as_label(text, at - 1, tails) | _ends_touching(text, at - 1)
    spans = zip(start.take(where(named)).tolist(), end.take(where(named)).tolist(), strict=True)
    return found_of(kind, (span for span in spans if _is_one(area, kind, *span)))


def _behind_touching(area: Area, start: Places) -> list[Found]:
    """Of nine digits that nothing touches those whose label touches digits."""
    colon = where(area.text.take(start - 1) == _COLON)
    start = start.take(colon)
    start = start.take(where(_ends_touching(area.text, start - 2)))
    spans = ((first, first + 9) for first in start.tolist())
    return found_of(SSN_BARE, (span for span in spans if _validates(area, SSN_BARE, *span)))


def _behind_slash(area: Area, start: Places) -> list[Found]:
    """Of nine digits those that a slash parts from the code of their field, as the police's messages have it: SOC/."""
    text = area.text
    start = start.take(where((text.take(start - 1) == _SLASH) & free_after(text, start + 9)))
    if start.size:
        start = start.take(where((text.take(start - 4) == _S) & ~IN_WORD.take(text.take(start - 5))))
    start = start.take(where(_may_be_one(text, start, 9)))
    spans = ((first, first + 9) for first in start.tolist() if area.text[first - 4 : first - 1].tobytes() in _SLASHED)
    return found_of(SSN_BARE, (span for span in spans if _validates(area, SSN_BARE, *span)))


def _may_be_one(text: Text, start: Places, length: int) -> Mask:
    """Whether the digits of so long a number are those of a Social Security number."""
    if not start.size:
        return np.zeros(0, dtype=np.bool_)
    return ssn.valid_digits(digits_at(text, start, SSN_DIGITS[length]))


def _ends_touching(text: Text, end: Places) -> Mask:
    """Whether SSN, with a digit before it, ends with the byte at each of the places."""
    ends: Mask = text.take(end) == _N
    ends &= (text.take(end - 1) == _S) & (text.take(end - 2) == _S) & DIGIT.take(text.take(end - 3))
    return ends


def _is_one(area: Area, kind: int, start: int, end: int) -> bool:
    """Whether a number of a kind stands at [start, end), between two labels."""
    around = (area.text[first:last].tobytes() for first, last in ((start - _REACH, start), (end, end + _REACH)))
    return _validates(area, kind, start, end) and _is_between(_VALIDATE[kind].KIND.value, *map(_without_digits, around))


def _validates(area: Area, kind: int, start: int, end: int) -> bool:
    return _VALIDATE[kind].validate(area.text[start:end].tobytes().decode("latin-1")) is not None


def _without_digits(around: bytes) -> str:
    return around.translate(ANY_DIGITS).decode("latin-1")


@lru_cache(maxsize=1 << 10)  # records differ by their numbers
def _is_between(kind: str, before: str, behind: str) -> bool:
    """Whether a label of a kind ends right before a number, and the name of a field begins right behind it."""
    field = _FIELD.match(behind)
    if field is None:
        return False
    next_one, own = find_labels(behind)[:1], find_labels(before)[-1:]
    named = bool(next_one) and next_one[0].start == 0 and next_one[0].end >= field.end(1)
    return named and bool(own) and own[0].kind == kind and _FRONT.match(before, own[0].end - 1) is not None
