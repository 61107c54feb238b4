"""A person whom two values beside each other name: a given name and a surname, in source code, logs and lists."""

from __future__ import annotations

from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.grade import pair_grade
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.residence.places import places

_FEW = 1  # the class of words that are mostly names


def before_number(given: str, surname: str) -> Person | None:
    """The person that two values name right before what has the shape of an SSN: ("Ann", "Vane", "773-01-0001")."""
    sure = given.istitle() and surname[:1].isupper() and lookup(given).word <= _FEW
    grade = pair_grade(given, surname) if sure else Grade.NONE
    name = names.parse_parts(given, surname) if grade >= Grade.FAIR else None
    return None if name is None else Person(f"{given} {surname}", names.normal(name), Grade.FAIR, name.evidence)


def listed_parts(given: str, surname: str) -> Person | None:
    """The person that two values name; that they are a given name and a surname only the lists say.

    >>> listed_parts("Quincy", "Zhao") is None, listed_parts("Quincy", "MA")
    (False, None)
    """
    if "MA" in {given, surname} and fold(given if surname == "MA" else surname) in places().towns:
        return None
    name = names.listed_parts(given, surname)
    return None if name is None else Person(f"{given} {surname}", names.normal(name), name.grade, name.evidence)
