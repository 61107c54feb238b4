"""Excel 5 to 2003 (.xls): the cells, and all that stands beside them in the file.

Rule: the stream of the workbook is read once and in pieces, so a file of a gigabyte takes no more memory than one of a
megabyte; texts beside the cells of a sheet come behind them.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.encrypted import legacy_verdict
from piiscan.formats.compound.office_art import picture_blobs
from piiscan.formats.compound.ole import Compound, open_compound
from piiscan.formats.compound.ole_macros import macros
from piiscan.formats.compound.ole_objects import embedded
from piiscan.formats.compound.ole_properties import properties
from piiscan.formats.plain.text_runs import runs
from piiscan.formats.segments.flow import Flow
from piiscan.formats.sheets.sheet_rows import SheetRows
from piiscan.formats.sheets.xls_batches import Batch, batches
from piiscan.formats.sheets.xls_cells import LOOKS, Reader
from piiscan.formats.sheets.xls_records import TELLING, Book, Note
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_OBJECTS = ("MBD", "LNK")  # storages of embedded and of linked objects
_NUMBER = 4  # digits
_PIVOTS = "_SX_DB_CUR"
_CHANGES = ("Revision Log",)  # of a workbook that many may change
_BOF, _EOF = 0x809, 0x0A
_WITH_CELLS = frozenset({0x10, 0x40})  # sheets and sheets of macros (2.4.21); a chart has copies of cells


def extract_xls_book(blob: Blob, context: Context) -> Iterator[Extracted]:
    """By sheet its cells, then its notes and texts; properties, embedded objects."""
    with open_compound(blob, context) as compound:
        reading = _Reading(context)
        try:
            yield from reading.all(batches(compound.chunks(compound.find("Workbook", "Book"))))
        finally:
            reading.reader.shared.table.close()
        if reading.book.locked:
            verdict = legacy_verdict(blob, context)
            if verdict is None:
                raise Unscannable(Reason.CORRUPT, "the workbook is locked in a way that cannot be told")
            yield from verdict
            return
        some = reading.some
        for item in _beside(blob, compound, reading.book):
            some = True
            yield item
        if not reading.begun:
            trouble = Unscannable(Reason.CORRUPT, "no stream of a workbook can be read")
            if not some:
                raise trouble
            yield Gap(trouble.reason, trouble.detail)


class _Reading(Struct):
    """The stream of a workbook under way."""

    context: Context
    book: Book = field(default_factory=Book)
    reader: Reader = field(default_factory=Reader)
    beside: Flow = field(default_factory=Flow)
    before: tuple[str, str] | None = None
    boxes: int = 0
    begun: bool = False
    some: bool = False
    sheet: SheetRows | None = None
    flow: Flow = field(default_factory=Flow)
    full: bool = False

    def all(self, stream: Iterator[Batch | None]) -> Iterator[Extracted]:
        """Every record."""
        for batch in stream:
            if batch is None:
                self.book.cut = True
                continue
            yield from self._batch(batch)
            if self.book.locked:
                return  # what follows is in a cipher
        yield from self._end_sheet()
        self._note(self.book.end())
        yield from self._end_sheet()

    def _batch(self, batch: Batch) -> Iterator[Extracted]:
        import numpy as np

        marks = np.flatnonzero(np.isin(batch.kinds, _MARKS)).tolist()
        last = -1
        cells_from = 0
        for mark in marks:
            if mark != last + 1:
                self.book.passed()
            last, kind = mark, int(batch.kinds[mark])
            start = int(batch.places[mark]) + 4
            content = batch.data[start : start + int(batch.sizes[mark])]
            if kind in {_BOF, _EOF}:
                yield from self._cells(batch, cells_from, mark)
                if kind == _BOF and batch.base + start - 4 in self.book.titles:
                    yield from self._end_cells()  # where the sheet before has no end
                    self.book.depth = 0
                cells_from = mark + 1
                yield from self._turn(kind)
            if kind in LOOKS:
                self.reader.look(kind, content)
            if kind in TELLING:
                self._note(self.book.told(batch.base + start - 4, kind, content))
            if kind == _BOF:
                self._begin(content)
            if self.book.locked:
                return
        if last != len(batch.kinds) - 1:
            self.book.passed()
        yield from self._cells(batch, cells_from, len(batch.kinds))

    def _turn(self, kind: int) -> Iterator[Extracted]:
        if (kind == _BOF and self.book.depth == 0) or (kind == _EOF and self.book.depth <= 1):
            yield from self._end_cells()
        if kind == _BOF and self.book.depth == 0:
            self._note(self.book.end())
            yield from self._end_sheet()

    def _begin(self, content: bytes) -> None:
        self.begun = True
        self.reader.old = self.book.old
        if self.book.depth == 1 and content[2:3] and content[2] in _WITH_CELLS:
            at: Location = (Step(Axis.SHEET, self.book.sheet),) if self.book.sheet else ()
            self.flow.hint = self.book.sheet
            self.sheet = SheetRows(self.flow, at, self.context.limits.field)
            self.full = False

    def _cells(self, batch: Batch, first: int, last: int) -> Iterator[Extracted]:
        if self.sheet is None or self.full or self.book.depth != 1 or first >= last:
            return
        found = self.reader.cells(batch, first, last)
        if found is None:
            return
        rows, columns, texts = found
        detail = self.context.budget.take_cells(len(texts))
        self.sheet.add(rows, columns, texts)
        self.some = True
        yield from self.flow.drain()
        if detail:
            self.full = True
            yield Gap(Reason.LIMIT, detail, self.sheet.at)

    def _end_cells(self) -> Iterator[Segment]:
        if self.sheet is not None:
            self.sheet.close()
            self.sheet = None
            yield from self.flow.finish()

    def _end_sheet(self) -> Iterator[Segment]:
        yield from self._end_cells()
        for segment in self.beside.finish():
            self.some = True
            yield segment

    def _note(self, notes: Iterator[Note]) -> None:
        """Each kind of text of a sheet as a text of its own."""
        for note in notes:
            if self.before != (note.sheet, note.kind):
                self.beside.flush()
                self.before, self.boxes = (note.sheet, note.kind), 0
            self.boxes += note.kind == "text box"
            write_note(self.beside, note, self.boxes)


def write_note(flow: Flow, note: Note, boxes: int) -> None:
    """A text beside the cells."""
    flow.hint = note.sheet
    flow.write(note.text.replace("\r", "\n"), _place(note, boxes), None if note.row else 1)
    flow.end_line()


_MARKS = sorted({*TELLING, *LOOKS})


def _beside(blob: Blob, compound: Compound, book: Book) -> Iterator[Extracted]:
    yield from _titles(book)
    for name in compound.storages():
        if name.upper() == _PIVOTS:
            for path in compound.under((name,)):
                yield from _pivots(compound.read(path))
    for name in _CHANGES:
        yield from _runs(compound.read(compound.find(name)), "changes")
    if book.cut:
        yield Gap(Reason.CORRUPT, "a record of the workbook is cut off")
    yield from properties(compound)
    yield from macros(compound)
    yield from picture_blobs(blob, compound.context, bytes(book.drawings))
    objects = [(name,) for name in compound.storages() if name.upper().startswith(_OBJECTS)]
    yield from embedded(compound, objects)
    yield from compound.gaps


def _titles(book: Book) -> Iterator[Segment]:
    """The titles of sheets with a number in them; as a rule they are the places of what is in the sheets."""
    flow = Flow()
    for title in book.titles.values():
        if sum(map(str.isdigit, title)) >= _NUMBER:
            flow.write(title, (Step(Axis.PART, "workbook"),))
            flow.end_line()
    yield from flow.finish()


def _pivots(data: bytes) -> Iterator[Segment]:
    flow = Flow()
    for note in Book().read(data):
        write_note(flow, note, 0)
        yield from flow.drain()
    yield from flow.finish()


def _place(note: Note, boxes: int) -> Location:
    at: Location = (Step(Axis.SHEET, note.sheet),) if note.sheet else ()
    if note.row:
        at = (*at, Step(Axis.ROW, note.row), Step(Axis.COLUMN, note.column))
    return (*at, Step(Axis.PART, f"text box {boxes}" if note.kind == "text box" else note.kind))


def _runs(data: bytes, part: str) -> Iterator[Segment]:
    flow = Flow()
    for _, text in runs(data):
        flow.write(text, (Step(Axis.PART, part),))
        flow.end_line()
    yield from flow.finish()
