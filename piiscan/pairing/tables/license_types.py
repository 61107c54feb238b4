"""Columns that say what a licence beside them allows: of a board, a town or a dog, and none to drive."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan import judge
from piiscan.detectors.headers import Role
from piiscan.detectors.license_states import CODES
from piiscan.model import Grade
from piiscan.pairing.tables.column_kinds import mostly

_MOST = 0.8
_FEWEST = 2
_LONGEST = 60  # characters of a cell
_PROFESSIONS = frozenset(
    (
        *(
            "rn",
            "lpn",
            "lvn",
            "cna",
            "np",
            "pa",
            "md",
            "do",
            "dmd",
            "dds",
            "dvm",
            "od",
            "dc",
            "pt",
            "ot",
            "aprn",
            "crna",
        ),
        *("rph", "pharmd", "licsw", "lcsw", "lmhc", "lmft", "bcba", "emt", "paramedic", "cpa", "pe", "esq"),
        *(
            "registered nurse",
            "practical nurse",
            "licensed practical nurse",
            "nurse practitioner",
            "physician assistant",
        ),
    )
)
"""What a licence of a board allows, as columns of its type say."""
_LICENSES = frozenset(("license", "licence", "lic", "licensure", "credential", "certification", "registration"))
_KINDS = frozenset(("type", "typ", "class", "category", "kind", "title", "description", "desc", "profession"))
NO_DRIVERS = frozenset(
    (
        *("npi", "npi #", "npi no", "npi number", "npi id", "dea", "dea #", "dea no", "dea number"),
        *("profession", "specialty", "speciality", "discipline", "credential", "credentials", "licensing board"),
        *("trade", "board", "board name", "taxonomy", "taxonomy code", "hic", "hic #", "hic reg", "hic no"),
        *("breed", "dog", "dog name", "pet", "pet name", "rabies", "rabies tag", "rabies tag #", "rabies tag no"),
        *("vessel", "vessel name", "boat", "boat name", "hull no", "hull #", "mooring", "gear", "species"),
        *("inspection id", "csl", "csl #", "permit type"),
        *("licensed to", "seats", "product key", "license key", "licence key", "activation key", "software"),
    )
)
"""Headers beside licences of a profession, a dog, a boat, to build, or of a program."""
_BUSINESS = frozenset(
    ("dba", "d b a", "dba name", "doing business as", "trade name", "license fee", "licence fee", "permit fee")
)
"""Headers beside licences of a business."""
_OF_PERSONS = frozenset(("birth", "license.state", "ssn"))


def of_boards(titles: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a column names professions, or is of types of licences and most of them are of a trade."""
    return any(map(_are_professions, columns)) or any(
        _is_of_types(title) and _are_trades(cells) for title, cells in zip(titles, columns, strict=True)
    )


def _is_of_types(title: str) -> bool:
    words = title.split()
    return not _LICENSES.isdisjoint(words) and not _KINDS.isdisjoint(words)


def _are_trades(cells: Sequence[str]) -> bool:
    named = sum(judge.is_trade(cell[:_LONGEST]) for cell in cells)
    return named > 0 and named >= _MOST * len(cells)


def _are_professions(cells: Sequence[str]) -> bool:
    """Whether nearly all cells say what their person may work as, and are no states: MD, PA."""
    named = [cell for cell in cells if cell.replace(".", "").lower() in _PROFESSIONS]
    return len(named) >= max(_FEWEST, _MOST * len(cells)) and not CODES.issuperset(map(str.upper, named))


def of_things(roles: Sequence[Role | None]) -> bool:
    """Whether the table of a licence says nothing of who drives: no birth, state of issue or Social Security number."""
    return not any(role is not None and role.kind in _OF_PERSONS and role.grade > Grade.WEAK for role in roles)


def of_businesses(titles: Sequence[str]) -> bool:
    """Whether a column is one that lists of licensed businesses have."""
    return not _BUSINESS.isdisjoint(titles)


def are_permits(title: str, cells: Sequence[str]) -> bool:
    """Whether a column is of permits whose numbers are of digits, as a town gives them out."""
    return title.startswith("permit") and mostly(cells, str.isdigit)
