"""One source to its records as JSON bytes: the place where no exception gets past. Used by every engine.

What a scan raises is told by the name of its class alone: messages and arguments of exceptions carry the text
they failed on (`int("123-45-6789")` says so).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from piiscan.config import Config
from piiscan.dense import decoder, encoder
from piiscan.engines.again import Again, Trail, Way, broken_down, second
from piiscan.engines.base import Record, is_closing
from piiscan.folded import START
from piiscan.model import Event, Gap, Outcome, Reason, Source

FRAME_CAP = 16 << 20
"""Bytes of one record. A finding takes one or two thousand; the cap keeps a bug from filling the memory."""

# ASCII only: lone surrogates (names that are not UTF-8) are escaped and come back as they were.
_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_quick = encoder()
_loads = decoder()


def frames(source: Source, config: Config, way: Way, again: Again | None = None) -> Iterator[tuple[bytes, bytes, bool]]:
    """Scan a source and give its records with their notes, and a mark on the last, which is its outcome in any case.

    The scan is run to its end before its outcome is believed: what it raises after that counts too. If it ends
    otherwise, the bytes of the source are read, if that is not what was done already.
    """
    closing: bytes | None = None
    trail = Trail(way.salt)
    given = False
    reason, detail = Reason.BUG, "the scan ended without an outcome"
    try:
        for event in _events(source, config, way, again):
            record = way.encode(event, config)
            frame = nothing_frame(record) if isinstance(event, Outcome) and event.is_nothing else to_frame(record)
            if len(frame) > FRAME_CAP:
                reason, detail = Reason.LIMIT, f"a record of more than {FRAME_CAP} bytes (limit: record)"
                closing = None
                break
            if is_closing(record):
                closing = frame
            else:
                yield frame, trail.of(event), False
                given = True
        else:
            if closing is not None:
                yield closing, b"", True
                return
    except (GeneratorExit, KeyboardInterrupt):
        raise
    except MemoryError:
        reason, detail = Reason.LIMIT, "out of memory (limit: memory of a worker)"
    # Not only Exception: a panic in a Rust library and sys.exit() in any library derive from BaseException.
    except BaseException as error:  # noqa: BLE001
        reason, detail = Reason.BUG, type(error).__name__
    if again is None and way.raw is not None and not trail.full:
        yield from frames(source, config, way, Again(reason, detail, trail.notes))
        return
    if again is not None:
        reason, detail = second(again, detail)
        trail.notes[:0] = again.notes
    outcome = broken_down(source, reason, detail, trail, partial=given or bool(trail.notes))
    yield to_frame(way.encode(outcome, config)), b"", True


def _events(source: Source, config: Config, way: Way, again: Again | None) -> Iterator[Event]:
    if again is None or way.raw is None:
        return way.scan(source, config)
    from piiscan.pairing.told import Told

    return way.raw(source, config, Told.of(again.notes, way.salt), Gap(again.reason, again.detail))


def to_frame(record: Record) -> bytes:
    """A record as one line of JSON without the line end."""
    return _dumps(record).encode("ascii")


def nothing_frame(record: Record) -> bytes:
    """The same of a record that says that nothing was found: it has only what JSON has, for a set is not refused."""
    return _quick(record).encode("ascii")


def from_frame(frame: bytes) -> Record:
    """The record again."""
    return cast("Record", _loads(frame))


def is_finding(frame: bytes) -> bool:
    """Whether the record is a finding, without a look at what it says."""
    return frame.startswith(START)
