"""Asks a file system in a process of its own, which is left behind if it gets no answer.

A thread will not do for FUSE: what its server has taken and does not answer cannot be interrupted, not even by the end
of the process, so that a run with such a thread has all its results and never ends. Rule: one question at a time, each
a function of `QUESTIONS`, or one named as `module:function`, with a handle or a name; handles go over the socket. A
process that failed in any way is not asked again, so that no answer is ever taken for that of another question.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from msgspec import Struct, field

import piiscan
from piiscan.sources.listing import Frame, beginning, enter, list_names, stat_in
from piiscan.sources.unsure import look, real

START = 60.0  # seconds until it is there
_COMMAND = "import sys; sys.path[:] = sys.argv[2:]; from piiscan.sources.asker import serve; serve(int(sys.argv[1]))"
_HEAD = struct.Struct("<Q")


def _enter(directory: int | None, name: str) -> Any:  # noqa: ANN401 - here and below what goes over the socket
    return Handle(enter(directory, name))


def _names(handle: int, after: bytes | None) -> Any:  # noqa: ANN401
    frame = Frame(handle, os.fstat(handle), "", more=after)
    list_names(frame)
    return frame.files, frame.folders, frame.more, frame.error


def _named(_: None, question: str) -> Callable[..., Any]:
    """A function by its module, of what this folder may not know."""
    module, _colon, name = question.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


QUESTIONS: dict[str, Callable[..., Any]] = {
    "look": look,
    "real": real,
    "stat": stat_in,
    "fstat": os.fstat,
    "enter": _enter,
    "beginning": beginning,
    "load": lambda _, question: bool(_named(None, question)),
    "names": _names,
}


class Handle(Struct, frozen=True):
    """A handle as an answer."""

    number: int


class Asker(Struct):
    """The process, started when something is asked."""

    _channel: socket.socket | None = None
    _process: subprocess.Popen[bytes] | None = None
    left: list[subprocess.Popen[bytes]] = field(default_factory=list)  # to be waited for when they end, if they do
    _loaded: set[str] = field(default_factory=set)  # questions of other modules that it has loaded
    _turn: Lock = field(default_factory=Lock)  # two walks may go on in two threads

    def ask(self, seconds: float, question: str, handle: int | None, *arguments: object) -> Any:  # noqa: ANN401
        """The answer; a handle is this process's own. Raises OSError, TimeoutError where there is none in time."""
        with self._turn:
            answer, given = self._said(seconds, question, handle, *arguments)
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, Handle):
            if given is None:  # none could be taken
                raise OSError(errno.EMFILE, "")
            os.set_inheritable(given, False)  # noqa: FBT003
            return given
        return answer

    def _said(self, seconds: float, question: str, handle: int | None, *arguments: object) -> tuple[Any, int | None]:
        try:
            channel = self._started()
            if ":" in question and question not in self._loaded:  # which may take its time, and asks nobody
                _send(channel, ("load", (question,), False), None)
                _receive(channel, monotonic() + START)
                self._loaded.add(question)
            _send(channel, (question, arguments, handle is not None), handle)
            return _receive(channel, monotonic() + seconds)
        except EOFError:
            self.leave()
            raise OSError(errno.EIO, "") from None
        except TimeoutError:
            self.leave()
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None
        except BaseException:  # of an interruption too the answer is still on its way
            self.leave()
            raise

    def leave(self) -> None:
        """End the process; it is not waited for."""
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self.left.append(self._process)
        self._channel = self._process = None
        self._loaded.clear()
        self.left = [process for process in self.left if process.poll() is None]

    def _started(self) -> socket.socket:
        if self._channel is not None:
            return self._channel
        ours, theirs = socket.socketpair()
        self._channel = ours
        home = str(Path(piiscan.__file__).resolve().parent.parent)
        path = [*(os.path.abspath(place) for place in sys.path if place), home]  # noqa: PTH100
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
                [sys.executable, "-P", "-c", _COMMAND, str(theirs.fileno()), *path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the run
            )
        _receive(ours, monotonic() + START)
        return ours


def serve(number: int) -> None:
    """Answer until nobody asks any more."""
    with socket.socket(fileno=number) as channel, contextlib.suppress(EOFError, OSError):
        _send(channel, "ready", None)
        while True:
            (question, arguments, with_handle), handle = _receive(channel, None)
            answer: Any
            try:
                if with_handle and handle is None:  # none could be taken: the name is not one of where this process is
                    raise OSError(errno.EMFILE, "")  # noqa: TRY301
                answer = (QUESTIONS.get(question) or _named(None, question))(handle, *arguments)
            except OSError as error:
                answer = OSError(error.errno, "")
            except ValueError:
                answer = OSError(errno.EINVAL, "")
            given = answer.number if isinstance(answer, Handle) else None
            _send(channel, answer, given)
            for own in (handle, given):
                if own is not None:
                    os.close(own)


def _send(channel: socket.socket, message: object, handle: int | None) -> None:
    body = pickle.dumps(message)
    channel.settimeout(START)
    socket.send_fds(channel, [_HEAD.pack(len(body))], [] if handle is None else [handle])
    channel.sendall(body)


def _receive(channel: socket.socket, until: float | None) -> tuple[Any, int | None]:
    """A message, and the handle that came with it. Raises TimeoutError, EOFError."""
    channel.settimeout(None if until is None else max(0.001, until - monotonic()))
    data, handles, _, _ = socket.recv_fds(channel, _HEAD.size, 1)
    if len(data) < _HEAD.size:  # sent at once, so it comes at once or not at all
        raise EOFError
    try:
        (size,) = _HEAD.unpack(data)
        body = bytearray()
        while len(body) < size:
            channel.settimeout(None if until is None else max(0.001, until - monotonic()))
            more = channel.recv(min(1 << 20, size - len(body)))
            if not more:
                raise EOFError  # noqa: TRY301
            body += more
        return pickle.loads(body), handles[0] if handles else None  # noqa: S301 - between two of us
    except BaseException:
        for handle in handles:
            os.close(handle)
        raise
