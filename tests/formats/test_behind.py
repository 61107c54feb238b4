"""What something appended behind the end of a file: it is read where it is text, and listed where it is not."""

from __future__ import annotations

import contextlib
import io
import random
import sqlite3
import struct
import wave
import zipfile

import numpy as np
import pytest
from dbase_samples import dbase
from doc_samples import doc
from format_samples import pages, payroll, pdf, read, text_page, zipped
from lzx_samples import cab

from piiscan.formats import behind

PART = "Bob Smith of Boston has the SSN 010-95-0001.\r\n"


def _sqlite() -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as base:
        base.execute("create table people (name text, ssn text)")
        base.execute("insert into people values ('Ann Lee', '010-94-0001')")
        base.commit()
        return base.serialize()


def _sound() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\1\0" * 300)
    return made.getvalue()


def _saved(save) -> bytes:
    made = io.BytesIO()
    save(made)
    return made.getvalue()


def _picture(kind: str) -> bytes:
    image = pytest.importorskip("PIL.Image")
    return _saved(lambda made: image.new("RGB", (20, 20), (9, 8, 7)).save(made, kind))


def _commented() -> bytes:
    def save(made: io.BytesIO) -> None:
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("a.txt", "hello")
            archive.comment = b"a comment, 010-94-0001"

    return _saved(save)


SAMPLES = {
    "a.zip": lambda: zipped({"a.txt": b"SSN 010-94-0001"}),
    "b.zip": _commented,
    "a.xlsx": payroll,
    "a.doc": lambda: doc(body="SSN 010-94-0001"),
    "a.db": _sqlite,
    "a.dbf": lambda: dbase([("NAME", "C", 20)], [(" ", ["Ann Lee"])]),
    "a.cab": lambda: cab({"a.txt": b"SSN 010-94-0001"}),
    "a.pdf": lambda: pdf(pages([text_page([b"SSN 010-94-0001"])])),
    "a.rtf": lambda: rb"{\rtf1\ansi SSN 010-94-0001\par}" + b"\r\n\0",
    "a.npy": lambda: _saved(lambda made: np.save(made, np.arange(9))),
    "a.wav": _sound,
    "a.webp": lambda: _picture("WEBP"),
    "a.bmp": lambda: _picture("BMP"),
    "a.tif": lambda: _picture("TIFF"),
}


def _children(result) -> list[str]:
    return [child.name for child in result.children if child.name.startswith("behind")]


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_behind_the_end_of_a_file(name):
    data = SAMPLES[name]()
    alone = read(data, name)
    assert not _children(alone)
    assert not _children(read(data + b"\r\n\0\0\0", name))
    parts = {"bytes": PART.encode(), "wide": PART.encode("utf-16"), "wide without a mark": PART.encode("utf-16-le")}
    for kind, part in parts.items():
        if name == "a.rtf" and kind == "bytes":
            continue  # read with the document
        result = read(data + b"\r\n" + part, name)
        (child,) = [one for one in result.children if one.name.startswith("behind")]
        assert child.format == "text", kind
        assert PART.strip() in child.text.strip("\ufeff")
        assert list(child.places) == ["010-95-0001"]
        assert result.text == alone.text or name == "a.rtf"  # whose reader goes on to the end of the bytes
    noise = read(data + random.Random(4).randbytes(500), name)
    assert (
        noise.refused
        or [child.refused for child in noise.children if child.name.startswith("behind")]
        or (
            name in {"a.webp", "a.bmp", "a.tif", "a.rtf"}  # of pictures only text and files are given on
        )
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_short_has_nothing_behind_it(name):
    data = SAMPLES[name]()
    for cut in {16, 100, len(data) // 3, len(data) // 2, len(data) - 1}:
        assert not _children(read(data[:cut], name))


@pytest.mark.parametrize(
    ("kind", "whole"),
    [
        ("rtf", rb"{\rtf1\ansi SSN 010-94-0001\par}"),
        ("cpio", b"070701" + b"0" * 70 + b"TRAILER!!!\0"),
        ("pdf", b"%%EOF"),
    ],
)
def test_an_end_is_found_wherever_the_blocks_that_are_read_meet(kind, whole, monkeypatch):
    monkeypatch.setattr(behind, "_BLOCK", 32)
    for length in range(70):
        data = b"\r\n" + ("{" + "x" * length + "}" + "y" * 20).encode("utf-16")
        assert behind._ENDS[kind](io.BytesIO(whole + data), len(whole + data)) == len(whole), length


def _compound_head(tables: int, lists: int) -> bytearray:
    head = bytearray(512)
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 44, tables)
    struct.pack_into("<II", head, 68, 128, lists)
    head[76:] = struct.pack("<109I", *range(109))
    return head


def test_the_end_of_a_large_compound_file_is_told_by_its_lists_of_tables():
    entries = np.full(128 * 128, 0xFFFFFFFF, "<u4")
    entries[16_000] = 0xFFFFFFFE
    tables = entries.tobytes() + struct.pack("<128I", *range(109, 128), *[0xFFFFFFFF] * 109)
    end = (16_000 + 2) * 512
    data = bytes(_compound_head(128, 1)) + tables
    assert behind._ENDS["compound"](io.BytesIO(data.ljust(end, b"\0") + PART.encode()), end + len(PART)) == end


class _Counted(io.BytesIO):
    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


@pytest.mark.parametrize(("tables", "lists"), [(2047, 0), (16, 2047), (2047, 2047)])
def test_tables_that_a_compound_file_only_claims_are_not_sought(tables, lists):
    head = _compound_head(tables, lists)
    stream = _Counted(head + b"\xff" * 128 * 512 + bytes(1 << 20)[: (1 << 20) - len(head) - 128 * 512])
    assert behind._ENDS["compound"](stream, 1 << 20) == 1 << 20
    assert stream.reads < 10
