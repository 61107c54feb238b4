"""One file of each format for `formats.py`, in memory: so many rows or sentences in, bytes out.

What Python's library or a library of the `test` extra does not write is written by the builders of the tests, or here,
with no more in it than a program of today puts there.
"""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from format_texts import HEADER, prose, rows, sentences, table_text

_ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(_ROOT / "tests" / "formats"), str(_ROOT / "tests" / "planted")]


def _zip(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def json_document(count: int) -> bytes:
    """One list of objects."""
    return json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows(count)]).encode()


def json_lines(count: int) -> bytes:
    """An object a line."""
    return b"".join(json.dumps(dict(zip(HEADER, row, strict=True))).encode() + b"\n" for row in rows(count))


def xml(count: int) -> bytes:
    """An element for each row and cell."""
    records = (
        "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in zip(HEADER, row, strict=True))
        for row in rows(count)
    )
    return ("<people>" + "\n".join(f"<person>{record}</person>" for record in records) + "</people>\n").encode()


def html(count: int) -> bytes:
    """A paragraph for each sentence."""
    body = "".join(f"<p class='entry'><b>{at}</b> {escape(line)}</p>\n" for at, line in enumerate(sentences(count)))
    return f"<!doctype html><html><head><title>Minutes</title></head><body>{body}</body></html>\n".encode()


def html_table(count: int) -> bytes:
    """One table."""
    cells = ("".join(f"<td>{escape(str(value))}</td>" for value in row) for row in rows(count))
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    body = "".join(f"<tr>{row}</tr>\n" for row in cells)
    return f"<!doctype html><html><body><table><tr>{head}</tr>\n{body}</table></body></html>\n".encode()


def pdf(count: int) -> bytes:
    """Pages of 45 lines."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for at, line in enumerate(sentences(count)):
        if at % 45 == 0 and at:
            canvas.showPage()
        canvas.drawString(50, 790 - at % 45 * 16, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pages(count: int) -> int:
    """Pages of a PDF of so many sentences."""
    return -(-count // 45)


_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'  # noqa: E501 - as programs write it
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"


def _package(main: str, parts: dict[str, tuple[str, bytes | str]], links: dict[str, list[str]]) -> bytes:
    """An OPC package: parts by name with their types, and for each part the others it names."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    members: dict[str, bytes | str] = {"[Content_Types].xml": f"{_TYPES}{types}</Types>"}
    members["_rels/.rels"] = (
        f'{_RELATIONS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    folder, _, name = main.rpartition("/")
    members[f"{folder}/_rels/{name}.rels"] = _RELATIONS + "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(((kind, target) for kind, many in links.items() for target in many), 1)
    ) + "</Relationships>"  # fmt: skip
    return _zip(members | {name: data for name, (_, data) in parts.items()})


def xlsx(count: int) -> bytes:
    """A workbook with shared strings."""
    texts: dict[str, int] = {}

    def cells(values: tuple[object, ...]) -> Iterator[str]:
        for column, value in zip("ABCDEFGHIJ", values, strict=True):
            if isinstance(value, str):
                yield f'<c r="{column}{at}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
            else:
                yield f'<c r="{column}{at}"><v>{value}</v></c>'

    lines = []
    for at, row in enumerate((HEADER, *rows(count)), 1):
        lines.append(f'<row r="{at}" spans="1:10">{"".join(cells(row))}</row>')
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    size = f'<dimension ref="A1:J{count + 1}"/>'
    sheet = f'<worksheet xmlns="{name}">{size}<sheetData>{"".join(lines)}</sheetData></worksheet>'
    listed = '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{name}" xmlns:r="{_OFFICE}">{listed}</workbook>'
    kind = f"{_KIND}.spreadsheetml"
    return _package(
        "xl/workbook.xml",
        {
            "xl/workbook.xml": (f"{kind}.sheet.main+xml", book),
            "xl/worksheets/sheet1.xml": (f"{kind}.worksheet+xml", sheet),
            "xl/sharedStrings.xml": (f"{kind}.sharedStrings+xml", f'<sst xmlns="{name}">{strings}</sst>'),
        },
        {"worksheet": ["worksheets/sheet1.xml"], "sharedStrings": ["sharedStrings.xml"]},
    )


