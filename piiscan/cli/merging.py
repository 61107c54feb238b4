"""One run of `piiscan merge`: from the streams of parts to the stream or a report of the whole."""

from __future__ import annotations

import contextlib
import resource
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import click

from piiscan.cli import Failure, NotWritten, gate, more, output, tell
from piiscan.cli.look import look
from piiscan.cli.reporting import not_its_own, opened
from piiscan.merge import Merge, MergeError
from piiscan.reporters import REPORTERS
from piiscan.reporters.parts import NoRoomError, ReportError
from piiscan.reporters.read import StreamError, read

_SPARE = 64  # descriptors for everything else


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said, as click read it."""

    streams: tuple[str, ...]
    form: str
    output: str | None
    reports: tuple[str, ...]
    reveal: bool
    show: tuple[str, ...]
    report_encrypted: bool
    color: str

    @property
    def file(self) -> str | None:
        """The report file; `-o -` means standard output."""
        return None if self.output in {None, "-"} else self.output


def run(options: Options) -> int:
    """Merge and report; the exit code. Raises `Failure` with a message that may be shown."""
    reporter = next(reporter for reporter in REPORTERS if reporter.name == options.form)
    if options.reveal and (options.file is None or not reporter.carries_values):
        raise click.UsageError(output.REVEAL)
    further = more.asked(options.reports, options.file)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    _make_room(len(options.streams))
    shown = look(
        options.color,
        file=options.file is not None,
        show=(*options.show, *(["encrypted"] if options.report_encrypted else [])),
        reveal=options.reveal,
    )
    try:
        with more.Further(further) as others, contextlib.ExitStack() as stack:
            streams = [stack.enter_context(opened(path)) for path in options.streams]
            merged = _Merged(
                Merge((name, read(file, name, incomplete=True, values=options.reveal)) for file, name in streams)
            )
            own = others.own
            if options.file is None:
                out = stack.enter_context(output.standard_output(sys.stdout))
            else:
                out, its = stack.enter_context(output.report_file(options.file))
                own = own | its
            for file, _ in streams:
                not_its_own(file, own, options.file or "--report")
            reporter.write(others.taken(merged.records()), out, shown)
            stack.close()
            for remark in others.write():
                tell(remark)
    except NoRoomError as error:
        raise NotWritten(str(error)) from None
    except (MergeError, ReportError, StreamError) as error:
        raise Failure(str(error)) from None
    for remark in (*merged.remarks, *(out.remarks() if isinstance(out, output.Parts) else ())):
        tell(remark)
    return merged.code


class _Merged:
    """The records of the whole, and the exit code that they mean by the gate of their scan."""

    def __init__(self, merge: Merge) -> None:
        self.code = gate.ERROR
        self.remarks: list[str] = []
        self._merge = merge
        options = merge.head["options"]
        self._gate = gate.Gate(
            options.get("fail_on", gate.FAIL_ON[0]),
            options.get("fail_on_residency", "unknown"),
            options.get("max_findings_per_file", 0),
            tuple(sorted(set(options.get("fail_on_kind", ())))),
            options.get("fail_on_count", 1),
            allow_unread=options.get("allow_unread", False),
        )

    def records(self) -> Iterator[Mapping[str, Any]]:
        """The stream from its head to its summary."""
        yield self._merge.head
        for record in self._merge.records():
            self._gate.add(record)
            yield record
        self.code, why = self._gate.verdict(self._merge.gaps)
        lacking = self._merge.lacking()
        if lacking:
            self.code = gate.FOUND if self.code == gate.FOUND else gate.INCOMPLETE
            why = f"{why}; not the whole: {'; '.join(lacking)}"
        self.remarks += [f"not the whole scan: {what}" for what in lacking]
        if self._merge.moved():
            self.remarks.append(
                "the parts did not meet the same names: what was moved or renamed between them may be in none"
            )
        yield self._merge.summary(self.code, why)


def _make_room(streams: int) -> None:
    """All streams are open at once."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < streams + _SPARE:
        most = streams + _SPARE if hard == resource.RLIM_INFINITY else min(hard, streams + _SPARE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
