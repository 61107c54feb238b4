"""One record of a table to units, by the table's plan: the plain form of the rule that `bulk` has on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from piiscan import judge, place
from piiscan.detectors import license_states, ssn_ceiling, wallets
from piiscan.detectors.headers import CONCEALED
from piiscan.model import Axis, Element, Grade, Kind, Location, Person, Step
from piiscan.pairing.aside import set_aside
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.kin import is_of_kin
from piiscan.pairing.prose.mail_names import named_by_mail
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.residence.evidence import Evidence, find_residency
from piiscan.pairing.tables.card_columns import code_beside
from piiscan.pairing.tables.column_kinds import SEPARATED_SSN
from piiscan.pairing.tables.column_owner import Owners
from piiscan.pairing.tables.hashes import hash_element, is_hash
from piiscan.pairing.tables.masked_cells import is_masked
from piiscan.pairing.tables.overruled import role_of
from piiscan.pairing.tables.plan import ElementColumn, Plan
from piiscan.pairing.tables.remark_cells import Remarks, called_in, commented, said_by_keys
from piiscan.pairing.tables.row_homes import row_residency
from piiscan.pairing.tables.row_persons import (
    are_loose,
    is_of_both,
    named_in,
    named_in_cell,
    only_named,
    party_in,
    said_in,
)
from piiscan.pairing.tables.several import Part, parts_of, persons_of, with_state
from piiscan.pairing.tables.split_numbers import cell_at, joined
from piiscan.pairing.tables.type_columns import kind_named, of_taxpayers, says_other
from piiscan.pairing.tables.typed_cells import LETTERS, PRECISION, column_grade, is_clear, is_routed, read_typed
from piiscan.pairing.unit import Tally, Unit, lane, person_of

_ALL = (0, 1)
_FEWEST_DIGITS = 7  # of something else that is counted


class _Owned(NamedTuple):
    """A number of a record: the subject it belongs to, whether that is a guess, and which of how many in its cell."""

    subject: int
    ambiguous: bool
    element: Element
    location: Location
    column: int
    of: tuple[int, int] = _ALL


def _issuer(element: ElementColumn, cells: Sequence[str]) -> str | None:
    """The state that issued a licence, by the column that says it or else by the header."""
    return (
        license_states.state_code(cells[element.state]) if 0 <= element.state < len(cells) else element.issuer or None
    )


def _untyped(cells: Sequence[str], element: ElementColumn, plan: Plan) -> int | None:
    """The grade of a header for a cell whose type says nothing; None: it is weak, and the cell has no SSN's form."""
    cell = cell_at(cells, element.column)
    return of_taxpayers(plan.roles[element.column]) or (Grade.NONE if SEPARATED_SSN.fullmatch(cell) else None)


def _parts_in(element: ElementColumn, cell: str, state: str | None) -> list[Part]:
    """The numbers of a typed cell: mostly it is one."""
    if element.purse and (address := wallets.validate(cell, element.purse)) is not None:
        return [Part(0, len(cell), cell, (address, ()))]
    read = read_typed(element.kind, cell, state)
    if read is not None:
        return [Part(0, len(cell), cell, read)]
    if is_masked(element.kind, cell):
        return []
    if element.kind is Kind.DRIVERS_LICENSE and (of_state := with_state(cell)) is not None:
        start, end, named = of_state
        read = read_typed(element.kind, cell[start:end], named)
        return [] if read is None else [Part(start, end, cell[start:end], read, named)]
    return parts_of(element.kind, cell, lambda text: read_typed(element.kind, text, state))


