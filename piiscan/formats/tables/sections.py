"""Where a further table begins in delimited text: behind an empty line, with a header of its own.

Rule: exports of several lists in one file part them by an empty line, or by one of nothing but delimiters, and name the
columns of each. Only a line of nothing but names of fields is such a header; the same header once more begins nothing.
Files that were put one behind the other have no empty line between them: in the first block of a file a line without a
digit that names a number, and nothing but fields, is the header of another table, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats import kernel
from piiscan.formats.segments.cell_labels import is_label, is_title
from piiscan.later import later

_LONGEST = 4096  # bytes of a header
_FEWEST = 2  # cells
_RECORDS = 3  # that make what stands before a header without an empty line above a table, and not a title
_NEWLINE, _RETURN = 0x0A, 0x0D
_TITLES = 2  # lines of one cell that may stand between the empty line and the header
_GIVEN_UP = 64  # lines that begin with delimiters and have more in them: then it is how the table is written

_DIGITS = b"0123456789"
_NOT_COUNTED = bytes(set(range(256)).difference(_DIGITS + b"\n"))
_NUMBERED = later(
    r"(?:\b|_)(?:ssn|soc(?:ial)?|tin|tax(?:payer)?|licen[cs]e|lic|dln?|acc(?:oun)?t|iban|routing|aba|card|pan|num(?:ber)?|nbr|no)(?:\b|_)",
    re.IGNORECASE,
)

Buffer = bytes | bytearray


class Sections:
    """The headers of the tables of one file, in their order."""

    def __init__(self, cell: int, quote: int, *, blank: bool = False) -> None:
        self.number = 1
        self._cell = bytes((cell,))
        self._empty = b"\r " + self._cell  # what an empty line may hold
        self._quote = bytes((quote,)) if quote else b""
        self._header = b""
        self._begun = blank
        self._later = blank  # whether a block was looked at, or this is not the first
        self._blank = blank  # whether what stands before the next block ends in an empty line

    def parts(self, data: Buffer, end: int) -> list[tuple[int, int, int]]:
        """(first byte, end, number of the table) of the tables in a block of whole records."""
        found: list[tuple[int, int, int]] = []
        first = 0
        beginnings = [*self._beginnings(data, end)]
        if not self._later:
            beginnings = sorted({*beginnings, *self._without_digits(data, end)})
        self._later = True
        for at in beginnings:
            if at > first:
                found.append((first, at, self.number))
            first, self.number = at, self.number + 1
        last = data.rfind(b"\n", 0, max(0, end - 1)) + 1
        self._blank = not bytes(data[last:end]).strip(self._empty + b"\n")
        return [*found, (first, end, self.number)]

    def _beginnings(self, data: Buffer, end: int) -> Iterator[int]:
        known = self._behind_empty(data, end)
        others = set(known)
        for behind in known:
            at = behind
            for _ in range(_TITLES + 1):
                stop = data.find(b"\n", at, min(end, at + _LONGEST))
                if stop < 0:
                    break
                line = bytes(data[at:stop]).strip(self._empty)
                if not line and stop + 1 in others:
                    break  # what is behind it is looked at for itself
                cells = line.split(self._cell)
                if len(cells) >= _FEWEST:
                    if self._is_new(cells, data, at):
                        yield at
                    break
                at = stop + 1

    def _without_digits(self, data: Buffer, end: int) -> Iterator[int]:
        """Where lines begin that are the header of another table, with no empty line above."""
        whole = bytes(data[:end])
        counted = whole.translate(None, _NOT_COUNTED)
        if b"\n\n" not in counted:
            return
        lines, others, at, header, records = whole.split(b"\n"), 0, 0, b"", 0
        for line, digits in zip(lines, counted.split(b"\n"), strict=True):
            if digits:
                records += records < _RECORDS and all(cell.strip() for cell in line.split(self._cell)[:_FEWEST])
            elif line.count(self._cell) + 1 >= _FEWEST and len(line) < _LONGEST:
                cells = line.strip(b"\r").split(self._cell)
                names = _names(cells)
                if not all(map(is_title, names)) or _NUMBERED.search(" ".join(names)) is None:
                    others += 1
                elif (said := self._cell.join(cells)) != header:
                    if (header or records == _RECORDS) and not self._is_in_cell(whole, at):
                        yield at
                    header = said
                if others == _GIVEN_UP:
                    return
            at += len(line) + 1

    def _is_new(self, cells: list[bytes], data: Buffer, at: int) -> bool:
        header = self._cell.join(cells)
        if not all(map(is_label, _names(cells))) or header == self._header or self._is_in_cell(data, at):
            return False
        self._header = header
        return True

    def _is_in_cell(self, data: Buffer, at: int) -> bool:
        """Whether a line is one of a text in a cell."""
        return bool(self._quote) and data.count(self._quote, 0, at) % 2 == 1

    def _behind_empty(self, data: Buffer, end: int) -> list[int]:
        """Where lines begin behind empty ones."""
        found = {0} if self._blank else set[int]()
        stop = data.find(b"\n", 0, min(end, _LONGEST))
        if self._begun and stop >= 0 and not bytes(data[:stop]).strip(self._empty):
            found.add(stop + 1)
        self._begun = True
        others = 0
        for at in line_starts(data, end, self._cell[0]):
            if others == _GIVEN_UP and data[at] == self._cell[0]:
                continue
            stop = data.find(b"\n", at, end)
            if stop < 0:
                break
            if not bytes(data[at : min(stop, at + _LONGEST)]).strip(self._empty):
                found.add(stop + 1)
            elif others < _GIVEN_UP:
                others += 1
        return sorted(found)


def _names(cells: list[bytes]) -> list[str]:
    return [cell.strip(b"\r \"'").decode("utf-8", "replace") for cell in cells]


def line_starts(data: Buffer, end: int, cell: int) -> list[int]:
    """Where lines begin with a line end or with this byte, behind another line."""
    if kernel.line_starts is None:
        return starts_by_numpy(data, end, cell)
    return memoryview(kernel.line_starts(data, end, _NEWLINE, _RETURN, cell)).cast("q").tolist()


def starts_by_numpy(data: Buffer, end: int, cell: int) -> list[int]:
    """`line_starts` with numpy alone."""
    import numpy as np

    codes = np.frombuffer(data, np.uint8, end)
    starts = np.flatnonzero(codes[: end - 1] == _NEWLINE) + 1
    after = codes[starts]
    found: list[int] = starts[(after == _NEWLINE) | (after == _RETURN) | (after == cell)].tolist()
    return found
