"""OpenDocument in one XML file (.fodt, .fods, .fodp, .fodg): the same elements, with pictures and objects in base64.

A picture or foreign object is a child, under its number in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.inlaid import Inlaid
from piiscan.formats.office.one_xml import read_all
from piiscan.formats.opendocument.names import short
from piiscan.formats.opendocument.rows import Front
from piiscan.formats.opendocument.story import OdfStory
from piiscan.formats.segments.flow import Flow
from piiscan.model import Blob

_DATA = "office:binary-data"


def extract_flat(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text, and the objects as they come; what expat cannot read, as plain text."""
    story, objects = OdfStory(Flow(), (), context.limits.field), Inlaid(context)
    flat = _Flat(story, objects)
    front = Front(story, flat.start, flat.end, flat.text)
    yield from read_all(blob, context, story, front.feed, objects)


class _Flat:
    """The story, and the object under way."""

    def __init__(self, story: OdfStory, objects: Inlaid) -> None:
        self._story = story
        self._objects = objects

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if short(tag) == _DATA:
            self._objects.begin()
        else:
            self._story.start(tag, attributes)

    def text(self, text: str) -> None:
        """Text: of an object, its base64."""
        if self._objects.open:
            self._objects.text(text)
        else:
            self._story.text(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if short(tag) == _DATA:
            self._objects.end()
        else:
            self._story.end(tag)
