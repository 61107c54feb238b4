"""What JSON that is a table is made of: titles, cells, and how a value without values in it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from piiscan.formats.segments.record_table import number_cell

SCALAR = r'(?:"(?:[^"\\]|\\.){0,4096}+"|-?[0-9][0-9.eE+-]{0,40}+|null|true|false)'
"""A value of one line of a table, for patterns."""
_TITLES = frozenset(
    (
        *("columns", "cols", "fields", "header", "headers", "columnnames", "fieldnames", "schema", "colnames"),
        *("columnheaders", "columnmetadata", "columninfo", "rowtype", "fielddefs", "metadata", "meta", "names"),
    )
)
"""Keys, in small letters alone, of what a list of columns stands under."""
_CALLED = ("name", "label", "title", "fieldName", "field", "columnName", "displayName", "id", "data", "header")
"""Keys under which the description of a column has its name, the plainest first."""
_TELLING = re.compile(  # in titles, of English, Spanish, Portuguese and Haitian Creole
    r"ss[n#_ ]|soc|segur|sekirite|tax|tin\b|licen|lisans|permit|\bd\W?l|dl_|card|tarjeta|cart|pan\b|acc(?:oun)?t"
    r"|a/c|iban|cuenta|conta|kont|hic|medicare|\bid",
    re.IGNORECASE,
)
FEWEST = 2
"""Columns of a table."""


def is_title(key: str) -> bool:
    """Whether a list under a key may be one of titles."""
    return key.lower().replace("_", "").replace("-", "").rpartition(".")[2] in _TITLES


def is_row(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Whether a value is a list that may be a row of a table."""
    return isinstance(value, list) and len(value) >= FEWEST


def names_in(value: Any) -> list[str]:  # noqa: ANN401
    """The titles that a list gives, as they are or in descriptions of columns; none if it is no list of these."""
    if not is_row(value):
        return []
    names = [_called(one) if isinstance(one, dict) else one for one in value]
    return [name for name in names if isinstance(name, str)] if all(isinstance(name, str) for name in names) else []


def _called(column: dict[str, Any]) -> str | None:
    small = {key.lower().replace("_", ""): name for key, name in column.items() if isinstance(name, str)}
    return next((small[key.lower()] for key in _CALLED if key.lower() in small), None)


def tells(titles: Sequence[str]) -> bool:
    """Whether a table with these titles is worth to be read as one: a column of it may hold numbers of ours.

    >>> tells(["name", "ssn"]), tells(["time", "value"])
    (True, False)
    """
    return len(set(titles)) == len(titles) and any(map(_TELLING.search, titles))


def cell_of(value: Any) -> bytes:  # noqa: ANN401
    """A value as the cell of a table, in UTF-8; one with values in it as JSON."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    if value is None:
        return b""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_cell(value)
    return json.dumps(value).encode()
