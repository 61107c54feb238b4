"""Further reports of one run (--report FORMAT=FILE): made of its records, after its own report is in its place.

The records wait in a compressed temporary file without a name, and without raw values, so that each report reads
them from the start and memory stays flat. A report that fails takes no other one with it.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import IO, Any, BinaryIO, NamedTuple, Self, cast

import click

from piiscan.cli import output
from piiscan.cli.shared import FORMATS
from piiscan.dense import encoder
from piiscan.folded import Folded, as_line
from piiscan.given import in_words
from piiscan.reporters import REPORTERS, Reporter
from piiscan.reporters.parts import NoRoomError, ReportError
from piiscan.reporters.terminal import Look
from piiscan.temporary import tempfile

Record = Mapping[str, Any]

_encode = encoder()


class _Report(NamedTuple):
    reporter: Reporter
    out: output.Parts
    stack: contextlib.ExitStack  # closes the file: it takes its place, or is dropped


def asked(
    words: Iterable[str], own: str | None, scanned: Iterable[str] = (), needed: Mapping[str, str] | None = None
) -> list[tuple[Reporter, str]]:
    """What --report said. Raises click's error for what cannot be meant; `own`: the file of the run's own report.

    `needed`: files that no report may replace, by the options that name them.
    """
    places = set() if own is None else {os.path.abspath(own)}  # noqa: PTH100 - as the report file does it
    found = []
    for word in words:
        form, sign, file = word.partition("=")
        if form not in FORMATS or not sign or file in {"", "-"}:
            raise click.UsageError(f"--report {word}: say FORMAT=FILE, with a FORMAT of {', '.join(FORMATS)}")
        place = os.path.abspath(file)  # noqa: PTH100
        if place in places:
            raise click.UsageError(f"--report {word}: another report goes to this file")
        places.add(place)
        found.append((next(reporter for reporter in REPORTERS if reporter.name == form), file))
    for path in scanned if places else ():
        if path != "-" and os.path.abspath(path) in places and not os.path.isdir(path):  # noqa: PTH100, PTH112
            raise click.UsageError(f"{path}: a report would take the place of what is to be scanned")
    for option, path in (needed or {}).items():
        if os.path.abspath(path) in places:  # noqa: PTH100
            raise click.UsageError(f"{option} {path}: a report would take its place")
    return found


class Further:
    """The further reports of a run. Their files are taken before it begins, so that a bad place is known at once."""

    def __init__(self, reports: Iterable[tuple[Reporter, str]]) -> None:
        self.own: set[output.FileId] = set()
        self._reports: list[_Report] = []
        self._spool: IO[bytes] | None = None
        self._unkept: output.WriteError | None = None  # why the records could not wait
        with contextlib.ExitStack() as files:  # gives the first back if there is no place for a later one
            for reporter, file in reports:
                stack = contextlib.ExitStack()
                files.push(stack)
                out, own = stack.enter_context(output.report_file(file))
                self.own |= own
                self._reports.append(_Report(reporter, out, stack))
            files.pop_all()

    def __enter__(self) -> Self:
        if self._reports:
            with self._noted():
                self._spool = tempfile.TemporaryFile()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for report in self._reports:  # those that are written are closed by now
            report.stack.__exit__(kind, error, at)
        if self._spool is not None:
            with contextlib.suppress(OSError):
                self._spool.close()

    def taken(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, kept for the further reports as they pass. The run goes on where there is no room for them."""
        if self._spool is None:
            yield from records
            return
        from isal import igzip

        from piiscan.reporters.read import masked

        kept: Any = None
        with self._noted():
            kept = cast("Any", igzip).IGzipFile(fileobj=self._spool, mode="wb", compresslevel=1)
        for record in records:
            if self._unkept is None:
                with self._noted():
                    plain = record if isinstance(record, Folded) else masked(record)  # no raw value is in a folded one
                    kept.write(as_line(plain, _encode).encode("ascii") + b"\n")
            yield record
        if self._unkept is None:
            with self._noted():
                kept.close()
                self._spool.flush()

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"{in_words(error)} in the directory for temporary files; it has not been written"
            self._unkept = output.WriteError(what[:1].lower() + what[1:])

    def write(self) -> Iterator[str]:
        """Write them, and give what is to be told of each. Raises what went wrong with any, once all are done."""
        if not self._reports:
            return
        from piiscan.reporters.read import StreamError

        faults: list[Exception] = []
        for report in self._reports:
            try:
                with report.stack:
                    self._write(report)
            except (output.OutputError, ReportError, StreamError) as error:
                faults.append(error)
            else:
                yield from report.out.remarks()
        if faults:
            words = "; ".join(map(str, faults))
            badly_written = isinstance(faults[0], (output.WriteError, NoRoomError))
            raise output.WriteError(words) if badly_written else output.OutputError(words)

    def _write(self, report: _Report) -> None:
        from isal import igzip

        from piiscan.reporters.read import read

        if self._unkept is not None:
            raise output.WriteError(f"--report {report.reporter.name}: {self._unkept}")
        if self._spool is not None:
            self._spool.seek(0)
            with cast("Any", igzip).IGzipFile(fileobj=self._spool, mode="rb") as records:
                stream = cast("BinaryIO", io.BufferedReader(records, 1 << 18))
                report.reporter.write(read(stream, "the records of this run"), report.out, Look())
