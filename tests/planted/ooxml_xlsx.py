"""Workbooks with a number at every place one can stand."""

from __future__ import annotations

import io

import openpyxl
from office_packages import added, changed, unzipped, zipped
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.series import SeriesLabel
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from planted import Case, Plant

_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_SHEET = 'sheet "Pay" › '


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Pay"
    return book


def _made(plant: Plant) -> bytes:
    book = _book()
    pay = book.active
    pay.append(["Name", "SSN"])
    pay.append(["Ann Lee", plant("cell", _SHEET + "B2")])
    pay.append(["Bob Ray", plant("hidden row", _SHEET + "B3")])
    pay.row_dimensions[3].hidden = True
    pay["A20"] = "Ann Lee"
    pay["B20"] = int(plant("number with a format that restores the zero", _SHEET + "B20").replace("-", ""))
    pay["B20"].number_format = "000-00-0000"
    pay["D4"].comment = Comment(plant.record("comment", _SHEET + "D4 › comment"), "Bob Ray")
    pay.oddHeader.left.text = plant.record("header", _SHEET + "page")
    pay.evenFooter.right.text = plant.record("even footer", _SHEET + "page")
    pay.firstHeader.center.text = plant.record("first header", _SHEET + "page")
    choices = DataValidation(type="list", formula1=f'"{plant.record("list to choose from", _SHEET + "page")}"')
    choices.prompt = plant.record("prompt", _SHEET + "page")
    choices.error = plant.record("error", _SHEET + "page")
    choices.add("E2")
    pay.add_data_validation(choices)
    for state in ("hidden", "veryHidden"):
        sheet = book.create_sheet(state)
        sheet.sheet_state = state
        sheet.append(["Name", "SSN"])
        sheet.append(["Ann Lee", plant(f"{state} sheet", f'sheet "{state}" › B2')])
    book.defined_names["known"] = DefinedName("known", attr_text=f'"{plant.record("name", "workbook")}"')
    book.properties.subject = plant.record("subject", "properties")
    chart = BarChart()
    chart.title = plant.record("title of a chart", _SHEET + "chart")
    chart.add_data(Reference(pay, min_col=2, min_row=1, max_row=3))
    chart.series[0].tx = SeriesLabel(v=plant.record("title of a series", _SHEET + "chart"))
    pay.add_chart(chart, "F2")
    return _saved(book)


def _in_sheet(plant: Plant) -> bytes:
    """What only the XML of a sheet can say."""
    rich = plant("runs of one text", _SHEET + "B2")
    literal = plant.record("text in a computed formula", _SHEET + "C3 › formula")
    cached = plant("computed value", _SHEET + "B3")
    cells = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>SSN</t></is></c></row>'
        f'<row r="2"><c r="A2" t="inlineStr"><is><t>Ann Lee</t></is></c><c r="B2" t="inlineStr"><is><r><t>{rich[:5]}</t></r>'
        f"<r><rPr><b/></rPr><t>{rich[5:]}</t></r></is></c></row>"
        f'<row r="3"><c r="A3" t="inlineStr"><is><t>Bob Ray</t></is></c><c r="B3" t="str"><f>CONCAT(A9)</f><v>{cached}</v></c>'
        f'<c r="C3" t="str"><f>IF(A1="{literal}","y","n")</f><v>n</v></c></row>'
    )
    tail = (
        f'<autoFilter ref="A1:B3"><filterColumn colId="1"><filters><filter val="{plant.record("filter", _SHEET + "page")}"/></filters></filterColumn></autoFilter>'
        f'<conditionalFormatting sqref="B2"><cfRule type="containsText" text="{plant.record("rule of looks", _SHEET + "page")}">'
        f'<formula>B2="{plant.record("formula of looks", _SHEET + "page")}"</formula></cfRule></conditionalFormatting>'
        f'<hyperlinks><hyperlink ref="B2" tooltip="{plant.record("tip of a link", _SHEET + "page")}"/></hyperlinks>'
    )
    data = _saved(_book())
    name = "xl/worksheets/sheet1.xml"
    return changed(data, (name, "<sheetData></sheetData>", f"<sheetData>{cells}</sheetData>{tail}"))


