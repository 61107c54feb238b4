"""What a finished element of XML is as JSON, and where each piece of that stands in the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import NamedTuple, Protocol

from msgspec import Struct, field

from piiscan.model import Location

quoted = encode_basestring  # as json.dumps does it with ensure_ascii=False
_FIELD_TAGS_WORDS = (
    "field property prop param parameter attribute attr entry item data value column col cell add"
    " string str int long variable input answer fl stringprop boolprop intprop longprop doubleprop"
)
FIELD_TAGS = frozenset(_FIELD_TAGS_WORDS.split())
_OF_NAMES = frozenset(("part", "type"))
_NAME_PARTS = {
    **dict.fromkeys(("first", "given", "forename"), "first name"),
    **dict.fromkeys(("last", "family", "surname"), "last name"),
    "middle": "middle name",
    "full": "name",
}
"""What an attribute of a name says that it is: <name part="first">Ann</name>, as leads for car dealers have it."""
_FIELD_NAMES = ("name", "key", "id", "label", "column", "field")
_FIELD_VALUES = ("value", "val", "v", "content", "text", "data", "default")
_ARGUMENT = "Argument.value"
"""What JMeter calls the value of an argument that the element round it names."""
_DIGIT = re.compile(r"[0-9]")
_NUMBER = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{9}|[0-9]{4}[ -][0-9]{4,6}[ -][0-9]{4}|[SsAa][0-9]{7}")
"""What no attribute beside a text is left out for."""
PATH = "d"
"""The attribute of SVG that says where a line goes (W3C, Scalable Vector Graphics 2, 9.3)."""
_PATH = re.compile(r"\s*[Mm][\d\s.,+\-e]+[AaCcHhLlQqSsTtVvZz][AaCcHhLlMmQqSsTtVvZz\d\s.,+\-e]*")

# JSON text, and the line and column it stands at in the document; or records and the number of one in them, and what
# is to be added to an offset in the text to have it in that of the record.
_Pieces = list[tuple[str, "int | tuple[Placed, int]", int | None]]


class Placed(Protocol):
    """Records that say where an offset in the JSON of one stands."""

    def place(self, index: int, offset: int, /) -> Location:
        """The steps to it."""


class Value(NamedTuple):
    """A finished element: its key, its JSON text, the text in it if it is a string, its attributes."""

    key: str
    pieces: _Pieces
    size: int
    string: str | None = None
    attributes: tuple[Value, ...] = ()


def is_object(value: Value) -> bool:
    """Whether an element is an object and has no text of its own: elements in it, or attributes alone."""
    return value.string is None or (not value.string.strip() and value.pieces[0][0].startswith("{"))


class Frame(Struct):
    """An element under way."""

    tag: str
    line: int
    attributes: tuple[Value, ...]
    members: list[Value] = field(default_factory=list)
    text: list[str] = field(default_factory=list)  # with the strings of its elements in between
    own: bool = False  # has text of its own
    size: int = 0
    let_go: bool = False  # children are records of their own, as it is long


def placed(record: tuple[Placed, int], shift: int, offset: int) -> Location:
    """Where an offset in a piece stands that is of a record in others."""
    several, index = record
    return several.place(index, offset + shift)


def is_path(text: str) -> bool:
    """Whether a text is the path of a line in a drawing: its coordinates are no number of anybody.

    >>> is_path("M 1228 531 L 3431 531 Q 2651 2914 z"), is_path("M 4024 0071 0002 7456"), is_path("Mark 1 L")
    (True, False, False)
    """
    return _PATH.fullmatch(text) is not None


def leaf(key: str, text: str, line: int) -> Value:
    """A text that begins in a line."""
    dumped = quoted(text)
    pieces: _Pieces = [(dumped, line, None)] if "\n" not in text else list(_by_line(text, line))
    return Value(key, pieces, len(dumped), text)


def in_pieces(key: str, parts: Sequence[tuple[str, int, int]]) -> Value:
    """A text in pieces with a line and a column each."""
    if len(parts) == 1:
        ((only, line, column),) = parts
        return Value(key, [(quoted(only), line, column - 1)], len(only), only)
    pieces: _Pieces = [(quoted(text)[1:-1], line, column) for text, line, column in parts]
    pieces[0] = ('"' + pieces[0][0], parts[0][1], parts[0][2] - 1)
    pieces[-1] = (pieces[-1][0] + '"', *pieces[-1][1:])
    whole = "".join(text for text, _, _ in parts)
    return Value(key, pieces, len(whole), whole)


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


def leading(text: str) -> int:
    """The line ends in the blanks before a text."""
    return text.count("\n", 0, len(text) - len(text.lstrip()))


def only_text(tag: str, text: str, line: int) -> Value:
    """The JSON of an element with nothing but a text, as `finished` has it, that has ended in this line."""
    stripped = text.strip()
    if "\n" in text:
        value = leaf(tag, stripped, line - text.count("\n") + leading(text))
        return value._replace(string=text) if stripped else value
    dumped = quoted(stripped)
    return Value(tag, [(dumped, line, None)], len(dumped), text if stripped else stripped)


def finished(frame: Frame, line: int) -> Value:
    """The JSON of an element that has ended in this line."""
    if not frame.own and frame.members:
        return _object(frame, [*frame.attributes, *frame.members])
    text = "".join(frame.text)
    own = leaf(frame.tag, text.strip(), line - text.count("\n") + leading(text))
    objects = _several(frame.members)
    members = [attribute for member in frame.members if member.key not in objects for attribute in member.attributes]
    members += [member for member in frame.members if member.string is None or member.key in objects]
    if not frame.attributes and not members:
        return own._replace(string=text) if frame.own else own
    if not members and is_named(frame.tag, (one.key for one in frame.attributes)):
        named = _field(frame, own, text) if frame.tag.lower() in FIELD_TAGS else _part(frame, own, text)
        if named is not None:
            return named
    members = [*frame.attributes, *members]
    if frame.own:
        members.append(own)
    return _object(frame, members)._replace(string=text, attributes=frame.attributes)


def is_named(tag: str, attributes: Iterable[str]) -> bool:
    """Whether the values of the attributes of an element may say what its text is."""
    tag = tag.lower()
    return tag in FIELD_TAGS or (tag == "name" and not _OF_NAMES.isdisjoint(attributes))


def _part(frame: Frame, own: Value, text: str) -> Value | None:
    """A part of a name that an attribute tells; None: it tells none."""
    said = next((one.string or "" for one in frame.attributes if one.key in _OF_NAMES), "")
    part = _NAME_PARTS.get(said.lower()) if frame.own else None
    return None if part is None else own._replace(key=part, string=text, attributes=frame.attributes)


def _several(members: Sequence[Value]) -> frozenset[str]:
    """The keys of elements without a text that stand in a text more than once: the attributes of one stay together."""
    keys = Counter(member.key for member in members if is_object(member))
    texts = {member.key for member in members if not is_object(member)} if keys else ()
    return frozenset(key for key, count in keys.items() if count > 1 and key not in texts)


def _field(frame: Frame, own: Value, text: str) -> Value | None:
    """An element that an attribute names: <field name="ssn">…</field>, <add key="ssn" value="…"/>; None: it is none.

    One with other attributes has those: a number in them is not left out.
    """
    telling = (*_FIELD_NAMES, "val") if frame.own else _FIELD_NAMES  # <FL val="SSN">…</FL>
    name = next((one for one in frame.attributes if one.key.lower() in telling and one.string), None)
    if name is None or name.string is None:
        return None
    others = [one for one in frame.attributes if one is not name]
    if not others or (frame.own and not any(_NUMBER.search(one.string or "") for one in others)):
        key = "value" if name.string == _ARGUMENT else name.string
        return own._replace(key=key, string=text, attributes=frame.attributes)
    if frame.own:
        return None
    values = [one for one in others if one.key.lower() in _FIELD_VALUES]
    rest = [one.string or "" for one in others if one not in values]
    if len(values) != 1 or any(map(_DIGIT.search, rest)):
        return None
    return values[0]._replace(key=name.string, string=text, attributes=frame.attributes)


def _object(frame: Frame, members: list[Value]) -> Value:
    """Members as a JSON object, in the order they were first seen; several of one key as an array."""
    grouped: dict[str, list[Value]] = {}
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
    return Value(frame.tag, pieces, sum(value.size for value in members))
