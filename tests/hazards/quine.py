"""A gzip file that unpacks to itself, check sum and all, by R. Cox's scheme ("Zip Files All The Way Down").

Each step is a block of deflate in 5 bytes: L(n) gives the n bytes that follow it, R(n) the last n bytes once more.
The check sum stands in the file, twice, and is linear in its own bits: 32 equations say what it must be.
"""

from __future__ import annotations

import struct
import zlib

_DISTANCES = {
    15: (7, 2, 13),
    18: (8, 3, 17),
    20: (8, 3, 17),
}  # code, bits behind it, the first distance (RFC 1951, 3.2.5)


def gzip_quine() -> bytes:
    """The file."""
    for time in range(1, 1000):
        check = _solved([_file(time, 1 << bit) for bit in range(32)], _file(time, 0))
        if check is not None:
            return _file(time, check)
    raise AssertionError


def _file(time: int, check: int) -> bytes:
    head = struct.pack("<4sIH", b"\x1f\x8b\x08\0", time, 0x0300)

    def scheme(size: int) -> bytes:
        end = b"\1\0\0\xff\xff" + struct.pack("<II", check, size)
        first, four, last = len(head) + 5, _repeat(20), len(end) + 5
        return b"".join(
            [
                head,
                _give(first) + head + _give(first),
                _repeat(first),
                _give(5) + _repeat(first),
                _give(5) + _give(5),
                _give(20) + _repeat(first) + _give(5) + _give(5) + _give(20),
                four,
                _give(20) + (four + _give(20)) * 2,
                four,
                _give(20) + four + _give(0) + _give(0) + _give(last),
                four,
                _give(0) + _give(0),
                _give(last) + _repeat(last) + end,
                _repeat(last),
                end,
            ]
        )

    return scheme(len(scheme(0)))


def _give(count: int) -> bytes:
    return struct.pack("<BHH", 0, count, count ^ 0xFFFF)


def _repeat(count: int) -> bytes:
    """Two matches of at most ten bytes each, in fixed codes; the next block begins in the last byte or right behind it."""
    code, extra, start = _DISTANCES[count]
    bits = [0, 1, 0]  # not the last block; fixed codes
    for length in (count // 2, count - count // 2) if count != 18 else (8, 10):
        bits += map(int, f"{length - 2:07b}")  # 257 stands for 3
        bits += map(int, f"{code:05b}")
        bits += [count - start >> at & 1 for at in range(extra)]
    bits += [0] * 7
    return sum(bit << at for at, bit in enumerate(bits)).to_bytes(5, "little")


def _solved(ones: list[bytes], none: bytes) -> int | None:
    """x with crc(file(x)) = x, by elimination; None where there is none. Row: the equation of one bit."""
    base = zlib.crc32(none)
    columns = [zlib.crc32(one) ^ base ^ 1 << bit for bit, one in enumerate(ones)]
    rows = [
        sum((column >> bit & 1) << at for at, column in enumerate(columns)) | (base >> bit & 1) << 32
        for bit in range(32)
    ]
    for bit in range(32):
        pivot = next((at for at in range(bit, 32) if rows[at] >> bit & 1), None)
        if pivot is None:
            return None
        rows[bit], rows[pivot] = rows[pivot], rows[bit]
        rows = [row ^ rows[bit] if at != bit and row >> bit & 1 else row for at, row in enumerate(rows)]
    return sum((row >> 32) << bit for bit, row in enumerate(rows))
