"""Columns of countries, and what their cells say of where somebody lives: abroad, or nothing (SPEC §4).

Rule: a header that would be of somebody's home if it said "state" is, if it says "country": neither that of birth, nor
of a bank or an employer. Asked only where state and ZIP code say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from piiscan.detectors.headers import column_role
from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade
from piiscan.pairing.names.table import fold
from piiscan.pairing.residence.places import places
from piiscan.pairing.tables.residency_cells import Evidence, whole

_COUNTRY = frozenset(("country", "ctry", "cntry"))


def country_columns(header: Sequence[str]) -> list[tuple[int, str]]:
    """The columns of the countries of somebody's home, each with the group of its header.

    >>> country_columns(["Name", "Country", "Spouse Country", "Country of Birth", "Bank Country", "Host Country"])
    [(1, ''), (2, 'spouse')]
    """
    found = []
    for column, title in enumerate(header):
        words = split_key(title).split()
        if len(_COUNTRY.intersection(words)) == 1:
            role = column_role(" ".join("state" if word in _COUNTRY else word for word in words))
            if role is not None and role.kind == "state" and role.grade > Grade.WEAK:
                found.append((column, role.group))
    return found


@lru_cache(maxsize=1 << 10)
def country_evidence(cell: str) -> Evidence | None:
    """What a cell says that its header calls a country: another one, by name or code, speaks against.

    The code of Morocco is that of Massachusetts, which some write in such a column: it says nothing.

    >>> country_evidence("Canada").reason, country_evidence("USA"), country_evidence("MA")
    ('foreign-address', None, None)
    """
    known, said = places(), fold(cell)
    abroad = said in known.countries or (cell.isupper() and said in known.country_codes)
    return whole(cell, Grade.FAIR, "foreign-address", negative=True) if abroad else None
