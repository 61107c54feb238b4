"""OpenDocument in one XML file (.fodt, .fods, .fodp, .fodg): the same elements, with pictures and objects in base64.

A picture or foreign object is a child, under its number in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.expat import read
from piiscan.formats.flow import Flow
from piiscan.formats.inlaid import Inlaid
from piiscan.formats.odf_names import short
from piiscan.formats.odf_rows import Front
from piiscan.formats.odf_story import OdfStory
from piiscan.formats.xml import text_from
from piiscan.model import Blob, Gap, Reason

_DATA = "office:binary-data"


def extract_flat(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text, and the objects as they come; what expat cannot read, as plain text."""
    flat = _Flat(OdfStory(Flow(), (), context.limits.field), context)
    try:
        yield from _read(blob, context, flat)
    finally:
        flat.close()


def _read(blob: Blob, context: Context, flat: _Flat) -> Iterator[Extracted]:
    front = Front(flat.story, flat.start, flat.end, flat.text)

    def collected() -> Iterator[Extracted]:
        yield from flat.story.flow.drain()
        yield from flat.children(blob)

    counted, over = 0, ""

    def goes_on() -> bool:
        nonlocal counted, over
        over = context.budget.take_cells(flat.story.cells - counted)
        counted = flat.story.cells
        return not over

    with blob.open() as stream:
        damage = yield from read(stream, front.feed, collected, goes_on)
    flat.story.close()
    yield from flat.story.flow.finish()
    yield from flat.children(blob)
    if over:
        yield Gap(Reason.LIMIT, over)
    if damage:
        yield from text_from(blob, context, damage.offset)
        yield Gap(Reason.CORRUPT, f"{damage}: read as plain text from there on")


class _Flat:
    """The story, and the object under way."""

    def __init__(self, story: OdfStory, context: Context) -> None:
        self.story = story
        self._objects = Inlaid(context)
        self.children = self._objects.children
        self.close = self._objects.close

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if short(tag) == _DATA:
            self._objects.begin()
        else:
            self.story.start(tag, attributes)

    def text(self, text: str) -> None:
        """Text: of an object, its base64."""
        if self._objects.open:
            self._objects.text(text)
        else:
            self.story.text(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if short(tag) == _DATA:
            self._objects.end()
        else:
            self.story.end(tag)
