"""The inventory as one JSON document. Folders, decisions and what was done are written as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable

from piiscan.inventory import document
from piiscan.inventory.collect import Inventory
from piiscan.reporters.terminal import Sink
from piiscan.tickets.case import Case

_encode = json.JSONEncoder(separators=(", ", ": ")).encode


def write(inventory: Inventory, folders: Iterable[Case], out: Sink) -> None:
    """Write it."""
    out.write(_encode(document.whole(inventory))[:-1])
    lists = {
        "decisions": document.decisions(inventory),
        "done": document.done(inventory),
        "folders": (document.folder(case, inventory) for case in folders),
    }
    for name, rows in lists.items():
        out.write(f', "{name}": [')
        between = "\n"
        for row in rows:
            out.write(between + _encode(row))
            between = ",\n"
        out.write("\n]")
    out.write("}\n")
