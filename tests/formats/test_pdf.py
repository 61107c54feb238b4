"""Pages by line, what stands beside them, and the verdict on a lock."""

from __future__ import annotations

import io
import time

import pytest
from format_samples import SSN, locked_pdf, pages, pdf, read, stream, text_page
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.pdf import second as pdf_second
from piiscan.formats.pdf.lock import grade
from piiscan.formats.pdf.objects import Walk, earlier
from piiscan.formats.segments.flow import Flow
from piiscan.model import Encryption, Reason

IMAGE = stream(
    b"\x00", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
DRAW_IMAGE = b"q 500 0 0 500 50 50 cm /Im Do Q"


def document(*contents: bytes, page: bytes = b"", catalog: bytes = b"", more: tuple[bytes, ...] = (IMAGE,)) -> bytes:
    return pdf([*pages(list(contents), page, catalog), *more])


def test_pages_and_lines():
    result = read(document(text_page([b"Ann Lee", b"SSN 010-94-0001"]), text_page([b"010-94-0002"])), "a.pdf")
    assert result.text == "Ann Lee\nSSN 010-94-0001\n\f\n010-94-0002\n\f\n"
    assert result.places == {"010-94-0001": ["PAGE 1 LINE 2"], "010-94-0002": ["PAGE 2 LINE 1"]}
    assert result.gaps == []
    assert result.encryption is None


def test_a_number_broken_over_a_line_end_is_one_number():
    result = read(document(text_page([b"SSN 010-94-", b"0001 and", b"010-94-0002"])), "a.pdf")
    assert "SSN 010-94-0001 and\n" in result.text
    assert result.places == {"010-94-0001": ["PAGE 1 LINE 1"], "010-94-0002": ["PAGE 1 LINE 3"]}


def test_words_and_lists_are_not_joined():
    result = read(document(text_page([b"item -", b"5 things", b"Smith-", b"Jones 010-94-0001"])), "a.pdf")
    assert "item -\n5 things\n" in result.text
    assert "Smith-Jones" in result.text


def test_a_page_that_is_a_picture_is_a_gap():
    result = read(document(text_page([b"text"]), DRAW_IMAGE, b"", DRAW_IMAGE), "a.pdf")
    assert [(gap.reason, gap.detail, gap.at[0].at) for gap in result.gaps] == [
        (Reason.UNSUPPORTED, "page 2: image only, no text", 2),
        (Reason.UNSUPPORTED, "page 4: image only, no text", 4),
    ]


def test_text_drawn_as_shapes_is_a_gap_and_a_blank_page_is_none():
    shapes = b"0 0 m 10 10 l S " * 60
    result = read(document(b"", shapes), "a.pdf")
    assert [gap.detail for gap in result.gaps] == ["page 2: drawing only, no text"]


FORM = (
    b"<< /Fields [10 0 R] /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>",
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f12) /TU (Social Security Number)"  # noqa: ISC004
    b" /V (010-94-0003) /Rect [50 50 200 70] /P 4 0 R >>",
    b"<< /Type /Annot /Subtype /Text /Contents (note of 010-94-0004) /T (Ann Lee) /Rect [1 1 9 9] >>",
)


def test_fields_and_notes_are_read():
    result = read(
        document(
            text_page([b"Form"]),
            page=b"/Annots [8 0 R 9 0 R]",
            catalog=b"/AcroForm 7 0 R",
            more=(IMAGE, FORM[0].replace(b"10 0 R", b"8 0 R"), FORM[1], FORM[2]),
        ),
        "a.pdf",
    )
    assert "Social Security Number: 010-94-0003\n" in result.text
    assert "note of 010-94-0004\nAnn Lee\n" in result.text
    assert result.places["010-94-0003"] == ["PAGE 1 PART form"]
    assert result.places["010-94-0004"] == ["PAGE 1 PART note"]


def test_metadata_and_outline_are_read():
    objects = pages([text_page([b"x"])], catalog=b"/Outlines 8 0 R")
    objects += [
        IMAGE,
        b"<< /Title (Payroll 010-94-0005) /Author (Ann Lee) >>",
        b"<< /First 9 0 R /Last 9 0 R /Count 1 >>",
        b"<< /Title (Chapter 010-94-0006) /Parent 8 0 R /Dest [4 0 R /Fit] >>",
    ]
    result = read(pdf(objects, b"/Info 7 0 R"), "a.pdf")
    assert result.places == {"010-94-0005": ["PART metadata"], "010-94-0006": ["PART outline"]}
    assert "Author: Ann Lee" in result.text


def test_attachments_are_children():
    objects = pages([text_page([b"x"])], catalog=b"/Names << /EmbeddedFiles << /Names [(s.csv) 7 0 R] >> >>")
    objects += [
        IMAGE,
        b"<< /Type /Filespec /F (s.csv) /UF (s.csv) /EF << /F 8 0 R >> >>",
        stream(b"name,ssn\nAnn Lee,010-94-0001\n", b"/Type /EmbeddedFile"),
    ]
    result = read(pdf(objects), "a.pdf")
    assert [(child.at, child.format) for child in result.children] == [("MEMBER s.csv", "delimited")]
    assert SSN in result.children[0].text


