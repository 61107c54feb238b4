"""Files that stand inside an XML document in base64: decoded as they come, and given out as children.

The only file that takes such an element apart; a flat OpenDocument file and Office's XML of 2003 have them.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from piiscan.formats.base import Context
from piiscan.formats.held import Held
from piiscan.model import Axis, Blob, Step

_BLANK = re.compile(r"\s+")


class Inlaid:
    """The object under way, and those that are complete. Whoever made it closes it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._held: Held | None = None
        self._name = ""
        self._pending = ""
        self._done: list[tuple[Held, str]] = []
        self._count = 0

    @property
    def open(self) -> bool:
        """Whether an object is under way."""
        return self._held is not None

    def begin(self, name: str = "") -> None:
        """An element of base64 begins; without a name it is called by its number in the file."""
        self._held, self._name, self._pending = Held(self._context), name, ""

    def text(self, text: str) -> None:
        """More of its letters."""
        self._pending += _BLANK.sub("", text)
        self._decode(len(self._pending) // 4 * 4)

    def end(self) -> None:
        """It is complete."""
        if self._held is not None:
            self._pending = self._pending.rstrip("=")
            self._pending += "=" * (-len(self._pending) % 4)
            self._decode(len(self._pending))
            self._done.append((self._held, self._name))
            self._held = None

    def children(self, blob: Blob) -> Iterator[Blob]:
        """The objects that are complete."""
        while self._done:
            held, name = self._done.pop(0)
            self._count += 1
            name = name or f"object {self._count}"
            try:
                yield held.child(blob, Step(Axis.MEMBER, name), name.rpartition("/")[2])
            finally:
                held.close()

    def close(self) -> None:
        """Let go of objects that were not given out."""
        for held in [*(held for held, _ in self._done), *([self._held] if self._held is not None else [])]:
            held.close()

    def _decode(self, end: int) -> None:
        if self._held is None or end < 4:
            return
        try:
            data = binascii.a2b_base64(self._pending[:end].encode("ascii", "replace"))
        except binascii.Error:
            data = b""  # what is no base64 is no object
        self._pending = self._pending[end:]
        self._held.write(data)
