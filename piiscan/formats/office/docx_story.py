"""One part of a Word document, element by element, into paragraphs and tables."""

from __future__ import annotations

from msgspec import Struct, field

from piiscan.formats.office.docx_boxes import Boxes
from piiscan.formats.office.docx_said import numbered, said, symbol
from piiscan.formats.segments.cell_labels import continued
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Axis, Location, Step

_TEXT = frozenset({"t", "delText"})
_VALUE = frozenset({"v", "f"})  # of charts
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WIDEST = 16384
_MOST_ASIDES = 1000
_INSTRUCTION = frozenset({"instrText", "delInstrText"})
_MARKS = _INSTRUCTION | {"rt", "AlternateContent", "Choice"}
_PLAIN = frozenset({"p", "r", "t", "tc", "tr", "tbl", "rFonts", "sz", "szCs", "color", "lang", "spacing", "jc", "b",
                    "ind", "pStyle", "rStyle", "tcW", "delText", "tab", "br", "ins", "del", "u", "shd"})  # fmt: skip
# Most elements of most documents: they mean nothing to a reader of text.
_QUIET = _PLAIN - {"p", "t", "tc", "tr", "tbl", "delText", "tab", "br", "ins", "del"}
_MOST_NAMES = 1000


class _Paragraph(Struct):
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # as it read before the changes that are tracked
    changed: bool = False
    boxes: list[str] = field(default_factory=list)  # the texts of those that hang on it


class _Table(Struct):
    grid: Grid
    number: int = 0
    row: list[str] = field(default_factory=list)
    cell: list[str] | None = None
    span: int = 1
    goes_on: bool = False  # the cell is merged with that above it (17.4.84)
    above: list[str] = field(default_factory=list)


