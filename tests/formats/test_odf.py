"""OpenDocument: places, repeats, what is under lock, and damage that costs no more than what it hits."""

from __future__ import annotations

import base64
import tracemalloc

import pytest
from format_samples import SSN, Read, read, rezipped, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.opendocument.cells import Cell
from piiscan.model import Encryption, Reason, Shape

URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{prefix}="{URN}{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
KIND = "application/vnd.oasis.opendocument."


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def content(kind: str, body: str) -> bytes:
    return (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:body><office:{kind}>{body}</office:{kind}>'
        "</office:body></office:document-content>"
    ).encode()


def packed(kind: str, body: str, more: dict[str, bytes] | None = None) -> bytes:
    return zipped({"mimetype": (KIND + kind).encode(), "content.xml": content(kind, body), **(more or {})})


def text(body: str, **options) -> Read:
    return read(packed("text", body), "a.odt", **options)


def sheet(rows: str, **options) -> Read:
    return read(packed("spreadsheet", f'<table:table table:name="S">{rows}</table:table>'), "a.ods", **options)


def cell(content: str, more: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {more}>{p(content)}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_white_space_is_one_space_and_spaces_are_counted():
    result = text(p("Ann\n   Lee<text:s text:c='3'/>x<text:tab/>y<text:line-break/>z"))
    assert result.text == "Ann Lee   x\ty\nz\n"
    assert result.format == "odt"


def test_a_footnote_mark_does_not_lengthen_the_number_before_it():
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('note 010-94-0002')}</text:note-body></text:note>"
    result = text(p(f"{SSN}{note} on"))
    assert result.places == {SSN: ["LINE 1"], "010-94-0002": ["LINE 1 PART note"]}


def test_tracked_changes_give_the_text_before_and_after():
    region = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><office:change-info/>'
        f"{p('0001')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    result = text(region + p('SSN 010-94-<text:change text:change-id="a"/>0002') + p("same"))
    assert result.text == "SSN 010-94-0002\nSSN 010-94-00010002\nsame\n"


def test_repeated_cells_and_rows():
    result = sheet(
        row(cell("Name"), cell("SSN"))
        + row(cell("Ann"), cell(SSN), more='table:number-rows-repeated="2"')
        + row("<table:table-cell/>", more='table:number-rows-repeated="1000"')
        + row("<table:table-cell table:number-columns-repeated='1'/>", cell("010-94-0002"))
    )
    assert result.places[SSN] == ["SHEET S ROW 2 COLUMN 2", "SHEET S ROW 3 COLUMN 2"]
    assert result.places["010-94-0002"] == ["SHEET S ROW 1004 COLUMN 2"]
    assert Shape.TABLE in result.shapes


