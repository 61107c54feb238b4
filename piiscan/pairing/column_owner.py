"""Whose column is whose: numbers and addresses of a table to the persons that its headers name (SPEC §5).

Rule: the words of the header decide, in full ("Spouse SSN"), in part ("Primary SSN" beside "Primary Taxpayer") or cut
short ("Sp SSN"). A number that names nobody is the main person's, never that of one who only stands beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from piiscan.detectors.headers import is_person
from piiscan.later import later
from piiscan.pairing.name_columns import SELF, Subject

SHARING = frozenset(
    (
        *(
            "spouse",
            "conyuge",
            "conjuge",
            "esposo",
            "esposa",
            "sp",
            "spse",
            "husband",
            "wife",
            "partner",
            "dependent",
            "dependant",
            "dep",
            "dpnd",
            "child",
            "son",
        ),
        *("daughter", "parent", "father", "mother", "guardian", "sibling", "relative", "co", "joint"),
        *("secondary", "second", "alternate", "cosigner", "guarantor", "beneficiary", "bene", "benef", "heir", "other"),
        *("coborrower", "coapplicant", "coborr", "cob", "coapp", "former", "previous"),
    )
)
"""Persons named in somebody else's record, whose numbers may stand there too."""
_BESIDE = SHARING | frozenset(
    (
        *("contact", "kin", "manager", "supervisor", "officer", "teacher", "instructor", "counselor", "physician"),
        *("doctor", "provider", "nurse", "agent", "broker", "adjuster", "attorney", "lawyer", "representative", "rep"),
        *("witness", "notary", "preparer", "author", "sender", "payer", "payor", "remitter", "trustee", "executor"),
        *("landlord", "lessor", "approver", "reviewer", "requester", "recruiter", "cashier", "clerk", "teller"),
        *("caller", "reporter", "referrer"),
    )
)
"""And those who only have to do with it."""
_TOKEN = later(r"[^\W\d_]+|\d+")


def owner_of(column: int, group: str, subjects: Sequence[Subject]) -> tuple[int, bool]:
    """The subject that a column belongs to by the group of its header, and whether that is a guess. -1: nobody."""
    words = _TOKEN.findall(group)
    if len(subjects) < 2:
        return len(subjects) - 1, bool(subjects) and _is_of_another(words, _TOKEN.findall(subjects[0].group))
    known = [word for word in words if is_person(word)]
    found: list[int] = []
    tests = (_is_same, _is_part, _is_short) if words else ()
    for test in tests:
        found = [index for index, subject in enumerate(subjects) if test(words, _TOKEN.findall(subject.group))]
        if found:
            break
    if not found and not (known and _BESIDE.intersection(words)) and not any(map(str.isdigit, words)):
        found = [index for index, subject in enumerate(subjects) if subject.group.startswith(SELF)] or main_of(subjects)
    if len(found) > 1:
        main = [index for index in found if index in main_of(subjects)]
        found = main if len(main) == 1 else found
    if not words and not SHARING.isdisjoint(_TOKEN.findall(subjects[_nearest(column, subjects)].group)):
        return _nearest(column, subjects), True  # "emp_name, spouse_name, ssn"
    if len(found) == 1:
        return found[0], False
    # Nobody has this group, or several: the nearest name to the left is a guess, and says so.
    return _nearest(column, subjects, found), True


def _is_of_another(words: Sequence[str], named: Sequence[str]) -> bool:
    """Whether a header says that a number is of somebody who is not the only one named: "name, spouse_ssn"."""
    if SHARING.isdisjoint(words):
        return False
    return not any(test(words, named) for test in (_is_same, _is_part, _is_short))


def main_of(subjects: Sequence[Subject]) -> list[int]:
    """The subjects that are not only named beside another one."""
    return [index for index, one in enumerate(subjects) if _BESIDE.isdisjoint(_TOKEN.findall(one.group))]


def by_position(columns: Sequence[tuple[int, str]], subjects: Sequence[Subject]) -> dict[int, int]:
    """Columns of numbers in step with the names: as many of a kind as there are names, one behind each of them.

    `columns` are those whose owner is a guess, with their kind.
    """
    sizes = Counter(kind for _, kind in columns)
    placed: dict[int, int] = {}
    for kind, size in sizes.items():
        mine = [column for column, other in columns if other == kind]
        left = [_nearest(column, subjects) for column in mine]
        if 1 < size == len(subjects) == len(set(left)):
            placed.update(zip(mine, left, strict=True))
    return placed


def own_places(columns: Sequence[tuple[int, str]], subjects: Sequence[Subject]) -> tuple[tuple[int, str], ...]:
    """Columns of addresses with the groups of the subjects they belong to.

    Where one subject has a column of its own, that of no group is the main person's.
    """
    if len(subjects) < 2:
        return tuple(columns)
    owned = []
    for column, group in columns:
        index, guess = owner_of(column, group, subjects)
        words = _TOKEN.findall(group)
        nobody = group if any(map(is_person, words)) else ""
        owned.append((column, subjects[index].group if words and not guess else nobody))
    main = [index for index, subject in enumerate(subjects) if subject.group.startswith(SELF)] or main_of(subjects)
    if len(main) == 1 and any(group for _, group in owned):
        return tuple((column, group or subjects[main[0]].group) for column, group in owned)
    return tuple(owned)


def _nearest(column: int, subjects: Sequence[Subject], among: Sequence[int] = ()) -> int:
    """The subject named nearest to the left, else to the right."""
    of = among or range(len(subjects))
    return min(of, key=lambda index: (subjects[index].column > column, abs(subjects[index].column - column)))


_Test = Callable[[Sequence[str], Sequence[str]], bool]


def _is_same(words: Sequence[str], others: Sequence[str]) -> bool:
    return words == others


def _is_part(words: Sequence[str], others: Sequence[str]) -> bool:
    return bool(others) and set(words) <= set(others)


def _is_short(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one is the other cut short: `emp`, `ee` and `e` of `employee`, `hoh` of `head of household`."""
    if _digits(words) != _digits(others):
        return False
    one, other = ("".join(word for word in side if not word.isdigit()) for side in (words, others))
    short, full = sorted((one, other), key=len)
    rest = iter(full)
    return short[:1] == full[:1] != "" and all(letter in rest for letter in short)


def _digits(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.isdigit()]
