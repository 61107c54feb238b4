"""What the columns of a table mean, decided once per table: by the header, else by a sample of the values.

Who a column belongs to follows from its group: `emp_ssn` beside `emp_name`, `ssn_1` beside `name_1` (SPEC §5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from piiscan import judge
from piiscan.detectors import financial_account, payment_card, ssn, wallets
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.labels import Role
from piiscan.model import Grade, Kind
from piiscan.pairing.exclusion import folded
from piiscan.pairing.names.columns import Subject, subjects_of
from piiscan.pairing.tables.column_kinds import ENOUGH_ROWS, kind_of, mostly
from piiscan.pairing.tables.column_owner import (
    TOKEN,
    Owners,
    by_position,
    firm_column,
    issuer_of,
    of_another_role,
    of_firms,
    of_main,
    only_owner,
)
from piiscan.pairing.tables.column_roles import together
from piiscan.pairing.tables.countries import country_columns
from piiscan.pairing.tables.hashes import is_digest, is_ssn_hash
from piiscan.pairing.tables.header_row import header_of, names_numbers, unprefixed
from piiscan.pairing.tables.home_columns import by_values, towns
from piiscan.pairing.tables.islands import Islands
from piiscan.pairing.tables.others_records import are_of_others, is_theirs
from piiscan.pairing.tables.payers import billed
from piiscan.pairing.tables.routing import Routing
from piiscan.pairing.tables.split_numbers import split_columns
from piiscan.pairing.tables.title_rows import spanned
from piiscan.pairing.tables.type_columns import type_columns

SAMPLE_ROWS = 200
_TURNS = frozenset(("secondary", "second", "alternate", "other", "former", "previous", "dd", "deposit"))
"""Which of several: of accounts somebody may have as many."""
_LONG_ACCOUNT = 6  # digits and letters; shorter values are accounts only under a header that cannot mean much else


class ElementColumn(NamedTuple):
    """A column of numbers of one kind, and the subject (by index, -1: none) they belong to."""

    column: int
    kind: Kind
    label: int  # grade of the header; 0: known by its values only
    subject: int
    ambiguous: bool = False
    state: int = -1  # of a licence: the column that says where it was issued
    issuer: str = ""  # of a licence: the state that the header says issued it
    policy: bool = False  # numbers of accounts that may give no access to money
    routed: bool = False  # a column of routing numbers stands beside it
    hashed: bool = False  # hashes of numbers
    by_type: int = -1  # the column that says, row by row, what the number is
    concealed: bool = False  # the header says that the cells are hashed, encrypted or the like
    bare: int = Grade.NONE  # of a cell of such a column that is digits alone: its grade
    purse: str = ""  # which addresses the cells may be, see `detectors.wallets`
    of_doubt: bool = False  # licences that somebody has to look at, by the header
    split: bool = False  # a number whose groups have a column each, this and the two behind it
    declared: str = ""  # the rule of the operator that says that the cells are encrypted: they are counted by it

    @property
    def doubtful(self) -> bool:
        """Whether the cells are accounts that somebody has to look at: policies, and those of no named type."""
        weak = self.policy or (self.label < Grade.STRONG and not self.routed)
        return self.kind is Kind.FINANCIAL_ACCOUNT and weak

    @property
    def of_any(self) -> bool:
        """Whether firms have such numbers, too: accounts, and tax numbers that need not be Social Security's."""
        return self.kind is Kind.FINANCIAL_ACCOUNT or (self.kind is Kind.SSN and self.label == Grade.WEAK)

    @property
    def is_rare(self) -> bool:
        """Whether few tables have such a column: each of its cells is read by itself."""
        return self.concealed or self.split or bool(self.purse) or self.by_type >= 0

    @property
    def unlabelled_ssn(self) -> bool:
        """Whether only the values say that the cells are Social Security numbers."""
        return self.kind is Kind.SSN and not self.label

    @property
    def needs_form(self) -> bool:
        """Whether the header is too weak for bare digits, and the digits have no check digit."""
        return self.label == Grade.WEAK and self.kind in {Kind.SSN, Kind.DRIVERS_LICENSE}


