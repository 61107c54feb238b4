"""What a number says by itself: whether it is a sample, and the reason codes of what it passed."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.detectors import drivers_license, financial_account, license_shapes, payment_card, ssn, wallets
from piiscan.model import Kind

CLEAR = "clear-value"
"""Of a number that its label says is hashed, encrypted or the like, and which can be read all the same."""
UNLABELLED = "unlabelled-license"
"""The reason to review a licence that nothing but its form makes one."""
PUBLISHED = "published-test-number"
_FEW_STATES = 3
_IS_TEST = {
    Kind.SSN: ssn.is_test_value,
    Kind.PAYMENT_CARD: payment_card.is_test_value,
    Kind.DRIVERS_LICENSE: drivers_license.is_test_value,
    Kind.FINANCIAL_ACCOUNT: financial_account.is_test_value,
}


class Proof(NamedTuple):
    """What became of a candidate. `kind` None: it is something else, and `evidence` says what."""

    kind: Kind | None
    value: str
    grade: int
    evidence: tuple[str, ...]
    test_value: bool = False
    review: str | None = None  # a reason that keeps it from counting by itself


def is_test_value(kind: Kind, value: str) -> bool:
    """Whether a number is one that was published as a sample."""
    test = _IS_TEST.get(kind)
    return test is not None and test(value)


def rules(kind: Kind, value: str, raw: str) -> tuple[str, ...]:
    """The reason codes of what a proved number passed, and of its shape."""
    if kind is Kind.SSN:
        return ("rule:ssn-area", "shape:bare" if raw[:4].isdigit() else "shape:delimited")
    if kind is Kind.PAYMENT_CARD:
        return (
            "check:luhn",
            f"network:{payment_card.network(value)}",
            "shape:bare" if raw.isdigit() else "shape:grouped",
        )
    if kind is Kind.FINANCIAL_ACCOUNT:
        if financial_account.iban(value):
            return ("check:mod-97", f"country:{value[:2]}")
        return (wallets.shape(value) or "shape:account",)
    return _license_shape(value)


def _license_shape(value: str) -> tuple[str, ...]:
    """The states that have the shape of a licence, few enough to be told."""
    if drivers_license.is_massachusetts(value):
        return ("shape:ma-license",)
    if value.isdigit():
        return ("shape:nine-digits" if len(value) == len("123456789") else "shape:digits",)
    states = sorted(license_shapes.states_of(value))
    return tuple(f"shape:{state}" for state in states) if len(states) <= _FEW_STATES else ("shape:several",)