@pytest.mark.long
def test_repeats_a_million_times_cost_nothing():
    many = 'table:number-columns-repeated="16000"'
    rows = row(cell(SSN, many), more='table:number-rows-repeated="1048576"')
    rows += row(f"<table:table-cell {many}/>", cell("010-94-0002"))
    tracemalloc.start()
    result = sheet(rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.places["010-94-0002"] == ["SHEET S ROW 1048577 COLUMN 16001"]
    assert result.places[SSN][0] == "SHEET S ROW 1 COLUMN 1"
    assert peak < 30 << 20


@pytest.mark.parametrize(
    ("shown", "value", "wanted"),
    [
        ("010-94-0001", "10940001", "010-94-0001"),
        ("4.11E+15", "4111111111111111", "4111111111111111"),
        ("1.50", "1.5", "1.5"),
        ("Ann", "", "Ann"),
        ("", "5", "5"),
    ],
)
def test_what_a_cell_shows(shown, value, wanted):
    assert Cell([shown], value).shown() == wanted


def test_a_number_of_a_cell_is_its_value_and_a_date_is_iso():
    result = sheet(
        row(cell("Sum"), cell("Day"), cell("Name"))
        + row(
            cell("1.1E7", 'office:value-type="float" office:value="10940001"'),
            cell("02.01.20", 'office:value-type="date" office:date-value="2020-01-02T00:00:00"'),
            cell("x"),
        )
    )
    assert "10940001\x1f2020-01-02\x1fx\x1e" in result.text


def test_the_number_of_cells_is_limited():
    result = sheet("".join(row(cell("a"), cell("b")) for _ in range(40000)), limits=Limits(cells=8))
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_a_form_far_from_the_corner_is_a_form():
    empty = '<table:table-cell table:number-columns-repeated="3"/>'
    result = sheet(row(empty, cell("Name:"), cell("Ann Lee")) + row(empty, cell("SSN:"), cell(SSN)))
    assert result.text == f"Name: Ann Lee\nSSN: {SSN}\n"
    assert result.places == {SSN: ["SHEET S ROW 2 COLUMN 5"]}


def test_embedded_documents_have_their_folder_as_member():
    inner = content("spreadsheet", f'<table:table table:name="In">{row(cell("SSN"), cell(SSN))}</table:table>')
    result = read(packed("text", p("x"), {"Object 1/content.xml": inner}), "a.odt")
    assert result.places == {SSN: ["MEMBER Object 1 SHEET In ROW 1 COLUMN 2"]}


def manifest(algorithm: str, size: int, *parts: str) -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{part}"><manifest:encryption-data><manifest:algorithm '
        f'manifest:algorithm-name="{algorithm}"/><manifest:key-derivation manifest:key-size="{size}"/>'
        "</manifest:encryption-data></manifest:file-entry>"
        for part in parts
    )
    return f"<manifest:manifest {SPACES}>{entries}</manifest:manifest>".encode()


@pytest.mark.parametrize(
    ("algorithm", "size", "verdict"),
    [
        ("http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32, Encryption("encrypted", "AES-256", 256)),
        ("http://www.w3.org/2009/xmlenc11#aes256-gcm", 32, Encryption("encrypted", "AES-256", 256)),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16, Encryption("encrypted", "AES-128", 128)),
        ("Blowfish CFB", 16, Encryption("encrypted", "Blowfish", 128)),
        (f"{URN}manifest:1.0#blowfish", 16, Encryption("encrypted", "Blowfish", 128)),
        ("Blowfish CFB", 5, Encryption("weak", "Blowfish", 40)),
        ("something new", 32, Encryption("encrypted", "something new", 256)),
    ],
)
def test_the_cipher_is_named(algorithm, size, verdict):
    locked = bytes(range(256))
    listing = manifest(algorithm, size, "content.xml", "styles.xml")
    data = zipped(
        {
            "mimetype": f"{KIND}text".encode(),
            "content.xml": locked,
            "styles.xml": locked,
            "META-INF/manifest.xml": listing,
            "Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n",
        }
    )
    result = read(data, "a.odt")
    assert result.encryption == verdict
    assert [(gap.reason, gap.detail) for gap in result.gaps] == [
        (Reason.ENCRYPTED, f"needs a password ({verdict.algorithm}): content.xml, styles.xml")
    ]
    assert [child.name for child in result.children] == ["thumbnail.png"]  # what it shows is in clear


def test_a_package_inside_the_package():
    """LibreOffice 24.2 and later: one entry holds all the others."""
    listing = manifest("http://www.w3.org/2009/xmlenc11#aes256-gcm", 32, "encrypted-package")
    data = zipped(
        {"mimetype": f"{KIND}spreadsheet".encode(), "encrypted-package": b"x" * 99, "META-INF/manifest.xml": listing}
    )
    result = read(data, "a.ods")
    assert result.format == "ods"
    assert result.encryption == Encryption("encrypted", "AES-256", 256)
    assert "encrypted-package" in result.gaps[0].detail


@pytest.mark.parametrize(
    ("mimetype", "name"),
    [
        (f"{KIND}text-template", "odt"),
        (f"{KIND}presentation-template", "odp"),
        (f"{KIND}graphics", "odg"),
        (f"{KIND}formula", "odf"),
        (f"{KIND}base", "odf"),
        ("application/vnd.sun.xml.calc", "ods"),
        ("application/epub+zip", "zip"),
    ],
)
def test_the_kind_by_the_media_type(mimetype, name):
    data = zipped({"mimetype": mimetype.encode(), "content.xml": content("text", p(SSN))})
    assert read(data, "a").format == name


