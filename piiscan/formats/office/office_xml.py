"""Office documents that are one XML file: those of Office 2003, flat packages of later ones, results of FileMaker.

Rule: cells and paragraphs are read as those of XLSX and DOCX are; whatever else has a text (properties, comments,
names, headers) is a line of its own. Files in base64 are children. Many programs call such workbooks .xls.

Sources: Microsoft's "XML Spreadsheet Reference" (2001), "WordprocessingML Reference Schemas" (2003);
ECMA-376-1, annex on flat OPC as Word writes it (http://schemas.microsoft.com/office/2006/xmlPackage).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.expat import feed, new_parser
from piiscan.formats.office.docx_story import Story
from piiscan.formats.office.filemaker import ROOT, Records
from piiscan.formats.office.inlaid import Inlaid
from piiscan.formats.office.one_xml import Told, read_all
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.sheets.number_formats import plain_text, shown_as
from piiscan.formats.sniff import as_text
from piiscan.model import Axis, Blob, Location, Step

_ROOT = re.compile(
    rb"<(?:\w+:)?(?:Workbook|wordDocument|package)\s[^>]{0,3000}"
    rb"[\"'](?:urn:schemas-microsoft-com:office:spreadsheet|http://schemas\.microsoft\.com/office/(?:word/2003/wordml"
    rb"|2006/xmlPackage))[\"']|<" + ROOT + rb"[\s>]"
)
_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml "
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_PARTS = "http://schemas.microsoft.com/office/2006/xmlPackage "
_TOLD = ("RefersTo", "Data", "HRef", "HRefScreenTip", "Author", "Title")  # attributes with words in them
_WIDEST = 16384
_LONGEST = 32767  # characters of a cell, as Excel has it
_MIDNIGHT = "T00:00:00.000"


def is_office_xml(head: bytes) -> bool:
    """Whether the root element in the first bytes of a file is one of these."""
    return _ROOT.search(head) is not None


class _Reader(Told, Protocol):
    def start(self, tag: str, attributes: dict[str, str], /) -> None: ...
    def end(self, tag: str, /) -> None: ...
    def text(self, text: str, /) -> None: ...


def extract_office_xml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Tables, paragraphs and what stands beside them; what expat cannot read, as plain text."""
    objects = Inlaid(context)
    with blob.open() as stream:
        head = as_text(stream.read(4096)) or b""
    is_sheet = _SHEET.encode() in head and b"Workbook" in head
    reader: _Reader = _Workbook() if is_sheet else Records() if b"<" + ROOT in head else _Document(objects)
    parser = new_parser(reader.start, reader.end, reader.text)
    yield from read_all(blob, context, reader, lambda data: feed(parser, data), objects)


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {key.rpartition(" ")[2]: value for key, value in attributes.items()}


def _number(text: str, other: int) -> int:
    return min(int(text), 1 << 24) if text.isascii() and text.isdigit() and len(text) < 9 else other


