"""ISO 9660 images of CDs and DVDs, with the names of Rock Ridge or Joliet; a file in only one of the trees is read too.

ECMA-119; IEEE P1282 (Rock Ridge); Joliet specification of 1995. A bridge disc's UDF tree names the same files.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.archives.slices import Slices, damaged
from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.model import Blob, Reason, Unscannable

SECTOR = 2048
PLACE = 16 * SECTOR
"""Of the first volume descriptor, behind an area that the standard leaves free."""
_JOLIET = (b"%/@", b"%/C", b"%/E")
_DEPTH = 64
_LARGEST = 64 << 20  # of a folder's list
_DESCRIPTORS = 64
_CONTINUED = 32  # areas of Rock Ridge that lead to each other


class _Record(NamedTuple):
    """One entry of a folder."""

    name: str
    extent: int
    size: int
    folder: bool
    more: bool  # the next one goes on with the same file
    link: bool


def extract_iso(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The files of all trees, each once."""
    with blob.open() as stream:
        disc = _Disc(Slices(blob, stream, context, siblings=Siblings(extract_iso, blob, context)))
        trees = list(disc.trees())
        if not trees:
            raise Unscannable(Reason.CORRUPT, "no volume descriptor that leads to files")
        for extent, size, joliet in trees:
            yield from disc.folder(extent, size, "", 0, joliet=joliet)
            disc.again = True
        from piiscan.formats.discs.udf import is_bridge, members

        if is_bridge(disc.slices):
            yield from members(disc.slices, frozenset(disc.files))
        if disc.lost:
            yield from damaged(f"{disc.lost} folders or files that lead outside the image or to themselves")


class _Disc(Struct):
    """One image under way."""

    slices: Slices
    folders: set[tuple[int, bool]] = field(default_factory=set)
    files: set[tuple[int, int]] = field(default_factory=set)
    lost: int = 0
    again: bool = False  # whether one tree was read, so that another has only to give what that lacks

    def trees(self) -> Iterator[tuple[int, int, bool]]:
        """The root folders; that of Rock Ridge first, else that of Joliet, whose names are whole."""
        found = []
        for number in range(_DESCRIPTORS):
            block = self.slices.at(PLACE + number * SECTOR, SECTOR)
            if len(block) < SECTOR or block[1:6] != b"CD001" or block[0] == 255:
                break
            if block[0] in {1, 2}:
                extent, size = _number(block, 158), _number(block, 166)
                found.append((extent, size, block[0] == 2 and block[88:91] in _JOLIET))
        ridge = any(self._has_ridge(extent) for extent, _, joliet in found if not joliet)
        yield from sorted(found, key=lambda tree: tree[2] is ridge)

    def folder(self, extent: int, size: int, path: str, depth: int, *, joliet: bool) -> Iterator[Extracted]:
        """The files in a folder and below."""
        if (extent, joliet) in self.folders or depth > _DEPTH:
            self.lost += 1
            return
        self.folders.add((extent, joliet))
        data = self.slices.at(extent * SECTOR, min(size, _LARGEST))
        self.lost += len(data) < size
        pieces: list[tuple[int, int]] = []
        for record in self._records(data, joliet=joliet):
            name = f"{path}{record.name}"
            if record.folder:
                yield from self.folder(record.extent, record.size, f"{name}/", depth + 1, joliet=joliet)
                continue
            if record.link and self.again:
                continue
            if record.link:
                yield from self.slices.special(name, "symbolic link, not followed")
                continue
            pieces.append((record.extent * SECTOR, record.size))
            if not record.more:
                yield from self._file(name, pieces)
                pieces = []

    def _file(self, name: str, pieces: list[tuple[int, int]]) -> Iterator[Extracted]:
        size = sum(length for _, length in pieces)
        if not self.again if not size else (pieces[0][0], size) not in self.files:
            self.files.add((pieces[0][0], size))
            yield from self.slices.give(name, pieces)

    def _records(self, data: bytes, *, joliet: bool) -> Iterator[_Record]:
        position = 0
        while position < len(data):
            length = data[position]
            if not length:  # records do not cross sectors
                position += SECTOR - position % SECTOR
                continue
            record = data[position : position + length]
            position += length
            if len(record) < 34 or len(record) < 33 + record[32]:
                self.lost += 1
                continue
            raw = record[33 : 33 + record[32]]
            if raw not in {b"\0", b"\1"}:  # the folder itself and its parent
                yield self._record(record, raw, joliet=joliet)

    def _record(self, record: bytes, raw: bytes, *, joliet: bool) -> _Record:
        flags = record[25]
        name = raw.decode("utf-16-be" if joliet else "latin-1", "replace")
        link = False
        if not joliet:
            start = 33 + len(raw) + (1 - len(raw) % 2)
            ridge, link = self._ridge(record[start:])
            name = ridge or name
        name = name.partition(";")[0].removesuffix(".") or "?"
        return _Record(name, _number(record, 2), _number(record, 10), bool(flags & 2), bool(flags & 0x80), link)

    def _ridge(self, area: bytes) -> tuple[str, bool]:
        """The name by the fields NM of the system use area, and whether SL makes it a link."""
        name, link = b"", False
        for _ in range(_CONTINUED):
            following: tuple[int, int, int] | None = None
            while len(area) >= 4 and area[2] >= 4:
                kind, field_ = area[:2], area[4 : area[2]]
                if kind == b"NM" and field_:
                    name += field_[1:]
                elif kind == b"SL":
                    link = True
                elif kind == b"CE" and len(field_) >= 24:
                    following = (_number(field_, 0), _number(field_, 8), _number(field_, 16))
                area = area[area[2] :]
            if following is None:
                break
            block, offset, length = following
            area = self.slices.at(block * SECTOR + offset, min(length, SECTOR))
        return name.decode("utf-8", "replace"), link

    def _has_ridge(self, extent: int) -> bool:
        """Whether the first record of the root says so by the field SP or RR."""
        record = self.slices.at(extent * SECTOR, SECTOR)
        area = record[34 : record[0]] if record else b""
        return area[:2] in {b"SP", b"RR"} or b"SP\x07\x01\xbe\xef" in area


def _number(data: bytes, at: int) -> int:
    """A number of 32 bits that stands in both byte orders; the first is taken."""
    found = data[at : at + 4]
    return int(struct.unpack("<I", found)[0]) if len(found) == 4 else 0
