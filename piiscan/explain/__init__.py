"""Why each candidate of one source became what it became: the scan itself, looked on at, told in records.

Rule: nothing is decided here. What is said comes from the readers, the judge and the matcher by `pairing.Watch`.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from piiscan.config import Config
from piiscan.explain.recorder import Recorder
from piiscan.explain.records import record_of, summary_of
from piiscan.matcher.refusals import MOST
from piiscan.model import Event, Outcome, Source, Status
from piiscan.scan import scan_one
from piiscan.stream import Record, tell_apart, to_record

__all__ = ["MOST", "explain"]


def explain(source: Source, config: Config, most: int = MOST) -> Iterator[Record]:
    """An "explanation" for each candidate in order of place, an "outcome" where not all was read, then "explained".

    Findings have the ids they have in a scan. `most`: refused shapes told of one stretch of text; the others are
    counted.
    """
    recorder = Recorder(source, most)
    told = summary_of(source)
    # Records of findings are read one by one only while they are listed: so all of them are.
    events = scan_one(source, replace(config, max_findings_per_file=0), recorder)
    seen: list[Event] = []

    def records() -> Iterator[Record]:
        for event in events:
            seen.append(event)
            yield to_record(event, config)

    for record in tell_apart(records()):
        event = seen.pop()
        if isinstance(event, Outcome):
            recorder.close(event.at)
        else:
            recorder.identify(str(record["id"]))
        for candidate in recorder.ready():
            explanation = record_of(source, candidate)
            told.add(explanation)
            yield explanation
        if isinstance(event, Outcome) and event.status is not Status.SCANNED:
            yield record
    yield told.record(recorder.left_out)
