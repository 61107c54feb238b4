"""One run of `piiscan explain`: from a path, or a finding in a report, to the explanations of one file."""

from __future__ import annotations

import json
import resource
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from piiscan import keys
from piiscan.cli import Failure, gate, hush, names_file, output, password_file, rules, tell
from piiscan.config import Config, ResidencyDefault
from piiscan.explain import MOST, explain, render
from piiscan.given import in_words
from piiscan.model import Outcome, Source
from piiscan.reporters import jsonl
from piiscan.reporters.read import StreamError, read
from piiscan.reporters.terminal import Look
from piiscan.sources import SourceError, found
from piiscan.sources.unsure import Unsure
from piiscan.stream import Record, clock
from piiscan.titles import path_of, told

_SHORTEST_ID = 8
_DOCUMENT = b'{"run":'  # how a report of -f json begins
_TOLD = (
    keys.KeyFileError,
    names_file.NamesFileError,
    password_file.PasswordFileError,
    rules.RulesError,
    SourceError,
)


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    path: str | None
    identity: str | None
    report: str | None
    line: int | None
    everything: bool
    form: str
    residency_default: ResidencyDefault
    public_records: str | None
    names_file: str | None
    password_file: str | None
    key_file: str | None


class Asked(Struct, frozen=True):
    """What is to be explained: one file, named as the scan named it, and what of it."""

    root: str
    file: str | None  # below the root; None: the root is the file
    identity: str | None
    key_id: str | None = None


