"""Binary files for `formats.py` that no library at hand writes: old Office, dBase, discs and cabinets, pictures."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from pathlib import Path

from format_texts import HEADER, prose, rows, sentences, table_text

_ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(_ROOT / "tests" / "formats"), str(_ROOT / "tests" / "planted")]


def xls(count: int) -> bytes:
    """An Excel 97 workbook, a sheet for every 60,000 rows: LABEL and NUMBER records (MS-XLS 2.4.148, 2.4.180)."""
    from xls_samples import chars, record

    from piiscan.formats.compound.ole_write import compound

    every, bodies = list(rows(count)), []
    for start in range(0, count, 60_000):
        body = [record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))]
        for at, row in enumerate((HEADER, *every[start : start + 60_000])):
            for column, value in enumerate(row):
                place = struct.pack("<HHH", at, column, 0)
                if isinstance(value, str):
                    body.append(record(0x204, place + chars(value)))
                else:
                    body.append(record(0x203, place + struct.pack("<d", value)))
        bodies.append(b"".join([*body, record(0x0A)]))
    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + record(0x42, struct.pack("<H", 1200))

    def listed(places: list[int]) -> bytes:
        titles = (chars(f"Data {number}", size=1) for number in range(1, len(bodies) + 1))
        return b"".join(
            record(0x85, struct.pack("<IBB", place, 0, 0) + title) for place, title in zip(places, titles, strict=True)
        )

    at = len(head + listed([0] * len(bodies)) + record(0x0A))
    places = [at + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    return compound({"Workbook": head + listed(places) + record(0x0A) + b"".join(bodies)})


def _record(kind: int, data: bytes = b"") -> bytes:
    """A record of BIFF12: kind and length in groups of seven bits (MS-XLSB 2.1.4)."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = len(data), b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return head + length + bytes([size]) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(count: int) -> bytes:
    """A binary workbook: texts in their cells (BrtCellSt), numbers as BrtCellReal."""
    sheet = [_record(129), _record(148, struct.pack("<4I", 0, count, 0, 9)), _record(145)]
    for at, row in enumerate((HEADER, *rows(count))):
        sheet.append(_record(0, struct.pack("<IIHHBI", at, 0, 300, 0, 0, 0)))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                sheet.append(_record(6, place + _wide(value)))
            else:
                sheet.append(_record(5, place + struct.pack("<d", value)))
    sheet += [_record(146), _record(130)]
    book = b"".join(
        [
            *(_record(131), _record(143)),
            _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Data")),
            *(_record(144), _record(132)),
        ]
    )
    kind = "application/vnd.ms-excel"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{kind}.worksheet"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, what, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.bin"),
            ("xl/_rels/workbook.bin.rels", "worksheet", "worksheets/sheet1.bin"),
        ):
            link = f'<Relationship Id="rId1" Type="{relation}/{what}" Target="{target}"/>'
            archive.writestr(name, f"{links}{link}</Relationships>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(sheet))
    return out.getvalue()


WIDTHS = (8, 12, 12, 24, 12, 2, 5, 10, 10, 24)


def dbf(count: int) -> bytes:
    """A table of dBase III."""
    from dbase_samples import dbase

    fields = [(name[:10], "C", width) for name, width in zip(HEADER, WIDTHS, strict=True)]
    return dbase(fields, [(" ", [str(value) for value in row]) for row in rows(count)])


def rtf(count: int) -> bytes:
    """A document as word processors write it."""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0\green0\blue0;}" + "\n"
    lines = (rf"\pard\plain\f0\fs22\sa120 {line[:30]}{{\b {line[30:50]}}}{line[50:]}\par" for line in sentences(count))
    return (head + "\n".join(lines) + "}").encode("cp1252")


def doc(count: int) -> bytes:
    """A Word 97 document, its text in one piece, without properties of paragraphs."""
    from doc_samples import doc as document

    return document(marks=False, body=prose(count).replace("\n", "\r"))


def ppt(count: int) -> bytes:
    """A PowerPoint 97 presentation, twelve lines on a slide."""
    from ppt_samples import Slide, drawing, shape, text
    from ppt_samples import ppt as presentation

    lines = list(sentences(count))
    slides = ("\r".join(lines[at : at + 12]) for at in range(0, count, 12))
    return presentation(*(Slide([drawing(shape(text(slide)))]) for slide in slides))


def msg(count: int) -> bytes:
    """A message of Outlook with a table attached."""
    from mapi_samples import msg as message

    values = {
        0x0037: "Minutes",
        0x0C1A: "Ann Lee",
        0x0C1F: "ann@example.com",
        0x1000: prose(count).replace("\n", "\r\n"),
    }
    attachment = ({0x3704: "list.csv", 0x3707: "list.csv", 0x3705: 1}, table_text(count))
    return message({0x001A: "IPM.Note", **values}, [{0x3001: "Bob Ray", 0x3003: "bob@example.com"}], [attachment])


def iso(count: int) -> bytes:
    """A disc with one file."""
    import pycdlib

    made, out = pycdlib.PyCdlib(), io.BytesIO()
    made.new(rock_ridge="1.09", interchange_level=1)
    made.add_fp(io.BytesIO(data := table_text(count)), len(data), "/LIST.CSV;1", rr_name="list.csv")
    made.write_fp(out)
    made.close()
    return out.getvalue()


def cab(count: int) -> bytes:
    """A cabinet in MSZIP."""
    from archive_builders import cab as cabinet

    return cabinet({"list.csv": table_text(count)}, packed=True)


def cpio(count: int) -> bytes:
    """An archive in the new format."""
    from archive_builders import cpio as archive

    return archive({"list.csv": table_text(count)})


def jpeg(count: int) -> bytes:
    """A picture with sentences as its description, in Exif."""
    from PIL import Image

    out = io.BytesIO()
    picture = Image.effect_noise((320, 240), 40)
    exif = Image.Exif()
    exif[0x010E] = " ".join(sentences(count))
    exif[0x013B] = "Ann Lee"
    picture.save(out, "JPEG", exif=exif, quality=70)
    return out.getvalue()
