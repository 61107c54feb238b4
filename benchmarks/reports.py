"""All that is made of the stream of a scan with very many findings: time and peak memory of each command.

    python benchmarks/reports.py --findings 5000000 --table benchmarks/REPORTS.md

Two streams of `findings.py`, the scan and the one before it, are written once to a temporary directory (TMPDIR: 2.2 kB
a finding for both, and as much again for the largest report), and read by every command of the program, each in a
process of its own. What it writes is measured and removed. `--only sarif,compare` takes some of the commands;
`--keep DIRECTORY` leaves the streams there for another time.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import findings as made_up

_FORMATS = ("table", "jsonl", "json", "csv", "sarif", "ocsf", "defectdojo", "gitlab", "junit", "markdown", "html")
_SHARE = "name,ssn\nWilliam Brown,010-94-0002\n"
_MARKS = 100_000


def commands() -> dict[str, str]:
    """What is measured, by a short name: the command line, in a directory with new.jsonl, old.jsonl, key and share."""
    found = {form: f"report new.jsonl -f {form} -o out/report" for form in _FORMATS}
    found |= {
        "compare": "compare old.jsonl new.jsonl -o out/changes",
        "compare-all": "compare old.jsonl new.jsonl -f jsonl -o out/changes",
        "inventory": "inventory new.jsonl -o out/inventory.md",
        "inventory-previous": "inventory new.jsonl --previous old.jsonl -o out/inventory.md",
    }
    for target in ("jira", "servicenow", "github", "gitlab", "csv"):
        found[f"tickets-{target}"] = f"tickets new.jsonl --for {target} -o out/tickets"
    for group in ("folder", "owner"):
        found[f"tickets-{group}"] = f"tickets new.jsonl --for csv --group-by {group} -o out/tickets"
    return found | {
        "mark": "mark {last} --report new.jsonl --as test-data --reason made --by nobody --marks out/marks.toml",
        "baseline": "scan share --baseline old.jsonl --key-file key -q -f jsonl -o out/report",
        "marks": "scan share --baseline marks.toml --key-file key -q -f jsonl -o out/report",
    }


def main() -> None:
    """Measure, a line a command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--findings", type=int, default=5_000_000)
    parser.add_argument("--only", default="", metavar="NAMES")
    parser.add_argument("--table", type=Path, metavar="FILE", help="a file to add the table to")
    parser.add_argument("--keep", type=Path, metavar="DIRECTORY", help="has such streams, or is empty")
    arguments = parser.parse_args()
    known = commands()
    wanted = arguments.only.split(",") if arguments.only else list(known)
    with contextlib.ExitStack() as stack:
        out = sys.stdout if arguments.table is None else stack.enter_context(arguments.table.open("a"))
        folder = arguments.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if not (folder / "new.jsonl").exists():
            _prepared(folder, arguments.findings)
        for line in _head(arguments.findings, arguments.only):
            print(line, file=out)
        for one in wanted:
            print(_measured(known[one], folder, arguments.findings), file=out, flush=True)
        print(file=out)


def _head(findings: int, only: str) -> Iterator[str]:
    yield f"## {findings:,} findings"
    yield ""
    yield f"`python benchmarks/reports.py --findings {findings}{f' --only {only}' if only else ''}`"
    yield ""
    yield "| `piiscan` … | processor time | findings a second | peak memory | written | files |"
    yield "|---|---|---|---|---|---|"


def _prepared(folder: Path, findings: int) -> None:
    made_up.write(folder / "new.jsonl", findings)
    made_up.write(folder / "old.jsonl", findings, before=True)
    (folder / "key").touch(0o600)
    (folder / "key").write_bytes(made_up.KEY)
    (folder / "share").mkdir()
    (folder / "share" / "staff.csv").write_text(_SHARE)
    with (folder / "marks.toml").open("w") as file:
        for number in range(_MARKS):
            file.write(f'[[mark]]\nid = "{number:032x}"\nas = "test-data"\nreason = "made up"\nby = "nobody"\n')
            file.write("at = 2026-01-01T00:00:00Z\n")


def _measured(command: str, folder: Path, findings: int) -> str:
    if "{last}" in command:
        command = command.format(last=_last(folder / "new.jsonl"))
    (folder / "out").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "piiscan", *shlex.split(command)], cwd=folder, stderr=subprocess.PIPE
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read().decode() if process.stderr else ""
    if process.returncode not in {0, 1, 3}:
        return f"| {command} | exit {process.returncode}: {' '.join(said.split())} |"
    sizes = [path.stat().st_size for path in (folder / "out").iterdir()]
    for path in (folder / "out").iterdir():
        path.unlink()
    (folder / "out").rmdir()
    took = used.ru_utime + used.ru_stime
    shown = f"{took:,.0f} s | {findings / took:,.0f} | {used.ru_maxrss / 1024:,.0f} MB"
    return f"| `{command}` | {shown} | {sum(sizes) / 1e6:,.1f} MB | {len(sizes)} |"


def _last(stream: Path) -> str:
    """The id of the last finding."""
    with stream.open("rb") as file:
        file.seek(-20_000, os.SEEK_END)
        return file.read().rpartition(b'"type": "finding", "id": "')[2][:32].decode()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        started = time.monotonic()
        main()
        print(f"{time.monotonic() - started:,.0f} s", file=sys.stderr)