def test_the_budget_counts_attachments():
    objects = pages([text_page([b"x"])], catalog=b"/Names << /EmbeddedFiles << /Names [(s) 7 0 R] >> >>")
    objects += [IMAGE, b"<< /Type /Filespec /F (s) /EF << /F 8 0 R >> >>", stream(b"x" * 5000)]
    result = read(pdf(objects), "a.pdf", Limits(expanded=1000))
    assert result.children[0].refused.reason is Reason.LIMIT


def test_an_owner_password_alone_locks_nothing():
    result = read(locked_pdf(b"", [b"Ann Lee 010-94-0001"]), "a.pdf")
    assert result.places == {"010-94-0001": ["PAGE 1 LINE 1"]}
    assert result.encryption == Encryption("plain", "RC4", 40)
    assert result.refused is None


def test_a_user_password_locks_and_the_cipher_is_named():
    result = read(locked_pdf(b"secret", [b"Ann Lee 010-94-0001"]), "a.pdf")
    assert (result.text, result.refused.reason) == ("", Reason.ENCRYPTED)
    assert result.encryption == Encryption("weak", "RC4", 40)


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ({"V": 1, "R": 2}, ("weak", "RC4", 40)),
        ({"V": 1, "R": 3, "Length": 128}, ("weak", "RC4", 40)),
        ({"V": 2, "R": 3, "Length": 128}, ("encrypted", "RC4", 128)),
        ({"V": 2, "R": 3, "Length": 64}, ("weak", "RC4", 64)),
        ({"V": 4, "CF": {"StdCF": {"CFM": "AESV2"}}, "StmF": "StdCF"}, ("encrypted", "AES", 128)),
        ({"V": 4, "CF": {"StdCF": {"CFM": "V2"}}, "StmF": "StdCF", "Length": 16}, ("encrypted", "RC4", 128)),
        ({"V": 5, "R": 6, "CF": {"StdCF": {"CFM": "AESV3"}}, "StmF": "StdCF"}, ("encrypted", "AES", 256)),
        ({"V": 5, "R": 6, "CF": {}}, ("encrypted", None, 256)),
    ],
)
def test_grades_of_locks(lock, wanted):
    found = grade(lock)
    assert (found.verdict, found.algorithm, found.bits) == wanted


