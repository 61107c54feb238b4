"""Where the columns of fixed-width records begin and end, or that a text has none.

Rule: a column ends where the first lines have a blank, all but one in twenty. Careful, because prose, logs and code
have lines too: under a line of labels one blank is enough, without one there must be two between all columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from piiscan.formats.layout import is_label

_SAMPLE = 200  # lines
_WIDEST = 2000
_NUMBER = re.compile(r"\d[\d./-]{3,}")
RULER = re.compile(r"[-=_ ]*(?:--|==|__)[-=_ ]*")
_ART = re.compile(r"[|+][-=]|\t|[{}<>;\\]|\|.*\|")

Columns = tuple[tuple[int, int], ...]


def columns_of(lines: Sequence[str]) -> Columns | None:
    """Where the columns of these lines begin and end, None where they have none.

    >>> columns_of(["NAME     SSN          ST", "ANN LEE  010-94-0001  MA", "BOB RAY  010-94-0002  NY"])
    ((0, 7), (9, 20), (22, 24))
    >>> columns_of(["This is no table", "but three lines", "of running text 1234"]) is None
    True
    """
    lines = [line.rstrip() for line in lines[:_SAMPLE] if line.strip() and not RULER.fullmatch(line)]
    if len(lines) < 3 or sum("  " in line for line in lines) * 2 < len(lines):  # no padding, no columns
        return None
    if any(map(_ART.search, lines)) or max(map(len, lines)) > _WIDEST:
        return None
    width = max(map(len, lines))
    padded = b"".join(line.encode("latin-1", "replace").ljust(width) for line in lines)
    filled_by = np.count_nonzero(np.frombuffer(padded, np.uint8).reshape(-1, width) != 0x20, axis=0)
    used = "".join("1" if count * 20 > len(lines) else "0" for count in filled_by.tolist())
    runs = [match.span() for match in re.finditer("1+", used)]
    head = [lines[0][start:end].strip() for start, end in runs]
    columns = _joined(runs, lines[1:])
    cells = [lines[0][start:end].strip() for start, end in columns]
    labelled = sum(map(is_label, cells)) * 2 >= len(columns) and not any(map(_NUMBER.search, head))
    gaps = [after[0] - before[1] for before, after in pairwise(columns)]
    if len(columns) < 3 or (not labelled and (len(lines) < 5 or min(gaps) < 2)):
        return None
    body = lines[1:] if labelled else lines
    values = [[line[start:end].strip() for line in body] for start, end in columns]
    numbers = any(sum(bool(_NUMBER.fullmatch(value)) for value in column) * 5 >= len(body) * 4 for column in values)
    filled = all(sum(map(bool, column)) * 4 >= len(body) for column in values[:3])
    return columns if numbers and filled else None


def _joined(runs: Sequence[tuple[int, int]], body: Sequence[str]) -> Columns:
    """Columns, where the second word of a label ("LAST NAME") does not make one of its own."""
    columns: list[tuple[int, int]] = []
    for start, end in runs:
        empty = sum(not line[start:end].strip() for line in body) * 2 > len(body)
        if columns and start - columns[-1][1] == 1 and empty:
            columns[-1] = (columns[-1][0], end)
        else:
            columns.append((start, end))
    return tuple(columns)
