"""The progress of a scan on standard error: whether it is shown, and how. It changes nothing of the report."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from piiscan.cli.asked import Options
from piiscan.sources import Choice, found, own
from piiscan.sources.base import is_database
from piiscan.sources.remote import is_url

if TYPE_CHECKING:
    from piiscan.progress import Progress


@contextlib.contextmanager
def progress_shown(options: Options, choice: Choice) -> Iterator[Progress | None]:
    """The progress display. Counts ahead on a terminal, but not standard input, which is read only once."""
    streamed = options.form != "table" and options.file is None and sys.stdout.isatty()  # would be torn up
    if options.quiet or options.no_progress or streamed or sys.stderr is None:
        yield None
        return
    from piiscan.progress import Ahead, Progress

    if not (sys.stderr.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}):
        yield Progress(sys.stderr)
        return
    with contextlib.ExitStack() as stack:
        ahead = None
        if "-" not in options.paths and not any(
            is_url(path) or is_database(path) for path in options.paths
        ):  # a server is not asked twice
            ahead = Ahead(own(stack.enter_context(found(options.paths, choice)), options.shard))
        progress = Progress(sys.stderr, shutil.get_terminal_size().columns, ahead)
        stack.callback(progress.close)
        yield progress
