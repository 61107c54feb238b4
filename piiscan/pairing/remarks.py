"""A text inside a record (a remark in a cell, a string of JSON) that names several persons: whose a number in it is.

Rule: as in running text (`prose`), but of what stands in it alone; where that is not sure, whoever asks has to say so.
"""

from __future__ import annotations

from functools import lru_cache

from piiscan import judge
from piiscan.matcher import CELL, Hits, look
from piiscan.model import Element, Grade, Segment, Shape
from piiscan.pairing.aside import of_kinds, without
from piiscan.pairing.blocks import hits_of
from piiscan.pairing.prose import pair_in
from piiscan.pairing.unit import Unit

_CELLS = of_kinds(CELL)


def whose(text: str, raw: str, at: int, element: Element) -> Unit | None:
    """The unit of a number in a text, of several persons named there; None: nobody can be told for sure.

    `raw`: the number as it is written; `at`: where in the text.
    """
    start = len(text[:at].encode("utf-8", "replace"))
    end = start + len(raw.encode("utf-8", "replace"))
    segment, hits = _searched(text)
    hit = next((one for one in hits_of(hits) if one[1:] == (start, end)), (judge.ACCOUNT, start, end))
    unit, _ = pair_in(segment, hits, hit, element)
    return unit if unit.person is not None and not unit.reasons and unit.pair >= Grade.FAIR else None


@lru_cache(maxsize=1 << 3)  # many numbers may stand in one text
def _searched(text: str) -> tuple[Segment, Hits]:
    data = text.encode("utf-8", "replace")
    return Segment(data, Shape.PROSE, lambda _: ()), without(look(data), _CELLS)
