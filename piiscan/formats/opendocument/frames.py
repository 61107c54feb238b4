"""What is under way in a document of OpenDocument: the elements that say where text stands, and paragraphs."""

from __future__ import annotations

from msgspec import Struct, field

from piiscan.formats.opendocument.cells import Cells
from piiscan.model import Location


class Frame(Struct):
    """What text stands in: `counts` says that its paragraphs are counted; `texts` takes them instead of the flow."""

    name: str
    at: Location
    counts: bool = False
    number: int = 0
    texts: list[str] | None = None
    table: Cells | None = None
    aside: bool = False  # stands in a cell without being a part of it


class Paragraph(Struct):
    """One under way, as it reads now and as it read before."""

    at: Location
    frame: Frame
    label: str = ""
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)  # as it read before the changes that are tracked
    changed: bool = False
    space: bool = False  # it ends with white space so far
    writer: bool = False  # of a comment on a cell: who wrote it is not whom it is about
