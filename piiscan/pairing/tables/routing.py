"""Columns of routing numbers and of banks: what stands beside a column of accounts and says what these are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from piiscan.detectors import account_labels, financial_account
from piiscan.detectors.labels import Role, split_key
from piiscan.detectors.routed_at_bank import is_called_bank
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.tables.column_kinds import ENOUGH_ROWS, mostly
from piiscan.pairing.tables.column_owner import is_short

_ABA = later(r"\d{8,9}", re.ASCII)
_ACCOUNT = later(r"\d{5,17}", re.ASCII)
_MASKED = later(r"[xX*#]{2,}[xX*# -]*\d{0,4}", re.ASCII)
_OF_BANK = (Kind.FINANCIAL_ACCOUNT.value, Grade.STRONG)
_CODES = frozenset(("cd", "code", "no", "nbr", "num", "number", "id", "key"))
"""Words of a header for what stands for a bank: its routing number, in many systems."""
_KEPT = frozenset(("institution", "held", "depository", "custodian"))
"""Words of a header over those who keep accounts, which stands over others as well: "Institution", "Held at"."""
_SAID_TO_BE_ANY = ("other", Grade.WEAK)  # kind and grade of a header like "ID"


class Routing:
    """The columns of a table that hold routing numbers or name banks; looked for once, and only beside accounts."""

    def __init__(self, roles: Sequence[Role | None], header: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        self._header = header
        self._columns = list(zip(roles, columns, strict=True))

    @cached_property
    def _of_values(self) -> bool:
        unsaid = (cells for role, cells in self._columns if role is None or (role.kind, role.grade) == _SAID_TO_BE_ANY)
        coded = (cells for title, (_, cells) in zip(self._header, self._columns, strict=False) if _is_code(title))
        return any(mostly(cells, _is_aba, ENOUGH_ROWS) for cells in unsaid) or any(mostly(c, _is_aba) for c in coded)

    @cached_property
    def _groups(self) -> set[str]:
        said = ((role, cells) for role, cells in self._columns if role is not None and role.kind == "routing")
        return {role.group for role, cells in said if any(map(_is_aba, cells))}

    @cached_property
    def _named(self) -> set[str]:
        said = ((role, cells) for role, cells in self._columns if role is not None and role[:2] == _OF_BANK)
        return {role.group for role, cells in said if any(map(financial_account.validate, cells))}

    def speaks_for(self, group: str, grade: int) -> bool:
        """Whether a column of the table, of the same group or of none beyond it, holds routing numbers.

        Those of a customer's "Acct No" it says nothing of, where a "Bank Acct No" of the same group stands beside.
        """
        if grade < Grade.STRONG and group in self._named:
            return False
        return self._of_values or any(_is_alike(one, group) for one in self._groups)

    def of_untitled(self, column: int) -> Kind | None:
        """The kind of a column without a title right behind one of routing numbers: it may hold their accounts."""
        beside = self._columns[max(0, column - 1) : column + 1]
        before, cells = beside[0][1], beside[-1][1]
        if not column or any(role is not None for role, _ in beside) or not mostly(before, _is_aba, ENOUGH_ROWS):
            return None
        sure = mostly(cells, _ACCOUNT.fullmatch, ENOUGH_ROWS) and not mostly(cells, _is_aba)
        return Kind.FINANCIAL_ACCOUNT if sure else None

    def names_bank(self, group: str) -> bool:
        """Whether a column of the table, of the same group or of none, names banks, be it by masked numbers."""
        titled = zip(self._header, self._columns, strict=False)
        found = [role.group for title, (role, cells) in titled if role and _names_banks(title, role, cells)]
        return not {"", group}.isdisjoint(found) if group else bool(found)


def routes_untitled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first rows of a table without titles have a routing number in one column, and digits behind it.

    >>> routes_untitled([["Ann Lee", "011000015", "8812004"]] * 5), routes_untitled([["Ann Lee", "011000015"]] * 5)
    (True, False)
    """
    first = rows[:ENOUGH_ROWS]
    if len(first) < ENOUGH_ROWS:
        return False
    return any(
        all(len(row) > at + 1 and _is_aba(row[at]) and _ACCOUNT.fullmatch(row[at + 1]) for row in first)
        for at, cell in enumerate(first[0])
        if _is_aba(cell)
    )


def _is_alike(one: str, group: str) -> bool:
    """Whether two groups may be one: one says nothing, or nothing beyond the other ("edd", "edd ee"), or is short."""
    words, others = one.split(), group.split()
    return set(words) <= set(others) or set(others) <= set(words) or is_short(words, others)


def _is_code(title: str) -> bool:
    """Whether a header says that its cells stand for banks: "BANK_CD"."""
    words = split_key(title).split() if "bank" in title.lower() else []
    return "bank" in words and words[-1] in _CODES


def _names_banks(title: str, role: Role, cells: Sequence[str]) -> bool:
    if account_labels.is_bank(title):
        return any(cells)
    if not _KEPT.isdisjoint(split_key(title).split()) and mostly(cells, is_called_bank):
        return True
    return role.kind == "routing" and any(map(_MASKED.fullmatch, cells))


def _is_aba(cell: str) -> bool:
    """Whether a cell is a routing number; a spreadsheet may have taken its first zero."""
    cell = cell.removesuffix(".0")
    return _ABA.fullmatch(cell) is not None and financial_account.aba(cell.zfill(9))
