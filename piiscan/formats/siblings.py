"""The other members of the archive a member stands in: what may hold the key to it, and what belongs to it.

Rule: they are looked for only when one is asked for (a lock was met, a table has its memos elsewhere), by one more
run over the archive, which reads names and a few small notes. What comes by only once is run through for that.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, suppress
from functools import partial
from typing import Any, BinaryIO, Self, cast

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats.base import Context, Extract, Extracted, new_context
from piiscan.formats.locks.key_stores import gives_none
from piiscan.keyhints import may_hold_key, says_password, tells_password
from piiscan.model import Axis, Blob, Segment, Unscannable

_OPENED = 40  # notes and scripts looked into
BEGINNING = 64 << 10
"""Bytes of a note or script that are looked at; a larger one is none."""
_KEYS = 2  # one, and another where the first is the locked member itself
_FETCHED = 100  # members brought to others of one archive: each costs a run up to it
_COMMENT = "comment of the archive"


class Siblings(Struct):
    """The members of one archive, as `extract` gives them."""

    extract: Extract
    blob: Blob
    context: Context
    names: set[str] | None = None  # None: not looked for so far
    keys: list[str] = field(default_factory=list)
    fetched: int = 0

    def with_them(self, member: Blob) -> Blob:
        """A member that knows how to ask for the others."""
        name = str(member.at[-1].at)
        return replace(member, key_beside=partial(self.key, name), beside=partial(self._beside, name))

    def key(self, name: str) -> str | None:
        """What may hold the key to a member: the name of another one, or the comment."""
        self._look()
        return next((key for key in self.keys if key != name), None)

    def _beside(self, name: str, wanted: str) -> BinaryIO | None:
        """Another member in the folder of one, None where there is none."""
        folder, slash, _ = name.rpartition("/")
        path = folder + slash + wanted
        self._look()
        if path not in (self.names or ()) or self.fetched >= _FETCHED:
            return None
        self.fetched += 1
        run = self._run()
        for item in run:
            if isinstance(item, Blob) and _name(item) == path:
                with suppress(Unscannable, OSError):
                    return cast("BinaryIO", _Lent(item.open(), run))
        run.close()
        return None

    def _run(self) -> Generator[Extracted, None, None]:
        """A run of its own. Its members were counted or will be; what it unpacks counts once more."""
        fresh = new_context(self.context.limits, self.context.passwords)
        fresh.budget.expanded = before = self.context.budget.expanded
        try:
            yield from self.extract(replace(self.blob, beside=None), fresh)
        finally:
            self.context.budget.expanded += fresh.budget.expanded - before

    def _look(self) -> None:
        if self.names is not None:
            return
        self.names = set()
        notes = 0
        with closing(self._run()) as run, suppress(Unscannable, OSError):
            for item in run:
                if isinstance(item, Segment) and says_password(bytes(item.data[:BEGINNING])):
                    self.keys.append(_COMMENT)
                name = _name(item)
                if not name or not isinstance(item, Blob):
                    continue
                self.names.add(name)
                base = name.rpartition("/")[2]
                small = (item.size or 0) <= BEGINNING and notes < _OPENED and tells_password(base) is not None
                notes += small
                if len(self.keys) < _KEYS and (may_hold_key(base) or small) and _gives_key(item, base):
                    self.keys.append(name)


def _name(item: Extracted) -> str:
    if isinstance(item, Blob) and item.at and item.at[-1].axis is Axis.MEMBER:
        return str(item.at[-1].at)
    return ""


def _gives_key(member: Blob, base: str) -> bool:
    """Whether a member can be read, and has a name or a text that gives a key away."""
    try:
        with member.open() as stream:
            return gives_key(stream.read(BEGINNING), base)
    except (Unscannable, OSError):
        return False


def gives_key(beginning: bytes, base: str) -> bool:
    """Whether a file has a name or a text that gives a key away, by its first `BEGINNING` bytes and its name."""
    told = tells_password(base)
    return (may_hold_key(base) and not gives_none(beginning)) or (told is not None and told(beginning))


class _Lent:
    """A member's stream that ends the run it comes from when it is closed."""

    def __init__(self, stream: BinaryIO, run: Generator[Extracted, None, None]) -> None:
        self._stream = stream
        self._run = run

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream can do
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close both."""
        self._stream.close()
        self._run.close()
