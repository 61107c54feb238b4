"""Parts of a text that are in another encoding than the rest: UTF-16 among bytes, bytes among UTF-16.

They come of programs that append to each other's files (a shell of Windows writes UTF-16 behind a log in ASCII). Rule:
the text round them is read as ever; a part is a segment of its own beside it, with the byte it stands at.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

import numpy as np
from msgspec.structs import replace

from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

_CHAR = rb"[\t\n\r\x20-\x7e]"
_LITTLE = re.compile(rb"(?:%s\0){8,}" % _CHAR)
_BIG = re.compile(rb"(?:\0%s){8,}" % _CHAR)
_NARROW = re.compile(rb"%s{32,}" % _CHAR)
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FEWEST = 8  # characters
# Every byte as what it is in UTF-16 of Latin text, c for a character and z for its other half: that is looked for as a
# fixed string, as padding is zeros for gigabytes, at each of which a pattern would begin anew.
_SIGNS = bytes(ord("z") if byte == 0 else ord("c") if re.fullmatch(_CHAR, bytes([byte])) else 0 for byte in range(256))
_RUNS = {
    codec: (pair * _FEWEST, re.compile(b"(?:%s)+" % pair))
    for codec, pair in (("utf-16-le", b"cz"), ("utf-16-be", b"zc"))
}
_MARK = b"\x1f"
_READ = 1 << 20
_BRIDGED = 48  # bytes between two runs that are of one part: a dash, digits of full width, another script

Place = Callable[[int], Location]


def has_wide(data: bytes) -> bool:
    r"""Whether a part of some bytes is UTF-16.

    >>> has_wide(b"hello " + "and a line".encode("utf-16-le")), has_wide(b"a\\0b\\0\\0")
    (True, False)
    """
    return next(_runs(data), None) is not None


def wide_parts(data: bytes | bytearray, start: int, end: int, place: Place) -> Iterator[Segment]:
    """The parts in UTF-16 of a window whose own hits begin in [start, end). `place` tells where a byte of it is."""
    for first, last, codec in _joined(data):
        if last <= start or first >= end:
            continue
        text = bytes(data[first:last]).decode(codec, "replace")
        yield _segment(text, first, 2, start, end, partial(_place, data, first, place))


def without_zeros(data: bytes | bytearray) -> bytes:
    r"""A window with blanks for its zero bytes, as it is searched for what is not UTF-16.

    In the parts that are, they are marks instead: with blanks between them digits would be a number in pieces, as OCR
    reads them, and each is found in its part.

    >>> without_zeros(b"hello\0 and more: " + "010-94-0001".encode("utf-16-le"))
    b'hello  and more: 0\x1f1\x1f0\x1f-\x1f9\x1f4\x1f-\x1f0\x1f0\x1f0\x1f1\x1f'
    """
    text = bytearray(data.replace(b"\0", b" "))
    for first, last, _ in _joined(data):
        text[first:last] = data[first:last].replace(b"\0", _MARK)
    return bytes(text)


def _place(data: bytes | bytearray, first: int, place: Place, offset: int) -> Location:
    """The place of a byte of a part that begins at `first`: of the line, two bytes are a column from there on."""
    line = data.rfind(b"\n", 0, offset) + 1
    wide = max(line, first)
    if data[wide - 2 : wide] in _MARKS and wide == first:  # shown by no editor
        line += 2
    column = wide - line + (offset - wide) // 2 + 1
    return tuple(Step(Axis.COLUMN, column) if step.axis is Axis.COLUMN else step for step in place(offset))


def _runs(data: bytes | bytearray) -> Iterator[tuple[int, int, str]]:
    """(start, end, codec) of each run of characters that are UTF-16, in order, none overlapping another."""
    signs = data.translate(_SIGNS)
    after = dict.fromkeys(_RUNS, -1)  # where the next one begins
    end = 0
    while True:
        for codec, (least, _) in _RUNS.items():
            if after[codec] < end:
                at = signs.find(least, end)
                after[codec] = at if at >= 0 else len(signs)
        codec = min(after, key=after.__getitem__)
        run = _RUNS[codec][1].match(signs, after[codec])
        if run is None:
            return
        yield run.start(), run.end(), codec
        end = run.end()


def _joined(data: bytes | bytearray) -> Iterator[tuple[int, int, str]]:
    """(start, end, codec) of the runs, one where little is between two."""
    first = last = -1
    codec = ""
    for start, end, its in _runs(data):
        gap = start - last
        if first >= 0 and codec == its and gap <= _BRIDGED and gap % 2 == 0:
            last = end
            continue
        if first >= 0:
            yield first, last, codec
        first, last, codec = start, end, its
    if first >= 0:
        yield first, last, codec


def strays_in_wide(data: bytes, start: int, end: int, origin: int, codec: str) -> Iterator[Segment]:
    """What is not UTF-16 as the rest in `data`, a part of the source from byte `origin` on.

    Bytes in a row, and UTF-16 with its bytes the other way round or one byte off.
    """
    if _is_whole(data, origin, codec):
        return

    def place(offset: int) -> Location:
        return (Step(Axis.BYTE, origin + offset),)

    for run in _NARROW.finditer(data):
        if run.end() > start and run.start() < end:
            yield _segment(run[0].decode("ascii"), run.start(), 1, start, end, place)
    little = codec == "utf-16-le"
    for run in (_BIG if little else _LITTLE).finditer(data):
        if (origin + run.start()) % 2 == 0 and run.end() > start and run.start() < end:  # a mark has two bytes
            text = run[0][1::2] if little else run[0][::2]
            yield _segment(text.decode("ascii"), run.start(), 2, start, end, place)


def strays_of(blob: Blob) -> Iterator[Segment]:
    """What is not UTF-16 in a blob that is, for readers that know only their own syntax."""
    from piiscan.formats.plain.text import open_text

    opened, exact = open_text(blob)
    if exact:
        return
    with opened() as stream:
        strays = getattr(stream, "strays", None)
        while strays is not None:
            block = stream.read(_READ)
            yield from strays()
            strays = strays if block else None


def wide_parts_of(blob: Blob) -> Iterator[Segment]:
    """What is UTF-16 in a blob that is not, for the same."""
    from piiscan.formats.plain.text import Lines, locator
    from piiscan.formats.plain.windows import windows

    lines = Lines(blob.open)
    try:
        with blob.open() as stream:
            for data, start, end, base in windows(stream, expected=blob.size):
                if data.find(0) >= 0:
                    yield from wide_parts(data, start, end, locator(data, base, lines, exact=True))
    finally:
        lines.close()


def with_watch(blob: Blob) -> tuple[Blob, list[bool]]:
    """The blob, and a list that is not empty any more once zero bytes came by."""
    zeros: list[bool] = []

    def opened() -> BinaryIO:
        return cast("BinaryIO", _Watched(blob.open(), zeros))

    return replace(blob, open=opened), zeros


class _Watched(io.RawIOBase):
    """A stream that notes whether there are zero bytes in what is read of it."""

    def __init__(self, stream: BinaryIO, zeros: list[bool]) -> None:
        super().__init__()
        self._stream = stream
        self._zeros = zeros

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """What the stream it reads from knows beside its bytes."""
        return getattr(self._stream, name)

    def _noted(self, data: bytes) -> bytes:
        if not self._zeros and data.find(0) >= 0:
            self._zeros.append(True)
        return data

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        return self._noted(self._stream.read(-1 if size is None else size))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`."""
        count = self._stream.readinto(buffer) or 0  # type: ignore[attr-defined]
        if not self._zeros:
            self._noted(bytes(memoryview(buffer)[:count]))
        return count

    def readline(self, size: int | None = -1) -> bytes:
        """The next line."""
        return self._noted(self._stream.readline(-1 if size is None else size))

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As the stream it reads from."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """As the stream it reads from."""
        return self._stream.tell()

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """As the stream it reads from."""
        return self._stream.seekable()

    def fileno(self) -> int:
        """As the stream it reads from."""
        return self._stream.fileno()

    def close(self) -> None:
        """Close that, too."""
        self._stream.close()
        super().close()


def _is_whole(data: bytes, origin: int, codec: str) -> bool:
    """Whether all of it is the Latin text of most files in UTF-16: hardly a character has a first byte."""
    high = np.frombuffer(data, np.uint8)[(origin + (codec == "utf-16-le")) % 2 :: 2]
    return int(np.count_nonzero(high)) < _FEWEST


def _segment(text: str, first: int, width: int, start: int, end: int, place: Place) -> Segment:
    """The text as a segment; `width` bytes of the window, from `first` on, are a character of it."""
    data = text.encode("utf-8", "replace")
    begins = [at for at, byte in enumerate(data) if byte & 0xC0 != 0x80] if len(data) > len(text) else range(len(data))

    def at(byte: int) -> int:
        index = max(0, -(-(byte - first) // width))
        return begins[index] if index < len(begins) else len(data)

    def locate(offset: int) -> Location:
        return place(first + bisect_left(begins, offset) * width)

    return Segment(data, Shape.PROSE, locate, at(start), at(end))
