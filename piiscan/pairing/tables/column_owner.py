"""Whose column is whose: numbers and addresses of a table to the persons that its headers name (SPEC §5).

Rule: the words of the header decide, in full ("Spouse SSN"), in part ("Primary SSN" beside "Primary Taxpayer") or cut
short ("Sp SSN"). A number that names nobody is the main person's, never that of one who only stands beside. Who would
have several Social Security numbers in a table has none of them: the head of a household beside its members.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from piiscan.detectors.header_words import is_person
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.model import Kind
from piiscan.pairing.names.columns import SELF, Subject, is_asked_for, is_firm
from piiscan.pairing.tables.payers import of_payers

_PARTNERS = frozenset(
    """spouse conyuge conjuge esposo esposa sp spse husband wife joint co coborrower coapplicant coborr cob
    coapp""".split()  # noqa: SIM905 - as a list, 15 lines
)
"""Who shares the account of whose record it is."""
SHARING = _PARTNERS | frozenset(
    (
        "partner",
        *("dependent", "dependant", "dep", "dpnd", "child", "son", "beneficiary", "bene", "benef"),
        *("daughter", "parent", "father", "mother", "guardian", "gdn", "grdn", "sibling", "relative"),
        *("secondary", "sec", "second", "alternate", "cosigner", "guarantor", "guar", "gtr", "grntr", "heir", "other"),
        *("former", "previous", "additional", "responsible", "resp", "receiver", "recv", "rcvr"),
    )
)
"""Persons named in somebody else's record, whose numbers may stand there too."""
ACTING = frozenset(
    """contact emergency emerg emrg emer ec spremrg kin manager mgr supervisor sup supv supvr officer lo actor
    teacher tchr instructor counselor physician attending doctor provider prov pcp nurse agent agt broker adjuster
    attorney atty lawyer representative rep csr witness notary preparer prep author approver reviewer interviewer
    processor underwriter case caseworker cw recruiter cashier clerk teller reports reporting by reference informant
    pediatrician interpreter salesperson nearest assessor examiner
    """.split()  # noqa: SIM905 - as a list, 20 lines
)
"""Those who work on somebody's record, or are asked after them: no number of theirs is in it but under their name."""
BESIDE = (
    SHARING
    | ACTING
    | {"sender", "payer", "payor", "remitter", "trustee", "executor", "landlord", "lessor", "requester", "requestor"}
    | {"caller", "reporter", "referrer"}
)
"""And those who only have to do with it, or are the other party."""
_ASKED_AFTER = frozenset(
    """emergency emerg emrg emer kin supervisor reports changed posted entered modified updated created keyed
    """.split()  # noqa: SIM905 - as a list, 20 lines
)
"""Who is named in the record of somebody else, and never the one whom it is of, even where nobody else is named."""
_SECOND = frozenset(("co", "joint", "other", "second", "secondary", "alternate", "former", "previous"))
"""What makes one who has a role beside another of the word for the role."""
TOKEN = later(r"[^\W\d_]+|\d+")
"""A word or counter of a group."""
_MOST_SHORT = 256  # persons of a table whose groups may be cut short


