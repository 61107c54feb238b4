"""A value of a SQLite database too large to be held, read piece by piece where it is."""

from __future__ import annotations

import io
import sqlite3

from piiscan.model import Reason, Unscannable

# A message with a damaged name in it is none that Python can decode.
TROUBLE = (sqlite3.Error, UnicodeDecodeError)


def error_name(error: Exception) -> str:
    """What is wrong, without a word of the file in it."""
    return str(getattr(error, "sqlite_errorname", type(error).__name__))


class StoredValue(io.RawIOBase):
    """A value in a database as a stream."""

    def __init__(self, value: sqlite3.Blob) -> None:
        super().__init__()
        self._value = value

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        try:
            data = self._value.read(len(buffer))
        except TROUBLE as error:
            raise Unscannable(Reason.CORRUPT, f"a value cannot be read to its end ({error_name(error)})") from None
        buffer[: len(data)] = data
        return len(data)

    def tell(self) -> int:
        """The offset of the next byte."""
        return self._value.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset within the value."""
        size = len(self._value)
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._value.tell(), io.SEEK_END: size}[whence]
        self._value.seek(min(max(base + offset, 0), size))
        return self._value.tell()

    def close(self) -> None:
        """Let go of the value."""
        self._value.close()
        super().close()
