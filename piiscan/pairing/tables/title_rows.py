"""Titles of columns that take more than one row: over several columns, or broken behind a word.

Rule: a title over several columns ("Employee") has theirs ("Last", "First") in the row below it, where the other
columns are empty. Where each title goes on below, the rows say together what none of them says ("Social", "Security
No").
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.header_words import NAMES, NUMBER_KINDS, is_person
from piiscan.detectors.headers import HOME_KINDS
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.tables.header_row import ELEMENT_ROLES

_WIDEST_SPANNED = 200  # columns
_TITLES = 2  # over columns
_DIGIT = later(r"\d")
_YOURS = frozenset(("your", "contact", "details", "detail", "information", "info"))
_PERSONAL = NUMBER_KINDS | NAMES
_USEFUL = _PERSONAL | HOME_KINDS | {"routing", "license.state"}

Row = Sequence[str]
Header = tuple[int, tuple[str, ...], tuple[Role | None, ...]]
"""The last row of a header, its titles and their roles."""


def spanned(rows: Sequence[Row], at: int, roles: tuple[Role | None, ...]) -> Header:
    """The last row of a header, its titles and their roles, where these take more than one row.

    >>> spanned([["Last", "First", "Social"], ["Name", "Name", "Security #"], ["Lee", "Ann", "1"]], 1, ())[:2]
    (1, ('Last Name', 'First Name', 'Social Security #'))
    """
    if not goes_on(rows, at):
        return at, tuple(rows[at] if at >= 0 else ()), roles
    over = _spanned(rows, at, roles)
    grouped = over[0] if over[1] != tuple(rows[at]) else -1
    first, last, titles = _broken(rows, at, _useful(over[1]), grouped)
    if first == last:
        return over
    put = _spanned([*rows[:first], titles, *rows[last + 1 :]], first, tuple(map(column_role, titles)))
    return put[0] + last - first, put[1], put[2]


def goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a header may take more than one row: titles stand above it ("Buyer 1"), or a row of words below."""
    above = at > 0 and sum(map(bool, rows[at - 1])) >= _TITLES
    return above or (0 <= at < len(rows) - 1 and _may_go_on(rows[at + 1]))


def _broken(rows: Sequence[Row], at: int, most: int, grouped: int) -> tuple[int, int, tuple[str, ...]]:
    """The first and last row of titles that are broken behind a word, and what they say; the row itself, if none.

    Only such as say more of persons than `most`, as much as the titles over several columns do, and not the two rows
    that these are of, the last of which is `grouped`.
    """
    best = at, at, tuple(rows[at])
    for first, last in ((at - 1, at), (at, at + 1), (at - 2, at), (at - 1, at + 1), (at, at + 2)):
        if (
            first < 0
            or last >= len(rows)
            or (first, last) == (grouped - 1, grouped)
            or not all(map(_may_go_on, rows[first : last + 1]))
        ):
            continue
        wide = max(map(len, rows[first : last + 1]))
        cells = ([*row, *[""] * (wide - len(row))] for row in rows[first : last + 1])
        titles = tuple(" ".join(filter(None, column)) for column in zip(*cells, strict=True))
        if (told := _useful(titles)) > most and _keeps(rows[at], titles):
            best, most = (first, last, titles), told
    return best


def _keeps(row: Row, titles: Row) -> bool:
    """Whether what names a person or number in a row of titles does in the whole, too: no second row of records has."""
    before, after = ([_names(title) for title in one] for one in (row, titles))
    return not any(was and not still for was, still in zip(before, after, strict=False))


def _names(title: str) -> bool:
    role = column_role(title) if title else None
    return role is not None and role.kind in _PERSONAL and role.grade > Grade.WEAK


def _may_go_on(row: Row) -> bool:
    """Whether a row may be part of titles that are broken: of words alone."""
    return sum(map(bool, row)) >= _TITLES and not any(map(_DIGIT.search, row))


def _useful(titles: Row) -> int:
    """How much titles say of persons, their numbers and where they live: the sum of the grades."""
    roles = (column_role(title) for title in titles if title)
    return sum(role.grade for role in roles if role is not None and role.kind in _USEFUL)


def _spanned(rows: Sequence[Row], at: int, roles: tuple[Role | None, ...]) -> Header:
    """The last row of a header, its titles and their roles, where some titles stand over those of several columns.

    Spreadsheets and pages merge the cells of such a title, and those of a title of one column with the cell below. The
    row that was found may be either of them: one title alone above it is that of the table, and not of columns.

    >>> _spanned([["Employee", "", "SSN"], ["Last", "First", ""]], 0, (None, None, None))[:2]
    (1, ('Employee Last', 'Employee First', 'SSN'))
    >>> _spanned([["Name", "Pay", "", ""], ["", "ABA", "Acct no.", "Since"]], 0, (None, None, None))[:2]
    (1, ('Name', 'ABA', 'Acct no.', 'Since'))
    >>> _spanned([["Insured", "", "Spouse", ""], ["Name", "SSN", "Name", "SSN"]], 1, (None, None, None, None))[1]
    ('Insured Name', 'Insured SSN', 'Spouse Name', 'Spouse SSN')
    """
    found = _joined(rows, at, roles)
    if found[0] == at and at > 0 and sum(map(bool, rows[at - 1])) >= _TITLES:
        above = _joined(rows, at - 1, roles)
        return above if above[0] == at else found
    return found


def _joined(rows: Sequence[Row], at: int, roles: tuple[Role | None, ...]) -> Header:
    """What a row and the one below it come to as one header; the row itself, where they are none."""
    over = rows[at] if at >= 0 else ()
    below = rows[at + 1] if 0 <= at < len(rows) - 1 else ()
    width = max(len(over), len(below))
    if not any(over) or not any(below) or len(below) > _WIDEST_SPANNED or len(over) > _WIDEST_SPANNED:
        return at, tuple(over), roles
    above, under = ([*row, *[""] * (width - len(row))] for row in (over, below))
    in_span = [not above[c] or (c + 1 < width and not above[c + 1]) for c in range(width)]
    wide = sum(bool(above[c] and under[c] and under[c + 1] and not above[c + 1]) for c in range(width - 1))
    alone = sum(bool(under[c]) and not in_span[c] for c in range(width))  # of one column: "Plan" over "Code"
    fits = (not alone or alone < wide) and all(under[c] or above[c] for c in range(width))
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
        if role is not None and ((role.kind in HOME_KINDS and _is_of_accounts(group)) or _is_asking(group)):
            both = False
        titles.append(f"{group} {own}" if both else own or title)
    return at + 1, tuple(titles), tuple(map(column_role, titles))


def _say_accounts(parts: Sequence[Role | None]) -> bool:
    """Whether some titles are of numbers of ours, or of the banks beside: not all of them have to be known."""
    return any(role is not None and role.kind in {*ELEMENT_ROLES, "routing"} for role in parts)


def _is_of_person(title: str) -> bool:
    """Whether a title over several columns names whose they are, so that not all below it have to be known."""
    return is_person(split_key(title))


def _is_asking(title: str) -> bool:
    """Whether a title asks those who answer for theirs: "How should we pay you?", "Contact Details"."""
    words = split_key(title).split()
    asked = title.endswith("?") and not any(map(is_person, words))
    return asked or (words[-1:] != words[:1] and words[-2:-1] == ["contact"] and _YOURS.issuperset(words))


def _is_of_accounts(title: str) -> bool:
    """Whether a title is that of numbers, which have no home: the columns behind them may be the person's."""
    role = column_role(title)
    return role is not None and role.kind in ELEMENT_ROLES
