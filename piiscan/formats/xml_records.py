"""Elements put together to JSON records as they end. The only file that says how XML looks as JSON.

<person id="7"><name>Ann Lee</name><ssn kind="x">010-94-0001</ssn></person> becomes
{"person": {"id": "7", "name": "Ann Lee", "ssn": {"kind": "x", "ssn": "010-94-0001"}}}.
Elements that repeat become arrays; text with elements in it ("a <b>bold</b> word") becomes one string, so
that a number is not split by a tag in it. A small document is one record. From a large one, whole children
leave as records of their own as soon as their parent holds 128 KiB, so memory stays flat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
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
_DIGIT = re.compile(r"[0-9]")
_OIDS = {"2.16.840.1.113883.4.1": "ssn", "2.16.840.1.113883.4.3.": "drivers_license"}  # the latter by state

_Pieces = list[tuple[str, int, int | None]]  # JSON text, and the line and column it stands at in the document


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

    Most elements have a text and nothing else: such a one is no frame until something shows that it needs one.
    """

    frames: list[_Frame] = field(default_factory=list)
    _tag: str | None = None  # of the element begun last, while there is only text in it
    _line: int = 0
    _text: str = ""
    too_deep: int = 0
    located: Located = field(default_factory=Located)
    ready: list[Segment] = field(default_factory=list)
    deep_tag: str = ""  # of an element that is too deep, until it says something
    at: int = 1  # the line that the document is read to

    def start(self, tag: str, attributes: Mapping[str, str], line: int, lines: Sequence[int] = ()) -> None:
        """An element begins. `lines` are those of its attributes, where they are not all that of the tag."""
        self.at = line
        if self._tag is not None:
            self._open()
        if len(self.frames) >= _DEPTH:
            self.too_deep += 1
            self.deep_tag = ""
            for name, value in attributes.items():
                self.text(f" {name.rpartition(' ')[2]}: {value} ")
            self.deep_tag = tag
            return
        if not attributes:
            self._tag, self._line, self._text = tag, line, ""
            return
        issuer = _issuer(attributes.get("root", ""))
        values = tuple(
            _leaf(issuer if issuer and name == "extension" else name.rpartition(" ")[2], value, its)
            for (name, value), its in zip(attributes.items(), lines or repeat(line), strict=False)
            if value.strip() and "XMLSchema-instance" not in name
        )
        self.frames.append(_Frame(tag, line, values))

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self._tag is not None:
            self._text += text
            self.at += text.count("\n")
            if len(self._text) > _FLUSH:
                self._open()
            return
        if not self.frames:
            return
        self.at += text.count("\n")
        if self.deep_tag and not text.isspace():
            text, self.deep_tag = f" {self.deep_tag}: {text}", ""
        frame = self.frames[-1]
        frame.text.append(text)
        if not frame.own and not text.isspace():
            frame.own = True
        frame.size += len(text)
        if frame.size > 4 * _FLUSH:
            self._shorten(frame)

    def _open(self) -> None:
        """The element begun last has more in it than a text, or a long one."""
        tag, text, self._tag = self._tag or "", self._text, None
        self.frames.append(_Frame(tag, self._line, (), [], [text] if text else [], bool(text.strip()), len(text)))

    def comment(self, text: str, line: int) -> None:
        """A comment: a record of its own, where it says anything."""
        if text.strip():
            self._record(_leaf("comment", text.strip(), line + _leading(text)))

    def remark(self, parts: Sequence[tuple[str, int, int]]) -> None:
        """A comment in pieces with a line and a column each."""
        if any(text.strip() for text, _, _ in parts):
            self._record(_in_pieces("comment", parts))

    def leaf(self, tag: str, parts: Sequence[tuple[str, int, int]]) -> None:
        """An element that is all text, in pieces with a line and a column each."""
        if self._tag is not None:
            self._open()
        value = _in_pieces(tag, parts)
        self.at = parts[-1][1]
        if self.too_deep:
            self.text(f" {tag}: {value.string} ")
        elif self.frames:
            self._member(value)
        else:
            self._record(value)

    def end(self, line: int = 0) -> None:
        """The innermost element ends, in this line where that is known."""
        self.at = line or self.at
        if self.too_deep:
            self.too_deep -= 1
            self.text(" ")  # between what were two elements
            return
        if self._tag is not None:
            value = _only_text(self._tag, self._text, self.at)
            self._tag = None
        else:
            value = _finished(self.frames.pop(), self.at)
        (self._member if self.frames else self._record)(value)

    def _member(self, value: _Value) -> None:
        """A finished element goes into the one that holds it."""
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
        while self.frames or self._tag is not None:
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
            self._record(_finished(part, self.at - text.count("\n", cut)))
            frame.members, frame.text = [], [text[cut:]] if frame.own else []
            size = sum(map(len, frame.text))
        frame.size = size

    def _record(self, value: _Value) -> None:
        located = self.located
        data, starts, places = located.data, located.starts, located.places
        data += b"{" + quoted(value.key).encode("utf-8", "replace") + b": "
        for text, line, column in value.pieces:  # as Located.add has it, a call of which for each costs as much again
            starts.append(len(data))
            places.append(((), line, column))
            data += text.encode("utf-8", "replace")
        data += b"}\n"
        if len(data) >= BLOCK // 2:
            self._segment()

    def _segment(self) -> None:
        if self.located.data:
            located, self.located = self.located, Located()
            self.ready.append(Segment(bytes(located.data), Shape.OBJECT, located.locate))


