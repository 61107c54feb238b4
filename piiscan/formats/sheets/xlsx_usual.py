"""The cells of a sheet's XML as nearly every program writes them, a batch of rows at a time.

Rule: a batch that is not tiled by the usual forms of rows and cells without a gap is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import compress
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from piiscan.formats.references import unescape
from piiscan.formats.sheets.xlsx_cells import column_number

if TYPE_CHECKING:
    import numpy as np

_LEAN = re.compile(
    rb'(?:<row r="(\d{1,7})"[^>]*>)?<c r="([A-Z]{1,3})\d{1,7}"([^>]*)>()(?:<v>([^<]*)</v>)?()</c>(?:</row>)?'
)
_CELL = re.compile(
    rb"(?:<row [^>]*/>|<row [^>]*></row>)*"
    rb'(?:<row r="(\d{1,7})"[^>]*>)?<c r="([A-Z]{1,3})\d{1,7}"([^>]*)>'
    rb"(?:(?:<f[^>]*/>|<f[^>]*>([^<]*)</f>)?"
    rb'(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)?(?:</row>)?'
)
_GROUPS = _CELL.groups + 1
_EMPTY_ROWS = re.compile(rb"(?:<row [^>]*/>|<row [^>]*></row>)*")
_ATTRIBUTES = re.compile(rb'(?: [a-z]+="[^"<>&]*")*/?')
_ATTRIBUTE = re.compile(rb' ([a-z]+)="([^"]*)"')
_MOST_FORMS = 1 << 14
TEXT, SHARED, TRUTH, NUMBER = range(4)
_KINDS = {b"s": SHARED, b"b": TRUTH, b"n": NUMBER}
_NO_FORM = -1


class _Columns(dict[bytes, int]):
    def __missing__(self, letters: bytes) -> int:
        self[letters] = column_number(letters.decode())
        return self[letters]


class _Forms(dict[bytes, int]):
    """The kind and style that the attributes of a cell say, as one number: 4 times the style and the kind."""

    def __missing__(self, attributes: bytes) -> int:
        form = _NO_FORM
        if _ATTRIBUTES.fullmatch(attributes):
            said = dict(_ATTRIBUTE.findall(attributes))
            style = said.get(b"s", b"0")
            if style.isdigit() and len(style) < 6:
                form = 4 * int(style) + _KINDS.get(said.get(b"t", b"n"), TEXT)
        if len(self) < _MOST_FORMS:
            self[attributes] = form
        return form


class Cells(Struct, frozen=True):
    """Cells of usual forms: rows, columns, kinds, styles, and what is stored of each."""

    rows: np.ndarray
    columns: np.ndarray
    kinds: np.ndarray
    styles: np.ndarray
    values: list[str]


class Usual(Struct):
    """Reads batches of rows; `take` gets their cells, and says whether it can do with them."""

    take: Callable[[Cells], bool]
    lean: bool = True  # whether the simplest forms may do
    _columns: _Columns = field(default_factory=_Columns)
    _forms: _Forms = field(default_factory=_Forms)

    def read(self, batch: bytes) -> bool:
        """Read the cells, if all is of the usual forms."""
        import numpy as np

        parts = _LEAN.split(batch) if self.lean else [batch]
        if any(parts[::_GROUPS]):
            parts = _CELL.split(batch)
            if any(parts[:-1:_GROUPS]) or not _EMPTY_ROWS.fullmatch(parts[-1]):
                return False
            self.lean = False
        begun = parts[1::_GROUPS]
        if not begun:
            return True
        starts = list(compress(range(len(begun)), begun))
        if not starts or starts[0]:
            return False
        numbers = np.array([int(begun[index]) for index in starts])
        rows = np.repeat(numbers, np.diff(starts, append=len(begun)))
        where = _looked_up(self._columns, parts[2::_GROUPS], starts)
        form = _looked_up(self._forms, parts[3::_GROUPS], starts)
        if form.min() == _NO_FORM:
            return False
        values = _values(parts, form)
        if not all(values):
            kept = np.array([bool(value) for value in values])
            rows, where, form = rows[kept], where[kept], form[kept]
            values = [value for value in values if value]
        try:
            texts = b"\x1e".join(values).decode().split("\x1e")
        except UnicodeDecodeError:
            return False
        if not values or len(texts) != len(values):
            return not values
        if b"&" in batch:
            texts = [unescape(text) if "&" in text else text for text in texts]
        return self.take(Cells(rows, where, form & 3, form >> 2, texts))


def _looked_up(table: dict[bytes, int], keys: list[bytes], starts: list[int]) -> np.ndarray:
    """Numbers by key; once, where they are the same in each row."""
    import numpy as np

    width = starts[1] if len(starts) > 1 else len(keys)
    if width * len(starts) == len(keys) and keys == keys[:width] * len(starts):
        return np.tile(np.array([table[key] for key in keys[:width]]), len(starts))
    return np.fromiter(map(table.__getitem__, keys), np.int64, len(keys))


def _values(parts: list[Any], form: np.ndarray) -> list[bytes]:
    """What is stored of each cell; the formula where that has a text in it and was never computed."""
    formulas, values, inline = parts[4::_GROUPS], parts[5::_GROUPS], parts[6::_GROUPS]
    stored: list[bytes] = values if all(values) else [value or b"" for value in values]
    if any(inline):
        stored = [value or other or b"" for value, other in zip(values, inline, strict=True)]
    if any(formulas):
        for index, formula in enumerate(formulas):
            if formula and not stored[index] and b'"' in formula:
                stored[index] = formula
                form[index] = TEXT
    return stored
