"""A report for people, 80 columns wide: the worst files first, what was not read and why, the totals.

Holds the worst files and a few examples of each gap, never all findings: a run of any size fits in memory.
Every string of a record is escaped before it is shown.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from piiscan.reporters import advice, in_file, table_end
from piiscan.reporters.encrypted import Locks
from piiscan.reporters.in_file import InFile
from piiscan.reporters.marked import Marked
from piiscan.reporters.terminal import BOLD, CYAN, DIM, GREEN, RED, YELLOW, Look, Sink, clip, escape, width
from piiscan.reporters.words import RESIDENCIES, history, mark
from piiscan.reporters.words import kind as _kind
from piiscan.severity import plain
from piiscan.tally import settled

FILES = 25  # shown; the others are counted
FINDINGS = 3  # shown of each file
EXAMPLES = 5  # shown of each reason not to read

Record = Mapping[str, Any]

_CLASSES = table_end.CLASSES
_ORDER = list(_CLASSES)
_NO_GAPS = ("encrypted (needs a key, so not a gap)", "special", "excluded")  # shown last
_CONFIDENCE = ["high", "medium", "low"]
_COLOURS = (DIM, CYAN, YELLOW, RED, RED)  # by severity


class KeptFile(InFile):
    """A file, and the worst of its findings."""

    findings: list[Record] = field(default_factory=list)

    def keep(self, finding: Record) -> None:
        """Keep a finding, as long as it is one of the worst."""
        self.findings.append(finding)
        if len(self.findings) > FINDINGS:
            self.findings.sort(key=_badness)  # stable: of equals the first stay
            self.findings.pop()

    def worst(self) -> Record:
        """The worst of its findings."""
        return min(self.findings, key=_badness)


def _badness(finding: Record) -> tuple[int, ...]:
    if settled(finding):
        return (len(_ORDER), 0, 0)
    words = ("protected" if finding.get("protected") else finding["classification"], finding["residency"])
    return tuple(map(_rank, (_ORDER, list(RESIDENCIES), _CONFIDENCE), (*words, finding["confidence"])))


def _rank(words: list[str], word: str) -> int:
    return words.index(word) if word in words else 0  # of a later version: it must not be the one that is left out


class Kept(Struct):
    """What is kept of a whole stream."""

    run: Record = field(default_factory=dict)
    summary: Record = field(default_factory=dict)
    worst: list[tuple[tuple[int, ...], int, KeptFile]] = field(default_factory=list)
    files: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Record]] = field(default_factory=dict)
    locks: Locks = field(default_factory=Locks)
    marked: Marked = field(default_factory=Marked)
    gaps: table_end.Gaps | None = None  # all of them, where they are asked for

    def worst_first(self) -> Iterator[KeptFile]:
        """The files that were kept."""
        for _, _, file in sorted(self.worst, key=lambda entry: (entry[0], entry[1]), reverse=True):
            yield file

    def name_of(self, file: KeptFile) -> str:
        """A file as it is told."""
        return _file_name({"root": file.root, "file": file.file}, self.run)

    def unread_first(self) -> list[tuple[str, int]]:
        """The reasons not to read, with how often each was met: those that are gaps first, and most often first."""
        return sorted(self.unread.items(), key=lambda item: (item[0] in _NO_GAPS, -item[1], item[0]))

    def finding(self, record: Record) -> None:
        """Take in a finding, but for what its file keeps."""
        self.marked.take(record, self.run["options"], _file_name(record, self.run, whole=True))

    def close(self, file: KeptFile) -> None:
        """Take in a file whose findings are complete, and drop the least bad one if there are too many."""
        self.files += 1
        entry = (file.severity(), -self.files, file)
        (heapq.heappushpop if len(self.worst) == FILES else heapq.heappush)(self.worst, entry)

    def outcome(self, record: Record) -> None:
        """Take in an outcome, but for what its file keeps."""
        self.locks.add(record, _file_name(record, self.run, whole=True))
        if record["status"] == "scanned":
            return
        why = why_unread(record)
        self.unread[why] += 1
        if self.gaps is not None:
            self.gaps.add(why, _file_name(record, self.run, whole=True), record["detail"])
        examples = self.examples.setdefault(why, [])
        if len(examples) < EXAMPLES:
            examples.append(record)


def write(records: Iterable[Record], out: Sink, look: Look) -> None:
    """Take in the stream, then write the report."""
    for line in _lines(take_in(records, gaps="coverage" in look.show), look):
        out.write(line + "\n")


def take_in(records: Iterable[Record], *, gaps: bool = False) -> Kept:
    """What a report for people keeps of a stream. gaps: all that was not read, within a bound, not only examples."""
    kept = Kept(gaps=table_end.Gaps() if gaps else None)
    in_file.take_in(records, kept, KeptFile)
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
            yield from _file(file, kept.name_of(file), look)
        if kept.files > len(kept.worst):
            more = kept.files - len(kept.worst)
            yield ""
            yield f"… and {table_end.many(more, 'more file')} with findings (all of them: --format jsonl)"
    else:
        yield look.paint("No findings.", BOLD)
    yield ""
    yield from _coverage(kept, look)
    yield from table_end.marks(kept.marked, summary, look)
    yield from table_end.totals(summary, look)
    yield from table_end.rules(kept.run, summary, look)
    yield ""
    if "elements" in look.show:
        yield from table_end.elements(summary, look)
    if kept.gaps is not None:
        yield from kept.gaps.write([why for why, _ in kept.unread_first()], kept.unread, look)
    if "encrypted" in look.show:
        yield from kept.locks.write(look)
    colour = {0: GREEN, 1: RED}.get(summary["exit_code"], YELLOW)
    for line in table_end.wrapped(f"exit {summary['exit_code']}: {escape(summary['exit_reason'])}", "", look):
        yield look.paint(line, BOLD, colour)


def _file(file: KeptFile, name: str, look: Look) -> Iterator[str]:
    persons = file.persons()
    count = table_end.many(persons, "person") if persons else table_end.many(file.listed, "finding")
    name = clip(name, look.columns - len(count) - 2)
    yield look.paint(name, BOLD) + " " * (look.columns - width(name) - len(count)) + count
    grade = file.standing.grade()
    for line in table_end.wrapped(escape(grade.text), "  ", look):
        yield look.paint(line, _COLOURS[grade.severity])
    yield from _about(file, look)
    for finding in sorted(file.findings, key=_badness):
        yield from _finding(finding, look)
    if file.listed > len(file.findings):
        yield f"  … and {table_end.many(file.listed - len(file.findings), 'more finding')} in this file"


def _about(file: KeptFile, look: Look) -> Iterator[str]:
    """The numbers in a file, how open it lies, and what to do: the rest is examples."""
    worst = file.worst()
    numbers = table_end.numbers(file.counts)
    if numbers:
        yield from table_end.wrapped(f"has {numbers}", "  ", look)
    if held := history(worst):
        yield from table_end.wrapped(held, "  ", look)
    why = file.standing.grade().why  # what stands there already is not said twice
    seen = dict.fromkeys(duty["fact"] for duty in worst.get("duties", ()) if plain(duty["fact"]) not in why)
    facts = "; ".join(map(escape, seen))
    if facts:
        yield from table_end.wrapped(f"open {facts}", "  ", look)
    yield from table_end.wrapped(f"do {advice.finding(worst)}", "  ", look)


def _finding(finding: Record, look: Look) -> Iterator[str]:
    words, colour = _CLASSES.get(finding["classification"], (_kind(finding["classification"]), RED))
    person = finding["person"]
    if person is not None and finding["classification"] != "non_resident":
        words += f", {RESIDENCIES.get(finding['residency'], finding['residency'])}"
    if finding.get("protected"):
        words, colour = f"{words}, behind a lock that your password opened", DIM
    if settled(finding):
        colour = DIM
    for line in table_end.wrapped(f"{words} ({finding['confidence']} confidence)", "  ", look):
        yield look.paint(line, colour)
    elements = [f"{_kind(element['kind'])} {escape(element['masked'])}" for element in finding["elements"]]
    who = f"{escape(person['masked'])}: " if person is not None else ""
    yield from table_end.wrapped(who + ", ".join(elements), "    ", look)
    place = [*finding["container"], finding["location"]["text"]]
    yield "    at " + clip(escape(" › ".join(part for part in place if part)) or "the file", look.columns - 7)
    if finding.get("mark"):
        yield from table_end.wrapped(mark(finding), "    ", look)
    evidence = [code for element in finding["elements"] for code in element["evidence"]]
    evidence += [*(person["evidence"] if person is not None else ()), *finding["reasons"]]
    if evidence:
        for line in table_end.wrapped("why " + ", ".join(dict.fromkeys(map(escape, evidence))), "    ", look):
            yield look.paint(line, DIM)


def _coverage(kept: Kept, look: Look) -> Iterator[str]:
    if not kept.unread:
        return
    yield look.paint("NOT READ, or not to the end", BOLD)
    for why, count in kept.unread_first():
        yield f"  {why}: {count:,}"
        for record in kept.examples[why]:
            name = clip(_file_name(record, kept.run, whole=True), look.columns * 5 // 8 - 4)
            detail = clip(escape(record["detail"]), max(look.columns - width(name) - 6, 10))
            yield f"    {name}  " + look.paint(detail, DIM)
        if count > len(kept.examples[why]):
            yield f"    … and {count - len(kept.examples[why]):,} more (all of them: --show coverage)"
        yield from table_end.wrapped(f"do {advice.unread(kept.examples[why][0])}", "    ", look)
    yield ""


def why_unread(record: Record) -> str:
    """The reason of an outcome in words; encryption by its verdict, which decides whether it is a gap."""
    reason = str(record["reason"])
    if reason == "encrypted" and record["encryption"] is not None:
        verdict = record["encryption"]["verdict"]
        kind = "encrypted" if verdict == "encrypted" else f"encrypted ({verdict})"
        if record["encryption"].get("key_beside"):
            return f"{kind}, with what may be the key beside it"
        return _NO_GAPS[0] if verdict == "encrypted" else kind
    return f"{reason}, read in part" if record["status"] == "partial" else reason


def _file_name(record: Record, run: Record, *, whole: bool = False) -> str:
    name = " › ".join([record["file"], *(record["container"] if whole else ())])
    return escape(name if len(run.get("roots", ())) < 2 else f"{name} (in {record['root']})")


def _roots(run: Record) -> str:
    return ", ".join(escape(root) for root in run["roots"])
