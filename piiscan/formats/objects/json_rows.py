"""JSON that is a table: rows without keys below a list of columns, told as the table it is.

Query tools, data frames and open-data sites write {"columns": ["name", "ssn"], "rows": [["Ann Lee", "010-94-0001"]]},
or the titles as the first of the rows, or a row a line. However long the document, a row is decoded by itself.

Rule: rows are a table where their titles are known and one of them may name a number of ours; a list that is no row of
as many values ends it. All else of the document is read as the objects it is, with an empty list in place of rows.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.objects.json_cells import SCALAR, cell_of, is_row, is_title, names_in, tells
from piiscan.formats.objects.json_columns import HEAD, LONG_HEAD, WHOLE, is_by_column, read_by_column
from piiscan.formats.plain.text import SAMPLE, extract_text, open_text
from piiscan.formats.segments.record_table import RecordTable
from piiscan.later import later
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

_ROW = rf"\[\s{{0,64}}{SCALAR}(?:\s{{0,64}},\s{{0,64}}{SCALAR}){{1,4096}}+\s{{0,64}}\]"
_ROWS = later(rf'\[\s{{0,64}}+(?=\[[^"\[\]]{{0,400}}+")(?={_ROW})')  # with a text in it: no coordinates
_ROW_LINES = later(rf"\s{{0,64}}+(?={_ROW}[ \t]*+\r?\n\[)")
_COLUMNS = re.compile(r'"([A-Za-z_. -]{3,24})"\s{0,64}+:\s{0,64}+(?=\[)')
_KEY = 160  # characters of that
_BETWEEN = re.compile(r"[\s,]*+")
_READ = 256 << 10  # bytes at once
_TAIL = 64 << 10  # characters that are kept for what goes on behind them
_LONGEST = 4 << 20  # characters of a row; what is longer is none
_AT_ONCE = 1 << 20  # characters of what is no row, and told together
_MOST_LISTS = 16  # of titles that are remembered
_MOST_WASTED = 4 * _LONGEST
"""Characters that may be decoded and be no row: behind so many nothing is taken for one."""
_DECODERS = codecs.getincrementaldecoder("utf-8")
_DECODER = json.JSONDecoder(strict=False)


def holds_rows(head: str) -> bool:
    """Whether the first part of a JSON document has rows that `extract_json_rows` tells as a table.

    >>> holds_rows('{"cols": ["name", "ssn"], "data": [["Ann Lee", "010-94-0001"]]}'), holds_rows("[[1, 2], [3, 4]]")
    (True, False)
    >>> holds_rows('{"name": {"0": "Ann Lee", "1": "Bob Ray"}, "ssn": {"0": 773010001, "1": 773010002}}')
    True
    """
    if is_by_column(head):
        return True
    if _ROWS.search(head) is None and _ROW_LINES.match(head) is None:
        return len(head) >= LONG_HEAD and any(is_title(found[1]) for found in _COLUMNS.finditer(head))
    return _begins_a_table(io.BytesIO(head.encode("utf-8", "replace")))


def _begins_a_table(stream: BinaryIO) -> bool:
    return any(one.shape is Shape.TABLE for one in _Reader(stream).segments())


def extract_json_rows(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The rows as table segments, a series for each list of them, and the rest in segments of shape OBJECT."""
    opened, _ = open_text(blob, SAMPLE)
    with opened() as stream:
        head = stream.read(WHOLE + 1)
    is_one = len(head) <= WHOLE and is_by_column(head[:HEAD].decode("utf-8", "replace"))
    by_column = read_by_column(head) if is_one else None
    if by_column is not None:
        yield by_column
    elif _begins_a_table(io.BytesIO(head)):
        with opened() as stream:
            yield from _Reader(stream).segments()
    else:
        yield from extract_text(blob, context, Shape.OBJECT)


