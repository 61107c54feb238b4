"""GitHub: a line of JSON for each ticket, the body of `POST /repos/{owner}/{repo}/issues`.

A ticket that is there already has its number (`issue_number`) beside it, for `PATCH …/issues/{issue_number}`, which
takes `state` (open, closed) and `state_reason` (completed, not_planned, reopened) too: docs.github.com/en/rest/issues.
A body has 65,536 characters ("body is too long (maximum is 65536 characters)"), a title 256, a label 50.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket

LABEL = 50
BODY = 65_536
_TITLE = 256


def write(tickets: Iterable[Ticket], out: Sink, _terms: Terms) -> None:
    """Write a line for each."""
    for ticket in tickets:
        own = {"issue_number": int(ticket.key), **_state(ticket)} if ticket.key.isdecimal() else {}
        # A title is no Markdown, but an @ in it would call somebody.
        title = ticket.title.replace("@", "@\u200b")[:_TITLE]
        body = {"title": title, "body": markdown(ticket, BODY)}
        labels = {} if own else {"labels": list(ticket.labels)}  # of one that is there they would replace all others
        out.write(json.dumps({**own, **body, **labels}) + "\n")


def _state(ticket: Ticket) -> dict[str, str]:
    if ticket.state == "closed":
        return {"state": "closed", "state_reason": "not_planned" if ticket.decided else "completed"}
    return {"state": "open", "state_reason": "reopened"} if ticket.state == "reopened" else {}
