"""Plain text of any encoding, as one stream in an ASCII superset. The only file that knows encodings.

Text in UTF-8 and in single-byte sets is read as it is, so that offsets are the file's own and nothing is
decoded but the window round a hit. UTF-16 and UTF-32 are transcoded to UTF-8 on the way.
"""

from __future__ import annotations

import codecs
import io
import string
from collections.abc import Callable, Iterator
from functools import cache
from typing import BinaryIO

import numpy as np

from piiscan.formats.base import Context, Extracted
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

WINDOW = 2 << 20  # of a file: numpy's cost for each call is spread over more than fits the second-level cache
BLOCK = 512 << 10  # of text put together from pieces
BACK = 8192  # how far pairing may look back from a hit, for the heading of a form
AHEAD = 4096
_OBJECT_REACH = 20 * 1024  # either way, for the objects round a hit: more than the largest of `pairing.records`

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


EBCDIC = "cp1140"  # of the United States, with the euro


@cache
def _ebcdic_signs() -> tuple[bytes, bytes]:
    """(letters, digits and the blank; all signs of ASCII and the line ends) as they are in EBCDIC."""
    letters = string.ascii_letters + string.digits + " "
    return letters.encode(EBCDIC), (letters + string.punctuation).encode(EBCDIC) + b"\x05\x0d\x15\x25"


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding the first bytes of a text show, and the length of its byte order mark.

    "ascii-superset" stands for UTF-8 and every single-byte set. UTF-16 and UTF-32 without a mark are told by
    where their zero bytes stand: text in them is mostly Latin wherever numbers of a person stand beside it.

    >>> encoding_of("name".encode("utf-16-le"))
    ('utf-16-le', 0)
    >>> encoding_of(b"name")
    ('ascii-superset', 0)
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return ("ascii-superset" if name == "utf-8" else name), len(mark)
    zeros = head.count(0)
    if not zeros or len(head) < 4:
        return (EBCDIC if _is_ebcdic(head) else "ascii-superset"), 0
    whole = head[: len(head) & ~3]
    by_place = [whole[place::4].count(0) * 4 / len(whole) for place in range(4)]
    if by_place[0] < 0.1 and min(by_place[1:]) > 0.8:
        return "utf-32-le", 0
    if by_place[3] < 0.1 and min(by_place[:3]) > 0.8:
        return "utf-32-be", 0
    if max(by_place[0], by_place[2]) < 0.2 and min(by_place[1], by_place[3]) > 0.5:
        return "utf-16-le", 0
    if max(by_place[1], by_place[3]) < 0.2 and min(by_place[0], by_place[2]) > 0.5:
        return "utf-16-be", 0
    return "ascii-superset", 0


def _is_ebcdic(head: bytes) -> bool:
    """Whether letters, digits and blanks stand where EBCDIC has them, and nothing where ASCII has its blank.

    >>> _is_ebcdic("Ann Lee, Lynn".encode(EBCDIC)), _is_ebcdic(b"a@b.c d@e.f")
    (True, False)
    """
    blanks = head.count(0x40)  # in ASCII the sign @
    if blanks * 50 < len(head) or head.count(0x20) * 100 > len(head):
        return False
    letters, signs = _ebcdic_signs()
    return len(head.translate(None, signs)) * 20 < len(head) and len(head.translate(None, letters)) * 2 < len(head)


class Transcoder(io.RawIOBase):
    """A binary stream in UTF-8 made from a stream in another encoding, a block at a time."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._next_line = encoding == EBCDIC  # which has a line end of its own
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._rest = memoryview(b"")
        self._ended = False

    def close(self) -> None:
        """Close the stream it reads from, too."""
        self._stream.close()
        super().close()

    def readable(self) -> bool:
        """Yes: reading is all that this stream can."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        while not self._rest and not self._ended:
            block = self._stream.read(256 * 1024)
            self._ended = not block
            # What has no place in UTF-8 (a lone surrogate) is replaced: digits and names are not made of it.
            text = self._decoder.decode(block, final=self._ended)
            if self._next_line:
                text = text.replace("\x85", "\n")
            self._rest = memoryview(text.encode("utf-8", "replace"))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def open_text(blob: Blob) -> tuple[Callable[[], BinaryIO], bool]:
    """How to open a blob's text as an ASCII superset, and whether its offsets are the blob's own."""
    with blob.open() as stream:
        encoding, mark = encoding_of(stream.read(4096))

    def opened() -> BinaryIO:
        stream = blob.open()
        if encoding == "ascii-superset":
            return stream
        stream.seek(mark)
        return Transcoder(stream, encoding)  # type: ignore[return-value]

    return opened, encoding == "ascii-superset"