class _Part(NamedTuple):
    """What was in memory of a document at a time, and the line and column it begins at."""

    text: str
    line: int
    column: int

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of an offset."""
        breaks = self.text.count("\n", 0, at)
        return self.line + breaks, at - self.text.rfind("\n", 0, at) if breaks else self.column + at


class _Row(NamedTuple):
    """A row: its values, and where in which part of the document it begins."""

    values: list[Any]
    part: _Part
    at: int


class _Reader(Struct):
    """A document under way: `text` is what is in memory of it, from `at` on not read yet."""

    stream: BinaryIO
    text: str = ""
    at: int = 0
    _part: _Part = _Part("", 1, 1)
    _ended: bool = False
    _other: Located = field(default_factory=Located)
    _lists: list[list[str]] = field(default_factory=list)  # of titles, the last ones met
    _seen: int = 0  # up to where lists of titles were looked for
    _series: int = 0
    _wasted: int = 0
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=partial(codecs.getincrementaldecoder("utf-8"), "replace")
    )

    def segments(self) -> Iterator[Segment]:
        """The tables of the document, and what is round them."""
        self._more(_READ)
        lines = _ROW_LINES.match(self.text)
        if lines is not None:
            yield from self._table(lines.end())
        while not (self._ended and self.at == len(self.text)):
            found = _ROWS.search(self.text, self.at) if self._wasted < _MOST_WASTED else None
            if found is not None:
                yield from self._table(found.end())
                continue
            to = len(self.text) if self._ended else max(self.at, len(self.text) - _TAIL)
            self._look_for_titles(to)
            self._pass(to)
            if len(self._other.data) >= _AT_ONCE:
                yield from self._told()
            if not self._ended:
                self._more(_READ)
        yield from self._told()

    def _told(self) -> Iterator[Segment]:
        """What was met that is no row."""
        if self._other.data.strip():
            yield Segment(bytes(self._other.data), Shape.OBJECT, self._other.locate)
        self._other = Located()

    def _more(self, size: int) -> None:
        """Read on, and forget what was read."""
        data = self.stream.read(size)
        self._ended = not data
        self.text = self.text[self.at :] + self._decoder.decode(data, final=self._ended)
        self._part = _Part(self.text, *self._part.place(self.at))
        self._seen = max(0, self._seen - self.at)
        self.at = 0

    def _pass(self, to: int) -> None:
        """What stands before a place is no row."""
        part, at, data = self._part, self.at, self.text[self.at : to].encode("utf-8", "replace")
        self._other.add(data, lambda offset: _steps(part, at + len(data[:offset].decode("utf-8", "replace"))))
        self.at = to

    def _look_for_titles(self, end: int) -> None:
        """Take note of the lists of titles that begin before a place."""
        for found in _COLUMNS.finditer(self.text, self._seen, end):
            if is_title(found[1]):
                try:
                    titles = names_in(_DECODER.raw_decode(self.text, found.end())[0])
                except (ValueError, RecursionError):
                    continue
                if titles:
                    self._lists = [*self._lists[1 - _MOST_LISTS :], titles]
        self._seen = max(self._seen, end - _KEY)

    def _table(self, start: int) -> Iterator[Segment]:
        """The rows from a place on, if their titles are known; else nothing, and what stands before them is passed."""
        self._look_for_titles(start)
        self._pass(start)
        try:
            first = _DECODER.raw_decode(self.text, start)[0]  # all of it
        except ValueError:  # something like a number
            return
        listed = next((titles for titles in reversed(self._lists) if len(titles) == len(first)), [])
        own = [] if tells(listed) else names_in(first)
        if tells(listed or own):
            self._series += 1
            yield from self._rows(RecordTable((), self._series, [] if own else listed), own or listed, len(first))

    def _rows(self, table: RecordTable, titles: Sequence[str], width: int) -> Iterator[Segment]:
        places: list[_Row] = []
        while (row := self._row(width)) is not None:
            places.append(row)
            table.put(0, [cell_of(one) for one in row.values])
            for segment in table.full():
                yield _placed(segment, titles, places)
                places = []
        if table.records:
            yield _placed(table.segment(), titles, places)

    def _row(self, width: int) -> _Row | None:
        """The next row, if it is one of so many values: it is read."""
        begun = self._next()
        while begun is not None:
            pending = len(self.text) - begun
            try:
                value, end = _DECODER.raw_decode(self.text, begun)
            except RecursionError:
                self._wasted += pending
                break
            except ValueError:  # no row, or not all of it
                if self._ended or pending > _LONGEST:
                    self._wasted += pending
                    break
                behind = begun - self.at
                self._more(max(_READ, pending))
                begun = behind
                continue
            if is_row(value) and len(value) == width:
                self.at = end
                return _Row(value, self._part, begun)
            self._wasted += end - begun
            break
        return None

    def _next(self) -> int | None:
        """Where the next row begins, behind blanks and a comma; None where none does."""
        while True:
            between = _BETWEEN.match(self.text, self.at)
            end = between.end() if between is not None else self.at
            if end < len(self.text):
                return end if self.text[end] == "[" else None
            if self._ended:
                return None
            self.at = end
            self._more(_READ)


def _placed(segment: Segment, header: Sequence[str], places: Sequence[_Row]) -> Segment:
    """A segment of rows that says at which line and column a number is; where each row begins is in `places`."""
    data = bytes(segment.data)
    above = data.count(b"\x1e") - len(places)  # the titles, where they are no row

    def locate(offset: int) -> Location:
        begins = data.rfind(b"\x1e", 0, offset) + 1
        row = data.count(b"\x1e", 0, begins) - above
        _, part, start = places[max(0, row)]
        cell = data.count(b"\x1f", begins, offset)
        at = _nth(part.text, start, cell) if row >= 0 else start
        into = data[max(begins, data.rfind(b"\x1f", 0, offset) + 1) : offset]
        key = (Step(Axis.KEY, header[cell]),) if cell < len(header) else ()
        return (*_steps(part, at + len(into.decode("utf-8", "replace"))), *key)

    return replace(segment, locate=locate)


def _steps(part: _Part, at: int) -> Location:
    line, column = part.place(at)
    return (Step(Axis.LINE, line), Step(Axis.COLUMN, column))


def _nth(text: str, start: int, which: int) -> int:
    """Where a value of a row begins that is written as JSON from a place on: behind its quote.

    >>> _nth('["Ann Lee", 7, "010-94-0001"]', 0, 2)
    16
    """
    at = start + 1
    for _ in range(which):
        at = _behind(text, _DECODER.raw_decode(text, _behind(text, at))[1])
    at = _behind(text, at)
    return at + (text[at : at + 1] == '"')


def _behind(row: str, at: int) -> int:
    """Where something is written behind blanks and a comma."""
    found = _BETWEEN.match(row, at)
    return at if found is None else found.end()
