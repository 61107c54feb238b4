"""Who a number belongs to: units of one person and the elements beside it, by the shape of the text.

What a number is has been decided before, in `matcher` and `judge`; here SPEC sections 3b to 5. The first line of each
file says what it knows.

A segment comes with its hits. What is no element is taken out, the rest goes to the reader of its shape, which is a
folder of its own: `prose`, `tables`, `objects`. What these share about persons is in `names`, about addresses in
`residence`. Each makes units, and `finish` makes findings of them. `aside`, `aamva`, `unit`, `told`, `watch`,
`exclusion`, `subjects`, `join`, `join_keys`, `file_names`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from piiscan.config import ResidencyDefault
from piiscan.matcher import Hits
from piiscan.model import Segment, Shape
from piiscan.pairing import aamva, file_names
from piiscan.pairing.aside import NOT_OF_OBJECTS, OF_OBJECTS, OF_PROSE, masked_apart, once, without, without_asides
from piiscan.pairing.exclusion import Exclusion
from piiscan.pairing.names.table import use as use_names
from piiscan.pairing.prose.line_numbers import unnumbered
from piiscan.pairing.prose.reader import ProseReader
from piiscan.pairing.told import Told
from piiscan.pairing.unit import Tally, Unit, finish
from piiscan.pairing.watch import Watch

if TYPE_CHECKING:
    from piiscan.pairing.objects.reader import ObjectReader
    from piiscan.pairing.tables.reader import TableReader

__all__ = ["Exclusion", "Reader", "Tally", "Told", "Unit", "Watch", "finish", "use_names"]


class Reader:
    """Pairs the hits of the segments of one blob, each by its shape. What reads a shape is loaded with the first."""

    def __init__(
        self, tally: Tally, listing: Callable[[], bool], default: ResidencyDefault, most: int = 0, path: str = ""
    ) -> None:
        """`path`: of the blob, with the members round it: what its name says of the person is asked last."""
        self._tally = tally
        self._path = path
        self._listing = listing
        self._prose = ProseReader(tally, listing, default)
        self._objects: ObjectReader | None = None
        self._table: TableReader | None = None
        self._default: ResidencyDefault = default
        self._most = most

    def read(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        """The units that are complete with this segment."""
        yield from self._before(segment.base)
        cards = aamva.cards_in(segment)
        if cards:
            hits = _outside(hits, cards)
            for card in cards:
                if card.start >= segment.start:
                    yield from aamva.units(card, segment.locate if self._listing() else None)
        masked = None
        if segment.shape is not Shape.PROSE:
            hits = without(hits, NOT_OF_OBJECTS if segment.shape is Shape.OBJECT else OF_PROSE)
        hits = once(hits if segment.shape is Shape.OBJECT else without(hits, OF_OBJECTS))
        if segment.shape is Shape.TABLE:  # in columns of numbers, the table counts them by the cell
            masked, hits = masked_apart(hits)
        if len(hits.start):
            hits, aside = without_asides(segment, hits, self._tally, listing=self._listing())
            yield from aside
        match segment.shape:
            case Shape.TABLE:
                yield from self._table_reader().read(segment, hits, masked)
            case Shape.OBJECT:
                yield from self._object_reader().read(segment, hits)
            case Shape.PROSE:
                yield from self._running_text(segment, hits)

    def _running_text(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        if 0 < len(hits.start) <= file_names.FEW:
            segment = replace(segment, path=self._path)
        if len(hits.start):
            yield from self._prose.read(unnumbered(segment, hits), hits)

    def close(self) -> Iterator[Unit]:
        """What was held back for more of the same person."""
        if self._objects is not None:
            yield from self._objects.close()
        yield from self._prose.close()
        if self._table is not None:
            yield from self._table.close()

    @property
    def held(self) -> list[Unit]:
        """What is held back at the moment."""
        return self._prose.held if self._objects is None else [*self._objects.held, *self._prose.held]

    def begin_table(self, segment: Segment, *, some: bool) -> bool:
        """See how a table is read by its first segment, with `some` hits in it; False: not without all before it."""
        return self._table_reader().prime(segment, some=some)

    def _before(self, base: int) -> Iterator[Unit]:
        """What was held back for more, and had none, up to a window that begins at `base`."""
        if base and self._objects is not None:
            yield from self._objects.before(base)
        if base:
            yield from self._prose.before(base)

    def _object_reader(self) -> ObjectReader:
        if self._objects is None:
            from piiscan.pairing.objects.reader import ObjectReader

            self._objects = ObjectReader(self._tally, self._listing, self._default)
        return self._objects

    def _table_reader(self) -> TableReader:
        if self._table is None:
            from piiscan.pairing.tables.reader import TableReader

            self._table = TableReader(self._tally, self._listing, self._default, self._most)
        return self._table


def _outside(hits: Hits, cards: list[aamva.Card]) -> Hits:
    """The hits that do not stand in a card: those are read with it."""
    inside = np.zeros(len(hits.start), bool)
    for card in cards:
        inside |= (hits.start >= card.start) & (hits.start < card.end)
    return Hits(hits.kind[~inside], hits.start[~inside], hits.end[~inside])
