"""Records put together from fields with keys. The only file that says how they look as JSON.

For formats where the position of a field says what it is (HL7, X12, vCard, LDIF): the format gives each field
its key, and pairing reads the keys as it reads those of JSON. One record, one person, one line of JSON, so
that structure decides whose a number is (SPEC §5). What has no key stands in the list "lines" of the record
of the person it is about, and no record grows beyond what pairing looks at: the rest is a record of its own
with the same name on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Located
from piiscan.formats.plain.text import BLOCK
from piiscan.model import Location, Segment, Shape

GIVEN, FAMILY, FULL = "given_name", "family_name", "full_name"
STREET, CITY, STATE, ZIP = "address", "city", "state", "zip"
TEXT = "lines"
_PERSON = frozenset({GIVEN, FAMILY, FULL, STREET, CITY, STATE, ZIP})
_LONGEST = 6 << 10  # characters of a record: pairing looks at objects of 16 KiB
_READ = 256 << 10
_MOST = 1 << 20  # of a line: a longer one is cut


class Value(NamedTuple):
    """The text of a field, and where it begins."""

    text: str
    line: int | None
    column: int | None
    at: Location


class Record(Struct):
    """The fields of one person, by key, in the order they were first seen."""

    fields: dict[str, list[Value]] = field(default_factory=dict)
    size: int = 0

    def add(self, key: str, text: str, line: int | None, column: int | None = None, at: Location = ()) -> None:
        """Append a field, where it says anything."""
        if text and not text.isspace():
            value = Value(text, line, column, at)
            if key in self.fields:
                self.fields[key].append(value)
            else:
                self.fields[key] = [value]
            self.size += len(text)

    def again(self) -> Record:
        """A new record of the same person."""
        return Record({key: list(values) for key, values in self.fields.items() if key in _PERSON})


class Records(Struct):
    """Takes records, gives segments of shape OBJECT, one record a line."""

    located: Located = field(default_factory=Located)
    ready: list[Segment] = field(default_factory=list)

    def put(self, record: Record) -> None:
        """The record is complete."""
        if not record.size:
            return
        if record.size > _LONGEST:
            for part in _parts(record):
                self._write(part)
        else:
            self._write(record)
        if len(self.located.data) >= BLOCK // 2:
            self._segment()

    def drain(self) -> Iterator[Segment]:
        """The segments that are full."""
        while self.ready:
            yield self.ready.pop(0)

    def finish(self) -> Iterator[Segment]:
        """What is left."""
        self._segment()
        yield from self.drain()

    def _write(self, record: Record) -> None:
        located = self.located
        data, starts, places = located.data, located.starts, located.places
        before = b'{"'
        for key, values in sorted(record.fields.items(), key=_is_text):  # a sort is stable
            before += _opening(key, len(values) > 1)
            for text, line, column, at in values:  # none is empty; as Located.add has it, a call of which costs as much
                data += before
                starts.append(len(data))
                places.append((at, line, column))
                data += _escaped(text).encode("utf-8", "replace")
                before = b'", "'
            if len(values) > 1:
                before = b'"], "'
        data += before.removesuffix(b', "') + b"}\n"

    def _segment(self) -> None:
        if self.located.data:
            located, self.located = self.located, Located()
            self.ready.append(Segment(bytes(located.data), Shape.OBJECT, located.locate))


def _is_text(item: tuple[str, list[Value]]) -> bool:
    return item[0] == TEXT


@lru_cache(maxsize=1 << 10)
def _opening(key: str, several: bool) -> bytes:  # noqa: FBT001 - the cache takes names for other questions
    """What stands between the beginning of a key and its first value."""
    return (_escaped(key) + ('": ["' if several else '": "')).encode("utf-8", "replace")


def _escaped(text: str) -> str:
    """Text inside a JSON string. Line ends stay as they are, so that lines can be counted in it."""
    if "\\" in text or '"' in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text


def _parts(record: Record) -> Iterator[Record]:
    """A long record as several of one person."""
    part = Record()
    there: set[tuple[str, Value]] = set()
    small = _small(record)
    for key, values in sorted(record.fields.items(), key=_is_text):
        for value in values:
            for piece in _pieces(value):
                if part.size and part.size + len(piece.text) > _LONGEST:
                    yield part
                    part = record.again() if small else Record()
                    there = {(key, kept) for key, fields in part.fields.items() for kept in fields}
                # The name is there already, unless it is what is being written.
                if key not in _PERSON or (key, value) not in there:
                    part.add(key, *piece)
                    there.add((key, piece))
    yield part


def _small(record: Record) -> bool:
    return sum(len(value.text) for key, values in record.fields.items() if key in _PERSON for value in values) < 1000


def _pieces(value: Value) -> Iterator[Value]:
    """A long field in pieces, cut where no number or word goes on."""
    text, line, column, at = value
    start = 0  # what is cut off is not copied away: a field may be as long as a file
    while len(text) - start > _LONGEST:
        first, last = start + _LONGEST - 1000, start + _LONGEST
        cut = max(text.rfind(mark, first, last) for mark in "\n ~|*^,;") + 1 or last
        piece, start = text[start:cut], cut
        yield Value(piece, line, column, at)
        following = after(piece, line or 0, column or 0)
        line, column = None if line is None else following[0], None if column is None else following[1]
    yield Value(text[start:] if start else text, line, column, at)


def after(piece: str, line: int, column: int) -> tuple[int, int]:
    """The place after a piece of text that begins at line and column."""
    ends = piece.count("\n")
    return line + ends, (1 if ends else column) + len(piece) - (piece.rfind("\n") + 1)


def blocks(stream: BinaryIO, ends: bytes = b"\n") -> Iterator[tuple[str, int, int]]:
    """Text in blocks of whole lines, each with the line and column it begins at.

    A line ends with one of `ends`; where none of these occurs at first, with a carriage return. Of the text
    itself every kind of line end becomes a newline. Decoded as UTF-8, what is not, byte by byte.
    """
    rest = b""
    line, column = 1, 1
    while block := stream.read(_READ):
        rest += block
        cut = max(rest.rfind(end) for end in (bytes([end]) for end in ends)) + 1
        if not cut:
            cut = rest.rfind(b"\r", 0, len(rest) - 1) + 1  # the last one may be half of a pair
        if not cut and len(rest) > _MOST:
            cut = max(rest.rfind(mark) for mark in (b"|", b"*", b" ", b"^")) + 1 or len(rest)
        if cut:
            text, rest = _text(rest[:cut]), rest[cut:]
            yield text, line, column
            line, column = after(text, line, column)
    if rest:
        yield _text(rest), line, column


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace") if not data.count(0x81) else data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
