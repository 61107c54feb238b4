"""What a number format makes of the numbers of a column: their leading zeros, dates, or plain digits."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    import numpy as np

# A format that writes a number with leading zeros: 000-00-0000, 000\-00\-0000, 000000000, 00000 (a ZIP code).
_ZEROS = re.compile(r'(?:\[[^\]]*\])?(?=(?:[^0]*0){5})(?:[0 /-]|\\.|"[^"]*"|_.)+')
_LITERAL = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_OF_DATES = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_BUILT_IN = {14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
             20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0"}  # fmt: skip
_FIRST_DAY, _LAST_DAY = dt.datetime(1899, 12, 30), 2_958_466  # noqa: DTZ001 - a workbook knows no time zones
_SINCE_1904 = 1462  # days that the older calendar of the Macintosh begins later
_LARGEST = 1e18


class NumberFormats(Struct):
    """The codes of the formats by number of a cell's style."""

    codes: list[str] = field(default_factory=list)
    since_1904: bool = False
    _odd: np.ndarray | None = None  # the styles that show more than the number

    def texts(self, values: np.ndarray, styles: np.ndarray) -> list[str]:
        """Numbers with the style of each, as their cells show them as far as it matters."""
        texts = plain_texts(values)
        for index in self.odd(styles):
            texts[index] = self.shown(float(values[index]), int(styles[index])) or texts[index]
        return texts

    def odd(self, styles: np.ndarray) -> list[int]:
        """Which of these styles show more than the number."""
        import numpy as np

        if self._odd is None:
            self._odd = np.array([*(kind_of(code) != "number" for code in self.codes), False])
        found: list[int] = np.flatnonzero(self._odd[np.minimum(styles, len(self._odd) - 1)]).tolist()
        return found

    def shown(self, number: float, style: int) -> str | None:
        """A number with its zeros or as a date, None where its style shows neither."""
        code = self.codes[style] if style < len(self.codes) else "General"
        return shown_as(number, code, since_1904=self.since_1904)


def zero_format(code: str) -> bool:
    r"""Whether a format writes nothing but zeros and separators, and five zeros at least.

    >>> [zero_format(code) for code in ("000-00-0000", "000\\-00\\-0000;@", "00000", "0.00", "yyyy-mm-dd")]
    [True, True, True, False, False]
    """
    return _ZEROS.fullmatch(code.partition(";")[0]) is not None


def with_zeros(number: float, code: str) -> str:
    r"""A whole number as such a format shows it.

    >>> with_zeros(10940001, "000-00-0000")
    '010-94-0001'
    """
    pattern = re.sub(r'\[[^\]]*\]|"([^"]*)"|\\(.)|_.', lambda found: found[1] or found[2] or "", code.partition(";")[0])
    digits = str(abs(int(number))).rjust(pattern.count("0"), "0")
    extra, digits = digits[: len(digits) - pattern.count("0")], digits[len(digits) - pattern.count("0") :]
    following = iter(digits)
    return extra + "".join(next(following) if sign == "0" else sign for sign in pattern)


def plain_texts(values: np.ndarray) -> list[str]:
    """Whole numbers without ".0", all others as Python writes them."""
    import numpy as np

    whole = (np.abs(values) < _LARGEST) & (np.floor(values) == values)  # neither for what is no number
    if whole.all():
        return list(map(str, values.astype(np.int64).tolist()))
    texts = np.empty(len(values), object)
    texts[whole] = list(map(str, values[whole].astype(np.int64).tolist()))
    texts[~whole] = list(map(repr, values[~whole].tolist()))
    listed: list[str] = texts.tolist()
    return listed


def shown_as(number: float, code: str, *, since_1904: bool = False) -> str | None:
    """A number by a format that shows zeros or a date, None where it shows neither of it.

    >>> shown_as(10940001, "000-00-0000"), shown_as(43832, "yyyy-mm-dd"), shown_as(7, "General")
    ('010-94-0001', '2020-01-02', None)
    """
    kind = kind_of(code)
    if kind == "zeros" and number >= 0 and number < _LARGEST and number % 1 == 0:
        return with_zeros(number, code)
    return date_of(number + _SINCE_1904 if since_1904 else number) if kind == "date" else None


def plain_text(value: str) -> str:
    """A number as it is stored, without ".0" and exponent where it is whole."""
    if value.isdigit():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < _LARGEST else value


@lru_cache(maxsize=4096)
def kind_of(code: str) -> str:
    """What a number format makes of a number, as far as it matters: zeros, date, number."""
    if zero_format(code):
        return "zeros"
    shown = _LITERAL.sub("", code.partition(";")[0])
    return "date" if code != "General" and _OF_DATES.search(shown) else "number"


@lru_cache(maxsize=1 << 15)
def date_of(number: float) -> str | None:
    """A day by its number, with the time if there is one."""
    if not abs(number) < _LAST_DAY:
        return None
    day, part = divmod(number, 1)
    spent = dt.timedelta(milliseconds=round(part * 86_400_000))
    if number >= 0 and day == 0 and spent.days == 0:
        return str((_FIRST_DAY + spent).time())
    if 0 < number < 60:  # 1900 had no 29th of February, but here it has
        day += 1
    try:
        return str(_FIRST_DAY + dt.timedelta(days=day) + spent).removesuffix(" 00:00:00")
    except OverflowError:
        return None


def built_in() -> dict[int, str]:
    """The formats that have numbers only, as far as they are dates (ECMA-376 part 1, 18.8.30)."""
    return dict(_BUILT_IN)
