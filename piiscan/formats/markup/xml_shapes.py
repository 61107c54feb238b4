"""The shape of a record in XML: a pattern that its like match, and the JSON they become. Made of one that was read.

A document of records holds the same tags over and over. What stands between them is all that differs, so that one
match and one formatting make a record of a hundred tags. Rule: a shape says nothing of its own about how XML looks as
JSON; it has a sample read by `Records` with marks in place of its values. What the marks do not all come out of, and
values that JSON would write in another way, are not of the shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.markup.xml_records import Records
from piiscan.formats.markup.xml_values import PATH, Value, is_named, is_object, quoted
from piiscan.later import compiled
from piiscan.model import Axis, Location, Step

_DRAWN = PATH.encode()
_LONGEST = 16 << 10  # bytes of a record
_MOST = 200  # values of one
_DEEPEST = 50
_GAP = rb"(?:[ \t\n]|\r\n)++"
_BLANKS = rb"(?:[ \t\n]++|\r\n)*+"
_PARTS = compiled(
    rb"<(/?)([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?+)((?:\s++[\w.-]++=(?:\"[^\"<&]*+\"|'[^'<&]*+'))*+)\s*+(/?)>"
    rb"|([^<]++)"
)
_ATTRIBUTES = re.compile(rb"\s++([\w.-]++)=([\"'])(.*?)\2", re.DOTALL)
_ROOT = b"root"  # an attribute whose value says what an element is
# Values as JSON writes them, with no blanks at the ends and no line end; blanks of Unicode are looked for apart.
_CHARS = rb"[^<>&\"\\\x00-\x1f\x7f]"
_TEXT = rb"(?!\s)" + _CHARS + rb"*+(?:&(?:amp|lt|gt|apos);" + _CHARS + rb"*+)*+(?<!\s)"
_VALUE = rb"(?!\s)[^<>&\"'\\\x00-\x1f\x7f]++"
_WIDE = rb"(?:\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)"
WIDE_BLANK = re.compile(rb"[>\"']" + _WIDE + rb"|" + _WIDE + rb"<")
_OPTIONAL = rb"(?:>(" + _TEXT + rb")</%b>|" + _BLANKS + rb"/>)"
_MARK = "\ue000"


class _Tag(NamedTuple):
    """A start or an empty tag of the sample, or an end tag, and the text behind it."""

    is_end: bool
    name: bytes
    attributes: list[tuple[bytes, bytes, bytes]]  # name, quote and value
    is_empty: bool
    text: bytes


def signature(record: bytes) -> tuple[tuple[bytes, ...], ...]:
    """What two records of one shape have in common."""
    return tuple(
        (slash, name, *(one[0] for one in _ATTRIBUTES.findall(about)))
        for slash, name, about, _, _ in _PARTS.findall(record)
        if name
    )


class Shape(Struct):
    """Records of one shape."""

    key: str
    before: bytes  # what stands in front of it in a line of its own
    pattern: re.Pattern[bytes]
    template: bytes
    literals: list[int]  # lengths of what stands between the values in the JSON, in its order
    order: list[int]  # of the values in the JSON
    size: int  # of a record, less that of its JSON
    in_order: bool

    def lines(self, data: bytes, at: int, line: int) -> tuple[Run, int]:
        """The records that stand at `at` one behind the other, as lines of JSON, and where they end."""
        run = Run(self, line)
        before = self.before
        run.json = b"".join([before + text + b"}\n" for text in self._texts(data, at, run)])
        run.json.decode()
        return run, at + len(run.data)

    def values(self, run: Run) -> list[Value]:
        """The same as values of an element."""
        texts = [line[len(self.before) : -1] for line in run.json.split(b"\n")[:-1]]
        return [
            Value(self.key, [(text.decode(), (run, index), 0)], self.size + len(text))
            for index, text in enumerate(texts)
        ]

    def _texts(self, data: bytes, at: int, run: Run) -> list[bytes]:
        found = []
        begun, match, template = at, self.pattern.match, self.template
        while (one := match(data, at)) is not None:
            at = one.end()
            found.append(one.groups(b""))
        if not self.in_order:
            found = [tuple([groups[index] for index in self.order]) for groups in found]
        run.data = data[begun:at]
        texts = [template % groups for groups in found]
        return [_plain(text) if b"&" in text else text for text in texts] if b"&" in run.data else texts


class Run(Struct):
    """Records that were read in one go: where a part of one stands is worked out when it is asked for."""

    shape: Shape
    line: int
    data: bytes = b""
    json: bytes = b""
    matches: list[re.Match[bytes]] = field(default_factory=list)

    def __call__(self, offset: int) -> Location:
        """The line of an offset in the lines of JSON."""
        start = self.json.rfind(b"\n", 0, offset) + 1
        return self.place(self.json.count(b"\n", 0, start), offset - start - len(self.shape.before))

    def place(self, index: int, offset: int) -> Location:
        """The line of an offset in the JSON of a record."""
        at = self.matches[-1].end() if self.matches else 0
        while len(self.matches) <= index and (one := self.shape.pattern.match(self.data, at)) is not None:
            self.matches.append(one)
            at = one.end()
        match = self.matches[index]
        begun, passed = match.start(), 0
        for literal, group in zip(self.shape.literals, self.shape.order, strict=False):
            passed += literal
            if passed > offset:
                break
            value = match[group + 1] or b""
            passed += len(_plain(value))
            begun = match.start(group + 1) if value else begun
        return (Step(Axis.LINE, self.line + self.data.count(b"\n", 0, begun)),)


def _plain(text: bytes) -> bytes:
    for entity, char in ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&apos;", b"'"), (b"&amp;", b"&")):
        text = text.replace(entity, char)
    return text


def shape_of(record: bytes) -> Shape | None:
    """The shape of a record that was read as XML; None where it has one that cannot be relied on."""
    tags = list(_tags(record)) if len(record) <= _LONGEST else []
    sample = _Sample()
    for tag, behind in zip_longest(tags, tags[1:]):
        if not sample.take(tag, behind):
            return None
    value = sample.value()
    if value is None or not 0 < len(sample.marks) <= _MOST:
        return None
    told = re.split(f"{_MARK}([0-9]+){_MARK}", "".join(piece for piece, _, _ in value.pieces))
    order = list(map(int, told[1::2]))
    if sorted(order) != list(range(len(sample.marks))):
        return None
    literals = [literal.encode() for literal in told[::2]]
    lengths = list(map(len, literals))
    return Shape(
        value.key,
        b"{%b: " % quoted(value.key).encode("utf-8", "replace"),
        compiled(_BLANKS + sample.pattern, re.DOTALL),
        b"%b".join(literal.replace(b"%", b"%%") for literal in literals),
        lengths,
        order,
        value.size - sum(map(len, sample.marks)) - sum(lengths),
        order == sorted(order),
    )


def _tags(record: bytes) -> Iterator[_Tag]:
    """The tags of a record; none where something else is in it."""
    found = []
    at = 0
    for match in _PARTS.finditer(record):
        if match.start() != at:
            return
        at = match.end()
        slash, name, about, empty, text = match.groups(b"")
        if name:
            found.append(_Tag(bool(slash), name, _ATTRIBUTES.findall(about), bool(empty), b""))
        elif found:
            found[-1] = found[-1]._replace(text=text)
    if at == len(record):
        yield from found


class _Sample(Struct):
    """A record on its way through `Records` with marks for values, and the pattern for its like."""

    records: Records = field(default_factory=Records)
    marks: list[str] = field(default_factory=list)
    pattern: bytes = b""
    depth: int = 0
    in_leaf: bool = False

    def __post_init__(self) -> None:
        self.records.start("", {}, 1)

    def take(self, tag: _Tag, behind: _Tag | None) -> bool:
        """The next tag, and the one behind it; False where no shape comes of it."""
        if tag.is_end:
            return self._end(tag, behind)
        is_leaf = tag.is_empty or (behind is not None and behind.is_end)
        local = tag.name.rpartition(b":")[2].decode()
        named = is_leaf and is_named(local, (one[0].decode("utf-8", "replace") for one in tag.attributes))
        attributes = self._attributes(tag, fixed=named)
        if attributes is None or (tag.text.strip() and (tag.is_empty or not is_leaf)):
            return False
        self.records.start(local, attributes, 1)
        if not is_leaf:
            self.pattern += _BLANKS + b">" + _BLANKS
            self.depth += 1
            return self.depth < _DEEPEST
        name = re.escape(tag.name)
        if not attributes:
            self.pattern += _OPTIONAL % name
            self.records.text(self._mark())
        elif tag.text.strip():
            self.pattern += b">(" + _TEXT + b")(?<!>)</" + name + b">"
            self.records.text(self._mark())
        else:  # without a text there is no value of its own beside those of attributes
            self.pattern += b"(?:" + _BLANKS + b"/>|></" + name + b">)"
        self.in_leaf = not tag.is_empty
        if tag.is_empty:
            self.records.end()
            self.pattern += _BLANKS
        return True

    def value(self) -> Value | None:
        """What became of the record."""
        frames = self.records.frames
        if self.depth or len(frames) != 1 or len(frames[0].members) != 1 or not is_object(frames[0].members[0]):
            return None
        return frames[0].members[0]

    def _end(self, tag: _Tag, behind: _Tag | None) -> bool:
        if self.in_leaf:
            self.in_leaf = False
        else:
            self.pattern += b"</" + re.escape(tag.name) + b">"
            self.depth -= 1
        self.records.end()
        self.pattern += _BLANKS if behind else b""
        return not tag.text.strip()

    def _attributes(self, tag: _Tag, *, fixed: bool) -> dict[str, str] | None:
        """Those of a tag, with marks for values that may differ."""
        self.pattern += b"<" + re.escape(tag.name)
        found: dict[str, str] = {}
        for name, quote, value in tag.attributes:
            text = value.decode("utf-8", "replace")
            if name.startswith(b"xmlns") or not (text.isprintable() or value.isspace()) or name == _DRAWN:
                return None
            if fixed or name == _ROOT or not value.strip():
                self.pattern += _GAP + re.escape(name + b"=" + quote + value + quote)
            else:
                self.pattern += _GAP + re.escape(name) + b"=" + quote + b"(" + _VALUE + b")" + quote
                text = self._mark()
            found[name.decode("utf-8", "replace")] = text
        return found

    def _mark(self) -> str:
        self.marks.append(f"{_MARK}{len(self.marks)}{_MARK}")
        return self.marks[-1]
