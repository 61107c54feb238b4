"""Fields of a page whose labels stand below their values, as under a line to write on: one line each.

Rule: only where a line with a number has a line of nothing but labels below it, one of which is of such a number, in
the column of the number. Lines of values and of labels in turns are a form, read from its first line of values on; each
becomes "Label: value". Where a line of labels is right above the first one, or one of values right below the last, the
labels may belong to what is below them; and a name that has a number as its value shows that they do. So does a number
become that has its label in brackets behind it, and the lines like it right above. What a number is and where it stands
is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from piiscan.formats.segments.across import has_number
from piiscan.formats.segments.cell_labels import is_label, is_title
from piiscan.formats.segments.stacked import changed, kind_of
from piiscan.later import later
from piiscan.model import Segment

_NUMBER = re.compile(rb"[0-9][0-9]{2}[- .]{0,3}[0-9]{2}[- .]{0,3}[0-9]{2}")  # a set of bytes first: it is sought faster
_CELL = later(rb"[^\s_](?:[^\s_]|_(?=[^\s_])| (?=[^\s_]))*+")
_RULE = later(rb"[\s_]*+|(?=\s*+(?:---|===))[\s=-]*+")
_DRAWN = later(rb"(?:---|===|__)")
_BELOW = later(rb"(?:\n[ \t\r_=-]{0,240}(?=\n)){0,40}+\n([^\n0-9]{1,240})(?![^\n])")
_SIGNS = later(  # who has written on the line above
    r"affiant|notary|notary public|witness|landlord|tenant|owner|agent|claimant|declarant|depositor|guarantor|applicant"
    r"|(?:co-?)?(?:borrower|applicant|tenant|buyer|seller|signer|owner)|plaintiff|defendant|petitioner|respondent"
    r"|(?:petitioner|plaintiff|defendant|tenant|borrower|applicant|owner) [AB]|grantor|grantee|lessee|lessor|principal"
    r"|trustee|executor|guardian|conservator|parent|adjuster|patient|physician|payee|payroll clerk|employee|employer"
    r"|member|participant|student|debtor",
    re.IGNORECASE,
)
_OWN = later(
    r"s\.?s\b|ssn|soc|tax|tin\b|lic|driv|d\.?l\b|card|cc|acc|check|saving|iban|num|no\b|#|id\b|nr\b", re.IGNORECASE
)
_NAME = later(r"\bname\b", re.IGNORECASE)
_OF_NUMBER = later(
    r"\bssn\b|\bsocial security\b|\bsoc\.? sec|(?:licen[cs]e|account|acct|routing|card)\.? ?(?:no\b|num|#|nr)",
    re.IGNORECASE,
)
_OTHER_NAME = later(r"\b(?:street|city|bank|company|employer|institution|school)\b", re.IGNORECASE)
_PLACE = later(r"[^\W\d_].*,? [A-Z]{2},? \d{5}(?:-\d{4})?", re.DOTALL)  # a town, its state and ZIP
_NO_VALUES = frozenset(("field", "label", ""))
_ALSO = later(r"(?:\S+ )?(?:f?ein|tin)|suffix|m\.i\.|apt\.?|maiden|expires|sex|race|age|hgt|wgt", re.IGNORECASE)
_PLAIN = later(rb"[A-Za-z]{0,2}[0-9][0-9 -]{5,20}")
_BRACKETS = later(rb"[ \t]*([^\s()][^\n()]{0,79}) \(([^\n()0-9]{2,60})(\)[ \t\r]*)(?![^\n])")
_ENDS_BRACKET = frozenset((b")", b"\r", b" "))
_WORDS = 9  # blanks in a label at most
_LONGEST, _MOST_CELLS = 240, 8  # bytes and cells of a line of a form
_COLUMN = 14  # bytes: so far apart begin a value and its label at most
_REACH = 40  # lines, either way
_FEWEST = 2  # fields, and digits that stand in no name
_PART = 4  # digits of a number that is told in part
_MOST = 512 << 10  # bytes


class _Line(NamedTuple):
    start: int
    end: int
    cells: tuple[tuple[int, int, str], ...]
    labels: bool

    @property
    def numbered(self) -> bool:
        return any(has_number(text) for _, _, text in self.cells)


class _Pair(NamedTuple):
    values: _Line
    labels: _Line


def signed(segment: Segment) -> Segment:
    """The same segment, with each value behind its label where the labels stand below."""
    data = segment.data
    if len(data) > _MOST or _NUMBER.search(data) is None:
        return segment
    data = bytes(data)
    changes: list[tuple[int, int, bytes]] = []
    done = 0
    seen = 0  # the end of the last line with a number: each is looked at once
    for found in _NUMBER.finditer(data):
        if found.start() < max(done, seen):
            continue
        seen = data.find(b"\n", found.start())
        if seen < 0:
            break
        pairs = _form(data, found.start(), done) if _has_labels(data, seen) else []
        if pairs:
            changes += _changes(data, pairs)
            done = pairs[-1].labels.end
        elif data[seen - 1 : seen] in _ENDS_BRACKET and (braced := _in_brackets(data, found.start(), done)):
            changes += braced
            done = seen
    return changed(segment, data, changes) if changes else segment


def _in_brackets(data: bytes, at: int, done: int) -> list[tuple[int, int, bytes]]:
    """What becomes of a number with its label in brackets behind it, and of such lines right above: a form of them."""
    changes: list[tuple[int, int, bytes]] = []
    start = data.rfind(b"\n", 0, at) + 1
    while start >= done and (line := _BRACKETS.match(data, start)) is not None:
        label = line[2].decode("utf-8", "replace")
        if not changes and not (_OF_NUMBER.search(label) and _PLAIN.fullmatch(line[1])):
            return []
        changes[:0] = [(line.start(1), line.start(1), f"{label}: ".encode()), (line.end(1), line.end(3), b"")]
        if not start:
            break
        start = data.rfind(b"\n", 0, start - 1) + 1
    return changes if len(changes) > _FEWEST else []


def _has_labels(data: bytes, end: int) -> bool:
    """Whether the next line with something on it may be one of labels, of which one is of a number."""
    below = _BELOW.match(data, end)
    return below is not None and _OWN.search(below[1].decode("latin-1")) is not None


def _form(data: bytes, at: int, done: int) -> list[_Pair]:
    """The lines of values with their labels round a number, [] where it stands in no such form."""
    start = max(data.rfind(b"\n", 0, at) + 1, done)
    values = _line(data, start)
    if values is None or values.labels or not values.numbered:
        return []
    labels = next(_down(data, values.end), None)
    if labels is None or not labels.labels or not _is_own(_Pair(values, labels)):
        return []
    pairs = [_Pair(values, labels)]
    for below, label in _by_two(_down(data, labels.end)):
        if below.labels or not label.labels:
            break
        pairs.append(_Pair(below, label))
    above = list(_up(data, start, done))
    for label, value in _by_two(iter(above)):
        if value.labels or not label.labels:
            break
        pairs.insert(0, _Pair(value, label))
    while len(pairs) > 1 and pairs[-1].values.start > start and not _fields(pairs[-1]):
        pairs.pop()  # whose columns nobody can tell
    while len(pairs) > 1 and pairs[0].values.start < start and not _fields(pairs[0]):
        pairs.pop(0)
    return pairs if _is_form(data, pairs, done) else []


def _is_form(data: bytes, pairs: Sequence[_Pair], done: int) -> bool:
    if sum(len(pair.values.cells) for pair in pairs) < _FEWEST or not all(map(_fits, pairs)):
        return False
    first, last = pairs[0], pairs[-1]
    if any(b"__" in data[one.values.start : one.labels.start] for one in pairs):
        return True
    above, below = next(_up(data, first.values.start, done), None), next(_down(data, last.labels.end), None)
    over = above is not None and above.labels and len(above.cells) >= len(first.values.cells)
    if not over and all(_is_under_rule(data, one.labels.start) for one in pairs):
        return not _is_under_rule(data, first.values.start)
    under = below is not None and not below.labels and len(below.cells) > 1
    alone = below is not None and not below.labels and len(last.labels.cells) == len(below.cells) == 1
    return not (over or under or (alone and not _are_below(pairs, below)))


def _are_below(pairs: Sequence[_Pair], last: _Line | None) -> bool:
    """Whether labels cannot be of the values below them: a name would have a number, or a number none."""
    under = [*(pair.values for pair in pairs[1:]), last]
    return any(
        _contradicts(label, value)
        for pair, values in zip(pairs, under, strict=True)
        if values is not None and len(values.cells) == len(pair.labels.cells)
        for (_, _, label), (_, _, value) in zip(pair.labels.cells, values.cells, strict=True)
    )


def _is_under_rule(data: bytes, start: int) -> bool:
    """Whether the line right above the one that begins at a place is drawn, to write on or between rows."""
    above = data.rfind(b"\n", 0, max(0, start - 1)) + 1
    return _DRAWN.search(data, above, start) is not None and _RULE.fullmatch(data, above, start) is not None


def _fits(pair: _Pair) -> bool:
    """Whether no value contradicts its label: a name has no number, and a number of ours one."""
    fields = _fields(pair)
    return bool(fields) and not any(_contradicts(label, value) for label, (_, _, value) in fields)


def _contradicts(label: str, value: str) -> bool:
    half = len(label) // 2
    if label[:half] == label[half + 1 :]:
        return True  # "Name Name": of two persons, whose columns nothing parts any more
    digits = _digits(value)
    if _OF_NUMBER.search(label):
        return digits < _PART or _PLACE.fullmatch(value) is not None
    return digits >= _FEWEST and _NAME.search(label) is not None and not _OTHER_NAME.search(label)


def _is_own(pair: _Pair) -> bool:
    return any(has_number(value) and _OWN.search(label) for label, (_, _, value) in _fields(pair))


def _fields(pair: _Pair) -> list[tuple[str, tuple[int, int, str]]]:
    """Each value with the label below it, by their order if they are as many, else by where they begin."""
    values, labels = pair.values.cells, pair.labels.cells
    if len(values) == len(labels):
        return [(label[2], value) for label, value in zip(labels, values, strict=True)]
    found: list[tuple[int, tuple[int, int, str]]] = []
    for value in values:
        at = value[0] - pair.values.start
        nearest = min(range(len(labels)), key=lambda index: abs(labels[index][0] - pair.labels.start - at))
        if abs(labels[nearest][0] - pair.labels.start - at) > _COLUMN:
            return []
        if found and found[-1][0] == nearest and not (has_number(value[2]) or has_number(found[-1][1][2])):
            first = found.pop()[1]  # "Ann   Lee" over the label of both
            found.append((nearest, (first[0], value[1], f"{first[2]} {value[2]}")))
        else:
            found.append((nearest, value))
    return [(labels[index][2], value) for index, value in found] if len(dict(found)) == len(found) else []


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def _by_two(lines: Iterator[_Line]) -> Iterator[tuple[_Line, _Line]]:
    return zip(lines, lines, strict=False)


def _down(data: bytes, at: int) -> Iterator[_Line]:
    """The lines below a place, without blank ones and those to write on, up to one that is of no form."""
    for _ in range(_REACH):
        at = data.find(b"\n", at) + 1
        if not at:
            return
        line = _line(data, at)
        if line is not None:
            if not line.cells:
                return
            yield line


def _up(data: bytes, at: int, low: int) -> Iterator[_Line]:
    for _ in range(_REACH):
        if at <= low:
            return
        at = data.rfind(b"\n", low, at - 1) + 1 or low
        line = _line(data, at)
        if line is not None:
            if not line.cells:
                return
            yield line


def _line(data: bytes, start: int) -> _Line | None:
    """The line that begins at a place; None if nothing is written on it, and without cells if it is of no form."""
    end = data.find(b"\n", start)
    end = end if end >= 0 else len(data)
    if _RULE.fullmatch(data, start, end) is not None:
        return None
    if end - start > _LONGEST:
        return _Line(start, end, (), labels=False)
    cells = tuple(
        (cell.start(), cell.end(), cell[0].decode("utf-8", "replace")) for cell in _CELL.finditer(data, start, end)
    )
    titles = _are_labels([text.strip("* ") for _, _, text in cells])
    titles = titles or (bool(cells) and all(_SIGNS.fullmatch(text) for _, _, text in cells))
    field = not titles and any(kind_of(text) in _NO_VALUES for _, _, text in cells if not text[0].isdigit())
    return _Line(start, end, () if field or len(cells) > _MOST_CELLS else cells, labels=titles)


def _are_labels(cells: Sequence[str]) -> bool:
    """Whether all cells of a line may be labels, and half of them are.

    >>> _are_labels(["Driver's License Number", "State Issued", "Expires"]), _are_labels(["Ann Lee", "Sister", "B"])
    (True, False)
    """
    if any(_digits(cell) or cell.endswith(":") or cell.count(" ") > _WORDS for cell in cells):
        return False
    return 2 * sum(map(_is_label, cells)) >= len(cells)


def _is_label(cell: str) -> bool:
    """Whether a cell reads like a label, be it because brackets say that it is none of the values."""
    if is_title(cell) or _ALSO.fullmatch(cell) is not None:
        return True
    return cell[:1] == "(" and cell[-1:] == ")" and is_label(cell)


def _changes(data: bytes, pairs: Sequence[_Pair]) -> Iterator[tuple[int, int, bytes]]:
    """The label before each value, and each field on a line of its own; those of several persons beside each other."""
    last = -1
    fields = [_fields(pair) for pair in pairs]
    several = {len(some) for some in fields if len(some) > len({label for label, _ in some})}
    for some in fields:
        for index, (label, (start, end, _)) in enumerate(some):
            named = f"{label.strip('*').strip()}: ".encode()
            between = b"    " if index and len(some) in several else b"\n"
            if last < 0:
                begin = start - len(head := data[pairs[0].values.start : start]) + len(head.rstrip(b"_"))
                yield begin, start, named
            else:
                yield last, start, between + named
            last = end
    yield last, pairs[-1].labels.end, b""
