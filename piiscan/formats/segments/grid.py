"""A grid of cells on its way into segments: as a table, or as lines "Label: value" where it is a form.

The only file that joins cells. Rows come one by one and leave in batches; a grid is held back only until its
kind is decided, so a sheet of a million rows costs no more memory than one of a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.counting import Ended
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.segments.across import are_addresses, has_number
from piiscan.formats.segments.cell_labels import boxed, continued, is_field, is_label, names_field
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.layout import Kind, Layout, is_signed, is_stacked, layout, stacked_above
from piiscan.formats.segments.of_one import owner_in
from piiscan.formats.segments.paired_rows import Paired, paired
from piiscan.formats.segments.row_blocks import blocks
from piiscan.formats.segments.stanzas import are_stanzas, is_of_stanzas, is_stanza
from piiscan.model import Axis, Location, Segment, Shape, Step

CELL = "\x1f"
RECORD = "\x1e"
COMMENT = "comment"  # the part of a cell that a remark is
_STRIP = {0x1E: " ", 0x1F: " "}
_UNNAMED = "Field"  # what stands in the corner above the labels of a form, where it is empty
_PAIR, _SIGNED = 2, 20  # cells; rows of a form with its labels below their values
_IN_LINES = frozenset((Kind.FORM, Kind.TEXT, Kind.ACROSS, Kind.STANZAS))
_SAMPLE = 40  # rows to decide by
_SAMPLE_TEXT = 64 << 10  # or so much text


class Remark(NamedTuple):
    """A comment on a cell: the number of the cell's column, and the text."""

    column: int
    text: str


Remarks = dict[int, list[Remark]]
"""By the number of the row."""


