"""Windows metafiles, EMF (MS-EMF, with what EMF+ draws) and WMF (MS-WMF): the text they draw, record by record.

Texts drawn on one height follow each other in a line; where a wide gap is between them there is a blank. What glyphs
without characters and bitmaps inside show is not read, and said.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.rich_text.words import charset
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

_RECORD = 64 << 20  # bytes of a record that is looked into; pictures are passed over
_LONGEST = 1 << 20  # characters of a text
_GLYPHS, _NARROW_SET, _NO_BOUNDS = 0x10, 0x200, 0x100  # options of a text
_GAP = 0.25  # of a character's width, which makes a blank

_EMF_HEADER, _EMF_END, _EMF_COMMENT = 1, 14, 70
_EMF_TEXTS = {83: 1, 84: 2}  # bytes of a character
_EMF_MANY = {96: 1, 97: 2}
_EMF_SMALL = 108
_EMF_BITMAPS = frozenset({76, 77, 78, 79, 80, 81, 114, 116})
_PLUS_HEADER, _PLUS_STRING, _PLUS_DRIVER, _PLUS_OBJECT, _PLUS_IMAGE = 0x4001, 0x401C, 0x4036, 0x4008, 5

_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_WMF_TEXT, _WMF_LONG, _WMF_FONT, _WMF_SELECT, _WMF_DELETE = 0x0521, 0x0A32, 0x02FB, 0x012D, 0x01F0
_WMF_OBJECTS = frozenset({0x02FA, 0x02FB, 0x02FC, 0x00F7, 0x0142, 0x01F9, 0x06FF})
_WMF_BITMAPS = frozenset({0x0940, 0x0B41, 0x0F43, 0x0D33, 0x0922, 0x0B23})


def extract_emf(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The text of an enhanced metafile."""
    yield from _read(blob, _emf)


