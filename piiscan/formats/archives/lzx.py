"""LZX, as cabinets have it ([MS-PATCH] for the bits, [MS-CAB] for the frames), unpacked frame by frame.

Rule: what a frame may give is known before, the window is the only memory, and whatever is wrong is `LzxError`, which
has what came out before. A frame is 32 KiB of the stream, and begins at a byte of its own.
"""

from __future__ import annotations

import struct
from array import array

_SLOTS = {15: 30, 16: 32, 17: 34, 18: 36, 19: 38, 20: 42, 21: 50}  # of positions, by the bits of the window
WINDOWS = frozenset(_SLOTS)
"""The bits of the windows there are."""
_FRAME = 32768
_VERBATIM, _ALIGNED, _RAW = 1, 2, 3
_LENGTHS = 249
_EXTRA = [0, 0, 0, 0, *[bits for bits in range(1, 17) for _ in range(2)], *[17] * 14]
_BASE = [sum(1 << bits for bits in _EXTRA[:slot]) for slot in range(len(_EXTRA))]
_CALLS = 10  # bytes at the end of a frame in which calls are not translated
_MOST_TRANSLATED = 32768  # frames


class LzxError(ValueError):
    """Something is wrong; `args[0]` are the bytes before it."""


class Lzx:
    """One stream under way."""

    def __init__(self, window_bits: int) -> None:
        if window_bits not in _SLOTS:
            raise LzxError(b"")
        self._window = 1 << window_bits
        self._out = bytearray()
        self._given = 0  # of `_out`
        self._frames = 0
        self._calls = 0  # what the addresses of calls were made absolute by, 0 for not at all
        self._kind = self._left = self._size = 0  # the block under way
        self._skip = False  # a byte of padding that belongs to the frame before
        self._recent = [1, 1, 1]
        self._main_sizes = [0] * (256 + 8 * _SLOTS[window_bits])
        self._length_sizes = [0] * _LENGTHS
        self._main: list[int] = []
        self._length: list[int] = []
        self._close: list[int] = []

    def frame(self, data: bytes, size: int) -> bytes:
        """The next `size` bytes, from the bytes of a frame."""
        if not 0 <= size <= _FRAME:
            raise LzxError(b"")
        bits = _Bits(data[1:] if self._skip else data)
        self._skip = False
        end = self._given + size
        try:
            if not self._frames and bits.read(1):
                self._calls = bits.read(16) << 16 | bits.read(16)
            while len(self._out) < end:
                self._run(bits, end)
        except (IndexError, ValueError):
            raise LzxError(bytes(self._out[self._given :])) from None
        found = self._translated(bytes(self._out[self._given : end]))
        self._frames += 1
        spare = max(0, end - self._window)
        del self._out[:spare]
        self._given = end - spare
        return found

    def _run(self, bits: _Bits, end: int) -> None:
        """What of a block is in this frame."""
        if not self._left:
            self._begin(bits)
        before = len(self._out)
        wanted = min(end, before + self._left)
        if self._kind == _RAW:
            self._out += bits.take(wanted - before)
        else:
            self._symbols(bits, wanted)
        self._left -= len(self._out) - before
        if self._left < 0:
            raise ValueError
        if self._kind == _RAW and not self._left and self._size & 1:
            self._skip = not bits.pad()

    def _begin(self, bits: _Bits) -> None:
        self._kind = bits.read(3)
        self._left = self._size = bits.read(16) << 8 | bits.read(8)
        if self._kind == _RAW:
            bits.align()
            self._recent = list(struct.unpack("<3I", bits.take(12)))
        elif self._kind in {_VERBATIM, _ALIGNED}:
            if self._kind == _ALIGNED:
                self._close = _table([bits.read(3) for _ in range(8)])
            _sizes(bits, self._main_sizes, 0, 256)
            _sizes(bits, self._main_sizes, 256, len(self._main_sizes))
            self._main = _table(self._main_sizes)
            _sizes(bits, self._length_sizes, 0, _LENGTHS)
            self._length = _table(self._length_sizes)
        else:
            raise ValueError
        if not self._left:
            raise ValueError

    def _symbols(self, bits: _Bits, end: int) -> None:
        """Letters and matches until `end`, or a little behind it."""
        out, table = self._out, self._main
        append = out.append
        units, at, buffer, left = bits.units, bits.at, bits.buffer, bits.left
        size = len(out)
        while size < end:
            if left < 16:
                buffer = (buffer & 0xFFFF) << 32 | units[at]
                at += 1
                left += 32
            entry = table[buffer >> (left - 16) & 0xFFFF]
            left -= entry & 31
            symbol = entry >> 5
            if symbol < 256:
                append(symbol)
                size += 1
                continue
            bits.at, bits.buffer, bits.left = at, buffer, left
            length = 2 + (symbol & 7)
            if length == 9:
                length += bits.symbol(self._length)
            offset = self._offset(bits, (symbol - 256) >> 3)
            at, buffer, left = bits.at, bits.buffer, bits.left
            if not 0 < offset <= size:
                raise ValueError
            start = size - offset
            if offset >= length:
                out += out[start : start + length]
            else:
                out += (out[start:] * (length // offset + 1))[:length]
            size += length
        bits.at, bits.buffer, bits.left = at, buffer, left

    def _offset(self, bits: _Bits, slot: int) -> int:
        """How far back a match is."""
        recent = self._recent
        if slot < 3:
            recent[0], recent[slot] = recent[slot], recent[0]
            return recent[0]
        extra = _EXTRA[slot]
        offset = _BASE[slot] - 2
        if self._kind == _ALIGNED and extra >= 3:
            offset += bits.read(extra - 3) << 3
            offset += bits.symbol(self._close)
        else:
            offset += bits.read(extra)
        self._recent = [offset, recent[0], recent[1]]
        return offset

    def _translated(self, data: bytes) -> bytes:
        """Calls in programs have the place they lead to, and get back how far it is."""
        if not self._calls or len(data) <= _CALLS or self._frames >= _MOST_TRANSLATED or b"\xe8" not in data:
            return data
        base, found, at = self._frames * _FRAME, bytearray(data), 0
        while (at := data.find(b"\xe8", at, len(data) - _CALLS)) >= 0:
            place = base + at
            (target,) = struct.unpack_from("<i", data, at + 1)
            if -place <= target < self._calls:
                target += self._calls if target < 0 else -place
                struct.pack_into("<i", found, at + 1, (target + 0x80000000) % 0x100000000 - 0x80000000)
            at += 5
        return bytes(found)


class _Bits:
    """Bits from the top of words of 16, these little-endian."""

    __slots__ = ("at", "buffer", "data", "left", "units")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._from(0)

    def _from(self, place: int) -> None:
        """Begin at a byte. Some zeros may be read behind the end, no more."""
        rest = self.data[place:]
        words = array("H", rest + bytes(4 + -len(rest) % 4))
        words.byteswap()
        self.units = struct.unpack(f">{len(words) // 2}I", words.tobytes())
        self.at = self.buffer = self.left = 0
        self.data = rest

    def read(self, count: int) -> int:
        """A number of so many bits."""
        while self.left < count:
            self.buffer = (self.buffer & (1 << self.left) - 1) << 32 | self.units[self.at]
            self.at += 1
            self.left += 32
        self.left -= count
        return self.buffer >> self.left & (1 << count) - 1

    def symbol(self, table: list[int]) -> int:
        """A symbol by its table."""
        if self.left < 16:
            self.buffer = (self.buffer & 0xFFFF) << 32 | self.units[self.at]
            self.at += 1
            self.left += 32
        entry = table[self.buffer >> (self.left - 16) & 0xFFFF]
        self.left -= entry & 31
        return entry >> 5

    def align(self) -> None:
        """Go on at the next word, a whole one on if this is the beginning of one."""
        used = self.at * 32 - self.left
        self._from((used // 16 + 1) * 2)

    def take(self, count: int) -> bytes:
        """So many bytes, from where a byte begins."""
        place = (self.at * 32 - self.left) // 8
        found = self.data[place : place + count]
        if len(found) < count:
            raise ValueError
        self._from(place + count)
        return found

    def pad(self) -> bool:
        """Go over a byte of padding; False where the data end before it."""
        there = bool(self.data)
        self._from(1)
        return there


def _sizes(bits: _Bits, sizes: list[int], first: int, last: int) -> None:
    """The sizes of the codes of symbols, as differences to those of the block before, themselves coded."""
    table = _table([bits.read(4) for _ in range(20)])
    at = first
    while at < last:
        symbol = bits.symbol(table)
        if symbol < 17:
            sizes[at] = (sizes[at] - symbol) % 17
            at += 1
            continue
        if symbol == 19:
            count = 4 + bits.read(1)
            value = (sizes[at] - bits.symbol(table)) % 17
        else:
            count = 4 + bits.read(4) if symbol == 17 else 20 + bits.read(5)
            value = 0
        count = min(count, last - at)
        sizes[at : at + count] = [value] * count
        at += count


def _table(sizes: list[int]) -> list[int]:
    """What the next 16 bits say: a symbol times 32, and the size of its code. Empty where there are no codes."""
    table: list[int] = []
    for size, symbol in sorted((size, symbol) for symbol, size in enumerate(sizes) if size):
        table += [symbol << 5 | size] * (1 << (16 - size))
        if len(table) > 1 << 16:
            raise ValueError
    if table and len(table) < 1 << 16:
        raise ValueError
    return table
