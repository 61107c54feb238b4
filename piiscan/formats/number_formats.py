"""What a number format makes of the numbers of a column: their leading zeros, dates, or plain digits."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from piiscan.formats.xlsx_parts import with_zeros, zero_format

if TYPE_CHECKING:
    import numpy as np

_SINCE_1904 = 1462  # days that the older calendar of the Macintosh begins later
_LARGEST = 1e18


@dataclass(slots=True)
class NumberFormats:
    """The codes of the formats by number of a cell's style."""

    codes: list[str] = field(default_factory=list)
    since_1904: bool = False
    _odd: np.ndarray | None = None  # the styles that show more than the number

    def texts(self, values: np.ndarray, styles: np.ndarray) -> list[str]:
        """Numbers with the style of each, as their cells show them as far as it matters."""
        import numpy as np

        if self._odd is None:
            self._odd = np.array([kind_of(code) != "number" for code in self.codes] or [False])
        texts = plain_texts(values)
        shown = self._odd[np.minimum(styles, len(self._odd) - 1)]
        if shown.any():
            for index in np.flatnonzero(shown).tolist():
                code = self.codes[min(int(styles[index]), len(self.codes) - 1)]
                texts[index] = shown_as(float(values[index]), code, since_1904=self.since_1904) or texts[index]
        return texts


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


@lru_cache(maxsize=4096)
def kind_of(code: str) -> str:
    """What a number format makes of a number, as far as it matters: zeros, date, number."""
    from openpyxl.styles.numbers import is_date_format

    if zero_format(code):
        return "zeros"
    return "date" if code != "General" and is_date_format(code) else "number"


@lru_cache(maxsize=1 << 15)
def date_of(number: float) -> str | None:
    """A day by its number, with the time if there is one."""
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(number)
    except (ValueError, OverflowError):
        return None
    return str(moment).removesuffix(" 00:00:00")


def built_in() -> dict[int, str]:
    """The formats that have numbers only."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return dict(BUILTIN_FORMATS)
