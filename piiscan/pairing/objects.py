"""Pairing in JSON text: a number belongs to the person of the object it stands in (SPEC §5).

The person is sought in the innermost object, in the objects that one holds, and then outwards, never in
a sibling of a list. A string with running text is asked for a name of its own only when no key gives one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from piiscan import judge
from piiscan.matcher import Hits
from piiscan.model import Axis, Element, Grade, Location, Person, Segment, Step
from piiscan.pairing import names
from piiscan.pairing.lines import decode
from piiscan.pairing.prose import Hit, ProseReader, element_of, hits_of
from piiscan.pairing.records import Leaf, Record, enclosing, role_of
from piiscan.pairing.residency import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.unit import Tally, Unit, person_of

_TEXT_VALUE = 60  # characters: a longer string is text of its own, not the value of its key


class ObjectReader:
    """Makes units of the hits in JSON text; what stands in no object is read as prose."""

    def __init__(self, tally: Tally, listing: Callable[[], bool]) -> None:
        self._tally = tally
        self._listing = listing
        self._prose = ProseReader(tally, listing)
        self._held: dict[str, Unit] = {}  # of the record under way, by person
        self._alone: list[Unit] = []
        self._record = -1

    def read(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        """Units of one segment; the elements of one person in one record are one unit."""
        strays = np.zeros(len(hits.start), bool)
        records: list[Record] = []
        for index, hit in enumerate(hits_of(hits)):
            if not _holds(records, hit):
                records = enclosing(segment.data, hit[1], hit[2])
            if not records:
                strays[index] = True
                continue
            outermost = records[-1].start + segment.base
            if outermost != self._record:
                yield from self.close()
                self._record = outermost
            unit = self._unit(segment, hit, records)
            if unit is not None:
                self._hold(unit)
        yield from self.close()
        yield from self._prose.read(segment, Hits(hits.kind[strays], hits.start[strays], hits.end[strays]))
        yield from self._prose.close()

    def close(self) -> Iterator[Unit]:
        """Give out the units of the record under way."""
        yield from self._held.values()
        yield from self._alone
        self._held, self._alone = {}, []

    def _hold(self, unit: Unit) -> None:
        if unit.person is None:
            self._alone.append(unit)
            return
        held = self._held.setdefault(unit.person.normal, unit)
        if held is not unit:
            held.elements.extend(unit.elements)
            held.places.extend(unit.places)
            held.pair = max(held.pair, unit.pair)
            held.reasons = tuple(reason for reason in held.reasons if reason in unit.reasons)

    def _unit(self, segment: Segment, hit: Hit, records: list[Record]) -> Unit | None:
        kind, start, end = hit
        raw = decode(segment.data[start:end])
        leaf = next((leaf for leaf in records[0].leaves if raw in leaf.text), None)
        if leaf is None:  # the number is in a key, or written with escapes
            leaf = Leaf((), raw, ())
        at = leaf.text.find(raw)
        before = leaf.text[max(0, at - judge.BEFORE) : at]
        after = leaf.text[at + len(raw) :][: judge.AFTER]
        role = leaf.role() if len(leaf.text) <= _TEXT_VALUE else None
        proof = judge.prove(kind, raw, before, after, role=role, where="key")
        if proof.kind is None:
            self._tally.count("lookalike", proof.evidence[0])
            return None
        unit = _paired(element_of(proof, start, end), leaf, records)
        if self._listing() and (unit.person is not None or proof.grade >= Grade.FAIR):
            unit.places.append(_place(segment, start, leaf.path[-1] if leaf.path else ""))
        return unit


def _holds(records: list[Record], hit: Hit) -> bool:
    """Whether the objects round the last hit are those round this one: the innermost has no object in it."""
    if not records or not (records[0].start <= hit[1] and hit[2] <= records[0].end):
        return False
    return all(len(leaf.path) == 1 for leaf in records[0].leaves)


def _place(segment: Segment, start: int, key: str) -> Location:
    """Where the hit is, with the key it stands under before the byte offset."""
    steps = segment.locate(start)
    cut = len(steps) - (1 if steps and steps[-1].axis is Axis.BYTE else 0)
    return (*steps[:cut], Step(Axis.KEY, key), *steps[cut:]) if key else steps


def _paired(element: Element, leaf: Leaf, records: list[Record]) -> Unit:
    role = leaf.role()
    group = role.group if role is not None else ""
    for record in records:
        own = _again(record, leaf)
        found = _choose(_persons(record, own), group)
        if found is not None:
            person, reasons = found
            return Unit(person, [element], [], Grade.STRONG, _residency(record, own, group), reasons)
    evidence = _residency(records[0], leaf, group)
    said = names.find_names(leaf.text)
    if not said:
        return Unit(None, [element], [], Grade.NONE, evidence)
    reasons = () if len({names.normal(name) for name in said}) == 1 else ("ambiguous-subject",)
    evidence = [*evidence, *find_residency(leaf.text)]
    return Unit(person_of(said[0], leaf.text), [element], [], Grade.FAIR, evidence, reasons)


def _again(record: Record, leaf: Leaf) -> Leaf:
    """The leaf as it stands in an outer record."""
    size = len(leaf.path)
    same = (
        one
        for one in record.leaves
        if one.text == leaf.text and one.path[len(one.path) - size :] == leaf.path
    )
    return next(same, leaf)


Named = tuple[int, str, Person]  # depth, group, person


def _persons(record: Record, own: Leaf) -> list[Named]:
    """The persons a record names: by full name, or by given name and surname of one group."""
    found: list[Named] = []
    parts: dict[tuple[int, str], dict[str, str]] = {}
    for leaf in record.leaves:
        kind, group, depth = leaf.part()
        if not kind.startswith("name.") or not leaf.related(own):
            continue
        if kind == "name.full":
            name = names.parse_name(leaf.text, labelled=True)
            if name is not None:
                found.append((depth, group, person_of(name, leaf.text, "key:name", grade=Grade.STRONG)))
        else:
            parts.setdefault((depth, group), {}).setdefault(kind, leaf.text)
    for (depth, group), texts in parts.items():
        given, surname = texts.get("name.given"), texts.get("name.surname")
        name = names.parse_parts(given, surname) if given and surname else None
        if name is not None:
            evidence = ("key:name", *name.evidence)
            person = Person(f"{given} {surname}", names.normal(name), Grade.STRONG, evidence)
            found.append((depth, group, person))
    return found


def _choose(found: list[Named], group: str) -> tuple[Person, tuple[str, ...]] | None:
    """Of the persons of a record: those of the element's own group, else the least deep."""
    if not found:
        return None
    mine = [one for one in found if group and one[1] == group]
    least = min(depth for depth, _, _ in mine or found)
    near = [person for depth, _, person in mine or found if depth == least]
    ambiguous = len({person.normal for person in near}) > 1
    return near[0], ("ambiguous-subject",) if ambiguous else ()


def _residency(record: Record, own: Leaf, group: str) -> list[Evidence]:
    """What the record's address keys say, of the same group or of none."""
    readers = {"state": state_evidence, "zip": zip_evidence, "city": city_evidence}
    found: list[Evidence | None] = []
    for leaf in record.leaves:
        role = role_of(leaf.path[-1]) if leaf.path and leaf.related(own) else None
        if role is None or (role.group and group and role.group != group):
            continue
        if role.kind in readers:
            found.append(readers[role.kind](leaf.text))
        elif role.kind == "address":
            found.extend(find_residency(leaf.text))
    return [evidence for evidence in found if evidence is not None]
