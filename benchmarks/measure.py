"""Run a program once and say what it cost, its children included: wall clock, processor seconds, memory."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """The cost of one run."""

    wall: float
    cpu: float  # of the whole family of processes
    peak: float  # MB of the largest process
    code: int
    output: str


def offspring(pid: int) -> list[int]:
    """The processes under this one, itself left out. Only Linux says; elsewhere there are none to see."""
    out: list[int] = []
    todo = [pid]
    while todo:
        try:
            listing = Path(f"/proc/{todo.pop()}/task").glob("*/children")
            found = [int(child) for file in listing for child in file.read_text().split()]
        except OSError:
            continue
        out += found
        todo += found
    return out


def look(pid: int) -> tuple[float, float]:
    """Processor seconds so far, and the highest resident size in MB, of one process."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    peak = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), peak / 1024


def measure(command: Sequence[str], environment: dict[str, str] | None = None) -> Usage:
    """Run a command to its end.

    The system counts a child's processor time when its parent waits for it. A worker whose parent does not
    would be missing, so the family is watched as well, and the larger figure holds.
    """
    seen: dict[int, tuple[float, float]] = {}
    done = threading.Event()
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment) as process:

        def watch() -> None:
            while not done.wait(0.05):
                for pid in [process.pid, *offspring(process.pid)]:
                    cpu, peak = look(pid)
                    before = seen.get(pid, (0.0, 0.0))
                    seen[pid] = (max(cpu, before[0]), max(peak, before[1]))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
    family = sum(cpu for pid, (cpu, _) in seen.items() if pid != process.pid)
    unit = 1 if os.uname().sysname == "Darwin" else 1024  # ru_maxrss: bytes there, kilobytes elsewhere
    # ru_maxrss counts what the process was before it became the program, which is as large as this one: it
    # serves only where the program was gone before it could be looked at.
    peak = max((peak for _, peak in seen.values()), default=0.0) or usage.ru_maxrss * unit / (1 << 20)
    cpu = max(usage.ru_utime + usage.ru_stime, family)
    return Usage(wall, cpu, peak, process.returncode, output.decode(errors="replace"))
