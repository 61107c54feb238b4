"""Folders that come next are asked for while others are gone through: a server far away takes long to answer.

Of each no more than `FIRST` names are held; what comes after them is asked for when it is their turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct, field

from piiscan.model import Unscannable
from piiscan.sources.listing import begun
from piiscan.sources.remote.faults import verdict
from piiscan.sources.remote.places import Entry, Place

FIRST = 1000  # names
FOLDERS = 8  # asked for at a time, of a server whose listings come in pages
WHOLE = 3  # of one that has each in a piece


class _Begun(Struct, frozen=True):
    """The first names of a folder, and what ended them early."""

    names: list[Entry]
    fault: Unscannable | None


class Listings(Struct):
    """What is in folders of one place."""

    place: Place
    _asked: dict[str, tuple[Callable[[float | None], _Begun], Iterator[Entry]]] = field(default_factory=dict)

    def ask(self, folders: Iterable[str]) -> None:
        """These come next: the first of them are asked for now."""
        for folder in islice(folders, FOLDERS if self.place.flat else WHOLE):
            if folder not in self._asked:
                entries = entries_of(self.place, folder)
                self._asked[folder] = (begun(lambda entries=entries: _begin(entries)), entries)  # type: ignore[misc]

    def of(self, folder: str) -> Iterator[Entry]:
        """What is in one. Raises `Unscannable` behind what could be listed."""
        asked = self._asked.pop(folder, None)
        if asked is None:
            yield from entries_of(self.place, folder)
            return
        first, rest = asked
        found = first(None)
        yield from found.names
        if found.fault is not None:
            raise found.fault
        yield from rest


def entries_of(place: Place, folder: str) -> Iterator[Entry]:
    """What is in a folder, whatever a server does: of an answer without sense libraries raise anything."""
    try:
        yield from place.entries(folder)
    except Unscannable:
        raise
    except Exception as error:  # noqa: BLE001 - see above
        raise Unscannable(*verdict(error)) from None


def _begin(entries: Iterator[Entry]) -> _Begun:
    names: list[Entry] = []
    try:
        names.extend(islice(entries, FIRST))  # keeps what came before it raised
    except Unscannable as fault:
        return _Begun(names, fault)
    return _Begun(names, None)
