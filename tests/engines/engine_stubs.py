"""Scans that misbehave to order (after Tika's MockParser). What one does stands in the path of its source.

A path is words with "-" between them: `find` gives a finding first, the other words are names of functions below.
"""

import ctypes
import os
import resource
import signal
import socket
import sys
import threading
import time
from pathlib import Path

from piiscan.model import Axis, Outcome, Source, Status, Step
from piiscan.pulse import PULSE
from piiscan.sources.slowly import SLOWLY

SECRET = "078-05-1120"
KEPT = []


class PanicError(BaseException):
    """As Rust libraries raise it: not an Exception."""


def encode(event, _config):
    if isinstance(event, Outcome):
        return {
            "type": "outcome",
            "root": event.source.root,
            "file": event.source.path,
            "container": [step.at for step in event.at],
            "status": event.status.value,
            "reason": None if event.reason is None else event.reason.value,
            "detail": event.detail,
            "bytes": event.size,
        }
    return {"type": "finding", **event}


def scan(source, _config):  # noqa: C901, PLR0912 - a table would not be clearer
    words = source.path.split("/")[-1].split("-")
    for word in words:
        if word == "find":
            yield {"file": source.path, "elements": ("a", "b")}
        elif word == "many":
            for number in range(2000):
                yield {"file": source.path, "number": number, "filling": "x" * 150}
        elif word == "member":
            yield Outcome(source, (Step(Axis.MEMBER, "inner.txt"),), Status.SCANNED)
        elif word == "flood":
            while True:
                yield {"file": source.path}
        elif word == "giant":
            yield {"file": source.path, "value": "x" * (17 << 20)}
        elif word == "unencodable":
            yield {"file": source.path, "value": {1, 2, 3}}
        elif word == "silent":
            return
        elif word == "twice":
            yield outcome(source)
        elif word == "early":
            yield outcome(source)
            raise ValueError(SECRET)
        elif word == "pid":
            yield {"file": source.path, "pid": os.getpid()}
        elif word == "rate":
            yield {"file": source.path, "rate": SLOWLY.most}
        elif word == "sealed":
            yield {"file": source.path, **sealed()}
        elif function := globals().get(f"do_{word}"):
            function(source)
    yield outcome(source)


def glance(sources, _config):
    """Knows of everything called "clean" that there is nothing to say of it, unless it misbehaves itself."""
    named = [set(source.path.split("/")[-1].split("-")) for source in sources]
    for words in named:
        if "trap" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if "doze" in words:
            time.sleep(60)
        if "stumble" in words:
            raise PanicError(SECRET)
    return ["text/plain" if "clean" in words else None for words in named]


def sealed():
    """What a worker has done to itself before it reads anything."""
    dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
    return {
        "processor": 0 < resource.getrlimit(resource.RLIMIT_CPU)[0] < 1000,
        "written": 0 < resource.getrlimit(resource.RLIMIT_FSIZE)[0] < 8 << 30,
        "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "dumpable": dumpable,
        "own session": os.getsid(0) == os.getpid(),
        "at": str(Path.cwd()),
        "threads": os.environ["OPENBLAS_NUM_THREADS"],
        "allocator": [name for name in os.environ if name.startswith("MALLOC_")],
        "ignores": all(signal.getsignal(s) is signal.SIG_IGN for s in (signal.SIGINT, signal.SIGTERM)),
    }


def outcome(source):
    return Outcome(source, (), Status.SCANNED, size=source.size)


def do_raise(_source):
    raise ValueError(f"invalid literal: {SECRET}")


def do_chain(_source):
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(SECRET) from error


def do_panic(_source):
    raise PanicError(SECRET)


def do_sysexit(_source):
    sys.exit(SECRET)


def do_memory(_source):
    raise MemoryError(SECRET)


def do_recurse(source):
    do_recurse(source)


def do_loop(_source):
    while True:
        pass


def do_stubborn(source):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    do_loop(source)


def do_sleep(_source):
    time.sleep(1000)


def do_slow(_source):
    time.sleep(0.8)


def do_slower(_source):
    time.sleep(1.6)


def do_on(_source):
    """Gets on, longer than its deadline."""
    for _ in range(8):
        time.sleep(0.1)
        PULSE.passed(32 << 20)


def do_nap(_source):
    time.sleep(0.01)


def do_allocate(_source):
    while True:
        KEPT.append(b"x" * (16 << 20))


def do_eight(_source):
    KEPT.append(bytearray(8 << 30))


def do_open(_source):
    """Files that nobody closes."""
    KEPT.extend(Path(os.devnull).open() for _ in range(100))  # noqa: SIM115
    time.sleep(0.06)


def do_leak(_source):
    KEPT.append(b"x" * (300 << 20))
    time.sleep(0.06)


def do_segfault(_source):
    ctypes.string_at(0)


def do_abort(_source):
    os.abort()


def do_exit0(_source):
    os._exit(0)


def do_exit3(_source):
    os._exit(3)


def do_killed(_source):
    os.kill(os.getpid(), signal.SIGKILL)


def do_fork(source):
    """Leave a child behind that never ends; its number is left in the file the source opens."""
    child = os.fork()
    if child == 0:
        time.sleep(1000)
    Path(source.opens).write_text(str(child))


def do_astray(_source):
    """A child that comes back into the scan, as if it were the worker."""
    os.fork()


def do_print(_source):
    print(SECRET)  # noqa: T201
    print(SECRET, file=sys.stderr)  # noqa: T201
    os.write(1, SECRET.encode())
    os.write(2, SECRET.encode())


def do_stdin(_source):
    if sys.stdin.read() or os.read(0, 10):
        raise AssertionError


def do_garbage(_source):
    for handle in range(3, 256):
        try:
            mode = os.fstat(handle).st_mode
        except OSError:
            continue
        if mode & 0o170000 == 0o140000:
            os.write(handle, b"R5:not a message\n")
            socket.socket(fileno=os.dup(handle)).close()
    time.sleep(1000)


def do_close(_source):
    os.closerange(3, 256)


def do_bomb(_source):
    """The process ends a moment after this source is done."""
    threading.Timer(0.1, os._exit, [7]).start()


def plain(path, size=100, root="r", opens=None):
    return Source(root, path, opens or f"/nowhere/{path}", size, (1, 2, 3, 4))
