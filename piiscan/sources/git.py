"""Git as a program that is asked about a repository nobody trusts.

Rule: nothing that the repository names is run, fetched or followed: no hooks, monitors, filters, pagers, remotes or
replaced objects; of the operator's own settings only `safe.directory` counts, so that git itself refuses a repository
of another user. Only plumbing is asked, and never anything that writes.
"""

from __future__ import annotations

import io
import os
import resource
import select
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import IO, TYPE_CHECKING, cast

from msgspec import Struct

from piiscan.sources.base import SourceError
from piiscan.sources.unsure import Unsure

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GIT = "git"  # of the operator's own path
INERT = ("--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""It writes nothing into a repository and runs nothing that a repository names."""
_OPTIONS = (
    *INERT,
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.commitGraph=false"),
    *("-c", "protocol.allow=never", "-c", "credential.helper=", "-c", "core.askPass=", "-c", "core.sshCommand=false"),
    *("-c", "core.alternateRefsCommand=", "-c", "gc.auto=0", "-c", "maintenance.auto=false"),
)
SILENCE = 120  # seconds without a word, until a git is given up
_PATIENCE = 60  # seconds for a question about the repository as a whole
_OURS = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "",  # none: a partial clone is not filled up (older versions know no GIT_NO_LAZY_FETCH)
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class Repository(Struct, frozen=True):
    """A repository that git is willing to read."""

    path: str  # absolute, no link in it
    trusted: tuple[str, ...]  # options, for one of another user that the operator trusts
    hexadecimals: int  # digits of an object id

    def start(self, *arguments: str, stdin: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """A git at work, whose words on standard error, which quote the repository, are dropped."""
        process = subprocess.Popen(  # noqa: S603 - a program of the operator's, and no shell
            [GIT, *_OPTIONS, *self.trusted, "-C", self.path, *arguments],
            bufsize=0,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        if stdin != subprocess.PIPE:
            process.stdout = io.BufferedReader(_Patient(process), 1 << 16)
        return process

    def ask(self, *arguments: str) -> bytes | None:
        """All of a short answer; None where git fails."""
        with self.start(*arguments) as process:
            said = process.stdout.read() if process.stdout else b""
        return None if process.returncode else said

    def config(self, name: str) -> bytes | None:
        """A setting of the repository itself; None where there is none."""
        return self.ask("config", "--local", "--get-regexp", name)


class _Patient(io.RawIOBase):
    """What a git says. One that is silent for too long, as for a pipe in the place of a file, is ended."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._said = cast("io.FileIO", process.stdout)

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        """The next of it."""
        waiting = select.poll()
        waiting.register(self._said.fileno(), select.POLLIN)
        if not waiting.poll(SILENCE * 1000):
            self._process.kill()
        return self._said.readinto(buffer)

    def close(self) -> None:
        """End hearing it."""
        self._said.close()
        super().close()


@lru_cache(maxsize=64)
def repository(path: str) -> Repository:
    """The repository at a path: its working tree, its `.git`, or a bare one. Raises `SourceError`."""
    unsure = Unsure()
    real = unsure.real(path)
    if not unsure.is_folder(real):
        raise SourceError(f"no such directory: {path}")
    trusted: tuple[str, ...] = ()
    done = _asked(real, trusted)
    if b"dubious ownership" in done.stderr:
        trusted = tuple(_safe_directories())
        done = _asked(real, trusted)
    if b"dubious ownership" in done.stderr:
        raise SourceError(
            f"{path} is a git repository of another user, which git does not read: "
            f"git config --global --add safe.directory {real} says that you trust it"
        )
    lines = done.stdout.decode("ascii", "replace").split("\n")
    if done.returncode or len(lines) < 2:
        raise SourceError(f"not a git repository, or one that git cannot read: {path}")
    if lines[1]:
        raise SourceError(f"{path} lies inside of a git repository: name the repository itself")
    return Repository(real, trusted, 64 if lines[0] == "sha256" else 40)


def limit_memory(process: subprocess.Popen[bytes], most: int) -> None:
    """Hold a git to so many bytes, where the system can do that (Linux)."""
    if hasattr(resource, "prlimit"):
        with suppress(OSError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (most, most))


def _asked(real: str, trusted: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    asked = ("rev-parse", "--show-object-format", "--show-prefix")
    return _run([*_OPTIONS, *trusted, "-C", real, *asked], _environment())


def _run(arguments: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - as above
            [GIT, *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise SourceError("--git-history needs git, which is not installed") from None
    except subprocess.TimeoutExpired:
        raise SourceError(f"git has not answered for {_PATIENCE} seconds") from None


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | _OURS


def _safe_directories() -> Iterator[str]:
    """What the operator's own settings trust, as options: the only part of them that is asked."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for place in ("--system", "--global"):
        said = _run(["config", place, "--null", "--get-all", "safe.directory"], own).stdout
        for name in said.split(b"\0")[:-1]:
            yield from ("-c", f"safe.directory={os.fsdecode(name)}")
