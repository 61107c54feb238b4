"""What the numbers of a column are, by its title or, where that says nothing of them, by what cannot be chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from piiscan.detectors import financial_account, payment_card, ssn
from piiscan.detectors.labels import Role
from piiscan.later import later
from piiscan.model import Kind
from piiscan.pairing.tables.header_row import ELEMENT_ROLES

ENOUGH_ROWS = 5
"""Fewer values than this do not make a column of one kind."""
SEPARATED_SSN = later(r"\d{3}([- ])\d{2}\1\d{4}")
"""A Social Security number in the form that needs no header."""
_CARD = later(r"\d(?:[ -]?\d){12,18}")
_MOST = 0.8
_BY_VALUES: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.SSN, lambda cell: SEPARATED_SSN.fullmatch(cell) and ssn.validate(cell)),
    (Kind.PAYMENT_CARD, lambda cell: _CARD.fullmatch(cell) and payment_card.validate(cell)),
    (Kind.FINANCIAL_ACCOUNT, financial_account.behind_routing),
)


def kind_of(role: Role | None, cells: Sequence[str]) -> Kind | None:
    """The kind of the numbers of a column with a role, None where they are none.

    Nine digits alone are no evidence: 89 % of all nine-digit numbers pass the rules of an SSN (SPEC §6).
    """
    if role is not None:
        return ELEMENT_ROLES.get(role.kind)
    return next((kind for kind, is_one in _BY_VALUES if mostly(cells, is_one, ENOUGH_ROWS)), None)


def mostly(cells: Sequence[str], test: Callable[[str], object], enough: int = 1) -> bool:
    """Whether a test is true of four of five values, of which there are enough."""
    return len(cells) >= enough and sum(bool(test(cell)) for cell in cells) >= _MOST * len(cells)
