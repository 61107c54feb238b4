"""Word documents with a number at every place one can stand."""

from __future__ import annotations

import io

import docx
import openpyxl
from office_packages import added, changed, unzipped, zipped
from planted import Case, Plant

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(content: str, properties: str = "") -> str:
    return f"<w:p>{properties}{content if content.startswith('<') else _t(content)}</w:p>"


def _part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_SPACES}>{content}</w:{root}>'


def _with(body: str, parts: dict[str, tuple[str, str | bytes]] | None = None) -> bytes:
    """A document with this body, and with more parts by name: kind and content."""
    data = _saved(docx.Document())
    members = unzipped(data)
    members["word/document.xml"] = _part("document", f"<w:body>{body}<w:sectPr/></w:body>").encode()
    told = {
        name: (_MAIN + kind if "/" not in kind else kind, content) for name, (kind, content) in (parts or {}).items()
    }
    return added(zipped(members), told, dict.fromkeys(told, "word/document.xml"))


def _made(plant: Plant) -> bytes:
    document = docx.Document()
    document.add_paragraph(plant.record("paragraph", "line 1"))
    runs = document.add_paragraph("Ann Lee, SSN ")
    ssn = plant("number split over runs", "line 2")
    for piece in (ssn[:4], ssn[4:6], ssn[6:]):
        runs.add_run(piece).bold = piece == ssn[4:6]
    table = document.add_table(3, 2)
    rows = [
        ("Name", "SSN"),
        ("Ann Lee", plant("cell of a table", "table 1 › row 2 › column 2")),
        ("Bob Ray", plant("last cell of a table", "table 1 › row 3 › column 2")),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for number, (name, part) in enumerate(
        [
            ("header", section.header),
            ("first header", section.first_page_header),
            ("even header", section.even_page_header),
        ],
        1,
    ):
        part.paragraphs[0].text = plant.record(name, f"header{number} › line 1")
    for number, (name, part) in enumerate(
        [
            ("footer", section.footer),
            ("first footer", section.first_page_footer),
            ("even footer", section.even_page_footer),
        ],
        1,
    ):
        part.paragraphs[0].text = plant.record(name, f"footer{number} › line 1")
    document.add_comment(document.paragraphs[0].runs, plant.record("comment", "comments › line 1"), author="Bob Ray")
    document.core_properties.subject = plant.record("subject", "properties")
    return _saved(document)


def _running(plant: Plant) -> bytes:
    """What may stand in a paragraph."""
    deleted, new = plant("tracked deletion", "line 2"), plant("tracked insertion", "line 2")
    moved = plant("moved away", "line 3")
    noted = "Ann Lee, SSN "
    box = _p(plant.record("text box, in both of its forms", "line 4"))
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>'
    fallback = (
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    )
    dash = "<w:noBreakHyphen/>"
    broken = plant("hyphens that do not break", "line 6").split("-")
    ruby = (
        "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>A</w:t></w:r></w:rt>"
        f"<w:rubyBase>{_t(plant.record('word under a reading', 'line 7'))}</w:rubyBase></w:ruby>"
    )
    symbols = plant("symbols", "line 9")
    body = [
        _p(_t(plant.record("hidden text", "line 1")).replace("<w:t ", "<w:rPr><w:vanish/></w:rPr><w:t ")),
        _p(
            f"{_t(noted)}<w:del w:id='1' w:author='Bob'><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"
            f"<w:ins w:id='2' w:author='Bob'>{_t(new)}</w:ins>"
        ),
        _p(f"<w:moveFrom w:id='3' w:author='Bob'>{_t(noted + moved)}</w:moveFrom>{_t(' moved')}"),
        _p(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"),
        _p(f"<w:smartTag w:uri='u' w:element='e'>{_t(plant.record('smart tag', 'line 5'))}</w:smartTag>"),
        _p(f"<w:r><w:t>{noted}{broken[0]}</w:t>{dash}<w:t>{broken[1]}</w:t>{dash}<w:t>{broken[2]}</w:t></w:r>"),
        _p(f"<w:r>{ruby}</w:r>"),
        _p(f"<m:oMath><m:r><m:t>{plant.record('formula', 'line 8')}</m:t></m:r></m:oMath>"),
        _p(_t(noted) + "<w:r>" + "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(x):02X}"/>' for x in symbols) + "</w:r>"),
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{_p(plant.record('content control', 'line 10'))}</w:sdtContent></w:sdt>",
        _p(f'<w:hyperlink r:id="rId99">{_t(plant.record("text of a link", "line 11"))}</w:hyperlink>'),
        _p(f'<w:fldSimple w:instr=" AUTHOR ">{_t(plant.record("result of a field", "line 12"))}</w:fldSimple>'),
    ]  # fmt: skip
    return _with("".join(body))


def _beside(plant: Plant) -> bytes:
    """What stands in attributes and instructions."""
    field = "<w:r><w:fldChar w:fldCharType='{0}'/></w:r>"
    ssn = plant("instruction of a field, in two runs", "line 7 › field")
    instruction = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (' IF 1=1 "Ann Lee, SSN ', f'{ssn}" ""')
    )
    entries = f'<w:listItem w:displayText="{plant.record("what a list shows", "line 5 › choice")}" w:value="1"/>'
    entries += f'<w:listItem w:displayText="two" w:value="{plant.record("value of a list", "line 5 › choice")}"/>'
    form = (
        f'<w:ffData><w:helpText w:val="{plant.record("help of a form field", "line 6 › form field")}"/>'
        f'<w:textInput><w:default w:val="{plant.record("default of a form field", "line 6 › form field")}"/></w:textInput>'
        f'<w:ddList><w:listEntry w:val="{plant.record("entry of a form field", "line 6 › choice")}"/></w:ddList></w:ffData>'
    )
    picture = plant.record("alternative text of a picture", "line 1 › alternative text")
    caption = plant.record("alternative text of a table", "alternative text")
    cells = "<w:tc><w:p/></w:tc>"
    inner = plant.record("alternative text in a table", "table 1 › row 1 › column 2 › alternative text")
    inside = _p(f'<w:r><wp:docPr descr="{inner}"/></w:r>')
    body = [
        _p(
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{picture}"/>'
            f'<pic:cNvPr id="1" name="a.png" descr="{picture}"/></wp:inline></w:drawing></w:r>'
        ),
        _p(f'<w:r><w:pict><v:shape alt="{plant.record("alternative text in VML", "line 2 › alternative text")}"/></w:pict></w:r>'),
        _p(f'<w:r><w:pict><v:shape><v:textpath string="{plant.record("watermark", "line 3 › word art")}"/></v:shape></w:pict></w:r>'),
        _p(f'<w:hyperlink w:tooltip="{plant.record("tip of a link", "line 4 › tooltip")}">{_t("here")}</w:hyperlink>'),
        _p(f"<w:sdt><w:sdtPr><w:dropDownList>{entries}</w:dropDownList></w:sdtPr><w:sdtContent>{_t('one')}</w:sdtContent></w:sdt>"),
        _p(f"<w:r><w:fldChar w:fldCharType='begin'>{form}</w:fldChar></w:r>{_t('field')}"),
        _p(f"{field.format('begin')}{instruction}{field.format('separate')}{_t('shown')}{field.format('end')}"),
        f'<w:tbl><w:tblPr><w:tblCaption w:val="{caption}"/></w:tblPr><w:tr>{cells}<w:tc>{inside}</w:tc></w:tr></w:tbl>',
        _p(f'<w:sdt><w:sdtPr><w:tag w:val="{plant.record("tag of a control", "line 8 › content control")}"/></w:sdtPr></w:sdt>{_t("x")}'),
    ]  # fmt: skip
    return _with("".join(body))


def _parts(plant: Plant) -> bytes:
    """Parts beside the body."""

    def note(name: str, where: str) -> str:
        return _p(plant.record(name, where))

    merge = (
        f"<w:mailMerge><w:query w:val=\"SELECT * FROM Staff WHERE name='Ann Lee' AND SSN='{plant('query of a mail merge', 'settings › mail merge')}'\"/>"
        f'<w:mailSubject w:val="{plant.record("subject of a mail merge", "settings › mail merge")}"/></w:mailMerge>'
        f'<w:docVars><w:docVar w:name="id" w:val="{plant.record("variable", "settings")}"/></w:docVars>'
    )
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<a:p><a:r><a:t>{plant.record('title of a chart', 'chart1 › line 1')}</a:t></a:r></a:p></c:chartSpace>"
    )
    diagram = (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<a:p><a:r><a:t>{plant.record('diagram', 'data1 › line 1')}</a:t></a:r></a:p></dgm:dataModel>"
    )
    level = f'<w:abstractNum><w:lvl w:ilvl="0"><w:lvlText w:val="{plant.record("text of a numbering", "numbering › numbering")}. %1"/></w:lvl></w:abstractNum>'
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="a" pid="2" name="Ann Lee, SSN"><vt:lpwstr>{plant("custom property", "properties")}</vt:lpwstr></property></Properties>'
    )
    return _with(
        _p("body"),
        {
            "word/footnotes.xml": ("footnotes+xml", _part("footnotes", f"<w:footnote w:id='1'>{note('footnote', 'footnotes › line 1')}</w:footnote>")),
            "word/endnotes.xml": ("endnotes+xml", _part("endnotes", f"<w:endnote w:id='1'>{note('endnote', 'endnotes › line 1')}</w:endnote>")),
            "word/glossary/document.xml": ("document.glossary+xml", _part("glossaryDocument", note("building block", "building blocks › line 1"))),
            "word/settings.xml": ("settings+xml", _part("settings", merge)),
            "word/numbering.xml": ("numbering+xml", _part("numbering", level)),
            "word/charts/chart1.xml": ("application/vnd.openxmlformats-officedocument.drawingml.chart+xml", chart),
            "word/diagrams/data1.xml": ("application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml", diagram),
            "word/diagrams/drawing1.xml": ("application/vnd.ms-office.drawingml.diagramDrawing+xml", diagram),
            "docProps/custom.xml": ("application/vnd.openxmlformats-officedocument.custom-properties+xml", custom),
            "customXml/item9.xml": ("application/xml", f"<staff><name>Ann Lee</name><ssn>{plant('custom XML', 'customXml/item9.xml › line 1 › ssn')}</ssn></staff>"),
        },
    )  # fmt: skip


