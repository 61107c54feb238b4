"""Rows of FileMaker as XML."""

from piiscan.formats.sniff import text_kind


def result(*records):
    titles = "".join(
        f'<FIELD EMPTYOK="YES" NAME="{title}" TYPE="TEXT"/>' for title in ("Last", "First", "SSN", "State")
    )
    rows = "".join(
        f'<ROW MODID="1" RECORDID="{number}">'
        + "".join(f"<COL><DATA>{cell}</DATA></COL>" for cell in record)
        + "</ROW>"
        for number, record in enumerate(records)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<FMPXMLRESULT xmlns="http://www.filemaker.com/fmpxmlresult">'
        f'<DATABASE NAME="staff.fmp12"/><METADATA>{titles}</METADATA><RESULTSET FOUND="2">{rows}</RESULTSET></FMPXMLRESULT>'
    )


def test_each_row_is_a_record(scan):
    found = scan(result(("Lee", "Ann", "773010001", "MA"), ("Ray", "Bob", "773010002", "NH")), "a.xml")
    assert [(one[0], one[2]) for one in found.classes()] == [
        ("personal_information", "ann lee"),
        ("non_resident", "bob ray"),
    ]


def test_a_field_that_is_repeated_or_empty(scan):
    text = result(("Lee", "Ann", "", "MA"), ("Ray", "Bob", "773-01-0002</DATA><DATA>773-01-0003", "MA"))
    assert [(one[2], one[3]) for one in scan(text, "a.xml").classes()] == [
        ("bob ray", ("ssn:773010002", "ssn:773010003"))
    ]


def test_a_result_that_is_cut_short_keeps_its_rows(scan):
    text = result(("Lee", "Ann", "773010001", "MA"), ("Ray", "Bob", "773010002", "NH"))
    assert "ann lee" in [one[2] for one in scan(text[: text.index("Ray")], "a.xml").classes()]


def test_its_kind():
    assert text_kind(result().encode(), "xml") == "office-xml"
