"""Where the text of a page goes: a cell of a table, or the text between. The only file that takes back what is written.

Only blanks, and a colon behind a label, are ever taken back: never anything that somebody may look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from piiscan.formats.base import Located
from piiscan.formats.markup.html_labels import AROUND, CARRIED, place
from piiscan.formats.markup.html_table import HtmlTable
from piiscan.formats.markup.html_tokens import Token, Value
from piiscan.formats.segments.flow import Flow
from piiscan.model import Location

_OF_FIELDS = frozenset({"value", "id", "name", "for"})
_MOST = 400  # bytes or characters that are looked back


class Mark(NamedTuple):
    """A place in what is written."""

    of: Located | list[str]
    size: int


class Label(Struct):
    """A label that has no value yet."""

    text: str
    of: str  # the id of its control, if it has one
    end: Mark
    list: bool  # of a list of definitions


class Held(Struct):
    """A control whose label may stand behind it."""

    own: str
    id: str
    place: Token


class Output(Struct):
    """A page as far as it is written."""

    flow: Flow
    at: Location
    tables: list[HtmlTable]

    def here(self) -> Mark:
        """The end of what is written."""
        cell = self._cell()
        return Mark(self.flow.text, len(self.flow.text.data)) if cell is None else Mark(cell, sum(map(len, cell)))

    def since(self, mark: Mark) -> str | None:
        """What stands behind a mark; None where that is another text, or more than a label has."""
        cell = self._cell()
        if cell is None:
            data = self.flow.text.data
            if mark.of is not self.flow.text or not mark.size <= len(data) <= mark.size + _MOST:
                return None
            return data[mark.size :].decode("utf-8", "replace")
        return "".join(cell)[mark.size :] if mark.of is cell else None

    def in_line(self, most: int) -> str | None:
        """What stands in the line under way; None if it is more."""
        cell = self._cell()
        if cell is not None:
            return "".join(cell).rpartition("\n")[2]
        data = self.flow.text.data
        begin = max(0, len(data) - 4 * most)
        start = data.rfind(b"\n", begin) + 1
        return data[start:].decode("utf-8", "replace") if start or not begin else None

    def trim(self, mark: Mark, signs: str = "") -> None:
        """Take back what stands behind a mark, and these signs before it."""
        cell = self._cell()
        if cell is not None:
            cell[:] = ["".join(cell)[: mark.size].rstrip(signs) if signs else "".join(cell)[: mark.size]]
            return
        text = self.flow.text
        size = max(mark.size, self.flow.fresh)
        if signs:
            begin = max(size - _MOST, self.flow.fresh)
            size -= len(_behind(bytes(text.data[begin:size]).decode("utf-8", "replace"), signs).encode())
        text.trim(size)

    def joined(self, end: Mark, more: str = "") -> bool:
        """End a label that ends at a mark with `more` and ": ", if nothing stands behind it; whether nothing does."""
        since = self.since(end)
        if since is None or since.strip(AROUND):
            return False
        self.trim(end, AROUND)
        self.glue(f"{more}: ")
        return True

    def write(self, text: str, token: Token) -> None:
        """Append text that stands where a token does."""
        if not (self.tables and self.tables[-1].text(text)):
            self.flow.write(text, self.at, token.line, token.column)

    def carried(self, token: Token, found: Mapping[str, Value]) -> None:
        """What else the tag of a field may have a number in."""
        for key, value in found.items():
            if key not in _OF_FIELDS and CARRIED.search(value.text):
                self.line()
                self.write(f"{key}: ", token)
                self.write(value.text, place(token, value))
                self.line()

    def glue(self, text: str) -> None:
        """Append what stands nowhere in the source."""
        if not (self.tables and self.tables[-1].text(text)):
            self.flow.text.glue(text.encode())

    def line(self) -> None:
        """End the line, if it is not ended yet."""
        if not (self.tables and self.tables[-1].text("\n")):
            self.flow.end_line()

    def end(self) -> None:
        """End the line; in a cell, go on behind a blank."""
        if self._cell() is None:
            self.flow.end_line()
        else:
            self.glue(" ")

    def part(self) -> None:
        """End the line; in a cell, part what comes from what stands there."""
        cell = self._cell()
        if cell is None:
            self.flow.end_line()
        elif "".join(cell).strip():
            self.glue(" | ")

    def is_headed(self) -> bool:
        """Whether this is the beginning of a cell with another to its left or above, which says what it is."""
        cell = self._cell()
        table = self.tables[-1] if self.tables else None
        if cell is None or table is None or "".join(cell).strip():
            return False
        return table.number > 1 or any(table.row or ())

    def _cell(self) -> list[str] | None:
        table = self.tables[-1] if self.tables else None
        return table.cell if table is not None and table.is_open else None


def _behind(text: str, signs: str) -> str:
    return text[len(text.rstrip(signs)) :]
