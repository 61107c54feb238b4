"""Whom a record of a table names in the columns of a subject."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from piiscan.model import Element, Kind, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import together
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.names.couples import with_couples
from piiscan.pairing.names.numbered import without_numbers
from piiscan.pairing.names.table import by_names
from piiscan.pairing.prose.mail_names import named_by_mail
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.remark_cells import said_by_keys
from piiscan.pairing.unit import person_of


def named_in(subject: Subject, cells: Sequence[str]) -> tuple[Person | None, tuple[str, ...]]:
    """The person a record names as a subject, and what makes that doubtful; an e-mail address may stand for a name."""
    person = person_in(subject, cells)
    if person is None:
        return named_by_mail(mail_in(subject, cells)), ()
    return person, ("ambiguous-subject",) if names_several(subject, cells) else ()


def is_of_both(element: Element, subject: Subject, cells: Sequence[str]) -> bool:
    """Whether a number is an account of the two whom a record names as one subject, and so no doubt."""
    return element.kind is Kind.FINANCIAL_ACCOUNT and together.are_two(said_in(subject, cells))


def are_loose(found: Sequence[tuple[Element, int, int]]) -> frozenset[int]:
    """Which of the numbers of a record may be of somebody who is not named: one person has one.

    Social Security numbers in columns that say nothing of them, two of one subject. `found` has the column of each.
    """
    loose: dict[int, dict[int, int]] = {}
    for at, (element, subject, column) in enumerate(found):
        if element.kind is Kind.SSN and not any(map(_is_called, element.evidence)) and subject >= 0:
            loose.setdefault(subject, {})[at] = column
    return frozenset(at for columns in loose.values() if len(set(columns.values())) > 1 for at in columns)


def _is_called(evidence: str) -> bool:
    return evidence.startswith(("column:", "label:"))


def named_in_cell(cell: str) -> list[names.Name]:
    """The persons that a cell names, in a table that has no column for names."""
    return with_couples(cell, names.find_names(cell))


@by_names
@lru_cache(maxsize=1 << 12)  # what a column says that has neither numbers nor names comes again and again
def names_somebody(raw: bytes) -> bool:
    """Whether there are any, or an object in the cell names somebody."""
    cell = Grid.clean(raw)
    return said_by_keys(cell) is not None or bool(named_in_cell(cell))


def party_in(column: int, cells: Sequence[str]) -> Person | None:
    """The person whose record it is, by a column that names firms (-1: there is none)."""
    text = cells[column] if 0 <= column < len(cells) else ""
    name = names.known_name(text) if text else None
    return None if name is None else person_of(name, text, "column:party")


def only_named(subjects: Sequence[Subject], main: Sequence[int], cells: Sequence[str]) -> int:
    """The only one of several subjects whom a record names, if records are of them ("Owner 1, Owner 2"). -1: none."""
    said = [at for at, one in enumerate(subjects) if any(_cell(cells, c) for c in (one.full, one.given, one.surname))]
    return said[0] if len(said) == 1 < len(subjects) and said[0] in main else -1


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""


def names_several(subject: Subject, cells: Sequence[str]) -> bool:
    """Whether a record names more than one person in the column of a subject."""
    return together.names_several(said_in(subject, cells))


def mail_in(subject: Subject, cells: Sequence[str]) -> str:
    """The cell of a record that should name its subject and is an e-mail address instead, "" if there is none."""
    text = said_in(subject, cells)
    return text if "@" in text else ""


def said_in(subject: Subject, cells: Sequence[str]) -> str:
    """What a record says of whom it names in the one column of a subject, "" if that is none."""
    text = _cell(cells, subject.full)
    return without_numbers(text) if subject.numbered else text


def person_in(subject: Subject, cells: Sequence[str]) -> Person | None:
    """The person a record names in the columns of a subject."""
    if subject.full >= 0:
        text = said_in(subject, cells)
        name = names.parse_name(text, labelled=subject.by_header) if text else None
        if name is None and text and not subject.by_header:
            name = names.known_name(text)
        if name is None and text and subject.sure and not subject.by_header:
            name = names.parse_name(text, labelled=True)
        shown = text[name.start : name.end] if name is not None else ""
    else:
        given, surname = _cell(cells, subject.given), _cell(cells, subject.surname)
        name = names.parse_parts(given, surname) if given and surname else None
        shown = f"{given} {surname.rstrip(' ,;')}"  # "Lee," in a column of its own
    if name is None:
        return None
    by = "column:name" if subject.by_header else "column-values:name"
    return Person(shown, names.normal(name), subject.grade, (by, *name.evidence))