class Plan(NamedTuple):
    """How to read the rows of a table."""

    header: tuple[str, ...]
    first_row: int  # records before it are titles and the header
    roles: tuple[Role | None, ...]
    subjects: tuple[Subject, ...]
    elements: tuple[ElementColumn, ...]
    states: tuple[tuple[int, str], ...]  # (column, group)
    zips: tuple[tuple[int, str], ...]
    cities: tuple[tuple[int, str], ...]
    addresses: tuple[tuple[int, str], ...]
    declared: Mapping[int, str] = MappingProxyType({})  # the rules of the operator by the columns they declare
    countries: tuple[tuple[int, str], ...] = ()
    firms: int = -1  # the column that names whose a record is, where it mostly is a firm's, and a person only to ask

    @property
    def typed(self) -> frozenset[int]:
        """The columns whose cells are elements as a whole."""
        return frozenset(element.column for element in self.elements)

    def births(self, subject: int) -> tuple[int, ...]:
        """The columns of dates of birth of a subject (-1: of nobody named), or of no group."""
        group = self.subjects[subject].group if subject >= 0 else ""
        return tuple(
            c for c, role in enumerate(self.roles) if role and role.kind == "birth" and role.group in {"", group}
        )

    def is_of_party(self, column: int) -> bool:
        """Whether a number is of whom a record names where most name a firm, and of who is asked where it is one."""
        role = self.roles[column] if self.firms >= 0 and column < len(self.roles) else None
        return role is not None and not role.group

    def vetoed(self, column: int) -> bool:
        """Whether the header says that the column holds something else. "ID" alone is no such header."""
        role = self.roles[column] if column < len(self.roles) else None
        return role is not None and role.kind in VETO_KINDS and role.grade > Grade.WEAK

    def title(self, column: int) -> str:
        """The header of a column, "" if there is none."""
        return self.header[column] if column < len(self.header) else ""


def make_plan(rows: Sequence[Sequence[str]], declared: Mapping[str, str] = MappingProxyType({})) -> Plan:
    """The plan of a table by its first records (cells stripped and unquoted). `declared`: see `Exclusion.declared`."""
    at, written, roles = spanned(rows, *header_of(rows, declared))
    header = unprefixed(written)
    body = rows[at + 1 : at + 1 + SAMPLE_ROWS]
    width = max([len(roles), *map(len, body)])  # a header may be wider than all records below it
    roles = (*roles, *[None] * (width - len(roles)))
    columns = [[row[c] for row in body if c < len(row) and row[c]] for c in range(width)]
    roles = together(header, roles, columns)
    subjects = subjects_of(header, roles, columns, enough=len(body) >= ENOUGH_ROWS)
    elements = []
    islands = Islands(subjects, header, columns)
    owners = islands.owners
    typed_by = type_columns(header, columns)
    issued = {role.group: column for column, role in enumerate(roles) if role and role.kind == "license.state"}
    routing = Routing(roles, header, columns)
    split = split_columns(header, roles, body)
    behind = {column for columns_behind in split.values() for column in columns_behind}
    for column, role in enumerate(roles):
        if column in typed_by:
            subject, ambiguous = islands.of_any_kind(column, role)
            elements.append(ElementColumn(column, Kind.SSN, Grade.STRONG, subject, ambiguous, by_type=typed_by[column]))
            continue
        kind = kind_of(role, columns[column]) or (routing.of_untitled(column) if at < 0 else None)
        if (
            kind is None
            or column in behind
            or (role is None and judge.titles_thing("".join(header[column : column + 1])))
        ):
            continue
        group = (role.group if role is not None else "") or owners.named_in(
            header[column] if column < len(header) else ""
        )
        counted = kind is Kind.FINANCIAL_ACCOUNT or column in split
        group = "" if counted and _is_turn(group, subjects) else group
        subject, ambiguous = islands.of(column, group)
        label = role.grade if role is not None else Grade.NONE
        state = issuer_of(issued, group) if kind is Kind.DRIVERS_LICENSE else -1
        routed = at < 0 and routing.of_untitled(column) is not None
        element = ElementColumn(column, kind, label, subject, ambiguous, state, routed=routed, split=column in split)
        if kind is Kind.DRIVERS_LICENSE and column < len(header):
            issuer = judge.issuer_in(header[column]) if state < 0 else ""
            element = element._replace(of_doubt=judge.doubt_of(header[column]) is not None, issuer=issuer)
        if role is not None and kind is Kind.FINANCIAL_ACCOUNT:
            account = _of_accounts(element, role, routing, header, columns[column])
            if account is None:
                continue
            element = account
        element = _hidden(element, role, columns[column], header)
        elements.append(element)
    elements = [_of_only(one, body, subjects) for one in _settled(elements, roles, subjects, owners, header)]
    elements = _doubted(elements, roles, subjects, header)
    unsaid = Counter(one.subject for one in elements if one.unlabelled_ssn)  # of one person one at most
    elements = [
        one._replace(ambiguous=True) if one.unlabelled_ssn and unsaid[one.subject] > 1 else one for one in elements
    ]
    said = {c: rule for c, title in enumerate(header) if (rule := declared.get(folded(title)))} if declared else {}
    elements = [one._replace(declared=said.get(one.column, "")) for one in elements] if said else elements
    places_of = {
        kind: islands.places(
            billed(
                [(column, role.group) for column, role in enumerate(roles) if role and role.kind == kind],
                [subject.group for subject in subjects],
            )
        )
        for kind in ("state", "zip", "city", "address")
    }
    places_of |= by_values(columns, body) if at < 0 else towns(header, columns, roles, places_of)
    return Plan(
        written,
        at + 1,
        roles,
        tuple(subjects),
        tuple(elements),
        places_of["state"],
        places_of["zip"],
        places_of["city"],
        places_of["address"],
        said,
        islands.places(country_columns(header)),
        firm_column(header, subjects),
    )


