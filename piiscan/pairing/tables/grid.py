"""Where the cells of a table segment begin and end, worked out with arrays and only when asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from piiscan.matcher.kernel import places
from piiscan.model import Segment
from piiscan.pairing.prose.lines import decode

Ints = npt.NDArray[np.int64]

BLANK = b" \t\r\n\"'"  # what may stand round the text of a cell
_BLANK = BLANK.decode("ascii")
_MARK = b"\xef\xbb\xbf"


class Grid:
    """The cells of a segment: `ends` of all in order, and for each record its first cell and its width."""

    def __init__(self, segment: Segment) -> None:
        self.data = segment.data
        self.size = len(segment.data) if segment.end < 0 else segment.end
        cell, record, quote = segment.dialect
        codes = np.frombuffer(segment.data, np.uint8, self.size)
        ends = places(codes, cell, record)
        if quote and segment.data.find(bytes([quote]), 0, self.size) >= 0:
            ends = ends[~np.logical_xor.accumulate(codes == quote)[ends]]
        closing = codes[ends] == record
        if self.size and not (len(ends) and ends[-1] == self.size - 1 and closing[-1]):
            ends, closing = np.append(ends, self.size), np.append(closing, [True])
        self.ends: Ints = ends
        last = np.flatnonzero(closing)
        self.first: Ints = np.concatenate(([0], last[:-1] + 1)) if len(last) else np.zeros(0, np.int64)
        self.width: Ints = last - self.first + 1
        # The cells of each record where all have the same, else 0. Then `ends` is a table.
        self.even = int(self.width[0]) if len(last) and bool((self.width == self.width[0]).all()) else 0

    def __len__(self) -> int:
        """The number of records."""
        return len(self.first)

    def span(self, row: int, column: int) -> tuple[int, int]:
        """The bytes [start, end) of a cell, blanks and quotes round it included."""
        index = int(self.first[row]) + column
        return (int(self.ends[index - 1]) + 1 if index else 0), int(self.ends[index])

    def records(self, rows: Ints) -> tuple[Ints, Ints]:
        """The spans of many records, without what ends them."""
        first = self.first[rows]
        return np.where(first > 0, self.ends[first - 1] + 1, 0), self.ends[first + self.width[rows] - 1]

    def inner(self, row: int, column: int) -> tuple[int, int]:
        """The bytes [start, end) of the text of a cell, without blanks and quotes round it."""
        start, end = self.span(row, column)
        raw = bytes(self.data[start:end])
        mark = len(_MARK) if raw.startswith(_MARK) else 0
        start += mark + len(raw[mark:]) - len(raw[mark:].lstrip(BLANK))
        return start, start + len(raw[mark:].strip(BLANK))

    def cells(self, row: int) -> list[str]:
        """The texts of the cells of a record, without blanks and quotes round them."""
        first = int(self.first[row])
        ends = self.ends[first : first + int(self.width[row])].tolist()
        starts = [self.span(row, 0)[0], *(end + 1 for end in ends)]
        base = starts[0]
        raw = bytes(self.data[base : ends[-1]])
        if not raw.isascii():
            return [self.text(start, end) for start, end in zip(starts, ends, strict=False)]
        record = raw.decode("ascii")  # at once, where a character is a byte
        cells = [record[start - base : end - base].strip(_BLANK) for start, end in zip(starts, ends, strict=False)]
        return [cell.replace('""', '"') for cell in cells] if '""' in record else cells

    def text(self, start: int, end: int) -> str:
        """The text of a cell."""
        return self.clean(bytes(self.data[start:end]))

    @staticmethod
    def clean(raw: bytes) -> str:
        """The text of a cell from its bytes."""
        text = decode(raw.removeprefix(_MARK).strip(BLANK))
        return text.replace('""', '"') if '"' in text else text

    def places(self, starts: Ints) -> tuple[Ints, Ints]:
        """The record and the column of each offset."""
        cell = np.searchsorted(self.ends, starts)
        row = np.searchsorted(self.first, cell, side="right") - 1
        return row, cell - self.first[row]

    def columns(self, rows: Ints, column: int) -> tuple[Ints, Ints]:
        """The spans of one column in many records (ascending, each once); empty spans where a record is too short."""
        if len(rows) == len(self) and column < self.even:
            table = self.ends.reshape(-1, self.even)
            if column:
                return table[:, column - 1] + 1, table[:, column].copy()
            start = np.zeros(len(rows), np.int64)
            np.add(table[:-1, -1], 1, out=start[1:])
            return start, table[:, 0].copy()
        there = self.width[rows] > column
        index = np.where(there, self.first[rows] + column, self.first[rows])
        start = np.where(index > 0, self.ends[index - 1] + 1, 0)
        end = np.where(there, self.ends[index], start)
        return start, end

    def sample(self, count: int) -> Iterator[list[str]]:
        """The first records."""
        for row in range(min(count, len(self))):
            yield self.cells(row)
