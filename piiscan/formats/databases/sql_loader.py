"""Control files of Oracle's SQL*Loader with their data in them, behind BEGINDATA.

Rule: the last list in brackets has the columns; they are parted by the sign that FIELDS names, or each says where it
stands (POSITION). A column that the loader makes itself has no value in the data.
"""

from __future__ import annotations

import re

from msgspec import Struct

from piiscan.later import later

_MADE = later(r"\s(?:CONSTANT|SYSDATE|SEQUENCE|RECNUM|EXPRESSION)\b", re.IGNORECASE)
_COLUMN = later(r"\s*\"?([A-Za-z]\w{0,127})\"?(?:\s|\Z)")
_PLACE = later(r"\sPOSITION\s*\(\s*(\d{1,5})\s*[:-]\s*(\d{1,5})\s*\)", re.IGNORECASE)
_PARTED = later(r"\bTERMINATED\s+(?:BY\s+)?(?:(X)?['\"]([^'\"]{1,8})['\"]|(WHITESPACE))", re.IGNORECASE)
_TABLE = later(r"\bINTO\s+TABLE\s+([\w.\"$]{1,200})", re.IGNORECASE)
_MOST = 16 << 10  # characters of a control file that are looked at


class Loader(Struct, frozen=True):
    """What a control file says of the rows below it."""

    table: str
    columns: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = ()  # characters of a line
    sign: str = ","

    def cells(self, line: str) -> list[tuple[int, str]]:
        """The values of a row and where each stands in it."""
        if self.places:
            return [_stripped(line, start, end) for start, end in self.places]
        found: list[tuple[int, str]] = []
        at = 0
        while at <= len(line):
            quoted = line[at : at + 1] == '"'
            close = line.find('"', at + 1) if quoted else -1
            end = line.find(self.sign, close + 1 if quoted and close >= 0 else at)
            end = len(line) if end < 0 else end
            inner = (at + 1, close) if quoted and close >= 0 else (at, end)
            found.append(_stripped(line, *inner))
            at = end + len(self.sign)
        return found


def loader_of(control: str) -> Loader | None:
    """What the text above BEGINDATA says, None where it names no columns."""
    control = control[-_MOST:]
    tables = _TABLE.findall(control)
    listed = _last_list(control)
    columns = [one for one in listed if _COLUMN.match(one) is not None and _MADE.search(one) is None]
    if not tables or not columns:
        return None
    names = tuple(found[1].lower() for one in columns if (found := _COLUMN.match(one)) is not None)
    placed = [found for one in columns if (found := _PLACE.search(one)) is not None]
    places = tuple((int(one[1]) - 1, int(one[2])) for one in placed) if len(placed) == len(columns) else ()
    return Loader(tables[-1].replace('"', "").rpartition(".")[2].lower(), names, places, _sign(control))


def _sign(control: str) -> str:
    found = _PARTED.search(control)
    if found is None:
        return ","
    if found[3]:
        return " "
    if found[1]:
        try:
            return bytes.fromhex(found[2]).decode("latin-1")
        except ValueError:
            return ","
    return found[2].replace("\\t", "\t")


def _last_list(text: str) -> list[str]:
    """The parts of the last list in brackets, by commas outside of inner ones."""
    parts: list[str] = []
    depth, end = 0, -1
    for at in range(len(text) - 1, -1, -1):
        sign = text[at]
        if sign == ")":
            depth += 1
            end = at if end < 0 else end
        elif sign == "(" and depth:
            depth -= 1
            if not depth:
                return [text[at + 1 : end], *parts]
        elif sign == "," and depth == 1:
            parts.insert(0, text[at + 1 : end])
            end = at
    return []


def _stripped(line: str, start: int, end: int) -> tuple[int, str]:
    cell = line[start:end]
    return start + len(cell) - len(cell.lstrip()), cell.strip()
