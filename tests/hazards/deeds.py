"""What file systems, disks, signals and errors do to a run, by their numbers A24, C, S, D and P: what a case is, and how it is done.

A module `deeds_<group>.py` beside this one holds the cases of a group as CASES. Unlike a hazard of `hazards.py`, which is
the content of one file, a deed runs the program itself, as its users do, and looks at what it leaves.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
for folder in ("sources", "cli", "planted"):
    sys.path.append(str(HERE.parent / folder))  # also outside pytest

COMMAND = (sys.executable, "-P", "-m", "piiscan")
STARTED = 60.0  # seconds a run may take to get going on a busy machine


class NotHere(Exception):  # noqa: N818 - no error: this system has not what it takes
    """What is needed to do it is not there: it is left out, and said to be."""


@dataclass(frozen=True)
class Deed:
    """One thing done to a run, what is required, and the doing. `act` gives the outcome in words, or raises AssertionError."""

    id: str
    variant: str
    required: str
    act: Callable[[Path], str]
    slow: bool = False

    @property
    def key(self) -> str:
        """A name for the test."""
        return f"{self.id}-{self.variant}".translate({ord(sign): "_" for sign in " /,.'\"()<>:*"})


@dataclass
class Run:
    """A run under way or done."""

    process: subprocess.Popen[bytes]
    folder: Path
    began: float = field(default_factory=time.monotonic)
    code: int | None = None
    seconds: float = 0.0
    peak: float = 0.0  # MiB, of the parent or its largest worker

    def done(self, timeout: float = 100) -> Run:
        """Wait for it."""
        until = time.monotonic() + timeout
        while self.code is None:
            pid, status, used = os.wait4(self.process.pid, os.WNOHANG)
            if pid:
                self.code = self.process.returncode = os.waitstatus_to_exitcode(status)
                self.seconds, self.peak = time.monotonic() - self.began, used.ru_maxrss / 1024
                MEASURED.append(self)
            elif time.monotonic() > until:
                self.process.kill()
                raise AssertionError(f"still running after {timeout:.0f} s")
            time.sleep(0.01)
        return self

    def wait_for(self, what: Callable[[], object]) -> None:
        """Wait until something is so while it runs."""
        until = time.monotonic() + STARTED
        while not what():
            assert self.process.poll() is None, f"ended with {self.process.returncode}: {self.err}"
            assert time.monotonic() < until, "did not get going"
            time.sleep(0.01)

    def workers(self) -> list[int]:
        """The processes it has started."""
        return [
            int(one) for one in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    @property
    def out(self) -> bytes:
        """Its standard output."""
        return (self.folder / "out").read_bytes()

    @property
    def err(self) -> str:
        """Its standard error."""
        return (self.folder / "err").read_text("utf-8", "backslashreplace")

    @property
    def records(self) -> list[dict[str, object]]:
        """The records of its report on standard output, or in the file "report"."""
        report = self.folder / "report"
        return [json.loads(line) for line in (report.read_bytes() if report.exists() else self.out).splitlines()]

    @property
    def ends(self) -> dict[str, str]:
        """What became of each file, in a line."""
        own = [one for one in self.records if one["type"] == "outcome" and not one["container"]]
        ends = {str(one["file"]): " ".join(filter(None, [one["status"], one["reason"], one["detail"]])) for one in own}
        assert len(ends) == len(own), "a file with two outcomes"
        return ends

    @property
    def numbers(self) -> list[str]:
        """The values found."""
        return [one["value"] for record in self.records if record["type"] == "finding" for one in record["elements"]]  # type: ignore[attr-defined]


MEASURED: list[Run] = []


def begin(
    folder: Path,
    *arguments: object,
    command: Sequence[str] = COMMAND,
    environment: Mapping[str, str] | None = None,
    **options: object,
) -> Run:
    """Start the program with a home, a directory for temporary files, and its words in files."""
    for name in ("home", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    words = {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(ROOT),
        "SOURCE_DATE_EPOCH": "1",
    }
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        started = {"stdout": out, "stderr": err, "cwd": folder} | options
        process = subprocess.Popen(
            [*command, *map(str, arguments)], env={"PATH": os.environ["PATH"]} | words | (environment or {}), **started
        )
    return Run(process, folder)


def piiscan(folder: Path, *arguments: object, **options: object) -> Run:
    """Run the program to its end."""
    return begin(folder, *arguments, **options).done()


def scan(folder: Path, *arguments: object, **options: object) -> Run:
    """Scan the folder "share" in one worker; the report, with values, in a file."""
    chosen = (
        "scan",
        "-q",
        "-j1",
        "--reveal",
        "--max-findings-per-file",
        "0",
        "-f",
        "jsonl",
        "-o",
        "report",
        *arguments,
    )
    return piiscan(folder, *chosen, "share", **options)


def share(folder: Path, **files: str | bytes) -> Path:
    """The folder to scan."""
    root = folder / "share"
    root.mkdir(exist_ok=True)
    for name, data in files.items():
        (root / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def breaking(folder: Path, code: str) -> dict[str, str]:
    """The environment in which Python runs some code first, in the program and in its workers."""
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site" / "sitecustomize.py").write_text(code)
    (folder / "mark").unlink(missing_ok=True)
    return {"PYTHONPATH": f"{folder / 'site'}:{ROOT}", "MARK": str(folder / "mark")}


# A file whose name begins with "slow" takes for ever, one that is called "worse" ends its worker.
SLOW = """
import os, time, importlib
scan = importlib.import_module("piiscan.scan")
real = scan.identify_blob
def identify(blob):
    if blob.name.startswith("slow"):
        open(os.environ["MARK"], "a").close()
        time.sleep(600)
    if blob.name == "worse":
        os.abort()
    return real(blob)
