"""All that patterns of Hyperscan match in a text, three numbers a match: which pattern, where it begins and ends.

Rule: every match costs a call. One of Python costs as much as to search sixty bytes, and a text that is full of labels
has a match in twenty: what keeps them is compiled (`_kernel.c` of the matcher), where that was built.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache
from typing import Any

from piiscan.later import kernel

Buffer = bytes | bytearray | memoryview
Search = Callable[[Buffer], "array[int]"]
Limited = Callable[[Buffer, int], "array[int] | None"]
"""What there is in a text, in order of ends; None: more than so many matches, if that number is not negative."""
NONE: array[int] = array("q")


@cache
def _compiled() -> Any:  # noqa: ANN401 - a compiled module
    """The kernel; None where there is none, or one of an older source."""
    built = kernel("matcher")
    return built if hasattr(built, "keeper") else None


def search_of(patterns: Any) -> Search:  # noqa: ANN401 - hyperscan has no types
    """The search for all that the patterns of a database match."""
    search = limited(patterns)
    return lambda text: search(text, -1) or NONE


def limited(patterns: Any) -> Limited:  # noqa: ANN401
    """The same that gives up where there is more than a number."""
    import hyperscan

    built = _compiled()
    if built is None:
        return by_calls(patterns)
    scan, over, keeper, kept = patterns.scan, hyperscan.ScanTerminated, built.keeper, built.kept

    def search(text: Buffer, most: int) -> array[int] | None:
        keep = keeper(most)
        try:
            scan(text, match_event_handler=keep)
        except over:
            return None
        return array("q", kept(keep))

    return search


def by_calls(patterns: Any) -> Limited:  # noqa: ANN401
    """The same without the kernel."""
    import hyperscan

    scan, over = patterns.scan, hyperscan.ScanTerminated

    def search(text: Buffer, most: int) -> array[int] | None:
        found: array[int] = array("q")
        append = found.append
        full = 3 * most if most >= 0 else 3 << 60

        def on_match(pattern: int, start: int, end: int, _flags: int, _context: object) -> bool:
            append(pattern)  # three calls cost less than a tuple
            append(start)
            append(end)
            return len(found) > full

        try:
            scan(text, match_event_handler=on_match)
        except over:
            return None
        return found

    return search
