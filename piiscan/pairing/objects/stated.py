"""Values of a statement in a log of objects, within it or apart: PostgreSQL's in JSON, the bindings of knex.

Rule: where a text has a statement of SQL and a key or word that values are given behind, each value is read under the
column that it is for, as in running text (`prose.bound_records`), although it may stand in another string.
"""

from __future__ import annotations

from piiscan.matcher import CELL, Hits
from piiscan.matcher.literals import has_one
from piiscan.model import Segment
from piiscan.pairing.aside import of_kinds, without
from piiscan.pairing.prose.insets import Row
from piiscan.pairing.unit import Tally

_CELLS = of_kinds(CELL)
_GIVEN = (
    b"ALUES (",
    b"alues (",
    b"ALUES(",
    b"alues(",
    b"ALUES\\n",
    b"alues\\n",
    b"arameters: $",
    b'params":',
    b'parameters":',
    b'bindings":',
    b'binds":',
    b'args":',
    b'values":',
)
_STATED = (b"NSERT ", b"nsert ", b"PDATE ", b"pdate ", b"ELECT ", b"elect ", b"ELETE ", b"elete ")


def stated(segment: Segment, hits: Hits, tally: Tally, *, listing: bool) -> tuple[list[Row], Hits]:
    """The units of statements whose values hold some of the hits, in order of place, and the hits in none."""
    data = segment.data
    if not len(hits.start) or not (has_one(data, *_GIVEN) and has_one(data, *_STATED)):
        return [], without(hits, _CELLS)
    from piiscan.pairing.prose.bound_records import bound_of  # few files have statements

    rows, left = bound_of(segment, hits, tally, listing=listing)
    return rows, without(left, _CELLS)