class _Workbook:
    """Sheets with their rows; the state between two elements."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.cells = 0
        self._codes: dict[str, str] = {}  # formats of numbers by the id of their style
        self._style = ""
        self._at: Location = ()
        self._grid: Grid | None = None
        self._row: list[str] | None = None
        self._row_number = 0
        self._row_style = ""
        self._columns: dict[int, str] = {}
        self._column = 0
        self._cell_style = ""
        self._span = 0
        self._kind = ""
        self._last_column = 0
        self._words: list[str] = []
        self._inside = {"Data": 0, "Comment": 0}  # how many of them are open

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: C901 - one case a tag
        name = tag.rpartition(" ")[2]
        told = _named(attributes) if attributes else {}
        if not self._inside["Data"]:
            self._words.clear()
        if name in self._inside:
            self._inside[name] += 1
        match name:
            case "Style":
                self._style = told.get("ID", "")
            case "NumberFormat":
                self._codes[self._style] = told.get("Format", "")
            case "Worksheet":
                self.flow.hint = told.get("Name", "")
                self._at = (Step(Axis.SHEET, self.flow.hint),)
                self.flow.named(self.flow.hint, self._at)
            case "Table":
                self._grid, self._row_number = Grid(self.flow, self._at), 0
                self._columns, self._last_column = {}, 0
            case "Column" if self._grid is not None:
                first = _number(told.get("Index", ""), self._last_column + 1)
                last = min(first + _number(told.get("Span", ""), 0), _WIDEST)
                self._columns.update(
                    dict.fromkeys(range(max(first, self._last_column + 1), last + 1), told.get("StyleID", ""))
                )
                self._last_column = max(self._last_column, last)
            case "Row" if self._grid is not None:
                self._row, self._column = [], 0
                self._row_number = max(_number(told.get("Index", ""), 0), self._row_number + 1)
                self._row_style = told.get("StyleID", "")
            case "Cell":
                self._cell(told)
            case "Data":
                self._kind = told.get("Type", "")
        for key in _TOLD:
            if key in told:
                self._line(told[key], key)

    def _cell(self, told: dict[str, str]) -> None:
        self._column = min(_number(told.get("Index", ""), self._column + 1), _WIDEST)
        self._span = min(_number(told.get("MergeAcross", ""), 0), _WIDEST - self._column)
        self._cell_style = told.get("StyleID") or self._row_style or self._columns.get(self._column, "")
        if '"' in told.get("Formula", ""):
            self._line(told["Formula"], "formula")

    def text(self, text: str) -> None:
        self._words.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in self._inside:
            self._inside[name] -= 1
        if self._inside["Data"]:  # rich text: its elements part no words
            return
        text = "".join(self._words)
        self._words.clear()
        if name == "Data" and self._row is not None and not self._inside["Comment"]:
            row = self._row
            self.cells += max(1, self._column - len(row))  # those that are skipped cost, too
            row.extend([""] * (self._column - len(row)))
            row[self._column - 1] = self._shown(text)[:_LONGEST]
        elif name == "Cell":
            self._column += self._span
        elif name == "Row" and self._grid is not None and self._row is not None:
            self._grid.row(self._row_number, self._row)
            self._row = None
        elif name == "Table" and self._grid is not None:
            self._grid.close()
            self._grid = None
        elif text.strip():
            self._line(text, "comment" if self._inside["Comment"] else name)

    def _shown(self, text: str) -> str:
        if self._kind == "DateTime":
            return text.removesuffix(_MIDNIGHT)
        if self._kind != "Number":
            return text
        try:
            shown = shown_as(float(text), self._codes.get(self._cell_style, "General"))
        except ValueError:
            return text
        return shown or plain_text(text)

    def _line(self, text: str, name: str) -> None:
        here: Location = ()
        if self._row is not None:
            here = (Step(Axis.ROW, self._row_number), Step(Axis.COLUMN, max(self._column, 1)))
        self.flow.end_line()
        self.flow.write(text, (*self._at, *here, Step(Axis.PART, name)))
        self.flow.end_line()

    def close(self) -> None:
        if self._grid is not None:
            if self._row:
                self._grid.row(self._row_number, self._row)
            self._grid.close()


class _Document:
    """Paragraphs and tables by the reader of DOCX; words of other namespaces are properties and the like."""

    cells = 0

    def __init__(self, objects: Inlaid) -> None:
        self.flow = Flow()
        self._story = Story(self.flow, ())
        self._objects = objects
        self._part = ""
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._words.clear()
        name = tag.rpartition(" ")[2]
        if tag.startswith(_PARTS):
            if name == "part":
                self._part = _named(attributes).get("name", "").lstrip("/")
            elif name == "binaryData":
                self._objects.begin(self._part)
        elif tag == f"{_WORD_2003}binData":
            self._objects.begin(_named(attributes).get("name", "").rpartition("/")[2])
        else:
            self._story.start(tag.replace(_WORD_2003, _WORD), attributes)

    def text(self, text: str) -> None:
        if self._objects.open:
            self._objects.text(text)
        else:
            self._words.append(text)
            self._story.text(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if tag in {f"{_PARTS}binaryData", f"{_WORD_2003}binData"}:
            self._objects.end()
        elif not tag.startswith(_PARTS):
            text = "".join(self._words)
            known = self._story.take or tag.startswith((_WORD, _WORD_2003))
            self._story.end(tag.replace(_WORD_2003, _WORD))
            if text.strip() and not known:
                self.flow.end_line()
                self.flow.write(text, (Step(Axis.PART, name),))
                self.flow.end_line()
        self._words.clear()

    def close(self) -> None:
        self._story.close()
