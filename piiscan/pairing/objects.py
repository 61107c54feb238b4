"""Pairing in JSON text: a number belongs to the person of the object it stands in (SPEC §5).

The person is sought in the innermost object, in the objects that one holds, and then outwards, never in
a sibling of a list. A string with running text is asked for a name of its own only when no key gives one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from piiscan import judge, place
from piiscan.detectors.headers import NAME_HALVES
from piiscan.detectors.ssn_ceiling import is_birth_before
from piiscan.matcher import Hits
from piiscan.matcher.hits import KIND_OF
from piiscan.model import Axis, Element, Grade, Kind, Location, Person, Segment, Step
from piiscan.pairing import names
from piiscan.pairing.aside import set_aside
from piiscan.pairing.blocks import Hit, hits_of
from piiscan.pairing.hashes import HASHED, hash_element, hashes_in
from piiscan.pairing.license_keys import is_of_license, license_objects, license_state
from piiscan.pairing.lines import decode
from piiscan.pairing.name_columns import is_party
from piiscan.pairing.object_accounts import LONGEST_VALUE, account_role, texts_about
from piiscan.pairing.object_branches import Loan, is_of_others, loan, without_others
from piiscan.pairing.object_chats import answered, candidate, question, speaker
from piiscan.pairing.object_strings import Said, by_own_key, by_words, is_of_software, plain
from piiscan.pairing.object_types import number_role
from piiscan.pairing.prose import ProseReader, element_of
from piiscan.pairing.records import Bond, Known, Leaf, Record, enclosing
from piiscan.pairing.residency import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.unit import Tally, Unit, lane, person_of

_READERS = {"state": state_evidence, "zip": zip_evidence, "city": city_evidence}

_QUERIED = re.compile(r"[?&][\w.-]{1,40}=\Z")


class ObjectReader:
    """Makes units of the hits in JSON text; what stands in no object is read as prose."""

    def __init__(self, tally: Tally, listing: Callable[[], bool]) -> None:
        self._tally = tally
        self._listing = listing
        self._prose = ProseReader(tally, listing)
        self._held: dict[tuple[str, int], Unit] = {}  # of the record under way, by person and lane
        self._alone: list[Unit] = []
        self._record = -1

    def read(self, segment: Segment, hits: Hits) -> Iterator[Unit]:
        """Units of one segment; the elements of one person in one record are one unit."""
        if not segment.base:
            yield from self.close()
        strays = [False] * len(hits.start)
        records: list[Record] = []
        known: Known = {}
        last = 0
        end = len(segment.data) if segment.end < 0 else segment.end
        hashed = [(hit, -1) for hit in hashes_in(segment.data, segment.start, end)]
        found = [*zip(hits_of(hits), range(len(hits.start)), strict=True), *hashed]
        for hit, index in sorted(found, key=lambda one: one[0][1]) if hashed else found:
            if _between_objects(segment.data, last, hit[1], in_one=bool(records)):
                records = enclosing(segment.data, hit[1], hit[2], known)
            last = hit[2]
            if not records:
                if index >= 0:
                    strays[index] = True
                continue
            outermost = records[-1].start + segment.base
            if outermost != self._record:
                yield from self._release()
                self._record = outermost
            unit = self._unit(segment, hit, records, known)
            if unit is not None:
                self._hold(unit)
        if any(strays):
            yield from self._prose.read(segment, hits, strays)

    @property
    def held(self) -> list[Unit]:
        """What is held back."""
        return [*self._held.values(), *self._alone, *self._prose.held]

    def before(self, base: int) -> Iterator[Unit]:
        """Give out what is held back that nothing in a window from `base` on can add to."""
        if self._record < base:
            yield from self._release()
        yield from self._prose.before(base)

    def close(self) -> Iterator[Unit]:
        """Give out what is held back."""
        yield from self._release()
        yield from self._prose.close()

    def _release(self) -> Iterator[Unit]:
        """Give out the units of the record under way."""
        held, alone = self._held, self._alone
        self._held, self._alone, self._record = {}, [], -1
        yield from held.values()
        yield from alone

    def _hold(self, unit: Unit) -> None:
        if unit.person is None:
            self._alone.append(unit)
            return
        held = self._held.setdefault((unit.person.normal, lane(unit.elements[0])), unit)
        if held is not unit:
            held.absorb(unit)

    def _unit(self, segment: Segment, hit: Hit, records: list[Record], known: Known) -> Unit | None:
        kind, start, end = hit
        raw = decode(segment.data[start:end])
        leaf, at = records[0].leaf_of(raw, segment.data.count(segment.data[start:end], records[0].start, start))
        if leaf is None:  # the number is a key, whose value is its record; or it is written with escapes
            leaf, at = Leaf((), raw), 0
            records = [*records[0].under(raw), *records]
        if kind == HASHED:
            unit = _paired(hash_element(raw, start, end, "key"), leaf, records)
            if self._listing():
                unit.places.append(_place(segment, start, leaf.path[-1] if leaf.path else ""))
            return unit
        before = leaf.text[max(0, at - judge.BEFORE) : at]
        asked = question(segment.data, records, leaf, known)
        if asked is not None:
            kind, before = candidate(hit, asked, raw), f"{asked.text}\n{before}"[-judge.BEFORE :]
        if kind not in KIND_OF:
            return None
        proof = _prove(kind, raw, (before, leaf.text[at + len(raw) :][: judge.AFTER]), records, leaf)
        if hit[0] not in KIND_OF:
            if proof.kind is None:
                return None
        else:
            self._tally.proved(hit, proof)
        if proof.kind is None:
            key = leaf.path[-1] if leaf.path else ""
            place = partial(_place, segment, start, key) if self._listing() else None
            return next(set_aside(self._tally, hit, raw, proof.evidence[0], place), None)
        who = partial(speaker, segment.data, records, leaf, known)
        unit = answered(_paired(element_of(proof, start, end), leaf, records, (raw, at)), asked, who)
        if self._listing() and (unit.person is not None or proof.grade >= Grade.FAIR):
            unit.places.append(_place(segment, start, leaf.path[-1] if leaf.path else ""))
        return unit


def _prove(kind: int, raw: str, beside: tuple[str, str], records: list[Record], leaf: Leaf) -> judge.Proof:
    """Judge a number by the text of its leaf, and by the keys."""
    before, after = beside
    # The value of a query has a name of its own, whatever the key of the address says.
    queried = _QUERIED.search(before) is not None
    role = number_role(records, leaf) if len(leaf.text) <= LONGEST_VALUE and not queried else None
    state = license_state(records, leaf) if KIND_OF[kind] is Kind.DRIVERS_LICENSE else None
    near = ""
    if kind == judge.ACCOUNT:
        near = texts_about(records, leaf)
        role = account_role(role, records, leaf)
    proof = judge.prove(kind, raw, before, after, role=role, where="key", state=state, near=near)
    return judge.lower(proof) if proof.kind is Kind.SSN and _is_born(records[0], leaf) else proof


def _is_born(record: Record, own: Leaf) -> bool:
    """Whether a record shows a birth before groups of Social Security numbers were issued at random."""
    return any(
        (role := leaf.role()) is not None and role.kind == "birth" and leaf.bond(own) and is_birth_before(leaf.text)
        for leaf in record.leaves
    )


def _between_objects(data: bytes | bytearray, start: int, end: int, *, in_one: bool) -> bool:
    """Whether an object may begin or end between two hits; if not, the same ones are round both.

    Of none, the end of a line may make some: one that is an object bounds the search (see `records`).
    """
    if data.find(b"{", start, end) >= 0 or data.find(b"}", start, end) >= 0:
        return True
    return not in_one and (not start or data.find(b"\n", start, end) >= 0)


def _place(segment: Segment, start: int, key: str) -> Location:
    """Where the hit is, with the key it stands under before the byte offset."""
    steps = segment.locate(start)
    cut = place.lead(steps)
    return (*steps[:cut], Step(Axis.KEY, key), *steps[cut:]) if key else steps


def _paired(element: Element, leaf: Leaf, records: list[Record], place: tuple[str, int] = ("", 0)) -> Unit:
    said = by_own_key(leaf.text, *place) if place[0] not in {"", leaf.text} else None
    if said is not None:
        return _by_string(element, leaf, records, said)
    for at, record in enumerate(records):
        own = record.again(leaf)
        role = own.role()
        group = (role.group if role is not None else "") or (own.path[-2] if len(own.path) > 1 else "")
        parties = element.kind is Kind.FINANCIAL_ACCOUNT
        found = _choose(_persons(record, own, parties=parties), *_holders(own, group))
        lent = loan(record, own, element.kind, found[3]) if found is not None else Loan.OF_ANOTHER
        if found is not None and lent is not Loan.OF_ANOTHER:
            person, bond, reasons, _ = found
            grade = Grade.STRONG if bond is Bond.SAME else Grade.FAIR
            evidence = _residency(record, own, group) or _outer_residency(records[at:], leaf, group, person)
            reasons = ("ambiguous-subject",) if lent is Loan.DOUBTFUL else reasons
            return Unit(person, [element], [], grade, evidence, reasons)
    return _by_string(element, leaf, records, by_words(leaf.text))


def _by_string(element: Element, leaf: Leaf, records: list[Record], said: Said | None) -> Unit:
    evidence = _residency(records[0], leaf, "")
    if said is None:
        return Unit(None, [element], [], Grade.NONE, evidence)
    return Unit(said.person, [element], [], Grade.FAIR, [*evidence, *said.residency], said.reasons)


def _outer_residency(records: list[Record], leaf: Leaf, group: str, person: Person) -> list[Evidence]:
    """What the objects round that of the person say, if it is the only such thing in them: card and billing address."""
    inner = records[0].again(leaf)
    for record in records[1:]:
        own = record.again(leaf)
        if len(own.listed) > len(inner.listed):
            break
        if not record.home_leaves():
            continue
        if evidence := _residency(without_others(record, own, person.normal), own, group):
            return evidence
    return []


class Named(NamedTuple):
    """A person that a record names, and how it stands to the number."""

    depth: int
    group: str
    bond: Bond
    person: Person
    leaf: Leaf  # one of those that name the person


def _persons(record: Record, own: Leaf, *, parties: bool) -> list[Named]:
    """The persons a record names: by full name, or by given name and surname of one group; else those who are paid."""
    paid: list[Named] = []
    found: list[Named] = []
    parts: dict[tuple[int, str, Bond], dict[str, Leaf]] = {}
    for leaf, (kind, group, depth) in record.name_leaves():
        bond = leaf.bond(own)
        if bond is Bond.NONE:
            continue
        if kind == "name.full":
            text = plain(leaf.text)
            name = names.parse_name(text, labelled=True)
            if name is not None and not is_of_software(record, leaf):
                person = person_of(name, text, "key:name", grade=Grade.STRONG)
                found.append(Named(depth, group, bond, person, leaf))
        elif kind == "name.veto":
            name = names.known_name(leaf.text) if parties and is_party(leaf.path[-1]) else None
            if name is not None:
                person = person_of(name, leaf.text, "key:party")
                paid.append(Named(depth, group, bond, person, leaf))
        else:
            parts.setdefault((depth, group, bond), {}).setdefault(kind, leaf)
    _complete(parts)
    for (depth, group, bond), leaves in parts.items():
        given, surname = leaves.get("name.given"), leaves.get("name.surname")
        name = names.parse_parts(plain(given.text), plain(surname.text)) if given and surname else None
        if given and surname and name is not None:
            shown = f"{plain(given.text)} {plain(surname.text)}"
            person = Person(shown, names.normal(name), Grade.STRONG, ("key:name", *name.evidence))
            found.append(Named(depth, group, bond, person, surname))
    return found or paid


def _complete(parts: dict[tuple[int, str, Bond], dict[str, Leaf]]) -> None:
    """Join a given name and a surname with nobody else's beside them, where one is counted: `familyName1`."""
    halves = {key: leaves for key, leaves in parts.items() if len(leaves.keys() & NAME_HALVES) == 1}
    (one, two) = halves if len(halves) == len(NAME_HALVES) else (None, None)
    if one and two and one[::2] == two[::2] and (one[1].isdigit() or two[1].isdigit()):
        parts[one] = {**parts.pop(two), **parts[one]}


