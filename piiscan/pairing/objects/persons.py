"""Whom an object names, and where they live: what its keys say of that, and then what stands under them.

Rule: what the keys say is worked out once for a number's place in an object, and holds for every object with the same
keys (see `forms`); only then the texts are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from piiscan.detectors.header_words import NAME_HALVES, is_person, is_role
from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade, Kind, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import words
from piiscan.pairing.names.columns import is_asked_for, is_firm, is_party
from piiscan.pairing.objects.branches import is_of_lender, is_of_others, party_of, without_others
from piiscan.pairing.objects.license_keys import is_of_license, license_objects
from piiscan.pairing.objects.main_person import is_meant_in, of_whom
from piiscan.pairing.objects.name_keys import NameKeys, is_assigned
from piiscan.pairing.objects.records import Bond, Leaf, Record, Texts, outer_key
from piiscan.pairing.objects.strings import is_version, plain, versions
from piiscan.pairing.objects.work_places import no_homes
from piiscan.pairing.residence.evidence import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.tables.column_owner import BESIDE, TOKEN, is_of_another, is_short
from piiscan.pairing.tables.countries import COUNTRY, country_evidence
from piiscan.pairing.unit import person_of

_READERS: dict[str, Callable[[str], Evidence | None]] = {
    "state": state_evidence,
    "zip": zip_evidence,
    "city": city_evidence,
}

_SECOND = "sec"
_OWN = frozenset((Kind.SSN.value, Kind.DRIVERS_LICENSE.value))

Homes = list[tuple[Leaf, str]]
"""Leaves that say where the person of a number lives, and what each holds."""


class Named(NamedTuple):
    """A person that an object names, and where."""

    person: Person
    keys: NameKeys


class Round:
    """One of the objects round a number: what its keys say of the number's person. Worked out when it is asked for."""

    __slots__ = ("_homes", "_names", "group", "holders", "keyed", "own", "record")

    def __init__(self, record: Record, leaf: Leaf) -> None:
        self.record = record
        self.own = own = record.again(leaf)
        self._names: list[NameKeys] | None = None
        role = own.role()
        self.keyed = role is not None and role.group != ""  # the key itself says whose the number is: "payer_account"
        self.group = (role.group if role is not None else "") or outer_key(own.path)
        if self.group in {"", *own.path[-2:-1]} and own.path and own.path[-1][:3].lower() == _SECOND:
            words = split_key(own.path[-1]).split()  # of a second person: `secName`, `secSsn`
            self.group = (
                _SECOND if words[0] == _SECOND and any(one.group == _SECOND for one in self.names) else self.group
            )
        # The groups the leaf may belong to, nearest first: its own, or the party of an account (DbtrAcct: Dbtr).
        accounts = filter(None, map(_account_of, reversed(own.path[:-1])))
        self.holders = [self.group, *accounts]
        self._homes: Homes | None = None

    @property
    def names(self) -> list[NameKeys]:
        """Where the object names somebody that the number may belong to."""
        if self._names is None:
            self._names = _name_keys(self.record, self.own)
        return self._names

    @property
    def homes(self) -> Homes:
        """What may say where the person of the number lives."""
        if self._homes is None:
            self._homes = homes_in(self.record, self.own, self.group)
        return self._homes

    def residency(self, person: Person, said: Texts) -> list[Evidence]:
        """Where somebody whom the object names lives by it: not where another does who has a branch of their own."""
        named = _persons(self.names, said, parties=False) if self.homes and len(self.names) > 1 else []
        words = set(person.normal.split())
        others = [
            branch
            for one in named
            if (branch := one.keys.leaf.path[:-1]) != self.own.path[: len(branch)]
            and words.isdisjoint(one.person.normal.split())
        ]
        homes = (home for home in self.homes if not any(home[0].path[: len(branch)] == branch for branch in others))
        return residency(self.record, list(homes), said)

    def person(self, said: Texts, *, parties: bool) -> tuple[Named, tuple[str, ...]] | None:
        """The person whose number it is, and what makes that doubtful; `parties`: or who is paid.

        Of the persons that the object names: those of the first of the number's groups that has any, else the least
        deep; who has to do with it goes behind whom it is of: "owner" behind "applicant".
        """
        found = _persons(self.names, said, parties=parties)
        holders = [*filter(is_role, self.holders[: parties and self.keyed]), *self.holders[1:]]
        holder = next((group for group in holders if any(one.group == group for one in self.names)), "")
        if holder and all(one.keys.group != holder for one in found):
            return None  # whose account it is, it says, and that is a firm: who is paid from it is not meant
        if len(found) < 2:
            return (found[0], self._doubt(found[0])) if found else None
        mine = self._mine(found)
        least = min(one.keys.depth for one in mine)
        near = [one for one in mine if one.keys.depth == least]
        near = [one for one in near if not one.keys.acts] or [one for one in near if not one.keys.stands_beside] or near
        left = [one for one in near if not one.keys.works] if not self.group else []
        near = left if left and all(is_meant_in(one.keys.group) for one in left) else near
        ambiguous = len({one.person.normal for one in near}) > 1
        return near[0], ("ambiguous-subject",) if ambiguous else ()

    def _doubt(self, only: Named) -> tuple[str, ...]:
        """What makes it doubtful that a number is of the only person named: it says to be a parent's or spouse's."""
        named = split_key(only.keys.group or only.keys.leaf.path[-1]).split()
        words = [word.removesuffix("s") for word in split_key(self.group).split()]
        return ("ambiguous-subject",) if is_of_another(words, named) else ()

    def is_beside(self, keys: NameKeys) -> bool:
        """Whether who is named stands further in, in an object of somebody beside whose number it is: a dependent."""
        further = keys.depth > len(self.own.path) - 1
        words = [split_key(group).split() for group in (keys.group, self.group)]
        named, own = ({word.removesuffix("s") for word in its} for its in words)
        return further and not BESIDE.isdisjoint(named) and BESIDE.isdisjoint(own)

    def of_firm(self, keys: NameKeys, whole: Leaf) -> bool:
        """Whether the object is of a firm, and who is named in it is only to be asked: "vendor", "contact".

        Not where the number's own key says that it is the contact's. `whole`: the number with all keys round it.
        """
        if not any(map(is_asked_for, keys.leaf.path)) or any(map(is_asked_for, self.own.path)):
            return False
        return any(is_firm(key) for leaf in (whole, *self.record.leaves) for key in leaf.path)

    def _mine(self, found: list[Named]) -> list[Named]:
        """Those of some persons that a number is of by its group: in full, cut short ("spSSN"), or by having none.

        What names nobody is not of who stands beside a person that the object calls only "name": a spouse, a contact.
        Beside whom a record is of ("customer") it is not of who works on it: an agent.
        """
        by_group = ([one for one in found if group and one.keys.group == group] for group in self.holders)
        mine = next(filter(None, by_group), None)
        if mine is not None:
            return mine
        groups = [TOKEN.findall(one.keys.group.lower()) for one in found]
        words = TOKEN.findall(self.group.lower())
        if any(map(is_person, words)):  # "data" is nobody
            short = [one for one, its in zip(found, groups, strict=True) if its and is_short(words, its)]
            if short or not BESIDE.isdisjoint(words):
                return short or found
        if any(map(str.isdigit, words)):
            return found
        main = [one for one in found if not one.keys.group]
        beside = all(not its or not BESIDE.isdisjoint(its) for its in groups)
        return (main if beside else found) if main else of_whom(self.record, self.own, found, groups)


