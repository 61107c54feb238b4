"""The records of BIFF12 ([MS-XLSB] 2.1.4) by the thousand: where they are, and of which kind."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from piiscan.formats.octets import u32
from piiscan.formats.xlsb_records import head
from piiscan.model import Reason, Unscannable

if TYPE_CHECKING:
    import numpy as np

_MOST, _LEAST = 128 << 10, 64 << 10  # bytes of a batch: what the caches of a processor hold
_LARGEST = 1 << 20  # no record with a cell or a text is nearly so long
_END = "\x1e"  # stands in no cell


class Batch(NamedTuple):
    """Whole records: `starts` are the beginnings of their contents in `data`."""

    data: bytes
    octets: np.ndarray
    kinds: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray

    def content(self, index: int) -> bytes:
        """What is in a record."""
        start = int(self.starts[index])
        return self.data[start : start + int(self.sizes[index])]

    def texts(self, which: np.ndarray, offset: int) -> list[str]:
        """The texts in these records, behind their counts of characters (2.5.169)."""
        import numpy as np

        places = self.starts[which] + offset
        starts = places + 4
        ends = np.minimum(starts + 2 * u32(self.octets, places), (self.starts + self.sizes)[which])
        data = self.data
        pieces = [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        texts = codecs.utf_16_le_decode(b"\x1e\0".join(pieces), "replace")[0].split(_END)  # at once: each costs more
        if len(texts) == len(pieces):
            return texts
        return [piece.decode("utf-16-le", "replace") for piece in pieces]


def batches(chunks: Iterable[bytes]) -> Iterator[Batch]:
    """All batches of a part. Raises `Unscannable` behind the last where the records do not go on."""
    data, skip, large = b"", 0, False
    for chunk in chain(_cut(chunks), [b""]):  # the empty one for what is left
        data, skip = data + chunk[skip:], max(0, skip - len(chunk))
        while len(data) >= _LEAST or (data and not chunk):
            batch, at, size = _batch(data)
            if batch is not None:
                yield batch
            if size:  # too long for anything that is read here: on behind it
                large, skip = True, max(0, at + size - len(data))
                at = min(len(data), at + size)
            data = data[at:]
            if not size:
                break
    if data or skip:
        raise Unscannable(Reason.CORRUPT, "a record is cut off")
    if large:
        raise Unscannable(Reason.LIMIT, f"a record of more than {_LARGEST} bytes")


def _cut(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), _MOST):
            yield chunk[start : start + _MOST]


def _batch(data: bytes) -> tuple[Batch | None, int, int]:
    """The whole records, where they end, and the size of one that is too long to be read, 0 if that is not why."""
    import numpy as np

    places: list[int] = []
    large: list[tuple[int, int, int, int]] = []  # number, kind, start, size of those with longer heads
    add = places.append
    at, last, too_large = 0, len(data) - 2, 0
    while at <= last:
        size = data[at + 1]
        if (data[at] | size) < 0x80:  # nearly all
            add(at)
            at += size + 2
            continue
        found = head(data, at)
        if found is None or found[1] + found[2] > len(data) or found[2] > _LARGEST:
            if found is not None and found[2] > _LARGEST:
                at, too_large = found[1], found[2]
            break
        large.append((len(places), *found))
        add(at)
        at = found[1] + found[2]
    if at > len(data):
        at = places.pop()
    if not places:
        return None, at, too_large
    octets = np.frombuffer(data, np.uint8)
    heads = np.array(places)
    kinds, starts, sizes = octets[heads].astype(np.int64), heads + 2, octets[heads + 1].astype(np.int64)
    for number, kind, start, size in large:
        kinds[number], starts[number], sizes[number] = kind, start, size
    return Batch(data, octets, kinds, starts, sizes), at, too_large
