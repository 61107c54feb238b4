"""Looks on at one scan and keeps, for each candidate, what was said of it until that is all there is to say.

An element is told by the evidence it carries: the very tuple of the judge's proof, so nothing is matched by guess.
What is read by the cell or from a card has no proof; the matcher's candidates in it are the same number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

from msgspec import Struct

from piiscan.detectors import ssn
from piiscan.hidden import Hidden
from piiscan.judge import AFTER, BEFORE, Proof
from piiscan.matcher import ASIDE, KIND_OF, MASKED_CARD, NOT_SSN, Hits
from piiscan.matcher.reference import digits_of
from piiscan.matcher.refusals import refusals
from piiscan.model import Element, Finding, Location, Segment, Shape, Source
from piiscan.pairing import Unit
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.plan import Plan, make_plan
from piiscan.pairing.tables.rows import cell_place

_CELL = 256  # bytes: a number in a cell or card starts at most so far before the end of it


class Candidate(Hidden, Struct):
    """One candidate of the matcher, one element without one, or (`hit` 0, no element) a shape that was refused."""

    start: int
    end: int
    at: Location  # of the blob
    place: Location  # in the blob
    raw: str
    around: tuple[str, str] = ("", "")  # what stands before and behind it
    hit: int = 0
    shape: str = ""  # of a refused shape
    text: Shape = Shape.PROSE
    reasons: tuple[str, ...] = ()  # that it is no element
    column: int = -1
    proof: Proof | None = None
    element: Element | None = None
    unit: Unit | None = None
    finding: Finding | None = None
    identity: str = ""

    @property
    def done(self) -> bool:
        """Whether there is nothing more to be said of it."""
        named = self.finding is None or bool(self.identity)
        return bool(self.reasons) or (self.unit is not None and named)


class Recorder:
    """A `pairing.Watch` that remembers."""

    def __init__(self, source: Source, most: int) -> None:
        self.left_out = 0  # refused shapes that were not kept
        self._source = source
        self._most = most
        self._at: Location = ()
        self._shape = Shape.PROSE
        self._plan: Plan | None = None
        self._sample: list[list[str]] = []
        self._sampled: Plan | None = None
        self._current: list[Candidate] = []  # of the segment, in order
        self._starts: list[int] = []
        self._made: list[Candidate] = []  # elements of the segment without a candidate of the matcher
        self._open: dict[Hit, Candidate] = {}
        self._proved: dict[int, Candidate] = {}  # by the identity of the evidence
        self._waiting: dict[Location, deque[Candidate]] = {}
        self._ready: list[Candidate] = []
        self._unnamed: deque[list[Candidate]] = deque()  # for each finding, in order

    def segment(self, segment: Segment, hits: Hits, at: Location) -> None:
        """Look at a segment while its text can be asked: places, and what the matcher refused."""
        self._settle()
        end = len(segment.data) if segment.end < 0 else segment.end
        refused, more = refusals(segment.data, segment.start, end, hits, self._most)
        self.left_out += more
        found = [(start, behind, kind, "", ()) for kind, start, behind in hits_of(hits) if kind in KIND_OF]
        spans = sorted([*found, *((one.start, one.end, 0, one.shape, one.reasons) for one in refused)])
        columns = _columns(segment, [span[0] for span in spans])
        self._at, self._shape, self._plan = at, segment.shape, None
        for (start, behind, kind, shape, reasons), column in zip(spans, columns, strict=True):
            raw = decode(segment.data[start:behind])
            place = segment.locate(start)
            around = _around(segment, start, behind) if kind else ("", "")
            one = Candidate(start, behind, at, place, raw, around, kind, shape, segment.shape, reasons, column)
            self._current.append(one)
            if kind:
                self._open[kind, start, behind] = one
        self._starts = [one.start for one in self._current]

    def planned(self, plan: Plan) -> None:
        """Keep what the columns mean."""
        self._plan = plan

    def passed_over(self, sample: list[list[str]]) -> None:
        """Learn what the columns mean all the same: a header may say why a number in it is none."""
        if sample is not self._sample:
            self._sample, self._sampled = sample, make_plan(sample)
        self._plan = self._sampled

    def proved(self, hit: Hit, proof: Proof) -> None:
        """Keep the judge's word."""
        candidate = self._open[hit]
        candidate.proof = proof
        if proof.kind is None:
            candidate.reasons = self._aside(candidate) or proof.evidence
        else:
            self._proved[id(proof.evidence)] = candidate  # which lives as long as the candidate

    def unit(self, unit: Unit, finding: Finding | None, at: Location) -> None:
        """Keep what became of a person and the elements beside it."""
        places = unit.places if len(unit.places) == len(unit.elements) else [None] * len(unit.elements)
        mine = []
        for element, place in zip(unit.elements, places, strict=True):
            candidate = self._proved.pop(id(element.evidence), None)
            if candidate is None or candidate.proof is None or candidate.proof.evidence is not element.evidence:
                candidate = self._adopted(element, place or (), at)
            candidate.element, candidate.unit, candidate.finding = element, unit, finding
            candidate.place = place or candidate.place
            candidate.column = -1  # the place says it
            mine.append(candidate)
        if finding is not None:
            self._unnamed.append(mine)

    def identify(self, identity: str) -> None:
        """The id of the next finding."""
        for candidate in self._unnamed.popleft():
            candidate.identity = identity

    def close(self, at: Location) -> None:
        """A blob is at its end."""
        self._settle()
        self._ready += self._waiting.pop(at, ())

    def ready(self) -> Iterator[Candidate]:
        """Those of which all is said, in order of place."""
        yield from self._ready
        self._ready.clear()
        for waiting in self._waiting.values():
            while waiting and waiting[0].done:
                yield waiting.popleft()

    def _adopted(self, element: Element, place: Location, at: Location) -> Candidate:
        """The candidate that an element without a proof is, made if the matcher saw none."""
        first = bisect_left(self._starts, element.start - _CELL)
        behind = bisect_left(self._starts, element.end)
        found: Candidate | None = None
        for one in self._current[first:behind]:
            if one.end <= element.start:
                continue
            if not one.hit:
                one.shape = ""  # told as the element
            elif one.proof is None and one.element is None and KIND_OF[one.hit] is element.kind:
                if found is None:
                    found = one
                else:
                    one.reasons = ("same-number",)
        if found is None:
            found = Candidate(element.start, element.end, at, place, element.value, text=self._shape)
            self._made.append(found)
        return found

    def _settle(self) -> None:
        """What is left of the segment was read by the cell or with a card, or stands where a header vetoes it."""
        told = [one for one in self._current if one.hit or one.shape]
        for one in told:
            if one.hit and one.element is None and not one.reasons:
                one.reasons = self._declared(one)
            if one.hit and one.proof is None and one.element is None and not one.reasons:
                one.reasons = self._aside(one) or self._unread(one)
            if one.column >= 0:
                title = self._plan.title(one.column) if self._plan is not None else ""
                if not one.hit:
                    one.reasons += self._vetoed(one.column)
                one.place = cell_place(one.place, one.column, title)
        made = sorted([*told, *self._made], key=lambda one: (one.start, one.hit))
        if made:
            self._waiting.setdefault(self._at, deque()).extend(made)
        self._current, self._starts, self._made, self._open = [], [], [], {}

    def _aside(self, candidate: Candidate) -> tuple[str, ...]:
        """What a candidate is that is no element by its shape alone."""
        if candidate.hit not in ASIDE:
            return ()
        if candidate.hit == NOT_SSN:
            return (ssn.is_other(digits_of(candidate.raw.encode())) or "not-issued",)
        return ("masked-card" if candidate.hit == MASKED_CARD else "masked-ssn",)

    def _declared(self, candidate: Candidate) -> tuple[str, ...]:
        """That a number is none because the operator says so: nothing more is said of it."""
        rule = "" if self._plan is None or candidate.hit in ASIDE else self._plan.declared.get(candidate.column, "")
        return (f"declared:{rule}",) if rule else ()

    def _unread(self, candidate: Candidate) -> tuple[str, ...]:
        plan, column = self._plan, candidate.column
        if plan is None or column < 0:
            return ("barcode-text",)
        kinds = [element.kind.value for element in plan.elements if element.column == column]
        return self._vetoed(column) or ((f"cell-is-none:{kinds[0]}",) if kinds else ("barcode-text",))

    def _vetoed(self, column: int) -> tuple[str, ...]:
        """What else the header of a column says its numbers are."""
        plan = self._plan
        role = plan.roles[column] if plan is not None and column < len(plan.roles) else None
        return (f"column:{role.kind}",) if plan is not None and role is not None and plan.vetoed(column) else ()


def _around(segment: Segment, start: int, end: int) -> tuple[str, str]:
    before = decode(segment.data[max(0, start - BEFORE) : start], cut=True)
    return before, decode(segment.data[end : end + AFTER], cut=True)


def _columns(segment: Segment, starts: list[int]) -> list[int]:
    """The column of each offset of a table, -1 where there are none."""
    if segment.shape is not Shape.TABLE or not starts:
        return [-1] * len(starts)
    import numpy as np

    columns: list[int] = Grid(segment).places(np.array(starts, np.int64))[1].tolist()
    return columns
