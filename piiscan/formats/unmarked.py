"""Formats without a mark at their beginning that is theirs alone, and that would do for a text or for nothing known.

Costs a look at a few bytes for everything else; what knows them well is loaded where a file may be one.
"""

from __future__ import annotations

from piiscan.formats import BY_NAME
from piiscan.formats.base import Format

_CBOR = frozenset({*range(0x80, 0xC0), 0xD9})  # how its arrays and maps begin, and its own mark
_HEAD = 4096
_BSON = frozenset({*range(1, 20), 0x7F, 0xFF})  # the kinds of its elements


def by_form(head: bytes, name: str) -> Format | None:
    """CBOR, BSON, packed Metro 2, or a post with a file in yEnc; None for all else."""
    if head[2:4] == b"\0\0":
        from piiscan.formats.records.metro_2_packed import is_packed

        if is_packed(head):
            return BY_NAME["metro-2-packed"]
    if head[0] in _CBOR or name.lower().endswith(".cbor"):  # some of it would do for a text in a set of one byte
        from piiscan.formats.objects.cbor_items import is_cbor

        if is_cbor(head, name, whole=len(head) < _HEAD):
            return BY_NAME["cbor"]
    if head[3:4] == b"\0" and head[4:5] and head[4] in _BSON:
        from piiscan.formats.objects.bson import is_bson

        if is_bson(head, name):
            return BY_NAME["bson"]
    if b"=ybegin " in head:  # whose bytes may make it look like no text, or one in another set
        from piiscan.formats.encoded.yenc import is_yenc

        if is_yenc(head):
            return BY_NAME["yenc"]
    return None
