"""A cell of a column that says what is in it: the element a whole cell is, and how sure that is."""

from __future__ import annotations

from decimal import Decimal

from piiscan import judge
from piiscan.detectors import account_labels, drivers_license, financial_account, payment_card, ssn
from piiscan.later import later
from piiscan.matcher import as_digits
from piiscan.model import Grade, Kind
from piiscan.pairing.tables.masked_cells import is_masked
from piiscan.pairing.tables.plan import ElementColumn

_INTEGRAL = later(r"(\d{7,19})(?:\.0+)?")
_CLAIM = later(r"(\d{3}[ -]?\d\d[ -]?\d{4})[ -]?[A-Za-z][0-9A-Za-z]?")  # an SSN as a Medicare number, until 2019
_SCIENTIFIC = later(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})")
_KEPT_DIGITS = 15  # of a number in a spreadsheet; what stands behind them becomes 0
PRECISION = "precision-lost"
LETTERS = "restored:letters"
_SSN = 9
_MOST_MISREAD = 2
_FEWEST_DIGITS = 7
_LONGEST_TYPED = 40  # characters: a longer cell is text, whatever its header


def read_typed(kind: Kind, cell: str, state: str | None = None) -> tuple[str, tuple[str, ...]] | None:
    """The element a whole cell is, in a column that says so: its canonical value, and what was restored.

    Numbers that went through a spreadsheet lose a leading zero (every SSN issued in Massachusetts before
    2011 has one), gain ".0" or are written with an exponent (SPEC §6). Of a card number the last digit is lost,
    which the check digit gives back (SPEC §8). `state` is where a licence was issued: its shapes may be too short
    to tell without.
    """
    if len(cell) > _LONGEST_TYPED or is_masked(kind, cell):
        return None
    restored: tuple[str, ...] = ()
    digits = _KEPT_DIGITS
    scientific = _SCIENTIFIC.fullmatch(cell)
    if scientific:
        number = Decimal(cell)
        digits = len(scientific[1].replace(".", ""))
        if number != number.to_integral_value() or (kind is Kind.FINANCIAL_ACCOUNT and digits <= int(scientific[2])):
            return None
        cell, restored = str(int(number)), ("restored:exponent",)
    plain = _INTEGRAL.fullmatch(cell)
    if plain:
        cell = plain[1]
    if kind is Kind.SSN:
        value, how = _read_ssn(cell, zeros=plain is not None)
        restored += how
    elif kind is Kind.PAYMENT_CARD:
        value = payment_card.validate(cell)
        if value is None and plain and digits >= _KEPT_DIGITS:
            value, restored = _last_digit(cell), (*restored, f"restored:{PRECISION}")
    elif kind is Kind.FINANCIAL_ACCOUNT:
        written = financial_account.behind_routing(cell) or financial_account.behind_type(cell) or cell
        value = None if account_labels.is_card(written) else financial_account.validate(written)
    else:
        value = (drivers_license.validate(cell, state) if state else None) or drivers_license.validate(cell)
    if value is None and (value := _misread(kind, cell)) is not None:
        restored = (*restored, LETTERS)
    return None if value is None else (value, restored)


def _misread(kind: Kind, cell: str) -> str | None:
    """The number that a cell is if a few letters in it are the digits they look like, as pictures are misread.

    >>> _misread(Kind.SSN, "773-O1-0001"), _misread(Kind.SSN, "77301000l"), _misread(Kind.DRIVERS_LICENSE, "S1234567O")
    ('773010001', '773010001', 'S12345670')
    >>> _misread(Kind.SSN, "773-O1-OOO1"), _misread(Kind.PAYMENT_CARD, "4539 5787 6362 l486")
    (None, '4539578763621486')
    """
    letters = sum(map(str.isalpha, cell))
    if not 0 < letters <= _MOST_MISREAD + (kind is Kind.DRIVERS_LICENSE) or kind is Kind.FINANCIAL_ACCOUNT:
        return None
    if sum(map(str.isdigit, cell)) < _FEWEST_DIGITS:
        return None
    if kind is Kind.SSN and not cell[0].isdigit():
        return None  # S12345678 is a license
    if kind is Kind.SSN:
        return ssn.validate(as_digits(cell if len(cell) > _SSN else f"{cell[:3]}-{cell[3:5]}-{cell[5:]}"))
    if kind is Kind.PAYMENT_CARD:
        return payment_card.validate(as_digits(cell))
    value = drivers_license.validate(as_digits(cell)) if cell[0] in "Ss" else None
    return value if value is not None and drivers_license.is_massachusetts(value) else None


def is_clear(element: ElementColumn, cell: str) -> bool:
    """Whether a cell of a column that is said to be unreadable has the very form of the number, with all its digits."""
    if (ssn.validate if element.kind is Kind.SSN else payment_card.validate)(cell) is None:
        return False
    return element.bare > Grade.NONE or not cell.isdigit()


def _read_ssn(cell: str, *, zeros: bool) -> tuple[str | None, tuple[str, ...]]:
    """An SSN, and how it was written. `zeros`: the cell may have been a number, and have lost those it began with."""
    claim = _CLAIM.fullmatch(cell)
    if claim:
        return ssn.validate(claim[1]), ("shape:medicare-claim",)
    if zeros and len(cell) < 9:
        return ssn.validate(cell.zfill(9)), ("restored:leading-zero",)
    return ssn.validate(cell.replace(" - ", "-")), ()  # as boxes of forms part it


def _last_digit(cell: str) -> str | None:
    """The card number of 16 digits whose last one a spreadsheet made 0, None where it is none.

    >>> _last_digit("4539578763621480"), _last_digit("4539578763621481")
    ('4539578763621486', None)
    """
    if len(cell) != _KEPT_DIGITS + 1 or not cell.endswith("0"):
        return None
    return next((value for last in range(10) if (value := payment_card.validate(f"{cell[:-1]}{last}"))), None)


def is_routed(element: ElementColumn, cell: str) -> bool:
    """Whether a routing number speaks for an account: in another column, or before it in its cell."""
    behind = element.kind is Kind.FINANCIAL_ACCOUNT and financial_account.behind_routing(cell) is not None
    return element.routed or behind


def column_grade(element: ElementColumn, cell: str, value: str, state: str | None) -> int:
    """The grade of a typed cell: by header strong, by values alone or by a weak header fair at best.

    Digits without a check digit prove nothing under a weak header ("TIN", "ID"). A licence is what the state
    beside it says.
    """
    if element.kind is Kind.DRIVERS_LICENSE and (state is not None or element.needs_form):
        return judge.license_grade(value, element.label, state)
    if element.kind is Kind.FINANCIAL_ACCOUNT:
        if financial_account.iban(cell.upper().replace(" ", "")):
            return Grade.STRONG
        named = financial_account.behind_type(cell) is not None  # in the cell, whatever the header says
        label = Grade.WEAK if element.policy else Grade.STRONG if named else element.label
        return judge.account_grade(label, routed=is_routed(element, cell))
    if element.concealed and cell.isdigit():
        return element.bare
    if element.label >= Grade.FAIR:
        return Grade.STRONG
    return Grade.WEAK if element.needs_form and cell.isdigit() else Grade.FAIR
