"""A compound file (MS-CFB): the streams and storages in it, read within limits. The only file that opens one.

Rule: olefile follows a chain of sectors as long as the length of its stream says, in a circle if it is one. So no
length may be more than the file is long, and a loop or a lie costs no more than that; what olefile gives up on is a
gap, and the other streams are read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from msgspec import Struct, field

from piiscan.formats.base import Context
from piiscan.formats.spans import Span, View
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

Path = tuple[str, ...]
_CHUNK = 512 << 10


class Compound(Struct):
    """An open compound file. Paths are tuples of names, as they stand in its directory."""

    blob: Blob
    context: Context
    ole: Any
    streams: list[Path] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def under(self, storage: Path) -> list[Path]:
        """The streams in a storage and in the storages inside it."""
        return [path for path in self.streams if path[: len(storage)] == storage]

    def storages(self, storage: Path = ()) -> list[str]:
        """The names of the storages right inside one, in the order of the directory."""
        depth = len(storage)
        return list(dict.fromkeys(path[depth] for path in self.under(storage) if len(path) > depth + 1))

    def find(self, *names: str, storage: Path = ()) -> Path | None:
        """The stream of the first of these names that is there, in any case of letters."""
        depth = len(storage)
        here = {path[depth].lower(): path for path in self.under(storage) if len(path) == depth + 1}
        return next((here[name.lower()] for name in names if name.lower() in here), None)

    def read(self, path: Path | None) -> bytes:
        """The bytes of a stream, b"" where there is none; damage becomes a gap."""
        if path is None:
            return b""
        at = (Step(Axis.PART, "/".join(map(shown, path))),)
        try:
            size = self.ole.get_size(list(path))
            if size > self.context.limits.document:
                detail = f"a stream larger than {self.context.limits.document} bytes (limit: document)"
                self.gaps.append(Gap(Reason.LIMIT, detail, at))
                return b""
            data = bytes(self.ole.openstream(list(path)).read())
        except Exception as error:  # noqa: BLE001 - of the library, for whatever is wrong in the file
            self.gaps.append(Gap(Reason.CORRUPT, f"a stream cannot be read ({type(error).__name__})", at))
            return b""
        if len(data) < size:
            self.gaps.append(Gap(Reason.CORRUPT, "a stream ends before its end", at))
        elif self._in_a_circle(path):
            self.gaps.append(Gap(Reason.CORRUPT, "the sectors of a stream run in a circle", at))
        return data

    def view(self, path: Path | None) -> Span:
        """The bytes of a stream where they stand in the file, each sector once; damage becomes a gap."""
        entry = None if path is None else self.ole.direntries[self.ole._find(list(path))]  # noqa: SLF001 - as below
        if entry is None or entry.size < self.ole.minisectorcutoff:
            return self.read(path)
        width, end = self.ole.sectorsize, self.ole.fp.seek(0, io.SEEK_END)
        circle = False

        def runs() -> Iterator[tuple[int, int]]:
            nonlocal circle
            for start, count, circle in self._runs(entry.isectStart):  # noqa: B007 - the last one says
                at = (start + 1) * width
                yield at, max(0, min(count * width, end - at))

        view = View(self.ole.fp, runs(), entry.size)
        if len(view) < entry.size:
            detail = "the sectors of a stream run in a circle" if circle else "a stream ends before its end"
            self.gaps.append(Gap(Reason.CORRUPT, detail, (Step(Axis.PART, "/".join(map(shown, path or ()))),)))
        return view

    def chunks(self, path: Path | None) -> Iterator[bytes]:
        """The bytes of a stream piece by piece, each sector once; damage becomes a gap."""
        data = self.view(path)
        for start in range(0, len(data), _CHUNK):
            yield data[start : start + _CHUNK]

    def _runs(self, sector: int) -> Iterator[tuple[int, int, bool]]:
        """(first, count, whether it leads back into what came before) of sectors that follow each other."""
        table = self.ole.fat
        most = max(1, _CHUNK // self.ole.sectorsize)
        seen = bytearray(len(table))
        while sector < len(table):
            first, count = sector, 0
            while sector == first + count and sector < len(table) and count < most and not seen[sector]:
                seen[sector] = 1
                count += 1
                sector = table[sector]
            circle = sector < len(table) and bool(seen[sector])
            yield first, count, circle
            if circle:
                return

    def _in_a_circle(self, path: Path) -> bool:
        """Whether olefile came by a sector twice before it had as many bytes as there should be."""
        ole = self.ole
        entry = ole.direntries[ole._find(list(path))]  # noqa: SLF001 - there is no other way to an entry
        small = entry.size < ole.minisectorcutoff
        table, width = (ole.minifat, ole.minisectorsize) if small else (ole.fat, ole.sectorsize)
        sector, seen = entry.isectStart, set[int]()
        for _ in range(-(-entry.size // width)):
            if sector in seen or sector >= len(table):
                break
            seen.add(sector)
            sector = table[sector]
        return sector in seen

    def tree(self, storage: Path) -> dict[str, Any]:
        """All of a storage, as `ole_write.compound` takes it."""
        root: dict[str, Any] = {}
        for path in self.under(storage):
            here = root
            for name in path[len(storage) : -1]:
                here = here.setdefault(name, {})
            here[path[-1]] = self.read(path)
        return root


def opened(stream: BinaryIO) -> tuple[Any, bool]:
    """(the file as olefile has it, whether a stream says it is longer than the file). Raises what olefile raises."""
    import olefile

    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    header = stream.read(512)
    stream.seek(0)
    shift, mini_shift = struct.unpack_from("<HH", header, 30)
    tables = sum(struct.unpack_from("<I", header, offset)[0] for offset in (44, 64, 72))  # sectors of the three tables
    if shift not in {9, 12} or mini_shift != 6 or tables << shift > size + (1 << shift):
        raise ValueError
    ole = olefile.OleFileIO(stream)
    lies = False
    for entry in ole.direntries:
        if entry is not None and entry.size > size:
            entry.size, lies = size, True
    return ole, lies


@contextmanager
def open_compound(blob: Blob, context: Context) -> Iterator[Compound]:
    """Open a blob. Raises `Unscannable` (CORRUPT) where its directory cannot be had."""
    with blob.open() as stream:
        try:
            ole, lies = opened(stream)
            streams = [tuple(map(str, path)) for path in ole.listdir(streams=True, storages=False)]
        except Exception as error:  # noqa: BLE001 - as above
            detail = f"compound file cannot be opened ({type(error).__name__})"
            raise Unscannable(Reason.CORRUPT, detail) from None
        lie = Gap(Reason.CORRUPT, "a stream says it is longer than the file")
        yield Compound(blob, context, ole, streams, [lie] if lies else [])


def shown(name: str) -> str:
    r"""The name of a stream without the control character many begin with.

    >>> shown("\x05SummaryInformation")
    'SummaryInformation'
    """
    return name.lstrip("".join(map(chr, range(32))))
