"""DefectDojo's "Generic Findings Import": findings, and what was not read. An unknown key would fail the whole file.

Import it again and what is gone is closed: a finding has the same `unique_id_from_tool` as long as it is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from piiscan.dense import encoder
from piiscan.reporters import paths, words
from piiscan.reporters.advice import REMEDY
from piiscan.reporters.graded import graded
from piiscan.reporters.markdown_text import code
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Grade
from piiscan.tally import settled

Record = Mapping[str, Any]

TITLE = 511  # characters that its column takes
PATH = 4000
_SEVERITIES = ("Info", "Low", "Medium", "High", "Critical")
_UNREAD = "Read it in another way, or say that it is left out (--exclude)."
_SCORES = {"high": 1, "medium": 4, "low": 7}  # scanner_confidence: certain, firm, tentative
_encode = encoder()


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Write a finding as each record comes."""
    between, day = "\n", ""
    for record, grade in graded(records):
        match record["type"]:
            case "run":
                day = record["started"][:10]
                out.write(_head(record))
                continue
            case "finding":
                item = _finding(record, grade)
            case _ if words.unread(record):
                item = _unread(record, grade)
            case _:
                continue
        out.write(between + _encode({**item, "date": day}))
        between = ",\n"
    out.write("\n]}\n")


def _head(run: Record) -> str:
    head = {
        "name": "piiscan",
        "type": "piiscan",
        "version": escape(run["tool"]["version"]),
        "description": f"Personal information as 201 CMR 17.02 defines it, in {', '.join(map(escape, run['roots']))}",
        "static_tool": True,
        "dynamic_tool": False,
    }
    return _encode(head)[:-1] + ',"findings":['


def _finding(record: Record, grade: Grade) -> dict[str, object]:
    place = record["location"]
    where = " › ".join(filter(None, [words.container(record), words.place(record)]))
    facts = [
        ("file", paths.joined(record)),
        ("place", where),
        ("person", words.who(record)),
        ("numbers", words.numbers(record)),
        ("evidence", ", ".join(words.evidence(record))),
        ("duties", "; ".join(words.duties(record))),
        ("lock", words.lock(record)),
        ("mark", words.mark(record)),
        ("history", words.history(record)),
    ]
    item: dict[str, object] = {
        **_common(record, grade, f"{words.what(record)}: {', '.join(map(words.kind, words.kinds(record)))}", facts),
        "mitigation": REMEDY,
        "unique_id_from_tool": _own(record, record["id"]),
        "vuln_id_from_tool": record["classification"],
        "nb_occurences": len(record["elements"]),
        "tags": ["personal-information", *words.kinds(record)],
    }
    if settled(record):
        item |= {"active": False, "tags": [*words.kinds(record), "settled"]}
    if record["confidence"] in _SCORES:
        item["scanner_confidence"] = _SCORES[record["confidence"]]
    if place["line"] and not record["container"] and not place["page"]:
        item["line"] = place["line"]
    return item


def _unread(record: Record, grade: Grade) -> dict[str, object]:
    facts = [
        ("file", paths.joined(record)),
        ("part", words.container(record)),
        ("reason", words.why_unread(record)),
        ("lock", words.lock(record)),
    ]
    reason = record["reason"] or "bug"
    return {
        **_common(record, grade, f"not read: {words.kind(reason)}", facts),
        "mitigation": _UNREAD,
        "unique_id_from_tool": _own(record, "not read"),
        "vuln_id_from_tool": f"not_read_{reason}",
        "nb_occurences": 1,
        "tags": ["not-read", reason],
    }


def _common(record: Record, grade: Grade, title: str, facts: Iterable[tuple[str, str]]) -> dict[str, object]:
    path = escape(paths.joined(record))
    return {
        "title": f"{title} in {path}"[:TITLE],
        "severity": _SEVERITIES[grade.severity],
        "severity_justification": escape(grade.text),
        "description": "\n".join(f"- {name}: {code(text)}" for name, text in facts if text),
        "file_path": path[:PATH],
        "static_finding": True,
        "dynamic_finding": False,
        "active": True,
        "verified": False,
    }


def _own(record: Record, mark: str) -> str:
    """An id that no other record of the stream has: two roots can hold the same file."""
    parts = [record["root"], record["file"], record["container"], mark]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
