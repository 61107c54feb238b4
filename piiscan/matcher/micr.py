"""The magnetic ink line of a cheque as text: a routing number between transit signs, the account before the on-us sign.

The signs (ANSI X9.27, U+2446 to U+2449) or what stands for them in print-outs: `|: … |:` and `||`, `A … A` and `C`.
The routing number must have its check digit and a district (SPEC §9); then the signs need no label.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from piiscan.detectors.financial_account import aba, aba_digits
from piiscan.later import later_regex
from piiscan.matcher.borders import Text, digits_at, table, where
from piiscan.matcher.hits import ACCOUNT, Found
from piiscan.matcher.shapes import Places

Span = tuple[int, int, int]

_REACH = 48
_TRANSIT, _ON_US = "\u2446".encode(), "\u2448".encode()
_ACCOUNT = rb" {0,3}([0-9][0-9 -]{2,18}[0-9]) {0,3}"
_LINES = tuple(
    later_regex(opens + rb"([0-9]{9})" + closes + _ACCOUNT + on_us)
    for opens, closes, on_us in (
        (_TRANSIT, _TRANSIT, _ON_US),
        (rb"\|:", rb"(?:\|:|:\|)", rb"\|\|"),
        (rb"(?<![0-9A-Za-z_])A", rb"A", rb"C(?![0-9A-Za-z_])"),
    )
)
_BEHIND = table(b"\xe2|:A")
_BEFORE = table(b"\x86:A")


def micr(data: bytes, start: int, last: int) -> Iterator[Span]:
    """Accounts whose routing number starts in [start, last): kind, start and end."""
    for pattern in _LINES:
        for match in pattern.finditer(data, max(0, start - _REACH), last + _REACH, overlapped=True):
            if start <= match.start(1) < last and aba(match[1].decode("ascii")):
                yield ACCOUNT, *match.span(2)


def find(text: Text, nine: Places) -> Iterator[Found]:
    """The same for the runs of nine digits of a padded text."""
    nine = nine.take(where(_BEHIND.take(text.take(nine + 9)) & _BEFORE.take(text.take(nine - 1))))
    if nine.size:
        nine = nine.take(where(aba_digits(digits_at(text, nine, list(range(9))))))
    for at in nine.tolist():
        low = max(0, at - _REACH)
        around = text[low : at + 2 * _REACH].tobytes()
        for kind, start, end in micr(around, at - low, at + 1 - low):
            yield kind, np.array([low + start]), np.array([low + end])
