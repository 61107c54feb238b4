"""What the tests of the pool share."""

import time
from pathlib import Path

import engine_stubs as stubs

from piiscan.config import Config, Limits
from piiscan.engines import pool
from piiscan.engines.again import Way
from piiscan.engines.base import MEMORY, Hooks

QUICK = Config(limits=Limits(deadline=0.4))
PATIENT = Config(limits=Limits(deadline=1.2))  # where nobody may be late: a busy machine is


def run(items, config=QUICK, *, workers, scan=stubs.scan, glance=None, memory=MEMORY, part_size=pool.PART, **hooks):
    return pool.run(
        iter(items),
        config,
        Way(scan, stubs.encode, glance=glance),
        Hooks(**hooks),
        workers=workers,
        memory=memory,
        part_size=part_size,
    )


def records(items, *, workers=2, config=QUICK, **options):
    return list(run(items, config, workers=workers, **options))


def closing(found):
    return {r["file"]: (r["status"], r["reason"], r["detail"]) for r in found if r["type"] == "outcome"}


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # it may end between opening and reading
        return False
    return state != "Z"


def children() -> set[int]:
    """The processes of this one; some are those of other tests, which end when they do."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(pid) for task in tasks for pid in (task / "children").read_text().split()}


def gone(pid: int) -> bool:
    until = time.monotonic() + 3
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pid)
