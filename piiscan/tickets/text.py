"""The sections of a ticket as the text of a field: Markdown, and plain."""

from __future__ import annotations

from piiscan.reporters.markdown_text import code, plain
from piiscan.tickets.ticket import Ticket


def markdown(ticket: Ticket) -> str:
    """For GitHub and GitLab. Every line begins with a mark of ours: none can be a command of the tracker."""
    lines = [f"<!-- {ticket.id} -->", f"Id: {code(ticket.id)}. Due: {plain(ticket.due)}."]
    for section in ticket.sections:
        lines += ["", f"### {plain(section.title)}", ""]
        lines += [
            f"- {f'{plain(label)}: ' if label else ''}{code(text) if label else plain(text)}"
            for label, text in section.lines
        ]
    return "\n".join(lines)


def simple(ticket: Ticket) -> str:
    """For fields that know no mark-up."""
    lines = [f"Id: {ticket.id}. Due: {ticket.due}."]
    for section in ticket.sections:
        lines += ["", section.title]
        lines += [f"- {f'{label}: ' if label else ''}{text}" for label, text in section.lines]
    return "\n".join(lines)
