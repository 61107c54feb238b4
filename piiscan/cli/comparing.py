"""One run of `piiscan compare`: from finished reports to what changed between them, as a table or JSON Lines."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
from msgspec import Struct, field

from piiscan import tally
from piiscan.changes import CUT_OFF, Change, Changes, Record, Told
from piiscan.cli import Failure, gate, output, tell
from piiscan.cli.look import look
from piiscan.dense import encoder
from piiscan.given import in_words
from piiscan.reporters import words
from piiscan.reporters.read import StreamError, read
from piiscan.reporters.terminal import BOLD, CYAN, DIM, GREEN, RED, YELLOW, Look, clip, escape
from piiscan.stream import SCHEMA_VERSION

SHOWN = 20  # of each change in a table; the others are counted
_COLOURS = {Change.NEW: RED, Change.REOPENED: RED, Change.UNKNOWN: YELLOW, Change.MOVED: CYAN, Change.RESOLVED: GREEN}


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    reports: tuple[str, ...]
    form: str
    output: str | None
    only: tuple[str, ...]
    fail_on: str
    fail_on_residency: str
    color: str

    @property
    def file(self) -> str | None:
        """The file to write; `-o -` means standard output."""
        return None if self.output in {None, "-"} else self.output

    def lists(self, change: Change) -> bool:
        """Whether findings with this change are listed."""
        return change in self.only if self.only else self.form != "table" or change is not Change.PERSISTING


class _Totals(Struct):
    changes: Counter[str] = field(default_factory=Counter)
    caught: int = 0
    interrupted: bool = False

    def verdict(self, options: Options) -> tuple[int, str]:
        """The exit code and its reason."""
        shown = gate.Gate(options.fail_on, options.fail_on_residency)
        if self.caught:
            return gate.FOUND, f"{self.caught:,} new or reopened at or above the gate ({shown})"
        nothing = f"nothing new or reopened at or above the gate ({shown})"
        if self.interrupted:
            return gate.INCOMPLETE, f"{nothing}, but the last scan was interrupted"
        if unknown := self.changes[Change.UNKNOWN]:
            return gate.INCOMPLETE, f"{nothing}, but {unknown:,} unknown: not found where the last scan did not read"
        return gate.OK, f"{nothing}, and nothing unknown"


def run(options: Options) -> int:
    """Compare, and write what changed; the exit code. Raises `Failure` with a message that may be shown."""
    if len(options.reports) < 2 or "-" in options.reports:
        raise click.UsageError("give two reports or more, the oldest first; they are read twice, so each is a file")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        heads = [next(_records(name)) for name in options.reports]
        comparable(options.reports, heads)
        with contextlib.ExitStack() as stack:
            if options.file is None:
                out: output.Guarded = stack.enter_context(output.standard_output(sys.stdout))
            else:
                out, own = stack.enter_context(output.report_file(options.file))
                _not_its_own(options, own)
            one_root = all(len(head["roots"]) == 1 for head in heads)
            changes = stack.enter_context(Changes(one_root=one_root))
            totals = _Totals()
            _take(options, changes, totals)
            totals.changes.update(changes.counts())
            told = _told(options, changes, totals)
            lines = _json(options, heads, told, totals) if options.form == "jsonl" else _table(options, told, totals)
            for line in lines:
                out.write(line + "\n")
    except StreamError as error:
        raise Failure(str(error)) from None
    except sqlite3.Error:  # its words may name what it was given
        raise Failure(
            "the temporary database cannot be written on: is the directory for temporary files full?"
        ) from None
    code, why = totals.verdict(options)
    if options.file is not None or options.form != "table":
        tell(f"exit {code}: {why}")
    return code


def _take(options: Options, changes: Changes, totals: _Totals) -> None:
    before = ""
    for name in options.reports:
        if changes.interrupted:
            tell(cut_off(before))
        changes.take(_records(name))
        before = name
    totals.interrupted = changes.interrupted


def cut_off(name: str) -> str:
    """What is to be told of an earlier report of a scan that did not come to its end."""
    return f"{name}: its scan {CUT_OFF}"


def _records(name: str, wants: Callable[[str], bool] | None = None) -> Iterator[Record]:
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Failure(f"{name}: {in_words(error)}") from None
    with file:
        yield from read(file, name, wants=wants)


def _not_its_own(options: Options, own: set[output.FileId]) -> None:
    for name in options.reports:
        status = Path(name).stat()
        if (status.st_dev, status.st_ino) in own:
            raise output.OutputError(f"{options.file}: is one of the reports that are compared; name another file")


def comparable(names: Sequence[str], heads: Sequence[Record]) -> None:
    """Refuse reports whose ids cannot be compared, and tell what else makes them differ."""
    for name, head in zip(names, heads, strict=True):
        if head["key_id"] is None:
            raise Failure(f"{name}: its ids are not keyed, so they tell nothing of persons and values; scan with a key")
        if head["key_id"] != heads[0]["key_id"]:
            raise Failure(
                f"{names[0]} and {name} were made with different keys ({heads[0]['key_id']} and {head['key_id']}), "
                "so no id of one can be found in the other: scan both with the same --key-file"
            )
        if (part := _part(head)) is not None and part != _part(heads[-1]):
            index, of = part
            raise Failure(
                f"{name}: is part {index} of {of} of a scan (--shard), so that all of the other parts would be called "
                "new: put the parts together first (piiscan merge), or compare it with the same part of another scan"
            )
    old, new = heads[-2:]
    if new["ruleset"] != old["ruleset"]:
        tell("the last two reports were made with different rules of detection: what is new may be so by them")
    options = [{name: head["options"].get(name) for name in _DECISIVE} for head in (old, new)]
    differ = [name for name in _DECISIVE if options[0][name] != options[1][name]]
    if differ:
        tell(f"the last two reports were made with different options: {', '.join(differ)}")


def _part(head: Record) -> tuple[int, int] | None:
    """Which part of a scan a report is of, and of how many; None: it is whole."""
    shard = head.get("shard", {})
    return (shard["index"], shard["of"]) if shard.get("of", 1) > 1 else None


_DECISIVE = (
    "also",
    "exclude",
    "include",
    "limits",
    "list_test_values",
    "max_findings_per_file",
    "names_file",
    "ocr",
    "public_records",
    "residency_default",
)


def _told(options: Options, changes: Changes, totals: _Totals) -> Iterator[Told]:
    """What the last report has, in its order; then what only earlier ones have."""
    wanted = {change for change in Change if options.lists(change)} | {Change.NEW, Change.REOPENED}
    for number in range(len(options.reports) - 1, -1, -1):
        if not changes.has(number, wanted):
            continue
        for told in changes.told(number, _records(options.reports[number], changes.wants(number, wanted))):
            if told.change in {Change.NEW, Change.REOPENED}:
                totals.caught += tally.caught(told.finding, options.fail_on, options.fail_on_residency)
            if options.lists(told.change):
                yield told


def _json(options: Options, heads: Sequence[Record], told: Iterator[Told], totals: _Totals) -> Iterator[str]:
    encode = encoder()
    kept = ("tool", "ruleset", "roots", "fingerprint", "started")
    reports = [{name: head[name] for name in kept} for head in heads]
    yield encode(
        {"type": "comparison", "schema_version": SCHEMA_VERSION, "key_id": heads[-1]["key_id"], "reports": reports}
    )
    for one in told:
        yield encode({"type": "change", "change": one.change, "why": one.why, "was": one.was, "finding": one.finding})
    code, why = totals.verdict(options)
    counts = {change.value: totals.changes[change] for change in Change}
    yield encode({"type": "compared", "counts": counts, "exit_code": code, "exit_reason": why})


def _table(options: Options, told: Iterator[Told], totals: _Totals) -> Iterator[str]:
    shown = look(options.color, file=options.file is not None)
    first: dict[Change, list[Told]] = {}
    for one in told:
        kept = first.setdefault(one.change, [])
        if len(kept) < SHOWN:
            kept.append(one)
    for change in Change:
        yield from _listed(change, first.get(change, []), totals.changes[change], shown)
    yield shown.paint("TOTALS", BOLD)
    yield "  " + ", ".join(f"{totals.changes[change]:,} {change}" for change in Change)
    yield ""
    code, why = totals.verdict(options)
    yield shown.paint(f"exit {code}: {why}", BOLD, {0: GREEN, 1: RED}.get(code, YELLOW))


def _listed(change: Change, some: list[Told], count: int, shown: Look) -> Iterator[str]:
    if not some:
        return
    yield shown.paint(change.upper(), BOLD, _COLOURS.get(change, DIM))
    for one in some:
        yield "  " + clip(words.whole_name(one.finding), shown.columns - 2)
        who = words.who(one.finding)
        yield f"    {one.finding['id'][:8]}  {who + ': ' if who else ''}{words.numbers(one.finding)}"
        yield f"    {words.what(one.finding)}"
        for line in _aside(one):
            yield shown.paint(f"    {line}", DIM)
    if count > len(some):
        yield f"  … and {count - len(some):,} more (all of them: -f jsonl)"
    yield ""


def _aside(one: Told) -> Iterator[str]:
    if one.was and "file" in one.was:
        yield f"was in {words.whole_name(one.was)}"
    if one.was and "classification" in one.was:
        yield escape(f"was {words.kind(one.was['classification'])}, residency {one.was['residency']}")
    if one.why:
        yield one.why
