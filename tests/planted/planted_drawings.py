"""Text that Windows metafiles draw, in files of their own and in Office documents."""

from __future__ import annotations

import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from planted import Case, Plant

sys.path.insert(0, str(Path(__file__).parents[1] / "formats"))
from doc_samples import doc
from metafile_samples import (
    emf,
    emr_many,
    emr_plus,
    emr_small,
    emr_text,
    meta_font,
    meta_long,
    meta_text,
    plus_string,
    wmf,
)

Build = Callable[[Plant], bytes]


def _emf(plant: Plant, outer: str = "") -> bytes:
    """One text of each kind of record; the last in two pieces on one height."""
    kinds = [
        lambda y: emr_text(plant.record("text of a drawing", f"{outer}line 1"), y=y),
        lambda y: emr_text(plant.record("text of one byte a character", f"{outer}line 2"), y=y, narrow=True),
        lambda y: emr_small(plant.record("small text", f"{outer}line 3"), y=y),
        lambda _: emr_many([plant.record("one of many texts", f"{outer}line 4")]),
        lambda y: emr_plus(plus_string(plant.record("text of EMF+", f"{outer}line 5"), y=y)),
    ]
    made = [make(number * 50 + 50) for number, make in enumerate(kinds)]
    ssn = plant("number in two pieces", f"{outer}line 6")
    made.append(emr_text(f"Ann Lee, SSN {ssn[:4]}", 0, 900, widths=[10] * 17))
    made.append(emr_text(ssn[4:], 170, 900, widths=[10] * 7))
    return emf(*made)


def _wmf(plant: Plant, outer: str = "", *, placeable: bool = True) -> bytes:
    text = meta_text(plant.record("text of a drawing", f"{outer}line 1"), y=1)
    long = meta_long(plant.record("text with a rectangle", f"{outer}line 2"), y=2, options=4)
    return wmf(meta_font(0), text, long, placeable=placeable)


def _docx(plant: Plant) -> bytes:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/media/image1.emf", _emf(plant, "word/media/image1.emf › "))
        wmz = gzip.compress(_wmf(plant, "word/media/image2.wmz › gzip › "), mtime=0)
        package.writestr("word/media/image2.wmz", wmz)
    return out.getvalue()


def _doc(plant: Plant) -> bytes:
    records = b"noise"
    for kind, data in (
        (0xF01A, _emf(plant, "picture 1.emf › ")),
        (0xF01B, _wmf(plant, "picture 2.wmf › ", placeable=False)),
    ):
        packed = zlib.compress(data)
        body = bytes(16) + struct.pack("<I16x8xIBB", len(data), len(packed), 0, 0xFE) + packed
        records += struct.pack("<HHI", 0x3D40, kind, len(body)) + body
    return doc(body="Text.\r", streams={"Data": records})


def _rtf(plant: Plant) -> bytes:
    first, second = _emf(plant, "picture 1.emf › "), _wmf(plant, "picture 2.wmf › ", placeable=False)
    pictures = b"{\\pict\\emfblip " + first.hex().encode() + b"}{\\pict\\wmetafile8 " + second.hex().encode() + b"}"
    return b"{\\rtf1\\ansi Text.\\par " + pictures + b"}"


CASES = [
    Case("emf", "each kind of text", "a.emf", _emf),
    Case("wmf", "each kind of text", "a.wmf", _wmf),
    Case("wmf", "without the head of Aldus", "a.wmf", lambda plant: _wmf(plant, placeable=False)),
    Case("docx", "drawings as pictures", "a.docx", _docx),
    Case("doc", "drawings as pictures", "a.doc", _doc),
    Case("rtf", "drawings as pictures", "a.rtf", _rtf),
]
