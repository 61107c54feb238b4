"""HTML cut into tags, text and comments, with line and column. The only file that knows HTML's syntax.

Own code, for one reason: no HTML parser at hand both streams and says where a text stands (lxml counts lines
to 65,535 at 8 MB/s, selectolax not at all), and a finding is only useful where it can be gone to. The rules
are those of the HTML standard's tokenizer as far as text is concerned: quoted attributes, comments, elements
whose content is raw. It never fails, and no input makes it slower than its length.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from piiscan.formats.markup.html_plain import LONGEST, stretch
from piiscan.formats.references import unescape
from piiscan.later import compiled

# The next thing that is no text: a whole tag without "<" in it (so that no attempt reads on past the next one),
# or the beginning of a tag that has one, of a comment, of a declaration.
_NEXT = compiled(
    r"""<(?=[A-Za-z/!?])(?:(/?)([A-Za-z][^\s/<>]*+)((?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+)>|(/?[A-Za-z])|(!--)|[!?/])"""
)
_TAG = compiled(r"""<(/?)([A-Za-z][^\s/>]*+)([^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+)>""")
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_COMMENT_END = re.compile(r"--!?>")
_LONGEST_TAG = 64 << 10
_LEAST = 1024
_A_TIME, _LONG_TIME = 8, 128  # tokens, before a stretch is looked for again: more each time that there is none
_BEFORE_TABLE = frozenset({"table"})
_BEFORE_ROWS = frozenset({"table", "thead", "tbody", "tr"})  # the last one where it ends


class Token(NamedTuple):
    """A piece of the source. `kind`: text, raw (in the element `name`), comment, start, end; plain, rows: a stretch."""

    kind: str
    text: str  # of a tag: its attributes
    line: int
    column: int
    name: str = ""


class Value(NamedTuple):
    """The value of an attribute, and where in the tag's text it stands."""

    text: str
    offset: int


_CUT_OFF = re.compile(r"</?(?:[A-Za-z][A-Za-z0-9]*)?\s*/?")


def tokens(chunks: Iterable[str], *, plain: bool = False) -> Iterator[list[Token]]:
    """The tokens of a document that comes in chunks, those of a chunk together. Long texts may come in several.

    With `plain` whole stretches without a tag that says anything are one token.
    """
    cutter = _Cutter(stretches=plain)
    for chunk in chunks:
        yield cutter.feed(chunk, final=False)
    yield cutter.feed("", final=True)


def cut(stretch: Token) -> list[Token]:
    """The tokens of a stretch."""
    return _Cutter(line=stretch.line, line_start=1 - stretch.column).feed(stretch.text, final=True)


def split(token: Token, size: int) -> tuple[Token, Token]:
    """The first characters of a token, and the rest."""
    first = token.text[:size]
    ends = first.count("\n")
    column = size - first.rfind("\n") if ends else token.column + size
    rest = Token(token.kind, token.text[size:], token.line + ends, column, token.name)
    return token._replace(text=first), rest


def attributes(text: str) -> dict[str, Value]:
    """The attributes of a tag, names in lower case.

    >>> attributes(' name=ssn value="010-94-0001" checked')["value"]
    Value(text='010-94-0001', offset=17)
    """
    found: dict[str, Value] = {}
    for match in _ATTRIBUTE.finditer(text):
        group = match.lastindex or 1
        value = match[group] if group > 1 else ""
        found.setdefault(match[1].lower(), Value(unescape(value) if "&" in value else value, match.start(group)))
    return found


class _Cutter(Struct):
    buffer: str = ""
    at: int = 0  # where in the buffer the next token begins
    line: int = 1  # of `at`
    line_start: int = 0  # may be negative: the line began in an earlier buffer
    raw: str = ""  # inside the element of this name, or in a comment ("!--", "!")
    closing: int = -1  # the next ">", once looked for
    plain: int = 0  # up to here a quote no longer hides a ">", since one that never closes was met
    stretches: bool = False
    wait: int = _A_TIME
    reach: int = LONGEST  # characters that a stretch is looked for in

    def feed(self, chunk: str, *, final: bool) -> list[Token]:
        kept = self.buffer[self.at :]
        self.line_start -= self.at
        self.plain, self.closing = max(0, self.plain - self.at), -1
        self.buffer, self.at = kept + chunk, 0
        out: list[Token] = []
        while self.at < len(self.buffer):
            before = (self.at, self.raw)
            if self.raw:
                self._raw(out, final=final)
            else:
                self._data(out, final=final)
            if (self.at, self.raw) == before:
                break  # more is needed to go on
        return out

    def _token(self, kind: str, end: int, name: str = "") -> Token:
        token = Token(kind, self.buffer[self.at : end], self.line, self.at - self.line_start + 1, name)
        self._move(end)
        return token

    def _move(self, end: int) -> None:
        ends = self.buffer.count("\n", self.at, end)
        if ends:
            self.line += ends
            self.line_start = self.buffer.rfind("\n", self.at, end) + 1
        self.at = end

    def _data(self, out: list[Token], *, final: bool) -> None:
        """Tags and the text between, up to a raw element, a comment, or what needs the next chunk."""
        while self.at < len(self.buffer) and not self.raw:
            if self.stretches:
                if not final and self.reach > _LEAST and len(self.buffer) - self.at < _LEAST:
                    return  # it is cut in the middle of a stretch that goes on in the next chunk
                kind, end = stretch(self.buffer, self.at, self.reach)
                # Where stretches are short no more is looked at than may be of use.
                self.reach = min(LONGEST, max(_LEAST, 2 * (end - self.at)))
                self.wait = _A_TIME if kind else min(2 * self.wait, _LONG_TIME)
                if kind:
                    out.append(self._token(kind, end))
                    continue
            found = self._usual(out)
            if self.raw or (found is not None and found[2]):
                continue
            if found is None:
                end = len(self.buffer) if final else _before_begun(self.buffer, self.at)
                cut = end - 1 if final and self.buffer.endswith("<") else end
                if cut > self.at:
                    out.append(self._token("text", cut))
                self._move(end)
                return
            if not self._begun(out, found, final=final):
                return

    def _usual(self, out: list[Token]) -> re.Match[str] | None:
        """Whole tags and the texts before them, up to a raw element, or to what is no whole tag, which it returns.

        The loop over tokens is what a page costs, so that they are made here without a call for each.
        """
        buffer, at, line, line_start = self.buffer, self.at, self.line, self.line_start
        make, add = tuple.__new__, out.append
        begun = None
        before_rows = _BEFORE_ROWS if self.wait < _LONG_TIME else _BEFORE_TABLE
        last = len(out) + self.wait if self.stretches else sys.maxsize
        for found in _NEXT.finditer(buffer, at):
            start, end = found.span()
            if start > at:
                text = buffer[at:start]
                add(make(Token, ("text", text, line, at - line_start + 1, "")))
                if "\n" in text:
                    line += text.count("\n")
                    line_start = buffer.rfind("\n", at, start) + 1
                at = start
            slash, name, rest = found.group(1, 2, 3)
            if name is None:
                begun = found
                break
            name = name.lower()
            add(make(Token, ("end" if slash else "start", rest, line, at - line_start + 1, name)))
            if rest and "\n" in rest:
                line += rest.count("\n")
                line_start = buffer.rfind("\n", at, end) + 1
            at = end
            if name in _RAW and not slash:
                self.raw = name
                break
            if len(out) >= last or (name in before_rows and (name == "tr") is bool(slash)):
                begun = found
                break
        self.at, self.line, self.line_start = at, line, line_start
        return begun

    def _begun(self, out: list[Token], found: re.Match[str], *, final: bool) -> bool:
        """What begins as a tag and has a "<" in it, a comment or a declaration; whether tags may go on behind it."""
        start = self.at
        if len(self.buffer) - start < 4 and not final:
            return False
        if final and _CUT_OFF.fullmatch(self.buffer, start):  # the page ends in a tag: it is none of its text
            self._move(len(self.buffer))
            return False
        if found[4] is None:  # "<!", "<?", "</" before something that is no name
            self.raw = "!--" if found[5] else "!"
            self._move(start + (4 if found[5] else 2))
            return False
        match, more = self._tag(start, final=final)
        if more:
            return False
        if match is None:
            out.append(self._token("text", start + 1))
            return True
        name = match[2].lower()
        out.append(Token("end" if match[1] else "start", match[3], self.line, start - self.line_start + 1, name))
        self._move(match.end())
        if name in _RAW and not match[1]:
            self.raw = name
            return False
        return True

    def _tag(self, start: int, *, final: bool) -> tuple[re.Match[str] | None, bool]:
        """The tag that begins at `start`, if one does, and whether the next chunk is needed to say."""
        limit = start + _LONGEST_TAG
        if self.closing < start:
            found = self.buffer.find(">", start)
            self.closing = found if found >= 0 else len(self.buffer)
        closed = self.closing < min(len(self.buffer), limit)
        if closed and start >= self.plain:
            match = _TAG.match(self.buffer, start, limit)
            if match is not None:
                return match, False
        if not final and len(self.buffer) < limit:
            return None, True
        if not closed:
            return None, False
        self.plain = max(self.plain, limit)
        return _PLAIN_TAG.match(self.buffer, start, limit), False

    def _raw(self, out: list[Token], *, final: bool) -> None:
        """Text up to the end mark of a raw element or a comment; in parts, where the end is not in sight."""
        buffer, name = self.buffer, self.raw
        kind = "comment" if name.startswith("!") else "raw"
        if name == "!":
            found = buffer.find(">", self.at)
            after = found + 1
        else:
            match = (_COMMENT_END if name == "!--" else _RAW[name]).search(buffer, self.at)
            found = match.start() if match else -1
            after = match.end() if match and name == "!--" else found
        end = found if found >= 0 else (len(buffer) if final else max(self.at, len(buffer) - 16))
        if end > self.at:
            out.append(self._token(kind, end, name))
        if found >= 0:
            self.raw = ""
            self._move(after)


def _before_begun(buffer: str, start: int) -> int:
    """The end of the buffer, or the place of an entity or a tag that may go on in the next chunk."""
    end = len(buffer) - (buffer[-1] in "<&")
    entity = buffer.rfind("&", max(start, end - 34))
    return entity if entity >= 0 and ";" not in buffer[entity:] else end
