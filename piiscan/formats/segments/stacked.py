"""Fields of a page whose values stand below their labels, or that are parted by lines nobody sees: one line each.

Rule: only near a number that stands alone in its line, or in a field with blank lines round it. Lines of labels and of
values in turns are fields, each "Label: value"; where two labels or two values follow each other nobody can tell which
belong together, and they are left as they are. Between fields there is a blank line only where there is more space than
between most. What a number is and where it stands is not changed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from msgspec.structs import replace

from piiscan.formats import kernel
from piiscan.formats.segments.across import FEWEST_DIGITS
from piiscan.formats.segments.cell_labels import is_title
from piiscan.formats.segments.stacked_rows import content_of, rows_above
from piiscan.later import later
from piiscan.model import Location, Segment, Shape

_OWN = later(
    rb"s\.?s\b|ssn|soc|tax|tin\b|lic|driv|d\.?l\b|card|cc|acc|check|saving|iban|num|no\b|#|id\b|nr\b", re.IGNORECASE
)
_FIELD = later(r"([^:\n]{1,59}?)(?:[ \t]*:[ \t]*| {1,8})(?=[^\s:])")
_BLANKS, _OF_NUMBERS = b" \t\r", b"0123456789 -."
_LETTERS, _PREFIX = range(0x41, 0x80), 2  # before the digits
_LONGEST_FIELD = 64  # bytes
_APART = 400  # bytes between a label and its value
_REACH = 4000  # bytes either way that are looked at
_MOST = 120  # lines
_LONGEST = 120  # characters of a value
_FEWEST = 2  # fields
_SHORT = 3  # characters of a value that has no label that is known: an initial, a state
_FEW = 4  # words of a label that no colon ends
_VALUE = later(r"[0-9]{3}|[0-9][-/][0-9]|@")


class _Line(NamedTuple):
    start: int  # without the blanks beside it
    end: int
    kind: str  # as of `kind_of`


def unstacked(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The same segments, with the fields in their texts one in each line."""
    for segment in segments:
        yield _of(segment) if segment.shape is Shape.PROSE else segment


def _of(segment: Segment) -> Segment:
    data = bytes(segment.data)
    changes: list[tuple[int, int, bytes]] = []  # what becomes what
    done = 0
    for start in (kernel.number_lines or number_lines)(data):
        if start < done:
            continue
        table, done = rows_above(data, start, done)
        changes += table
        if not table and _is_labelled(data, start, done):
            lines, done = _lines(data, start, done)
            changes += _changes(data, lines)
    return changed(segment, data, changes) if changes else segment


def number_lines(data: bytes) -> list[int]:
    """Where the lines begin that are a number, or short, and end in one above a blank line. `_kernel.c` has it, too."""
    found: list[int] = []
    at = 0
    lines = data.split(b"\n")
    for index, raw in enumerate(lines):
        line = raw.strip(_BLANKS)
        before = line.rstrip(_OF_NUMBERS)
        number = line[len(before) :]
        if (
            number[-1:].isdigit()
            and len(line) <= _LONGEST_FIELD
            and len(number.translate(None, b" -.")) >= FEWEST_DIGITS
        ):
            alone = len(before) <= _PREFIX and all(_LETTERS.start <= sign < _LETTERS.stop for sign in before)
            if alone or (index + 2 < len(lines) and not lines[index + 1].strip(_BLANKS)):
                found.append(at)
        at += len(raw) + 1
    return found


def _is_labelled(data: bytes, start: int, done: int) -> bool:
    """Whether a line, or the one above it, has a word of the labels of numbers."""
    end = data.find(b"\n", start)
    line = data[start : end if end >= 0 else None].strip()
    if len(line.rstrip(_OF_NUMBERS)) > _PREFIX:
        return _OWN.search(line) is not None
    low = max(done, start - _APART)
    above = data[low:start].rstrip()
    above = above[above.rfind(b"\n") + 1 :].lstrip()
    return len(above) <= _LONGEST_FIELD and _OWN.search(above) is not None


def _lines(data: bytes, at: int, done: int) -> tuple[list[_Line], int]:
    """The lines round the one that begins at a place, behind what is done, up to one that is of no form.

    And where they end.
    """
    lines: list[_Line] = []
    start, low = at, max(done, at - _REACH)
    while start > low and len(lines) < _MOST:
        end = start - 1
        start = data.rfind(b"\n", low, end) + 1 or low
        if (line := _line(data, start, end)) is not None:
            if not line.kind:
                break
            lines.append(line)
    lines.reverse()
    most = len(lines) + _MOST
    high = min(len(data), at + _REACH)
    while at < high and len(lines) < most:
        end = data.find(b"\n", at, high)
        end = end if end >= 0 else high
        if (line := _line(data, at, end)) is not None:
            if not line.kind:
                break
            lines.append(line)
        at = end + 1
    return lines, at


