"""The titles of a table that goes on at the top of the next page, where they are not printed again.

Rule: the first row of a page has as many cells as the last one of the page before, each below the same place, and no
titles above it. The titles are the line right above the rows of that page. Only lines with columns are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.formats.segments.cell_labels import is_label

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_DIGITS = re.compile(r"\d{4}")
_GAP = "   "  # between columns
_FEWEST = 3  # cells of a row
_HEADING = 4  # lines of a page above its first row, or below its last one
_OFF = 6  # columns that cells of one column may begin apart: a long one pushes those behind it
_MOST = 200  # rows of a page


def carried(before: str, text: str) -> tuple[str, int]:
    r"""The titles that hold for the first row of a page, and where that begins; "" and 0 where there are none.

    >>> rows = "Employee    SSN           State\nAnn Lee     010-94-0001   MA\n"
    >>> carried(rows, "Bob Ray     010-94-0002   RI\n")
    ('Employee    SSN           State', 0)
    >>> carried(rows, "Name        Phone         Floor\nBob Ray     617-555-0101  7\n")
    ('', 0)
    """
    if _GAP not in text or _GAP not in before:
        return "", 0
    at, row = _first_row(text)
    if not row:
        return "", 0
    lines = [line for line in before.splitlines() if line.strip()][-_MOST:]
    last = next((index for index in range(len(lines) - 1, -1, -1) if _row(lines[index])), -1)
    if last < 0 or len(lines) - last > _HEADING or not _are_alike(_row(lines[last]), row):
        return "", 0
    while last and len(_row(lines[last])) == len(row):
        last -= 1
    titles = _CELL.findall(lines[last])
    named = sum(map(is_label, titles))
    if len(titles) != len(row) or 2 * named < len(titles) or any(map(str.isdigit, lines[last])):
        return "", 0
    return lines[last].rstrip(), at


def _first_row(text: str) -> tuple[int, Sequence[int]]:
    """Where the first row of a page begins and its cells; no cells where titles stand above it, or too much else."""
    at = seen = 0
    for line in text.splitlines(keepends=True):
        row = _row(line)
        if row:
            return at, row
        cells = _CELL.findall(line)
        if seen == _HEADING or (len(cells) > 1 and sum(map(is_label, cells)) > 1):
            break
        seen += bool(cells)
        at += len(line)
    return 0, ()


def _row(line: str) -> Sequence[int]:
    """Where the cells of a row with a number begin; nothing for another line."""
    if _GAP not in line or _DIGITS.search(line) is None:
        return ()
    cells = [cell.start() for cell in _CELL.finditer(line)]
    return cells if len(cells) >= _FEWEST else ()


def _are_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _OFF for a, b in zip(one, other, strict=True))
