"""Columns of numbers whose kind another column names, row by row: "ID Type" beside "ID Number" (customers, KYC).

Rule: the header of the numbers says that they are some and not of what, the one near it that it is a type, and one of
the types in the sample is an element. What a type means is said in `objects.types`, which asks the same of JSON.
A history of changes ("Field", "Old Value", "New Value") is such a table: the name of the field is the type.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan import judge
from piiscan.detectors.headers import Role, column_role
from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade, Kind
from piiscan.pairing.objects.types import is_type, says_nothing, taxpayer_type, type_role
from piiscan.pairing.tables.account_types import typed
from piiscan.pairing.tables.header_row import names_numbers

_NEAR = 3
"""Columns from one to the other at most."""
_KINDS = {kind.value: kind for kind in (Kind.SSN, Kind.DRIVERS_LICENSE, Kind.PAYMENT_CARD)}
_NUMBERS = frozenset(("number", "no", "num", "nbr", "#", "value", "identifier", "identification", "id", "alias"))
_CHANGED = frozenset(("old", "new", "previous", "prior", "current", "original", "updated", "before", "after"))
"""Words of a header for which of two values of a field it has; they say nothing of what the field is."""
_FIELDS = frozenset(("field", "attribute", "property", "column"))
_KIND_WORDS = ("type", "typ", "type code", "type cd", "kind")


def type_columns(header: Sequence[str], columns: Sequence[Sequence[str]]) -> dict[int, int]:
    """The column that names the kinds, by each column of numbers that has one."""
    found: dict[int, int] = {}
    for column, title in enumerate(header):
        if (
            not title
            or _is_of_cards(title)
            or (_NUMBERS.isdisjoint(split_key(title).split()) and not of_taxpayers(column_role(title)))
        ):
            continue
        near = (column + side * off for off in range(1, _NEAR + 1) for side in (-1, 1))
        for other in near:
            silent = _is_silent(title)
            if not 0 <= other < len(header) or not (silent or _is_alike(title, header[other])):
                continue
            if _is_of_kinds(header[other]) and any(_tells(cell, title, silent=silent) for cell in columns[other]):
                found[column] = other
                break
    return found


def _tells(cell: str, title: str, *, silent: bool) -> bool:
    """Whether a type says that the number below a title is an element, or of a taxpayer's number that it is none."""
    of = column_role(title)
    written = _written_out(cell, of)
    if _kind(written, Grade.STRONG if _is_of_others(title) else Grade.FAIR, accounts=silent):
        return True
    return bool(of_taxpayers(of)) and says_other([cell], 0, of)


def _is_of_others(title: str) -> bool:
    """Whether a header says that its numbers are of things: the type of one says little."""
    role = column_role(title)
    return role is not None and role.kind == "other" and role.grade > Grade.WEAK


def _is_of_cards(title: str) -> bool:
    """Whether a header says itself that its numbers are of cards: these have a check digit, whatever kind they are."""
    role = column_role(title)
    return role is not None and role.kind == Kind.PAYMENT_CARD.value and role.grade > Grade.WEAK


def of_taxpayers(role: Role | None) -> int:
    """The grade of a header of numbers of taxpayers, of whatever kind ("TIN"); 0 of others."""
    return role.grade if role is not None and (role.kind, role.grade) == (Kind.SSN.value, Grade.WEAK) else Grade.NONE


def _is_silent(title: str) -> bool:
    """Whether a header leaves open what its values are, though it may say which of two: "Value", "New Value"."""
    return says_nothing(" ".join(word for word in split_key(title).split() if word not in _CHANGED))


def _is_of_kinds(title: str) -> bool:
    """Whether the cells below a header name kinds of values: it is a type, or the name of a field."""
    return bool(title) and (
        is_type(title)
        or split_key(title).endswith("method")  # of payment: "Visa", "ACH checking"
        or not _FIELDS.isdisjoint(split_key(title).split())
        or bool(_typed_taxpayers(split_key(title)))
    )


def _typed_taxpayers(title: str) -> str:
    """The number of taxpayers whose type a title of one word is: "taxid" of "taxidtype", "taxtyp", "" of others."""
    stem = typed(title)
    return next((one for one in (stem, f"{stem}id") if stem and of_taxpayers(column_role(one))), "")


def _is_alike(title: str, other: str) -> bool:
    """Whether two headers are of the same thing: `document_no`, `document_type`; `doc_nbr`, `doc_type_cd`.

    A number may be said to be somebody's, and its type not: "Payee TIN", "TIN Type"; "Group TIN", "Tax ID Type". Or the
    other way round: "ALIAS", "PERSON_ALIAS_TYPE_CD".
    """
    named, kinds = split_key(title), split_key(other)
    own = next((kinds.removesuffix(f" {word}") for word in _KIND_WORDS if kinds.endswith(f" {word}")), "")
    own = own or _typed_taxpayers(kinds)
    if own and (
        named == own
        or own.endswith(f" {named}")
        or (of_taxpayers(column_role(own)) and of_taxpayers(column_role(title)))
    ):
        return True
    one = named.rpartition(" ")[0]
    return one != "" and one in {own, kinds.rpartition(" ")[0]}


def has_types(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has such columns, by its header and some of its records."""
    if not any(map(is_type, header)):
        return False
    columns = [[row[column] for row in rows if column < len(row)] for column in range(len(header))]
    return bool(type_columns(header, columns))


def says_other(cells: Sequence[str], column: int, of: Role | None) -> bool:
    """Whether the cell of a type names something that is no element; an unknown word says nothing.

    `of`: the header of the numbers, which says what a code means.
    """
    role = type_role(_written_out(cells[column], of)) if column < len(cells) and cells[column] else None
    return role is not None and role.grade > Grade.WEAK and role.kind not in _KINDS


def kind_named(cells: Sequence[str], column: int, of: Role | None) -> Kind | None:
    """The element that the cell of a type says the number beside it is; None for whatever else. `of`: as above."""
    return _kind(_written_out(cells[column], of)) if column < len(cells) else None


def _of_a_state(cell: str, role: Role) -> int:
    """The grade of a licence whose state a type names: "MA license" is one to drive."""
    return Grade.FAIR if role.kind == Kind.DRIVERS_LICENSE.value and judge.issuer_in(cell) else Grade.NONE


def _written_out(cell: str, of: Role | None) -> str:
    """A type, or what its letter stands for beside numbers of taxpayers."""
    return taxpayer_type(cell) if of_taxpayers(of) else cell


def _kind(cell: str, least: int = Grade.FAIR, *, accounts: bool = True) -> Kind | None:
    """The element that a type names, at least so surely.

    An account is one only where its number is meant, and no log-in's: "Bank Account".

    "Checking" is a kind of account, beside a header that says itself that the numbers are of some.
    """
    role: Role | None = type_role(cell) if cell else None
    if role is None or max(role.grade, _of_a_state(cell, role)) < least:
        return None
    if role.kind == Kind.FINANCIAL_ACCOUNT.value and accounts and role.grade == Grade.STRONG:
        return Kind.FINANCIAL_ACCOUNT if names_numbers(cell, role) else None
    return _KINDS.get(role.kind)
