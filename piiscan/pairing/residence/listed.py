"""The address below each name of a list whose records have no empty line between: registers of payroll, rosters.

Rule: the lines right below one that names a person and holds the number are a street or a box and what follows it, up
to the first that says a state or ZIP code, and name nobody. Where such lines stand right above, too, they must be of a
record of their own: a list may as well have a place over those who are there.
"""

from __future__ import annotations

from piiscan.model import Grade
from piiscan.pairing.prose.letters import begins_address
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.residence.around import residence
from piiscan.pairing.residence.evidence import Evidence

_MOST = 3  # lines of an address
_LONGEST = 120  # characters of one
_FEWEST = 5  # digits in the line of a record


def below_in_list(lines: Lines, where: Line, at: int) -> list[Evidence]:
    """What the address right below the line of a record says of the one person whom that line names, at a place."""
    below: list[Line] = []
    one = lines.after(where)
    while one is not None and len(below) < _MOST and _is_of_address(one, first=not below):
        below.append(one)
        if any(said.grade >= Grade.FAIR for said in one.residence):
            return residence(below, (where, at)) if _is_of_list(lines, where) else []
        one = lines.after(one)
    return []


def _is_of_address(line: Line, *, first: bool) -> bool:
    if line.blank or len(line.text) > _LONGEST:
        return False
    street = begins_address(line.text)
    return (street or not first) and (street or bool(line.residence)) and not line.mentions


def _is_of_list(lines: Lines, where: Line) -> bool:
    """Whether a line names one person, and what stands right above it is of no address but another's in the list."""
    if len({mention.person.normal for mention in where.mentions}) > 1:
        return False
    above = lines.before(where)
    passed = 0
    while above is not None and passed < _MOST and _is_of_address(above, first=False):
        above, passed = lines.before(above), passed + 1
    if not passed:
        return True
    return above is not None and bool(above.mentions) and sum(map(str.isdigit, above.text)) >= _FEWEST