class RowReader:
    """Reads records one by one. `place` gives the location of a cell."""

    def __init__(self, plan: Plan, tally: Tally) -> None:
        self._plan = plan
        self._tally = tally
        self._owners = Owners(plan.subjects)
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
        found: list[_Owned] = []
        for element in self._elements(cells):
            cell = joined(cells, element.column) if element.split else cell_at(cells, element.column)
            if element.hashed and is_hash(cell):
                made = hash_element(cell, *spans(element.column), "column")
                where = place(made.start, element.column)
                found.append(_Owned(element.subject, element.ambiguous, made, where, element.column))
                continue
            if element.concealed and not is_clear(element, cell):
                self._tally.count("lookalike", "column:other", int(read_typed(element.kind, cell) is not None))
                continue
            state = _issuer(element, cells)
            parts = _parts_in(element, cell, state) if cell else []
            for which, part in enumerate(parts):
                start, end = part.bytes_in(cell, spans(element.column))
                made = self._made(element, part, (start, end), cells, state)
                of = (which, len(parts)) if len(parts) > 1 else _ALL
                where = place(start, element.column)
                found.append(_Owned(element.subject, element.ambiguous, made, where, element.column, of))
        units: list[Unit] = []
        remarks, first = Remarks(cells), list[Location]()
        for hit, column, raw, before, after in hits:
            role = role_of(plan, column, before, cells)
            said_of = column  # whose it is follows from there
            if 0 < len(plan.header) <= column:
                first = first or [place(spans(0)[0], 0)]  # one further up is dear, and a record may have thousands
                said_of = commented(place(hit[1], column), first[0], column)
            near = remarks.whole() if hit[0] == judge.ACCOUNT else ""
            proof = judge.prove(hit[0], raw, before, after, role=role, near=near, called=plan.title(column))
            owning = plan.roles[said_of] if said_of < len(plan.roles) else None
            subject, ambiguous = self._owners.of(said_of, owning.group if owning is not None else "")
            if proof.kind is Kind.SSN and self._born(cells, subject):
                proof = judge.lower(proof)
            self._tally.proved(hit, proof)
            if proof.kind is None:
                units.extend(set_aside(self._tally, hit, raw, proof.evidence[0], partial(place, hit[1], column)))
                continue
            proved = element_of(proof, hit[1], hit[2])
            location = place(hit[1], column)
            remark = None if column in plan.declared else remarks.unit(column, raw, proved, location, own=subject >= 0)
            if remark is not None:
                units.append(remark)
                continue
            subject, ambiguous = self._called(cells, before, (subject, ambiguous))
            found.append(_Owned(subject, ambiguous or is_of_kin(before), proved, location, column))
        owned = self._settled(cells, self._undeclared(found) if plan.declared else found)
        loose = are_loose([(one.element, one.subject, one.column) for one in owned]) if len(owned) > 1 else ()
        owned = (
            [one._replace(ambiguous=True) if at in loose else one for at, one in enumerate(owned)] if loose else owned
        )
        code = code_beside(plan.header, cells)
        owned = [one._replace(element=judge.coded(one.element, code)) for one in owned] if code else owned
        return [*self._by_subject(cells, owned), *units]

    def _settled(self, cells: Sequence[str], found: list[_Owned]) -> list[_Owned]:
        """The numbers, those in columns of nobody's as of the only person that the record names of several."""
        plan = self._plan
        of_none = {one.column for one in found if one.ambiguous and one.column in plan.typed}
        of_none = {column for column in of_none if (role := plan.roles[column]) is not None and not role.group}
        only = only_named(plan.subjects, self._owners.main, cells) if of_none else -1
        if only < 0:
            return found
        return [one._replace(subject=only, ambiguous=False) if one.column in of_none else one for one in found]

    def _called(self, cells: Sequence[str], before: str, found: tuple[int, bool]) -> tuple[int, bool]:
        """The subject of a number in a remark: of several whom it calls by the first name, else as it was found."""
        if len(self._plan.subjects) < 2 or not before.strip():
            return found
        called = called_in(before, [named_in(one, cells)[0] for one in self._plan.subjects])
        return (called, False) if called >= 0 else (found[0], found[1] or called < -1)

    def _undeclared(self, found: Sequence[_Owned]) -> list[_Owned]:
        """The numbers less those in columns that the operator declares to be encrypted, which are counted by rule."""
        for one in found:
            if rule := self._plan.declared.get(one.column):
                self._tally.declared(rule, one.element.kind)
        return [one for one in found if one.column not in self._plan.declared]

    def _made(
        self, element: ElementColumn, part: Part, span: tuple[int, int], cells: Sequence[str], state: str | None
    ) -> Element:
        """The element of a number in a typed cell."""
        made = typed_element(element, part.read, part.text, span, part.state or state)
        if element.kind is Kind.DRIVERS_LICENSE:  # for review by its header, or by the type in the column beside
            typed = cells[element.by_type] if 0 <= element.by_type < len(cells) else ""
            doubt = judge.doubt_of(f"{self._plan.title(element.column)} {typed}")
            return replace(made, review=doubt or made.review)
        return _lowered(made) if element.unlabelled_ssn and self._born(cells, element.subject) else made

    def _elements(self, cells: Sequence[str]) -> Iterator[ElementColumn]:
        """The columns of elements, each as this record has it."""
        for element in self._plan.elements:
            by_type = (element.by_type, self._plan.roles[element.column])
            if element.by_type < 0:
                yield element
            elif (kind := kind_named(cells, *by_type)) is not None:
                yield element._replace(kind=kind)
            elif not says_other(cells, *by_type) and (grade := _untyped(cells, element, self._plan)) is not None:
                yield element._replace(label=grade)
            elif element.column < len(cells) and sum(map(str.isdigit, cells[element.column])) >= _FEWEST_DIGITS:
                self._tally.count("lookalike", "column:other")

    def _born(self, cells: Sequence[str], subject: int) -> bool:
        """Whether a record shows that its subject was born before groups of numbers were issued at random."""
        if subject not in self._births:
            self._births[subject] = self._plan.births(subject)
        births = self._births[subject]
        return any(ssn_ceiling.is_birth_before(cells[column]) for column in births if column < len(cells))

    def _by_subject(self, cells: Sequence[str], found: Sequence[_Owned]) -> list[Unit]:
        plan, typed = self._plan, self._plan.typed
        units: dict[tuple[int, int, int, bool, bool], Unit] = {}
        party = party_in(plan.firms, cells)
        for subject, doubtful, element, location, column, of in found:
            ambiguous = doubtful and party is None
            own = party if doubtful or plan.is_of_party(column) else None
            listed = own if own is not None else self._listed(cells, subject, of)
            both = subject >= 0 and is_of_both(element, plan.subjects[subject], cells)
            key = (subject, lane(element), of[0] if listed is not None else 0, ambiguous, both)
            unit = units.get(key)
            if unit is None:
                group = plan.subjects[subject].group if subject >= 0 else ""
                person, reasons = self._person(cells, subject) if listed is None else (listed, ())
                pair = Grade.STRONG if person is not None else Grade.NONE
                unit = Unit(person, [], [], pair, row_residency(plan, cells, group), () if both else reasons)
                units[key] = unit
            told = element.kind is not Kind.DRIVERS_LICENSE and column not in typed  # in a remark
            if told and unit.person is not None and not any(map(_decides, unit.evidence)):
                unit.evidence = [*unit.evidence, *find_residency(cells[column])]
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

    def _listed(self, cells: Sequence[str], subject: int, of: tuple[int, int]) -> Person | None:
        """The person of one of several numbers in a cell, where the cell of the name lists as many."""
        said = said_in(self._plan.subjects[subject], cells) if of[1] > 1 and subject >= 0 else ""
        persons = persons_of(said, of[1]) if said else []
        return person_of(persons[of[0]], said, "column:name") if persons else None

    def _person(self, cells: Sequence[str], subject: int) -> tuple[Person | None, tuple[str, ...]]:
        if subject >= 0:
            return named_in(self._plan.subjects[subject], cells)
        said: list[Person] = []
        typed = self._plan.typed
        for column, cell in enumerate(cells):
            if column not in typed and not self._plan.vetoed(column) and not cell.isdigit():
                keyed = said_by_keys(cell)
                said.extend(
                    [keyed] if keyed is not None else (person_of(name, cell, "row") for name in named_in_cell(cell))
                )
        if not said:
            return named_by_mail(" ".join(cell for cell in cells if "@" in cell)), ()
        distinct = {person.normal for person in said}
        return said[0], (("ambiguous-subject",) if len(distinct) > 1 else ())


