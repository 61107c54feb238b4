"""By what a JSON document that is a table in lists is told from others: asked of each JSON text, so in little time."""

from __future__ import annotations

import re

_COLUMN = re.compile(rb'\{"[^"]{1,100}+":(?:\[|\{"\d)')  # first of all
_NUMBERED = re.compile(rb'\s{0,64}+\{\s{0,64}+"[^"]{1,100}+"\s{0,64}+:\s{0,64}+\{\s{0,64}+"\d')
_TITLES = (b'columns":[', b'cols":[', b'fields":[', b'header":[', b'headers":[', b'schema":[', b'rowtype":[')
_WRAPPED = re.compile(
    rb'"(?:f|c|row|cells|[Dd]ata|values|record)":\[(?:\{"(?:v|[A-Za-z]{0,16}(?:[vV]alue|Id))"|"|null)'
)
_MORE = 4000  # bytes of a head that is not all of its text


def are_rows(text: bytes) -> bool:
    """Whether a JSON document is a table in lists. What knows these well is loaded where one may be."""
    if b"[" not in text and _NUMBERED.match(text) is None:
        return False
    packed = text.translate(None, b" \t\r\n")
    told = b"[[" in packed or _COLUMN.match(packed) is not None or (packed[:1] == b"[" and b"][" in packed)
    told = told or _WRAPPED.search(packed) is not None
    if not told and len(text) >= _MORE:
        small = packed.lower()
        told = any(title in small for title in _TITLES)
    if not told:
        return False
    from piiscan.formats.objects.json_rows import holds_rows

    return holds_rows(text.decode("utf-8", "replace"))
