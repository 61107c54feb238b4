"""A stream over another one that changes bytes and moves none: places in one are places in the other."""

from __future__ import annotations

import io
from typing import Any, BinaryIO


class SameLength(io.RawIOBase):
    """What such a stream is but for `seek` and `readinto`."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """What the stream it reads from knows beside its bytes: places, as offsets are the same."""
        return getattr(self._stream, name)

    def close(self) -> None:
        """Close the stream it reads from, too."""
        self._stream.close()
        super().close()

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """As the stream it reads from."""
        return self._stream.seekable()
