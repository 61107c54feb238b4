"""The cells of binary workbooks (.xlsb, [MS-XLSB] 2.2.1), a batch of records at a time.

Rule: nothing of a sheet is kept but the row under way, so cells far apart are as good as any, and memory is the same
for any number of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.formats.office.ooxml import Package
from piiscan.formats.sheets.cell_text import Joined, joined
from piiscan.formats.sheets.number_formats import NumberFormats, built_in
from piiscan.formats.sheets.octets import doubles, small_numbers, u32
from piiscan.formats.sheets.text_table import TextTable
from piiscan.formats.sheets.xlsb_batches import Batch, batches
from piiscan.model import Gap, Unscannable

if TYPE_CHECKING:
    import numpy as np

ROW = 0
_TEXT, _RICH, _FORMULA_TEXT, _SHARED, _REAL, _FORMULA_NUMBER, _SMALL = 6, 62, 8, 7, 5, 9, 2
_TRUTH, _FORMULA_TRUTH = 4, 10
# How many bytes a cell of each kind has at least.
_LEAST = {_TEXT: 12, _RICH: 13, _FORMULA_TEXT: 12, _SHARED: 12, _REAL: 16, _FORMULA_NUMBER: 16, _SMALL: 12, _TRUTH: 9,
          _FORMULA_TRUTH: 9}  # fmt: skip
_TEXTS = frozenset({_TEXT, _RICH, _FORMULA_TEXT})
CELLS = frozenset({ROW, *range(1, 12), _RICH})
_STRING = 19
_BOOK_DATES, _FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 153, 44, 47, 617, 618
_STRINGS, _STYLES = "xl/sharedStrings.bin", "xl/styles.bin"


def _leasts() -> np.ndarray:
    """The bytes that a cell of each kind has at least; more than any has where it is no cell with a text."""
    import numpy as np

    leasts = np.full(1 << 14, 1 << 30)
    leasts[list(_LEAST)] = list(_LEAST.values())
    return leasts


class Reader(Struct):
    """What cells refer to: number formats, and shared strings, which are read when a cell asks."""

    package: Package
    numbers: NumberFormats = field(default_factory=NumberFormats)
    row: int = 0  # the row under way
    _shared: TextTable | None = None
    _leasts: np.ndarray = field(default_factory=_leasts)

    def rows(self, batch: Batch) -> np.ndarray:
        """The row that each record of the next batch of a sheet stands in."""
        import numpy as np

        begun = np.flatnonzero((batch.kinds == ROW) & (batch.sizes >= 4))
        numbers = np.concatenate([[self.row], u32(batch.octets, batch.starts[begun]) + 1])
        self.row = int(numbers[-1])
        rows: np.ndarray = np.repeat(numbers, np.diff(begun, prepend=0, append=len(batch.kinds)))
        return rows

    def cells(self, batch: Batch, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, Joined | list[str]] | None:
        """The cells of a batch of a sheet: rows, columns and texts."""
        import numpy as np

        used = np.flatnonzero(batch.sizes >= self._leasts[batch.kinds])
        if not len(used):
            return None
        kinds, at, octets = batch.kinds[used], batch.starts[used], batch.octets
        starts, counts = at.copy(), np.zeros(len(at), np.int64)
        which: list[np.ndarray] = [used[:0]]
        texts: list[str] = []
        for kind in np.flatnonzero(np.bincount(kinds)).tolist():
            found = np.flatnonzero(kinds == kind)
            if kind in _TEXTS:
                places = at[found] + (9 if kind == _RICH else 8)
                most = (at[found] + batch.sizes[used[found]] - places - 4) // 2
                starts[found], counts[found] = places + 4, np.minimum(u32(octets, places), most)
            else:
                which.append(found)
                texts += self._texts(kind, at[found], octets)
        columns = u32(octets, batch.starts[used]) + 1
        told = np.concatenate(which), texts
        return rows[used], columns, joined(batch.data, 2, starts, counts, rows[used], told)

    def _texts(self, kind: int, at: np.ndarray, octets: np.ndarray) -> list[str]:
        if kind == _SHARED:
            return self.shared.many(u32(octets, at + 8).tolist())
        if kind in {_TRUTH, _FORMULA_TRUTH}:
            return ["TRUE" if value else "FALSE" for value in octets[at + 8].tolist()]
        values = small_numbers(u32(octets, at + 8)) if kind == _SMALL else doubles(octets, at + 8)
        return self.numbers.texts(values, u32(octets, at + 4) & 0xFFFFFF)

    @property
    def shared(self) -> TextTable:
        """The shared strings."""
        if self._shared is None:
            self._shared = TextTable()
            for batch in self._batches(next(iter(self.package.named("sharedStrings")), _STRINGS)):
                import numpy as np

                found = np.flatnonzero((batch.kinds == _STRING) & (batch.sizes >= 5))
                if len(found):
                    self._shared.extend(batch.texts(found, 1))
        return self._shared

    def close(self) -> None:
        """Let go of the shared strings."""
        if self._shared is not None:
            self._shared.close()

    def read_styles(self, book: str) -> None:
        """The number formats, and the calendar of the workbook."""
        codes, taking = built_in(), False
        for batch in self._batches(next(iter(self.package.named("ms-excel.styles")), _STYLES)):
            for index, kind in enumerate(batch.kinds.tolist()):
                if kind == _FORMAT and batch.sizes[index] > 6:
                    code = batch.content(index)
                    codes[int.from_bytes(code[:2], "little")] = code[6:].decode("utf-16-le", "replace")
                elif kind in {_BEGIN_STYLES, _END_STYLES}:
                    taking = kind == _BEGIN_STYLES
                elif kind == _STYLE and taking:
                    number = int.from_bytes(batch.content(index)[2:4], "little")
                    self.numbers.codes.append(codes.get(number, "General"))
        for batch in self._batches(book):
            for index, kind in enumerate(batch.kinds.tolist()):
                if kind == _BOOK_DATES:
                    self.numbers.since_1904 = bool(batch.content(index)[:1] > b"" and batch.content(index)[0] & 1)

    def _batches(self, part: str) -> Iterator[Batch]:
        """Those of a part that may be missing or damaged."""
        if part in self.package.entries:
            try:
                yield from batches(self.package.chunks(part))
            except Unscannable as trouble:
                self.package.gaps.append(Gap(trouble.reason, trouble.detail))