def _settled(
    elements: list[ElementColumn],
    roles: Sequence[Role | None],
    subjects: Sequence[Subject],
    owners: Owners,
    header: Sequence[str],
) -> list[ElementColumn]:
    """The columns of numbers, told whose they are by what stands in the others of their kind."""
    grouped = [(one.kind.value, role.group if (role := roles[one.column]) else "") for one in elements]
    apart = of_another_role(grouped, subjects)
    if of_firms(header, subjects):
        apart = [its or one.of_any for its, one in zip(apart, elements, strict=True)]
    elements = [one._replace(ambiguous=one.ambiguous or its) for one, its in zip(elements, apart, strict=True)]
    placed = by_position([(one.column, one.kind.value) for one in elements if one.ambiguous], subjects, owners)
    unnamed = [one for one, (_, group) in zip(elements, grouped, strict=True) if not (one.ambiguous and group)]
    placed |= of_main([(one.column, one.kind.value, one.subject, one.ambiguous) for one in unnamed], owners)
    return [
        one._replace(subject=placed[one.column], ambiguous=False) if one.column in placed else one for one in elements
    ]


def _doubted(
    elements: Sequence[ElementColumn], roles: Sequence[Role | None], subjects: Sequence[Subject], header: Sequence[str]
) -> list[ElementColumn]:
    """The columns of numbers of a table whose records are of others than it names, but for what says to be theirs."""
    if not are_of_others(header, subjects):
        return list(elements)
    groups = [role.group if (role := roles[one.column]) is not None else "" for one in elements]
    own = [is_theirs(group, header, subjects) for group in groups]
    return [one if its else one._replace(ambiguous=True) for one, its in zip(elements, own, strict=True)]


def _hidden(element: ElementColumn, role: Role | None, cells: Sequence[str], header: Sequence[str]) -> ElementColumn:
    """A column whose numbers are unreadable by its header, or hashed in place; all others as they are."""
    if role is not None and role.kind in VETO_KINDS:
        return _concealed(element, cells, header[element.column])
    if role is not None and element.kind is Kind.SSN and element.label >= Grade.FAIR and mostly(cells, is_digest):
        return element._replace(concealed=True, bare=Grade.STRONG, hashed=True)
    return element


def _concealed(element: ElementColumn, cells: Sequence[str], title: str) -> ElementColumn:
    """A column whose header says that its numbers are unreadable, where they may be readable all the same (SPEC §10).

    Digits alone may as well be a token: few of them are for review, of many nearly all must be numbers of the kind.
    """
    is_one = ssn.validate if element.kind is Kind.SSN else payment_card.validate
    few = len(cells) < ENOUGH_ROWS
    bare = Grade.WEAK if few else Grade.STRONG if mostly(cells, is_one) else Grade.NONE
    return element._replace(concealed=True, bare=bare, hashed=is_ssn_hash(title))


def _holds_accounts(title: str, role: Role, cells: Sequence[str]) -> bool:
    """Whether a column under an account's header holds numbers that may be accounts, and not names or amounts."""
    sure = role.kind == Kind.FINANCIAL_ACCOUNT and role.grade == Grade.STRONG and names_numbers(title, role)

    def is_one(cell: str) -> bool:
        value = financial_account.behind_routing(cell) or financial_account.validate(cell.removesuffix(".0"))
        return value is not None and (sure or len(value) >= _LONG_ACCOUNT)

    return sure or any(map(financial_account.behind_routing, cells)) or mostly(cells, is_one)


def _of_only(element: ElementColumn, body: Sequence[Sequence[str]], subjects: Sequence[Subject]) -> ElementColumn:
    """A column of Social Security numbers of whom nobody else in the table could have."""
    owner = only_owner(body, element.column, subjects) if element.ambiguous and element.kind is Kind.SSN else -1
    return element if owner < 0 else element._replace(subject=owner, ambiguous=False)


def _of_accounts(
    element: ElementColumn, role: Role, routing: Routing, header: Sequence[str], cells: Sequence[str]
) -> ElementColumn | None:
    """A column under an account's header with what the columns beside it say of it, None where it holds no accounts."""
    title = header[element.column] if element.column < len(header) else ""
    policy = role.kind == "account.review"
    routed = not policy and routing.speaks_for(role.group, role.grade)
    purse = wallets.said_by(title) if policy else ""
    if not (routed or purse or _holds_accounts(title, role, cells)):
        return None
    label = Grade.STRONG if not policy and routing.names_bank(role.group) else element.label
    return element._replace(policy=policy, routed=routed, purse=purse, label=label)


def _is_turn(group: str, subjects: Sequence[Subject]) -> bool:
    """Whether a group only says which of somebody's accounts a column is of, and nobody is named by it."""
    words = TOKEN.findall(group)
    said = {word for subject in subjects for word in TOKEN.findall(subject.group)}
    return bool(words) and all(one.isdigit() or one in _TURNS for one in words) and said.isdisjoint(words)
