"""The members of a TAR archive whose holes are left out: where their pieces belong, and the bytes with the holes.

GNU tar has written them in four ways: in blocks behind the header, and by pax records 0.0, 0.1 and 1.0 (GNU tar
manual, "Storing Sparse Files"). The last keeps the list in front of the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from piiscan.formats.archives.tar_headers import BLOCK, Header, number, sparse_pieces
from piiscan.formats.archives.tar_tape import Tape, zeros_of

_LARGEST = 4 << 20  # bytes of a list
_DIGITS = 20
_LAST_HOLE = 1 << 20  # bytes of the hole at the end that are given: more of it moves nothing that stands in a member
BYTES_FOR_ONE = 64
"""Bytes of a member with holes that count as one of what is expanded: what is stored in it was counted before, and
holes only have to have an end somewhere."""

Pieces = Sequence[tuple[int, int]]


class Sparse(NamedTuple):
    """Offset and length of each piece, in order, the size of the whole, and the bytes of the list before the data."""

    pieces: Pieces
    size: int
    before: int = 0

    @property
    def given(self) -> int:
        """Bytes from the first to the last that is worth reading: not all of a long hole at the end."""
        end = sum(self.pieces[-1]) if self.pieces else 0
        return min(self.size, end + _LAST_HOLE)


def is_sparse(header: Header, pax: dict[str, bytes]) -> bool:
    """Whether a member has holes."""
    return header.kind == b"S" or any(key.startswith("GNU.sparse.") for key in pax)


def read_sparse(header: Header, pax: dict[str, bytes], offsets: Pieces, stored: int, tape: Tape) -> Sparse | None:
    """Where the pieces of a member belong, None where the list makes no sense. The tape stands behind the header.

    `offsets` are the pieces named by pax records one by one (0.0). The blocks of GNU behind a header are passed.
    """
    if header.kind == b"S":
        found = _by_blocks(header, tape)
    elif pax.get("GNU.sparse.major") == b"1":
        found = _in_front(pax, stored, tape)
    else:
        found = _by_records(pax, offsets)
    return found if found is not None and _makes_sense(found, stored) else None


def expanded(tape: Tape, start: int, sparse: Sparse) -> Iterator[bytes]:
    """The bytes of the whole, so far as they are given. The data begin at `start`."""
    tape.seek(start)
    at = 0
    for offset, length in sparse.pieces:
        yield from zeros_of(offset - at)
        yield from tape.chunks(length)
        at = offset + length
    yield from zeros_of(sparse.given - at)


def _makes_sense(sparse: Sparse, stored: int) -> bool:
    end = total = 0
    for offset, length in sparse.pieces:
        if offset < end:
            return False
        end = offset + length
        total += length
    return end <= sparse.size and total <= stored - sparse.before


def _by_blocks(header: Header, tape: Tape) -> Sparse | None:
    pieces, more = sparse_pieces(header.block)
    size = number(header.block[483:495])
    read = 0
    while more and pieces is not None and read < _LARGEST:
        block = tape.read(BLOCK)
        if len(block) < BLOCK:
            return None
        read += len(block)
        following, more = sparse_pieces(block, more=True)
        pieces = None if following is None else pieces + following
    return None if pieces is None or size is None or more else Sparse(pieces, size)


def _by_records(pax: dict[str, bytes], offsets: Pieces) -> Sparse | None:
    size = _decimal(pax.get("GNU.sparse.size", b""))
    if "GNU.sparse.map" in pax:
        numbers = [_decimal(part) for part in pax["GNU.sparse.map"].split(b",")]
        offsets = _pairs(numbers) or ()
    return None if size is None else Sparse(offsets, size)


def _in_front(pax: dict[str, bytes], stored: int, tape: Tape) -> Sparse | None:
    """Decimal numbers, each on a line: how many pieces, then offset and length of each; padded to a block."""
    size = _decimal(pax.get("GNU.sparse.realsize", b""))
    listed, lines = bytearray(), 0
    wanted: int | None = None
    while wanted is None or lines < wanted:
        block = tape.read(BLOCK)
        if len(block) < BLOCK or len(listed) >= min(_LARGEST, stored):
            return None
        listed += block
        lines += block.count(b"\n")
        if wanted is None:
            count = _decimal(bytes(block.partition(b"\n")[0]))
            if count is None:
                return None
            wanted = 1 + 2 * count
    pieces = _pairs([_decimal(line) for line in bytes(listed).split(b"\n")[1:wanted]])
    return None if size is None or pieces is None else Sparse(pieces, size, len(listed))


def _pairs(numbers: list[int | None]) -> Pieces | None:
    known = [one for one in numbers if one is not None]
    return list(zip(known[::2], known[1::2], strict=False)) if len(known) == len(numbers) else None


def _decimal(digits: bytes) -> int | None:
    return int(digits) if digits.isdigit() and len(digits) <= _DIGITS else None
