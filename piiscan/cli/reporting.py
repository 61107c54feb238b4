"""One run of `piiscan report`: a stream that a scan wrote, as any report; and what others that read streams share."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click
from msgspec import Struct

from piiscan.cli import Failure, NotWritten, gate, more, output, tell
from piiscan.cli.look import look
from piiscan.given import in_words
from piiscan.reporters import REPORTERS
from piiscan.reporters.parts import NoRoomError, ReportError
from piiscan.reporters.read import StreamError, read

Streams = Sequence[tuple[BinaryIO, str]]
"""Open, each with what to call it."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What the command line said of a report that is made of streams, as click read it."""

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


class Options(Wanted, frozen=True, kw_only=True):
    """The same of `piiscan report`."""

    stream: str
    incomplete: bool


def run(options: Options) -> int:
    """Make the report; the exit code. Raises `Failure` with a message that may be shown."""

    def records(streams: Streams) -> Iterator[Mapping[str, Any]]:
        return read(*streams[0], incomplete=options.incomplete, values=options.reveal)

    for remark in written(options, [options.stream], records):
        tell(remark)
    return gate.OK


def written(
    wanted: Wanted, paths: Sequence[str], records: Callable[[Streams], Iterator[Mapping[str, Any]]]
) -> Sequence[str]:
    """Write a report, and those beside it, of the records that are made of the streams; what is to be told of it.

    Raises `Failure` with a message that may be shown.
    """
    reporter = next(reporter for reporter in REPORTERS if reporter.name == wanted.form)
    if wanted.reveal and (wanted.file is None or not reporter.carries_values):
        raise click.UsageError(output.REVEAL)
    further = more.asked(wanted.reports, wanted.file)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    shown = look(
        wanted.color,
        file=wanted.file is not None,
        show=(*wanted.show, *(["encrypted"] if wanted.report_encrypted else [])),
        reveal=wanted.reveal,
    )
    try:
        with more.Further(further) as others, contextlib.ExitStack() as stack:
            streams = [stack.enter_context(opened(path)) for path in paths]
            whole = records(streams)
            for stream, _ in streams:
                not_its_own(stream, others.own, "--report")
            if wanted.file is None:
                out = stack.enter_context(output.standard_output(sys.stdout))
            else:
                out, own = stack.enter_context(output.report_file(wanted.file))
                for stream, _ in streams:
                    not_its_own(stream, own, wanted.file)
            reporter.write(others.taken(whole), out, shown)
            stack.close()
            for remark in others.write():
                tell(remark)
    except NoRoomError as error:
        raise NotWritten(str(error)) from None
    except (ReportError, StreamError) as error:
        raise Failure(str(error)) from None
    return tuple(out.remarks()) if isinstance(out, output.Parts) else ()


@contextlib.contextmanager
def opened(path: str) -> Iterator[tuple[BinaryIO, str]]:
    """The stream, and what to call it."""
    if path == "-":
        if sys.stdin is None:
            raise Failure("standard input is closed")
        yield sys.stdin.buffer, "standard input"
        return
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open("rb"))
        except OSError as error:
            raise Failure(f"{path}: {in_words(error)}") from None
        yield file, path


@contextlib.contextmanager
def reader(
    file: str,
    incomplete: bool,  # noqa: FBT001 - bound to it
    wants: Callable[[str], bool] | None = None,
) -> Iterator[Iterator[Mapping[str, Any]]]:
    """The records of a stream that is read more than once."""
    with opened(file) as (stream, name):
        yield read(stream, name, incomplete=incomplete, wants=wants)


@contextlib.contextmanager
def place(file: str | None, stream: BinaryIO) -> Iterator[output.Guarded]:
    """Standard output, or a report file that is not the stream itself."""
    if file in {None, "-"}:
        with output.standard_output(sys.stdout) as out:
            yield out
        return
    with output.report_file(str(file)) as (parts, own):
        not_its_own(stream, own, str(file))
        yield parts


def not_its_own(stream: BinaryIO, own: set[output.FileId], file: str) -> None:
    """Refuse to put a report in the place of its own stream, which is the one that holds everything."""
    with contextlib.suppress(OSError):  # a stream that is no file
        status = os.fstat(stream.fileno())
        if (status.st_dev, status.st_ino) in own:
            raise output.OutputError(f"{file}: is the stream that the report is made of; name another file")
