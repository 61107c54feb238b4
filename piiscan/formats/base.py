"""What a format is: bytes in, text with places out. The only file that knows the budgets of a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from piiscan.config import Limits
from piiscan.model import Blob, Encryption, Gap, Reason, Segment, Unscannable

Extracted = Segment | Blob | Gap | Encryption
Extract = Callable[[Blob, "Context"], Iterator[Extracted]]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its short name, its media type, and how its text is had."""

    name: str
    media_type: str
    extract: Extract


@dataclass(slots=True)
class Budget:
    """What one source may cost, over all its nested members. Counts what was really produced, not claims."""

    limits: Limits
    expanded: int = 0
    members: int = 0

    def take_bytes(self, count: int) -> None:
        """Count decompressed bytes; raise `Unscannable` (LIMIT) beyond the budget."""
        self.expanded += count
        if self.expanded > self.limits.expanded:
            limit = self.limits.expanded
            raise Unscannable(Reason.LIMIT, f"expanded to more than {limit} bytes (limit: expanded)")

    def take_member(self) -> None:
        """Count one member of a container; raise `Unscannable` (LIMIT) beyond the budget."""
        self.members += 1
        if self.members > self.limits.members:
            raise Unscannable(Reason.LIMIT, f"more than {self.limits.members} members (limit: members)")


@dataclass(frozen=True, slots=True)
class Context:
    """The limits a format works in: one budget for the whole source, `depth` containers deep."""

    limits: Limits
    budget: Budget
    depth: int = 0

    def deeper(self) -> Context:
        """The context of a child, with the same budget."""
        return Context(self.limits, self.budget, self.depth + 1)


def new_context(limits: Limits) -> Context:
    """A fresh context for one source."""
    return Context(limits, Budget(limits))


@dataclass(slots=True)
class Located:
    """Pieces of text put together to one segment, remembering where each piece came from.

    Formats that make text out of something else (cells, paragraphs, tags) append pieces; `locate` finds the
    piece of an offset by bisection. Memory is one entry per piece of the segment under way.
    """

    pieces: list[bytes] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    places: list[tuple[object, ...]] = field(default_factory=list)
    size: int = 0

    def add(self, text: bytes, *place: object) -> None:
        """Append `text`; `place` is whatever the format needs to say where it was."""
        self.pieces.append(text)
        self.starts.append(self.size)
        self.places.append(place)
        self.size += len(text)
