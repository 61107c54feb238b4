"""Which columns of a table name a person: by the header, else by a sample of the values.

Rule: a header that names somebody is believed. Without one a column must be full of listed names, and two columns
beside each other of given names and surnames; which of the two is which, most of the cells decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from piiscan.detectors.header_words import is_person
from piiscan.detectors.headers import Role
from piiscan.detectors.lexicon import fold, split_key
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.grade import given_entry, surname_entry
from piiscan.pairing.names.numbered import named_beside, without_numbers
from piiscan.pairing.residence.places import places

_NAMES = 0.6  # names off the lists are common, so a column of names need not be full of listed ones
_SURELY = 0.9
_MOSTLY = 0.8  # is enough where all others have the form of a name
_HARDLY = 0.1  # of what is written in a column of persons is a name on the lists, whoever they are
_PARTIES = frozenset({"creditor", "vendor", "supplier", "payee", "lender", "merchant", "party"})
"""Who is paid is mostly a firm; the values say where it is persons."""
_STATE = 2  # letters of its code
_FIRMS = _PARTIES | {"company", "firm", "business", "organization", "organisation", "corporation", "entity", "dealer"}
_DOERS = frozenset(("who", "by", "author", "editor", "operator", "actor", "analyst", "admin", "initiator"))
_FIRMS |= {"contractor", "subcontractor", "manufacturer", "distributor", "agency", "employer", "client", "nonprofit"}
"""Words of headers and keys for what may be a firm, with numbers of its own."""
_ASKED_FOR = frozenset(("contact", "attn", "attention"))
_BESIDE = 2  # columns from one half of a name to the other; a middle name may be between
KEPT_BACK = "redacted|withheld|anonymous|anonymi[sz]ed|confidential|sealed|omitted|undisclosed|on file"
"""What is said in place of a name that is not told, as parts of a pattern."""
_HIDDEN = later(
    rf"(?:[A-Z]\.? ?){{2,3}}|\W{{0,3}}(?i:name )?(?i:{KEPT_BACK}|removed)\W{{0,3}}"
    r"|\w?[\u2588*#]{2,}.{0,40}|[Xx]{3,}(?: [Xx]{3,})?"
)

SELF = "self"
"""The group of the person whom a table of several calls only "Name"."""


class Subject(NamedTuple):
    """Where a table names one person of a row: by one column or by two."""

    group: str
    full: int = -1
    given: int = -1
    surname: int = -1
    by_header: bool = True
    sure: bool = True  # nearly all cells are names on the lists, so the others are names off them
    called: str = ""  # what the header of the only one calls the person: "Beneficiary" beside "Bene Acct"
    numbered: bool = False  # the cells hold their numbers as well

    @property
    def column(self) -> int:
        """The column that stands for the person when nearness counts."""
        return self.full if self.full >= 0 else self.surname

    @property
    def grade(self) -> int:
        """Names in a column that says so are strong; in one that only looks so, fair."""
        return Grade.STRONG if self.by_header else Grade.FAIR


def subjects_of(
    header: Sequence[str], roles: Sequence[Role | None], columns: Sequence[Sequence[str]], *, enough: bool
) -> list[Subject]:
    """The persons that a table names. `enough`: it has rows enough for what stands in them to speak."""
    held = named_beside(header, roles, columns)
    if held:
        roles = [held[column][0] if column in held else role for column, role in enumerate(roles)]
        columns = [list(map(without_numbers, one)) if at in held else one for at, one in enumerate(columns)]
    subjects = subjects_by_header(roles, header) or subjects_by_values(header, roles, columns)
    subjects = without_firms(subjects, columns) if enough else subjects
    if len(subjects) > 1:
        subjects = [one for one in subjects if not _is_of_first_names(one, columns) or _keeps_back(one, columns)]
    return [one._replace(numbered=True, by_header=held[one.full][1]) if one.full in held else one for one in subjects]


def subjects_by_header(roles: Sequence[Role | None], header: Sequence[str] = ()) -> list[Subject]:
    """The persons that the headers of a table name, one for each group; a role ("Manager") is a group of its own."""
    groups: dict[str, dict[str, int]] = {}
    times, met = Counter(header), Counter[str]()  # of each title, in all and in the columns before
    for column, role in enumerate(roles):
        said = header[column] if column < len(header) else ""
        again = met[said]
        met[said] += 1
        if role is None or role.kind not in {"name.full", "name.given", "name.surname"}:
            continue
        title = split_key(said)
        named = role.kind == "name.full" and (is_person(title) or title.endswith((" by", " to")))  # "Approved by"
        group = role.group or (title if named else "")
        if role.kind in groups.get(group, {}) and times[said if title else ""] > 1:
            group = f"{group or SELF} again{again}"  # the second "Last" goes with the second "First"
        its = groups.setdefault(group, {})
        if role.grade > Grade.WEAK and role.kind in its and _is_weak(roles, its[role.kind]):
            its[role.kind] = column  # a last name, and not the maiden one before it
        its.setdefault(role.kind, column)
    _join_halves(groups)
    subjects = []
    for group, columns in groups.items():
        given, surname = columns.get("name.given", -1), columns.get("name.surname", -1)
        whole = "name.full" in columns and (_is_weak(roles, given) or _is_weak(roles, surname))
        if given >= 0 and surname >= 0 and not whole:
            subjects.append(Subject(group, given=given, surname=surname))
        elif "name.full" in columns:
            subjects.append(Subject(group, full=columns["name.full"]))
    if len(subjects) == 1:
        role = roles[subjects[0].column]
        group = role.group if role is not None else ""
        return [subjects[0]._replace(group=group, called=subjects[0].group)]
    return [one if one.group else one._replace(group=SELF) for one in subjects]


def _is_weak(roles: Sequence[Role | None], column: int) -> bool:
    """Whether a header may be of a part of another name of the person: "Goes By", "Maiden Name"."""
    role = roles[column] if column >= 0 else None
    return role is not None and role.grade == Grade.WEAK


def _join_halves(groups: dict[str, dict[str, int]]) -> None:
    """Put two halves of a name together of which one header says whose it is: "Employee First Name", "Last Name"."""
    given = [group for group, columns in groups.items() if set(columns) == {"name.given"}]
    surname = [group for group, columns in groups.items() if set(columns) == {"name.surname"}]
    if len(given) != 1 or len(surname) != 1 or "" not in {given[0], surname[0]}:
        return
    one, other = groups[given[0]]["name.given"], groups[surname[0]]["name.surname"]
    if abs(one - other) <= _BESIDE:
        del groups[given[0]], groups[surname[0]]
        groups[given[0] or surname[0]] = {"name.given": one, "name.surname": other}


def without_firms(subjects: list[Subject], columns: Sequence[Sequence[str]]) -> list[Subject]:
    """Without columns in which hardly anybody is named, where another is full of names: "Client" beside "Associate"."""
    if len(subjects) < 2:
        return subjects
    shares = [_share(columns[one.full], _looks_named) if one.full >= 0 and columns[one.full] else 1 for one in subjects]
    if max(shares) < _NAMES:
        return subjects
    found = zip(subjects, shares, strict=True)
    return [one for one, share in found if share >= _HARDLY or _keeps_back(one, columns)]


def _keeps_back(subject: Subject, columns: Sequence[Sequence[str]]) -> bool:
    """Whether a column of persons has their initials only, or says that they are not told: nobody else is meant.

    >>> _keeps_back(Subject("client", full=0), [["A.L.", "BR"]]), _keeps_back(Subject("client", full=0), [["Acme Inc"]])
    (True, False)
    """
    cells = columns[subject.full] if subject.full >= 0 else ()
    return bool(cells) and _share(cells, is_kept_back) >= _MOSTLY


def is_kept_back(cell: str) -> bool:
    """Whether a cell has the initials of somebody only, or says that the name is not told: "A.L.", "[REDACTED]"."""
    return _HIDDEN.fullmatch(cell.strip()) is not None


def _is_of_first_names(subject: Subject, columns: Sequence[Sequence[str]]) -> bool:
    """Whether no cell of a column of whole names has more than one word: "Spouse Name" of a list of donors."""
    cells = columns[subject.full] if subject.full >= 0 else ()
    return bool(cells) and all(cell.replace(",", " ").strip().isalpha() for cell in cells)


def subjects_by_values(
    header: Sequence[str], roles: Sequence[Role | None], columns: Sequence[Sequence[str]]
) -> list[Subject]:
    """The person that the columns of a table name by what stands in them, where no header says it."""
    mixed: list[Subject] = []  # persons among firms, as in a list of who gets a 1099
    titles = header or [cells[0] if cells else "" for cells in columns]  # titles that say nothing are no header yet
    for column in sorted(range(len(columns)), key=lambda one: _is_of_doer(titles, one)):
        cells, role = columns[column], roles[column]
        party = role is not None and role.kind == "name.veto" and column < len(header) and is_party(header[column])
        if not cells or (role is not None and not party):
            continue
        share = _share(cells, _looks_named)
        called = split_key(header[column]) if column < len(header) and role is None else ""
        sure = not party and _is_full_of_names(cells, share)
        found = Subject("", full=column, by_header=False, sure=sure, called=called)
        if share >= (_SURELY if party else _NAMES):
            return [found]
        if party and share >= _HARDLY:
            mixed.append(found)
    free = [
        column
        for column, role in enumerate(roles)
        if role is None and columns[column] and max(map(len, columns[column])) > len("M.")  # not initials
    ]
    for left, right in pairwise(free):
        as_written = _share(columns[left], _is_given), _share(columns[right], _is_surname)
        turned = _share(columns[left], _is_surname), _share(columns[right], _is_given)
        if max(min(as_written), min(turned)) < _NAMES or not _are_beside(columns, left, right):
            continue
        if min(turned) < _NAMES or (min(as_written) >= _NAMES and _leaning(columns[left]) > _leaning(columns[right])):
            return [Subject("", given=left, surname=right, by_header=False)]
        return [Subject("", given=right, surname=left, by_header=False)]
    return mixed[:1]


def _is_of_doer(header: Sequence[str], column: int) -> bool:
    """Whether a column is of who did something, by its title: "Who" of a trail of changes, beside their "Record"."""
    return column < len(header) and not _DOERS.isdisjoint(split_key(header[column]).split())


def _are_beside(columns: Sequence[Sequence[str]], left: int, right: int) -> bool:
    """Whether nothing but a column of initials stands between two columns."""
    return all(max(map(len, cells), default=0) <= len("M.") for cells in columns[left + 1 : right])


@lru_cache(maxsize=4096)
def is_party(title: str) -> bool:
    """Whether a header or key names one who is paid: mostly a firm, so that the value must tell."""
    return not _PARTIES.isdisjoint(split_key(title).split())


@lru_cache(maxsize=4096)
def is_asked_for(title: str) -> bool:
    """Whether a header or key names who is to be asked for a firm, and is not the firm: "Contact", "AP Contact Name".

    >>> is_asked_for("Contact Person"), is_asked_for("Emergency Contact"), is_asked_for("Contact SSN")
    (True, False, True)
    """
    words = set(split_key(title).split())
    return not _ASKED_FOR.isdisjoint(words) and "emergency" not in words


@lru_cache(maxsize=4096)
def is_firm(title: str) -> bool:
    """Whether a header or key names a firm, or one who mostly is: "Vendor Name", "company"."""
    words = split_key(title).split()
    return not _FIRMS.isdisjoint(words) and (len(words) == 1 or words[-1] in {"name", *_FIRMS})


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(cell) for cell in cells) / len(cells)


def _leaning(cells: Sequence[str]) -> int:
    """How much more the words of a column are given names than surnames."""
    return sum(given_entry(cell).given - surname_entry(cell).surname for cell in cells)


def _is_full_of_names(cells: Sequence[str], listed: float) -> bool:
    """Whether what is on no list in a column is a name as well; `listed`: how many of its cells are on one."""
    if not _MOSTLY <= listed < _SURELY:
        return listed >= _SURELY
    return all(_looks_named(cell) or names.parse_name(cell, labelled=True) is not None for cell in cells)


def _looks_named(cell: str) -> bool:
    return names.known_name(cell) is not None and not _is_town(cell)


def _is_town(cell: str) -> bool:
    """Whether a cell is a town with its state: "Salem MA", where Ma may be a surname, too.

    >>> _is_town("Salem MA"), _is_town("SALEM, MA"), _is_town("Yun Ma"), _is_town("YUN MA")
    (True, True, False, False)
    """
    *town, state = cell.replace(",", " ").split() or [""]
    if not town or len(state) != _STATE or not state.isupper() or state.lower() not in places().states:
        return False
    return not cell.isupper() or fold(" ".join(town)) in places().towns


def _is_given(cell: str) -> bool:
    return cell[:1].isupper() and " " not in cell and given_entry(cell).given > 0


def _is_surname(cell: str) -> bool:
    return cell[:1].isupper() and " " not in cell and surname_entry(cell).surname > 0
