"""The records of a stream, each with its severity: findings wait for the outcome of their file, which comes last and
says how open it lies and how many persons are in it.

Rule: order stays. What waits is kept in memory up to a bound, then in a temporary file without a name; raw values that
were asked for (--reveal) wait in memory alone, compressed.
"""  # noqa: D205

from __future__ import annotations

import io
import json
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import IO, Any

from piiscan.dense import encoder
from piiscan.reporters.parts import waiting
from piiscan.severity import Grade, Severity, Standing, unread
from piiscan.tally import by_file, settled
from piiscan.temporary import tempfile

WAITING = 1_000  # records of one file in memory

Record = Mapping[str, Any]

_NONE = Grade(Severity.INFO)
_CHUNK = 1 << 16
_encode = encoder()


def graded(records: Iterable[Record], *, reveal: bool = False) -> Iterator[tuple[Record, Grade]]:
    """Each record with its severity. reveal: raw values may be in them."""
    for file in by_file(records):
        waiting = _Waiting(reveal=reveal)
        for record in file:
            if record["type"] in {"finding", "outcome"}:
                waiting.add(record)
            else:
                yield record, _NONE
        yield from waiting.all()


class _Waiting:
    """The records of one file."""

    def __init__(self, *, reveal: bool) -> None:
        self._reveal = reveal
        self._standing = Standing()
        self._first: deque[Record] = deque()
        self._others: IO[bytes] | None = None
        self._packing = zlib.compressobj(1)

    def add(self, record: Record) -> None:
        """Take one in."""
        self._standing.take(record)
        if len(self._first) < WAITING and self._others is None:
            self._first.append(record)
            return
        with waiting():
            if self._others is None:
                self._others = io.BytesIO() if self._reveal else tempfile.TemporaryFile()
                self._packing = zlib.compressobj(1)
            self._others.write(self._packing.compress(_encode(record).encode("ascii") + b"\n"))

    def all(self) -> Iterator[tuple[Record, Grade]]:
        """All of them, now that the file is known."""
        standing = self._standing
        known: dict[tuple[object, ...], Grade] = {}  # a file has few kinds of findings: each is graded once
        for record in chain(self._taken(), self._rest()):
            if record["type"] != "finding":
                yield record, _of_outcome(record, standing)
                continue
            kind = (record["classification"], bool(record.get("protected")), settled(record))
            if kind not in known:
                known[kind] = standing.of(record)
            yield record, known[kind]

    def _taken(self) -> Iterator[Record]:
        while self._first:
            yield self._first.popleft()

    def _rest(self) -> Iterator[Record]:
        if self._others is None:
            return
        with waiting(), self._others as file:
            file.write(self._packing.flush())
            file.seek(0)
            unpacking, begun = zlib.decompressobj(), b""
            while data := file.read(_CHUNK):
                *lines, begun = (begun + unpacking.decompress(data)).split(b"\n")
                yield from map(json.loads, lines)


def _of_outcome(record: Record, standing: Standing) -> Grade:
    if record["status"] != "scanned":
        return unread(record)
    return standing.grade() if not record["container"] and record["listed"] else _NONE
