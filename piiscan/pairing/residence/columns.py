"""Parties of a form side by side, each with an address in the column below the name (SPEC §4, §5: column groups).

"Seller: Ann Lee      Buyer: Bob Ray", and below "Lynn, MA 01902      Nashua, NH 03060": each lives where the own column
says. Columns are told by the cells of a line, as many for each person, or else by their places.
"""

from __future__ import annotations

from bisect import bisect_right

from piiscan.later import later
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.residence.evidence import Evidence

_CELL = later(r"(?:\A|\t|\||  )[ \t|]*(?=[^ \t|])")


def is_of_next(evidence: Evidence, line: Line, named: tuple[Line, int]) -> bool:
    """Whether what a line says is in the column of another person than who is named at a place of a line above it."""
    where, at = named
    if where is line or len(where.mentions) < 2:
        return False
    over, cells = _starts(where.text), _starts(line.text)
    places = {bisect_right(over, one.at): one.person.normal for one in where.mentions}
    if len(set(places.values())) < 2 or len(places) < 2 or len(cells) < 2:
        return False
    persons = sorted(places)
    mine = persons.index(bisect_right(over, at)) if bisect_right(over, at) in places else 0
    each, rest = divmod(len(cells), len(persons))
    if not rest:
        return (bisect_right(cells, evidence.start) - 1) // each != mine
    columns = [over[place - 1] for place in persons]
    return max(0, bisect_right(columns, evidence.start) - 1) != mine


def _starts(text: str) -> list[int]:
    return [cell.end() for cell in _CELL.finditer(text)]
