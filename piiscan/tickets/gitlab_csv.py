"""GitLab's import of issues from CSV: the columns `title`, `description`, `due_date` (YYYY-MM-DD), `milestone`.

"Data in other columns is not imported"; the description may hold quick actions, a line each, for what has no column:
docs.gitlab.com/user/project/issues/csv_import. So the labels and that an issue is confidential are its last lines. The
importer makes new issues only. A file has no more than an attachment has, 10 MB where nothing else is set; beyond
that the tickets go on in another file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from csv import QUOTE_ALL, writer

from piiscan.reporters.parts import another
from piiscan.reporters.terminal import Sink
from piiscan.tickets.gitlab import title
from piiscan.tickets.text import markdown
from piiscan.tickets.ticket import Terms, Ticket

LARGEST = 10_000_000  # bytes of a file
DESCRIPTION = 100_000  # characters: some rows fit in any file


def write(tickets: Iterable[Ticket], out: Sink, terms: Terms) -> None:
    """Write the head, and a row for each."""
    head = _line(["title", "description", "due_date", *(["milestone"] if terms.milestone else [])])
    out.write(head)
    size = len(head)
    for ticket in tickets:
        more = [terms.milestone] if terms.milestone else []
        row = _line([title(ticket), _description(ticket), ticket.due, *more])
        size += len(row.encode("utf-8", "replace"))
        if size > LARGEST:
            out = another(out, f"more tickets than GitLab imports from one file ({LARGEST:,} bytes)")
            out.write(head)
            size = len(head) + len(row.encode("utf-8", "replace"))
        out.write(row)


def _description(ticket: Ticket) -> str:
    labels = " ".join(
        f'~"{"".join(char for char in label if char.isprintable() and char not in _ENDS)}"' for label in ticket.labels
    )
    return f"{markdown(ticket, DESCRIPTION)}\n\n/label {labels}\n/confidential"


_ENDS = '"~'


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    writer(text, quoting=QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
