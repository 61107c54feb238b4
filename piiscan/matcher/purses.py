"""Addresses of wallets and of accounts at payment services, right behind a label that says so: for review (SPEC §9).

Rule: what such an address is, `detectors.wallets` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from piiscan.detectors import wallets
from piiscan.later import later
from piiscan.matcher.literals import near

_CALLED = rb"(?i:pay ?pal|venmo|zelle|cash ?app|cashtag|bitcoin|btc|ethereum|eth|crypto(?:currency)?|wallet)"
_WORDS = rb"(?i:(?:[ _](?:accounts?|id|e[ -]?mail|address|wallet|handle|user ?name)){0,3})"
_GAP = rb"(?i: is|)[ :=#\"'(]{1,6}"
_SOUGHT = (
    _CALLED + _WORDS + _GAP + rb"(?:0x[0-9A-Fa-f]{40}|(?:bc1|BC1|[13])[A-Za-z0-9]{13}|@[A-Za-z0-9][A-Za-z0-9_-]{4}"
)
_SOUGHT += rb"|\$[A-Za-z]|[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@[A-Za-z0-9-])"
_REACH = 160, 512  # before the end of that, and behind: more than the longest label and address
_LABELLED = later(
    rb"(?<![A-Za-z0-9])(?P<label>"
    + _CALLED
    + _WORDS
    + rb")"
    + _GAP
    + rb"(?P<value>0x[0-9A-Fa-f]{40}|(?:bc1|BC1|[13])[A-Za-z0-9]{13,71}"
    rb"|@[A-Za-z0-9][A-Za-z0-9_-]{4,29}|\$[A-Za-z][A-Za-z0-9_]{0,19}"
    rb"|[A-Za-z0-9_][A-Za-z0-9_.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24})(?![A-Za-z0-9@_-]|\.[A-Za-z0-9])"
)


def purses(data: bytes | bytearray, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The spans of the addresses in a stretch."""
    parts = near((_SOUGHT,), data, (first, last), _REACH)
    labelled = (one for part in parts for one in _LABELLED.finditer(data, *part))
    return (one.span("value") for one in labelled if _is_one(one["label"], one["value"]))


@lru_cache(maxsize=1 << 10)
def _is_one(label: bytes, value: bytes) -> bool:
    return wallets.validate(value.decode("ascii"), wallets.said_by(label.decode("ascii"))) is not None