def _parts(plant: Plant) -> bytes:
    """Parts that a sheet or the workbook points to."""
    book = _book()
    book.active["A1"] = "x"
    box = f"<a:p><a:r><a:t>{plant.record('text box', _SHEET + 'drawing')}</a:t></a:r></a:p>"
    drawing = (
        f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" {_A}><xdr:sp>'
        f'<xdr:nvSpPr><xdr:cNvPr id="2" name="Box" descr="{plant.record("alternative text", _SHEET + "drawing")}"/></xdr:nvSpPr>'
        f"<xdr:txBody>{box}</xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    threaded = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="C7" personId="p" id="i"><text>{plant.record("threaded comment", _SHEET + "C7 › comment")}</text>'
        "</threadedComment></ThreadedComments>"
    )
    people = (
        '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="{plant.record("person", "person")}" id="p"/></personList>'
    )
    table = (
        f'<table {_X} id="1" name="T" displayName="T" ref="A1:B2" comment="{plant.record("comment of a table", _SHEET + "table")}">'
        f'<tableColumns count="1"><tableColumn id="1" name="{plant.record("column of a table", _SHEET + "table")}"/></tableColumns></table>'
    )
    connection = f"SELECT * FROM t WHERE name='Ann Lee' AND ssn='{plant('command of a connection', 'connections')}'"
    connections = f'<connections {_X}><connection id="1" name="c"><dbPr connection="DSN=x" command="{connection}"/></connection></connections>'
    revisions = (
        f'<revisions {_X}><rcc rId="1" sId="1"><oc r="B2" t="inlineStr"><is><t>{plant.record("value before a change", "revisionLog1")}</t></is></oc>'
        f'<nc r="B2" t="inlineStr"><is><t>{plant.record("value after a change", "revisionLog1")}</t></is></nc></rcc></revisions>'
    )
    sheet = "xl/worksheets/sheet1.xml"
    return added(
        _saved(book),
        {
            "xl/drawings/drawing9.xml": ("application/vnd.openxmlformats-officedocument.drawing+xml", drawing),
            "xl/threadedComments/threadedComment1.xml": ("application/vnd.ms-excel.threadedcomments+xml", threaded),
            "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", people),
            "xl/tables/table1.xml": (_ML + "table+xml", table),
            "xl/connections.xml": (_ML + "connections+xml", connections),
            "xl/revisions/revisionLog1.xml": (_ML + "revisionLog+xml", revisions),
            "customXml/item9.xml": (
                "application/xml",
                f"<staff><name>Ann Lee</name><ssn>{plant('custom XML', 'customXml/item9.xml › line 1 › ssn')}</ssn></staff>",
            ),
        },
        {
            "xl/drawings/drawing9.xml": sheet,
            "xl/threadedComments/threadedComment1.xml": sheet,
            "xl/tables/table1.xml": sheet,
        },
    )


def _caches(plant: Plant) -> bytes:
    shared, alone = (plant("shared item of a pivot", "pivot cache 1 › row 2 › column 2"),
                     plant("value of a record of a pivot", "pivot cache 1 › row 3 › column 2"))  # fmt: skip
    definition = (
        f'<pivotCacheDefinition {_X} xmlns:r="r" r:id="rIdX0"><cacheFields count="2">'
        '<cacheField name="Name"><sharedItems><s v="Ann Lee"/><s v="Bob Ray"/></sharedItems></cacheField>'
        f'<cacheField name="SSN"><sharedItems><s v="{shared}"/></sharedItems></cacheField>'
        f'<cacheField name="Ann Lee, SSN"><sharedItems><s v="{plant("item no record has", "pivot cache 1")}"/></sharedItems></cacheField>'
        "</cacheFields></pivotCacheDefinition>"
    )
    records = (
        f'<pivotCacheRecords {_X}><r><x v="0"/><x v="0"/></r><r><x v="1"/><s v="{alone}"/></r></pivotCacheRecords>'
    )
    place = 'externalLink1 › sheet "Staff" › B2'
    cell = '<cell r="{}" t="str"><v>{}</v></cell>'
    external = (
        f'<externalLink {_X}><externalBook><sheetNames><sheetName val="Staff"/></sheetNames><sheetDataSet><sheetData sheetId="0">'
        f'<row r="1">{cell.format("A1", "Name")}{cell.format("B1", "SSN")}</row>'
        f'<row r="2">{cell.format("A2", "Ann Lee")}{cell.format("B2", plant("cell of another workbook", place))}</row>'
        "</sheetData></sheetDataSet></externalBook></externalLink>"
    )
    definition_part = "xl/pivotCache/pivotCacheDefinition1.xml"
    records_part = "xl/pivotCache/pivotCacheRecords1.xml"
    data = added(
        _saved(_book()),
        {
            records_part: (_ML + "pivotCacheRecords+xml", records),
            definition_part: (_ML + "pivotCacheDefinition+xml", definition),
            "xl/externalLinks/externalLink1.xml": (_ML + "externalLink+xml", external),
        },
        {records_part: definition_part},
    )
    return zipped(unzipped(data))


CASES = [
    Case("XLSX", "openpyxl", "a.xlsx", _made),
    Case("XLSX", "what the XML of a sheet says", "a.xlsx", _in_sheet),
    Case("XLSX", "parts", "a.xlsx", _parts),
    Case("XLSX", "caches", "a.xlsx", _caches),
]