def test_a_copy_without_its_media_type():
    data = zipped({"content.xml": content("text", p(SSN)), "META-INF/manifest.xml": b"<manifest/>"})
    result = read(data, "a.zip")
    assert (result.format, result.places) == ("odf", {SSN: ["LINE 1"]})


def test_a_broken_part_is_a_gap_and_its_text_is_still_read():
    body = p(SSN) + "<text:p>010-94-0002</text:x>" + p("010-94-0003")
    result = text(body)
    assert result.places[SSN] == ["LINE 1"]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert "010-94-0003" in result.everywhere()


def test_without_any_document_it_is_an_archive():
    result = read(zipped({"mimetype": f"{KIND}text".encode(), "a.txt": SSN.encode()}), "a.odt")
    assert SSN in result.child("a.txt").text
    assert "read as an archive" in result.gaps[-1].detail


def flat(body: str) -> bytes:
    return (
        f'<?xml version="1.0"?>\n<office:document {SPACES} office:mimetype="{KIND}text"><office:body><office:text>{body}'
        "</office:text></office:body></office:document>"
    ).encode()


def test_flat_files_hold_their_objects():
    inner = base64.b64encode(zipped({"a.txt": b"010-94-0002"})).decode()
    result = read(flat(p(SSN) + f"<draw:object-ole><office:binary-data>{inner}</office:binary-data></draw:object-ole>"))
    assert result.format == "odf-flat"
    assert result.places == {SSN: ["LINE 1"]}
    assert result.child("object 1").child("a.txt").places == {"010-94-0002": ["LINE 1 COLUMN 1 BYTE 0"]}


def test_a_broken_flat_file_goes_on_as_text():
    result = read(flat(p(SSN) + "<a></b>" + p("010-94-0002")))
    assert result.places[SSN][0] == "LINE 1"
    assert "010-94-0002" in result.text
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_objects_count_against_the_budget():
    held = base64.b64encode(b"x" * 3_000_000).decode()
    result = read(flat(f"<office:binary-data>{held}</office:binary-data>"), limits=Limits(expanded=1 << 20))
    assert result.refused.reason is Reason.LIMIT


def test_entities_are_not_expanded():
    evil = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + content("text", p("&x;")).partition(b"?>")[2]
    result = read(zipped({"mimetype": f"{KIND}text".encode(), "content.xml": evil}), "a.odt")
    assert "root:" not in result.everywhere()
    assert any("entities" in gap.detail for gap in result.gaps)


SAMPLE = packed("spreadsheet", f'<table:table table:name="S">{row(cell("SSN"), cell(SSN))}</table:table>')
FLAT = flat(
    '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><text:p>x</text:p></text:deletion>'
    '</text:changed-region></text:tracked-changes><text:p>b<text:change text:change-id="a"/><text:s text:c="2"/>'
    f"<office:annotation><text:p>c</text:p></office:annotation></text:p><table:table>{row(cell('d'), cell('e'))}</table:table>"
    "<office:binary-data>QUJD</office:binary-data>"
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(SAMPLE))
)
def test_no_damage_raises_anything(changes, end):
    data = bytearray(SAMPLE)
    for offset, byte in changes:
        data[offset] = byte
    read(bytes(data[:end] if end % 3 == 0 else data), "a.ods")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(200, len(FLAT) - 1), st.sampled_from(b"<>/ \"'=:paxsoc1&")), max_size=6))
def test_no_damage_inside_raises_anything(changes):
    data = bytearray(FLAT)
    for offset, byte in changes:
        data[offset] = byte
    read(bytes(data), "a.fodt")
    read(rezipped(SAMPLE, lambda name, part: bytes(data) if name == "content.xml" else part), "a.ods")
