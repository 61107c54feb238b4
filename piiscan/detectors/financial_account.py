"""Account number of a bank, broker or fund, and IBAN, 201 CMR 17.02 (c), "financial account number".

Issuer: each institution for itself; there is no American standard. The ACH network carries at most 17 characters,
institutions use 4 to 17, most often 8 to 12, some with letters (NACHA's file layout; lists of account lengths by
bank). An IBAN (ISO 13616) has a country, two check digits (mod 97) and a structure by country (`data/ibans.tsv`).
A routing number (ABA) has a check digit and is public: never an element, but evidence for the account beside it.

Stance: nothing but a label, a typed column or a routing number tells an account from any other number, so
`validate` only says what may be one. An IBAN proves itself. Test values are what processors publish, one digit
repeated, and runs of nine or ten digits; shorter runs (12345678) are in use. `GB82WEST…`, an example in
encyclopedias, is in no list of test numbers and counts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.characters import plain
from piiscan.detectors.sets import Table, member, table
from piiscan.distinct import distinct
from piiscan.later import later
from piiscan.model import Kind

KIND = Kind.FINANCIAL_ACCOUNT
SHORTEST, LONGEST = 4, 17
LONGEST_IBAN = 34

examples = (
    "GB82 WEST 1234 5698 7654 32",
    "IBAN: DE75512108001245126199",
    '{"iban":"FR7630006000011234567890189"}',
    "Bank account 12345678",
    "Acct # 0012-3456-789",
    "Brokerage account X12-3456789",
    "Direct deposit to 1234567890 (checking)",
    "savings acct no. 1234 5678 90",
    "Account Number: AB-12345678",
)
counterexamples = (
    "GB82 WEST 1234 5698 7654 33",
    "DE7551210800124512619",
    "xDE75512108001245126199",
    "routing 011000015",
    "ABA 011000015",
    "12345678",
    "order 12345678",
    "part X12-345678",
    "account opened 2024-12-31",
    "account 12345678901234567890",
)

_BLANK, _DASH = rb" ", rb"-"


def _grouped(mark: bytes) -> bytes:
    return (
        rb"(?:[0-9]{3}-[0-9]{3}-[0-9]{1,6}"
        rb"|[0-9]{3}-[0-9]{4}(?:-[0-9]{1,6})?"
        rb"|[0-9]{4}-[0-9]{4}(?:-[0-9]{1,4}){0,2}"
        rb"|[0-9]{2,6}-[0-9]{5,8}(?:-[0-9]{1,3})?"
        rb"|[0-9]-[0-9]{6,12}"
        rb"|[0-9]{5,10}-[0-9]{2,4}(?:-[0-9]{1,3})?)"
    ).replace(rb"-[", mark + rb"[")


TOKENS: tuple[bytes, ...] = (
    rb"[A-Za-z]{1,4}-?[0-9]{5,13}",
    rb"[A-Za-z]{1,3}[0-9]{1,4}-[0-9]{5,8}",  # X12-345678
    rb"[0-9][A-Za-z0-9]{2}-[0-9]{5}",  # 7AB-12345
    _grouped(_DASH),
    _grouped(_BLANK),
)
"""How account numbers are written with letters or in groups beside a label: regular expressions without borders."""

SAMPLES = frozenset(
    (
        *("000123456789", "000111111116", "000111111113", "000222222227", "000333333335", "000444444440"),  # Stripe
        *("1111222233330000", "1111222233331111", "1111222233332222", "1111222233333333"),  # Plaid
        # SWIFT's IBAN registry, examples that `ibans.tsv` has not
        *("BE68539007547034", "BR1800360305000010009795493C1"),
    )
)
_RUN = "01234567890"
_RUNS = frozenset({_RUN[:10], _RUN[1:10], _RUN[1:], _RUN[::-1][:10], _RUN[::-1][1:], _RUN[::-1][1:10]})

_WRITTEN = later(r"[0-9A-Z]+(?:[ -][0-9A-Z]+)*", re.ASCII)
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:0?[1-9]|1[0-2])", r"[0-3]?\d"
_DATE = later(rf"{_YEAR}[ -]{_YEAR}|{_YEAR}([ -]){_MONTH}\1{_DAY}|{_DAY}([ -]){_DAY}\2{_YEAR}", re.ASCII)
_IBAN = later(r"([A-Z]{2})[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)
_NINE_PLACES = np.uint64(10) ** np.arange(8, -1, -1, dtype=np.uint64)
_ROUTED = later(r"(\d{9}) ?[/-] ?(\d{5,17})", re.ASCII)
_TYPED = later(
    r"(?:ch?k(?:in)?g?|checking|s(?:a?vg?|avings?)|dda|mma)(?: ?[:#.-] ?| )(\d{4,17})", re.IGNORECASE | re.ASCII
)
_PARTS = later(r"(\d+)([nac])")
_MASKED_FROM = 10  # characters: of a shorter number only two are shown
_LONGEST_WRITTEN = 80


def validate(raw: str) -> str | None:
    """The number in capitals without blanks and dashes: an IBAN, or 4 to 17 characters with four digits or more.

    >>> validate("0012-3456-789"), validate("gb82 west 1234 5698 7654 32"), validate("2024-12-31"), validate("A-12")
    ('00123456789', 'GB82WEST12345698765432', None, None)
    """
    if len(raw) > _LONGEST_WRITTEN:
        return None
    written = plain(raw).strip().upper()
    if _WRITTEN.fullmatch(written) is None or _DATE.fullmatch(written) is not None:
        return None
    value = written.replace(" ", "").replace("-", "")
    if iban(value):
        return value
    return value if SHORTEST <= len(value) <= LONGEST and sum(map(str.isdigit, value)) >= SHORTEST else None


@lru_cache(maxsize=1 << 12)  # each number is asked for again by those near it
def aba(value: str) -> bool:
    """Whether nine digits are a routing number: check digit (weights 3, 7, 1) and Federal Reserve district.

    >>> aba("011000015"), aba("011000016"), aba("000000000"), aba("131000015")
    (True, False, False, False)
    """
    if len(value) != 9 or not (value.isascii() and value.isdigit()):
        return False
    first = int(value[:2])  # one number is looked at in a hundredth of the time that an array of one takes
    if not (first <= 12 or 21 <= first <= 32 or 61 <= first <= 72 or first == 80):
        return False
    a, b, c, d, e, f, g, h, i = map(int, value)
    return (3 * (a + d + g) + 7 * (b + e + h) + c + f + i) % 10 == 0 and value != "000000000"


def behind_routing(raw: str) -> str | None:
    """The digits of an account that a stroke or dash parts from the routing number in front; None where there is none.

    >>> behind_routing("011000015 / 88120047"), behind_routing("011000016/88120047")
    ('88120047', None)
    """
    match = _ROUTED.fullmatch(raw)
    return match[2] if match is not None and aba(match[1]) else None


def behind_type(raw: str) -> str | None:
    """The digits of an account behind its type of deposit, as banks cut it short; None without one.

    >>> behind_type("CK 8811409273"), behind_type("SAV-44182093"), behind_type("CK8811409273")
    ('8811409273', '44182093', None)
    """
    match = _TYPED.fullmatch(raw)
    return match[1] if match is not None else None


def aba_array(values: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The rule of `aba` on numbers; 11000015 is 011000015, as spreadsheets keep it."""
    digits = values // _NINE_PLACES[:, None] % np.uint64(10)
    return np.asarray(aba_digits(digits.astype(np.uint8)) & (values < np.uint64(10**9)))


