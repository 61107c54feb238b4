"""Cabinets in LZX, written here after [MS-PATCH] and [MS-CAB]: cabextract and 7z give back what went in.

Frames take turns in verbatim, aligned and raw blocks, or are all of one kind; some hold two blocks.
"""

from __future__ import annotations

import heapq
import struct
from collections import Counter
from collections.abc import Mapping

from piiscan.formats.archives.lzx import _BASE, _EXTRA, _SLOTS

FRAME = 32768
KINDS = ("verbatim", "aligned", "raw")
_PRE = [4] * 12 + [5] * 8  # of the codes of sizes: complete


class _Out:
    def __init__(self) -> None:
        self.bits: list[str] = []

    def put(self, value: int, count: int) -> None:
        if count:
            self.bits.append(format(value, f"0{count}b"))

    def taken(self) -> bytes:
        text = "".join(self.bits)
        self.bits = []
        text += "0" * (-len(text) % 16)
        return b"".join(struct.pack("<H", int(text[at : at + 16], 2)) for at in range(0, len(text), 16))


class Writer:
    """One stream of LZX."""

    def __init__(self, window: int = 15, kind: str = "", calls: int = 0) -> None:
        self._window, self._slots = window, _SLOTS[window]
        self._kind, self._calls = kind, calls
        self._main = [0] * (256 + 8 * self._slots)
        self._length = [0] * 249
        self._recent = [1, 1, 1]
        self._past = b""
        self._number = 0
        self._seen: dict[bytes, int] = {}

    def frame(self, data: bytes) -> bytes:
        """A frame for the next bytes, 32 KiB but for the last."""
        out = _Out()
        if not self._number:
            out.put(1 if self._calls else 0, 1)
            if self._calls:
                out.put(self._calls, 32)
        data = self._absolute(data)
        kind = self._kind or KINDS[self._number % 3]
        self._number += 1
        half = len(data) // 2 if len(data) > 100 else len(data)
        made = b""
        for part in filter(None, (data[:half], data[half:])):
            made += self._block(out, part, kind)
        return made + out.taken()

    def _block(self, out: _Out, data: bytes, kind: str) -> bytes:
        out.put(1 + KINDS.index(kind), 3)
        out.put(len(data), 24)
        if kind == "raw":
            if not sum(map(len, out.bits)) % 16:
                out.put(0, 16)
            made = out.taken() + struct.pack("<3I", *self._recent) + data + bytes(len(data) % 2)
            self._past += data
            return made
        tokens = self._tokens(data)
        main = Counter(token[0] for token in tokens)
        lengths = Counter(token[1] for token in tokens if token[1] >= 0)
        close = Counter(token[3] & 7 for token in tokens if token[2] >= 3)
        aligned = _code_sizes(close, 8, 7) if kind == "aligned" else []
        for size in aligned:
            out.put(size, 3)
        old, self._main = self._main, _code_sizes(main, len(self._main))
        _put_sizes(out, old[:256], self._main[:256])
        _put_sizes(out, old[256:], self._main[256:])
        old, self._length = self._length, _code_sizes(lengths, 249) if lengths else [0] * 249
        _put_sizes(out, old, self._length)
        codes, long, low = _codes(self._main), _codes(self._length), _codes(aligned)
        for symbol, length, extra, rest in tokens:
            out.put(*codes[symbol])
            if length >= 0:
                out.put(*long[length])
            if aligned and extra >= 3:
                out.put(rest >> 3, extra - 3)
                out.put(*low[rest & 7])
            else:
                out.put(rest, extra)
        return b""

    def _tokens(self, data: bytes) -> list[tuple[int, int, int, int]]:
        """(symbol, length or -1, extra bits, their value), each."""
        found, whole, at = [], self._past + data, len(self._past)
        while at < len(whole):
            key = whole[at : at + 3]
            start = self._seen.get(key, -1)
            self._seen[key] = at
            offset, length = at - start, 0
            if start >= 0 and len(key) == 3 and offset < (1 << self._window) - 3:
                while length < 257 and at + length < len(whole) and whole[start + length] == whole[at + length]:
                    length += 1
            if length < 3:
                found.append((whole[at], -1, 0, 0))
                at += 1
                continue
            slot, extra, rest = self._place(offset)
            found.append((256 + 8 * slot + min(length - 2, 7), length - 9 if length >= 9 else -1, extra, rest))
            at += length
        self._past = whole
        return found

    def _place(self, offset: int) -> tuple[int, int, int]:
        recent = self._recent
        if offset in recent:
            slot = recent.index(offset)
            recent[0], recent[slot] = recent[slot], recent[0]
            return slot, 0, 0
        self._recent = [offset, *recent[:2]]
        slot = max(slot for slot in range(3, self._slots) if _BASE[slot] <= offset + 2)
        return slot, _EXTRA[slot], offset + 2 - _BASE[slot]

    def _absolute(self, data: bytes) -> bytes:
        if not self._calls or len(data) <= 10:
            return data
        found, at = bytearray(data), 0
        while (at := found.find(b"\xe8", at, len(data) - 10)) >= 0:
            place = FRAME * self._number + at
            (far,) = struct.unpack_from("<i", data, at + 1)
            if -place <= far < self._calls:
                target = far + place if far < self._calls - place else far - self._calls
                struct.pack_into("<i", found, at + 1, target)
            at += 5
        return bytes(found)