class Owners:
    """The subjects of one table, asked for whose its columns are: a table may have thousands of either."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self._subjects = subjects
        self.words = self._tokens = [TOKEN.findall(subject.group) for subject in subjects]
        self._all = _Beside(subjects, range(len(subjects)))
        main = [index for index, words in enumerate(self._tokens) if BESIDE.isdisjoint(words)]
        if not main:  # a list of counselors, each with whom to call
            left = [index for index, words in enumerate(self._tokens) if _ASKED_AFTER.isdisjoint(words)]
            main = left if len(left) == 1 else main
        self._main = frozenset(main)
        self.main = [index for index, subject in enumerate(subjects) if subject.group.startswith(SELF)] or main
        """The subjects that are not only named beside another one, or the one whom the table calls only "Name"."""
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        self._with: dict[str, set[int]] = {}
        for index, words in enumerate(self._tokens):
            self._by_words.setdefault(tuple(words), []).append(index)
            for word in words:
                self._with.setdefault(word, set()).add(index)
        self._meant: dict[tuple[str, ...], _Beside] = {}

    def of(self, column: int, group: str) -> tuple[int, bool]:
        """The subject that a column belongs to by the group of its header, and whether that is a guess. -1: nobody."""
        words = TOKEN.findall(group)
        if len(self._subjects) < 2:
            named = self._tokens[0] or TOKEN.findall(self._subjects[0].called) if self._subjects else []
            return len(self._subjects) - 1, bool(self._subjects) and is_of_another(words, named)
        near = self.nearest(column)
        if not words and self._subjects[near].column <= column and not SHARING.isdisjoint(self._tokens[near]):
            return near, True  # "emp_name, spouse_name, ssn"
        meant = self._meant.get(key := tuple(words))
        if meant is None:
            meant = self._meant[key] = _Beside(self._subjects, self._by_group(words))
        if meant.count == 1:
            return meant.nearest(column), False
        # Nobody has this group, or several: the nearest name to the left is a guess, and says so.
        return (meant if meant.count else self._all).nearest(column), True

    def named_in(self, title: str) -> str:
        """The group of the only person of several whom the title of a number names as part of what it is.

        "Beneficiary Account Number" is a kind of account, and beside a "Beneficiary Name" that person's.
        """
        words = split_key(title).split() if len(self._subjects) > 1 else []
        named = {tuple(self._tokens[index]) for word in words for index in self._with.get(word, ())}
        inside = [group for group in named if set(group) <= set(words)]
        return " ".join(inside[0]) if len(inside) == 1 else ""

    def without(self, having: set[int]) -> list[int]:
        """The subjects that are none of some, which are several."""
        return [at for at in range(len(self._subjects)) if at not in having] if having else []

    def is_partner(self, subject: int) -> bool:
        """Whether a subject is named as one who shares the account of the main person."""
        return not _PARTNERS.isdisjoint(self.words[subject])

    def nearest(self, column: int) -> int:
        """The subject named nearest to the left, else to the right."""
        return self._all.nearest(column)

    def _by_group(self, words: list[str]) -> list[int]:
        """The subjects that a group may be."""
        found = self._by_name(words) if words else []
        known = any(map(is_person, words))
        if not found and not (known and BESIDE.intersection(words)) and not any(map(str.isdigit, words)):
            found = self.main
        main = [index for index in found if index in self._main] if len(found) > 1 else []
        return main if len(main) == 1 else found

    def _by_name(self, words: list[str]) -> list[int]:
        """The subjects whose group has these words, all of them and no others; else all; else one is short for other.

        Of the last there is no index. A table of hundreds of persons cuts none of their groups short, and where one
        does, the nearest name is a guess that says so.
        """
        same = self._by_words.get(tuple(words))
        if same:
            return same
        part = set.intersection(*sorted((self._with.get(word, set()) for word in words), key=len))
        part = {index for index in part if not is_second(words, self._tokens[index])}
        if part or len(self._subjects) > _MOST_SHORT:
            return sorted(part)
        return [index for index, others in enumerate(self._tokens) if is_short(words, others)]


class _Beside:
    """Some subjects by their place in a table."""

    def __init__(self, subjects: Sequence[Subject], among: Iterable[int]) -> None:
        self.count = 0
        by_column: dict[int, int] = {}
        for index in among:
            self.count += 1
            by_column.setdefault(subjects[index].column, index)
        self._columns = sorted(by_column)
        self._subjects = [by_column[column] for column in self._columns]

    def nearest(self, column: int) -> int:
        """The one named nearest to the left of a column, or in it, else to the right."""
        return self._subjects[max(0, bisect_right(self._columns, column) - 1)]


def is_of_another(words: Sequence[str], named: Sequence[str]) -> bool:
    """Whether a header says that a number is of somebody who is not the only one named: "name, spouse_ssn".

    Or that of the main person, where only another is named: "member_ssn, spouse_name", "ssn, emergency_contact".
    """
    if is_second(words, named) or (set(words).isdisjoint(named) and not _ASKED_AFTER.isdisjoint(named)):
        return True
    if SHARING.isdisjoint(words):
        beside = SHARING | ACTING if ACTING.isdisjoint(words) else SHARING  # "patient_ssn", "attending"
        return any(map(is_person, words)) and not beside.isdisjoint(named)
    part = bool(named) and set(words) <= set(named)
    return not (list(words) == list(named) or part or is_short(words, named))


def is_second(words: Sequence[str], named: Sequence[str]) -> bool:
    """Whether a person is named as the second of the kind that a header has one of: "Co-Borrower", "Borrower SSN"."""
    seconds = _SECOND | SHARING if words and SHARING.isdisjoint(words) else _SECOND  # not the child of a dependent
    return set(words) < set(named) and not seconds.isdisjoint(set(named).difference(words))


def of_another_role(columns: Sequence[tuple[str, str]], subjects: Sequence[Subject]) -> list[bool]:
    """Which columns of numbers are of somebody else than the only one named: "Subscriber SSN, Member SSN, Member Name".

    `columns` have a kind and a group each. Only where another column of the kind has the group of the name, or none:
    a table that has one such number may call its person one thing here and another there.
    """
    whose = subjects[0].group if len(subjects) == 1 else ""
    if not whose:
        return [False] * len(columns)
    own = {kind for kind, group in columns if group in {whose, ""}}
    return [
        kind in own and group not in {whose, ""} and any(map(is_person, TOKEN.findall(group)))
        for kind, group in columns
    ]


def of_firms(header: Sequence[str], subjects: Sequence[Subject]) -> bool:
    """Whether the records of a table are of firms, and who is named in them is only to be asked: "Vendor", "Contact".

    An account or a tax number of such a record is the firm's, as far as the table tells.
    """
    named = {at for one in subjects for at in (one.full, one.given, one.surname) if 0 <= at < len(header)}
    return bool(named) and all(is_asked_for(header[at]) for at in named) and any(map(is_firm, header))


def firm_column(header: Sequence[str], subjects: Sequence[Subject]) -> int:
    """The column that names whose the records of a table are, if these are of firms: one may be a person. -1: none."""
    return next((at for at, title in enumerate(header) if is_firm(title)), -1) if of_firms(header, subjects) else -1


def by_position(columns: Sequence[tuple[int, str]], subjects: Sequence[Subject], owners: Owners) -> dict[int, int]:
    """Columns of numbers in step with the names: as many of a kind as there are names, one behind each of them.

    `columns` are those whose owner is a guess, with their kind.
    """
    sizes = Counter(kind for _, kind in columns)
    placed: dict[int, int] = {}
    for kind, size in sizes.items():
        mine = [column for column, other in columns if other == kind]
        left = [owners.nearest(column) for column in mine]
        if 1 < size == len(subjects) == len(set(left)):
            placed.update(zip(mine, left, strict=True))
    return placed


def of_main(columns: Sequence[tuple[int, str, int, bool]], owners: Owners) -> dict[int, int]:
    """Numbers of no group behind a person whose own ones say so: the main one's ("name, spouse_name, ssn, spouse_ssn").

    Or of the only person who has none, where the group of all others says whose theirs are. `columns` have a kind, a
    subject and whether that is a guess.
    """
    if len(owners.main) != 1:
        return _of_the_last(columns, owners) | of_payers(columns, owners.words)
    main = owners.main[0]
    own = {subject for _, _, subject, guess in columns if not guess}
    has = {kind for _, kind, subject, guess in columns if subject == main and not guess}
    behind = [
        (column, kind)
        for column, kind, subject, guess in columns
        if guess and (subject in own or (kind == Kind.FINANCIAL_ACCOUNT.value and owners.is_partner(subject)))
    ]
    sizes = Counter(kind for _, kind in behind)
    placed = {column: main for column, kind in behind if sizes[kind] == 1 and kind not in has}
    return of_payers(columns, owners.words) | placed


def _of_the_last(columns: Sequence[tuple[int, str, int, bool]], owners: Owners) -> dict[int, int]:
    """The only number of a kind and of no group, as that of the only person without one of the kind."""
    placed: dict[int, int] = {}
    sizes = Counter(kind for _, kind, _, guess in columns if guess)
    for column, kind, _, guess in columns:
        if guess and sizes[kind] == 1:
            left = owners.without({subject for _, its, subject, unsure in columns if its == kind and not unsure})
            placed.update({column: left[0]} if len(left) == 1 else {})
    return placed


def only_owner(rows: Sequence[Sequence[str]], column: int, subjects: Sequence[Subject]) -> int:
    """The only subject of whose names each has one number in a column, where others have several. -1: none."""
    alone = [index for index, subject in enumerate(subjects) if _has_one_each(rows, column, subject)]
    return alone[0] if len(alone) == 1 and len(subjects) > 1 else -1


def _has_one_each(rows: Sequence[Sequence[str]], column: int, subject: Subject) -> bool:
    """Whether nobody of a column of names has two numbers of a column."""
    known: dict[tuple[str, ...], str] = {}
    parts = [part for part in (subject.full, subject.given, subject.surname) if part >= 0]
    for row in rows:
        if len(row) > max(column, *parts) and row[column] and all(row[part] for part in parts):
            name = tuple(row[part].lower() for part in parts)
            if known.setdefault(name, row[column]) != row[column]:
                return False
    return bool(known)


def own_places(
    columns: Sequence[tuple[int, str]], subjects: Sequence[Subject], owners: Owners
) -> tuple[tuple[int, str], ...]:
    """Columns of addresses with the groups of the subjects they belong to.

    Where one subject has a column of its own, that of no group is the main person's.
    """
    if len(subjects) < 2:
        return tuple(columns)
    owned = []
    for column, group in columns:
        index, guess = owners.of(column, group)
        words = TOKEN.findall(group)
        nobody = group if any(map(is_person, words)) else ""
        owned.append((column, subjects[index].group if words and not guess else nobody))
    main = owners.main
    if len(main) == 1 and any(group for _, group in owned):
        return tuple((column, group or subjects[main[0]].group) for column, group in owned)
    return tuple(owned)


def is_short(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one is the other cut short: `emp`, `ee` and `e` of `employee`, `hoh` of `head of household`."""
    if _digits(words) != _digits(others):
        return False
    one, other = ("".join(word for word in side if not word.isdigit()) for side in (words, others))
    short, full = sorted((one, other), key=len)
    rest = iter(full)
    return short[:1] == full[:1] != "" and all(letter in rest for letter in short)


def _digits(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.isdigit()]


def issuer_of(said: Mapping[str, int], group: str) -> int:
    """The column that says where the licences of a group were issued; the only one serves all. -1: none."""
    return said.get(group, next(iter(said.values())) if len(said) == 1 else -1)
