"""GitLab: a line of JSON for each ticket, the body of `POST /projects/{id}/issues`, confidential.

A ticket that is there already has its number (`issue_iid`) beside it, for `PUT …/issues/{issue_iid}`, which takes
`state_event` (close, reopen) too: docs.gitlab.com/api/issues. A title has 255 characters, a description 1,048,576;
`labels` is one text with commas, `due_date` is YYYY-MM-DD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket

TITLE = 255
DESCRIPTION = 1_048_576
_EVENTS = {"closed": "close", "reopened": "reopen"}


def write(tickets: Iterable[Ticket], out: Sink, _terms: Terms) -> None:
    """Write a line for each."""
    for ticket in tickets:
        event = {"state_event": _EVENTS[ticket.state]} if ticket.state in _EVENTS else {}
        own = {"issue_iid": int(ticket.key), **event} if ticket.key.isdecimal() else {}
        body = {
            **own,
            "title": title(ticket),
            "description": markdown(ticket, DESCRIPTION),
            "labels": ",".join(label.replace(",", " ") for label in ticket.labels),
            **({"due_date": ticket.due} if ticket.due else {}),
            "confidential": True,
        }
        out.write(json.dumps(body) + "\n")


def title(ticket: Ticket) -> str:
    """A title that calls nobody."""
    return ticket.title.replace("@", "@\u200b")[:TITLE]