def _embedded(plant: Plant) -> bytes:
    book = openpyxl.Workbook()
    place = 'word/embeddings/Pay.xlsx › sheet "Sheet" › B2'
    for row in [("Name", "SSN"), ("Ann Lee", plant("embedded workbook", place))]:
        book.active.append(row)
    html = plant.record("HTML that is to be taken in", "word/afchunk.htm › line 1 › column 29")
    rtf = plant.record("RTF that is to be taken in", "word/afchunk2.rtf › line 1")
    octets = "application/octet-stream"
    return _with(
        _p("body"),
        {
            "word/embeddings/Pay.xlsx": (octets, _saved(book)),
            "word/afchunk.htm": ("text/html", f"<html><body><p>{html}</p></body></html>"),
            "word/afchunk2.rtf": ("application/rtf", f"{{\\rtf1 {rtf}\\par}}"),
        },
    )


def _links(plant: Plant) -> bytes:
    target = f"mailto:ann@example.com?subject=Ann%20Lee%20SSN%20{plant('target of a link', 'links')}"
    line = f'<Relationship Id="rId99" Type="x/hyperlink" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(_with(_p("x")), ("word/_rels/document.xml.rels", "</Relationships>", line))


CASES = [
    Case("DOCX", "python-docx", "a.docx", _made),
    Case("DOCX", "what stands in a paragraph", "a.docx", _running),
    Case("DOCX", "attributes and instructions", "a.docx", _beside),
    Case("DOCX", "parts", "a.docx", _parts),
    Case("DOCX", "embedded files", "a.docx", _embedded),
    Case("DOCX", "links", "a.docx", _links),
]
