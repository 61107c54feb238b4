"""What the ledger holds of files that are there no more: found on the way, as a walk passes over their names.

Rule: only what a walk that came to its end has not met is forgotten, and nothing of a place where it could not look,
or of a root with nothing in it: a share that is not mounted looks like that. Per folder this keeps one number.
"""

from __future__ import annotations

from collections.abc import Iterable

from piiscan.ledger.store import Place, Row, Store
from piiscan.sources.remote import is_url
from piiscan.sources.unsure import Unsure

AT_ONCE = 512  # rows of one folder that are looked up together
MOST = 100_000  # deleted files of folders that are still there: what is beyond goes at the end of the next run


class Rows:
    """The rows of one folder after the other, as their names are asked for in order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at: tuple[int, bytes] | None = None
        self._first = b""
        self._last: bytes | None = None  # there are more behind it
        self._whole = False  # the walk names all that is in the folder
        self._chunk: dict[bytes, Row] = {}
        self._met: dict[int, set[int]] = {}  # hashes of folders, by scope; of two alike one may stay
        self._over: list[Place] = []
        self._behind: list[Place] = []  # all rows of that folder behind that name

    def row(self, place: Place, *, whole: bool) -> Row | None:
        """What is known of a file. `whole`: it was met in a walk of its folder, which gives every name there."""
        scope, folder, name = place
        if self._at != (scope, folder) or name < self._first:
            self.leave()
            self._at, self._whole = (scope, folder), whole
            if whole:
                self._met.setdefault(scope, set()).add(hash(folder))
            self._fetch(b"" if whole else name)
        while self._last is not None and name > self._last:
            self._pass_over()
            self._fetch(self._last + b"\0")
        return self._chunk.pop(name, None)

    def leave(self) -> None:
        """The folder is done."""
        if self._at is not None and self._whole:
            self._pass_over()
            if self._last is not None:
                self._behind.append((*self._at, self._last))
        self._at, self._last = None, None
        self._chunk = {}

    def forget(self, scope: int, shut: Iterable[bytes]) -> None:
        """At the end of a whole walk: remove what it has not met, but for what lies below `shut`."""
        self.leave()
        closed = tuple(shut)
        if b"" in closed:
            return
        below = tuple(folder + b"/" for folder in closed)

        def open_(folder: bytes) -> bool:
            return folder not in closed and not folder.startswith(below)

        met = self._met.get(scope, set())
        self._store.remove([place for place in self._over if place[0] == scope and open_(place[1])])
        for place in self._behind:
            if place[0] == scope and open_(place[1]):
                self._store.remove_behind(place)
        for folder in [name for name in self._store.folders(scope) if hash(name) not in met and open_(name)]:
            self._store.remove_behind((scope, folder, b""))

    def _fetch(self, first: bytes) -> None:
        if self._at is None:
            return
        rows = self._store.rows((*self._at, first), AT_ONCE)
        self._chunk = {row[0]: row for row in rows}
        self._first, self._last = first, rows[-1][0] if len(rows) == AT_ONCE else None

    def _pass_over(self) -> None:
        if self._whole and self._at is not None and len(self._over) < MOST:
            self._over += [(*self._at, name) for name in self._chunk]


def forget(store: Store, rows: Rows, walked: Iterable[tuple[int, Iterable[bytes]]]) -> None:
    """Remove what was deleted from the scopes that were walked, and what nobody asks for any more of their roots."""
    for scope, shut in walked:
        rows.forget(scope, shut)
        for old in store.outdated(scope):
            store.drop(old)


def is_tree(root: str, base: str, unsure: Unsure) -> bool:
    """Whether the root given is the folder its files are below, and not one of them."""
    if is_url(root):
        return root.removesuffix("/") == base
    return unsure.real(root) == (base or "/")
