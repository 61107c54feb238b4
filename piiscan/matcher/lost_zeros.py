r"""Social Security numbers whose zeros in front are lost, as programs write values into logs and texts.

Rule: seven or eight digits right behind a key that says so without doubt, in no quotation marks (a string keeps its
zeros): "'ssn': 10940001" as Python has it, "ssn=10940001", '"ssn" => 10940001' of Ruby, "{ name: 'Ann', ssn: 10940001
}" of JavaScript. Behind a plain "SSN: " in a sentence, which a person wrote, a digit may as well be missing elsewhere.
JSON itself has a rule of its own (see `reference`). Their places are known from the survey.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from piiscan.detectors import ssn
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher.alike import ANY_DIGITS, forms
from piiscan.matcher.area import Area
from piiscan.matcher.borders import Mask, digits_at, where
from piiscan.matcher.hits import SSN_SHORT, Found
from piiscan.matcher.patterns import SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.model import Grade

_KEY = 100
"""Bytes before a number in which its key stands, and the object begins that it is a member of."""
_JOINT = re.compile(r"(?:[\"'](?:: ?|=| ?=> ?)|=| => |(?P<bare>: ?))\Z")
"""Between a key and its value."""
_IN_OBJECT = later(r"\{(?:[^{}]*,)?\s?[\w.-]*\Z")
"""What is before the label in a key without quotation marks that a colon follows,"""
_NEXT_MEMBER = later(rb"\s?[,}]")
"""and behind its value."""


def lost_zeros(area: Area) -> list[Found]:
    """The numbers of an area that have lost their zeros."""
    start, length = area.survey.keyed_short, area.survey.keyed_short_lengths
    if not start.size:
        return []
    kept = where(area.labelled(start, start + length, SSN_LABEL)[0])
    start, length = start.take(kept), length.take(kept)
    found: list[Found] = []
    for size in (7, 8):
        of_size = start.take(where(length == size))
        keyed = _keyed(area, of_size.take(where(_validates(area, of_size, size))), size)
        if keyed.size:
            found.append((SSN_SHORT, keyed, keyed + size))
    return found


def _validates(area: Area, start: Places, size: int) -> Mask:
    """Whether the digits at the places are those of a number, with its zeros before them."""
    digits = digits_at(area.text, start, list(range(size)))
    return ssn.valid_digits(np.concatenate((np.zeros((9 - size, start.size), np.uint8), digits)))


def _keyed(area: Area, start: Places, size: int) -> Places:
    """Those of some places with a label without doubt right before them. Lines of a log differ by their numbers."""
    alike, alone = forms(area.text, start, _KEY, size + 2)
    kept = [form.places for form in alike if _is_keyed(form.written[:_KEY], form.written[_KEY + size :])]
    for at in alone.tolist():
        before, behind = area.text[at - _KEY : at].tobytes(), area.text[at + size : at + size + 2].tobytes()
        if _is_keyed(before.translate(ANY_DIGITS), behind):
            kept.append(np.array([at], np.int64))
    return np.sort(np.concatenate(kept)) if kept else start[:0]


@lru_cache(maxsize=1 << 10)  # lines of a log differ by their numbers
def _is_keyed(around: bytes, behind: bytes) -> bool:
    """Whether a label without doubt is all of a key right before a number."""
    before = around.decode("latin-1")
    joint = _JOINT.search(before)
    labels = find_labels(before[: joint.start()]) if joint else []
    if not joint or not labels:
        return False
    label = labels[-1]
    if label.kind != ssn.KIND.value or label.grade < Grade.FAIR or label.end != joint.start():
        return False
    if not joint["bare"]:
        return True
    return _IN_OBJECT.search(before, 0, label.start) is not None and _NEXT_MEMBER.match(behind) is not None
