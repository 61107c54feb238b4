"""A document that is one XML file: its text and objects as they come, and as plain text what expat cannot read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.expat import read
from piiscan.formats.markup.xml import text_from
from piiscan.formats.office.inlaid import Inlaid
from piiscan.formats.segments.flow import Flow
from piiscan.model import Blob, Gap, Reason


class Told(Protocol):
    """What makes text of the elements: `cells` counts those of its tables so far."""

    @property
    def flow(self) -> Flow:
        """Where the text goes."""

    @property
    def cells(self) -> int:
        """So many were made."""

    def close(self) -> None:
        """The document has ended."""


def read_all(
    blob: Blob, context: Context, told: Told, feed: Callable[[bytes], None], objects: Inlaid
) -> Iterator[Extracted]:
    """Give the file to `feed`, on with what comes of it; the objects are closed at the end, whatever happens."""
    counted, over = 0, ""

    def collected() -> Iterator[Extracted]:
        yield from told.flow.drain()
        yield from objects.children(blob)

    def goes_on() -> bool:
        nonlocal counted, over
        over = context.budget.take_cells(told.cells - counted)
        counted = told.cells
        return not over

    try:
        with blob.open() as stream:
            damage = yield from read(stream, feed, collected, goes_on)
        told.close()
        yield from told.flow.finish()
        yield from objects.children(blob)
        if over:
            yield Gap(Reason.LIMIT, over)
        if damage:
            yield from text_from(blob, context, damage.offset)
            yield Gap(Reason.CORRUPT, f"{damage}: read as plain text from there on")
    finally:
        objects.close()