def docx(count: int) -> bytes:
    """A paragraph for each sentence, in two runs."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f'<w:p><w:pPr><w:spacing w:after="120"/></w:pPr><w:r><w:rPr><w:sz w:val="22"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(line[:40])}</w:t></w:r>'
        f'<w:r><w:t xml:space="preserve">{escape(line[40:])}</w:t></w:r></w:p>'
        for line in sentences(count)
    )
    document = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
    kind = f"{_KIND}.wordprocessingml.document.main+xml"
    return _package("word/document.xml", {"word/document.xml": (kind, document)}, {})


def pptx(count: int) -> bytes:
    """Slides of twelve lines."""
    names = (
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"'
        ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    )
    lines = list(sentences(count))
    kind = f"{_KIND}.presentationml"
    slides, parts = [], {}
    for at in range(0, count, 12):
        text = "".join(f"<a:p><a:r><a:rPr/><a:t>{escape(line)}</a:t></a:r></a:p>" for line in lines[at : at + 12])
        slides.append(f"slides/slide{len(slides) + 1}.xml")
        shape = f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='Text'/></p:nvSpPr><p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>"
        slide = f"<p:sld {names}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>"
        parts[f"ppt/{slides[-1]}"] = (f"{kind}.slide+xml", slide)
    listed = "".join(f'<p:sldId id="{256 + at}" r:id="rId{at}"/>' for at in range(1, len(slides) + 1))
    show = f"<p:presentation {names}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
    main = {"ppt/presentation.xml": (f"{kind}.presentation.main+xml", show)}
    return _package("ppt/presentation.xml", main | parts, {"slide": slides})


_ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"'  # noqa: E501 - one start tag


def _open_document(kind: str, body: str) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    return _zip({"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest})


def odt(count: int) -> bytes:
    """A paragraph for each sentence."""
    lines = "".join(f"<text:p><text:span>{escape(line)}</text:span></text:p>" for line in sentences(count))
    return _open_document("text", f"<office:text>{lines}</office:text>")


def ods(count: int) -> bytes:
    """One sheet."""

    def cell(value: object) -> str:
        kind = 'string"' if isinstance(value, str) else f'float" office:value="{value}"'
        text = f"<text:p>{escape(str(value))}</text:p>"
        return f'<table:table-cell office:value-type="{kind}>{text}</table:table-cell>'

    lines = (f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in (HEADER, *rows(count)))
    table = f'<table:table table:name="Data">{"".join(lines)}</table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def _mail(count: int, at: int = 0) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Ann Lee <ann@example.com>", "Bob Ray <bob@example.com>"
    mail["Subject"], mail["Date"] = f"Minutes {at}", "Tue, 05 Mar 2024 10:00:00 -0500"
    mail["Message-ID"] = f"<{at}@example.com>"
    mail.set_content(prose(count))
    mail.add_attachment(table_text(count), maintype="text", subtype="csv", filename="list.csv")
    return mail


def eml(count: int) -> bytes:
    """A mail with a text and a table."""
    return _mail(count).as_bytes()


def mbox(count: int) -> bytes:
    """Mails of 40 sentences and rows."""
    letter = b"From ann@example.com Tue Mar  5 10:00:00 2024\n"
    return b"".join(letter + _mail(40, at).as_bytes() + b"\n" for at in range(max(1, count // 40)))


def sqlite(count: int) -> bytes:
    """One table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.db"
        database = sqlite3.connect(path)
        database.execute(f"create table people ({', '.join(HEADER)})")
        database.executemany(f"insert into people values ({','.join('?' * 10)})", rows(count))  # noqa: S608
        database.commit()
        database.close()
        return path.read_bytes()


def _arrow(count: int) -> Any:  # noqa: ANN401 - a table of pyarrow
    import pyarrow as pa

    columns = list(zip(*rows(count), strict=True))
    return pa.table({name: list(column) for name, column in zip(HEADER, columns, strict=True)})


def parquet(count: int) -> bytes:
    """Row groups of 20,000."""
    from columnar_samples import parquet

    return parquet(_arrow(count), row_group_size=20_000)


def orc(count: int) -> bytes:
    """With the writer's own stripes."""
    from columnar_samples import orc

    return orc(_arrow(count))


def feather(count: int) -> bytes:
    """Batches of 20,000."""
    from columnar_samples import feather

    return feather(_arrow(count), chunksize=20_000)


def avro(count: int) -> bytes:
    """Blocks in deflate."""
    import fastavro

    kinds = {"id": "long", "amount": "double"}
    fields = [{"name": name, "type": kinds.get(name, "string")} for name in HEADER]
    schema = fastavro.parse_schema({"type": "record", "name": "Person", "fields": fields})
    out = io.BytesIO()
    fastavro.writer(out, schema, (dict(zip(HEADER, row, strict=True)) for row in rows(count)), codec="deflate")
    return out.getvalue()


def seven_zip(count: int) -> bytes:
    """The table in LZMA2."""
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.writestr(table_text(count), "list.csv")
    return out.getvalue()


def lz4(count: int) -> bytes:
    """The table in LZ4."""
    from lz4 import frame

    return bytes(frame.compress(table_text(count)))


def zstd(count: int) -> bytes:
    """The table in Zstandard."""
    from piiscan.formats.archives.zstandard import zstd

    return bytes(zstd.compress(table_text(count)))


def tar(count: int) -> bytes:
    """The table in a TAR."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("list.csv")
        info.size = len(data := table_text(count))
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(count: int) -> bytes:
    """The table in a ZIP."""
    return _zip({"list.csv": table_text(count)})
