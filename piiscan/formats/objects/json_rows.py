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
from piiscan.formats.objects.json_cells import SCALAR, cell_of, is_title, names_in, tells
from piiscan.formats.objects.json_columns import HEAD, LONG_HEAD, WHOLE, is_by_column, read_by_column
from piiscan.formats.objects.json_places import nth
from piiscan.formats.objects.json_wrapped import WRAPPED, begins, cells_of, keys_beside, width_of
from piiscan.formats.plain.text import SAMPLE, extract_text, open_text
from piiscan.formats.segments.record_table import RecordTable
from piiscan.later import later
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

_ROW = rf"\[\s{{0,64}}{SCALAR}(?:\s{{0,64}},\s{{0,64}}{SCALAR}){{1,4096}}+\s{{0,64}}\]"
_ROWS = later(  # with a text in it: no coordinates
    rf'\[\s{{0,64}}+(?:(?=\[[^"\[\]]{{0,400}}+")(?={_ROW})|(?=\{{|\[\s{{0,64}}+\{{)(?={WRAPPED}))'
)
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
    if not _shows_rows(head):
        return len(head) >= LONG_HEAD and any(is_title(found[1]) for found in _COLUMNS.finditer(head))
    return _begins_a_table(head.encode("utf-8", "replace")) or len(head) >= LONG_HEAD  # its titles stand behind them


def _shows_rows(head: str) -> bool:
    return _ROWS.search(head) is not None or _ROW_LINES.match(head) is not None


def _may_begin_a_table(head: bytes) -> bool:
    """Whether titles are seen early or late: of rows at the beginning that have none, only the end can tell."""
    early = head[:HEAD]
    return not _shows_rows(early.decode("utf-8", "replace")) or _begins_a_table(early) or bool(_titles_behind(head))


def _begins_a_table(head: bytes) -> bool:
    return any(one.shape is Shape.TABLE for one in _Reader(io.BytesIO(head), _titles_behind(head)).segments())


def _titles_behind(head: bytes) -> list[list[str]]:
    """The lists of titles in the last part of what is seen of a document."""
    text = head[-_TAIL:].decode("utf-8", "replace")
    return list(_titles_in(text, 0, len(text)))[-_MOST_LISTS:]


def extract_json_rows(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The rows as table segments, a series for each list of them, and the rest in segments of shape OBJECT."""
    opened, _ = open_text(blob, SAMPLE)
    with opened() as stream:
        head = stream.read(WHOLE + 1)
    is_one = len(head) <= WHOLE and is_by_column(head[:HEAD].decode("utf-8", "replace"))
    by_column = read_by_column(head) if is_one else None
    if by_column is not None:
        yield by_column
    elif _may_begin_a_table(head) and _begins_a_table(head):
        with opened() as stream:
            yield from _Reader(stream, _titles_behind(head)).segments()
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
    """A row: as it was decoded, and where in which part of the document it begins."""

    value: Any
    part: _Part
    at: int


class _Value(NamedTuple):
    """Something that was decoded, and where in the text it begins and ends."""

    value: Any
    at: int
    end: int


class _Reader(Struct):
    """A document under way: `text` is what is in memory of it, from `at` on not read yet.

    `behind`: the lists of titles in its last part, for rows that stand before theirs.
    """

    stream: BinaryIO
    behind: Sequence[list[str]] = ()
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
        self._lists = [*self._lists, *_titles_in(self.text, self._seen, end)][-_MOST_LISTS:]
        self._seen = max(self._seen, end - _KEY)

    def _table(self, start: int) -> Iterator[Segment]:
        """The rows from a place on, if their titles are known; else nothing, and what stands before them is passed."""
        self._look_for_titles(start)
        self._pass(start)
        begun = self._value(start)
        if begun is None or not begins(begun.value):
            return
        first, beside = cells_of(begun.value), keys_beside(begun.value)
        width = len(first) - bool(beside)
        listed = self._titles(width, self._lists)
        own = [] if tells(listed) else names_in(first[:width])
        if not tells(listed or own):
            listed, own = self._titles(width, self.behind), []
        if tells(listed or own):
            self._series += 1
            titles = [*(own or listed), *beside]
            table = RecordTable((), self._series, [] if own and not beside else titles)  # its own row has none beside
            yield from self._rows(table, titles, width)

    def _titles(self, width: int, lists: Sequence[list[str]]) -> list[str]:
        """The last of some lists of titles that is one of so many."""
        return next((titles for titles in reversed(lists) if len(titles) == width), [])

    def _rows(self, table: RecordTable, titles: Sequence[str], width: int) -> Iterator[Segment]:
        places: list[_Row] = []
        while (row := self._row(width)) is not None:
            places.append(row)
            table.put(0, [cell_of(one) for one in cells_of(row.value, titles[width:])])
            for segment in table.full():
                yield _placed(segment, titles, places)
                places = []
        if table.records:
            yield _placed(table.segment(), titles, places)

    def _row(self, width: int) -> _Row | None:
        """The next row, if it is one of so many values: it is read."""
        begun = self._next()
        row = None if begun is None else self._value(begun)
        if row is None:
            return None
        if width_of(row.value) != width:
            self._wasted += row.end - row.at
            return None
        self.at = row.end
        return _Row(row.value, self._part, row.at)

    def _value(self, at: int) -> _Value | None:
        """What is written from a place on, read on as far as need be; None if it is nothing, or is too long."""
        while True:
            pending = len(self.text) - at
            try:
                value, end = _DECODER.raw_decode(self.text, at)
            except (ValueError, RecursionError) as reason:  # nothing, or not all of it
                if self._ended or pending > _LONGEST or isinstance(reason, RecursionError):
                    self._wasted += pending
                    return None
                behind = at - self.at
                self._more(max(_READ, pending))
                at = behind
                continue
            return _Value(value, at, end)

    def _next(self) -> int | None:
        """Where the next row begins, behind blanks and a comma; None where none does."""
        while True:
            between = _BETWEEN.match(self.text, self.at)
            end = between.end() if between is not None else self.at
            if end < len(self.text):
                return end if self.text[end] in "[{" else None
            if self._ended:
                return None
            self.at = end
            self._more(_READ)


def _titles_in(text: str, start: int, end: int) -> Iterator[list[str]]:
    """The lists of titles that begin in a part of a text."""
    for found in _COLUMNS.finditer(text, start, end):
        if is_title(found[1]):
            try:
                titles = names_in(_DECODER.raw_decode(text, found.end())[0])
            except (ValueError, RecursionError):
                continue
            if titles:
                yield titles


def _placed(segment: Segment, header: Sequence[str], places: Sequence[_Row]) -> Segment:
    """A segment of rows that says at which line and column a number is; where each row begins is in `places`."""
    data = bytes(segment.data)
    above = data.count(b"\x1e") - len(places)  # the titles, where they are no row

    def locate(offset: int) -> Location:
        begins = data.rfind(b"\x1e", 0, offset) + 1
        row = data.count(b"\x1e", 0, begins) - above
        _, part, start = places[max(0, row)]
        cell = data.count(b"\x1f", begins, offset)
        at = nth(part.text, start, cell) if row >= 0 else start
        into = data[max(begins, data.rfind(b"\x1f", 0, offset) + 1) : offset]
        key = (Step(Axis.KEY, header[cell]),) if cell < len(header) else ()
        return (*_steps(part, at + len(into.decode("utf-8", "replace"))), *key)

    return replace(segment, locate=locate)


def _steps(part: _Part, at: int) -> Location:
    line, column = part.place(at)
    return (Step(Axis.LINE, line), Step(Axis.COLUMN, column))
