"""Where a table without titles for them says where its persons live: states, ZIP codes, towns, by the cells alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piiscan.detectors.labels import Role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.pairing.names.table import fold
from piiscan.pairing.residence.places import places
from piiscan.pairing.tables.column_kinds import mostly

_ZIP = later(r"\d{5}(?:-\d{4})?")
_TOWN = later(r"(?:.{0,120}[\w.][,]? )([A-Z]{2}),? (\d{5})(?:-\d{4})?")  # 12 Elm St, Lowell MA 01852
_WORK = frozenset(
    ("work", "office", "job", "business", "branch", "store", "site", "employer", "company", "birth", "born")
)
_IN_STATE = later(r"[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,2}, ([A-Z]{2})")  # Lowell, MA

Places = tuple[tuple[int, str], ...]
"""Columns, each with the group that it is of."""


def by_values(columns: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> dict[str, Places]:
    """The columns of states and ZIP codes of a table without a header."""
    states = tuple((c, "") for c, cells in enumerate(columns) if mostly(cells, _is_state))
    zips = tuple(
        (c, "")
        for c, cells in enumerate(columns)
        if states and mostly(cells, _ZIP.fullmatch) and _says_the_same(body, states[-1][0], c)
    )
    behind = tuple(one for one in zips if (one[0] - 1, "") in states)
    return {"state": states, "zip": behind or zips}  # beside one right behind its state, others are of somebody else


def towns(
    header: Sequence[str],
    columns: Sequence[Sequence[str]],
    roles: Sequence[Role | None],
    places_of: Mapping[str, Places],
) -> dict[str, Places]:
    """The only column of towns with their states and ZIP codes, where no header says anything of an address.

    Not where somebody works: "Work Location" beside "Home Location".
    """
    if any(places_of.values()):
        return {}
    titles = [split_key(title).split() for title in header] + [list[str]()] * len(columns)
    free = [c for c, role in enumerate(roles) if role is None or (role.kind == "name.veto" and "home" in titles[c])]
    told = [c for c in free if _WORK.isdisjoint(titles[c]) and mostly(columns[c], _is_town)]
    return {"address": ((told[0], ""),)} if len(told) == 1 else {}


def _says_the_same(rows: Sequence[Sequence[str]], state: int, digits: int) -> bool:
    """Whether five digits are ZIP codes: in most rows of the state that stands there. Else they number something."""
    codes, prefixes = places().states, places().zip_states
    pairs = [
        (codes.get(fold(row[state])), prefixes.get(row[digits][:3])) for row in rows if len(row) > max(state, digits)
    ]
    return 2 * sum(one is not None and one == other for one, other in pairs) > sum(one is not None for one, _ in pairs)


def _is_town(cell: str) -> bool:
    """Whether a cell ends with a state and one of its ZIP codes, or is no more than a town and its state."""
    found = _TOWN.fullmatch(cell)
    if found is None and (short := _IN_STATE.fullmatch(cell)) is not None:
        return fold(short[1]) in places().states
    return found is not None and places().zip_states.get(found[2][:3]) == places().states.get(fold(found[1]), "")


def _is_state(cell: str) -> bool:
    return fold(cell) in places().states and not any(map(str.isdigit, cell))  # ID77 is no Idaho
