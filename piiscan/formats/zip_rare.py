"""Deflate64 (method 9 of ZIP), which a library decodes.

PPMd (method 98) is not read: the decoder there is (pyppmd) reads outside its memory on damaged data.
"""

from __future__ import annotations

from piiscan.formats.optional import optional


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