scan.identify_blob = identify
small = importlib.import_module("piiscan.small")
held = small.at_hand  # nothing is said of them at a glance
small.at_hand = lambda data, name, budget: None if name.startswith(("slow", "worse")) else held(data, name, budget)
"""


def person(number: str, name: str = "Ann Lee") -> str:
    """A file with one person."""
    return f"name,ssn\n{name},{number}\n"


def traced(folder: Path, *words: str) -> list[str]:
    """The command by which the program runs under strace, its words in the file "trace"."""
    if not shutil.which("strace"):
        raise NotHere("no strace")
    return ["strace", "-f", "-qq", "-o", str(folder / "trace"), *words, *COMMAND]


def left_of(folder: Path) -> list[str]:
    """Temporary files that are still there."""
    return [str(path.relative_to(folder / "tmp")) for path in (folder / "tmp").rglob("*")]


def snapshot(root: Path) -> dict[str, object]:
    """Everything about a tree that reading it could change."""
    seen: dict[str, object] = {}
    for path in [root, *sorted(root.rglob("*"))]:
        status = path.lstat()
        content: object = path.read_bytes() if path.is_file() else sorted(os.listdir(path))  # noqa: PTH208
        with contextlib.suppress(OSError):  # what looking at it has changed here
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        marks = {name: os.getxattr(path, name) for name in os.listxattr(path)}
        seen[str(path)] = (content, status.st_mode, status.st_nlink, status.st_size, status.st_mtime_ns, marks)
    return seen


def limited(what: int, soft: int) -> Callable[[], None]:
    """What to do in a new process before the program runs: lower a limit for good."""
    return lambda: resource.setrlimit(what, (soft, soft))


def cases() -> list[Deed]:
    """All cases of all groups."""
    modules = sorted(path.stem for path in HERE.glob("deeds_*.py"))
    every = [case for module in modules for case in import_module(module).CASES]
    return sorted(every, key=lambda case: ("ACSDP".index(case.id[0]), int(case.id[1:])))


def do(case: Deed, folder: Path) -> tuple[str, float, float]:
    """Do it: the outcome, the seconds, and the MiB of the largest process of the program."""
    MEASURED.clear()
    began = time.monotonic()
    outcome = case.act(folder)
    return outcome, time.monotonic() - began, max((run.peak for run in MEASURED), default=0.0)


def repeatedly(action: Callable[[], None]) -> contextlib.AbstractContextManager[None]:
    """Do something over and over, in a thread, while the context lasts."""
    import threading

    @contextlib.contextmanager
    def lasting() -> Iterator[None]:
        stop, errors = threading.Event(), []

        def loop() -> None:
            try:
                while not stop.is_set():
                    action()
            except Exception as error:  # noqa: BLE001 - told below
                errors.append(error)

        thread = threading.Thread(target=loop)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
        assert not errors, errors

    return lasting()
