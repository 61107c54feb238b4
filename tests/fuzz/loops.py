"""The compiled loops of formats beside their twins in Python, on a fuzzer's bytes.

Rule: where the kernel was not built there is nothing to compare, and a check passes.
"""

from __future__ import annotations

import itertools
import marshal
import struct
from typing import Any

import numpy as np

from piiscan.formats import kernel
from piiscan.formats.databases.sqlite_cells import Joiner
from piiscan.formats.datasets import compiled
from piiscan.formats.markup import html_plain
from piiscan.formats.sheets import xls_batches, xlsb_batches
from piiscan.formats.sheets.cell_text import gathered_by_numpy

_MOST_CELLS = 200
_SPAN = struct.Struct("<BBH")


def untagged(data: bytes) -> None:
    """A stretch of a page, which has none of the marks that the twin puts in the place of tags."""
    source = data.decode("utf-8", "ignore").translate(dict.fromkeys(map(ord, html_plain._MARKS)))
    if kernel.untagged is not None:
        marks = html_plain.Marks(html_plain.in_lines)
        assert kernel.untagged(source, html_plain._BLOCKS, "", 0) == html_plain.untagged(marks, source, "", 0)


def joined(data: bytes) -> None:
    """Rows of SQLite: the first byte says how wide they are, then of each cell one of which kind it is."""
    width = 1 + data[0] % 5 if data else 1
    cells = list(itertools.islice(_cells(data[1:]), _MOST_CELLS))
    rows = [(*cells[at : at + width], 0) for at in range(0, len(cells) - width + 1, width)]
    if rows and kernel.joined is not None:
        *columns, _ = zip(*rows, strict=True)
        found = kernel.joined(rows, 1 << 20)
        assert found is None or found == Joiner().joined(columns)


def _cells(data: bytes) -> Any:
    at = 0
    while at < len(data):
        kind, length = data[at] % 6, data[at] // 6 % 16
        part = data[at + 1 : at + 1 + (8 if kind in {1, 2} else length)]
        at += 1 + len(part)
        if kind == 1:
            yield int.from_bytes(part, "little", signed=True)
        elif kind == 2:
            yield struct.unpack("<d", part.ljust(8, b"\0"))[0]
        elif kind == 3:
            yield int.from_bytes(part, "little", signed=True) / 100
        else:
            yield {0: None, 4: bytearray(part)}.get(kind, part.decode("utf-8", "ignore"))


def xls_records(data: bytes) -> None:
    """Records of a workbook of Excel 5 to 2003."""
    if kernel.xls_records is not None:
        places, end = kernel.xls_records(data)
        assert (np.frombuffer(places, np.int64).tolist(), end) == xls_batches.walked(data)


def xlsb_records(data: bytes) -> None:
    """Records of a binary workbook; the first byte says which are too large."""
    if kernel.xlsb_records is not None:
        largest, records = (128, 1 << 20)[data[0] % 2 if data else 0], data[1:]
        *packed, end, too_large = kernel.xlsb_records(records, largest)
        *found, last, large = xlsb_batches.walked(records, largest)
        assert [np.frombuffer(each, np.int64).tolist() for each in packed] == [each.tolist() for each in found]
        assert (end, too_large) == (last, large)


def gathered(data: bytes) -> None:
    """Cells of a text of which the first half is the batch; they are told by the bytes in front of it.

    What lies beyond is refused: the twin is not asked about it, as nothing else may come from outside of the buffers.
    """
    if not data or kernel.gathered is None:
        return
    width, count = 1 + data[0] % 2, data[0] // 2 % 32
    told, text = data[1 : 1 + count * _SPAN.size], data[1 + count * _SPAN.size :]
    spans = list(_SPAN.iter_unpack(told[: len(told) // _SPAN.size * _SPAN.size]))
    half = len(text) // 2
    batch, more = text[:half], text[half : half + (len(text) - half) // width * width]
    if not spans:
        return
    starts, counts, last = (np.array([span[at] for span in spans]) for at in (2, 0, 1))
    arguments = (batch, more, width, starts.astype(np.int64), counts.astype(np.int64), last % 2 == 1)
    rooms = np.where(starts < half, half, len(batch) + len(more)) - starts
    if bool(((rooms >= 0) & (counts * width <= rooms)).all()):
        assert kernel.gathered(*arguments) == gathered_by_numpy(*arguments)
        return
    try:
        kernel.gathered(*arguments)
    except ValueError:
        return
    raise AssertionError("cells beyond the text were taken")


def constant_texts(data: bytes) -> None:
    """Compiled Python without its header: the first two bytes say how much of it makes a part."""
    most, after = int.from_bytes(data[:2], "little") or 1, bytes(16) + data[2:]
    if kernel.constant_texts is not None:
        at, broken, begun = 16, -1, -1
        while begun < at < len(after):
            text, places, *begin = kernel.constant_texts(after, at, broken, 200, most)
            twin = compiled.by_pattern(after, at, broken, most)
            assert (text, np.frombuffer(places, np.int64).tolist(), *begin) == (twin[0], twin[1].tolist(), *twin[2:])
            begun, (at, broken) = at, begin
        assert at >= len(after)


def seeds(name: str) -> list[bytes]:
    """What each of them is begun with."""
    record = struct.pack("<HH", 0x204, 9) + b"\0\0\1\0\2\0\1\0a"
    return {
        "untagged": [b"<p>Ann</p><br/>010-94-0001 <b class=x>a</b> < > <> </DIV >", b"<averylongnameofanelement>x<p"],
        "joined": [
            b"\1" + b"\x19text" + b"\1" + struct.pack("<q", -(2**63)) + b"\2" + struct.pack("<d", 12.34) + b"\0\x10ab",
            b"\0" + b"".join(b"\2" + struct.pack("<d", number) for number in (0.0, -0.0, 1e15, 1e18, 0.29, 1e-5)),
        ],
        "xls_records": [record * 3, record * 2 + b"\4\2\xff\xff"],
        "xlsb_records": [b"\0" + b"\0\4row!" * 3 + b"\x81\1\0" + b"\x85\x80\1" + bytes(128), b"\1\1\x80\x80\x80\x80"],
        "gathered": [
            b"\4" + _SPAN.pack(3, 0, 0) + _SPAN.pack(2, 1, 8) + b"Ann Lee \x1e010-94-",
            b"\5" + _SPAN.pack(2, 1, 0) + _SPAN.pack(9, 0, 4) + "Ann \x1e\x1f".encode("utf-16-le"),
        ],
        "constant_texts": [
            part + marshal.dumps(({"name": "Ann Lee", b"s": "José"}, ("010-94-0001" * 30, 7, "é" * 300), b"a\0\1"))
            for part in (b"\1\0", b"\x40\0", b"\xff\xff")
        ],
    }[name]


LOOPS = {loop.__name__: loop for loop in (untagged, joined, xls_records, xlsb_records, gathered, constant_texts)}
