"""ServiceNow: lines of JSON, each the body of an import set's `insertMultiple`, with up to 200 records.

`POST /api/now/import/{staging table}/insertMultiple` takes `{"records": [...]}` of texts; 200 is what its
documentation advises (Import Set API; insertMultiple). The fields are those of Data Loss Prevention Incident Response,
and those of a task: a `short_description` of 160 characters, a `description` of 4,000, times as YYYY-MM-DD hh:mm:ss in
UTC, `state` 1 open, 3 closed complete, 7 closed skipped, given where it changes. `correlation_id` is the one to
coalesce on, so that a second import updates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import simple
from piiscan.tickets.ticket import Terms, Ticket

MANY = 200
LONGEST = 4_000
_SHORT = 160
_STATES = {"reopened": "1", "closed": "3"}
_SKIPPED = "7"
_PRIORITIES = {"critical": "1", "high": "2", "medium": "3", "low": "4"}
_CODE = re.compile(r"\[(/?code)\]", re.IGNORECASE)  # what stands between them is HTML in a journal


def write(tickets: Iterable[Ticket], out: Sink, terms: Terms) -> None:
    """Write a line for every two hundred."""
    waiting: list[dict[str, str]] = []
    for ticket in tickets:
        waiting.append(_record(ticket, terms))
        if len(waiting) == MANY:
            out.write(json.dumps({"records": waiting}) + "\n")
            waiting.clear()
    if waiting:
        out.write(json.dumps({"records": waiting}) + "\n")


def _record(ticket: Ticket, terms: Terms) -> dict[str, str]:
    case = ticket.case
    where, _, name = case.where.rpartition("/") if case.by == "file" else (case.name, "", "")
    record = {
        "correlation_id": ticket.id,
        "correlation_display": "piiscan",
        "short_description": ticket.title[:_SHORT],
        "description": simple(ticket, LONGEST),
        "priority": _PRIORITIES[ticket.severity.severity.word],
        "due_date": f"{ticket.date} 00:00:00" if ticket.date else "",
        "policy_id": "201-CMR-17.02",
        "policy_name": "Personal information of residents of Massachusetts",
        "match_count": str(case.listed),
        "file_name": name,
        "file_location": where,
        "file_owner": case.said("owner"),
        "file_permissions": case.said("mode"),
        "last_modified": case.modified.replace("T", " ").removesuffix("Z"),
        "detection_date": case.started.replace("T", " ").removesuffix("Z"),
        "machine_name": terms.site,
        "scan_source": "piiscan",
        "work_notes": _CODE.sub(_round, f"Suggested: {ticket.action.word}. {'; '.join(ticket.severity.factors)}."),
        "seen_before": "true" if ticket.key or ticket.state in {"open", "closed"} else "false",
        "state": _SKIPPED if ticket.decided else _STATES.get(ticket.state, ""),
        "close_notes": ticket.closed[:LONGEST],
    }
    return {name: value for name, value in record.items() if value}


def _round(found: re.Match[str]) -> str:
    return f"({found[1].lower()})"
