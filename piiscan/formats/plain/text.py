"""Plain text of any encoding, as one stream in an ASCII superset: windows over it, and places in it.

Text in UTF-8 and in single-byte sets is read as it is, so that offsets are the file's own and nothing is
decoded but the window round a hit. UTF-16 and UTF-32 are transcoded to UTF-8 on the way, and so are the sets of East
Asia and of mainframes (see `charsets`, which nothing loads for a text in ASCII or UTF-8).
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Generator, Iterator
from typing import BinaryIO, cast

from piiscan.formats.base import Context, Extracted
from piiscan.formats.counting import count_byte
from piiscan.formats.plain.columns import Columns
from piiscan.formats.plain.line_ends import NewlineStream
from piiscan.formats.plain.printer_lines import PrinterStream, is_controlled
from piiscan.formats.plain.unmarked_text import UnmarkedStream
from piiscan.formats.plain.windows import AHEAD, BACK, WINDOW, windows
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

BLOCK = 512 << 10  # of text put together from pieces
SAMPLE = 64 << 10  # bytes that tell the set of characters
_FIRST = 4096
_ZEROS = 20  # in the first bytes: more are no stray ones but padding
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_TO_WRITE_ON = b"_" * 10
OBJECT_REACH = 20 * 1024  # either way, for objects round a hit: more than the largest of `pairing.objects.enclosing`

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


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
        return "ascii-superset", 0
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


def is_unusual(head: bytes | bytearray) -> bool:
    """Whether a text is worth a closer look at its set of characters: neither ASCII nor UTF-8, or with escapes."""
    if head.isascii():
        return b"\x1b" in head and b"\x1b$" in head
    try:
        codecs.utf_8_decode(head, "strict", False)  # noqa: FBT003 - there is more of it
    except UnicodeDecodeError:
        return True
    return False


def is_plain(data: bytes) -> bool:
    """Whether there is nothing in a text, or in several put together, that could be anything but ASCII in lines.

    Nor a line to write on, as forms have them: what stands on it may have its label below.
    """
    return data.isascii() and not (b"\0" in data or b"\r" in data or b"\x1b" in data or _TO_WRITE_ON in data)


def is_as_written(data: bytes) -> bool:
    """Whether a whole text of at most `SAMPLE` bytes is one segment of these very bytes, as `extract_text` gives it."""
    if is_controlled(data[:_FIRST]):
        return False
    if is_plain(data):
        return True  # nearly all text: what follows would say so too
    head = data[:_FIRST]
    if (
        data.find(_TO_WRITE_ON) >= 0
        or data.find(0) >= 0
        or (head.find(b"\r") >= 0 and head.find(b"\n") < 0)
        or head.startswith(_MARKED)
    ):
        return False
    return not is_unusual(head) and (len(data) <= _FIRST or not is_unusual(data))


def open_text(blob: Blob, sample: int = _FIRST) -> tuple[Callable[[], BinaryIO], bool]:
    """How to open a blob's text as an ASCII superset, and whether its offsets are the blob's own.

    Its first bytes, `sample` of them, decide. A stream whose offsets are not may know better, see `recoded`.
    """
    with blob.open() as stream:
        head = stream.read(sample)
        opened, exact = _opened(blob, stream, head, sample)
    if b"\r" in head and b"\n" not in head:  # the only line ends, as on old systems of Apple
        return lambda: cast("BinaryIO", NewlineStream(opened())), exact
    if is_controlled(head):
        return lambda: cast("BinaryIO", PrinterStream(opened())), exact
    if exact and head.startswith(codecs.BOM_UTF8):
        return lambda: cast("BinaryIO", UnmarkedStream(opened())), exact
    return opened, exact


def _opened(blob: Blob, stream: BinaryIO, head: bytes, sample: int) -> tuple[Callable[[], BinaryIO], bool]:
    zeros = head.count(0, 0, _FIRST)
    if zeros > _ZEROS or (len(head) == sample and hasattr(stream, "pieces") and stream.pieces() is not None):
        from piiscan.formats.plain.sparse import without_holes

        whole = without_holes(blob, stream, head)
        if whole is not None:
            return _recoded(whole)[0] or whole.open, False
    if not zeros and not is_unusual(head) and not head.startswith(_MARKED):
        return blob.open, True
    opened, exact = _recoded(blob)
    return opened or blob.open, exact


def _recoded(blob: Blob) -> tuple[Callable[[], BinaryIO] | None, bool]:
    """How to open a blob in its encoding, None where that is an ASCII superset."""
    with blob.open() as stream:
        head = stream.read(SAMPLE)
    encoding, mark = encoding_of(head[:_FIRST])
    if encoding != "ascii-superset":
        from piiscan.formats.plain.recoded import Transcoder

        return lambda: cast("BinaryIO", Transcoder(blob.open(), encoding, mark)), False
    if is_unusual(head) or head.count(0, 0, _FIRST) > _ZEROS:
        from piiscan.formats.plain.recoded import opener

        opened = opener(blob, head)
        if opened is not None:
            return opened, False
    return None, True


class Lines:
    """Line numbers on demand: counts newlines of the text from the last place asked for.

    Only a hit pays for this; text without hits is never counted. Asking goes forward cheaply; asking for
    an earlier place starts again at the beginning of what is in memory, or of the text.
    """

    def __init__(self, opened: Callable[[], BinaryIO], known: tuple[int, int, int] = (0, 1, 0)) -> None:
        self._opened = opened
        self._stream: BinaryIO | None = None
        self._stands = 0  # where the stream is: behind, if what came since was in memory
        self._offset, self._line, self._line_start = known
        self._begun = known  # the same of a place in the window asked for last, the first that was passed

    @property
    def known(self) -> tuple[int, int, int]:
        """An offset, the number of the line that holds it, and where that begins: as far as was counted."""
        return self._offset, self._line, self._line_start

    def at(self, offset: int, window: bytes | bytearray = b"", base: int = 0) -> tuple[int, int]:
        """The number of the line that holds `offset`, and the offset of the line's first byte.

        `window` is text that is in memory anyway, from offset `base` on, of a stream that can be sought in: what
        is in it is not read again.
        """
        known = bool(window) and base <= offset <= base + len(window)
        if offset < self._offset:
            self._go_back(offset, base if known else offset + 1)
        if known:
            if self._offset < base:
                self._read_to(base)
            if not base <= self._begun[0] <= self._offset:
                self._begun = self.known
            if self._offset >= base:
                self._pass(window, self._offset - base, offset - base)
        self._read_to(offset)
        return self._line, self._line_start

    def _go_back(self, offset: int, base: int) -> None:
        """Begin again, at the place from `base` on that is known, if the offset is not before it."""
        begun = self._begun
        if not base <= begun[0] <= offset:
            self.close()
            begun = self._begun = 0, 1, 0
        self._offset, self._line, self._line_start = begun

    def _read_to(self, offset: int) -> None:
        while self._offset < offset:
            if self._stream is None:
                self._stream, self._stands = self._opened(), 0
            if self._stands != self._offset:  # one stream that goes ahead: a member is decoded once for this
                self._stream.seek(self._offset)
            block = self._stream.read(min(offset - self._offset, 1 << 20))
            if not block:
                break
            self._pass(block, 0, len(block))
            self._stands = self._offset

    def _pass(self, text: bytes | bytearray, start: int, end: int) -> None:
        self._line += count_byte(text, 0x0A, start, end)
        last = text.rfind(b"\n", start, end)
        if last >= 0:
            self._line_start = self._offset + last + 1 - start
        self._offset += end - start

    def close(self) -> None:
        """Let go of the second stream."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


