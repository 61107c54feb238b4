"""Access databases (.mdb, .accdb; Jet 3 and 4, ACE): every table by name, its rows, memos, attachments and objects.

Rule: rows marked as deleted are read too, and those of tables that the catalogue no longer has, for they stand in the
file until it is compacted. A column is headed by its name and the caption that forms show for it.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.databases.access_pages import Pages
from piiscan.formats.databases.access_properties import MARKS, properties_of
from piiscan.formats.databases.access_rows import (
    Column,
    Convert,
    Definition,
    Rows,
    converter,
    definition_of,
    is_binary,
    is_long,
    is_memo,
    is_text,
)
from piiscan.formats.plain.byte_text import runs, text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.record_table import LONGEST_CELL, Cells, RecordTable
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

_CATALOGUE = 2  # the page of its definition, in every database
_DELETED, _ELSEWHERE = 0x8000, 0x4000  # of a row; alone the first is where a row that grew was moved to
_LONG_VALUES = int.from_bytes(b"LVAL", "little")  # whose pages hold these
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WRAPPING = 512  # bytes before a file in an object
_MOST_INFLATED = 256 << 20


class Entry(NamedTuple):
    """A table in the catalogue."""

    name: str
    captions: dict[str, str]


def extract_access(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All tables, those of the system among them: queries and links stand there."""
    with blob.open() as stream:
        pages = Pages(stream)
        encryption = pages.encryption()
        if encryption is not None and pages.office:
            if not pages.opens(context.passwords):
                raise Unscannable(Reason.ENCRYPTED, f"needs a password ({encryption.algorithm})", encryption)
            encryption = replace(encryption, opened=True)
        if encryption is not None:
            yield encryption
        yield from _Database(blob, context, pages).read()


