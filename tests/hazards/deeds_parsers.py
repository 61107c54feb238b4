"""A24: readers that do to order what a fault in one could do, each in a file of its own among innocent ones."""

from __future__ import annotations

import os
import time
from pathlib import Path

from deeds import Deed, breaking, left_of, person, scan, share

# What a file does is its name.
_STUBS = """
import ctypes, importlib, os, signal, sys, time
scan = importlib.import_module("piiscan.scan")
real = scan.identify_blob

def loop():
    while True:
        pass

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    loop()

def memory():
    kept = bytearray(8 << 30)
    kept[::4096] = b"x" * len(kept[::4096])

def hoard():
    kept = []
    while True:
        kept.append(bytearray(b"x" * (1 << 24)))

def segfault():
    ctypes.string_at(0)

def leave():
    os._exit(7)

def abort():
    os.abort()

def flood():
    while True:
        os.write(1, b"010-94-7200 " * 4096)
        os.write(2, b"010-94-7200 " * 4096)

def fork():
    for _ in range(20):
        child = os.fork()
        if not child:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)
            os._exit(0)
        with open(os.environ["MARK"], "a") as mark:
            mark.write(f"{child}\\n")

def quit():
    sys.exit("010-94-7200")

def deep():
    deep()

def written():
    with open(os.path.join(os.environ["TMPDIR"], "bomb"), "wb") as file:
        while True:
            file.write(bytes(1 << 24))

def identify(blob):
    stub = globals().get(blob.name.partition(".")[0])
    if callable(stub):
        stub()
    return real(blob)
scan.identify_blob = identify
"""
_ENDS = {
    "abort": "partial crashed worker killed by SIGABRT",
    "deep": "partial limit nested too deeply",
    "flood": "partial timeout exceeded",
    "fork": "scanned",
    "hoard": "partial",  # out of memory or out of time, whichever comes first
    "leave": "partial crashed worker ended with exit status 7",
    "loop": "partial timeout exceeded",
    "memory": "partial limit out of memory",
    "quit": "partial bug SystemExit",
    "segfault": "partial crashed worker killed by SIGSEGV",
    "stubborn": "partial timeout exceeded",
    "written": "partial",
}


def stubs(folder: Path) -> str:
    names = sorted([*_ENDS, "aa innocent", "ka innocent", "zz innocent"])
    share(folder, **{f"{name}.csv": person(f"010-94-{number:04}") for number, name in enumerate(names, 7201)})
    run = scan(folder, "-j2", "--deadline", "3", environment=breaking(folder, _STUBS))
    for name, end in _ENDS.items():
        assert run.ends[f"{name}.csv"].startswith(end), (name, run.ends[f"{name}.csv"])
        assert run.ends[f"{name}.csv"].count("raised by") < 2
    assert {run.ends[f"{name}.csv"] for name in names if " " in name} == {"scanned"}
    assert sorted(run.numbers) == [f"01094{number:04}" for number in range(7201, 7201 + len(names))]
    assert "7200" not in run.err + run.out.decode()
    _gone([int(line) for line in (folder / "mark").read_text().split()])
    assert left_of(folder) == ["bomb"]  # of the stub: no file of ours has a name
    return f"{len(_ENDS)} kinds of harm: each told as what it was, its bytes read all the same, no other file lost"


def _gone(children: list[int]) -> None:
    """Nothing that a reader has started outlives the run."""
    assert len(children) >= 20
    until = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() and _works(child) for child in children):
        assert time.monotonic() < until, "a child is still there"
        time.sleep(0.05)


def _works(child: int) -> bool:
    try:
        return os.readlink(f"/proc/{child}/exe") != ""  # noqa: PTH115 - none for what is only waited for
    except OSError:
        return False


CASES = [
    Deed(
        "A24",
        "readers that loop, hoard, crash, fork, flood, deafen",
        "right status each, the next unaffected",
        stubs,
        slow=True,
    )
]
