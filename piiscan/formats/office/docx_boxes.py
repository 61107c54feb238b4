"""Text boxes of a Word document that hold the values of a form, with the labels of the text beside them.

A box hangs on a paragraph and is read before it (ECMA-376 part 1, 20.4.2.38): a label and its value are then the wrong
way round. Rule: one box on a paragraph that is nothing but a label is its value; so is one on an empty paragraph, of
the label below it, unless the paragraph above is a label that has none. All others stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from piiscan.formats.segments.cell_labels import is_title

_LONGEST = 120  # characters of a value


class Boxes(Struct):
    """The box that waits for its label, and the text of the paragraph before it."""

    waiting: str = ""
    above: str = ""

    def lines(self, boxes: list[str], text: str) -> Iterator[str]:
        """The lines of a paragraph and of the boxes on it, with the box before it."""
        said = text.strip()
        if not boxes and not self.waiting:
            self.above = said
            yield text
            return
        one = boxes[0].strip() if len(boxes) == 1 and not self.waiting else "" if boxes else self.waiting
        value = one if one and len(one) <= _LONGEST and not is_title(one) else ""
        if value and said and is_title(said):
            self.waiting, self.above = "", value
            yield f"{said.rstrip(' :')}: {value}"
            return
        yield from self.rest()
        if value and not said and not is_title(self.above):
            self.waiting = value
            return
        self.above = said or (boxes[-1].strip() if boxes else "")
        yield from boxes
        yield text

    def rest(self) -> Iterator[str]:
        """The box that has no label."""
        if self.waiting:
            waiting, self.waiting, self.above = self.waiting, "", self.waiting
            yield waiting