class _Database:
    """One database under way."""

    def __init__(self, blob: Blob, context: Context, pages: Pages) -> None:
        self._blob = blob
        self._context = context
        self._pages = pages
        self._cells = Cells(blob, context)
        self._flow = Flow()
        self._row: Location = ()  # under way
        self._attached: tuple[Location, str] = ((), "")  # the name of an attachment, and its row

    def read(self) -> Iterator[Extracted]:
        """The catalogue, then the tables in the order of their pages."""
        owners = self._pages.owners()
        catalogue = definition_of(self._pages, _CATALOGUE)
        if catalogue is None:
            yield from text_of_bytes(self._blob)
            yield Gap(Reason.CORRUPT, "the catalogue cannot be read: only the text that stands in the bytes")
            return
        entries = self._entries(catalogue, owners.get(_CATALOGUE, array("L")))
        yield from self._flow.drain()
        for number in sorted(owners):
            if number < _CATALOGUE or number == _LONG_VALUES:  # maps of used pages, and what memos point to
                continue
            definition = definition_of(self._pages, number)
            entry = entries.get(number, Entry(f"not in the catalogue, {number}", {}))
            if definition is not None:
                yield from self._table(definition, entry, owners[number])
            elif owners[number]:
                yield from self._without_definition(owners[number])
                yield Gap(Reason.CORRUPT, f"{len(owners[number])} pages of a table that is not defined any more")
        yield from self._flow.finish()
        yield from self._cells.gaps(())

    def _entries(self, catalogue: Definition, numbers: array[int]) -> dict[int, Entry]:
        """The tables by the page of their definition."""
        found: dict[int, Entry] = {}
        wanted = {column.name: index for index, column in enumerate(catalogue.columns)}
        if not {"Id", "Name", "Type"} <= wanted.keys():
            return found
        rows = Rows(self._pages, catalogue, [bytes] * len(catalogue.columns))
        for number in numbers:
            for flags, row in self._pages.rows(self._pages.page(number)):
                cells = rows.cells(row) if row and not flags & _ELSEWHERE else None
                if cells is None:
                    continue
                identity, name, kind = (cells[wanted[key]] for key in ("Id", "Name", "Type"))
                text = self._pages.text(name)
                captions = self._properties(text, cells[wanted["LvProp"]] if "LvProp" in wanted else b"")
                if int.from_bytes(kind, "little") == 1 and len(identity) == 4:
                    found[int.from_bytes(identity[:3], "little")] = Entry(text, captions)
        return found

    def _properties(self, name: str, field: bytes) -> dict[str, str]:
        """The captions of columns; all texts among the properties are lines of their own."""
        data = self._pages.long_value(field, self._context.limits.member_memory)
        captions = {}
        at = (Step(Axis.TABLE, name), Step(Axis.PART, "properties"))
        for column, key, text in properties_of(self._pages, data):
            if key == "Caption" and column:
                captions[column] = text
            self._flow.write(f"{column} {key}: {text}".lstrip(), at)
            self._flow.end_line()
        return captions

    def _table(self, definition: Definition, entry: Entry, numbers: array[int]) -> Iterator[Extracted]:
        at = (Step(Axis.TABLE, entry.name),)
        tables = [self._started(definition, entry, (*at, *part)) for part in ((), (Step(Axis.PART, "deleted rows"),))]
        rows = Rows(self._pages, definition, [self._converter(column) for column in definition.columns])
        counts = [0, 0]
        damaged = 0
        for number in numbers:
            for flags, row in self._pages.rows(self._pages.page(number)):
                if not row or flags & (_DELETED | _ELSEWHERE) == _ELSEWHERE:
                    continue
                deleted = 1 if flags & _ELSEWHERE else 0
                self._row = (*at, Step(Axis.ROW, counts[deleted] + 1))
                cells = rows.cells(row)
                if cells is not None:
                    counts[deleted] += 1
                    tables[deleted].put(counts[deleted], cells)
                elif not deleted:
                    damaged += 1
            for table in tables:
                yield from table.full()
            yield from self._flow.drain()
            yield from self._cells.drain()
        for table, count in zip(tables, counts, strict=True):
            if count:
                yield from table.full(0)
        yield from self._flow.finish()
        yield from self._cells.drain()
        if damaged or counts[0] < definition.rows:
            yield Gap(Reason.CORRUPT, f"{counts[0]} rows can be read, where the table says {definition.rows}", at)

    def _started(self, definition: Definition, entry: Entry, at: Location) -> RecordTable:
        table = RecordTable(at, self._flow.new_series(), ())
        names = [column.name for column in definition.columns]
        captions = [entry.captions.get(name, "") for name in names]
        headers = [f"{name}: {caption}" if caption and caption != name else name
                   for name, caption in zip(names, captions, strict=True)]  # fmt: skip
        table.put(0, [header.encode("utf-8", "replace") for header in headers])
        table.header = names
        return table

    def _converter(self, column: Column) -> Convert:
        if is_text(column.kind) and column.name == "FileName":
            return self._named
        if is_text(column.kind):
            return self._pages.cell
        if is_memo(column.kind):
            return lambda data: self._memo(self._pages.cell(self._long(data)), column)
        if is_long(column.kind):
            return lambda data: self._object(self._long(data), column.name)
        if is_binary(column.kind):
            return lambda data: b" ".join(text for _, text, _ in runs(data))
        return converter(column.kind, column.scale)

    def _named(self, data: bytes) -> bytes:
        """The name of an attachment, which is kept in a row with it."""
        cell = self._pages.cell(data)
        self._attached = (self._row, cell.decode("utf-8", "replace"))
        return cell

    def _long(self, data: bytes) -> bytes:
        value = self._pages.long_value(data, self._context.limits.document)
        self._context.budget.take_bytes(len(value))
        return value

    def _memo(self, text: bytes, column: Column) -> bytes:
        if len(text) <= LONGEST_CELL:
            return text
        self._flow.write(text.decode("utf-8", "replace"), (*self._row, Step(Axis.KEY, column.name)), 1)
        self._flow.flush()
        return b""

    def _object(self, data: bytes, column: str) -> bytes:
        """A file, with the wrapping of an attachment or of OLE taken off."""
        if data.startswith(MARKS):
            return b""  # they have lines of their own
        row, attached = self._attached
        inner = _attachment(data) if column == "FileData" else None
        name = attached if inner is not None and row == self._row and attached else f"{column}[{self._row[-1].at}]"
        start = data.find(_COMPOUND, 0, _WRAPPING)
        if inner is None and start > 0:
            inner = data[start:]
        if inner is None:
            return self._cells.cell(data, name)
        self._cells.children.append(self._cells.child(inner, name))
        return b""

    def _without_definition(self, numbers: array[int]) -> Iterator[Extracted]:
        for number in numbers:
            base = number * self._pages.layout.page
            for offset, text, _ in runs(self._pages.page(number)):
                self._flow.write(text.decode("utf-8", "replace"), (Step(Axis.BYTE, base + offset),))
                self._flow.end_line()
            yield from self._flow.drain()


def _attachment(data: bytes) -> bytes | None:
    """The file in an attachment: whether it is packed, its length, then a header that says how long it is."""
    packed, length = (int.from_bytes(data[at : at + 4], "little") for at in (0, 4))
    if len(data) < 12 or packed > 1 or length > _MOST_INFLATED:
        return None
    content = data[8:]
    if packed:
        try:
            content = zlib.decompressobj().decompress(content, length or 1)
        except zlib.error:
            return None
    size = int.from_bytes(content[:4], "little")
    return content[size:length] if 12 <= size <= min(len(content), 1024) and len(content) >= min(length, 12) else None
