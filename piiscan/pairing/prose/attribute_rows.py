"""Tables with a row for each field: `17,first_name,Ann`, `17,ssn,773-01-0001` (exports of forms, WordPress's usermeta).

Rule: one column holds names of fields, among them those of a person and of a number; the column behind it holds the
values, and another one says of which record a row is. Rows of one record are read as an object with these keys. A
bounded number of records is held open, so that rows of one record may stand apart.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.labels import Role, column_role
from piiscan.later import later
from piiscan.matcher import KIND_OF, Hits
from piiscan.model import Element, Grade, Location, Segment
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Leaf, Record, written
from piiscan.pairing.objects.whose import paired, with_mail
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.prose.typed_fields import kind_by_key, typed_field
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.header_row import ELEMENT_ROLES
from piiscan.pairing.tables.rows import cell_place
from piiscan.pairing.unit import Tally, Unit, lane

_OPEN = 4096
"""Records that more rows are waited for."""
_LONGEST_NAME, _LONGEST_VALUE = 60, 2000  # characters of a field
_MOST_FIELDS = 200  # of one record
_FIELD = later(r"[^\W\d_][\w .#/'()-]*:?")  # a label on a page that was read has its colon
_NUMBERS = later(r"ss|soc|licen|\bdl|card|acc|iban|tax|tin|national", re.IGNORECASE)  # in the name of one of ours
_MOST_NAMES = 80  # of fields, in a sample
_WIDEST = 12  # columns of such a table
_MOST = 0.8
_VALUES = frozenset(("value", "val", "data", "answer", "response", "text"))


class Columns(NamedTuple):
    """Which columns of a table say of which record a row is, what its value is called, and the value."""

    record: int
    name: int
    value: int


class _Number(NamedTuple):
    """A value that is a number by its name (no kind), or has one in it: the bytes, as it is written, and where."""

    leaf: Leaf
    kind: int | None
    span: tuple[int, int]
    raw: str
    at: int  # characters of the value before it
    place: Location


class _Open(Struct):
    """A record whose rows are being collected: its fields, and the numbers in them."""

    leaves: list[Leaf] = field(default_factory=list)
    numbers: list[_Number] = field(default_factory=list)


def columns_of(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of such a table by some of its rows, None where it is none.

    >>> columns_of([["17", "first_name", "Ann"], ["17", "last_name", "Lee"], ["17", "ssn", "773-01-0001"]])
    Columns(record=0, name=1, value=2)
    >>> columns_of([["Ann Lee", "SSN", "773-01-0001"], ["Bob Ray", "Driver's License", "S12345678"]]) is None
    True
    """
    width = max(map(len, rows), default=0)
    for name in range(width - 1 if width <= _WIDEST else 0):
        full = [row for row in rows if len(row) > name + 1 and row[name]]
        if not _NUMBERS.search("\n".join([row[name][:_LONGEST_NAME] for row in full])):
            continue
        if not _are_fields([row[name] for row in full]):
            continue
        value = _value_column(full[0], name)
        for record in (*range(name - 1, -1, -1), *range(name + 1, width)):
            if record != value and _tells_records(full, record, name):
                return Columns(record, name, value)
    return None


def _are_fields(cells: Sequence[str]) -> bool:
    """Whether cells are names of fields, of a person and of a number among them."""
    if (
        len(cells) < 2
        or len(set(cells)) > _MOST_NAMES
        or sum(_FIELD.fullmatch(cell[:_LONGEST_NAME]) is not None for cell in cells) < _MOST * len(cells)
    ):
        return False
    roles = [role for cell in dict.fromkeys(cells) if (role := _role(cell)) is not None]
    kinds = {role.kind for role in roles if role.grade > Grade.WEAK}
    named = "name.full" in kinds or kinds >= NAME_HALVES
    return named and any(kind in ELEMENT_ROLES for kind in kinds)


def _value_column(first: Sequence[str], name: int) -> int:
    """The column of values: the next one, unless the header calls one behind it so."""
    titled = (at for at in range(name + 1, len(first)) if not _VALUES.isdisjoint(first[at].lower().split("_")))
    return next(titled, name + 1)


def _tells_records(rows: Sequence[Sequence[str]], record: int, name: int) -> bool:
    """Whether a column tells records apart: its values come again, and nearly none with a field it had before."""
    said = [(row[record], row[name]) for row in rows if len(row) > record and row[record]]
    ids = {one for one, _ in said}
    return len(said) >= _MOST * len(rows) and len(ids) < len(said) and len(set(said)) >= _MOST * len(said)


