"""C1 to C13: what file systems do."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from deeds import Deed, NotHere, breaking, limited, person, piiscan, repeatedly, scan, share, snapshot, traced
from mount_help import bound, dead, mounted

NUMBER, OUTSIDE = "010-94-7301", "010-94-7399"
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH, _CAP_FOWNER, _PR_CAPBSET_DROP = 1, 2, 3, 24


def _plain(number: str) -> str:
    return number.replace("-", "")


def _without_rights() -> None:
    """In a new process: be an owner of files like any other, also as root."""
    prctl = ctypes.CDLL(None).prctl
    for right in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH, _CAP_FOWNER):
        prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)


def specials(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    os.mkfifo(root / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(root / "socket"))
    expected = {"fifo": "FIFO", "socket": "socket"}
    if not os.geteuid():
        os.mknod(root / "zero", 0o20644, os.makedev(1, 5))
        os.mknod(root / "tty", 0o20644, os.makedev(5, 0))
        os.mknod(root / "loop", 0o60644, os.makedev(7, 0))
        expected |= {"zero": "character device", "tty": "character device", "loop": "block device"}
    ends = scan(folder).ends
    assert ends.pop("a") == "scanned"
    assert ends == {name: f"not_scanned special {kind}" for name, kind in expected.items()}
    return f"{len(expected)} told as special, none opened"


def pseudo(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    (root / "proc").mkdir()
    with mounted("proc", root / "proc", "proc"):
        ends = scan(folder).ends
    assert ends == {"a": "scanned", "proc/": "not_scanned special pseudo file system (proc)"}
    return ends["proc/"]


def silent(folder: Path) -> str:
    root = share(folder, z=person(NUMBER))
    (root / "dead").mkdir()
    with dead(root / "dead"):
        run = scan(folder)
    assert run.ends == {
        "z": "scanned",
        "dead/": "not_scanned timeout the file system does not answer (fuse), not entered",
    }
    assert run.seconds < 90
    return run.ends["dead/"]


def links(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    (root / "d").mkdir()
    (folder / "outside").write_text(person(OUTSIDE))
    for name, target in {
        "file": "a",
        "dir": "d",
        "d/up": "..",
        "self": "self",
        "out": "../outside",
        "gone": "no",
    }.items():
        (root / name).symlink_to(target)
    run = scan(folder)
    assert run.numbers == [_plain(NUMBER)]
    assert sorted(run.ends) == ["a", "d/up", "dir", "file", "gone", "out", "self"]
    assert {end for name, end in run.ends.items() if name != "a"} == {
        "not_scanned excluded symbolic link, not followed"
    }
    return "6 told as links, none followed"


def swaps(folder: Path) -> str:
    root = share(folder)
    (folder / "outside").mkdir()
    for name in ("f", "g"):
        (folder / "outside" / name).write_text(person(OUTSIDE))
    for number in range(100):
        (root / f"d{number:03}").mkdir()
        for name in ("f", "g"):
            (root / f"d{number:03}" / name).write_text(person(NUMBER))
    rng, count = random.Random(4), 0

    def swap() -> None:
        nonlocal count
        count += 1
        where = root / f"d{rng.randrange(100):03}"
        thing = where / rng.choice("fg") if rng.random() < 0.5 else where
        parked = folder / "parked"
        thing.rename(parked)
        thing.symlink_to(folder / "outside" / ("f" if thing != where else ""))
        thing.unlink()
        parked.rename(thing)

    with repeatedly(swap):
        for _ in range(3):
            run = scan(folder)
            assert set(run.numbers) <= {_plain(NUMBER)}
            assert 100 <= len(run.ends) <= 200  # a folder that was away is one line
    assert count >= 1000, count
    return "over 1,000 races, nothing outside was read, everything is accounted for"


def deep(folder: Path) -> str:
    directory = os.open(share(folder), os.O_RDONLY)
    try:
        for _ in range(40):
            os.mkdir("d" * 200, dir_fd=directory)
            inner = os.open("d" * 200, os.O_RDONLY, dir_fd=directory)
            os.close(directory)
            directory = inner
        handle = os.open("f.csv", os.O_WRONLY | os.O_CREAT, dir_fd=directory)
        os.write(handle, person(NUMBER).encode())
        os.close(handle)
        assert scan(folder).numbers == [_plain(NUMBER)]
    finally:
        os.close(directory)
        subprocess.run(["rm", "-rf", folder / "share"], check=True)  # too deep for shutil
    return "found"


NAMES = [b"\x1b]0;x\x07", b"new\nline", "\u202egnp.exe".encode(), b"\xff\xfe", b"n" * 255, b"-rf", b"=1+1", b"<script>"]
NAMES += ["\u2028\u2029\x85".encode(), b"\x9b31m", b" ", b"\x7f", b"%s%n", "\ufeff".encode()]


def names(folder: Path) -> str:
    root = share(folder)
    for name in NAMES:
        (root / os.fsdecode(name)).write_text(person(NUMBER))
    run = scan(folder)
    assert sorted(os.fsencode(name) for name in run.ends) == sorted(NAMES)
    assert len(run.numbers) == len(NAMES)
    shown = [(folder / "report").read_text("ascii")]
    for arguments in (
        ("scan", "-j1", "-q", "share"),
        ("explain", "share/" + os.fsdecode(NAMES[0])),
        ("scan", os.fsdecode(NAMES[0])),
    ):
        done = piiscan(folder, *arguments)
        shown += [done.out.decode(), done.err]
    for text in shown:
        assert all(char.isprintable() or char == "\n" for char in text), ascii(text)
    return f"{len(NAMES)} scanned, exact in JSON, escaped in table, explanation and errors"


def _disturbed(change: str) -> Deed:
    def act(folder: Path) -> str:
        root = share(folder)
        target, rng = root / "log.csv", random.Random(9)
        head = person(NUMBER)
        target.write_text(head)

        def disturb() -> None:
            more = "nothing,here\n" * rng.randrange(200_000)
            if change == "replaced":
                (folder / "new").write_text(head + more)
                (folder / "new").rename(target)
            elif change == "rotated":
                target.rename(root / "log.csv.1")
                target.write_text(head + more)
            else:
                with target.open("r+" if change == "cut off" else "a") as file:
                    file.write(head + more if change == "cut off" else more[:200_000])
                    file.truncate()
                if target.stat().st_size > 20_000_000:
                    os.truncate(target, len(head))

        ends = set()
        with repeatedly(disturb):
            for _ in range(4):
                run = scan(folder)
                end = run.ends.get("log.csv") or run.ends["log.csv.1"]  # listed while it had the other name
                assert _plain(NUMBER) in run.numbers or "changed" in end, end
                assert end.startswith(("scanned", "partial changed", "not_scanned changed")), end
                ends.add(" ".join(end.split()[:2]))
        return f"4 runs: {', '.join(sorted(ends))}; what stayed in it is found"

    required = "one more reading, then `changed`, findings kept"
    return Deed("C7", f"a file that is {change} all the time", required, act, slow=True)


def sparse(folder: Path) -> str:
    root = share(folder)
    with (root / "holes.txt").open("wb") as file:
        file.write(person(NUMBER).encode())
        file.truncate(1 << 40)
        file.seek((1 << 40) - 100)
        file.write(f"\nBob Roe, SSN {OUTSIDE}\n".encode())
    (root / "nothing").touch()
    os.truncate(root / "nothing", 1 << 40)
    run = scan(folder)
    assert run.numbers == [_plain(NUMBER), _plain(OUTSIDE)]
    assert set(run.ends.values()) == {"scanned"}
    assert run.seconds < 90
    return "both found, before and behind a terabyte of nothing"


def live_database(folder: Path) -> str:
    root = share(folder)
    with closing(sqlite3.connect(root / "live.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA wal_autocheckpoint=0")
        database.execute("CREATE TABLE p(name, ssn)")
        database.execute("INSERT INTO p VALUES('Ann Lee', ?)", [NUMBER])
        assert NUMBER.encode() not in (root / "live.db").read_bytes()  # it is in the log alone
        before = snapshot(root)
        run = scan(folder)
        assert snapshot(root) == before
    assert _plain(NUMBER) in run.numbers
    return "the row in the log is found, nothing beside the database has changed"


def denied(folder: Path) -> str:
    root = share(folder, a=person(NUMBER), locked=person(OUTSIDE))
    (root / "closed").mkdir()
    (root / "closed" / "f").write_text(person(OUTSIDE))
    (root / "locked").chmod(0)
    (root / "closed").chmod(0)
    try:
        run = scan(folder, preexec_fn=_without_rights)
    finally:
        (root / "closed").chmod(0o700)
    assert run.ends == {
        "a": "scanned",
        "locked": "not_scanned unreadable EACCES",
        "closed/": "not_scanned unreadable EACCES, directory not entered",
    }
    return "both told as unreadable (EACCES)"


_FAULTS = (
    ("openat", "EIO"),
    ("openat", "ESTALE"),
    ("openat", "ELOOP"),
    ("openat", "ENAMETOOLONG"),
    ("read", "EIO"),
    ("read", "ESTALE"),
)


def faulty(folder: Path) -> str:
    root = share(folder, a=person(NUMBER), bad=person(OUTSIDE), c=person(NUMBER))
    for call, error in _FAULTS:
        command = traced(folder, "-P", str(root / "bad"), "-e", f"trace={call}", "-e", f"inject={call}:error={error}")
        run = scan(folder, command=command)
        assert "INJECTED" in (folder / "trace").read_text(), (call, error)
        said = f"not_scanned unreadable {'read error ' if call == 'read' else ''}{error}"
        assert run.ends == {"a": "scanned", "bad": said, "c": "scanned"}, (call, error)
    return f"{len(_FAULTS)} errors of opening and reading: `unreadable` with the error, the others read"


def hard_links(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    for number in range(999):
        os.link(root / "a", root / f"b{number:03}")
    run = scan(folder)
    assert run.numbers == [_plain(NUMBER)]
    assert len(run.ends) == 1000
    assert list(run.ends.values()).count("not_scanned excluded same file as a") == 999
    return "read once, 999 more names told"


def crowd(folder: Path) -> str:
    peaks = []
    for number in (2_000, 102_000):
        root = share(folder)
        for name in range(number - len(peaks) * 2_000):
            os.close(os.open(root / f"a-name-of-some-length-{number}-{name:07}", os.O_CREAT | os.O_WRONLY))
        run = scan(folder)
        assert run.code == 0
        peaks.append(run.peak)
    with (folder / "report").open() as report:
        assert sum('"type":"outcome"' in line for line in report) == 102_000
    assert peaks[1] - peaks[0] < 60, peaks
    return f"102,000 files: {peaks[1] - peaks[0]:.0f} MiB more than 2,000"


def foreign(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    if os.geteuid():
        raise NotHere("not root")
    os.chown(root / "a", 4321, 4321)
    run = scan(folder, preexec_fn=_without_rights)
    assert run.ends == {"a": "scanned"}
    assert run.numbers == [_plain(NUMBER)]
    return "O_NOATIME is refused, and it is read without"


def untouched(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    (root / "d").mkdir()
    (root / "d" / "b").write_text(person(OUTSIDE))
    paths = [root, *root.rglob("*")]  # listed before: to list a directory is to read it
    for path in paths:
        os.utime(path, ns=(10**18, 10**18))
    scan(folder)
    assert {path.lstat().st_atime_ns for path in paths} == {10**18}
    return "no access time has changed"


def loop(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    (root / "d").mkdir()
    with bound(root, root / "d"):
        run = scan(folder)
    assert run.ends == {"a": "scanned", "d/": "not_scanned excluded already walked (overlapping paths or a bind mount)"}
    return run.ends["d/"]


def other_disk(folder: Path) -> str:
    root = share(folder, a=person(NUMBER))
    (root / "disk").mkdir()
    with mounted("tmpfs", root / "disk", "tmpfs", options="size=1m"):
        (root / "disk" / "b").write_text(person(OUTSIDE))
        assert len(scan(folder).numbers) == 2
        run = scan(folder, "--one-file-system")
    assert run.ends == {"a": "scanned", "disk/": "not_scanned excluded on another file system"}
    return run.ends["disk/"]


def handles(folder: Path) -> str:
    root = share(folder)
    path = root
    for _ in range(100):
        path /= "d"
        path.mkdir()
        (path / "f.csv").write_text(person(NUMBER))
    run = scan(folder, "-j4", preexec_fn=limited(resource.RLIMIT_NOFILE, 32))
    shutil.rmtree(root / "d")
    assert len(run.ends) == 100, run.err
    assert set(run.ends.values()) == {"scanned"}
    return "100 directories deep with 4 workers and 32 file handles: all scanned"


# Each of these fails at first, and now and then: no processes, no memory, no sockets; workers that end before they begin.
_SHORT = """
import errno, os, socket, subprocess, sys
def failing(owner, name, error, which):
    real, calls = getattr(owner, name), []
    def call(*arguments, **options):
        calls.append(1)
        if len(calls) in which:
            open(os.environ["MARK"], "a").write(name + " ")
            raise error()
        return real(*arguments, **options)
    setattr(owner, name, call)
