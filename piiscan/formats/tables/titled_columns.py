"""Columns of records without gaps, by the titles above them: each begins where its title does.

Rule: the first line is titles, parted by blanks, without a digit; every record below fills the columns from the first
character on, and where one column runs into the next, all its values are digits of its whole width, or written alike.
One of them at least has seven digits or more: else nothing would be lost by reading the lines as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from piiscan.formats.segments.cell_labels import is_label
from piiscan.later import later

_TITLE = later(r"\S+(?: \S+)*+")
_FEWEST = 3  # titles, and records
_SAMPLE = 200
_NUMBER = 7  # digits
_SHAPES = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "9" * 10 + "A" * 26)


def by_titles(lines: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """Where the columns of some lines begin and end, None where titles above them do not say it.

    >>> lines = ["LAST  FIRST  SSN      DOB", "LEE   ANN    01094000119700101", "RAY   BOB    01094000219700102"]
    >>> by_titles([*lines, "FOX   DEE    01094000319700103"])
    ((0, 6), (6, 13), (13, 22), (22, 30))
    """
    head = lines[0] if lines else ""
    if any(map(str.isdigit, head)) or "  " not in head:
        return None
    titles = [(match[0], match.start()) for match in _TITLE.finditer(head)]
    body = [line.rstrip() for line in lines[1:_SAMPLE] if line.strip()]
    if len(titles) < _FEWEST or len(body) < _FEWEST or sum(is_label(title) for title, _ in titles) * 2 < len(titles):
        return None
    starts = [at for _, at in titles]
    columns = tuple(pairwise((*starts, max(map(len, body)))))
    if starts[0] or min(map(len, body)) <= starts[-1] or not all(_begins_each(line, starts) for line in body):
        return None
    run_on = [(start, end) for start, end in columns[:-1] if any(line[end - 1 : end].strip() for line in body)]
    whole = all(len({line[start:end].translate(_SHAPES) for line in body}) == 1 for start, end in run_on)
    digits = any(end - start >= _NUMBER and all(line[start:end].isdigit() for line in body) for start, end in run_on)
    return columns if whole and digits else None


def _begins_each(line: str, starts: Sequence[int]) -> bool:
    """Whether something begins at each of some places of a line, and no blank is before a value in its column."""
    return all(line[at : at + 1].strip() for at in starts)
