"""Two methods of ZIP that other libraries decode: Deflate64 (method 9) and PPMd (method 98)."""

from __future__ import annotations

from typing import Any

from piiscan.formats.optional import optional

_OUTPUT = 1 << 20


class Deflate64:
    """What unpacks method 9."""

    def __init__(self) -> None:
        self._inner = optional("inflate64", "archives").Inflater()

    @property
    def eof(self) -> bool:
        """Whether the data have ended."""
        return bool(self._inner.eof)

    def decompress(self, data: bytes) -> bytes:
        """All that these bytes give."""
        return bytes(self._inner.inflate(data))


class Ppmd:
    """What unpacks method 98: PPMd variant I, with its order and memory in the first two bytes (APPNOTE 5.10)."""

    def __init__(self, size: int | None) -> None:
        self._library = optional("pyppmd", "archives")
        self._inner: Any = None
        self._head = b""
        self._left = size if size is not None else 1 << 62
        self.eof = not self._left

    def decompress(self, data: bytes) -> bytes:
        """All that these bytes give, up to the size the header claims."""
        if self._inner is None:
            self._head += data
            if len(self._head) < 2:
                return b""
            word, data = int.from_bytes(self._head[:2], "little"), self._head[2:]
            self._inner = self._library.Ppmd8Decoder((word & 15) + 1, ((word >> 4 & 0xFF) + 1) << 20, word >> 12)
        found = self._inner.decode(data, min(self._left, _OUTPUT))
        self._left -= len(found)
        self.eof = not self._left or bool(self._inner.eof)
        return bytes(found)
