"""A person with elements at one place, before it has a class; and the exact counts of a blob.

Readers of prose, tables and objects make units; `finish` is the only place where a unit becomes a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan import judge
from piiscan.config import Config, ResidencyDefault
from piiscan.detectors import drivers_license
from piiscan.detectors.license_shapes import agrees
from piiscan.model import Classification, Element, Finding, Grade, Kind, Location, Person, Residency, Source
from piiscan.pairing.exclusion import NOTHING, Exclusion
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.couples import JOINED
from piiscan.pairing.residence.evidence import Evidence, combine
from piiscan.pairing.subjects import Distinct, Keys, subject_key

if TYPE_CHECKING:
    from piiscan.pairing.tables.plan import Plan
    from piiscan.pairing.watch import Watch

# SSN areas 010-034 were Massachusetts until June 2011: where the card was asked for, not where one lives.
_MA_AREAS = range(10, 35)


_NO_EVIDENCE = combine([])
_NAMES = {one: one.value for one in (*Kind, *Classification)}  # a look-up here costs less than asking the member
_LICENSE, _SSN, _CARD = Kind.DRIVERS_LICENSE, Kind.SSN, Kind.PAYMENT_CARD
_SPEAKING = frozenset({Kind.SSN, Kind.DRIVERS_LICENSE})  # the numbers that say something of the residency

# The classes whose persons are counted: an element with a person, wherever the person lives.
PERSONAL = (Classification.PERSONAL_INFORMATION, Classification.NON_RESIDENT)

_PERSONS, _EXCLUDED, _PROTECTED = "persons", "excluded_persons", "protected_persons"  # their names among the counts
# What counts apart behind a lock: a published sample number is nobody's, locked or not.
_PROTECTABLE = (*PERSONAL, Classification.REVIEW, Classification.ELEMENT_ONLY)


class Unit(Struct):
    """One person (or none) with the elements that stand together at one place."""

    person: Person | None
    elements: list[Element]
    places: list[Location]  # one per element; none where the list of findings is full
    pair: int = Grade.NONE
    evidence: list[Evidence] = field(default_factory=list)  # of residency
    reasons: tuple[str, ...] = ()  # each keeps the unit from counting without a look (REVIEW)
    notes: tuple[str, ...] = ()  # said, without changing the class
    aside: Classification | None = None  # no element at all, and listed because the operator asked

    def absorb(self, other: Unit) -> None:
        """Take in another unit of the same person and place. A doubt stays only where both have it."""
        self.elements.extend(other.elements)
        self.places.extend(other.places)
        self.evidence.extend(other.evidence)
        self.pair = max(self.pair, other.pair)
        self.reasons = tuple(reason for reason in self.reasons if reason in other.reasons)
        self.notes = tuple(dict.fromkeys((*self.notes, *other.notes)))


class Tally:
    """Counts of one blob by class and kind, and its distinct persons by residency. Exact, memory flat.

    What a public-record rule covers is counted apart: as "excluded", by rule, and its persons by themselves. So is
    what stands behind a good lock that only the operator's password opened: as "protected", by class (SPEC §10); and
    what the operator declares to be encrypted, by column or key: as "declared", by rule, and of nobody.
    """

    def __init__(self, exclusion: Exclusion = NOTHING, also: Collection[str] = (), watch: Watch | None = None) -> None:
        self.exclusion = exclusion
        self.also = frozenset(also)  # classes that are listed because the operator asked
        self.protected = False  # whether what is counted stands behind such a lock
        self._watch = watch
        self._counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._persons: defaultdict[tuple[str, Residency], Distinct] = defaultdict(Distinct)

    @property
    def is_watched(self) -> bool:
        """Whether somebody looks on, and wants each candidate told."""
        return self._watch is not None

    def planned(self, plan: Plan) -> None:
        """Tell who looks on how a table is read."""
        if self._watch is not None:
            self._watch.planned(plan)

    def passed_over(self, sample: list[list[str]]) -> None:
        """Tell who looks on how a table begins that is not read, because nothing in it may be an element."""
        if self._watch is not None:
            self._watch.passed_over(sample)

    def proved(self, hit: tuple[int, int, int], proof: judge.Proof) -> None:
        """Tell who looks on what the judge says of a candidate."""
        if self._watch is not None:
            self._watch.proved(hit, proof)

    def count(self, classification: str, kind: str, number: int = 1) -> None:
        """Count elements of one kind in one class ("weak" and "lookalike" are classes here)."""
        if number:
            self._counts[classification][kind] += number

    def classified(self, verdict: judge.Verdict, rule: str, kind: str, number: int = 1) -> None:
        """Count elements of one kind by the verdict on them, and by the rule that excludes them ("": none)."""
        self.as_class(verdict.classification, rule, kind, number)

    def as_class(self, classification: Classification | None, rule: str, kind: str, number: int = 1) -> None:
        """Count elements of one kind in a class (None: weak), or by the rule or lock that sets them apart."""
        name = _NAMES[classification] if classification else "weak"
        protected = self.protected and not rule and classification in _PROTECTABLE
        self.count(Classification.EXCLUDED.value if rule else "protected" if protected else name, kind, number)
        if rule:
            self.count("excluded_by", rule, number)
        if protected:
            self.count("protected_by", name, number)

    def declared(self, rule: str, kind: Kind, number: int = 1) -> None:
        """Count numbers of a column or key that a rule of the operator declares to be encrypted."""
        self.count("declared", kind.value, number)
        self.count("declared_by", rule, number)

    def nobodys(self, proof: judge.Proof, number: int) -> None:
        """Count numbers of one proof that stand beside nobody, as `finish` would one by one."""
        if proof.kind is None:
            self.count(Classification.LOOKALIKE.value, proof.evidence[0], number)
        elif number:
            atoms = judge.Atoms(proof.grade, Grade.NONE, Grade.NONE, Grade.NONE, Residency.UNKNOWN)
            verdict = judge.classify(atoms, test_value=proof.test_value, review=(), default="unknown")
            rule = self.exclusion.rule(verdict.classification, {proof.kind})
            self.classified(verdict, rule, proof.kind.value, number)

    def person(self, residency: Residency, key: int, rule: str = "") -> None:
        """Count one person by the subject key."""
        self._persons[self._whose(rule), residency].add_one(key)

    def persons(self, residency: Residency, keys: Keys, rule: str = "") -> None:
        """Count persons by their subject keys."""
        self._persons[self._whose(rule), residency].add(keys)

    def _whose(self, rule: str) -> str:
        return _EXCLUDED if rule else _PROTECTED if self.protected else _PERSONS

    def forget(self) -> None:
        """Begin again."""
        self._counts.clear()
        self._persons.clear()

    def counted(self) -> dict[str, dict[str, int]]:
        """What was counted so far, without the persons."""
        return {name: dict(kinds) for name, kinds in self._counts.items()}

    def take(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Count what was counted elsewhere."""
        for name, kinds in counts.items():
            for kind, number in kinds.items():
                self.count(name, kind, number)

    def subjects(self) -> Iterator[tuple[str, Residency, Keys]]:
        """The keys of the persons, each once, instead of their numbers in `result`."""
        for (whose, residency), distinct in self._persons.items():
            for keys in distinct.each():
                yield whose, residency, keys

    def take_subjects(self, whose: str, residency: Residency, keys: Keys) -> None:
        """Count persons that were found elsewhere."""
        self._persons[whose, residency].add(keys)

    def result(self) -> dict[str, dict[str, int]]:
        """The counts as they stand in the outcome. To be asked once, at the end of the blob."""
        counts = {name: dict(sorted(kinds.items())) for name, kinds in sorted(self._counts.items())}
        for name in (_PERSONS, _EXCLUDED, _PROTECTED):
            found = {of: self._persons[name, of].count() for of in Residency if (name, of) in self._persons}
            if any(found.values()):
                counts[name] = {residency.value: found.get(residency, 0) for residency in Residency}
        return counts


