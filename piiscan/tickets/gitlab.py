"""GitLab: a line of JSON for each ticket, the body of `POST /projects/{id}/issues`, confidential.

A ticket that is there already has its number (`issue_iid`) beside it, for `PUT …/issues/{issue_iid}`, which takes
`state_event` (close, reopen), `add_labels` and `remove_labels` too: docs.gitlab.com/api/issues. A title has 255
characters, a description 1,048,576; `labels` is one text with commas, `due_date` is YYYY-MM-DD.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket, outdated

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
            **_labels(ticket, known=bool(own)),
            **({"due_date": ticket.date} if ticket.date else {}),
            "confidential": True,
        }
        out.write(json.dumps(body) + "\n")


def _labels(ticket: Ticket, *, known: bool) -> dict[str, str]:
    """The labels; of an issue that is there those of others are left to it."""
    names = ",".join(label.replace(",", " ") for label in ticket.labels)
    return {"add_labels": names, "remove_labels": ",".join(outdated(ticket))} if known else {"labels": names}


def title(ticket: Ticket) -> str:
    """A title that calls nobody."""
    return ticket.title.replace("@", "@\u200b")[:TITLE]
