"""Visio drawings since 2013 (.vsdx, .vsdm and templates; MS-VSDX): the texts and the data of shapes, comments.

A place is the page (the part it is in), and the shape, counted over those with text.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.ooxml import Package, as_archive, links, open_package, properties
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Location, Segment, Step

_LOOKS = ("theme+xml", "windows+xml", "relationships+xml")
_TOLD = frozenset({"Value", "Label", "Prompt", "Comment"})  # cells of shape data that people fill in
_SAID = frozenset({"Text", "CommentEntry"})


def extract_vsdx(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of all parts, then pictures and embedded files as children."""
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        if package is None:
            yield from as_archive(blob, stream, context, "not a readable drawing: read as an archive")
            return
        for part in sorted(package.entries):
            if part.startswith("visio/") and part.endswith(".xml") and not package.types.get(part, "").endswith(_LOOKS):
                yield from _part(package, part)
        yield from properties(package)
        yield from links(package)
        yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(_LOOKS))


def _part(package: Package, part: str) -> Iterator[Segment]:
    page = _Page(Flow(), (Step(Axis.PART, part.rpartition("/")[2].removesuffix(".xml")),))
    for _ in package.read(part, (page.start, page.end, page.texts.append)):
        yield from page.flow.drain()
    yield from page.flow.finish()


class _Page(Struct):
    """The state between two elements."""

    flow: Flow
    at: Location
    texts: list[str] = field(default_factory=list)
    number: int = 0
    label: str = ""
    value: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        if name in _SAID:
            self.texts.clear()
        elif name == "Row":
            self.label, self.value = attributes.get("N", ""), ""
        elif name == "Cell" and attributes.get("N") in _TOLD:
            text = attributes.get("V", "")
            if attributes["N"] == "Value":
                self.value = text
            elif attributes["N"] == "Label" and text:
                self.label = text
            else:
                self._write(text)
        elif name in {"Page", "Master"}:
            self._write(attributes.get("Name", ""))

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        name = tag.rpartition(" ")[2]
        if name in _SAID:
            self._write("".join(self.texts))
            self.texts.clear()
        elif name == "Row" and self.value:
            self._write(f"{self.label}: {self.value}" if self.label else self.value)
            self.value = ""

    def _write(self, text: str) -> None:
        text = text.strip()
        if text:
            self.number += 1
            self.flow.write(text, (*self.at, Step(Axis.LINE, self.number)))
            self.flow.end_line()