def _decides(evidence: Evidence) -> bool:
    return evidence.grade >= Grade.FAIR


def typed_element(
    element: ElementColumn, read: tuple[str, tuple[str, ...]], cell: str, span: tuple[int, int], state: str | None
) -> Element:
    """The element that a cell of a typed column is. `read`: as `typed_cells.read_typed` gives it."""
    value, restored = read
    kind = element.kind
    called = "policy" if element.policy else CONCEALED[kind.value] if element.concealed else kind.value
    by = f"column:{called}" if element.label else "column-values"
    routed = ("routing-number",) if is_routed(element, cell) else ()
    issued = (f"state:{state}",) if state else ()
    clear = (judge.CLEAR,) if element.concealed else ()
    evidence = (by, *clear, *routed, *restored, *issued, *judge.rules(kind, value, cell))
    test = judge.is_test_value(kind, value)
    grade = column_grade(element, cell, value, state)
    made = Element(kind, value, *span, grade, evidence, test)
    if LETTERS in restored:
        return replace(made, grade=min(grade, Grade.FAIR), review=judge.MISREAD_DIGITS)
    return replace(made, review=PRECISION) if f"restored:{PRECISION}" in restored else made


def _lowered(element: Element) -> Element:
    proof = judge.lower(judge.Proof(element.kind, element.value, element.grade, element.evidence))
    return replace(element, grade=proof.grade, evidence=proof.evidence)


def cell_place(steps: Location, column: int, title: str) -> Location:
    """The location of a cell: the place of its record, its column and the column's title, the byte last."""
    if any(step.axis is Axis.COLUMN for step in steps):
        return steps
    cut = place.lead(steps)
    key = (Step(Axis.KEY, title),) if title else ()
    return (*steps[:cut], Step(Axis.COLUMN, column + 1), *key, *steps[cut:])
