"""Columns and keys of countries, and what they say of where somebody lives: abroad, or nothing (SPEC §4).

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
COUNTRY = "country"
"""The kind of the role that such a key has in an object."""


def country_columns(header: Sequence[str]) -> list[tuple[int, str]]:
    """The columns of the countries of somebody's home, each with the group of its header.

    >>> country_columns(["Name", "Country", "Spouse Country", "Country of Birth", "Bank Country", "Host Country"])
    [(1, ''), (2, 'spouse')]
    """
    groups = ((column, country_group(title)) for column, title in enumerate(header))
    return [(column, group) for column, group in groups if group is not None]


@lru_cache(maxsize=1 << 12)
def country_group(title: str) -> str | None:
    """Whose home is in the country under a header or key, "" for that of no group; None: it is of no home."""
    words = split_key(title).split()
    if len(_COUNTRY.intersection(words)) != 1:
        return None
    role = column_role(" ".join("state" if word in _COUNTRY else word for word in words))
    return role.group if role is not None and role.kind == "state" and role.grade > Grade.WEAK else None


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