def cab(members: Mapping[str, bytes], window: int = 15, kind: str = "", calls: int = 0) -> bytes:
    """A cabinet with one folder."""
    data = b"".join(members.values())
    writer = Writer(window, kind, calls)
    frames = [(writer.frame(data[at : at + FRAME]), len(data[at : at + FRAME])) for at in range(0, len(data), FRAME)]
    files, offset = b"", 0
    for name, content in members.items():
        files += struct.pack("<IIHHHH", len(content), offset, 0, 0x21, 0, 0x20) + name.encode() + b"\0"
        offset += len(content)
    blocks = b"".join(_checked(struct.pack("<HH", len(packed), size), packed) for packed, size in frames)
    start = 36 + 8 + len(files)
    head = struct.pack("<4s5I", b"MSCF", 0, start + len(blocks), 0, 44, 0)
    head += struct.pack("<BBHHHHH", 3, 1, 1, len(members), 0, 1, 0)
    return head + struct.pack("<IHH", start, len(frames), window << 8 | 3) + files + blocks


def _checked(head: bytes, packed: bytes) -> bytes:
    """A block with its checksum: words by exclusive or, the last bytes the other way round ([MS-CAB] 3.1)."""
    whole = len(packed) // 4 * 4
    found = int.from_bytes(packed[whole:], "big")
    for at in range(0, whole, 4):
        found ^= int.from_bytes(packed[at : at + 4], "little")
    return struct.pack("<I", found ^ int.from_bytes(head, "little")) + head + packed


def _code_sizes(counts: Mapping[int, int], number: int, most: int = 16) -> list[int]:
    """Sizes of a complete code, none longer than `most`."""
    counts = dict(counts)
    for filler in range(number):  # a code of one symbol is none
        if len(counts) > 1:
            break
        counts.setdefault(filler, 1)
    while True:
        queue = [(count, symbol, {symbol: 0}) for symbol, count in counts.items()]
        heapq.heapify(queue)
        while len(queue) > 1:
            (one, first, left), (other, _, right) = heapq.heappop(queue), heapq.heappop(queue)
            merged = {symbol: size + 1 for symbol, size in (left | right).items()}
            heapq.heappush(queue, (one + other, first, merged))
        sizes = queue[0][2]
        if max(sizes.values()) <= most:
            return [sizes.get(symbol, 0) for symbol in range(number)]
        counts = {symbol: count // 2 + 1 for symbol, count in counts.items()}


def _codes(sizes: list[int]) -> dict[int, tuple[int, int]]:
    codes, code, before = {}, 0, 0
    for size, symbol in sorted((size, symbol) for symbol, size in enumerate(sizes) if size):
        code <<= size - before
        codes[symbol] = (code, size)
        code, before = code + 1, size
    return codes


def _put_sizes(out: _Out, old: list[int], new: list[int]) -> None:
    pre = _codes(_PRE)
    for size in _PRE:
        out.put(size, 4)
    at = 0
    while at < len(new):
        run = 1
        while at + run < len(new) and run < 51 and new[at + run] == new[at]:
            run += 1
        if new[at] == 0 and run >= 20:
            out.put(*pre[18])
            out.put(run - 20, 5)
        elif new[at] == 0 and run >= 4:
            run = min(run, 19)
            out.put(*pre[17])
            out.put(run - 4, 4)
        elif run >= 4:
            run = min(run, 5)
            out.put(*pre[19])
            out.put(run - 4, 1)
            out.put(*pre[(old[at] - new[at]) % 17])
        else:
            run = 1
            out.put(*pre[(old[at] - new[at]) % 17])
        at += run
