"""One run of `piiscan inventory`: from a stream that a scan wrote, those before it and marks, to the record."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import click
from msgspec import Struct

from piiscan.cli import Failure, NotWritten, gate, tell
from piiscan.cli.comparing import comparable, cut_off
from piiscan.cli.reporting import opened, place, reader
from piiscan.inventory import write
from piiscan.inventory.trail import Trail
from piiscan.marks import Mark, MarksError, read_marks
from piiscan.reporters.read import StreamError, read
from piiscan.tickets.spool import SpoolError


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    stream: str
    form: str
    output: str | None
    depth: int
    previous: tuple[str, ...]
    marks: tuple[str, ...]
    incomplete: bool


def run(options: Options) -> int:
    """Make the inventory; the exit code. Raises `Failure` with a message that may be shown."""
    if options.previous and "-" in {options.stream, *options.previous}:
        raise click.UsageError("with --previous the streams are read more than once, so each is a file")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        decided = [mark for file in options.marks for mark in read_marks(file)]
        with contextlib.ExitStack() as stack:
            trail = stack.enter_context(Trail(decided)) if decided or options.marks or options.previous else None
            changes = _changes(trail, options) if trail is not None and options.previous else None
            stream, name = stack.enter_context(opened(options.stream))
            records = _keyed(read(stream, name, incomplete=options.incomplete), decided, name)
            out = stack.enter_context(place(options.output, stream))
            write(records, out, options.form, options.depth, changes, trail)
    except SpoolError as error:
        raise NotWritten(str(error)) from None
    except sqlite3.Error as error:
        raise NotWritten(f"the directory for temporary files: {error.sqlite_errorname}") from None
    except (MarksError, StreamError) as error:
        raise Failure(str(error)) from None
    return gate.OK


def _changes(trail: Trail, options: Options) -> Mapping[str, int]:
    """What became of findings since the scan before, counted; the trail notes what was done."""
    files = (*options.previous, options.stream)
    heads = []
    for file in files:
        with opened(file) as (stream, name):
            heads.append(next(read(stream, name)))
    comparable(files, heads)
    readers = [partial(reader, file, options.incomplete) for file in files]
    counts = trail.compare(readers, one_root=all(len(head["roots"]) == 1 for head in heads))
    for file, scan in zip(options.previous, trail.earlier(), strict=True):
        if scan.interrupted:
            tell(cut_off(file))
    return counts


def _keyed(records: Iterator[Mapping[str, Any]], marks: Sequence[Mark], name: str) -> Iterator[Mapping[str, Any]]:
    """The records of a stream whose ids are those of the marks, as far as these say."""
    head = next(records)
    for mark in marks:
        if mark.key_id and mark.key_id != head["key_id"]:
            raise Failure(
                f"{name}: its ids were made with another key ({head['key_id'] or 'none'}) than those of the marks "
                f"({mark.key_id}), so none can be found"
            )
    yield head
    yield from records
