"""What this installation reads and with what: FORMATS, the notes on them, and the libraries that are here, as one list.

Rule: nothing is loaded to know whether it is there; the installed packages are asked for their versions. What first
bytes can show and nothing here reads is in the list too, by its media type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from typing import NamedTuple

from piiscan.formats import BY_NAME, FORMATS
from piiscan.formats.base import Format
from piiscan.formats.notes import NOTES, Note
from piiscan.formats.signatures import known_types, locked_types

DISTRIBUTION = "piiscan-cmr17"
READ, MISSING, VERDICT, LISTED = ("read", "missing", "verdict", "listed")

Version = Callable[[str], str]
"""Distribution → its installed version, "" where it is not installed."""


class PartEntry(NamedTuple):
    """A part of a format that an extra reads, and whether it is here."""

    what: str
    library: str
    version: str
    extra: str


class Entry(NamedTuple):
    """A format in this installation.

    `state`: it is read; it would be, and its library is missing; it only gets a verdict by its cipher; it is only
    listed as not read. `library` is "" where this package or Python's own library reads it.
    """

    name: str
    state: str
    media_types: tuple[str, ...]
    files: str = ""
    library: str = ""
    version: str = ""
    extra: str = ""
    not_read: str = ""
    verdict: bool = False
    parts: tuple[PartEntry, ...] = ()


@cache
def installed(distribution: str) -> str:
    """The version of an installed package, "" where it is not.

    >>> bool(installed("click")), installed("no-such-package")
    (True, '')
    """
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def install(extra: str) -> str:
    """The command that brings what is missing.

    >>> install("mail")
    "pip install 'piiscan-cmr17[mail]'"
    """
    return f"pip install '{DISTRIBUTION}[{extra}]'" if extra else f"pip install {DISTRIBUTION}"


def catalog(version: Version = installed) -> Iterator[Entry]:
    """Every format, in the order of FORMATS; then what has no reader, by media type."""
    types: dict[str, dict[str, None]] = {}
    for name, media_type in known_types():
        types.setdefault(name if name in BY_NAME else "", {})[media_type] = None
    for form in FORMATS:
        yield _entry(form, tuple({form.media_type: None} | types.get(form.name, {})), version)
    locks: dict[str, str] = {}
    for media_type, algorithm in locked_types():
        locks.setdefault(media_type, algorithm)
    for media_type, algorithm in locks.items():
        not_read = f"all, without the key ({algorithm})"
        yield Entry("locked", VERDICT, (media_type,), not_read=not_read, verdict=True)
    for media_type in sorted(types.get("", {}).keys() - {form.media_type for form in FORMATS}):
        yield Entry("unsupported", LISTED, (media_type,), not_read="all")


def _entry(form: Format, media_types: tuple[str, ...], version: Version) -> Entry:
    note = NOTES.get(form.name, Note(""))
    found = version(form.library) if form.library else ""
    state = READ if found or not form.library else MISSING
    if not note.reads:
        state = VERDICT
    parts = tuple(PartEntry(part.what, part.library, version(part.library), part.extra) for part in note.parts)
    return Entry(
        form.name, state, media_types, note.files, form.library, found, form.extra, note.missing, note.verdict, parts
    )
