"""Which file systems hold no files of anybody, and which ones another machine or process has to answer for.

The only reader of mountinfo.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

MOUNTINFO = Path("/proc/self/mountinfo")

# `grep nodev /proc/filesystems`, less those that carry users' files (tmpfs, overlay, nfs, fuse, 9p …) and
# devtmpfs, whose devices are named one by one. autofs is here because to enter it is to mount something.
PSEUDO = frozenset(
    """
    autofs binder binfmt_misc bpf cgroup cgroup2 configfs cpuset debugfs devpts efivarfs functionfs fusectl
    gadgetfs hugetlbfs mqueue nfsd nsfs pipefs proc pstore resctrl rpc_pipefs securityfs selinuxfs smackfs
    sockfs sysfs tracefs
    """.split()  # noqa: SIM905 - a table
)

_ASKED = (
    "nfs",
    "cifs",
    "smb",
    "fuse",
    "ceph",
    "lustre",
    "afs",
    "autofs",  # whoever goes through it waits for what is mounted there
    "coda",
    "ncp",
    "orangefs",
    "gfs",
    "ocfs",
)
"""How the types begin of those that may not answer: a server that is gone, a process that hangs."""

_LINKS = 40  # that the kernel follows (man 7 path_resolution)
_OCTAL = re.compile(rb"\\([0-7]{3})")


class Mounts(Struct):
    """The types of file systems by device, read again when a device is met that was not known."""

    table: Path = MOUNTINFO
    types: dict[int, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # where one is mounted that may not answer: its type

    def pseudo(self, device: int) -> str | None:
        """The type of the file system if it is one of the kernel's own."""
        kind = self.types.get(device)
        if kind is None:
            self.types.update(self._read())
            kind = self.types.setdefault(device, "")
        return kind if kind in PSEUDO else None

    def waits_on(self, path: str, device: int | None = None) -> str | None:
        """The type of the file system mounted there, or of the device, if it may never answer. Asks neither."""
        self._read_once()
        kind = self.asked.get(path) or (self.types.get(device) if device is not None else None)
        return kind if kind and kind.startswith(_ASKED) else None

    def waiting(self, path: str) -> tuple[str, str] | None:
        """Where the file system is mounted that a path leads to, and its type, if it may never answer. Asks it nothing.

        Links are followed, as long as what they are on always answers; of what is not there the names count.
        """
        self._read_once()
        if not self.asked:
            return None
        ahead = [*reversed(os.path.join(os.getcwd(), path).split("/"))]  # noqa: PTH109, PTH118
        at, links = "", _LINKS
        while ahead:
            name = ahead.pop()
            if name in {"", ".", ".."}:
                at = at.rpartition("/")[0] if name == ".." else at
                continue
            above, at = at, f"{at}/{name}"
            if at in self.asked:
                return at, self.asked[at]
            with suppress(OSError, ValueError):
                target = os.readlink(at)  # noqa: PTH115
                links -= 1
                if links:
                    ahead += reversed(target.split("/"))
                    at = "" if target.startswith("/") else above
        return ("/", self.asked["/"]) if "/" in self.asked else None

    def _read_once(self) -> None:
        if not self.types:
            self.types.update(self._read())

    def _read(self) -> dict[int, str]:
        types: dict[int, str] = {}
        for mount in mounted(self.table):
            types[mount.device] = mount.kind
            if mount.kind.startswith(_ASKED):
                self.asked[mount.point] = mount.kind
            else:
                self.asked.pop(mount.point, None)  # mounted over it
        return types


class Mounted(NamedTuple):
    """A line of the table: what is mounted where, of what type, from where."""

    device: int
    point: str
    kind: str
    source: str


def mounted(table: Path) -> Iterator[Mounted]:
    """`36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw` (man 5 proc). Linux only."""
    try:
        text = table.read_bytes()
    except OSError:
        return
    for line in text.splitlines():
        left, separator, right = line.partition(b" - ")
        fields, of = left.split(), right.split()
        if not separator or len(fields) < 5 or not of:
            continue
        major, _, minor = fields[2].partition(b":")
        source = plain_name(of[1]) if len(of) > 1 else ""
        yield Mounted(
            os.makedev(int(major), int(minor)), plain_name(fields[4]), of[0].decode("ascii", "replace"), source
        )


def plain_name(name: bytes) -> str:
    """A name as it is, of which blanks and the like are written in octal, as in mountinfo and exports(5)."""
    return os.fsdecode(_OCTAL.sub(lambda code: bytes([int(code[1], 8) & 255]), name))