def _account_of(key: str) -> str:
    """The party whose account a key names, "" where it names none."""
    return key.removesuffix("Acct") if key.endswith("Acct") else party_of(key)


def _name_keys(record: Record, own: Leaf) -> list[NameKeys]:
    """Where a record says names: whole ones, or a given name and a surname of one group; those last."""
    found: list[NameKeys] = []
    parts: dict[tuple[int, str, Bond], dict[str, Leaf]] = {}
    for leaf, (kind, group, depth) in record.name_leaves():
        bond = leaf.bond(own)
        if bond is Bond.NONE or is_of_lender(leaf.path):
            continue
        if kind == "name.full" or (kind == "name.veto" and is_party(leaf.path[-1])):
            found.append(NameKeys(kind, depth, group, bond, leaf, None, versions(record, leaf)))
        elif kind == "name.veto" and (cut := _cut_short(record, leaf)):
            found.append(NameKeys("name.full", depth, cut, bond, leaf, None, versions(record, leaf)))
        elif kind != "name.veto":
            parts.setdefault((depth, group, bond), {}).setdefault(kind, leaf)
    _complete(parts)
    _share(parts, found)
    for (depth, group, bond), leaves in parts.items():
        given, surname = leaves.get("name.given"), leaves.get("name.surname")
        if given and surname:
            found.append(NameKeys("name.surname", depth, group, bond, surname, given))
    return found


def _cut_short(record: Record, leaf: Leaf) -> str:
    """Whom a key names that may be of a thing, and has a number of theirs beside it: `appName`, `appSsn`."""
    whose = split_key(leaf.path[-1]).removesuffix(" name").removesuffix(" full")
    beside = (one for one in record.leaves if one.path[:-1] == leaf.path[:-1])
    numbers = (one for one in beside if (role := one.role()) is not None and role.kind in _OWN)
    return whose if any(split_key(one.path[-1]).startswith(f"{whose} ") for one in numbers) else ""


