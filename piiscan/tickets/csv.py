"""CSV for anything else: a row for each ticket, safe to open in Excel (CWE-1236), whole text in one cell."""

from __future__ import annotations

from collections.abc import Iterable
from csv import QUOTE_ALL, writer

from piiscan.reporters.csv_rows import CELL, ROWS, cell
from piiscan.reporters.parts import Parted
from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import simple
from piiscan.tickets.ticket import Terms, Ticket

COLUMNS = (
    *(
        "id",
        "key",
        "title",
        "state",
        "severity",
        "due_date",
        "action",
        "steps",
        "group_by",
        "path",
        "files",
        "findings",
    ),
    *("persons_massachusetts", "persons_unknown", "persons_elsewhere", "kinds", "owner", "group", "mode"),
    *("last_change", "volume", "lock", "clauses", "factors", "labels", "closed_because", "description"),
)


def write(tickets: Iterable[Ticket], out: Sink, _terms: Terms) -> None:
    """Write the head, and a row for each."""
    rows, count = _begun(out), 0
    for ticket in tickets:
        if count == ROWS and isinstance(out, Parted):
            rows, count = _begun(out.another()), 0
        rows.writerow([*map(cell, _row(ticket)), _text(ticket)])
        count += 1


def _begun(out: Sink):  # type: ignore[no-untyped-def]  # csv names no type for its writers  # noqa: ANN202
    rows = writer(out, quoting=QUOTE_ALL, lineterminator="\r\n")
    out.write("\ufeff")
    rows.writerow(COLUMNS)
    return rows


def _row(ticket: Ticket) -> list[object]:
    case, persons = ticket.case, ticket.case.persons
    return [
        *(ticket.id, ticket.key, ticket.title, ticket.state, ticket.severity.severity.word, ticket.due),
        *(ticket.action.word, "; ".join(ticket.action.steps), case.by, case.where, case.files, case.listed),
        *(persons.get(name, 0) for name in ("massachusetts", "unknown", "elsewhere")),
        ", ".join(f"{kind} {number}" for kind, number in sorted(case.kinds.items())),
        *map(case.said, ("owner", "group", "mode")),
        *(case.modified, case.said("volume"), case.said("lock")),
        "; ".join(f"{clause}: {fact}" for clause, facts in sorted(case.duties.items()) for fact in facts),
        *("; ".join(ticket.severity.factors), " ".join(ticket.labels), ticket.closed),
    ]


def _text(ticket: Ticket) -> str:
    """Its lines stay lines; it begins with a letter of ours, and each of them with one or a dash in a quoted cell."""
    return simple(ticket, CELL)
