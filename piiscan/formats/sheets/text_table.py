"""The shared strings of a workbook, in order: what is used most as it is, the rest in pieces on the way to a file.

Rule: ten million of them take no more memory than ten thousand. The first ones are those that repeat, as every writer
numbers a text when it first meets it; the others are looked up piece by piece, mostly one behind the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from msgspec import Struct, field

from piiscan.temporary import tempfile

_KEPT = 1 << 15  # texts that are kept as they are,
_KEPT_SIZE = 4 << 20  # or so many characters
_PIECE = 64  # texts that are packed together
_PACKED = 8 << 20  # bytes of them in memory; the rest is in a file without a name
_UNPACKED = 256  # pieces
_END = "\x1e"  # stands in no cell: a grid has it between its rows


class TextTable(Struct):
    """Texts by number, from 0 on. Whoever made it closes it."""

    first: list[str] = field(default_factory=list)
    _size: int = 0
    _full: bool = False
    _waiting: list[str] = field(default_factory=list)
    _spooled: IO[bytes] | None = None
    _ends: list[int] = field(default_factory=lambda: [0])  # of pieces
    _pieces: dict[int, list[str]] = field(default_factory=dict)

    def extend(self, texts: Sequence[str]) -> None:
        """The next ones."""
        if not self._full:
            self.first += texts
            self._size += sum(map(len, texts))
            if len(self.first) > _KEPT or self._size > _KEPT_SIZE:
                self._full = True
                texts, self.first[_KEPT:] = self.first[_KEPT:], []
            else:
                return
        self._waiting += texts
        if len(self._waiting) >= _PIECE:
            self._pack()

    def __getitem__(self, index: int) -> str:
        """One of them, "" where there is none of that number."""
        if 0 <= index < len(self.first):
            return self.first[index]
        number, at = divmod(index - len(self.first), _PIECE)
        if not 0 <= number < len(self._ends) - 1:
            behind = index - len(self.first) - (len(self._ends) - 1) * _PIECE
            return self._waiting[behind] if 0 <= behind < len(self._waiting) else ""
        piece = self._pieces.get(number)
        return (self._unpack(number) if piece is None else piece)[at]

    def many(self, indexes: Sequence[int]) -> list[str]:
        """Those of these numbers."""
        first, count = self.first, len(self.first)
        if indexes and min(indexes) >= 0 and max(indexes) < count:
            return [first[index] for index in indexes]
        return [first[index] if 0 <= index < count else self[index] for index in indexes]

    def __len__(self) -> int:
        return len(self.first) + (len(self._ends) - 1) * _PIECE + len(self._waiting)

    def close(self) -> None:
        """Let go of them."""
        if self._spooled is not None:
            self._spooled.close()

    @property
    def _file(self) -> IO[bytes]:
        if self._spooled is None:
            self._spooled = tempfile.SpooledTemporaryFile(_PACKED, prefix="piiscan-")
        return self._spooled

    def _pack(self) -> None:
        whole = len(self._waiting) // _PIECE * _PIECE
        texts, self._waiting = self._waiting[:whole], self._waiting[whole:]
        if _END in "".join(texts):
            texts = [text.replace(_END, " ") for text in texts]
        packed = [_END.join(texts[at : at + _PIECE]).encode("utf-8", "replace") for at in range(0, whole, _PIECE)]
        self._file.seek(self._ends[-1])
        self._file.write(b"".join(packed))
        for piece in packed:
            self._ends.append(self._ends[-1] + len(piece))

    def _unpack(self, number: int) -> list[str]:
        if len(self._pieces) >= _UNPACKED:
            self._pieces.clear()
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        piece = self._file.read(end - start).decode("utf-8").split(_END)
        self._pieces[number] = piece
        return piece
