"""A report for people, 80 columns wide: the worst files first, what was not read and why, the totals.

Holds the worst files and a few examples of each gap, never all findings: a run of any size fits in memory.
Every string of a record is escaped before it is shown.
"""

from __future__ import annotations

import heapq
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from piiscan.reporters.encrypted import Locks
from piiscan.reporters.terminal import BOLD, CYAN, DIM, GREEN, RED, YELLOW, Look, Sink, clip, escape, width
from piiscan.reporters.words import kind as _kind
from piiscan.reporters.words import mark
from piiscan.tally import settled

FILES = 25  # shown; the others are counted
FINDINGS = 3  # shown of each file
EXAMPLES = 5  # shown of each reason not to read

Record = Mapping[str, Any]

_CLASSES = {  # worst first
    "personal_information": ("personal information", RED),
    "review": ("to be reviewed", YELLOW),
    "element_only": ("number without a person", YELLOW),
    "non_resident": ("person living elsewhere", CYAN),
    "excluded": ("excluded by rule", DIM),
    "protected": ("behind a lock that your password opened", DIM),  # a count; its findings have a class
    "test_value": ("published test number", DIM),
    "masked": ("masked number", DIM),
    "weak": ("weak, not listed", DIM),
    "lookalike": ("something else, no element", DIM),
}
_ORDER = list(_CLASSES)
_RESIDENCY = {"massachusetts": "Massachusetts", "unknown": "residency unknown", "elsewhere": "elsewhere"}
_TOTALS = {"files": "files", "members": "members of files"}
_NO_GAPS = ("encrypted (needs a key, so not a gap)", "special", "excluded")  # shown last
_KEY_BESIDE = "encrypted, with what may be the key beside it"
_CONFIDENCE = ["high", "medium", "low"]


@dataclass(slots=True)
class KeptFile:
    """What is kept of one file: its worst findings and its numbers."""

    name: str
    findings: list[Record] = field(default_factory=list)
    listed: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)  # those of its members with them

    def add(self, finding: Record) -> None:
        """Take in a finding."""
        self.listed += 1
        self.findings.append(finding)
        if len(self.findings) > FINDINGS:
            self.findings.sort(key=_badness)  # stable: of equals the first stay
            self.findings.pop()

    def severity(self) -> tuple[int, ...]:
        """How bad the file is: persons who count, those of them in Massachusetts, then the other classes."""
        others = [self.counts[name].total() if name in self.counts else 0 for name in _ORDER[:4]]
        return (self.persons(), self.persons("massachusetts"), *others, self.listed)

    def worst(self) -> Record:
        """The worst of its findings."""
        return min(self.findings, key=_badness)

    def persons(self, *residencies: str) -> int:
        """How many persons count."""
        persons = self.counts.get("persons", Counter())
        return sum(persons[residency] for residency in residencies or ("massachusetts", "unknown"))


def _badness(finding: Record) -> tuple[int, ...]:
    if settled(finding):
        return (len(_ORDER), 0, 0)
    words = ("protected" if finding.get("protected") else finding["classification"], finding["residency"])
    return tuple(map(_rank, (_ORDER, list(_RESIDENCY), _CONFIDENCE), (*words, finding["confidence"])))


def _rank(words: list[str], word: str) -> int:
    return words.index(word) if word in words else 0  # of a later version: it must not be the one that is left out


@dataclass(slots=True)
class Kept:
    """What is kept of a whole stream."""

    run: Record = field(default_factory=dict)
    summary: Record = field(default_factory=dict)
    worst: list[tuple[tuple[int, ...], int, KeptFile]] = field(default_factory=list)
    files: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Record]] = field(default_factory=dict)
    locks: Locks = field(default_factory=Locks)

    def worst_first(self) -> Iterator[KeptFile]:
        """The files that were kept."""
        for _, _, file in sorted(self.worst, key=lambda entry: (entry[0], entry[1]), reverse=True):
            yield file

    def unread_first(self) -> list[tuple[str, int]]:
        """The reasons not to read, with how often each was met: those that are gaps first, and most often first."""
        return sorted(self.unread.items(), key=lambda item: (item[0] in _NO_GAPS, -item[1], item[0]))

    def close(self, file: KeptFile | None) -> None:
        """Take in a file whose findings are complete, and drop the least bad one if there are too many."""
        if file is None or not file.listed:
            return
        self.files += 1
        entry = (file.severity(), -self.files, file)
        (heapq.heappushpop if len(self.worst) == FILES else heapq.heappush)(self.worst, entry)

    def outcome(self, record: Record) -> None:
        """Take in an outcome."""
        self.locks.add(record, _file_name(record, self.run, whole=True))
        if record["status"] == "scanned":
            return
        why = why_unread(record)
        self.unread[why] += 1
        examples = self.examples.setdefault(why, [])
        if len(examples) < EXAMPLES:
            examples.append(record)


