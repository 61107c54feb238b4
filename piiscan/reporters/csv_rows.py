"""CSV that Excel opens as it is meant: a row for each finding, and one for each thing not read.

UTF-8 with a mark, lines ended by CR LF, every cell in quotes. A cell that Excel would take for a formula begins with
an apostrophe (CWE-1236). A sheet has 1,048,576 rows: a file ends there, and another one begins with the same head. On
standard output, which a program reads, the rows go on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Any

from piiscan.reporters import words
from piiscan.reporters.graded import graded
from piiscan.reporters.parts import Parted
from piiscan.reporters.terminal import Look, Sink, escape
from piiscan.severity import Grade

ROWS = 1_048_575  # of a sheet, below the head
CELL = 32_767  # characters that Excel takes into a cell
_FORMULA = frozenset(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\0"))  # the full-width forms too (OWASP)
_CUT = " … (cut: a cell holds no more)"

Record = Mapping[str, Any]

COLUMNS = (
    *("record", "severity", "class", "residency", "confidence", "root", "file", "container", "place"),
    *("line", "page", "sheet", "cell", "person", "kinds", "numbers", "evidence", "duties", "encryption"),
    *("status", "reason", "detail", "media_type", "bytes", "id", "subject", "mark", "severity_why"),
    "history",
)
REVEALED = ("name", "values")


def write(records: Iterable[Record], out: Sink, look: Look) -> None:
    """Write a row as each record comes."""
    sheet, rows = _Sheet(out, look.reveal), 0
    for record, grade in graded(records, reveal=look.reveal):
        if record["type"] == "finding":
            row = _finding(record, grade, reveal=look.reveal)
        elif words.unread(record):
            row = _unread(record, grade)
        else:
            continue
        if rows == ROWS and isinstance(out, Parted):
            sheet, rows = _Sheet(out.another(), look.reveal), 0
        sheet.write(row)
        rows += 1


class _Sheet:
    """A file with its head."""

    def __init__(self, out: Sink, reveal: bool) -> None:  # noqa: FBT001 - the one thing it has to know
        self._columns = COLUMNS + (REVEALED if reveal else ())
        self._writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        out.write("\ufeff")
        self._writer.writerow(self._columns)

    def write(self, row: Mapping[str, object]) -> None:
        self._writer.writerow([cell(row.get(name)) for name in self._columns])


def cell(value: object) -> str:
    r"""The text of a cell, safe to open.

    >>> cell("=HYPERLINK(1)"), cell("01:00\n"), cell(None), cell(17)
    ("'=HYPERLINK(1)", '01:00\\x0a', '', '17')
    """
    if not value and (value is None or value == ""):  # most of them
        return ""
    text = escape(value if isinstance(value, str) else str(value))
    if text[:1] in _FORMULA:
        text = f"'{text}"
    return text if len(text) <= CELL else text[: CELL - len(_CUT)] + _CUT


def _finding(record: Record, grade: Grade, *, reveal: bool) -> dict[str, object]:
    place, person = record["location"], record["person"]
    row: dict[str, object] = {
        **_common(record, grade),
        "record": "finding",
        "class": record["classification"],
        "residency": record["residency"] if person is not None else "",
        "confidence": record["confidence"],
        "place": place["text"],
        **{name: place[name] for name in ("line", "page", "sheet", "cell")},
        "person": words.who(record),
        "kinds": ", ".join(words.kinds(record)),
        "numbers": ", ".join(element["masked"] for element in record["elements"]),
        "evidence": ", ".join(words.evidence(record)),
        "duties": "; ".join(words.duties(record)),
        "id": record["id"],
        "subject": record["subject"],
        "mark": words.mark(record),
        "history": words.history(record),
    }
    if reveal:
        row["name"] = person.get("name") if person is not None else ""
        row["values"] = ", ".join(str(element.get("value", "")) for element in record["elements"])
    return row


def _unread(record: Record, grade: Grade) -> dict[str, object]:
    return {
        **_common(record, grade),
        "record": "not read",
        **{name: record[name] for name in ("status", "reason", "detail", "media_type", "bytes")},
    }


def _common(record: Record, grade: Grade) -> dict[str, object]:
    return {
        "severity": grade.severity.word,
        "severity_why": grade.why,
        "root": record["root"],
        "file": record["file"],
        "container": words.container(record),
        "encryption": words.lock(record),
    }