def lane(element: Element) -> int:
    """What an element is counted as beside others of one person: those of different lanes never make one unit.

    A published sample number, or a number that only may be one, does not get the class of a good one beside it.
    """
    if element.test_value:
        return 2
    return 1 if element.grade < Grade.FAIR else 3 if element.review else 0


def person_of(name: names.Name, text: str, *evidence: str, grade: int | None = None) -> Person:
    """The person a name stands for; `grade` where the place says more than the name itself."""
    return Person(
        f"{name.given} {name.surname}" if JOINED in name.evidence else text[name.start : name.end],
        names.normal(name),
        name.grade if grade is None else grade,
        (*evidence, *name.evidence),
    )


def may_be_a_firms(element: Element) -> bool:
    """Whether firms have such numbers, too: accounts, and what no label calls a Social Security number for sure."""
    unsure = element.kind is Kind.SSN and element.grade < Grade.STRONG
    return unsure or element.kind is Kind.FINANCIAL_ACCOUNT


def _of_massachusetts(element: Element) -> bool:
    """Whether a licence was issued here: by the state that is named beside it, else by the letters in it."""
    named = _issued_by(element)
    return named == "MA" if named else drivers_license.is_massachusetts(element.value)


def _issued_by(element: Element) -> str | None:
    """The state that is named beside a licence."""
    return next((code.removeprefix("state:") for code in element.evidence if code.startswith("state:")), None)


