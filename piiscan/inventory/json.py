"""The inventory as one JSON document. Folders are written as they come."""

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
    out.write(_encode(document.whole(inventory))[:-1] + ', "folders": [')
    between = "\n"
    for case in folders:
        out.write(between + _encode(document.folder(case, inventory)))
        between = ",\n"
    out.write("\n]}\n")
