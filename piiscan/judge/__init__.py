"""Candidate to element, atoms to class: the one table of grades (SPEC §2). Nothing later rewrites a grade.

The judge sees a candidate's text, what stands round it and what its column or key is called. It never looks
for a person: who an element belongs to is the business of pairing.
"""

from __future__ import annotations

from piiscan.judge.accounts import account_grade
from piiscan.judge.cards import BEHIND, SENSITIVE, coded, is_code_title, with_code
from piiscan.judge.ceiling import lower
from piiscan.judge.claims import names_itself
from piiscan.judge.classes import Atoms, Verdict, classify
from piiscan.judge.documents import REACH as TITLE
from piiscan.judge.documents import SAID as DOCUMENT
from piiscan.judge.licenses import doubt_of, is_trade, issuer_in, license_grade
from piiscan.judge.proof import AFTER, BEFORE, OVERRULED, prove
from piiscan.judge.reasons import CLEAR, PUBLISHED, Proof, is_test_value, rules
from piiscan.judge.restored import MISREAD_DIGITS
from piiscan.judge.things import titles_thing
from piiscan.matcher import ACCOUNT, ACCOUNT_PIECES, IBAN

__all__ = [
    "ACCOUNT",
    "ACCOUNTS",
    "AFTER",
    "BEFORE",
    "BEHIND",
    "CLEAR",
    "DOCUMENT",
    "IBAN",
    "MISREAD_DIGITS",
    "OVERRULED",
    "PUBLISHED",
    "SENSITIVE",
    "TITLE",
    "Atoms",
    "Proof",
    "Verdict",
    "account_grade",
    "classify",
    "coded",
    "doubt_of",
    "is_code_title",
    "is_test_value",
    "is_trade",
    "issuer_in",
    "license_grade",
    "lower",
    "names_itself",
    "prove",
    "rules",
    "titles_thing",
    "with_code",
]

ACCOUNTS = frozenset({ACCOUNT, ACCOUNT_PIECES})
"""Candidates that nothing but a label or a routing number near makes accounts."""
