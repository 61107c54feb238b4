"""The parent's hold on one worker process: start, talk, kill, bury. No engine starts one elsewhere.

Plain subprocesses and a socket pair, not `multiprocessing`: the parent is the real parent, so exit statuses
and the death signal are the kernel's word; the main module is not run again in the child; it works in a
process that may have no children by multiprocessing's rules (a Dask worker); and nothing is unpickled from a
child. A start takes as long as its imports do, but nobody waits for it: the other workers go on.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from time import monotonic, sleep

from msgspec import Struct, field

import piiscan
from piiscan.engines.base import LOT
from piiscan.engines.frames import FRAME_CAP
from piiscan.engines.reorder import Slot

# -P: the current directory, which may be what is scanned, is not a place to import from.
COMMAND = "import sys; sys.path[:] = sys.argv[4:]; import piiscan.engines.worker as w; w.main(*sys.argv[1:4])"
# A worker is one thread; the libraries below numpy would start one per core, each with its own memory.
ONE_THREAD = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"], "1")
# Where the first of these is low the allocator gives large blocks back to the system, and asks for them again, for each
# window of a text: Dask sets it so for its workers, and reading takes nearly twice as long.
NOT_HANDED_ON = "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"
BLOCK = 1 << 18
LINE_CAP = 2 * FRAME_CAP + 64  # a record, and its note, which is shorter
QUEUE = 32  # small sources that wait for a worker of which it is not known yet how long it takes
TOGETHER = 1 << 20  # bytes of them, where they are more: of what is not tiny none is to wait for long
FEW, SOON = 4, 0.25  # of those that take long as many wait as are read in so many seconds: another may get to the rest
PATIENCE = 10.0  # seconds for a worker that should be reading to take what it is sent
BURIAL = 1.0  # seconds for a killed process to be gone; one stuck in the kernel takes longer


class ProtocolError(Exception):
    """A worker said something that is not in its language."""


class Worker(Struct, eq=False):
    """One process, what it was given, and what is known of it."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    bell: socket.socket  # readable when it is to be listened to at once
    death: int  # a pidfd, readable when the process has ended; -1 where there is no such thing
    until: float  # when patience with it ends, by the engine's clock
    began: float = 0.0  # when it began what it is at
    ready: bool = False
    running: bool = False  # has begun the first of its queue
    room: int = QUEUE  # small sources that may wait in its queue
    most: int = LOT  # small sources that it looks at together, at most
    told: int = 0  # bytes of the lines of what is in its queue
    waiting: int = 0  # bytes of what is in its queue
    scanned: int = 0  # sources of which more was said than that there is nothing in them
    since: float = 0.0  # so many since then
    least: int = QUEUE  # as many may wait in any case
    glancing: int = 0  # so many at the head of its queue it is looking at, or has looked at, together
    retiring: bool = False
    held_since: float | None = None  # not listened to, because too much is waiting already
    rang: bool = False  # has more to say, and is to be listened to at once
    queue: deque[Slot] = field(default_factory=deque)
    outgoing: bytearray = field(default_factory=bytearray)
    incoming: bytearray = field(default_factory=bytearray)
    ended: bool = False  # will say nothing more
    complaint: str = ""  # why it could not start, in its own words

    def given(self, slot: Slot, line: bytes) -> None:
        """A source comes to the end of its queue, and its line to what goes out."""
        slot.line = len(line)
        self.told += slot.line
        self.waiting += slot.source.size
        self.outgoing += line
        self.queue.append(slot)

    @property
    def full(self) -> bool:
        """Whether its queue takes no more."""
        return len(self.queue) >= (self.room if self.waiting < TOGETHER else min(self.room, QUEUE))

    def has_scanned(self, now: float) -> None:
        """One more, by the engine's clock."""
        self.since = self.since or now
        self.scanned += 1
        if now - self.since >= SOON:
            self.least = min(QUEUE, max(FEW, int(self.scanned * SOON / (now - self.since))))
            self.since, self.scanned = now, 0

    def taken(self) -> Slot:
        """The head of its queue, which it is done with."""
        slot = self.queue.popleft()
        self.told = self.told - slot.line if self.queue else 0
        self.waiting = self.waiting - slot.source.size if self.queue else 0
        return slot


