"""One run of `piiscan tickets`: from a stream that a scan wrote to what a tracker imports."""

from __future__ import annotations

import contextlib
import re
import resource
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import click
from msgspec import Struct

from piiscan.cli import Failure, NotWritten, gate, tell
from piiscan.cli.comparing import cut_off
from piiscan.cli.reporting import opened, place, reader
from piiscan.given import GivenError, read_whole
from piiscan.reporters.parts import ReportError
from piiscan.reporters.read import StreamError, read
from piiscan.reporters.terminal import escape
from piiscan.tickets import KEYED, LEFT_OUT, ONLY_NEW, write
from piiscan.tickets.case import Wanted
from piiscan.tickets.since import Since
from piiscan.tickets.spool import SpoolError
from piiscan.tickets.ticket import DUE, Terms, due_of, identity

_KNOWN = re.compile(r"(piiscan-[0-9a-f]{20})[\s,;]+([\w.-]{1,64})(?:[\s,;]+(\d{4}-\d\d-\d\d))?")
_TOLD = 10  # tickets, one by one
_LARGEST = 64 << 20  # bytes of a list of tickets
LABELS = {"github": 50, "gitlab": 255, "gitlab-csv": 255, "jira": 255, "jira-csv": 255}  # characters of one


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    stream: str
    target: str
    group_by: str
    output: str | None
    at_least: str
    due: dict[str, int]
    site: str
    project: str
    issue_type: str
    labels: tuple[str, ...]
    known: str | None
    since: str | None
    transition: str
    milestone: str
    incomplete: bool


def run(options: Options) -> int:
    """Make the tickets; the exit code. Raises `Failure` with a message that may be shown."""
    _possible(options)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    terms = Terms(
        {**DUE, **options.due},
        escape(options.site),
        escape(options.project),
        escape(options.issue_type),
        tuple(map(escape, options.labels)),
        *(_known(options.known) if options.known is not None else ({}, {})),
        escape(options.transition),
        escape(options.milestone),
    )
    wanted = Wanted(options.group_by, options.at_least)
    try:
        with contextlib.ExitStack() as stack:
            stream, name = stack.enter_context(opened(options.stream))
            records = read(stream, name, incomplete=options.incomplete)
            out = stack.enter_context(place(options.output, stream))
            since = None
            if options.since is not None:
                before = partial(reader, options.since, options.incomplete)
                asked = (lambda case: identity(case, terms.site), lambda case: due_of(case, terms))
                since = stack.enter_context(Since(before, wanted, *asked))
            counts = write(records, out, options.target, wanted, terms, since)
    except (SpoolError, ReportError) as error:
        raise NotWritten(str(error)) from None
    except sqlite3.Error as error:
        raise NotWritten(f"the directory for temporary files: {error.sqlite_errorname}") from None
    except StreamError as error:
        raise Failure(str(error)) from None
    if since is not None and since.interrupted:
        tell(cut_off(str(options.since)))
    if options.output not in {None, "-"} or since is not None or counts[LEFT_OUT]:
        tell(_said(counts, since))
    if since is not None and since.neither:
        tell(_neither(since.neither, terms.known))
    return gate.OK


def _neither(ids: Sequence[str], known: Mapping[str, str]) -> str:
    """What is to be told of tickets that a scan of longer ago has made, perhaps: these two say nothing of them."""
    some = ", ".join(f"{own} ({known[own]})" for own in ids[:_TOLD])
    more = f" and {len(ids) - _TOLD:,} more" if len(ids) > _TOLD else ""
    are = "is" if len(ids) == 1 else "are"
    return f"{len(ids):,} of --known {are} in neither scan: {some}{more}: see whether what they are about is done"


def _possible(options: Options) -> None:
    """Refuse what the tracker could not be told."""
    if options.since is not None:
        if options.since == "-":
            raise click.UsageError("--since: the scan before is read more than once, so it is a file")
        if options.target in ONLY_NEW:
            raise click.UsageError(f"--since: the importer behind {options.target} closes nothing; use --for gitlab")
        if options.target in KEYED and options.known is None:
            raise click.UsageError(f"--since with --for {options.target} needs --known: it closes a ticket by its key")
    longest = LABELS.get(options.target)
    for label in options.labels:
        if longest is not None and len(label) > longest:
            raise click.UsageError(f"--label: {options.target} takes no more than {longest} characters")


def _said(counts: Counter[str], since: Since | None) -> str:
    written = sum(counts.values()) - counts[LEFT_OUT]
    said = f"{written:,} {'ticket' if written == 1 else 'tickets'}"
    if since is not None:
        names = {"new": "new", "open": "as before", "reopened": "reopened", "closed": "to be closed"}
        each = [f"{counts[state]:,} {name}" for state, name in names.items() if counts[state]]
        said += f": {', '.join(each)}" if each else ""
        if since.unknown:
            said += f"; {since.unknown:,} not closed: what they are about was not read to its end"
    if counts[LEFT_OUT]:
        said += f"; {counts[LEFT_OUT]:,} left out, which the tracker cannot be told: --known has no key of theirs, or"
        said += " the importer makes new ones only"
    return said


def _known(file: str) -> tuple[dict[str, str], dict[str, str]]:
    """The keys of tickets by our ids, and when they are due. A line without a key is none of the list, and refused."""
    try:
        text = read_whole(file, _LARGEST).decode("utf-8-sig", "replace")
    except GivenError as error:
        raise Failure(f"{file}: {error}") from None
    found, due = {}, {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _KNOWN.fullmatch(line.strip())
        if match is None:
            raise Failure(f"{file}: line {number}: is not an id (piiscan-…), a key and perhaps a date (2026-06-30)")
        found[match[1]] = match[2]
        if match[3]:
            due[match[1]] = match[3]
    return found, due
