"""Jira Cloud: lines of JSON, each the body of `POST /rest/api/3/issue/bulk` with up to 50 issues.

The text is Atlassian's document format, where nothing is mark-up that is not a node, of no more than 32,767
characters. The id is a label, which JQL finds, and a property of the issue. A ticket that is there already is a line of
its own, with its key beside it (`issueIdOrKey`): the body of `PUT /rest/api/3/issue/{issueIdOrKey}`; one that is to be
closed says so by a label and a comment and, given the id of a transition, which each workflow has its own of, by a
further line, the body of `POST /rest/api/3/issue/{issueIdOrKey}/transitions` (developer.atlassian.com, REST API v3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from piiscan.reporters.terminal import Sink
from piiscan.tickets.text import fitting
from piiscan.tickets.ticket import Section, Terms, Ticket, outdated

BULK = 50
LONGEST = 30_000  # characters of a description, and room for what its nodes take of Jira's 32,767
_SUMMARY = 255
PRIORITIES = {"critical": "Highest", "high": "High", "medium": "Medium", "low": "Low"}

Node = dict[str, object]


def write(tickets: Iterable[Ticket], out: Sink, terms: Terms) -> None:
    """Write a line for every fifty."""
    new: list[Node] = []
    for ticket in tickets:
        if ticket.key:
            for body in _known(ticket, terms):
                out.write(json.dumps({"issueIdOrKey": ticket.key, **body}) + "\n")
            continue
        new.append(_issue(ticket, terms))
        if len(new) == BULK:
            _flush(new, out)
    _flush(new, out)


def _flush(new: list[Node], out: Sink) -> None:
    if new:
        out.write(json.dumps({"issueUpdates": new}) + "\n")
        new.clear()


def _known(ticket: Ticket, terms: Terms) -> Iterator[Node]:
    """The requests for an issue that is there."""
    if ticket.state != "closed":
        issue = _issue(ticket, terms)
        for name in ("project", "labels"):  # it has a project, and labels of others, which are to stay
            del issue["fields"][name]  # type: ignore[attr-defined]
        yield {**issue, "update": {"labels": _relabelled(ticket)}}
        return
    told = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [_text(ticket.closed)]}]}
    yield {"update": {"labels": _relabelled(ticket), "comment": [{"add": {"body": told}}]}}
    if terms.transition:
        yield {"transition": {"id": terms.transition}}


def _relabelled(ticket: Ticket) -> list[dict[str, str]]:
    return [{"add": label} for label in labels(ticket)] + [{"remove": label} for label in outdated(ticket)]


def summary(ticket: Ticket) -> str:
    """A title in one line."""
    return ticket.title[:_SUMMARY]


def labels(ticket: Ticket) -> list[str]:
    """The labels, the id before them. A blank in one is refused."""
    return ["-".join(label.split()) for label in (ticket.id, *ticket.labels)]


def _issue(ticket: Ticket, terms: Terms) -> Node:
    fields: Node = {
        "project": {"key": terms.project},
        "issuetype": {"name": terms.issue_type},
        "summary": summary(ticket),
        "description": {"type": "doc", "version": 1, "content": list(_content(ticket))},
        "labels": labels(ticket),
        "priority": {"name": PRIORITIES[ticket.severity.severity.word]},
    }
    if ticket.date:
        fields["duedate"] = ticket.date
    value = {"id": ticket.id, "severity": ticket.severity.severity.word, "action": ticket.action.word}
    return {"fields": fields, "properties": [{"key": "piiscan", "value": value}]}


def _content(ticket: Ticket) -> Iterator[Node]:
    for section in fitting(ticket.sections, LONGEST):
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