def locator(
    data: bytes | bytearray, base: int, lines: Lines, *, exact: bool, stream: BinaryIO | None = None
) -> Callable[[int], Location]:
    """How to say where an offset of this window is: line, column and byte, if `stream` knows it or it is the same."""
    columns = Columns(data)
    hidden = len(codecs.BOM_UTF8) if isinstance(stream, UnmarkedStream) else 0

    def locate(offset: int) -> Location:
        known = stream.place(base + offset) if not exact and stream is not None else None  # type: ignore[attr-defined]
        if known is not None:  # `Recoded`
            return cast("Location", known)
        line, line_start = lines.at(base + offset, data if exact else b"", base)
        # A line that begins before the window: its column is counted in bytes.
        inside = line_start >= base
        column = columns.at(line_start - base, offset) if inside else base + offset - line_start + 1
        steps = (Step(Axis.LINE, line), Step(Axis.COLUMN, column if line_start else max(1, column - hidden)))
        byte = base + offset if exact else stream.byte_at(base + offset) if stream is not None else None  # type: ignore[attr-defined]
        return steps if byte is None else (*steps, Step(Axis.BYTE, byte))

    return locate


def extract_text(blob: Blob, _context: Context, shape: Shape = Shape.PROSE) -> Iterator[Extracted]:
    """The text of a blob as overlapping segments. Raises OSError as the stream does."""
    opened, exact = open_text(blob)
    if exact:
        done = yield from _segments(blob, opened, shape, exact=True)
        if done:
            return
        opened, exact = open_text(blob, SAMPLE)
    yield from _segments(blob, opened, shape, exact=exact, told=True)


def _segments(
    blob: Blob, opened: Callable[[], BinaryIO], shape: Shape, *, exact: bool, told: bool = False
) -> Generator[Segment, None, bool]:
    """The segments; none, and false, if the first window shows that a closer look at the encoding is needed."""
    lines = Lines(opened)
    try:
        with opened() as stream:
            reach = (OBJECT_REACH, OBJECT_REACH) if shape is Shape.OBJECT else (BACK, AHEAD)
            for data, start, end, base in windows(stream, WINDOW, reach, blob.size if exact else None):
                if not told and base == start == 0 and len(data) > _FIRST and is_unusual(data[:SAMPLE]):
                    return False
                locate = locator(data, base, lines, exact=exact, stream=stream)
                original = data
                if data.find(0) >= 0:  # padding, or damage
                    if exact and data.count(0) == len(data):
                        continue  # a hole of gigabytes, as archives have them, is many of these
                    data = _without_zeros(data)  # noqa: PLW2901 - the window as it is to be searched
                segment = Segment(data, shape, locate, start, end, base)
                yield _labelled(segment) if not base and end == len(data) <= SAMPLE else segment
                if exact and data is not original:
                    yield from _strays(original, start, end, locate)
                elif not exact:
                    yield from stream.strays()  # type: ignore[attr-defined]  # `Recoded`
    finally:
        lines.close()
    return True


def _labelled(segment: Segment) -> Segment:
    """A small text, with each value of a form behind its label where the labels stand below."""
    from piiscan.formats.segments.signed import signed

    return signed(segment) if segment.shape is Shape.PROSE else segment


def _without_zeros(data: bytes | bytearray) -> bytes:
    from piiscan.formats.plain.strays import without_zeros

    return without_zeros(data)


def _strays(data: bytes | bytearray, start: int, end: int, locate: Callable[[int], Location]) -> Iterator[Segment]:
    from piiscan.formats.plain.strays import wide_parts

    return wide_parts(data, start, end, locate)
