"""The pages of Access databases (Jet 3 and 4, ACE): which belong to which table, how they are decoded, long values.

Rule: the pages themselves say whose they are, so rows are found wherever they stand, whatever the maps of used pages
claim. Sources: HACKING of mdbtools, and the comments of Jackcess and mdb-reader on the same. A database that Access
calls "encoded" is under RC4 with a key of 32 bits that stands in its own header, as a password of Jet does.
"""

from __future__ import annotations

import codecs
import math
import struct
from array import array
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from piiscan.formats.databases.access_locks import Decrypt, of_page, opener, rc4
from piiscan.model import Encryption, Reason, Unscannable

DATA, DEFINITION = 1, 2
_HEADER_KEY = bytes([0xC7, 0xDA, 0x39, 0x6B])
_HEADER_BEGIN = 0x18
_LONGEST_CHAIN = 1 << 16  # pages of a long value, or of a definition
_START = 0x1FFF  # of the word before a row: its place; the other bits say what it is
_MARK = b"\xff\xfe"  # before compressed text


class Layout(NamedTuple):
    """Where things stand in the pages of a generation."""

    page: int
    rows: int  # the number of rows in a data page; their places follow
    columns: int  # bytes of the number of columns in a row
    header: int  # encoded bytes of the header
    password: int
    total: int  # in a definition: the number of rows
    counts: tuple[int, int]  # the number of columns, and of indexes
    indexes: tuple[int, int]  # where the indexes begin, and the size of each
    column: int  # bytes of the definition of a column
    fields: tuple[int, int, int, int, int]  # in it: number, number among the variable ones, flags, place, size
    name: int  # bytes of the length of a name


JET3 = Layout(2048, 8, 1, 126, 20, 12, (25, 31), (43, 8), 18, (1, 3, 13, 14, 16), 1)
JET4 = Layout(4096, 12, 2, 128, 40, 16, (45, 51), (63, 12), 25, (5, 7, 15, 21, 23), 2)


