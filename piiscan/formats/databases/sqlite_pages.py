"""Rows in single pages of a SQLite file: of its log (-wal), its rollback journal, its free list, or a damaged file.

The only file that knows how pages and records are built (sqlite.org/fileformat2.html, by chapter below). A page here
has no table any more, so its rows have no header; the same row in several versions of a page counts once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.byte_text import runs
from piiscan.formats.segments.record_table import RecordTable, number_cell, plain_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # 3
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02  # 1.6
_INTEGERS = (0, 1, 2, 3, 4, 6, 8)  # bytes by serial type, 2.1
_REMEMBERED = 1 << 20  # rows known to have been given
_NO_STRUCTURE = "read page by page, without the tables they belong to"
_FRAME, _HEAD = 24, 32  # bytes before a page of the log, and before the first

Row = tuple[int, list[bytes]]


def extract_wal(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The pages of a write-ahead log, the older versions of a page too."""
    with blob.open() as stream:
        head = stream.read(_HEAD)
        size = _valid(int.from_bytes(head[8:12], "big"))
        rows = PageRows(1)
        while len(frame := _read(stream, _FRAME + size)) > _FRAME:
            yield from rows.page(frame[_FRAME:], int.from_bytes(frame[:4], "big"))


def extract_journal(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The pages of a rollback journal: what stood in the database before the last change."""
    with blob.open() as stream:
        head = stream.read(28)
        sector, size = (int.from_bytes(head[at : at + 4], "big") for at in (20, 24))
        size = _valid(size)
        if not 28 <= sector <= 1 << 16:
            raise Unscannable(Reason.CORRUPT, "the header of the journal makes no sense")
        stream.seek(sector)
        rows = PageRows(1)
        while len(record := _read(stream, 4 + size + 4)) > 4:
            if record.startswith(JOURNAL_MAGIC):  # another header stands at the begin of a sector
                stream.seek(sector - len(record), 1)
                continue
            yield from rows.page(record[4 : 4 + size], int.from_bytes(record[:4], "big"))


def extract_pages(blob: Blob, reason: str) -> Iterator[Extracted]:
    """All pages of a database that cannot be opened."""
    with blob.open() as stream:
        head = stream.read(100)
        size = page_size(head)
        stream.seek(0)
        rows = PageRows(1)
        number = 0
        while page := _read(stream, size):
            number += 1
            yield from rows.page(page, number)
    yield Gap(Reason.CORRUPT, f"{reason}: {_NO_STRUCTURE}")


def deleted_rows(blob: Blob, series: int) -> Iterator[Segment]:
    """The rows on free pages, which keep what was deleted unless it was overwritten."""
    rows = PageRows(series, (Step(Axis.PART, "free pages"),))
    with blob.open() as stream:
        for number, page in _free_pages(stream):
            yield from rows.page(page, number)


def _free_pages(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The pages of the free list (1.5) by number: trunks, and the leaves each of them names."""
    head = stream.read(100)
    if len(head) < 100:
        return
    size = page_size(head)
    trunk, count = struct.unpack_from(">II", head, 32)
    seen: set[int] = set()
    while trunk and trunk not in seen and len(seen) <= count:
        seen.add(trunk)
        page = _at(stream, trunk, size)
        if len(page) < 8:
            return
        following, leaves = struct.unpack_from(">II", page)
        yield trunk, page if leaves else _once_leaf(page)
        for leaf in struct.unpack_from(f">{min(leaves, len(page) // 4 - 2)}I", page, 8):
            if leaf not in seen:
                seen.add(leaf)
                yield leaf, _at(stream, leaf, size)
        trunk = following


def _once_leaf(page: bytes) -> bytes:
    """A trunk without leaves as the leaf it was: its header was overwritten, what points to its rows was not."""
    pointers = struct.unpack_from(f">{(len(page) - 8) // 2}H", page, 8)
    count = next((index for index, at in enumerate(pointers) if not 8 <= at < len(page)), 0)
    return struct.pack(">BHHHB", _TABLE_LEAF, 0, count, min(pointers[:count], default=0), 0) + page[8:]


def _at(stream: BinaryIO, number: int, size: int) -> bytes:
    stream.seek(max(number - 1, 0) * size)
    return _read(stream, size)


class PageRows:
    """Rows of pages under way, each once."""

    def __init__(self, series: int, at: Location = ()) -> None:
        self._series = series
        self._at = at
        self._seen: set[int] = set()

    def page(self, page: bytes, number: int) -> Iterator[Segment]:
        """The rows of one page; the text of a page that has none (a piece of a long value)."""
        at = (*self._at, Step(Axis.PAGE, number))
        table = RecordTable(at, self._series, ())
        found = rows_of(page, 100 if number == 1 and page.startswith(b"SQLite") else 0)
        if found is None:
            found = [(1, [b" ".join(text for _, text, _ in runs(page[4:]))])]
        for row, cells in found:
            known = hash((row, *cells))
            if known in self._seen or not any(cells):
                continue
            if len(self._seen) < _REMEMBERED:
                self._seen.add(known)
            table.put(row, [*cells])
        if table.records:
            self._series += 1
            table.series = self._series
            yield table.segment()


def rows_of(page: bytes, start: int = 0) -> list[Row] | None:
    """The rows of a leaf page of a table, and of the pages of an index; None for any other page."""
    kind = page[start] if len(page) > start + 8 else 0
    if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER}:
        return None
    count, content = struct.unpack_from(">HH", page, start + 3)
    first = start + (12 if kind == _INDEX_INNER else 8)
    if first + 2 * count > len(page) or (content or 1 << 16) > len(page) + 1:
        return None
    found: list[Row] = []
    for index, at in enumerate(struct.unpack_from(f">{count}H", page, first), 1):
        try:
            found.append(_cell(page, at, kind, index))
        except (IndexError, ValueError):
            continue
    return found


