"""Titles that stand over several columns of a table each, in the row above its header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_TITLES = 2
_COLUMNS = 2  # below the widest of them
_DIGITS = 3  # of a date or a number; "Member 2" has one


def is_over(rows: Sequence[Sequence[str]], header: int) -> bool:
    """Whether the row above a header has titles over several of its columns: it is part of the header then.

    >>> is_over([["Insured", "", "Spouse", ""], ["Name", "SSN", "Name", "SSN"]], 1)
    True
    >>> is_over([["Payroll", "", "Page", "1"], ["Name", "SSN", "State", "Pay"]], 1), is_over([["List"], ["Name"]], 1)
    (False, False)
    """
    over, under = (rows[header - 1], rows[header]) if header else ((), ())
    titles = [at for at, cell in enumerate(over) if cell]
    if len(titles) < _TITLES or titles[0] or not all(under):
        return False
    if any(over[at].isdigit() or sum(map(str.isdigit, over[at])) >= _DIGITS for at in titles):
        return False
    return max(end - start for start, end in pairwise([*titles, len(under)])) >= _COLUMNS