class Story(Struct):
    """The state between two elements. Names come as "namespace name"; any namespace's `t` is text."""

    flow: Flow
    at: Location
    paragraphs: list[_Paragraph] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    number: int = 0  # of the paragraph, outside tables
    table_count: int = 0
    hidden: int = 0  # inside mc:Fallback, which repeats what stands before it for older programs
    choices: list[bool] = field(default_factory=list)  # whether there was one before it
    ruby: int = 0  # inside the reading that stands over a word
    aside: list[str] = field(default_factory=list)  # instructions of fields, readings: not a part of the line
    asides: list[tuple[Location, str]] = field(default_factory=list)
    last: str = ""
    instruction: bool = False
    inserted: int = 0
    deleted: int = 0
    take: bool = False
    names: dict[str, str] = field(default_factory=dict)
    boxes: Boxes = field(default_factory=Boxes)

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: C901 - one case a tag
        """An element begins."""
        name = self.names.get(tag) or self._named(tag)
        self.take = self.instruction = False
        if name in _QUIET and not self.hidden:
            self.stack.append(name)
            return
        if self.hidden or (name == "Fallback" and (not self.choices or self.choices[-1])):
            self.hidden += 1
            return
        if name in _TEXT or (name in _VALUE and "/chart" in tag):
            self.take = True
            if name in _VALUE and self.paragraphs and self.paragraphs[-1].now:
                self._add(" ")
        elif name == "p":
            self._paragraph(tag)
        elif name == "tbl":
            self._end_boxes()
            self.table_count += 1
            grid = Grid(self.flow, (*self.at, Step(Axis.TABLE, self.table_count)))
            self.tables.append(_Table(grid))
        elif name in _BREAKS and self.paragraphs and "wordprocessingml" in tag and not self._in_properties():
            page = name == "br" and any(value == "page" for value in attributes.values())
            self._add("\n\f\n" if page else _BREAKS[name])
        elif name in _INSERTED:
            self.inserted += 1
        elif name in _DELETED:
            self.deleted += 1
        elif self.tables:
            self._cells(name, attributes)
        if attributes and name not in _PLAIN:
            self._beside(tag, name, attributes)
        if name in _MARKS:
            self._mark(name)
        self.stack.append(name)

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self.hidden:
            return
        if self.instruction or (self.ruby and self.take):
            self.aside.append(text)
        elif self.take:
            if not self.paragraphs:
                self.paragraphs.append(_Paragraph())  # charts and diagrams have text outside paragraphs
            self._add(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if self.hidden:
            self.hidden -= 1
            return
        name = self.stack.pop() if self.stack else tag.rpartition(" ")[2]
        self.take = self.instruction = False
        if name in _QUIET:
            return
        if name in _MARKS:
            self._end_mark(name)
        if name == "p" and self.paragraphs:
            self._end_paragraph()
        elif name in _INSERTED:
            self.inserted -= 1
        elif name in _DELETED:
            self.deleted -= 1
        elif name == "tbl" and self.tables:
            self.tables.pop().grid.close()
            self._tell()
        elif self.tables:
            self._end_cell(name)

    def between(self) -> bool:
        """Whether a paragraph that comes now is a line of text and nothing more."""
        inside = self.tables or self.paragraphs or self.hidden or self.inserted or self.deleted or self.ruby
        return not (inside or self.aside or self.asides or self.boxes.waiting)

    def close(self) -> None:
        """What never ended ends here."""
        while self.paragraphs:
            self._end_paragraph()
        self._end_instruction()
        self._end_boxes()
        while self.tables:
            table = self.tables.pop()
            if table.cell:
                table.row.append("\n".join(table.cell))
            if any(table.row):
                table.grid.row(table.number + 1, table.row)
            table.grid.close()
        self._tell()

    def _named(self, tag: str) -> str:
        name = tag.rpartition(" ")[2]
        if len(self.names) < _MOST_NAMES:
            self.names[tag] = name
        return name

    def _cells(self, name: str, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        if name == "tr":
            table.row = []
        elif name == "tc":
            table.cell, table.span, table.goes_on = [], 1, False
        elif name == "gridSpan":
            table.span = _count(attributes)
        elif name == "vMerge":
            table.goes_on = "restart" not in attributes.values()
        elif name == "gridBefore":
            table.row.extend([""] * _count(attributes))

    def _end_cell(self, name: str) -> None:
        table = self.tables[-1]
        if name == "tc":
            if table.cell is not None:
                above = table.above[len(table.row) :][:1] if table.goes_on and not table.cell else []
                table.row.append(continued(above[0]) if above else "\n".join(table.cell).strip())
                table.row.extend([""] * min(table.span - 1, _WIDEST - len(table.row)))
            table.cell = None
        elif name == "tr":
            table.number += 1
            table.grid.row(table.number, table.row)
            table.above = table.row

    def _paragraph(self, tag: str) -> None:
        if not self.tables and "wordprocessingml" in tag and not self.paragraphs:
            self.number += 1
        self.paragraphs.append(_Paragraph())

    def _add(self, text: str) -> None:
        paragraph = self.paragraphs[-1]
        if self.deleted:
            paragraph.changed = True
            paragraph.before.append(text)
        elif self.inserted:
            paragraph.changed = True
            paragraph.now.append(text)
        else:
            paragraph.now.append(text)
            paragraph.before.append(text)

    def _end_paragraph(self) -> None:
        """A paragraph with tracked changes is given twice: a number half deleted, half new is two numbers."""
        if len(self.paragraphs) == 1:
            self._end_instruction()
        paragraph = self.paragraphs.pop()
        texts = ["".join(paragraph.now)]
        if paragraph.changed:
            texts.append("".join(paragraph.before))
        for text in texts:
            if self.tables and self.tables[-1].cell is not None:
                if text.strip():
                    self.tables[-1].cell.append(text)
                continue
            if self.paragraphs:
                self.paragraphs[-1].boxes += [text] if text.strip() or "\f" in text else []
                continue
            at = (*self.at, Step(Axis.LINE, max(self.number, 1)))
            said = self.boxes.lines(paragraph.boxes, text, at) if text.strip() or paragraph.boxes else ((at, text),)
            for where, line in said:
                if line.strip() or "\f" in line:
                    self._line(where, line)
            paragraph.boxes = []
        if not self.paragraphs:
            self._tell()

    def _end_boxes(self) -> None:
        for where, line in self.boxes.rest():
            self._line(where, line)

    def _beside(self, tag: str, name: str, attributes: dict[str, str]) -> None:
        """What stands in attributes."""
        if name == "sym":
            if self.paragraphs:
                self._add(symbol(attributes))
        elif name == "docVar":
            values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._line(self.at, f"{values.get('name', '')}: {values.get('val', '')}")
        else:
            found = said(tag, name, attributes)
            if found and found[1] != self.last:  # a picture says it for itself and for its frame
                self.last = found[1]
                self._note(*found)

    def _mark(self, name: str) -> None:
        """Elements round what is no part of the line, or is there for other programs."""
        if name == "AlternateContent":
            self.choices.append(False)
        elif name == "Choice" and self.choices:
            self.choices[-1] = True
        elif name in _INSTRUCTION:
            self.instruction = True
        elif name == "rt":
            self.ruby += 1

    def _end_mark(self, name: str) -> None:
        if name == "AlternateContent" and self.choices:
            self.choices.pop()
        elif name == "rt" and self.ruby:
            self.ruby -= 1
            if self.aside:
                self._note("reading", "".join(self.aside))
                self.aside.clear()

    def _end_instruction(self) -> None:
        """The instructions of the fields in a paragraph, which may be cut up into runs (17.16.5)."""
        text = "".join(self.aside)
        self.aside.clear()
        if numbered(text):
            self._note("field", text)

    def _note(self, kind: str, text: str) -> None:
        """A text beside the line or the cell under way; it comes after the table, not to cut it up."""
        if self.tables and self.tables[-1].cell is not None:
            table = self.tables[-1]
            here = (Step(Axis.ROW, table.number + 1), Step(Axis.COLUMN, len(table.row) + 1))
            at: Location = (*table.grid.at, *here)
        else:
            at = (*self.at, Step(Axis.LINE, self.number)) if self.number and self.paragraphs else self.at
        self.asides.append(((*at, Step(Axis.PART, kind)), text))
        if not self.tables and not self.paragraphs:
            self._tell()

    def _tell(self) -> None:
        if self.tables and len(self.asides) < _MOST_ASIDES:
            return
        asides, self.asides = self.asides, []
        for at, text in asides:
            self._line(at, text)

    def _line(self, at: Location, text: str) -> None:
        self.flow.end_line()
        self.flow.write(text, at)
        self.flow.end_line()

    def _in_properties(self) -> bool:
        """Inside w:pPr a tab is a tab stop."""
        return bool(self.stack) and self.stack[-1] in {"tabs", "pPr", "rPr"}


def _count(attributes: dict[str, str]) -> int:
    text = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "val"), "1")
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 9 else 1
