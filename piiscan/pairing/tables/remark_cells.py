"""Cells that are remarks, or objects: a number there is of whom these name, and not of whom the record is about.

Who is only named behind the sentence of a number is somebody else in the matter ("SSN 1 on file. Worker: Ann Lee"),
where the record has a person of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.model import Axis, Element, Grade, Location, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.couples import with_couples
from piiscan.pairing.objects.strings import Said, by_own_key, by_words
from piiscan.pairing.prose.remarks import has_parts, is_later, whose
from piiscan.pairing.residence.evidence import find_residency
from piiscan.pairing.unit import Unit, person_of

_WORD = later(r"\b[A-Z][a-z\u00df-\u00ff]+")


def called_in(before: str, persons: Sequence[Person | None]) -> int:
    """Which of the persons of a record a remark calls by the first name before a number; -1: none, -2: several.

    >>> called_in("Ann called. SSN ", [Person("Bob Ray", "bob ray", 3, ()), Person("Ann Lee", "ann lee", 3, ())])
    1
    """
    words = {fold(word) for word in _WORD.findall(before)}
    found = [at for at, one in enumerate(persons) if one is not None and one.normal.split()[0] in words]
    return found[0] if len(found) == 1 else -2 if found else -1


def commented(here: Location, first: Location, column: int) -> int:
    """The column that a comment is on, by where it stands and where the first cell of its record does; else its own.

    >>> from piiscan.model import Step
    >>> at = (Step(Axis.ROW, 2), Step(Axis.COLUMN, 3))
    >>> commented((*at, Step(Axis.PART, "comment")), at, 7), commented(at, at, 7)
    (0, 7)
    """
    if len(here) < 2 or here[-1].axis is not Axis.PART or here[-2].axis is not Axis.COLUMN:
        return column
    begins = next((step.at for step in first if step.axis is Axis.COLUMN), here[-2].at)
    return max(int(here[-2].at) - int(begins), 0)


def said_by_keys(cell: str) -> Person | None:
    """The only person whom an object in a cell names by its keys: {"first": "Ann", "last": "Lee"}."""
    said = by_words(_undoubled(cell)) if "{" in cell else None
    return said.person if said is not None and not said.reasons else None


def _undoubled(cell: str) -> str:
    """An object in a cell without the quotes that CSV doubles."""
    return cell.replace('""', '"') if '{""' in cell else cell


class Remarks:
    """The cells of one record that are remarks: each is looked through once, as it may have thousands of numbers."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells
        self._whole = ""
        self._met: dict[int, int] = {}  # up to where numbers are read, by column
        self._texts: dict[int, str] = {}  # without doubled quotes
        self._named: dict[int, tuple[Person | None, int, bool]] = {}  # the first who is named, where; whether others

    def whole(self) -> str:
        """The record as one text."""
        self._whole = self._whole or "\x1f".join(self._cells)
        return self._whole

    def _said(self, column: int) -> tuple[Person | None, int, bool]:
        if column not in self._named:
            cell = self._cells[column]
            said = with_couples(cell, names.find_names(cell))
            first = (person_of(said[0], cell), said[0].start) if said else (None, 0)
            self._named[column] = *first, len(set(map(names.normal, said))) > 1
        return self._named[column]

    def _by_keys(self, column: int, at: int, raw: str) -> Said | None:
        """Whose a number is by the keys of the object that its cell holds."""
        cell = self._cells[column]
        if column not in self._texts:
            self._texts[column] = _undoubled(cell)
        text = self._texts[column]
        return by_own_key(text, raw, at if text is cell else at - cell.count('""', 0, at))

    def unit(self, column: int, raw: str, element: Element, location: Location, *, own: bool) -> Unit | None:
        """The unit of a number in a cell that names somebody: it is about that person, not about the row's.

        `own`: the row has a person.
        """
        cell = self._cells[column]
        if len(cell) <= len(raw):
            return None
        at = cell.find(raw, self._met.get(column, 0))
        keyed = self._by_keys(column, at, raw) if at >= 0 else None
        person, start, several = self._said(column) if keyed is None else (keyed.person, 0, False)
        if person is None:
            return self._in_parts(column, raw, at, element, location)
        self._met[column] = at + len(raw)
        if keyed is not None:
            return Unit(person, [element], [location], Grade.FAIR, list(keyed.residency), keyed.reasons)
        if own and 0 <= at < start and is_later(cell, at, start):
            return None
        unit = whose(cell, raw, at, element) if several and at >= 0 else None
        if unit is not None:
            unit.places.append(location)
            return unit
        reasons = ("ambiguous-subject",) if several else ()
        return Unit(person, [element], [location], Grade.FAIR, find_residency(cell), reasons)

    def _in_parts(self, column: int, raw: str, at: int, element: Element, location: Location) -> Unit | None:
        """The unit of a number in a cell that is a form, with the parts of the name in lines of their own."""
        cell = self._cells[column]
        unit = whose(cell, raw, at, element) if at >= 0 and has_parts(cell) else None
        if unit is not None:
            self._met[column] = at + len(raw)
            unit.places.append(location)
        return unit
