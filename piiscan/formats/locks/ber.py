"""ASN.1 in BER and DER (X.690), read from a stream by headers alone: what is not asked for is skipped, not loaded.

Rule: lengths are claims. A value that says it goes on behind its parent, or is nested without end, is `BadAsn1Error`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

INTEGER, OCTETS, NULL, OID, SEQUENCE, SET = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31
_CHUNK = 256 << 10
_DEPTH = 24
_SHORT = 4096  # bytes of a value that is loaded whole: identifiers, parameters


class BadAsn1Error(Exception):
    """What is read is no ASN.1."""


class Node(Struct, frozen=True):
    """One value of a stream: its identifier octet, and where its content begins and ends.

    `end` is the end of the parent where the length is indefinite; the content then ends at its mark.
    """

    stream: BinaryIO
    tag: int
    start: int
    end: int
    indefinite: bool
    depth: int

    @property
    def constructed(self) -> bool:
        """Whether the content is values again."""
        return bool(self.tag & 0x20)

    def children(self) -> Iterator[Node]:
        """The values inside, in order."""
        position = self.start
        while position < self.end:
            node = _node(self.stream, position, self.end, self.depth + 1)
            if self.indefinite and node.tag == 0 and node.start == node.end:
                return
            yield node
            position = node.behind()

    def behind(self) -> int:
        """Where the next value begins."""
        if not self.indefinite:
            return self.end
        position = self.start
        for child in self.children():
            position = child.behind()
        return position + 2

    def short(self) -> bytes:
        """The content of a small value."""
        self.stream.seek(self.start)
        return self.stream.read(min(self.end - self.start, _SHORT))

    def oid(self) -> str:
        """An object identifier in dots, "" for anything else."""
        return dotted(self.short()) if self.tag == OID else ""

    def chunks(self) -> Iterator[bytes]:
        """The bytes of an octet string, also of one in pieces (X.690, 8.7.3)."""
        if self.constructed:
            for child in self.children():
                yield from child.chunks()
            return
        position = self.start
        while position < self.end:
            self.stream.seek(position)
            chunk = self.stream.read(min(_CHUNK, self.end - position))
            if not chunk:
                raise BadAsn1Error
            position += len(chunk)
            yield chunk


def root(stream: BinaryIO) -> Node:
    """The first value of a stream."""
    size = stream.seek(0, 2)
    return _node(stream, 0, size, 0)


def dotted(data: bytes) -> str:
    r"""The dotted form of an encoded object identifier.

    >>> dotted(b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")
    '1.2.840.113549.1.7.3'
    """
    if not data:
        return ""
    arcs, value = [], 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2) if arcs else 0
    return ".".join(map(str, [first, arcs[0] - 40 * first, *arcs[1:]])) if arcs else ""


def _node(stream: BinaryIO, position: int, end: int, depth: int) -> Node:
    stream.seek(position)
    head = stream.read(min(10, end - position))
    if len(head) < 2 or depth > _DEPTH or head[0] & 0x1F == 0x1F:  # identifiers of several octets are not used here
        raise BadAsn1Error
    length, start = head[1], position + 2
    if length == 0x80:
        return Node(stream, head[0], start, end, indefinite=True, depth=depth)
    if length & 0x80:
        count = length & 0x7F
        if count > 8 or len(head) < 2 + count:
            raise BadAsn1Error
        length, start = int.from_bytes(head[2 : 2 + count], "big"), start + count
    if start + length > end:
        if depth:
            raise BadAsn1Error
        length = end - start  # the file was cut short: what is there is read
    return Node(stream, head[0], start, start + length, indefinite=False, depth=depth)
