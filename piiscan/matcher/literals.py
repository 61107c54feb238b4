"""Whether a text holds one of a few strings, and where: `bytes.find` for several at four times its speed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np

from piiscan.compiled import database
from piiscan.matches import search_of

Buffer = bytes | bytearray
Span = tuple[int, int]
_SMALL = 8 << 10  # bytes


@cache
def holds(*needles: bytes) -> Callable[[Buffer], bool]:
    """A test whether a text holds one of the needles, byte for byte; without Hyperscan by `find`.

    >>> holds(b"ANSI", b"AAMVA")(b"@ ANSI 636002"), holds(b"ANSI", b"AAMVA")(b"ansi")
    (True, False)
    """
    found = _test(tuple(map(_as_pattern, needles)))
    return found or (lambda text: any(text.find(needle) >= 0 for needle in needles))


def has_one(text: Buffer, *needles: bytes) -> bool:
    """Whether a text holds one of the needles: a small one is looked through for each, which costs less.

    >>> has_one(b"@ ANSI 636002", b"ANSI", b"AAMVA"), has_one(b"ansi" * 4096, b"ANSI", b"AAMVA")
    (True, False)
    """
    return any(map(text.__contains__, needles)) if len(text) <= _SMALL else holds(*needles)(text)


@cache
def holds_any(*patterns: bytes) -> Callable[[Buffer | memoryview], bool]:
    """The same of patterns; without Hyperscan by `re`.

    >>> holds_any(b"a{3}", b"b+c")(b"aabb abc"), holds_any(b"a{3}", b"b+c")(b"aabb")
    (True, False)
    """
    found = _test(patterns)
    return found or (lambda text: any(re.search(pattern, text) for pattern in patterns))


def _test(patterns: tuple[bytes, ...]) -> Callable[[Buffer | memoryview], bool] | None:
    try:
        import hyperscan
    except ImportError:
        return None
    sought = database(patterns, hyperscan.HS_FLAG_SINGLEMATCH)

    def test(text: Buffer | memoryview) -> bool:
        try:
            sought.scan(text, match_event_handler=lambda *_: True)
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
    look = search_of(database(patterns, hyperscan.HS_FLAG_SOM_LEFTMOST))

    def spans(text: Buffer) -> list[Span]:
        found = look(text)
        return list(zip(found[1::3], found[2::3], strict=True))

    return spans


def _as_pattern(needle: bytes) -> bytes:
    return needle.hex(" ").replace(" ", "\\x").join(("\\x", "")).encode()


@cache
def _ends(patterns: tuple[bytes, ...]) -> Callable[[Buffer | memoryview], list[int]] | None:
    """What gives the ends of all that some patterns match; None where there is no Hyperscan."""
    try:
        look = search_of(database(patterns))
    except ImportError:
        return None
    return lambda text: look(text)[2::3].tolist()


def near(patterns: tuple[bytes, ...], data: Buffer, span: Span, reach: Span) -> Iterator[Span]:
    """The parts of a stretch that are so far before and behind the end of what one of some patterns matches, in order.

    Those that touch are one. Without Hyperscan it is the whole stretch, which `re` has to go through.
    """
    first, last = span
    ends = _ends(patterns)
    if ends is None:
        yield span
        return
    end = np.sort(np.array(ends(memoryview(data)[first:last]), dtype=np.int64)) + first
    if not end.size:
        return
    low, high = np.maximum(first, end - reach[0]), np.minimum(last, end + reach[1])
    apart = np.flatnonzero(low[1:] > high[:-1])
    yield from zip(low[np.append(0, apart + 1)].tolist(), high[np.append(apart, -1)].tolist(), strict=True)