def _line(data: bytes, start: int, end: int) -> _Line | None:
    """What a line is; None if it is blank."""
    begin, content = content_of(data, start, end)
    return _Line(begin, begin + len(content), kind_of(content.decode("utf-8", "replace"))) if content else None


@lru_cache(maxsize=1 << 10)  # the labels of the fields of one person are those of the next
def kind_of(text: str) -> str:
    """Whether a line is a "label", a "value" for sure, a "field" with both, "open" or, if it is long, "".

    >>> [kind_of(text) for text in ("First name", "010-94-0001", "Ann", "SSN: 010-94-0001", "Name Ann Lee", "x " * 99)]
    ['label', 'value', 'open', 'field', 'field', '']
    """
    if len(text) > _LONGEST or (text[-1] in ".!?" and text.count(" ") > _FEW):
        return ""
    if is_title(text):
        return "label"
    found = _FIELD.match(text)
    if found is not None and is_title(found[1]):
        return "field"
    words = text.split(None, _FEW)
    if any(is_title(" ".join(words[:count])) for count in range(1, min(len(words), _FEW + 1))):
        return "field"
    return "value" if _VALUE.search(text) else "open"


def _fields(lines: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """The fields among lines: the label and the value of each, which may be one line."""
    fields: list[tuple[_Line, _Line]] = []
    kinds = [*(line.kind for line in lines), "", "", ""]
    at = 0
    while at < len(lines):
        kind, after, then, last = kinds[at : at + 4]
        follows = bool(fields) and fields[-1][1] is lines[at - 1]
        if kind == "field":
            fields.append((lines[at], lines[at]))
        elif (kind == "label" or (kind == "open" and follows)) and _is_value(
            lines[at + 1 :], kind, (after, then, last if follows else then)
        ):
            fields.append((lines[at], lines[at + 1]))
            at += 1
        at += 1
    return fields


def _is_value(lines: Sequence[_Line], kind: str, after: tuple[str, str, str]) -> bool:
    """Whether the first of the lines behind a label is its value; below it is another label, or a heading above one."""
    value, then, last = after
    if kind == "open":
        sure = value == "value" or (value == "open" and then in {"label", "field"} and _size(lines[0]) <= _SHORT)
    else:
        sure = value in {"value", "open"}
    return (
        sure
        and then != "value"
        and (then != "open" or last != "open" or any(_size(line) <= _SHORT for line in lines[2:3]))
    )


def _size(line: _Line) -> int:
    return line.end - line.start


def _changes(data: bytes, lines: Sequence[_Line]) -> Iterator[tuple[int, int, bytes]]:
    """What is to be put for the text between labels and values, and between one field and the next."""
    fields = _fields(lines)
    if len(fields) < _FEWEST:
        return
    place = {line.start: number for number, line in enumerate(lines)}
    gaps = [
        data.count(b"\n", one[1].end, other[0].start) if place[one[1].start] + 1 == place[other[0].start] else 0
        for one, other in pairwise(fields)
    ]
    least = min(filter(None, gaps), default=1)
    for (label, value), gap, following in zip_longest(fields, gaps, fields[1:]):
        if label is not value:
            end = label.start + len(data[label.start : label.end].rstrip(b": \t*"))
            yield end, value.start, b": "
        if gap and least > 1:
            yield value.end, following[0].start, b"\n" if gap == least else b"\n\n"


def changed(segment: Segment, data: bytes, changes: list[tuple[int, int, bytes]]) -> Segment:
    """A segment with some stretches of its text replaced, in order; what is left is where it was."""
    parts: list[bytes] = []
    ours, theirs = [0], [0]  # where pieces begin, in the new text and in the old
    size = at = 0
    for start, end, text in changes:
        parts += [data[at:start], text]
        size += start - at + len(text)
        ours.append(size)
        theirs.append(end)
        at = end
    parts.append(data[at:])

    def there(offset: int) -> int:
        piece = bisect_right(ours, offset) - 1
        after = theirs[piece + 1] if piece + 1 < len(theirs) else len(data)
        return min(theirs[piece] + offset - ours[piece], after)

    def here(offset: int) -> int:
        piece = bisect_right(theirs, offset) - 1
        following = ours[piece + 1] if piece + 1 < len(ours) else size + len(data) - at
        return min(ours[piece] + offset - theirs[piece], following)

    def locate(offset: int) -> Location:
        return segment.locate(there(offset))

    start = here(segment.start) if segment.start else 0  # a label before the first value is of the text, too
    end = segment.end if segment.end < 0 else here(segment.end)
    return replace(segment, data=b"".join(parts), locate=locate, start=start, end=end)
