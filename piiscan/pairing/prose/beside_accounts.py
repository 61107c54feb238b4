"""Account numbers of which the text right beside them tells all that the judge asks: most of those in logs.

Rule: further away stands nothing that speaks for an account: no routing number, no bank, no type of a deposit, no word
of statements, and the line of the number begins so far before it that no title of a column is asked for. What then
stands beside it may have other digits: those of times, of other numbers and of hashes. Where a label may have a digit
in it ("last 4", "401k") they are left as they are.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from piiscan import judge
from piiscan.detectors import financial_account
from piiscan.detectors.account_labels import NEAR
from piiscan.later import later
from piiscan.matcher import Hits
from piiscan.pairing.tables.cells import Bools, Bytes, number_at
from piiscan.pairing.tables.grid import Ints

# Each begins with its letters, which the engine seeks at once; what is before is asked behind them. In small letters.
_SPEAKING = (
    *(
        rb"bank(?<=\b.{4})s?\b",
        rb"bancorp",
        rb"trust(?<=\b.{5})\b",
        rb"savings",
        rb"credit union",
        rb"five(?<=\b.{4})\b",
    ),
    *(
        rb"coop(?<=\b.{4})",
        rb"co-op",
        rb"cu(?<=\b.{2})\b",
        rb"fcu(?<=\b.{3})\b",
        rb"bk(?<=\b..)\b",
        rb"bnk(?<=\b...)\b",
    ),
    *(rb"nb(?<=\b.{2})\b", rb"sb(?<=\b.{2})\b", rb"tb(?<=\b.{2})\b", rb"checking", rb"chequing", rb"money market"),
    *(rb"share draft", rb"brokerage", rb"passbook", rb"cd(?<=\b.{2})\b", rb"ira(?<=\b.{3})\b", rb"statement"),
    *(rb"balance", rb"withdrawals", rb"confirmation", rb"trade date", rb"settlement date"),
)
_IN_BOXES = rb"[0-9](?:[ |\[\]]{1,5}[0-9]){8}"
DIGIT_IN_LABEL = (
    *(rb"add(?:r|ress)?[ _-]?[0-9]", rb"line[ _-]?[0-9]", rb"last[ _-]?[0-9]", rb"cv[cv][ _-]?[0-9]"),
    *(rb"first[ _-]?[0-9]", rb"i[ _-]?94", rb"icd[ _-]?[0-9]", rb"ipv[ _-]?[0-9]", rb"isbn[ _-]?[0-9]"),
    *(rb"md[ _-]?[0-9]", rb"pick[ _-]?[0-9]", rb"plus[ _-]?[0-9]", rb"sha[ _-]?[0-9]", rb"soc[ _-]?[0-9]"),
    *(
        rb"street[ _-]?[0-9]",
        rb"track[ _-]?[0-9]",
        rb"zip[ _-]?[0-9]",
        rb"code[ _-]?[0-9]",
        rb"s0c",
        rb"soc1",
        rb"socia1",
    ),
    *(
        rb"secur1",
        rb"soc[a-z]{3,16}n0",
        rb"n0(?<=\b..)\b",
        rb"40[13][ _(-]{0,2}(?:k|b|acc|plan)",
        rb"457[ _(-]{0,2}(?:b|acc|plan)",
    ),
    *(rb"529[ _(-]{0,2}(?:acc|plan)",),
)
"""Labels that have a digit in them, in small letters."""
_HEX = later(rb"(?<==)(?=[0-9a-f]*[0-9]{2})(?=[0-9]*[a-f])[0-9a-f]{8,64}(?![0-9A-Za-z_-])")
_NO_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_NINE = len("011000015")
_ZERO, _DIGITS, _LINE_END = 0x30, 10, 0x0A


@cache
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.ASCII)


def without_digits(data: bytes) -> bytes:
    """A text with zeros for all digits, and for hashes that a key has, as long as it was.

    >>> without_digits(b"took=0.811ms trace=8e56847737ae364b")
    b'took=0.000ms trace=0000000000000000'
    """
    return _HEX.sub(lambda word: b"0" * len(word[0]), data).translate(_NO_DIGITS)


def told_beside(data: bytes, hits: Hits) -> Bools:
    """Of which hits the text right beside them tells all, if they are accounts."""
    codes = np.frombuffer(data, np.uint8)
    above = hits.start - judge.BEFORE
    free = ~_between(np.flatnonzero(codes == _LINE_END), above, hits.start)
    small = data.lower()
    for sought, before, after in (((*_SPEAKING, _IN_BOXES), NEAR, NEAR), (DIGIT_IN_LABEL, judge.BEFORE, judge.AFTER)):
        spans = [match.span() for pattern in map(_compiled, sought) for match in pattern.finditer(small)]
        begins, ends = np.sort(np.array(spans, np.int64).reshape(-1, 2), axis=0).T
        free &= ~_reached(begins, ends, hits, before, after)
    routing = _routing(codes)
    return np.asarray(free & ~_reached(routing, routing + _NINE, hits, NEAR, NEAR) & (above >= 0))


def _routing(codes: Bytes) -> Ints:
    """Where nine digits begin that may be a routing number."""
    digits = codes - np.uint8(_ZERO)
    edges = np.flatnonzero(np.diff((digits < _DIGITS).astype(np.int8), prepend=0, append=0))
    begins, ends = edges[::2], edges[1::2]
    begins = begins[ends - begins == _NINE]
    numbers = number_at(digits[begins + np.arange(_NINE)[:, None]], range(_NINE))
    return np.asarray(begins[financial_account.aba_array(numbers)])


def _between(places: Ints, begin: Ints, end: Ints) -> Bools:
    return np.asarray(np.searchsorted(places, begin) < np.searchsorted(places, end))


def _reached(begins: Ints, ends: Ints, hits: Hits, before: int, after: int) -> Bools:
    """Which hits have one of some spans, which are in order, so near that a part of it is seen."""
    first = np.searchsorted(ends, hits.start - before, side="right")
    return np.asarray(first < np.searchsorted(begins, hits.end + after))
