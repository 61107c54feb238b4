"""Every part of a Word document that holds text, and where in it."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import pytest
from format_samples import SSN, Read, read, rezipped, zipped

from piiscan.config import Limits
from piiscan.model import Reason, Shape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """A document whose body is this XML (prefix w)."""
    body = f'<?xml version="1.0"?><w:document xmlns:w="{W}" xmlns:mc="mc"><w:body>{xml}</w:body></w:document>'
    return rezipped(saved(docx.Document()), lambda name, data: body.encode() if name == "word/document.xml" else data)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture(scope="module")
def full() -> Read:
    document = docx.Document()
    document.add_paragraph("Employee: Ann Lee")
    paragraph = document.add_paragraph("SSN 010-")
    paragraph.add_run("94-").bold = True
    paragraph.add_run("0001")
    for rows in (
        [("Name", "SSN"), ("Ann Lee", "010-94-0002"), ("Bob Ray", "010-94-0003")],
        [("Name:", "Ann Lee"), ("SSN:", "010-94-0004")],
    ):
        table = document.add_table(len(rows), 2)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = "Header 010-94-0005"
    document.sections[0].footer.paragraphs[0].text = "Footer 010-94-0006"
    document.add_comment(document.paragraphs[0].runs, "Comment 010-94-0007", author="Bob Ray")
    document.core_properties.author = "Ann 010-94-0008"
    document.add_picture(io.BytesIO(PNG))
    return read(saved(document), "a.docx")


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes.fromhex("00000001000000010800000000"))
PNG += chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_body_tables_headers_comments_properties(full):
    assert full.format == "docx"
    assert full.gaps == []
    assert full.places == {
        "010-94-0001": ["LINE 2"],
        "010-94-0002": ["TABLE 1 ROW 2 COLUMN 2"],
        "010-94-0003": ["TABLE 1 ROW 3 COLUMN 2"],
        "010-94-0004": ["TABLE 2 ROW 2 COLUMN 2"],
        "010-94-0005": ["PART header1 LINE 1"],
        "010-94-0006": ["PART footer1 LINE 1"],
        "010-94-0007": ["PART comments LINE 1"],
        "010-94-0008": ["PART properties"],
    }
    assert full.shapes.count(Shape.TABLE) == 1
    assert "Name: Ann Lee\nSSN: 010-94-0004\n" in full.text


def test_pictures_are_children_with_their_own_outcome(full):
    pictures = [child for child in full.children if child.refused]
    assert [(child.at, child.media_type) for child in pictures] == [("MEMBER word/media/image1.png", "image/png")]


def test_tracked_changes_give_the_text_before_and_after():
    result = read(
        with_body(
            "<w:p><w:r><w:t>SSN 010-94-</w:t></w:r><w:del><w:r><w:delText>0001</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>0002</w:t></w:r></w:ins></w:p>" + p("same")
        ),
        "a.docx",
    )
    assert result.text.startswith("SSN 010-94-0002\nSSN 010-94-0001\nsame\n")
    assert result.places == {"010-94-0002": ["LINE 1"], "010-94-0001": ["LINE 1"]}


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{p('box 010-94-0001')}</w:txbxContent>"
    result = read(
        with_body(
            f"<w:p><w:r><w:t>before </w:t></w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:r><w:t>after</w:t></w:r></w:p>"
        ),
        "a.docx",
    )
    assert result.text.startswith("box 010-94-0001\nbefore after\n")
    assert result.places == {"010-94-0001": ["LINE 1"]}


def boxed(value: str, label: str = "") -> str:
    """A paragraph with a text box on it."""
    return (
        f"<w:p><w:r><w:pict><w:txbxContent>{p(value)}</w:txbxContent></w:pict></w:r><w:r><w:t>{label}</w:t></w:r></w:p>"
    )


def test_text_boxes_with_the_values_of_a_form_stand_behind_their_labels():
    on_labels = p("Form") + boxed("Ann Lee", "Patient name:") + boxed("010-94-0001", "SSN") + p("End")
    assert read(with_body(on_labels), "a.docx").text.startswith("Form\nPatient name: Ann Lee\nSSN: 010-94-0001\nEnd\n")
    before = p("Form") + boxed("Ann Lee") + p("Patient name") + boxed("010-94-0001") + p("") + p("SSN:") + p("End")
    assert read(with_body(before), "a.docx").text.startswith("Form\nPatient name: Ann Lee\nSSN: 010-94-0001\nEnd\n")


def test_text_boxes_below_their_labels_or_without_one_stay():
    below = p("Patient name") + boxed("Ann Lee") + p("SSN") + boxed("010-94-0001") + p("End")
    assert read(with_body(below), "a.docx").text.startswith("Patient name\nAnn Lee\nSSN\n010-94-0001\nEnd\n")
    alone = boxed("Ann Lee") + boxed("12 Elm St") + p("Dear Ms. Lee") + boxed("Draft") + p("SSN 010-94-0001")
    text = "Ann Lee\n12 Elm St\nDear Ms. Lee\nDraft\nSSN 010-94-0001\n"
    assert read(with_body(alone), "a.docx").text.startswith(text)


def test_breaks_tabs_and_hyphens():
    result = read(
        with_body(
            "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Ann</w:t><w:tab/><w:t>010</w:t>"
            "<w:noBreakHyphen/><w:t>94</w:t><w:noBreakHyphen/><w:t>0001</w:t><w:br/><w:t>next</w:t></w:r></w:p>"
        ),
        "a.docx",
    )
    assert result.text.startswith("Ann\t010-94-0001\nnext\n")


def test_merged_and_nested_cells():
    def cell(text: str, span: int = 1) -> str:
        return f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr>{p(text)}</w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    inner = f"<w:tbl>{row(cell('Name'), cell('SSN'))}{row(cell('Cy Orr'), cell('010-94-0002'))}</w:tbl>"
    result = read(
        with_body(
            f"<w:tbl>{row(cell('Name', 2), cell('SSN'))}{row(cell('Ann'), cell('Lee'), cell('010-94-0001'))}"
            f"{row(cell('Bob', 2), f'<w:tc>{inner}{p(SSN)}</w:tc>')}</w:tbl>"
        ),
        "a.docx",
    )
    assert result.places["010-94-0001"] == ["TABLE 1 ROW 2 COLUMN 3", "TABLE 1 ROW 3 COLUMN 3"]
    assert result.places["010-94-0002"] == ["TABLE 2 ROW 2 COLUMN 2"]


def test_a_broken_part_is_a_gap_and_its_text_is_still_read():
    data = with_body(p("010-94-0001") + "<w:p><w:r><w:t>010-94-0002</w:x></w:r></w:p>" + p("010-94-0003"))
    result = read(data, "a.docx")
    assert result.places["010-94-0001"] == ["LINE 1"]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert "010-94-0003" in result.everywhere()


def test_the_main_part_may_have_another_name():
    def renamed(name: str, data: bytes) -> bytes:
        if name in {"[Content_Types].xml", "_rels/.rels"}:
            return data.replace(b"word/document.xml", b"texts/main.xml")
        return data

    document = docx.Document()
    document.add_paragraph(f"SSN {SSN}")
    data = rezipped(saved(document), renamed)
    with_parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            with_parts["texts/main.xml" if name == "word/document.xml" else name] = archive.read(name)
    result = read(zipped(with_parts), "a.docx")
    assert result.places == {SSN: ["LINE 1"]}


def test_custom_xml_and_embedded_files_are_children():
    data = saved(docx.Document())
    parts = rezipped(data, lambda _name, content: content)
    extra = io.BytesIO(parts)
    with zipfile.ZipFile(extra, "a") as archive:
        archive.writestr("customXml/item9.xml", f"<?xml version='1.0'?><e><ssn>{SSN}</ssn></e>")
        archive.writestr("word/embeddings/book.zip", zipped({"a.txt": b"010-94-0002"}))
    result = read(extra.getvalue(), "a.docx")
    assert SSN in result.child("item9.xml").text
    assert result.child("book.zip").child("a.txt").at == "MEMBER word/embeddings/book.zip MEMBER a.txt"


def test_entities_in_a_part_are_not_expanded():
    document = docx.Document()
    document.add_paragraph("x")
    evil = (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
        b"<w:document xmlns:w='" + W.encode() + b"'><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    result = read(rezipped(saved(document), lambda name, data: evil if name == "word/document.xml" else data), "a.docx")
    assert "root:" not in result.everywhere()
    assert any("entities" in gap.detail for gap in result.gaps)


def test_the_budget_holds():
    document = with_body(p("x" * 3_000_000))
    result = read(document, "a.docx", Limits(expanded=1 << 20))
    assert any(gap.reason is Reason.LIMIT for gap in result.gaps) or result.refused.reason is Reason.LIMIT


def test_a_page_break_is_a_form_feed():
    got = read(with_body(p("one") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + p("two")), "a.docx")
    assert "one\n" in got.text
    assert "\f\ntwo" in got.text


def test_a_cell_merged_downwards_says_whose_the_rows_are(scan):
    document = docx.Document()
    table = document.add_table(4, 3)
    rows = [
        ("Employee", "Type", "Savings account no."),
        ("Ann Lee", "A", "44556677"),
        ("", "B", "44556678"),
        ("", "C", "44556679"),
    ]
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    found = scan(saved(document), "a.docx").findings
    told = [(one.person.normal if one.person else None, one.elements[0].value) for one in found]
    assert told == [("ann lee", "44556677"), ("ann lee", "44556678"), (None, "44556679")]
