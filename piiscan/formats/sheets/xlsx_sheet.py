"""One sheet of a workbook, from its XML: its stored cells, and what stands beside them.

Rule: nothing is kept of the cells but the row under way: two of them in opposite corners of a sheet are two cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.formats.office.docx_said import numbered
from piiscan.formats.references import unescape
from piiscan.formats.sheets.number_formats import NumberFormats, plain_text
from piiscan.formats.sheets.text_table import TextTable
from piiscan.formats.sheets.xlsx_cells import column_number
from piiscan.formats.sheets.xlsx_side import header_text
from piiscan.formats.sheets.xlsx_usual import SHARED, TEXT, TRUTH
from piiscan.formats.sheets.xlsx_usual import Cells as UsualCells

if TYPE_CHECKING:
    import numpy as np

_CELLS = b"sheetData"
_AFTER = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_SIDE = re.compile(
    rb"<(?:\w+:)?(?:((?:odd|even|first)(?:Header|Footer))|formula[12]?|f)\b[^>]*>([^<]*)<"
    rb'|\b(?:display|tooltip|prompt|promptTitle|error|errorTitle|text|val|comment|title)="([^"]*)"'
)
# A text with a number in a formula that was computed to something else, perhaps: the cell and the formula.
_LITERAL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?>([^<"]*"[^<]*\d[^<]*)</(?:\w+:)?f>\s*<(?:\w+:)?v>[^<]'
)
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_OVERLAP = 512
_SHORT = 6  # digits that are no number of anybody: limits and levels
_MOST_LITERALS = 10_000
_LARGEST_TAIL = 8 << 20
_LARGEST_HEAD = 64 << 10
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\b[^>]*?\bref="([A-Z]{1,3})\d')
LONGEST = 8 << 20  # characters of a cell; a program that makes workbooks allows 32,767


class Beside(Struct):
    """What the XML of a sheet says outside the values of its cells, seen as it passes by."""

    after: str = ""  # headers, footers, lists to choose from, link texts
    literals: dict[str, str] = field(default_factory=dict)  # texts with numbers in formulas, by cell
    first: int = 0  # the first column that is used, as the sheet says

    def watch(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes."""
        overlap = b""
        tail: bytearray | None = None
        for chunk in chunks:
            if tail is None:
                data = overlap + chunk
                if not overlap and (said := _DIMENSION.search(data, 0, _LARGEST_HEAD)):
                    self.first = column_number(said[1].decode())
                if b"f" in data and b"f>" in data and len(self.literals) < _MOST_LITERALS:
                    self.literals.update(_literals(data))
                ended = _end_of_cells(data)
                if ended:
                    tail = bytearray(data[ended:])
                overlap = data[-_OVERLAP:]
            elif len(tail) < _LARGEST_TAIL:
                tail += chunk
            yield chunk
        self.after = _side(overlap if tail is None else bytes(tail))  # a sheet of a chart has no cells


def _end_of_cells(data: bytes) -> int:
    """Where what stands behind the cells begins; 0 where that is not in it. Only tags of that name are looked at."""
    name = data.find(_CELLS)
    while name >= 0:
        found = _AFTER.match(data, max(data.rfind(b"<", max(name - _OVERLAP, 0), name), 0))
        if found:
            return found.end()
        name = data.find(_CELLS, name + 1)
    return 0


def _literals(data: bytes) -> Iterator[tuple[str, str]]:
    for cell, formula in _LITERAL.findall(data):
        texts = " | ".join(_TEXT.findall(unescape(formula.decode("utf-8", "replace"))))
        if numbered(texts):
            yield cell.decode(), texts.replace('""', '"')


def _side(tail: bytes) -> str:
    texts: list[str] = []
    for header, content, attribute in _SIDE.findall(tail):
        text = unescape((content or attribute).decode("utf-8", "replace"))
        text = header_text(text) if header else text
        if text.strip() and (len(text) > _SHORT or not text.isdecimal()):
            texts.append(text)
    return "\n".join(texts)


