"""Brokers whose name says of an account beside it that it is one of investments (SPEC §9): Schwab acct, TIAA a/c."""

from __future__ import annotations

from piiscan.later import later

_AT_BROKER = later(  # "Schwab acct", "my Fidelity account number is"
    r"\b(?:Fidelity|Schwab|Vanguard|E\*?TRADE|(?:TD )?Ameritrade|Merrill(?: Lynch| Edge)?|Edward Jones|Morgan Stanley"
    r"|Raymond James|Ameriprise|LPL|Putnam|T\. ?Rowe Price|TIAA|Robinhood)(?:'s|\u2019s)? (?:[Ii]nvestments? )?"
    r"(?i:acc(?:oun)?ts?|a/c)[ .:#]{0,3}(?i:(?:no|num|numbers?|nbr)\b[ .:#]{0,3})?(?:is )?\Z"
)


def at_broker(before: str) -> bool:
    """Whether the words right before a number say that it is an account, and at which broker.

    >>> at_broker("my Fidelity account number is "), at_broker("high fidelity account no. "), at_broker("Schwab, ")
    (True, False, False)
    """
    return _AT_BROKER.search(before) is not None
