"""YAML as records: JSON text of its mappings and lists, so that pairing sees which values belong together.

Read by lines and how deep they stand, never loaded: no object is made, an alias is not followed (so that none can
blow up), and a tag means nothing. Rule: each document is a record of its own; an item of a list has the key of the
list; a comment is a record where it has a number, else a value of the mapping it stands in. A line that is no YAML
is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.objects.yaml_flow import Flow
from piiscan.formats.objects.yaml_scalars import PROPERTIES, Part, quoted_end, unquoted, without_comment
from piiscan.formats.objects.yaml_shown import DOCUMENT, documents_shown, may_hold
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import blocks
from piiscan.formats.segments.promising import MOST, promising
from piiscan.later import compiled
from piiscan.model import Blob

_ROOT = "record"
_KEY = compiled(
    r"""(?:\?\s+)?(?:[&!]\S*\s+)*(?:"((?:[^"\\]|\\.){0,200}+)"|'((?:[^']|''){0,200}+)'"""
    r"""|((?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|[-?:](?=\S))(?:[^#:]|:(?!\s|$)|(?<!\s)#){0,200}?))\s*:(?=\s|$)"""
)
_SIMPLE = compiled(  # a key of letters with a value of one line
    r"""( *+)([A-Za-z_][\w.-]*+): ++(?:"([^"\\]*+)"|([A-Za-z0-9(+$][^#\n:]*+(?:(?<! )[#:](?! )[^#\n:]+)*+))(?<! )"""
)
_EXPLICIT = re.compile(r"([?:])\s+")  # a key in a line of its own, and its value in the next
_BLOCK = re.compile(r"[|>](?:[+-]?([1-9])?|([1-9])[+-])(?:\s+#.*)?$")
_MARK = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_NESTED = 100  # dashes in one line
_FEWEST_DIGITS = 7


def _name(key: re.Match[str]) -> str:
    if key[3] is not None:
        return key[3]
    quote = '"' if key[1] is not None else "'"
    return "".join(piece.text for piece in unquoted(Part(key[1] if key[2] is None else key[2], 1, 1), quote))


class _Level(NamedTuple):
    """A collection that is open: how far it is indented, the key of what stands in it, and whether a mapping."""

    indent: int
    tag: str
    is_map: bool


class _Scalar(Struct):
    """A scalar that may go on in the next line."""

    kind: str  # "|", ">", a quote, or "" for a plain one
    indent: int  # of the collection it is in: what goes on stands further in
    parts: list[Part]
    margin: int = -1  # of a block: where its text begins


def extract_yaml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The documents of a file as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    reader = _Reader()
    if blob.size is None or blob.size > MOST:  # most of what is long is one document, and has nothing in it
        with opened() as stream:
            if not may_hold(blocks(stream), context):
                return
    with opened() as stream:
        for text, first, column in promising(blocks(stream), context, DOCUMENT, documents_shown):
            for number, line in enumerate(text.removesuffix("\n").split("\n"), first):
                reader.line(Part(line, number, column if number == first else 1))
            yield from reader.records.drain()
    reader.end_document()
    yield from reader.records.finish()


