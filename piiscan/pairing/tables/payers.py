"""Of several persons in a record, the one who pays or is paid: an account or card of no other group is theirs.

"Payee, EFT Acct, Claimant": the money goes to the payee. "Patient, Responsible Party, Card on File": the party pays.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.model import Kind

_WORDS = {
    Kind.FINANCIAL_ACCOUNT.value: frozenset(("payee", "depositor")),
    Kind.PAYMENT_CARD.value: frozenset(("cardholder", "card", "cardmember", "payer", "payor", "responsible", "billed")),
}

_HOLDERS = frozenset(("cardholder", "card", "cardmember"))
_BILLED = frozenset(("billing", "bill", "billed"))


def of_payers(columns: Sequence[tuple[int, str, int, bool]], named: Sequence[Sequence[str]]) -> dict[int, int]:
    """Columns of accounts and cards whose owner is a guess, with the only subject that is named as who has them.

    `columns` are of no group that names anybody, with a kind, a subject and whether that is a guess; `named` are the
    words of the groups of the subjects.

    >>> of_payers([(3, "financial_account", 1, True)], [["payee"], ["claimant"]])
    {3: 0}
    """
    wanted = {kind for _, kind, _, guess in columns if guess and kind in _WORDS}
    meant = {kind: [at for at, group in enumerate(named) if not _WORDS[kind].isdisjoint(group)] for kind in wanted}
    sure = {kind: subjects[0] for kind, subjects in meant.items() if len(subjects) == 1}
    return {column: sure[kind] for column, kind, _, guess in columns if guess and kind in sure}


def billed(places: list[tuple[int, str]], named: Sequence[str]) -> list[tuple[int, str]]:
    """Columns of addresses with the group of each, those of who is billed with that of the only holder of a card.

    >>> billed([(3, "billing"), (4, "")], ["guest", "card holder"])
    [(3, 'card holder'), (4, '')]
    """
    holders = [group for group in named if not _HOLDERS.isdisjoint(group.split())]
    if len(holders) != 1 or not _BILLED.isdisjoint(named):
        return places
    return [(column, holders[0] if group in _BILLED else group) for column, group in places]
