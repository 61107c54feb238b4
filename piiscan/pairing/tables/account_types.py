"""Columns that say which kind of account each number beside them is of: checking, savings, IRA.

Rule: where nearly all cells of a type or product name a kind of account that holds money, in words or in the letters
that banks and payroll have for it (DDA, SAV), the numbers under a title of accounts are of such.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.headers import Role, column_role
from piiscan.model import Grade, Kind

TYPES = frozenset(("type", "kind", "typ"))
"""What headers of types end with."""
_RUN_TOGETHER = ("type", "typ")
"""How a name of a column ends that is of types, where no sign parts its words: ACCTTYPE."""
_PRODUCTS = frozenset(("product", "prod", "product code", "product cd", "prod code", "prod cd"))
"""Headers of what a bank has sold."""
_LETTERS = frozenset(
    "ck sv mm dda sda sav svg svgs chk chkg ckg cd cod mma mmda mmk now ira hsa".split()  # noqa: SIM905 - as a list, 16 lines
)
"""What banks and payroll cut kinds of deposits short to."""
_MOST = 0.8

Roles = tuple[Role | None, ...]


def of_named_accounts(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """Numbers of accounts beside a column that says which kind each is are of a kind that holds money."""
    if not any(_are_deposits(cells) for title, cells in zip(titles, columns, strict=True) if _is_of_types(title)):
        return roles
    return tuple(
        role._replace(grade=Grade.STRONG) if role is not None and role.kind == Kind.FINANCIAL_ACCOUNT else role
        for role in roles
    )


def _is_of_types(title: str) -> bool:
    words = title.split()
    if not TYPES.isdisjoint(words[-1:]) or not _PRODUCTS.isdisjoint((title, *words[-1:])):
        return True
    role = column_role(typed(title))
    return role is not None and role.kind == Kind.FINANCIAL_ACCOUNT


def typed(title: str) -> str:
    """What a title of one word is of the types of, "" where it is none: "taxid" of "taxidtype".

    >>> typed("taxidtype"), typed("tax id type"), typed("taxid")
    ('taxid', '', '')
    """
    return next((title.removesuffix(end) for end in _RUN_TOGETHER if " " not in title and title.endswith(end)), "")


def _are_deposits(cells: Sequence[str]) -> bool:
    """Whether nearly all cells name a kind of account that holds money."""
    return bool(cells) and sum(map(_is_deposit, cells)) >= _MOST * len(cells)


def _is_deposit(cell: str) -> bool:
    role = column_role(cell)
    named = role is not None and role.kind == Kind.FINANCIAL_ACCOUNT and role.grade == Grade.STRONG
    return named or cell.lower() in _LETTERS
