"""Driver's licence or state ID card number of Massachusetts, 201 CMR 17.02 (b).

Issuer: Registry of Motor Vehicles. `S` and 8 digits (since the number is no longer the Social Security
number), `SA` and 7 digits (new cards since 13 November 2018), nine digits (old cards). ID cards, liquor IDs, and
permits use the same series. Sources: the insurance agents' registry news as cited in usdl-regex PR 4; an MVR
vendor's table of 17 December 2024.

Stance: the two shapes with letters are found anywhere and left to the judge, as part numbers look the same.
Nine bare digits prove nothing and count only beside a licence label. Other states' shapes come in a later
issue. There is no check digit.
"""

from __future__ import annotations

import re

from piiscan.model import Kind

KIND = Kind.DRIVERS_LICENSE

examples = (
    "MA DL S12345678, Ann Lee",
    "s12345678",
    "Lic# S 1234 5678",
    "S-12345678",
    "SA1234567",
    "sa 123 4567",
    "Driver's License Number: 123456780",
    '{"driversLicense": "123456780"}',
    "123456780 (driver's license)",
)
counterexamples = (
    "S123456789",
    "S1234567",
    "SA12345678",
    "XS12345678",
    "S12345678A",
    "S12345678-9",
    "S_12345678",
    "It's 12345678",
    "S 12 345678",
    "123456780",
    "License 1234567801",
    "public 123456780",
)

_WRITTEN = re.compile(r"S[ -]?\d{4}[ -]?\d{4}|SA[ -]?\d{3}[ -]?\d{4}|\d{9}", re.IGNORECASE | re.ASCII)


def validate(raw: str) -> str | None:
    """The number in capitals without blanks and dashes, None where it has none of the three shapes.

    >>> validate("s 1234-5678"), validate("SA1234567"), validate("S1234567")
    ('S12345678', 'SA1234567', None)
    """
    raw = raw.strip()
    if _WRITTEN.fullmatch(raw) is None:
        return None
    return raw.upper().replace(" ", "").replace("-", "")


def is_test_value(value: str) -> bool:
    """Whether a canonical number is one digit repeated. No sample numbers of the Registry are published.

    >>> is_test_value("S00000000"), is_test_value("S12345678")
    (True, False)
    """
    return len(set(value.lstrip("SA"))) == 1


def mask(value: str) -> str:
    """The form for reports: the last two characters.

    >>> mask("S12345678")
    '•••••••78'
    """
    return "•" * (len(value) - 2) + value[-2:]