class _Reader(Struct):
    """The document under way."""

    records: Records = field(default_factory=Records)
    levels: list[_Level] = field(default_factory=list)
    tag: str = _ROOT  # of the value that comes next
    scalar: _Scalar | None = None
    flow: Flow | None = None
    flow_indent: int = -1
    notes: list[Part] = field(default_factory=list)

    def line(self, part: Part) -> None:
        """The next line."""
        text = part.text
        simple = _SIMPLE.fullmatch(text)
        if simple and part.column == 1 and self._member(simple, part.line):
            return
        bare = text.lstrip(" ")
        indent = len(text) - len(bare) + part.column - 1
        if not indent and _MARK.match(bare):
            self.end_document()
            if bare[3:].strip():
                self._value(Part(bare[4:], part.line, 5), -1)
            return
        if (self.scalar or self.flow) and self._goes_on(part, indent, bare):
            return
        bare = bare.strip("\t")
        if not bare:
            return
        if bare[0] == "#" or (bare[0] == "%" and not self.levels):
            self.notes.append(Part(bare.lstrip("# "), part.line, indent + 1 + len(bare) - len(bare.lstrip("# "))))
        else:
            self._content(Part(bare, part.line, indent + 1))

    def _member(self, simple: re.Match[str], line: int) -> bool:
        """A member of the mapping that is open, as most lines are; False for what has to be looked at."""
        indent = simple.end(1)
        scalar = self.scalar
        if not self.levels or self.flow or self.notes or (scalar and (scalar.kind or indent > scalar.indent)):
            return False
        top = self.levels[-1]
        if not top.is_map or top.indent != indent:
            return False
        if scalar:
            self._end_scalar()
        self.tag = simple[2]
        if simple[3] is not None:
            self.records.leaf(self.tag, [Part(simple[3], line, simple.start(3) + 1)])
        else:
            self.scalar = _Scalar("", indent, [Part(simple[4], line, simple.start(4) + 1)])
        return True

    def end_document(self) -> None:
        """Everything that is open ends."""
        self._end_scalar()
        if self.flow:
            self.flow.give_up(self.records.at)
            self.flow = None
        while self.levels:
            self._pop()
        self._tell_notes(inside=False)
        self.tag = _ROOT

    def _content(self, part: Part) -> None:
        for nested in range(_NESTED + 1):
            text, line, column = part
            indent = column - 1
            is_item = nested < _NESTED and (text == "-" or text.startswith(("- ", "-\t")))
            self._close(indent, is_item=is_item)
            if not is_item:
                break
            top = self.levels[-1] if self.levels else None
            if top is None or top.is_map or top.indent < indent:
                self.levels.append(_Level(indent, self.tag, is_map=False))
            self.tag = self.levels[-1].tag
            rest = text[1:].lstrip()
            if not rest or rest[0] == "#":
                return
            part = Part(rest, line, column + len(text) - len(rest))
        key = _KEY.match(text)
        explicit = _EXPLICIT.match(text) if key is None else None
        if explicit and explicit[1] == ":" and self.levels:
            self._content(Part(text[explicit.end() :], line, column + explicit.end()))
            return
        key = key or explicit
        if key is None:
            self._value(part, self.levels[-1].indent if self.levels else -1)
            return
        if not self.levels or not self.levels[-1].is_map or self.levels[-1].indent < indent:
            self.records.start(self.tag, {}, line)
            self.levels.append(_Level(indent, self.tag, is_map=True))
        self._tell_notes(inside=True)
        if explicit:
            self.tag = text[explicit.end() :].strip("\"'")
            return
        self.tag = _name(key)
        rest = text[key.end() :].lstrip()
        if rest:
            self._value(Part(rest, line, column + len(text) - len(rest)), indent)

    def _value(self, part: Part, indent: int) -> None:
        properties = PROPERTIES.match(part.text)
        if properties:
            part = Part(part.text[properties.end() :], part.line, part.column + properties.end())
        text, line, column = part
        sign = text[:1]
        block = _BLOCK.match(text) if sign in {"|", ">"} else None
        if not sign or sign == "*":
            return  # nothing, or an alias
        if sign == "#":
            self._trailing(Part(text[1:].lstrip("# "), line, column + len(text) - len(text[1:].lstrip("# "))))
        elif block:
            given = block[1] or block[2]
            self.scalar = _Scalar(sign, indent, [], max(indent, 0) + int(given) if given else -1)
        elif sign in "\"'":
            self.scalar = _Scalar(sign, indent, [])
            self._quoted(Part(text[1:], line, column + 1))
        elif sign in "{[" and not text.startswith(("{{", "{%")):
            self.flow, self.flow_indent = Flow(self.records, self.tag), indent
            self._flow(part)
        else:
            self._plain(part, indent)

    def _goes_on(self, part: Part, indent: int, bare: str) -> bool:
        """Whether a line is more of what is under way."""
        inner = Part(bare, part.line, indent + 1)
        outside = bool(bare) and indent <= (self.scalar.indent if self.scalar else self.flow_indent)
        if self.flow:
            if outside and _KEY.match(bare) and not bare.startswith(('"', "'")):
                self.flow.give_up(part.line)
                self.flow = None
                return False
            self._flow(inner)
            return True
        scalar = self.scalar
        if scalar is None:
            return False
        if scalar.kind in {"|", ">"}:
            if not outside:
                margin = scalar.margin = indent if scalar.margin < 0 and bare else scalar.margin
                scalar.parts.append(Part(part.text[max(margin, 0) :], part.line, max(margin, 0) + 1))
                return True
        elif scalar.kind:
            if not (outside and _KEY.match(bare)):
                self._quoted(inner)
                return True
        elif bare and not outside and bare[0] != "#" and not _KEY.match(bare) and not bare.startswith("- "):
            self._plain(inner, scalar.indent)
            return True
        self._end_scalar()
        return False

    def _quoted(self, part: Part) -> None:
        scalar = self.scalar
        if scalar is None:
            return
        end = quoted_end(part.text, scalar.kind)
        if scalar.parts:
            scalar.parts.append(Part(" ", part.line, part.column))
        scalar.parts += unquoted(part if end < 0 else Part(part.text[:end], part.line, part.column), scalar.kind)
        if end >= 0:
            self._end_scalar()
            rest = part.text[end + 1 :]
            if "#" in rest:
                at = len(part.text) - len(rest.partition("#")[2].lstrip("# "))
                self._trailing(Part(part.text[at:], part.line, part.column + at))

    def _flow(self, part: Part) -> None:
        if self.flow:
            self.flow.feed(part)
            if self.flow.ended:
                self.flow = None

    def _plain(self, part: Part, indent: int) -> None:
        text, comment = without_comment(part.text)
        if self.scalar is None:
            self.scalar = _Scalar("", indent, [])
        self.scalar.parts.append(Part(text, part.line, part.column))
        if comment >= 0:
            self._end_scalar()
            at = len(part.text) - len(part.text[comment:].lstrip("# "))
            self._trailing(Part(part.text[at:], part.line, part.column + at))

    def _end_scalar(self) -> None:
        scalar, self.scalar = self.scalar, None
        if scalar is None:
            return
        if not scalar.kind and len(scalar.parts) == 1 and scalar.parts[0].text:
            self.records.leaf(self.tag, scalar.parts)
            return
        joint = {"|": "\n", ">": " ", "": " "}.get(scalar.kind, "")
        parts = [part for part in scalar.parts if part.text or joint == "\n"]
        for number, part in enumerate(parts[:-1]):
            parts[number] = Part(part.text + joint, part.line, part.column)
        if parts:
            self.records.leaf(self.tag, parts)

    def _trailing(self, part: Part) -> None:
        """A comment behind a value tells of it."""
        if part.text.strip():
            self.records.leaf("comment", [part])

    def _tell_notes(self, *, inside: bool) -> None:
        notes, self.notes = self.notes, []
        if not notes:
            return
        parts = [Part(note.text + "\n", note.line, note.column) for note in notes]
        if inside and sum(map(str.isdigit, "".join(note.text for note in notes))) < _FEWEST_DIGITS:
            self.records.leaf("comment", parts)
        else:
            self.records.remark(parts)

    def _close(self, indent: int, *, is_item: bool) -> None:
        while self.levels:
            top = self.levels[-1]
            if top.indent < indent or (top.indent == indent and (is_item or top.is_map)):
                return
            self._pop()

    def _pop(self) -> None:
        if self.levels.pop().is_map:
            self.records.end(self.records.at)
