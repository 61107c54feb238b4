"""One part of a presentation, element by element, into paragraphs and tables.

Slides, notes, masters, charts, diagrams and comments are all DrawingML text (ECMA-376 part 1, chapter 21) between
elements of their own; names are taken without their namespace where only one can be meant.
"""

from __future__ import annotations

from msgspec import Struct, field

from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Axis, Location, Step

_CHART = frozenset({"v", "f", "pt"})  # values, where they come from, and both in charts of 2014 and later
_SERIES = frozenset({"ser", "data", "title"})
_NAMED = frozenset({"cmAuthor", "author", "section", "custShow", "tag"})  # what they say stands in attributes
_SAID = ("name", "val")
_ALSO = ("descr", "title")  # what is read out in place of a picture
# Most elements say how text looks or where it stands; to know these costs a look and no more.
_DRAWING = (
    "r rPr pPr bodyPr lstStyle endParaRPr latin ea cs sym solidFill srgbClr schemeClr buNone buChar buFont lnSpc spcBef"
    " spcAft spcPct spcPts off ext chOff chExt xfrm prstGeom avLst spLocks picLocks ln noFill tcPr tblPr tblGrid"
    " gridCol txBody normAutofit hlinkClick"
)
_SLIDE = (
    "sp spPr nvSpPr cNvSpPr nvPr ph txBody style grpSpPr nvGrpSpPr cNvGrpSpPr spTree cSld sld clrMapOvr graphicFrame"
    " nvGraphicFramePr cNvGraphicFramePr xfrm notes timing"
)
_SILENT = frozenset(
    f"http://schemas.openxmlformats.org/{space}/2006/main {name}"
    for space, names in (("drawingml", _DRAWING), ("presentationml", _SLIDE))
    for name in names.split()
)


class _Table(Struct):
    grid: Grid
    number: int = 0
    row: list[str] = field(default_factory=list)
    cell: list[str] | None = None


class SlideStory(Struct):
    """The state between two elements. Paragraphs outside tables are counted and stand as LINE."""

    flow: Flow
    at: Location
    tables: list[_Table] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    number: int = 0
    table_count: int = 0
    hidden: int = 0  # inside mc:Fallback, which repeats what stands before it for older programs
    take: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.take = False
        if self.hidden:
            self.hidden += 1
        elif tag not in _SILENT:
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if name == "Fallback":
            self.hidden = 1
        elif name == "t":
            self.take = True
        elif name in _CHART and "chart" in space:
            self.take = True
            self._part_from_last()
        elif name == "text" and "presentationml" in space:  # of a comment
            self.take = True
            self.paragraphs.append([])
        elif name == "p":
            self.paragraphs.append([])
        elif name == "br" and self.paragraphs:
            self.paragraphs[-1].append("\n")
        elif name in {"tbl", "tr", "tc"}:
            self._cells(name)
        elif name == "cNvPr":
            self._line(*(attributes.get(key, "") for key in _ALSO))
        elif name in _NAMED:
            self._line(": ".join(filter(None, (attributes.get(key, "") for key in _SAID))))

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self.take and not self.hidden:
            if not self.paragraphs:
                self.paragraphs.append([])  # charts have text outside paragraphs
            self.paragraphs[-1].append(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if self.hidden:
            self.hidden -= 1
            return
        self.take = False
        if tag in _SILENT:
            return
        space, _, name = tag.rpartition(" ")
        of_chart = name in _SERIES and "chart" in space
        if name == "p" or of_chart or (name == "text" and "presentationml" in space):
            self._end_paragraph()
        elif name == "tc" and self.tables:
            table = self.tables[-1]
            if table.cell is not None:
                table.row.append("\n".join(table.cell).strip())
            table.cell = None
        elif name == "tr" and self.tables:
            table = self.tables[-1]
            table.number += 1
            table.grid.row(table.number, table.row)
            table.row = []
        elif name == "tbl" and self.tables:
            self.tables.pop().grid.close()

    def close(self) -> None:
        """What never ended ends here."""
        while self.paragraphs:
            self._end_paragraph()
        while self.tables:
            table = self.tables.pop()
            table.row.append("\n".join(table.cell or ()))
            if any(table.row):
                table.grid.row(table.number + 1, table.row)
            table.grid.close()
        self.flow.end_line()

    def _cells(self, name: str) -> None:
        """A merged cell is followed by empty ones, so that columns need no arithmetic (21.1.3.18)."""
        if name == "tbl":
            self.table_count += 1
            self.tables.append(_Table(Grid(self.flow, (*self.at, Step(Axis.TABLE, self.table_count)))))
        elif self.tables and name == "tr":
            self.tables[-1].row = []
        elif self.tables:
            self.tables[-1].cell = []

    def _part_from_last(self) -> None:
        """The values of a series are one paragraph, apart from each other."""
        if self.paragraphs and self.paragraphs[-1]:
            self.paragraphs[-1].append(" ")

    def _end_paragraph(self) -> None:
        if not self.paragraphs:
            return
        text = "".join(self.paragraphs.pop())
        if not text.strip():
            return
        if self.tables and self.tables[-1].cell is not None:
            self.tables[-1].cell.append(text)
            return
        self._line(text)

    def _line(self, *texts: str) -> None:
        for text in texts:
            if text.strip():
                self.number += 1
                self.flow.end_line()
                self.flow.write(text, (*self.at, Step(Axis.LINE, self.number)))
                self.flow.end_line()
