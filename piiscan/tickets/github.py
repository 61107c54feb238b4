"""GitHub: a line of JSON for each ticket, the body of `POST /repos/{owner}/{repo}/issues`.

A ticket that is there already has its number (`issue_number`), for `PATCH …/issues/{issue_number}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket

_TITLE = 256


def write(tickets: Iterable[Ticket], out: Sink, _terms: Terms) -> None:
    """Write a line for each."""
    for ticket in tickets:
        own = {"issue_number": int(ticket.key)} if ticket.key.isdecimal() else {}
        # A title is no Markdown, but an @ in it would call somebody.
        title = ticket.title.replace("@", "@\u200b")[:_TITLE]
        out.write(json.dumps({**own, "title": title, "body": markdown(ticket), "labels": list(ticket.labels)}) + "\n")
