"""The files of an HTML report: what is kept of each, the worst of all, and how they are shown.

Rule: what is kept has an upper bound, whatever the scan found, and what is not kept is counted and said. Findings of
a file are kept as the rows they will be, which is a tenth of the memory of a record.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import field

from piiscan.reporters import advice, words
from piiscan.reporters.html_text import Column, count, kind_of, many, name, table, text
from piiscan.reporters.in_file import InFile
from piiscan.severity import Grade, Severity, plain
from piiscan.tally import settled

FILES = 200  # the worst of all, shown with their findings
FINDINGS = 100  # shown of one file
ALL = 5_000  # findings on the page; beyond, fewer are shown of each file
FEWEST = ALL // FILES
_OPEN = 3  # files whose findings are seen at once
_MOST = 12  # numbers or codes shown of one finding

Record = Mapping[str, Any]


class Seen(InFile):
    """A file as it passes: its worst findings, its duties, and how open it lies."""

    findings: list[Record] = field(default_factory=list)
    duties: dict[str, str] = field(default_factory=dict)  # clause: the fact seen
    exposure: Record = field(default_factory=dict)
    rows: list[bytes] = field(default_factory=list)  # once it is complete, instead of the findings
    do: str = ""

    def take(self, record: Record) -> None:
        """Take in one of its records."""
        InFile.take(self, record)
        if record["type"] == "outcome" and not record["container"] and isinstance(record.get("exposure"), Mapping):
            self.exposure = record["exposure"]

    def keep(self, finding: Record) -> None:
        """Keep a finding, as long as it is one of the worst."""
        self.findings.append(finding)
        for duty in finding.get("duties", ()):
            self.duties.setdefault(duty["clause"], duty["fact"])
        if len(self.findings) >= 2 * FINDINGS:
            self._cut()

    def _cut(self) -> None:
        self.findings.sort(key=_badness)  # stable: of equals the first stay
        del self.findings[FINDINGS:]

    def settle(self) -> None:
        """Make rows of the findings."""
        self._cut()
        self.rows = [
            _row(finding, self.standing.of(finding).severity).encode("utf-8", "backslashreplace")
            for finding in self.findings
        ]
        self.do = advice.finding(self.findings[0])
        self.findings = []


_CLASSES = {kind: rank for rank, kind in enumerate(words.CLASSES)}
_RESIDENCIES = {residency: rank for rank, residency in enumerate(words.RESIDENCIES)}
_CONFIDENCES = {"high": 0, "medium": 1, "low": 2}


def _badness(finding: Record) -> tuple[int, ...]:
    """How bad a finding is; the least is the worst. A word of a later version must not be the one that is left out."""
    return (
        settled(finding) or bool(finding.get("protected")),
        _CLASSES.get(finding["classification"], 0),
        _RESIDENCIES.get(finding["residency"], 0),
        _CONFIDENCES.get(finding["confidence"], 0),
    )


class Worst:
    """The worst files, and how many there were."""

    def __init__(self) -> None:
        self.files = 0
        self._heap: list[tuple[tuple[int, ...], int, Seen]] = []
        self._rows = 0
        self._most = FINDINGS

    def add(self, seen: Seen) -> None:
        """Take in a file that is complete."""
        self.files += 1
        severity = seen.severity()
        if len(self._heap) == FILES and severity <= self._heap[0][0]:
            return
        seen.settle()
        del seen.rows[self._most :]
        self._rows += len(seen.rows)
        entry = (severity, -self.files, seen)
        if len(self._heap) < FILES:
            heapq.heappush(self._heap, entry)
        else:
            self._rows -= len(heapq.heapreplace(self._heap, entry)[2].rows)
        while self._rows > ALL and self._most > FEWEST:
            self._fewer()

    def _fewer(self) -> None:
        self._most = max(self._most // 2, FEWEST)
        for _, _, seen in self._heap:
            del seen.rows[self._most :]
        self._rows = sum(len(seen.rows) for _, _, seen in self._heap)

    def first(self) -> list[Seen]:
        """The files that were kept, the worst first; of equals in the order of the scan."""
        return [seen for _, _, seen in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


def overview(files: list[Seen], total: int, *, several: bool) -> Iterator[str]:
    """The files as a table."""
    known = any(seen.exposure for seen in files)
    columns = [
        Column("File"),
        Column("Severity", "severity"),
        Column("Persons", "number"),
        Column("in Massachusetts", "number"),
        Column("Numbers", "held"),
        *([Column("Owner", "owner")] if known else []),
        Column("Also seen", "also"),
    ]
    yield from table(
        "Files with findings, the most severe first: how open a file lies, times how many persons are in it",
        columns,
        (_file(seen, index, known=known, several=several) for index, seen in enumerate(files, 1)),
        "files",
    )
    yield from left_out(total - len(files), "more file with findings", "more files with findings")


def left_out(number: int, thing: str, things: str) -> Iterator[str]:
    """What is not on the page, and where it is."""
    if number > 0:
        yield (
            f'<p class="left-out">{many(number, thing, things)} not shown on this page. All of them: '
            "<code>piiscan report findings.jsonl -f csv -o findings.csv</code></p>\n"
        )


def _file(seen: Seen, index: int, *, known: bool, several: bool) -> list[str]:
    cells = [
        f'<a href="#file{index}">{name(seen.file)}</a>{_root(seen, several=several)}',
        severity(seen.standing.grade()),
        count(seen.persons()),
        count(seen.persons("massachusetts")),
        text(_numbers(seen)),
    ]
    if known:
        cells.append(text(owner_of(seen.exposure)) or '<span class="quiet">not known</span>')
    return [*cells, _also(seen)]


def _root(seen: Seen, *, several: bool) -> str:
    return f' <span class="quiet">in {name(seen.root)}</span>' if several else ""


def _numbers(seen: Seen) -> str:
    said = []
    for group in ("personal_information", "review", "element_only", "non_resident"):
        numbers = seen.counts.get(group)
        if numbers:
            kinds = ", ".join(f"{number:,} {kind_of(kind)}" for kind, number in numbers.most_common())
            said.append(kinds if group == "personal_information" else f"{words.CLASSES[group]}: {kinds}")
    return "; ".join(said) or "none that count"


def owner_of(exposure: Record) -> str:
    """Whose a file is, as the stream says it; "" where that is not known."""
    if not exposure or exposure.get("uid", "") is None:
        return ""
    return str(exposure.get("owner") or f"no account has the number {exposure.get('uid', '?')}")


def _also(seen: Seen) -> str:
    seen_open = seen.exposure.get("why")
    facts = [*(map(str, seen_open) if isinstance(seen_open, list) else ()), *seen.duties.values()]
    why = seen.standing.grade().why  # what stands there already is not said twice
    return text("; ".join(fact for fact in dict.fromkeys(facts) if plain(fact) not in why))


def severity(grade: Grade) -> str:
    """A severity as it is shown: a mark with its word, and why."""
    return f'<span class="chip {grade.severity.word}">{grade.severity.word}</span> {text(grade.why)}'


_COLUMNS = (Column("What"), Column("Person"), Column("Numbers"), Column("Place"), Column("Why"))


def drill_down(files: list[Seen], *, several: bool) -> Iterator[str]:
    """The findings of each file, to be opened."""
    for index, seen in enumerate(files, 1):
        is_open = " open" if index <= _OPEN else ""
        persons = seen.persons()
        said = many(persons, "person") if persons else many(seen.listed, "finding")
        title = f'{name(seen.file)}{_root(seen, several=several)} <span class="sum">{said}</span>'
        yield f"<details{is_open}><summary><h3>{title}</h3></summary>\n"
        yield f'<div id="file{index}">'
        yield f"<p><b>Severity:</b> {severity(seen.standing.grade())}.</p>\n"
        yield f"<p><b>What to do:</b> {text(seen.do)}.</p>\n"
        rows = (row.decode() for row in seen.rows)
        yield from _rows(f"The worst findings in {name(seen.file)}", rows)
        shown = len(seen.rows)
        if seen.listed > shown:
            yield from left_out(seen.listed - shown, "more finding in this file is", "more findings in this file are")
        counted = sum(seen.total(group) for group in words.CLASSES if group not in {"masked", "lookalike"})
        if counted > seen.listed:
            yield (
                f'<p class="quiet">{many(counted, "number")} were counted in this file; the scan lists '
                f"{many(seen.listed, 'finding')} of it (--max-findings-per-file).</p>\n"
            )
        yield "</div></details>\n"


def _rows(caption: str, rows: Iterator[str]) -> Iterator[str]:
    yield f'<table class="stack findings"><caption>{caption}</caption><thead><tr>'
    yield "".join(f'<th scope="col">{column.title}</th>' for column in _COLUMNS)
    yield "</tr></thead><tbody>\n"
    yield from rows
    yield "</tbody></table>\n"


def _row(finding: Record, severity: Severity) -> str:
    grade = severity.word
    mark = f'<br><span class="quiet">{text(words.mark(finding))}</span>' if finding.get("mark") else ""
    place = " › ".join(filter(None, [words.container(finding), words.place(finding)])) or "the file"
    held = f'<br><span class="quiet">{text(words.history(finding))}</span>' if finding.get("history") else ""
    return "".join(
        (
            f'<tr><td><span class="chip {grade}">{grade}</span> {text(words.what(finding))}',
            f' <span class="quiet">({text(finding["confidence"])} confidence)</span>{mark}</td>',
            f"<td>{_masked(words.who(finding)) or 'none'}</td>",
            f"<td>{_elements(finding)}</td>",
            f"<td>{name(place)}{held}</td>",
            f"<td>{text(_few(words.evidence(finding)))}</td></tr>\n",
        )
    )


def _masked(value: str) -> str:
    return f'<bdi class="masked">{text(value)}</bdi>' if value else ""


def _elements(finding: Record) -> str:
    shown = [
        f"{text(kind_of(element['kind']))} {_masked(element['masked'])}" for element in finding["elements"][:_MOST]
    ]
    more = len(finding["elements"]) - len(shown)
    return "<br>".join([*shown, *([f"and {more:,} more"] if more else [])])


def _few(codes: list[str]) -> str:
    more = len(codes) - _MOST
    return ", ".join(codes[:_MOST]) + (f" and {more:,} more" if more > 0 else "")
