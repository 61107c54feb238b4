"""Excel 5 to 2003 (.xls): the cells, and all that stands beside them in the file.

Rule: calamine gets the workbook's own stream in a compound file made here. In one whose chain of sectors is a circle
it would go round for ever, and it opens the macros, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.office_art import picture_blobs
from piiscan.formats.ole import open_compound
from piiscan.formats.ole_macros import macros
from piiscan.formats.ole_objects import embedded
from piiscan.formats.ole_properties import properties
from piiscan.formats.ole_write import compound as compound_file
from piiscan.formats.text_runs import runs
from piiscan.formats.xls import extract_xls
from piiscan.formats.xls_far import gathered
from piiscan.formats.xls_records import Book, Note
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_OBJECTS = ("MBD", "LNK")  # storages of embedded and of linked objects
_PIVOTS = "_SX_DB_CUR"
_CHANGES = ("Revision Log",)  # of a workbook that many may change


def extract_xls_book(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Cells, then notes and texts by sheet, properties, embedded objects."""
    trouble: Unscannable | None = None
    try:
        yield from _cells(blob, context)
    except Unscannable as error:
        if error.reason is Reason.ENCRYPTED:
            raise
        trouble = error
    some = False
    for item in _beside(blob, context):
        some = True
        yield item
    if trouble is not None:
        if not some:
            raise trouble
        yield Gap(trouble.reason, trouble.detail)


def _cells(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The workbook and nothing else; what of it cannot be read is said when it is read again, for what is beside."""
    with open_compound(blob, context) as compound:
        name = next((name for name in ("Workbook", "Book") if compound.find(name)), "")
        data = compound.read(compound.find(name)) if name else b""
    if not data:
        raise Unscannable(Reason.CORRUPT, "no stream of a workbook can be read")
    try:
        moved = gathered(data)
    except Unscannable as trouble:
        yield from _runs(data, "cells")
        yield Gap(trouble.reason, trouble.detail)
        return
    made = compound_file({name: moved.data if moved else data})
    yield from extract_xls(blob, context, made, moved.rows if moved else ())


def _beside(blob: Blob, context: Context) -> Iterator[Extracted]:
    with open_compound(blob, context) as compound:
        book = Book()
        yield from _notes(book, compound.read(compound.find("Workbook", "Book")))
        if book.locked:
            return  # what a built-in password opens has been read whole by now
        for name in compound.storages():
            if name.upper() == _PIVOTS:
                for path in compound.under((name,)):
                    yield from _notes(Book(), compound.read(path))
        for name in _CHANGES:
            yield from _runs(compound.read(compound.find(name)), "changes")
        if book.cut:
            yield Gap(Reason.CORRUPT, "a record of the workbook is cut off")
        yield from properties(compound)
        yield from macros(compound)
        yield from picture_blobs(blob, context, bytes(book.drawings))
        objects = [(name,) for name in compound.storages() if name.upper().startswith(_OBJECTS)]
        yield from embedded(compound, objects)
        yield from compound.gaps


def _notes(book: Book, data: bytes) -> Iterator[Segment]:
    """Each kind of text of a sheet as a text of its own."""
    flow = Flow()
    before: tuple[str, str] | None = None
    boxes = 0
    for note in book.read(data):
        if before != (note.sheet, note.kind):
            flow.flush()
            before, boxes = (note.sheet, note.kind), 0
        boxes += note.kind == "text box"
        flow.hint = note.sheet
        flow.write(note.text.replace("\r", "\n"), _place(note, boxes), None if note.row else 1)
        flow.end_line()
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
