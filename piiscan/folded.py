"""A finding on its way through a run: the line it came as, of which only what a run itself asks is read.

Rule: it says what the record of that line says. Whatever else is asked unfolds it, and so does any change, after which
there is no line any more. To read the line and write it again takes ten times as long as all that is done with it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from msgspec import UNSET, Raw, Struct, UnsetType, json

from piiscan.dense import decoder

START = b'{"type":"finding"'


class _Little(Struct, gc=False):
    """What is read of a line."""

    id: str
    root: str
    file: str
    classification: str
    residency: str
    mark: Raw | UnsetType = UNSET
    protected: Raw | UnsetType = UNSET


_ABSENT = frozenset({"mark", "protected"})  # or it is not folded


class Folded(MutableMapping[str, Any]):
    """A finding that is a mapping as its record is."""

    __slots__ = ("_line", "_read", "_unfold", "_whole")

    def __init__(self, line: bytes, read: _Little, unfold: Callable[[bytes], object]) -> None:
        self._line = line
        self._read = {
            "type": "finding",
            "id": read.id,
            "root": read.root,
            "file": read.file,
            "classification": read.classification,
            "residency": read.residency,
        }
        self._unfold = unfold
        self._whole: dict[str, Any] | None = None

    @property
    def line(self) -> str | None:
        """The record as JSON, without the end of the line; None once it was changed."""
        return self._line.decode("ascii") if self._line else None

    def whole(self) -> dict[str, Any]:
        """The record."""
        if self._whole is None:
            self._read = self._whole = cast("dict[str, Any]", self._unfold(self._line))
        return self._whole

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON
        try:
            return self._read[key]
        except KeyError:
            return self.whole()[key]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """The value of a key that may be absent."""
        if key in self._read:
            return self._read[key]
        if self._whole is None and key in _ABSENT:
            return default
        return self.whole().get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:  # noqa: ANN401 - JSON
        self.whole()[key] = value
        self._line = b""

    def __delitem__(self, key: str) -> None:
        del self.whole()[key]
        self._line = b""

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())


def as_line(record: Mapping[str, Any], encode: Callable[[object], str]) -> str:
    """The record as JSON in one line, by `encode` where it has none of its own."""
    if isinstance(record, Folded):
        return record.line or encode(record.whole())
    return encode(record)


def reader() -> Callable[[bytes], dict[str, Any]]:
    """What makes records of lines that `json` has written without blanks, and leaves findings folded."""
    unfold = decoder()
    little = json.Decoder(_Little).decode

    def read(line: bytes) -> dict[str, Any]:
        if line.startswith(START):
            with contextlib.suppress(ValueError, RecursionError):  # a lone surrogate, which is a byte of a name
                found = little(line)
                if found.mark is UNSET and found.protected is UNSET:
                    # For a run it is a record like another: whatever that is asked is here, too.
                    return cast("dict[str, Any]", Folded(line, found, unfold))
        return cast("dict[str, Any]", unfold(line))

    return read