def _role(cell: str) -> Role | None:
    return column_role(cell) if len(cell) <= _LONGEST_NAME else None


class AttributeReader:
    """Makes units of the records of such a table. `listing` says whether findings are still listed one by one."""

    def __init__(self, columns: Columns, tally: Tally, listing: Callable[[], bool]) -> None:
        self._columns = columns
        self._tally = tally
        self._listing = listing
        self._open: OrderedDict[bytes, _Open] = OrderedDict()
        self._roles: dict[bytes, tuple[str, Role | None]] = {}

    def read(self, segment: Segment, grid: Grid, hits: Hits) -> Iterator[Unit]:
        """Take in the rows of a segment; give out the units of records that need not wait longer."""
        found: dict[int, list[Hit]] = {}
        for row, hit in zip(grid.places(hits.start)[0].tolist(), hits_of(hits), strict=True):
            found.setdefault(row, []).append(hit)
        last = max(self._columns)
        for row in range(len(grid)):
            if grid.width[row] <= last:
                continue
            name, role = self._field(grid, row)
            mine = found.get(row, [])
            if role is None and not mine:
                continue
            start, end = grid.inner(row, self._columns.value)
            if start < end:
                self._take(segment, grid, row, Leaf((name,), grid.text(start, end)[:_LONGEST_VALUE]), mine)
            while len(self._open) > _OPEN:
                yield from self._units(self._open.popitem(last=False)[1])

    def close(self) -> Iterator[Unit]:
        """Give out the units of all records that are open."""
        while self._open:
            yield from self._units(self._open.popitem(last=False)[1])

    def _field(self, grid: Grid, row: int) -> tuple[str, Role | None]:
        raw = bytes(grid.data[slice(*grid.span(row, self._columns.name))])
        if raw not in self._roles:
            if len(self._roles) > _OPEN:
                self._roles.clear()
            text = grid.clean(raw)
            self._roles[raw] = text, _role(text)
        return self._roles[raw]

    def _take(self, segment: Segment, grid: Grid, row: int, leaf: Leaf, hits: list[Hit]) -> None:
        """Add the value of a row to its record."""
        key = bytes(grid.data[slice(*grid.inner(row, self._columns.record))])
        one = self._open.setdefault(key, _Open())
        if len(one.leaves) >= _MOST_FIELDS:
            return
        one.leaves.append(leaf)
        start, end = grid.inner(row, self._columns.value)
        if kind_by_key(leaf.path[0]) is not None:
            one.numbers.append(_Number(leaf, None, (start, end), leaf.text, 0, self._place(segment, start, leaf)))
            return
        for kind, begin, until in hits:
            if start <= begin < end and kind in KIND_OF:
                raw, at = decode(grid.data[begin:until]), len(decode(grid.data[start:begin], cut=True))
                one.numbers.append(_Number(leaf, kind, (begin, until), raw, at, self._place(segment, begin, leaf)))

    def _place(self, segment: Segment, at: int, leaf: Leaf) -> Location:
        return cell_place(segment.locate(at), self._columns.value, leaf.path[0]) if self._listing() else ()

    def _units(self, one: _Open) -> Iterator[Unit]:
        """The units of a record, the numbers of one person together."""
        held: dict[tuple[str, int], Unit] = {}
        record = Record(0, 0, tuple(one.leaves))
        for number in one.numbers:
            asked = Asked([record], number.leaf)
            whole = number.kind is None
            element = (
                typed_field(record, number.leaf, number.raw, number.span) if whole else self._proved(asked, number)
            )
            if element is None:
                continue
            unit = with_mail(paired(element, asked, written, (number.raw, number.at)), asked, written)
            assert unit is not None  # noqa: S101 - what is given in is
            if number.place:
                unit.places.append(number.place)
            if unit.person is None:
                yield unit
                continue
            first = held.setdefault((unit.person.normal, lane(element)), unit)
            if first is not unit:
                first.absorb(unit)
        yield from held.values()

    def _proved(self, asked: Asked, number: _Number) -> Element | None:
        """The element of a number that the matcher saw in a value of any name."""
        assert number.kind is not None  # noqa: S101 - it is of the matcher
        proof = asked.prove_at(number.kind, number.raw, number.at)
        self._tally.proved((number.kind, *number.span), proof)
        if proof.kind is None:
            self._tally.count("lookalike", proof.evidence[0])
            return None
        return element_of(proof, *number.span)
