"""Streams of text in an ASCII superset made of streams that are not, which remember which byte came from where.

`Transcoder` for codecs, `Translated` for tables of one byte to one; `host_records` has those for records. Rule: `place`
says where an offset of the text is, as far as the stream knows better than counting lines; what it keeps for this is
bounded, and an offset it has forgotten has no byte.
"""

from __future__ import annotations

import codecs
import io
from abc import abstractmethod
from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, BinaryIO, cast

from piiscan.formats.plain.alphabets import characters_of
from piiscan.formats.plain.charsets import PLAIN, Coding, coding_of
from piiscan.formats.plain.ebcdic import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed import ReadableBuffer

    from piiscan.model import Blob, Location, Segment

READ = 64 << 10
_BEFORE = 4096
KEPT = 8 << 20  # bytes of text whose origin is remembered: more than a window is long


class Recoded(io.RawIOBase):
    """A stream whose bytes are made block by block."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self.source = stream
        self._rest = memoryview(b"")
        self._blocks = self.blocks()

    @abstractmethod
    def blocks(self) -> Iterator[bytes]:
        """The text."""

    @abstractmethod
    def byte_at(self, offset: int) -> int | None:
        """The byte of the source that an offset of the text comes from."""

    def place(self, _offset: int) -> Location | None:
        """Record, column and byte, where the text has records; None where lines and columns are to be counted."""
        return None

    def strays(self) -> Iterator[Segment]:
        """Parts in another encoding met since the last call."""
        return iter(())

    def origin(self, byte: int) -> int | None:
        """The byte of the file, where the stream it reads from is itself made from one."""
        inner = getattr(self.source, "byte_at", None)
        return byte if inner is None else inner(byte)

    def close(self) -> None:
        """Close the stream it reads from, too."""
        self.source.close()
        super().close()

    def readable(self) -> bool:
        """Yes: reading is all that this stream can."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def whole(self, size: int) -> bytes:
        """Up to `size` bytes of the source; less only at its end."""
        data = b""
        while len(data) < size and (block := self.source.read(size - len(data))):
            data += block
        return data


class _ByTable(codecs.IncrementalDecoder):
    """A set of one byte a character, in which no letter of that of Western Europe is anything else than a letter."""

    def __init__(self, table: str) -> None:
        super().__init__("replace")
        self._table = table

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002
        """The text: a byte is a character."""
        return codecs.charmap_decode(data, "replace", self._table)[0]


def _decoder(encoding: str) -> codecs.IncrementalDecoder:
    table = characters_of(encoding)
    return _ByTable(table) if table else codecs.getincrementaldecoder(encoding)("replace")


class Transcoder(Recoded):
    """UTF-8 made from another encoding. What cannot be decoded is replaced."""

    def __init__(self, stream: BinaryIO, encoding: str, mark: int = 0) -> None:
        self._encoding = encoding
        self._read = mark
        self._made = 0
        self._strays: list[Segment] = []
        self._before = b""  # the end of the last block: a part may have begun in it
        # (offset in the text, in the source, state of the decoder, bytes) of the last blocks
        self._kept: deque[tuple[int, int, tuple[bytes, int], bytes]] = deque()
        stream.read(mark)
        super().__init__(stream)

    def strays(self) -> Iterator[Segment]:
        """Parts in another encoding met since the last call."""
        found, self._strays = self._strays, []
        return iter(found)

    def _look_for_strays(self, block: bytes) -> None:
        """Parts of UTF-16 that are not. Hits in the last bytes are those of the next block, which has them in front."""
        data = self._before + block
        keep = min(_BEFORE, len(data)) & ~1 if block else 0
        start = max(0, len(self._before) - _BEFORE)
        origin = self._read - len(self._before)
        from piiscan.formats.plain.strays import strays_in_wide

        self._strays += strays_in_wide(data, start, len(data) - keep, origin, self._encoding)
        self._before = data[len(data) - keep :]

    def blocks(self) -> Iterator[bytes]:
        """The text."""
        decoder = _decoder(self._encoding)
        ended = False
        while not ended:
            block = self.source.read(READ)
            ended = not block
            state = decoder.getstate()
            # What has no place in UTF-8 (a lone surrogate) is replaced: digits and names are not made of it.
            text = decoder.decode(block, final=ended).encode("utf-8", "replace")
            self._kept.append((self._made, self._read, state, block))
            if self._encoding.startswith("utf-16"):
                self._look_for_strays(block)
            self._made += len(text)
            self._read += len(block)
            while self._kept[0][0] < self._made - KEPT:
                self._kept.popleft()
            if text:
                yield text

    def byte_at(self, offset: int) -> int | None:
        """Of the block it comes from, as many bytes as the text before it takes. `offset` must begin a character."""
        index = bisect_right(self._kept, offset, key=lambda block: block[0]) - 1
        if index < 0:
            return None
        made, read, state, block = self._kept[index]
        want = offset - made
        before = self._decoded(state, block)[0][:want]
        text = before.decode("utf-8", "replace")
        taken = (len(text) if characters_of(self._encoding) else len(text.encode(self._encoding, "replace"))) - len(
            state[0]
        )
        if 0 <= taken <= len(block) and self._decoded(state, block[:taken]) == (before, b""):
            return self.origin(read + taken)
        return self.origin(read + self._searched(state, block, want))

    def _decoded(self, state: tuple[bytes, int], data: bytes) -> tuple[bytes, bytes]:
        """The text of some bytes, and those that only begin a character."""
        decoder = _decoder(self._encoding)
        decoder.setstate(state)
        return decoder.decode(data).encode("utf-8", "replace"), decoder.getstate()[0]

    def _searched(self, state: tuple[bytes, int], block: bytes, want: int) -> int:
        """The same where bad bytes or a shift in force forbid to count backwards: bisect for the end of a character."""
        low, high = 0, len(block)
        while low < high:
            middle = (low + high) // 2
            if len(self._decoded(state, block[:middle])[0]) > want:
                high = middle
            else:
                low = middle + 1
        for start in range(low - 1, max(low - 9, -1), -1):
            text, begun = self._decoded(state, block[:start])
            if len(text) == want and not begun:
                return start
        return max(0, low - 1)


class Translated(Recoded):
    """One byte for one."""

    def __init__(self, stream: BinaryIO, table: bytes) -> None:
        self._table = table
        super().__init__(stream)

    def blocks(self) -> Iterator[bytes]:
        """The text."""
        while block := self.source.read(READ):
            yield block.translate(self._table)

    def byte_at(self, offset: int) -> int | None:
        """The same one."""
        return self.origin(offset)


def recoded(stream: BinaryIO, coding: Coding) -> Recoded:
    """The text of a stream at its beginning, in this coding."""
    layout = coding.layout
    if layout is None:
        return Transcoder(stream, coding.codec)
    from piiscan.formats.plain.host_records import Counted, Fixed

    if layout.words:
        return Counted(stream, layout)
    return Fixed(stream, layout) if layout.length else Translated(stream, table_of(layout.page))


def opener(blob: Blob, head: bytes) -> Callable[[], BinaryIO] | None:
    """How to open a blob in a coding that is not an ASCII superset, None if it is in one."""
    coding = coding_of(head, blob.size, padded=True)
    if coding == PLAIN:
        return None
    return lambda: cast("BinaryIO", recoded(blob.open(), coding))


def text_of(head: bytes) -> bytes | None:
    """The beginning of a text in such a coding as an ASCII superset, None where it is in none."""
    coding = coding_of(head)
    return None if coding == PLAIN else recoded(io.BytesIO(head), coding).read()
