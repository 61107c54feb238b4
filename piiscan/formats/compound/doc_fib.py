"""Where the text of a Word 6 to 2003 document is: the FIB, the table of pieces, the counts of its stories (MS-DOC).

A piece is a run of characters with the place of its bytes; the pieces in their order are the text. What no piece
refers to any more is still in the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

from piiscan.formats.spans import Span
from piiscan.model import Reason, Unscannable

_STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "text boxes", "text boxes of headers")
_MOST_PIECES = 4 << 20
_COMPRESSED = 0x40000000
LARGEST = 512 << 10  # bytes; no FIB says it is longer


class Piece(Struct, frozen=True):
    """`count` characters from the byte `start` on, `width` bytes each."""

    start: int
    count: int
    width: int

    @property
    def end(self) -> int:
        """The byte behind it."""
        return self.start + self.count * self.width


class Fib(Struct, frozen=True):
    """The File Information Block, as far as the text needs it."""

    table: str  # the stream with the tables, "" where they stand behind the text (Word 6 and 95)
    first: int  # bytes of the text, where it was saved in one piece
    last: int
    counts: tuple[tuple[str, int], ...]
    clx: tuple[int, int]  # offset and length of the table of pieces
    characters: tuple[int, int]  # of the table of the pages with properties of characters
    paragraphs: tuple[int, int]
    wide: bool  # pieces say themselves how wide their characters are
    locked: bool  # encrypted or obfuscated


def fib_of(data: bytes) -> Fib:
    """The FIB at the beginning of the stream WordDocument. Raises `Unscannable`."""
    try:
        magic, version = struct.unpack_from("<HH", data)
        (flags,) = struct.unpack_from("<H", data, 10)
        first, last = struct.unpack_from("<II", data, 24)
        locked = bool(flags & 0x100)
        if magic not in {0xA5EC, 0xA5DC} or version < 0x65:
            raise Unscannable(Reason.UNSUPPORTED, "a Word document from before Word 6")
        if version < 0xC1:
            counts = _counts(struct.unpack_from("<8I", data, 0x34))
            pairs = [struct.unpack_from("<II", data, offset) for offset in (0x160, 0xB8, 0xC0)]
            return Fib("", first, last, counts, pairs[0], pairs[1], pairs[2], wide=False, locked=locked)
        (words,) = struct.unpack_from("<H", data, 32)
        longs = 34 + words * 2
        (long_count,) = struct.unpack_from("<H", data, longs)
        counts = _counts(struct.unpack_from("<8I", data, longs + 2 + 3 * 4))
        tables = longs + 2 + long_count * 4 + 2
        pairs = [struct.unpack_from("<II", data, tables + index * 8) for index in (33, 12, 13)]
    except struct.error:
        raise Unscannable(Reason.CORRUPT, "the header of the document is cut off") from None
    return Fib(
        "1Table" if flags & 0x200 else "0Table",
        first,
        last,
        counts,
        pairs[0],
        pairs[1],
        pairs[2],
        wide=True,
        locked=locked,
    )


def _counts(numbers: tuple[int, ...]) -> tuple[tuple[str, int], ...]:
    return tuple(zip(_STORIES, numbers, strict=True))


def pieces_of(fib: Fib, table: Span) -> list[Piece] | None:
    """The pieces in their order, None where there is no readable table of them."""
    offset, length = fib.clx
    clx = table[offset : offset + length]
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:  # properties of pieces (Prc)
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at + 5 > len(clx) or clx[at] != 2:
        return None
    plc = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = min((len(plc) - 4) // 12, _MOST_PIECES)
    if count < 1:
        return None
    places = struct.unpack_from(f"<{count + 1}I", plc)
    found = []
    for index in range(count):
        (address,) = struct.unpack_from("<I", plc, (count + 1) * 4 + index * 8 + 2)
        characters = places[index + 1] - places[index]
        if characters <= 0:
            continue
        if not fib.wide:
            found.append(Piece(address, characters, 1))
        elif address & _COMPRESSED:
            found.append(Piece((address & ~_COMPRESSED) // 2, characters, 1))
        else:
            found.append(Piece(address & ~_COMPRESSED, characters, 2))
    return found


def stories(fib: Fib, pieces: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """The pieces of each story: the text is cut by the counts of the header. What is left over is the body's."""
    rest = list(reversed(pieces))
    total = sum(piece.count for piece in pieces)
    counted = sum(count for _, count in fib.counts)
    for name, count in fib.counts:
        wanted = count if 0 < counted <= total or name != "body" else total
        taken = []
        while wanted > 0 and rest:
            piece = rest.pop()
            if piece.count > wanted:
                rest.append(Piece(piece.start + wanted * piece.width, piece.count - wanted, piece.width))
                piece = Piece(piece.start, wanted, piece.width)
            wanted -= piece.count
            taken.append(piece)
        if taken:
            yield name, taken
    if rest:
        yield "rest", list(reversed(rest))


def unused(fib: Fib, pieces: list[Piece], size: int) -> list[tuple[int, int]]:
    """Where in the file text stood that no piece refers to any more: what a quick save left behind."""
    gaps = []
    at, last = fib.first, min(fib.last, size)
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.start > at:
            gaps.append((at, min(piece.start, last)))
        at = max(at, piece.end)
    gaps.append((at, last))
    return [(start, end) for start, end in gaps if end - start > 8]
