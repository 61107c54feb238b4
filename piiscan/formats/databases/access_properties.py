"""The properties that Access keeps with tables and columns: captions, descriptions, rules, default values.

Source: `props.c` of mdbtools. A block of names comes first; each later block is of the table or of one column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piiscan.formats.databases.access_pages import Pages

MARKS = (b"MR2\0", b"KKD\0")
_NAMES = 0x80
_OF_SOMETHING = frozenset({0, 1, 2})
_TEXTS = frozenset({10, 12})


def properties_of(pages: Pages, data: bytes) -> Iterator[tuple[str, str, str]]:
    """(column or "", name of the property, text) of every text."""
    if not data.startswith(MARKS):
        return
    names: list[str] = []
    at = 4
    while at + 6 <= len(data):
        size, kind = struct.unpack_from("<IH", data, at)
        if size < 6:
            return
        block = data[at + 6 : at + size]
        if kind == _NAMES:
            names = list(_names(pages, block))
        elif kind in _OF_SOMETHING:
            yield from _values(pages, block, names)
        at += size


def _names(pages: Pages, block: bytes) -> Iterator[str]:
    at = 0
    while at + 2 <= len(block):
        size = int.from_bytes(block[at : at + 2], "little")
        yield pages.text(block[at + 2 : at + 2 + size])
        at += 2 + size


def _values(pages: Pages, block: bytes, names: list[str]) -> Iterator[tuple[str, str, str]]:
    if len(block) < 6:
        return
    length = int.from_bytes(block[4:6], "little")
    owner = pages.text(block[6 : 6 + length])
    at = 6 + length
    while at + 8 <= len(block):
        size, _, kind, name, count = struct.unpack_from("<HBBHH", block, at)
        if size < 8:
            return
        if kind in _TEXTS and name < len(names):
            text = pages.text(block[at + 8 : at + 8 + count])
            if text:
                yield owner, names[name], text
        at += size
