"""Run every hazard, the heavy ones too, each in a worker of its own, and write TABLE.md.

    python tests/hazards/table.py [A1 A13 …]

With numbers: only these are run and printed, and nothing is written.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hazards import HERE, Hazard, Ran, cases, complaints, run

_HEAD = """# What must not fall over

{count} inputs made to make a scanner fall over, by the numbers of the acceptance list, each run in a worker of its own
through the pool with its deadline; {heavy} of them are too heavy for the usual run of the tests. Found: how many of the
numbers planted. Where fewer are found the others stand behind a limit or in what is damaged, and the outcome says so.
{met}

| | input | bytes | outcome | found / planted | s | peak MiB | |
|---|---|---:|---|---|---:|---:|---|
"""


def row(case: Hazard, ran: Ran, size: int) -> str:
    """The line of one case."""
    reason = f" ({ran.own['reason']}: {ran.own['detail']})" if ran.own["reason"] else ""
    outcome = f"{ran.own['status']}{reason}".replace("|", "\\|").replace("\n", " ")
    wrong = complaints(case, ran)
    verdict = "met" if not wrong else f"NOT MET: {case.unmet or '; '.join(wrong)}".replace("|", "\\|")
    found = len(ran.found.keys() & ran.planted.keys())
    return (
        f"{beginning(case)} {size:,} | {outcome} | {found} / {len(ran.planted)} | "
        f"{ran.seconds:.1f} | {ran.peak:.0f} | {verdict} |"
    )


def beginning(case: Hazard) -> str:
    """What a line begins with."""
    return f"| {case.id} | {case.variant}{' (heavy)' if case.slow else ''} |"


def stands_in(case: Hazard, told: str) -> bool:
    """Whether the case has a line in the table."""
    return f"\n{beginning(case)}" in told


def main() -> int:
    """Run, and write or print."""
    chosen = [case for case in cases() if not sys.argv[1:] or {case.id, case.key} & set(sys.argv[1:])]
    rows: dict[str, str] = {}
    for case in chosen:
        with tempfile.TemporaryDirectory() as folder:
            ran: Mapping[str, Ran] = run([case], Path(folder))
            rows[case.key] = row(case, ran[case.key], (Path(folder) / case.key / case.name).stat().st_size)
        print(rows[case.key], flush=True)  # noqa: T201 - a script
    unmet = sum("NOT MET" in line for line in rows.values())
    if not sys.argv[1:]:
        met = "All of them are met." if not unmet else f"{unmet} of them are not met, and the last column says why."
        head = _HEAD.format(count=len(rows), heavy=sum(case.slow for case in chosen), met=met)
        (HERE / "TABLE.md").write_text(head + "\n".join(rows.values()) + "\n", encoding="utf-8")
    return int(unmet > 0)


if __name__ == "__main__":
    sys.exit(main())
