"""Access lists that a server keeps: of NFS 4, and of Windows as SMB and NTFS mounts show them.

Rule: a list is read in its order, as the server evaluates it: what is said first of somebody about a right counts. A
list that is not whole says nothing, whatever its bytes: what cannot be seen raises nothing.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

_READ, _CHANGE = 0x1, 0x2 | 0x4  # to read data; to write or append it: the same bits in both
_MOST = 4096  # entries of a list
_TOLD = 256  # users and groups counted

# Windows (MS-DTYP 2.4)
_PRESENT = 0x0004
_INHERIT_ONLY = 0x08  # for what will be made below, not for the file itself; the same in NFS 4
_ALLOW, _DENY = frozenset({0}), frozenset({1})
_GENERIC_ALL, _GENERIC_READ, _GENERIC_WRITE = 0x1000_0000, 0x8000_0000, 0x4000_0000
_EVERYONE, _SIGNED_IN, _USERS = "S-1-1-0", "S-1-5-11", "S-1-5-32-545"
_DOMAIN, _DOMAIN_USERS = "S-1-5-21-", "-513"
_BROAD: tuple[tuple[set[str], str], ...] = (  # somebody in a circle is in the wider ones before it, too
    ({_EVERYONE}, "Everyone"),
    ({_EVERYONE, _SIGNED_IN}, "Authenticated Users"),
    ({_EVERYONE, _SIGNED_IN, _USERS}, "Users"),
)
_OF_THE_SYSTEM = frozenset({"S-1-5-18", "S-1-5-32-544", "S-1-3-0", "S-1-3-1", "S-1-3-4"})
_MADE_UP = ("S-1-22-", "S-1-5-88-")  # what stands for a mode and its owner
_ADMINISTRATORS = "-512"

# NFS 4 (RFC 7530, 6.2.1)
_NFS_EVERYONE = {"EVERYONE@": "everyone", "AUTHENTICATED@": "everyone who has signed in"}
_NFS_OWN = frozenset({"OWNER@", "GROUP@"})


class Listed(NamedTuple):
    """What a list says. `readers`, `writers`: the name of all there are, who may do it; "" where not all may."""

    kind: str
    readers: str
    writers: str
    others: int  # users and groups beside the owner, who may read


class _Entry(NamedTuple):
    allows: bool
    bits: int
    who: str


def listed(handle: int) -> Listed | None:
    """What the list of an open file says; None where there is none, or none that can be read."""
    for attribute, parse in _ATTRIBUTES:
        try:
            data = os.getxattr(handle, attribute)
        except (OSError, AttributeError):  # not on this file system; not on this system
            continue
        return parse(data)
    return None


def nfs4(data: bytes) -> Listed | None:
    r"""The list of a file on NFS 4, in the XDR form of the protocol.

    >>> nfs4(bytes.fromhex("00000001 00000000 00000000 00000001 00000009") + b"EVERYONE@\0\0\0")
    Listed(kind='NFS 4', readers='everyone', writers='', others=0)
    """
    try:
        entries = list(_nfs4(data))
    except (struct.error, ValueError):
        return None
    whos = dict.fromkeys(entry.who for entry in entries)
    named = (who for who in whos if who not in _NFS_OWN and who not in _NFS_EVERYONE)
    circles = [({who, "EVERYONE@"}, name) for who, name in _NFS_EVERYONE.items()]
    others = sum(_may({who, "EVERYONE@"}, entries, _READ) for who in islice(named, _TOLD))
    return Listed("NFS 4", _first(circles, entries, _READ), _first(circles, entries, _CHANGE), others)


def _nfs4(data: bytes) -> Iterator[_Entry]:
    (count,), at = struct.unpack_from(">I", data), 4
    if count > _MOST:
        raise ValueError
    for _ in range(count):
        kind, flags, bits, long = struct.unpack_from(">4I", data, at)
        who = data[at + 16 : at + 16 + long]
        if len(who) < long:
            raise ValueError
        at += 16 + long + -long % 4
        if kind <= 1 and not flags & _INHERIT_ONLY:
            yield _Entry(kind == 0, bits, who.decode("utf-8", "backslashreplace"))


def windows(data: bytes) -> Listed | None:
    """The list in a self-relative security descriptor of Windows."""
    try:
        entries, owner = _descriptor(data), _owner(data)
    except (struct.error, ValueError):
        return None
    if entries is None:
        return None
    whos = dict.fromkeys(entry.who for entry in entries)
    domain_users = [who for who in whos if who.startswith(_DOMAIN) and who.endswith(_DOMAIN_USERS)]
    circles = [*_BROAD, *(({*_BROAD[-1][0], who}, "Domain Users") for who in domain_users)]
    own = {*_OF_THE_SYSTEM, *_BROAD[-1][0], *domain_users, owner}
    named = (who for who in whos if who not in own and not _is_no_other(who))
    others = sum(_may({*_BROAD[-1][0], who}, entries, _READ) for who in islice(named, _TOLD))
    return Listed("Windows", _first(circles, entries, _READ), _first(circles, entries, _CHANGE), others)


def _is_no_other(who: str) -> bool:
    return who.startswith(_MADE_UP) or (who.startswith(_DOMAIN) and who.endswith(_ADMINISTRATORS))


def _owner(data: bytes) -> str:
    (at,) = struct.unpack_from("<I", data, 4)
    return _sid(data[at:]) if at else ""


def _descriptor(data: bytes) -> list[_Entry] | None:
    revision, _, control, _, _, _, at = struct.unpack_from("<BBH4I", data)
    if revision != 1 or not control & _PRESENT:
        return None
    if at == 0:  # no list at all: all may do everything
        return [_Entry(allows=True, bits=_READ | _CHANGE, who=_EVERYONE)]
    _, _, size, count, _ = struct.unpack_from("<BBHHH", data, at)
    end = at + size
    if count > _MOST or end > len(data):
        raise ValueError
    entries, at = [], at + 8
    for _ in range(count):
        kind, flags, size = struct.unpack_from("<BBH", data, at)
        if size < 8 or at + size > end:
            raise ValueError
        if kind in _ALLOW | _DENY and not flags & _INHERIT_ONLY:
            (bits,) = struct.unpack_from("<I", data, at + 4)
            entries.append(_Entry(kind in _ALLOW, _plain(bits), _sid(data[at + 8 : at + size])))
        at += size
    return entries


def _plain(bits: int) -> int:
    if bits & (_GENERIC_ALL | _GENERIC_READ):
        bits |= _READ
    return bits | _CHANGE if bits & (_GENERIC_ALL | _GENERIC_WRITE) else bits


def _sid(data: bytes) -> str:
    r"""The text of a security identifier.

    >>> _sid(bytes.fromhex("0101 000000000001 00000000")), _sid(bytes.fromhex("0102 000000000005 20000000 21020000"))
    ('S-1-1-0', 'S-1-5-32-545')
    """
    revision, count = struct.unpack_from("<BB", data)
    parts = struct.unpack_from(f"<{count}I", data, 8)
    return "-".join(map(str, ("S", revision, int.from_bytes(data[2:8], "big"), *parts)))


def _first(circles: Iterable[tuple[set[str], str]], entries: list[_Entry], right: int) -> str:
    """The widest circle of those that are all there are, who has a right; "" for none."""
    return next((name for circle, name in circles if _may(circle, entries, right)), "")


def _may(circles: set[str], entries: list[_Entry], right: int) -> bool:
    """Whether who is in all these circles, and in no other, has one of the bits of a right."""
    open_ = right
    for entry in entries:
        if entry.who in circles and entry.bits & open_:
            if entry.allows:
                return True
            open_ &= ~entry.bits
    return False


_ATTRIBUTES: tuple[tuple[str, Callable[[bytes], Listed | None]], ...] = (
    ("system.nfs4_acl", nfs4),
    ("system.cifs_acl", windows),
    ("system.ntfs_security", windows),
    ("system.ntfs_acl", windows),
)
