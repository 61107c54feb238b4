"""Whose a number in JSON is: the person of its own string, or of the innermost object that names one for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from piiscan import judge
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.model import Element, Grade, Kind, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import together, words
from piiscan.pairing.names.cells import as_filed
from piiscan.pairing.names.table import by_names
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.branches import Loan, in_another_branch, is_of_many, loan
from piiscan.pairing.objects.joined import in_another_item, joinable
from piiscan.pairing.objects.lists import in_list
from piiscan.pairing.objects.name_keys import NameKeys, is_assigned
from piiscan.pairing.objects.persons import Named, Round, homes_in, outer_residency, residency
from piiscan.pairing.objects.records import Bond, Leaf, Texts
from piiscan.pairing.objects.strings import Said, by_own_key, by_words
from piiscan.pairing.objects.words import has_ticket, titled
from piiscan.pairing.prose.kin import is_of_kin
from piiscan.pairing.prose.mail_names import named_by_mail
from piiscan.pairing.prose.remarks import has_parts, whose
from piiscan.pairing.residence.evidence import Evidence, find_residency
from piiscan.pairing.tables.column_owner import SHARING
from piiscan.pairing.unit import Unit, may_be_a_firms, person_of

Found = tuple[Named, tuple[str, ...]]
_FIRST = frozenset(("primary", "taxpayer", "main", "filer"))
"""Words for the first of two persons who file a return, or hold an account, together."""
_GOES_BACK = later(r"\d{4}\W{1,4}(?:and |but )?(?:[Hh]is|[Hh]ers?)\b[^\d.;]{0,12}\Z")
"""Behind another's number in a remark: "wife Ann Lee SSN 1, his 2" is of whom the record is about."""
_GOES_BACK_REACH = 32  # characters: no match is longer


def paired(element: Element, asked: Asked, said: Texts, place: tuple[str, int] = ("", 0)) -> Unit:
    """The unit of a number: with the person of its own string, or of the innermost object that names one for it.

    `place`: the number as it is written, and where in its string.
    """
    text = said(asked.leaf)
    keyed = by_own_key(text, *place) if place[0] not in {"", text} else None
    if keyed is not None:
        return _by_string(element, asked, said, keyed)
    worded = _in_words(element, text, place) if place[0] != text else None
    if (
        worded is not None and place[0] and worded.person.grade >= Grade.FAIR
    ):  # as a remark in a table: not the row's person
        return _by_string(element, asked, said, worded)
    parties = element.kind is Kind.FINANCIAL_ACCOUNT
    for at, (here, found) in _whom(asked, said, parties=parties):
        (person, keys), reasons = found
        if keys.bond is Bond.PARALLEL and in_another_item(here.record, here.own, keys.leaf, said):
            continue
        lent = loan(here.record, here.own, element.kind, keys.leaf, said)
        if lent is Loan.OF_ANOTHER:
            continue
        inside = place[0] not in {"", text}
        apart = inside and at > 0 and in_another_branch(here.own, keys.leaf)
        if (apart or (inside and has_ticket(keys.group))) and (called := titled(asked, said, place[1])) is not None:
            return _by_string(element, asked, said, Said(called, (), ()))
        grade = Grade.STRONG if keys.bond is Bond.SAME else Grade.FAIR
        evidence = here.residency(person, said) or outer_residency(asked.rounds(at), here.group, person, said)
        evidence = evidence or _beside(element, text, place[0])
        doubtful = lent is Loan.DOUBTFUL or (
            bool(place[0]) and is_of_kin(text[max(0, place[1] - judge.BEFORE) : place[1]])
        )
        if keys.kind == "name.full" and together.names_several(said(keys.leaf)):
            meant = _of_two(said(keys.leaf), here.group)
            person, reasons = (meant, ()) if meant is not None else (person, reasons)
            both = element.kind is Kind.FINANCIAL_ACCOUNT and together.are_two(said(keys.leaf))
            doubtful = doubtful or not (both or meant is not None)
        doubtful = doubtful or (apart and is_of_many(here.own, keys.leaf)) or _is_assigned(here.own, keys)
        if may_be_a_firms(element) and not doubtful:
            firm = "".join(person.normal.split()[:2]) in words.FIRMS  # Blue Cross
            doubtful = firm or here.of_firm(keys, asked.records[-1].again(asked.leaf))
        whole = asked.records[-1].again(asked.leaf).path
        doubtful = doubtful or (not reasons and keys.is_for_others(whole, here.record.leaves))
        reasons = ("ambiguous-subject",) if doubtful else reasons
        return Unit(person, [element], [], grade, evidence, reasons)
    unit = _by_string(element, asked, said, worded or _as_key(asked) or in_list(asked, said))
    if unit.person is None and len(asked.records) > 1 and (key := joinable(asked, said)):
        unit.reasons = (*unit.reasons, f"joinable:{key}")
    return unit


