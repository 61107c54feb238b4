"""Driver's licence or state ID card number of any state, 201 CMR 17.02 (b): the text has not Massachusetts alone.

Massachusetts (Registry of Motor Vehicles): `S` and 8 digits (since the number is no longer the Social Security
number), `SA` and 7 digits (new cards since 13 November 2018), nine digits (old cards). ID cards, liquor IDs, and
permits use the same series. Sources: the insurance agents' registry news as cited in usdl-regex PR 4; an MVR
vendor's table of 17 December 2024. The other states' shapes are in `license_shapes`.

Stance: every shape counts only beside a licence label, as part numbers have those with letters and anything
has bare digits; in typed columns the header is the label. There is no check digit.
"""

from __future__ import annotations

import re

from piiscan.detectors.license_shapes import compact, may_be, written
from piiscan.later import later
from piiscan.model import Kind

KIND = Kind.DRIVERS_LICENSE

examples = (
    "MA DL S12345678, Ann Lee",
    "dl s12345678",
    "Lic# S 1234 5678",
    "S-12345678 (license)",
    "License No. SA1234567",
    "RMV id sa 123 4567",
    "Driver's License Number: 123456780",
    '{"driversLicense": "123456780"}',
    "123456780 (driver's license)",
    "CA licence D1234562",
    "Driver's License: D1234562",
    "IL DL S123-4567-8901",
    "WI DL S123-4567-8901-23",
    "NJ license no. S1234 56789 01234",
    "license (TX): 12345678",
    "VT license 1234567A",
    "Lic# 1234567801",
    "FL driver's license S123456789010",
    "FL driver's license S123-456-78-901-0",
    "Michigan driver license S 123 456 789 012",
    "NY driver license number 123 456 789",
)
counterexamples = (
    "S12345678",
    "Part SA1234567",
    "DL SA12345678",
    "DL XS12345678",
    "DL S12345678A",
    "DL S12345678-9",
    "DL S_12345678",
    "DL S 12 345678",
    "123456780",
    "public 123456780",
    "Driver's license desk: T 617-555-0121",
    "DL desk 617 555 0121",
)

PUBLISHED = frozenset(("S99988801",))
"""Numbers on specimen cards. That of Massachusetts (Connor Sample, North Quincy) stands in tests of many, such as those
of the Commonwealth's leave department (Badsworth/pfml_scripts, api/tests/api/test_rmv_check.py)."""
FEWEST_REPEATED = 7
"""Digits of a number that is a sample for being one of them repeated (S99999999); 77 may be Alaska's."""
_MASSACHUSETTS = later(r"S\d{8}|SA\d{7}", re.ASCII)


def validate(raw: str, state: str | None = None) -> str | None:
    """The number in capitals without blanks and dashes, None where it has the shape of no state, or not of `state`.

    Where the state is not known, there must be digits enough: some states issue numbers as short as one digit.

    >>> validate("s 1234-5678"), validate("SA1234567"), validate("D1234562"), validate("SX1234")
    ('S12345678', 'SA1234567', 'D1234562', None)
    >>> validate("12345"), validate("12345", "AK"), validate("D1234562", "NY"), validate("D1234562", "FL")
    (None, '12345', 'D1234562', None)
    """
    raw = raw.strip()
    if not written(raw):
        return None
    value = compact(raw)
    return value if may_be(value, state) else None


def is_massachusetts(value: str) -> bool:
    """Whether a canonical number has one of the two shapes with letters that Massachusetts issues.

    >>> is_massachusetts("S12345678"), is_massachusetts("D1234562"), is_massachusetts("123456789")
    (True, False, False)
    """
    return _MASSACHUSETTS.fullmatch(value) is not None


def is_test_value(value: str) -> bool:
    """Whether a canonical number is a published sample, or one digit repeated where a state has more of them.

    >>> is_test_value("S00000000"), is_test_value("S99988801"), is_test_value("S12345678"), is_test_value("A77")
    (True, True, False, False)
    """
    digits = [char for char in value if char.isdigit()]
    return value in PUBLISHED or (len(digits) >= FEWEST_REPEATED and len(set(digits)) == 1)


def mask(value: str) -> str:
    """The form for reports: the last two characters, and none of a number that is too short for that.

    >>> mask("S12345678"), mask("12")
    ('•••••••78', '••')
    """
    shown = value[-2:] if len(value) > 2 * 2 else ""
    return "•" * (len(value) - len(shown)) + shown
