"""The serialization of R as a tree of what stands where: nothing is evaluated, no value is kept, no call is nested.

Rule: a vector is known by its place, its kind and its length; who wants its values reads them there. Memory is what the
nodes take, and there is a limit for their number. Source: "R Internals", 1.8 (serialization formats, versions 2 and 3),
and the order in which `serialize.c` of R writes compiled code.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from msgspec import Struct, field

SYMBOL, PAIRS, CHARS, LOGICAL, INTEGER, REAL, COMPLEX, TEXTS, LIST, RAW = 1, 2, 9, 10, 13, 14, 15, 16, 19, 24
ALTERNATIVE = 238
_PAIR_KINDS = frozenset({2, 3, 5, 6, 17, 239, 240})
_LISTS = frozenset({19, 20})
_WIDTHS = {LOGICAL: 4, INTEGER: 4, REAL: 8, COMPLEX: 16, RAW: 1}
_NOTHING = frozenset({254, 253, 252, 251, 242, 241, 250})
_NAMED = frozenset({247, 248, 249})
ENVIRONMENT = 4
_POINTER, _WEAK, _S4, _CODE, _REFERENCE = 22, 23, 25, 21, 255
_BUILT_IN = frozenset({7, 8})
_DEFINED, _REFERRED = 244, 243  # in compiled code
_IN_CODE = frozenset({2, 6, 239, 240, _DEFINED, _REFERRED})
_ATTRIBUTES, _TAG = 0x200, 0x400
_MOST = 500_000  # nodes
_SKIP = 1 << 16


class DamagedError(Exception):
    """What follows is no item of R."""


class TooManyError(Exception):
    """More items than are kept."""


class Node(Struct, eq=False):
    """An item: its kind, the name its parent has for it, and where its values stand (for vectors that are no lists)."""

    kind: int
    tag: str = ""
    place: int = 0
    length: int = 0
    name: str = ""  # of a symbol
    children: list[Node] = field(default_factory=list)
    attributes: Node | None = None

    def named(self) -> dict[str, Node]:
        """The attributes by name."""
        if self.attributes is None or not self.attributes.children:
            return {}
        return {child.tag: child for child in self.attributes.children[0].children}


class Items:
    """The items of one stream, read one after the other with a stack of what is still to come."""

    def __init__(self, stream: BinaryIO, order: str) -> None:
        self._stream = stream
        self._integer = struct.Struct(f"{order}i")
        self._two = struct.Struct(f"{order}ii")
        self._symbols: list[str] = []  # what a reference refers to, "" for what is no symbol
        self._todo: list[Callable[[], None]] = []
        self._nodes = 0
        self.root = Node(LIST)

    def read(self) -> None:
        """The header and the first item. Raises `DamagedError` or `TooManyError`; what it read before is in `root`."""
        version = self._number()
        self._bytes(8)  # of which R, and for which
        if version == 3:
            self._bytes(min(max(self._number(), 0), _SKIP))  # its own encoding; texts say theirs
        self._later(lambda: self._item(self.root, ""))
        while self._todo:
            self._todo.pop()()

    def tell(self) -> int:
        """How far it got."""
        return self._stream.tell()

    def _later(self, *steps: Callable[[], None]) -> None:
        self._todo.extend(reversed(steps))

    def _bytes(self, count: int) -> bytes:
        data = self._stream.read(count)
        if len(data) < count:
            raise DamagedError
        return data

    def _number(self) -> int:
        return int(self._integer.unpack(self._bytes(4))[0])

    def _length(self) -> int:
        length = self._number()
        if length == -1:  # of more than 2^31 - 1
            high, low = self._two.unpack(self._bytes(8))
            length = (high << 32) + (low & 0xFFFFFFFF)
        if length < 0:
            raise DamagedError
        return length

    def _chars(self) -> str:
        """The text of a symbol or the like, which stands as an item."""
        flags = self._number()
        length = self._number()
        if flags & 0xFF != CHARS or length > _SKIP:
            raise DamagedError
        return self._bytes(max(length, 0)).decode("utf-8", "replace")

    def _add(self, parent: Node, kind: int, tag: str) -> Node:
        self._nodes += 1
        if self._nodes > _MOST:
            raise TooManyError
        node = Node(kind, tag)
        parent.children.append(node)
        return node

    def _item(self, parent: Node, tag: str, flags: int | None = None) -> None:
        flags = self._number() if flags is None else flags
        kind = flags & 0xFF
        if kind in _NOTHING:
            if parent.kind == LIST:
                self._add(parent, SYMBOL, tag)  # so that those behind it keep their names
            return
        if kind in _PAIR_KINDS:
            self._pair(self._add(parent, PAIRS, tag), flags)
        elif kind in _WIDTHS or kind in {TEXTS, CHARS}:
            self._vector(self._add(parent, kind, tag), flags)
        elif kind in _LISTS:
            self._list(self._add(parent, LIST, tag), flags)
        else:
            self._other(parent, kind, tag, flags)

    def _other(self, parent: Node, kind: int, tag: str, flags: int) -> None:
        if kind in {SYMBOL, _REFERENCE}:
            self._add(parent, SYMBOL, tag).name = self._symbol(kind, flags)
        elif kind == ALTERNATIVE:
            node = self._add(parent, ALTERNATIVE, tag)
            self._later(*(lambda: self._item(node, ""),) * 2, lambda: self._attributes(node))
        elif kind == _S4:
            node = self._add(parent, PAIRS, tag)
            self._attributes(node)
        elif kind in _NAMED:
            self._number()
            names = [self._chars() for _ in range(min(self._length(), _SKIP))]
            self._symbols.append("/".join(names))
        elif kind == ENVIRONMENT:
            self._number()
            self._symbols.append("")
            node = self._add(parent, ENVIRONMENT, tag)
            self._later(*(lambda: self._item(node, ""),) * 4)
        elif kind in {_POINTER, _WEAK}:
            self._symbols.append("")
            node = self._add(parent, PAIRS, tag)
            inner = (lambda: self._item(node, ""),) * (2 if kind == _POINTER else 0)
            self._later(*inner, lambda: self._attributes_if(node, flags))
        elif kind in _BUILT_IN:
            self._bytes(min(self._length(), _SKIP))
        elif kind == _CODE:
            node = self._add(parent, PAIRS, tag)
            self._number()
            self._later(lambda: self._code(node), lambda: self._attributes_if(node, flags))
        else:
            raise DamagedError

    def _symbol(self, kind: int, flags: int) -> str:
        if kind == SYMBOL:
            self._symbols.append(self._chars())
            return self._symbols[-1]
        index = flags >> 8 or self._number()
        return self._symbols[index - 1] if 0 < index <= len(self._symbols) else ""

    def _pair(self, node: Node, flags: int) -> None:
        """One cell of a pair list: its attributes, its tag, its value, then the next."""
        self._later(lambda: self._attributes_if(node, flags), lambda: self._tagged(node, flags))

    def _tagged(self, node: Node, flags: int) -> None:
        tag = ""
        if flags & _TAG:
            inner = self._number()
            if inner & 0xFF in {SYMBOL, _REFERENCE}:
                tag = self._symbol(inner & 0xFF, inner)
            else:  # the environment of a function
                self._later(lambda: self._item(node, "", inner), lambda: self._item(node, ""), lambda: self._next(node))
                return
        self._later(lambda: self._item(node, tag), lambda: self._next(node))

    def _next(self, node: Node) -> None:
        flags = self._number()
        if flags & 0xFF in _PAIR_KINDS:
            self._pair(node, flags)
        else:
            self._item(node, "", flags)

    def _vector(self, node: Node, flags: int) -> None:
        if node.kind == CHARS:
            node.place, node.kind, node.length = self._stream.tell() - 4, TEXTS, 1
            self._skip(max(self._number(), 0))
            return
        node.length = self._length()
        node.place = self._stream.tell()
        if node.kind == TEXTS:
            self._skip_texts(node.length)
        else:
            self._skip(node.length * _WIDTHS[node.kind])
        self._attributes_if(node, flags)

    def _skip(self, count: int) -> None:
        at = self._stream.tell()
        if count < _SKIP:
            self._bytes(count)
        elif self._stream.seek(at + count - 1) != at + count - 1 or not self._stream.read(1):
            raise DamagedError

    def _skip_texts(self, count: int) -> None:
        read, unpack = self._stream.read, self._two.unpack
        try:
            for _ in range(count):
                flags, length = unpack(read(8))
                if flags & 0xFF != CHARS:
                    raise DamagedError
                if length > 0 and len(read(length)) < length:
                    raise DamagedError
        except struct.error:
            raise DamagedError from None

    def _list(self, node: Node, flags: int) -> None:
        node.length = self._length()
        self._later(lambda: self._elements(node, node.length), lambda: self._attributes_if(node, flags))

    def _elements(self, node: Node, left: int) -> None:
        if left:
            self._later(lambda: self._item(node, ""), lambda: self._elements(node, left - 1))

    def _attributes_if(self, node: Node, flags: int) -> None:
        if flags & _ATTRIBUTES:
            self._attributes(node)

    def _attributes(self, node: Node) -> None:
        holder = Node(PAIRS)
        node.attributes = holder
        self._later(lambda: self._item(holder, ""))

    def _code(self, node: Node) -> None:
        """Compiled code: its instructions, then its constants, which are items or parts of calls."""
        self._later(lambda: self._item(node, ""), lambda: self._constants(node, self._number()))

    def _constants(self, node: Node, left: int) -> None:
        if left <= 0:
            return
        kind = self._number()
        if kind == _CODE:
            first: Callable[[], None] = lambda: self._code(node)  # noqa: E731 - one of three steps
        elif kind in _IN_CODE:
            first = lambda: self._call(node, kind)  # noqa: E731
        else:
            first = lambda: self._item(node, "")  # noqa: E731
        self._later(first, lambda: self._constants(node, left - 1))

    def _call(self, node: Node, kind: int) -> None:
        if kind == _REFERRED:
            self._number()
            return
        if kind not in _IN_CODE:
            self._item(node, "")
            return
        if kind == _DEFINED:
            self._number()
            kind = self._number()
        steps: list[Callable[[], None]] = [lambda: self._item(node, "")] * (2 if kind in {239, 240} else 1)
        part = lambda: self._call(node, self._number())  # noqa: E731
        self._later(*steps, part, part)
