"""Objects of one form (`alike`), where findings are no longer listed: counted on arrays, as tables are.

Rule: the objects are made a table, the keys its header, and counted by `tables.bulk`; only what both forms of the rules
read alike is: plain names, numbers that are all of their string, and nothing else found in the object. Of every window
some objects are counted in both ways: a form for which these differ once is never counted so again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

import numpy as np

from piiscan.config import Config, ResidencyDefault
from piiscan.detectors.headers import column_role
from piiscan.matcher import Hits
from piiscan.model import Dialect, Kind, Segment, Shape, Source
from piiscan.pairing.aside import some
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import together
from piiscan.pairing.names.book import NameBook
from piiscan.pairing.objects.alike import Form, Found, objects_of_one_form
from piiscan.pairing.objects.branches import is_of_others
from piiscan.pairing.objects.license_keys import is_of_license
from piiscan.pairing.objects.persons import of_parts
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.objects.strings import plain
from piiscan.pairing.subjects import word_hash
from piiscan.pairing.tables.bulk import Block, Bulk, persons_of
from piiscan.pairing.tables.cells import Bools, Cells
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.plan import SAMPLE_ROWS, Plan, make_plan
from piiscan.pairing.tables.reader import KINDS_OF
from piiscan.pairing.tables.row_hints import hinting
from piiscan.pairing.unit import Tally, Unit, finish

_CHECKED = 48  # objects of each window that are counted in both ways,
_OFTEN = 8  # windows; of those behind them fewer
_CHECKED_ON = 16
_KEPT = 32  # forms of a blob
_KINDS = frozenset({Kind.SSN, Kind.PAYMENT_CARD})
_NAMES = frozenset({"name.full", "name.given", "name.surname"})
_CELL, _RECORD = b"\x1f", b"\x1e"

_Form = TypeVar("_Form")
PlainWay = Callable[[Tally, Segment, Hits], list[Unit]]


class _Book(NameBook):
    """Unusual names as objects name them; where nobody is named, words in the object may do it."""

    def read(self, grid: Grid, row: int) -> tuple[int, int, int]:
        """As `NameBook.read`."""
        texts = [plain(grid.text(*grid.span(row, column))) for column in self.columns]
        if len(texts) > 1:
            name = of_parts(texts[0], texts[1])[1]
        else:
            name = None if together.names_several(texts[0]) else names.parse_name(texts[0], labelled=True)
        if name is None:
            return 2, 0, 0
        words = names.normal(name).split()
        return 1, word_hash(words[0]), word_hash(words[-1])


class OneForm(ABC, Generic[_Form]):
    """Counts the records of one blob that are alike, and gives back the hits in all others."""

    def __init__(self, tally: Tally, default: ResidencyDefault, plain: PlainWay) -> None:
        """`plain`: how a number is read otherwise, with a tally of its own."""
        self._tally = tally
        self._default: ResidencyDefault = default
        self._config = Config(residency_default=default)
        self._plain = plain
        self._ways: dict[_Form, Bulk | None] = {}  # None: read one by one
        self._agreed: Counter[_Form] = Counter()  # windows

    @abstractmethod
    def _forms_in(self, segment: Segment, hits: Hits, end: int) -> Iterator[tuple[Sequence[_Form], Found]]:
        """The most common forms of the records that stand in a segment up to a place, with all that are of each.

        Where several are given for the same records, the first that agrees is taken.
        """

    def _table(self, _form: _Form, found: Found) -> Grid:
        """The values of some records as a table."""
        return table_of(found)

    @abstractmethod
    def _titles(self, form: _Form) -> list[str]:
        """What heads the values of a form in a table; nothing where a table would read them in another way."""

    @abstractmethod
    def _reads_alike(self, form: _Form, plan: Plan) -> bool:
        """Whether the plan of such a table has all that is asked otherwise."""

    def _usual(self, _form: _Form, _found: Found, usual: Bools) -> Bools:
        """Which of the records that are read alike in both ways are so for sure."""
        return usual

    def counted(self, segment: Segment, hits: Hits) -> Bools:
        """Which hits of a segment were counted here."""
        done = np.zeros(len(hits.start), bool)
        end = len(segment.data) if segment.end < 0 else segment.end
        for forms, found in self._forms_in(segment, hits, end):
            left = np.flatnonzero(~done)  # records of two forms are counted once
            ways = (self._counted(segment, some(hits, ~done), form, found) for form in forms)
            done[left] = next((mine for mine in ways if mine.any()), done[left])
        return done

    def _counted(self, segment: Segment, hits: Hits, form: _Form, found: Found) -> Bools:
        """Which hits are in objects of a form, and counted."""
        nothing = np.zeros(len(hits.start), bool)
        table = self._table(form, found)
        bulk = self._way(form, table)
        if bulk is None:
            return nothing
        spans = found.spans[:, 0]
        record = np.searchsorted(spans[:, 0], hits.start, side="right") - 1
        inside: Bools = (record >= 0) & (hits.start < spans[:, 1][record])
        record[~inside] = 0
        usual, block = _usual(bulk, table, found, hits, (record, inside))
        usual = self._usual(form, found, usual)
        first = np.flatnonzero(usual)[: _CHECKED if self._agreed[form] < _OFTEN else _CHECKED_ON]
        if not first.size:
            return nothing
        checked = np.zeros(len(usual), bool)
        checked[first] = True
        if not self._agree(segment, some(hits, inside), record[inside], bulk.plan, block, checked):
            self._ways[form] = None
            return nothing
        self._agreed[form] += 1
        usual &= ~bulk.count(block, usual)
        return inside & usual[record]

    def _way(self, form: _Form, table: Grid) -> Bulk | None:
        if form not in self._ways:
            if len(self._ways) >= _KEPT:
                self._ways.clear()
                self._agreed.clear()
            titles = self._titles(form)
            plan = make_plan([titles, *table.sample(SAMPLE_ROWS)], self._tally.exclusion.declared)
            good = bool(titles) and _is_plain(plan) and self._reads_alike(form, plan)
            self._ways[form] = Bulk(plan, self._tally, self._default, _Book) if good else None
        return self._ways[form]

    def _agree(self, segment: Segment, hits: Hits, record: Ints, plan: Plan, block: Block, checked: Bools) -> bool:
        """Whether some objects are counted alike in both ways; `record`: in which of all objects the hits are."""
        one, other = Tally(self._tally.exclusion), Tally(self._tally.exclusion)
        checked = checked & ~Bulk(plan, one, self._default, _Book).count(block, checked)
        for unit in self._plain(other, segment, some(hits, checked[record])):
            finish(unit, _NOWHERE, (), self._config, other)
        return bool(checked.any()) and one.counted() == other.counted() and _persons(one) == _persons(other)


class Uniform(OneForm[Form]):
    """Counts the objects of one blob that are alike."""

    def _forms_in(self, segment: Segment, _hits: Hits, end: int) -> Iterator[tuple[Sequence[Form], Found]]:
        return (((form,), found) for form, found in objects_of_one_form(segment.data, segment.start, end))

    def _titles(self, form: Form) -> list[str]:
        return _titles(form.paths)

    def _reads_alike(self, form: Form, plan: Plan) -> bool:
        if any(one.column in form.bare for one in plan.elements):
            return False
        return all(column_role(key) is None for key in form.lists)  # of nothing that is asked


def _titles(paths: tuple[tuple[str, ...], ...]) -> list[str]:
    """What heads the values of some paths in a table: "name.first"; none where objects ask more than where each stands.

    A table knows nothing of an inner address that goes before an outer one, or of the address of a firm.
    """
    leaves = [Leaf(path, "") for path in paths]
    if all(len(path) == 1 for path in paths):
        return [path[0] for path in paths]
    homes = {leaf for leaf, _ in Record(0, 0, tuple(leaves)).home_leaves()}
    named = {leaf.path[:-1] for leaf in leaves if leaf.part()[0] in _NAMES}
    if len({leaf.path[:-1] for leaf in homes}) > 1 or len(named) > 1:
        return []
    if any(is_of_license(leaf) or any(map(is_of_others, leaf.path[:-1])) for leaf in homes):
        return []
    last = [path[-1] for path in paths]
    if len({path[:-1] for path in paths if len(path) > 1}) == 1 and len(set(last)) == len(last):
        return last  # as of one object that another is only put round: "_source"
    return [leaf.path[-1] if leaf in homes else ".".join(leaf.path) for leaf in leaves]


def _is_plain(plan: Plan) -> bool:
    """Whether all that is named in a table is one person, with Social Security and card numbers under keys that say so.

    Where several may be named, and of accounts and licenses, objects ask more than tables do, or other things.
    """
    if plan.first_row != 1 or not plan.elements or plan.declared or len(plan.subjects) != 1:
        return False
    subject = plan.subjects[0]
    named = {column for column, role in enumerate(plan.roles) if role is not None and role.kind in _NAMES}
    return named == {subject.full, subject.given, subject.surname} - {-1} and all(
        one.kind in _KINDS
        and one.subject == 0
        and one.by_type < 0
        and not (one.concealed or one.hashed or one.ambiguous)
        for one in plan.elements
    )


_NOWHERE = Source("", "", "", 0)


def _persons(tally: Tally) -> list[tuple[str, str, list[int]]]:
    return sorted((whose, residency.value, sorted(keys.tolist())) for whose, residency, keys in tally.subjects())


def table_of(found: Found, more: str = "") -> Grid:
    """The values of some records as a table; `more`: what stands in a last column of each."""
    behind = _CELL + more.encode() + _RECORD if more else _RECORD
    data = found.joined(range(found.spans.shape[1] - 1), _CELL, behind)  # the last one is one of nothing, too
    return Grid(Segment(data, Shape.TABLE, lambda _: (), dialect=Dialect(_CELL[0], _RECORD[0], 0)))


def _usual(bulk: Bulk, table: Grid, found: Found, hits: Hits, where: tuple[Ints, Bools]) -> tuple[Bools, Block]:
    """The objects that both forms of the rules read alike, and what is in them."""
    plan = bulk.plan
    every = np.arange(len(table))
    block = bulk.elements(table, every, np.zeros(0, np.int64))
    record, inside = where
    usual = block.some & ~block.odd
    known = np.zeros(len(hits.start), bool)
    for element, values in zip(plan.elements, block.values, strict=True):
        spans = found.spans[:, element.column + 1][record]
        mine = inside & (hits.start == spans[:, 0]) & (hits.end == spans[:, 1])
        mine &= KINDS_OF[element.kind].take(hits.kind)
        known |= mine
        usual &= values.there == (np.bincount(record[mine], minlength=len(table)) > 0)
    usual &= np.bincount(record[inside & ~known], minlength=len(table)) == 0
    there, _, _, unusual = persons_of(plan.subjects[0], block, every)
    usual &= there | unusual  # whom no key names, words in the object may
    for column in range(len(plan.header)):  # blanks round a value are for the other form to judge
        start, end = table.columns(every, column)
        usual &= Cells.of(block.text, table, every, column).length == end - start
    for masked in block.masked:
        usual &= ~masked
    homes = [column for column, _ in (*plan.cities, *plan.addresses)]
    if homes and (plan.states or plan.zips):  # a table asks these only where no state and no ZIP code stands
        usual &= ~hinting(found.joined(homes, b", ", _RECORD), len(found.spans))
    return usual, block
