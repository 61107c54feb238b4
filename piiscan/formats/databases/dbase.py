"""dBase, FoxPro and Clipper tables (.dbf): every record, those marked as deleted too, and the memos beside them.

Rule: a record is where its number says, whatever the header claims of their count; bytes that no field names are not
shown. Sources: the file structures of dBase III+, IV and 7 (dBASE knowledge base) and of Visual FoxPro (Microsoft).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import BinaryIO, NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.databases.dbase_memo import Memos, open_memos
from piiscan.formats.segments.record_table import LONGEST_CELL, Cells, RecordTable, number_cell
from piiscan.model import Blob, Encryption, Gap, Reason, Unscannable

_VERSION_7 = 4  # in the lower bits of the first byte
_FOXPRO = frozenset({0x30, 0x31, 0x32, 0xF5, 0xFB})
_END = 0x1A
_READ = 1 << 18
_CODE_PAGES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x04: "mac_roman", 0x08: "cp865", 0x09: "cp437", 0x0A: "cp850",
    0x0B: "cp437", 0x0D: "cp437", 0x0E: "cp850", 0x0F: "cp437", 0x10: "cp850", 0x11: "cp437", 0x12: "cp850",
    0x13: "cp932", 0x14: "cp850", 0x15: "cp437", 0x16: "cp850", 0x17: "cp865", 0x18: "cp437", 0x19: "cp437",
    0x1A: "cp850", 0x1B: "cp437", 0x1C: "cp863", 0x1D: "cp850", 0x1F: "cp852", 0x22: "cp852", 0x23: "cp852",
    0x24: "cp860", 0x25: "cp850", 0x26: "cp866", 0x37: "cp850", 0x40: "cp852", 0x4D: "cp936", 0x4E: "cp949",
    0x4F: "cp950", 0x50: "cp874", 0x57: "cp1252", 0x58: "cp1252", 0x59: "cp1252", 0x64: "cp852", 0x65: "cp866",
    0x66: "cp865", 0x67: "cp861", 0x6A: "cp737", 0x6B: "cp857", 0x6C: "cp863", 0x78: "cp950", 0x79: "cp949",
    0x7A: "cp936", 0x7B: "cp932", 0x7C: "cp874", 0x7D: "cp1255", 0x7E: "cp1256", 0x86: "cp737", 0x87: "cp852",
    0x88: "cp857", 0x96: "mac_cyrillic", 0x97: "mac_latin2", 0x98: "mac_greek", 0xC8: "cp1250", 0xC9: "cp1251",
    0xCA: "cp1254", 0xCB: "cp1253", 0xCC: "cp1257",
}  # fmt: skip

Decode = Callable[[bytes], bytes]


class Field(NamedTuple):
    """A column."""

    name: str
    kind: str
    size: int


class Header(NamedTuple):
    """What stands before the records."""

    version: int
    records: int
    begin: int
    size: int  # of a record
    code_page: str
    encrypted: bool
    fields: tuple[Field, ...]


def extract_dbase(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The records as one table."""
    with ExitStack() as stack:
        stream = stack.enter_context(blob.open())
        header = _header(stream)
        if header.encrypted:
            yield Encryption("weak", "dBase IV")
            yield Gap(Reason.ENCRYPTED, "marked as encrypted by dBase IV")
        has_memos = any(_is_memo(field, header.version) for field in header.fields)
        memos = open_memos(blob, stack, foxpro=header.version in _FOXPRO) if has_memos else None
        if memos is None and has_memos:
            yield Gap(Reason.UNREADABLE, "the memos stand in a file that is not beside this one")
        records = _Records(header, Cells(blob, context), memos)
        stream.seek(header.begin)
        yield from records.read(stream)


