"""Text boxes of a Word document that hold the values of a form, with the labels of the text beside them.

A box hangs on a paragraph and is read before it (ECMA-376 part 1, 20.4.2.38): a label and its value are then the wrong
way round. Rule: one box on a paragraph that is nothing but a label is its value; so is one on an empty paragraph, of
the label below it, unless the paragraph above is a label that has none. All others stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from piiscan.formats.segments.cell_labels import is_title
from piiscan.model import Location

_LONGEST = 120  # characters of a value


class Boxes(Struct):
    """The box that waits for its label, where it stands, and the text of the paragraph before it."""

    waiting: str = ""
    where: Location = ()
    above: str = ""

    def lines(self, boxes: list[str], text: str, at: Location) -> Iterator[tuple[Location, str]]:
        """The lines of a paragraph at a place and of the boxes on it, with the box before it; and where each stands."""
        said = text.strip()
        if not boxes and not self.waiting:
            self.above = said
            yield at, text
            return
        one = boxes[0].strip() if len(boxes) == 1 and not self.waiting else "" if boxes else self.waiting
        value = one if one and len(one) <= _LONGEST and not is_title(one) else ""
        if value and said and is_title(said):
            at = self.where if self.waiting else at
            self.waiting, self.above = "", value
            yield at, f"{said.rstrip(' :')}: {value}"
            return
        yield from self.rest()
        if value and not said and not is_title(self.above):
            self.waiting, self.where = value, at
            return
        self.above = said or (boxes[-1].strip() if boxes else "")
        for line in (*boxes, text):
            yield at, line

    def rest(self) -> Iterator[tuple[Location, str]]:
        """The box that has no label."""
        if self.waiting:
            waiting, self.waiting, self.above = self.waiting, "", self.waiting
            yield self.where, waiting
