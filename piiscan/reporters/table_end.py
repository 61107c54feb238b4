"""What ends a table for people: the totals, and the parts that --show adds to it.

Rule: as in the whole table, every string of a record is escaped, no line is wider than the table, and what has no
bound is kept to one and counted beyond it.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from piiscan.reporters.marked import Marked
from piiscan.reporters.terminal import BOLD, CYAN, DIM, RED, YELLOW, Look, clip, escape, width
from piiscan.reporters.words import RESIDENCIES
from piiscan.reporters.words import kind as _kind

MOST = 10_000  # things not read that are listed; the others are counted

Record = Mapping[str, Any]

CLASSES = {  # worst first
    "personal_information": ("personal information", RED),
    "review": ("to be reviewed", YELLOW),
    "element_only": ("number without a person", YELLOW),
    "non_resident": ("person living elsewhere", CYAN),
    "excluded": ("excluded by rule", DIM),
    "declared": ("declared to be encrypted", DIM),  # a count
    "protected": ("behind a lock that your password opened", DIM),  # a count; its findings have a class
    "test_value": ("published test number", DIM),
    "masked": ("masked number", DIM),
    "weak": ("weak, not listed", DIM),
    "lookalike": ("something else, no element", DIM),
}
_ELEMENTS = list(CLASSES)[:8]
_TOTALS = {"files": "files", "members": "members of files"}
_KINDS = {"ssn": "SSN", "drivers_license": "license", "financial_account": "account", "payment_card": "card"}


class Gaps(Struct):
    """What was not read, in the order of the stream."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)  # why, name, detail
    kept: Counter[str] = field(default_factory=Counter)

    def add(self, why: str, name: str, detail: str) -> None:
        """Take one in."""
        if len(self.lines) < MOST:
            self.lines.append((why, name, detail))
            self.kept[why] += 1

    def write(self, order: list[str], counts: Mapping[str, int], look: Look) -> Iterator[str]:
        """The section: reason by reason, all that is kept."""
        yield look.paint("COVERAGE, all that was not read", BOLD)
        if not order:
            yield "  everything was read to its end"
        for why in order:
            yield f"  {why}: {counts[why]:,}"
            for own, name, detail in self.lines:
                if own == why:
                    shown = clip(name, look.columns * 5 // 8 - 4)
                    rest = clip(escape(detail), max(look.columns - width(shown) - 6, 10))
                    yield f"    {shown}  " + look.paint(rest, DIM)
            if counts[why] > self.kept[why]:
                yield f"    … and {counts[why] - self.kept[why]:,} more (all of them: --format csv)"
        yield ""


def elements(summary: Record, look: Look) -> Iterator[str]:
    """The section: numbers by class and kind."""
    yield look.paint("ELEMENTS, different numbers in each file", BOLD)
    rows = [(CLASSES[name][0], summary["counts"][name]) for name in _ELEMENTS if summary["counts"].get(name)]
    column = 10 if look.columns >= 80 else 8
    label = look.columns - column * len(_KINDS) - 2
    yield "  " + ("".join(title.rjust(column) for title in _KINDS.values()).rjust(look.columns - 2) if rows else "none")
    for title, numbers in rows:
        cells = "".join(f"{numbers.get(kind, 0):,}".rjust(column) for kind in _KINDS)
        yield "  " + clip(title, label).ljust(label) + cells
        others = {kind: count for kind, count in numbers.items() if kind not in _KINDS}
        if others:
            yield from wrapped(
                ", ".join(f"{count:,} {escape(_kind(kind))}" for kind, count in others.items()), "    ", look
            )
    yield ""


def numbers(counts: Mapping[str, Mapping[str, int]]) -> str:
    """The numbers of a file by class: "34 ssn; person living elsewhere: 6 ssn"."""
    said = []
    for name in _ELEMENTS:
        if of := counts.get(name):
            kinds = ", ".join(f"{count:,} {escape(_kind(kind))}" for kind, count in sorted(of.items()))
            said.append(kinds if name == "personal_information" else f"{CLASSES[name][0]}: {kinds}")
    return "; ".join(said)


def totals(summary: Record, look: Look) -> Iterator[str]:
    """The section: files, persons, numbers by class."""
    yield look.paint("TOTALS", BOLD)
    for name, words in _TOTALS.items():
        of = summary[name]
        if name == "files" or of["total"]:
            how = f"{of['scanned']:,} read, {of['partial']:,} in part, {of['not_scanned']:,} not read"
            size = f", {_size(of['bytes'])}" if "bytes" in of else ""
            yield from wrapped(f"{words}: {of['total']:,} ({how}{size})", "  ", look)
    for kind, count in summary.get("network", {}).items():
        yield from wrapped(f"on {escape(kind)}: {many(count, 'file')}", "  ", look)
    persons = summary["persons"]
    if any(persons.values()):
        yield from wrapped(f"persons in each file: {_residencies(persons)}", "  ", look)
    for name, (words, _) in CLASSES.items():
        kinds = summary["counts"].get(name, {})
        if kinds:
            numbers = ", ".join(f"{count:,} {_kind(kind)}" for kind, count in kinds.items())
            yield from wrapped(f"{words}: {numbers}", "  ", look)


def marks(marked: Marked, summary: Record, look: Look) -> Iterator[str]:
    """The section: what was decided about findings, and what became of it."""
    short = marked.short(summary)
    if not short:
        return
    yield look.paint("MARKS, what was decided about findings", BOLD)
    yield from wrapped(short, "  ", look)
    for row in marked.rows(summary):
        told = row.told
        until = f"until {told.until}" if told.until else ""
        who = ", ".join(filter(None, [told.what, f"by {told.by}" if told.by else "", until]))
        number = f": {many(row.findings, 'finding')}" if row.findings else ""
        for line in wrapped(f"{who}{number}; {told.state}", "  ", look):
            yield look.paint(line, YELLOW) if told.warn else line
        for example in row.examples:
            yield "    " + look.paint(clip(example, look.columns - 4), DIM)
        if row.findings > len(row.examples):
            yield f"    … and {row.findings - len(row.examples):,} more (all of them: --format csv)"
    yield ""


def rules(run: Record, summary: Record, look: Look) -> Iterator[str]:
    """The public-record rules and declared columns of the run: what each takes out of the counts, on whose word."""
    used = summary.get("public_records")
    if used is None:
        return
    given = run["options"].get("public_records") or {"rules": ()}
    if given["rules"]:
        yield ""
        yield look.paint("EXCLUDED as public records", BOLD)
    persons = used["excluded_persons"]
    if any(persons.values()):
        yield from wrapped(f"persons in each file: {_residencies(persons)}", "  ", look)
    for rule in given["rules"]:
        kinds = ", ".join(map(_kind, rule["elements"]))
        yield from _rule(rule, kinds, f"{rule['basis']}; {rule['source']}", used["excluded_by"], look)
    if "declared" in given:
        yield ""
        yield look.paint("DECLARED to be encrypted, by column or key", BOLD)
    for rule in given.get("declared", ()):
        columns = ", ".join(map(escape, rule["columns"]))
        yield from _rule(rule, columns, rule["basis"], used.get("declared_by", {}), look)


def _rule(rule: Record, what: str, ground: str, used: Record, look: Look) -> Iterator[str]:
    count = used.get(rule["id"], 0)
    said = "expired, not applied" if rule["expired"] else many(count, "number") if count else "matched nothing"
    ground = f"{ground}; approved by {rule['approved_by']}; expires {rule['expires']}"
    yield from wrapped(f"{escape(rule['id'])} ({what}): {said}; {escape(ground)}", "  ", look)


def _residencies(persons: Record) -> str:
    return ", ".join(f"{persons[key]:,} {words}" for key, words in RESIDENCIES.items())


def wrapped(text: str, indent: str, look: Look) -> list[str]:
    """A text in lines of the table."""
    return textwrap.wrap(text, look.columns, initial_indent=indent, subsequent_indent=indent + "  ")


def many(count: int, thing: str) -> str:
    """A number of things."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:,.1f} TB"
