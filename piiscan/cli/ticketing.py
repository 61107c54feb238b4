"""One run of `piiscan tickets`: from a stream that a scan wrote to what a tracker imports."""

from __future__ import annotations

import contextlib
import re
import resource
from dataclasses import dataclass

from piiscan.cli import Failure, NotWritten, gate, output, tell
from piiscan.cli.reporting import opened, place
from piiscan.given import GivenError, read_whole
from piiscan.reporters.read import StreamError, read
from piiscan.reporters.terminal import escape
from piiscan.tickets import write
from piiscan.tickets.case import Wanted
from piiscan.tickets.spool import SpoolError
from piiscan.tickets.ticket import DUE, Terms

_KNOWN = re.compile(r"(piiscan-[0-9a-f]{20})[\s,;]+([\w.-]{1,64})")
_LARGEST = 64 << 20  # bytes of a list of tickets


@dataclass(frozen=True, slots=True)
class Options:
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
    incomplete: bool


def run(options: Options) -> int:
    """Make the tickets; the exit code. Raises `Failure` with a message that may be shown."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    terms = Terms(
        {**DUE, **options.due},
        escape(options.site),
        escape(options.project),
        escape(options.issue_type),
        tuple(map(escape, options.labels)),
        _known(options.known) if options.known is not None else {},
    )
    try:
        with contextlib.ExitStack() as stack:
            stream, name = stack.enter_context(opened(options.stream))
            records = read(stream, name, incomplete=options.incomplete)
            out = stack.enter_context(place(options.output, stream))
            count = write(records, out, options.target, Wanted(options.group_by, options.at_least), terms)
    except output.WriteError as error:
        raise NotWritten(str(error)) from None
    except SpoolError as error:
        raise NotWritten(str(error)) from None
    except (StreamError, output.OutputError) as error:
        raise Failure(str(error)) from None
    if options.output not in {None, "-"}:
        tell(f"{count:,} {'ticket' if count == 1 else 'tickets'}")
    return gate.OK


def _known(file: str) -> dict[str, str]:
    """The keys of tickets by our ids. A line without both is no line of the list, and refused."""
    try:
        text = read_whole(file, _LARGEST).decode("utf-8-sig", "replace")
    except GivenError as error:
        raise Failure(f"{file}: {error}") from None
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _KNOWN.fullmatch(line.strip())
        if match is None:
            raise Failure(f"{file}: line {number}: is not an id (piiscan-…) and a key")
        found[match[1]] = match[2]
    return found
