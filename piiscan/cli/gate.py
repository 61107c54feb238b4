"""What the exit code is and why. The only file that knows it.

0 complete, and nothing at or above the gate. 1 findings at or above it. 2 an error. 3 nothing at or above it,
but something was not read. 4 the report could not be written. 129, 130, 143: ended by SIGHUP, SIGINT, SIGTERM,
with a valid report of a part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from piiscan import tally

OK, FOUND, ERROR, INCOMPLETE, NOT_WRITTEN = 0, 1, 2, 3, 4
_MARKS = "marks"
_SETTLED_BY = {"known": "the baseline", "allowed": "lines that allow them"}
_SETTLERS = (_MARKS, *_SETTLED_BY.values())
FAIL_ON, FAIL_ON_RESIDENCY = tally.FAIL_ON, tally.FAIL_ON_RESIDENCY


class Gate(Struct):
    """Which findings make a run fail, and how many did."""

    fail_on: str = "personal_information"
    residency: str = "unknown"
    cap: int = 0  # findings listed of one file; 0: all
    kinds: tuple[str, ...] = ()  # of numbers; none: all
    count: int = 1  # so many make a run fail
    allow_unread: bool = False
    caught: int = 0
    settled: Counter[str] = field(default_factory=Counter)  # findings that would have been caught, by what settles them
    unlisted: int = 0  # files whose list was cut off, and whose numbers show something to catch
    _counts: Counter[str] = field(default_factory=Counter)  # of the file under way, with its members
    _residents: int = 0

    def add(self, record: Mapping[str, Any]) -> None:
        """Take one finding or outcome into account."""
        if record["type"] == "finding":
            if tally.settled(record):
                by = _SETTLED_BY.get(record["mark"]["as"], _MARKS)
                self.settled[by] += tally.caught({**record, "mark": None}, self.fail_on, self.residency, self.kinds)
            else:
                self.caught += tally.caught(record, self.fail_on, self.residency, self.kinds)
            return
        if record["counts"]:
            self._count(record["counts"])
        if not record["container"]:
            if self.cap and record["listed"] >= self.cap:
                self.unlisted += self._counted()  # what is not listed is known by its number only
            self._counts.clear()
            self._residents = 0

    def _count(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        for name, numbers in counts.items():
            group = sum(count for kind, count in numbers.items() if kind in self.kinds) if self.kinds else None
            self._counts[name] += sum(numbers.values()) if group is None else group
        self._residents += counts.get("persons", {}).get("massachusetts", 0)

    def _counted(self) -> bool:
        gate = (*tally.classes_of(self.fail_on), *(("protected",) if self.fail_on == "any" else ()))
        classes = [name for name in gate if self._counts[name]]
        if classes == ["personal_information"] and self.residency == "massachusetts":
            return self._residents > 0
        return bool(classes)

    def verdict(self, gaps: int, ended_by: int | None = None) -> tuple[int, str]:
        """The exit code and its reason; `ended_by`: the signal that ended the run early."""
        code, why = self._verdict(gaps, ended_by)
        settled = ", ".join(f"{self.settled[by]:,} by {by}" for by in _SETTLERS if self.settled[by])
        return code, f"{why}; settled: {settled}" if settled else why

    def _verdict(self, gaps: int, ended_by: int | None) -> tuple[int, str]:
        if ended_by is not None:
            return 128 + ended_by, "interrupted; this is a report of what was read until then"
        if self.caught >= self.count:
            more = f", and {_many(self.unlisted, 'file has', 'files have')} more of them than are listed"
            said = f"{_many(self.caught, 'finding')} at or above the gate ({self})"
            return FOUND, said + more if self.unlisted else said
        if self.unlisted:
            return FOUND, f"{_many(self.unlisted, 'file')} with more findings than are listed, gate: {self}"
        nothing = self._nothing()
        if gaps:
            what = f"{nothing}, but {_many(gaps, 'file or member', 'files or members')} not read, or not to the end"
            return (OK, f"{what}, which --allow-unread allows") if self.allow_unread else (INCOMPLETE, what)
        return OK, f"{nothing}, and everything was read"

    def _nothing(self) -> str:
        if not self.caught:
            return f"nothing at or above the gate ({self})"
        return f"{_many(self.caught, 'finding')} at or above the gate ({self}), fewer than {self.count:,}"

    def __str__(self) -> str:
        if self.fail_on == "none":
            return "none set"
        words = self.fail_on
        if self.residency == "massachusetts":
            words += ", residency massachusetts"
        elif self.fail_on != "any":
            words += ", residency massachusetts or unknown"
        return f"{words}, of {', '.join(self.kinds)}" if self.kinds else words


def _many(count: int, thing: str, things: str | None = None) -> str:
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
