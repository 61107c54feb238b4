"""A text in UTF-8 whose byte order mark is blanks: it is none of the first word of the text.

Rule: byte for byte of the same length, so that offsets stay those of the file. Left there, the mark is a letter that
nobody sees: no statement, title over a column, or time in brackets begins with it.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8

from piiscan.formats.plain.same_length import SameLength

_BLANKS = b" " * len(BOM_UTF8)


class UnmarkedStream(SameLength):
    """A binary stream over another one that begins with the mark, which is blanks."""

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset, which is the same in both streams."""
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        at = self._stream.tell()
        count = int(self._stream.readinto(buffer) or 0)  # type: ignore[attr-defined]
        if at < len(BOM_UTF8):
            end = min(at + count, len(BOM_UTF8))
            memoryview(buffer).cast("B")[: end - at] = _BLANKS[at:end]
        return count
