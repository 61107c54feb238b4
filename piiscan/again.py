"""A file that was written to while it was read is read once more; what was found the first time stays.

Rule: nothing is told twice. Of the second reading only what the first one had not given is given on, so that each
member has one outcome and a person in an untouched line is one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from msgspec.structs import replace

from piiscan.model import Event, Finding, Gap, Outcome, Reason, Source, Status
from piiscan.sources import changed
from piiscan.titles import told

LARGEST = 64 << 20
"""Bytes of a file that is read again: both readings have to fit the time one file is given."""

_MOST = 100_000  # events of the first reading that are remembered


class Given:
    """What a first reading has given: by hashes, for nothing but to tell the same again."""

    def __init__(self) -> None:
        self.listed = 0
        self.some = False
        self._seen: Counter[int] = Counter()

    def add(self, event: Event) -> None:
        """Remember it."""
        self.listed += isinstance(event, Finding)
        self.some = True
        if len(self._seen) <= _MOST:
            self._seen[_identity(event)] += 1

    def knows(self, event: Event) -> bool:
        """Whether it was given before; each is known as often as it was given."""
        identity = _identity(event)
        if not self._seen[identity]:
            return False
        self._seen[identity] -= 1
        return True

    @property
    def whole(self) -> bool:
        """Whether all of it is remembered."""
        return len(self._seen) <= _MOST


def _identity(event: Event) -> int:
    """The same for what is the same apart from its place, which moves when a line is put in above."""
    if isinstance(event, Outcome):
        return hash(event.at)
    person = event.person.normal if event.person is not None else ""
    return hash((person, event.classification, *[(one.kind, one.value) for one in event.elements]))


def unless_changed(outcome: Event, source: Source, is_changed: bool) -> Event:  # noqa: FBT001
    """An outcome that stands only if the file was the same from the beginning to the end of the scan."""
    if not is_changed or not isinstance(outcome, Outcome) or outcome.status is Status.NOT_SCANNED:
        return outcome
    detail = f"{told(source.path)} changed while it was read"
    return replace(outcome, status=Status.PARTIAL, reason=Reason.CHANGED, detail=detail)


def ended(event: Event, source: Source, stream: BinaryIO) -> Event:
    """An outcome as it stands at the end of a reading, whatever its reader made of what befell the stream."""
    event = unless_changed(event, source, changed(source, stream))
    fault: Gap | None = getattr(stream, "fault", None)
    if fault is None or not isinstance(event, Outcome) or event.status is not Status.SCANNED:
        return event
    return replace(event, status=Status.PARTIAL, reason=fault.reason, detail=fault.detail)


def second(events: Iterator[Event], given: Given, first: Outcome, most: int) -> Iterator[Event]:
    """What a second reading adds, and the outcome of both. `most`: findings that may be listed in all, 0 for any."""
    listed = given.listed
    for event in events:
        if isinstance(event, Outcome) and not event.at:
            yield _of_both(event, first, given, listed)
        elif not given.knows(event) and (isinstance(event, Outcome) or not most or listed < most):
            listed += isinstance(event, Finding)
            yield event


def _of_both(outcome: Outcome, first: Outcome, given: Given, listed: int) -> Outcome:
    read = outcome.status is not Status.NOT_SCANNED or first.status is not Status.NOT_SCANNED or given.some
    exposure = outcome.exposure or first.exposure
    outcome = replace(outcome, listed=listed, size=outcome.source.size, exposure=exposure)
    if outcome.reason is Reason.CHANGED:
        detail = f"{outcome.detail}, twice"
        return replace(outcome, status=Status.PARTIAL if read else Status.NOT_SCANNED, detail=detail)
    if _is_another(outcome.source, first.source) and outcome.status is not Status.NOT_SCANNED:
        # Where the other one went nobody knows: a log that was rotated is under a name not listed, perhaps.
        detail = "replaced by another file since it was listed; that one was read"
        return replace(outcome, status=Status.PARTIAL, reason=Reason.CHANGED, detail=detail)
    if outcome.status is Status.SCANNED:
        return replace(outcome, detail="changed while it was read, and was read again")
    return outcome if outcome.status is Status.PARTIAL or not read else replace(outcome, status=Status.PARTIAL)


def _is_another(source: Source, first: Source) -> bool:
    return first.stamp[:2] not in {(0, 0), source.stamp[:2]}
