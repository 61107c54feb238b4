"""Who may read and who may change a file: its mode, its access lists, and the folders it lies in.

Rule: the list is read as the kernel evaluates it (a mask bounds every entry but the owner's and the others').
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from piiscan.exposure.accounts import BROAD_GROUP, Group
from piiscan.exposure.facts import SOME, WIDE, Fact
from piiscan.exposure.lists import Listed, listed

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = 2
_USER, _GROUP_OWN, _GROUP, _MASK = 0x02, 0x04, 0x08, 0x10  # linux/posix_acl.h
_READ, _WRITE = 4, 2
_DEEPEST = 64  # folders looked at above a file


class Rights(NamedTuple):
    """Who may do what. `readers` and `writers`: everyone, group, named or owner."""

    mode: int
    acl: bool
    users: int  # named in the list, who may read
    groups: int
    group_reads: bool
    readers: str
    writers: str
    closed: bool  # a folder of what was scanned lets only its owner and group in
    server: Listed | None = None  # the list of NFS 4 or of Windows


class _Entry(NamedTuple):
    tag: int
    bits: int


def rights(looked: os.stat_result, handle: int, folder: str, deep: int) -> Rights:
    """Of an open file in a folder `deep` levels below (and with) the root of the scan."""
    mode = stat.S_IMODE(looked.st_mode)
    entries = _listed(handle)
    mask = next((entry.bits for entry in entries if entry.tag == _MASK), 7)
    named = [(entry.tag, entry.bits & mask) for entry in entries if entry.tag in {_USER, _GROUP}]
    own = next((entry.bits & mask for entry in entries if entry.tag == _GROUP_OWN), mode >> 3 & 7)
    server = listed(handle)
    everyone = mode & (stat.S_IROTH | stat.S_IWOTH) or (server is not None and (server.readers or server.writers))
    closed = bool(everyone) and _closed(folder, deep)
    return Rights(
        mode=mode,
        acl=bool(named) or server is not None,
        users=sum(tag == _USER and bool(bits & _READ) for tag, bits in named),
        groups=sum(tag == _GROUP and bool(bits & _READ) for tag, bits in named),
        group_reads=bool(own & _READ),
        readers=_wider(_who(mode, own, named, _READ, closed=closed), server, closed=closed),
        writers=_who(mode | (_WRITE if server and server.writers else 0), own, named, _WRITE, closed=closed),
        closed=closed,
        server=server,
    )


def _who(mode: int, own: int, named: list[tuple[int, int]], bit: int, *, closed: bool) -> str:
    if mode & bit and not closed:
        return "everyone"
    if any(bits & bit for _, bits in named):
        return "named"
    return "group" if own & bit else "owner"


def _wider(readers: str, server: Listed | None, *, closed: bool) -> str:
    """Who may read by the mode, or by what the server says where that is more. Windows asks no folder on the way."""
    if server is None:
        return readers
    if server.readers and not (closed and server.kind != "Windows"):
        return "everyone"
    return "named" if readers != "everyone" and (server.others or server.readers) else readers


def facts(seen: Rights, group: Group | None) -> Iterator[Fact]:
    """What opens a file: 17.04(2)(a), for those who need it for their job."""
    level = SOME if seen.closed else WIDE
    but = ", once past a folder that is closed to them" if seen.closed else ""
    if seen.mode & stat.S_IROTH:
        yield Fact(level, "17.04(2)(a)", f"mode {seen.mode:04o}: every user may read it{but}")
    if seen.mode & stat.S_IWOTH:
        yield Fact(level, "17.04(2)(a)", f"mode {seen.mode:04o}: every user may change it{but}")
    yield from _of_server(seen, level, but)
    if seen.users or seen.groups:
        who = " and ".join(filter(None, [_count(seen.users, "user"), _count(seen.groups, "group")]))
        yield Fact(SOME, "17.04(2)(a)", f"its access list lets {who} more read it")
    if seen.group_reads and group is not None and group.broad:
        many = f"of {group.size} members" if (group.size or 0) > BROAD_GROUP else "of everybody"
        yield Fact(SOME, "17.04(2)(a)", f"mode {seen.mode:04o}: the group {group.name}, {many}, may read it")


def _of_server(seen: Rights, level: int, but: str) -> Iterator[Fact]:
    server = seen.server
    if server is None:
        return
    if server.kind == "Windows":
        level, but = WIDE, ""
    for who, what in ((server.readers, "read"), (server.writers, "change")):
        if who:
            yield Fact(level, "17.04(2)(a)", f"its {server.kind} access list lets {who} {what} it{but}")
    if server.others and not server.readers:
        more = "1 user or group" if server.others == 1 else f"{server.others} users or groups"
        yield Fact(SOME, "17.04(2)(a)", f"its {server.kind} access list lets {more} more read it")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def _listed(handle: int) -> list[_Entry]:
    """The entries of the access list; none where there is no list, or none of this kind."""
    try:
        data = os.getxattr(handle, _ATTRIBUTE)
    except (OSError, AttributeError):  # not on this file system; not on this system
        return []
    return parsed(data)


def parsed(data: bytes) -> list[_Entry]:
    r"""The entries of an access list as the kernel gives it.

    >>> parsed(bytes.fromhex("02000000 01000600ffffffff 02000400e8030000"))
    [_Entry(tag=1, bits=6), _Entry(tag=2, bits=4)]
    >>> parsed(b""), parsed(b"\1\0\0\0")
    ([], [])
    """
    if len(data) < 4 or struct.unpack_from("<I", data)[0] != _VERSION:
        return []
    whole = data[4 : len(data) - (len(data) - 4) % 8]
    return [_Entry(tag, bits) for tag, bits, _ in struct.iter_unpack("<HHI", whole)]


def _closed(folder: str, deep: int) -> bool:
    """Whether a folder on the way lets no other user in. What cannot be looked at closes nothing."""
    for _ in range(min(deep, _DEEPEST)):
        if not _passable(folder):
            return True
        folder = folder.rpartition("/")[0] or "/"
    return False


@lru_cache(maxsize=4096)
def _passable(folder: str) -> bool:
    try:
        return bool(os.stat(folder).st_mode & stat.S_IXOTH)  # noqa: PTH116 - once for every folder
    except OSError:
        return True
