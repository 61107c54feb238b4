"""On what a file is stored: a file system of another machine, a stick, a laptop, and whether that is encrypted.

Rule: what the system does not tell is not known. A drive that encrypts itself, and a storage system that does, cannot
be seen from here, so the words are "no dm-crypt under it".
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from piiscan.exposure.facts import SOME, Fact
from piiscan.sources.mounts import MOUNTINFO, Mounted, mounted

SYS = Path("/sys")
_NETWORK = ("nfs", "cifs", "smb", "ceph", "afs", "ncp", "lustre", "glusterfs", "9p", "davfs")
_NETWORK_FUSE = ("sshfs", "glusterfs", "davfs", "s3fs", "rclone", "gvfsd", "curlftpfs", "ceph", "goofys", "blobfuse")
_ENCRYPTED = ("ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs")
_REMOVABLE_AT = ("/media/", "/run/media/", "/Volumes/")
_PORTABLE_CHASSIS = frozenset({"8", "9", "10", "14", "30", "31", "32"})  # SMBIOS: portable, laptop, notebook, tablet
_DEEPEST = 8  # layers of block devices over each other


class Volume(NamedTuple):
    """What holds a file. `encrypted` None: not to be seen."""

    kind: str
    network: bool = False
    portable: str = ""  # why it may be carried away: "removable", "laptop"
    encrypted: bool | None = None


class System(Struct, frozen=True):
    """Where the kernel tells of its devices."""

    sys: Path = SYS
    mounts: Path = MOUNTINFO

    def volume(self, device: int) -> Volume:
        """The volume that is the device of a file's status."""
        mount = next((mount for mount in mounted(self.mounts) if mount.device == device), None)
        if mount is None:
            return Volume("")
        network = _is_network(mount.kind)
        block = None if network else self._block(mount)
        removable = mount.point.startswith(_REMOVABLE_AT) or (block is not None and self._removable(block))
        encrypted: bool | None = True if mount.kind in _ENCRYPTED else None
        if block is not None and encrypted is None:
            encrypted = self._encrypted(block)
        portable = "removable" if removable else "laptop" if block is not None and self._laptop() else ""
        return Volume(mount.kind, network, portable, encrypted)

    def _block(self, mount: Mounted) -> Path | None:
        """The block device under a mount, where there is one. Btrfs shows a number that is no device's."""
        devices = [mount.device]
        if mount.source.startswith("/dev/"):
            with contextlib.suppress(OSError):
                devices.append(os.stat(mount.source).st_rdev)  # noqa: PTH116
        for device in devices:
            at = self.sys / "dev" / "block" / f"{os.major(device)}:{os.minor(device)}"
            if os.major(device) and at.exists():
                return at.resolve()
        return None

    def _removable(self, block: Path) -> bool:
        disk = block.parent if (block / "partition").exists() else block
        return _read(disk / "removable") == "1" or "/usb" in str(disk) or any(map(self._removable, _under(block)))

    def _encrypted(self, block: Path, deep: int = 0) -> bool | None:
        if _read(block / "dm" / "uuid").startswith("CRYPT-"):
            return True
        if block.name.startswith(("loop", "zram", "ram", "nbd", "rbd", "drbd")) or deep > _DEEPEST:
            return None  # what stands behind it is elsewhere
        below = _under(block)
        if not below:
            return False
        each = {self._encrypted(one, deep + 1) for one in below}
        return False if False in each else None if None in each else True

    def _laptop(self) -> bool:
        return _read(self.sys / "class" / "dmi" / "id" / "chassis_type") in _PORTABLE_CHASSIS


_SYSTEM = System()


@cache
def volume(device: int) -> Volume:
    """The volume of a file, of the running system. Looked at once for a device."""
    return _SYSTEM.volume(device)


def facts(found: Volume) -> Iterator[Fact]:
    """What may be carried away must be encrypted: 17.04(5), and 17.03(2)(c) for what leaves the premises."""
    if not found.portable or found.encrypted:
        return
    on = "a removable volume" if found.portable == "removable" else "a laptop"
    if found.encrypted is False:
        yield Fact(SOME, "17.04(5)", f"is on {on} with no dm-crypt under it")
    elif found.portable == "removable":
        yield Fact(SOME, "17.04(5)", f"is on {on}; whether that is encrypted is not to be seen")
    if found.portable == "removable":
        yield Fact(SOME, "17.03(2)(c)", f"is on {on}, which may leave the premises")


def _is_network(kind: str) -> bool:
    name, _, of = kind.partition(".")
    return kind.startswith(_NETWORK) or (name == "fuse" and of.startswith(_NETWORK_FUSE))


def _under(block: Path) -> list[Path]:
    try:
        return [one.resolve() for one in (block / "slaves").iterdir()]
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
