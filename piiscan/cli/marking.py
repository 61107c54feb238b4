"""One run of `piiscan mark`, and what `piiscan scan --baseline` makes of the marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from piiscan import marks
from piiscan.cli import Failure, Told, gate, tell
from piiscan.given import in_words
from piiscan.keys import key_id
from piiscan.reporters import words
from piiscan.reporters.read import StreamError, read
from piiscan.stream import clock

_PREFIX = re.compile(r"[0-9a-f]{8,32}")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said, as click read it."""

    ids: tuple[str, ...]
    kind: str
    reason: str
    by: str
    expires: str | None
    report: str | None
    marks: str


def run(options: Options) -> int:
    """Append the marks; the exit code. Raises `Failure` with a message that may be shown."""
    now = clock()
    expires = _expires(options, date.fromisoformat(now[:10]))
    for name in ("reason", "by"):
        if not getattr(options, name).strip():
            raise click.UsageError(f"--{name} must say something")
    for one in options.ids:
        if not _PREFIX.fullmatch(one) or (options.report is None and len(one) < 32):
            raise click.UsageError(f"{one}: an id has 32 characters; with --report the first 8 will do")
    try:
        found = {} if options.report is None else _found(options.report, options.ids)
        decided = [_mark(options, one, found.get(one), now, expires) for one in dict.fromkeys(options.ids)]
        marks.append(options.marks, decided)
    except (marks.MarksError, StreamError) as error:
        raise Failure(str(error)) from None
    for mark in decided:
        tell(f"{mark.id[:8]} is marked {mark.kind} in {options.marks}")
    return gate.OK


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


def _found(report: str, ids: Sequence[str]) -> Mapping[str, tuple[Mapping[str, Any], str]]:
    """The one finding of the report for each id or beginning of one, with the key's id."""
    found: dict[str, tuple[Mapping[str, Any], str]] = {}
    try:
        with Path(report).open("rb") as file:
            records = read(file, report)
            key = next(records)["key_id"]
            for record in records:
                if record["type"] != "finding":
                    continue
                for one in ids:
                    if not record["id"].startswith(one):
                        continue
                    if one in found and found[one][0]["id"] != record["id"]:
                        raise Failure(f"{one}: the ids of several findings begin so; give more of it")
                    found[one] = (record, key)
    except OSError as error:
        raise Failure(f"{report}: {in_words(error)}") from None
    for one in ids:
        if one not in found:
            raise Failure(f"{one}: no such finding in {report}")
    return found


def _mark(
    options: Options, one: str, found: tuple[Mapping[str, Any], str] | None, now: str, expires: date | None
) -> marks.Mark:
    decided = (options.kind, options.reason, options.by, now, expires)
    if found is None:
        return marks.Mark(one, *decided)
    record, key = found
    shown = ": ".join(filter(None, [words.who(record), words.numbers(record)]))
    return marks.Mark(record["id"], *decided, key, words.whole_name(record), shown)


def baseline(files: Sequence[str], key: bytes) -> marks.Baseline:
    """What a run is held against. Raises `Told`."""
    against = marks.Baseline(date.fromisoformat(clock()[:10]), key_id(key))
    try:
        for file in files:
            against.add(file)
    except marks.MarksError as error:
        against.close()
        raise Told(str(error)) from None
    return against
