"""One document of OpenDocument, element by element, into paragraphs and tables with their places.

The same elements stand in text, sheets, slides and drawings, and in content.xml, styles.xml and meta.xml or all in
one file, so one class reads them all: where text stands is told by the elements round it (`Frame`).
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from piiscan.formats.opendocument import names
from piiscan.formats.opendocument.cells import Cells, repeats
from piiscan.formats.opendocument.frames import Frame, Paragraph
from piiscan.formats.opendocument.names import PARAGRAPHS, is_line, label_of, link, said, short
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Axis, Location, Step

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 100
_MOST_DELETED = 16 << 20  # characters of tracked deletions kept until the place comes where they stood
_ASIDES = 1000
_NUMBER = 7  # digits: no number of ours has fewer


class OdfStory(Struct):
    """The state between two elements; `start`, `end` and `text` are expat's."""

    flow: Flow
    at: Location = ()
    longest: int = 1 << 20
    cells: int = 0
    frames: list[Frame] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    asides: list[tuple[Location, str]] = field(default_factory=list)
    numbers: dict[Location, int] = field(default_factory=dict)  # of paragraphs, by the part they stand in
    counts: dict[str, int] = field(default_factory=dict)  # of tables and pages
    page_axis: Axis = Axis.PAGE
    in_sheets: bool = False
    skipped: int = 0
    inserted: int = 0
    region: str = ""  # of a tracked change
    insertions: set[str] = field(default_factory=set)
    deleted: dict[str, str] = field(default_factory=dict)
    deleted_size: int = 0

    def __post_init__(self) -> None:
        self.frames.append(Frame("", self.at, counts=True))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = short(tag)
        if self.skipped or name in names.SKIPPED:
            self.skipped += 1
        elif name in PARAGRAPHS:
            self._paragraph("")
        elif is_line(name):
            self._field(name, attributes)
        elif name == "text:s":
            self._add(" " * min(repeats(attributes, "c"), _MOST_SPACES))
        elif name in names.BREAKS:
            self._add(names.BREAKS[name])
        elif not self._table(name, attributes):
            self._around(name, attributes)

    def text(self, text: str) -> None:
        """Text of the innermost element; white space is one space, over elements and pieces as well (6.1.2)."""
        if self.paragraphs and not self.skipped and self.paragraphs[-1].frame is self.frames[-1]:
            paragraph = self.paragraphs[-1]
            text = _SPACE.sub(" ", text)
            self._add(text[1:] if paragraph.space and text.startswith(" ") else text)
            paragraph.space = text.endswith(" ")

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        name = short(tag)
        if self.skipped:
            self.skipped -= 1
        elif name in PARAGRAPHS or is_line(name):
            self._end_paragraph()
        elif name in names.CELLS:
            self._leave(name)
            table = self._current_table()
            if table is not None:
                table.end_cell()
        elif name in names.ROWS:
            table = self._current_table()
            if table is not None:
                before = table.count
                table.end_row()
                self.cells += table.count - before
        elif name == "text:changed-region":
            self.region = ""
        else:
            self._leave(name)

    def close(self) -> None:
        """What never ended ends here."""
        while self.paragraphs:
            self._end_paragraph()
        while len(self.frames) > 1:
            self._leave(self.frames[-1].name)
        for text in self.deleted.values():
            self._write((*self.at, Step(Axis.PART, "deleted text")), text)
        self.deleted.clear()
        self._tell_asides()

    def plain_table(self) -> Cells | None:
        """The table that a whole row may be put in now, None where a row would be more than its cells."""
        frame = self.frames[-1]
        busy = self.paragraphs or self.skipped or self.inserted or frame.aside or frame.texts is not None
        return None if busy or not self.in_sheets else frame.table

    def _around(self, name: str, attributes: dict[str, str]) -> None:
        """Elements that say where text stands, or that say something in their attributes."""
        if name in names.PAGES:
            self.page_axis = names.PAGES[name]
        elif name == "office:spreadsheet":
            self.in_sheets = True
        elif name == "draw:page":
            self.flow.flush()
            number = self.counts["page"] = self.counts.get("page", 0) + 1
            at = Step(Axis.PAGE, number) if self.page_axis is Axis.PAGE else Step(Axis.PART, f"slide {number}")
            self._enter(name, (*self.at, at), counts=True)
        elif name in names.PARTS:
            self._enter(name, (*self.at, Step(Axis.PART, names.PARTS[name])), counts=names.PARTS[name] != "properties")
        elif name in names.INSIDE:
            notes = name == "presentation:notes"
            of_cell = name == "office:annotation" and self.in_sheets and self.frames[-1].name in names.CELLS
            inside = (*self._here(), Step(Axis.PART, names.INSIDE[name]))
            self._enter(name, inside, counts=notes, aside=not notes and not of_cell)
            self.frames[-1].texts = [] if of_cell else None
        elif name.startswith("draw:") and self.frames[-1].name in names.CELLS and self.in_sheets:
            self._enter(name, (*self._here(), Step(Axis.PART, "drawing")), aside=True)
        elif name.startswith("text:"):
            self._change(name, attributes)
        line = said(name, attributes)
        if line:
            here = self._here()
            self._line(here if here != self.at else (*here, Step(Axis.PART, "fields")), line)
        target = link(name, attributes)
        if target:
            self._line((*self.at, Step(Axis.PART, "links")), target)

    def _change(self, name: str, attributes: dict[str, str]) -> None:
        """Tracked changes: what was deleted stands apart, with a mark where it stood (5.5)."""
        identity = next((value for key, value in attributes.items() if key.endswith((" id", " change-id"))), "")
        if name == "text:changed-region":
            self.region = identity
        elif name == "text:insertion":
            self.insertions.add(self.region)
        elif name == "text:deletion":
            self._enter(name, (*self.at, Step(Axis.PART, "deleted text")))
            self.frames[-1].texts = []
        elif name == "text:change" and identity in self.deleted and self.paragraphs:
            paragraph, text = self.paragraphs[-1], self.deleted.pop(identity)
            self.deleted_size -= len(text)
            paragraph.before.append(text)
            paragraph.changed = True
        elif name == "text:change-start":
            self.inserted += identity in self.insertions
        elif name == "text:change-end":
            self.inserted -= identity in self.insertions

    def _table(self, name: str, attributes: dict[str, str]) -> bool:
        """Tables, rows and cells; False for anything else."""
        if name in {"table:table", "table:sub-table"}:
            self._start_table(attributes)
            for line in filter(None, [said("table:table", attributes)]):
                self._line(self._here(), line)
            return True
        table = self._current_table()
        if name in names.ROWS and table is not None:
            table.start_row(attributes)
        elif name in names.CELLS and table is not None:
            table.start_cell(attributes)
            self._enter(name, table.place())
            self.frames[-1].texts = table.cell.texts if table.cell is not None else []
        else:
            return name in names.ROWS | names.CELLS
        return True

    def _start_table(self, attributes: dict[str, str]) -> None:
        title = next((value for key, value in attributes.items() if key.endswith(" name")), "")
        base = self.frames[-1].at
        sheet = self.in_sheets and not any(frame.table for frame in self.frames)
        if sheet:
            step = Step(Axis.SHEET, title)
            self.flow.named(title, (step,))
            self.flow.hint = title
        else:
            # A table in a cell is a table of the document, as in Word.
            base = next((frame.at for frame in reversed(self.frames) if frame.counts), self.at)
            key = repr(base)
            number = self.counts[key] = self.counts.get(key, 0) + 1
            step = Step(Axis.TABLE, number)
        at = (*base, step)

        def new_grid(first: int) -> Grid:
            return Grid(self.flow, at, first, self.longest)

        self._enter("table:table", at)
        self.frames[-1].table = Cells(at, new_grid)

    def _current_table(self) -> Cells | None:
        """The table whose rows and cells come, which is the innermost frame between its cells."""
        return self.frames[-1].table

    def _enter(self, name: str, at: Location, *, counts: bool = False, aside: bool = False) -> None:
        frame = Frame(name, at, counts, self.numbers.get(at, 0))
        frame.aside = aside or (self.frames[-1].aside and not counts)
        self.frames.append(frame)

    def _leave(self, name: str) -> None:
        """The frame of an element ends, if the element has one."""
        if len(self.frames) < 2 or self.frames[-1].name != ("table:table" if name == "table:sub-table" else name):
            return
        frame = self.frames.pop()
        if frame.counts:
            self.numbers[frame.at] = frame.number
        if frame.table is not None:
            frame.table.close()
            self._leave_remarks(frame.table)
            self._tell_asides()
        elif name == "office:annotation" and frame.texts and (table := self._outer_table()) is not None:
            table.remark("\n".join(frame.texts))
            if len(table.remarks) > _ASIDES:
                self._leave_remarks(table)
        elif name == "text:deletion" and frame.texts:
            self._keep("\n".join(frame.texts))
        elif name == "draw:page":
            self.flow.flush()

    def _leave_remarks(self, table: Cells) -> None:
        """Comments on cells of no record are told like other asides."""
        self.asides += table.left()

    def _outer_table(self) -> Cells | None:
        return next((frame.table for frame in reversed(self.frames) if frame.table is not None), None)

    def _keep(self, text: str) -> None:
        self.deleted_size += len(text)
        if self.deleted_size > _MOST_DELETED or not self.region:
            self.deleted_size -= len(text)
            self._write((*self.at, Step(Axis.PART, "deleted text")), text)
        else:
            self.deleted[self.region] = text

    def _here(self) -> Location:
        """The place of what stands in the paragraph under way, or in the frame."""
        frame = self.frames[-1]
        return self.paragraphs[-1].at if self.paragraphs and self.paragraphs[-1].frame is frame else frame.at

    def _paragraph(self, label: str) -> None:
        frame = self.frames[-1]
        if frame.counts and not any(paragraph.frame is frame for paragraph in self.paragraphs):
            frame.number += 1
        at = (*frame.at, Step(Axis.LINE, max(frame.number, 1))) if frame.counts else frame.at
        self.paragraphs.append(Paragraph(at, frame, label))

    def _field(self, name: str, attributes: dict[str, str]) -> None:
        """A line that is no paragraph: of a picture in one, of the properties, or declared in front of the text."""
        if len(self.frames) == 1 and not self.paragraphs:
            self.paragraphs.append(Paragraph((*self.at, Step(Axis.PART, "fields")), self.frames[0]))
        else:
            self._paragraph(label_of(name, attributes) if self.frames[-1].name == "office:meta" else "")
            self.paragraphs[-1].writer = self.frames[-1].name == "office:annotation" and name == "dc:creator"

    def _add(self, text: str) -> None:
        if not self.paragraphs:
            return
        paragraph = self.paragraphs[-1]
        paragraph.now.append(text)
        if self.inserted:
            paragraph.changed = True
        else:
            paragraph.before.append(text)

    def _end_paragraph(self) -> None:
        """A paragraph with tracked changes is given twice: a number half deleted, half new is two numbers."""
        if not self.paragraphs:
            return
        paragraph = self.paragraphs.pop()
        texts = ["".join(paragraph.now)]
        if paragraph.changed:
            texts.append("".join(paragraph.before))
        if paragraph.writer and paragraph.frame.texts is not None:
            texts = [text for text in texts if sum(map(str.isdigit, text)) >= _NUMBER]
        for text in texts:
            if text.strip():
                self._line(paragraph.at, f"{paragraph.label}{text}", paragraph.frame)

    def _line(self, at: Location, text: str, frame: Frame | None = None) -> None:
        frame = frame or self.frames[-1]
        if frame.texts is not None and not frame.aside:
            frame.texts.append(text)
        elif frame.aside and any(outer.table for outer in self.frames):
            self.asides.append((at, text))
            if len(self.asides) > _ASIDES:
                self._tell_asides()
        else:
            self._write(at, text)

    def _write(self, at: Location, text: str) -> None:
        self.flow.end_line()
        self.flow.write(text, at)
        self.flow.end_line()

    def _tell_asides(self) -> None:
        """Comments and drawings of a table come after it, so that they do not cut it up."""
        asides, self.asides = self.asides, []
        for at, text in asides:
            self._write(at, text)
