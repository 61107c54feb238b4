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

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.markup.html_breaks import BREAK, behind_break, ends_broken
from piiscan.formats.markup.html_fields import BREAKS, FIELDS, Fields
from piiscan.formats.markup.html_labels import CARRIED, place
from piiscan.formats.markup.html_output import Output
from piiscan.formats.markup.html_plain import BLOCK, Flowing, Marks, defines, definitions, flowing, in_cell, in_lines
from piiscan.formats.markup.html_sides import CLOSED, KEPT, OPENED, in_sides, parted
from piiscan.formats.markup.html_table import HtmlTable
from piiscan.formats.markup.html_tokens import Token, Value, attributes, cut, split, tokens
from piiscan.formats.plain.text import encoding_of
from piiscan.formats.references import unescape
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.stacked import unstacked
from piiscan.model import Axis, Blob, Location, Segment, Step

_CHUNK = 64 << 10
_PIECE = 256  # characters of a stretch that are read tag by tag, before it is seen whether the rest need be
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
# In no attribute of a drawing is a number.
_DRAWN = frozenset({"d", "points", "viewbox", "transform", "style", "class", "srcset", "sizes", "integrity", "nonce"})
_VALUED = frozenset({"input", "option", "button", "meter", "progress", "data", "output", "param"})
_ATTRIBUTES_WORDS = (
    "alt title content placeholder label summary value href action cite datetime aria-label aria-valuetext"
)
_ATTRIBUTES = frozenset(_ATTRIBUTES_WORDS.split())


