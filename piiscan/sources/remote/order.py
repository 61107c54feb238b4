"""A folder of a server that lists in no order: its files by the bytes of their names, in bounded memory.

Of more than `AT_ONCE` files the first by name are kept, and the folder is listed again for the next, as on a disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from piiscan.sources.remote.places import Entry

AT_ONCE = 50_000  # files


def in_order(listed: Callable[[Callable[[Entry], None]], None]) -> Iterator[Entry]:
    """The entries. `listed` lists the whole folder and calls for each."""
    first = _First(b"")
    listed(first.add)
    yield from first.folders.values()
    while True:
        files = first.sorted()
        yield from files
        if not first.more:
            return
        first = _First(os.fsencode(files[-1].name))
        listed(first.add)


class _First:
    """The first files behind a name."""

    def __init__(self, after: bytes) -> None:
        self.folders: dict[str, Entry] = {}  # by name: a listing that was cut off is done again
        self.more = False
        self._after = after
        self._files: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Keep it, if it may be one of them."""
        if entry.folder:
            self.folders[entry.name] = entry
        elif os.fsencode(entry.name) > self._after:
            self._files[entry.name] = entry
            if len(self._files) >= 2 * AT_ONCE:
                self.sorted()

    def sorted(self) -> list[Entry]:
        """Those kept."""
        files = sorted(self._files.values(), key=lambda entry: os.fsencode(entry.name))
        self.more = self.more or len(files) > AT_ONCE
        del files[AT_ONCE:]
        self._files = {entry.name: entry for entry in files}
        return files
