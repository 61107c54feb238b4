"""AR: libraries of Unix (.a) and Debian packages (.deb), with the long names of GNU and of BSD."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.archives.slices import Slices, damaged, shown
from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.model import Blob, Reason, Unscannable

_HEADER = 60
_TABLES = frozenset({b"/", b"/SYM64/", b"__.SYMDEF", b"__.SYMDEF SORTED"})  # of symbols, for a linker
_LONGEST = 4096
_NAMES = 16 << 20


def extract_ar(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members in order."""
    with blob.open() as stream:
        yield from _members(Slices(blob, stream, context, siblings=Siblings(extract_ar, blob, context)))


def _members(slices: Slices) -> Iterator[Extracted]:
    position, end = 8, slices.size()
    thin = slices.at(0, 8) == b"!<thin>\n"
    names = b""
    while position + _HEADER <= end:
        header = slices.at(position, _HEADER)
        digits = header[48:58].strip()
        if header[58:60] != b"`\n" or not digits.isdigit():
            yield from damaged(f"no good header at byte {position}")
            return
        size, start = int(digits), position + _HEADER
        raw = header[:16].rstrip()
        position = start if thin and raw not in {b"/", b"//"} else start + size + (size & 1)
        if raw == b"//":
            names = slices.at(start, min(size, _NAMES))
            continue
        if raw in _TABLES:
            continue
        name = raw.removesuffix(b"/")
        if raw.startswith(b"#1/") and raw[3:].isdigit():
            length = min(int(raw[3:]), size, _LONGEST)
            name, start, size = slices.at(start, length), start + length, size - length
            if name.partition(b"\0")[0] in _TABLES:
                continue
        elif raw[:1] == b"/" and raw[1:].isdigit():
            name = names[int(raw[1:]) :][:_LONGEST].partition(b"\n")[0].removesuffix(b"/")
        if thin:
            yield from slices.refuse(shown(name), Unscannable(Reason.SPECIAL, "stands outside the archive"), size)
        else:
            yield from slices.give(shown(name), [(start, size)])
    if position < end or position > end + 1:
        yield from damaged("the archive is cut short")
