"""What the records of an Excel 5 to 2003 workbook say outside the cells (MS-XLS 2.4), by the sheet they stand in.

Comments, text boxes, headers and footers, names, cells of other workbooks kept here. The sheets' own cells are read
by `xls_cells`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct, field

_BOF, _EOF, _LOCK, _CONTINUE = 0x809, 0x0A, 0x2F, 0x3C
_SHEET, _NAME, _NOTE, _OBJECT, _TEXT = 0x85, 0x18, 0x1C, 0x5D, 0x1B6
_HEADER, _FOOTER, _MORE_HEADERS = 0x14, 0x15, 0x89C
_OTHER_CELLS, _PIVOT_TEXT, _PIVOT_NUMBER = 0x5A, 0xCD, 0xC9
_VALIDATION, _LINK, _DRAWINGS = 0x1BE, 0x1B8, 0xEB
_CODES = re.compile(r'&"[^"]*"|&[A-Za-z+-]|&\d{1,3}(?=[^\d]|$)')
_LONGEST = 1 << 16
# The method of `Book` that reads each kind.
_READERS = {
    _SHEET: "_bound_sheet", _NAME: "_defined_name", _NOTE: "_note", _OBJECT: "_draw",
    _TEXT: "_drawn_text", _CONTINUE: "_go_on", _HEADER: "_header", _FOOTER: "_footer",
    _MORE_HEADERS: "_more_headers", _OTHER_CELLS: "_other_cells", _PIVOT_TEXT: "_pivot_text",
    _PIVOT_NUMBER: "_pivot_number", _VALIDATION: "_validation", _LINK: "_link",
}  # fmt: skip
TELLING = frozenset({_BOF, _EOF, _LOCK, _DRAWINGS, *_READERS})


class Note(NamedTuple):
    """A text beside the cells: what it is, in which sheet, at which cell if at one (from 1 on)."""

    sheet: str
    kind: str
    text: str
    row: int = 0
    column: int = 0


class Book(Struct):
    """The state between two records."""

    old: bool = False  # Excel 5 and 95: texts of one byte
    locked: bool = False
    cut: bool = False
    titles: dict[int, str] = field(default_factory=dict)  # by where the sheet begins
    sheet: str = ""
    object: int = 0  # the number of the object whose text may follow
    texts: dict[int, str] = field(default_factory=dict)  # of the objects of this sheet
    notes: list[tuple[int, int, int, str]] = field(default_factory=list)  # row, column, object, author
    pending: tuple[int, bytearray] | None = None  # characters wanted, and what came so far
    drawings: bytearray = field(default_factory=bytearray)  # with the pictures of all sheets
    drawing: bool = False  # whether a record goes on with them
    depth: int = 0  # of streams in streams

    def read(self, data: bytes) -> Iterator[Note]:
        """All texts of a stream of records."""
        at = 0
        head, last = struct.Struct("<HH").unpack_from, len(data) - 4
        while at <= last and not self.locked:
            kind, length = head(data, at)
            if kind in TELLING:
                yield from self.told(at, kind, data[at + 4 : at + 4 + length])
            else:  # cells, most of all
                self.passed()
            at += 4 + length
        self.cut = self.cut or at > len(data)
        yield from self.end()

    def told(self, at: int, kind: int, content: bytes) -> Iterator[Note]:
        """The texts that are known with the next record, which is one of `TELLING`."""
        self._draw_on(kind, content)
        if self.pending is not None and kind != _CONTINUE:
            self._finish_text()
        if kind == _BOF:
            self.depth += 1
            if self.depth == 1:
                yield from self.end()
                self.old = self.old or content[:2] == b"\0\x05"
                self.sheet = self.titles.get(at, "")
        elif kind == _EOF:
            self.depth = max(0, self.depth - 1)
        elif kind == _LOCK:
            self.locked = True
        elif kind in _READERS:
            reader: Callable[[bytes], Iterator[Note]] = getattr(self, _READERS[kind])
            try:
                yield from reader(content)
            except (struct.error, IndexError):
                self.cut = True

    def passed(self) -> None:
        """Some records that tell nothing stood here."""
        self.drawing = False
        if self.pending is not None:
            self._finish_text()

    def _draw_on(self, kind: int, data: bytes) -> None:
        """Collect the pictures, which go on over several records."""
        self.drawing = kind == _DRAWINGS or (self.drawing and kind == _CONTINUE)
        if self.drawing:
            self.drawings += data

    def end(self) -> Iterator[Note]:
        """What is known where a sheet ends."""
        self._finish_text()
        used = set()
        for row, column, number, author in self.notes:
            used.add(number)
            text = self.texts.get(number, "")
            # Behind the text, so that who writes is not taken for whom it is about.
            yield Note(self.sheet, "comment", f"{text}\n{author}" if author else text, row, column)
        for number, text in self.texts.items():
            if number not in used:
                yield Note(self.sheet, "text box", text)
        self.texts, self.notes, self.object = {}, [], 0

    def _finish_text(self) -> None:
        if self.pending is not None:
            count, data = self.pending
            self.pending = None
            self.texts[self.object or -len(self.texts) - 1] = data.decode("utf-16-le", "replace")[:count]

    def _bound_sheet(self, data: bytes) -> Iterator[Note]:
        (start,) = struct.unpack_from("<I", data)
        self.titles[start] = self._short(data, 6)[0]
        yield from ()

    def _defined_name(self, data: bytes) -> Iterator[Note]:
        if self.old:
            return
        length = data[3]
        name, end = _chars(data, 14, length)
        for text in _constants(data[end:]):
            yield Note("", "names", f"{name}: {text}")

    def _note(self, data: bytes) -> Iterator[Note]:
        row, column, third, fourth = struct.unpack_from("<4H", data)
        if self.old:
            text = data[6:].decode("cp1252", "replace")
            if row == 0xFFFF and self.notes:  # the text goes on
                self.texts[len(self.notes)] += text
            else:
                self.notes.append((row + 1, column + 1, len(self.notes) + 1, ""))
                self.texts[len(self.notes)] = text
        else:
            del third
            self.notes.append((row + 1, column + 1, fourth, self._long(data, 8)[0]))
        yield from ()

    def _draw(self, data: bytes) -> Iterator[Note]:
        self.object = struct.unpack_from("<H", data, 6)[0] if data[:2] == b"\x15\0" else 0
        yield from ()

    def _drawn_text(self, data: bytes) -> Iterator[Note]:
        (count,) = struct.unpack_from("<H", data, 10)
        self.pending = (count, bytearray()) if count else None
        yield from ()

    def _go_on(self, data: bytes) -> Iterator[Note]:
        """Characters of a drawn text: of one byte or two, as each record says (2.4.329)."""
        if self.pending is not None and data:
            count, text = self.pending
            if len(text) < count * 2:
                text += data[1:] if data[0] & 1 else data[1:].decode("latin-1").encode("utf-16-le")
        yield from ()

    def _header(self, data: bytes) -> Iterator[Note]:
        yield from self._page_text("header", data)

    def _footer(self, data: bytes) -> Iterator[Note]:
        yield from self._page_text("footer", data)

    def _page_text(self, kind: str, data: bytes) -> Iterator[Note]:
        if data:
            text = self._short(data, 0)[0] if self.old else self._long(data, 0)[0]
            yield Note(self.sheet, kind, _CODES.sub(" ", text))

    def _more_headers(self, data: bytes) -> Iterator[Note]:
        """Of even and of first pages."""
        counts = struct.unpack_from("<4H", data, 30)
        at = 38
        for kind, count in zip(("header", "footer", "header", "footer"), counts, strict=True):
            if count:
                text, at = self._long(data, at)
                yield Note(self.sheet, kind, _CODES.sub(" ", text))

    def _other_cells(self, data: bytes) -> Iterator[Note]:
        """Cells of another workbook, as they were when this one was saved."""
        last, first = data[0], data[1]
        at, values = 4, []
        for _ in range(max(0, last - first + 1)):
            if at >= len(data):
                break
            if data[at] == 2:
                text, at = self._long(data, at + 1)
            else:
                text = _number(data, at + 1) if data[at] == 1 else ""
                at += 9
            values.append(text)
        yield Note("", "cells of other workbooks", " | ".join(values))

    def _pivot_text(self, data: bytes) -> Iterator[Note]:
        yield Note("", "pivot cache", self._long(data, 0)[0])

    def _pivot_number(self, data: bytes) -> Iterator[Note]:
        yield Note("", "pivot cache", _number(data, 0))

    def _validation(self, data: bytes) -> Iterator[Note]:
        """What is said at the input of a cell, and the list of what may be put in."""
        at = 4
        texts = []
        for _ in range(4):
            text, at = self._long(data, at)
            texts.append(text)
        texts += _constants(data[at + 4 :])
        yield Note(self.sheet, "validation", "\n".join(filter(None, (text.strip("\0 ") for text in texts))))

    def _link(self, data: bytes) -> Iterator[Note]:
        from piiscan.formats.plain.text_runs import runs

        row, _, column = struct.unpack_from("<3H", data)
        text = " ".join(text for _, text in runs(data[8:]))
        yield Note(self.sheet, "link", text, row + 1, column + 1)

    def _short(self, data: bytes, at: int) -> tuple[str, int]:
        """(text, where it ends) of a text with a count of one byte."""
        if self.old:
            return data[at + 1 : at + 1 + data[at]].decode("cp1252", "replace"), at + 1 + data[at]
        return _chars(data, at + 1, data[at])

    def _long(self, data: bytes, at: int) -> tuple[str, int]:
        """The same with a count of two bytes."""
        (count,) = struct.unpack_from("<H", data, at)
        if self.old:
            return data[at + 2 : at + 2 + count].decode("cp1252", "replace"), at + 2 + count
        return _chars(data, at + 2, count)


def _chars(data: bytes, at: int, count: int) -> tuple[str, int]:
    """`count` characters behind their byte of flags: one byte each or two (2.5.293)."""
    wide = data[at] & 1 if count else 0
    at += 1
    end = at + min(count, _LONGEST) * (2 if wide else 1)
    return data[at:end].decode("utf-16-le" if wide else "latin-1", "replace"), end


def _constants(formula: bytes) -> list[str]:
    """The text a formula begins with, where it is nothing else (PtgStr, 2.5.198.89)."""
    if len(formula) > 2 and formula[0] == 0x17:
        return [_chars(formula, 2, formula[1])[0].replace("\0", "\n")]
    return []


def _number(data: bytes, at: int) -> str:
    (number,) = struct.unpack_from("<d", data, at)
    return str(int(number)) if number == number // 1 and abs(number) < 1e18 else repr(number)
