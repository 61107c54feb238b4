"""Which of the first rows of a table is its header, and what its cells mean.

Rule: the row with the most labels, none of which is a number or long. One label in a row of many cells is a value that
happens to be a word, save where the first row has words alone and stands over columns of numbers, or where the operator
names it as the title of a column. A title over several columns ("Employee") has theirs ("Last", "First") in the row
below it, where the other columns are empty.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from piiscan.detectors.header_words import is_person
from piiscan.detectors.headers import CONCEALED, HOME_KINDS
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.exclusion import folded

_ROWS = 20  # titles and blank rows may stand above it
_WIDEST_SPANNED = 200  # columns
_TITLES = 2  # over columns
_DIGIT = later(r"\d")
_NUMBERISH = later(r"\d{5,}|\d[-. ]\d\d[-. ]\d")
_ACCOUNT_WORDS = frozenset(
    ("account", "accounts", "acct", "acc", "iban", "number", "no", "num", "nbr", "#", "cuenta", "conta", "kont")
)
"""A header without one of these ("Savings", "401k") names a kind of account, and as often an amount of money."""

_FEWEST_PREFIXED = 5  # titles
_MOST_PREFIXED = 0.75
_PREFIXES = (2, 3, 4)  # letters
_SURE_OF_PERSONS = frozenset(("name.surname", "ssn"))
"""What things have no columns of."""

ELEMENT_ROLES = {kind.value: kind for kind in Kind} | {"account.review": Kind.FINANCIAL_ACCOUNT, "medicare": Kind.SSN}
ELEMENT_ROLES |= {concealed: Kind(kind) for kind, concealed in CONCEALED.items()}
"""Kinds of columns whose cells are elements."""


def header_of(rows: Sequence[Sequence[str]], declared: Collection[str] = ()) -> tuple[int, tuple[Role | None, ...]]:
    """The index of the header row (-1: none) and the roles of its cells. `declared`: titles of the operator, folded."""
    best, best_score = -1, 0
    best_roles: tuple[Role | None, ...] = ()
    for index, row in enumerate(rows[:_ROWS]):
        filled = [cell for cell in row if cell]
        if not filled or any(_NUMBERISH.search(cell) or len(cell) > 80 for cell in filled):
            continue
        row = unprefixed(row)
        roles = tuple(column_role(cell) if cell else None for cell in row)
        telling = _is_telling(row, roles)
        named = sum(folded(cell) in declared for cell in filled) if declared else 0
        score = sum(role is not None for role in roles) + telling + named
        # A single label in a row of many cells is a value that happens to be a word ("Card", "Boston").
        if score > best_score and (score > 1 or named or len(filled) <= 3 or _stands_over_numbers(rows, index)):
            best, best_score, best_roles = index, score, roles
    return best, best_roles


def unprefixed(row: Sequence[str]) -> Sequence[str]:
    """A header without the letters that a system begins the names of its columns with, where they say something then.

    Only names of one word that mean nothing with them are cut, and only where a surname or a Social Security number is
    among these: in the names of columns of things the letters are the thing (DOGNAME, SITENAME).

    >>> unprefixed(["CUSTNBR", "CUSLNM", "CUSFNM", "CUSSSN", "CUSST"])
    ['CUSTNBR', 'LNM', 'FNM', 'SSN', 'ST']
    >>> unprefixed(["ITEMNO", "ITEMNAME", "ITEMLOC", "ITEMQTY", "ITEMZIP"])
    ['ITEMNO', 'ITEMNAME', 'ITEMLOC', 'ITEMQTY', 'ITEMZIP']
    """
    filled = [cell for cell in row if cell]
    middle = filled[len(filled) // 2].upper() if len(filled) >= _FEWEST_PREFIXED else ""
    least = _MOST_PREFIXED * len(filled)
    best, most = row, 1
    for size in _PREFIXES:
        prefix = middle[:size]
        if not prefix.isalpha() or sum(cell.upper().startswith(prefix) for cell in filled) < least:
            break
        cut = [_without(prefix, cell) for cell in row]
        roles = [column_role(cell) for cell in cut]
        told = {role.kind for role, old, new in zip(roles, row, cut, strict=True) if role is not None and old != new}
        if len(told) > most and any(role is not None and role.kind in _SURE_OF_PERSONS for role in roles):
            best, most = cut, len(told)
    return best


def _without(prefix: str, cell: str) -> str:
    """A title without a prefix, if it is of one word and means something only then."""
    if not cell.upper().startswith(prefix) or not cell.isascii() or " " in cell or column_role(cell) is not None:
        return cell
    rest = cell[len(prefix) :].lstrip("_-.")
    return rest if len(rest) > 1 and column_role(rest) is not None else cell


def spanned(
    rows: Sequence[Sequence[str]], at: int, roles: tuple[Role | None, ...]
) -> tuple[int, tuple[str, ...], tuple[Role | None, ...]]:
    """The last row of a header, its titles and their roles, where some titles stand over those of several columns.

    Spreadsheets and pages merge the cells of such a title, and those of a title of one column with the cell below. The
    row that was found may be either of them: one title alone above it is that of the table, and not of columns.

    >>> spanned([["Employee", "", "SSN"], ["Last", "First", ""]], 0, (None, None, None))[:2]
    (1, ('Employee Last', 'Employee First', 'SSN'))
    >>> spanned([["Name", "Pay", "", ""], ["", "ABA", "Acct no.", "Since"]], 0, (None, None, None))[:2]
    (1, ('Name', 'ABA', 'Acct no.', 'Since'))
    >>> spanned([["Insured", "", "Spouse", ""], ["Name", "SSN", "Name", "SSN"]], 1, (None, None, None, None))[1]
    ('Insured Name', 'Insured SSN', 'Spouse Name', 'Spouse SSN')
    """
    found = _joined(rows, at, roles)
    if found[0] == at and at > 0 and sum(map(bool, rows[at - 1])) >= _TITLES:
        above = _joined(rows, at - 1, roles)
        return above if above[0] == at else found
    return found


def _joined(
    rows: Sequence[Sequence[str]], at: int, roles: tuple[Role | None, ...]
) -> tuple[int, tuple[str, ...], tuple[Role | None, ...]]:
    """What a row and the one below it come to as one header; the row itself, where they are none."""
    over = rows[at] if at >= 0 else ()
    below = rows[at + 1] if 0 <= at < len(rows) - 1 else ()
    width = max(len(over), len(below))
    if not any(over) or not any(below) or len(below) > _WIDEST_SPANNED or len(over) > _WIDEST_SPANNED:
        return at, tuple(over), roles
    above, under = ([*row, *[""] * (width - len(row))] for row in (over, below))
    in_span = [not above[c] or (c + 1 < width and not above[c + 1]) for c in range(width)]
    fits = all(in_span[c] if under[c] else above[c] for c in range(width))
    filled = sum(map(bool, under)) > 1 and any(under[c] and not above[c] for c in range(width))  # "Lee, Ann M" is one
    if not fits or not filled or any(map(_DIGIT.search, under)):
        return at, tuple(over), roles
    parts = tuple(column_role(cell) if cell else None for cell in under)
    unknown = sum(bool(cell) and role is None for cell, role in zip(under, parts, strict=True))
    of_persons = bool(unknown) and all(map(_is_of_person, filter(None, above)))
    if unknown and not (3 * unknown <= sum(map(bool, under)) and (of_persons or _say_accounts(parts))):
        return at, tuple(over), roles
    titles: list[str] = []
    group = ""
    for title, own, role in zip(above, under, parts, strict=False):
        group = title or group
        whole = column_role(f"{group} {own}") if own else None  # "Spouse Last": whose it is, too
        both = whole is not None and role is not None and whole.kind == role.kind and whole.group
        if role is not None and role.kind in HOME_KINDS and _is_of_accounts(group):
            both = False
        titles.append(f"{group} {own}" if both else own or title)
    return at + 1, tuple(titles), tuple(map(column_role, titles))


def _say_accounts(parts: Sequence[Role | None]) -> bool:
    """Whether some titles are of numbers of ours, or of the banks beside: not all of them have to be known."""
    return any(role is not None and role.kind in {*ELEMENT_ROLES, "routing"} for role in parts)


def _is_of_person(title: str) -> bool:
    """Whether a title over several columns names whose they are, so that not all below it have to be known."""
    return is_person(split_key(title))


def _is_of_accounts(title: str) -> bool:
    """Whether a title is that of numbers, which have no home: the columns behind them may be the person's."""
    role = column_role(title)
    return role is not None and role.kind in ELEMENT_ROLES


def _stands_over_numbers(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a row is the first and of words alone, and two of its columns have digits in all cells below it.

    >>> _stands_over_numbers([["Date", "Account", "Debit"], ["3/1/24", "101-00-1000", ""]], 0)
    True
    """
    if index or any(map(_DIGIT.search, rows[0])):
        return False
    below = [[row[c] for row in rows[1:_ROWS] if c < len(row) and row[c]] for c in range(len(rows[0]))]
    return sum(bool(cells) and all(map(_DIGIT.search, cells)) for cells in below) > 1


def _is_telling(row: Sequence[str], roles: tuple[Role | None, ...]) -> bool:
    return any(
        role is not None and role.kind in ELEMENT_ROLES and role.grade >= Grade.FAIR and names_numbers(cell, role)
        for cell, role in zip(row, roles, strict=True)
    )


def names_numbers(cell: str, role: Role) -> bool:
    """Whether a label of numbers can only be a header: "Savings" is a value, too."""
    return ELEMENT_ROLES[role.kind] is not Kind.FINANCIAL_ACCOUNT or not _ACCOUNT_WORDS.isdisjoint(
        split_key(cell).split()
    )
