"""Numbers that the judge cannot tell apart but by their digits: the same text round each of them, the same form.

Rule: the digits of candidates are made alike, and one of many with the same text round it is proved in full. What
the judge asks of the digits themselves is asked of all as arrays; whatever is unusual there is left to be proved alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from piiscan import judge
from piiscan.detectors import financial_account, payment_card, ssn
from piiscan.detectors.account_labels import NEAR
from piiscan.detectors.labels import find_labels
from piiscan.detectors.license_shapes import compact
from piiscan.distinct import distinct
from piiscan.matcher import ACCOUNT, CARD, IBAN, KIND_OF, LICENSE, LICENSE_ALONE, SSN_CLAIM, SSN_SHORT, Hits
from piiscan.matcher.alike import numbered
from piiscan.model import Kind
from piiscan.pairing.prose.beside_accounts import told_beside, without_digits
from piiscan.pairing.tables.cells import Bools, Bytes, number_at
from piiscan.pairing.tables.grid import Ints

_FEWEST = 8  # alike; below, proving them one by one is as quick
_LONGEST = 1 << 7  # bytes of a candidate
_ZERO, _NINE = 0x30, 0x39
_YEARS = (np.uint64(1900), np.uint64(2100))
_MONTHS, _DAYS = np.uint64(12), np.uint64(31)  # zero less one is beyond them

Prove = Callable[[tuple[int, int, int]], judge.Proof]


class Alike(NamedTuple):
    """Which proof each of some hits has, by number; -1 where a hit must be proved alone."""

    which: Ints
    proofs: list[judge.Proof]

    def proof(self, index: int, kind: int, raw: str) -> judge.Proof | None:
        """The proof of one of the hits, as it is told; None where its digits have a say in what is told."""
        which = int(self.which[index])
        if which < 0 or "\\" in raw:  # an escape has digits of its own
            return None
        proof: judge.Proof = self.proofs[which]
        match proof.kind:
            case Kind.SSN:
                return proof._replace(value="".join(filter(str.isdigit, raw))[:9].zfill(9))
            case Kind.DRIVERS_LICENSE:
                return proof._replace(value=compact(raw))
            case Kind.FINANCIAL_ACCOUNT:
                return proof if kind == IBAN else proof._replace(value=raw)
            case Kind.PAYMENT_CARD:
                return None
        return proof


@cache
def _digit_in_label() -> re.Pattern[bytes]:
    """Digits of a candidate that may be part of a label too: 401k, 529 plan, SHA 256 (see the test)."""
    return re.compile(rb"(?<!0)000(?: ?k| ?b| ?acc| ?plan)|sha", re.IGNORECASE)


def group(data: bytes | bytearray, hits: Hits, wanted: Bools, prove: Prove) -> Alike:
    """Put the wanted hits in groups of one proof each."""
    which = np.full(len(hits.start), -1, np.int64)
    proofs: list[judge.Proof] = []
    codes = np.frombuffer(data, np.uint8)
    exact, alike = _without_digits(codes, hits)
    length = hits.end - hits.start
    form = np.where(wanted & (length < _LONGEST), hits.kind * np.int64(_LONGEST) + length, -1)
    kinds = distinct(hits.kind[form >= 0]).tolist()
    beside = _beside(data, hits) if any(kind in judge.ACCOUNTS for kind in kinds) else None
    for one in distinct(form[form >= 0]).tolist():
        kind, size = divmod(one, _LONGEST)
        if kind in judge.ACCOUNTS and beside is not None:
            blinded, free = beside
            here = form == one
            _put(Texts(blinded, codes, judge.BEFORE, judge.AFTER, size, kind), hits, here & free, which, proofs, prove)
            _put(Texts(exact, codes, NEAR, NEAR, size, kind), hits, here & (which < 0), which, proofs, prove)
        else:
            _put(Texts(alike, codes, judge.BEFORE, judge.AFTER, size, kind), hits, form == one, which, proofs, prove)
    return Alike(which, proofs)


class Texts(NamedTuple):
    """What tells hits of one kind and size apart: a text with digits made alike, so far before and behind each."""

    text: bytes
    codes: Bytes
    before: int
    after: int
    size: int
    kind: int


def _beside(data: bytes | bytearray, hits: Hits) -> tuple[bytes, Bools]:
    """A text without digits, and which accounts it tells all of."""
    return without_digits(bytes(data)), told_beside(bytes(data), hits)


def _put(texts: Texts, hits: Hits, wanted: Bools, which: Ints, proofs: list[judge.Proof], prove: Prove) -> None:
    """Put some hits of one kind and size in groups: their numbers into `which`, the proof of each behind the others."""
    before, after, size, kind = texts.before, texts.after, texts.size, texts.kind
    index = np.flatnonzero(wanted & (hits.start >= before) & (hits.end + after <= len(texts.codes)))
    seen: dict[bytes, int] = {}
    classes = numbered(texts.text, hits.start[index] - before, before + size + after, seen)
    order = np.argsort(classes, kind="stable")
    bounds = np.searchsorted(classes[order], np.arange(len(seen) + 1))
    members = index[order]
    of_form: dict[bytes, list[Ints]] = {}  # what is asked of digits is asked of all of a form at once
    for key, first, last in zip(seen, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if last - first >= _FEWEST and _is_plain(key, texts):
            of_form.setdefault(key[before : before + size], []).append(members[first:last])
    for form, several in of_form.items():
        cuts = np.cumsum([len(one) for one in several])[:-1]
        for usual in _usual(texts.codes, hits.start[np.concatenate(several)], form, kind):
            for one, kept in zip(several, np.split(usual, cuts), strict=True):
                some = one[kept]
                if some.size:
                    at = int(hits.start[some[0]])
                    which[some] = len(proofs)
                    proofs.append(prove((kind, at, at + size)))


def _without_digits(codes: Bytes, hits: Hits) -> tuple[bytes, bytes]:
    """A text with the digits of all candidates made alike, and one with those of all long numbers too.

    No label has a number of four digits. A routing number, which has nine, is looked for beside accounts only.
    """
    size = len(codes) + 1
    depth = (np.bincount(hits.start, minlength=size) - np.bincount(hits.end, minlength=size)).astype(np.int16)
    digit = (codes >= _ZERO) & (codes <= _NINE)
    exact = np.where(digit & (np.cumsum(depth[:-1], dtype=np.int16) > 0), np.uint8(_ZERO), codes)
    alike = exact.copy()
    four = digit[:-3] & digit[1:-2] & digit[2:-1] & digit[3:]
    for shift in range(4):
        alike[shift : len(codes) - 3 + shift][four] = _ZERO
    return exact.tobytes(), alike.tobytes()


def _is_plain(key: bytes, texts: Texts) -> bool:
    """Whether the digits that were made alike say nothing in the text round a candidate."""
    before, size = texts.before, texts.size
    if _digit_in_label().search(key) is not None:
        return False
    if texts.kind in judge.ACCOUNTS and before < NEAR:
        return key[before : before + size].isdigit()
    if texts.kind in judge.ACCOUNTS:  # nine digits may be a routing number
        return b"0" * 9 not in key[:before] + b"\n" + key[before + size :] and key[before : before + size].isdigit()
    text = key.decode("utf-8", "replace")
    return all(label.kind not in {"birth", "document"} for label in find_labels(text))


def _usual(codes: Bytes, starts: Ints, form: bytes, kind: int) -> list[Bools]:
    """Of candidates of one form those whose digits the judge says the same of, and others of which another thing."""
    places = [place for place, byte in enumerate(form) if _ZERO <= byte <= _NINE]
    digits = codes[starts + np.array(places, np.int64)[:, None]] - np.uint8(_ZERO)
    every = np.ones(len(starts), bool)
    if kind in {LICENSE, LICENSE_ALONE}:  # no state tells its numbers from those of others by a digit
        return [every]
    count = len(places)
    if kind == IBAN or not _is_written(form, count, kind):
        return [np.asarray((digits == digits[:, :1]).all(axis=0))]
    if KIND_OF[kind] is Kind.SSN:
        number = number_at(digits, range(min(count, 9)))
        return [ssn.valid_array(number) & ~ssn.is_test_array(number)]
    number, lengths = number_at(digits, range(count)), np.full(len(starts), count)
    card = payment_card.valid_array(number, lengths)
    if kind == CARD:
        return [card & ~payment_card.is_test_array(number) & ~_counts(digits, form)]
    other = card | financial_account.is_test_array(number, lengths)
    if count == len("20250131"):
        year, month, day = (
            number // np.uint64(10_000),
            number // np.uint64(100) % np.uint64(100),
            number % np.uint64(100),
        )
        other |= (year >= _YEARS[0]) & (year < _YEARS[1]) & (month - 1 < _MONTHS) & (day - 1 < _DAYS)
    elif count == len("011000015"):  # what may be a routing number is one or not by what stands beside it
        routing = financial_account.aba_array(number)
        return [~other & ~routing, ~other & routing]
    return [~other]


def _is_written(form: bytes, count: int, kind: int) -> bool:
    """Whether the digits of a form are those of its number: in an escape, they are not."""
    if kind == ACCOUNT:
        return count == len(form)
    if kind == SSN_CLAIM:
        return b"\\" not in form and count in {9, 10}
    if kind == CARD:
        return not form.strip(b"0 -") and 12 <= count <= 19
    return not form.strip(b"0 .-") and (count == 9 or (kind == SSN_SHORT and count in {7, 8}))


def _counts(digits: Bytes, form: bytes) -> Bools:
    """Whether two groups of a card number are equal or follow each other, which may make it another thing."""
    if b" " not in form:
        return np.zeros(digits.shape[1], bool)
    if len(digits) % 4:
        return np.zeros(digits.shape[1], bool)
    groups = np.sort(np.stack([number_at(digits, range(at, at + 4)) for at in range(0, len(digits), 4)]), axis=0)
    return np.asarray((groups[1:] - groups[:-1] <= 1).any(axis=0))
