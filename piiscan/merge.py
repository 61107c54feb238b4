"""The streams of a scan in parts (--shard) as the one stream of the whole: the same records in the same order.

Rule: nothing is taken twice, nothing is lost in silence. Parts that were not made alike are refused; a part that is
missing, was cut off, or did not see what the others saw leaves the whole incomplete, and the summary says so.
Totals are counted anew from the records. Memory is that of one record of each part.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from piiscan.sources import order, rank
from piiscan.sources.shard import Order, number_of
from piiscan.tally import Tally
from piiscan.titles import SIGN

Record = Mapping[str, Any]
Place = tuple[int, int, Order]

_ALIKE = {
    "schema_version": "schema version",
    "tool": "version of piiscan",
    "ruleset": "ruleset",
    "roots": "paths to scan",
    "options": "options",
    "fingerprint": "options",
    "key_id": "key of the fingerprints: give each the same --key-file",
}
_NAMED = 20  # parts told by their numbers


class MergeError(Exception):
    """Streams that are not the parts of one scan, in words that may be shown."""


class _Part(Struct):
    name: str
    records: Iterator[Record]
    head: Record
    summary: Record = field(default_factory=dict)

    @property
    def index(self) -> int:
        return int(self.head["shard"]["index"])


class Merge:
    """The parts of one scan. Raises `MergeError` where they are not, before anything is given."""

    def __init__(self, streams: Iterable[tuple[str, Iterator[Record]]]) -> None:
        """`streams`: each with its name; their first records are taken now."""
        self._tally = Tally()
        self._parts = [_Part(name, records, next(records)) for name, records in streams]
        first = self._parts[0]
        for part in self._parts:
            if "shard" not in part.head:
                raise MergeError(f"{part.name}: is no part of a scan; scan with --shard")
        for part in self._parts[1:]:
            _same_run(first, part)
        self._of = int(first.head["shard"]["of"])
        self._parts.sort(key=lambda part: part.index)
        for one, other in zip(self._parts, self._parts[1:], strict=False):
            if one.index == other.index:
                raise MergeError(f"part {one.index}/{self._of} is given twice: {one.name} and {other.name}")
        self.head = {key: value for key, value in first.head.items() if key != "shard"}
        self.head["started"] = min(part.head["started"] for part in self._parts)

    @property
    def gaps(self) -> int:
        """How much of what was reached was not read."""
        return self._tally.gaps

    def records(self) -> Iterator[Record]:
        """The findings and outcomes, in the order of one scan."""
        roots = {root: (rank(root), place) for place, root in enumerate(dict.fromkeys(self.head["roots"]))}
        waiting: list[tuple[Place, int, Record]] = []
        for number, part in enumerate(self._parts):
            self._push(part, number, next(part.records), roots, waiting)
        while waiting:
            _, number, record = heapq.heappop(waiting)
            part = self._parts[number]
            name = record["root"], record["file"]
            while (record["root"], record["file"]) == name:
                self._tally.add(record)
                yield record
                record = next(part.records)
                if record["type"] == "summary":
                    break
            self._push(part, number, record, roots, waiting)

    def _push(
        self, part: _Part, number: int, record: Record, roots: Mapping[str, tuple[int, int]], waiting: list[Any]
    ) -> None:
        """Let a record wait for its turn; a summary ends its part."""
        if record["type"] == "summary":
            part.summary = record
            next(part.records, None)  # whatever stands behind it is refused
            return
        # What is masked in a name takes part in its number.
        if SIGN not in record["file"] and number_of(record["file"]) % self._of != part.index - 1:
            raise MergeError(
                f"{part.name}: has files of another part than {part.index}/{self._of}, which it says it is"
            )
        place = (*roots.get(record["root"], (len(roots), 0)), order(record["file"]))
        heapq.heappush(waiting, (place, number, record))

    def lacking(self) -> list[str]:
        """What keeps the whole from being complete beside what its records say; after the records."""
        there = {part.index for part in self._parts}
        missing = [index for index in range(1, self._of + 1) if index not in there]
        cut = [part.index for part in self._parts if part.summary["interrupted"]]
        said = (
            (missing, "missing"),
            (cut, "cut off"),
            (self._blind(), "met directories they could not read and others could: scan them again"),
        )
        return [f"{_numbers(parts)} of {self._of} {what}" for parts, what in said if parts]

    def _walks(self) -> dict[int, Record]:
        return {part.index: walk for part in self._parts if "names" in (walk := part.summary.get("shard", {}))}

    def _blind(self) -> list[int]:
        """The parts whose walk was kept out where another's was not: files of theirs may lie there."""
        walks = self._walks()
        least = min((walk["shut"]["count"] for walk in walks.values()), default=0)
        best = next((walk["shut"] for walk in walks.values() if walk["shut"]["count"] == least), None)
        return [index for index, walk in walks.items() if walk["shut"] != best]

    def moved(self) -> bool:
        """Whether the parts met other names: files came, went or were renamed in between."""
        walks = list(self._walks().values())
        return any(walk["names"] != walks[0]["names"] for walk in walks)

    def summary(self, code: int, why: str) -> Record:
        """The end of the stream, after the records."""
        lacking = self.lacking()
        records = self.head["options"].get("public_records")
        rules = records and {rule["id"]: rule["expired"] for rule in (*records["rules"], *records.get("declared", ()))}
        ended = max(part.summary["ended"] for part in self._parts)
        summary = self._tally.summary_record(code, why, ended, rules, interrupted=bool(lacking))
        marks = [part.summary["marks"] for part in self._parts if "marks" in part.summary]
        if marks:
            summary["marks"] = _marks(marks)
        network: Counter[str] = Counter()
        for part in self._parts:
            network.update(part.summary.get("network", {}))
        if network:
            summary["network"] = dict(sorted(network.items()))
        if lacking or self.moved():
            summary["shards"] = {"of": self._of, "given": len(self._parts), "lacking": lacking, "moved": self.moved()}
        return summary


