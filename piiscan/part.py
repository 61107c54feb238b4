"""A part of a source that is read by itself: what it is, and what it says beside its findings. Values only.

Rule: what cannot be read apart from the rest without a difference is not (`NotAlone`), and the source is read whole.
"""

from __future__ import annotations

from msgspec import Struct

from piiscan.hidden import Hidden


class NotAlone(Exception):  # noqa: N818 - a verdict, not an error
    """What stands in a part takes all that stands before it to be read."""


class Cuts(Struct, frozen=True):
    """Where a source may be cut: the beginnings of its parts, in windows of a text, or in bytes of a table."""

    kind: str  # the name of the format
    starts: tuple[int, ...]
    sizes: tuple[int, ...]  # bytes, nearly


class Part(Struct, frozen=True):
    """One of them. `room`: findings that may still be listed, -1 for any number."""

    kind: str
    start: int
    end: int  # -1: the end of the source
    room: int = -1
    line: tuple[int, int, int] = (0, 1, 0)  # an offset before it, the number of the line there, and where that begins


class Persons(Hidden, Struct, frozen=True):
    """Keys of persons of a part, mixed with a number that only this run knows."""

    whose: str
    residency: str
    keys: bytes


class Line(Struct, frozen=True):
    """Up to where lines were counted, as in `Part.line`."""

    offset: int
    number: int
    begins: int
