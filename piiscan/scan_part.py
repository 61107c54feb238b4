"""`scan_part`: a part of one large source by itself, so that several workers read one file.

Rule: what the parts say is what the whole says, in the same order. Where that cannot be had the answer is `NotAlone`,
and the source is read as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from piiscan import again
from piiscan.config import Config
from piiscan.model import Blob, Event, Outcome, Source
from piiscan.part import Cuts, Line, Part, Persons
from piiscan.sources import open_source
from piiscan.sources.base import is_file
from piiscan.titles import may_hold

if TYPE_CHECKING:
    from piiscan.pairing import Tally

Said = Event | Cuts | Persons | Line
_KEYS = 1 << 16  # of persons, at once


def scan_part(source: Source, config: Config, part: Part | int, salt: bytes) -> Iterator[Said]:
    """What one part of a source says; or, for a number, how it is cut in parts of so many bytes, and its first part.

    Nothing at all: it is not cut. Raises `NotAlone`, and whatever else a whole reading would make an outcome of.
    """
    from piiscan.pairing import use_names
    from piiscan.reading_part import Reading  # few sources are large, and none of them is met first

    if not is_file(source) or may_hold(source.path.rpartition("/")[2]):
        return  # it costs more to have it than to read it; or its name has something to say first
    use_names(config.names)
    with open_source(source) as stream:
        blob = Blob(source.path.rpartition("/")[2], partial(open_source, source), size=source.size)
        if isinstance(part, int):
            cuts = _cuts(blob, config, part)
            if cuts is None:
                return
            yield cuts
            part = Part(cuts.kind, 0, cuts.starts[1], config.max_findings_per_file or -1)
        reading = Reading(source, config, stream, blob, part)
        for event in reading.events():
            if isinstance(event, Outcome):
                yield from _persons(reading.tally, salt)
                yield Line(*reading.lines.known)
                yield again.ended(event, source, stream)
            else:
                yield event


def _cuts(blob: Blob, config: Config, size: int) -> Cuts | None:
    """The parts of a source: none where classes are listed that stand in another order, or a rule needs all of it."""
    from piiscan.formats.cuts import cuts_of
    from piiscan.formats.identify import identify_blob

    rules = config.public_records.rules if config.public_records is not None else ()
    if config.also or any(rule.sha256 for rule in rules):
        return None
    try:
        return cuts_of(blob, identify_blob(blob), size)
    except Exception:  # noqa: BLE001 - met again by the whole reading, and told there
        return None


def _persons(tally: Tally, salt: bytes) -> Iterator[Persons]:
    """The persons of a part; their keys mixed, so that nothing of use to anybody else leaves the worker."""
    blind = int.from_bytes(salt[:8], "little")
    for whose, residency, keys in tally.subjects():
        for start in range(0, len(keys), _KEYS):
            yield Persons(whose, residency.value, (keys[start : start + _KEYS] ^ keys.dtype.type(blind)).tobytes())