def _same_run(one: _Part, other: _Part) -> None:
    for key, what in _ALIKE.items():
        if one.head[key] != other.head[key]:
            differs = f" ({_options(one.head[key], other.head[key])})" if key == "options" else ""
            raise MergeError(f"{other.name}: was made with another {what} than {one.name}{differs}")
    if one.head["shard"]["of"] != other.head["shard"]["of"]:
        counts = [f"{part.head['shard']['of']:,}" for part in (other, one)]
        raise MergeError(f"{other.name}: is one of {counts[0]} parts, {one.name} one of {counts[1]}")


def _options(one: Record, other: Record) -> str:
    return ", ".join(sorted(key for key in {*one, *other} if one.get(key) != other.get(key)))


def _numbers(parts: Sequence[int]) -> str:
    more = f" and {len(parts) - _NAMED:,} more" if len(parts) > _NAMED else ""
    return f"part{'' if len(parts) == 1 else 's'} {', '.join(map(str, parts[:_NAMED]))}{more}"


def _marks(parts: Sequence[Record]) -> Record:
    """What became of marks: met by any part is met; nowhere met is what no part met."""
    settled: Counter[str] = Counter()
    for part in parts:
        settled.update(part["settled"])
    first = parts[0]
    known = first["known_unmatched"] + first["settled"].get("known", 0)
    nowhere = set(first["unmatched"]).intersection(*(part["unmatched"] for part in parts))
    said = {mark["id"]: mark for part in parts for mark in part.get("missing", ()) if mark["id"] in nowhere}
    return {
        "settled": dict(sorted(settled.items())),
        "expired": sorted({mark for part in parts for mark in part["expired"]}),
        "back": sorted({mark for part in parts for mark in part["back"]}),
        "unmatched": sorted(nowhere),
        "known_unmatched": max(0, known - settled["known"]),
        **({"missing": [said[mark] for mark in sorted(said)]} if said else {}),
    }
