"""The field of the name in messages of the police, by teletype: NAM/LEE, ANN M.DOB/19810204.SOC/… (NCIC, Nlets).

Rule: fields have three letters and a slash, and dots or blanks part them; the surname comes first, behind it a comma.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.unit import person_of

_MARK = "NAM/"
_LETTERS = r"[^\W\d_](?:[^\W\d_]|['\u2019 -])"
_NAME = later(
    rf"(?<![^\s.])NAM/({_LETTERS}{{1,30}},[ ]?{_LETTERS}{{0,30}})"
    r"(?=[ ]?(?:\.?\Z|\.\s|[ .][A-Z]{3}/|  |[,;\n]))"
)


def named(text: str) -> Iterator[tuple[int, Person]]:
    """Whom a message is about, also where no list has the name."""
    for field in _NAME.finditer(text) if _MARK in text else ():
        name = names.parse_name(field[1], labelled=True)
        if name is not None:
            yield field.start(1), person_of(name, field[1], "label:name", grade=Grade.STRONG)
