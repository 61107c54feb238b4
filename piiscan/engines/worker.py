"""The process that scans: told one source at a time, answers in lines. Runs until its parent lets go of it.

Lines to it: the setup (a pickle in base64), then sources as JSON arrays. Lines from it:

    +            ready            !Name        could not start: class of the exception
    G<n>:<m>     looks at the next n sources together, and would at m; then of each of them Z or S, in their order
    Z<type>      that is its media type, and there is nothing to say of it but that
    S<n>         begins source n  R<n>:<json>  a record of it, and how many bytes it has; then its note, if any
    P<n>         has got through n bytes of it
    F<json>      reads it in parts: what these are; this is the first
    K<json>      persons of a part    L<json>  lines counted in one    X  it cannot be read by itself
    D<n>         done with it     Q            retires: has grown too large or too old

Everything it finds is sent at once, so that a crash takes nothing along. The record that closes a source goes
out together with the start of the next one: one write per source, and still the parent always knows what is
running. The parent looks some ten times a second; a byte into the bell has it look at once: where this process
begins the last it has in hand, has nothing to do, finds no room for what it says, or has found the first thing of all.
"""

from __future__ import annotations

import base64
import contextlib
import os
import pickle
import resource
import select
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, process_time

from msgspec import Struct

from piiscan.config import Config
from piiscan.engines.again import Again, Way
from piiscan.engines.base import glanced
from piiscan.engines.deadline import CAP, allowance
from piiscan.engines.frames import frames
from piiscan.engines.lots import Pace, Task, lots
from piiscan.engines.named import resolve
from piiscan.engines.parted import read_part
from piiscan.hidden import Hidden
from piiscan.later import loading
from piiscan.pulse import PULSE
from piiscan.sources.remote import coming, is_url
from piiscan.sources.slowly import use_rate

RETIRE_AFTER = 50_000  # sources
RETIRE_GROWTH = 256 << 20  # bytes of resident memory more than at the start
LOOK_EVERY = 0.05  # seconds between looks at the memory, so that tiny sources do not pay for it
OPEN_FILES = 256
LEFT_OPEN = 64  # files: a library that forgets to close them must not use up what others need
SPARE_TIME = 60.0  # seconds of processor time
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4  # linux/prctl.h


class Setup(Hidden, Struct, frozen=True):
    """What a worker is told at its start."""

    scan: str  # "module:function"
    encode: str
    config: Config
    memory: int  # bytes of address space, 0: no limit
    written: int  # bytes a temporary file may grow to
    raw: str = ""
    part: str = ""
    glance: str = ""
    salt: bytes = b""
    rate: float = 0  # bytes a second that are read of a large source; 0: any number


def main(handle: str, bell: str, parent: str) -> None:
    """Serve the other end of the socket. Called in a new process and ends it, with no word on its way out."""
    try:
        _seal(int(parent))
        with socket.socket(fileno=int(handle)) as channel:
            answers = Answers(channel, int(bell))
            _serve(answers, _lines(channel, answers))
    except BaseException:  # noqa: BLE001 - a traceback shows arguments, and nobody reads it
        os._exit(1)
    os._exit(0)


