"""The record of where personal information is that a written information security program needs (17.03(2)).

Rule: counts and masked facts only; whether a number counts persons once, or once in each file, is said beside it.
Memory is flat: persons and folders wait in temporary databases without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import chain
from typing import Any

from piiscan.inventory.collect import Inventory
from piiscan.inventory.trail import Trail
from piiscan.reporters.terminal import Sink
from piiscan.tickets.case import Wanted, cases
from piiscan.tickets.spool import gathered

Record = Mapping[str, Any]


def write(
    records: Iterable[Record],
    out: Sink,
    form: str,
    depth: int,
    changes: Mapping[str, int] | None,
    trail: Trail | None = None,
) -> None:
    """Write the inventory of a stream. `changes`: what became of findings since the last one, by `changes.Change`.

    `trail`: what was done about findings, where that is to be told.
    """
    with Inventory(depth, trail) as inventory:
        inventory.changes = changes
        folders = gathered(
            cases(inventory.taken(records if trail is None else trail.noting(records)), Wanted("folder", "all", depth))
        )
        first = next(folders, None)  # all of the stream is taken in by then
        every = () if first is None else chain([first], folders)
        import_module(f"{__name__}.{form}").write(inventory, every, out)
