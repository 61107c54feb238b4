"""One run of `piiscan inventory`: from a stream that a scan wrote, and perhaps the one before, to the record."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import click

from piiscan.changes import Changes
from piiscan.cli import Failure, NotWritten, gate, output
from piiscan.cli.comparing import comparable
from piiscan.cli.reporting import opened, place
from piiscan.inventory import write
from piiscan.reporters.read import StreamError, read
from piiscan.tickets.spool import SpoolError


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said, as click read it."""

    stream: str
    form: str
    output: str | None
    depth: int
    previous: str | None
    incomplete: bool


def run(options: Options) -> int:
    """Make the inventory; the exit code. Raises `Failure` with a message that may be shown."""
    if options.previous is not None and "-" in {options.stream, options.previous}:
        raise click.UsageError("with --previous both streams are read more than once, so each is a file")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        changes = None if options.previous is None else _changes(options.previous, options)
        with contextlib.ExitStack() as stack:
            stream, name = stack.enter_context(opened(options.stream))
            records = read(stream, name, incomplete=options.incomplete)
            out = stack.enter_context(place(options.output, stream))
            write(records, out, options.form, options.depth, changes)
    except (output.WriteError, SpoolError) as error:
        raise NotWritten(str(error)) from None
    except sqlite3.Error as error:
        raise NotWritten(f"the directory for temporary files: {error.sqlite_errorname}") from None
    except (StreamError, output.OutputError) as error:
        raise Failure(str(error)) from None
    return gate.OK


def _changes(previous: str, options: Options) -> Mapping[str, int]:
    """What became of findings since the scan before, counted."""
    heads = []
    for file in (previous, options.stream):
        with opened(file) as (stream, name):
            heads.append(next(read(stream, name)))
    comparable((previous, options.stream), heads)
    with Changes(one_root=all(len(head["roots"]) == 1 for head in heads)) as changes:
        for file in (previous, options.stream):
            with opened(file) as (stream, name):
                changes.take(read(stream, name, incomplete=options.incomplete))
        return changes.counts()
