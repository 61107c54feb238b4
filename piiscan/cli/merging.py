"""One run of `piiscan merge`: from the streams of parts to the stream or a report of the whole."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator, Mapping
from typing import Any

from piiscan.cli import Failure, gate, tell
from piiscan.cli.reporting import Streams, Wanted, written
from piiscan.merge import Merge, MergeError
from piiscan.reporters.read import read

_SPARE = 64  # descriptors for everything else


class Options(Wanted, frozen=True, kw_only=True):
    """What the command line said, as click read it."""

    streams: tuple[str, ...]


def run(options: Options) -> int:
    """Merge and report; the exit code. Raises `Failure` with a message that may be shown."""
    _make_room(len(options.streams))
    whole = _Whole(reveal=options.reveal)
    try:
        remarks = written(options, options.streams, whole.records)
    except MergeError as error:
        raise Failure(str(error)) from None
    for remark in (*whole.remarks, *remarks):
        tell(remark)
    return whole.code


class _Whole:
    """The records of the whole, and the exit code that they mean by the gate of their scan."""

    def __init__(self, *, reveal: bool) -> None:
        self.code = gate.ERROR
        self.remarks: list[str] = []
        self._reveal = reveal

    def records(self, streams: Streams) -> Iterator[Mapping[str, Any]]:
        """The stream from its head to its summary."""
        parts = ((name, read(file, name, incomplete=True, values=self._reveal)) for file, name in streams)
        return self._records(Merge(parts))

    def _records(self, merge: Merge) -> Iterator[Mapping[str, Any]]:
        options = merge.head["options"]
        its = gate.Gate(
            options.get("fail_on", gate.FAIL_ON[0]),
            options.get("fail_on_residency", "unknown"),
            options.get("max_findings_per_file", 0),
            tuple(sorted(set(options.get("fail_on_kind", ())))),
            options.get("fail_on_count", 1),
            allow_unread=options.get("allow_unread", False),
        )
        yield merge.head
        for record in merge.records():
            its.add(record)
            yield record
        self.code, why = its.verdict(merge.gaps)
        lacking = merge.lacking()
        if lacking:
            self.code = gate.FOUND if self.code == gate.FOUND else gate.INCOMPLETE
            why = f"{why}; not the whole: {'; '.join(lacking)}"
        self.remarks += [f"not the whole scan: {what}" for what in lacking]
        if merge.moved():
            self.remarks.append(
                "the parts did not meet the same names: what was moved or renamed between them may be in none"
            )
        yield merge.summary(self.code, why)


def _make_room(streams: int) -> None:
    """All streams are open at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < streams + _SPARE:
        most = streams + _SPARE if hard == resource.RLIM_INFINITY else min(hard, streams + _SPARE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