def extract_wmf(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The text of a metafile of 16-bit Windows."""
    yield from _read(blob, _wmf)


class _Drawn(Struct):
    """What was drawn so far."""

    flow: Flow = field(default_factory=Flow)
    line: int = 0
    height: float | None = None
    end: float | None = None  # of the last text, where its widths are known
    glyphs: int = 0
    bitmaps: int = 0
    damaged: bool = False
    twice: bool = False  # whether EMF+ only repeats the other records
    whole: bool = False

    @contextmanager
    def bearing(self) -> Iterator[None]:
        """One damaged record costs no other."""
        try:
            yield
        except struct.error:
            self.damaged = True

    def draw(self, text: str, x: float, y: float, widths: tuple[int, ...] = ()) -> None:
        """A text at a place."""
        text = text.replace("\0", "")
        if not text:
            return
        if y != self.height or self.line == 0:
            self.flow.end_line()
            self.line += 1
        elif self.end is None or abs(x - self.end) > _GAP * max(sum(widths) / max(len(widths), 1), 1):
            self.flow.write(" ", (Step(Axis.LINE, self.line),))
        self.flow.write(text, (Step(Axis.LINE, self.line),))
        self.height, self.end = y, x + sum(widths) if widths else None


def _read(blob: Blob, walk: Callable[[BinaryIO, _Drawn], Iterator[None]]) -> Iterator[Extracted]:
    drawn = _Drawn()
    with blob.open() as stream:
        try:
            for _ in walk(stream, drawn):
                yield from drawn.flow.drain()
        except struct.error:
            drawn.whole = False
    yield from drawn.flow.finish()
    unseen = [
        f"{count} {what}" for count, what in ((drawn.bitmaps, "bitmaps"), (drawn.glyphs, "texts by glyphs")) if count
    ]
    if unseen:
        if not drawn.line and drawn.whole:
            raise Unscannable(Reason.UNSUPPORTED, f"a drawing of {' and '.join(unseen)}: not read")
        yield Gap(Reason.UNSUPPORTED, f"{' and '.join(unseen)} in the drawing are not read")
    if drawn.damaged or not drawn.whole:
        yield Gap(Reason.CORRUPT, "records of the drawing are damaged or cut short")


def _records(stream: BinaryIO, start: int, head: int, shape: str, unit: int) -> Iterator[tuple[int, bytes]]:
    """(type, the whole record) of each; those too large to hold text come without their end."""
    position = start
    while True:
        stream.seek(position)
        first = stream.read(head)
        if len(first) < head:
            return
        fields = struct.unpack(shape, first)
        kind, size = (fields[0], fields[1]) if unit == 1 else (fields[1], fields[0] * unit)
        if size < head:
            raise struct.error
        yield kind, first + stream.read(min(size, _RECORD) - head)
        position += size


def _emf(stream: BinaryIO, drawn: _Drawn) -> Iterator[None]:
    for kind, record in _records(stream, 0, 8, "<II", 1):
        if kind == _EMF_END:
            drawn.whole = True
            return
        with drawn.bearing():
            _emf_record(kind, record, drawn)
        yield


def _emf_record(kind: int, record: bytes, drawn: _Drawn) -> None:
    if kind == _EMF_HEADER:
        count, offset = struct.unpack_from("<II", record, 60)  # of the description
        drawn.draw(record[offset : offset + 2 * min(count, _LONGEST)].decode("utf-16-le", "replace"), 0, -1)
    elif kind in _EMF_TEXTS:
        _emf_text(record, 36, _EMF_TEXTS[kind], drawn)
    elif kind in _EMF_MANY:
        (count,) = struct.unpack_from("<I", record, 36)
        for number in range(min(count, len(record) // 40)):
            _emf_text(record, 40 + 40 * number, _EMF_MANY[kind], drawn)
    elif kind == _EMF_SMALL:
        x, y, count, options = struct.unpack_from("<iiII", record, 8)
        width = 1 if options & _NARROW_SET else 2
        _text(_Text(record, 36 if options & _NO_BOUNDS else 52, count, width, options), x, y, drawn)
    elif kind == _EMF_COMMENT and record[12:16] == b"EMF+":
        _plus(record[16 : 12 + struct.unpack_from("<I", record, 8)[0]], drawn)
    elif kind in _EMF_BITMAPS:
        drawn.bitmaps += len(record) > 128  # a shorter one has no picture, only a brush


def _emf_text(record: bytes, at: int, width: int, drawn: _Drawn) -> None:
    """EmrText (2.2.5)."""
    x, y, count, offset, options = struct.unpack_from("<iiIII", record, at)
    (spaced,) = struct.unpack_from("<I", record, at + 36)
    widths: tuple[int, ...] = ()
    if 0 < spaced <= len(record) - 4 * count and not options & 0x2000:  # ETO_PDY: pairs
        widths = struct.unpack_from(f"<{count}i", record, spaced)
    _text(_Text(record, offset, count, width, options), x, y, drawn, widths)


class _Text(NamedTuple):
    """Where in a record a text stands."""

    record: bytes
    offset: int
    length: int
    width: int  # bytes of a character
    options: int


def _text(where: _Text, x: int, y: int, drawn: _Drawn, widths: tuple[int, ...] = ()) -> None:
    record, offset, count, width, options = where
    if not count:
        return
    if count > _LONGEST or offset + count * width > len(record):
        raise struct.error
    if options & _GLYPHS:
        drawn.glyphs += 1
        return
    data = record[offset : offset + count * width]
    drawn.draw(data.decode("utf-16-le" if width == 2 else "cp1252", "replace"), x, y, widths)


def _plus(data: bytes, drawn: _Drawn) -> None:
    """Records of EMF+ in a comment (MS-EMFPLUS 2.3): strings, and texts by the driver where they are characters."""
    at = 0
    while at + 12 <= len(data):
        kind, flags, size, length = struct.unpack_from("<HHII", data, at)
        body = data[at + 12 : at + 12 + length]
        at += max(size, 12)
        if kind == _PLUS_HEADER:
            drawn.twice = bool(flags & 1)
        elif drawn.twice:  # all of it is drawn by other records, too
            continue
        elif kind == _PLUS_STRING and len(body) >= 28:
            (count,) = struct.unpack_from("<I", body, 8)
            x, y = struct.unpack_from("<ff", body, 12)
            drawn.draw(body[28 : 28 + 2 * min(count, _LONGEST)].decode("utf-16-le", "replace"), x, y)
        elif kind == _PLUS_DRIVER and len(body) >= 16:
            options, _, count = struct.unpack_from("<III", body, 4)
            places = 16 + 2 * count
            if not options & 1:
                drawn.glyphs += 1
            elif places + 8 <= len(body):
                x, y = struct.unpack_from("<ff", body, places)
                drawn.draw(body[16:places].decode("utf-16-le", "replace"), x, y)
        elif kind == _PLUS_OBJECT and flags >> 8 & 0x7F == _PLUS_IMAGE:
            drawn.bitmaps += 1


def _wmf(stream: BinaryIO, drawn: _Drawn) -> Iterator[None]:
    start = 22 if stream.read(4) == _PLACEABLE else 0
    stream.seek(start)
    _, header = struct.unpack("<HH", stream.read(4))
    fonts = _Fonts()
    for kind, record in _records(stream, start + header * 2, 6, "<IH", 2):
        if kind == 0:
            drawn.whole = True
            return
        fonts.note(kind, record)
        with drawn.bearing():
            _wmf_record(kind, record, fonts.encoding, drawn)
        yield


def _wmf_record(kind: int, record: bytes, encoding: str, drawn: _Drawn) -> None:
    if kind == _WMF_TEXT:
        (count,) = struct.unpack_from("<h", record, 6)
        y, x = struct.unpack_from("<hh", record, 8 + max(count, 0) + (count & 1))
        drawn.draw(_string(record, 8, count, encoding), x, y)
    elif kind == _WMF_LONG:
        y, x, count, options = struct.unpack_from("<hhhH", record, 6)
        if options & _GLYPHS:
            drawn.glyphs += 1
            return
        text = 22 if options & 6 else 14  # with a rectangle
        spaced = text + max(count, 0) + (count & 1)
        known = count > 0 and len(record) >= spaced + 2 * count
        widths = struct.unpack_from(f"<{count}h", record, spaced) if known else ()
        drawn.draw(_string(record, text, count, encoding), x, y, widths)
    elif kind in _WMF_BITMAPS:
        drawn.bitmaps += len(record) > 64


def _string(record: bytes, at: int, count: int, encoding: str) -> str:
    if count < 0 or at + count > len(record):
        raise struct.error
    return record[at : at + count].decode(encoding, "replace")


class _Fonts(Struct):
    """The objects of a metafile, for the character set of the font that is selected."""

    objects: list[str | None] = field(default_factory=list)  # None: free; "": no font
    encoding: str = "cp1252"

    def note(self, kind: int, record: bytes) -> None:
        """Take in what a record makes, selects or deletes. A new object takes the lowest free number."""
        if kind in _WMF_OBJECTS:
            made = (charset(record[19]) or "cp1252") if kind == _WMF_FONT and len(record) > 19 else ""
            if None in self.objects:
                self.objects[self.objects.index(None)] = made
            elif len(self.objects) < 1 << 16:
                self.objects.append(made)
        elif kind in {_WMF_SELECT, _WMF_DELETE} and len(record) >= 8:
            (number,) = struct.unpack_from("<H", record, 6)
            if number < len(self.objects):
                self.encoding = self.objects[number] or self.encoding if kind == _WMF_SELECT else self.encoding
                self.objects[number] = None if kind == _WMF_DELETE else self.objects[number]