def _is_assigned(own: Leaf, keys: NameKeys) -> bool:
    """Whether who is named has the matter to work on, and the number is not said to be theirs."""
    return is_assigned(keys.group) and not any(map(is_assigned, own.path))


def _whom(asked: Asked, said: Texts, *, parties: bool) -> Iterator[tuple[int, tuple[Round, Found]]]:
    """Whom the objects round a number name, innermost first; behind all others who only stands in another's record.

    A number beside the dependents of an employee is not one's of them, where the employee is named further out.
    """
    beside: list[tuple[int, tuple[Round, Found]]] = []
    for at, here in enumerate(asked.rounds()):
        found = here.person(said, parties=parties)
        if found is None:
            continue
        if here.is_beside(found[0].keys):
            beside.append((at, (here, found)))
        else:
            yield at, (here, found)
    yield from beside


def _of_two(text: str, group: str) -> Person | None:
    """The one of two persons in a name whose number it is by its key: `PrimarySSN`, `spouse_ssn`."""
    text = as_filed(text)
    two = names.all_names(text)
    words = set(split_key(group).split())
    if len(two) != 2 or (_FIRST.isdisjoint(words) and SHARING.isdisjoint(words)):
        return None
    return person_of(two[0 if SHARING.isdisjoint(words) else 1], text, "key:name", grade=Grade.STRONG)


def _beside(element: Element, text: str, raw: str) -> list[Evidence]:
    """What a string says round a number of where somebody lives; a state beside a licence may have issued it."""
    return [] if raw in {"", text} or element.kind is Kind.DRIVERS_LICENSE else find_residency(text)


def with_mail(unit: Unit | None, asked: Asked, said: Texts) -> Unit | None:
    """A number that nobody is named with as that of whom an e-mail address beside it is named after: weak."""
    if unit is None or unit.person is not None or unit.aside is not None or unit.elements[0].grade < Grade.FAIR:
        return unit
    for here in asked.rounds():
        beside = (said(leaf) for leaf in here.record.leaves if leaf.bond(here.own))
        person = named_by_mail(" ".join(text for text in beside if "@" in text))
        if person is not None:
            unit.person, unit.pair = person, Grade.STRONG
            break
    return unit


def _in_words(element: Element, text: str, place: tuple[str, int]) -> Said | None:
    """Whom the string of a number names."""
    if _GOES_BACK.search(text, max(0, place[1] - _GOES_BACK_REACH), place[1]):
        return None
    named = by_words(text)
    if place[0] and (named.reasons if named is not None else has_parts(text)):
        unit = whose(text, *place, element)
        if unit is not None and unit.person is not None:
            return Said(unit.person, (), tuple(unit.evidence))
    return named


def _as_key(asked: Asked) -> Said | None:
    """A person whose name is the key of the number or of an object round it, or what stands under a number as key."""
    alone = asked.records[0].leaves if not asked.leaf.path else ()
    under = [leaf.text for leaf in alone if not leaf.path]
    keys = (*under[:2], *reversed(asked.records[-1].again(asked.leaf).path))
    person = next(filter(None, map(_heading, keys)), None)
    return None if person is None else Said(person, (), ())


@by_names
@lru_cache(maxsize=1 << 10)  # keys come again
def _heading(key: str) -> Person | None:
    """The person whose name a key is."""
    text = key.replace("_", " ")
    name = names.parse_name(text, labelled=False)
    return person_of(name, text, "heading") if name is not None and name.grade >= Grade.FAIR else None


def _by_string(element: Element, asked: Asked, said: Texts, keyed: Said | None) -> Unit:
    """The unit of a number whose string says whose it is."""
    inner = asked.records[0]
    evidence = residency(inner, homes_in(inner, asked.leaf, ""), said)
    if keyed is None:
        return Unit(None, [element], [], Grade.NONE, evidence)
    return Unit(keyed.person, [element], [], Grade.FAIR, [*evidence, *keyed.residency], keyed.reasons)
