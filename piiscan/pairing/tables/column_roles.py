"""What the columns of a table mean beside each other, where one header alone says too little or too much.

Rule: who has an SSN or licence of their own is a person ("Maker", "Maker SSN"); what a column of types says, that of
values beside it holds ("ID Type", "ID"); "License No." beside the name of an agent is one of their trade, beside "NPI"
or "Seats" none to drive, a state behind a driver's the one that issued it. "Name" beside a surname is the given name.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from piiscan.detectors.header_words import NAME_HALVES, NAMES, NUMBER_KINDS, is_person
from piiscan.detectors.headers import Role, column_role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.names.columns import is_kept_back
from piiscan.pairing.names.in_text import known_name
from piiscan.pairing.names.words import FRENCH, INITIALS, NAME_WORDS
from piiscan.pairing.tables.account_types import TYPES, of_named_accounts
from piiscan.pairing.tables.card_columns import of_cards
from piiscan.pairing.tables.column_kinds import SEPARATED_SSN, mostly
from piiscan.pairing.tables.column_owner import is_short
from piiscan.pairing.tables.ledger_columns import of_ledger
from piiscan.pairing.tables.license_issuers import issued
from piiscan.pairing.tables.license_types import NO_DRIVERS, are_permits, of_boards, of_businesses, of_things
from piiscan.pairing.tables.seconds import with_seconds
from piiscan.pairing.tables.sent_to import sent_to

_OWNED = frozenset({Kind.SSN.value, Kind.DRIVERS_LICENSE.value})
_NUMBERS = frozenset(("id", "number", "no", "num", "nbr", "#", "value", "code", "identifier", "identification"))
_INITIALS = frozenset(("initials", "initial", "init"))
_MOST = 0.8
_NEARLY_ALL = 0.9
_CUT_SHORT = (["app"], ["part"], ["case"])
"""Applicants, participants, and who heads a case; and programs, things, lawsuits."""
DRIVING = frozenset(("dl", "dln", "dlic", "cdl", "drv", "driver", "drivers", "driver's", "driving"))
"""Words of headers of licences that are none of a trade, whoever it is of."""
_DRIVING_RUN = ("driver", "dlnum", "dlno", "dlnbr", "dlstate")
"""And parts of headers that run together, as names of columns in SQL do."""
TRADES = frozenset(
    (
        *("agent", "broker", "realtor", "officer", "originator", "producer", "adjuster", "appraiser", "inspector"),
        *("nurse", "doctor", "physician", "provider", "prescriber", "pharmacist", "dentist", "therapist", "counselor"),
        *("teacher", "instructor", "attorney", "lawyer", "notary", "contractor", "electrician", "plumber", "engineer"),
        *("architect", "surveyor", "veterinarian", "technician", "clinician", "practitioner", "preparer", "accountant"),
    )
)
"""Who works with a licence that is none to drive."""
_STATE_IDS = frozenset(("student", "students", "pupil", "stu", "homeroom", "sasid", "wages", "withheld"))
"""Words of headers beside IDs of a state that are no licences: of a school, and of taxes on wages."""

_COUNTER = later(r" (?=\d{1,3}(?: |$))")

Roles = tuple[Role | None, ...]


def together(header: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """The roles of the columns of a table, each seen beside the others."""
    titles = [split_key(header[column]) if column < len(header) else "" for column in range(len(roles))]
    roles = _in_full(titles, sent_to(titles, roles, columns), columns)
    roles = of_ledger(titles, with_seconds(titles, roles), columns)
    roles = _with_initials(titles, roles)
    roles = _named_beside(titles, _without_words(_of_initials(titles, roles), columns), columns)
    roles = _named_by_numbers(titles, _typed(titles, _of_people(titles, roles, columns), columns))
    roles = of_cards(of_named_accounts(titles, issued(titles, roles, columns), columns), columns)
    return _of_no_drivers(titles, _of_trades(titles, roles), columns)


def _in_full(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """A column of whole Social Security numbers is one, whatever its title says of them: "SSN verified"."""
    found = list(roles)
    for column, role in enumerate(roles):
        if role is not None and role.kind == "other" and "ssn" in titles[column].split():
            full = mostly(columns[column], SEPARATED_SSN.fullmatch)
            found[column] = Role("ssn", Grade.FAIR, "") if full else role
    return tuple(found)


def _of_initials(titles: Sequence[str], roles: Roles) -> Roles:
    """`fn` and `ln` beside each other are the parts of a name, and so are "Nom" and "Prénom"."""
    meant = next((words for words in (INITIALS, FRENCH) if words.keys() <= set(titles)), None)
    if meant is None:
        return roles
    short = [meant.get(title, "") for title in titles]
    return tuple(Role(kind, Grade.FAIR, "") if kind else role for kind, role in zip(short, roles, strict=True))


def _with_initials(titles: Sequence[str], roles: Roles) -> Roles:
    """A column "Initials" is of the given name beside the only surname of a table, where that stands in no other."""
    kinds = [role.kind for role in roles if role is not None and role.kind in NAME_HALVES]
    said = [at for at, title in enumerate(titles) if title in _INITIALS]
    if len(said) != 1 or kinds != ["name.surname"]:
        return roles
    at = said[0]
    group = next(role.group for role in roles if role is not None and role.kind == "name.surname")
    return (*roles[:at], Role("name.given", Grade.FAIR, group), *roles[at + 1 :]) if roles[at] is None else roles


def _without_words(roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """Without a column of names without a word in it, beside others: "Name" of an order, "LN" of a line."""
    empty = set[int]()
    for kind in NAMES:
        named = [at for at, role in enumerate(roles) if role is not None and role.kind == kind]
        may_be = _may_be_given if kind == "name.given" else _may_be_whole
        none = {at for at in named if columns[at] and not any(map(may_be, columns[at]))}
        empty |= none if len(none) < len(named) else set()
    return tuple(None if column in empty else role for column, role in enumerate(roles)) if empty else roles


def _may_be_given(cell: str) -> bool:
    """Whether a cell may be of a given name: a word, or an initial."""
    return _has_word(cell) or (len(cell.rstrip(".")) == 1 and cell[0].isalpha())


def _may_be_whole(cell: str) -> bool:
    """Whether a cell may be of a whole name, or keeps it back: then nobody beside it is meant."""
    return _has_word(cell) or is_kept_back(cell)


def _has_word(cell: str) -> bool:
    return any(one.isalpha() and other.isalpha() for one, other in pairwise(cell))


def _named_beside(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """A column "Name" or "Nombre" is of the given name beside one of surnames, where it is not all of the name.

    Any other of persons is where all its cells are of one word: "Family", "Member".
    """
    groups = {role.group for role in roles if role is not None and role.kind == "name.surname"}
    groups -= {role.group for role in roles if role is not None and role.kind == "name.given"}
    found = list(roles)
    for column, role in enumerate(roles):
        if role is None or role.kind != "name.full" or role.group not in groups:
            continue
        single = bool(columns[column]) and all(map(_is_word, columns[column]))
        if NAME_WORDS.isdisjoint(titles[column].split()[-1:]) and not single:
            continue
        beside = (at for at, one in enumerate(roles) if one and one[::2] == ("name.surname", role.group))
        surnames = {cell.lower() for at in beside for cell in columns[at]}
        whole = sum(cell.lower().split()[-1] in surnames for cell in columns[column] if " " in cell.strip())
        if 2 * whole <= len(columns[column]):
            found[column] = role._replace(kind="name.given")
    return tuple(found)


def _is_word(cell: str) -> bool:
    """Whether a cell is one word as names are written."""
    return cell[:1].isupper() and cell.replace("-", "").replace("'", "").isalpha()


def _named_by_numbers(titles: Sequence[str], roles: Roles) -> Roles:
    """A header of unknown meaning is a person's, if another one is that and the name of an SSN or licence.

    The short form of a person also where it is that of an account: "Benef", "Benef Acct"; "Receiver", "Recv Acct".
    """
    owners = {role.group for role in roles if role is not None and role.kind in _OWNED and role.grade > Grade.WEAK}
    accounts = {role.group for role in roles if role is not None and role.kind == Kind.FINANCIAL_ACCOUNT.value}
    payees = {group for group in accounts if is_person(group)}
    owners |= payees

    def seen(title: str, role: Role | None) -> Role | None:
        unknown = role is None or role.kind == "name.veto"
        group = _COUNTER.sub("", title)  # as in that of "Dep 1 SSN"
        group = group.removesuffix(" name") if group not in owners else group  # "Resp Party Name", "Resp Party SSN"
        meant = group in owners or (is_person(group) and any(is_short([group], [one]) for one in payees))
        return Role("name.full", Grade.FAIR, group) if unknown and title and meant else role

    return tuple(map(seen, titles, roles))


def _of_people(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """What names a thing, or a person cut short, is a person's where the cells say so: "App Name", "PartName"."""

    def seen(title: str, role: Role | None, cells: Sequence[str]) -> Role | None:
        group = title.removesuffix(" name").removesuffix(" full")
        if role is None or role.kind != "name.veto" or group == title or group.split()[-1:] not in _CUT_SHORT:
            return role
        named = sum(known_name(cell) is not None for cell in cells)
        return Role("name.full", Grade.FAIR, group) if cells and named >= _NEARLY_ALL * len(cells) else role

    return tuple(map(seen, titles, roles, columns))


