"""Payment card number (PAN): 12 to 19 digits, 201 CMR 17.02 (c), "with or without any … security code".

Issuer: the card networks, under ISO/IEC 7812: issuer prefix, account, Luhn digit. One random number in ten
passes Luhn, so prefix and length must agree too. Sources: Wikipedia's IIN list, Braintree's credit-card-type
10.3, the networks' published tables; test numbers as the processors publish them (`data/test_cards.txt`).

Stance: numbers of `NETWORKS` may be found anywhere. What is `vague` (a catch-all range, a network that does not
issue here, a length nobody issues any more) looks like any other id and counts only beside a card label; the
matcher also wants a label for bare runs of 12, 13 and of 17 to 19 digits, because product codes and 63-bit ids have
those. enRoute (2014, 2149: no Luhn) is left out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.characters import plain
from piiscan.detectors.sets import Table, member, table
from piiscan.later import later
from piiscan.model import Kind

KIND = Kind.PAYMENT_CARD
SHORTEST, LONGEST = 12, 19

examples = (
    "4024-0071-0002-7456",
    "Card: 4024 0071 0002 7456",
    "4024007100027456,Ann Lee",
    "3714 496353 98431",
    "3056 930902 5904",
    "%B4024007100027456^LEE/ANN^2512101?",
    ";4024007100027456=25121010000?",
    "2223000048400011",
    "Visa 4222222222222",
    "Maestro card no. 5612590000000000003",
    "Maestro card number 501812345673",
    '{"cardNumber":"6011111111111117"}',
    "4024\u00a00071\u00a00002\u00a07456",
)
counterexamples = (
    "4024-0071-0002-7455",
    "4024-0071 0002-7456",
    "14024007100027456",
    "0.4024007100027456",
    "4024007100027456.5",
    "x4024007100027456",
    "4024-0071-0002-7456-1",
    "9-4024-0071-0002-7456",
    "beef-4024-0071-0002-7456",
    "9999999999999995",
    "item 4222222222222",
    "item 501812345673",
    "+4024007100027456",
)


class Network(NamedTuple):
    """Prefixes from `low` to `high` (same number of digits) that one network issues in these lengths."""

    name: str
    low: int
    high: int
    lengths: tuple[int, ...]
    vague: bool = False


_LONG = (16, 17, 18, 19)
_MAESTRO = (12, 13, 14, 15, 16, 17, 18, 19)
NETWORKS = (  # the narrower ranges first: the first that fits names the card
    Network("amex", 34, 34, (15,)),
    Network("amex", 37, 37, (15,)),
    Network("dankort", 5019, 5019, (16,)),
    Network("dankort", 4571, 4571, (16,)),
    Network("elo", 401178, 401179, (16,)),
    Network("elo", 438935, 438935, (16,)),
    Network("elo", 457631, 457632, (16,)),
    Network("elo", 504175, 504175, (16,)),
    Network("elo", 506699, 506778, (16,)),
    Network("elo", 509000, 509999, (16,)),
    Network("elo", 627780, 627780, (16,)),
    Network("elo", 636297, 636297, (16,)),
    Network("hipercard", 606282, 606282, (16,)),
    Network("hiper", 637095, 637095, (16,)),
    Network("verve", 506099, 506198, (16, 18, 19)),
    Network("verve", 507865, 507964, (16, 18, 19)),
    Network("visa", 4, 4, (13, 16, 19)),
    Network("mastercard", 51, 55, (16,)),
    Network("mastercard", 2221, 2720, (16,)),
    Network("discover", 6011, 6011, (16, 19)),
    Network("discover", 644, 649, (16, 19)),
    Network("discover", 65, 65, (16, 19)),
    Network("discover", 622126, 622925, (16, 19)),
    Network("diners", 300, 305, (14, 16, 19)),
    Network("diners", 309, 309, (14, 16, 19)),
    Network("diners", 36, 36, (14, 16, 19)),
    Network("diners", 38, 39, (14, 16, 19)),
    Network("jcb", 3528, 3589, _LONG),
    Network("jcb", 1800, 1800, (15,)),
    Network("jcb", 2131, 2131, (15,)),
    Network("unionpay", 62, 62, _LONG),
    Network("unionpay", 8100, 8171, _LONG),
    Network("mir", 2200, 2204, _LONG),
    Network("maestro", 5018, 5018, _MAESTRO),
    Network("maestro", 5020, 5020, _MAESTRO),
    Network("maestro", 5038, 5038, _MAESTRO),
    Network("maestro", 5612, 5612, _MAESTRO),
    Network("maestro", 5893, 5893, _MAESTRO),
    Network("maestro", 6304, 6304, _MAESTRO),
    Network("maestro", 6759, 6759, _MAESTRO),
    Network("maestro", 6761, 6763, _MAESTRO),
    Network("troy", 9792, 9792, (16,)),
    Network("visa", 4, 4, (18,), vague=True),  # in Braintree's list only
    Network("unionpay", 62, 62, (14, 15), vague=True),
    Network("jcb", 3088, 3094, (16,), vague=True),  # old ranges, still in test numbers
    Network("jcb", 3337, 3349, (16,), vague=True),
    Network("rupay", 60, 60, (16,), vague=True),
    Network("rupay", 81, 82, (16,), vague=True),
    Network("rupay", 508, 508, (16,), vague=True),
    Network("uzcard", 8600, 8600, (16,), vague=True),
    Network("humo", 9860, 9860, (16,), vague=True),
    Network("uatp", 1, 1, (15,), vague=True),
    Network("maestro", 50, 50, _MAESTRO, vague=True),
    Network("maestro", 56, 69, _MAESTRO, vague=True),
)
LABEL_LENGTHS = frozenset({12, 13, 17, 18, 19})
"""Lengths that, written without groups, count only beside a card label (see the stance above)."""

_SHORT_NETWORKS = {
    **dict.fromkeys(("VI", "VS"), "visa"),
    **dict.fromkeys(("MC", "MCARD"), "mastercard"),
    **dict.fromkeys(("AX", "AMX"), "amex"),
    **dict.fromkeys(("DI", "DS", "DISC"), "discover"),
}
_SHORT_NETWORK = later(r"(?<![\w/])(V[IS]|M/?C|MCARD|AMX|AX|D[IS]|(?i:DISC))(?:[ \t.:#-]{0,3}|[ \t]{4,12})\Z")
_WRITTEN = later(r"\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{12,19}", re.ASCII)


def validate(raw: str) -> str | None:
    """The digits of a number as found, None where prefix, length, grouping or Luhn do not fit.

    >>> validate("4024-0071-0002-7456"), validate("4024-0071-0002-7455")
    ('4024007100027456', None)
    """
    written = plain(raw.strip())
    if _WRITTEN.fullmatch(written) is None:
        return None
    value = written.replace(" ", "").replace("-", "")
    return value if network(value) is not None and luhn(value) else None


_DOUBLED = str.maketrans("0123456789", "0246813579")


def luhn(value: str) -> bool:
    """The check of ISO/IEC 7812, Annex B: doubling every second digit from the right."""
    return sum(map(int, value[-1::-2] + value[-2::-2].translate(_DOUBLED))) % 10 == 0


def network(value: str, *, vague: bool = True) -> str | None:
    """The network that issues such a prefix in such a length; without `vague`, only the sure ones.

    >>> network("4024007100027456"), network("371449635398431"), network("9999999999999995")
    ('visa', 'amex', None)
    """
    return _network(value[:6], len(value), vague=vague)


@lru_cache(maxsize=1 << 12)
def _network(prefix: str, length: int, *, vague: bool) -> str | None:
    for row in NETWORKS:
        if row.low <= int(prefix[: len(str(row.low))]) <= row.high and length in row.lengths:
            return row.name if vague or not row.vague else None
    return None


def names_network(before: str, value: str) -> bool:
    """Whether the short name of a card's own network stands right before its number, as clerks write it.

    >>> names_network("Row H  VI ", "4024007100027456"), names_network("Row H  MC ", "4024007100027456")
    (True, False)
    """
    said = _SHORT_NETWORK.search(before)
    return said is not None and _SHORT_NETWORKS[said[1].upper().replace("/", "")] == network(value)


def lengths_by_prefix() -> NDArray[np.uint8]:
    """For each six-digit prefix the lengths in use by any network, as bits: bit n is length 12 + n."""
    return _lengths_by_prefix(vague=True)


@cache
def _lengths_by_prefix(*, vague: bool) -> NDArray[np.uint8]:
    """For each six-digit prefix the lengths in use, as bits: bit n is length 12 + n."""
    table = np.zeros(1_000_000, dtype=np.uint8)
    for row in NETWORKS:
        if vague or not row.vague:
            scale = 10 ** (6 - len(str(row.low)))
            bits = sum(1 << (length - 12) for length in row.lengths)
            table[row.low * scale : (row.high + 1) * scale] |= np.uint8(bits)
    return table


def lengths_by_first_two() -> NDArray[np.uint8]:
    """For each first two digits the lengths in use, in bits as above."""
    found: NDArray[np.uint8] = np.bitwise_or.reduce(_lengths_by_prefix(vague=True).reshape(100, -1), axis=1)
    return found


_BIT = np.array([0] * SHORTEST + [1 << (length - 12) for length in range(SHORTEST, LONGEST + 1)], dtype=np.uint8)


def prefix_array(
    prefixes: NDArray[np.signedinteger], lengths: NDArray[np.int64], *, vague: bool = True
) -> NDArray[np.bool_]:
    """The rule of `network` on six-digit prefixes and lengths from 12 to 19."""
    bits = _lengths_by_prefix(vague=vague).take(prefixes)
    bits &= _BIT.take(lengths)
    return np.asarray(bits != 0)


_TENS = np.arange(256) % 10 == 0


def luhn_array(digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The rule of `luhn`. `digits`: a column per number, its last digit in the last row, zeros in front."""
    doubled = digits[-2::-2] * np.uint8(2)
    doubled -= (doubled > 9) * np.uint8(9)
    total = doubled.sum(axis=0, dtype=np.uint8)  # 9 times 19 fits
    total += digits[-1::-2].sum(axis=0, dtype=np.uint8)
    return np.asarray(_TENS.take(total))


