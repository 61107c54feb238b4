"""UDF 1.02 to 2.60: the files of a disc image by its own descriptors, with or without a metadata partition.

ECMA-167 for the descriptors, OSTA UDF for what they may hold. On a bridge disc, with an ISO 9660 tree as well, only the
files which that tree lacks are given. A virtual partition (CD-R written bit by bit) is named as what is not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.archives.slices import Slices, damaged
from piiscan.formats.base import Context, Extracted
from piiscan.formats.discs.udf_records import Extent, names, tag, third, within
from piiscan.formats.siblings import Siblings
from piiscan.model import Blob, Gap, Reason, Unscannable

_ANCHOR, _POINTER, _PARTITION, _VOLUME, _END = 2, 3, 5, 6, 8
_FILE_SET, _MORE, _ENTRY, _LONG_ENTRY = 256, 258, 261, 266
_FOLDER, _LINK = 4, 12  # types of a file
_SECTORS = (2048, 512, 4096)
_DEPTH = 64
_SEQUENCE = 256  # descriptors of a volume
_LARGEST = 64 << 20  # of a folder's list
_EXTENTS = 100_000  # of one file
_CHUNK = 1 << 20


class _Entry(NamedTuple):
    """What an entry says of a file: its type, its size, and where its bytes are."""

    kind: int
    size: int
    extents: list[Extent]


def extract_udf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The files of the volume."""
    with blob.open() as stream:
        slices = Slices(blob, stream, context, siblings=Siblings(extract_udf, blob, context))
        yield from members(slices, frozenset())


def is_bridge(slices: Slices) -> bool:
    """Whether an image of ISO 9660 says that it has a UDF volume too."""
    return any(slices.at(sector * 2048 + 1, 4) == b"NSR0" for sector in range(16, 64))


def members(slices: Slices, given: frozenset[tuple[int, int]]) -> Iterator[Extracted]:
    """The files but those of which the bytes (place of the first, size) were given already."""
    volume = _Volume(slices)
    root = volume.mount()
    if root is None:
        detail = volume.trouble or "no descriptors that lead to files"
        if given:
            yield Gap(Reason.CORRUPT, f"UDF: {detail}")
            return
        raise Unscannable(Reason.UNSUPPORTED if volume.trouble else Reason.CORRUPT, f"UDF: {detail}")
    yield from volume.folder(root, "", 0, given)
    if volume.lost:
        yield from damaged(f"UDF: {volume.lost} folders or files that lead nowhere or to themselves")
    if volume.trouble:
        yield Gap(Reason.CORRUPT, f"UDF: {volume.trouble}")


