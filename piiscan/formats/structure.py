"""Binary formats without a magic number, by how their first bytes are built.

Rule: each test looks at several fields that have to fit each other; a single odd byte is no evidence.
"""

from __future__ import annotations

import struct

_PYC = 16  # bytes of the header of compiled Python
_DBASE = frozenset({0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0x8E, 0xCB, 0xE5, 0xF5, 0xFB})
_LINUX, _PARTITIONS = 1080, 446  # where the mark of ext2 and its followers is, and the table of a boot sector
_DBASE_TYPES = b"CNFDLMGPBIYTVQ0+O@W"


def by_structure(head: bytes) -> tuple[str, str] | None:
    """(name of the format, media type) of what begins with `head`, which is no text."""
    if _is_dbase(head):
        return "dbase", "application/vnd.dbf"
    if head.startswith(b"\1\0\0\0") and head[40:44] == b" EMF":
        return "emf", "image/emf"
    if _is_arrow_stream(head):
        return "arrow", "application/vnd.apache.arrow.stream"
    if head[:3] in {b"}q\0", b"]q\0"}:  # a dictionary or a list, and the first to be remembered: protocol 1
        return "pickle", "application/x-pickle"
    if _is_compiled(head):
        return "python-compiled", "application/x-python-bytecode"
    if _is_stata(head):
        return "stata", "application/x-stata-dta"
    return None


def _is_dbase(head: bytes) -> bool:
    """A table of dBase or its kin: a version, a date, and a first field."""
    if len(head) < 64 or head[0] not in _DBASE or not (head[2] <= 12 and head[3] <= 31):
        return False
    first, name, kind = (68, 32, 100) if head[0] & 7 == 4 else (32, 11, 43)
    begin, size = struct.unpack_from("<HH", head, 8)
    if begin <= first or size < 2 or len(head) <= kind:
        return False
    named = head[first : first + name].split(b"\0")[0]
    return bool(named) and named.isascii() and named.decode().isprintable() and head[kind] in _DBASE_TYPES


def _is_arrow_stream(head: bytes) -> bool:
    """A stream of Arrow: the message with its schema, as a mark, a length, and a table."""
    if len(head) < 16 or not head.startswith(b"\xff\xff\xff\xff"):
        return False
    length, root = struct.unpack_from("<iI", head, 4)
    return 0 < length < 64 << 20 and not length % 8 and 0 < root <= 64


def _is_stata(head: bytes) -> bool:
    """A data set of Stata before 13: a release, an order of bytes, a kind of file that is always 1, and variables."""
    if len(head) < 60 or head[0] not in range(104, 116) or head[1] not in {1, 2} or head[2] != 1 or head[3]:
        return False
    variables, rows = struct.unpack_from(">HI" if head[1] == 1 else "<HI", head, 4)
    return bool(0 < variables <= 32_767 and rows < 1 << 31)


def _is_compiled(head: bytes) -> bool:
    """Whether compiled Python begins here: the number of a version, a line end, and flags (PEP 552)."""
    if len(head) < _PYC or head[2:4] != b"\r\n":
        return False
    number, flags = int.from_bytes(head[:2], "little"), int.from_bytes(head[4:8], "little")
    return 3390 <= number < 4000 and flags in {0, 1, 3} and head[_PYC] & 0x7F == 0x63


def file_system(head: bytes) -> str:
    r"""The media type of a disk without a header of its own, by its first 4 KiB; "" for anything else.

    >>> file_system(b"\xeb\x52\x90NTFS    " + bytes(499) + b"\x55\xaa")
    'application/x-raw-disk-image'
    """
    boots = head[510:512] == b"\x55\xaa"
    fat = head[54:57] == b"FAT" or head[82:87] == b"FAT32" or head[3:11] in {b"NTFS    ", b"EXFAT   "}
    linux = (head[_LINUX : _LINUX + 2] == b"\x53\xef" and not any(head[:512:64])) or head.startswith(b"XFSB\0\0")
    table = head[512:520] == b"EFI PART" or _has_partitions(head)
    return "application/x-raw-disk-image" if linux or (boots and (fat or table)) else ""


def _has_partitions(head: bytes) -> bool:
    """Whether the four entries of a boot sector are of partitions, or empty, and one is not."""
    entries = [head[at : at + 16] for at in range(_PARTITIONS, _PARTITIONS + 64, 16)]
    used = [entry for entry in entries if any(entry)]
    return bool(used) and all(
        len(entry) == 16 and entry[0] in {0, 0x80} and entry[4] and any(entry[8:12]) and any(entry[12:])
        for entry in used
    )
