"""A9 to A15: XML, workbooks, PDF and compound files made to cost more than they are worth, or to hide what is in them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import partial

import openpyxl
from doc_samples import doc, package, property_set
from format_samples import pages, pdf, stream, text_page
from hazards import Hazard, Plant
from hazards_archives import GIB, MIB
from xls_samples import Sheet, xls
from xlsb_samples import xlsb

from piiscan.formats.compound.ole_write import compound

LOST = {"status": "partial", "reason": "corrupt"}
OVER = {"status": "partial", "reason": "limit"}

# A9 ------------------------------------------------------------------------------------------------------------

_RECORD = "<p><name>Ann Lee</name><ssn>{}</ssn></p>"
_ENTITIES = ("the document declares entities, which are never expanded",)


def _xml(prologue: str, plant: Plant, *, body: str = "&x;", encoding: str = "utf-8", mark: bytes = b"") -> bytes:
    text = f"<?xml version='1.0'?>{prologue}<r>{_RECORD.format(plant('before', ''))}{body}{_RECORD.format(plant('behind', ''))}</r>"
    return mark + text.encode(encoding)


def _laughs(levels: int, each: int) -> str:
    entities = ["<!ENTITY x0 'ha'>", *(f"<!ENTITY x{at} '{f'&x{at - 1};' * each}'>" for at in range(1, levels + 1))]
    return f"<!DOCTYPE r [{''.join(entities)}<!ENTITY x '&x{levels};'>]>"


def _deep(depth: int, plant: Plant) -> bytes:
    inner = _RECORD.format(plant("innermost", ""))
    return ("<a>" * depth + inner + "</a>" * depth).encode()


_A9 = [
    Hazard("A9", "billion laughs", "a.xml", partial(_xml, _laughs(9, 10)), says=_ENTITIES, **LOST),
    Hazard(
        "A9",
        "quadratic blowup",
        "a.xml",
        partial(_xml, f"<!DOCTYPE r [<!ENTITY x '{'x' * 50000}'>]>", body="&x;" * 50000),
        says=_ENTITIES,
        **LOST,
    ),
    Hazard(
        "A9", "6 levels in 347 bytes, 1 MB", "a.xml", partial(_xml, _laughs(6, 10)), says=_ENTITIES, memory=256, **LOST
    ),
    Hazard(
        "A9",
        "external entity, a file",
        "a.xml",
        partial(_xml, "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"),
    ),
    Hazard(
        "A9",
        "external entity, a URL",
        "a.xml",
        partial(_xml, "<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1:1/'>]>"),
    ),
    Hazard(
        "A9",
        "parameter entities",
        "a.xml",
        partial(_xml, "<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'>%x;]>", body=""),
    ),
    Hazard(
        "A9", "a DTD somewhere else", "a.xml", partial(_xml, "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/a.dtd'>", body="")
    ),
    Hazard(
        "A9",
        "XInclude",
        "a.xml",
        partial(_xml, "", body="<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/>"),
    ),
    Hazard("A9", "UTF-16", "a.xml", partial(_xml, "", body="", encoding="utf-16-le", mark=b"\xff\xfe")),
    Hazard(
        "A9", "says UTF-7", "a.xml", lambda plant: _xml("", plant, body="").replace(b"'1.0'", b"'1.0' encoding='UTF-7'")
    ),
    Hazard("A9", "200,000 elements deep", "a.xml", partial(_deep, 200_000)),
    Hazard(
        "A9",
        "laughs in a part of a DOCX",
        "a.docx",
        lambda plant: _docx(_laughs(9, 10), plant),
        beyond=("text",),
        says=("entit",),
        **LOST,
    ),
]


def _docx(prologue: str, plant: Plant) -> bytes:
    out = io.BytesIO()
    import docx

    document = docx.Document()
    document.add_paragraph(plant.record("text", ""))
    document.core_properties.comments = plant.record("properties", "")
    document.save(out)
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(
                    b"<w:document ", prologue.replace("DOCTYPE r", "DOCTYPE w:document").encode() + b"<w:document ", 1
                )
            new.writestr(name, data)
    return changed.getvalue()


# A10 to A12 ----------------------------------------------------------------------------------------------------


def book(change: dict[str, tuple[str, str]] | None = None, *, rows: Iterable[tuple[object, ...]] = ()) -> bytes:
    """A workbook of one sheet, with parts changed."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return _changed(out.getvalue(), change or {})


