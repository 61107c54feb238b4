"""One run of `piiscan formats`: the catalog of formats as a table for people, or as a JSON document.

Rule: everything shown comes from the catalog, which is made from the tables that scan files; nothing is listed here.
"""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from piiscan import __version__
from piiscan.cli import gate, output
from piiscan.formats import BY_NAME
from piiscan.formats.catalog import LISTED, MISSING, READ, VERDICT, Entry, catalog, install
from piiscan.reporters.terminal import BOLD, Look, Sink

_HEADS = {
    READ: "READ",
    MISSING: "NOT READ UNTIL A LIBRARY IS INSTALLED",
    VERDICT: "NOT READ, JUDGED BY THE CIPHER",
    LISTED: "NOT READ, LISTED BY TYPE",
}
_END = (
    "A file is what its content says, not its extension; a type that is not in this list is named as not read too. "
    "Verdict: whether the cipher of what is locked is named and judged."
)
_NAME, _FILES, _WITH = 15, 26, 24  # columns


def run(form: str) -> int:
    """Print it; the exit code. Raises `OutputError` where standard output fails."""
    entries = list(catalog())
    with output.standard_output(sys.stdout) as out:
        if form == "json":
            out.write(json.dumps(document(entries), indent=1) + "\n")
        else:
            write(entries, out, _look())
    return gate.OK


def _look() -> Look:
    return Look(min(max(shutil.get_terminal_size().columns, 60), 120) if sys.stdout.isatty() else 80)


def document(entries: Sequence[Entry]) -> dict[str, object]:
    """All entries, for programs."""
    return {"type": "formats", "version": __version__, "formats": [_record(entry) for entry in entries]}


def _record(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "state": entry.state,
        "media_types": entry.media_types,
        "files": entry.files,
        "library": entry.library or None,
        "version": entry.version or None,
        "install": install(entry.extra) if entry.state == MISSING else None,
        "extra": entry.extra or None,
        "not_read": entry.not_read,
        "verdict": entry.verdict,
        "parts": [
            {
                "what": part.what,
                "library": part.library,
                "version": part.version or None,
                "install": None if part.version else install(part.extra),
                "extra": part.extra,
            }
            for part in entry.parts
        ],
    }


def write(entries: Sequence[Entry], out: Sink, look: Look) -> None:
    """A block for each state, in each a format a line with what is to be known of it below."""
    by_state = {state: [entry for entry in entries if entry.state == state] for state in _HEADS}
    counts = f"{len(by_state[READ])} formats are read"
    if by_state[MISSING]:
        counts += f", {len(by_state[MISSING])} more need a library that is not installed"
    out.write(f"piiscan {__version__}: {counts}\n")
    for state, head in _HEADS.items():
        if by_state[state]:
            out.write(f"\n{look.paint(head, BOLD)}\n")
            for line in _types(by_state[state], look) if state == LISTED else _rows(by_state[state], look):
                out.write(line.rstrip() + "\n")
    for line in ("", *_wrapped("", _END, look)):
        out.write(line + "\n")


def _types(entries: Sequence[Entry], look: Look) -> list[str]:
    """Media types alone, as many in a line as go into it."""
    types = " ".join(media_type for entry in entries for media_type in entry.media_types)
    return _wrapped("  ", types, look)


def _rows(entries: Sequence[Entry], look: Look) -> Iterator[str]:
    yield _row("format", "files", "read with", "verdict")
    for entry in entries:
        lock = "yes" if entry.verdict else "no"
        # Of what has no line in FORMATS nothing but a media type is known.
        name = entry.name if entry.name in BY_NAME else entry.media_types[0].removeprefix("application/x-")
        yield _row(name, entry.files, _with(entry), lock)
        yield from _below(entry, look)


def _row(name: str, files: str, reader: str, lock: str) -> str:
    return f"  {name:{_NAME}} {files:{_FILES}} {reader:{_WITH}} {lock}"


def _with(entry: Entry) -> str:
    if entry.state == VERDICT or not entry.library:
        return "-" if entry.state == VERDICT else "built in"
    return f"{entry.library} {entry.version or '(none)'}"


def _below(entry: Entry, look: Look) -> Iterator[str]:
    if entry.state == MISSING:
        yield from _wrapped("    not installed: ", install(entry.extra), look)
    for part in entry.parts:
        if part.version:
            yield from _wrapped("    with ", f"{part.library} {part.version}: {part.what}", look)
        else:
            yield from _wrapped("    not installed: ", f"{install(part.extra)}: {part.what}", look)
    if entry.not_read:
        yield from _wrapped("    not read: ", entry.not_read, look)


def _wrapped(head: str, text: str, look: Look) -> list[str]:
    return textwrap.wrap(
        text,
        look.columns,
        initial_indent=head,
        subsequent_indent=" " * (len(head) - len(head.lstrip())),
        break_on_hyphens=False,
    )
