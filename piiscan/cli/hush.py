"""What Python and libraries say by themselves is not shown: tracebacks, warnings and log lines quote what was read.

Rule: of an error nobody foresaw the class is told, and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TextIO

Tell = Callable[[str], None]


def install(tell: Tell) -> None:
    """For the whole process: errors that nobody catches, in the program, its threads and what it throws away."""

    def uncaught(kind: type[BaseException], *_: object) -> None:
        tell(f"internal error: {kind.__name__}")

    def ignored(about: Any) -> None:  # noqa: ANN401 - one type for threads, one for destructors
        tell(f"internal error, ignored: {getattr(about.exc_type, '__name__', 'unknown')}")

    sys.excepthook = uncaught
    sys.unraisablehook = ignored
    threading.excepthook = ignored


@contextlib.contextmanager
def hushed() -> Iterator[None]:
    """While documents are read in this very process: no warning, no log line, nothing that native code prints."""
    import logging

    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.CRITICAL)
        stack.enter_context(_native_code_hushed(sys.stderr))
        yield


@contextlib.contextmanager
def _native_code_hushed(stream: TextIO | None) -> Iterator[None]:
    """Let descriptor 2 lead nowhere; what this program has to say goes another way to the same place."""
    number = 2
    try:
        ours = stream is not None and stream.fileno() == number
    except (OSError, ValueError):  # closed, or no file
        ours = False
    if not ours or stream is None:
        yield
        return
    with contextlib.suppress(OSError):  # nobody reads it any more, and what it could not write is still in it
        stream.flush()
    kept, nothing = os.dup(number), os.open(os.devnull, os.O_WRONLY)
    sys.stderr = open(kept, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - a descriptor
    os.dup2(nothing, number)
    os.close(nothing)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        sys.stderr = stream
        os.dup2(kept, number)
        os.close(kept)


def let_go(stream: TextIO | None) -> None:
    """What nobody reads any more must not be flushed when Python ends: that has an exit code of its own, 120."""
    if stream is None:
        return
    try:
        stream.flush()
    except (OSError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
