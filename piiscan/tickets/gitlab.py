"""GitLab: a line of JSON for each ticket, the body of `POST /projects/{id}/issues`, confidential.

A ticket that is there already has its number (`issue_iid`), for `PUT …/issues/{issue_iid}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket

_TITLE = 255


def write(tickets: Iterable[Ticket], out: Sink, _terms: Terms) -> None:
    """Write a line for each."""
    for ticket in tickets:
        own = {"issue_iid": int(ticket.key)} if ticket.key.isdecimal() else {}
        body = {
            **own,
            "title": ticket.title.replace("@", "@\u200b")[:_TITLE],
            "description": markdown(ticket),
            "labels": ",".join(label.replace(",", " ") for label in ticket.labels),
            **({"due_date": ticket.due} if ticket.due else {}),
            "confidential": True,
        }
        out.write(json.dumps(body) + "\n")