def _holders(own: Leaf, group: str) -> list[str]:
    """The groups a leaf may belong to, nearest first: its own, or the party of an account (DbtrAcct: Dbtr)."""
    return [group, *(key.removesuffix("Acct") for key in reversed(own.path[:-1]) if key.endswith("Acct"))]


def _choose(found: list[Named], *groups: str) -> tuple[Person, Bond, tuple[str, ...], Leaf] | None:
    """Of the persons of a record: those of the first of the element's groups that has any, else the least deep."""
    if not found:
        return None
    by_group = ([one for one in found if group and one.group == group] for group in groups)
    mine = next(filter(None, by_group), found)
    least = min(one.depth for one in mine)
    near = [one for one in mine if one.depth == least]
    ambiguous = len({one.person.normal for one in near}) > 1
    return near[0].person, near[0].bond, ("ambiguous-subject",) if ambiguous else (), near[0].leaf


def _residency(record: Record, own: Leaf, group: str) -> list[Evidence]:
    """What the record's address keys say, of the same group or of none."""
    homes = record.home_leaves()
    licenses = license_objects(record) if homes else ()
    found: list[Evidence | None] = []
    for leaf, role in homes:
        if (role.group and group and role.group != group) or is_of_license(leaf) or not leaf.bond(own):
            continue
        if leaf.path[:-1] in licenses or any(map(is_of_others, leaf.path[:-1])):
            continue
        if role.kind in _READERS:
            found.append(_READERS[role.kind](plain(leaf.text)))
        else:
            found.extend(find_residency(plain(leaf.text)))
    return [evidence for evidence in found if evidence is not None]
