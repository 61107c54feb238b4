"""Social Security number: nine digits AAA-GG-SSSS, 201 CMR 17.02 (a).

Issuer: Social Security Administration. Sources: SSA POMS RM 10201.035 and the SSA Randomization FAQ
(validity), SSA on numbers never to be used (078-05-1120, printed on wallet inserts in 1938; 219-09-9999, in a
pamphlet of 1940; 987-65-4320 to 4329, for advertising).

Validity: area not 000, 666 or 900-999 (those are ITINs), group not 00, serial not 0000. That holds for 89 %
of all nine-digit strings, so validity proves almost nothing: the form or a label must. Areas above 772 are in
use since 25 June 2011.

Stance: strict on the rules, lenient on the separator. Numbers nobody has, or that people make up (one digit
nine times, a run up or down), are test values and not dropped: some all-same numbers belong to real people.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.sets import member, table
from piiscan.later import later
from piiscan.model import Kind

KIND = Kind.SSN

examples = (
    "Ann Lee, 010-94-0001, Boston",
    "SSN: 010940001",
    '{"ssn":"010940001"}',
    "010 94 0001",
    "010.94.0001",
    "It is 899-01-0001.",
    "734-12-3456|x",
    "010\u201394\u20130001",
    "010\u00a094\u00a00001",
    "\uff10\uff11\uff10-\uff19\uff14-\uff10\uff10\uff10\uff11",
    '"010\\u201394\\u20130001"',
    "010940001 (Soc. Sec. No.)",
    "078-05-1120",
)
counterexamples = (
    "010-94-00015",
    "a010-94-0001b",
    "1010-94-0001",
    "010-94-0001-2",
    "1.010-94-0001",
    "010-94-0001.5",
    "010-94 0001",
    "010-94_0001",
    "_010-94-0001",
    "666-12-3456",
    "900-70-1234",
    "010-00-1234",
    "010-12-0000",
    "000-12-3456",
    "ticket 010940001",
    "SSN 0109400012",
    "cafe-010-94-0001",
    "***-**-0001",
)

_PRINTED = (78051120, 219099999, 457555462)
"""Issued to real people, then printed in public (1938, 1940, 2006): void or useless as evidence."""
_RUNS = (12345678, 123456789, 234567890, 345678901, 210987654, 321098765, 432109876, 543210987, 765432109)
_RUNS_DOWN = (876543210, 987654321, 98765432)
_ADVERTISING = range(987654320, 987654330)
_SAME = range(111111111, 1000000000, 111111111)
TEST_VALUES = frozenset((*_PRINTED, *_RUNS, *_RUNS_DOWN, *_ADVERTISING, *_SAME))
_TEST_TABLE = table(TEST_VALUES)

_ESCAPE = later(r"\\u[0-9A-Fa-f]{4}")
_WRITTEN = later(r"(\d{3})(\D?)(\d{2})\2(\d{4})")


def validate(raw: str) -> str | None:
    """The nine digits of a number as found, None where it cannot be one.

    >>> validate("010-94-0001"), validate("010 94-0001"), validate("900-70-1234")
    ('010940001', None, None)
    """
    written = raw.strip()
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written)
    if "\\" in written:
        written = _ESCAPE.sub("-", written)
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    area, _, group, serial = match.groups()
    if area in {"000", "666"} or area >= "900" or group == "00" or serial == "0000":
        return None
    return area + group + serial


def is_other(digits: str) -> str | None:
    """What nine digits from 900 on are instead: "itin" or "atin"; None where they are nothing that is issued.

    ITIN (taxpayers without an SSN): fourth and fifth digit 50-65, 70-88, 90-92, 94-99; ATIN (children under
    adoption): 93 (IRS, as tax preparers repeat it). Neither is a Social Security number.

    >>> is_other("900701234"), is_other("912931234"), is_other("900001234"), is_other("010940001")
    ('itin', 'atin', None, None)
    """
    if len(digits) != 9 or digits[0] != "9":
        return None
    group = int(digits[3:5])
    if group == 93:
        return "atin"
    return "itin" if 50 <= group <= 65 or (70 <= group <= 99 and group != 89) else None


def other_digits(digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where `is_other` has an answer, on a row for each of the nine digits."""
    group = digits[3] * np.uint8(10) + digits[4]
    issued = ((group >= 50) & (group <= 65)) | ((group >= 70) & (group <= 99) & (group != 89))
    return np.asarray((digits[0] == 9) & issued)


def valid_array(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The rule of `validate` on numbers; 10940001 is 010-94-0001, as spreadsheets keep it."""
    area = values // np.uint64(1_000_000)
    group_serial = values % np.uint64(1_000_000)
    group = group_serial // np.uint64(10_000)
    serial = group_serial % np.uint64(10_000)
    return np.asarray((area > 0) & (area < 900) & (area != 666) & (group > 0) & (serial > 0))


def valid_digits(digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The rule of `validate` on a row for each of the nine digits."""
    one, two, three, four, five, *serial = digits
    valid = one != 9
    valid &= (one | two | three) != 0
    valid &= ((one ^ 6) | (two ^ 6) | (three ^ 6)) != 0
    valid &= (four | five) != 0
    valid &= (serial[0] | serial[1] | serial[2] | serial[3]) != 0
    return np.asarray(valid)


def is_test_value(value: str) -> bool:
    """Whether a canonical number is a published sample, one digit repeated, or a straight run.

    >>> is_test_value("078051120"), is_test_value("010940001")
    (True, False)
    """
    return int(value) in TEST_VALUES


def is_test_array(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The rule of `is_test_value` on numbers."""
    return member(values, _TEST_TABLE)


def mask(value: str) -> str:
    """The form for reports.

    >>> mask("010940001")
    '•••-••-0001'
    """
    return f"•••-••-{value[-4:]}"
