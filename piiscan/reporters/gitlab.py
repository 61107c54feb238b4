"""GitLab's code quality report: an array of issues, shown in a merge request. Findings, and what was not read.

GitLab drops everything behind an issue it does not take, and the first of two with one fingerprint: so each has all
fields that it asks for, and a fingerprint of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from piiscan.dense import encoder
from piiscan.reporters import paths, words
from piiscan.reporters.graded import graded
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Grade

Record = Mapping[str, Any]

_SEVERITIES = ("info", "minor", "major", "critical", "blocker")  # by ours
_encode = encoder()


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Write an issue as each record comes."""
    out.write("[")
    between = "\n"
    for record, grade in graded(records):
        if record["type"] == "finding":
            issue = _finding(record, grade)
        elif words.unread(record):
            issue = _unread(record, grade)
        else:
            continue
        out.write(between + _encode(issue))
        between = ",\n"
    out.write("\n]\n")


def _finding(record: Record, grade: Grade) -> dict[str, object]:
    place = record["location"]
    where = " › ".join(filter(None, [words.container(record), words.place(record)]))
    text = f"{words.what(record)}: " + ", ".join(filter(None, [words.who(record), words.numbers(record)]))
    line = place["line"] if place["line"] and not record["container"] and not place["page"] else 1
    name = "protected" if record.get("protected") else record["classification"]
    text = f"{text}, at {where}" if where else text
    told = words.history(record)
    text = f"{text} ({escape(grade.text)}){'; ' if told else ''}{told}"
    return _issue(record, grade, text, name, record["id"], line)


def _unread(record: Record, grade: Grade) -> dict[str, object]:
    name = f"not_read_{record['reason'] or 'bug'}"
    mark = json.dumps([record["root"], record["file"], record["container"]])
    inside = words.container(record)
    text = f"not read: {inside + ': ' if inside else ''}{words.why_unread(record)}"
    return _issue(record, grade, text, name, hashlib.sha256(mark.encode()).hexdigest()[:32], 1)


def _issue(record: Record, grade: Grade, text: str, name: str, mark: str, line: int) -> dict[str, object]:
    # A root that holds the same file as another one gives the same id.
    own = hashlib.sha256(json.dumps([record["root"], mark]).encode()).hexdigest()[:32]
    return {
        "description": text,
        "check_name": f"piiscan/{name}",
        "fingerprint": own,
        "severity": _SEVERITIES[grade.severity],
        "location": {"path": escape(paths.joined(record)), "lines": {"begin": line}},
    }
