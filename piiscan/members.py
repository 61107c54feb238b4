"""The short way through the small members of a container: read once, many of them looked at together.

What `small.glance` is for the files of a folder. An archive of twenty thousand texts in which few hold a number is
told in a third of the time, since nothing is built for the others.

Rule: the only answer given here is "nothing", only where the long way (`scan`) would say so of the same bytes, and in
the order of the container. A property test demands the same events of both. Whatever is locked does not wait: what may
have its key is asked for in its turn.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from piiscan import small
from piiscan.formats.base import Budget, Extracted
from piiscan.formats.spool import may_be_large
from piiscan.model import Blob, Event, Outcome, Status
from piiscan.small import Held
from piiscan.titles import may_hold

_MOST, _MOST_BYTES = 256, 1 << 20
"""Members, and bytes of them, that wait: so many are not told where the process dies of what comes behind them."""


class Nothing(Struct, frozen=True):
    """A member that was read to its end and has nothing in it, nor in its name."""

    blob: Blob
    media_type: str


def in_lots(items: Iterator[Extracted], budget: Budget, *, each: bool = False) -> Iterator[Extracted | Nothing]:
    """What a container gives, in its order; of its small texts those that nothing is in as `Nothing`.

    What stands before damage is told before the damage is raised. A small member that has to be scanned comes with
    its bytes, so that whoever keeps the members of a tape has to keep it no more. What the long way would count for the
    others is taken of the `budget`. `each`: all as they are given.
    """
    return items if each else _in_lots(items, budget)


def inside(
    items: Iterator[Extracted | Nothing], tell: Callable[[Extracted | Nothing], Iterator[Event]]
) -> Iterator[Event]:
    """What is told of a text and of what is encoded inside of it: of a short text in which nothing is, nothing."""
    for item in items:
        blob = item.blob if isinstance(item, Nothing) else item
        if isinstance(blob, Blob) and blob.size is not None:
            yield from (event for event in tell(item) if not _is_empty(event, blob))
        else:
            yield from tell(item)


def _is_empty(event: Event, blob: Blob) -> bool:
    """Whether an event says no more than that a blob was read."""
    if not isinstance(event, Outcome) or event.at != blob.at:
        return False
    plain = event.encryption is None or event.encryption.verdict == "plain"
    return event.status is Status.SCANNED and plain and not (event.counts or event.listed)


def _in_lots(items: Iterable[Extracted], budget: Budget) -> Iterator[Extracted | Nothing]:
    lot = _Lot(budget)
    try:
        for item in items:
            if isinstance(item, Blob) and may_be_large(item, small.LARGEST):  # nobody knows what is unpacked with it
                yield from lot.told()
            data = small.read_small(item) if isinstance(item, Blob) else None
            if data is None or not isinstance(item, Blob):
                yield from lot.told()
                yield item
            elif (file := small.may_wait(data, item.name, budget)) is not None:
                lot.add(item, file)
                if lot.is_full:
                    yield from lot.told()
            else:
                yield from lot.told()
                yield _with(item, data)
    except Exception:
        yield from lot.told()
        raise
    yield from lot.told()


class _Lot:
    """Members that wait for one look at all of them."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._members: list[tuple[Blob, Held]] = []
        self._size = 0

    @property
    def is_full(self) -> bool:
        return len(self._members) >= _MOST or self._size >= _MOST_BYTES

    def add(self, blob: Blob, file: Held) -> None:
        self._members.append((blob, file))
        self._size += len(file.data)

    def told(self) -> Iterator[Blob | Nothing]:
        """What they are; none waits then."""
        members, self._members, self._size = self._members, [], 0
        media_types = small.nothing_in([file for _, file in members], untriggered=True) if members else []
        for (blob, file), media_type in zip(members, media_types, strict=True):
            if media_type is None or may_hold(blob.name):
                yield _with(blob, file.data)
            else:
                file.count(self._budget)
                yield Nothing(blob, media_type)


def _with(blob: Blob, data: bytes) -> Blob:
    return replace(blob, open=partial(io.BytesIO, data))