def _changed(data: bytes, change: dict[str, tuple[str, str]]) -> bytes:
    """Parts with one piece of them replaced; b"" for the piece: the whole part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            before, behind = change.get(name, ("", ""))
            if before and before.encode() not in content:
                raise AssertionError(name)
            new.writestr(
                name, content.replace(before.encode(), behind.encode(), 1) if before else behind.encode() or content
            )
    return out.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"


def _cells(cells: str, dimension: str) -> str:
    return f"<worksheet {_MAIN}><dimension ref='{dimension}'/><sheetData>{cells}</sheetData></worksheet>"


def _cell(reference: str, text: str) -> str:
    return f"<c r='{reference}' t='inlineStr'><is><t>{text}</t></is></c>"


def _corners(plant: Plant) -> bytes:
    first, last = plant.record("first", 'sheet "Sheet" › A1'), plant.record("last", 'sheet "Sheet" › XFD1048576')
    rows = f"<row r='1'>{_cell('A1', first)}</row><row r='1048576'>{_cell('XFD1048576', last)}</row>"
    return book({_SHEET: ("", _cells(rows, "A1:XFD1048576"))})


def _narrow(plant: Plant) -> bytes:
    text = plant.record("C9", 'sheet "Sheet" › C9')
    return book({_SHEET: ("", _cells(f"<row r='9'>{_cell('C9', text)}</row>", "A1:A1"))})


def _strings(count: int, plant: Plant) -> Iterator[bytes]:
    """Shared strings by the million, and two cells."""
    first, last = plant.record("first", 'sheet "Sheet" › A1'), plant.record("last", 'sheet "Sheet" › A2')

    def strings() -> Iterator[bytes]:
        yield f"<sst {_MAIN}><si><t>{first}</t></si>".encode()
        for start in range(0, count, 10_000):
            yield b"".join(b"<si><t>some text %d</t></si>" % number for number in range(start, start + 10_000))
        yield f"<si><t>{last}</t></si></sst>".encode()

    cells = f"<row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='2'><c r='A2' t='s'><v>{count + 1}</v></c></row>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f"<Override PartName='/xl/sharedStrings.xml' ContentType='{kind}'/></Types>"
    made = book({_SHEET: ("", _cells(cells, "A1:A2")), "[Content_Types].xml": ("</Types>", override)})
    yield _with_part(made, "xl/sharedStrings.xml", strings())


def _with_part(data: bytes, part: str, pieces: Iterator[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
    return out.getvalue()


def _long_cell(size: int, plant: Plant) -> bytes:
    first, last = plant.record("first", ""), plant.record("last", "")
    head, tail = (
        f"<worksheet {_MAIN}><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>{first} ",
        f" {last}</t></is></c></row></sheetData></worksheet>",
    )

    def pieces() -> Iterator[bytes]:
        yield head.encode()
        for _ in range(size // MIB):
            yield b"some text " * (MIB // 10)
        yield tail.encode()

    return _with_part(book(), _SHEET, pieces())


def _hidden_values(plant: Plant) -> bytes:
    """A value a formula had, runs that break a number, a very hidden sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Pay"
    hidden = book.create_sheet("Hid")
    hidden.sheet_state = "veryHidden"
    hidden["B2"] = plant.record("very hidden sheet", 'sheet "Hid" › B2')
    out = io.BytesIO()
    book.save(out)
    value = plant.record("value of a formula", 'sheet "Pay" › A1')
    number = plant("split in runs", 'sheet "Pay" › A2')
    runs = f"<r><t>Ann Lee, SSN {number[:5]}</t></r><r><rPr><b/></rPr><t>{number[5:]}</t></r>"
    cells = (
        f"<row r='1'><c r='A1' t='str'><f>A9&amp;B9</f><v>{value}</v></c></row>"
        f"<row r='2'><c r='A2' t='inlineStr'><is>{runs}</is></c></row>"
    )
    return _changed(out.getvalue(), {_SHEET: ("", _cells(cells, "A1:A2"))})


def _caches(plant: Plant) -> bytes:
    """Values of another workbook and of a pivot table, as they were when this one was saved."""
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a") as archive:
        link = plant.record("cache of a link", "")
        archive.writestr(
            "xl/externalLinks/externalLink1.xml",
            f"<externalLink {_MAIN}><externalBook><sheetDataSet><sheetData sheetId='0'><row r='1'><cell r='A1' t='str'>"
            f"<v>{link}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>",
        )
        pivot = plant.record("cache of a pivot table", "")
        archive.writestr(
            "xl/pivotCache/pivotCacheRecords1.xml",
            f"<pivotCacheRecords {_MAIN}><r><s v='{pivot}'/></r></pivotCacheRecords>",
        )
    return out.getvalue()


