"""What was said of a file is said again of its copies, without parsing them: shares are full of the same contents.

Rule: a copy is told exactly as if it were read. Two files are the same when all their bytes are, compared now, and the
first one has not been touched since it was read; of the path only the ending of the name takes part, the person it
names where a number was found, and the name itself where it may have a number in it. What depends on where a file lies
is looked at for each: how open it is, and its duties. Where more of its folder took part than the file itself (a key
beside it, the log of a database), it is read by itself.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from piiscan.config import Config
from piiscan.model import Event, Exposure, Finding, Outcome, Reason, Source, Unscannable
from piiscan.pairing.file_names import person_in
from piiscan.pulse import PULSE
from piiscan.sources import open_source
from piiscan.sources.base import plain_path, stamp_of
from piiscan.sources.local import SourceFile
from piiscan.sources.slowly import SLOWLY
from piiscan.titles import may_hold

EVENTS = 5_000
"""Numbers found and outcomes that are kept in a process, of all files: some 15 MB."""
FILES = 4_096
"""Files they are kept of. Those least lately met are dropped first."""
LARGEST = 64 << 20
"""Bytes of a file that is compared: like any two steps of a scan, this one must end before the patience does."""
SETTLED = 2_000_000_000
"""Nanoseconds a file must have been left alone before it was read: some file systems count no finer than that."""

_MOST = 2_000  # of EVENTS, for one file
_HEAD = 4096
_BLOCK = 256 << 10
_OF_CONTENTS = {Reason.CORRUPT, Reason.UNSUPPORTED, Reason.ENCRYPTED}

Exposed = Callable[[], Exposure | None]
_Key = tuple[int, str, bytes]
_Look = tuple[int, int, int, int, int]


class _First(Struct, frozen=True):
    """The file that was read, how it looked then, and what was said of it; if it had numbers, whom its path names."""

    source: Source
    person: str | None
    look: _Look
    events: tuple[Event, ...]
    weight: int


class Reading:
    """One source that is being read: whether it is a copy, and else what is said of it, to be kept."""

    def __init__(self, copies: Copies, source: Source, stream: SourceFile) -> None:
        self._copies = copies
        self._source = source
        self._stream = stream
        self._look = _look(stream)
        self._key = _key(source, stream)
        settled = max(self._look[3:]) < time.time_ns() - SETTLED
        self._events: list[Event] | None = [] if settled else None
        self._weight = 0

    def events(self, exposed: Exposed, fresh: Iterator[Event]) -> Iterator[Event]:
        """Everything there is to say of it: what was said of the same bytes before, or what is read now."""
        first = self._first()
        if first is not None:
            PULSE.passed(self._look[0])
            yield from _again(first.events, self._source, exposed)
            return
        for event in fresh:
            self._note(event)
            yield event

    def _first(self) -> _First | None:
        first = self._copies.first(self._key)
        if first is None or first.person not in {None, _person(self._source)} or not _is_same(first, self._stream):
            return None
        return first

    def _note(self, event: Event) -> None:
        """Note what is said of it, in order; it is kept with the last word, if it would be said of any copy."""
        if self._events is None:
            return
        self._weight += _weight(event)
        if self._weight > _MOST or not _is_of_contents(event):
            self._events = None
            return
        self._events.append(event)
        if isinstance(event, Outcome) and not event.at:
            person = _person(self._source) if any(map(_has_numbers, self._events)) else None
            self._copies.keep(self._key, _First(self._source, person, self._look, tuple(self._events), self._weight))


class Copies:
    """What was said of files in this process, by size, ending and beginning."""

    def __init__(self) -> None:
        self._firsts: OrderedDict[_Key, _First] = OrderedDict()
        self._weight = 0
        self._config: Config | None = None

    def forget(self) -> None:
        """As if nothing had been read yet."""
        self._firsts.clear()
        self._weight, self._config = 0, None

    def read(
        self, source: Source, stream: BinaryIO, config: Config, exposed: Exposed, fresh: Iterator[Event]
    ) -> Iterator[Event]:
        """Everything there is to say of a source. `fresh` reads it, if it has to be; `exposed`: how open it lies."""
        reading = self._reading(source, stream, config)
        return fresh if reading is None else reading.events(exposed, fresh)

    def _reading(self, source: Source, stream: BinaryIO, config: Config) -> Reading | None:
        if self._config is not config:
            self.forget()
            self._config = config
        # Rules on public records go by the path.
        if not isinstance(stream, SourceFile) or not 0 < stream.looked.st_size <= LARGEST or config.public_records:
            return None
        try:
            return Reading(self, source, stream)
        except OSError:
            return None  # who reads on meets it again, and tells

    def first(self, key: _Key) -> _First | None:
        """The file there was with these marks, which are no proof."""
        first = self._firsts.get(key)
        if first is not None:
            self._firsts.move_to_end(key)
        return first

    def keep(self, key: _Key, first: _First) -> None:
        """Keep what was said of a file, at the cost of what nobody has asked for for longest."""
        last = self._firsts.pop(key, None)
        self._firsts[key] = first
        self._weight += first.weight - (last.weight if last is not None else 0)
        while self._weight > EVENTS or len(self._firsts) > FILES:
            self._weight -= self._firsts.popitem(last=False)[1].weight


COPIES = Copies()


def _look(stream: SourceFile) -> _Look:
    status = stream.looked
    return status.st_size, *stamp_of(status)


def _key(source: Source, stream: SourceFile) -> _Key:
    name = plain_path(source).rpartition("/")[2]
    stem, dot, endings = name.partition(".")
    head = os.pread(stream.fileno(), _HEAD, 0)
    ending = endings if stem and dot and not may_hold(name) else f"/{name}"
    return stream.looked.st_size, ending, blake2b(head, digest_size=16).digest()


def _person(source: Source) -> str:
    person = person_in(plain_path(source))
    return person.name if person is not None else ""


def _has_numbers(event: Event) -> bool:
    return isinstance(event, Finding) or bool(event.counts)


def _is_same(first: _First, stream: SourceFile) -> bool:
    """Whether two files have the same bytes, and the first is as it was."""
    try:
        with open_source(first.source) as other:
            if not isinstance(other, SourceFile) or _look(other) != first.look:
                return False
            one, two = stream.fileno(), other.fileno()
            for at in range(0, first.look[0], _BLOCK):
                block = os.pread(one, _BLOCK, at)
                if SLOWLY.holds(first.look[0]):
                    SLOWLY.passed(2 * len(block))
                # Where a file system gives less than it was asked for, the rest of the block was not compared.
                if len(block) != min(_BLOCK, first.look[0] - at) or block != os.pread(two, _BLOCK, at):
                    return False
            now = os.fstat(two)
            return (now.st_size, *stamp_of(now)) == first.look
    except (OSError, Unscannable):
        return False


def _is_of_contents(event: Event) -> bool:
    """Whether something would be said of the same bytes wherever they lie, and however busy the machine is."""
    if isinstance(event, Finding):
        return True
    # The reason is that of the first gap alone; the others are told behind it.
    sole = event.reason in _OF_CONTENTS and "; " not in event.detail
    return not event.beside and (event.reason is None or sole)


def _weight(event: Event) -> int:
    """How much of EVENTS one takes: a person can have any number of numbers."""
    return max(1, len(event.elements)) if isinstance(event, Finding) else 1


def _again(events: tuple[Event, ...], source: Source, exposed: Exposed) -> Iterator[Event]:
    found = False
    for event in events:
        if isinstance(event, Finding):
            from piiscan.exposure import duties_of  # most files have nothing in them

            found, lock = True, event.encryption
            protected = lock is not None and lock.protects
            duties = () if protected else duties_of(exposed(), lock, event.classification)
            yield replace(event, source=source, duties=duties)
        elif event.at:
            yield replace(event, source=source)
        else:
            yield replace(event, source=source, size=source.size, exposure=exposed() if found else None)
