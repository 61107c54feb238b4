"""Elements put together to JSON records as they end. The only file that says how XML looks as JSON.

<person id="7"><name>Ann Lee</name><ssn kind="x">010-94-0001</ssn></person> becomes
{"person": {"id": "7", "name": "Ann Lee", "ssn": {"kind": "x", "ssn": "010-94-0001"}}}.
Elements that repeat become arrays; text with elements in it ("a <b>bold</b> word") becomes one string, so
that a number is not split by a tag in it. A small document is one record. From a large one, whole children
leave as records of their own as soon as their parent holds 128 KiB, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted  # as json.dumps does it with ensure_ascii=False
from typing import NamedTuple

from piiscan.formats.base import Located
from piiscan.formats.text import BLOCK
from piiscan.model import Segment, Shape

_FLUSH = 128 << 10
_DEPTH = 200  # what is deeper is read as text of the element at this depth
_FIELD_TAGS_WORDS = (
    "field property prop param parameter attribute attr entry item data value column col cell add"
    " string int long variable input answer"
)
_FIELD_TAGS = frozenset(_FIELD_TAGS_WORDS.split())
_FIELD_NAMES = ("name", "key", "id", "label", "column", "field")

_OIDS = {"2.16.840.1.113883.4.1": "ssn", "2.16.840.1.113883.4.3.": "drivers_license"}  # the latter by state

_Pieces = list[tuple[str, int]]  # JSON text and the line it stands at in the document


class _Value(NamedTuple):
    """A finished element: its key, its JSON text, the text in it if it is a string, its attributes."""

    key: str
    pieces: _Pieces
    size: int
    string: str | None = None
    attributes: tuple[_Value, ...] = ()


@dataclass(slots=True)
class _Frame:
    """An element under way."""

    tag: str
    line: int
    attributes: tuple[_Value, ...]
    members: list[_Value] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # with the strings of its elements in between
    own: bool = False  # has text of its own
    size: int = 0


@dataclass(slots=True)
class Records:
    """Takes start, text and end of elements; gives segments of shape OBJECT, one record a line.

    Most elements have a text and nothing else: such a one is `leaf` until something shows that it is another.
    """

    frames: list[_Frame] = field(default_factory=list)
    leaf: str | None = None  # the tag of the element begun last
    leaf_line: int = 0
    leaf_text: str = ""
    too_deep: int = 0
    located: Located = field(default_factory=Located)
    ready: list[Segment] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        if self.leaf is not None:
            self._no_leaf()
        if len(self.frames) >= _DEPTH:
            self.too_deep += 1
            for value in attributes.values():
                self.text(f" {value} ")
        elif attributes:
            self.frames.append(_Frame(tag, line, _attributes(attributes, line)))
        else:
            self.leaf, self.leaf_line, self.leaf_text = tag, line, ""

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self.leaf is not None:
            self.leaf_text += text
            if len(self.leaf_text) > 4 * _FLUSH:
                self._no_leaf()
            return
        if not self.frames:
            return
        frame = self.frames[-1]
        frame.text.append(text)
        if not frame.own and not text.isspace():
            frame.own = True
        frame.size += len(text)
        if frame.size > 4 * _FLUSH:
            self._shorten(frame)

    def _no_leaf(self) -> None:
        """The element begun last has more in it than a text, or a long one."""
        tag, text = self.leaf or "", self.leaf_text
        self.leaf = None
        self.frames.append(_Frame(tag, self.leaf_line, ()))
        if text:
            self.text(text)

    def comment(self, text: str, line: int) -> None:
        """A comment: a record of its own, where it says anything."""
        if text.strip():
            self._record(_leaf("comment", text.strip(), line))

    def end(self) -> None:
        """The innermost element ends."""
        if self.leaf is not None:
            text = self.leaf_text
            stripped = text.strip()
            dumped = quoted(stripped)
            value = _Value(self.leaf, [(dumped, self.leaf_line)], len(dumped), text if stripped else stripped)
            self.leaf = None
        elif self.too_deep:
            self.too_deep -= 1
            return
        else:
            value = _finished(self.frames.pop())
        if not self.frames:
            self._record(value)
            return
        parent = self.frames[-1]
        parent.members.append(value)
        parent.size += value.size
        if value.string is not None:
            parent.text.append(value.string)
        if parent.size > _FLUSH:
            self._shorten(parent)

    def drain(self) -> Iterator[Segment]:
        """The segments that are full."""
        while self.ready:
            yield self.ready.pop(0)

    def finish(self) -> Iterator[Segment]:
        """What is left, also of elements that never ended."""
        while self.frames or self.leaf is not None:
            self.too_deep = 0
            self.end()
        self._segment()
        yield from self.drain()

    def _shorten(self, frame: _Frame) -> None:
        """Let the finished children of a large element go as records; if that is not enough, its text too."""
        kept = []
        for member in frame.members:
            if member.string is None:
                self._record(member)
            else:
                kept.append(member)
        size = sum(member.size for member in kept) + sum(map(len, frame.text))
        frame.members = kept
        if size > _FLUSH:
            text = "".join(frame.text)
            cut = max(text.rfind(" "), text.rfind("\n"), len(text) - 4096 if frame.own else 0) + 1
            part = _Frame(frame.tag, frame.line, (), kept, [text[:cut]] if frame.own else [], frame.own)
            self._record(_finished(part))
            frame.members, frame.text = [], [text[cut:]] if frame.own else []
            size = sum(map(len, frame.text))
        frame.size = size

    def _record(self, value: _Value) -> None:
        located = self.located
        data, starts, places = located.data, located.starts, located.places
        data += b"{" + quoted(value.key).encode("utf-8", "replace") + b": "
        for text, line in value.pieces:  # as Located.add has it, which a call for each would double the time of
            starts.append(len(data))
            places.append(((), line, None))
            data += text.encode("utf-8", "replace")
        data += b"}\n"
        if len(data) >= BLOCK // 2:
            self._segment()

    def _segment(self) -> None:
        if self.located.data:
            located, self.located = self.located, Located()
            self.ready.append(Segment(bytes(located.data), Shape.OBJECT, located.locate))


def _attributes(attributes: Mapping[str, str], line: int) -> tuple[_Value, ...]:
    issuer = _issuer(attributes["root"]) if "root" in attributes else ""
    return tuple(
        _leaf(issuer if issuer and name == "extension" else name.rpartition(" ")[2], value, line)
        for name, value in attributes.items()
        if value.strip() and "XMLSchema-instance" not in name
    )


def _issuer(oid: str) -> str:
    """What an identifier of HL7 is by the OID of who assigned it: <id root="2.16.840.1.113883.4.1" extension=…/>."""
    return next(
        (name for root, name in _OIDS.items() if oid == root or (root.endswith(".") and oid.startswith(root))), ""
    )


def _leaf(key: str, text: str, line: int) -> _Value:
    dumped = quoted(text)
    return _Value(key, [(dumped, line)], len(dumped), text)


def _finished(frame: _Frame) -> _Value:
    """The JSON of an element that has ended."""
    if not frame.own and frame.members:
        return _object(frame, [*frame.attributes, *frame.members])
    text = "".join(frame.text)
    own = _leaf(frame.tag, text.strip(), frame.line)
    members = [attribute for member in frame.members for attribute in member.attributes]
    members += [member for member in frame.members if member.string is None]
    if not frame.attributes and not members:
        return own._replace(string=text) if frame.own else own
    if not members and frame.tag.lower() in _FIELD_TAGS:
        for attribute in frame.attributes:
            if attribute.key.lower() in _FIELD_NAMES and attribute.string:  # <field name="ssn">…</field>
                return own._replace(key=attribute.string, string=text, attributes=frame.attributes)
    members = [*frame.attributes, *members]
    if frame.own:
        members.append(own)
    return _object(frame, members)._replace(string=text, attributes=frame.attributes)


def _object(frame: _Frame, members: list[_Value]) -> _Value:
    """Members as a JSON object, in the order they were first seen; several of one key as an array."""
    grouped: dict[str, list[_Value]] = {}
    for member in members:
        if member.key in grouped:
            grouped[member.key].append(member)
        else:
            grouped[member.key] = [member]
    pieces: _Pieces = []
    before = "{"
    for name, values in grouped.items():
        before += f"{quoted(name)}: "
        several = len(values) > 1
        if several:
            before += "["
        for value in values:
            # What stands before a value goes into the value's own first piece: one piece a value.
            text, line = value.pieces[0]
            pieces.append((before + text, line))
            if len(value.pieces) > 1:
                pieces += value.pieces[1:]
            before = ", "
        if several:
            before = "], "
    closing = "}" if before != "], " else "]}"
    pieces.append((closing if grouped else "{}", frame.line))
    return _Value(frame.tag, pieces, sum(value.size for value in members))
