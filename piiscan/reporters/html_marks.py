"""The section of an HTML report on marks: what people decided, and what that takes out of the gate."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.reporters.html_kept import Kept
from piiscan.reporters.html_text import Column, count, name, table, text


def marks(kept: Kept) -> Iterator[str]:
    """What was decided about findings, by whom, until when, and what that means for the gate."""
    short = kept.marked.short(kept.summary)
    if not short:
        return
    yield f"<p>{text(short)}.</p>\n"
    columns = [
        *(Column("Marked as"), Column("By"), Column("Until", "day"), Column("Findings", "number")),
        *(Column("What it does"), Column("For example", "examples")),
    ]
    rows = (
        [
            text(row.told.what),
            text(row.told.by),
            text(row.told.until),
            count(row.findings) if row.findings else "",
            ('<span class="chip warn">look</span> ' if row.told.warn else "") + text(row.told.state),
            "<br>".join(map(name, row.examples)),
        ]
        for row in kept.marked.rows(kept.summary)
    )
    yield from table("Marks of people, of earlier reports (--baseline), and of lines themselves", columns, rows)
