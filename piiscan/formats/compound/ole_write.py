"""A compound file (MS-CFB) made of streams and storages: what an embedded document is when it stands alone.

An object inside a document is a storage of that document's file. Written out as a file of its own, any reader
takes it, whatever it is. In memory only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINI, _CUTOFF = 64, 4096
_HEADER_FATS = 109  # addresses of FAT sectors that fit the header
_LARGE = 6 << 20  # beyond, sectors of 4096 bytes keep the addresses in the header


class _Entry(Struct):
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = _END
    size: int = 0


def compound(tree: Mapping[str, Any]) -> bytes:
    """A file with these streams (bytes) and storages (mappings).

    >>> compound({"a": b"text"})[:4].hex()
    'd0cf11e0'
    """
    entries = [_Entry("Root Entry", 5)]
    entries[0].child = _children(tree, entries)
    sector = 512 if sum(len(entry.data) for entry in entries) < _LARGE else 4096
    minis, mini_fat = bytearray(), []
    for entry in _streams(entries):
        if len(entry.data) < _CUTOFF:
            entry.start = len(minis) // _MINI
            mini_fat += _chain(entry.start, -(-len(entry.data) // _MINI))
            minis += entry.data + bytes(-len(entry.data) % _MINI)
    body, fat = bytearray(), []

    def place(data: bytes) -> int:
        if not data:
            return _END
        start = len(body) // sector
        fat.extend(_chain(start, -(-len(data) // sector)))
        body.extend(data + bytes(-len(data) % sector))
        return start

    for entry in _streams(entries):
        if len(entry.data) >= _CUTOFF:
            entry.start = place(entry.data)
    entries[0].start, entries[0].size = place(bytes(minis)), len(minis)
    mini_start = place(b"".join(struct.pack("<I", number) for number in mini_fat))
    directory = b"".join(map(_packed, entries))
    unused = b"\0" * 68 + struct.pack("<3I", _FREE, _FREE, _FREE) + b"\0" * 48  # an entry not in use
    directory_start = place(directory + unused * (-len(entries) % (sector // 128)))
    count = 0
    while len(fat) + count > count * sector // 4:
        count += 1
    first = len(body) // sector
    fat += [_FAT] * count
    body += b"".join(struct.pack("<I", number) for number in fat).ljust(count * sector, b"\xff")
    version, shift = (3, 9) if sector == 512 else (4, 12)
    fats = [first + index for index in range(count)][:_HEADER_FATS]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, version, 0xFFFE, shift, 6)
    header += struct.pack("<4I", 0 if version == 3 else -(-len(directory) // sector), count, directory_start, 0)
    header += struct.pack("<5I", _CUTOFF, mini_start, -(-len(mini_fat) * 4 // sector), _END, 0)
    header += struct.pack("<109I", *fats, *[_FREE] * (_HEADER_FATS - len(fats)))
    return header.ljust(sector, b"\0") + bytes(body)


def _streams(entries: list[_Entry]) -> Iterator[_Entry]:
    return (entry for entry in entries if entry.kind == 2 and entry.data)


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END] if count else []


def _children(tree: Mapping[str, Any], entries: list[_Entry]) -> int:
    """Add what is in a storage; gives the entry its tree of siblings begins with."""
    numbers = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        content = tree[name]
        number = len(entries)
        numbers.append(number)
        if isinstance(content, Mapping):
            entries.append(_Entry(name, 1))
            entries[number].child = _children(content, entries)
        else:
            entries.append(_Entry(name, 2, content, size=len(content)))
    return _balanced(numbers, entries)


def _balanced(numbers: list[int], entries: list[_Entry]) -> int:
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _balanced(numbers[:middle], entries)
    entry.right = _balanced(numbers[middle + 1 :], entries)
    return numbers[middle]


def _packed(entry: _Entry) -> bytes:
    name = entry.name[:31].encode("utf-16-le", "surrogatepass")[:62]
    start = 0 if entry.kind == 1 else entry.start
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBB3I", len(name) + 2, entry.kind, 1, entry.left, entry.right, entry.child)
        + bytes(36)
        + struct.pack("<IQ", start, entry.size)
    )
