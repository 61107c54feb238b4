"""Which Social Security numbers were not issued before 25 June 2011, and which dates are before that day (SPEC §6).

Issuer: Social Security Administration; its last High Group List ("as of 06/24/11") is `data/ssn_high_groups.tsv`.
Groups were issued in the order odd 01-09, even 10-98, even 02-08, odd 11-99, so they are compared by their rank.

Rule: a number above the ceiling is no less valid (it may be of after that day): this file rejects nothing. At or
below the ceiling proves nothing either: half of all strings are.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from piiscan.later import later

LAST_DAY = date(2011, 6, 24)
"""On which groups were issued in order."""
_ORDER = (*range(1, 10, 2), *range(10, 99, 2), *range(2, 9, 2), *range(11, 100, 2))
_OLDEST = 1900  # year of birth

_YEAR_FIRST = later(r"((?:19|20)\d\d)([-/.]?)([01]\d)\2([0-3]\d)(?!\d)")
_YEAR_LAST = later(r"(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_MONTH_FIRST = later(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_DAY_FIRST = later(rf"(\d{{1,2}})[- ]{_MONTH},?[- ]((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEAR = later(r"((?:19|20)\d\d)(?![\d/.-])")


@cache
def _ranks() -> NDArray[np.uint8]:
    """The rank of each group in the order of issue, from 1."""
    ranks = np.zeros(100, np.uint8)
    ranks[list(_ORDER)] = range(1, len(_ORDER) + 1)
    return ranks


@cache
def _ceilings() -> NDArray[np.uint8]:
    """The rank of the highest group of each area, 0 where none was issued."""
    ceilings = np.zeros(1000, np.uint8)
    for line in files("piiscan.data").joinpath("ssn_high_groups.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            first, last, group = map(int, line.split("\t"))
            ceilings[first : last + 1] = _ranks()[group]
    return ceilings


def above(value: str) -> bool:
    """Whether nine digits are of a group that was not in issue on the last day.

    >>> above("010940001"), above("010110001"), above("123456789"), above("773010001"), above("012345678")
    (False, True, True, True, False)
    """
    return bool(_ranks()[int(value[3:5])] > _ceilings()[int(value[:3])])


def above_array(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The rule of `above` on numbers of nine digits at most; 10940001 is 010-94-0001."""
    areas, rest = np.divmod(values, np.uint64(1_000_000))
    groups = (rest // np.uint64(10_000)).astype(np.int64)
    return np.asarray(_ranks()[groups] > _ceilings()[areas.astype(np.int64)])


def is_birth_before(text: str) -> bool:
    """Whether a text begins with a date on which somebody was born before that day, read either way it may be meant.

    >>> is_birth_before("1980-02-29"), is_birth_before("3/4/1985"), is_birth_before("5 May 2012")
    (True, True, False)
    """
    dates = [day for day in map(_date, _written(text.strip())) if day is not None]
    return bool(dates) and all(day.year >= _OLDEST and day <= LAST_DAY for day in dates)


def _written(text: str) -> list[tuple[int, int, int]]:
    """Year, month and day as they may be meant."""
    if match := _YEAR_FIRST.match(text):
        return [(int(match[1]), int(match[3]), int(match[4]))]
    if match := _YEAR_LAST.match(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return [(year, first, second), (year, second, first)]
    if match := _MONTH_FIRST.match(text):
        return [(int(match[3]), _MONTHS.index(match[1].lower()) + 1, int(match[2]))]
    if match := _DAY_FIRST.match(text):
        return [(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))]
    if match := _YEAR.match(text):
        return [(int(match[1]), 12, 31)]
    return []


def _date(written: tuple[int, int, int]) -> date | None:
    try:
        return date(*written)
    except ValueError:
        return None