def aba_digits(digits: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The same on a row for each of the nine digits."""
    a, b, c, d, e, f, g, h, i = digits.astype(np.uint16)
    first = 10 * a + b
    district = (first <= 12) | ((first >= 21) & (first <= 32)) | ((first >= 61) & (first <= 72)) | (first == 80)
    return np.asarray(((3 * (a + d + g) + 7 * (b + e + h) + c + f + i) % 10 == 0) & district & digits.any(axis=0))


def iban(value: str) -> bool:
    """Whether a value without blanks is an IBAN: country, length, letters and digits in their places, mod 97.

    >>> iban("GB82WEST12345698765432"), iban("GB82WEST12345698765433"), iban("ZZ82WEST12345698765432")
    (True, False, False)
    """
    match = _IBAN.fullmatch(value)
    structure = _structures().get(match[1]) if match is not None else None
    if structure is None or structure.fullmatch(value) is None:
        return False
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1


def iban_array(codes: NDArray[np.uint8], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rule of `iban` on a row for each character, capitals, zeros behind the end of each value."""
    digit = (codes >= 0x30) & (codes <= 0x39)
    kinds = {"n": digit, "a": (codes >= 0x41) & (codes <= 0x5A)}
    kinds["c"] = digit | kinds["a"]
    country = codes[0].astype(np.uint16) << np.uint16(8) | codes[1]
    good = np.zeros(len(lengths), dtype=np.bool_)
    for name in {chr(pair >> 8) + chr(pair & 0xFF) for pair in distinct(country).tolist()} & _lengths().keys():
        mine = np.flatnonzero((country == (ord(name[0]) << 8 | ord(name[1]))) & (lengths == _lengths()[name]))
        classes = "nn" + "".join(what * int(count) for count, what in _PARTS.findall(_specifications()[name]))
        fits = np.logical_and.reduce([kinds[what][at + 2, mine] for at, what in enumerate(classes)])
        rest = np.zeros(len(mine), dtype=np.uint32)
        for at in (*range(4, len(classes) + 2), 0, 1, 2, 3):
            one, number = codes[at, mine].astype(np.uint32), digit[at, mine]
            rest = np.where(number, rest * 10 + one - 0x30, rest * 100 + one - 0x37) % 97
        good[mine] = fits & (rest == 1)
    return good


def iban_reach(text: str) -> int:
    """Where what `text` begins with has the length of an IBAN of its country, whatever the characters; 0: nowhere.

    >>> iban_reach("BE68 5390 0754 7034 KBC"), iban_reach("BE00 0000 0000 0000"), iban_reach("BE68 5390")
    (19, 19, 0)
    """
    size = _lengths().get(text[:2].upper(), -1)
    count = 0
    for at, char in enumerate(text[: 2 * LONGEST_IBAN]):
        count += char not in " \u00a0"
        if count == size:
            return at + 1
    return 0


@cache
def _entries() -> list[list[str]]:
    """The country, the structure and maybe the example of each entry of the registry."""
    lines = files("piiscan.data").joinpath("ibans.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _specifications() -> dict[str, str]:
    return {entry[0]: entry[1] for entry in _entries()}


@cache
def samples() -> frozenset[str]:
    """All published samples."""
    return SAMPLES.union(*(entry[2:] for entry in _entries()))


@cache
def _structures() -> dict[str, re.Pattern[str]]:
    sets = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
    return {
        country: re.compile(
            country + "[0-9]{2}" + "".join(f"{sets[what]}{{{count}}}" for count, what in _PARTS.findall(specification))
        )
        for country, specification in _specifications().items()
    }


@cache
def _lengths() -> dict[str, int]:
    return {country: 4 + sum(map(int, re.findall(r"\d+", spec))) for country, spec in _specifications().items()}


def is_test_value(value: str) -> bool:
    """Whether a canonical number is a published sample, one digit repeated, or a run of nine or ten digits.

    >>> is_test_value("1111111111"), is_test_value("DE89370400440532013000"), is_test_value("12345678")
    (True, True, False)
    """
    return value in _RUNS or len(set(value)) == 1 or value in samples()


def is_test_array(values: NDArray[np.uint64], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The rule of `is_test_value` on numbers of so many digits, zeros in front counted."""
    size = np.clip(lengths, 1, LONGEST)
    ones = (np.uint64(10) ** size.astype(np.uint64) - np.uint64(1)) // np.uint64(9)
    return np.asarray((values % ones == 0) & (values // ones < 10)) | member(values, _numbered())


@cache
def _numbered() -> Table:
    return table(int(value) for value in SAMPLES | _RUNS if value.isdigit())


def mask(value: str) -> str:
    """The form for reports: the last four characters, of short numbers the last two, of a name at a service none.

    >>> mask("0012345678"), mask("12345678"), mask("@annlee")
    ('••••••5678', '••••••78', '•••••••')
    """
    if value[:1] in {"@", "$"}:
        return "•" * len(value)
    shown = 4 if len(value) >= _MASKED_FROM else 2
    return "•" * (len(value) - shown) + value[-shown:]
