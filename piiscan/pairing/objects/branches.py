"""Which branches of an object are records of their own, and whose: they lend nothing to their neighbours.

Rule: a branch with a name and a number of the same kind is complete; so is any with a number, where the object lists
several such. Two lists in step are of the same persons only where no third one names any;
beside two lists of others, a branch is one of a collection, too. What belongs to a firm says nothing of a person.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.lexicon import split_key
from piiscan.model import Kind
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.table import fold
from piiscan.pairing.objects.records import Bond, Leaf, Record, Texts, role_of, written

_FIRMS = frozenset(
    (
        *("employer", "company", "merchant", "vendor", "supplier", "seller", "bank", "branch", "store", "shop"),
        *("school", "hospital", "clinic", "pharmacy", "organization", "organisation", "business", "firm"),
        *("facility", "agency", "insurer", "carrier", "lender", "creditor", "provider"),
    )
)
_TRADES = frozenset(("tradeline", "tradelines", "trade", "trades", "inquiry", "inquiries"))
"""Keys of what a bureau of credit lists, whose "subscribers" are lenders."""
_PAYING = frozenset(("from", "source", "payer", "debtor", "dbtr", "remitter", "originator", "bankacctfrom"))
_PAID = frozenset(("to", "destination", "payee", "creditor", "cdtr", "recipient", "beneficiary", "bankacctto"))


class Loan(Enum):
    """What a name outside the branch of a number is to it."""

    ITS_OWN = "its own"
    DOUBTFUL = "doubtful"  # one of several persons in the object, for all we know
    OF_ANOTHER = "of another"  # the name of another record beside it


def loan(record: Record, own: Leaf, kind: Kind, named: Leaf, said: Texts = written) -> Loan:
    """Whether a name is in the branch of a number or the outer object's own, or lent by another branch."""
    depth = _common(own.path, named.path)
    if kind is Kind.FINANCIAL_ACCOUNT and _on_two_sides(own.path[depth:], named.path[depth:]):
        return Loan.OF_ANOTHER
    branch, mine = named.path[: depth + 1], own.path[: depth + 1]
    if len(named.path) <= depth + 1:
        return Loan.ITS_OWN
    numbers = {
        role.kind
        for leaf in record.leaves
        if leaf.path[: depth + 1] == branch
        and leaf.bond(named)
        and (role := role_of(leaf.path[-1])) is not None
        and role.kind in NUMBER_KINDS
        and _bare(said(leaf)) != _bare(said(own))  # the same number once more tells of nobody else
    }
    if kind.value in numbers:
        return Loan.OF_ANOTHER
    if len(own.path) <= depth + 1:
        return Loan.ITS_OWN
    listed = {
        leaf.path[: depth + 1]
        for leaf, _ in record.name_leaves()
        if leaf.bond(own) is Bond.NONE and leaf.path[: depth + 1] not in {branch, mine}
    }
    if len(listed) > 1 or (listed and (numbers or named.bond(own) is Bond.PARALLEL)):
        return Loan.OF_ANOTHER
    complete = listed and any(
        leaf.path[: depth + 1] in listed and (role := role_of(leaf.path[-1])) is not None and role.kind in NUMBER_KINDS
        for leaf in record.leaves
    )
    return Loan.DOUBTFUL if complete else Loan.ITS_OWN


def in_another_branch(own: Leaf, named: Leaf) -> bool:
    """Whether a name stands in a branch beside that of a number, and not in an object round both."""
    depth = _common(own.path, named.path)
    return len(own.path) > depth + 1 and len(named.path) > depth + 1


def is_of_many(own: Leaf, named: Leaf) -> bool:
    """Whether the branch of a name beside that of a number is a collection, as the number's is: cards, and members."""
    depth = _common(own.path, named.path)
    return bool(own.listed) and all(
        key.endswith("s") and not key.endswith("ss") for key in (own.path[depth], named.path[depth])
    )


def without_others(record: Record, own: Leaf, person: str, said: Texts = written) -> Record:
    """A record without the branches beside that of a leaf which name somebody else: those have their own addresses."""
    words = set(person.split())
    named = [
        leaf.path[: depth + 1]
        for leaf, (kind, _, _) in record.name_leaves()
        if (depth := _common(own.path, leaf.path)) < len(leaf.path) - 1
        and words.isdisjoint(map(fold, said(leaf).split()))
        and (kind != "name.full" or names.parse_name(said(leaf), labelled=True) is not None)
    ]
    kept = (leaf for leaf in record.leaves if not any(leaf.path[: len(branch)] == branch for branch in named))
    return Record(record.start, record.end, tuple(kept)) if named else record


def _on_two_sides(own: tuple[str, ...], named: tuple[str, ...]) -> bool:
    """Whether keys call one of two the account that is paid from, and the other who is paid, or the other way round."""
    one, two = _key_words(own), _key_words(named)
    paying, paid = not _PAYING.isdisjoint(one), not _PAID.isdisjoint(one)
    return paying is not paid and not (_PAID if paying else _PAYING).isdisjoint(two) and one.isdisjoint(two)


def party_of(key: str) -> str:
    """The side of a payment whose account a key names: that is of who stands under the other key.

    >>> party_of("creditorAccount"), party_of("debtor_account"), party_of("bankAccount")
    ('creditor', 'debtor', '')
    """
    party = key.removesuffix("Account").removesuffix("account").removesuffix("_")
    return party if party != key and party.lower() in _PAYING | _PAID else ""


@lru_cache(maxsize=1 << 10)  # keys come again
def _key_words(path: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for key in path for word in split_key(key).split())


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """How many keys two paths share."""
    shared = 0
    while shared < min(len(one), len(two)) and one[shared] == two[shared]:
        shared += 1
    return shared


def is_of_lender(path: tuple[str, ...]) -> bool:
    """Whether the name at the end of some keys is that of who reports to a bureau of credit.

    >>> is_of_lender(("tradeline", "subscriberName")), is_of_lender(("tradeline", "jointName"))
    (True, False)
    """
    return "subscriber" in path[-1].lower() and any(key.lower() in _TRADES for key in path[:-1])


@lru_cache(maxsize=4096)
def is_of_others(key: str) -> bool:
    """Whether an object under this key is a firm's: {"merchant": {"state": "MA"}}."""
    return not _FIRMS.isdisjoint(split_key(key).split())
