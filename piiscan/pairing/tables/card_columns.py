"""Columns of cards that another name stands over, of accounts or numbers of anything; and of their codes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from piiscan import judge
from piiscan.detectors import payment_card
from piiscan.detectors.headers import Role
from piiscan.model import Grade, Kind

_ENOUGH_CARDS = 8  # one number in thirty passes: so many together do not by chance


def of_cards(roles: tuple[Role | None, ...], columns: Sequence[Sequence[str]]) -> tuple[Role | None, ...]:
    """A column of accounts, or of numbers of anything, all of which have the form and check digit of a card's.

    Few will do where another column is of what is printed on a card: "Name on Card", "Number", "Exp".
    """
    printed = any(role is not None and role.kind == "card.context" and role.grade > Grade.WEAK for role in roles)
    enough = 1 if printed else _ENOUGH_CARDS

    def seen(role: Role | None, cells: Sequence[str]) -> Role | None:
        vague = role is not None and role[:2] == ("other", Grade.WEAK)
        if role is None or not (vague or role.kind == Kind.FINANCIAL_ACCOUNT.value) or len(cells) < enough:
            return role
        return role._replace(kind=Kind.PAYMENT_CARD.value) if all(map(payment_card.validate, cells)) else role

    return tuple(map(seen, roles, columns))


def code_beside(header: tuple[str, ...], cells: Sequence[str]) -> str:
    """The security code of the card in a record, "" without one."""
    return next((cells[column] for column in _code_columns(header) if column < len(cells)), "")


@lru_cache(maxsize=1 << 6)  # all records of a table have one header
def _code_columns(header: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(column for column, title in enumerate(header) if judge.is_code_title(title))