def run(options: Options) -> int:
    """Explain; the exit code. Raises `Failure` with a message that may be shown."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    asked = _asked(options)
    try:
        config = _config(options)
        if asked.key_id is not None and config.key and asked.key_id != keys.key_id(config.key):
            raise Failure("the report was made with another key: give it with --key-file")
        with hush.hushed(), output.standard_output(sys.stdout) as out, found([_path(asked)]) as items:
            source = _source(items, asked)
            records = explain(source, config, sys.maxsize if options.everything else MOST)
            wanted = _wanted(records, source, asked.identity, options.line)
            if options.form == "json":
                jsonl.write(wanted, out, Look())
            else:
                render.write(wanted, out, _look())
    except _TOLD as error:
        raise Failure(str(error)) from None
    return gate.OK


def _asked(options: Options) -> Asked:
    if options.report is None:
        if options.path is None:
            raise click.UsageError("name a file, or a report and a finding in it: --report FILE --id ID")
        if options.path == "-":
            raise click.UsageError("standard input cannot be explained: name a file")
        identity = options.identity
        if identity is not None and len(identity) < _SHORTEST_ID:
            raise click.UsageError(f"--id needs at least {_SHORTEST_ID} characters")
        return Asked(options.path, None, identity)
    if options.path is not None or options.identity is None:
        raise click.UsageError("--report needs --id, and says itself which file to read: name no other")
    if len(options.identity) < _SHORTEST_ID:
        raise click.UsageError(f"--id needs at least {_SHORTEST_ID} characters")
    return _in_report(options.report, options.identity)


def _in_report(path: str, identity: str) -> Asked:
    """The one finding of a report whose id begins so."""
    matching: dict[str, Record] = {}
    head: Record = {}
    try:
        for record in _records(path):
            if record.get("type") == "run":
                head = record
            elif record.get("type") == "finding" and str(record.get("id", "")).startswith(identity):
                matching[str(record["id"])] = record
    except OSError as error:
        raise Failure(f"report {path}: {in_words(error)}") from None
    except StreamError as error:
        raise Failure(f"report {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Failure(f"report {path}: not a report of piiscan in jsonl or json") from None
    if not matching:
        raise Failure(f"report {path}: no finding {identity}")
    if len(matching) > 1:
        raise Failure(f"report {path}: {len(matching)} findings begin with {identity}; give more of the id")
    name, record = matching.popitem()
    root, file, key = str(record["root"]), str(record["file"]), head.get("key_id")
    if root == "-":
        raise Failure("the finding is of standard input, which cannot be read again")
    # A root that is a file gives its own name to it.
    below = _below(root, file) if Unsure().is_folder(root) else None
    return Asked(root, below, name, key if isinstance(key, str) else None)


def _below(root: str, file: str) -> str:
    """The path of a file of a report, in which numbers are masked."""
    try:
        found = path_of(root, file)
    except OSError as error:
        raise Failure(f"{root.rstrip('/')}/{file}: {in_words(error)}") from None
    if found is None:
        raise Failure(
            f"{root.rstrip('/')}/{file}: its number is masked, and one file with such a name is not there; name it"
        )
    return found


def _records(path: str) -> Iterator[Any]:
    """The records of a report, one a line or in one document."""
    with Path(path).open("rb") as file:
        if file.peek(len(_DOCUMENT)).startswith(_DOCUMENT):
            document = json.load(file)
            yield document["run"]
            yield from document["findings"]
        else:
            yield from read(file, path, incomplete=True)


def _path(asked: Asked) -> str:
    return asked.root if asked.file is None else f"{asked.root.rstrip('/')}/{asked.file}"


def _source(items: Iterable[Source | Outcome], asked: Asked) -> Source:
    """The file, named as in the report."""
    if Unsure().is_folder(_path(asked)):
        raise Failure(f"{told(_path(asked))}: is a directory; name one file")
    item = next(iter(items), None)
    if item is None:
        raise Failure(f"{told(_path(asked))}: cannot be read")
    if isinstance(item, Outcome):
        raise Failure(f"{told(_path(asked))}: {item.detail}")
    return item if asked.file is None else replace(item, root=asked.root, path=asked.file)


def _wanted(records: Iterable[Record], source: Source, identity: str | None, line: int | None) -> Iterator[Record]:
    """The records that were asked for. Raises `Failure` where the file cannot be read, or has no such finding."""
    met: set[str] = set()
    kept: list[Record] = []  # of one finding: nothing is shown before it is known to be the only one
    for record in records:
        if record["type"] == "outcome" and not record["container"] and record["status"] == "not_scanned":
            raise Failure(f"{told(source.path)}: {record['reason']}: {record['detail']}")
        if record["type"] == "explanation":
            if identity is not None and not str(record["finding"] or "").startswith(identity):
                continue
            if line is not None and _line(record) != line:
                continue
            if identity is not None:
                met.add(str(record["finding"]))
                kept.append(record)
                continue
        elif identity is not None or (line is not None and record["type"] == "outcome"):
            continue  # about the whole file
        yield record
    if identity is not None and not met:
        raise Failure(
            f"{told(source.path)}: no finding {identity} (an id is of one file as it was scanned, and of one key)"
        )
    if identity is not None and len(met) > 1:
        raise Failure(f"{told(source.path)}: {len(met)} findings begin with {identity}; give more of the id")
    yield from kept


def _line(record: Record) -> object:
    location = record["location"]
    return location["line"] if isinstance(location, dict) else None


def _config(options: Options) -> Config:
    key = b""
    if options.key_file is not None:
        key = keys.read_key(options.key_file)
    else:
        key = keys.own_key(click.get_app_dir("piiscan"))[0]
    records = names = None
    if options.public_records is not None:
        records = rules.read_rules(options.public_records, date.fromisoformat(clock()[:10]))
    if options.names_file is not None:
        names, passed_over = names_file.read_names(options.names_file)
        if passed_over:
            tell(names_file.remark(passed_over))
    passwords = None if options.password_file is None else password_file.read_passwords(options.password_file)
    return Config(
        residency_default=options.residency_default,
        key=key,
        public_records=records,
        names=names,
        passwords=passwords,
    )


def _look() -> Look:
    columns = min(max(shutil.get_terminal_size().columns, 60), 120) if sys.stdout.isatty() else 100
    return Look(columns)
