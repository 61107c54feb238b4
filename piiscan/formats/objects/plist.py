"""Property lists of Apple, in XML and in binary form: dictionaries as objects, so that a key speaks for its value.

A keyed archive (NSKeyedArchiver), which is one long list of parts that name each other by number, is put together
again. Read with the standard library, which makes nothing of it but plain values; what names itself is read once.
"""

from __future__ import annotations

import io
import plistlib
from collections.abc import Callable, Iterator
from functools import partial
from json.encoder import encode_basestring as quoted
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.expat import feed, new_parser, read
from piiscan.formats.markup.xml import text_from
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.signatures import signature
from piiscan.model import Axis, Blob, Gap, Reason, Segment, Shape, Step, Unscannable

_DEPTH = 100
_VALUES = 1_000_000
_CHARS = 64 << 20
_TROUBLE = (ValueError, LookupError, TypeError, OverflowError, RecursionError, MemoryError)
_PLAIN = frozenset({"string", "integer", "real", "date", "data"})


def extract_plist(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The values as segments of shape OBJECT; files in them as children."""
    with blob.open() as stream:
        binary = stream.read(8).startswith(b"bplist")
    yield from _binary(blob, context) if binary else _xml(blob, context)


class _Keys:
    """Takes the events of a property list in XML: an element gets the key in front of it as its tag."""

    def __init__(self) -> None:
        self.records = Records()
        self.line: Callable[[], int] = lambda: 1
        self._keys = [""]  # of the dictionaries round here, the one whose value comes next
        self._reading: list[str] | None = None  # the text of a key

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "key":
            self._reading = []
            return
        self.records.start(self._keys[-1] or tag, attributes, self.line())
        self._keys[-1] = ""
        if tag not in _PLAIN:
            self._keys.append("")

    def text(self, data: str) -> None:
        if self._reading is None:
            self.records.text(data)
        else:
            self._reading.append(data)

    def end(self, tag: str) -> None:
        if tag == "key":
            self._keys[-1], self._reading = "".join(self._reading or ()).strip(), None
            return
        if tag not in _PLAIN and len(self._keys) > 1:
            self._keys.pop()
        self.records.end(self.line())


def _xml(blob: Blob, context: Context) -> Iterator[Extracted]:
    keys = _Keys()
    parser = new_parser(keys.start, keys.end, keys.text)
    keys.line = lambda: parser.CurrentLineNumber
    parser.CommentHandler = lambda comment: keys.records.comment(comment, parser.CurrentLineNumber)
    with blob.open() as stream:
        damage = yield from read(stream, partial(feed, parser), keys.records.drain)
    yield from keys.records.finish()
    if damage is not None:
        yield from text_from(blob, context, damage.offset)
        yield Gap(Reason.CORRUPT, f"{damage}: read as plain text from there on")


def _binary(blob: Blob, context: Context) -> Iterator[Extracted]:
    largest = min(context.limits.document, 256 << 20)
    with blob.open() as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise Unscannable(Reason.LIMIT, f"property list larger than {largest} bytes (limit: document)")
    try:
        value = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except _TROUBLE as error:
        yield Segment(data, Shape.PROSE, lambda offset: (Step(Axis.BYTE, offset),))
        yield Gap(Reason.CORRUPT, f"property list is damaged ({type(error).__name__}), read as it stands")
        return
    writer = _Writer(blob, context)
    if isinstance(value, dict) and "$archiver" in value and isinstance(value.get("$objects"), list):
        writer.parts = value["$objects"]
        yield from writer.give(value.get("$top"))
        rest = [part for index, part in enumerate(writer.parts) if index not in writer.taken]
        yield from writer.give(rest)
    else:
        yield from writer.give(value)
    if writer.gap:
        yield Gap(Reason.LIMIT, writer.gap)


class _Writer:
    """Writes values as JSON text."""

    def __init__(self, blob: Blob, context: Context) -> None:
        self.parts: list[Any] = []  # of a keyed archive
        self.taken: set[int] = set()
        self.gap = ""
        self._blob = blob
        self._context = context
        self._count = self._chars = 0
        self._written: set[int] = set()  # the lists and dictionaries, by identity
        self._files: list[Blob] = []
        self._ready: list[str] = []
        self._size = 0

    def give(self, value: Any) -> Iterator[Extracted]:  # noqa: ANN401 - whatever is in the list
        """The segments of a value, and the files in it."""
        items = value if isinstance(value, list) else [value]
        for item in items:
            text = "".join(self._write(item, "", 0))
            self._ready.append(text + "\n")
            self._size += len(text)
            if self._size > BLOCK:
                yield self._segment()
            yield from self._drain()
        if self._ready:
            yield self._segment()

    def _segment(self) -> Segment:
        data = "".join(self._ready).encode("utf-8", "replace")
        self._ready, self._size = [], 0
        return Segment(data, Shape.OBJECT, lambda _offset: ())

    def _drain(self) -> Iterator[Blob]:
        while self._files:
            yield self._files.pop(0)

    def _write(self, value: Any, key: str, depth: int) -> Iterator[str]:  # noqa: ANN401
        self._count += 1
        if depth > _DEPTH or self._count > _VALUES:
            self.gap = self.gap or f"more than {_VALUES} values or {_DEPTH} levels (limit: values)"
            yield "null"
            return
        if isinstance(value, (dict, list)) and value:
            if id(value) in self._written:  # named more than once, perhaps by itself
                yield "null"
                return
            self._written.add(id(value))
        match value:
            case plistlib.UID():
                yield from self._part(value.data, key, depth)
            case dict():
                yield from self._members(_named(value), depth)
            case list():
                before = "["
                for item in value:
                    yield before
                    yield from self._write(item, key, depth + 1)
                    before = ", "
                yield "[]" if before == "[" else "]"
            case bytes():
                yield self._quoted(self._bytes(value, key))
            case bool() | None:
                yield {True: "true", False: "false", None: "null"}[value]
            case _:
                yield self._quoted(str(value))

    def _quoted(self, text: str) -> str:
        """A text; no more of it once all that is written, again and again perhaps, is too much."""
        self._chars += len(text)
        if self._chars > _CHARS:
            self.gap = self.gap or f"more than {_CHARS} characters (limit: values)"
            return "null"
        return quoted(text)

    def _members(self, members: list[tuple[Any, Any]], depth: int) -> Iterator[str]:
        before = "{"
        for name, item in members:
            label = self._label(name)
            yield f"{before}{self._quoted(label)}: "
            yield from self._write(item, label, depth + 1)
            before = ", "
        yield "{}" if before == "{" else "}"

    def _label(self, name: Any) -> str:  # noqa: ANN401
        if isinstance(name, plistlib.UID) and name.data < len(self.parts):
            self.taken.add(name.data)
            name = self.parts[name.data]
        return "" if isinstance(name, (dict, list)) else str(name)  # whose members stand where they stand

    def _part(self, number: int, key: str, depth: int) -> Iterator[str]:
        """A part of a keyed archive. Strings may be named often; what holds others is written once."""
        part = self.parts[number] if number < len(self.parts) else None
        if number in self.taken and isinstance(part, (dict, list)):
            yield "null"
            return
        self.taken.add(number)
        yield from self._write(None if part == "$null" else part, key, depth + 1)

    def _bytes(self, value: bytes, key: str) -> str:
        """Data: a text as it is; a file as a child."""
        known = signature(value, text=False) if value else None
        if known is not None and not known[1].startswith("font/"):
            try:
                self._context.budget.take_member()
            except Unscannable as trouble:
                self.gap = trouble.detail
                return ""
            name = key or "data"
            at = (*self._blob.at, Step(Axis.MEMBER, name))
            self._files.append(Blob(name, lambda: io.BytesIO(value), at, len(value)))
            return ""
        return value.decode("utf-8", "replace")


def _named(value: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """The members of a dictionary; of an archived one those it stands for."""
    keys, objects = value.get("NS.keys"), value.get("NS.objects")
    if isinstance(keys, list) and isinstance(objects, list):
        return list(zip(keys, objects, strict=False))
    return [(name, item) for name, item in value.items() if name != "$class"]
