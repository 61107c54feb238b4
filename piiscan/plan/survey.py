"""What is there: files and bytes by what they are, by size, and what is not going to be read.

Rule: a file is opened once, for its first bytes. For the measurement a few files of each kind and size are kept in
mind, by the hash of their paths: the same ones each time, whatever the order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.config import Limits
from piiscan.formats.catalog import LISTED, MISSING, READ, Entry, catalog, install
from piiscan.formats.identify import identify_blob
from piiscan.model import Blob, Outcome, Source, Unscannable
from piiscan.sources import Found, open_source
from piiscan.sources.listing import Silences
from piiscan.sources.mounts import Mounts
from piiscan.sources.shard import number_of
from piiscan.sources.unsure import ask

SAMPLED = 40  # files of one kind and size kept in mind
LARGEST = 16 << 20  # bytes of a file that is read to measure
_KINDS = 1000  # types without a reader told apart
_REASONS = 200
_WHOLE = frozenset({"pdf", "plist", "onenote", "tnef"})  # read whole, so not beyond --max-document
_OTHERS = "others"


class Group(Struct):
    """Files of one kind and about one size."""

    files: int = 0
    bytes: int = 0
    sample: list[tuple[int, str, Source]] = field(default_factory=list)  # by the hash of the path, the largest first

    def add(self, source: Source) -> None:
        """One more."""
        self.files += 1
        self.bytes += source.size
        if source.size > LARGEST:
            return
        row = (-number_of(source.path), source.path, source)
        if len(self.sample) < SAMPLED:
            heapq.heappush(self.sample, row)
        elif row[:2] > self.sample[0][:2]:
            heapq.heapreplace(self.sample, row)


class Kind(Struct):
    """Files of one format, and whether they are read."""

    name: str
    state: str  # of catalog.STATES
    missing: str = ""  # what to install, where a library is missing
    files: int = 0
    bytes: int = 0
    groups: dict[int, Group] = field(default_factory=dict)  # by size: powers of eight

    def add(self, source: Source) -> None:
        """One more."""
        self.files += 1
        self.bytes += source.size
        self.groups.setdefault(size_class(source.size), Group()).add(source)


class Survey(Struct):
    """All that was met."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    skipped: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (reason, why): names and bytes

    @property
    def files(self) -> int:
        """Files that could be looked at."""
        return sum(kind.files for kind in self.kinds.values())

    @property
    def bytes(self) -> int:
        """Their bytes."""
        return sum(kind.bytes for kind in self.kinds.values())

    def skip(self, reason: str, why: str, size: int = 0) -> None:
        """One more that is not read."""
        key = (reason, why)
        if key not in self.skipped and len(self.skipped) >= _REASONS:
            key = (reason, _OTHERS)
        row = self.skipped.setdefault(key, [0, 0])
        row[0] += 1
        row[1] += size


class Look(NamedTuple):
    """What the first bytes of a file say, or why they say nothing."""

    name: str = ""
    media_type: str = ""
    reason: str = ""
    why: str = ""


class Servers(Struct):
    """The file systems that may never answer: none is waited for again that has not answered once."""

    mounts: Mounts = field(default_factory=Mounts)
    silent: Silences = field(default_factory=dict)

    def ask(self, source: Source) -> Look:
        """Look into a file. Raises OSError, TimeoutError among them."""
        device = source.stamp[0]
        return ask(device, self.mounts.waits_on("", device), self.silent, first_look, _QUESTION, None, source)


def size_class(size: int) -> int:
    """About how large: a number that is one more for each factor of eight.

    >>> size_class(0), size_class(7), size_class(8), size_class(4096), size_class(1 << 20)
    (0, 1, 2, 5, 7)
    """
    return (size.bit_length() + 2) // 3


def survey(items: Iterable[Found], limits: Limits, entries: Iterable[Entry] | None = None) -> Survey:
    """Look at everything a walk gives."""
    known = {entry.name: entry for entry in (catalog() if entries is None else entries)}
    found, servers = Survey(), Servers()
    for item in items:
        if isinstance(item, Outcome):
            # "same file as …" names a file: one line for all of them
            why = item.detail.partition(" as ")[0] if item.detail.startswith("same file") else item.detail
            found.skip(str(item.reason), why, item.size or 0)
        else:
            _looked_at(item, limits, known, found, servers)
    return found


def first_look(_: None, source: Source) -> Look:
    """Open a file and look at its first bytes. A question for `sources.asker`, too."""
    blob = Blob(source.path.rpartition("/")[2], partial(open_source, source), size=source.size)
    try:
        form = identify_blob(blob)
    except Unscannable as verdict:
        return Look(reason=str(verdict.reason), why=verdict.detail)
    except Exception as error:  # noqa: BLE001 - a head nobody foresaw; the scan says what is wrong with the file
        return Look(reason="unreadable", why=f"its first bytes: {type(error).__name__}")
    return Look(form.name, form.media_type)


_QUESTION = f"{first_look.__module__}:{first_look.__name__}"


def _looked_at(source: Source, limits: Limits, known: dict[str, Entry], found: Survey, servers: Servers) -> None:
    try:
        form = servers.ask(source)
    except TimeoutError:
        form = Look(reason="timeout", why="the file system does not answer")
    except OSError as error:  # who was asked is gone
        form = Look(reason="unreadable", why=f"its first bytes: {type(error).__name__}")
    if form.reason:
        found.skip(form.reason, form.why, source.size)
        return
    entry = known.get(form.name)
    state = LISTED if entry is None or form.name == "unsupported" else entry.state
    name = form.name if state == READ or entry is not None else form.media_type
    name = form.media_type if form.name in {"unsupported", "locked", "volume"} else name
    if name not in found.kinds and len(found.kinds) >= _KINDS:
        name = _OTHERS
    missing = install(entry.extra) if entry is not None and state == MISSING else ""
    kind = found.kinds.setdefault(name, Kind(name, state, missing))
    if form.name in _WHOLE and source.size > limits.document:
        found.skip(
            "limit", limits.told(f"{form.name} larger than {limits.document} bytes (limit: document)"), source.size
        )
        return
    kind.add(source)
