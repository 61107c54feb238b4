"""The cells of a workbook of Excel 5 to 2003 (MS-XLS 2.4), a batch of records at a time.

Rule: nothing of a sheet is kept but the row under way, so memory is the same for any number of rows.
"""

from __future__ import annotations

import codecs
import struct
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.distinct import distinct
from piiscan.formats.sheets.cell_text import Joined, joined
from piiscan.formats.sheets.number_formats import NumberFormats, built_in
from piiscan.formats.sheets.octets import doubles, small_numbers, u16, u32
from piiscan.formats.sheets.xls_batches import Batch
from piiscan.formats.sheets.xls_strings import SharedStrings

if TYPE_CHECKING:
    import numpy as np

_SST, CONTINUE, _XF, _FORMAT, _DATES, _CODE_PAGE = 0xFC, 0x3C, 0xE0, 0x41E, 0x22, 0x42
LOOKS = frozenset({_SST, CONTINUE, _XF, _FORMAT, _DATES, _CODE_PAGE})
_LABELS, _SHARED, _NUMBER, _SMALL, _MANY = (0x204, 0xD6), 0xFD, 0x203, 0x27E, 0xBD
_FORMULAS, _STRING, _TRUTH = (0x06, 0x206, 0x406), 0x207, 0x205
_LEAST = {**dict.fromkeys(_LABELS, 8), _SHARED: 10, _NUMBER: 14, _SMALL: 10, _MANY: 12, _TRUTH: 8,
          **dict.fromkeys(_FORMULAS, 14)}  # fmt: skip
Cells = tuple["np.ndarray", "np.ndarray", Joined | list[str]]
_MACINTOSH, _WINDOWS = 0x8000, 0x8001


