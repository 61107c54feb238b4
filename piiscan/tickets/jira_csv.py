"""Jira's importer of CSV: a row for each ticket, under the names of Jira's own fields.

Facts (support.atlassian.com: "Import data from a CSV file", "Create issues using the CSV importer"): the head has a
`Summary` and no punctuation; no comma of an empty cell may be left out; a field with several values has several
columns of one name; a label has no blank. A column mapped to `Issue Key` updates the issue that has this key in the
External System Import of an administrator; the import on the page of issues makes new ones only. The format of dates
is asked for by the importer: give it `yyyy-MM-dd`. A description is wiki mark-up, so it stands as `{noformat}`; it has
no more than 32,767 characters. Some 10,000 issues go into one file; beyond that the tickets go on in another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from csv import QUOTE_ALL, writer

from piiscan.reporters.parts import another
from piiscan.reporters.terminal import Sink
from piiscan.tickets.jira import PRIORITIES, labels, summary
from piiscan.tickets.text import simple
from piiscan.tickets.ticket import Terms, Ticket

ROWS = 10_000
LONGEST = 32_767
_FRAME = "{noformat}"
_HEAD = ("Summary", "Issue Key", "Project Key", "Issue Type", "Priority", "Due Date", "Description", "Comment Body")
_OWN = 4  # labels of every ticket: its id, piiscan, the severity, the action


def write(tickets: Iterable[Ticket], out: Sink, terms: Terms) -> None:
    """Write the head, and a row for each."""
    head = (*_HEAD, *["Labels"] * (_OWN + len(terms.labels)))
    rows, count = _begun(out, head), 0
    for ticket in tickets:
        if count == ROWS:
            out = another(out, f"more tickets than Jira imports from one file ({ROWS:,})")
            rows, count = _begun(out, head), 0
        rows.writerow(_row(ticket, terms))
        count += 1


def _begun(out: Sink, head: Iterable[str]):  # type: ignore[no-untyped-def]  # csv names no type for its writers  # noqa: ANN202
    rows = writer(out, quoting=QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(head)
    return rows


def _row(ticket: Ticket, terms: Terms) -> list[str]:
    text = simple(ticket, LONGEST - 2 * len(_FRAME) - 2)
    return [
        *(summary(ticket), ticket.key, terms.project, terms.issue_type, PRIORITIES[ticket.severity.severity.word]),
        *(ticket.date, _framed(f"\n{text}\n"), _framed(ticket.closed) if ticket.closed else ""),
        *labels(ticket),
    ]


def _framed(text: str) -> str:
    """Text in which nothing is mark-up, and nothing ends the frame."""
    return f"{_FRAME}{text.replace('{noformat', '(noformat')}{_FRAME}"
