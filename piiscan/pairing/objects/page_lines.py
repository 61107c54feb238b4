"""Lines of a page that was read from its picture, each in an object: {"BlockType": "LINE", "Text": "SSN: 010-94-0001"}.

Rule: only of what says where on its page it stands. Where the objects round a number name nobody, and its text is more
than the number, the texts under the same key in the objects beside it, of the same kind where they say of which, are
the lines of a page, and read as running text.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Texts
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.remarks import whose
from piiscan.pairing.unit import Unit

_KEYS = frozenset(("text", "content", "line", "linetext", "line_text", "description"))
_KINDS = frozenset(("blocktype", "block_type", "type", "kind", "category"))
_LINES = frozenset(("line", "text", "paragraph", "narrativetext", "title", "uncategorizedtext"))
"""What a line is called, where its object says of which kind it is."""
_PLACES = frozenset(
    (
        *("blocktype", "geometry", "boundingbox", "bounding_box", "boundingpolygon", "boundingpoly", "polygon", "bbox"),
        *("boundingregions", "vertices", "element_id", "coordinates"),
    )
)
"""Keys of where on a page a text stands: what else is listed with texts is of somebody each."""
_BACK, _AHEAD = 24 << 10, 4 << 10
"""Bytes round a number: with its corners a line of Textract has a thousand."""
_OWN = later(rb'"(\w{1,20})"\s{0,4}:\s{0,4}"(?:[^"\\\n]|\\.){1,300}\Z')
_OWN_REACH = 400  # bytes
_BESIDE = 600  # bytes between a text and the kind of its object
_MOST = 60  # lines
_FEWEST = 2


def with_lines(
    unit: Unit | None, data: bytes | bytearray, asked: Asked, said: Texts, place: tuple[str, int]
) -> Unit | None:
    """A number that nobody is named with as that of whom the lines round its own name. `place`: in its text."""
    if unit is None or unit.person is not None or unit.aside is not None or unit.elements[0].grade < Grade.FAIR:
        return unit
    text, element = said(asked.leaf), unit.elements[0]
    if text == place[0]:
        return unit
    own = _OWN.search(data, max(0, element.start - _OWN_REACH), element.start)  # as written: a kind may stand for it
    key = own[1].decode() if own is not None else ""
    if key.lower() not in _KEYS:
        return unit
    if not any(_PLACES.intersection(map(str.lower, one.path)) for one in asked.records[0].leaves):
        return unit
    kinds = (one for one in asked.records[0].leaves if one.path and one.path[-1].lower() in _KINDS)
    kind = next(map(said, kinds), "")
    if kind and kind.lower() not in _LINES:
        return unit
    before, behind = _around(data, element.start, key, kind)
    if len(before) + len(behind) < _FEWEST - 1:
        return unit
    above = "".join(f"{line}\n" for line in before)
    found = whose("\n".join((above + text, *behind)), place[0], len(above) + place[1], element)
    if found is not None:
        unit.person, unit.pair, unit.evidence = found.person, Grade.FAIR, [*unit.evidence, *found.evidence]
    return unit


@lru_cache(maxsize=1 << 5)
def _under(key: str) -> re.Pattern[bytes]:
    return re.compile(rb'"' + re.escape(key.encode()) + rb'"\s{0,4}:\s{0,4}"((?:[^"\\\n]|\\.){1,300})"')


def _around(data: bytes | bytearray, at: int, key: str, kind: str) -> tuple[list[str], list[str]]:
    """The texts of the lines above and below the one that holds a place."""
    low = max(0, at - _BACK)
    window = bytes(data[low : at + _AHEAD])
    mark = f'"{kind}"'.encode() if kind else b""
    before: list[str] = []
    behind: list[str] = []
    for found in _under(key).finditer(window):
        if found.start() <= at - low < found.end():
            continue
        if mark and not _is_of(window, found.start(), found.end(), mark):
            continue
        text = _said(found[1])
        (before if found.end() <= at - low else behind).append(text)
    return before[-_MOST:], behind[:_MOST]


def _is_of(window: bytes, start: int, end: int, mark: bytes) -> bool:
    """Whether the object of a text says that it is of a kind, before the text or behind it."""
    begin = window.rfind(b"{", max(0, start - _BESIDE), start)
    if window.find(mark, max(0, begin), start) >= 0:
        return True
    close = window.find(b"}", end, end + _BESIDE)
    return window.find(mark, end, close if close >= 0 else end + _BESIDE) >= 0


def _said(raw: bytes) -> str:
    text = decode(raw)
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
