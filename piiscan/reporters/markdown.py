"""Markdown for people: the summary of a job, a comment, a page of a wiki.

The worst files, what was not read, the totals: as small as the table, for the same memory, whatever the
scan found. Every text of a record is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from piiscan.reporters import words
from piiscan.reporters.markdown_text import code, plain
from piiscan.reporters.table import EXAMPLES, Kept, KeptFile, take_in
from piiscan.reporters.terminal import Look, Sink, clip, escape

_LONGEST = 160  # columns of a name
_MARKS = 20  # decisions shown

Record = Mapping[str, Any]


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Take in the stream, then write the report."""
    for line in _lines(take_in(records)):
        out.write(line + "\n")


def _lines(kept: Kept) -> Iterator[str]:
    summary = kept.summary
    yield "## piiscan: personal information as 201 CMR 17.02 defines it"
    yield ""
    if summary["interrupted"]:
        yield "**Interrupted: what follows is a part of the whole.**"
        yield ""
    yield f"**Exit {summary['exit_code']}**: {plain(summary['exit_reason'])}"
    yield ""
    yield f"Scanned {', '.join(_name(root) for root in kept.run['roots'])} on {plain(kept.run['started'][:10])}"
    yield f"with piiscan {plain(kept.run['tool']['version'])}."
    yield ""
    yield from _findings(kept)
    yield from _unread(kept)
    yield from _marks(kept)
    yield from _totals(summary)


def _findings(kept: Kept) -> Iterator[str]:
    if not kept.files:
        yield "No findings."
        yield ""
        return
    yield "### Findings, worst files first"
    yield ""
    yield "| File | Severity | Persons | Findings | Worst | Place |"
    yield "|---|---|---:|---:|---|---|"
    for file in kept.worst_first():
        yield _file(file, kept.name_of(file))
    if kept.files > len(kept.worst):
        yield ""
        yield f"… and {kept.files - len(kept.worst):,} more files with findings. All of them: `-f jsonl`."
    yield ""


def _file(file: KeptFile, name: str) -> str:
    worst = file.worst()
    place = " › ".join(filter(None, [words.container(worst), words.place(worst)]))
    who = ", ".join(filter(None, [words.who(worst), words.numbers(worst)]))
    what = f"{plain(words.what(worst))}: {_name(who)}"
    grade = plain(clip(escape(file.standing.grade().text), _LONGEST))
    held = plain(clip(words.history(worst), _LONGEST))
    where = ", ".join(filter(None, [_name(place), held]))
    return f"| {_name(name)} | {grade} | {file.persons():,} | {file.listed:,} | {what} | {where} |"


def _unread(kept: Kept) -> Iterator[str]:
    if not kept.unread:
        return
    yield "### Not read, or not to the end"
    yield ""
    yield "| Reason | Number | For example |"
    yield "|---|---:|---|"
    for why, count in kept.unread_first():
        examples = [_name(words.whole_name(record)) for record in kept.examples[why][:EXAMPLES]]
        more = ", …" if count > len(examples) else ""
        yield f"| {plain(why)} | {count:,} | {', '.join(examples)}{more} |"
    yield ""


def _marks(kept: Kept) -> Iterator[str]:
    short = kept.marked.short(kept.summary)
    if not short:
        return
    yield "### Marks"
    yield ""
    yield f"{plain(short)}."
    yield ""
    yield "| Marked as | By | Until | Findings | State | For example |"
    yield "|---|---|---|---:|---|---|"
    rows = list(kept.marked.rows(kept.summary))
    for row in rows[:_MARKS]:
        told, number = row.told, f"{row.findings:,}" if row.findings else ""
        example = _name(row.examples[0]) if row.examples else ""
        cells = [plain(told.what), _name(told.by) if told.by else "", told.until, number, plain(told.state), example]
        yield f"| {' | '.join(cells)} |"
    if len(rows) > _MARKS:
        yield ""
        yield f"… and {len(rows) - _MARKS:,} more. All of them: `-f csv`."
    yield ""


def _totals(summary: Record) -> Iterator[str]:
    yield "### Totals"
    yield ""
    yield "| What | Number |"
    yield "|---|---:|"
    for name, text in (("files", "files"), ("members", "members of files")):
        of = summary[name]
        yield f"| {text} | {of['total']:,} |"
        for status in ("scanned", "partial", "not_scanned"):
            if status != "scanned" and of[status]:
                yield f"| {text}, {words.kind(status)} | {of[status]:,} |"
    for residency, text in words.RESIDENCIES.items():
        if summary["persons"].get(residency):
            yield f"| persons in each file, {text} | {summary['persons'][residency]:,} |"
    for name, numbers in summary["counts"].items():
        for kind, count in numbers.items():
            said = words.DECLARED if name == "declared" else words.CLASSES.get(name, words.kind(name))
            yield f"| {plain(said)}: {plain(words.kind(kind))} | {count:,} |"


def _name(text: str) -> str:
    return code(clip(escape(text), _LONGEST))
