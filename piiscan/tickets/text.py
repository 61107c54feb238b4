"""The sections of a ticket as the text of a field: Markdown, and plain, no longer than the field takes.

Rule: what does not fit is left out from the end, where the least is, and how much that is stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piiscan.reporters.markdown_text import code, plain
from piiscan.tickets.ticket import Section, Ticket

_ROOM = 100  # characters for the line that says how many lines are left out


def markdown(ticket: Ticket, most: int) -> str:
    """For GitHub and GitLab. Every line begins with a mark of ours: none can be a command of the tracker."""
    due = f" Due: {plain(ticket.due)}." if ticket.due else ""
    lines = [f"<!-- {ticket.id} -->", f"Id: {code(ticket.id)}.{due}"]
    for section in ticket.sections:
        lines += ["", f"### {plain(section.title)}", ""]
        lines += [
            f"- {f'{plain(label)}: ' if label else ''}{code(text) if label else plain(text)}"
            for label, text in section.lines
        ]
    return "\n".join(_fitting(lines, most))


def simple(ticket: Ticket, most: int) -> str:
    """For fields that know no mark-up."""
    lines = [f"Id: {ticket.id}.{f' Due: {ticket.due}.' if ticket.due else ''}"]
    for section in ticket.sections:
        lines += ["", section.title]
        lines += [f"- {f'{label}: ' if label else ''}{text}" for label, text in section.lines]
    return "\n".join(_fitting(lines, most))


def fitting(sections: Iterable[Section], most: int) -> Iterator[Section]:
    """As many lines of the sections as a text of so many characters holds, for one that is no text."""
    room = most - _ROOM
    for section in sections:
        lines, left = [], 0
        room -= len(section.title)
        for label, text in section.lines:
            room -= len(label) + len(text) + 2
            if room < 0:
                left += 1
            else:
                lines.append((label, text))
        yield Section(section.title, (*lines, *((("", _left_out(left)),) if left else ())))


def _fitting(lines: list[str], most: int) -> list[str]:
    if sum(map(len, lines)) + len(lines) <= most:
        return lines
    room, kept = most - _ROOM, 0
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept += 1
    return [*lines[:kept], f"- {_left_out(len(lines) - kept)}"]


def _left_out(lines: int) -> str:
    return f"… {lines:,} more lines are left out: the tracker takes no longer text"
