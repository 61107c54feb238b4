"""Fixed-width records: columns that stand at the same place in every line, as in extracts of old systems.

Rule: a layout beside the file says where the columns are, else `fixed_columns` decides by the first lines; a line
that breaks the columns later is text. Columns that run together are not cut, but for a state and its ZIP, and an SSN
in groups beside words: then the file is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.keyed import blocks
from piiscan.formats.tables.copybook import fits, layout_beside
from piiscan.formats.tables.fixed_columns import RULER, Columns, columns_of, cuts_number, titles_over
from piiscan.formats.tables.layouts import Field
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

PlaceOf = Callable[[int, int], Location]

_FEWEST = 2  # columns of a record
_BATCH = 64 << 10  # bytes of a segment


def extract_fixed_width(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The records as a table, lines that are none as text."""
    opened, _ = open_text(blob)
    records: _FixedWidth | None = None
    with opened() as stream:
        place_of = getattr(stream, "place_of", None)  # records of a mainframe: the column is the byte in the record
        for text, first, _ in blocks(stream):
            lines = text.removesuffix("\n").split("\n")
            if records is None:
                records = _FixedWidth(columns_of(lines) or (), place_of=place_of)
                records.laid_out(layout_beside(blob), lines)
            for number, line in enumerate(lines, first):
                records.line(number, line)
            yield from records.flow.drain()
    if records is not None:
        records.end_table()
        yield from records.flow.finish()


class _Run(Struct):
    """Records without a character that is none of ASCII, one behind the other: where a cell stands is asked of few.

    Each begins with its first cell that is not empty.
    """

    columns: Columns
    place_of: PlaceOf | None
    base: int  # where the first of them begins in the segment
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def locate(self, offset: int) -> Location:
        """As `Located` would say it, had it each cell by itself."""
        which = bisect_right(self.starts, offset + self.base) - 1
        line, text, at = self.numbers[which], self.lines[which], self.starts[which] - self.base
        column, begun = 0, at
        for start, end in self.columns:
            cell = text[start:end]
            if plain := cell.strip():
                if at > offset:
                    break
                column, begun = start + len(cell) - len(cell.lstrip()) + 1, at
            at += len(plain) + 1 if column else 0
        if self.place_of is not None:
            return self.place_of(line, column)
        return (Step(Axis.LINE, line), Step(Axis.COLUMN, column + offset - begun))


class _FixedWidth(Struct):
    """The table under way."""

    columns: Columns
    flow: Flow = field(default_factory=Flow)
    rows: Located = field(default_factory=Located)
    series: int = 0
    begun: bool = False  # behind the first record with a number: titles stand above it
    place_of: PlaceOf | None = None
    layout: list[Field] | None = None  # of a copybook
    form: re.Pattern[str] | None = None  # of a record, its columns as groups
    run: _Run | None = None  # where the last record is one of it

    def laid_out(self, layout: list[Field] | None, lines: list[str]) -> None:
        """Go by a layout that stands beside the records, if it is theirs: the names of its fields are the titles."""
        if layout is not None and fits(layout, lines):
            self.layout, self.columns = layout, tuple(one[1:] for one in layout)
            self.series = self.flow.new_series()
            self.rows.glue("\x1f".join(one.name for one in layout).encode() + b"\x1e")

    def line(self, number: int, line: str) -> None:
        """The next line: a record, if the columns hold in it."""
        if self.begun and self.layout is None and line.isascii() and line.isprintable():
            self._plain(number, line)
        else:
            self._any(number, line)

    def _plain(self, number: int, line: str) -> None:
        """The same of a line of nothing but ASCII behind the first record."""
        if self.form is None:
            self.form = _form_of(self.columns)
        found = self.form.fullmatch(line.ljust(self.columns[-1][1]))
        record = "\x1f".join(map(str.strip, found.groups())) if found is not None else ""
        begin = len(record) - len(record.lstrip("\x1f"))
        if begin == len(record) or RULER.fullmatch(line) or cuts_number(self.columns, line):
            if line.strip():
                self._text(number, line)
            return
        data = self.rows.data
        run = self.run or self._begin(len(data) + begin)
        run.starts.append(len(data) + begin)
        run.numbers.append(number)
        run.lines.append(line)
        data += record.encode()
        data += b"\x1e"
        if len(data) >= _BATCH:
            self.end_table()

    def _begin(self, at: int) -> _Run:
        run = self.run = _Run(self.columns, self.place_of, at)
        self.rows.starts.append(at)
        self.rows.places.append((run.locate, None, None))
        return run

    def _text(self, number: int, line: str) -> None:
        self.end_table()
        self.flow.write(line + "\n", (), number, 1)

    def _any(self, number: int, line: str) -> None:
        self.run = None
        cells = self._cells(line) if self.columns else None
        if cells is None:
            under_titles = self.rows.data and not self.begun and RULER.fullmatch(line)  # the records are theirs
            if line.strip() and not under_titles:
                self._text(number, line)
            return
        if not self.series:
            self.series = self.flow.new_series()
        # As `Located.add` has it: a call of which for each cell costs as much again.
        data, starts, places, place = self.rows.data, self.rows.starts, self.rows.places, self._place
        for cell, start in cells:
            text = cell.lstrip()
            plain = text.rstrip()
            if plain:
                if not (plain.isascii() and plain.isprintable()):
                    plain = plain.replace("\x1e", " ").replace("\x1f", " ")
                starts.append(len(data))
                places.append(place(number, start + len(cell) - len(text) + 1))
                data += plain.encode("utf-8", "replace")
            data += b"\x1f"
        if cells:
            data.pop()
        data += b"\x1e"
        if len(data) >= _BATCH:
            self.end_table()

    def end_table(self) -> None:
        """The records so far are a segment."""
        self.run = None
        if self.rows.data:
            rows, self.rows = self.rows, Located()
            self.flow.table(Segment(bytes(rows.data), Shape.TABLE, rows.locate, series=self.series))

    def _place(self, line: int, column: int) -> tuple[Location, int | None, int | None]:
        return ((), line, column) if self.place_of is None else (self.place_of(line, column), None, None)

    def _cells(self, line: str) -> list[tuple[str, int]] | None:
        """The cells of a record and where each begins, or of the titles above all; None where the line is none."""
        if self.layout is not None:  # which may have more fields than a line has characters
            here = self.columns[: bisect_left(self.columns, (len(line),))]
            return [(line[start:end], start) for start, end in here] if line.strip() else None
        titles = None if self.begun else titles_over(self.columns, line)
        if titles is not None:
            return titles
        if not self._holds(line) or (not self.begun and self._is_heading(line)):
            return None
        self.begun = self.begun or any(map(str.isdigit, line))
        return [(line[start:end], start) for start, end in self.columns]

    def _is_heading(self, line: str) -> bool:
        """Whether a line stands over the titles: what is in it happens to fill one column only."""
        filled = sum(line[start:end].strip() != "" for start, end in self.columns)
        return filled < _FEWEST < len(self.columns)

    def _holds(self, line: str) -> bool:
        """Whether the line has blanks where the columns have them. Nothing stands outside the columns."""
        at = 0
        for start, end in self.columns:
            if at < start and line[at:start].strip():
                return False
            at = end
        if not line.strip() or line[at:].strip() or RULER.fullmatch(line):
            return False
        return not cuts_number(self.columns, line)


def _form_of(columns: Columns) -> re.Pattern[str]:
    """A record with blanks where the columns have them, and nothing behind."""
    at, form = 0, ""
    for start, end in columns:
        form += f" {{{start - at}}}(.{{{end - start}}})"
        at = end
    return re.compile(f"{form} *")
