"""PDF: every place in a document where a number can stand, shown or not; and files that are two things at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pikepdf
from planted import Case, Plant
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), extra) + data + b"\nendstream"


def _text(text: str, x: int = 72, y: int = 720) -> bytes:
    return b"BT /F1 12 Tf %d %d Td (%s) Tj ET" % (x, y, text.encode())


def _objects(content: bytes, page: bytes = b"", catalog: bytes = b"", more: list[bytes] | None = None) -> list[bytes]:
    """1 catalog, 2 pages, 3 font, 4 the page, 5 its content, and what is given from 6 on."""
    resources = b"/Font << /F1 3 0 R >> /Properties << /L1 6 0 R >>"
    return [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
        _FONT,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R %s /Resources << %s >> >>"
        % (page, resources),
        _stream(content),
        *(more or []),
    ]


def _one(variant: str, where: str, build: Callable[[str], list[bytes]]) -> Case:
    return Case("PDF", variant, "a.pdf", lambda plant: _file(build(plant.record(variant, where))))


def _updated(plant: Plant) -> bytes:
    """The page written anew by an incremental update, as editors do it that black text out."""
    first = plant.record("text replaced by an update", "revision 1 › page 1 › line 1")
    before = _file(_objects(_text(first)))
    changed = b"5 0 obj\n" + _stream(_text(plant.record("text of the update", "page 1 › line 1"))) + b"\nendobj\n"
    start = len(before)
    table = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return before + changed + table % (start, before.rindex(b"xref\n0"), start + len(changed))


def _form(plant: Plant) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(72, 720, "Application")
    form = page.acroForm
    form.textfield(name="name", value="Ann Lee", x=72, y=600)
    form.textfield(name="ssn", value=plant("text field", "page 1 › form"), x=72, y=500)
    page.save()
    return out.getvalue()


def _with_properties(plant: Plant) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(72, 720, "Report")
    page.bookmarkPage("here")
    page.addOutlineEntry(plant.record("outline", "outline"), "here")
    page.setTitle(plant.record("title", "metadata"))
    page.setSubject("none")
    page.save()
    return out.getvalue()


def _compressed(plant: Plant) -> bytes:
    """Objects in object streams, XMP, and a field without a widget, as qpdf writes them."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawString(72, 720, plant.record("page", "page 1 › line 1"))
    page.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        with document.open_metadata() as metadata:
            metadata["xmp:Label"] = plant.record("XMP", "XMP › line 4 › Label")
        words = pikepdf.Dictionary(
            S=pikepdf.Name.Figure, Alt=plant.record("alternative text in an object stream", "object 1")
        )
        document.Root.Spare = document.make_indirect(words)
        made = io.BytesIO()
        document.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pikepdf.open(io.BytesIO(made.getvalue())) as document:
        number = document.Root.Spare.objgen[0]
    plant.places = {
        ssn: (name, where.replace("object 1", f"object {number}")) for ssn, (name, where) in plant.places.items()
    }
    return made.getvalue()


def _owner_password(plant: Plant) -> bytes:
    out = io.BytesIO()
    lock = StandardEncryption("", ownerPassword="owner", strength=128)
    page = canvas.Canvas(out, encrypt=lock)
    page.drawString(72, 720, plant.record("page", "page 1 › line 1"))
    page.setAuthor(plant.record("author", "metadata"))
    page.save()
    return out.getvalue()


