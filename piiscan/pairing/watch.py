"""Who may look on while one source is scanned: told what became of each candidate, and decides nothing.

A scan has none. `piiscan.explain` has one, so that what it says comes from the code that decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from piiscan.judge import Proof
    from piiscan.matcher import Hits
    from piiscan.model import Finding, Location, Segment
    from piiscan.pairing.prose.blocks import Hit
    from piiscan.pairing.tables.plan import Plan
    from piiscan.pairing.unit import Unit


class Watch(Protocol):
    """What is told, in the order in which it happens."""

    def segment(self, segment: Segment, hits: Hits, at: Location) -> None:
        """A segment of the blob at `at` is read next, and these are the matcher's candidates in it."""

    def planned(self, plan: Plan) -> None:
        """The segment is a table with these columns. What stands in a typed column is read by the cell."""

    def passed_over(self, sample: list[list[str]]) -> None:
        """The segment is of a table that begins with these rows, and is not read: no candidate, no promising header."""

    def proved(self, hit: Hit, proof: Proof) -> None:
        """The judge's word on a candidate. An element made of it carries the very evidence of the proof."""

    def unit(self, unit: Unit, finding: Finding | None, at: Location) -> None:
        """A unit has its class; None: it is weak."""
