"""Lists of "name, bank, routing number, account" without titles: how a bank's name ends right before the two numbers.

Rule: a word that ends the name of a bank, or one of those that are called by a name without such a word ("Citizens"),
the routing number, perhaps called one, and what parts it from the account.
"""

from __future__ import annotations

from piiscan.later import later

NAME = (
    r"(?:(?i:bank|\b(?:trust|savings|credit union|f?cu|co-?op|banco|five))\b(?: (?i:co|company)\b\.?)?"
    r"|\b(?i:bank of america|bofa|citizens|santander|chase|wells fargo|capital one|webster|needham|rockland|cape cod 5"
    r"|bankfive|hingham|middlesex|salem five|td|m&t))"
)
"""The end of a bank's name."""
CALLED = r"[ ,:/|\t-]{1,24}(?:(?i:aba|rtn?|routing)(?: ?(?i:number|no\.?|#))?[ :#]{1,3})?"
"""What parts it from a routing number."""
PARTED = r"(?: ?[/|-] ?|, ?| {2,24}|\t{1,3})"
"""What parts that from its account."""
_ALONE = later(rf"{NAME}[ .]*\Z")
_BEFORE = later(rf"{NAME}{CALLED}\d{{9}}{PARTED}\Z")


def is_called_bank(cell: str) -> bool:
    """Whether a cell is the name of a bank.

    >>> is_called_bank("Eastern Bank"), is_called_bank("Citizens"), is_called_bank("Bank St Deli")
    (True, True, False)
    """
    return _ALONE.search(cell) is not None


def is_routed_at_bank(before: str) -> bool:
    """Whether a text ends with a bank and a number of nine digits that is parted from what follows.

    >>> is_routed_at_bank("Ann Lee, Eastern Bank, 011301798, "), is_routed_at_bank("Digital FCU - ABA 211391825 - ")
    (True, True)
    >>> is_routed_at_bank("Acme Supply, 011301798, "), is_routed_at_bank("Eastern Bank 011301798 ")
    (False, False)
    """
    return _BEFORE.search(before) is not None
