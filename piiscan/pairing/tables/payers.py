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
