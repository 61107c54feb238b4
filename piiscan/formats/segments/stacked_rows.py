"""Rows of a table that is made of boxes, as pages draw them: each cell in a line of its own, the titles first.

Rule: a run of titles, one of them of a number of ours, and below it as many lines for each row. In each row a number
stands under the titles of numbers, and none under those of names: what does not fit ends the table. Each cell becomes
"Title: value", with a blank line between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from piiscan.formats.segments.cell_labels import is_title
from piiscan.later import later

_NEAR = later(rb"ssn|s\.?s\.?#|soc|tin\b|lic|card|acc|check|saving|iban", re.IGNORECASE)
_OF_NUMBER = later(
    r"\b(?:ssn|social|soc\.? sec|ss ?(?:#|no)|acct|account|card|licen[cs]e|dl ?(?:#|no)|routing|iban)", re.IGNORECASE
)
_OF_NAME = later(r"\b(?:name|employee|patient|client|member|customer|student|tenant)", re.IGNORECASE)
_NONE = frozenset(("-", "--", "n/a", "none", "\u2013", "\u2014"))
_FEWEST, _MOST = 2, 12  # columns
_NUMBER, _NAME = 4, 2  # digits: a number has so many, a name fewer
_LONGEST = 120  # bytes of a cell
_REACH = 600  # bytes between the titles and the first number

Change = tuple[int, int, bytes]
_Cell = tuple[int, int, str]


def rows_above(data: bytes, start: int, done: int) -> tuple[list[Change], int]:
    """What becomes of the rows round the number whose line begins at a place, and where they end; none if none do."""
    low = max(done, start - _REACH)
    if _NEAR.search(data, low, start) is None:
        return [], done
    above = list(_up(data, start, low))
    values = next((count for count, cell in enumerate(above) if is_title(cell[2])), len(above))
    titles = above[values:]
    titles = titles[: next((count for count, cell in enumerate(titles) if not is_title(cell[2])), len(titles))]
    for width in range(min(len(titles), _MOST), max(_FEWEST, values + 1) - 1, -1):
        named = [cell[2].rstrip(" :*") for cell in reversed(titles[:width])]
        if _OF_NUMBER.search(named[values]):
            first = above[values - 1][0] if values else start
            rows = list(_rows(data, first, named))
            if rows:
                return list(_changes(titles[width - 1][0], named, rows)), rows[-1][-1][1]
    return [], done


def _rows(data: bytes, at: int, titles: Sequence[str]) -> Iterator[list[_Cell]]:
    row: list[_Cell] = []
    for cell in _down(data, at):
        if not _fits(titles[len(row)], cell[2]):
            return
        row.append(cell)
        if len(row) == len(titles):
            yield row
            row = []


def _fits(title: str, value: str) -> bool:
    """Whether a cell may stand under a title.

    >>> _fits("SSN", "010-94-0001"), _fits("SSN", "Lynn"), _fits("Employee", "Lee, Ann"), _fits("Name", "773-01-0001")
    (True, False, True, False)
    """
    if value.endswith(":") or is_title(value):
        return False
    digits = sum(map(str.isdigit, value))
    if _OF_NUMBER.search(title):
        return digits >= _NUMBER or value.lower() in _NONE
    return digits < _NAME or _OF_NAME.search(title) is None


def _up(data: bytes, at: int, low: int) -> Iterator[_Cell]:
    while at > low:
        end = at - 1
        at = data.rfind(b"\n", low, end) + 1 or low
        cell = _cell(data, at, end)
        if cell is not None:
            yield cell


def _down(data: bytes, at: int) -> Iterator[_Cell]:
    while at < len(data):
        end = data.find(b"\n", at)
        end = end if end >= 0 else len(data)
        cell = _cell(data, at, end)
        if cell is not None:
            yield cell
        at = end + 1


def _cell(data: bytes, start: int, end: int) -> _Cell | None:
    begin, content = content_of(data, start, end)
    return (begin, begin + len(content), content[: _LONGEST + 1].decode("utf-8", "replace")) if content else None


def content_of(data: bytes, start: int, end: int) -> tuple[int, bytes]:
    """Where a line begins without the blanks before it, and what it is without those at either end."""
    raw = data[start:end]
    return start + len(raw) - len(raw.lstrip()), raw.strip()


def _changes(start: int, titles: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> Iterator[Change]:
    """The titles go; each stands before the cells below it."""
    last, between = start, b""
    for row in rows:
        for title, (begin, end, _) in zip(titles, row, strict=True):
            yield last, begin, between + f"{title}: ".encode()
            last, between = end, b"\n"
        between = b"\n\n"