def write(records: Iterable[Record], out: Sink, look: Look) -> None:
    """Take in the stream, then write the report."""
    for line in _lines(take_in(records), look):
        out.write(line + "\n")


def take_in(records: Iterable[Record]) -> Kept:
    """What a report for people keeps of a stream."""
    kept = Kept()
    file: KeptFile | None = None
    place: tuple[str, str] | None = None
    for record in records:
        match record["type"]:
            case "run":
                kept.run = record
            case "summary":
                kept.summary = record
            case _:
                if place != (record["root"], record["file"]):
                    kept.close(file)
                    place = (record["root"], record["file"])
                    file = KeptFile(_file_name(record, kept.run))
                if record["type"] == "finding" and file is not None:
                    file.add(record)
                elif record["type"] == "outcome":
                    kept.outcome(record)
                    if file is not None:
                        for name, numbers in record["counts"].items():
                            file.counts.setdefault(name, Counter()).update(numbers)
                    if not record["container"]:
                        kept.close(file)
                        file = place = None
    kept.close(file)
    return kept


def _lines(kept: Kept, look: Look) -> Iterator[str]:
    tool, summary = kept.run["tool"], kept.summary
    yield look.paint(f"piiscan {escape(tool['version'])}", BOLD) + f"  {clip(_roots(kept.run), look.columns - 20)}"
    if summary["interrupted"]:
        yield look.paint("INTERRUPTED: what follows is a part of the whole", BOLD, RED)
    yield ""
    if kept.files:
        yield look.paint("FINDINGS, worst files first", BOLD)
        for file in kept.worst_first():
            yield ""
            yield from _file(file, look)
        if kept.files > len(kept.worst):
            more = kept.files - len(kept.worst)
            yield ""
            yield f"… and {_many(more, 'more file')} with findings (all of them: --format jsonl)"
    else:
        yield look.paint("No findings.", BOLD)
    yield ""
    yield from _coverage(kept, look)
    yield from _totals(summary, look)
    yield from _rules(kept, look)
    yield ""
    if look.list_encrypted:
        yield from kept.locks.write(look)
    colour = {0: GREEN, 1: RED}.get(summary["exit_code"], YELLOW)
    for line in _wrapped(f"exit {summary['exit_code']}: {escape(summary['exit_reason'])}", "", look):
        yield look.paint(line, BOLD, colour)


def _file(file: KeptFile, look: Look) -> Iterator[str]:
    persons = file.persons()
    count = _many(persons, "person") if persons else _many(file.listed, "finding")
    name = clip(file.name, look.columns - len(count) - 2)
    yield look.paint(name, BOLD) + " " * (look.columns - width(name) - len(count)) + count
    for finding in sorted(file.findings, key=_badness):
        yield from _finding(finding, look)
    if file.listed > len(file.findings):
        yield f"  … and {_many(file.listed - len(file.findings), 'more finding')} in this file"


def _finding(finding: Record, look: Look) -> Iterator[str]:
    words, colour = _CLASSES.get(finding["classification"], (_kind(finding["classification"]), RED))
    person = finding["person"]
    if person is not None:
        words += f", {_RESIDENCY.get(finding['residency'], finding['residency'])}"
    if finding.get("protected"):
        words, colour = f"{words}, behind a lock that your password opened", DIM
    if settled(finding):
        colour = DIM
    yield "  " + look.paint(words, colour) + f" ({finding['confidence']} confidence)"
    elements = [f"{_kind(element['kind'])} {escape(element['masked'])}" for element in finding["elements"]]
    who = f"{escape(person['masked'])}: " if person is not None else ""
    yield from _wrapped(who + ", ".join(elements), "    ", look)
    place = [*finding["container"], finding["location"]["text"]]
    yield "    at " + clip(escape(" › ".join(part for part in place if part)) or "the file", look.columns - 7)
    if finding.get("mark"):
        yield from _wrapped(mark(finding), "    ", look)
    evidence = [code for element in finding["elements"] for code in element["evidence"]]
    evidence += [*(person["evidence"] if person is not None else ()), *finding["reasons"]]
    if evidence:
        for line in _wrapped("why " + ", ".join(dict.fromkeys(map(escape, evidence))), "    ", look):
            yield look.paint(line, DIM)


