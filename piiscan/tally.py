"""The totals of a run, taken from its records as they pass, and the record that ends a stream.

The only file that knows what a gap in the coverage is, and which findings a gate catches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from msgspec import Struct, field

Record = dict[str, object]
_Record = TypeVar("_Record", bound=Mapping[str, Any])

FAIL_ON = ("personal_information", "review", "element_only", "any", "none")
FAIL_ON_RESIDENCY = ("massachusetts", "unknown")
_CLASSES = FAIL_ON[:3]  # each gate lets the ones before it through as well
_ALL = (*_CLASSES, "non_resident", "test_value")  # what a public-record rule excludes fails no run


def settled(finding: Mapping[str, object]) -> bool:
    """Whether a mark or a baseline of the operator says that a finding need not fail a run."""
    mark = finding.get("mark")
    return mark is not None and isinstance(mark, Mapping) and mark["settled"] is True


def caught(finding: Mapping[str, Any], fail_on: str, residency: str, kinds: Collection[str] = ()) -> bool:
    """Whether a finding is at or above a gate (--fail-on, --fail-on-residency, --fail-on-kind)."""
    if finding["classification"] not in classes_of(fail_on) or settled(finding):
        return False
    if kinds and not any(element["kind"] in kinds for element in finding["elements"]):
        return False
    if residency == "massachusetts":
        resident = finding["residency"] == "massachusetts"
    else:
        resident = finding["residency"] != "elsewhere" or fail_on == "any"
    # Behind a good lock that only the operator's password opened, nothing is readable (17.02 "encrypted").
    return resident and (fail_on == "any" or not finding.get("protected"))


def by_file(records: Iterable[_Record]) -> Iterator[Iterator[_Record]]:
    """The records in groups, to be taken one after the other: those of a file, and each other one alone.

    The records of a file stand in a row and end with its own outcome, which a stream that was cut off may not have.
    """
    number, of = 0, None

    def group(record: Mapping[str, Any]) -> int:
        nonlocal number, of
        is_of = (record["root"], record["file"]) if record["type"] in {"finding", "outcome"} else None
        number += is_of is None or is_of != of
        found, of = number, is_of
        if record["type"] == "outcome" and not record["container"]:
            of = None
        return found

    return (found for _, found in groupby(records, group))


def at_gate(finding: Mapping[str, Any], options: Mapping[str, Any]) -> bool:
    """Whether a finding is at or above the gate that a run had; `options`: those of its head."""
    kinds = options.get("fail_on_kind", ())
    gate = (str(options.get("fail_on", FAIL_ON[0])), str(options.get("fail_on_residency", FAIL_ON_RESIDENCY[1])))
    return caught(finding, *gate, kinds if isinstance(kinds, list) else ())


@cache
def classes_of(fail_on: str) -> tuple[str, ...]:
    """The classes that a gate catches. One of a later version is as strict as the default."""
    if fail_on in {"any", "none"}:
        return _ALL if fail_on == "any" else ()
    return _CLASSES[: _CLASSES.index(fail_on) + 1] if fail_on in _CLASSES else _CLASSES[:1]


def is_gap(record: Mapping[str, object]) -> bool:
    """Whether an outcome leaves something unread that might hold personal information.

    Not so: what the operator excluded, what is no file, and what needs a key to read, which is the law's own
    exception (17.02 "encrypted"). Weak and unproven encryption are gaps, and so is a lock beside what may be its key.
    """
    if record["status"] == "scanned" or record["reason"] in {"excluded", "special"}:
        return False
    encryption = record["encryption"]
    protected = (
        isinstance(encryption, dict) and encryption["verdict"] == "encrypted" and not encryption.get("key_beside")
    )
    return not (record["reason"] == "encrypted" and protected)


class Tally(Struct):
    """The totals of a stream, taken from its records as they pass."""

    files: Counter[str] = field(default_factory=Counter)
    members: Counter[str] = field(default_factory=Counter)
    file_reasons: Counter[str] = field(default_factory=Counter)
    member_reasons: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    gaps: int = 0
    findings: int = 0
    allowed: int = 0  # findings whose own line says that they are meant to be there
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, record: Mapping[str, object]) -> None:
        """Take one finding or outcome into account."""
        if record["type"] == "finding":
            self.findings += 1
            mark = record.get("mark")
            self.allowed += mark is not None and isinstance(mark, Mapping) and mark["as"] == "allowed"
            return
        own = not record["container"]
        statuses, reasons = (self.files, self.file_reasons) if own else (self.members, self.member_reasons)
        statuses[str(record["status"])] += 1
        if record["reason"] is not None:
            reasons[str(record["reason"])] += 1
        if record["status"] != "scanned":
            self.gaps += is_gap(record)
        size, counts = record["bytes"], record["counts"]
        if own and isinstance(size, int):
            self.bytes += size
        if counts and isinstance(counts, dict):
            self._count(counts)

    def _count(self, counts: Mapping[str, object]) -> None:
        for group, numbers in counts.items():
            if isinstance(numbers, Mapping):
                self.counts.setdefault(group, Counter()).update(numbers)

    def total(self, group: str) -> int:
        """How many there are in a group of the counts: a classification, "weak" or "persons"."""
        return self.counts.get(group, Counter[str]()).total()

    def summary_record(
        self,
        exit_code: int,
        why: str,
        ended: str,
        rules: Mapping[str, bool] | None = None,
        *,
        interrupted: bool = False,
    ) -> Record:
        """The end of a stream. `rules`: those of public records by their ids, and whether each has expired."""
        groups = {name: dict(sorted(self.counts[name].items())) for name in sorted(self.counts)}
        persons = groups.pop("persons", {})
        excluded, by_rule = groups.pop("excluded_persons", {}), groups.pop("excluded_by", {})
        declared = groups.pop("declared_by", {})
        protected, persons_protected = groups.pop("protected_by", {}), groups.pop("protected_persons", {})
        behind: Record = {}
        if protected:
            behind = {"protected": {"classes": protected, "persons": _by_residency(persons_protected)}}
        excluding: Record = {} if rules is None else {"public_records": _rules(rules, by_rule, excluded, declared)}
        return {
            "type": "summary",
            "complete": not self.gaps and not interrupted,
            "interrupted": interrupted,
            "files": _statuses(self.files, self.file_reasons) | {"bytes": self.bytes},
            "members": _statuses(self.members, self.member_reasons),
            "gaps": self.gaps,
            "listed": self.findings,
            "counts": groups,
            "persons": _by_residency(persons),
            **excluding,
            **behind,
            **({"allowed": self.allowed} if self.allowed else {}),
            "exit_code": exit_code,
            "exit_reason": why,
            "ended": ended,
        }


def _by_residency(persons: Mapping[str, int]) -> dict[str, int]:
    return {name: persons.get(name, 0) for name in ("massachusetts", "unknown", "elsewhere")}


def _rules(
    rules: Mapping[str, bool], by_rule: Mapping[str, int], persons: Mapping[str, int], declared: Mapping[str, int]
) -> Record:
    """What became of the public-record rules. Every rule is in one of the lists: none passes unsaid."""
    expired = [rule for rule, over in rules.items() if over]
    return {
        "excluded_by": dict(by_rule),
        "excluded_persons": _by_residency(persons),
        "expired": expired,
        "unmatched": [rule for rule, over in rules.items() if not (over or rule in by_rule or rule in declared)],
        **({"declared_by": dict(declared)} if declared else {}),
    }


def _statuses(statuses: Counter[str], reasons: Counter[str]) -> Record:
    named = {status: statuses[status] for status in ("scanned", "partial", "not_scanned")}
    return {"total": statuses.total(), **named, "reasons": dict(sorted(reasons.items()))}