def _issuer(oid: str) -> str:
    """What an identifier of HL7 is by the OID of who assigned it: <id root="2.16.840.1.113883.4.1" extension=…/>."""
    return next(
        (name for root, name in _OIDS.items() if oid == root or (root.endswith(".") and oid.startswith(root))), ""
    )


def _leaf(key: str, text: str, line: int) -> _Value:
    dumped = quoted(text)
    pieces: _Pieces = [(dumped, line, None)] if "\n" not in text else list(_by_line(text, line))
    return _Value(key, pieces, len(dumped), text)


def _in_pieces(key: str, parts: Sequence[tuple[str, int, int]]) -> _Value:
    if len(parts) == 1:
        ((only, line, column),) = parts
        return _Value(key, [(quoted(only), line, column - 1)], len(only), only)
    pieces: _Pieces = [(quoted(text)[1:-1], line, column) for text, line, column in parts]
    pieces[0] = ('"' + pieces[0][0], parts[0][1], parts[0][2] - 1)
    pieces[-1] = (pieces[-1][0] + '"', *pieces[-1][1:])
    whole = "".join(text for text, _, _ in parts)
    return _Value(key, pieces, len(whole), whole)


def _by_line(text: str, line: int) -> Iterator[tuple[str, int, int | None]]:
    """The JSON of a text of several lines; a line that may hold a number has its own."""
    parts = [quoted(part)[1:-1] for part in text.split("\n")]
    piece, begun = '"', line
    for number, part in enumerate(parts, line):
        if number > line:
            piece += "\\n"
            if _DIGIT.search(part):
                yield piece, begun, None
                piece, begun = "", number
        piece += part
    yield piece + '"', begun, None


def _leading(text: str) -> int:
    """The line ends in the blanks before a text."""
    return text.count("\n", 0, len(text) - len(text.lstrip()))


def _only_text(tag: str, text: str, line: int) -> _Value:
    """The JSON of an element with nothing but a text, as `_finished` has it, that has ended in this line."""
    stripped = text.strip()
    if "\n" in text:
        value = _leaf(tag, stripped, line - text.count("\n") + _leading(text))
        return value._replace(string=text) if stripped else value
    dumped = quoted(stripped)
    return _Value(tag, [(dumped, line, None)], len(dumped), text if stripped else stripped)


def _finished(frame: _Frame, line: int) -> _Value:
    """The JSON of an element that has ended in this line."""
    if not frame.own and frame.members:
        return _object(frame, [*frame.attributes, *frame.members])
    text = "".join(frame.text)
    own = _leaf(frame.tag, text.strip(), line - text.count("\n") + _leading(text))
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
        grouped.setdefault(member.key, []).append(member)
    pieces: _Pieces = []
    before = "{"
    for name, values in grouped.items():
        before += f"{quoted(name)}: "
        several = len(values) > 1
        if several:
            before += "["
        for value in values:
            # What stands before a value goes into the value's own first piece: one piece a value.
            text, line, column = value.pieces[0]
            pieces.append((before + text, line, None if column is None else column - len(before)))
            pieces += value.pieces[1:]
            before = ", "
        if several:
            before = "], "
    closing = "}" if before != "], " else "]}"
    pieces.append((closing if grouped else "{}", frame.line, None))
    return _Value(frame.tag, pieces, sum(value.size for value in members))
