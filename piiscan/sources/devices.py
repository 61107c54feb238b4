"""How many of the files to be read lie on file systems that a server or a process answers for, by their types.

Rule: nothing is asked of any file system; the device of each file is known, and the table of mounts says the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.model import Outcome
from piiscan.sources.base import Found
from piiscan.sources.mounts import Mounts


class Devices(Struct):
    """Files by device, counted as they pass."""

    files: Counter[int] = field(default_factory=Counter)
    mounts: Mounts = field(default_factory=Mounts)

    def counted(self, items: Iterator[Found]) -> Iterator[Found]:
        """The items."""
        files = self.files
        for item in items:
            if not isinstance(item, Outcome) and item.opens[:1] == "/":  # else what stands for a device is none
                device = item.stamp[0]
                if device not in files:
                    self.mounts.pseudo(device)  # reads the table anew, should it have been mounted since
                files[device] += 1
            yield item

    def network(self) -> dict[str, int]:
        """Files by the type of the file system, where it is one of those."""
        kinds: Counter[str] = Counter()
        for device, count in self.files.items():
            kind = self.mounts.waits_on("", device)
            if kind is not None:
                kinds[kind] += count
        return dict(sorted(kinds.items()))
