"""Columns of numbers whose cells name their persons as well: "Ann Lee / 010-94-0001" below "Name / SSN".

Rule: most of the cells have to name somebody beside the number, and no other column names the person of this group.
A title that names a person is believed as one of names is; below any other the names must be listed ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from piiscan.detectors.header_words import NUMBER_KINDS, is_person, names_person
from piiscan.detectors.headers import Role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names import in_text as names

_MOST = 0.6
_LONGEST = 200  # characters of a cell; more is a text
_NUMBER = later(r"(?:\bSSN?\b)?[\s#:(\[/|,;-]*\b[A-Za-z]{0,2}\d[\d\s.-]{4,}\d\b[\s)\]/|,;-]*")


def without_numbers(cell: str) -> str:
    """What a cell says beside its numbers, with a semicolon for each that stands between.

    >>> without_numbers("Lee, Ann (010-94-0001)"), without_numbers("Ann Lee 010940001; Bob Ray 010940002")
    ('Lee, Ann', 'Ann Lee; Bob Ray')
    """
    return _NUMBER.sub("; ", cell).strip(" ;")


def named_beside(
    header: Sequence[str], roles: Sequence[Role | None], columns: Sequence[Sequence[str]]
) -> Mapping[int, tuple[Role, bool]]:
    """The columns of numbers that name persons: by what role, and whether their title says so."""
    named = {
        _group(role, header[column] if column < len(header) else "")
        for column, role in enumerate(roles)
        if role is not None and role.kind.startswith("name.")
    }
    found: dict[int, tuple[Role, bool]] = {}
    for column, role in enumerate(roles):
        if role is None or role.kind not in NUMBER_KINDS or role.group in named:
            continue
        cells = columns[column]
        said = column < len(header) and names_person(header[column])
        if cells and sum(_names(cell, said=said) for cell in cells) >= _MOST * len(cells):
            found[column] = Role("name.full", Grade.FAIR, role.group), said
            named.add(role.group)
    return found


def _group(role: Role, title: str) -> str:
    """Whom a title of names is about; a role is a group of its own: "Manager"."""
    called = split_key(title)
    return role.group or (called if is_person(called) else "")


def _names(cell: str, *, said: bool) -> bool:
    if len(cell) > _LONGEST or not any(one.isalpha() and other.isalpha() for one, other in pairwise(cell)):
        return False
    text = without_numbers(cell)
    if text == cell:
        return False
    first = text.split(";", 1)[0]
    return (names.parse_name(first, labelled=True) if said else names.known_name(first)) is not None
