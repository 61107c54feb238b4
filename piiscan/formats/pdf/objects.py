"""The objects of a PDF as they stand in its bytes: strings no page shows, scripts, XMP, and what was replaced later.

PDFium gives pages, fields, notes and properties. What it has no call for (alternative texts, fields without a widget,
actions, objects a later revision replaced, the files of old revisions) is found by a walk over `N G obj` (ISO 32000-2,
7.3.10), streams skipped. Nothing is run.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.base import Context
from piiscan.formats.segments.flow import Flow
from piiscan.later import compiled
from piiscan.model import Axis, Blob, Step

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,8})[ \r\n\t]{1,4}[0-9]{1,5}[ \r\n\t]{1,4}obj\b")
_LENGTH = re.compile(rb"/Length\s+([0-9]{1,10})(?!\s+[0-9]+\s+R)")
_SCRIPT = re.compile(rb"/JS\s+([0-9]{1,8})\s+[0-9]+\s+R")
_STRING = compiled(
    rb"(?:/([A-Za-z]{1,20})\s*)?(?:\(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)|(?<!<)<([0-9A-Fa-f\s]{8,}+)>(?!>))",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r?\n)|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_LIKELY = re.compile(r"[0-9](?:[ .-]?[0-9]){6}")
# Dates and identifiers, signatures and colours: no words of a person.
_DULL = frozenset(
    {"M", "CreationDate", "ModDate", "ID", "NM", "DA", "Cert", "ByteRange", "O", "U", "OE", "UE", "Perms", "CharSet"}
)
_LONGEST_HEAD = 1 << 20
_LARGEST_STREAM = 16 << 20


class Object(NamedTuple):
    """An object that says something: its number, its dictionary or text, and where its stream is, if it has one."""

    number: int
    head: bytes
    start: int = -1
    end: int = -1


def objects(data: bytes) -> Iterator[Object]:
    """The objects in the order of the bytes, whichever revision they are of."""
    at = 0
    while (found := _OBJECT.search(data, at)) is not None:
        begun = found.end()
        end = data.find(b"endobj", begun)
        end = len(data) if end < 0 else end
        stream = data.find(b"stream", begun, end)
        if stream < 0:
            yield Object(int(found[1]), data[begun : min(end, begun + _LONGEST_HEAD)])
            at = end
            continue
        start = stream + 6
        start += 2 if data.startswith(b"\r\n", start) else 1
        head = data[begun : min(stream, begun + _LONGEST_HEAD)]
        length = _LENGTH.search(head)
        told = start + int(length[1]) if length else start
        at = data.find(b"endstream", told if data.find(b"endstream", told, told + 4) >= 0 else start)
        at = len(data) if at < 0 else at
        yield Object(int(found[1]), head, start, at)


class Walk:
    """What a walk over the objects of one document finds."""

    def __init__(self, data: bytes, context: Context, seen: set[str]) -> None:
        self._data = data
        self._context = context
        self._seen = seen  # what was given before
        self.metadata: list[Blob] = []

    def write(self, flow: Flow) -> None:
        """The strings of objects that hold a number, the values of fields, and scripts; XMP is kept for later."""
        scripts: set[int] = set()
        streams: dict[int, Object] = {}
        for found in objects(self._data):
            scripts.update(int(number) for number in _SCRIPT.findall(found.head))
            if found.start < 0:
                self._strings(flow, found.number, found.head)
                continue
            if b"/ObjStm" in found.head:
                for number, inner in _inside(found.head, self._decoded(found)):
                    scripts.update(int(script) for script in _SCRIPT.findall(inner))
                    self._strings(flow, number, inner)
            elif b"/Metadata" in found.head:
                self._keep(found)
            elif not any(mark in found.head for mark in (b"/Image", b"/Length1", b"/FontFile", b"/XRef")):
                streams[found.number] = found
        for number in sorted(scripts & set(streams)):
            text = decode(self._decoded(streams[number]))
            if _LIKELY.search(text):
                flow.flush()
                flow.write(text.replace("\r\n", "\n").replace("\r", "\n"), (Step(Axis.PART, f"script {number}"),), 1, 1)
        flow.flush()

    def _strings(self, flow: Flow, number: int, text: bytes) -> None:
        if b"(" not in text and b"<" not in text.replace(b"<<", b""):
            return
        is_field = b"/FT" in text and b"/V" in text
        said = []
        for key, literal, digits in _STRING.findall(text):
            name = key.decode("ascii")
            if name in _DULL:
                continue
            value = decode(unescaped(literal) if literal else _from_hex(digits)).strip()
            if value and value not in self._seen:
                said.append((name, value))
        if not any(_LIKELY.search(value) for _, value in said) and not (is_field and said):
            return
        at = (Step(Axis.PART, f"object {number}"),)
        title = next((value for key, value in said if key in {"TU", "T"}), "") if is_field else ""
        for key, value in said:
            self._seen.add(value)
            if is_field and key in {"TU", "T"}:
                continue
            label = title or key
            flow.end_line()
            flow.write(f"{label}: {value}" if label else value, at)
        flow.end_line()

    def _keep(self, found: Object) -> None:
        data = self._decoded(found)
        if data.strip():
            at = (Step(Axis.PART, "XMP"),)
            self.metadata.append(Blob("metadata.xml", lambda: io.BytesIO(data), at, len(data)))

    def _decoded(self, found: Object) -> bytes:
        raw = self._data[found.start : found.end]
        if b"/Filter" not in found.head:
            return raw[:_LARGEST_STREAM]
        if found.head.count(b"Decode") - found.head.count(b"/DecodeParms") != 1 or b"/FlateDecode" not in found.head:
            return b""
        try:
            data = zlib.decompressobj().decompress(raw, _LARGEST_STREAM)
        except zlib.error:
            return b""
        self._context.budget.take_bytes(len(data))
        return data


def _inside(head: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of an object stream (7.5.7)."""
    told = re.search(rb"/First\s+([0-9]{1,9})", head)
    if told is None:
        return
    first = int(told[1])
    numbers = [int(number) for number in re.findall(rb"[0-9]{1,10}", data[:first])]
    starts = [first + offset for offset in numbers[1::2]]
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(data)], strict=False):
        yield number, data[start:end][:_LONGEST_HEAD]


def unescaped(literal: bytes) -> bytes:
    r"""A literal string without its escapes (7.3.4.2).

    >>> unescaped(b"a\\(b\\)\\101")
    b'a(b)A'
    """
    if b"\\" not in literal:
        return literal

    def one(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return bytes([int(match[1], 8) & 0xFF])
        return b"" if match[2] is not None else _LETTERS.get(match[3], match[3])

    return _ESCAPE.sub(one, literal)


def _from_hex(digits: bytes) -> bytes:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def decode(data: bytes) -> str:
    """A text string (7.9.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding, which is Latin-1 for what matters."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def earlier(data: bytes) -> list[bytes]:
    """The document as it was before each of its incremental updates (7.5.6), the oldest first."""
    ends = [match.end() for match in re.finditer(rb"%%EOF", data)]
    if b"/Linearized" in data[:2048]:
        ends = ends[1:]  # the first one ends the part that is read first, not a revision
    return [data[:end] for end in ends[:-1] if _OBJECT.search(data, end)]
