"""Words for a part of a name that are labels only by what stands beside them: "Last: Lee  First: Ann  MI: B"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.labels import Label
from piiscan.later import later

_ANY_CASE = re.ASCII | re.IGNORECASE  # without the first the dotless i and the long s are an i and an s
_PART = later(
    r"(?:^|\t|  |[|;,/({&?]|[ ](?=[a-z]{2,6}[:=][^\s:=]))[ \t]*"
    r"(last|family|first|given|middle|m\.?i\.?|initial|suffix)(?=[ \t]?[:=])",
    _ANY_CASE,
)
_PART_BESIDE = later(r" (Last|First|Given|Middle|M\.?I\.?|Initial|Suffix)(?=:)")  # of a form whose blanks are lost
_PART_WORDS = ("last", "family", "first", "given", "middle", "mi", "m.i", "initial", "suffix")
_PART_ENDS = tuple(f"{end}{sign}" for end in (*_PART_WORDS, "mi.", "m.i.") for sign in (":", " :", "\t:", "=", " ="))
_KEY_PART = later(  # CONTACT_FIRST=Dana, export APP_USER_LAST="Lee", owner.first: Ann
    r"^[ \t]*(?:export[ \t]+)?(?:[a-z\d]+[_.-])*(last|family|first|given|middle|m\.?i\.?)(?=[ \t]?[=:])", _ANY_CASE
)
_PARTS = {"last": "name.surname", "family": "name.surname", "first": "name.given", "given": "name.given"}
_PARTS |= dict.fromkeys(("middle", "mi", "initial", "suffix"), "name.middle")
_START = attrgetter("start")


def with_parts(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, and words for a part of a name only before a colon, or as the end of a key before "="."""
    said = text.lower()
    if not any(map(said.__contains__, _PART_WORDS)):  # soon seen, and so it is of most lines
        return sorted(labels, key=_START) if len(labels) > 1 else labels
    if any(map(said.__contains__, _PART_ENDS)):
        _add(labels, _PART.finditer(text))
        if any(label.kind in NAME_HALVES for label in labels):
            _add(labels, _PART_BESIDE.finditer(text))
    _add(labels, _KEY_PART.finditer(text))
    return sorted(labels, key=_START) if len(labels) > 1 else labels


def _add(labels: list[Label], found: Iterable[re.Match[str]]) -> None:
    """Put in the words found that are no part of a label that is known."""
    for match in found:
        start, end = match.span(1)
        if all(end <= label.start or label.end <= start for label in labels):
            labels.append(Label(_PARTS[match[1].lower().replace(".", "")], start, end, 2, veto=False))