class _Volume(Struct):
    """One volume under way."""

    slices: Slices
    sector: int = 2048
    starts: dict[int, int] = field(default_factory=dict)  # of partitions by their number, in bytes
    maps: list[list[Extent]] = field(default_factory=list)  # partitions as a volume counts them
    seen: set[int] = field(default_factory=set)  # entries by their place
    lost: int = 0
    trouble: str = ""

    def mount(self) -> int | None:
        """The place of the root folder's entry."""
        sequences = self._anchored()
        for place, size in sequences:
            volume = self._sequence(place, size)
            root = self._root(volume) if volume else None
            if root is not None:
                return root
        return None

    def folder(self, place: int, path: str, depth: int, given: frozenset[tuple[int, int]]) -> Iterator[Extracted]:
        """The files in a folder and below."""
        if place in self.seen or depth > _DEPTH:
            self.lost += 1
            return
        self.seen.add(place)
        entry = self._entry(place)
        if entry is None or entry.kind != _FOLDER:
            self.lost += 1
            return
        data = b"".join(self._run(entry.extents, min(entry.size, _LARGEST)))
        self.lost += len(data) < entry.size
        for found in names(data):
            at = self._place(found[1], found[2]) if found is not None else None
            if found is None or at is None:
                self.lost += 1
                continue
            name, _, _, is_folder = found
            if is_folder:
                yield from self.folder(at, f"{path}{name}/", depth + 1, given)
            else:
                yield from self._file(at, path + name, given)

    def _file(self, place: int, name: str, given: frozenset[tuple[int, int]]) -> Iterator[Extracted]:
        entry = self._entry(place)
        if entry is None:
            self.lost += 1
            yield from self.slices.refuse(name, Unscannable(Reason.CORRUPT, "no entry where its name leads"))
            return
        if entry.kind == _LINK:
            yield from self.slices.special(name, "symbolic link, not followed")
            return
        first = entry.extents[0].place if entry.extents else None
        if given and (first is None or (first, entry.size) in given):
            return
        if place in self.seen:
            yield from self.slices.refuse(name, Unscannable(Reason.EXCLUDED, "the same bytes as a member before it"))
            return
        self.seen.add(place)
        holes = any(extent.place is None for extent in entry.extents)
        run = partial(self._run, entry.extents, entry.size, whole=True)
        yield from self.slices.unpacked(name, run, entry.size, expands=holes)

    def _anchored(self) -> list[tuple[int, int]]:
        """Where the descriptors of the volume are: the main sequence, and the one in reserve."""
        end = self.slices.size()
        for sector in _SECTORS:
            for number in (256, end // sector - 257, end // sector - 1, 512):
                block = self.slices.at(max(number, 0) * sector, 512)
                if tag(block) == _ANCHOR and struct.unpack_from("<I", block, 12)[0] == number:
                    self.sector = sector
                    size, place, size_2, place_2 = struct.unpack_from("<4I", block, 16)
                    return [(place * sector, size), (place_2 * sector, size_2)]
        return []

    def _sequence(self, place: int, size: int) -> bytes:
        """The descriptor of the logical volume; partitions are noted on the way."""
        volume, end = b"", place + size
        for _ in range(_SEQUENCE):
            block = self.slices.at(place, max(self.sector, 2048))
            kind = tag(block)
            if kind == _POINTER and len(block) >= 28:
                size, place = struct.unpack_from("<II", block, 20)
                place *= self.sector
                end = place + size
                continue
            if kind == _PARTITION and len(block) >= 196:
                (number,) = struct.unpack_from("<H", block, 22)
                self.starts[number] = struct.unpack_from("<I", block, 188)[0] * self.sector
            elif kind == _VOLUME and len(block) >= 440:
                volume = block
            place += self.sector
            if kind == _END or place >= end:
                break
        return volume

    def _root(self, volume: bytes) -> int | None:
        self._map(volume)
        _, block, partition = struct.unpack_from("<IIH", volume, 248)
        place = self._place(block, partition)
        files = self.slices.at(place, 512) if place is not None else b""
        if tag(files) != _FILE_SET or len(files) < 416:
            return None
        _, block, partition = struct.unpack_from("<IIH", files, 400)
        return self._place(block, partition)

    def _map(self, volume: bytes) -> None:
        """The partitions in the order of the volume's maps (UDF 2.60, 2.2.8 to 2.2.10)."""
        self.maps, at = [], 440
        (count,) = struct.unpack_from("<I", volume, 268)
        for _ in range(min(count, 16)):
            kind, length = volume[at : at + 1], (volume[at + 1 : at + 2] or b"\0")[0]
            own = volume[at : at + length]
            at += length
            if kind == b"\1" and length >= 6:
                self.maps.append(self._straight(struct.unpack_from("<H", own, 4)[0]))
            elif kind == b"\2" and length >= 64:
                self.maps.append(self._special(own))
            else:
                self.maps.append([])

    def _straight(self, number: int) -> list[Extent]:
        start = self.starts.get(number)
        return [] if start is None else [Extent(start, max(0, self.slices.size() - start))]

    def _special(self, own: bytes) -> list[Extent]:
        name = own[5:28].rstrip(b"\0")
        under = self._straight(struct.unpack_from("<H", own, 38)[0])
        if name == b"*UDF Metadata Partition" and under:
            for block in struct.unpack_from("<II", own, 40):  # the file, and its mirror
                entry = self._entry((under[0].place or 0) + block * self.sector, under)
                if entry is not None and entry.extents:
                    return entry.extents
            return []
        if name == b"*UDF Sparable Partition":
            self.trouble = "blocks that were replaced are read where they stood" if self._is_spared(own) else ""
            return under
        self.trouble = "a virtual partition is not read"
        return []

    def _is_spared(self, own: bytes) -> bool:
        """Whether the sparing table has replaced any packet (UDF 2.60, 2.2.12)."""
        (place,) = struct.unpack_from("<I", own, 48)
        table = self.slices.at(place * self.sector, 4096)
        count = struct.unpack_from("<H", table, 48)[0] if len(table) >= 56 else 0
        ends = range(56, min(len(table) - 7, 56 + count * 8), 8)
        return any(struct.unpack_from("<I", table, at)[0] < 0xFFFFFFF0 for at in ends)

    def _place(self, block: int, partition: int) -> int | None:
        """The place in the image of a block of a partition."""
        return within(self.maps[partition], block * self.sector) if partition < len(self.maps) else None

    def _entry(self, place: int, under: list[Extent] | None = None) -> _Entry | None:
        """The entry of a file that stands at a place (ECMA-167, 4/14.9 and 14.17)."""
        block = self.slices.at(place, self.sector)
        kind = tag(block)
        if kind not in {_ENTRY, _LONG_ENTRY} or len(block) < 216:
            return None
        (size,) = struct.unpack_from("<Q", block, 56)
        at = 176 if kind == _ENTRY else 216
        before, length = struct.unpack_from("<II", block, at - 8)
        form = block[34] & 7
        if form == 3:  # the data stand in the entry
            start = at + before
            return _Entry(block[27], size, [Extent(place + start, min(length, size, max(0, self.sector - start)))])
        own = under or self._around(place)
        return _Entry(block[27], size, self._extents(block[at + before : at + before + length], form, own))

    def _around(self, place: int) -> list[Extent]:
        """The partition that short descriptors of an entry count in: the one it stands in."""
        for extents in reversed(self.maps):  # that of the metadata stands in another, and behind it in the list
            if any(at is not None and at <= place < at + size for at, size in extents):
                return extents
        return []

    def _extents(self, data: bytes, form: int, own: list[Extent]) -> list[Extent]:
        found: list[Extent] = []
        step = {0: 8, 1: 16, 2: 20}.get(form, 0)
        hops = 0
        while step and len(data) >= step and len(found) < _EXTENTS:
            size, block = third(data) if form == 2 else struct.unpack_from("<II", data)
            where = own if form == 0 else self._numbered(data, 8 if form == 1 else 16)
            data = data[step:]
            kind, size = size >> 30, size & 0x3FFFFFFF
            if not size:
                break
            place = within(where, block * self.sector)
            if kind == 3:  # the list goes on elsewhere
                hops += 1
                more = self.slices.at(place, self.sector) if place is not None and hops < 1000 else b""
                if tag(more) != _MORE or len(more) < 24:
                    self.lost += 1
                    break
                data = more[24 : 24 + struct.unpack_from("<I", more, 20)[0]]
                continue
            found.append(Extent(place if kind == 0 else None, size))
        return found

    def _numbered(self, data: bytes, at: int) -> list[Extent]:
        (partition,) = struct.unpack_from("<H", data, at)
        return self.maps[partition] if partition < len(self.maps) else []

    def _run(self, extents: list[Extent], size: int, *, whole: bool = False) -> Iterator[bytes]:
        """The bytes of a file; with `whole` raises `Unscannable` where they end early."""
        left = size
        for place, length in extents:
            done, end = 0, min(length, left)
            while done < end:
                count = min(_CHUNK, end - done)
                chunk = bytes(count) if place is None else self.slices.at(place + done, count)
                if not chunk:
                    break
                done += len(chunk)
                yield chunk
            left -= done
            if done < end:
                break
        if left and whole:
            raise Unscannable(Reason.CORRUPT, "member is cut short")
