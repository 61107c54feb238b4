"""The items of CBOR (RFC 8949), one after the other, and which file begins with some: no item is ever held whole."""

from __future__ import annotations

import codecs
import io
import re
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from msgspec import Struct

NUMBER, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, OTHER = range(8)
"""The major types (3.1)."""
BREAK = -1
"""In place of a type: what ends a container or a string of no length."""
_INDEFINITE = 31
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_SIMPLE = {20: "false", 21: "true", 22: "", 23: ""}
_BLOCK, PIECE = 1 << 20, 64 << 10
_SELF_DESCRIBED = b"\xd9\xd9\xf7"  # 3.4.6
_FEWEST_KEYS = 3
_LONGEST_KEY = 200  # characters
_DEEPEST = 1000
_WORD = re.compile(r"[^\W\d][\w .:/@-]{0,60}")


class BadCborError(Exception):
    """What is read is no CBOR, or ends too early."""


class CutCborError(BadCborError):
    """It ends too early."""


class Item(NamedTuple):
    """One head: its type, its argument (a length, a value; None where it is not said), and where it begins."""

    kind: int
    value: int | None
    start: int
    shown: str = ""  # of a simple value or a float


class Items:
    """Reads heads, and what stands behind those of strings."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._block = b""
        self._at = 0  # in the block
        self._base = 0

    @property
    def position(self) -> int:
        """The byte that is next."""
        return self._base + self._at

    def ended(self) -> bool:
        """Whether nothing follows."""
        return self._at >= len(self._block) and not self._more()

    def take(self, size: int) -> bytes:
        """So many bytes. Raises `CutCborError` where there are fewer."""
        while len(self._block) - self._at < size:
            if not self._more():
                raise CutCborError
        self._at += size
        return self._block[self._at - size : self._at]

    def next(self) -> Item:
        """The head of the next item, of a tag too."""
        start = self.position
        first = self.take(1)[0]
        kind, told = first >> 5, first & 31
        if told < 24:
            value: int | None = told
        elif told < 28:
            value = int.from_bytes(self.take(1 << (told - 24)), "big")
        elif told == _INDEFINITE and kind not in {NUMBER, NEGATIVE, TAG}:
            value = None
        else:
            raise BadCborError
        if kind != OTHER:
            return Item(kind, value, start)
        if value is None:
            return Item(BREAK, None, start)
        if told in _FLOATS:
            (number,) = struct.unpack(_FLOATS[told], value.to_bytes(1 << (told - 24), "big"))
            return Item(OTHER, value, start, f"{number:.15g}")
        return Item(OTHER, value, start, _SIMPLE.get(told, ""))

    def string(self, item: Item) -> Iterator[bytes]:
        """The bytes of a string, in pieces of 64 KiB at most."""
        if item.value is not None:
            yield from self.pieces(item.value)
            return
        while (part := self.next()).kind != BREAK:
            if part.kind != item.kind or part.value is None:
                raise BadCborError
            yield from self.pieces(part.value)

    def text(self, item: Item) -> Iterator[str]:
        """The same of a string of characters; what is no UTF-8 is replaced."""
        if item.value is not None and item.value <= PIECE:
            yield self.take(item.value).decode("utf-8", "replace")
            return
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for piece in self.string(item):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)

    def pieces(self, size: int) -> Iterator[bytes]:
        """So many bytes, in pieces of 64 KiB at most."""
        while size > 0:
            piece = self.take(min(size, PIECE))
            size -= len(piece)
            yield piece

    def _more(self) -> bool:
        block = self._stream.read(_BLOCK)
        self._base += self._at
        self._block, self._at = self._block[self._at :] + block, 0
        return bool(block)


class Event(NamedTuple):
    """What comes by in an item: a container begins or ends, or there is a value, under its key or that of its array."""

    what: int  # one of the three below
    key: str
    item: Item
    tag: int = -1  # the last one in front of it


OPEN, CLOSE, VALUE = range(3)


class _Frame(Struct):
    item: Item
    left: int | None  # items that are still to come; None where a mark ends them
    key: str


def walk(items: Items) -> Iterator[Event]:
    """All of the next item. Who is given a string takes it (`Items.string`) before the next. Raises `BadCborError`."""
    stack: list[_Frame] = []
    while True:
        frame = stack[-1] if stack else None
        if frame is not None and frame.left == 0:
            stack.pop()
            yield Event(CLOSE, frame.key, frame.item)
            if not stack:
                return
            continue
        key, tag, item = _member(items, frame)
        if item.kind == BREAK:
            if frame is None or frame.left is not None:
                raise BadCborError
            frame.left = 0
        elif item.kind in {ARRAY, MAP}:
            if len(stack) >= _DEEPEST:
                raise BadCborError
            stack.append(_Frame(item, item.value, key))
            yield Event(OPEN, key, item)
        else:
            yield Event(VALUE, key, item, tag)
            if frame is None:
                return


def _member(items: Items, frame: _Frame | None) -> tuple[str, int, Item]:
    """The next value in a container with its key, or the mark that ends it."""
    tag, item = _behind_tags(items)
    if frame is None or (item.kind == BREAK and frame.left is None):
        return "", tag, item
    if item.kind == BREAK:
        raise BadCborError
    key = frame.key
    if frame.item.kind == MAP:
        key = _key(items, item)
        tag, item = _behind_tags(items)
        if item.kind == BREAK:
            raise BadCborError
    if frame.left is not None:
        frame.left -= 1
    return key, tag, item


def _behind_tags(items: Items) -> tuple[int, Item]:
    tag, item = -1, items.next()
    while item.kind == TAG:
        tag, item = item.value if item.value is not None else -1, items.next()
    return tag, item


def _key(items: Items, item: Item) -> str:
    if item.kind in {TEXT, BYTES}:
        pieces = items.text(item)
        key = next(pieces)[:_LONGEST_KEY]
        for _ in pieces:
            pass
        return key
    if item.kind in {ARRAY, MAP}:
        raise BadCborError
    return number_of(item) if item.kind != OTHER else item.shown


def number_of(item: Item) -> str:
    """A whole number in digits."""
    value = item.value or 0
    return str(-1 - value if item.kind == NEGATIVE else value)


def is_cbor(head: bytes, name: str, *, whole: bool) -> bool:
    r"""Whether CBOR begins here: it says so, its name does, or it is one map or array, with keys that are words.

    >>> is_cbor(b"\xa1\x63ssn\x6b773-01-0001", "a.cbor", whole=True), is_cbor(b"\xa1\x63ssn", "a.bin", whole=True)
    (True, False)
    """
    if head.startswith(_SELF_DESCRIBED):
        return True
    named = name.lower().endswith(".cbor")
    if head[0] >> 5 not in ({ARRAY, MAP, TAG} if named else {ARRAY, MAP}):  # no text in ASCII begins so
        return False
    items, keys = Items(io.BytesIO(head)), set[str]()
    try:
        for key in _keys(items, named=named):
            keys.add(key)
        told = named or items.ended()
    except CutCborError:
        told = named or not whole
    except (BadCborError, UnicodeDecodeError):
        told = named and bool(keys)
    return told and (named or len(keys) >= _FEWEST_KEYS)


def _keys(items: Items, *, named: bool) -> Iterator[str]:
    """The keys in an item. Raises what says that it is none: where no name does, keys are words, and texts UTF-8."""
    for what, key, item, _ in walk(items):
        if what == VALUE and item.kind in {TEXT, BYTES}:
            for piece in items.string(item):
                if item.kind == TEXT and not named:
                    codecs.utf_8_decode(piece)
        if key:
            if not named and not _WORD.fullmatch(key):
                raise BadCborError
            yield key
