"""D1, D5 to D10 and P3 to P12: what must be there whole, in time, and the same each time."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import zipfile
from contextlib import closing
from pathlib import Path

from deeds import ROOT, SLOW, Deed, Run, begin, breaking, left_of, person, piiscan, scan, share, snapshot, traced
from mount_help import mounted

NUMBER = "010-94-7501"
OLD = '{"an old report": true}\n'
JUMPS = """
import itertools, time
real, jumps = time.time, itertools.cycle([0, 86400, -86400, 40000])
time.time = lambda: real() + next(jumps)
"""


def _whole(run: Run, *, interrupted: bool) -> dict[str, object]:
    """The summary of a report that is whole: a head, records, an end."""
    assert run.records[0]["type"] == "run"
    summary = run.records[-1]
    assert (summary["type"], summary["interrupted"], summary["exit_code"]) == ("summary", interrupted, run.code)
    return summary


def faults(folder: Path) -> str:
    share(folder, **{f"{number}.csv": person(NUMBER) for number in range(400)})
    report = folder / "report"
    tried, ends = 0, set()
    for call in ("write", "fsync", "rename"):
        for error in ("ENOSPC", "EIO"):
            number, failed = 0, True
            while failed and number < 40:
                number += 1
                report.write_text(OLD)
                draft = folder / ".report.piiscan-draft"
                fault = f"inject={call}:error={error}:when={number}"
                command = traced(folder, "-P", str(draft), "-e", f"trace={call}", "-e", fault)
                run = piiscan(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "report", "share", command=command)
                failed = "INJECTED" in (folder / "trace").read_text()
                if failed:
                    tried += 1
                    ends.add(run.code)
                    assert run.code == 4, (call, number, run.code, run.err)
                    assert "no report was written" in run.err
                    assert report.read_text() == OLD
                    assert not draft.exists()
            assert not failed, "more calls than were tried"
            assert json.loads(report.read_text().splitlines()[-1])["type"] == "summary"
    assert tried >= 8
    return f"{tried} failures of write, fsync and rename: exit 4, the old report as it was"


def full(folder: Path) -> str:
    share(folder, **{f"{number}.csv": person(NUMBER) for number in range(1500)})
    (folder / "disk").mkdir()
    with mounted("tmpfs", folder / "disk", "tmpfs", options="size=1m"):
        (folder / "disk" / "report").write_text(OLD)
        run = piiscan(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "disk/report", "share")
        assert run.code == 4
        assert "no space left on device" in run.err
        assert [path.read_text() for path in (folder / "disk").iterdir()] == [OLD]
    with Path("/dev/full").open("wb") as out:
        done = piiscan(folder, "scan", "-j1", "-q", "-f", "jsonl", "share", stdout=out)
    assert done.code == 4
    assert "Traceback" not in done.err
    return "a disk of 1 MiB and /dev/full: exit 4, the old report as it was, no draft left"


def _signals(number: signal.Signals, code: int) -> Deed:
    def act(folder: Path) -> str:
        share(folder, a=person(NUMBER), slow="x", z=person(NUMBER))
        run = begin(
            folder, "scan", "-j2", "-q", "-f", "jsonl", "-o", "report", "share", environment=breaking(folder, SLOW)
        )
        run.wait_for((folder / "mark").exists)
        sent = time.monotonic()
        run.process.send_signal(number)
        assert run.done(30).code == code
        took = time.monotonic() - sent
        assert took < 5 * 3, took  # 5 s, on a machine that has other things to do
        _whole(run, interrupted=True)
        assert run.ends["a"] == "scanned"
        assert "slow" not in run.ends
        assert left_of(folder) == []
        return f"whole report of what was read, exit {code}, after {took:.1f} s"

    return Deed(
        "D5",
        f"{number.name} while a file is stuck",
        "valid partial report within 5 s",
        act,
        slow=number != signal.SIGINT,
    )


def twice(folder: Path) -> str:
    share(folder, a=person(NUMBER), slow="x")
    run = begin(folder, "scan", "-j2", "-q", "-f", "jsonl", "-o", "report", "share", environment=breaking(folder, SLOW))
    run.wait_for((folder / "mark").exists)
    sent = time.monotonic()
    for _ in range(2):
        run.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
    assert run.done(30).code == 130
    took = time.monotonic() - sent
    _whole(run, interrupted=True)
    return f"whole report after {took:.1f} s"


def gone(folder: Path) -> str:
    share(folder, a=person(NUMBER))
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        run = piiscan(folder, "scan", "-j1", "-f", "jsonl", "-o", "report", "share", stdout=pipe, stderr=pipe)
        assert run.code == 1
        _whole(run, interrupted=False)
        (folder / "report").unlink()
        run = piiscan(folder, "scan", "-j1", "-f", "jsonl", "share", stdout=pipe)
    assert run.code == 4
    assert "its reader is gone" in run.err
    return "a report file is written all the same; a lost standard output is exit 4"


def clocks(folder: Path) -> str:
    share(folder, **{f"{number}.csv": person(NUMBER) for number in range(20)})
    (folder / "site").mkdir()
    reports = []
    for code in ("", JUMPS):
        run = piiscan(
            folder,
            "scan",
            "-j2",
            "-q",
            "-f",
            "jsonl",
            "--deadline",
            "60",
            "-o",
            "report",
            "share",
            environment=breaking(folder, code),
        )
        assert run.code == 1
        reports.append((folder / "report").read_bytes())
    assert reports[0] == reports[1]
    return "the same report, no deadline missed"


def both(folder: Path) -> str:
    share(folder, slow="x", a=person(NUMBER))
    first = begin(
        folder, "scan", "-j2", "-q", "-f", "jsonl", "-o", "report", "share", environment=breaking(folder, SLOW)
    )
    first.wait_for((folder / "mark").exists)
    (folder / "second").mkdir()
    second = piiscan(folder / "second", "scan", "-j1", "-o", folder / "report", folder / "share" / "a")
    assert second.code == 2
    assert "another run is writing this report" in second.err
    first.process.send_signal(signal.SIGTERM)
    assert first.done().code == 143
    _whole(first, interrupted=True)
    return "the second is refused (exit 2), the first is whole"


def flat(folder: Path) -> str:
    peaks = []
    for number in (1_000, 21_000):
        for name in range(number - 1_000, number - 1_000 + 20_000 if peaks else number):
            path = share(folder) / f"{name // 1000}"
            path.mkdir(exist_ok=True)
            (path / f"{name}.txt").write_text("nothing here\n")
        run = scan(folder)
        assert run.code == 0
        peaks.append(run.peak)
    assert peaks[1] - peaks[0] < 20, peaks
    return f"{peaks[1] - peaks[0]:.0f} MiB more for 20,000 files more"


def soak(folder: Path) -> str:
    root = share(folder)
    data = [path.read_bytes() for path in sorted((ROOT / "fixtures" / "share").rglob("*")) if path.is_file()]
    names = [path.name for path in sorted((ROOT / "fixtures" / "share").rglob("*")) if path.is_file()]
    for turn in range(12):
        (root / f"{turn:02}").mkdir()
        for name, one in zip(names, data, strict=True):
            (root / f"{turn:02}" / name).write_bytes(one)
    run = begin(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "report", "share")
    looks: list[tuple[int, int]] = []
    while run.process.poll() is None and len(looks) < 10_000:
        try:
            worker = run.workers()[0]
            pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
            looks.append((len(os.listdir(f"/proc/{worker}/fd")), pages * 4 >> 10))  # noqa: PTH208
        except (OSError, IndexError):
            pass
        time.sleep(0.1)
    half = len(looks) // 2
    assert half > 10
    assert max(fds for fds, _ in looks[half:]) <= max(fds for fds, _ in looks[:half])
    grown = max(size for _, size in looks[half:]) - max(size for _, size in looks[:half])
    assert grown < 30, grown
    return (
        f"{12 * len(names)} documents of all kinds in one worker: no more handles, {grown} MiB more in the second half"
    )


def in_time(folder: Path) -> str:
    share(folder, slow1="x", slow2="x", worse="x", a=person(NUMBER))
    run = piiscan(
        folder, "scan", "-j2", "-q", "-f", "jsonl", "--deadline", "3", "share", environment=breaking(folder, SLOW)
    )
    assert (
        run.ends["slow1"].startswith("not_scanned timeout")
        or "timeout" in run.ends["slow1"]
        or "exceeded" in run.ends["slow1"]
    )
    assert "worker killed by SIGABRT" in run.ends["worse"]
    assert run.ends["a"] == "scanned"
    assert run.seconds < 90
    return f"{run.ends['slow1']}; {run.ends['worse']}"


def untouched(folder: Path) -> str:
    root = folder / "share"
    shutil.copytree(ROOT / "fixtures" / "share", root)
    with zipfile.ZipFile(root / "a.zip", "w") as archive:
        archive.writestr("x.csv", person(NUMBER))
    with closing(sqlite3.connect(root / "a.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE p(name, ssn)")
        database.execute("INSERT INTO p VALUES('Ann Lee', ?)", [NUMBER])
        paths = [root, *root.rglob("*")]
        for path in paths:
            os.setxattr(path, "user.note", b"kept") if os.access(path, os.W_OK) else None
            os.utime(path, ns=(10**18, path.lstat().st_mtime_ns))
        before = {path: (path.lstat().st_atime_ns, path.lstat().st_ctime_ns) for path in paths}
        for options in (("-j2",), ("-j0",)):
            piiscan(folder, "scan", "-q", *options, "-f", "jsonl", "-o", "report", "share")
        after = {path: (path.lstat().st_atime_ns, path.lstat().st_ctime_ns) for path in paths}
        assert [path.name for path in paths if after[path] != before[path]] == []
        seen = snapshot(root)
        piiscan(folder, "scan", "-q", "-j2", "-f", "jsonl", "-o", "report", "share")
        assert snapshot(root) == seen
    return f"{len(paths)} things: content, mode, times, xattr and listings as before"


def same(folder: Path) -> str:
    shutil.copytree(ROOT / "fixtures" / "share", folder / "share")
    reports = set()
    for workers in (1, 2, 8):
        piiscan(folder, "scan", "-q", "-j", workers, "-f", "jsonl", "-o", "report", "share")
        reports.add((folder / "report").read_bytes())
    assert len(reports) == 1
    return "the same bytes for 1, 2 and 8 workers"


def codes(folder: Path) -> str:
    root = share(folder, nothing="nothing here\n")
    met = {0: piiscan(folder, "scan", "-j1", "share").code}
    (root / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    met[3] = piiscan(folder, "scan", "-j1", "share").code
    (root / "a").write_text(person(NUMBER))
    met[1] = piiscan(folder, "scan", "-j1", "share").code
    met[2] = piiscan(folder, "scan", "-j1", "no such").code
    with Path("/dev/full").open("wb") as out:
        met[4] = piiscan(folder, "scan", "-j1", "share", stdout=out).code
    assert all(code == expected for expected, code in met.items()), met
    return "0, 1, 2, 3, 4, each where it belongs"


def old_or_new(folder: Path) -> str:
    share(folder, **{f"{number}.csv": person(NUMBER) for number in range(300)})
    report, draft = folder / "report", folder / ".report.piiscan-draft"
    run = piiscan(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "report", "share")
    whole, killed = report.read_bytes(), 0
    assert re.search(rb'\n\{"type":"summary".*\}\n\Z', whole)
    for part in (0, 1, 50, 100):
        report.write_text(OLD)
        run = begin(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "report", "share")
        while run.process.poll() is None and not _is_at(draft, len(whole) * part // 100):
            assert report.read_bytes() in {OLD.encode(), whole}
            time.sleep(0.002)
        run.process.kill()
        run.process.wait()
        assert report.read_bytes() in {OLD.encode(), whole}
        killed += report.read_bytes() != whole
    assert killed >= 3, killed
    subprocess.run(["sync", report], check=False)
    assert piiscan(folder, "scan", "-j1", "-q", "-f", "jsonl", "-o", "report", "share").code == 1
    assert report.read_bytes() == whole
    assert sorted(path.name for path in folder.glob(".*report*")) == []
    return "4 runs killed while they wrote: the old report or the whole new one; the next is not hindered by what they left"


def _is_at(draft: Path, size: int) -> bool:
    try:
        return draft.stat().st_size >= size
    except FileNotFoundError:
        return False


CASES = [
    Deed("D1", "killed while the report is written", "a reader sees the old one or the new one", old_or_new, slow=True),
    _signals(signal.SIGINT, 130),
    _signals(signal.SIGTERM, 143),
    _signals(signal.SIGHUP, 129),
    Deed("D5", "SIGINT twice", "workers ended, report written", twice, slow=True),
    Deed("D5", "the reader of the output goes away", "a report file is not lost", gone, slow=True),
    Deed("D6", "ENOSPC and EIO at each write, fsync, rename", "old report intact, exit 4", faults, slow=True),
    Deed("D6", "a disk of 1 MiB, /dev/full", "old report intact, exit 4", full, slow=True),
    Deed("D7", "a clock that jumps by a day, both ways", "no effect", clocks, slow=True),
    Deed("D8", "two runs on one report", "the second refused, exit 2", both, slow=True),
    Deed("D9", "20,000 files more", "memory flat, 20 MiB", flat, slow=True),
    Deed("D10", "1,080 documents in one worker", "memory and handles flat", soak, slow=True),
    Deed("P3", "files that hang, and one that ends its worker", "status soon after the deadline", in_time, slow=True),
    Deed("P9", "the fixtures, a ZIP, a live database", "tree as it was", untouched, slow=True),
    Deed("P11", "1, 2 and 8 workers", "the same bytes", same, slow=True),
    Deed("P12", "runs of each kind", "exit code of each kind", codes, slow=True),
]
