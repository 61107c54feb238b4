"""Documents that are one XML file: limits, damage, and the objects that they hold, whoever reads the elements."""

from __future__ import annotations

import pytest
from format_samples import SSN, read

from piiscan.config import Limits
from piiscan.model import Reason

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
SHEET = (
    (
        '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
    ),
    "<Row><Cell><Data>a</Data></Cell><Cell><Data>{}</Data></Cell></Row>\n",
    "</Table></Worksheet></Workbook>",
)
FLAT = (
    (
        f'<?xml version="1.0"?>\n<office:document xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" '
        f'xmlns:text="{_ODF}:text:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        '<office:body><office:spreadsheet><table:table table:name="S">'
    ),
    (
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>\n"
    ),
    "</table:table></office:spreadsheet></office:body></office:document>",
)
KINDS = pytest.mark.parametrize(("kind", "form"), [("office-xml", SHEET), ("odf-flat", FLAT)])


def made(form: tuple[str, str, str], values: list[str]) -> bytes:
    begin, row, end = form
    return (begin + "".join(map(row.format, values)) + end).encode()


@pytest.mark.long
@KINDS
def test_cells_count_as_they_come_and_the_limit_ends_the_reading(kind, form):
    data = made(form, [SSN, *["b"] * 40_000, "010-94-0002"])
    result = read(data, limits=Limits(cells=100))
    assert result.format == kind
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    assert SSN in result.text
    assert "010-94-0002" not in result.text
    assert not read(data, limits=Limits(cells=80_004)).gaps


@KINDS
def test_behind_damage_it_is_plain_text(kind, form):
    data = made(form, [SSN, "010-94-0002"]).replace(
        b"</Row>" if kind == "office-xml" else b"</table:table-row>", b"</x>"
    )
    result = read(data)
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert SSN in result.text
    assert "010-94-0002" in result.text
