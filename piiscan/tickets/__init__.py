"""Tickets from the stream of a finished scan: one for each file, folder or owner, in the shape a tracker imports.

Rule: a ticket has the same id in every run, whatever its counts say, so that a second import can find the first one's.
No network: what is written is what the operator sends. Memory is that of one file, whatever the scan found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from piiscan.reporters.terminal import Sink
from piiscan.tickets.case import Case, Wanted, cases
from piiscan.tickets.since import Since
from piiscan.tickets.spool import gathered
from piiscan.tickets.ticket import Terms, Ticket, closing, identity, ticket

KEYED = frozenset({"jira", "jira-csv", "github", "gitlab"})  # a ticket that is there is found by its key alone
ONLY_NEW = frozenset({"gitlab-csv"})  # an importer that cannot change what is there
LEFT_OUT = "left out"  # beside the states of tickets: what cannot be written for the tracker

Record = Mapping[str, Any]


def write(
    records: Iterable[Record], out: Sink, target: str, wanted: Wanted, terms: Terms, since: Since | None = None
) -> Counter[str]:
    """Write the tickets of a stream; how many there are, by their state. `since`: what the scan before had."""
    counts: Counter[str] = Counter()
    missing = set(terms.known)

    def counted() -> Iterator[Ticket]:
        for one in _tickets(records, wanted, terms, since):
            missing.discard(one.id)
            skipped = (
                (one.key or one.state == "closed") if target in ONLY_NEW else one.state == "closed" and not one.key
            )
            state = LEFT_OUT if skipped and target in KEYED | ONLY_NEW else one.state
            counts[state] += 1
            if state != LEFT_OUT:
                yield one

    import_module(f"{__name__}.{target.replace('-', '_')}").write(counted(), out, terms)
    if since is not None:
        since.neither = sorted(own for own in missing if not since.knew(own))
    return counts


def _tickets(records: Iterable[Record], wanted: Wanted, terms: Terms, since: Since | None) -> Iterator[Ticket]:
    if since is None:
        for case in _grouped(cases(records, wanted), wanted):
            yield ticket(case, terms)
        return
    since.begin()
    for case in _grouped(_undecided(cases(since.taking(records), wanted._replace(decided=True)), since), wanted):
        before = since.had(identity(case, terms.site))
        yield ticket(case, terms, had=before is not None, before=before or "")
    for case, why, decided in since.closed():
        yield closing(case, terms, why, decided=decided)


def _undecided(found: Iterable[Case], since: Since) -> Iterator[Case]:
    """The cases with something to do; of the others the decisions are noted."""
    for case in found:
        if case.listed:
            yield case
        else:
            since.decided(case)


def _grouped(found: Iterable[Case], wanted: Wanted) -> Iterator[Case]:
    return iter(found) if wanted.group_by == "file" else gathered(found)
