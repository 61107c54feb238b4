"""The parts of several names in rows of their own: "First name   Ann   Bob", and below it "Last name   Lee   Ray".

Rule: two such rows, one right below the other, with as many cells behind their labels, name a person in each column.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.pairing.prose.column_titles import CELLS, is_part
from piiscan.pairing.prose.lines import Line, Mention, mention_of_parts

_ROW = later(
    r"(?i)\W{0,4}(?:\(?(?:\d{1,2}[a-z]?|[a-z])[.)][ ])?(?:(first|given)|last|family|sur)[ ]?names?"
    r"(?: (?:and|&) (?:middle )?initial| \([^()\n]{1,40}\))?[ ]?(?::[ ]*|[ ]{2,})"
)
_FEWEST = 2


def in_columns(above: Line | None, line: Line) -> list[Mention]:
    """Who is named in the columns of two lines; nobody where they are no such rows."""
    two = _ROW.match(line.text)
    one = _ROW.match(above.text) if two is not None and above is not None else None
    if above is None or one is None or two is None or (one[1] is None) is (two[1] is None):
        return []
    over = [cell[0] for cell in CELLS.finditer(above.text, one.end())]
    under = [(cell[0], cell.start()) for cell in CELLS.finditer(line.text, two.end())]
    if len(over) != len(under) or len(over) < _FEWEST or not all(map(is_part, (*over, *(text for text, _ in under)))):
        return []
    kinds = ("name.given", "name.surname") if one[1] is not None else ("name.surname", "name.given")
    pairs = zip(over, under, strict=True)
    found = [mention_of_parts(dict(zip(kinds, (first, text), strict=True)), at) for first, (text, at) in pairs]
    return [mention for mention in found if mention is not None]


def name_all(mentions: list[Mention], below: Mention) -> bool:
    """Whether a label of a line's own names several, one below a title among them: "Name Ann Bob", below "… Spouse"."""
    alike = [one.person.normal == below.person.normal for one in mentions if one.labelled]
    return any(alike) and 1 < len(alike) == len(mentions)