class Grid(Struct):
    """One grid under way. `at` leads to it; `first` is the number of the column its cells begin in.

    A comment on a cell of a record is one more cell of that record, behind all columns, so that a number in it may be
    of whom the record names, and its name that of the record's number; in a form one with a number is a line below.
    It is taken out of `remarks` then; those on headers and on rows that never come are left there.
    A row with nothing but its first cell stands over those below it that have none there, as a merged cell does.
    """

    flow: Flow
    at: Location = ()
    first: int = 1
    longest: int = 1 << 20  # a record longer than this is read as prose
    row_axis: Axis = Axis.ROW
    remarks: Remarks = field(default_factory=dict)
    _width: int = 0  # of the rows that the table was told by
    _said: dict[int, tuple[int, list[Remark]]] = field(default_factory=dict)  # by record: which cells are remarks
    _held: list[tuple[int, list[str]]] = field(default_factory=list)
    _held_text: int = 0
    _kind: Kind | None = None
    _series: int = 0
    _parted: bool = False  # an empty row stood before: what follows may be another table
    _titled: bool = False  # the columns have titles
    _apart: int = 0  # rows of a form since the last empty one
    _pairs: Paired | None = None  # records of two rows each
    _over: str = ""  # what the first column says of the rows below that say nothing there
    _parts: list[str] = field(default_factory=list)
    _rows: list[int] = field(default_factory=list)
    _size: int = 0

    def row(self, number: int, cells: Sequence[str]) -> None:
        """The next row, by its number in the sheet. Empty rows may be left out or given."""
        if not any(cells):
            if self._held and self._held_text:
                self._held.append((number, []))
            self._parted = self._kind is Kind.TABLE
            self._part()
            return
        if self._kind is Kind.TABLE and not self._parted:
            self._record(number, cells)
            return
        if self._pairs is not None:
            self._of_pair(self._pairs, number, cells)
            return
        if self._kind in _IN_LINES and not self._parted:
            self._apart += 1
            self._lines(number, cells)
            return
        self._held.append((number, [cell.strip() for cell in cells]))
        self._held_text += sum(map(len, cells))
        if len(self._held) >= _SAMPLE or self._held_text > _SAMPLE_TEXT:
            self._decide()

    def _part(self) -> None:
        """An empty row stays one in a form that has it behind several rows: what is below may be another record."""
        if self._kind in _IN_LINES - {Kind.ACROSS} and self._apart > 1:
            self.flow.text.glue(b"\n")
        self._apart = 0

    @property
    def is_table(self) -> bool:
        """Whether the next row is known to be a record."""
        return self._kind is Kind.TABLE and not self._parted

    def records(self, number: int, text: str) -> int:
        """Rows that are known to be records, none of them empty, in the form of a segment; how many there are."""
        count = text.count(RECORD)
        self._parts.append(text.removesuffix(RECORD))
        last = self._parts[-1][self._parts[-1].rfind(RECORD) + 1 :]
        self._over = "" if CELL in last else continued(last)
        self._rows += range(number, number + count)
        self._size += len(text)
        if self._size >= BLOCK:
            self._batch()
        return count

    def close(self) -> None:
        """No more rows."""
        self._decide()
        self._batch()

    def _decide(self) -> None:
        held, self._held, self._held_text = self._held, [], 0
        while held and not held[-1][1]:
            held.pop()
        if not held or (self._kind is None and self._as_form(held)):
            return
        parts = blocks(held)
        form = self._kind is None and are_stanzas([[cells for _, cells in block] for block in parts])
        for block in parts:
            rows = [cells for _, cells in block]
            decided = Layout(Kind.STANZAS) if form and is_of_stanzas(rows) else layout(rows)
            again = self._kind is Kind.TABLE
            if again and decided.kind in {Kind.TABLE, Kind.TEXT} and not decided.header:
                decided = Layout(Kind.TABLE)  # rows of the same table go on after a gap
            elif decided.kind is Kind.TABLE:
                self._batch()
                self._series = self.flow.new_series()
            self._width = max(self._width, *(len(cells) for _, cells in block))
            self._part()
            self._give(block, decided)
            self._kind, self._apart = decided.kind, len(block)
        self._parted = False

    def _as_form(self, held: Sequence[tuple[int, list[str]]]) -> bool:
        """Give out the first rows as a form whose labels stand in rows, if they are one."""
        rows = [cells for _, cells in held]
        whole = is_stacked(rows) or are_addresses(rows) or is_stanza(rows, self.at)
        if end := len(held) if whole else stacked_above(rows):
            self._stacked(held[:end])
            for row in held[end:]:
                self._lines(*row)
        elif (pairs := paired(rows)) is not None:
            self._pairs = pairs
            for at, (number, cells) in enumerate(held):
                if at >= pairs.above:
                    self._of_pair(pairs, number, cells)
                elif at < pairs.above - len(pairs.titles):
                    self.line(number, cells)
        elif len(held) <= _SIGNED and is_signed(rows):
            filled = [row for row in held if any(row[1])]
            self._stacked([row for pair in zip(filled[1::2], filled[::2], strict=True) for row in pair])
        else:
            return False
        self._kind, self._parted = Kind.FORM, False
        return True

    def _give(self, block: Sequence[tuple[int, list[str]]], decided: Layout) -> None:
        if decided.kind is not Kind.TABLE:
            self._batch()
        if decided.kind in {Kind.ACROSS, Kind.STANZAS}:
            (self._across if decided.kind is Kind.ACROSS else self._stacked)(block)
            return
        if decided.header and not decided.whose[0]:
            decided = decided._replace(whose=owner_in(self.flow.text.data, self.at, block[decided.above][1]))
        for index, (number, cells) in enumerate(block):
            if decided.kind is Kind.TABLE and index >= decided.above:
                titles = decided.header and index == decided.above
                whose = decided.whose[index > decided.above]
                self._record(number, self._of(cells, whose), titles=titles)
            elif cells:
                self._lines(number, cells)

    def _record(self, number: int, cells: Sequence[str], *, titles: bool = False) -> None:
        if titles or not cells[0]:
            cells = self._below(cells, titles=titles)
        else:
            self._over = "" if any(cells[1:]) else continued(cells[0])
        said = self.remarks.get(number) if self.remarks and not titles else None
        if said is not None:
            cells = [*cells, *[""] * (self._width - len(cells))]
            self._said[len(self._rows)] = (len(cells), said)
            cells += [remark.text for remark in said]
        text = CELL.join(cells)
        if RECORD in text or text.count(CELL) >= max(len(cells), 1):
            text = CELL.join(cell.translate(_STRIP) for cell in cells)
        if len(text) > self.longest:
            self._said.pop(len(self._rows), None)
            self._batch()
            self.line(number, cells[: -len(said)] if said else cells)
            return
        if said is not None:
            del self.remarks[number]
        self._parts.append(text)
        self._rows.append(number)
        self._size += len(text)
        if self._size >= BLOCK:
            self._batch()

    def _of(self, cells: Sequence[str], whose: str) -> Sequence[str]:
        """A row with what says whose the table is, behind all columns."""
        return [*cells, *[""] * (self._width - len(cells)), whose] if whose else cells

    def _below(self, cells: Sequence[str], *, titles: bool) -> Sequence[str]:
        """A row of titles, or one that says nothing in the first column, with what the row above it says there."""
        if titles:
            self._titled, self._over = True, ""
        return [self._over, *cells[1:]] if self._titled and self._over else cells

    def _batch(self) -> None:
        if not self._parts:
            return
        self._parts.append("")
        data = RECORD.join(self._parts).encode("utf-8", "replace")
        rows, at, first, axis, said, place = self._rows, self.at, self.first, self.row_axis, self._said, self._place
        ended = Ended(data, 0x1E)

        def locate(offset: int) -> Location:
            start = data.rfind(b"\x1e", 0, offset) + 1
            cell = data.count(b"\x1f", start, offset)
            record = ended.before(offset)
            row = rows[min(record, len(rows) - 1)]
            if record in said and cell >= said[record][0]:
                remark = said[record][1][cell - said[record][0]]
                return place(row, remark)
            return (*at, Step(axis, row), Step(Axis.COLUMN, first + cell))

        self.flow.table(Segment(data, Shape.TABLE, locate, series=self._series, hint=self.flow.hint), within=True)
        self._parts, self._rows, self._size, self._said = [], [], 0, {}

    def _lines(self, number: int, cells: Sequence[str]) -> None:
        """A row of a form, and below it what is said of its cells, if there may be a number in that."""
        self.line(number, cells)
        said = self.remarks.pop(number, ())
        for remark in said:
            if has_number(remark.text):
                self.flow.write(" ".join(remark.text.split()), self._place(number, remark))
                self.flow.end_line()
            else:
                self.remarks.setdefault(number, []).append(remark)

    def _place(self, number: int, remark: Remark) -> Location:
        return (*self.at, Step(self.row_axis, number), Step(Axis.COLUMN, remark.column), Step(Axis.PART, COMMENT))

    def line(self, number: int, cells: Sequence[str], first: int | None = None) -> None:
        """Cells as a line of text: a label is joined to its value, other cells are kept apart by bars."""
        first = self.first if first is None else first
        pending = ""
        for offset, cell in enumerate(cells):
            if not cell:
                continue
            box = boxed(cell) if "\n" in cell else None
            if box is not None:
                if pending:
                    self.flow.end_line()
                self._field(*box, number, first + offset)
                pending = ""
                continue
            at = (*self.at, Step(self.row_axis, number), Step(Axis.COLUMN, first + offset))
            if pending:
                self.flow.text.glue(pending.encode())
            self.flow.write(cell, at)
            stripped = cell.rstrip()
            title = (is_label(cell) or (pending != ": " and names_field(cell))) and not is_field(cell)
            pending = (" " if stripped.endswith((":", "?")) else ": ") if title else " | "
        if pending or not any(cells):
            self.flow.end_line()

    def _stacked(self, held: Sequence[tuple[int, list[str]]]) -> None:
        """A form with labels in every other row: each with the value below it, in the lines of one subject."""
        head: Sequence[str] = ()
        for number, cells in held:
            if not any(cells):
                continue
            if head:
                for offset, cell in enumerate(cells):
                    if cell:
                        self._field("".join(head[offset : offset + 1]) or _UNNAMED, cell, number, self.first + offset)
                head = ()
            elif sum(map(bool, cells)) < _PAIR:
                self.line(number, cells)
            else:
                head = cells

    def _of_pair(self, pairs: Paired, number: int, cells: Sequence[str]) -> None:
        """A row of a record of two rows: a form, with an empty line before it."""
        if not pairs.is_second(cells):
            self.flow.text.glue(b"\n")
        for label, cell, at in pairs.fields(cells):
            self._field(label or _UNNAMED, cell, number, self.first + at)

    def _field(self, label: str, cell: str, number: int, column: int) -> None:
        self.flow.text.glue(f"{label.rstrip(': ')}: ".encode("utf-8", "replace"))
        self.flow.write(cell, (*self.at, Step(self.row_axis, number), Step(Axis.COLUMN, column)))
        self.flow.end_line()

    def _across(self, block: Sequence[tuple[int, list[str]]]) -> None:
        """A form with a subject in each column: the lines of one subject after those of the other."""
        for offset in range(1, max(len(cells) for _, cells in block)):
            for number, cells in block:
                if len(cells) > offset and cells[offset]:
                    self._field(cells[0] or _UNNAMED, cells[offset], number, self.first + offset)
            self.flow.text.glue(b"\n")
