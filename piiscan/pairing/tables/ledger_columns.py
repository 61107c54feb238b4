"""Charts of accounts: the numbers by which a firm's ledger calls its accounts, which are no accounts of anybody.

Rule: they are short, and beside them stands what only a ledger says of an account (an asset, an expense, its code for
the tax office), or they are in order as the contents of a book are: 11, 1105, 110505.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.headers import Role
from piiscan.later import later
from piiscan.model import Grade, Kind

_CODE = later(r"\d{1,8}|\d{1,5}(?:[.-]\d{1,5}){1,4}")  # 1105, 61000, 10-1000-00
_BESIDE = frozenset(
    (
        *("gifi", "gifi accno", "gifi code", "charttype", "chart type", "chart of accounts", "normal balance"),
        *("natural account", "tax line", "fs line", "gl type", "gl class"),
    )
)
"""Headers that only a chart of accounts has."""
_BANKED = frozenset(("bank", "cash", "credit card"))
"""Types in a ledger that other tables have, too."""
_TYPES = frozenset(
    (
        *("asset", "assets", "current asset", "current assets", "other current asset", "other current assets"),
        *("fixed asset", "fixed assets", "other asset", "other assets", "accounts receivable", "accounts payable"),
        *("liability", "liabilities", "current liability", "current liabilities", "other current liability"),
        *("other current liabilities", "long term liability", "long term liabilities", "equity", "net assets"),
        *("income", "other income", "revenue", "revenues", "expense", "expenses", "other expense", "other expenses"),
        *("cost of goods sold", "cogs", "cost of sales", "contra asset", "non posting", "inventory"),
    )
)
"""What an account is in a ledger."""
_MOST = 0.8
_FEWEST = 5  # cells
_HELD = 0.5


def of_ledger(
    titles: Sequence[str], roles: tuple[Role | None, ...], columns: Sequence[Sequence[str]]
) -> tuple[Role | None, ...]:
    """The roles of the columns of a table, without the accounts of a ledger."""
    codes = {column for column, role in enumerate(roles) if role is not None and role.kind == Kind.FINANCIAL_ACCOUNT}
    if not codes:
        return roles
    if _BESIDE.isdisjoint(titles):
        codes = {column for column in codes if _are_codes(columns[column])}
        typed = codes and any(map(_are_types, columns))
        codes = codes if typed else {column for column in codes if _are_nested(columns[column])}
    return tuple(Role("other", Grade.FAIR, "") if column in codes else role for column, role in enumerate(roles))


def _are_codes(cells: Sequence[str]) -> bool:
    return len(cells) >= _FEWEST and sum(_CODE.fullmatch(cell) is not None for cell in cells) >= _MOST * len(cells)


def _are_types(cells: Sequence[str]) -> bool:
    """Whether nearly all cells say what an account is in a ledger, and not all the same."""
    said = [cell.lower().replace("-", " ") for cell in cells]
    known = [one for one in said if one in _TYPES or one in _BANKED]
    return len(known) >= max(_FEWEST, _MOST * len(cells)) and len(set(known)) > 1 and not _BANKED.issuperset(known)


def _are_nested(cells: Sequence[str]) -> bool:
    """Whether most codes go on from shorter ones in the same column."""
    whole = set(cells)
    nested = sum(any(one[:size] in whole for size in range(1, len(one))) for one in whole)
    return len(whole) >= 2 * _FEWEST and nested >= _HELD * len(whole)
