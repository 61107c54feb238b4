"""What a candidate stands for that is not written as its kind is: zeros put back, pieces put together, letters read."""

from __future__ import annotations

from piiscan.detectors import drivers_license, financial_account, license_shapes, payment_card, ssn
from piiscan.judge.reasons import Proof
from piiscan.later import later
from piiscan.matcher import (
    KIND_OF,
    LICENSE,
    LICENSE_PIECES,
    MISREAD,
    PIECES,
    PURSE,
    SAID,
    SSN_CLAIM,
    SSN_SHORT,
    as_digits,
    as_said,
)
from piiscan.model import Grade, Kind

MISREAD_DIGITS = "misread-digits"
"""The reason to review a number in which letters were read as digits."""

_CLAIM_LETTERS = later(r"[ -]?[A-Za-z][0-9A-Za-z]?$")
_VALIDATE = {
    Kind.SSN: ssn.validate,
    Kind.PAYMENT_CARD: payment_card.validate,
    Kind.DRIVERS_LICENSE: drivers_license.validate,
    Kind.FINANCIAL_ACCOUNT: financial_account.validate,
}
_TOLD = {
    SSN_SHORT: ("restored:leading-zero",),
    SSN_CLAIM: ("shape:medicare-claim",),
    **dict.fromkeys(PIECES, ("restored:pieces",)),
    **dict.fromkeys(MISREAD, ("restored:letters",)),
    **dict.fromkeys(SAID, ("restored:said",)),
}


def value_of(candidate: int, raw: str) -> str | None:
    """The canonical value; of a licence too short for most states as well, which only its state can tell."""
    if candidate == LICENSE and license_shapes.written(raw):
        return license_shapes.compact(raw)
    if candidate == PURSE:
        return raw  # the matcher has seen to it
    if candidate == SSN_SHORT:
        raw = raw.zfill(9)
    elif candidate == SSN_CLAIM:
        raw = _CLAIM_LETTERS.sub("", raw)
    elif candidate in MISREAD:
        raw = as_digits(raw)
    elif candidate in SAID:
        raw = as_said(raw)
    elif candidate == LICENSE_PIECES:
        raw = license_shapes.compact(raw)
    elif candidate in PIECES:
        raw = "".join(filter(str.isdigit, raw))
    return _VALIDATE[KIND_OF[candidate]](raw)


def told(candidate: int) -> tuple[str, ...]:
    """What was done to read the number, as reason codes."""
    return _TOLD.get(candidate, ())


def doubted(candidate: int, proof: Proof) -> Proof:
    """The proof, as one to be reviewed where letters were read as digits."""
    if candidate not in MISREAD or proof.kind is None:
        return proof
    return proof._replace(grade=min(proof.grade, Grade.FAIR), review=MISREAD_DIGITS)
