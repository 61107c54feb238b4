"""Many records of a table at once: the rule of `rows` on arrays, for what is written in the usual ways.

A record with anything unusual in a cell that counts (a number with letters, two states) is left to the plain form;
a name with anything unusual (a title, accents, particles) is read by it. Both give the same counts; a property test
demands it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from piiscan import judge
from piiscan.config import ResidencyDefault
from piiscan.detectors.ssn_ceiling import above_array
from piiscan.model import Classification, Grade, Kind, Residency
from piiscan.pairing.names.book import NameBook
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.residence.verdict import combine
from piiscan.pairing.subjects import Keys, mix_some, word_hash
from piiscan.pairing.tables.account_cells import are_ibans, read_account
from piiscan.pairing.tables.cells import Bools, Bytes, Cells, Text, Values
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.license_cells import read_license, read_license_in, read_license_of
from piiscan.pairing.tables.masked_cells import masked_cells
from piiscan.pairing.tables.number_cells import read_card, read_ssn
from piiscan.pairing.tables.plan import ElementColumn, Plan
from piiscan.pairing.tables.residences import CODES, ELSEWHERE, MASSACHUSETTS, NOTHING, UNUSUAL, Residences
from piiscan.pairing.tables.row_hints import Hints
from piiscan.pairing.tables.row_homes import row_residency
from piiscan.pairing.tables.row_persons import names_somebody
from piiscan.pairing.tables.word_cells import Words, read_words
from piiscan.pairing.unit import PERSONAL, Tally

_FEWEST = 7  # characters of a number, at least
_SURNAME_LETTERS = np.array([word_hash("o"), word_hash("d")], np.uint64)
_KIND_ORDER = tuple(Kind)  # as subjects.subject_key
_READERS = {
    Kind.SSN: read_ssn,
    Kind.PAYMENT_CARD: read_card,
    Kind.DRIVERS_LICENSE: read_license,
    Kind.FINANCIAL_ACCOUNT: read_account,
}
_RESIDENCIES = {code: residency for residency, code in CODES.items()}


class Block(NamedTuple):
    """The records of a block and their elements: where there are any, and where something is unusual."""

    grid: Grid
    text: Text
    rows: Ints
    values: tuple[Values, ...]
    masked: tuple[Bools, ...]  # numbers of which most digits are masked: by element, as `values`
    some: Bools
    odd: Bools
    declared: Bools  # numbers in columns that the operator declares to be encrypted: they are counted, and no elements
    hints: Hints


class Reading(NamedTuple):
    """One subject over some records: its elements, whether it is named, its hashes, where it lives."""

    values: list[tuple[ElementColumn, Values]]
    named: Bools
    one: Keys
    other: Keys
    residence: Bytes
    odd: Bools


class Bulk:
    """Reads and counts records by the columns of a plan."""

    def __init__(
        self, plan: Plan, tally: Tally, default: ResidencyDefault, book: Callable[[Subject], NameBook] = NameBook
    ) -> None:
        """`book`: what reads the names of a subject that are written in unusual ways."""
        self._book = book
        self.plan = plan
        self._tally = tally
        self._default: ResidencyDefault = default
        self._residences = Residences()
        self._names: dict[int, NameBook] = {}
        self._typed = plan.typed

    def elements(self, grid: Grid, rows: Ints, strays: Ints) -> Block:
        """Read the typed columns. `strays` are records with hits elsewhere: the plain form reads those."""
        text = Text(grid.data, grid.size)
        some, declared = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
        odd = np.zeros(len(grid), bool)
        odd[strays] = True
        odd = odd[rows]
        values, masked = [], []
        for element in self.plan.elements:
            cells = Cells.of(text, grid, rows, element.column)
            if element.is_rare:
                nothing, least = np.zeros(len(rows), bool), _FEWEST if element.concealed else 1
                read = Values(nothing, np.zeros(len(rows), np.uint64), cells.length >= least)
            elif element.state >= 0:
                read = read_license_of(cells, Cells.of(text, grid, rows, element.state))
            elif element.issuer:
                read = read_license_in(cells, element.issuer)
            else:
                read = _READERS[element.kind](cells)
            hidden = masked_cells(cells, element.kind)
            if hidden.any():
                read = read._replace(there=read.there & ~hidden, odd=read.odd & ~hidden)
            values.append(read)
            masked.append(hidden)
            if element.declared:
                declared |= read.there
            else:
                some |= read.there
            odd |= read.odd
            if element.ambiguous or element.needs_form or element.of_doubt or self.plan.is_of_party(element.column):
                odd |= (cells.length > 0) & ~hidden
            if element.unlabelled_ssn and self.plan.births(element.subject):  # the plain form asks for the date
                odd |= read.there & above_array(read.number)
            if element.doubtful:  # an IBAN is not
                odd |= read.there & are_ibans(cells)
        return Block(grid, text, rows, tuple(values), tuple(masked), some, odd, declared, Hints(grid))

    def weak(self, block: Block) -> Bools:
        """Which records are counted and never listed: accounts of no named type, of nobody."""
        found = np.zeros(len(block.rows), bool)
        if not any(element.doubtful for element in self.plan.elements):
            return found
        sure = [values.there for element, values in zip(self.plan.elements, block.values, strict=True)
                if not element.doubtful]  # fmt: skip
        index = np.flatnonzero(block.some & ~np.logical_or.reduce([block.odd, block.declared, *sure]))
        readings = self._readings(block, index)
        found[index] = ~np.logical_or.reduce(
            [np.zeros(len(index), bool), *(reading.odd | reading.named for reading in readings)]
        )
        return found

    def _readings(self, block: Block, index: Ints) -> list[Reading]:
        """Everything about some records, by subject."""
        of: dict[int, list[tuple[ElementColumn, Values]]] = {}
        for element, values in zip(self.plan.elements, block.values, strict=True):
            if not element.declared:
                of.setdefault(element.subject, []).append((element, _cut(values, index)))
        return [self._reading(block, of[subject], block.rows[index], subject) for subject in sorted(of)]

    def count(self, block: Block, wanted: Bools) -> Bools:
        """Count the wanted records; those that turn out to be unusual are given back instead."""
        index = np.flatnonzero(wanted)
        declared = [
            (element, values.there[index])
            for element, values in zip(self.plan.elements, block.values, strict=True)
            if element.declared
        ]
        readings = self._readings(block, index)
        odd = np.logical_or.reduce([np.zeros(len(index), bool), *(reading.odd for reading in readings)])
        for reading in readings:
            self._count(reading, ~odd)
        for element, there in declared:
            self._tally.declared(element.declared, element.kind, int((there & ~odd).sum()))
        back = np.zeros(len(wanted), bool)
        back[index[odd]] = True
        return back

    def _reading(self, block: Block, mine: list[tuple[ElementColumn, Values]], rows: Ints, subject: int) -> Reading:
        """Everything about one subject in some records. `mine`: the columns of this subject, cut to them."""
        relevant = np.logical_or.reduce([values.there for _, values in mine])
        if subject < 0:  # names may stand anywhere in the record: it is read one by one where there is room for one
            one = other = np.zeros(len(rows), np.uint64)
            there, odd = relevant & False, relevant & self._may_name(block, rows)
        else:
            there, one, other, unusual = persons_of(self.plan.subjects[subject], block, rows)
            closer = np.flatnonzero(unusual & relevant)
            odd = relevant & False
            if closer.size:
                names = self._names.setdefault(subject, self._book(self.plan.subjects[subject]))
                there[closer], odd[closer], one[closer], other[closer] = names.look_up(
                    block.grid, block.text, rows[closer]
                )
        residence = self._residence(block, rows, self.plan.subjects[subject].group if subject >= 0 else "")
        for _, values in mine:
            licensed = values.there & values.ma_license if values.ma_license is not None else relevant & False
            residence[licensed & (residence == ELSEWHERE)] = UNUSUAL
            residence[licensed & (residence == NOTHING)] = MASSACHUSETTS
        return Reading(mine, there, one, other, residence, odd | (relevant & (residence == UNUSUAL)))

    def _may_name(self, block: Block, rows: Ints) -> Bools:
        """Whether there is a cell that names somebody where one is looked for, as no column has names."""
        plan, grid = self.plan, block.grid
        ends = grid.ends
        starts = np.concatenate(([0], ends[:-1] + 1))
        room = block.text.may_name(starts, ends)
        named = np.ones(int(grid.width.max(initial=0)), bool)  # the columns that are asked
        named[[column for column in range(len(named)) if column in self._typed or plan.vetoed(column)]] = False
        room &= named[np.arange(len(ends)) - np.repeat(grid.first, grid.width)]
        record = np.repeat(np.arange(len(grid)), grid.width)
        asked = np.zeros(len(grid), bool)
        asked[rows] = True
        some = np.zeros(len(grid), bool)
        for cell in np.flatnonzero(room & asked[record]).tolist():
            if not some[record[cell]]:
                some[record[cell]] = names_somebody(bytes(grid.data[starts[cell] : ends[cell]]))
        return some[rows] | block.text.mails(*grid.records(rows))

    def _residence(self, block: Block, rows: Ints, group: str) -> Bytes:
        """Codes of where the subject of a group lives, by its own columns or those of no group."""
        plan, grid = self.plan, block.grid

        def mine(columns: tuple[tuple[int, str], ...]) -> list[Cells]:
            wanted = [column for column, other in columns if not other or not group or other == group]
            return [Cells.of(block.text, grid, rows, column) for column in wanted]

        found = np.full(len(rows), NOTHING, np.uint8)
        said = [self._residences.states(cells) for cells in mine(plan.states)]
        for one in [*said, *(self._residences.zips(cells) for cells in mine(plan.zips))]:
            clash = (found != one) & (found != NOTHING) & (one != NOTHING)
            found = np.where(clash, np.uint8(UNUSUAL), np.where(one == NOTHING, found, one))
        silent = found == NOTHING
        if not silent.any():
            return found
        said = [self._residences.countries(cells, silent) for cells in mine(plan.countries)]
        said += [self._residences.cities(cells, silent) for cells in mine(plan.cities)]
        for one in [*said, *(self._residences.addresses(cells, silent) for cells in mine(plan.addresses))]:
            clash = silent & (found != one) & (found != NOTHING) & (one != NOTHING)
            found = np.where(clash, np.uint8(UNUSUAL), np.where(one == NOTHING, found, one))
        if not plan.header and not plan.states:
            silent = np.flatnonzero((found == NOTHING) & block.hints.records[rows])
            found[silent] = [self._in_words(grid.cells(row)) for row in rows[silent].tolist()]
        return found

    def _in_words(self, cells: list[str]) -> int:
        """The code of where the words of a record say that its subject lives."""
        verdict = combine(row_residency(self.plan, cells, ""))
        return UNUSUAL if verdict.mixed else CODES[verdict.residency]

    def _count(self, reading: Reading, usual: Bools) -> None:
        grades = sorted({element.doubtful for element, _ in reading.values})
        for code, residency in _RESIDENCIES.items():
            for named in (True, False):
                rows = usual & (reading.named == named) & (reading.residence == code)
                if not rows.any():
                    continue
                for doubtful in grades:
                    self._count_alike(reading, rows, residency, named=named, doubtful=doubtful)

    def _count_alike(self, reading: Reading, rows: Bools, residency: Residency, *, named: bool, doubtful: bool) -> None:
        """Count the elements of some grade in records that say the same of name and residency."""
        name, pair = (Grade.FAIR, Grade.STRONG) if named else (Grade.NONE, Grade.NONE)
        atoms = judge.Atoms(Grade.WEAK if doubtful else Grade.FAIR, name, pair, Grade.FAIR, residency)
        verdict = judge.classify(atoms, test_value=False, review=(), default=self._default)
        alike = [(element.kind, values) for element, values in reading.values if element.doubtful == doubtful]
        # As in `rows`: without a person each element is a finding by itself.
        for values in [alike] if named else [[one] for one in alike]:
            for rule, some in self._by_rule(values, rows, verdict.classification):
                for kind, these in values:
                    self._tally.classified(verdict, rule, kind.value, int((these.there & some).sum()))
                if verdict.classification in PERSONAL:
                    self._count_persons(values, reading, some, verdict.residency, rule)

    def _by_rule(
        self, values: list[tuple[Kind, Values]], rows: Bools, classification: Classification | None
    ) -> Iterator[tuple[str, Bools]]:
        """Records by the public-record rule that covers all of these elements they have; "": by none."""
        for rule in self._tally.exclusion.rules(classification):
            covered = rows.copy()
            for kind, these in values:
                if kind not in rule.elements:
                    covered &= ~these.there
            yield rule.id, covered
            rows = rows & ~covered
        yield "", rows

    def _count_persons(
        self, values: list[tuple[Kind, Values]], reading: Reading, rows: Bools, residency: Residency, rule: str
    ) -> None:
        left = rows.copy()
        for kind in _KIND_ORDER:
            for _, these in (one for one in values if one[0] is kind):
                some = left & these.there
                keys = mix_some(reading.one, reading.other, these.number, some, kind.value)
                self._tally.persons(residency, keys, rule)
                left &= ~some


def _cut(values: Values, index: Ints) -> Values:
    licensed = None if values.ma_license is None else values.ma_license[index]
    return Values(values.there[index], values.number[index], values.odd[index], licensed)


def persons_of(subject: Subject, block: Block, rows: Ints) -> tuple[Bools, Keys, Keys, Bools]:
    """Whether records name a person in the columns of a subject, hashes of two names, and what is unusual."""

    def words(column: int) -> Words:
        return read_words(Cells.of(block.text, block.grid, rows, column))

    if subject.full >= 0:
        full = words(subject.full)
        _, second_short, last_short = full.short
        initial = np.where(full.comma, last_short, second_short)
        odd = full.odd | ((full.words == 3) & ~initial)
        # "O Brien" and "D Angelo" are surnames in two parts.
        odd |= (full.words == 2) & np.isin(full.first, _SURNAME_LETTERS)
        there = full.words >= 2
        # In a column known by its values only, what is off the lists wants the look of the plain form.
        known = there if subject.by_header else there & False
        return there, full.first, np.where(full.comma, full.second, full.last), odd | (there & ~known)
    given, surname = words(subject.given), words(subject.surname)
    odd = given.odd | surname.odd | (given.words > 2) | (surname.words > 1) | given.comma | surname.comma
    odd |= (surname.words == 1) & surname.short[0]
    return (given.words > 0) & (surname.words == 1), given.first, surname.last, odd