failing(subprocess, "Popen", lambda: BlockingIOError(errno.EAGAIN, ""), {2, 5})
failing(subprocess, "Popen", lambda: OSError(errno.ENOMEM, ""), {1, 3})
failing(socket, "socketpair", lambda: OSError(errno.EMFILE, ""), {2, 3})
scan = __import__("importlib").import_module("piiscan.scan")
real = scan.identify_blob
def identify(blob):
    if blob.name.startswith("worse"):
        os._exit(3)
    return real(blob)
scan.identify_blob = identify
small = __import__("importlib").import_module("piiscan.small")
held = small.at_hand  # nothing is said of them at a glance
small.at_hand = lambda data, name, budget: None if name.startswith("worse") else held(data, name, budget)
"""


def shortage(folder: Path) -> str:
    names = [f"{kind}{number}" for number in range(6) for kind in ("a", "worse", "z")]
    share(folder, **{name: person(f"010-94-{number:04}") for number, name in enumerate(names, 7301)})
    run = scan(folder, "-j3", environment=breaking(folder, _SHORT))
    failed = (folder / "mark").read_text().split()
    assert failed.count("Popen") >= 3, failed
    assert failed.count("socketpair") >= 2, failed
    assert {name: run.ends[name].split()[0] for name in names} == {
        name: "partial" if name.startswith("worse") else "scanned" for name in names
    }, run.err
    assert len(run.numbers) == len(names)
    return f"{len(failed)} refusals, 6 workers that end: all {len(names)} files accounted for, all numbers found"


CASES = [
    Deed("C1", "FIFO, socket, devices", "`special`, never waited for", specials),
    Deed("C2", "proc mounted in the tree", "skipped with one line", pseudo),
    Deed("C2", "a server that never answers", "`timeout`, the others go on", silent, slow=True),
    Deed("C3", "links to file, directory, parent, self, outside", "not followed", links),
    Deed("C4", "files and folders swapped for links", "never reads outside the root", swaps, slow=True),
    Deed("C5", "40 nested names of 200 bytes", "found", deep),
    Deed(
        "C6",
        "names with ESC, newline, bidi, 0xFF, 255 bytes …",
        "scanned, shown escaped, exact bytes in JSON",
        names,
        slow=True,
    ),
    *map(_disturbed, ["grown", "cut off", "replaced", "rotated"]),
    Deed("C8", "1 TiB with 2 numbers, 1 TiB with nothing", "found, 5 s", sparse),
    Deed("C9", "SQLite with a live log", "rows of the log found, tree untouched", live_database),
    Deed("C10", "a file and a directory that may not be read", "`unreadable` with the error, counted", denied),
    Deed("C10", "EIO, ESTALE, ELOOP, ENAMETOOLONG", "`unreadable` with the error, counted", faulty, slow=True),
    Deed("C10", "a file with 1,000 names", "scanned once, all paths listed", hard_links),
    Deed("C10", "102,000 files in one directory", "listing streamed", crowd, slow=True),
    Deed("C11", "a file of another owner", "tried, and read without", foreign),
    Deed("C11", "own files", "access times kept", untouched),
    Deed("C12", "a tree mounted in itself", "walked once", loop),
    Deed("C12", "another disk in the tree", "`--one-file-system` honoured", other_disk),
    Deed("C13", "32 file handles for everything", "no item lost", handles),
    Deed("C13", "no processes, memory or sockets for a while", "back-off, no item lost", shortage, slow=True),
]
