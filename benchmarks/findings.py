"""A made-up stream of any number of findings, for what makes something of a finished scan.

    python benchmarks/findings.py --findings 5000000 -o new.jsonl [--before]

Most files have one finding, one in a hundred a thousand: what is kept for each file must not grow either. The same
stream every time; `--before` is the scan before: one finding in two hundred is another one, one has moved.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

KEY = bytes(range(32))  # of the fingerprints, to be given as --key-file
WHEN = "2026-01-01T00:00:00Z"
ROWS = (*[1] * 60, *[3] * 20, *[10] * 15, *[50] * 4, 1_000)  # findings of one file after the other
_IN_FOLDER = 20
_OWNERS = 300
_CLASSES = (("personal_information", "massachusetts"), ("personal_information", "unknown"), ("review", "unknown"))

Record = dict[str, Any]


def lines(findings: int, rows: Sequence[int] = ROWS, *, before: bool = False) -> Iterator[bytes]:
    """The lines of a stream as a scan writes it."""
    from piiscan.config import Config
    from piiscan.stream import run_record
    from piiscan.tally import Tally

    tally = Tally()
    yield _line(run_record(Config(key=KEY), ["/srv/share"], {}, WHEN))
    templates = [_line(_finding(*kind)).replace(b"%", b"%%").replace(b"@@", b"%") for kind in _CLASSES]
    kinds = len(templates)
    made = 0
    for number, usual in enumerate(cycle(rows)):
        if made == findings:
            break
        many = min(usual, findings - made)
        file = _name(number).encode()
        for row in range(made, made + many):
            line = row - made + 2
            subject = _hash("s", row, other=before and row % 400 == 0)
            own = _hash("f", row, other=before and row % 200 == 0)
            masked = b"%04d" % (row % 10_000)
            yield templates[row % kinds] % (own, subject, file, line, line, masked, line, line)
        made += many
        outcome = _outcome(number, many)
        tally.add(outcome)
        yield _line(outcome)
        if number % 100 == 0:
            tally.add(gap := _gap(number))
            yield _line(gap)
    tally.findings = findings
    yield _line(tally.summary_record(1, "made up", WHEN))


def write(path: Path, findings: int, *, before: bool = False) -> None:
    """The stream as a file."""
    with path.open("wb", buffering=1 << 20) as file:
        file.writelines(lines(findings, before=before))


def _hash(what: str, row: int, *, other: bool) -> bytes:
    return hashlib.md5(f"{what}{row}{other}".encode(), usedforsecurity=False).hexdigest().encode()


def _name(number: int) -> str:
    folder = number // _IN_FOLDER
    return f"department {folder % 37}/{folder}/export-{number}.csv"


def _finding(kind: str, residency: str) -> Record:
    """A template: a person with a number in a row of a table; what changes is marked for the operator %."""
    place = {
        "text": "line @@d › column 3 (ssn)",
        "steps": [["LINE", 2], ["COLUMN", 3], ["KEY", "ssn"]],
        "line": "@@d",
        "page": None,
        "byte": None,
        "sheet": None,
        "cell": None,
    }
    element = {
        "kind": "ssn",
        "masked": "•••-••-@@s",
        "grade": 3,
        "evidence": ["column:ssn", "rule:ssn-area", "shape:delimited"],
        "test_value": False,
        "review": None,
        "location": place,
    }
    return {
        "type": "finding",
        "id": "@@s",
        "subject": "@@s",
        "root": "/srv/share",
        "file": "@@s",
        "container": [],
        "location": place,
        "classification": kind,
        "residency": residency,
        "confidence": "high" if kind == "personal_information" else "low",
        "grades": {"element": 3, "name": 3, "pair": 3, "residency": 3},
        "person": {"masked": "A… L…", "grade": 3, "evidence": ["column:name", "name:labelled", "name:listed"]},
        "elements": [element],
        "reasons": ["ma-state", "ma-zip"],
        "duties": [{"clause": "17.04(2)(a)", "fact": "mode 0644: every user may read it"}],
    }


def _outcome(number: int, rows: int) -> Record:
    owner = f"user{number % _OWNERS}"
    return {
        "type": "outcome",
        "root": "/srv/share",
        "file": _name(number),
        "container": [],
        "status": "scanned",
        "reason": None,
        "detail": "",
        "media_type": "text/csv",
        "bytes": rows * 80,
        "encryption": None,
        "counts": {"personal_information": {"ssn": rows}, "persons": {"massachusetts": rows}},
        "listed": rows,
        "exposure": {
            "level": ("wide", "some", "narrow")[number % 3],
            "why": ["mode 0644: every user may read it"],
            "mode": "0644",
            "acl": False,
            "readers": "everyone",
            "writers": "owner",
            "uid": 1000 + number % _OWNERS,
            "owner": owner,
            "gid": 50,
            "group": "staff",
            "modified": "2019-05-01T12:00:00Z",
            "volume": {"type": "ext4", "network": False, "portable": "", "encrypted": False},
        },
    }


def _gap(number: int) -> Record:
    gap = {"file": f"scans/{number}.png", "status": "not_scanned", "reason": "unsupported", "detail": "an image"}
    whole = {**_outcome(number, 0), **gap, "media_type": "image/png", "counts": {}, "listed": 0}
    del whole["exposure"]
    return whole


def _line(record: Record) -> bytes:
    return json.dumps(record).replace('"@@d"', "@@d").encode() + b"\n"


def main() -> None:
    """Write a stream."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--findings", type=int, default=5_000_000)
    parser.add_argument("--before", action="store_true", help="the scan before")
    parser.add_argument("-o", type=Path, required=True)
    arguments = parser.parse_args()
    write(arguments.o, arguments.findings, before=arguments.before)


if __name__ == "__main__":
    main()
