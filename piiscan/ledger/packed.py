"""Records of a file as the ledger keeps them: without what the place says already, and with a sum of what they go with.

Rule: SQLite does not notice a bit that a disk has lost, so that nothing is believed that the sum does not confirm.
The file is read once more then.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import lru_cache

from piiscan.model import Source
from piiscan.titles import told

SMALL = 2048  # bytes of records that are not worth compressing
_SUM = 4  # bytes
_dumps = json.JSONEncoder(separators=(",", ":")).encode


def packed(source: Source, frames: Sequence[bytes], state: bytes, beside: bytes) -> bytes:
    """The records of a file that looks like that, with files beside it that look like that."""
    named = _named(source)
    joined = b"\n".join(frame.replace(named, b"\0", 1) for frame in frames)
    return sealed(b"z" + zlib.compress(joined, 1) if len(joined) > SMALL else b"-" + joined, state, beside)


def unpacked(source: Source, kept: object, state: bytes, beside: object) -> tuple[bytes, ...] | None:
    """The records again; None where one of the three is not what was written."""
    if not isinstance(kept, bytes) or not isinstance(beside, bytes):
        return None
    records = kept[_SUM:]
    if sealed(records, state, beside) != kept:
        return None
    named = _named(source)
    joined = zlib.decompress(records[1:]) if records[:1] == b"z" else records[1:]
    return tuple(frame.replace(b"\0", named, 1) for frame in joined.split(b"\n"))


def sealed(records: bytes, state: bytes, beside: bytes) -> bytes:
    """The records behind a sum of all three."""
    return zlib.crc32(records, zlib.crc32(beside, zlib.crc32(state))).to_bytes(_SUM, "big") + records


def _named(source: Source) -> bytes:
    return f'"root":{_quoted(source.root)},"file":{_dumps(told(source.path))}'.encode("ascii")


@lru_cache(8)
def _quoted(root: str) -> str:
    return _dumps(root)