def extract_html(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The text and the tables of a page."""
    yield from html_segments(_decoded(blob), Flow())


def html_segments(chunks: Iterable[str], flow: Flow, at: Location = ()) -> Iterator[Segment]:
    """The same for a page at hand as text; `at` leads to it."""
    page = _page(flow, at)
    for of_chunk in tokens(chunks, plain=True):
        for token in of_chunk:
            page.take(token)
        yield from unstacked(flow.drain())
    page.close()
    yield from unstacked(flow.finish())


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
    tables: list[HtmlTable]
    fields: Fields
    count: int = 0
    before: str = ""  # the end of the text so far, where it goes on in the line
    side: int = 0  # as of `html_sides`
    marks: Marks = field(default_factory=lambda: Marks(in_lines))

    def take(self, token: Token) -> None:
        kind, text, _, _, name = token
        if kind == "text":
            self._words(token)
        elif kind == "plain":
            self._plain(token)
        elif kind == "rows":
            if self.fields.alert or not (self.tables and self.tables[-1].rows(text)):
                self._tag_by_tag(token)
        elif kind == "start":
            self._start(token)
        elif kind == "end":
            self._end(name)
        else:
            self._aside(token)

    def _tag_by_tag(self, token: Token) -> None:
        for part in cut(token):
            self.take(part)

    def _words(self, token: Token) -> None:
        """Text between tags."""
        _, text, line, column, _ = token if self.tables else behind_break(token, self.before)
        if self.tables and self.tables[-1].is_open:
            self.tables[-1].box(self.side, text)
        elif parted(self.side, self.before, text):  # what stands side by side
            self.flow.text.glue(b" ")
            self.before += " "
        self.before, self.side = (self.before + text[-KEPT:])[-KEPT:], 0
        if "&" in text:
            text = unescape(text)
        if self.fields.alert:
            text = self.fields.text(text)
        if not (self.tables and self.tables[-1].text(text)):
            self.flow.write(text, self.at, line, column)

    def _plain(self, token: Token) -> None:
        """A stretch without a tag that says anything; where fields are under way, or begin in it, tag by tag."""
        found = None
        if not (self.tables and self.tables[-1].is_open):
            found = flowing(self.marks, token.text, self.before, self.side)
        if self.fields.alert or (defines(token.text) if found is None else found.defines):
            self._in_pieces(token)
        elif found is None and in_sides(token.text):
            self._tag_by_tag(token)
        elif found is None:
            self.tables[-1].text(in_cell(token.text))
            self.before, self.side = "", 0
        else:
            self._flows(token, found)

    def _flows(self, token: Token, found: Flowing) -> None:
        place = _Stretch(token, self.at, self.before, self.side)
        ended, text, self.side, _ = found
        if ended:
            self.flow.end_line()
            self.before = ""
        self.before = BREAK if ends_broken(token.text) else (self.before + text[-KEPT:])[-KEPT:]
        self.flow.write_later(unescape(text) if "&" in text else text, place)

    def _in_pieces(self, token: Token) -> None:
        """A stretch, as far as it is of fields, tag by tag."""
        size, done = len(token.text), 0
        labels = definitions(self.marks, token.text)
        label = next(labels, size)
        while done < size:
            if self.fields.alert or label == done:
                end = token.text.find(">", _PIECE) + 1 or size - done
                piece, token = split(token, end)
                self._tag_by_tag(piece)
            else:
                piece, token = split(token, label - done)
                if self.tables and self.tables[-1].text(in_cell(piece.text)):
                    self.before = ""
                else:
                    self._flows(piece, flowing(self.marks, piece.text, self.before, self.side))
            done += len(piece.text)
            while label < done:
                label = next(labels, size)

    def close(self) -> None:
        self.fields.settle()
        while self.tables:
            self.tables.pop().close()

    def _text(self, text: str, token: Token) -> None:
        if self.tables and self.tables[-1].text(text):
            return
        self.flow.write(text, self.at, token.line, token.column)

    def _line(self, before: str = "") -> None:
        self.before = before
        if self.fields.alert:
            self.fields.line()
        elif not (self.tables and self.tables[-1].text("\n")):
            self.flow.end_line()

    def _aside(self, token: Token) -> None:
        """Comments and raw text: lines of their own, outside of any table."""
        if token.text.strip() and token.name != "!":
            if token.name in {"textarea", "title"}:
                text = unescape(token.text)
                self._text(self.fields.text(text) if self.fields.alert else text, token)
                return
            self.fields.settle()
            self.before = ""
            self.flow.end_line()
            self.flow.write(token.text, self.at, token.line, token.column)
            self.flow.end_line()

    def _start(self, token: Token) -> None:
        name, text = token.name, token.text
        self.side = OPENED[self.side]
        if name in FIELDS:
            if name != "label":
                self.before = ""
            found = attributes(text) if text else {}
            if self.fields.start(token, found):
                return
        else:
            found = attributes(text) if text and _tells(text) else {}
            if self.fields.alert and name in BREAKS:
                self.fields.settle()
        if name == "table":
            self.before = ""
            self.count += 1
            self.flow.end_line()
            self.tables.append(HtmlTable(self.flow, (*self.at, Step(Axis.TABLE, self.count))))
        elif self.tables and name in _CELLS:
            self.before = ""
            self.tables[-1].tag(name, {key: value.text for key, value in found.items()} if found else {})
        elif name in BLOCK and name not in FIELDS:
            self._line(BREAK if name == "br" else "")
        for key, value in found.items():
            if ((key in _ATTRIBUTES or key.startswith("data-")) and value.text.strip()) or (
                key not in _DRAWN and CARRIED.search(value.text)
            ):
                self._attribute(token, key, value, found)

    def _attribute(self, token: Token, key: str, value: Value, found: Mapping[str, Value]) -> None:
        """The value in its own place, with what names it in front."""
        self.before = ""
        if key == "value" and token.name in _VALUED:
            label = _first(found, "aria-label", "name", "id")
            self._text(f" {label}: " if label else " ", token)
            self._text(value.text, place(token, value))
            self._text(" ", token)
        elif key not in {"href", "action"} or _CARRIES.search(value.text) or CARRIED.search(value.text):
            label = (_first(found, "name", "property") or key) if key == "content" else key
            self._line()
            self._text(f"{label}: ", token)
            self._text(value.text, place(token, value))
            self._line()

    def _end(self, name: str) -> None:
        self.side = CLOSED[self.side]
        if name in FIELDS:
            if name != "label":
                self.before = ""
            self.fields.end(name)
            return
        if self.fields.alert and name in BREAKS:
            self.fields.settle()
        if name == "table" and self.tables:
            self.before = ""
            self.tables.pop().close()
            self.flow.end_line()
        elif self.tables and name in _CELLS:
            self.before = ""
            self.tables[-1].tag(f"/{name}", {})
        elif name in BLOCK:
            self._line()


class _Stretch(Struct):
    """Where the parts of a stretch stand, made out of its tokens when it is asked for."""

    source: Token
    at: Location
    before: str
    side: int
    made: Located | None = None

    def __call__(self, offset: int) -> Location:
        if self.made is None:
            flow = Flow(size=1 << 40)
            page = _page(flow, self.at)
            page.before, page.side = self.before, self.side
            for token in cut(self.source):
                page.take(token)
            self.made = flow.text
        return self.made.locate(offset)


def _page(flow: Flow, at: Location) -> _Page:
    tables: list[HtmlTable] = []
    return _Page(flow, at, tables, Fields(Output(flow, at, tables)))


def _first(found: Mapping[str, Value], *keys: str) -> str:
    return next((found[key].text for key in keys if key in found and found[key].text), "")
