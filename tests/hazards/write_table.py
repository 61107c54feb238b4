"""Run every hazard, the heavy ones too, each in a worker of its own, and write TABLE.md.

    python tests/hazards/write_table.py [A1 A13 …]

Behind it stands what is done to runs (`deeds.py`), by the numbers C, S, D and P. With numbers, or names as the tests show
them: only these are run, and their lines replaced. `missing`: those without one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import deeds
from hazards import HERE, Hazard, Ran, cases, complaints, run

_HEAD = """# What must not fall over

{count} inputs made to make a scanner fall over, by the numbers of the acceptance list, each run in a worker of its own
through the pool with its deadline; {heavy} of them are too heavy for the usual run of the tests. Found: how many of the
numbers planted. Where fewer are found the others stand behind a limit or in what is damaged, and the outcome says so.
Times are those of a busy machine; more than five times what the list allows counts as not met. {met}

| | input | bytes | outcome | found / planted | s | peak MiB | |
|---|---|---:|---|---|---:|---:|---|
"""


_DEEDS = """
## What is done to a run

The program itself, as its users run it, and what file systems, disks, signals, clocks and errors do to it ({heavy} of {count} are too
heavy for the usual run of the tests). Memory is that of its largest process; the time is that of the whole deed, which may be several
runs. {met}

| | what is done | required | outcome | s | peak MiB | |
|---|---|---|---|---:|---:|---|
"""


def deed_row(case: deeds.Deed) -> str:
    """Do it; its line."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            outcome, seconds, peak = deeds.do(case, Path(folder))
        except deeds.NotHere as missing:
            return f"{deed_beginning(case)} NOT TRIED: {missing} here | | | NOT MET |"
        except AssertionError as error:
            return f"{deed_beginning(case)} NOT MET: {error or 'see the test'} | | | NOT MET |".replace("\n", " ")
    outcome = outcome.replace("|", "\\|").replace("\n", " ")
    return f"{deed_beginning(case)} {outcome} | {seconds:.1f} | {peak:.0f} | met |"


def deed_beginning(case: deeds.Deed) -> str:
    """What its line begins with."""
    return f"| {case.id} | {case.variant}{' (heavy)' if case.slow else ''} | {case.required} |"


def deed_stands_in(case: deeds.Deed, told: str) -> bool:
    """Whether it has a line in the table."""
    return f"\n{deed_beginning(case)}" in told


def all_deeds(path: Path, wanted: set[str]) -> str:
    """The second table: what is wanted done anew, the rest kept."""
    every = deeds.cases()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = {case.key: line for case in every for line in lines if line.startswith(deed_beginning(case))}
    if "missing" in wanted:
        wanted |= {case.key for case in every if case.key not in kept}
    for case in every:
        if not wanted or {case.id, case.key} & wanted:
            kept[case.key] = deed_row(case)
            print(kept[case.key], flush=True)  # noqa: T201 - a script
    rows = [kept[case.key] for case in every if case.key in kept]
    unmet = sum("NOT MET" in line for line in rows)
    met = f"{unmet} of them are not met." if unmet else "All of them are met."
    return _DEEDS.format(count=len(rows), heavy=sum(case.slow for case in every), met=met) + "\n".join(rows) + "\n"


def row(case: Hazard, ran: Ran, size: int) -> str:
    """The line of one case."""
    reason = f" ({ran.own['reason']}: {ran.own['detail']})" if ran.own["reason"] else ""
    outcome = f"{ran.own['status']}{reason}".replace("|", "\\|").replace("\n", " ")
    wrong = complaints(case, ran)
    verdict = "met" if not wrong else f"NOT MET: {'; '.join(wrong)}".replace("|", "\\|")
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


def kept(every: Sequence[Hazard], path: Path) -> dict[str, str]:
    """The lines of the table there is, by case."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {case.key: line for case in every for line in lines if line.startswith(beginning(case))}


def main() -> int:
    """Run, and write."""
    every, path = cases(), HERE / "TABLE.md"
    rows = kept(every, path) if sys.argv[1:] else {}
    wanted = set(sys.argv[1:]) | (
        {case.key for case in every if case.key not in rows} if "missing" in sys.argv else set()
    )
    for case in every:
        if not wanted or {case.id, case.key} & wanted:
            with tempfile.TemporaryDirectory() as folder:
                ran = run([case], Path(folder))
                rows[case.key] = row(case, ran[case.key], (Path(folder) / case.key / case.name).stat().st_size)
            print(rows[case.key], flush=True)  # noqa: T201 - a script
    lines = [rows[case.key] for case in every if case.key in rows]
    unmet = sum("NOT MET" in line for line in lines)
    met = "All of them are met." if not unmet else f"{unmet} of them are not met, and the last column says why."
    head = _HEAD.format(count=len(lines), heavy=sum(case.slow for case in every), met=met)
    done = all_deeds(path, set(sys.argv[1:]))
    path.write_text(head + "\n".join(lines) + "\n" + done, encoding="utf-8")
    return int(unmet > 0)


if __name__ == "__main__":
    sys.exit(main())
