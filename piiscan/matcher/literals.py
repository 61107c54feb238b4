"""Whether a text holds one of a few strings, and where: `bytes.find` for several at four times its speed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from piiscan.compiled import database

Buffer = bytes | bytearray
Span = tuple[int, int]


@cache
def holds(*needles: bytes) -> Callable[[Buffer], bool]:
    """A test whether a text holds one of the needles, byte for byte; without Hyperscan by `find`.

    >>> holds(b"ANSI", b"AAMVA")(b"@ ANSI 636002"), holds(b"ANSI", b"AAMVA")(b"ansi")
    (True, False)
    """
    try:
        import hyperscan
    except ImportError:
        return lambda text: any(text.find(needle) >= 0 for needle in needles)
    strings = database([*map(_as_pattern, needles)], hyperscan.HS_FLAG_SINGLEMATCH)

    def test(text: Buffer) -> bool:
        try:
            strings.scan(text, match_event_handler=lambda *_: True)
        except hyperscan.ScanTerminated:
            return True
        return False

    return test


def ends_of(needles: tuple[bytes, ...], data: Buffer | memoryview) -> list[int]:
    """Where each of some strings ends that a text holds, in order; without Hyperscan by `re`.

    >>> ends_of((b"args", b"value="), b"value=1 args 2 value=3")
    [6, 12, 21]
    """
    ends = _ends(tuple(map(_as_pattern, needles)))
    if ends is None:
        return [found.end() for found in re.finditer(b"|".join(map(re.escape, needles)), data)]
    return sorted(ends(data))


def spans_of(patterns: tuple[bytes, ...], data: Buffer) -> list[Span]:
    r"""Where each of some patterns begins and ends in a text, in no order; without Hyperscan by `re`.

    What ends at several places is told with each of them, or once.

    >>> sorted(spans_of((rb"\bbanks?\b", rb"zip ?[0-9]"), b"bank, embank, zip 02139"))
    [(0, 4), (14, 19)]
    """
    seek = _spans(patterns)
    if seek is None:
        return [found.span() for pattern in patterns for found in re.finditer(pattern, data, re.ASCII)]
    return seek(data)


@cache
def _spans(patterns: tuple[bytes, ...]) -> Callable[[Buffer], list[Span]] | None:
    try:
        import hyperscan
    except ImportError:
        return None
    sought = database(patterns, hyperscan.HS_FLAG_SOM_LEFTMOST)

    def spans(text: Buffer) -> list[Span]:
        found: list[Span] = []
        sought.scan(text, match_event_handler=lambda _which, start, end, *_: found.append((start, end)))
        return found

    return spans


def _as_pattern(needle: bytes) -> bytes:
    return needle.hex(" ").replace(" ", "\\x").join(("\\x", "")).encode()


@cache
def _ends(patterns: tuple[bytes, ...]) -> Callable[[Buffer | memoryview], list[int]] | None:
    """What gives the ends of all that some patterns match; None where there is no Hyperscan."""
    try:
        sought = database(patterns)
    except ImportError:
        return None

    def ends(text: Buffer | memoryview) -> list[int]:
        found: list[int] = []
        sought.scan(text, match_event_handler=lambda _which, _start, end, *_: found.append(end))
        return found

    return ends


def near(patterns: tuple[bytes, ...], data: Buffer, span: Span, reach: Span) -> Iterator[Span]:
    """The parts of a stretch that are so far before and behind the end of what one of some patterns matches, in order.

    Those that touch are one. Without Hyperscan it is the whole stretch, which `re` has to go through.
    """
    first, last = span
    ends = _ends(patterns)
    if ends is None:
        yield span
        return
    begun = until = first
    for end in sorted(ends(memoryview(data)[first:last])):
        low, high = max(first, first + end - reach[0]), min(last, first + end + reach[1])
        if low > until:
            if until > begun:
                yield begun, until
            begun = low
        until = high
    if until > begun:
        yield begun, until
