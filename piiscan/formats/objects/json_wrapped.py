"""Rows and cells of JSON tables as services give them out: each may be an object of its own.

BigQuery writes {"f": [{"v": "Ann Lee"}, {"v": "010-94-0001"}]}, Athena {"Data": [{"VarCharValue": ...}]}, the data API
of RDS and Redshift [{"stringValue": ...}], Neo4j {"row": [...], "meta": [...]}, spreadsheets by their APIs the like.

Rule: a cell is what its object holds as value, unless that has a name, which makes it a field; where anything else in
it may be a number of ours, it is all of the object. What a row holds beside its cells stands below its keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from piiscan.formats.objects.json_cells import SCALAR, is_row

_KEY = r'"[^"\\]{0,100}+"\s{0,64}+:\s{0,64}+'
_DEEP = 6
_VALUE = reduce(
    lambda inner, _: rf"(?:{SCALAR}|[\[{{](?:(?:{_KEY})?{inner}|[\s,]){{0,4096}}+[\]}}])", range(_DEEP), SCALAR
)
_CELLS = rf"\[\s{{0,64}}+{_VALUE}(?:\s{{0,64}}+,\s{{0,64}}+{_VALUE}){{1,4096}}+\s{{0,64}}+\]"
_LISTS = ("f", "c", "row", "cells", "data", "values", "record")
"""Keys, in small letters, under which a row that is an object has its cells."""
WRAPPED = (
    rf"(?:(?=\[\s{{0,64}}+\{{){_CELLS}"
    rf'|\{{\s{{0,64}}+(?:{_KEY}{SCALAR}\s{{0,64}}+,\s{{0,64}}+){{0,16}}"(?i:{"|".join(_LISTS)})"\s{{0,64}}+:'
    rf"\s{{0,64}}+{_CELLS})"
)
"""For patterns: a row whose cells are objects, or the beginning of one that is one itself."""
_NAMES = frozenset(("name", "label", "key", "field", "title", "question", "attribute", "property"))
_SAYS_EMPTY = re.compile(r"is_?null", re.IGNORECASE)
_NUMBERS = re.compile(r"\d(?:[ .-]?\d){6,}")  # may be ours
_NO_DIGIT = re.compile(r"\D")


def list_key(row: dict[str, Any]) -> str | None:
    """The key under which a row that is an object has its cells."""
    return next((key for key, inner in row.items() if key.lower() in _LISTS and is_row(inner)), None)


def value_key(cell: dict[str, Any]) -> str | None:
    """The key under which a cell that is an object has its value, None if it is more than that.

    >>> value_key({"v": 10940001, "f": "010-94-0001"}), value_key({"value": "Ann Lee", "note": "SSN 010-94-0001"})
    ('v', None)
    """
    key = _value_of(cell)
    if key is None or len(cell) == 1:
        return key
    others = (one for other, one in cell.items() if other != key and not other.lower().endswith("id"))
    return key if _numbers(others) <= _numbers([cell[key]]) else None


def begins(row: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Whether a value may be the first row of a table: none of its cells is an object with keys that name its values.

    >>> begins({"f": [{"v": "Ann Lee"}, {"v": None}]}), begins([{"name": "SSN", "value": 1}, {"name": "x", "value": 2}])
    (True, False)
    """
    return all(not isinstance(cell, dict) or not cell or _value_of(cell) is not None for cell in _listed(row))


def width_of(row: Any) -> int:  # noqa: ANN401
    """How many cells a row has that stand below titles; none if it is no row."""
    return len(_listed(row))


def keys_beside(row: Any) -> list[str]:  # noqa: ANN401
    """The keys of what a row holds beside its cells."""
    return [key for key in row if key != list_key(row)] if isinstance(row, dict) else []


def cells_of(row: Any, keys: Sequence[str] = ()) -> list[Any]:  # noqa: ANN401
    """The values of a row, those below titles first, then those beside them by some keys, then all else as one.

    >>> cells_of({"id": 7, "f": [{"v": "Ann Lee"}, {"v": None}], "x": 1}, ["id"]), cells_of(["Ann Lee", {"isNull": 1}])
    (['Ann Lee', None, 7, {'x': 1}], ['Ann Lee', None])
    """
    cells = [_inside(cell) for cell in _listed(row)]
    if isinstance(row, dict):
        rest = {key: row[key] for key in keys_beside(row) if key not in keys}
        return [*cells, *map(row.get, keys), *([rest] if rest else [])]
    return cells


def _listed(row: Any) -> list[Any]:  # noqa: ANN401
    """The cells of a row as they are written."""
    if is_row(row):
        return list(row)
    key = list_key(row) if isinstance(row, dict) else None
    return [] if key is None else list(row[key])


def _inside(cell: Any) -> Any:  # noqa: ANN401
    """What a cell holds, without the objects that only say of which type it is."""
    for _ in range(_DEEP):
        key = value_key(cell) if isinstance(cell, dict) else None
        if key is None:
            break
        cell = None if _SAYS_EMPTY.fullmatch(key) else cell[key]
    return None if cell == {} else cell


def _value_of(cell: dict[str, Any]) -> str | None:
    """The key under which an object has its value, None if it has none, or a name for it."""
    if not _NAMES.isdisjoint(map(str.lower, cell)):
        return None
    keys = [key for key in cell if key.lower() == "v" or key.lower().endswith("value")]
    return next(iter(keys or (cell if len(cell) == 1 else ())), None)


def _numbers(values: Iterable[Any]) -> set[str]:
    """The digits of what may be a number of ours in some values."""
    said = (one if isinstance(one, str) else json.dumps(one) for one in values)
    return {_NO_DIGIT.sub("", found).lstrip("0") for text in said for found in _NUMBERS.findall(text)}