def _cell(page: bytes, at: int, kind: int, index: int) -> Row:
    """One row: (its rowid or place on the page, its values)."""
    if kind == _INDEX_INNER:
        at += 4
    size, at = _varint(page, at)
    row = index
    if kind == _TABLE_LEAF:
        row, at = _varint(page, at)
    usable = len(page)
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if size > most:  # the rest is on other pages
        least = (usable - 12) * 32 // 255 - 23
        local = least + (size - least) % (usable - 4)
        size = local if local <= most else least
    return row, values_of(page[at : at + size])


def values_of(record: bytes) -> list[bytes]:
    """The values of a record (2.1) as cells, as far as they are there."""
    size, at = _varint(record, 0)
    if not 1 <= size <= len(record):
        raise ValueError("no record")
    body = size
    cells: list[bytes] = []
    while at < size:
        kind, at = _varint(record, at)
        length = _INTEGERS[kind] if kind < 7 else 8 if kind == 7 else 0 if kind < 12 else (kind - 12) // 2
        cells.append(_value(kind, record[body : body + length]))
        body += length
    return cells


def _value(kind: int, data: bytes) -> bytes:
    if kind == 0 or not (data or kind in {8, 9}):
        return b""
    if kind < 7:
        return b"%d" % int.from_bytes(data, "big", signed=True)
    if kind == 7:
        return number_cell(float(struct.unpack(">d", data)[0])) if len(data) == 8 else b""
    return b"%d" % (kind - 8) if kind < 10 else plain_text(data)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes and the offset behind it."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def page_size(head: bytes) -> int:
    """By the first bytes of a database (1.3.2)."""
    return _valid(int.from_bytes(head[16:18], "big"))


def _valid(size: int) -> int:
    size = 1 << 16 if size in {1, 0x10000} else size
    return size if 512 <= size <= 1 << 16 and not size & size - 1 else 4096


def _read(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data
