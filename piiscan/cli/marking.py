"""One run of `piiscan mark`, and what `piiscan scan --baseline` makes of the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from piiscan import marks
from piiscan.baseline import Baseline
from piiscan.cli import Failure, NotWritten, Told, gate, tell
from piiscan.given import in_words
from piiscan.keys import key_id
from piiscan.reporters import words
from piiscan.reporters.read import StreamError, read
from piiscan.stream import clock

_TOLD = 10  # marks, one by one
_PREFIX = re.compile(r"[0-9a-f]{8,32}")


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    ids: tuple[str, ...]
    kind: str
    reason: str
    by: str
    expires: str | None
    files: tuple[str, ...]
    report: str | None
    marks: str


def run(options: Options) -> int:
    """Append the marks; the exit code. Raises `Failure` with a message that may be shown."""
    now = clock()
    expires = _expires(options, date.fromisoformat(now[:10]))
    for name in ("reason", "by"):
        if not getattr(options, name).strip():
            raise click.UsageError(f"--{name} must say something")
    if not options.ids and not options.files:
        raise click.UsageError("name findings by their ids, or a file (--file)")
    if options.files and options.report is None:
        raise click.UsageError("--file needs --report: it says which findings are in it")
    for one in options.ids:
        if not _PREFIX.fullmatch(one) or (options.report is None and len(one) < 32):
            raise click.UsageError(f"{one}: an id has 32 characters; with --report the first 8 will do")
    decided = _decided(options, now, expires)
    for mark in decided if len(decided) <= _TOLD else ():
        tell(f"{mark.id[:8]} is marked {mark.kind} in {options.marks}")
    if len(decided) > _TOLD:
        tell(f"{len(decided):,} findings are marked {options.kind} in {options.marks}")
    return gate.OK


def _decided(options: Options, now: str, expires: date | None) -> list[marks.Mark]:
    """The marks, which are in the file now."""
    try:
        found = {} if options.report is None else _found(options.report, options.ids, options.files)
        decided = [_mark(options, one, found.get(one), now, expires) for one in dict.fromkeys((*options.ids, *found))]
        marks.append(options.marks, decided)
    except marks.NoRoomError as error:
        raise NotWritten(str(error)) from None
    except (marks.MarksError, StreamError) as error:
        raise Failure(str(error)) from None
    return decided


def _expires(options: Options, today: date) -> date | None:
    if options.expires is None:
        if options.kind == "accepted":
            raise click.UsageError("--as accepted needs --expires: no risk is accepted for ever")
        return None
    try:
        day = date.fromisoformat(options.expires)
    except ValueError:
        raise click.UsageError(f"--expires {options.expires}: not a date such as 2027-06-30") from None
    if day < today:
        raise click.UsageError(f"--expires {options.expires}: is over")
    return day


def _found(report: str, ids: Sequence[str], files: Sequence[str]) -> Mapping[str, tuple[Mapping[str, Any], str]]:
    """The one finding of the report for each id or beginning of one, and those of files, with the key's id."""
    found: dict[str, tuple[Mapping[str, Any], str]] = {}
    met: set[str] = set()
    for record, key in _findings(report):
        if record["file"] in files:
            met.add(record["file"])
            found[record["id"]] = (record, key)
        for one in ids:
            if not record["id"].startswith(one):
                continue
            if one in found and found[one][0]["id"] != record["id"]:
                raise Failure(f"{one}: the ids of several findings begin so; give more of it")
            found[one] = (record, key)
    for one in ids:
        if one not in found:
            raise Failure(f"{one}: no such finding in {report}")
    for name in files:
        if name not in met:
            raise Failure(f"{name}: nothing is found in it in {report}")
    return found


def _findings(report: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The findings of the report, with the key's id."""
    try:
        with Path(report).open("rb") as file:
            records = read(file, report)
            key = next(records)["key_id"]
            yield from ((record, key) for record in records if record["type"] == "finding")
    except OSError as error:
        raise Failure(f"{report}: {in_words(error)}") from None


def _mark(
    options: Options, one: str, found: tuple[Mapping[str, Any], str] | None, now: str, expires: date | None
) -> marks.Mark:
    decided = (options.kind, options.reason, options.by, now, expires)
    if found is None:
        return marks.Mark(one, *decided)
    record, key = found
    shown = ": ".join(filter(None, [words.who(record), words.numbers(record)]))
    return marks.Mark(record["id"], *decided, key, words.whole_name(record), shown, record["subject"] or "")


def baseline(files: Sequence[str], key: bytes) -> Baseline:
    """What a run is held against. Raises `Told`."""
    against = Baseline(date.fromisoformat(clock()[:10]), key_id(key))
    try:
        for file in files:
            against.add(file)
    except marks.MarksError as error:
        against.close()
        raise Told(str(error)) from None
    return against
