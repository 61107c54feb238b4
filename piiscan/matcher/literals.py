"""Whether a text holds any of a few strings: `bytes.find` for several at once, at four times its speed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np  # noqa: F401 - before hyperscan: the other order has broken heaps

Buffer = bytes | bytearray


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
    database: Any = hyperscan.Database()
    database.compile(
        expressions=[needle.hex(" ").replace(" ", "\\x").join(("\\x", "")).encode() for needle in needles],
        ids=list(range(len(needles))),
        elements=len(needles),
        flags=hyperscan.HS_FLAG_SINGLEMATCH,
    )

    def test(text: Buffer) -> bool:
        try:
            database.scan(text, match_event_handler=lambda *_: True)
        except hyperscan.ScanTerminated:
            return True
        return False

    return test
