"""SARIF 2.1.0, as GitHub's code scanning takes it: findings as results, what was not read as notifications.

GitHub shows 5,000 results of a run, takes 20 runs in a file, and 10 MB of it compressed. So a run ends at the first
of these, with a category of its own, and another one begins; where the file is full, in another file. Nothing is
kept but what belongs to the end of a run, in a temporary file: a stream of any length goes through.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import zlib
from collections.abc import Iterable, Mapping
from typing import IO, Any

from piiscan.dense import encoder
from piiscan.reporters import paths, sarif_rules, words
from piiscan.reporters.graded import graded
from piiscan.reporters.parts import another, spooled
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Grade, Severity
from piiscan.tally import settled

RESULTS = 5_000  # of a run, which are all shown; 25,000 are taken
RUNS = 20  # of a file
COMPRESSED = 9_000_000  # bytes of a file, by a compressor that is a little worse than gzip; 10 MB are taken
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RANKS = (0.0, 25.0, 50.0, 75.0, 100.0)  # by severity too: what is to be done first

Record = Mapping[str, Any]

_encode = encoder()


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Write the runs as the records come."""
    with contextlib.ExitStack() as stack:
        log: _Log | None = None
        for record, grade in graded(records):
            match record["type"]:
                case "run":
                    log = _Log(record, out, stack)
                case "finding" if log is not None:
                    log.result(_result(record, grade, log.bases))
                case "outcome" if log is not None:
                    _outcome(record, grade, log)
                case "summary" if log is not None:
                    log.close(record)


class _Log:
    """The files under way: one run of one of them is open."""

    def __init__(self, head: Record, out: Sink, stack: contextlib.ExitStack) -> None:
        self.bases = _bases(head["roots"])
        self._head = head
        self._first = self._out = out
        self._artifacts, self._notices = stack.enter_context(spooled()), stack.enter_context(spooled())
        self._number = self._runs = 0
        self._begin_file()

    def result(self, result: Mapping[str, object]) -> None:
        """Take a result into the run, or into the next one."""
        text = self._room(result)
        if self._results == RESULTS:
            self._end_run(_CONTINUED)
            if self._runs == RUNS:
                self._next_file()
            else:
                self._out.write(",")
                self._begin_run()
        self._out.write((",\n" if self._results else "\n") + text)
        self._results += 1

    def artifact(self, artifact: Mapping[str, object]) -> None:
        """Take a file into the list at the end of the run."""
        _append(self._artifacts, self._room(artifact))

    def notice(self, notice: Mapping[str, object]) -> None:
        """Take a notification into the list at the end of the run."""
        _append(self._notices, self._room(notice))

    def close(self, summary: Record) -> None:
        """End it all."""
        self._end_run(
            {
                "executionSuccessful": not summary["interrupted"],
                "exitCode": summary["exit_code"],
                "exitCodeDescription": escape(summary["exit_reason"]),
                "startTimeUtc": self._head["started"],
                "endTimeUtc": summary["ended"],
            }
        )
        self._out.write("]}\n")

    def _room(self, value: Mapping[str, object]) -> str:
        """The text of what is to come, with room for it in the file."""
        text = _encode(value)
        if self._size > COMPRESSED:
            self._end_run(_CONTINUED)
            self._next_file()
        self._size += len(self._compressor.compress(text.encode("ascii")))
        return text

    def _next_file(self) -> None:
        self._out.write("]}\n")
        self._out = another(self._first, "more than one SARIF file may hold on GitHub (20 runs of 5,000, 10 MB)")
        self._begin_file()

    def _begin_file(self) -> None:
        self._compressor = zlib.compressobj(1)
        self._size = self._runs = 0
        self._out.write(f'{{"$schema":{_encode(_SCHEMA)},"version":"2.1.0","runs":[')
        self._begin_run()

    def _begin_run(self) -> None:
        self._number += 1
        self._runs += 1
        self._results = 0
        head = {
            "tool": {"driver": sarif_rules.driver(escape(self._head["tool"]["version"]))},
            # One category a run: GitHub does not put several of one category together.
            "automationDetails": {"id": "piiscan/" if self._number == 1 else f"piiscan-{self._number}/"},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {base: {"uri": uri} for base, uri in self.bases.values()},
        }
        self._out.write(f'\n{_encode(head)[:-1]},"results":[')

    def _end_run(self, invocation: Mapping[str, object]) -> None:
        self._out.write('],\n"artifacts":[')
        _empty(self._artifacts, self._out)
        self._out.write(f'],\n"invocations":[{_encode(invocation)[:-1]},"toolExecutionNotifications":[')
        _empty(self._notices, self._out)
        self._out.write("]}]}")


