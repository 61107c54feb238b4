"""The section on responsive actions (17.03(2)(j)): what people decided, and what the scans show to have been done.

Rule: a row for each, none left out: this is the record. Texts of people are shown as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.inventory import document
from piiscan.inventory.collect import Inventory
from piiscan.reporters import words
from piiscan.reporters.markdown_text import code, plain
from piiscan.reporters.paths import joined

_ACTIONS = {
    "deleted": "deleted, or taken out of what is scanned",
    "redacted": "taken out of the file",
    "restricted": "access restricted",
    "opened": "**access opened**",
}


def lines(inventory: Inventory, said: document.Said) -> Iterator[str]:
    """The section; nothing where neither marks nor a scan before were given."""
    actions = said["actions"]
    if actions is None:
        return
    yield "## Responsive actions (17.03(2)(j))"
    yield ""
    yield from _decisions(inventory, actions)
    if actions["done"] is not None:
        yield from _done(inventory, actions)


def _decisions(inventory: Inventory, actions: document.Said) -> Iterator[str]:
    states = [f"{number:,} {words.kind(name)}" for name, number in actions["decisions"].items()]
    yield f"Decisions: {', '.join(states)}."
    yield ""
    if not any(actions["decisions"].values()):
        return
    yield "| When | By | Finding | Marked as | Why | Until | Counts | Its finding |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in document.decisions(inventory):
        shown = " in ".join(code(part) for part in (one["shown"], one["file"]) if part)
        state = words.kind(one["state"]) + (f" {one['superseded']}" if one["superseded"] else "")
        cells = [
            one["at"],
            code(one["by"]),
            f"{one['finding'][:8]} {shown}".strip(),
            one["as"],
            code(one["reason"]),
            one["expires"] or "",
            state,
            words.kind(one["found"]),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _done(inventory: Inventory, actions: document.Said) -> Iterator[str]:
    counts = [f"{name} {number:,}" for name, number in actions["done"].items() if number]
    yield f"Done by what the scans show, in findings: {', '.join(counts) or 'nothing'}."
    if nobody := actions["without_a_decision"]:
        yield f"Of {nobody:,} of them no mark says who did it (`piiscan mark --as remediated`)."
    yield ""
    if not counts:
        return
    yield "| Between the scans of | What was done | File | Findings | That count | As seen | Marked remediated by |"
    yield "|---|---|---|---:|---:|---|---|"
    for one in document.done(inventory):
        now = f", now in {code(one['now'])}" if one["now"] else ""
        cells = [
            f"{plain(one['after'])} and {plain(one['before'])}",
            _ACTIONS.get(one["action"]) or str(one["action"]),
            code(joined(one)) + now,
            f"{one['findings']:,}",
            f"{one['personal_information']:,}",
            plain(one["why"]),
            code(one["marked_remediated_by"]) if one["marked_remediated_by"] else "",
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""