class Cells(Struct):
    """The stored cells of a sheet, as (row, first column, texts) by row. Fills gaps of one row only."""

    strings: Callable[[], TextTable]
    styles: NumberFormats
    rows: list[tuple[int, int, list[str]]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    kind: str = ""
    style: int = 0
    taking: bool = False
    text: list[str] = field(default_factory=list)
    size: int = 0
    cut: bool = False  # whether a text was too long
    formula: list[str] = field(default_factory=list)
    in_formula: bool = False
    known_row: int = 0  # before what may be forgotten

    def taken(self) -> list[tuple[int, int, list[str]]]:
        """The rows since it was asked last."""
        rows, self.rows = self.rows, []
        self.known_row = self.row
        return rows

    def forget(self) -> None:
        """Nothing that was not taken counts."""
        self.rows, self.row, self.cells = [], self.known_row, {}

    def finish(self) -> None:
        """The document has ended, perhaps in a row."""
        self._end_row()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        if name == "c":
            reference = attributes.get("r", "")
            letters = reference.rstrip("0123456789")
            named = letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) < 4
            self.column = column_number(letters) if named else self.column + 1
            self.kind = attributes.get("t", "n")
            style = attributes.get("s", "0")
            self.style = int(style) if style.isdigit() and len(style) < 9 else 0
            self.text.clear()
            self.formula.clear()
            self.size = 0
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdigit() and len(number) < 9 else self.row + 1
            self.column = 0
        self.taking = name in {"v", "t"}
        self.in_formula = name == "f"

    def data(self, text: str) -> None:
        """Text of the innermost element."""
        if not self.taking and not self.in_formula:
            return
        self.size += len(text)
        if self.size > LONGEST:
            self.cut = True
        elif self.taking:
            self.text.append(text)
        else:
            self.formula.append(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        name = tag.rpartition(" ")[2]
        self.taking = self.in_formula = False
        if name == "c":
            value = "".join(self.text)
            if not value and '"' in "".join(self.formula):
                value = "".join(self.formula)  # never computed: its literals are all there is
            if value:
                self.cells[self.column] = self._shown(value)
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        if self.cells:
            first = min(self.cells)
            # A row of two far cells is not filled up: what lies between is kept out, places stay true.
            if max(self.cells) - first > 4 * len(self.cells) + 256:
                self.rows.extend((self.row, column, [text]) for column, text in sorted(self.cells.items()))
            else:
                row = [self.cells.get(column, "") for column in range(first, max(self.cells) + 1)]
                self.rows.append((self.row, first, row))
        self.cells.clear()

    def _shown(self, value: str) -> str:
        if self.kind == "s":
            return self.strings()[int(value)] if value.isdigit() and len(value) < 10 else ""
        if self.kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self.kind != "n":
            return value
        return self.shown_number(value, self.style)

    def shown_number(self, value: str, style: int) -> str:
        """A stored number: with its leading zeros, as a date, or plainly without ".0" and exponent."""
        try:
            return self.styles.shown(float(value), style) or plain_text(value)
        except ValueError:
            return value

    def usual(self, cells: UsualCells) -> list[str] | None:
        """The texts of cells of usual forms, None where what is stored of one is unusual."""
        import numpy as np

        texts, kinds = list(cells.values), cells.kinds
        try:
            for kind in np.flatnonzero(np.bincount(kinds)).tolist():
                if kind == TEXT:
                    continue
                found = np.flatnonzero(kinds == kind)
                which = found.tolist()
                stored = [texts[index] for index in which]
                for index, text in zip(which, self._usual(kind, stored, cells.styles[found]), strict=True):
                    texts[index] = text
        except ValueError:
            return None
        return texts

    def _usual(self, kind: int, stored: list[str], styles: np.ndarray) -> list[str]:
        if kind == SHARED:
            return self.strings().many(list(map(int, stored)))
        if kind == TRUTH:
            return ["TRUE" if value == "1" else "FALSE" for value in stored]
        texts = [value if value.isdigit() else plain_text(value) for value in stored]
        for index in self.styles.odd(styles):
            texts[index] = self.shown_number(stored[index], int(styles[index]))
        return texts
