"""The records of BIFF12 ([MS-XLSB] 2.1.4) by the thousand: where they are, and of which kind."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from piiscan.formats import kernel
from piiscan.formats.sheets.octets import pieces, u32
from piiscan.formats.sheets.xlsb_records import head
from piiscan.model import Reason, Unscannable

if TYPE_CHECKING:
    import numpy as np

_LEAST = 64 << 10  # bytes of a batch
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
        cut = [data[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        texts = codecs.utf_16_le_decode(b"\x1e\0".join(cut), "replace")[0].split(_END)  # at once: each costs more
        if len(texts) == len(cut):
            return texts
        return [piece.decode("utf-16-le", "replace") for piece in cut]


def batches(chunks: Iterable[bytes]) -> Iterator[Batch]:
    """All batches of a part. Raises `Unscannable` behind the last where the records do not go on."""
    data, skip, large = b"", 0, False
    for chunk in chain(pieces(chunks), [b""]):  # the empty one for what is left
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


def _batch(data: bytes) -> tuple[Batch | None, int, int]:
    """The whole records, where they end, and the size of one that is too long to be read, 0 if that is not why."""
    import numpy as np

    octets = np.frombuffer(data, np.uint8)
    if kernel.xlsb_records is not None:
        *packed, at, too_large = kernel.xlsb_records(data, _LARGEST)
        kinds, starts, sizes = (np.frombuffer(each, np.int64) for each in packed)
    else:
        kinds, starts, sizes, at, too_large = walked(data, _LARGEST)
    return (Batch(data, octets, kinds, starts, sizes) if len(kinds) else None), at, too_large


def walked(data: bytes, largest: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, int, int]:
    """Kinds, starts and sizes of the records; the end and the size as `_batch` has them. `_kernel.c` has it, too."""
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
        if found is None or found[1] + found[2] > len(data) or found[2] > largest:
            if found is not None and found[2] > largest:
                at, too_large = found[1], found[2]
            break
        large.append((len(places), *found))
        add(at)
        at = found[1] + found[2]
    if at > len(data):
        at = places.pop()
    octets = np.frombuffer(data, np.uint8)
    heads = np.array(places, np.int64)
    kinds, starts, sizes = octets[heads].astype(np.int64), heads + 2, octets[heads + 1].astype(np.int64)
    for number, kind, start, size in large:
        kinds[number], starts[number], sizes[number] = kind, start, size
    return kinds, starts, sizes, at, too_large
