"""Jira Cloud: lines of JSON, each the body of `POST /rest/api/3/issue/bulk` with up to 50 issues.

The text is Atlassian's document format, where nothing is mark-up that is not a node. The id is a label, which JQL
finds, and a property of the issue. A ticket that is there already is a line of its own, the body of
`PUT /rest/api/3/issue/{issueIdOrKey}` with that key beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from piiscan.reporters.terminal import Sink
from piiscan.tickets.ticket import Section, Terms, Ticket

BULK = 50
_SUMMARY = 255
_PRIORITIES = {"critical": "Highest", "high": "High", "medium": "Medium", "low": "Low"}

Node = dict[str, object]


def write(tickets: Iterable[Ticket], out: Sink, terms: Terms) -> None:
    """Write a line for every fifty."""
    new: list[Node] = []
    for ticket in tickets:
        issue = _issue(ticket, terms)
        if ticket.key:
            del issue["fields"]["project"]  # type: ignore[attr-defined]  # it has one
            out.write(json.dumps({"issueIdOrKey": ticket.key, **issue}) + "\n")
            continue
        new.append(issue)
        if len(new) == BULK:
            _flush(new, out)
    _flush(new, out)


def _flush(new: list[Node], out: Sink) -> None:
    if new:
        out.write(json.dumps({"issueUpdates": new}) + "\n")
        new.clear()


def _issue(ticket: Ticket, terms: Terms) -> Node:
    fields: Node = {
        "project": {"key": terms.project},
        "issuetype": {"name": terms.issue_type},
        "summary": ticket.title[:_SUMMARY],
        "description": {"type": "doc", "version": 1, "content": list(_content(ticket))},
        "labels": ["-".join(label.split()) for label in (ticket.id, *ticket.labels)],  # a blank is refused
        "priority": {"name": _PRIORITIES[ticket.severity.severity.word]},
    }
    if ticket.due:
        fields["duedate"] = ticket.due
    value = {"id": ticket.id, "severity": ticket.severity.severity.word, "action": ticket.action.word}
    return {"fields": fields, "properties": [{"key": "piiscan", "value": value}]}


def _content(ticket: Ticket) -> Iterator[Node]:
    for section in ticket.sections:
        yield {"type": "heading", "attrs": {"level": 3}, "content": [_text(section.title)]}
        if section.lines:
            yield {"type": "bulletList", "content": list(_items(section))}


def _items(section: Section) -> Iterator[Node]:
    for label, text in section.lines:
        nodes = [_text(f"{label}: "), _text(text, "code")] if label else [_text(text)]
        yield {"type": "listItem", "content": [{"type": "paragraph", "content": nodes}]}


def _text(text: str, mark: str = "") -> Node:
    node: Node = {"type": "text", "text": text}
    return {**node, "marks": [{"type": mark}]} if mark else node
