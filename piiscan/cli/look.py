"""How a report looks where it goes: as wide as the terminal, in colours where they are wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping

from piiscan.reporters.terminal import Look


def look(color: str, *, file: bool, show: Iterable[str] = (), reveal: bool = False) -> Look:
    """The look of a report that goes to a file, or to standard output."""
    terminal = not file and sys.stdout is not None and sys.stdout.isatty()
    columns = min(max(shutil.get_terminal_size().columns, 60), 120) if terminal else 80
    coloured = _coloured(color, os.environ, terminal=terminal, file=file)
    return Look(columns, coloured, show=frozenset(show), reveal=reveal)


def _coloured(choice: str, environment: Mapping[str, str], *, terminal: bool, file: bool) -> bool:
    """The flag, then FORCE_COLOR, then NO_COLOR (no-color.org), then what standard output is."""
    if choice != "auto":
        return choice == "always"
    if file:
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return terminal and not environment.get("NO_COLOR") and environment.get("TERM", "") not in {"", "dumb"}
