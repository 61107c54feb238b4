"""What a hit in running text is, by the text round it, and the element it stands for."""

from __future__ import annotations

from piiscan import judge
from piiscan.detectors.account_labels import NEAR
from piiscan.matcher import ACCOUNT, LICENSE, SSN_BARE, SSN_CLAIM, SSN_HASHED
from piiscan.model import Element, Grade, Kind
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.numbers import Hit
from piiscan.pairing.prose.row_labels import label_of_row
from piiscan.pairing.tables import hashes

_LABELLED = frozenset((ACCOUNT, LICENSE, SSN_BARE))
"""What only a label makes a number."""
_APART = "   "


def prove(data: bytes | bytearray, hit: Hit) -> judge.Proof:
    """Judge a hit by the text round it: the same line, or a label that ends the line above."""
    kind, start, end = hit
    before = decode(data[max(0, start - judge.BEFORE) : start], cut=True)
    after = decode(data[end : end + judge.AFTER], cut=True).split("\n", 1)[0]
    raw = decode(data[start:end])
    if kind == SSN_HASHED:
        return _hashed(raw, before)
    if kind in _LABELLED and before.endswith(_APART) and (label := label_of_row(before, raw, after)):
        before = label
    near = ""
    if kind in judge.ACCOUNTS:
        above, below = data[max(0, start - NEAR) : start], data[end : end + NEAR]
        begun = "\n" if start < NEAR else ""  # its first line is whole
        near = begun + decode(above, cut=True) + "\x1f" + decode(below, cut=True)
    elif kind == SSN_CLAIM or judge.DOCUMENT in before.lower():
        near = decode(data[max(0, start - judge.TITLE) : start], cut=True)
    proof = judge.prove(kind, raw, before, after, near=near)
    if proof.kind is not Kind.PAYMENT_CARD:
        return proof
    return judge.with_code(proof, decode(data[end : end + judge.BEHIND], cut=True))


def _hashed(raw: str, before: str) -> judge.Proof:
    """Judge a value of the size of a hash by the words before it."""
    if not hashes.says_ssn_hash(before):
        return judge.Proof(None, "", Grade.NONE, ("no-label",))
    return judge.Proof(Kind.SSN, raw, Grade.FAIR, hashes.evidence_of(raw, "label"), review=hashes.REASON)


def element_of(proof: judge.Proof, start: int, end: int) -> Element:
    """The element a proved hit stands for."""
    assert proof.kind is not None  # noqa: S101 - a contract, and what mypy needs to know
    return Element(proof.kind, proof.value, start, end, proof.grade, proof.evidence, proof.test_value, proof.review)
