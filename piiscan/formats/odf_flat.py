"""OpenDocument in one XML file (.fodt, .fods, .fodp, .fodg): the same elements, with pictures and objects in base64.

A picture or foreign object is a child, under its number in the file.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.expat import read
from piiscan.formats.flow import Flow
from piiscan.formats.held import Held
from piiscan.formats.odf_names import short
from piiscan.formats.odf_rows import Front
from piiscan.formats.odf_story import OdfStory
from piiscan.formats.xml import text_from
from piiscan.model import Axis, Blob, Gap, Reason, Step

_DATA = "office:binary-data"
_BLANK = re.compile(r"\s+")


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
        self._context = context
        self._held: Held | None = None
        self._pending = ""
        self._done: list[Held] = []
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if short(tag) == _DATA:
            self._held = Held(self._context)
            self._pending = ""
        else:
            self.story.start(tag, attributes)

    def text(self, text: str) -> None:
        """Text: of an object, its base64."""
        if self._held is None:
            self.story.text(text)
        else:
            self._pending += _BLANK.sub("", text)
            self._decode(len(self._pending) // 4 * 4)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if short(tag) != _DATA:
            self.story.end(tag)
        elif self._held is not None:
            self._pending = self._pending.rstrip("=")
            self._pending += "=" * (-len(self._pending) % 4)
            self._decode(len(self._pending))
            self._done.append(self._held)
            self._held = None

    def children(self, blob: Blob) -> Iterator[Blob]:
        """The objects that are complete."""
        while self._done:
            held = self._done.pop(0)
            self._count += 1
            name = f"object {self._count}"
            try:
                yield held.child(blob, Step(Axis.MEMBER, name), name)
            finally:
                held.close()

    def close(self) -> None:
        """Let go of objects that were not given out."""
        for held in filter(None, [*self._done, self._held]):
            held.close()

    def _decode(self, end: int) -> None:
        if self._held is None or end < 4:
            return
        try:
            data = binascii.a2b_base64(self._pending[:end].encode("ascii", "replace"))
        except binascii.Error:
            data = b""  # what is no base64 is no object
        self._pending = self._pending[end:]
        self._held.write(data)
