"""Pairing in tables: the columns decide once, then records are read one by one, or counted in bulk.

Rows never pair across (SPEC §5). Records are read one by one while their findings are listed; when the list
of the file is full, what is left is only counted, on arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from piiscan import judge
from piiscan.config import ResidencyDefault
from piiscan.matcher import CARD, LICENSE, LICENSE_ALONE, SSN_BARE, SSN_CLAIM, SSN_DELIMITED, Hits
from piiscan.model import Classification, Kind, Location, Segment
from piiscan.pairing.aside import set_aside, some, without_asides
from piiscan.pairing.join import Joins, hashes
from piiscan.pairing.join_keys import Key, is_of_sheet, keys_of, name_of
from piiscan.pairing.names.columns import subjects_by_header
from piiscan.pairing.prose.attribute_rows import AttributeReader, columns_of
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.subjects import Keys
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.bulk import Block, Bulk
from piiscan.pairing.tables.carried import OVER, Carrier, as_carried, carried_by, named_over
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.hashes import is_ssn_hash
from piiscan.pairing.tables.header_row import ELEMENT_ROLES, header_of
from piiscan.pairing.tables.overruled import overruled
from piiscan.pairing.tables.plan import SAMPLE_ROWS, ElementColumn, Plan, make_plan
from piiscan.pairing.tables.routing import routes_untitled
from piiscan.pairing.tables.rows import RowReader, cell_place
from piiscan.pairing.tables.title_rows import goes_on, spanned
from piiscan.pairing.tables.type_columns import has_types
from piiscan.pairing.unit import Tally, Unit

_SAMPLE_BYTES = 64 * 1024
_HITS_OF = {
    Kind.SSN: (SSN_DELIMITED, SSN_BARE, SSN_CLAIM),
    Kind.PAYMENT_CARD: (CARD,),
    Kind.DRIVERS_LICENSE: (LICENSE, LICENSE_ALONE),
    Kind.FINANCIAL_ACCOUNT: (judge.ACCOUNT, judge.IBAN),
}
# Which kinds of hits a typed column accounts for, by the matcher's number of the kind.
KINDS_OF = {kind: np.isin(np.arange(256), hits) for kind, hits in _HITS_OF.items()}


_AROUND = 3  # bytes of blanks and quotation marks in a cell
_ANY = np.ones(256, bool)


class TableReader:
    """Makes units of the records of tables. `listing` says whether findings are still listed one by one."""

    def __init__(self, tally: Tally, listing: Callable[[], bool], default: ResidencyDefault, most: int = 0) -> None:
        self._tally = tally
        self._listing = listing
        self._default: ResidencyDefault = default
        self._joins = Joins(most)
        self._keys: tuple[Key, ...] = ()
        self._named: list[int] = []
        self._hashes: list[tuple[Key, Keys]] = []  # of the segment's records, where nobody is named beside the key
        self._series = 0
        self._sample: list[list[str]] = []
        self._promising = False
        self._attributes: AttributeReader | None = None
        self._plan: Plan | None = None
        self._rows: RowReader | None = None
        self._bulk: Bulk | None = None
        self._carrier: Carrier | None = None

    def read(self, segment: Segment, hits: Hits, masked: Hits | None = None) -> Iterator[Unit]:
        """Units of one segment of whole records. `masked` are the masked numbers that the matcher saw in it."""
        if segment.series != self._series or not self._sample:
            yield from self._attributes_left()
            self._begin(segment)
        if self._attributes is not None:
            yield from self._aside(segment, masked)
            yield from self._attributes.read(segment, Grid(segment), hits)
            return
        if self._keys and self._named:
            self._joins.name(Grid(segment), self._keys, self._named)
        if not len(hits.start) and not self._promising:
            yield from self._aside(segment, masked)
            self._tally.passed_over(self._sample)
            return
        plan = self._decide()
        self._tally.planned(plan)
        grid = Grid(segment)
        if not plan.elements:
            yield from self._aside(segment, masked)
        hits = _without_named(_not_typed(hits, grid, plan), grid, plan)
        row_of, column_of = grid.places(hits.start)
        stray = np.ones(len(row_of), bool)
        for element in plan.elements:
            stray &= (column_of != element.column) | ~_accounts_for(element)[hits.kind]
        vetoed = [column for column in range(len(plan.roles)) if plan.vetoed(column)]
        if vetoed:
            is_vetoed = np.zeros(max(int(column_of.max(initial=0)), *vetoed) + 1, bool)
            is_vetoed[vetoed] = True
            something_else = stray & is_vetoed[column_of]
            something_else[overruled(hits, grid, plan, np.flatnonzero(something_else), column_of)] = False
            self._tally.count("lookalike", "column:other", int(something_else.sum()))
            stray &= ~something_else
        if not stray.any() and not plan.elements:
            return
        left = Hits(hits.kind[stray], hits.start[stray], hits.end[stray])
        rows, columns = row_of[stray].tolist(), column_of[stray].tolist()
        strays = list(zip(rows, columns, hits_of(left), strict=True))
        self._hashes = []
        if not plan.subjects:
            typed = plan.typed
            self._hashes = [(key, hashes(grid, key.column)) for key in self._keys if key.column not in typed]
        yield from self._records(segment, grid, plan, strays, masked)

    def prime(self, segment: Segment, *, some: bool) -> bool:
        """Decide on the columns by the first segment of a table, for a reader of a part of what follows it.

        False: a part cannot be read without all that stands before it.
        """
        self._begin(segment)
        if self._attributes is not None:
            return False
        promising = self._promising
        plan = self._decide()
        waiting = not plan.subjects and any(key.column not in plan.typed for key in self._keys)
        if waiting or self._carrier is not None:
            return False  # its numbers wait for the end of the table, or its names stand in records above
        return promising or some or not plan.elements  # else how a record is read depends on those before it

    def close(self) -> Iterator[Unit]:
        """Give out the numbers that waited for a table with names."""
        yield from self._attributes_left()
        yield from self._joins.close()

    def _attributes_left(self) -> Iterator[Unit]:
        """Give out the records of a table with a row for each field that more rows were waited for."""
        if self._attributes is not None:
            yield from self._attributes.close()

    def _begin(self, segment: Segment) -> None:
        """Take the sample that decides the columns; the same one however the table is cut into segments."""
        end = len(segment.data) if segment.end < 0 else segment.end
        sample = Grid(_first(segment, min(end, _SAMPLE_BYTES), whole=end <= _SAMPLE_BYTES))
        self._series = segment.series
        self._sample = list(sample.sample(SAMPLE_ROWS)) or [[]]
        at, roles = header_of(self._sample)
        # Only a table among several of one blob has a number in the series.
        several = segment.series and at >= 0
        self._keys = keys_of(self._sample[at], name_of(segment), of_sheet=is_of_sheet(segment)) if several else ()
        self._named = [subject.column for subject in subjects_by_header(roles, self._sample[at])] if self._keys else []
        whole = spanned(self._sample, at, roles)[2] if goes_on(self._sample, at) else roles
        self._promising = any(role is not None and role.kind in ELEMENT_ROLES for role in (*roles, *whole))
        columns = columns_of(self._sample)
        self._attributes = AttributeReader(columns, self._tally, self._listing) if columns is not None else None
        self._promising |= at >= 0 and any(map(is_ssn_hash, self._sample[at]))
        self._promising |= at >= 0 and has_types(self._sample[at], self._sample[at + 1 :])
        self._promising |= at < 0 and routes_untitled(self._sample)
        self._plan = None

    def _decide(self) -> Plan:
        if self._plan is None:
            plan = make_plan(self._sample, self._tally.exclusion.declared)
            over = named_over(self._sample, plan)
            self._plan = make_plan(over, self._tally.exclusion.declared) if over else plan
            self._rows = RowReader(self._plan, self._tally)
            self._bulk = Bulk(self._plan, self._tally, self._default)
            self._promising = bool(self._plan.elements)
            carried = OVER if over else carried_by(self._plan, self._sample[self._plan.first_row :])
            self._carrier = None if carried is None else Carrier(carried)
        return self._plan

    def _records(
        self, segment: Segment, grid: Grid, plan: Plan, strays: list[tuple[int, int, Hit]], masked: Hits | None
    ) -> Iterator[Unit]:
        by_row: dict[int, list[tuple[int, Hit]]] = {}
        for row, column, hit in strays:
            by_row.setdefault(row, []).append((column, hit))
        odd_rows = np.array(sorted(by_row), np.int64)
        if not plan.elements:
            for row, column_hits in sorted(by_row.items()):
                yield from self._record(segment, grid, plan, row, column_hits)
            return
        assert self._bulk is not None  # noqa: S101 - made with the plan
        if self._carrier is not None:
            odd_rows = np.union1d(odd_rows, self._carrier.of(grid))
        block = self._bulk.elements(grid, np.arange(len(grid)), odd_rows)
        yield from self._masked(segment, plan, block, masked)
        told = block.some | block.odd
        if self._listing() and not (self._hashes or self._tally.is_watched):
            told &= ~self._bulk.weak(block)
        singly, done = np.flatnonzero(told), 0
        while done < len(singly) and self._listing():
            row = int(singly[done])
            yield from self._record(segment, grid, plan, row, by_row.get(row, []))
            done += 1
        rest = (block.some | block.odd | block.declared) & ~told  # nothing of them is listed
        rest[singly[done:]] = True
        odd = rest if self._hashes else rest & block.odd  # those are held for the end of the table
        odd = odd | self._bulk.count(block, rest & ~odd)
        for row in np.flatnonzero(odd).tolist():
            yield from self._record(segment, grid, plan, row, by_row.get(row, []))

    def _aside(self, segment: Segment, masked: Hits | None) -> Iterator[Unit]:
        """Count masked numbers that the matcher saw."""
        if masked is not None:
            yield from without_asides(segment, masked, self._tally, listing=self._listing())[1]

    def _masked(self, segment: Segment, plan: Plan, block: Block, masked: Hits | None) -> Iterator[Unit]:
        """Count the masked cells of typed columns, and what the matcher saw elsewhere: each number once."""
        starts = np.zeros(0, np.int64) if masked is None else masked.start
        left = np.ones(len(starts), bool)
        row_of, column_of = block.grid.places(starts)
        for element, cells in zip(plan.elements, block.masked, strict=True):
            if element.policy or not cells.any():
                continue
            left &= (column_of != element.column) | ~cells[row_of]
            rows = np.flatnonzero(cells)
            listed = 0
            while listed < len(rows) and Classification.MASKED.value in self._tally.also and self._listing():
                row = int(rows[listed])
                start, end = block.grid.inner(row, element.column)
                place = partial(cell_place, segment.locate(start), element.column, plan.title(element.column))
                hit, raw = (_HITS_OF[element.kind][0], start, end), decode(block.grid.data[start:end])
                yield from set_aside(self._tally, hit, raw, "masked", place, Classification.MASKED)
                listed += 1
            self._tally.count(Classification.MASKED.value, element.kind.value, len(rows) - listed)
        yield from self._aside(segment, masked and some(masked, left))

    def _record(self, segment: Segment, grid: Grid, plan: Plan, row: int, hits: list[tuple[int, Hit]]) -> list[Unit]:
        own = grid.cells(row)
        cells = own if self._carrier is None or hits else self._carrier.filled(row, own)
        listing = self._listing() or self._tally.is_watched

        def place(offset: int, column: int) -> Location:
            return cell_place(segment.locate(offset), column, plan.title(column)) if listing else ()

        found = []
        for column, hit in hits:
            start, end = grid.span(row, column)
            before = decode(grid.data[max(start, hit[1] - judge.BEFORE) : hit[1]], cut=True)
            after = decode(grid.data[hit[2] : min(end, hit[2] + judge.AFTER)], cut=True)
            found.append((hit, column, decode(grid.data[hit[1] : hit[2]]), before, after))
        assert self._rows is not None  # noqa: S101 - made with the plan
        units = self._rows.units(cells, found, lambda column: grid.inner(row, column), place)
        units = units if cells is own else as_carried(units)
        if not listing:  # what stands nowhere is counted, and no finding is made of it
            units = [unit for unit in units if unit.aside is None]
            for unit in units:
                unit.places.clear()
        if not self._hashes:
            return units
        return list(self._joins.hold(units, [(key, int(values[row])) for key, values in self._hashes]))


def _accounts_for(element: ElementColumn) -> Bools:
    """Which kinds of hits are read with a column."""
    return _ANY if element.by_type >= 0 else KINDS_OF[element.kind]


def _not_typed(hits: Hits, grid: Grid, plan: Plan) -> Hits:
    """Hits less those that a typed column accounts for at first sight: they begin where a cell of it does."""
    if not plan.elements:
        return hits
    rows = np.arange(len(grid))
    stray = np.ones(len(hits.start), bool)
    for element in plan.elements:
        stray &= ~(begin(hits.start, *grid.columns(rows, element.column)) & _accounts_for(element).take(hits.kind))
    return some(hits, stray)


def begin(places: Ints, start: Ints, end: Ints) -> Bools:
    """At which of some places a cell begins that has a byte at least; all of them ascend."""
    found = None if kernel.begin is None else kernel.begin(places, start, end)
    return begin_by_numpy(places, start, end) if found is None else np.frombuffer(found, np.bool_)


def begin_by_numpy(places: Ints, start: Ints, end: Ints) -> Bools:
    """`begin` with numpy alone."""
    begins = np.zeros(int(max(places.max(initial=0), start.max(initial=0))) + 1, bool)
    begins[start[end > start]] = True
    return begins.take(places)


def _without_named(hits: Hits, grid: Grid, plan: Plan) -> Hits:
    """The hits but for whole cells that only look like licenses, below a header, whatever it says: that names them."""
    alone = np.flatnonzero(hits.kind == LICENSE_ALONE)
    if not alone.size:
        return hits
    rows, columns = grid.places(hits.start[alone])
    titled = {column for column, title in enumerate(plan.header) if title}
    drop = np.zeros(len(hits.start), bool)
    for column in titled.intersection(columns.tolist()):
        mine = columns == column
        start, end = grid.columns(rows[mine], column)
        here = alone[mine]
        drop[here] = (hits.end[here] - hits.start[here]) + _AROUND >= end - start
    return some(hits, ~drop)


def _first(segment: Segment, size: int, *, whole: bool) -> Segment:
    """The first records of a segment, within `size` bytes."""
    data = bytes(segment.data[:size])
    if not whole:
        data = data[: data.rfind(bytes([segment.dialect.record])) + 1] or data
    return Segment(data, segment.shape, segment.locate, dialect=segment.dialect)