def valid_array(values: NDArray[np.uint64], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rule of `validate` on numbers of `lengths` digits (a PAN has no leading zero)."""
    lengths = np.asarray(lengths, dtype=np.int64)
    ok = (lengths >= SHORTEST) & (lengths <= LONGEST)
    tens = np.uint64(10) ** np.arange(LONGEST + 1, dtype=np.uint64)
    span = np.where(ok, lengths, SHORTEST)
    ok &= (values < tens[span]) & (values >= tens[span - 1])
    fours, rest = _luhn_by_four(), values
    total = np.zeros(len(values), dtype=np.uint8)  # 9 times 20 fits
    for _ in range(-(-LONGEST // 4)):
        more = rest // np.uint64(10_000)
        total += fours.take((rest - more * np.uint64(10_000)).astype(np.int64))
        rest = more
    prefixes = np.where(ok, values // tens[span - 6], 0).astype(np.int64)
    return np.asarray(ok & prefix_array(prefixes, span) & _TENS.take(total))


@cache
def _luhn_by_four() -> NDArray[np.uint8]:
    """What four digits add to the sum of `luhn` where the last of them is not doubled."""
    number = np.arange(10_000)
    doubled = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9])
    total = number % 10 + doubled[number // 10 % 10] + number // 100 % 10 + doubled[number // 1000]
    return np.asarray(total, dtype=np.uint8)


@cache
def published_test_values() -> frozenset[int]:
    """The published test numbers."""
    text = (files("piiscan") / "data" / "test_cards.txt").read_text(encoding="ascii")
    return frozenset(int(line) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _published_table() -> Table:
    return table(published_test_values())


def is_test_value(value: str) -> bool:
    """Whether a canonical number is a published test number.

    >>> is_test_value("4242424242424242"), is_test_value("4024007100027456")
    (True, False)
    """
    return int(value) in published_test_values()


def is_test_array(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The rule of `is_test_value` on numbers."""
    return member(values, _published_table())


def mask(value: str) -> str:
    """The form for reports: the last four digits, in the card's own groups.

    >>> mask("4242424242424242"), mask("371449635398431")
    ('•••• •••• •••• 4242', '•••• •••••• •8431')
    """
    hidden = "•" * (len(value) - 4) + value[-4:]
    cuts = (0, 4, 10, len(value)) if len(value) in {14, 15} else (*range(0, len(value), 4), len(value))
    return " ".join(hidden[cut:end] for cut, end in pairwise(cuts))
