"""One record of a table to units, by the table's plan: the plain form of the rule `columns` does in bulk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from piiscan import judge, place
from piiscan.detectors import (
    account_labels,
    drivers_license,
    financial_account,
    license_states,
    payment_card,
    ssn,
    ssn_ceiling,
)
from piiscan.later import later
from piiscan.model import Axis, Element, Grade, Kind, Location, Person, Step
from piiscan.pairing import names
from piiscan.pairing.aside import set_aside
from piiscan.pairing.blocks import Hit
from piiscan.pairing.hashes import hash_element, is_hash
from piiscan.pairing.masked_cells import is_masked
from piiscan.pairing.name_columns import Subject
from piiscan.pairing.plan import ElementColumn, Plan
from piiscan.pairing.prose import element_of
from piiscan.pairing.residency import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.unit import Tally, Unit, lane, person_of

_INTEGRAL = later(r"(\d{7,19})(?:\.0+)?")
_CLAIM = later(r"(\d{3}[ -]?\d\d[ -]?\d{4})[ -]?[A-Za-z][0-9A-Za-z]?")  # an SSN as a Medicare number, until 2019
_SCIENTIFIC = later(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})")
_KEPT_DIGITS = 15  # of a number in a spreadsheet; what stands behind them becomes 0
PRECISION = "precision-lost"
_LONGEST_TYPED = 40  # characters: a longer cell is text, whatever its header


def read_typed(kind: Kind, cell: str, state: str | None = None) -> tuple[str, tuple[str, ...]] | None:
    """The element a whole cell is, in a column that says so: its canonical value, and what was restored.

    Numbers that went through a spreadsheet lose a leading zero (every SSN issued in Massachusetts before
    2011 has one), gain ".0" or are written with an exponent (SPEC §6). Of a card number the last digit is lost,
    which the check digit gives back (SPEC §8). `state` is where a licence was issued: its shapes may be too short
    to tell without.
    """
    if len(cell) > _LONGEST_TYPED or is_masked(kind, cell):
        return None
    restored: tuple[str, ...] = ()
    digits = _KEPT_DIGITS
    scientific = _SCIENTIFIC.fullmatch(cell)
    if scientific:
        number = Decimal(cell)
        digits = len(scientific[1].replace(".", ""))
        if number != number.to_integral_value() or (kind is Kind.FINANCIAL_ACCOUNT and digits <= int(scientific[2])):
            return None
        cell, restored = str(int(number)), ("restored:exponent",)
    plain = _INTEGRAL.fullmatch(cell)
    if plain:
        cell = plain[1]
    if kind is Kind.SSN:
        value, how = _read_ssn(cell, zeros=plain is not None)
        restored += how
    elif kind is Kind.PAYMENT_CARD:
        value = payment_card.validate(cell)
        if value is None and plain and digits >= _KEPT_DIGITS:
            value, restored = _last_digit(cell), (*restored, f"restored:{PRECISION}")
    elif kind is Kind.FINANCIAL_ACCOUNT:
        value = None if account_labels.is_card(cell) else financial_account.validate(cell)
    else:
        value = (drivers_license.validate(cell, state) if state else None) or drivers_license.validate(cell)
    return None if value is None else (value, restored)


def _read_ssn(cell: str, *, zeros: bool) -> tuple[str | None, tuple[str, ...]]:
    """An SSN, and how it was written. `zeros`: the cell may have been a number, and have lost those it began with."""
    claim = _CLAIM.fullmatch(cell)
    if claim:
        return ssn.validate(claim[1]), ("shape:medicare-claim",)
    if zeros and len(cell) < 9:
        return ssn.validate(cell.zfill(9)), ("restored:leading-zero",)
    return ssn.validate(cell), ()


def _last_digit(cell: str) -> str | None:
    """The card number of 16 digits whose last one a spreadsheet made 0, None where it is none.

    >>> _last_digit("4539578763621480"), _last_digit("4539578763621481")
    ('4539578763621486', None)
    """
    if len(cell) != _KEPT_DIGITS + 1 or not cell.endswith("0"):
        return None
    return next((value for last in range(10) if (value := payment_card.validate(f"{cell[:-1]}{last}"))), None)


def column_grade(element: ElementColumn, cell: str, value: str, state: str | None) -> int:
    """The grade of a typed cell: by header strong, by values alone or by a weak header fair at best.

    Digits without a check digit prove nothing under a weak header ("TIN", "ID"). A licence is what the state
    beside it says.
    """
    if element.kind is Kind.DRIVERS_LICENSE and (state is not None or element.needs_form):
        return judge.license_grade(value, element.label, state)
    if element.kind is Kind.FINANCIAL_ACCOUNT:
        if financial_account.iban(cell.upper().replace(" ", "")):
            return Grade.STRONG
        return judge.account_grade(Grade.WEAK if element.policy else element.label, routed=element.routed)
    if element.label >= Grade.FAIR:
        return Grade.STRONG
    return Grade.WEAK if element.needs_form and cell.isdigit() else Grade.FAIR


class RowReader:
    """Reads records one by one. `place` gives the location of a cell."""

    def __init__(self, plan: Plan, tally: Tally) -> None:
        self._plan = plan
        self._tally = tally
        self._births: dict[int, tuple[int, ...]] = {}  # by subject; a record may have thousands of numbers

    def units(
        self,
        cells: Sequence[str],
        hits: Sequence[tuple[Hit, int, str, str, str]],
        spans: Callable[[int], tuple[int, int]],
        place: Callable[[int, int], Location],
    ) -> list[Unit]:
        """The units of one record.

        `hits` are the matcher's hits in columns that are not typed: the hit, its column, the raw text, and
        what stands before and after it in its cell. `spans` gives the bytes of a cell by column; `place` the
        location of an offset in a column.
        """
        plan = self._plan
        found: list[tuple[int, bool, Element, Location]] = []
        for element in plan.elements:
            cell = cells[element.column] if element.column < len(cells) else ""
            if element.hashed:
                if is_hash(cell):
                    made = hash_element(cell, *spans(element.column), "column")
                    found.append((element.subject, element.ambiguous, made, place(made.start, element.column)))
                continue
            state = license_states.state_code(cells[element.state]) if 0 <= element.state < len(cells) else None
            read = read_typed(element.kind, cell, state) if cell else None
            if read is not None:
                start, end = spans(element.column)
                made = _typed(element, read, cell, (start, end), state)
                if element.unlabelled_ssn and self._born(cells, element.subject):
                    made = _lowered(made)
                found.append((element.subject, element.ambiguous, made, place(start, element.column)))
        units: list[Unit] = []
        for hit, column, raw, before, after in hits:
            role = plan.roles[column] if column < len(plan.roles) else None
            near = "\x1f".join(cells) if hit[0] == judge.ACCOUNT else ""
            proof = judge.prove(hit[0], raw, before, after, role=role, near=near)
            subject, ambiguous = plan.subject_near(column, role.group if role is not None else "")
            if proof.kind is Kind.SSN and self._born(cells, subject):
                proof = judge.lower(proof)
            self._tally.proved(hit, proof)
            if proof.kind is None:
                units.extend(set_aside(self._tally, hit, raw, proof.evidence[0], partial(place, hit[1], column)))
                continue
            proved = element_of(proof, hit[1], hit[2])
            location = place(hit[1], column)
            said = names.find_names(cells[column]) if len(cells[column]) > len(raw) else []
            if said:  # a remark that names somebody is about that person, not about the row's
                units.append(_remark(said, cells[column], proved, location))
                continue
            found.append((subject, ambiguous, proved, location))
        return [*self._by_subject(cells, found), *units]

    def _born(self, cells: Sequence[str], subject: int) -> bool:
        """Whether a record shows that its subject was born before groups of numbers were issued at random."""
        if subject not in self._births:
            self._births[subject] = self._plan.births(subject)
        births = self._births[subject]
        return any(ssn_ceiling.is_birth_before(cells[column]) for column in births if column < len(cells))

    def _by_subject(self, cells: Sequence[str], found: Sequence[tuple[int, bool, Element, Location]]) -> list[Unit]:
        plan = self._plan
        units: dict[tuple[int, int], Unit] = {}
        for subject, ambiguous, element, location in found:
            key = (subject, lane(element))
            unit = units.get(key)
            if unit is None:
                group = plan.subjects[subject].group if subject >= 0 else ""
                person, reasons = self._person(cells, subject)
                pair = Grade.STRONG if person is not None else Grade.NONE
                unit = Unit(person, [], [], pair, row_residency(plan, cells, group), reasons)
                units[key] = unit
            unit.elements.append(element)
            unit.places.append(location)
            if ambiguous and unit.person is not None:
                unit.reasons = ("ambiguous-subject",)
        alone = [unit for unit in units.values() if unit.person is None]
        paired = [unit for unit in units.values() if unit.person is not None]
        for unit in alone:
            split = zip(unit.elements, unit.places, strict=True)
            paired.extend(Unit(None, [e], [p], Grade.NONE, unit.evidence) for e, p in split)
        return paired

    def _person(self, cells: Sequence[str], subject: int) -> tuple[Person | None, tuple[str, ...]]:
        if subject >= 0:
            return person_in(self._plan.subjects[subject], cells), ()
        said: list[Person] = []
        typed = self._plan.typed
        for column, cell in enumerate(cells):
            if column not in typed and not self._plan.vetoed(column) and not cell.isdigit():
                said.extend(person_of(name, cell, "row") for name in names.find_names(cell))
        distinct = {person.normal for person in said}
        return (said[0] if said else None), (("ambiguous-subject",) if len(distinct) > 1 else ())


def _typed(
    element: ElementColumn, read: tuple[str, tuple[str, ...]], cell: str, span: tuple[int, int], state: str | None
) -> Element:
    value, restored = read
    kind = element.kind
    by = f"column:{'policy' if element.policy else kind.value}" if element.label else "column-values"
    routed = ("routing-number",) if element.routed else ()
    issued = (f"state:{state}",) if state else ()
    evidence = (by, *routed, *restored, *issued, *judge.rules(kind, value, cell))
    test = judge.is_test_value(kind, value)
    review = PRECISION if f"restored:{PRECISION}" in restored else None
    return Element(kind, value, *span, column_grade(element, cell, value, state), evidence, test, review)


def _lowered(element: Element) -> Element:
    proof = judge.lower(judge.Proof(element.kind, element.value, element.grade, element.evidence))
    return replace(element, grade=proof.grade, evidence=proof.evidence)


def _remark(said: list[names.Name], cell: str, element: Element, location: Location) -> Unit:
    reasons = () if len({names.normal(name) for name in said}) == 1 else ("ambiguous-subject",)
    return Unit(person_of(said[0], cell), [element], [location], Grade.FAIR, find_residency(cell), reasons)


def person_in(subject: Subject, cells: Sequence[str]) -> Person | None:
    """The person a record names in the columns of a subject."""

    def cell(column: int) -> str:
        return cells[column] if 0 <= column < len(cells) else ""

    if subject.full >= 0:
        text = cell(subject.full)
        name = names.parse_name(text, labelled=subject.by_header) if text else None
        if name is None and text and not subject.by_header:
            name = names.known_name(text)
        if name is None and text and subject.sure and not subject.by_header:
            name = names.parse_name(text, labelled=True)
        shown = text[name.start : name.end] if name is not None else ""
    else:
        given, surname = cell(subject.given), cell(subject.surname)
        name = names.parse_parts(given, surname) if given and surname else None
        shown = f"{given} {surname}"
    if name is None:
        return None
    by = "column:name" if subject.by_header else "column-values:name"
    return Person(shown, names.normal(name), subject.grade, (by, *name.evidence))


def row_residency(plan: Plan, cells: Sequence[str], group: str) -> list[Evidence]:
    """What a record says of where the subject of a group lives: in columns of that group, or of none.

    State and ZIP columns are asked first; towns and running addresses only where these say nothing.
    """

    def mine(columns: Sequence[tuple[int, str]]) -> list[str]:
        return [
            cells[column]
            for column, other in columns
            if column < len(cells) and cells[column] and (not other or not group or other == group)
        ]

    found = [state_evidence(cell) for cell in mine(plan.states)]
    found += [zip_evidence(cell) for cell in mine(plan.zips)]
    if not any(evidence is not None and evidence.grade >= Grade.FAIR for evidence in found):
        found += [city_evidence(cell) for cell in mine(plan.cities)]
        for cell in mine(plan.addresses):
            found.extend(find_residency(cell))
        if not plan.header and not plan.states:
            found.extend(find_residency(", ".join(cell for cell in cells if cell)))
    return [evidence for evidence in found if evidence is not None]


def cell_place(steps: Location, column: int, title: str) -> Location:
    """The location of a cell: the place of its record, its column and the column's title, the byte last."""
    if any(step.axis is Axis.COLUMN for step in steps):
        return steps
    cut = place.lead(steps)
    key = (Step(Axis.KEY, title),) if title else ()
    return (*steps[:cut], Step(Axis.COLUMN, column + 1), *key, *steps[cut:])
