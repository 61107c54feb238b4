"""Office documents that are one XML file: of Office 2003, and flat packages, written by the schemas of Microsoft."""

from __future__ import annotations

import base64
import io

import openpyxl
from planted import Case, Plant

_HEAD = '<?xml version="1.0"{}?>\n<?mso-application progid="{}"?>\n'
_BOOK = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:h="http://www.w3.org/TR/REC-html40">'
)
_WORD = (
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    ' xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office">'
)


def _data(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def _book(plant: Plant, encoding: str = "") -> str:
    def digits(name: str, where: str) -> str:
        return str(int(plant(name, where).replace("-", "")))

    rows = [_data("name") + _data("ssn") + _data("note")]
    rows.append(_data("Ann Lee") + _data(plant("cell", 'sheet "Pay" › B2'), "String"))
    zeros = digits("number in a format of zeros", 'sheet "Pay" › B3')
    rows.append(_data("Ann Lee") + _data(zeros, "Number", ' ss:StyleID="s1"'))
    zeros = digits("number in a column of zeros", 'sheet "Pay" › B4')
    rows.append(_data("Ann Lee") + _data(zeros, "Number"))
    commented = plant.record("comment", 'sheet "Pay" › C5 › comment')
    half = plant("rich text", 'sheet "Pay" › B5')
    rich = f'<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">{half[:5]}<B>{half[5:]}</B></ss:Data></Cell>'
    comment = f'<Comment ss:Author="Bob Ray"><ss:Data>{commented}</ss:Data></Comment>'
    rows.append(_data("Ann Lee") + rich + f"<Cell>{comment}</Cell>")
    skipped = plant("behind cells and rows left out", 'sheet "Pay" › B9')
    table = "".join(f"<Row>{row}</Row>" for row in rows)
    table += '<Row ss:Index="9">' + _data("Ann Lee") + _data(skipped, more=' ss:Index="2"') + "</Row>"
    title = plant.record("title of the document", "Title")
    header = plant.record("header of a page", 'sheet "Pay" › Data')
    names = plant.record("constant of a name", "RefersTo")
    hidden = plant.record("cell of a hidden sheet", 'sheet "Old" › A1')
    return (
        f"{_HEAD.format(encoding, 'Excel.Sheet')}{_BOOK}"
        f'<o:DocumentProperties><o:Title>{title}</o:Title></o:DocumentProperties><Styles><Style ss:ID="s1">'
        '<NumberFormat ss:Format="000\\-00\\-0000"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="000000000"/>'
        f'</Style></Styles><Names><NamedRange ss:Name="n" ss:RefersTo="=&quot;{names}&quot;"/></Names>'
        f'<Worksheet ss:Name="Pay"><Table><Column ss:Index="2" ss:StyleID="s2"/>{table}</Table>'
        f'<x:WorksheetOptions><x:PageSetup><x:Header x:Data="&amp;L{header}"/></x:PageSetup></x:WorksheetOptions></Worksheet>'
        f'<Worksheet ss:Name="Old"><Table><Row>{_data(hidden)}</Row></Table><x:WorksheetOptions>'
        "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"
    )


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _story(plant: Plant) -> str:
    line = plant.record("paragraph of several runs", "line 1")
    cell = plant("cell of a table", "table 1 › row 2 › column 2")
    note = plant.record("footnote", "line 2")
    gone = plant.record("deletion", "line 3")
    return (
        f"<w:p>{_run(line[:16])}{_run(line[16:])}</w:p><w:tbl>"
        + "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p>{_run(text)}</w:p></w:tc>' for text in row)}</w:tr>"
            for row in (("name", "ssn"), ("Ann Lee", cell), ("Bob Ray", "none"))
        )
        + f"</w:tbl><w:p>{_run('see')}<w:r><w:footnote><w:p>{_run(note)}</w:p></w:footnote></w:r></w:p>"
        + f"<w:p>{_run('so ')}<w:r><w:delText>{gone}</w:delText></w:r></w:p>"
    )


def _word(plant: Plant) -> str:
    title = plant.record("title of the document", "Title")
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["name", "ssn"])
    story = _story(plant)
    book.active.append(["Ann Lee", plant("embedded workbook", 'oledata.mso › sheet "Sheet" › B2')])
    book.save(out)
    data = base64.encodebytes(out.getvalue()).decode()
    return (
        f"{_HEAD.format('', 'Word.Document')}{_WORD}<o:DocumentProperties><o:Title>{title}</o:Title>"
        f'</o:DocumentProperties><w:docOleData><w:binData w:name="oledata.mso">{data}</w:binData></w:docOleData>'
        f"<w:body>{story}</w:body></w:wordDocument>"
    )


def _flat(plant: Plant) -> str:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    story = _story(plant)
    title = plant.record("title of the document", "title")
    picture = plant.record("file in a part", "word/embeddings/a.txt › line 1 › column 14")
    return (
        f"{_HEAD.format('', 'Word.Document')}"
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="{main}"><w:body>{story}</w:body>'
        '</w:document></pkg:xmlData></pkg:part><pkg:part pkg:name="/docProps/core.xml"><pkg:xmlData>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
        '</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/embeddings/a.txt"><pkg:binaryData>'
        f"{base64.encodebytes(picture.encode()).decode()}</pkg:binaryData></pkg:part></pkg:package>"
    )


CASES = [
    Case("Excel 2003 XML", "every place of a workbook", "a.xls", lambda plant: _book(plant).encode()),
    Case("Excel 2003 XML", "UTF-16", "a.xml", lambda plant: _book(plant, ' encoding="UTF-16"').encode("utf-16")),
    Case("Word 2003 XML", "every place of a document", "a.doc", lambda plant: _word(plant).encode()),
    Case("flat OPC", "Word", "a.xml", lambda plant: _flat(plant).encode()),
]
