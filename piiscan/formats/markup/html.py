"""HTML as the text a reader sees, and the text only the source shows: attributes, comments, scripts.

Lines and columns are those of the source. Tags inside a line do not cut the text, so 12<b>3-45-</b>6789 is
one number; block tags end the line. Tables go the way of all grids (`grid`): a place in them is row and
column.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.markup.html_plain import BLOCK, Marks, flowing, in_cell, in_lines
from piiscan.formats.markup.html_table import HtmlTable
from piiscan.formats.markup.html_tokens import Token, Value, attributes, cut, tokens
from piiscan.formats.plain.text import encoding_of
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.layout import is_label
from piiscan.model import Axis, Blob, Location, Segment, Step

_CHUNK = 64 << 10
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CELLS = frozenset({"tr", "td", "th"})
# In the line of the text, as a label may stand in front of it; all others make a line of their own.
# A look at the attributes of a tag, before they are taken apart: most tags have none that says anything.
_TELLING = re.compile(
    r"(?:alt|title|content|holder|label|summary|value|cite|time|data[-:]|span\s*=|(?:href|action)\s*=[^>]*[?@]|tel:"
    r"|[0-9][0-9 .-]{6})",
    re.IGNORECASE,
)
_tells = lru_cache(maxsize=1 << 12)(_TELLING.search)  # pages have the same few attributes over and over
_CARRIES = re.compile(r"[?@]|^tel:")  # an address with values in it
# In any attribute (a script, a page in a page, a file as base64) what may be a number, if it is not one of a drawing.
_CARRIED = re.compile(r"[0-9](?:[ .-]?[0-9]){6}|data:[a-z]+/[^,]{0,99};base64,")
_DRAWN = frozenset({"d", "points", "viewbox", "transform", "style", "class", "srcset", "sizes", "integrity", "nonce"})
_APART = "   "  # between the value of a field and what comes next
_LABEL = 80  # bytes
_FEW = 4  # texts
_GROUP = 4  # digits
_FIELDS = frozenset({"input", "option", "button", "meter", "progress", "data", "output", "param"})
_ATTRIBUTES_WORDS = (
    "alt title content placeholder label summary value href action cite datetime aria-label aria-valuetext"
)
_ATTRIBUTES = frozenset(_ATTRIBUTES_WORDS.split())


def extract_html(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The text and the tables of a page."""
    yield from html_segments(_decoded(blob), Flow())


def html_segments(chunks: Iterable[str], flow: Flow, at: Location = ()) -> Iterator[Segment]:
    """The same for a page at hand as text; `at` leads to it."""
    page = _Page(flow, at)
    for of_chunk in tokens(chunks, plain=True):
        for token in of_chunk:
            page.take(token)
        yield from flow.drain()
    page.close()
    yield from flow.finish()


