"""Tickets from the stream of a finished scan: one for each file, folder or owner, in the shape a tracker imports.

Rule: a ticket has the same id in every run, whatever its counts say, so that a second import can find the first one's.
No network: what is written is what the operator sends. Memory is that of one file, whatever the scan found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from piiscan.reporters.terminal import Sink
from piiscan.tickets.case import Case, Wanted, cases
from piiscan.tickets.spool import gathered
from piiscan.tickets.ticket import Terms, Ticket, ticket

TARGETS = ("jira", "servicenow", "github", "gitlab", "csv")
GROUPS = ("file", "folder", "owner")

Record = Mapping[str, Any]


def write(records: Iterable[Record], out: Sink, target: str, wanted: Wanted, terms: Terms) -> int:
    """Write the tickets of a stream; how many there are."""
    count = 0

    def counted() -> Iterator[Ticket]:
        nonlocal count
        for case in _grouped(records, wanted):
            count += 1
            yield ticket(case, terms)

    import_module(f"{__name__}.{target}").write(counted(), out, terms)
    return count


def _grouped(records: Iterable[Record], wanted: Wanted) -> Iterator[Case]:
    found = cases(records, wanted)
    return found if wanted.group_by == "file" else gathered(found)
