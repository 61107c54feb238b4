"""PPMd, of 7z (variant H) and of ZIP (variant I), as pyppmd decodes it: in a process of its own.

Rule: that library may read outside of its memory on damaged data. What ends by that is the decoder of one member: what
was decoded stays, and the member is said to be damaged.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import BinaryIO, Self, cast

from piiscan.formats.archives import ppmd_process
from piiscan.model import Reason, Unscannable

H, I = 7, 8  # noqa: E741 - as they are called
"""The variants: of 7z, and of ZIP."""
_WAIT = 2 * ppmd_process.SECONDS  # for one answer, also of a process that only waits


class PpmdError(ValueError):
    """The data are damaged, or their decoder died of them."""


class Decoder:
    """Has what `pyppmd.Ppmd7Decoder` has of it. Whoever made it closes it; so does what clears up.

    `memory` is in bytes, which its process takes. Raises `Unscannable` (UNSUPPORTED) where the library is missing.
    """

    def __init__(self, variant: int, order: int, memory: int, restore: int = 0) -> None:
        self.needs_input = True
        self.eof = False
        self._process: subprocess.Popen[bytes] | None = None
        found = importlib.util.find_spec("pyppmd")
        if found is None or found.origin is None:
            raise Unscannable(Reason.UNSUPPORTED, "needs piiscan[archives]")
        numbers = map(str, (variant, order, memory, restore))
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
                [sys.executable, "-I", "-S", ppmd_process.__file__, str(Path(found.origin).parent.parent), *numbers],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/" if sys.platform != "win32" else None,
            )
        except OSError as error:
            raise Unscannable(Reason.UNREADABLE, f"no process for its decoder ({type(error).__name__})") from None
        # Not by __del__: of what is in a circle the process may be cleared up before this.
        self._end = weakref.finalize(self, _end, self._process)

    def decode(self, data: bytes, most: int) -> bytes:
        """The next bytes, no more than `most`. Raises `PpmdError`, and then whenever it is asked again."""
        process = self._process
        if process is None:
            raise PpmdError
        late = threading.Timer(_WAIT, process.kill)
        late.start()
        try:
            asked, told = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
            asked.write(ppmd_process.ASKED.pack(len(data), most))
            asked.write(data)
            asked.flush()
            head = told.read(ppmd_process.TOLD.size)
            size, needs, eof = ppmd_process.TOLD.unpack(head) if head else (ppmd_process.FAILED, False, True)
            found = told.read(size) if size != ppmd_process.FAILED else b""
        except OSError:  # it has gone
            size, needs, eof, found = ppmd_process.FAILED, False, True, b""
        finally:
            late.cancel()
        if len(found) != size:
            self.close()
            raise PpmdError
        self.needs_input, self.eof = needs, eof
        return found

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        try:
            cast("BinaryIO", pipe).close()
        except OSError:  # what was not sent yet
            continue
    process.wait()