def _seal(parent: int) -> None:
    """Nothing but the parent ends this process, and it does not survive it. No core file is written."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ImportError, OSError, AttributeError):  # Linux only
        import ctypes

        prctl = ctypes.CDLL(None).prctl
        prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        # RLIMIT_CORE does not bind a core handler behind a pipe (systemd-coredump); this does.
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if os.getppid() != parent:  # died before the first prctl
        os._exit(1)


def _limit(what: int, size: int) -> None:
    _, hard = resource.getrlimit(what)
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(what, (size, hard))


def _lines(channel: socket.socket, answers: Answers) -> Iterator[bytes | None]:
    """Complete lines; None where the next one has to be waited for. The parent is to hear of the last in hand."""
    rest = bytearray()
    while True:
        try:
            block = channel.recv(1 << 16, socket.MSG_DONTWAIT)
        except BlockingIOError:
            answers.urgent = True
            yield None
            block = channel.recv(1 << 16)
        if not block:
            return
        rest += block
        if b"\n" in block:  # the setup may be megabytes long: it is looked at once, not at each block
            *lines, last, rest = rest.split(b"\n")
            yield from map(bytes, lines)
            answers.urgent = True
            yield bytes(last)


class Answers:
    """Lines for the parent, sent together at the next `send`. urgent: it is to look at these as soon as they are."""

    def __init__(self, channel: socket.socket, bell: int) -> None:
        self.channel = channel
        self.bell = bell
        self.waiting = bytearray()
        self.urgent = False
        self.has_found = False
        self.process = os.getpid()

    def add(self, tag: bytes, text: bytes = b"") -> None:
        """One line more."""
        self.waiting += b"%s%s\n" % (tag, text)

    def found(self) -> None:
        """Something is found: whoever looks on wants to see the first at once."""
        self.urgent = self.urgent or not self.has_found
        self.has_found = True

    def gets_on(self, done: int) -> None:
        """Say how many bytes are done with."""
        self.add(b"P", b"%d" % done)
        self.send()

    def send(self) -> None:
        """Send them all."""
        if os.getpid() != self.process:  # a library forked, and its child came back here
            os._exit(1)
        while self.waiting:
            try:
                sent = self.channel.send(self.waiting, socket.MSG_DONTWAIT)
            except BlockingIOError:
                sent = 0
            del self.waiting[:sent]
            if self.waiting:  # each time it is full: the parent may have taken all there was, and looked away
                self._ring()
                select.select([], [self.channel], [])
        if self.urgent:
            self.urgent = False
            self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):  # as full as it is it will be heard
            os.write(self.bell, b".")


def _serve(answers: Answers, lines: Iterator[bytes | None]) -> None:
    setup: Setup = pickle.loads(base64.b64decode(next(filter(None, lines))))  # noqa: S301 - from the parent
    try:
        way = _ready(setup)
    except BaseException as error:
        answers.add(b"!", type(error).__name__.encode())
        answers.send()
        raise
    PULSE.listener = answers.gets_on
    answers.add(b"+")
    age = _Age()
    deadline = setup.config.limits.deadline
    pace = Pace() if way.glance is not None else Pace(1)
    for lot in lots(lines, pace):
        if not lot:
            answers.urgent = True  # that of the last lot was said at its beginning, if it was said
            answers.send()
            continue
        away = is_url(lot[0].source.opens)
        seen = _glance(answers, lot, pace, setup.config, way)
        for index, (task, media_type) in enumerate(zip(lot, seen, strict=True)):
            if away:
                coming([task.source for task in lot[index:]])
            if media_type is not None:
                answers.add(b"Z", media_type.encode())
            else:
                age.begin(max(allowance(task.source.size, deadline), CAP * deadline))
                _read(answers, task, setup.config, way)
            age.served += 1
        if age.too_old():
            answers.add(b"Q")
            answers.send()
            return


def _glance(answers: Answers, lot: list[Task], pace: Pace, config: Config, way: Way) -> list[str | None]:
    """What can be said of several sources at once, nothing of one."""
    sources = [task.source for task in lot]
    if len(lot) == 1:
        return glanced(way.glance, sources, config)
    answers.add(b"G", b"%d:%d" % (len(lot), pace.most))
    answers.send()
    PULSE.begin()
    with pace.of(sources):
        return glanced(way.glance, sources, config)


def _read(answers: Answers, task: Task, config: Config, way: Way) -> None:
    answers.add(b"S", task.number)
    answers.send()
    PULSE.begin()
    if task.part is None or not read_part(answers, task.source, config, way, task.part):
        for frame, note, closing in frames(task.source, config, way, Again.of(task.again)):
            answers.add(b"R%d:" % len(frame), frame + note)
            if not closing:
                answers.found()
                answers.send()
    answers.add(b"D", task.number)


def _ready(setup: Setup) -> Way:
    """Limits first, so that they hold for the imports too."""
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, setup.written)
    if setup.memory and sys.platform != "darwin":  # which refuses it
        _limit(resource.RLIMIT_AS, setup.memory)
    use_rate(setup.rate)
    with loading():
        raw = resolve(setup.raw) if setup.raw else None
        part = resolve(setup.part) if setup.part else None
        glance = resolve(setup.glance) if setup.glance else None
        return Way(resolve(setup.scan), resolve(setup.encode), raw, part, setup.salt, glance)


class _Age:
    """When a worker has leaked, or been filled with what it does not give back; and its processor time."""

    def __init__(self) -> None:
        self.served = 0
        self.looked = monotonic()
        self.small = resident()
        self.open = open_files()
        self.processor = 0.0  # seconds at which the kernel ends it

    def begin(self, seconds: float) -> None:
        """Allow a source far more than its deadline: this is for when there is no parent that could mind that."""
        used = process_time()
        if not used + seconds + SPARE_TIME < self.processor < used + 3 * (seconds + SPARE_TIME):
            self.processor = used + 2 * (seconds + SPARE_TIME)
            _limit(resource.RLIMIT_CPU, int(self.processor) + 1)

    def too_old(self) -> bool:
        if self.served >= RETIRE_AFTER:
            return True
        now = monotonic()
        if now - self.looked < LOOK_EVERY:
            return False
        self.looked = now
        return resident() - self.small > RETIRE_GROWTH or open_files() - self.open > LEFT_OPEN


def open_files() -> int:
    """How many descriptors this process has; 0 where the system does not tell."""
    try:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())
    except OSError:
        return 0


def resident() -> int:
    """Bytes of memory this process has at the moment; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
