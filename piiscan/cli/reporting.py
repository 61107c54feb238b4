"""One run of `piiscan report`: from a stream that a scan wrote to a report in another format."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import click

from piiscan.cli import Failure, NotWritten, gate, more, output, tell
from piiscan.cli.look import look
from piiscan.given import in_words
from piiscan.reporters import REPORTERS
from piiscan.reporters.parts import NoRoomError, ReportError
from piiscan.reporters.read import StreamError, read


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said, as click read it."""

    stream: str
    form: str
    output: str | None
    reports: tuple[str, ...]
    incomplete: bool
    reveal: bool
    show: tuple[str, ...]
    report_encrypted: bool
    color: str

    @property
    def file(self) -> str | None:
        """The report file; `-o -` means standard output."""
        return None if self.output in {None, "-"} else self.output


def run(options: Options) -> int:
    """Make the report; the exit code. Raises `Failure` with a message that may be shown."""
    reporter = next(reporter for reporter in REPORTERS if reporter.name == options.form)
    if options.reveal and (options.file is None or not reporter.carries_values):
        raise click.UsageError(output.REVEAL)
    further = more.asked(options.reports, options.file)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    shown = look(
        options.color,
        file=options.file is not None,
        show=(*options.show, *(["encrypted"] if options.report_encrypted else [])),
        reveal=options.reveal,
    )
    try:
        with more.Further(further) as others, contextlib.ExitStack() as stack:
            stream, name = stack.enter_context(opened(options.stream))
            records = read(stream, name, incomplete=options.incomplete, values=options.reveal)
            not_its_own(stream, others.own, "--report")
            if options.file is None:
                out = stack.enter_context(output.standard_output(sys.stdout))
            else:
                out, own = stack.enter_context(output.report_file(options.file))
                not_its_own(stream, own, options.file)
            reporter.write(others.taken(records), out, shown)
            stack.close()
            for remark in others.write():
                tell(remark)
        if isinstance(out, output.Parts):
            for remark in out.remarks():
                tell(remark)
    except NoRoomError as error:
        raise NotWritten(str(error)) from None
    except (ReportError, StreamError) as error:
        raise Failure(str(error)) from None
    return gate.OK


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
