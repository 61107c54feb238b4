"""D2 to D5: what a run leaves for the next one, whatever ends it, and a file that several workers read when it is ended."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from deeds import SLOW, Deed, Run, begin, breaking, left_of, person, piiscan, share

NUMBER, OTHER = "010-94-7601", "010-94-7602"
HUGE = 160 << 20  # bytes: more than is read as one
OPTIONS = ("-j2", "-q", "-f", "jsonl", "-o", "report")


def _scan(folder: Path, *options: str) -> bytes:
    run = piiscan(folder, "scan", *OPTIONS, *options, "share")
    assert run.code in {0, 1}, run.err
    assert "ledger" not in run.err, run.err
    return (folder / "report").read_bytes()


def _kept(folder: Path) -> int:
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(folder / "ledger")) as database:
        return int(database.execute("SELECT count(*) FROM files").fetchone()[0])
    return 0


def _tears(folder: Path) -> Iterator[str]:
    """The end of the log as a power cut may leave it; each time as it was before."""
    log = folder / "ledger-wal"
    whole = log.read_bytes()
    assert len(whole) > 3 * 4096
    for cut in (1, 25, 4119, 4121, len(whole) // 2, len(whole) - 31, len(whole)):
        log.write_bytes(whole[: len(whole) - cut])
        yield f"cut by {cut}"
    for at in (len(whole) - 9, len(whole) // 2, 60):
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        yield f"a byte at {at}"
    log.write_bytes(whole[:-4096] + bytes(4096))
    yield "zeros"


def torn(folder: Path) -> str:
    files = {f"{number:03}.csv": person(f"010-94-{number + 1:04}") + "x\n" * 20_000 for number in range(120)}
    share(folder, **files, slow="x")
    time.sleep(0.3)  # or the files are too new to be kept
    whole = _scan(folder, "--no-ledger")
    environment = breaking(folder, SLOW)  # so that it is not over before it is ended
    run = begin(folder, "scan", *OPTIONS, "--ledger", "ledger", "share", environment=environment)
    run.wait_for(lambda: _kept(folder) > 20)
    run.process.kill()
    run.done()
    parts = [folder / name for name in ("ledger", "ledger-wal", "ledger-runs")]
    for part in parts:
        shutil.copy(part, folder / f"{part.name}.saved")
    count = 0
    for tear in _tears(folder):
        assert _scan(folder, "--ledger", "ledger") == whole, tear
        count += 1
        (folder / "ledger-shm").unlink(missing_ok=True)
        for part in parts:
            shutil.copy(folder / f"{part.name}.saved", part)
    return f"the log torn in {count} ways: the next run says what one without a ledger says"


def keyed(folder: Path) -> str:
    root = share(folder, a=person(NUMBER), b=person("010-94-7603"))
    time.sleep(0.3)
    first = _scan(folder, "--ledger", "ledger")
    assert _scan(folder, "--ledger", "ledger") == first
    assert _kept(folder) == 2
    for options in (("--max-depth", "3"), ("--max-findings-per-file", "1"), ("--also", "lookalike")):
        assert _scan(folder, "--ledger", "ledger", *options) == _scan(folder, "--no-ledger", *options)
    times = (root / "a").stat()
    (root / "a").write_text(person(OTHER))  # as long as before
    os.utime(root / "a", ns=(times.st_atime_ns, times.st_mtime_ns))
    changed = _scan(folder, "--ledger", "ledger")
    assert changed == _scan(folder, "--no-ledger") != first
    os.replace(root / "b", root / "c")  # noqa: PTH105
    os.replace(root / "a", root / "b")  # noqa: PTH105
    assert _scan(folder, "--ledger", "ledger") == _scan(folder, "--no-ledger") != changed
    return "other options, contents of the same length and time, names exchanged: never what was kept of something else"


def poison(folder: Path) -> str:
    share(folder, a=person(NUMBER), slow="x", z=person(OTHER))
    time.sleep(0.3)
    deaths = -1
    while deaths < 6:
        deaths += 1
        environment = breaking(folder, SLOW)
        run = begin(folder, "scan", *OPTIONS, "--ledger", "ledger", "share", environment=environment)
        while run.process.poll() is None and not (folder / "mark").exists():
            time.sleep(0.02)
        if run.process.poll() is not None:
            run.code = run.process.returncode
            break
        time.sleep(0.5)
        until = time.monotonic() + 30
        while _kept(folder) < 2 and time.monotonic() < until:  # what else was under way is done
            time.sleep(0.02)
        run.process.kill()
        run.done()
    assert run.code in {1, 3}, run.err
    assert run.ends["slow"].startswith("not_scanned crashed not begun"), run.ends
    assert {run.ends["a"], run.ends["z"]} == {"scanned"}
    assert 3 <= deaths <= 4, deaths
    return f"after {deaths} runs that died with it: {run.ends['slow']}"


def _sharing(run: Run, path: Path) -> bool:
    """Whether two workers have the file open."""
    count = 0
    for worker in run.workers():
        with contextlib.suppress(OSError):
            handles = Path(f"/proc/{worker}/fd").iterdir()
            count += any(os.readlink(handle) == str(path) for handle in handles)  # noqa: PTH115
    return count > 1


def _huge(number: signal.Signals, code: int) -> Deed:
    def act(folder: Path) -> str:
        root = share(folder, a=person(NUMBER))
        block = b"".join(b"Ann Lee,010-94-%04d,some words of a note\n" % at for at in range(1, 9999))
        with (root / "huge.csv").open("wb") as file:
            file.write(b"name,ssn,note\n")
            while file.tell() < HUGE:
                file.write(block)
        run = begin(folder, "scan", *OPTIONS, "share")
        run.wait_for(lambda: _sharing(run, root / "huge.csv"))
        sent = time.monotonic()
        run.process.send_signal(number)
        assert run.done(30).code == code
        took = time.monotonic() - sent
        assert took < 5 * 3, took  # 5 s, on a machine that has other things to do
        assert run.records[0]["type"] == "run"
        summary = run.records[-1]
        assert (summary["type"], summary["interrupted"], summary["exit_code"]) == ("summary", True, code)
        assert run.ends.get("a") == "scanned"
        found = {record["file"] for record in run.records if record["type"] == "finding"}
        assert found <= run.ends.keys() | {"huge.csv"}
        assert left_of(folder) == []
        (root / "huge.csv").unlink()
        return f"whole report, exit {code}, after {took:.1f} s"

    return Deed(
        "D5", f"{number.name} while two workers read one file", "valid partial report within 5 s", act, slow=True
    )


CASES = [
    Deed("D2", "the log of the ledger torn", "a torn tail is ignored", torn, slow=True),
    Deed("D3", "other options, other contents that look alike", "nothing stale is used", keyed, slow=True),
    Deed("D4", "a file that ends every run", "named, and left out", poison, slow=True),
    _huge(signal.SIGTERM, 143),
    _huge(signal.SIGINT, 130),
]
