"""Which part of what a walk finds is read by one run of several (--shard 3/16), and the order they come together in.

Rule: a name belongs to exactly one part by a hash of its path below its root, whatever machine asks; all runs walk
everything, and sum up what they met, so that a merge sees where one of them met something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.model import Outcome, Reason
from piiscan.sources.base import Found, source_of

MOST = 100_000  # parts
_SUM = (1 << 64) - 1
_NOT_SEEN = frozenset({Reason.UNREADABLE, Reason.TIMEOUT})
Order = tuple[tuple[int, bytes], ...]


class Shard(NamedTuple):
    """One part of so many, counted from 1."""

    number: int
    of: int

    @property
    def record(self) -> dict[str, int]:
        """As it stands in the head of its stream."""
        return {"index": self.number, "of": self.of}


class Sum(Struct):
    """How many names there were and a sum of their hashes: alike for the same names in any order."""

    count: int = 0
    total: int = 0

    def add(self, number: int) -> None:
        """One more name, by its hash."""
        self.count += 1
        self.total = (self.total + number) & _SUM

    def record(self) -> dict[str, object]:
        """As it stands in the summary of a stream."""
        return {"count": self.count, "sum": f"{self.total:016x}"}


class Part(Struct):
    """The walk of one run of several."""

    shard: Shard
    names: Sum = field(default_factory=Sum)
    shut: Sum = field(default_factory=Sum)  # what the walk could not look at or into
    whole: bool = False  # it came to its end

    def own(self, items: Iterator[Found]) -> Iterator[Found]:
        """What this run is to read and to tell of."""
        mine, of = self.shard.number - 1, self.shard.of
        for item in items:
            number = number_of(source_of(item).path)
            self.names.add(number)
            if isinstance(item, Outcome) and _unseen(item):
                self.shut.add(number)
            if number % of == mine:
                yield item
        self.whole = True

    def record(self) -> dict[str, object]:
        """What the summary says: without the sums the walk was cut off."""
        walk = {"names": self.names.record(), "shut": self.shut.record()}
        return {**self.shard.record, **(walk if self.whole else {})}


def own(items: Iterator[Found], shard: Shard | None) -> Iterator[Found]:
    """What a run is to read, of which nobody wants the sums."""
    return items if shard is None else Part(shard).own(items)


def _unseen(outcome: Outcome) -> bool:
    """Whether there may be names behind it that another run has met."""
    return outcome.reason in _NOT_SEEN or (outcome.reason is Reason.CHANGED and outcome.source.path.endswith("/"))


def number_of(path: str) -> int:
    """The hash that decides. It must never change: parts of one scan may be read by different versions.

    >>> number_of("hr/staff.csv") % 16, number_of("hr/staff.csv") % 2
    (13, 1)
    """
    return int.from_bytes(hashlib.blake2b(_bytes(path), digest_size=8).digest(), "big")


def order(path: str) -> Order:
    r"""Where a path comes in a walk of its root: the files of a directory first, then what lies below it.

    >>> sorted(["b/x", "a/z/", "a/b/c", "a/", "./", "z", "a/c"], key=order)
    ['z', './', 'a/c', 'a/', 'a/b/c', 'a/z/', 'b/x']
    """
    *folders, name = _bytes(path.removeprefix("./")).split(b"/")
    below = tuple((1, folder) for folder in folders)
    return (*below, (0, name) if name else (1, b""))


def _bytes(path: str) -> bytes:
    """The bytes of a name, the same on every machine."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair, in a name that no disk gave
        return path.encode("utf-8", "surrogatepass")