def _coverage(kept: Kept, look: Look) -> Iterator[str]:
    if not kept.unread:
        return
    yield look.paint("NOT READ, or not to the end", BOLD)
    for why, count in kept.unread_first():
        yield f"  {why}: {count}"
        for record in kept.examples[why]:
            name = clip(_file_name(record, kept.run, whole=True), look.columns * 5 // 8 - 4)
            detail = clip(escape(record["detail"]), max(look.columns - width(name) - 6, 10))
            yield f"    {name}  " + look.paint(detail, DIM)
        if count > len(kept.examples[why]):
            yield f"    … and {count - len(kept.examples[why])} more"
    yield ""


def _totals(summary: Record, look: Look) -> Iterator[str]:
    yield look.paint("TOTALS", BOLD)
    for name, words in _TOTALS.items():
        of = summary[name]
        if name == "files" or of["total"]:
            how = f"{of['scanned']:,} read, {of['partial']:,} in part, {of['not_scanned']:,} not read"
            size = f", {_size(of['bytes'])}" if "bytes" in of else ""
            yield from _wrapped(f"{words}: {of['total']:,} ({how}{size})", "  ", look)
    persons = summary["persons"]
    if any(persons.values()):
        yield from _wrapped(f"persons in each file: {_residencies(persons)}", "  ", look)
    for name, (words, _) in _CLASSES.items():
        kinds = summary["counts"].get(name, {})
        if kinds:
            numbers = ", ".join(f"{count:,} {_kind(kind)}" for kind, count in kinds.items())
            yield from _wrapped(f"{words}: {numbers}", "  ", look)


def _rules(kept: Kept, look: Look) -> Iterator[str]:
    """The public-record rules of the run: what each took out of the counts, on whose word, and until when."""
    used = kept.summary.get("public_records")
    if used is None:
        return
    yield ""
    yield look.paint("EXCLUDED as public records", BOLD)
    persons = used["excluded_persons"]
    if any(persons.values()):
        yield from _wrapped(f"persons in each file: {_residencies(persons)}", "  ", look)
    for rule in (kept.run["options"].get("public_records") or {"rules": ()})["rules"]:
        count = used["excluded_by"].get(rule["id"], 0)
        kinds = ", ".join(map(_kind, rule["elements"]))
        said = "expired, not applied" if rule["expired"] else _many(count, "number") if count else "matched nothing"
        ground = f"{rule['basis']}; {rule['source']}; approved by {rule['approved_by']}; expires {rule['expires']}"
        yield from _wrapped(f"{escape(rule['id'])} ({kinds}): {said}; {escape(ground)}", "  ", look)


def _residencies(persons: Record) -> str:
    return ", ".join(f"{persons[key]:,} {words}" for key, words in _RESIDENCY.items())


def why_unread(record: Record) -> str:
    """The reason of an outcome in words; encryption by its verdict, which decides whether it is a gap."""
    reason = str(record["reason"])
    if reason == "encrypted" and record["encryption"] is not None:
        verdict = record["encryption"]["verdict"]
        if verdict == "encrypted" and record["encryption"].get("key_beside"):
            return _KEY_BESIDE
        return _NO_GAPS[0] if verdict == "encrypted" else f"encrypted ({verdict})"
    return f"{reason}, read in part" if record["status"] == "partial" else reason


def _file_name(record: Record, run: Record, *, whole: bool = False) -> str:
    name = " › ".join([record["file"], *(record["container"] if whole else ())])
    return escape(name if len(run.get("roots", ())) < 2 else f"{name} (in {record['root']})")


def _roots(run: Record) -> str:
    return ", ".join(escape(root) for root in run["roots"])


def _wrapped(text: str, indent: str, look: Look) -> list[str]:
    return textwrap.wrap(text, look.columns, initial_indent=indent, subsequent_indent=indent + "  ")


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} TB"