class Lines:
    """Line numbers on demand: counts newlines of the text from the last place asked for.

    Only a hit pays for this; text without hits is never counted. Asking goes forward cheaply; asking for
    an earlier place starts again.
    """

    def __init__(self, opened: Callable[[], BinaryIO]) -> None:
        self._opened = opened
        self._stream: BinaryIO | None = None
        self._stands = 0  # where the stream is: behind, if what came since was in memory
        self._offset = 0
        self._line = 1
        self._line_start = 0

    def at(self, offset: int, window: bytes | bytearray = b"", base: int = 0) -> tuple[int, int]:
        """The number of the line that holds `offset`, and the offset of the line's first byte.

        `window` is text that is in memory anyway, from offset `base` on, of a stream that can be sought in: what
        is in it is not read again.
        """
        if offset < self._offset:
            self.close()
            self._offset, self._line, self._line_start = 0, 1, 0
        if window and base <= offset <= base + len(window):
            if self._offset < base:
                self._read_to(base)
            if self._offset >= base:
                self._pass(bytes(memoryview(window)[self._offset - base : offset - base]))
        self._read_to(offset)
        return self._line, self._line_start

    def _read_to(self, offset: int) -> None:
        while self._offset < offset:
            if self._stream is None:
                self._stream, self._stands = self._opened(), 0
            if self._stands != self._offset:  # one stream that goes ahead: a member is decoded once for this
                self._stream.seek(self._offset)
            block = self._stream.read(min(offset - self._offset, 1 << 20))
            if not block:
                break
            self._pass(block)
            self._stands = self._offset

    def _pass(self, block: bytes) -> None:
        # Three times as fast as bytes.count, which pays for every line.
        self._line += int(np.count_nonzero(np.frombuffer(block, np.uint8) == 0x0A))
        last = block.rfind(b"\n")
        if last >= 0:
            self._line_start = self._offset + last + 1
        self._offset += len(block)

    def close(self) -> None:
        """Let go of the second stream."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def fill(stream: BinaryIO, view: memoryview) -> int:
    """Read until `view` is full or the stream ends; the number of bytes read."""
    done = 0
    while done < len(view):
        count = stream.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            break
        done += count
    return done


def read_first(stream: BinaryIO, size: int, expected: int | None) -> tuple[bytearray, int]:
    """A buffer of `size` bytes, or of less where the stream is shorter, and how much of it is filled."""
    small = size if expected is None else min(size, max(expected, 0) + 1)
    buffer = bytearray(small)
    have = fill(stream, memoryview(buffer))
    if small < size and have == small:  # more than was expected
        buffer.extend(bytes(size - small))
        have += fill(stream, memoryview(buffer)[have:])
    return buffer, have


def windows(
    stream: BinaryIO, block: int = WINDOW, reach: tuple[int, int] = (BACK, AHEAD), expected: int | None = None
) -> Iterator[tuple[bytes | bytearray, int, int, int]]:
    """Cut a stream into overlapping windows: (data, start, end, base); hits of [start, end) are its own.

    One buffer is used again and again: a window holds only until the next is asked for. `expected` is the size of
    the stream, if it is known: a small one needs no large buffer.
    """
    look_back, look_ahead = reach
    size = look_back + block + look_ahead
    buffer, have = read_first(stream, size, expected)
    view = memoryview(buffer)
    back = 0  # bytes of look-back now in front of the core
    base = 0
    while True:
        if have < len(buffer):
            yield bytes(view[:have]), back, have, base
            return
        end = len(buffer) - look_ahead
        yield buffer, back, end, base
        kept = len(buffer) - (end - look_back)
        view[:kept] = bytes(view[end - look_back :])
        base += end - look_back
        back = look_back
        have = kept + fill(stream, view[kept:])


def column_of(data: bytes | bytearray, line_start: int, offset: int) -> int:
    """The column, in characters from 1, of an offset in the line from `line_start` (both in `data`).

    UTF-8 bytes that continue a character are not counted, nor is a byte order mark in front, which no editor shows;
    where the text is not UTF-8 a byte is a character.
    """
    line = bytes(data[line_start:offset]).removeprefix(codecs.BOM_UTF8)
    try:
        return len(line.decode("utf-8")) + 1
    except UnicodeDecodeError:
        return len(line) + 1


def locator(data: bytes | bytearray, base: int, lines: Lines, *, exact: bool) -> Callable[[int], Location]:
    """How to say where an offset of this window is: line, column and (if offsets are the file's) byte."""

    def locate(offset: int) -> Location:
        line, line_start = lines.at(base + offset, data if exact else b"", base)
        # A line that begins before the window: its column is counted in bytes.
        inside = line_start >= base
        column = column_of(data, line_start - base, offset) if inside else base + offset - line_start + 1
        steps = (Step(Axis.LINE, line), Step(Axis.COLUMN, column))
        return (*steps, Step(Axis.BYTE, base + offset)) if exact else steps

    return locate


def extract_text(blob: Blob, _context: Context, shape: Shape = Shape.PROSE) -> Iterator[Extracted]:
    """The text of a blob as overlapping segments. Raises OSError as the stream does."""
    opened, exact = open_text(blob)
    lines = Lines(opened)
    try:
        with opened() as stream:
            reach = (_OBJECT_REACH, _OBJECT_REACH) if shape is Shape.OBJECT else (BACK, AHEAD)
            for data, start, end, base in windows(stream, WINDOW, reach, blob.size if exact else None):
                locate = locator(data, base, lines, exact=exact)
                yield Segment(data, shape, locate, start, end, base)
    finally:
        lines.close()