_CONTINUED = {"executionSuccessful": True, "properties": {"continued": "in the next run"}}


def _append(spool: IO[str], text: str) -> None:
    spool.write((",\n" if spool.tell() else "\n") + text)


def _empty(spool: IO[str], out: Sink) -> None:
    spool.seek(0)
    shutil.copyfileobj(spool, out)
    spool.seek(0)
    spool.truncate()


def _bases(roots: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The roots that are absolute, each with an id. Paths below the others are relative to where the scan ran."""
    absolute = [root for root in roots if root.startswith("/")]
    return {root: (f"ROOT{number}", _folder(root)) for number, root in enumerate(absolute, 1)}


def _folder(root: str) -> str:
    return paths.uri(root).rstrip("/") + "/"


def _artifact(record: Record, bases: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    path = paths.joined(record)
    base = bases.get(record["root"])
    if base is None:
        return {"uri": paths.uri(path)}
    if path == record["root"]:  # the root is the file
        return {"uri": paths.uri(path)}
    return {"uri": paths.uri(record["file"]), "uriBaseId": base[0]}


def _result(record: Record, grade: Grade, bases: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    index = sarif_rules.index_of(record, grade.severity)
    where = " › ".join(filter(None, [words.container(record), words.place(record)]))
    line = record["location"]["line"]
    text = f"{words.what(record)} ({record['confidence']} confidence): "
    text += ", ".join(filter(None, [words.who(record), words.numbers(record)]))
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": _artifact(record, bases),
            # A line inside a member or on a page is none of the file.
            "region": {"startLine": line if line and not record["container"] and not record["location"]["page"] else 1},
        }
    }
    if where:
        location["logicalLocations"] = [{"fullyQualifiedName": where}]
        text += f", at {where}"
    text += f". {escape(grade.text).capitalize()}"
    return {
        "ruleId": sarif_rules.RULES[index].id,
        "ruleIndex": index,
        "level": sarif_rules.LEVELS[grade.severity],
        "rank": _RANKS[grade.severity],
        "message": {"text": _plain(text)},
        "locations": [location],
        "partialFingerprints": {"primaryLocationLineHash": record["id"], "piiscanFinding/v1": record["id"]},
        "properties": {
            "classification": record["classification"],
            "residency": record["residency"],
            "confidence": record["confidence"],
            "severity": {**grade.record(), "why": escape(grade.why)},
            "kinds": words.kinds(record),
            "evidence": words.evidence(record),
            "duties": words.duties(record),
            "subject": record["subject"],
            **({"history": _history(record)} if record.get("history") else {}),
        },
        **({"suppressions": [_suppression(record)]} if settled(record) else {}),
    }


def _history(record: Record) -> dict[str, object]:
    """The commits that hold it: in words, and by their ids."""
    told = record["history"]
    ends = {name: told[name] and told[name]["commit"] for name in ("first", "last")}
    paths = [escape(path) for path in told["paths"]]
    return {"text": words.history(record), "object": told["object"], "commits": told["commits"], **ends, "paths": paths}


def _suppression(record: Record) -> dict[str, object]:
    return {"kind": "external", "status": "accepted", "justification": _plain(words.mark(record))}


def _outcome(record: Record, grade: Grade, log: _Log) -> None:
    """What an outcome adds: the file among the artifacts if anything is said of it, and why it was not read."""
    unread = words.unread(record)
    if not record["container"] and (unread or record["listed"]):
        artifact: dict[str, object] = {"location": _artifact(record, log.bases), "roles": ["analysisTarget"]}
        if record["bytes"] is not None:
            artifact["length"] = record["bytes"]
        if record["media_type"] is not None and _MIME.fullmatch(record["media_type"]):
            artifact["mimeType"] = record["media_type"]
        log.artifact(artifact)
    if not unread:
        return
    gap = grade.severity > Severity.INFO
    log.notice(
        {
            "descriptor": {"id": f"not-read/{record['reason'] or 'bug'}"},
            "level": "warning" if gap else "note",
            "message": {"text": _plain(f"{words.whole_name(record)}: {words.why_unread(record)}")},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(record, log.bases)}}],
        }
    )


_MIME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


def _plain(text: str) -> str:
    """A message that is shown as it stands: no link, no place for an argument."""
    return _ARGUMENT.sub(r"{{\1}}", text).replace("](", "\\](")


_ARGUMENT = re.compile(r"\{(\d+)\}")
