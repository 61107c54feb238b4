"""JSON with a list for each column, as data frames write it: {"name": ["Ann Lee", ...], "ssn": ["010-94-0001", ...]}.

Rule: it is decoded as a whole, and so must be of a bounded size; each value is the same long list, or has the same
keys. Two lists in a small document are lists in step, which `pairing.objects` reads.
"""

from __future__ import annotations

import json

from piiscan.formats.objects.json_cells import FEWEST, SCALAR, cell_of, tells
from piiscan.formats.segments.record_table import RecordTable
from piiscan.later import later
from piiscan.model import Segment

_KEYED = r'"[^"\\]{1,100}+"\s{0,64}+:\s{0,64}+'
_COLUMN = rf'(?:\[\s{{0,64}}+|\{{\s{{0,64}}+"\d{{1,9}}"\s{{0,64}}+:\s{{0,64}}+){SCALAR}'
_BY_COLUMN = later(rf"\s{{0,64}}+\{{\s{{0,64}}+{_KEYED}{_COLUMN}")
_NEXT_COLUMN = later(rf"[\]}}]\s{{0,64}}+,\s{{0,64}}+{_KEYED}{_COLUMN}")
WHOLE = 8 << 20  # bytes of a document that is decoded as one
_OBJECTS = 16 << 10  # bytes of a document that `pairing.objects` reads as a whole
HEAD = 4096  # bytes of a document that tell how it goes on
LONG_HEAD = 1000  # characters: what is seen of a document that goes on


def is_by_column(head: str) -> bool:
    """Whether a document begins as one with a list of values for each column."""
    first = _BY_COLUMN.match(head)
    if first is None:
        return False
    end = min((at for at in map(head.find, "]}", [first.end()] * 2) if at >= 0), default=-1)
    return len(head) >= LONG_HEAD if end < 0 else _NEXT_COLUMN.match(head, end) is not None


def read_by_column(data: bytes) -> Segment | None:
    """A document that is a list, or an object with the same keys, for each of some columns; None if it is not."""
    try:
        value = json.loads(data.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or len(value) < FEWEST or not tells(list(value)):
        return None
    columns = list(value.values())
    keys = list(columns[0]) if isinstance(columns[0], dict) else []
    if not keys and len(columns) == FEWEST and len(data) <= _OBJECTS:
        return None  # lists in step
    for column in columns:
        alike = list(column) == keys if isinstance(column, dict) else isinstance(column, list) and not keys
        if not alike or len(column) != len(columns[0]):
            return None
    table = RecordTable((), 1, list(value))
    for number, row in enumerate(zip(*(list(c.values()) if keys else c for c in columns), strict=True), 1):
        table.put(keys[number - 1] if keys else number, [cell_of(one) for one in row])
    return table.segment()