def start(setup: bytes, until: float) -> Worker:
    """Start a process and tell it what it is for. OSError if the system will not have it."""
    if not sys.executable:
        raise FileNotFoundError
    with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
        channel, its_channel = _pair(ours, theirs)
        bell, its_bell = _pair(ours, theirs)
        for end in (channel, bell, its_bell):
            end.setblocking(False)  # noqa: FBT003
        ends = [its_channel.fileno(), its_bell.fileno()]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-P", "-c", COMMAND, *map(str, ends), str(os.getpid()), *_import_path()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # native libraries write the text they stumble over
            cwd="/",
            env={name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON} | ONE_THREAD,
            pass_fds=ends,
            start_new_session=True,  # so that what it starts can be killed with it
        )
        ours.pop_all()
    worker = Worker(process, channel, bell, _pidfd(process.pid), until)
    worker.outgoing += setup + b"\n"
    send(worker)
    return worker


def _pair(ours: contextlib.ExitStack, theirs: contextlib.ExitStack) -> tuple[socket.socket, socket.socket]:
    one, other = socket.socketpair()
    return ours.enter_context(one), theirs.enter_context(other)


def send(worker: Worker) -> None:
    """Send what is outgoing. A worker that does not take it is left to be found dead or late."""
    try:
        sent = worker.channel.send(worker.outgoing)
    except BlockingIOError:
        sent = 0
    except OSError:
        sent = len(worker.outgoing)
    if sent < len(worker.outgoing):  # a path of many kilobytes; it is waiting for it
        with contextlib.suppress(OSError):
            worker.channel.settimeout(PATIENCE)
            worker.channel.sendall(worker.outgoing[sent:])
        worker.channel.settimeout(0)
    worker.outgoing.clear()


def receive(worker: Worker) -> list[bytes]:
    """The lines the next block completes; BlockingIOError if it is not there yet, EOFError if it never is."""
    try:
        block = worker.channel.recv(BLOCK)
    except ConnectionError as error:
        raise EOFError from error
    if not block:
        raise EOFError
    worker.rang = worker.rang or len(block) == BLOCK
    if not worker.incoming and block.endswith(b"\n"):
        return block[:-1].split(b"\n")
    worker.incoming += block
    if b"\n" not in block:
        if len(worker.incoming) > LINE_CAP:
            raise ProtocolError
        return []
    *lines, rest = bytes(worker.incoming).split(b"\n")
    worker.incoming[:] = rest
    return lines


def heard(worker: Worker) -> bool:
    """Silence the bell. Whether it can ring again."""
    try:
        return bool(worker.bell.recv(BLOCK))
    except BlockingIOError:
        return True
    except OSError:
        return False


def kill(worker: Worker) -> None:
    """End the process and all it started. SIGKILL: a parser that hangs does not answer to anything else."""
    # The group exists as long as the process is not waited for, so the number cannot be anybody else's.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(worker.process.pid, signal.SIGKILL)


def soon() -> float:
    """Until when killed processes are waited for, by the clock of `time.monotonic`."""
    return monotonic() + BURIAL


def bury(worker: Worker, until: float) -> str:
    """Release everything of an ended or killed worker; what it died of, in words."""
    worker.channel.close()
    worker.bell.close()
    # Its socket is closed a moment before it is a corpse with a status: let it get there by itself.
    if worker.death >= 0:
        select.select([worker.death], [], [], max(0.0, until - monotonic()))
        os.close(worker.death)
        worker.death = -1
    else:
        while not is_dead(worker) and monotonic() < until:
            sleep(0.01)
    kill(worker)
    try:
        status = worker.process.wait(max(0.0, until - monotonic()))
    except subprocess.TimeoutExpired:
        return "worker stuck in the kernel"
    if status >= 0:
        return f"worker ended with exit status {status}"
    try:
        return f"worker killed by {signal.Signals(-status).name}"
    except ValueError:
        return f"worker killed by signal {-status}"


def is_dead(worker: Worker) -> bool:
    """Whether the process has ended, where no pidfd says so. Does not take its status away if it can."""
    if worker.death >= 0:
        return False
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return worker.process.poll() is not None
    flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, worker.process.pid, flags) is not None


def _pidfd(pid: int) -> int:
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):  # not Linux, or a sandbox that does not know it
        return -1


def _import_path() -> list[str]:
    """Where this process imports from, without places that depend on the current directory."""
    path = [os.path.abspath(place) for place in sys.path if place]  # noqa: PTH100
    home = str(Path(piiscan.__file__).resolve().parent.parent)
    return path if home in path else [*path, home]
