"""Which file systems hold no files of anybody: the ones a kernel makes up. The only reader of mountinfo."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass(slots=True)
class Mounts:
    """The types of file systems by device, read again when a device is met that was not known."""

    table: Path = MOUNTINFO
    types: dict[int, str] = field(default_factory=dict)

    def pseudo(self, device: int) -> str | None:
        """The type of the file system if it is one of the kernel's own."""
        kind = self.types.get(device)
        if kind is None:
            self.types.update(self._read())
            kind = self.types.setdefault(device, "")
        return kind if kind in PSEUDO else None

    def _read(self) -> dict[int, str]:
        """`36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw` (man 5 proc). Linux only."""
        types: dict[int, str] = {}
        try:
            text = self.table.read_bytes()
        except OSError:
            return types
        for line in text.splitlines():
            left, separator, right = line.partition(b" - ")
            fields = left.split()
            if not separator or len(fields) < 5 or not right.split():
                continue
            major, _, minor = fields[2].partition(b":")
            types[os.makedev(int(major), int(minor))] = right.split()[0].decode("ascii", "replace")
        return types
