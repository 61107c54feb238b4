r"""Social Security numbers whose zeros in front are lost, as programs write values into logs and texts.

Rule: seven or eight digits right behind a key that says so without doubt, in no quotation marks (a string keeps its
zeros): "'ssn': 10940001" as Python has it, "ssn=10940001", '"ssn" => 10940001' of Ruby, "{ name: 'Ann', ssn: 10940001
}" of JavaScript. Behind a plain "SSN: " in a sentence, which a person wrote, a digit may as well be missing elsewhere.
JSON itself has a rule of its own (see `reference`). Their places are known from the survey.
"""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.detectors import ssn
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import where
from piiscan.matcher.hits import SSN_SHORT, Found, found_of
from piiscan.matcher.patterns import SSN_LABEL
from piiscan.model import Grade

_KEY = 100
"""Bytes before a number in which its key stands, and the object begins that it is a member of."""
_ANY_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_JOINT = re.compile(r"(?:[\"'](?:: ?|=| ?=> ?)|=| => |(?P<bare>: ?))\Z")
"""Between a key and its value."""
_IN_OBJECT = later(r"\{(?:[^{}]*,)?\s?[\w.-]*\Z")
"""What is before the label in a key without quotation marks that a colon follows,"""
_NEXT_MEMBER = later(rb"\s?[,}]")
"""and behind its value."""


def lost_zeros(area: Area) -> list[Found]:
    """The numbers of an area that have lost their zeros."""
    start = area.survey.keyed_short
    if not start.size:
        return []
    end = start + area.survey.keyed_short_lengths
    kept = where(area.labelled(start, end, SSN_LABEL)[0])
    spans = zip(start.take(kept).tolist(), end.take(kept).tolist(), strict=True)
    return found_of(SSN_SHORT, (span for span in spans if _is_one(area, *span)))


def _is_one(area: Area, start: int, end: int) -> bool:
    """Whether such a number stands at [start, end)."""
    if ssn.validate(area.text[start:end].tobytes().decode().zfill(9)) is None:
        return False
    before, behind = (area.text[first:last].tobytes() for first, last in ((start - _KEY, start), (end, end + 2)))
    return _is_keyed(before.translate(_ANY_DIGITS), behind)


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
