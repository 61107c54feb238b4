"""Elements put together to JSON records as they end. With `xml_values` what says how XML looks as JSON.

<person id="7"><name>Ann Lee</name><ssn kind="x">010-94-0001</ssn></person> becomes
{"person": {"id": "7", "name": "Ann Lee", "ssn": {"kind": "x", "ssn": "010-94-0001"}}}.
Elements that repeat become arrays; text with elements in it ("a <b>bold</b> word") becomes one string, so
that a number is not split by a tag in it. A small document is one record. From a large one, whole children
leave as records of their own as soon as their parent holds 128 KiB, so memory stays flat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat

from msgspec import Struct, field

from piiscan.formats.base import Locate, Located
from piiscan.formats.markup.xml_values import (
    PATH,
    Frame,
    Value,
    finished,
    in_pieces,
    is_object,
    is_path,
    leading,
    leaf,
    only_text,
    placed,
    quoted,
)
from piiscan.formats.plain.text import BLOCK
from piiscan.model import Segment, Shape

_FLUSH = 128 << 10
_DEPTH = 200  # what is deeper is read as text of the element at this depth
_OIDS = {"2.16.840.1.113883.4.1": "ssn", "2.16.840.1.113883.4.3.": "drivers_license"}  # the latter by state


class Records(Struct):
    """Takes start, text and end of elements; gives segments of shape OBJECT, one record a line.

    Most elements have a text and nothing else: such a one is no frame until something shows that it needs one.
    """

    frames: list[Frame] = field(default_factory=list)
    _tag: str | None = None  # of the element begun last, while there is only text in it
    _line: int = 0
    _text: str = ""
    too_deep: int = 0
    located: Located = field(default_factory=Located)
    ready: list[Segment] = field(default_factory=list)
    deep_tag: str = ""  # of an element that is too deep, until it says something
    at: int = 1  # the line that the document is read to

    @property
    def is_open(self) -> bool:
        """Whether an element has begun and not ended."""
        return bool(self.frames) or self._tag is not None

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
            leaf(issuer if issuer and name == "extension" else name.rpartition(" ")[2], value, its)
            for (name, value), its in zip(attributes.items(), lines or repeat(line), strict=False)
            if value.strip() and "XMLSchema-instance" not in name and not (name == PATH and is_path(value))
        )
        self.frames.append(Frame(tag, line, values))

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
        self.frames.append(Frame(tag, self._line, (), [], [text] if text else [], bool(text.strip()), len(text)))

    def comment(self, text: str, line: int) -> None:
        """A comment: a record of its own, where it says anything."""
        if text.strip():
            self._record(leaf("comment", text.strip(), line + leading(text)))

    def remark(self, parts: Sequence[tuple[str, int, int]]) -> None:
        """A comment in pieces with a line and a column each."""
        if any(text.strip() for text, _, _ in parts):
            self._record(in_pieces("comment", parts))

    def leaf(self, tag: str, parts: Sequence[tuple[str, int, int]]) -> None:
        """An element that is all text, in pieces with a line and a column each."""
        if self._tag is not None:
            self._open()
        value = in_pieces(tag, parts)
        self.at = parts[-1][1]
        if self.too_deep:
            self.text(f" {tag}: {value.string} ")
        elif self.frames:
            self._member(value)
        else:
            self._record(value)

    def number(self, tag: str, digits: str, line: int) -> None:
        """An element that is a whole number and no text, so that zeros may be lost at its beginning."""
        self.start(tag, {}, line)
        self.text(digits)
        self.end(line, bare=digits.removeprefix("-").isdigit())

    def end(self, line: int = 0, *, bare: bool = False) -> None:
        """The innermost element ends, in this line where that is known; its text is a `bare` number of JSON."""
        self.at = line or self.at
        if self.too_deep:
            self.too_deep -= 1
            self.text(" ")  # between what were two elements
            return
        if self._tag is not None:
            value = only_text(self._tag, self._text, self.at)
            if bare:
                value = value._replace(pieces=[(self._text, self.at, None)], size=len(self._text))
            self._tag = None
        else:
            value = finished(self.frames.pop(), self.at)
        (self._member if self.frames else self._record)(value)

    def _member(self, value: Value) -> None:
        """A finished element goes into the one that holds it."""
        parent = self.frames[-1]
        parent.members.append(value)
        parent.size += value.size
        if value.string is not None:
            parent.text.append(value.string)
        if parent.size > _FLUSH:
            self._shorten(parent)

    def lets_go(self, more: int) -> bool:
        """Whether children of the innermost element are records of their own, if there is so much more of them."""
        frame = self.frames[-1]
        if not frame.let_go and frame.size + more > _FLUSH:
            self._shorten(frame)
        return frame.let_go

    def take(self, values: Sequence[Value]) -> None:
        """Finished elements of the innermost one."""
        for value in values:
            self._member(value)

    def lines(self, records: bytes, place: Locate) -> None:
        """Finished records, a line each."""
        if records:
            self.located.starts.append(len(self.located.data))
            self.located.places.append((place, None, None))
            self.located.data += records
            if len(self.located.data) >= BLOCK // 2:
                self._segment()

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

    def _shorten(self, frame: Frame) -> None:
        """Let the finished children of a large element go as records; if that is not enough, its text too."""
        kept = []
        frame.let_go = True
        for member in frame.members:
            if member.string is None or (is_object(member) and not frame.own):
                self._record(member)
            else:
                kept.append(member)
        size = sum(member.size for member in kept) + sum(map(len, frame.text))
        frame.members = kept
        if size > _FLUSH:
            text = "".join(frame.text)
            cut = max(text.rfind(" "), text.rfind("\n"), len(text) - 4096 if frame.own else 0) + 1
            part = Frame(frame.tag, frame.line, (), kept, [text[:cut]] if frame.own else [], frame.own)
            self._record(finished(part, self.at - text.count("\n", cut)))
            frame.members, frame.text = [], [text[cut:]] if frame.own else []
            size = sum(map(len, frame.text))
        frame.size = size

    def _record(self, value: Value) -> None:
        located = self.located
        data, starts, places = located.data, located.starts, located.places
        data += b"{" + quoted(value.key).encode("utf-8", "replace") + b": "
        for text, line, column in value.pieces:  # as Located.add has it, a call of which for each costs as much again
            starts.append(len(data))
            if isinstance(line, int):
                places.append(((), line, column))
            else:
                places.append((partial(placed, line, column or 0), None, None))
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
