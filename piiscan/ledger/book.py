"""One run and its ledger: what needs no reading is given with its records, and what was read is written down.

Rule: the file system's word counts (device, inode, size, and both times to the nanosecond), and only where a change
that came right behind the reading would show in it. What failed for a reason that may pass is not kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Self

from piiscan.engines import Item
from piiscan.folded import START
from piiscan.ledger.gone import Rows, forget, is_tree
from piiscan.ledger.packed import packed, unpacked
from piiscan.ledger.store import Place, Store, words
from piiscan.model import Known, Outcome, Reason, Source, Status, Unscannable
from piiscan.sources import open_source
from piiscan.sources.base import TABLE, Found
from piiscan.sources.remote import is_url
from piiscan.sources.unsure import Unsure
from piiscan.stream import BESIDE

FINE, COARSE = 50_000_000, 2_000_000_000  # ns between changes that get different times, by the file system
TWICE = 2  # runs that died with nothing but one file under way: it is not begun a third time
_BLOCK = 1 << 20
LATER = 0.2  # seconds for which what was read may wait to be written: a run that is killed then reads it again
_PASSING = re.compile(rb'"reason":"(?:unreadable|timeout|crashed|changed|special|bug)"|out of memory')
_NAMED = re.compile(rb'"%s":(\[[^\]]*\])' % BESIDE.encode())
_POISON = f"not begun: {TWICE} runs ended without a word while it alone was read (--retry-poison tries again)"
_dumps = json.JSONEncoder(separators=(",", ":")).encode


class Ahead(NamedTuple):
    """What was seen of a file before it was given out."""

    place: Place
    state: bytes
    since: int  # ns: when it was looked at
    content: bytes | None


class Ledger:
    """The book of a run (`engines.Book`). Once it fails it is silent, and `tell` has been told why."""

    def __init__(
        self,
        store: Store,
        key: str,
        secret: bytes,
        tell: Callable[[str], None],
        *,
        paranoid: bool = False,
        retry: bool = False,
    ) -> None:
        self._store = store
        self._key = key
        self._secret = hmac.digest(secret, b"piiscan/1/content", "sha256")
        self._tell = tell
        self._paranoid = paranoid
        self._off = self._wary = False
        self._scopes: dict[str, tuple[int, str, bool]] = {}  # by root: number, where it is, whether it is walked whole
        self._rows = Rows(store)
        self._unsure = Unsure()
        self._shut: dict[str, list[bytes]] = {}  # by root: folders that were not entered, or not listed to their end
        self._walked = False  # to the end
        self._ahead: dict[tuple[str, str], Ahead] = {}
        self._begun: dict[Place, bytes] = {}
        self._noted: set[Place] = set()  # begun, and written down as such
        self._ended: list[Place] = []
        self._cleared: list[Place] = []  # suspects that are none any more
        self._written = 0.0  # when something was
        self._read: list[tuple[object, ...]] = []
        self._suspects: dict[Place, tuple[bytes, int]] = {}
        try:
            self._wary = store.start()
            self._suspects = store.suspects()
            if retry:
                self._cleared, self._suspects = [*self._suspects], {}
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def known(self, items: Iterator[Found]) -> Iterator[Item]:
        """The items of a walker; those whose records are known come with them."""
        for item in items:
            source = item.source if isinstance(item, Outcome) else item
            if self._off or source.root == "-" or source.opens.startswith(TABLE):
                yield item
                continue
            try:
                yield self._met(item) if isinstance(item, Outcome) else self._looked_up(source)
            except (sqlite3.Error, OSError) as error:
                self._fail(error)
                yield item
        self._walked = True

    @property
    def wary(self) -> bool:
        """Whether the last run has died, so that nothing may be begun that is not written down."""
        return self._wary and not self._off

    def alone(self, source: Source) -> bool:
        """Whether a run has died with it, perhaps of it."""
        ahead = self._ahead.get((source.root, source.path)) if self._suspects else None
        return ahead is not None and self._suspects.get(ahead.place, (b"", 0))[0] == ahead.state

    def began(self, source: Source) -> None:
        """Its reading begins now."""
        ahead = self._ahead.get((source.root, source.path))
        if ahead is not None and ahead.place not in self._noted:
            self._begun[ahead.place] = ahead.state

    def done(self, source: Source, frames: Sequence[bytes] | None) -> None:
        """It was read, or given up: either way it is nobody's poison."""
        ahead = self._ahead.pop((source.root, source.path), None)
        if ahead is None or self._off:
            return
        self._begun.pop(ahead.place, None)
        if ahead.place in self._noted:
            self._noted.discard(ahead.place)
            self._ended.append(ahead.place)
        if ahead.place in self._suspects:
            self._cleared.append(ahead.place)
        if frames is not None and not any(map(_passes, frames)):
            beside = self._beside(source, frames[-1], ahead.since)
            if beside is not None and not _racy(source.stamp[2], source.stamp[3], ahead.since):
                findings = sum(frame.startswith(START) for frame in frames)
                records = packed(source, frames, ahead.state, beside)
                self._read.append((*ahead.place, ahead.state, ahead.content, beside, findings, records))

    def flush(self) -> None:
        """Write down what was told: at once what was begun, and what was read with it, or once it has waited."""
        if self._begun or time.monotonic() - self._written > LATER:
            self._write()

    def _write(self) -> None:
        if self._off or not (self._read or self._ended or self._begun or self._cleared):
            return
        try:
            begun = [(*place, state) for place, state in self._begun.items()]
            self._store.write(begun, self._ended if self._noted else None, self._cleared, self._read)
            self._written = time.monotonic()
        except (sqlite3.Error, OSError) as error:
            self._fail(error)
            return
        self._noted.update(self._begun)
        self._begun.clear()
        self._ended.clear()
        self._cleared.clear()
        self._read.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        """An orderly end of the run, whatever it was; the store is closed by whoever opened it."""
        self._write()
        if kind is not None or self._off or not self._walked or self._ahead:
            return  # not all was read
        try:
            trees = [(root, scope) for root, (scope, _, whole) in self._scopes.items() if whole]
            forget(self._store, self._rows, [(scope, self._shut.get(root, ())) for root, scope in trees])
        except (sqlite3.Error, OSError) as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._off = True
        for kept in (self._ahead, self._begun, self._noted, self._ended, self._cleared, self._read):
            kept.clear()
        self._tell(f"ledger {self._store.path}: {words(error)}; the run goes on without it")

    def _met(self, outcome: Outcome) -> Outcome:
        """What is not read is there all the same, and so may be what lies below it."""
        source = outcome.source
        if source.path.endswith("/"):
            self._shut.setdefault(source.root, []).append(os.fsencode(source.path.removeprefix("./")[:-1]))
            return outcome
        scope = self._scopes.get(source.root)
        if scope[2] if scope else is_tree(source.root, source.opens.removesuffix(f"/{source.path}"), self._unsure):
            place = self._place(source)
            self._rows.row(place, whole=self._scopes[source.root][2])
        return outcome

    def _looked_up(self, source: Source) -> Item:
        place, state = self._place(source), _state(source)
        row = self._rows.row(place, whole=self._scopes[source.root][2])
        since = time.time_ns()
        content = self._content(source) if self._paranoid else None
        if row is not None and row[1] == state and (not self._paranoid or (content and row[2] == content)):
            frames = unpacked(source, row[4] or self._store.records(place), state, row[3])
            if frames is not None and (not row[3] or self._same_beside(source, row[3])):
                return Known(source, frames)
        before, times = self._suspects.get(place, (b"", 0))
        if times >= TWICE and before == state:
            return Outcome(source, (), Status.NOT_SCANNED, Reason.CRASHED, _POISON, size=source.size)
        self._ahead[source.root, source.path] = Ahead(place, state, since, content)
        return source

    def _place(self, source: Source) -> Place:
        scope, base, _ = self._scopes.get(source.root) or self._scope(source)
        if source.opens != f"{base}/{source.path}":  # one root given twice, as a file and its link
            scope, base, _ = self._scope(source)
        folder, _, name = source.path.rpartition("/")
        return scope, os.fsencode(folder), os.fsencode(name)

    def _scope(self, source: Source) -> tuple[int, str, bool]:
        base = source.opens.removesuffix(f"/{source.path}")
        whole = source.root not in self._scopes and is_tree(source.root, base, self._unsure)
        found = self._store.scope(os.fsencode(base or "/"), self._key), base, whole
        self._scopes[source.root] = found
        return found

    def _content(self, source: Source) -> bytes | None:
        """A hash of the bytes with the key of this run: one without a key would tell what a short file holds.

        None where it cannot be read, or nobody could end the wait for it: then it is read again by who can.
        """
        if not is_url(source.root) and self._unsure.waits(source.opens):
            return None
        digest = hashlib.blake2b(key=self._secret, digest_size=20)
        try:
            with open_source(source) as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
        except (Unscannable, OSError):
            return None
        return digest.digest()

    def _beside(self, source: Source, closing: bytes, since: int) -> bytes | None:
        """How the files look that took part from beside it; b"" for none, None where that cannot be said."""
        if BESIDE.encode() not in closing:
            return b""
        if is_url(source.root):
            return None  # what lies beside it is not looked at again
        named = _NAMED.search(closing)
        names: list[str] = json.loads(named[1]) if named is not None else [""]
        looks = []
        for name in names:
            try:
                look = self._look(source, name)
            except TimeoutError:
                return None
            if not name or (look is not None and _racy(look[3], look[4], since)):
                return None  # any name in the folder counts
            looks.append([name, look])
        return _dumps(looks).encode()

    def _same_beside(self, source: Source, kept: bytes) -> bool:
        try:
            return all(self._look(source, name) == look for name, look in json.loads(kept))
        except TimeoutError:
            return False

    def _look(self, source: Source, name: str) -> list[int] | None:
        """How a file beside it looks; None: there is none. Raises TimeoutError."""
        try:
            status = self._unsure.lstat(os.path.join(os.path.dirname(source.opens), name))  # noqa: PTH118, PTH120
        except TimeoutError:
            raise
        except (OSError, ValueError):
            return None
        return [status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _state(source: Source) -> bytes:
    device, inode, changed, altered = source.stamp
    mask = (1 << 64) - 1
    return struct.pack("<QQqqq", device & mask, inode & mask, source.size, changed, altered)


def _racy(changed: int, altered: int, since: int) -> bool:
    """Whether a change after `since` could leave the times as they are. The kernel's (ctime) tells how fine.

    A negative one is the tag of an object's version, which a change never leaves as it is: its time, in whole
    seconds for many stores, says nothing beside it.
    """
    if altered < 0:
        return False
    fine = FINE if altered % 1_000_000_000 else COARSE
    return altered >= since - fine or abs(changed - since) <= fine


def _passes(frame: bytes) -> bool:
    """Whether a record says that something failed for a reason that may pass; nearly none names any reason."""
    return (b'"reason":"' in frame or b"out of memory" in frame) and _PASSING.search(frame) is not None