class Reader(Struct):
    """What cells refer to: formats, shared strings, the code page."""

    old: bool = False  # Excel 5 and 95: texts of one byte
    code_page: str = "cp1252"
    shared: SharedStrings = field(default_factory=SharedStrings)
    numbers: NumberFormats = field(default_factory=NumberFormats)
    _codes: dict[int, str] = field(default_factory=built_in)

    def look(self, kind: int, data: bytes) -> None:
        """A record of `LOOKS`."""
        if kind == _SST:
            self.shared.begin(data)
        elif kind == CONTINUE:
            if self.shared.open:
                self.shared.go_on(data)
            return
        elif len(data) < 2:
            return
        elif kind == _DATES:
            self.numbers.since_1904 = data[0] == 1
        elif kind == _CODE_PAGE:
            self.code_page = _codec(int.from_bytes(data[:2], "little"))
        elif kind == _FORMAT and len(data) > 5:
            self._codes[int.from_bytes(data[:2], "little")] = self._format(data)
        elif kind == _XF and len(data) >= 4:
            self.numbers.codes.append(self._codes.get(int.from_bytes(data[2:4], "little"), "General"))
        self.shared.open = kind == _SST

    def _format(self, data: bytes) -> str:
        if self.old:
            return data[3 : 3 + data[2]].decode(self.code_page, "replace")
        return data[5:].decode("utf-16-le" if data[4] & 1 else "latin-1", "replace")

    def cells(self, batch: Batch, first: int, last: int) -> Cells | None:
        """The cells among the records from `first` to `last`, in the order of the file."""
        import numpy as np

        octets = np.frombuffer(batch.data, np.uint8)
        kinds, places, sizes = batch.kinds[first:last], batch.places[first:last], batch.sizes[first:last]
        texts = np.full(len(kinds), "", object)
        known = np.zeros(len(kinds), bool)
        many = np.flatnonzero((kinds == _MANY) & (sizes >= _LEAST[_MANY]))
        spans = None if self.old or len(many) else _Spans(len(kinds))
        for kind in distinct(kinds).tolist():
            if kind not in _LEAST or kind == _MANY:
                continue
            found = np.flatnonzero((kinds == kind) & (sizes >= _LEAST[kind]))
            if len(found):
                known[found] = True
                if spans is not None and kind in _LABELS:
                    found = spans.put(octets, found, places[found], sizes[found])
                texts[found] = self._texts(kind, found, batch, octets, first)
        used = np.flatnonzero(known)
        at = places[used]
        rows, columns, told = u16(octets, at + 4), u16(octets, at + 6), texts[used]
        if spans is not None and spans.some:
            return rows + 1, columns + 1, spans.joined(batch.data, used, rows, told)
        if len(many):
            order, more_rows, more_columns, more = self._many(octets, many, places[many], sizes[many])
            sorted_ = np.argsort(np.concatenate([used, order]), kind="stable")
            rows = np.concatenate([rows, more_rows])[sorted_]
            columns = np.concatenate([columns, more_columns])[sorted_]
            told = np.concatenate([told, np.array([*more, ""], object)[:-1]])[sorted_]
        return (rows + 1, columns + 1, told.tolist()) if len(told) else None

    def _texts(self, kind: int, found: np.ndarray, batch: Batch, octets: np.ndarray, first: int) -> list[str]:
        places = batch.places[first:][found]
        if kind in _LABELS:
            return self._labels(batch.data, octets, places, places + 4 + batch.sizes[first:][found])
        if kind == _SHARED:
            return self.shared.table.many(u32(octets, places + 10).tolist())
        if kind == _NUMBER:
            return self.numbers.texts(doubles(octets, places + 10), u16(octets, places + 8))
        if kind == _SMALL:
            return self.numbers.texts(small_numbers(u32(octets, places + 10)), u16(octets, places + 8))
        if kind == _TRUTH:
            return ["" if data[1] else "TRUE" if data[0] else "FALSE" for data in _slices(batch.data, places + 10, 2)]
        return self._results(batch, octets, found + first)

    def _labels(self, data: bytes, octets: np.ndarray, places: np.ndarray, ends: np.ndarray) -> list[str]:
        """Texts in their cells, behind their count of two bytes."""
        import numpy as np

        if self.old:
            starts = places + 12
            stops = np.minimum(starts + u16(octets, places + 10), ends)
            spans = zip(starts.tolist(), stops.tolist(), strict=True)
            return [data[start:stop].decode(self.code_page, "replace") for start, stop in spans]
        starts, counts, wide = _of_labels(octets, places, ends)
        stops = starts + counts
        text = data.decode("latin-1")  # a slice of it is faster than to decode each
        texts = [text[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
        for index in np.flatnonzero(wide).tolist():
            texts[index] = data[starts[index] : stops[index]].decode("utf-16-le", "replace")
        return texts

    def _results(self, batch: Batch, octets: np.ndarray, found: np.ndarray) -> list[str]:
        """What formulas came to (2.5.133)."""
        import numpy as np

        places = batch.places[found]
        special = u16(octets, places + 16) == 0xFFFF
        texts = np.full(len(found), "", object)
        plain = np.flatnonzero(~special)
        if len(plain):
            styles = u16(octets, places[plain] + 8)
            texts[plain] = self.numbers.texts(doubles(octets, places[plain] + 10), styles)
        sorts = octets[places + 10]
        for index in np.flatnonzero(special & (sorts == 1)).tolist():
            texts[index] = "TRUE" if octets[places[index] + 12] else "FALSE"
        strings = np.flatnonzero((batch.kinds == _STRING) & (batch.sizes >= 3))
        wanted = np.flatnonzero(special & (sorts == 0))
        if len(strings) and len(wanted):
            next_ones = np.searchsorted(strings, found[wanted])
            for index, at in zip(wanted.tolist(), next_ones.tolist(), strict=True):
                if at < len(strings) and strings[at] - found[index] <= 3:
                    texts[index] = self._string(batch, int(strings[at]))
        listed: list[str] = texts.tolist()
        return listed

    def _string(self, batch: Batch, index: int) -> str:
        start = int(batch.places[index]) + 4
        data = batch.data[start : start + int(batch.sizes[index])]
        for more in range(index + 1, min(index + 8, len(batch.kinds))):  # the rest of a long one
            if batch.kinds[more] != CONTINUE or self.old:
                break
            place = int(batch.places[more]) + 4
            data += batch.data[place + 1 : place + int(batch.sizes[more])]
        (count,) = struct.unpack_from("<H", data)
        if self.old:
            return data[2 : 2 + count].decode(self.code_page, "replace")
        wide = data[2] & 1
        return data[3 : 3 + (count << wide)].decode("utf-16-le" if wide else "latin-1", "replace")

    def _many(
        self, octets: np.ndarray, order: np.ndarray, places: np.ndarray, sizes: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
        """Rows of numbers in one record (2.4.175)."""
        import numpy as np

        counts = (sizes - 6) // 6
        which = np.repeat(np.arange(len(places)), counts)
        number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        at = places[which] + 8 + 6 * number
        texts = self.numbers.texts(small_numbers(u32(octets, at + 2)), u16(octets, at))
        return order[which], u16(octets, places + 4)[which], u16(octets, places + 6)[which] + number, texts


class _Spans:
    """Of so many records those that are texts of a byte a character, which need not be taken out one by one."""

    def __init__(self, count: int) -> None:
        import numpy as np

        self.starts, self.counts = np.zeros(count, np.int64), np.zeros(count, np.int64)
        self.told = np.ones(count, bool)
        self.some = False

    def put(self, octets: np.ndarray, found: np.ndarray, places: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """Take what there is of them among records of texts; which are left."""
        import numpy as np

        starts, counts, wide = _of_labels(octets, places, places + 4 + sizes)
        narrow = np.flatnonzero(~wide)
        which = found[narrow]
        self.starts[which], self.counts[which], self.told[which] = starts[narrow], counts[narrow], False
        self.some = self.some or len(which) > 0
        left: np.ndarray = found[wide]
        return left

    def joined(self, data: bytes, used: np.ndarray, rows: np.ndarray, texts: np.ndarray) -> Joined | list[str]:
        """The cells in these records, with the texts of all others."""
        import numpy as np

        told = np.flatnonzero(self.told[used])
        return joined(data, 1, self.starts[used], self.counts[used], rows, (told, texts[told].tolist()))


def _of_labels(octets: np.ndarray, places: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the texts of such records begin, how many bytes they have, and whether of two a character."""
    import numpy as np

    starts = np.minimum(places + 13, ends)
    wide = (octets[np.minimum(places + 12, len(octets) - 1)] & 1).astype(bool) & (starts < ends)
    counts: np.ndarray = np.minimum(u16(octets, places + 10) << wide, ends - starts)
    return starts, counts, wide


def _slices(data: bytes, at: np.ndarray, size: int) -> list[bytes]:
    return [data[start : start + size] for start in at.tolist()]


def _codec(page: int) -> str:
    name = {_MACINTOSH: "mac_roman", _WINDOWS: "cp1252"}.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