def _element_evidence(elements: Iterable[Element]) -> Iterable[Evidence]:
    """What the elements themselves say of the residency (SPEC §4)."""
    for element in elements:
        if element.kind is _LICENSE and element.grade == Grade.STRONG and _of_massachusetts(element):
            yield Evidence(Grade.FAIR, negative=False, reason="ma-license", start=0, end=0)
        if element.kind is _SSN and element.value.isdigit() and int(element.value[:3]) in _MA_AREAS:
            yield Evidence(Grade.WEAK, negative=False, reason="ssn-area", start=0, end=0)


def _check_name(unit: Unit) -> None:
    """Ask the licences of a unit for its person's name (SPEC §7, pair check): they may confirm it or rule it out."""
    if unit.person is None:
        return
    surname = unit.person.normal.partition(" ")[2]
    if "-" in unit.person.name:  # filed under either half
        surname += " " + unit.person.name.replace("-", " ")
    said = {agrees(e.value, surname, _issued_by(e)) for e in unit.elements if e.kind is Kind.DRIVERS_LICENSE}
    if True in said:
        unit.notes = (*unit.notes, "license:agrees-with-name")
        unit.pair = max(unit.pair, Grade.FAIR)
    elif False in said:
        unit.reasons = (*unit.reasons, "license:disagrees-with-name")


def _check_card(unit: Unit) -> None:
    """Say of a unit that it holds what may not be kept of a card: a full track, or the security code (SPEC §8)."""
    if any(judge.SENSITIVE.intersection(element.evidence) for element in unit.elements):
        unit.notes = (*unit.notes, "sensitive-auth-data")


@lru_cache(maxsize=1 << 10)  # a few are all there are in most files
def _classified(
    atoms: judge.Atoms,
    test_value: bool,  # noqa: FBT001 - the cache takes names for other questions
    review: tuple[str, ...],
    default: ResidencyDefault,
) -> judge.Verdict:
    return judge.classify(atoms, test_value=test_value, review=review, default=default)


def finish(unit: Unit, source: Source, at: Location, config: Config, tally: Tally) -> Finding | None:
    """Classify a unit and count it. None: it is not to be listed, because it is weak or has no place."""
    if unit.aside is not None:
        return _aside(unit, unit.aside, source, at)
    elements, person = unit.elements, unit.person
    kinds = {element.kind for element in elements}
    if _LICENSE in kinds:
        _check_name(unit)
    said = unit.evidence if kinds.isdisjoint(_SPEAKING) else [*unit.evidence, *_element_evidence(elements)]
    residency, grade, residency_reasons, mixed = combine(said) if said else _NO_EVIDENCE
    if _CARD in kinds:
        _check_card(unit)
    strongest = max([element.grade for element in elements])
    atoms = judge.Atoms(strongest, person.grade if person else Grade.NONE, unit.pair, grade, residency, mixed)
    test = False not in [element.test_value for element in elements]
    doubts = [element.review for element in elements if element.review]
    review = (*unit.reasons, *sorted(set(doubts))) if doubts else unit.reasons
    verdict = _classified(atoms, test, review, config.residency_default)
    rule = tally.exclusion.rule(verdict.classification, kinds)
    for element in elements:
        tally.classified(verdict, rule, _NAMES[element.kind])
    if verdict.classification is None:
        return None
    if person and verdict.classification in PERSONAL:
        key = subject_key(person.normal, {e.kind: e.value for e in reversed(elements)})
        tally.person(verdict.residency, key, rule)
    if not unit.places or (verdict.classification is Classification.TEST_VALUE and not config.list_test_values):
        return None
    excluded = (f"excluded:{rule}", f"else:{verdict.classification.value}") if rule else ()
    places = tuple([(*at, *place) for place in unit.places])
    return Finding(
        source,
        places[0],
        person,
        tuple(elements),
        places,
        Classification.EXCLUDED if rule else verdict.classification,
        verdict.residency,
        {"element": atoms.element, "name": atoms.name, "pair": atoms.pair, "residency": atoms.residence},
        (*verdict.reasons, *residency_reasons, *unit.notes, *excluded),
    )


def _aside(unit: Unit, classification: Classification, source: Source, at: Location) -> Finding:
    """What the operator asked to see of what is no element; it was counted where it was set aside."""
    grades = dict.fromkeys(("element", "name", "pair", "residency"), Grade.NONE)
    places = tuple((*at, *place) for place in unit.places)
    reasons = unit.elements[0].evidence
    return Finding(
        source, places[0], None, tuple(unit.elements), places, classification, Residency.UNKNOWN, grades, reasons
    )
