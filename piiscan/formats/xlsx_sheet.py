"""One sheet of a workbook, from its XML: how far it reaches, and its stored cells one by one.

calamine reads faster, but holds a sheet as a full rectangle: two cells in opposite corners take gigabytes
(RELIABILITY, A10), and it gives values without their number formats. `survey` tells before, at the speed of
decompression, whether a sheet is fit for it; `cells` reads those that are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from piiscan.formats.docx_said import numbered
from piiscan.formats.ooxml import Package
from piiscan.formats.xlsx_cells import column_number
from piiscan.formats.xlsx_parts import Strings, Styles, with_zeros, zero_format
from piiscan.formats.xlsx_side import header_text

# As nearly everybody writes them, and then every row and cell there is, with nothing in the groups where its place
# cannot be told at a glance.
_USUAL_ROW = re.compile(rb'<row r="(\d{1,7})"')
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row(?=[\s/>])(?:\s(?:[^>\']*?\s)?r="(\d{1,7})")?')
_CELL = re.compile(rb'<(?:\w+:)?c(?=[\s/>])(?:\s(?:[^>\']*?\s)?r="([A-Z]{1,3})(\d{1,7})")?')
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
# A formula with a text in it and no value computed yet: the text is nowhere else.
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*\"[^<]*</(?:\w+:)?f>(?:<(?:\w+:)?v(?:\s*/>|></(?:\w+:)?v>)|</(?:\w+:)?c>)"
)
_OVERLAP = 512
_SHORT = 6  # digits that are no number of anybody: limits and levels
_MOST_LITERALS = 10_000
_LARGEST_TAIL = 8 << 20


@dataclass(slots=True)
class Survey:
    """What a sheet holds, before it is read."""

    rows: tuple[int, int] = (0, 0)  # first and last
    columns: set[bytes] = field(default_factory=set)
    special: bool = False  # has cells that show more than their value (zeros, formulas) or stand nobody knows where
    after: str = ""  # headers, footers, lists to choose from, link texts
    literals: dict[str, str] = field(default_factory=dict)  # texts with numbers in formulas, by cell

    @property
    def reach(self) -> tuple[int, int]:
        """The first and the last column that is used."""
        numbers = [column_number(letters.decode()) for letters in self.columns] or [1]
        return min(numbers), max(numbers)

    @property
    def extent(self) -> int:
        """The cells of the rectangle round all stored cells."""
        first, last = self.reach
        return (self.rows[1] - self.rows[0] + 1) * (last - first + 1)


def survey(package: Package, part: str, zeros: frozenset[int]) -> Survey:
    """Look through the XML of a sheet. Raises `Unscannable` if it cannot be decompressed."""
    found = Survey()
    alternatives = b"|".join(str(style).encode() for style in sorted(zeros))
    style = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bs="(?:' + alternatives + rb')"') if zeros else None
    first, last = 1 << 30, 0
    overlap = b""
    tail: bytearray | None = None
    for chunk in package.chunks(part):
        data = overlap + chunk
        if tail is not None:
            if len(tail) < _LARGEST_TAIL:
                tail += chunk
            continue
        last_tag = data.rfind(b"<")
        whole = data.find(b">", last_tag) >= 0  # else the chunk ends in a tag
        found.special = found.special or not (whole or len(data) - last_tag <= _OVERLAP)
        rows, columns = _places(data if whole else data[:last_tag])
        if b"" in rows:
            found.special = True
            rows.discard(b"")
        numbers = list(map(int, rows))
        first, last = min([first, *numbers]), max([last, *numbers])
        found.columns |= columns
        if not found.special:
            styled = style is not None and style.search(data) is not None
            found.special = styled or (b"f>" in data and _UNCOMPUTED.search(data) is not None)
        if b"f>" in data and len(found.literals) < _MOST_LITERALS:
            found.literals.update(_literals(data))
        ended = _AFTER.search(data) if b"sheetData" in data else None
        if ended:
            tail = bytearray(data[ended.end() :])
        overlap = data[-_OVERLAP:]
    if last:
        found.rows = (first, last)
    else:
        found.special = True  # no row, or none in a code that was understood
    found.after = _side(overlap if tail is None else bytes(tail))  # a sheet of a chart has no cells
    return found


def _places(tags: bytes) -> tuple[set[bytes], set[bytes]]:
    """The rows and columns of rows and cells; b"" is among the rows where one has a place that cannot be told."""
    cells, rows = _USUAL_CELL.findall(tags), _USUAL_ROW.findall(tags)
    all_usual = tags.count(b"<c") == len(cells) and tags.count(b"<row") == len(rows)
    if not all_usual or b":c" in tags or b":row" in tags:
        cells, rows = _CELL.findall(tags), _ROW.findall(tags)
    return {*rows, *(row for _, row in cells)}, {column for column, _ in cells if column}


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


@dataclass(slots=True)
class Cells:
    """The stored cells of a sheet, row by row, as (row, first column, texts). Fills gaps of one row only."""

    strings: Strings
    styles: Styles
    rows: list[tuple[int, int, list[str]]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    kind: str = ""
    style: int = 0
    taking: bool = False
    text: list[str] = field(default_factory=list)
    formula: list[str] = field(default_factory=list)
    in_formula: bool = False

    def read(self, package: Package, part: str) -> Iterator[tuple[int, int, list[str]]]:
        """Rows in the order of the sheet; damage is noted in the package."""
        for _ in package.read(part, (self._start, self._end, self._data)):
            yield from self.rows
            self.rows.clear()
        self._end_row()
        yield from self.rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
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
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdigit() and len(number) < 9 else self.row + 1
            self.column = 0
        self.taking = name in {"v", "t"}
        self.in_formula = name == "f"

    def _data(self, text: str) -> None:
        if self.taking:
            self.text.append(text)
        elif self.in_formula:
            self.formula.append(text)

    def _end(self, tag: str) -> None:
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
            return self.strings[int(value)] if value.isdigit() and len(value) < 10 else ""
        if self.kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if self.kind != "n":
            return value
        code = self.styles.formats[self.style] if self.style < len(self.styles.formats) else "General"
        return shown_number(value, code)


def shown_number(value: str, code: str) -> str:
    """A stored number: with its leading zeros, as a date, or plainly without ".0" and exponent.

    >>> [shown_number("10940001", "000-00-0000"), shown_number("43832", "yyyy-mm-dd")]
    ['010-94-0001', '2020-01-02']
    >>> shown_number("1.0E7", "General")
    '10000000'
    """
    try:
        number = float(value)
    except ValueError:
        return value
    whole = number.is_integer() and abs(number) < 1e18
    kind = _kind(code)
    if kind == "zeros" and whole and number >= 0:
        return with_zeros(number, code)
    if kind == "date":
        return _date(number) or value
    if whole:
        return value if value.isdigit() else str(int(number))
    return value


@lru_cache(maxsize=4096)
def _kind(code: str) -> str:
    """What a number format makes of a number, as far as it matters: zeros, date, number."""
    from openpyxl.styles.numbers import is_date_format

    if zero_format(code):
        return "zeros"
    return "date" if code != "General" and is_date_format(code) else "number"


def _date(number: float) -> str | None:
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(number)
    except (ValueError, OverflowError):
        return None
    return str(moment).removesuffix(" 00:00:00")
