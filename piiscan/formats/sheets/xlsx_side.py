"""What a workbook says beside its cells: comments, drawings, charts, tables, connections, the log of changes.

Rule: what a sheet points to stands at that sheet, a comment at its cell; what belongs to no sheet, at its part.
Chapters are those of ECMA-376 part 1.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from piiscan.formats.office.docx_said import numbered
from piiscan.formats.office.ooxml import Package, relations
from piiscan.formats.segments.flow import Flow
from piiscan.formats.sheets.xlsx_cells import reference
from piiscan.model import Axis, Location, Segment, Step

# What is told at its sheet, by the ending of its type; the rest of it, where no sheet points to it, comes last.
_OF_SHEETS = {
    "comments+xml": "comment",
    "threadedcomments+xml": "comment",
    "drawing+xml": "drawing",
    "chart+xml": "chart",
    "chartex+xml": "chart",
    "diagramData+xml": "diagram",
    "table+xml": "table",
    "pivotTable+xml": "pivot table",
    "queryTable+xml": "query",
}
_OF_BOOK = ("person+xml", "connections+xml", "revisionLog+xml", "userNames+xml", "sheet.main+xml",
            "template.main+xml", "macroEnabled.main+xml")  # fmt: skip
_LINE_ENDS = frozenset({"p", "si", "row", "pt", "tx", "f", "definedName", "text", "rcc", "rdn"})
_COMMENTS = frozenset({"comment", "threadedComment"})
_CHANGED = frozenset({"nc", "oc"})  # 18.11.1: the new and the old value of a cell
_TEXTS = frozenset({"t", "v", "text", "definedName", "val", "calculatedColumnFormula", "totalsRowFormula", "f"})
# Attributes that are text somebody wrote.
_SAID: dict[str, tuple[str, ...]] = {
    "cNvPr": ("title", "descr"),  # 20.1.2.2.8
    "hlinkClick": ("tooltip",),
    "definedName": ("comment", "description"),  # 18.2.5
    "dbPr": ("connection", "command", "serverCommand"),  # 18.13.3
    "olapPr": ("localConnection",),
    "webPr": ("url", "post", "editPage"),  # 18.13.15
    "textPr": ("sourceFile",),
    "connection": ("description", "odcFile"),
    "parameter": ("prompt", "string", "cell"),  # 18.13.6
    "table": ("comment",),  # 18.5.1.2
    "author": ("displayName",),
    "person": ("displayName",),
}
# Those that are names or values as a rule, and are said if they hold a number.
_NUMBERED: dict[str, tuple[str, ...]] = {
    "tableColumn": ("name", "totalsRowLabel"),
    "filter": ("val",),  # 18.3.2.6
    "customFilter": ("val",),
    "connection": ("name",),
    "dataField": ("name",),
    "pivotField": ("name",),
    "item": ("n",),
    "pivotTableDefinition": ("dataCaption", "rowHeaderCaption", "colHeaderCaption"),
    "pivotFilter": ("stringValue1", "stringValue2", "name", "description"),
    "sheet": ("name",),
    "workbookProtection": ("workbookPassword",),
    "queryTableField": ("name",),
    "userInfo": ("name",),
}
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3} ?|([LCR])|(&)|[A-Za-z])')


def beside(package: Package, part: str, at: Location) -> Iterator[Segment]:
    """What a sheet points to."""
    for relation in relations(package, part).values():
        word = _word(package, relation.part)
        if not word or relation.part in package.taken:
            continue
        yield from _told(package, relation.part, at, word)
        if word == "drawing":
            yield from beside(package, relation.part, at)


def side_text(package: Package) -> Iterator[Segment]:
    """What belongs to the workbook, and what no sheet points to."""
    for part in list(package.entries):
        word = _word(package, part)
        if part in package.taken and not package.types[part].endswith("main+xml"):
            continue
        if word or package.types.get(part, "").endswith(_OF_BOOK):
            yield from _told(package, part, (), posixpath.basename(part).removesuffix(".xml"))


def header_text(text: str) -> str:
    r"""A header or footer without its codes (18.3.1.46), its three sections as lines.

    >>> header_text('&L&"Arial,Bold"&8 Ann &&Co&RPage &P')
    'Ann &Co\nPage'
    """
    plain = _CODE.sub(lambda code: "\n" if code[1] else code[2] or "", text)
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())


def _word(package: Package, part: str) -> str:
    kind = package.types.get(part, "")
    return next((word for ending, word in _OF_SHEETS.items() if kind.endswith(ending)), "")


def _told(package: Package, part: str, at: Location, word: str) -> Iterator[Segment]:
    told = _Part(Flow(), at, word)
    for _ in package.read(part, (told.start, told.end, told.text)):
        yield from told.flow.drain()
    yield from told.flow.finish()


class _Part:
    """One part under way."""

    def __init__(self, flow: Flow, at: Location, word: str) -> None:
        self.flow = flow
        self._at = at
        self._word = word
        self._place: Location = (*at, Step(Axis.PART, word))
        self._taking = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self._taking = name in _TEXTS
        if name in _COMMENTS:
            self._place = (*self._at, *reference(attributes.get("ref", "")), Step(Axis.PART, self._word))
        elif name == "definedName":
            self._line(" ".join(filter(None, (attributes.get(key) for key in _SAID[name]))))
            self.flow.write(f"{attributes.get('name', '')}: ", self._place)
        elif name in _CHANGED:
            self.flow.write(f"{attributes.get('r', '')}: ", self._place)
        elif attributes:
            _attributes(name, attributes, self._line)

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self._taking:
            self.flow.write(text, self._place)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        self._taking = False
        name = tag.rpartition(" ")[2]
        if name in _COMMENTS:
            self.flow.end_line()
            self._place = (*self._at, Step(Axis.PART, self._word))
        elif name in _CHANGED:
            self.flow.write(" | ", self._place)
        elif name in _LINE_ENDS:
            self.flow.end_line()

    def _line(self, text: str) -> None:
        self.flow.end_line()
        self.flow.write(text, self._place)
        self.flow.end_line()


def _attributes(name: str, attributes: dict[str, str], line: Callable[[str], None]) -> None:
    said = [attributes[key] for key in _SAID.get(name, ()) if attributes.get(key)]
    said += [value for key in _NUMBERED.get(name, ()) if numbered(value := attributes.get(key, ""))]
    if said:
        line("\n".join(dict.fromkeys(said)))