def _far_xls(sheets: int, plant: Plant) -> bytes:
    """Two cells in opposite corners of each sheet: 16.7 million cells for who keeps them all."""
    first, last = plant.record("first", ""), plant.record("last", "")
    rows = [(first,), *[()] * 65534, (*[None] * 255, last)]
    return xls(*(Sheet(f"S{number}", rows) for number in range(sheets)))


def _far_xlsb(plant: Plant) -> bytes:
    first, last = plant.record("first", 'sheet "A" › A1'), plant.record("last", 'sheet "A" › XFD1048576')
    return xlsb([(0, 0, first), (1_048_575, 16_383, last)])


_A10 = [Hazard("A10", "two cells in opposite corners", "a.xlsx", _corners, seconds=2, memory=100, alone=True)]
_A11 = [Hazard("A11", "a dimension that is too small", "a.xlsx", _narrow)]
_A12 = [
    Hazard("A12", "200,000 shared strings", "a.xlsx", partial(_strings, 200_000)),
    Hazard(
        "A12",
        "10,000,000 shared strings",
        "a.xlsx",
        partial(_strings, 10_000_000),
        seconds=60,
        slow=True,
    ),
    Hazard("A12", "a cell of 4 MB", "a.xlsx", partial(_long_cell, 4 * MIB)),
    Hazard(
        "A12",
        "a cell of 500 MB",
        "a.xlsx",
        partial(_long_cell, 500 * MIB),
        "partial",
        "limit",
        ("limit: cell",),
        ("last",),
        seconds=60,
        slow=True,
    ),
    Hazard("A12", "value of a formula, runs, a very hidden sheet", "a.xlsx", _hidden_values),
    Hazard("A12", "caches of links and of pivot tables", "a.xlsx", _caches),
    Hazard("A12", "XLS, two cells in opposite corners", "a.xls", partial(_far_xls, 1)),
    Hazard("A12", "XLSB, two cells in opposite corners", "a.xlsb", _far_xlsb),
    Hazard("A12", "XLS, the same on ten sheets", "a.xls", partial(_far_xls, 10), slow=True),
]

# A13 -----------------------------------------------------------------------------------------------------------


def _page(plant: Plant, name: str, page: int = 1) -> bytes:
    return text_page([plant.record(name, f"page {page} › line 1").encode()])


