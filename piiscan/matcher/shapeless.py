"""What has no shape that could be sought at no cost: addresses of wallets, hashes of Social Security numbers.

Rule: where text is looked through for encodings, their labels are seen as well. Only a text that has one comes here.
"""

from __future__ import annotations

from piiscan.distinct import distinct
from piiscan.matcher.hashed import REACH, hashes
from piiscan.matcher.hits import MARGIN, PURSE, SSN_HASHED, Hits, found_of, gather
from piiscan.matcher.purses import purses


def with_shapeless(data: bytes | bytearray, start: int, end: int, hits: Hits) -> Hits:
    """The hits of a text, and these that start in [start, end)."""
    first = max(0, start - MARGIN)
    found = found_of(PURSE, purses(data, first, min(len(data), end + MARGIN)))
    found += found_of(SSN_HASHED, hashes(data, first, min(len(data), end + REACH)))
    if not found:
        return hits
    parts = [(kind, *(column[hits.kind == kind] for column in hits[1:])) for kind in distinct(hits.kind).tolist()]
    return gather([*parts, *found], start, end)
