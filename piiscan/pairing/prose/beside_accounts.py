"""Account numbers of which the text right beside them tells all that the judge asks: most of those in logs.

Rule: further away stands nothing that speaks for an account: no routing number, no bank, no type of a deposit, no word
of statements; and no title of a column is asked for, since the line of the number begins far before it, or no gap is
before the number and nothing right beside it may be a routing number. What then stands beside it may have other
digits: those of times, of other numbers and of hashes. Where a label may have a digit in it ("last 4", "401k") they are
left as they are.
"""

from __future__ import annotations

import numpy as np

from piiscan import judge
from piiscan.detectors import financial_account
from piiscan.detectors.account_labels import NEAR
from piiscan.detectors.routing_beside import CLAIM, is_of_another
from piiscan.later import later
from piiscan.matcher import Hits
from piiscan.matcher.alike import numbered
from piiscan.matcher.literals import spans_of
from piiscan.pairing.tables.cells import Bools, Bytes, number_at
from piiscan.pairing.tables.grid import Ints


def _listed(patterns: bytes) -> tuple[bytes, ...]:
    return tuple(one.strip() for line in patterns.splitlines() for one in line.split(b";") if one.strip())


# In small letters.
SPEAKING = _listed(
    rb"""
    \bbanks?\b;bancorp;\btrust\b;savings;credit union;\bfive\b;\bcoop;co-op
    \bcu\b;\bfcu\b;\bbk\b;\bbnk\b;\bnb\b;\bsb\b;\btb\b
    checking;chequing;money market;share draft;brokerage;passbook;\bcd\b;\bira\b
    statement;balance;withdrawals;confirmation;trade date;settlement date
    deposit;withdrawal slip;withdrawal ticket;stop[ -]payment;signature card;overdraft notice;nsf notice;returned
    fidelity;schwab;vanguard;e\*?trade;ameritrade;merrill;edward jones;morgan stanley;raymond james;ameriprise
    \blpl\b;putnam;t\. ?rowe price;tiaa;robinhood
    """
)
"""What makes an account one of a bank, or of a deposit, from further away than its label."""
_IN_BOXES = rb"[0-9](?:[ |\[\]]{1,5}[0-9]){8}"
DIGIT_IN_LABEL = _listed(
    rb"""
    add(?:r|ress)?[ _-]?[0-9];line[ _-]?[0-9];last[ _-]?[0-9];cv[cv][ _-]?[0-9];first[ _-]?[0-9];i[ _-]?94
    icd[ _-]?[0-9];ipv[ _-]?[0-9];isbn[ _-]?[0-9];md[ _-]?[0-9];pick[ _-]?[0-9];plus[ _-]?[0-9];sha[ _-]?[0-9]
    soc[ _-]?[0-9];street[ _-]?[0-9];track[ _-]?[0-9];zip[ _-]?[0-9];code[ _-]?[0-9];s0c;soc1;socia1;secur1
    soc[a-z]{3,16}n0;\bn0\b
    40[13][ _(-]{0,2}(?:k|b|acc|plan);457[ _(-]{0,2}(?:b|acc|plan);529[ _(-]{0,2}(?:acc|plan)
    """
)
"""Labels that have a digit in them, in small letters."""
_HEX = later(rb"(?<==)(?=[0-9a-f]*[0-9]{2})(?=[0-9]*[a-f])[0-9a-f]{8,64}(?![0-9A-Za-z_-])")
_NO_DIGITS = bytes.maketrans(b"123456789", b"0" * 9)
_NINE = len("011000015")
_ZERO, _DIGITS, _LINE_END = 0x30, 10, 0x0A
_TAB, _BLANK, _UNIT_END = 0x09, 0x20, 0x1F


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
    routing = _routing(codes)
    short = _between(np.flatnonzero(codes == _LINE_END), above, hits.start)
    within = _reached(routing, routing + _NINE, hits, judge.BEFORE, judge.AFTER)
    free = ~(short & (_may_be_titled(codes, hits.start) | within)) & ~_are_cut(codes, hits)
    small = data.lower()
    speaking, labels = _spans((*SPEAKING, _IN_BOXES), small), _spans(DIGIT_IN_LABEL, small)
    free &= ~_reached(*speaking, hits, NEAR, NEAR) & ~_reached(*labels, hits, judge.BEFORE, judge.AFTER)
    # Where the judge's view of the text begins, and behind the number itself, which is left out of that view, what a
    # routing number is called is not seen as it is here.
    for view, behind in ((hits.start - NEAR, _NINE), (above, _NINE), (hits.end, 0)):
        free &= ~_between(routing, view - behind, view + CLAIM + 1)
    routing = routing[~_of_others(data, routing, *labels)]
    return np.asarray(free & ~_reached(routing, routing + _NINE, hits, NEAR, NEAR) & (above >= 0))


def _are_cut(codes: Bytes, hits: Hits) -> Bools:
    """Of which hits a view of the judge shows nine digits of a longer number, which then may be a routing number."""
    room = NEAR + _NINE + 1
    digits = np.full(codes.size + 2 * room, _DIGITS, np.uint8)
    digits[room:-room] = codes - np.uint8(_ZERO)
    begins = [hits.start - NEAR, hits.start - judge.BEFORE]  # and what is before such and behind
    views = [(at, at - 1, at + _NINE) for at in begins]
    ends = [hits.end + NEAR, hits.end + judge.AFTER]
    views += [(at - _NINE, at, at - _NINE - 1) for at in ends]
    found = np.zeros(hits.start.size, bool)
    for first, inside, outside in views:
        nine = digits[room + first + np.arange(_NINE)[:, None]]
        cut = (nine < _DIGITS).all(axis=0) & (digits[room + inside] < _DIGITS) & (digits[room + outside] >= _DIGITS)
        some = np.flatnonzero(cut)
        found[some] |= financial_account.aba_array(number_at(nine[:, some], range(_NINE)))
    return found


def _may_be_titled(codes: Bytes, starts: Ints) -> Bools:
    """Which hits begin a line or stand behind a gap, so that the line above may have a title for them."""
    last, before = codes[starts - 1], codes[starts - 2]
    gap = (last == _TAB) | ((last == _BLANK) & (before == _BLANK))
    # what stands above is taken for the text up to the first of these
    return np.asarray((last == _LINE_END) | gap | (starts < 2) | bool((codes == _UNIT_END).any()))


def _spans(sought: tuple[bytes, ...], small: bytes) -> tuple[Ints, Ints]:
    """Where what is sought begins and ends, each in order."""
    spans = spans_of(sought, small)
    begins, ends = np.sort(np.array(spans, np.int64).reshape(-1, 2), axis=0).T
    return begins, ends


def _of_others(data: bytes, routing: Ints, begins: Ints, ends: Ints) -> Bools:
    """Which nine digits are called something else right before; none that a label with a digit in it may stand before.

    `begins`, `ends`: of such labels. Of numbers with the same before them, but for digits, one is asked.
    """
    found = np.zeros(routing.size, bool)
    first = np.searchsorted(ends, routing - CLAIM, side="right")
    plain = np.flatnonzero((routing >= CLAIM) & (first >= np.searchsorted(begins, routing)))
    seen: dict[bytes, int] = {}
    which = numbered(data.translate(_NO_DIGITS), routing[plain] - CLAIM, CLAIM, seen)
    asked = [before.isascii() and is_of_another(before.decode("ascii", "replace"), CLAIM) for before in seen]
    found[plain] = np.array(asked, bool)[which]
    return found


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