def _flate(size: int, layers: int, plant: Plant) -> bytes:
    packer = zlib.compressobj(9)
    data = b"".join([*(packer.compress(bytes(MIB)) for _ in range(size // MIB)), packer.flush()])
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    objects = pages([_page(plant, "page 1 › line 1"), b"", _page(plant, "page 3", 3)])
    objects[6] = stream(data, b"/Filter [%s]" % (b"/FlateDecode " * layers))
    return pdf(objects)


def _lzw(size: int) -> bytes:
    """Zeros as LZW: strings that grow by one, and the table anew when it is full (PDF 32000, 7.4.4)."""
    bits, width, done = ["100000000"], 9, 0
    code, length = 258, 1
    bits.append(f"{0:09b}")
    done = 1
    while done < size:
        if code >= 4094:
            bits.append(f"{256:0{width}b}")
            width, code, length = 9, 258, 1
            bits.append(f"{0:09b}")
            done += 1
            continue
        bits.append(f"{code:0{width}b}")
        length += 1
        done += length
        code += 1
        if code + 1 in {512, 1024, 2048}:
            width += 1
    bits.append(f"{257:0{width}b}")
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def _lzw_bomb(size: int, plant: Plant) -> bytes:
    objects = pages([_page(plant, "page 1 › line 1"), b"", _page(plant, "page 3", 3)])
    objects[6] = stream(_lzw(size), b"/Filter /LZWDecode")
    return pdf(objects)


def _with_trailer(plant: Plant, *, before: bytes, behind: bytes) -> bytes:
    data = pdf(pages([_page(plant, "page 1 › line 1")]))
    if before not in data:
        raise AssertionError
    return data.replace(before, behind)


def _changed_objects(plant: Plant, number: int, body: bytes) -> bytes:
    objects = pages([_page(plant, "page 1 › line 1")])
    objects[number - 1] = body
    return pdf(objects)


def _kids_loop(plant: Plant) -> bytes:
    return _changed_objects(plant, 2, b"<< /Type /Pages /Count 3 /Kids [4 0 R 2 0 R 2 0 R] >>")


def _many_pages(count: int, plant: Plant) -> bytes:
    objects = pages([_page(plant, "page 1 › line 1")])
    objects[1] = b"<< /Type /Pages /Count %d /Kids [4 0 R %s] >>" % (count, b"6 0 R " * (count - 1))
    objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    return pdf(objects)


def _object_streams(plant: Plant) -> bytes:
    """An object stream that is said to be inside itself, and one inside the other."""
    objects = pages([_page(plant, "page 1 › line 1")])
    objects.append(stream(b"7 0 << /Type /ObjStm >>", b"/Type /ObjStm /N 1 /First 4 /Extends 6 0 R"))
    objects.append(stream(b"6 0 << /Type /ObjStm >>", b"/Type /ObjStm /N 1000000 /First 4 /Extends 6 0 R"))
    return pdf(objects)


def _predictor(plant: Plant) -> bytes:
    objects = pages([_page(plant, "page 1 › line 1"), b""])
    lie = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>"
    objects[6] = stream(zlib.compress(bytes(1000)), lie)
    return pdf(objects)


def _actions(plant: Plant) -> bytes:
    objects = pages([_page(plant, "page 1 › line 1")], catalog=b"/OpenAction 6 0 R /AA << /WC 7 0 R >>")
    objects.append(b"<< /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:1/'\\); while\\(1\\);) >>")
    objects.append(b"<< /S /Launch /F (/bin/sh) /Win << /F (calc.exe) >> >>")
    return pdf(objects)


def _inline_image(plant: Plant) -> bytes:
    first = _page(plant, "page 1 › line 1")
    broken = b"BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID " + bytes(100)
    return pdf(pages([first, broken, _page(plant, "page 3", 3)]))


def _endless_form(plant: Plant) -> bytes:
    """A picture made of itself."""
    objects = pages([_page(plant, "page 1 › line 1") + b" /Im Do"])
    objects.append(
        stream(
            b"/Im Do /Im Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Im 6 0 R >> >>"
        )
    )
    return pdf(objects)


def _deep_forms(plant: Plant) -> bytes:
    """Each drawn twice by the one before; their resources in an object of their own, their content packed."""
    objects = pages([_page(plant, "page 1") + b" /Im Do"])
    for number in range(30):
        objects.append(
            stream(
                zlib.compress(b"q /Im Do Q q /Im Do Q"),
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode /Resources %d 0 R"
                % (7 + 2 * number),
            )
        )
        objects.append(b"<< /XObject << /Im %d 0 R >> >>" % (8 + 2 * number))
    return pdf([*objects, stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")])


def _loop(plant: Plant) -> bytes:
    data = pdf(pages([_page(plant, "page 1 › line 1")]))
    table = data.rfind(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)


_A13 = [
    Hazard("A13", "Flate in Flate, 64 MiB", "a.pdf", partial(_flate, 64 * MIB, 2), seconds=60),
    Hazard(
        "A13",
        "Flate in Flate, 1 GiB",
        "a.pdf",
        partial(_flate, GIB, 2),
        seconds=60,
        slow=True,
        says=("(limit: streams)",),
        **OVER,
    ),
    Hazard(
        "A13",
        "Flate three times, 1 GiB",
        "a.pdf",
        partial(_flate, GIB, 3),
        seconds=60,
        slow=True,
        says=("(limit: streams)",),
        **OVER,
    ),
    Hazard("A13", "LZW, 16 MiB", "a.pdf", partial(_lzw_bomb, 16 * MIB), seconds=60),
    Hazard(
        "A13",
        "LZW, 1 GiB",
        "a.pdf",
        partial(_lzw_bomb, GIB),
        seconds=60,
        slow=True,
        says=("(limit: streams)",),
        **OVER,
    ),
    Hazard("A13", "pages that are their own kids", "a.pdf", _kids_loop, seconds=60, **LOST),
    Hazard("A13", "a table of objects before itself", "a.pdf", _loop, seconds=60),
    Hazard(
        "A13",
        "a billion objects by its trailer",
        "a.pdf",
        partial(_with_trailer, before=b"/Size 6", behind=b"/Size 1000000000"),
        seconds=60,
    ),
    Hazard(
        "A13",
        "a billion objects by its table",
        "a.pdf",
        partial(_with_trailer, before=b"xref\n0 6", behind=b"xref\n0 1000000000"),
        seconds=60,
    ),
    Hazard(
        "A13",
        "no end",
        "a.pdf",
        lambda plant: (data := pdf(pages([_page(plant, "page 1 › line 1")])))[: data.rfind(b"xref\n0")],
        seconds=60,
        **LOST,
    ),
    Hazard("A13", "no end of a stream", "a.pdf", partial(_with_trailer, before=b"\nendstream", behind=b""), seconds=60),
    Hazard("A13", "an inline picture without end", "a.pdf", _inline_image, seconds=60),
    Hazard("A13", "object streams in object streams", "a.pdf", _object_streams, seconds=60),
    Hazard("A13", "a predictor for rows of 137 GB", "a.pdf", _predictor, seconds=60),
    Hazard("A13", "a picture made of itself", "a.pdf", _endless_form, says=("(limit: forms)",), seconds=60, **OVER),
    Hazard(
        "A13",
        "pictures made of pictures, thirty deep",
        "a.pdf",
        _deep_forms,
        says=("(limit: forms)",),
        seconds=60,
        **OVER,
    ),
    Hazard("A13", "2,000 pages", "a.pdf", partial(_many_pages, 2000), seconds=60),
    Hazard(
        "A13",
        "1,000,000 pages",
        "a.pdf",
        partial(_many_pages, 1_000_000),
        seconds=60,
        slow=True,
        says=("(limit: pages)",),
        **OVER,
    ),
    Hazard("A13", "scripts and programs to be started", "a.pdf", _actions, seconds=60),
]


# A14 -----------------------------------------------------------------------------------------------------------


def _hidden(plant: Plant) -> bytes:
    text = plant.record("hidden text", "page 1 › line 1").encode()
    return pdf(pages([b"BT 3 Tr /F1 12 Tf 72 700 Td (%s) Tj ET" % text]))


def _by_glyph(plant: Plant) -> bytes:
    text = plant.record("glyph by glyph", "page 1 › line 1")
    shown = b" ".join(b"1 0 0 1 %.1f 700 Tm (%c) Tj" % (72 + 7.2 * at, ord(sign)) for at, sign in enumerate(text))
    objects = pages([b"BT /F1 12 Tf " + shown + b" ET"])
    objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    return pdf(objects)


def _rotated(plant: Plant) -> bytes:
    text = plant.record("rotated", "page 1 › line 1").encode()
    return pdf(pages([b"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (%s) Tj ET" % text]))


def _font(plant: Plant, name: str, font: bytes, shift: int = 0) -> bytes:
    """Text whose codes are other ones than the characters; ToUnicode says which."""
    text = plant.record(name, "page 1 › line 1")
    codes = bytes((ord(sign) - 32 + shift) % 95 + 32 for sign in text)
    mapped = "".join(f"<{code:02x}> <{ord(sign):04x}>\n" for code, sign in dict(zip(codes, text, strict=True)).items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{mapped.count(chr(10))} beginbfchar\n{mapped}endbfchar\nendcmap end end"
    )
    objects = pages([b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % codes.hex().encode()])
    objects[2] = font
    objects.append(stream(cmap.encode()))
    return pdf(objects)


_TYPE_3 = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 7 0 R >>"
    b" /Encoding << /Type /Encoding /Differences [32 %s] >> /FirstChar 32 /LastChar 126 /Widths [%s] /ToUnicode 6 0 R >>"
    % (b"/a " * 95, b"600 " * 95)
)


def _ligature(plant: Plant) -> bytes:
    """A name written with a ligature, as ToUnicode has it."""
    number = plant("beside a ligature", "page 1 › line 1")
    text = b"Jeffrey Fi\x01eld, SSN " + number.encode()
    cmap = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <006600660069> endbfchar endcmap"
    objects = pages([b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text])
    objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    objects.append(stream(cmap.encode()))
    return pdf(objects)


def _pictures(plant: Plant) -> bytes:
    objects = pages(
        [_page(plant, "page 1 › line 1"), b"q 600 0 0 700 0 0 cm /Im Do Q", b"q 600 0 0 700 0 0 cm /Im Do Q"]
    )
    objects.append(
        stream(
            bytes(100),
            b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8",
        )
    )
    return pdf(objects)


def _type_3(plant: Plant) -> bytes:
    data = _font(plant, "Type 3", _TYPE_3)
    glyph = b"7 0 obj\n" + stream(b"600 0 0 0 500 500 d1 0 0 500 500 re f") + b"\nendobj\n"
    return data.replace(b"xref\n0", glyph + b"xref\n0", 1)


_MAPPED = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
_A14 = [
    Hazard("A14", "hidden text", "a.pdf", _hidden),
    Hazard("A14", "codes that ToUnicode turns into others", "a.pdf", lambda plant: _font(plant, "mapped", _MAPPED, 13)),
    Hazard("A14", "a ligature", "a.pdf", _ligature),
    Hazard("A14", "glyph by glyph", "a.pdf", _by_glyph),
    Hazard("A14", "rotated", "a.pdf", _rotated),
    Hazard("A14", "a Type 3 font", "a.pdf", _type_3),
    Hazard(
        "A14",
        "pages that are pictures",
        "a.pdf",
        _pictures,
        "partial",
        "unsupported",
        ("page 2: image only", "page 3: image only"),
    ),
]


# A15 -----------------------------------------------------------------------------------------------------------


def _header_field(plant: Plant, layout: str, at: int, value: int) -> bytes:
    data = bytearray(_compound(plant))
    struct.pack_into(layout, data, at, value)
    return bytes(data)


def _compound(plant: Plant, size: int = 6000) -> bytes:
    text = plant.record("first stream", "") + "\n" + "x" * size
    return compound({"Alpha": text.encode("utf-16-le"), "Beta": plant.record("second stream", "").encode("utf-16-le")})


def _fat_loop(plant: Plant) -> bytes:
    """The third sector of the first stream is the one before it."""
    data = bytearray(_compound(plant))
    fat = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    struct.pack_into("<I", data, fat + 4 * 2, 1)
    return bytes(data)


def _difat_loop(plant: Plant) -> bytes:
    """More addresses of tables, in a sector that says it goes on with itself."""
    data = bytearray(_compound(plant))
    number = (len(data) - 512) // 512
    struct.pack_into("<II", data, 68, number, 2)
    return bytes(data) + struct.pack("<I", 0xFFFFFFFF) * 127 + struct.pack("<I", number)


def _size_of(plant: Plant, name: str, size: int) -> bytes:
    data = bytearray(_compound(plant, 100))
    at = data.find(name.encode("utf-16-le"))
    struct.pack_into("<I", data, at + 120, size)
    return bytes(data)


def _twelve_deep(plant: Plant) -> bytes:
    data = b""
    for level in range(12, 0, -1):
        inside = {"ObjectPool": {"_1": {"\x01Ole10Native": package("a.doc", data)}}} if data else {}
        data = doc(body=plant.record(f"level {level}", ""), streams=inside)
    return data


def _locked_stream(plant: Plant) -> bytes:
    """A document under a password whose properties are in clear."""
    document = bytearray(
        doc(
            body="nothing to be had",
            streams={"\x05SummaryInformation": property_set({2: plant.record("properties", "")})},
        )
    )
    at = document.find(struct.pack("<HH", 0xA5EC, 0xC1))
    flags = struct.unpack_from("<H", document, at + 10)[0]
    struct.pack_into("<H", document, at + 10, flags | 0x100)  # fEncrypted
    return bytes(document)


_A15 = [
    Hazard("A15", "a chain of sectors in a circle", "a.bin", _fat_loop, **LOST),
    Hazard("A15", "tables of sectors in a circle", "a.bin", _difat_loop, status="partial", reason="corrupt"),
    Hazard("A15", "sectors of no size", "a.bin", partial(_header_field, layout="<H", at=30, value=0), **LOST),
    Hazard("A15", "a stream of less than nothing", "a.bin", partial(_size_of, name="Alpha", size=0xFFFFFFFF), **LOST),
    Hazard("A15", "a stream of 512 MB in 4 kB", "a.bin", partial(_size_of, name="Alpha", size=512 * MIB), **LOST),
    Hazard(
        "A15", "objects in objects, twelve deep", "a.doc", _twelve_deep, says=("(limit: depth)",), beyond=("level 12",)
    ),
    Hazard(
        "A15", "a locked document with clear properties", "a.doc", _locked_stream, status="partial", reason="encrypted"
    ),
]

CASES = [*_A9, *_A10, *_A11, *_A12, *_A13, *_A14, *_A15]