def _share(parts: dict[tuple[int, str, Bond], dict[str, Leaf]], whole: list[NameKeys]) -> None:
    """Take what is only called a name for the given one beside a surname without any."""
    for one in tuple(whole):
        leaves = parts.get((one.depth, one.group, one.bond), {})
        if "name.surname" not in leaves or "name.given" in leaves or one.kind != "name.full":
            continue
        if not words.NAME_WORDS.isdisjoint(split_key(one.leaf.path[-1]).split()[-1:]):
            leaves["name.given"] = one.leaf
            whole.remove(one)


def _complete(parts: dict[tuple[int, str, Bond], dict[str, Leaf]]) -> None:
    """Join a given name and a surname of one object, or with nobody else's beside them, where one is counted.

    {"Name": {"Surname": …, "First": …}}; `familyName1`.
    """
    halves = {key: leaves for key, leaves in parts.items() if len(leaves.keys() & NAME_HALVES) == 1}
    (one, two) = halves if len(halves) == len(NAME_HALVES) else (None, None)
    if not one or not two or one[2] is not two[2] or halves[one].keys() & halves[two].keys():
        return
    first, second = (next(iter(leaves.values())) for leaves in (halves[one], halves[two]))
    counted = one[0] == two[0] and (one[1].isdigit() or two[1].isdigit())
    if counted or (first.path[:-1] == second.path[:-1] and len(first.path) > 1):
        parts[one] = {**parts.pop(two), **parts[one]}


def _persons(keys: list[NameKeys], said: Texts, *, parties: bool) -> list[Named]:
    """The persons whose names stand under some keys; where there are none, those who are paid."""
    found: list[Named] = []
    paid: list[Named] = []
    for one in keys:
        text = said(one.leaf)
        if one.given is not None:
            given, text = plain(said(one.given)), plain(text)
            given, name = of_parts(given, text)
            if name is not None:
                evidence = ("key:name", *name.evidence)
                found.append(Named(Person(f"{given} {text}", names.normal(name), Grade.STRONG, evidence), one))
        elif one.kind == "name.full":
            text = plain(text)
            name = names.parse_name(text, labelled=True)
            if name is not None and not any(is_version(said(leaf)) for leaf in one.versions):
                found.append(Named(person_of(name, text, "key:name", grade=Grade.STRONG), one))
        elif parties:
            name = names.known_name(text)
            if name is not None:
                paid.append(Named(person_of(name, text, "key:party"), one))
    return [one for one in found if not is_assigned(one.keys.group)] or found or paid


def of_parts(given: str, surname: str) -> tuple[str, names.Name | None]:
    """The given name alone, where all of the name stands there, and the name."""
    whole = given.casefold().endswith(f" {surname.casefold()}")
    given = given[: -len(surname)].rstrip() if whole else given
    return given, names.parse_parts(given, surname)


def homes_in(record: Record, own: Leaf, group: str) -> Homes:
    """The leaves of a record's addresses, of the same group as a leaf or of none."""
    return [
        (leaf, role.kind)
        for leaf, role in record.home_leaves()
        if not (role.group and group and role.group != group) and not is_of_license(leaf) and leaf.bond(own)
        if not any(map(is_of_others, leaf.path[:-1]))
    ]


def residency(record: Record, homes: Homes, said: Texts) -> list[Evidence]:
    """What the addresses of a record say."""
    licenses = license_objects(record, said) if homes else ()
    left_out = no_homes(record, said, [leaf for leaf, _ in homes]) if homes else []
    found: list[Evidence | None] = []
    countries: list[Evidence | None] = []
    for leaf, kind in homes:
        if leaf.path[:-1] in licenses or leaf in left_out:
            continue
        if kind == COUNTRY:
            countries.append(country_evidence(plain(said(leaf))))
        elif kind in _READERS:
            found.append(_READERS[kind](plain(said(leaf))))
        else:
            found.extend(find_residency(plain(said(leaf))))
    if not any(one is not None and one.grade >= Grade.FAIR for one in found):
        found += countries
    return [evidence for evidence in found if evidence is not None]


def outer_residency(rounds: Iterator[Round], group: str, person: Person, said: Texts) -> list[Evidence]:
    """What the objects round that of the person say, if it is the only such thing in them: card and billing address.

    The first of `rounds` is that of the person.
    """
    inner = next(rounds)
    for outer in rounds:
        record, own = outer.record, outer.own
        if len(own.listed) > len(inner.own.listed):
            break
        if not record.home_leaves():
            continue
        rest = without_others(record, own, person.normal, said)
        if evidence := residency(rest, homes_in(rest, own, group), said):
            return evidence
    return []
