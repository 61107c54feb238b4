"""The values of a row in a SQL statement: what is a string, where it ends, and what it says.

Rule: a number or string that is cast to a type with a size, CAST(x AS decimal(9, 2)), is what is cast; what a function
is called with, SHA2('x', 256), stands there to be read, whatever becomes of it: of several strings the one with most
digits, which is no format, key or name of a cipher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.later import compiled

STRING = r"'(?:[^'\\]++|\\.|'')*+'"
_CALL = rf"\((?:[^'()]++|{STRING})*+\)"
_CALL = rf"\([^()]*\)|\((?:[^'()]++|{STRING}|{_CALL})*+\)"  # f(x), and f(g(x)): CAST(x AS decimal(9, 2))
# q'[it's]' of Oracle, with any sign or pair of brackets; $$it's$$ and $x$it's$x$ of PostgreSQL; "it's" of MySQL.
_PAIRS = (r"\[\]", r"\{\}", r"\(\)", "<>", "!!", r"\|\|", "~~", r"\^\^", "##", "//", "@@")
_Q_STRING = "|".join(
    rf"{one[: len(one) // 2]}(?:(?!{one[len(one) // 2 :]}').)*+{one[len(one) // 2 :]}" for one in _PAIRS
)
_ANY_STRING = (
    rf"[qQ]'(?:{_Q_STRING})'|\$\w*\$(?:[^$]++|\$(?!\w*\$))*+\$\w*\$"
    rf"|\"(?:[^\"\\]++|\\.|\"\")*+\"|[qQ](?!'[\[{{(<!|~^#/@])|\$(?!\w*\$)|{STRING}|{_CALL}"
)
TUPLE = compiled(rf"\s*+(?:,\s*+)?\(((?:[^'()qQ$\"]++|{_ANY_STRING})*+)\)", re.DOTALL)
_CELL = compiled(rf"\s*((?:[^',()qQ$\"]++|{_ANY_STRING})*+)(?:,|\Z)", re.DOTALL)
_OPENING = re.compile(r"[qQ]'[^\s\w]|\$\w*\$")
_ESCAPED = re.compile(r"\\(.)|''")
_CAST = compiled(
    rf"CAST\(\s*+([NbxE]?{STRING}|[\w.+-]++)\s++AS\s++\w++\s*+\([\d, ]*+\)\s*+\)", re.IGNORECASE | re.DOTALL
)
_CALLED = compiled(rf"[A-Za-z_][\w.\[\]]{{0,99}}+(?:{_CALL})", re.DOTALL)
_STRINGS = compiled(STRING, re.DOTALL)
CALL = rf"[A-Za-z_][\w.]*+(?:{_CALL})"
"""A function and what it is called with."""


def cells_of(row: str) -> Iterator[tuple[int, str]]:
    """The values of a row and where they stand in it."""
    at = 0
    while at < len(row):
        match = _CELL.match(row, at)
        if match is None or match.end() == at:
            yield at, row[at:]
            return
        raw = match[1].rstrip()
        start = match.start(1)
        cast = _CAST.fullmatch(raw) if raw.endswith(")") else None
        if cast:
            start, raw = start + cast.start(1), cast[1]
        elif "'" in raw and raw.endswith(")") and _CALLED.fullmatch(raw):
            given = max(_STRINGS.finditer(raw), key=_digits)
            start, raw = start + given.start(), given[0]
        opening = _OPENING.match(raw)
        quote = raw.find("'")
        if opening:
            length = opening.end()
            closing = length if raw[0] == "$" else 2
            yield start + length, raw[length:-closing].replace("\n", " ")
        elif quote >= 0 and raw.endswith("'") and quote <= 1:  # 'x', N'x', b'x'
            inner = raw[quote + 1 : -1]
            if "\\" in inner or "''" in inner:
                inner = _ESCAPED.sub(_meant, inner)
            yield start + quote + 1, inner.replace("\n", " ")
        else:
            yield start, "" if raw.upper() == "NULL" else raw
        at = match.end()


def _digits(given: re.Match[str]) -> int:
    return sum(map(given[0].count, "0123456789"))


def _meant(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "'"
    return " " if escape[1] in "nrt0" else escape[1]
