"""The text of an RTF document on its way into paragraphs and tables, whatever the groups it came out of."""

from __future__ import annotations

from msgspec import Struct, field

from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Axis, Location, Step

_LONGEST = 1 << 20  # characters of a paragraph before it is given out in pieces
_WIDEST = 16384
_DEEPEST = 50  # tables in tables


class _Table(Struct):
    at: Location
    grid: Grid
    number: int = 0
    row: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)

    def place(self) -> Location:
        """The cell under way."""
        return (*self.at, Step(Axis.ROW, self.number + 1), Step(Axis.COLUMN, len(self.row) + 1))


class Frame(Struct):
    """A text of its own: the body, a header, a note. With `counts` its paragraphs are counted as LINE."""

    at: Location = ()
    counts: bool = False
    label: str = ""
    number: int = 0
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # as it read before the changes that are tracked
    changed: bool = False
    size: int = 0
    in_table: bool = False
    level: int = 1
    tables: list[_Table] = field(default_factory=list)


class RtfStory(Struct):
    """The frames under way, the innermost last."""

    flow: Flow
    longest: int = 1 << 20
    frames: list[Frame] = field(default_factory=lambda: [Frame(counts=True)])
    numbers: dict[Location, int] = field(default_factory=dict)
    counts: dict[Location, int] = field(default_factory=dict)  # of tables, by the part they stand in

    def here(self) -> Location:
        """Where the text under way stands."""
        frame = self.frames[-1]
        if frame.tables and (frame.in_table or frame.tables[-1].row or frame.tables[-1].cell):
            return frame.tables[-1].place()
        return (*frame.at, Step(Axis.LINE, frame.number + 1)) if frame.counts else frame.at

    def part(self, name: str, *, inside: bool = False, label: str = "") -> None:
        """Text begins that is a part of the document, or hangs on the place it stands at (`inside`)."""
        base = self.here() if inside else ()
        at = (*base, Step(Axis.PART, name))
        self.frames.append(Frame(at, not inside and not label, label, self.numbers.get(at, 0)))

    def end_part(self) -> str:
        """The innermost part is complete. The text of its last paragraph."""
        if len(self.frames) < 2:
            return ""
        frame = self.frames[-1]
        text = "".join(frame.now)
        if frame.size:
            self.end_paragraph()
        self._close_tables(frame)
        self.frames.pop()
        if frame.counts:
            self.numbers[frame.at] = frame.number
        return text

    def drop_part(self) -> str:
        """As `end_part`, for text that is not to be searched."""
        return "".join(self.frames.pop().now) if len(self.frames) > 1 else ""

    def add(self, text: str, *, deleted: bool = False, inserted: bool = False) -> None:
        """Text, as it is read now unless `deleted`, as it was read before unless `inserted`."""
        frame = self.frames[-1]
        if not deleted:
            frame.now.append(text)
        if not inserted:
            frame.before.append(text)
        frame.changed = frame.changed or deleted or inserted
        frame.size += len(text)
        if frame.size > _LONGEST:
            self._spill(frame)

    def end_paragraph(self) -> None:
        """The paragraph is complete."""
        frame = self.frames[-1]
        texts = self._take(frame)
        if frame.in_table:
            self._table(frame, frame.level).cell.extend(texts)
            return
        self._close_tables(frame)
        at = self.here()
        frame.number += 1
        for text in texts:
            if "\f" in text or frame.label == "":
                self._write(at, text)
            else:
                self._write(at, f"{frame.label}: {text}")

    def end_cell(self, level: int) -> None:
        """The cell is complete, in a table `level` tables deep."""
        frame = self.frames[-1]
        table = self._table(frame, level)
        table.cell.extend(self._take(frame))
        if len(table.row) < _WIDEST:
            table.row.append("\n".join(table.cell).strip())
        table.cell.clear()

    def end_row(self, level: int) -> None:
        """The row is complete."""
        frame = self.frames[-1]
        self._close_tables(frame, level)
        if level > len(frame.tables):
            return  # a row without a cell
        table = frame.tables[level - 1]
        table.number += 1
        table.grid.row(table.number, table.row)
        table.row = []

    def close(self) -> None:
        """What never ended ends here."""
        while len(self.frames) > 1:
            self.end_part()
        if self.frames[0].size:
            self.end_paragraph()
        self._close_tables(self.frames[0])

    def _take(self, frame: Frame) -> list[str]:
        """The text of the paragraph; twice, if changes in it are tracked: a number half deleted, half new is two."""
        texts = ["".join(frame.now)]
        if frame.changed:
            texts.append("".join(frame.before))
        frame.now, frame.before, frame.changed, frame.size = [], [], False, 0
        return [text for text in texts if text.strip() or "\f" in text]

    def _table(self, frame: Frame, level: int) -> _Table:
        level = min(max(level, 1), _DEEPEST)
        self._close_tables(frame, level)
        while len(frame.tables) < level:
            number = self.counts[frame.at] = self.counts.get(frame.at, 0) + 1
            at = (*frame.at, Step(Axis.TABLE, number))
            frame.tables.append(_Table(at, Grid(self.flow, at, 1, self.longest)))
        return frame.tables[level - 1]

    def _close_tables(self, frame: Frame, level: int = 0) -> None:
        """The tables deeper than `level` are complete."""
        while len(frame.tables) > level:
            table = frame.tables.pop()
            if table.cell:
                table.row.append("\n".join(table.cell))
            if any(table.row):
                table.grid.row(table.number + 1, table.row)
            table.grid.close()

    def _spill(self, frame: Frame) -> None:
        """A paragraph without end is given out before it ends."""
        for text in self._take(frame):
            self.flow.write(text, self.here())

    def _write(self, at: Location, text: str) -> None:
        self.flow.end_line()
        self.flow.write(text, at)
        self.flow.end_line()
