"""One part of a Word document, element by element, into paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from piiscan.formats.flow import Flow
from piiscan.formats.grid import Grid
from piiscan.model import Axis, Location, Step

_TEXT = frozenset({"t", "delText"})
_VALUE = frozenset({"v", "f"})  # of charts
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WIDEST = 16384


@dataclass(slots=True)
class _Paragraph:
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # as it read before the changes that are tracked
    changed: bool = False


@dataclass(slots=True)
class _Table:
    grid: Grid
    number: int = 0
    row: list[str] = field(default_factory=list)
    cell: list[str] | None = None
    span: int = 1


@dataclass(slots=True)
class Story:
    """The state between two elements. Names come as "namespace name"; any namespace's `t` is text."""

    flow: Flow
    at: Location
    paragraphs: list[_Paragraph] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    number: int = 0  # of the paragraph, outside tables
    table_count: int = 0
    hidden: int = 0  # inside mc:Fallback, which repeats what stands before it for older programs
    inserted: int = 0
    deleted: int = 0
    take: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: C901 - one case a tag
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self.take = False
        if self.hidden or name == "Fallback":
            self.hidden += 1
            return
        if name in _TEXT or (name in _VALUE and "/chart" in tag):
            self.take = True
            if name in _VALUE and self.paragraphs and self.paragraphs[-1].now:
                self._add(" ")
        elif name == "p":
            self._paragraph(tag)
        elif name == "tbl":
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
        elif name in {"docVar", "alias"}:
            self._variable(name, attributes)
        self.stack.append(name)

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self.take and not self.hidden:
            if not self.paragraphs:
                self.paragraphs.append(_Paragraph())  # charts and diagrams have text outside paragraphs
            self._add(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if self.hidden:
            self.hidden -= 1
            return
        name = tag.rpartition(" ")[2]
        self.take = False
        if self.stack:
            self.stack.pop()
        if name == "p" and self.paragraphs:
            self._end_paragraph()
        elif name in _INSERTED:
            self.inserted -= 1
        elif name in _DELETED:
            self.deleted -= 1
        elif name == "tbl" and self.tables:
            self.tables.pop().grid.close()
        elif self.tables and name == "tc":
            table = self.tables[-1]
            if table.cell is not None:
                table.row.append("\n".join(table.cell).strip())
                table.row.extend([""] * min(table.span - 1, _WIDEST - len(table.row)))
            table.cell = None
        elif self.tables and name == "tr":
            table = self.tables[-1]
            table.number += 1
            table.grid.row(table.number, table.row)

    def close(self) -> None:
        """What never ended ends here."""
        while self.paragraphs:
            self._end_paragraph()
        while self.tables:
            table = self.tables.pop()
            if table.cell:
                table.row.append("\n".join(table.cell))
            if any(table.row):
                table.grid.row(table.number + 1, table.row)
            table.grid.close()

    def _cells(self, name: str, attributes: dict[str, str]) -> None:
        table = self.tables[-1]
        if name == "tr":
            table.row = []
        elif name == "tc":
            table.cell, table.span = [], 1
        elif name == "gridSpan":
            table.span = _count(attributes)
        elif name == "gridBefore":
            table.row.extend([""] * _count(attributes))

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
        paragraph = self.paragraphs.pop()
        texts = ["".join(paragraph.now)]
        if paragraph.changed:
            texts.append("".join(paragraph.before))
        for text in texts:
            if self.tables and self.tables[-1].cell is not None:
                if text.strip():
                    self.tables[-1].cell.append(text)
                continue
            if not text.strip() and "\f" not in text:
                continue
            self.flow.end_line()
            self.flow.write(text, (*self.at, Step(Axis.LINE, max(self.number, 1))))
            self.flow.end_line()

    def _variable(self, name: str, attributes: dict[str, str]) -> None:
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "docVar" and values.get("val"):
            self.flow.write(f"{values.get('name', '')}: {values['val']}", self.at)
            self.flow.end_line()

    def _in_properties(self) -> bool:
        """Inside w:pPr a tab is a tab stop."""
        return bool(self.stack) and self.stack[-1] in {"tabs", "pPr", "rPr"}


def _count(attributes: dict[str, str]) -> int:
    text = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "val"), "1")
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdigit() and len(text) < 9 else 1
