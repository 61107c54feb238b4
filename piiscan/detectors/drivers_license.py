"""Driver's licence or state ID card number of Massachusetts, 201 CMR 17.02 (b).

Issuer: Registry of Motor Vehicles. `S` and 8 digits (since the number is no longer the Social Security
number), `SA` and 7 digits (new cards since 13 November 2018), nine digits (old cards). ID cards, liquor IDs, and
permits use the same series. Sources: the insurance agents' registry news as cited in usdl-regex PR 4; an MVR
vendor's table of 17 December 2024.

Stance: every shape counts only beside a licence label, as part numbers have the two with letters and anything
has nine bare digits; in typed columns the header is the label. Other states' shapes come in a later issue. There
is no check digit.
"""

from __future__ import annotations

import re

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
)
counterexamples = (
    "S12345678",
    "Part SA1234567",
    "DL S123456789",
    "DL S1234567",
    "DL SA12345678",
    "DL XS12345678",
    "DL S12345678A",
    "DL S12345678-9",
    "DL S_12345678",
    "DL: It's 12345678",
    "DL S 12 345678",
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