def _zip(record: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", record + "\n")
    return out.getvalue()


def _shifted(front: bytes, archive: bytes) -> bytes:
    """An archive behind something, with its offsets counted from the beginning of the file."""
    out = io.BytesIO()
    out.write(front)
    with zipfile.ZipFile(out, "a") as target, zipfile.ZipFile(io.BytesIO(archive)) as source:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return out.getvalue()


def _pdf_and_zip(plant: Plant) -> bytes:
    front = _file(_objects(_text(plant.record("page", "page 1 › line 1"))))
    return _shifted(front, _zip(plant.record("member of the archive behind", "a.txt › line 1 › column 14")))


def _text_and_zip(plant: Plant) -> bytes:
    front = f"#!/bin/sh\n# {plant.record('script in front', 'line 2 › column 16')}\nexec java -jar $0\n".encode()
    return _shifted(front, _zip(plant.record("member of the archive behind", "a.txt › line 1 › column 14")))


def _html_and_pdf(plant: Plant) -> bytes:
    front = f"<html><body>{plant.record('page of HTML in front', 'line 1 › column 26')}</body></html>\n".encode()
    return front + _file(_objects(_text(plant.record("page", "page 1 › line 1"))))


def _xfa(plant: Plant) -> bytes:
    values = f"<xfa:data><name>Ann Lee</name><ssn>{plant('value of a field', 'XFA datasets › line 1 › ssn')}</ssn></xfa:data>"
    packet = f"<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'>{values}</xfa:datasets>"
    text = plant.record("text of the form", "XFA template › line 1 › text")
    form = (
        "<template xmlns='http://www.xfa.org/schema/xfa-template/2.8/'><subform><draw><value><text>"
        f"{text}</text></value></draw></subform></template>"
    )
    return _file(
        _objects(
            _text("Please wait"),
            catalog=b"/AcroForm << /Fields [] /XFA [(template) 6 0 R (datasets) 7 0 R] >>",
            more=[_stream(form.encode()), _stream(packet.encode())],
        )
    )


def _xfa_in_one(plant: Plant) -> bytes:
    values = f"<xfa:data><name>Ann Lee</name><ssn>{plant('value of a field', 'XFA › line 1 › ssn')}</ssn></xfa:data>"
    packet = f"<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'>{values}</xfa:datasets>"
    whole = f"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'>{packet}</xdp:xdp>"
    form = b"/AcroForm << /Fields [] /XFA 6 0 R >>"
    return _file(_objects(_text("Please wait"), catalog=form, more=[_stream(whole.encode())]))


CASES = [
    Case("PDF", "XFA in packets", "a.pdf", _xfa),
    Case("PDF", "XFA in one stream", "a.pdf", _xfa_in_one),
    _one("white text", "page 1 › line 1", lambda record: _objects(b"1 1 1 rg " + _text(record))),
    _one("invisible text", "page 1 › line 1", lambda record: _objects(_text(record).replace(b"Td", b"Td 3 Tr"))),
    _one("text off the page", "page 1 › line 1", lambda record: _objects(_text(record, 2000, 3000))),
    _one(
        "text outside the crop box", "page 1 › line 1", lambda record: _objects(_text(record), b"/CropBox [0 0 99 99]")
    ),
    _one(
        "text under a black box", "page 1 › line 1", lambda record: _objects(_text(record) + b" 0 g 0 0 612 792 re f")
    ),
    _one(
        "layer switched off",
        "page 1 › line 1",
        lambda record: _objects(
            b"/OC /L1 BDC " + _text(record) + b" EMC",
            catalog=b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
            more=[b"<< /Type /OCG /Name (draft) >>"],
        ),
    ),
    _one(
        "ActualText of marked content",
        "page 1 › line 1",
        lambda record: _objects(b"/Span << /ActualText (%s) >> BDC " % record.encode() + _text("picture") + b" EMC"),
    ),
    _one(
        "alternative text of a figure",
        "object 7",
        lambda record: _objects(
            b"/Figure << /MCID 0 >> BDC " + _text("x") + b" EMC",
            catalog=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R",
            more=[
                b"<< /Type /StructTreeRoot /K 7 0 R >>",
                b"<< /Type /StructElem /S /Figure /P 6 0 R /Pg 4 0 R /K 0 /Alt (%s) >>" % record.encode(),
            ],
        ),
    ),
    _one(
        "script of the document",
        "object 6",
        lambda record: _objects(
            _text("x"),
            catalog=b"/OpenAction 6 0 R",
            more=[b'<< /S /JavaScript /JS (app.alert\\("%s"\\)) >>' % record.encode()],
        ),
    ),
    _one(
        "script in a stream",
        "script 7 › line 2 › column 17",
        lambda record: _objects(
            _text("x"),
            catalog=b"/OpenAction 6 0 R",
            more=[b"<< /S /JavaScript /JS 7 0 R >>", _stream(b"var a = 1;\n// %s\n" % record.encode())],
        ),
    ),
    _one(
        "note",
        "page 1 › note",
        lambda record: _objects(
            _text("x"),
            b"/Annots [6 0 R]",
            more=[b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (%s) >>" % record.encode()],
        ),
    ),
    _one(
        "stamp",
        "page 1 › note",
        lambda record: _objects(
            _text("x"),
            b"/Annots [6 0 R]",
            more=[
                b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 600 790] /AP << /N 7 0 R >> >>",
                _stream(
                    _text(record),
                    b"/Type /XObject /Subtype /Form /BBox [0 0 600 790] /Resources << /Font << /F1 3 0 R >> >>",
                ),
            ],
        ),
    ),
    _one(
        "link",
        "object 6",
        lambda record: _objects(
            _text("x"),
            b"/Annots [6 0 R]",
            more=[
                b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:a@b.c?body=%s) >> >>"
                % record.encode()
            ],
        ),
    ),
    _one(
        "file on a note",
        "page 1 › a.txt › line 1 › column 14".replace("page 1 › a.txt › line 1", "a.txt › page 1 › line 1"),
        lambda record: _objects(
            _text("x"),
            b"/Annots [6 0 R]",
            more=[
                b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >> >>",
                _stream(record.encode(), b"/Type /EmbeddedFile"),
            ],
        ),
    ),
    _one(
        "field without a widget",
        "object 6",
        lambda record: _objects(
            _text("x"),
            catalog=b"/AcroForm << /Fields [6 0 R] >>",
            more=[b"<< /FT /Tx /T (notes) /V (%s) >>" % record.encode()],
        ),
    ),
    Case("PDF", "incremental update", "a.pdf", _updated),
    Case("PDF", "form by reportlab", "a.pdf", _form),
    Case("PDF", "properties and outline by reportlab", "a.pdf", _with_properties),
    Case("PDF", "object streams and XMP by qpdf", "a.pdf", _compressed),
    Case("PDF", "owner password", "a.pdf", _owner_password),
    Case("two formats", "PDF and ZIP", "a.pdf", _pdf_and_zip),
    Case("two formats", "shell script and ZIP", "a.sh", _text_and_zip),
    Case("two formats", "HTML and PDF", "a.html", _html_and_pdf),
    Case(
        "two formats",
        "PDF behind 3 kB of something",
        "a.pdf",
        lambda plant: bytes(range(128, 256)) * 24 + _file(_objects(_text(plant.record("page", "page 1 › line 1")))),
    ),
    Case(
        "two formats",
        "ZIP called .txt",
        "a.txt",
        lambda plant: _zip(plant.record("member", "a.txt › line 1 › column 14")),
    ),
    Case(
        "two formats",
        "PDF called .jpg",
        "a.jpg",
        lambda plant: _file(_objects(_text(plant.record("page", "page 1 › line 1")))),
    ),
    Case(
        "two formats",
        "GIF and script",
        "a.gif",
        lambda plant: f"GIF89a/*{plant.record('script', 'line 1 › column 22')}*/=1;alert(1);\n".encode(),
    ),
]
