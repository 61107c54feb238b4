"""Which folders this machine is set to hand out to others, over NFS or SMB, and what that says of a file below one.

Rule: what is read is the settings, once in a process. That a server runs, and what a wall before it lets through, is
not seen; so the words are "is set to". The names of clients and users are not told.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.exposure import exports, samba
from piiscan.exposure.facts import SOME, WIDE, Export, Fact
from piiscan.sources.mounts import MOUNTINFO, Mounts, mounted

ETC = Path("/etc")
USERSHARES = Path("/var/lib/samba/usershares")
_LARGEST = 1 << 20  # bytes of a file of settings; what stands behind is not asked
_FILES = 256  # of a folder of settings
_FOLDERS = 4096  # handed out
_TOLD = 8  # of one file
_KNOWN = 4096  # folders whose answer is kept
_DEEPEST = 64  # folders looked at above a file

_Place = tuple[int, int]


class Handed(NamedTuple):
    """A folder that is handed out, as the settings say."""

    path: str
    export: Export
    crossing: bool  # also what is mounted below it
    owner: int = 0  # whose folder it has to be; 0: anybody's


class System(Struct):
    """Where the settings stand, and what they say of a folder."""

    etc: Path = ETC
    usershares: Path = USERSHARES
    mounts: Path = MOUNTINFO
    _handed: dict[_Place, list[Handed]] | None = None
    _points: frozenset[str] = frozenset()
    _known: dict[str, tuple[Handed, ...]] = field(default_factory=dict)

    def above(self, folder: str) -> tuple[Handed, ...]:
        """What hands out a folder: each share it is, or lies below, those for everybody first."""
        if self._handed is None:
            self._handed = self._read()
        if not self._handed:
            return ()
        found = self._known.get(folder)
        if found is None:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            found = self._known[folder] = self._above(folder, self._handed)
        return found

    def _above(self, folder: str, handed: dict[_Place, list[Handed]]) -> tuple[Handed, ...]:
        """A folder is known by its number and not by its name: a share may be entered by a link or a second mount."""
        found: list[Handed] = []
        at, crossed = os.path.realpath(folder), False
        for _ in range(_DEEPEST):
            place = _place(at)
            found += [one for one in handed.get(place, ()) if one.crossing or not crossed] if place else ()
            crossed = crossed or at in self._points
            if at == "/":
                break
            at = at.rpartition("/")[0] or "/"
        found.sort(key=lambda one: (not one.export.everybody, not one.export.writable))
        return tuple(islice(dict.fromkeys(found), _TOLD))

    def _read(self) -> dict[_Place, list[Handed]]:
        mounts, found = Mounts(self.mounts), dict[_Place, list[Handed]]()
        for one in islice(self._settings(), _FOLDERS):
            # Of a file system that may not answer nothing is asked; what else hands it out is that machine's.
            place = None if mounts.waiting(one.path) else _place(one.path, one.owner)
            if place is not None:
                found.setdefault(place, []).append(one)
        self._points = frozenset(mount.point for mount in mounted(self.mounts)) if found else frozenset()
        return found

    def _settings(self) -> Iterator[Handed]:
        for file in (self.etc / "exports", *_files(self.etc / "exports.d", ".exports")):
            for path, everybody, writable, crossing in exports.parsed(_text(file)):
                yield Handed(path, Export("nfs", path, everybody=everybody, writable=writable), crossing)
        usual = samba.sections(_text(self.etc / "samba" / "smb.conf"))
        for name, path, everybody, writable in samba.shares(usual):
            yield Handed(path, Export("smb", name, everybody=everybody, writable=writable), crossing=True)
        for file in _files(self.usershares):
            for name, path, everybody, writable in samba.of_user(_text(file, samba.LARGEST_OF_USER), usual):
                # Anybody may write such a file. Samba takes it where the folder is theirs (`usershare owner only`).
                export = Export("smb", name, everybody=everybody, writable=writable)
                yield Handed(path, export, crossing=True, owner=_owner(file))


_SYSTEM = System()


def exported(folder: str) -> tuple[Handed, ...]:
    """What hands out a folder of the running system."""
    return _SYSTEM.above(folder)


def facts(found: Iterable[Handed]) -> Iterator[Fact]:
    """A file below what is handed out, to everybody or to some: 17.04(2)(a)."""
    for one in found:
        share = one.export
        how = "by NFS" if share.how == "nfs" else f"by SMB as {share.share}"
        whom = "to everybody" if share.everybody else "to some"
        what = ", not only to read" if share.writable else ""
        text = f"is below {one.path}, which this machine is set to share {how} {whom}{what}"
        yield Fact(WIDE if share.everybody else SOME, "17.04(2)(a)", text)


def _place(path: str, owner: int = 0) -> _Place | None:
    try:
        looked = os.stat(path)  # noqa: PTH116 - once for every folder
    except (OSError, ValueError):  # not there; no name
        return None
    return (looked.st_dev, looked.st_ino) if owner in {0, looked.st_uid} else None


def _owner(file: Path) -> int:
    try:
        return os.lstat(file).st_uid
    except OSError:
        return -1


def _files(folder: Path, ending: str = "") -> Iterator[Path]:
    """Those of a folder that are read, by name. Hidden ones are not (exports(5))."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, _FILES))
    except OSError:
        return
    for name in names:
        if name.endswith(ending) and not name.startswith("."):
            yield folder / name


def _text(file: Path, largest: int = _LARGEST) -> str:
    """What a file of settings says; nothing where it is none, or may not be read. Waits for nothing."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError:
        return ""
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return ""
        data = os.pread(handle, largest + 1, 0)
    except OSError:
        return ""
    finally:
        os.close(handle)
    if len(data) > largest:  # half a line would say something else
        data = data[:largest].rpartition(b"\n")[0]
    return os.fsdecode(data)