class Pages:
    """The pages of one database."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.seek(0)
        head = stream.read(JET4.page)
        if len(head) < JET3.page:
            raise Unscannable(Reason.CORRUPT, "the header is cut short")
        self.jet3 = head[0x14] == 0
        self.layout = JET3 if self.jet3 else JET4
        end = _HEADER_BEGIN + self.layout.header
        self.head = head[:_HEADER_BEGIN] + rc4(_HEADER_KEY, head[_HEADER_BEGIN:end]) + head[end:]
        self._key = self.head[0x3E:0x42]
        self._code_page = _code_page(int.from_bytes(self.head[0x3C:0x3E], "little"))
        self._decrypt: Decrypt | None = None
        self.office = head[0x14] > 1 and any(self._key) and int.from_bytes(head[0x299:0x29B], "little") > 4

    def opens(self, passwords: Iterable[str]) -> bool:
        """Whether one of some passwords opens the lock of [MS-OFFCRYPTO]; pages are decrypted from there on."""
        size = int.from_bytes(self.head[0x299:0x29B], "little")
        self._decrypt = opener(self.head[0x29B : 0x29B + size], self._key, passwords, self._stored)
        return self._decrypt is not None

    def encryption(self) -> Encryption | None:
        """What locks the database, if anything does."""
        if self.office:
            return _office(self.head[0x29B:])
        if any(self._key):
            return Encryption("weak", "RC4", 32)
        return Encryption("weak", "Jet database password") if self._has_password() else None

    def _has_password(self) -> bool:
        found = self.head[0x42 : 0x42 + self.layout.password]
        if not self.jet3:  # under the day the database was made
            try:
                day = math.floor(struct.unpack_from("<d", self.head, 0x72)[0])
                mask = (day & 0xFFFFFFFF).to_bytes(4, "little")
            except (ValueError, OverflowError):
                return False
            found = bytes(one ^ mask[at % 4] for at, one in enumerate(found))
        return any(found)

    def page(self, number: int) -> bytes:
        """A page, decoded; b"" behind the last."""
        size = self.layout.page
        if not 0 < number < 1 << 32:
            return b""
        data = self._stored(number)
        if self._decrypt is not None and data:
            data = self._decrypt(number, data)
        elif any(self._key) and data and not self.office:
            data = rc4(of_page(number, self._key), data)
        return data if len(data) == size else data.ljust(size, b"\0") if data else b""

    def _stored(self, number: int) -> bytes:
        self._stream.seek(number * self.layout.page)
        return self._stream.read(self.layout.page)

    def owners(self) -> dict[int, array[int]]:
        """The data pages by the definition they name, and the definitions, each with none."""
        found: dict[int, array[int]] = {}
        number = 1
        while data := self.page(number):
            if data[0] == DATA and data[1] == 1:
                found.setdefault(int.from_bytes(data[4:8], "little"), array("L")).append(number)
            elif data[0] == DEFINITION and data[1] == 1:
                found.setdefault(number, array("L"))
            number += 1
        return found

    def definition(self, number: int) -> bytes:
        """All pages of a definition as one."""
        data, seen = b"", set[int]()
        while number and number not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(number)
            page = self.page(number)
            if not page or page[0] != DEFINITION:
                break
            data += page if not data else page[8:]
            number = int.from_bytes(page[4:8], "little")
        return data

    def rows(self, page: bytes) -> list[tuple[int, bytes]]:
        """(flags, bytes) of each row in a data page. Rows fill a page from its end."""
        at = self.layout.rows
        count = min(int.from_bytes(page[at : at + 2], "little"), (self.layout.page - at - 2) // 2)
        found, end = [], self.layout.page
        for word in struct.unpack_from(f"<{count}H", page, at + 2):
            start = word & _START
            if start <= end:
                found.append((word & ~_START, page[start:end]))
                end = start
            else:
                found.append((0, b""))
        return found

    def row(self, pointer: int) -> bytes:
        """The row that a pointer leads to: its number in the lowest byte, its page above."""
        page = self.page(pointer >> 8)
        rows = self.rows(page) if page and page[0] == DATA else []
        return rows[pointer & 0xFF][1] if pointer & 0xFF < len(rows) else b""

    def long_value(self, field: bytes, largest: int) -> bytes:
        """A memo or an object: in its row, in one of another page, or in a chain of these."""
        if len(field) < 12:
            return b""
        word, pointer = struct.unpack_from("<II", field)
        length = word & 0x3FFFFFFF
        if word & 0x80000000:
            return field[12 : 12 + length]
        if word & 0x40000000:
            return self.row(pointer)[:length]
        parts, seen, size = [], set[int](), 0
        while pointer and pointer not in seen and size < min(length, largest):
            seen.add(pointer)
            row = self.row(pointer)
            pointer = int.from_bytes(row[:4], "little")
            parts.append(row[4:])
            size += len(row) - 4
        return b"".join(parts)[:length]

    def text(self, data: bytes) -> str:
        """Text as it is kept: in the code page of a Jet 3 database, in UTF-16 or compressed from it later."""
        if self.jet3:
            return data.decode(self._code_page, "replace")
        if not data.startswith(_MARK):
            return data.decode("utf-16-le", "replace")
        parts = data[2:].split(b"\0")
        if len(parts) == 1:
            return parts[0].decode("latin-1")
        return _expanded(data[2:])

    def cell(self, data: bytes) -> bytes:
        """Text in UTF-8; most of it is compressed, and ASCII."""
        if data[:2] == _MARK and not self.jet3:
            body = data[2:]
            if body.isascii() and 0 not in body:
                return body
        return self.text(data).encode("utf-8", "replace")


def _expanded(data: bytes) -> str:
    """Compressed text: a zero turns between one byte for a character and two."""
    out, at, narrow = [], 0, True
    while at < len(data):
        if narrow:
            end = data.find(b"\0", at)
            end = len(data) if end < 0 else end
            out.append(data[at:end].decode("latin-1"))
        else:
            end = at
            while end < len(data) and data[end]:
                end += 2
            out.append(data[at:end].decode("utf-16-le", "replace"))
        at, narrow = end + 1, not narrow
    return "".join(out)


def _code_page(number: int) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def _office(data: bytes) -> Encryption:
    """The cipher that ACE names as [MS-OFFCRYPTO] has it, in a header of its own."""
    major, minor, flags = struct.unpack_from("<HHI", data)
    if (major, minor) == (4, 4):
        told = data.partition(b'keyBits="')[2].partition(b'"')[0]
        return Encryption("encrypted", "AES", int(told) if told.isdigit() and len(told) < 5 else None)
    if flags & 0x20:
        bits = int.from_bytes(data[28:32], "little")
        return Encryption("encrypted", "AES", bits if bits in {128, 192, 256} else None)
    return Encryption("weak", "RC4 CryptoAPI")
