"""A finding on its way through a run: the line it came as, of which only what a run itself asks is read.

Rule: it says what the record of that line says. Whatever else is asked unfolds it, and so does any change, after which
there is no line any more. To read the line and write it again takes ten times as long as all that is done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from piiscan.dense import FEW, decoder

START = b'{"type":"finding"'
_READ = frozenset({"id", "root", "file", "classification", "residency"})
_ABSENT = frozenset({"mark", "protected"})  # or it is not folded


class Folded(MutableMapping[str, Any]):
    """A finding that is a mapping as its record is."""

    __slots__ = ("_line", "_read", "_unfold", "_whole")

    def __init__(self, line: bytes, read: object, unfold: Callable[[bytes], object]) -> None:
        self._line = line
        self._read = read
        self._unfold = unfold
        self._whole: dict[str, Any] | None = None

    @property
    def line(self) -> str | None:
        """The record as JSON, without the end of the line; None once it was changed."""
        return self._line.decode("ascii") if self._line else None

    def whole(self) -> dict[str, Any]:
        """The record."""
        if self._whole is None:
            self._whole = cast("dict[str, Any]", self._unfold(self._line))
        return self._whole

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON
        if self._whole is None:
            if key == "type":
                return "finding"
            if key in _READ:
                return getattr(self._read, key)
        return self.whole()[key]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON
        """The value of a key that may be absent."""
        if self._whole is None:
            if key in _ABSENT:
                return default
            if key in _READ or key == "type":
                return self[key]
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
    """What makes records of lines that `json` has written without blanks, and leaves findings folded.

    Not so the first ones, for which it is not worth the while to load what reads a little of a line.
    """
    unfold = decoder()
    quick: Callable[[bytes], Any] | None = None
    few = 0

    def read(line: bytes) -> dict[str, Any]:
        nonlocal quick, few
        if not line.startswith(START):
            return cast("dict[str, Any]", unfold(line))
        if quick is None:
            few += 1
            quick = _quick() if few == FEW else None
            return cast("dict[str, Any]", unfold(line))
        try:
            found = quick(line)
        except (ValueError, RecursionError):  # a lone surrogate, which is a byte of a name
            found = None
        # For a run it is a record like another: whatever that is asked is here, too.
        return cast("dict[str, Any]", unfold(line) if found is None else Folded(line, found, unfold))

    return read


def _quick() -> Callable[[bytes], object]:
    """What reads a little of a line; None where it says something that few do."""
    from msgspec import UNSET, Raw, UnsetType, defstruct, json

    rare = [(name, Raw | UnsetType, UNSET) for name in sorted(_ABSENT)]
    little = defstruct("Little", [*((name, str) for name in sorted(_READ)), *rare], gc=False)
    decode = json.Decoder(little).decode

    def read(line: bytes) -> object:
        found: Any = decode(line)
        return found if found.mark is UNSET and found.protected is UNSET else None

    return read