def _typed(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """What a column of types says of the column of values that it is about, where its title is not surer of another.

    An order may be one for a card of Social Security.
    """
    about: dict[tuple[str, ...], Role] = {}  # what a column of types says, by what it is about; the last goes
    numbered = {" ".join(words[:-1]) for title in titles if (words := title.split())[-1:] and words[-1] in _NUMBERS}
    for column, title in enumerate(titles):
        words = title.split()
        typed = bool(TYPES.intersection(words[-1:]))
        said = _said(columns[column]) if typed or title in numbered else None
        if said is not None and (typed or said.grade > Grade.WEAK):  # "School ID card" may be a licence, too
            about[tuple(word for word in words if word not in TYPES | _NUMBERS)] = said
    if not about:
        return roles
    found = list(roles)
    for column, title in enumerate(titles):
        role = roles[column]
        vague = role is None or role.kind in {"other", "document"} or role.kind in NUMBER_KINDS
        sure = role.grade if role is not None and role.kind == "other" else Grade.NONE
        rest = tuple(word for word in title.split() if word not in _NUMBERS)  # none of a column of types
        if title and vague and rest in about and about[rest].grade >= sure:
            found[column] = about[rest]._replace(group=role.group if role is not None and rest else "")
    return tuple(found)


def _said(cells: Sequence[str]) -> Role | None:
    """The kind of number that nearly all cells name, None if they name none."""
    said: dict[str, list[Role]] = {}
    for cell in cells:
        role = column_role(cell)
        if role is not None and role.kind in {*_OWNED, "other", "document"}:
            said.setdefault(role.kind, []).append(role._replace(group=""))
    most = max(said.values(), key=len, default=[])
    return most[0] if most and len(most) >= _MOST * len(cells) else None


def _of_trades(titles: Sequence[str], roles: Roles) -> Roles:
    """A licence that may be of any kind is one of a trade, where all persons of the table are named by theirs."""
    named = [title for title, role in zip(titles, roles, strict=True) if role and role.kind.startswith("name.")]
    trades = named and all(not TRADES.isdisjoint(title.split()) for title in named)
    if not trades or any(role is not None and role.kind == "license.state" for role in roles):
        return roles
    vague = _of_any_kind(titles, roles)
    return tuple(
        role._replace(grade=Grade.WEAK) if role and any_kind else role
        for any_kind, role in zip(vague, roles, strict=True)
    )


def _of_any_kind(titles: Sequence[str], roles: Roles) -> list[bool]:
    """Which columns are of licences that may be of a trade: whose headers, nor those of their states, name driving."""
    driving = [
        not DRIVING.isdisjoint(title.split()) or (" " not in title and any(map(title.__contains__, _DRIVING_RUN)))
        for title in titles
    ]
    said = {
        role.group for says, role in zip(driving, roles, strict=True) if says and role and role.kind == "license.state"
    }
    return [
        bool(role and role.kind == Kind.DRIVERS_LICENSE.value and role.grade < Grade.STRONG)
        and not (says or (role is not None and role.group in said))
        for says, role in zip(driving, roles, strict=True)
    ]


def _of_no_drivers(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """A licence that may be of any kind is nobody's to drive, beside a column that only another kind has.

    Nor is a permit of digits, where nothing else in the table is of who drives: to park, to build, to burn.
    """
    unsure = _of_any_kind(titles, roles)
    if not any(unsure):
        return roles
    alone = of_things(roles)
    beside = not NO_DRIVERS.isdisjoint(titles) or of_boards(titles, columns) or (alone and of_businesses(titles))
    if not beside:
        of_state = not _STATE_IDS.isdisjoint(" ".join(titles).split())  # numbered by the state; employers for its taxes
        unsure = [
            no and ((of_state and title.endswith("state id")) or (alone and are_permits(title, cells)))
            for title, no, cells in zip(titles, unsure, columns, strict=True)
        ]
    return tuple(Role("other", Grade.FAIR, "") if no else role for no, role in zip(unsure, roles, strict=True))
