"""BSON, as mongodump writes a collection (bsonspec.org, 1.1): documents as objects, files in them as children.

A place is the byte at which a value begins. A document says how long it is: of one that is damaged what stands before
the damage is read, and all documents behind it.
"""

from __future__ import annotations

import struct
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.objects.cbor import by_byte
from piiscan.formats.objects.cbor_items import PIECE, BadCborError, CutCborError, Items
from piiscan.formats.signatures import signature
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Gap, Reason, Step

DOUBLE, STRING, DOCUMENT, ARRAY, BINARY = range(1, 6)
_SIZES = {6: 0, 7: 12, 8: 1, 9: 8, 10: 0, 16: 4, 17: 8, 18: 8, 19: 16, 0x7F: 0, 0xFF: 0, DOUBLE: 8}
_TEXTS = frozenset({STRING, 13, 14})
_REGEX, _POINTER, _SCOPED = 11, 12, 15
_NUMBERS = frozenset({DOUBLE, 16, 18, 19})
_KINDS = frozenset({*_SIZES, *_TEXTS, DOCUMENT, ARRAY, BINARY, _REGEX, _POINTER, _SCOPED})
_LEAST, _MOST = 5, 64 << 20  # bytes of a document; servers take 16 MiB
_LONGEST_NAME = 1000
_DEEPEST = 200
_FILE = 16 << 20  # bytes of a value that is looked at whole
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def is_bson(head: bytes, name: str) -> bool:
    r"""Whether a document begins a file: its length, and elements with names, as far as they can be seen.

    >>> is_bson(b"\x16\0\0\0\x02name\0\x04\0\0\0Ann\0\x10n\0", "a"), is_bson(b"\x16\0\0\0\x02\1\2\0", "a")
    (True, False)
    """
    size = int.from_bytes(head[:4], "little")
    if not _LEAST < size <= _MOST or len(head) < _LEAST + 2 or (size <= len(head) and head[size - 1]):
        return False
    at, seen, end = 4, 0, min(size - 1, len(head))
    while at < end:
        stop = head.find(0, at + 1, at + _LONGEST_NAME)
        if head[at] not in _KINDS or (stop < 0 and len(head) - at > _LONGEST_NAME):
            return False
        if stop < 0:
            break
        if stop == at + 1 or not head[at + 1 : stop].decode("utf-8", "replace").isprintable():
            return False
        seen += 1
        kind, at = head[at], stop + 1
        long = kind in _TEXTS or kind in {DOCUMENT, ARRAY, BINARY, _SCOPED}
        if kind in {_REGEX, _POINTER} or (long and at + 4 > len(head)):
            break
        told = int.from_bytes(head[at : at + 4], "little")
        if long and told > size:
            return False
        at += _SIZES.get(kind, told + (4 if kind in _TEXTS else 5 if kind == BINARY else 0))
    return seen > 1 or (seen == 1 and (size <= len(head) or name.lower().endswith(".bson")))