def charset_of(head: bytes) -> str:
    """The encoding of a page: by its mark, its own word, or what its bytes show."""
    encoding, mark = encoding_of(head)
    if encoding != "ascii-superset":
        return encoding
    declared = _CHARSET.search(head[:4096])
    if declared and not mark:
        try:
            found = codecs.lookup(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            found = None
        # A page that can be searched for its own word as ASCII is not in UTF-16, whatever it says.
        if (
            found is not None
            and found._is_text_encoding  # noqa: SLF001 - the only sign; bytes.decode looks at it too
            and not found.name.startswith(("utf-16", "utf-32", "utf-7"))
        ):
            return found.name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        from piiscan.formats.plain.charsets import codec_of

        return codec_of(head)
    return "utf-8"


def _decoded(blob: Blob) -> Iterator[str]:
    with blob.open() as stream:
        block = stream.read(_CHUNK)
        encoding = charset_of(block)
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        block = block[encoding_of(block)[1] :]
        while block:
            yield decoder.decode(block)
            block = stream.read(_CHUNK)
        yield decoder.decode(b"", final=True)


class _Page(Struct):
    flow: Flow
    at: Location
    tables: list[HtmlTable] = field(default_factory=list)
    count: int = 0
    marks: Marks = field(default_factory=lambda: Marks(in_lines))

    def take(self, token: Token) -> None:
        kind, text, line, column, name = token
        if kind == "text":
            if "&" in text:
                text = unescape(text)
            if not (self.tables and self.tables[-1].text(text)):
                self.flow.write(text, self.at, line, column)
        elif kind == "plain":
            self._plain(token)
        elif kind == "rows":
            if not (self.tables and self.tables[-1].rows(token.text)):
                for part in cut(token):
                    self.take(part)
        elif kind == "start":
            self._start(token)
        elif kind == "end":
            self._end(name)
        else:
            self._aside(token)

    def _plain(self, token: Token) -> None:
        """A stretch without a tag that says anything."""
        if self.tables and self.tables[-1].text(in_cell(token.text)):
            return
        ended, text = flowing(self.marks, token.text)
        if ended:
            self.flow.end_line()
        self.flow.write_later(text, _Stretch(token, self.at))

    def close(self) -> None:
        while self.tables:
            self.tables.pop().close()

    def _text(self, text: str, token: Token) -> None:
        if self.tables and self.tables[-1].text(text):
            return
        self.flow.write(text, self.at, token.line, token.column)

    def _line(self) -> None:
        if not (self.tables and self.tables[-1].text("\n")):
            self.flow.end_line()

    def _aside(self, token: Token) -> None:
        """Comments and raw text: lines of their own, outside of any table."""
        if token.text.strip() and token.name != "!":
            if token.name in {"textarea", "title"}:
                self._text(unescape(token.text), token)
                return
            self.flow.end_line()
            self.flow.write(token.text, self.at, token.line, token.column)
            self.flow.end_line()

    def _start(self, token: Token) -> None:
        name, text = token.name, token.text
        found = attributes(text) if text and _tells(text) else {}
        if name == "table":
            self.count += 1
            self.flow.end_line()
            self.tables.append(HtmlTable(self.flow, (*self.at, Step(Axis.TABLE, self.count))))
        elif self.tables and name in _CELLS:
            self.tables[-1].tag(name, {key: value.text for key, value in found.items()} if found else {})
        elif name in BLOCK:
            self._line()
        for key, value in found.items():
            if ((key in _ATTRIBUTES or key.startswith("data-")) and value.text.strip()) or (
                key not in _DRAWN and _CARRIED.search(value.text)
            ):
                self._attribute(token, key, value, found)

    def _attribute(self, token: Token, key: str, value: Value, found: Mapping[str, Value]) -> None:
        """The value in its own place, with what names it in front."""
        before = token.text[: value.offset]
        ends = before.count("\n")
        start = 1 if ends else token.column + 1 + len(token.name)
        place = Token("text", value.text, token.line + ends, start + len(before) - before.rfind("\n") - 1)
        if key == "value" and token.name in _FIELDS:
            label = _first(found, "aria-label", "name", "id")
            asked = not is_label(label) and is_label(self._said())  # "SSN" in front of a field that is called "x1"
            self._text(": " if asked else f" {label}: " if label else " ", token)
            self._text(value.text, place)
            part = value.text.isdigit() and len(value.text) <= _GROUP  # of a number that has a field for each
            self._text(_APART if (asked or label) and not part else " ", token)
        elif key not in {"href", "action"} or _CARRIES.search(value.text) or _CARRIED.search(value.text):
            label = (_first(found, "name", "property") or key) if key == "content" else key
            self._line()
            self._text(f"{label}: ", token)
            self._text(value.text, place)
            self._line()

    def _said(self) -> str:
        """What stands last in the line, or in the cell, under way."""
        cell = self.tables[-1].cell if self.tables else None
        last = "".join(cell[-_FEW:]) if cell is not None else self.flow.text.data[-_LABEL:].decode("utf-8", "replace")
        return last.rpartition("\n")[2].rpartition(_APART)[2].strip()

    def _end(self, name: str) -> None:
        if name == "table" and self.tables:
            self.tables.pop().close()
            self.flow.end_line()
        elif self.tables and name in _CELLS:
            self.tables[-1].tag(f"/{name}", {})
        elif name in BLOCK:
            self._line()


class _Stretch(Struct):
    """Where the parts of a stretch stand, made out of its tokens when it is asked for."""

    source: Token
    at: Location
    made: Located | None = None

    def __call__(self, offset: int) -> Location:
        if self.made is None:
            flow = Flow(size=1 << 40)
            page = _Page(flow, self.at)
            for token in cut(self.source):
                page.take(token)
            self.made = flow.text
        return self.made.locate(offset)


def _first(found: Mapping[str, Value], *keys: str) -> str:
    return next((found[key].text for key in keys if key in found and found[key].text), "")