def test_a_document_cut_short_gives_the_pages_it_has():
    data = document(*[text_page([b"page 010-94-%04d" % number]) for number in range(1, 21)])
    result = read(data[: len(data) * 2 // 3], "a.pdf")
    assert 10 <= len(result.places) <= 15
    assert "PAGE 1 LINE 1" in result.places["010-94-0001"]
    assert any("damaged" in gap.detail for gap in result.gaps)


def test_the_second_reader_takes_over_where_pdfium_refuses(monkeypatch):
    monkeypatch.setattr(pdf_second, "_CATALOG", pdf_second.re.compile(b"(no)(catalog)"))
    monkeypatch.setattr("pypdfium2.PdfDocument", _refuse)
    result = read(document(text_page([b"Ann Lee", b"SSN 010-94-0001"])), "a.pdf")
    assert result.places == {"010-94-0001": ["PAGE 1 LINE 2"]}
    assert "second reader" in result.gaps[0].detail


def _refuse(_stream, **_options):
    import pypdfium2

    raise pypdfium2.PdfiumError("refused", err_code=3)


def test_only_a_header_is_corrupt():
    result = read(b"%PDF-1.7\n010-94-0001 and nothing more\n", "a.pdf")
    assert result.refused.reason is Reason.CORRUPT
    assert "010" not in result.refused.detail


def test_the_number_of_pages_is_limited():
    result = read(document(*[text_page([b"x"])] * 5), "a.pdf", Limits(pages=3))
    assert result.text.count("x") == 3
    assert result.gaps[-1].detail == "5 pages, 3 of them read (limit: pages)"


def test_many_pages_come_in_several_segments():
    line = b"words and words of a page, more of them, until the line is full"
    data = document(*[text_page([line] * 50 + [b"010-94-%04d" % number]) for number in range(1, 61)])
    result = read(data, "a.pdf")
    assert len(result.shapes) > 2
    assert result.places["010-94-0060"] == ["PAGE 60 LINE 51"]
    assert all(len(places) == 1 for places in result.places.values())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    content = bytearray(document(text_page([b"Ann Lee 010-94-0001"]), text_page([b"010-94-0002"])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(content), "a.pdf")
    read(bytes(content[: data.draw(st.integers(0, len(content)))]), "a.pdf")


# What stands in the bytes and on no page ---------------------------------------------------------------------


def updated(*contents: bytes) -> bytes:
    """A document of one page whose content was written anew by incremental updates."""
    data = pdf(pages([contents[0]]))
    table = data.rindex(b"xref\n0")
    for content in contents[1:]:
        start, body = len(data), b"5 0 obj\n" + stream(content) + b"\nendobj\n"
        end = start + len(body)
        entry = b"xref\n5 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        data += body + entry % (start, table, end)
        table = end
    return data


def test_text_of_earlier_revisions_is_read_once():
    both, one = text_page([b"Ann 010-94-0001", b"Bob 010-94-0002"]), text_page([b"Ann 010-94-0001"])
    result = read(updated(both, one, one, text_page([b"nothing"])), "a.pdf")
    assert result.places == {
        "010-94-0001": ["PART revision 1 PAGE 1 LINE 1"],
        "010-94-0002": ["PART revision 1 PAGE 1 LINE 2"],
    }
    assert not result.gaps


def test_too_many_revisions_are_a_gap():
    result = read(updated(*(text_page([b"010-94-%04d" % number]) for number in range(1, 26))), "a.pdf")
    assert "010-94-0025" in result.places
    assert "010-94-0010" in result.places
    assert "010-94-0001" not in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_what_a_note_says_is_given_once():
    objects = pages([text_page([b"x"])], page=b"/Annots [7 0 R]")
    note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (Ann 010-94-0001) >>"
    assert read(pdf([*objects, stream(b""), note]), "a.pdf").places == {"010-94-0001": ["PAGE 1 PART note"]}


def test_strings_in_every_form_are_read():
    strings = [
        b"(010-94-0001)",
        b"<3031302d39342d30303032>",
        b"<feff" + "010-94-0003".encode("utf-16-be").hex().encode() + b">",
    ]
    strings += [b"(010\\05594-0004)", b"((010-94-0005\\)))", b"(010-94-\\\n0006)"]
    objects = pages([text_page([b"x"])])
    objects += [stream(b""), *(b"<< /S /Figure /Alt %s >>" % string for string in strings)]
    found = read(pdf(objects), "a.pdf").places
    assert sorted(found) == [f"010-94-000{number}" for number in range(1, 7)]


def test_strings_of_a_document_with_an_owner_password_are_decrypted():
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption("", ownerPassword="owner", strength=128))
    page.drawString(72, 720, "x")
    page.linkURL("http://a.b/?ssn=010-94-0001", (0, 0, 9, 9))
    page.save()
    assert list(read(out.getvalue(), "a.pdf").places) == ["010-94-0001"]


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_objects_of_any_bytes_do_no_harm(junk, at):
    data = updated(text_page([b"010-94-0001"]), text_page([b"y"]))
    mutated = data[:at] + junk + data[at:]
    Walk(mutated, new_context(Limits()), set()).write(Flow())
    earlier(mutated)


@pytest.mark.parametrize(
    "part", [b"(", b"\\", b"<", b"/A (", b"1 0 obj ", b"1 0 obj stream\n", b"(a(b", b"<41 ", b"/A(\\"]
)
def test_no_object_takes_long(part):
    data = b"1 0 obj " + part * (1 << 20 >> 2)
    start = time.process_time()
    Walk(data, new_context(Limits()), set()).write(Flow())
    assert time.process_time() - start < 4


def forms(*contents: tuple[bytes, bytes]) -> bytes:
    """A page with a text that draws the first of these forms; each is its content and its resources."""
    objects = pages([text_page([b"Ann Lee, SSN 010-94-0001"]) + b" /Im Do"])
    for content, resources in contents:
        objects.append(stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + resources))
    return pdf(objects)


ITSELF = b"<< /XObject << /Im 6 0 R >> >>"


@pytest.mark.timeout(30)
def test_a_picture_made_of_itself_is_not_drawn():
    result = read(forms((b"/Im Do /Im Do", ITSELF)), "a.pdf")
    assert "010-94-0001" in result.places
    assert [gap.detail for gap in result.gaps] == ["1 pictures made of pictures without end, not drawn (limit: forms)"]
    two = forms((b"/A Do /A Do", b"<< /XObject << /A 7 0 R >> >>"), (b"/B Do /B Do", b"<< /XObject << /B 6 0 R >> >>"))
    assert "010-94-0001" in read(two, "a.pdf").places


def test_pictures_made_of_pictures_are_drawn():
    inner = b"BT /F1 12 Tf 1 1 Td (SSN 010-94-0002) Tj ET"
    font = b"<< /Font << /F1 3 0 R >> >>"
    result = read(forms((b"/A Do " * 3, b"<< /XObject << /A 7 0 R >> >>"), (inner, font)), "a.pdf")
    assert set(result.places) == {"010-94-0001", "010-94-0002"}
    assert result.gaps == []
    assert "010-94-0001" in read(forms((b"/Im Do", ITSELF)), "a.pdf").places