def extract_bson(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The documents as segments of shape OBJECT."""
    damaged = 0
    with blob.open() as stream:
        reading = _Reading(blob, context, _Bytes(stream))
        try:
            while not reading.data.ended():
                damaged += yield from reading.document()
                yield from map(by_byte, reading.records.drain())
        except BadCborError:
            damaged += 1
        reading.close()
        yield from map(by_byte, reading.records.finish())
    if damaged:
        yield Gap(Reason.CORRUPT, f"{damaged} documents of BSON damaged or cut short: read up to there")


class _Bytes(Items):
    """Bytes as they are asked for, and names that a zero ends."""

    def name(self) -> str:
        """The next name. Raises `BadCborError` for one without an end."""
        while (end := self._block.find(0, self._at, self._at + _LONGEST_NAME)) < 0:
            if len(self._block) - self._at >= _LONGEST_NAME or not self._more():
                raise BadCborError
        return self.take(end - self._at + 1)[:-1].decode("utf-8", "replace")

    def number(self) -> int:
        """A length."""
        return int.from_bytes(self.take(4), "little")

    def skip(self, size: int) -> None:
        """Pass over so many bytes."""
        for _ in self.pieces(size):
            pass


class _Reading:
    """Documents under way."""

    def __init__(self, blob: Blob, context: Context, data: _Bytes) -> None:
        self.data = data
        self.records = Records()
        self._blob = blob
        self._context = context
        self._open: list[str] = []  # names of the documents and arrays that are open; "" for a document itself
        self._names: dict[str, int] = {}

    def close(self) -> None:
        """End what never ended."""
        while self._open:
            self._end()

    def document(self) -> Generator[Extracted, None, int]:
        """The next document; whether it is damaged, and was passed over from there on."""
        start = self.data.position
        size = self.data.number()
        if not _LEAST <= size <= _MOST:
            raise BadCborError
        self._start("record", start)
        try:
            while self._open:
                yield from self._element()
        except CutCborError:
            raise
        except BadCborError:
            self.close()
            self.data.skip(max(0, start + size - self.data.position))
            return 1
        return 0

    def _element(self) -> Iterator[Extracted]:  # noqa: C901 - one case a kind
        kind = self.data.take(1)[0]
        if not kind:
            self._end()
            return
        if kind not in _KINDS:
            raise BadCborError
        name = self.data.name()
        inside = self._open[-1]
        key = inside.removeprefix("[") if inside.startswith("[") else name  # a value of an array has the name of that
        at = self.data.position
        if kind in {DOCUMENT, ARRAY}:
            self.data.number()
            if len(self._open) >= _DEEPEST:
                raise BadCborError
            self._start(key, at, listed=kind == ARRAY)
        elif kind in _TEXTS:
            size = self.data.number()
            if not 1 <= size <= _MOST:
                raise BadCborError
            self._value(key, (piece.decode("utf-8", "replace") for piece in self._pieces(size - 1)), at + 4)
            self.data.take(1)
        elif kind == BINARY:
            yield from self._binary(key, at)
        elif kind == _REGEX:
            self._value(key, iter((self.data.name(), " ", self.data.name())), at)
        elif kind == _POINTER:
            self.data.skip(self.data.number() + 12)
        elif kind == _SCOPED:
            self.data.skip(max(0, self.data.number() - 4))
        elif kind in _NUMBERS:
            self.records.number(key or "value", _shown(kind, self.data.take(_SIZES[kind])), at + 1)
        else:
            self._value(key, iter((_shown(kind, self.data.take(_SIZES[kind])),)), at)

    def _pieces(self, size: int) -> Iterator[bytes]:
        """A text in pieces that end with a character."""
        rest = b""
        for piece in self.data.pieces(size):
            whole = rest + piece
            cut = len(whole)
            while len(piece) == PIECE and cut > len(whole) - 4 and whole[cut - 1] & 0xC0 == 0x80:
                cut -= 1
            cut -= len(piece) == PIECE and whole[cut - 1] >= 0xC0
            yield whole[:cut]
            rest = whole[cut:]
        yield rest

    def _binary(self, key: str, at: int) -> Iterator[Extracted]:
        size = self.data.number()
        self.data.take(1)
        if size > _FILE:
            self.data.skip(size)
            yield Gap(Reason.LIMIT, f"a value of {size} bytes, more than {_FILE}", (Step(Axis.BYTE, at),))
            return
        data = b"".join(self.data.pieces(size))
        if data and signature(data, text=False) is not None:
            self._context.budget.take_member()
            count = self._names[key] = self._names.get(key, 0) + 1
            step = Step(Axis.MEMBER, key if count == 1 else f"{key} ({count})")
            yield child(self._blob, step, key, Member(lambda: iter((data,)), self._context, expands=False), size)
        elif data.isascii() and not data.count(0):
            self._value(key, iter((data.decode("ascii"),)), at + 5)

    def _value(self, key: str, texts: Iterator[str], at: int) -> None:
        self.records.start(key or "value", {}, at + 1)
        for text in texts:
            self.records.text(text)
        self.records.end(at + 1)

    def _start(self, key: str, at: int, *, listed: bool = False) -> None:
        self._open.append(f"[{key}" if listed else key)
        self.records.start(key or "value", {}, at + 1)

    def _end(self) -> None:
        self._open.pop()
        self.records.end(self.data.position + 1)


def _shown(kind: int, data: bytes) -> str:
    match kind:
        case 1:
            return f"{struct.unpack('<d', data)[0]:.15g}"
        case 8:
            return "true" if data != b"\0" else "false"
        case 9:
            try:
                return (_EPOCH + timedelta(milliseconds=int.from_bytes(data, "little", signed=True))).date().isoformat()
            except OverflowError:
                return ""
        case 16 | 18:
            return str(int.from_bytes(data, "little", signed=True))
        case 19:  # a decimal number of 34 digits (IEEE 754, by binary integers)
            bits = int.from_bytes(data, "little")
            power = (bits >> 113 & 0x3FFF) - 6176
            sign = "-" if bits >> 127 else ""
            return f"{sign}{bits & (1 << 113) - 1}{f'e{power}' if power else ''}"
    return data.hex() if kind == 7 else ""
