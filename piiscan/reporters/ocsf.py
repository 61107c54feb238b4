"""OCSF 1.6.0, as security lakes take it, an event a line: each finding a Data Security Finding (class 2006).

What was not read has no place in that class: each is an Application Error (6008), and the run a Scan Activity (6007)
with the totals. Severity is on the schema's own scale. Paths and places are text that was made safe to show.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from piiscan.dense import encoder
from piiscan.reporters import paths, words
from piiscan.reporters.graded import graded
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Grade
from piiscan.tally import settled

VERSION = "1.6.0"
_SEVERITIES = (1, 2, 3, 4, 5)  # informational to critical, by ours
_CONFIDENCES = {"low": 1, "medium": 2, "high": 3}
_CATEGORIES = {"ssn": 2, "drivers_license": 2, "payment_card": 3, "financial_account": 3}  # governmental, financial
_PERSONAL = 1
_AT_REST, _DISCOVERY = 1, 4
_REGULAR_FILE = 1
_encode = encoder()

Record = Mapping[str, Any]


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Write an event as each record comes."""
    head: dict[str, Any] = {}
    started = 0
    for record, grade in graded(records):
        match record["type"]:
            case "run":
                started = _time(record["started"])
                head = _metadata(record)
            case "finding":
                out.write(_encode(_finding(record, grade, head, started)) + "\n")
            case "summary":
                out.write(_encode(_scan(record, head, started)) + "\n")
            case _ if words.unread(record):
                out.write(_encode(_unread(record, grade, head, started)) + "\n")


def _metadata(run: Record) -> dict[str, Any]:
    product = {"name": "piiscan", "vendor_name": "piiscan", "version": escape(run["tool"]["version"])}
    return {"version": VERSION, "product": product, "original_time": run["started"], "log_name": "piiscan"}


def _event(of: int, activity: int, severity: int, head: Record, when: int) -> dict[str, object]:
    return {
        "activity_id": activity,
        "category_uid": of // 1000,
        "class_uid": of,
        "type_uid": of * 100 + activity,
        "severity_id": severity,
        "time": when,
        "metadata": head,
    }


def _finding(record: Record, grade: Grade, head: Record, started: int) -> dict[str, object]:
    kinds = words.kinds(record)
    where = " › ".join(filter(None, [words.container(record), words.place(record)]))
    text = ", ".join(filter(None, [words.who(record), words.numbers(record)]))
    count: dict[str, object] = {"type": ", ".join(kinds), "count": len(record["elements"]), "value": text}
    said = escape(grade.text)
    spot = _spot(record)
    if spot:
        count["occurrences"] = [spot]
    return {
        **_event(2006, 1, _SEVERITIES[grade.severity], head, started),
        "message": f"{words.what(record)}: {text}",
        "confidence_id": _CONFIDENCES.get(record["confidence"], 0),
        "status_id": 3 if settled(record) else 1,  # suppressed, new
        "finding_info": {
            "uid": record["id"],
            "title": words.what(record),
            "desc": f"{text}, at {where} ({said})" if where else f"{text} ({said})",
            "types": kinds,
            "created_time": started,
            "analytic": {"name": record["classification"], "type_id": 1},
        },
        "file": _file(record),
        "data_security": {
            "category_id": _category(record, kinds),
            "data_lifecycle_state_id": _AT_REST,
            "detection_system_id": _DISCOVERY,
            "detection_pattern": ", ".join(words.evidence(record)),
            "discovery_details": [count],
        },
        "unmapped": {
            "classification": record["classification"],
            "severity": {**grade.record(), "why": escape(grade.why)},
            "residency": record["residency"],
            "container": words.container(record),
            "subject": record["subject"],
            "duties": words.duties(record),
            "lock": words.lock(record),
            **({"mark": words.mark(record)} if record.get("mark") else {}),
            **({"history": words.history(record)} if record.get("history") else {}),
        },
    }


def _category(record: Record, kinds: Iterable[str]) -> int:
    """With a person it is personal data; a number alone is what it is."""
    return _PERSONAL if record["person"] is not None else next((_CATEGORIES.get(kind, 0) for kind in kinds), 0)


def _spot(record: Record) -> dict[str, object]:
    place = record["location"]
    spot: dict[str, object] = {}
    if place["line"]:
        spot["start_line"] = place["line"]
    if place["page"]:
        spot["page_number"] = place["page"]
    if place["cell"]:
        spot["cell_name"] = place["cell"]
    return spot


def _file(record: Record) -> dict[str, object]:
    path = paths.joined(record)
    return {"name": escape(posixpath.basename(path)) or "-", "path": escape(path), "type_id": _REGULAR_FILE}


def _unread(record: Record, grade: Grade, head: Record, started: int) -> dict[str, object]:
    return {
        **_event(6008, 1, _SEVERITIES[grade.severity], head, started),
        "message": f"not read: {words.whole_name(record)}: {words.why_unread(record)}",
        "status": "not read" if record["status"] == "not_scanned" else "read in part",
        "status_code": record["reason"] or "bug",
        "status_detail": escape(record["detail"]),
        "unmapped": {"file": _file(record), "container": words.container(record), "lock": words.lock(record)},
    }


def _scan(summary: Record, head: Record, started: int) -> dict[str, object]:
    files = summary["files"]
    ended = _time(summary["ended"])
    activity = 3 if summary["interrupted"] else 2  # cancelled, completed
    return {
        **_event(6007, activity, 1, head, ended),
        "scan": {"name": "piiscan", "type_id": 1},
        "start_time": started,
        "end_time": ended,
        "duration": max(ended - started, 0),
        "num_files": files["total"],
        "num_detections": summary["listed"],
        "num_skipped_items": summary["gaps"],
        "message": escape(summary["exit_reason"]),
        "status": "complete" if summary["complete"] else "not everything was read",
        "unmapped": {"files": files, "members": summary["members"], "persons": summary["persons"]},
    }


def _time(text: str) -> int:
    """Milliseconds. 0 for a time that is none, which only a made-up stream has."""
    try:
        return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return 0