class _Records:
    """Records under way to the table."""

    def __init__(self, header: Header, cells: Cells, memos: Memos | None) -> None:
        self._header = header
        self._cells = cells
        self._memos = memos
        self._decode = _decoder(header.code_page)
        self._table = RecordTable((), 1, [field.name for field in header.fields])
        self._row = 0
        self._ended = False

    def read(self, stream: BinaryIO) -> Iterator[Extracted]:
        """All of them."""
        size = self._header.size
        cut = struct.Struct("1s" + "".join(f"{field.size}s" for field in self._header.fields))
        padding = bytes(max(size - cut.size, 0))
        rest = b""
        while not self._ended and (block := stream.read(max(_READ // size, 1) * size)):
            data = rest + block
            whole = len(data) // size * size
            for start in range(0, whole, size):
                if not self._put(cut.unpack_from(data, start)):
                    break
            rest = data[whole:]
            yield from self._table.full()
            yield from self._cells.drain()
        if not self._ended and len(rest.rstrip(b"\x1a\0")) > 1:
            self._put(cut.unpack_from(rest.ljust(size, b" ") + padding))
        if self._row:
            yield from self._table.full(0)
        yield from self._cells.drain()
        if self._row < self._header.records:
            yield Gap(Reason.CORRUPT, f"{self._row} records, where the header says {self._header.records}")
        yield from self._cells.gaps(())

    def _put(self, values: Sequence[bytes]) -> bool:
        """One record; False where the end is marked."""
        if values[0][0] == _END and self._row >= self._header.records:
            self._ended = True
            return False
        self._row += 1
        self._table.put(
            self._row,
            [
                self._decode(value.strip(b" \0")) if field.kind in "CNFDL" else self._special(value, field)
                for value, field in zip(values[1:], self._header.fields, strict=True)
            ],
        )
        return True

    def _special(self, value: bytes, field: Field) -> bytes:
        if _is_memo(field, self._header.version):
            return self._memo(value, field)
        if field.kind in "VQ":
            return self._decode(value.strip(b" \0"))
        return _binary(value, field.kind, seven=self._header.version & 7 == _VERSION_7)

    def _memo(self, value: bytes, field: Field) -> bytes:
        if self._memos is None:
            return b""
        number = int.from_bytes(value, "little") if len(value) == 4 else _number(value)
        data = self._memos.get(number) if number else b""
        if len(data) > LONGEST_CELL or field.kind != "M":
            return self._cells.cell(data, f"{field.name}[{self._row}]")
        return self._decode(data.rstrip(b"\0\x1a"))


def _header(stream: BinaryIO) -> Header:
    """The header and its fields. Raises `Unscannable` (CORRUPT) where they fit no record."""
    head = stream.read(32)
    if len(head) < 32:
        raise Unscannable(Reason.CORRUPT, "the header is cut short")
    version, count = head[0], int.from_bytes(head[4:8], "little")
    begin, size = struct.unpack_from("<HH", head, 8)
    stream.seek(0)
    data = stream.read(begin)
    seven = version & 7 == _VERSION_7
    step, first = (48, 68) if seven else (32, 32)
    fields: list[Field] = []
    left = size - 1
    for at in range(first, len(data) - step + 1, step):
        if data[at] in {0x0D, 0}:
            break
        field = _field(data[at : at + step], seven=seven)
        fields.append(field._replace(size=min(field.size, max(left, 0))))
        left -= field.size
    if not fields or size < 2:
        raise Unscannable(Reason.CORRUPT, "the header names no fields")
    return Header(version, count, begin, size, _CODE_PAGES.get(head[29], ""), head[15] == 1, tuple(fields))


def _field(data: bytes, *, seven: bool) -> Field:
    size = 32 if seven else 11
    name = data[:size].split(b"\0")[0].decode("latin-1")
    kind = chr(data[size])
    length, decimals = (data[33], data[34]) if seven else (data[16], data[17])
    if kind == "C" and not seven:
        length += decimals << 8  # Clipper and FoxPro: texts of more than 255
    return Field(name, kind, length)


def _is_memo(field: Field, version: int) -> bool:
    return field.kind in "MGPW" or (field.kind == "B" and version not in _FOXPRO)


def _number(value: bytes) -> int:
    digits = value.strip(b" \0")
    return int(digits) if digits.isdigit() else 0


def _binary(value: bytes, kind: str, *, seven: bool) -> bytes:
    """A number or a time in its bytes; b"" for what says nothing."""
    if seven and kind in "IO+" and value:  # the sign turned, so that they sort as bytes
        value = (
            bytes([value[0] ^ 0x80]) + value[1:] if value[0] & 0x80 or kind != "O" else bytes(b ^ 0xFF for b in value)
        )
    order = ">" if seven else "<"
    if kind in "I+" and len(value) == 4:
        return number_cell(struct.unpack(f"{order}i", value)[0])
    if kind in "BO" and len(value) == 8:
        return number_cell(struct.unpack(f"{order}d", value)[0])
    if kind == "Y" and len(value) == 8:
        return number_cell(struct.unpack("<q", value)[0] / 10_000)
    if kind == "T" and len(value) == 8:
        return _day(int.from_bytes(value[:4], "little"))
    return b""


def _day(julian: int) -> bytes:
    try:
        return (date(1, 1, 1) + timedelta(julian - 1721426)).isoformat().encode()
    except OverflowError:
        return b""


def _decoder(code_page: str) -> Decode:
    """Text as UTF-8: as it is where it is that already, else by the code page of the header."""

    def decode(data: bytes) -> bytes:
        if data.isascii():
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(code_page or "cp1252", "replace").encode("utf-8", "replace")
        return data

    return decode
