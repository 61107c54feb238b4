"""Presentations with a number at every place one can stand."""

from __future__ import annotations

import io

import docx
import openpyxl
from office_packages import added, changed, unzipped, zipped
from planted import Case, Plant
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PML = "application/vnd.openxmlformats-officedocument.presentationml."
_BOX = (Inches(1), Inches(1), Inches(6), Inches(2))


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _box(slide, text: str):
    frame = slide.shapes.add_textbox(*_BOX).text_frame
    frame.text = text
    return frame


def _table(slide, rows: list[tuple[str, str]]) -> None:
    table = slide.shapes.add_table(len(rows), 2, *_BOX).table
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _full(plant: Plant) -> bytes:
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[5])
    first.shapes.title.text = plant.record("title", "slide 1 › line 1")
    runs = _box(first, "Ann Lee, SSN ").paragraphs[0]
    ssn = plant("number split over runs", "slide 1 › line 2")
    for piece in (ssn[:5], ssn[5:8], ssn[8:]):
        runs.add_run().text = piece
    runs.runs[1].font.bold = True
    _table(
        first,
        [
            ("Name", "SSN"),
            ("Ann Lee", plant("cell of a table", "slide 1 › table 1 › row 2 › column 2")),
            ("Bob Ray", plant("last cell of a table", "slide 1 › table 1 › row 3 › column 2")),
        ],
    )
    _table(first, [("Name:", "Ann Lee"), ("SSN:", plant("form in a table", "slide 1 › table 2 › row 2 › column 2"))])
    group = first.shapes.add_group_shape()
    _box(group, plant.record("shape in a group", "slide 1 › line 3"))
    first.notes_slide.notes_text_frame.text = plant.record("notes", "slide 1 › notes › line 1")
    hidden = show.slides.add_slide(show.slide_layouts[6])
    hidden._element.set("show", "0")
    _box(hidden, plant.record("hidden slide", "slide 2 › line 1"))
    picture = hidden.shapes.add_textbox(*_BOX)
    picture._element.nvSpPr.cNvPr.set("descr", plant.record("alternative text", "slide 2 › line 2"))
    show.slide_master.placeholders[0].text_frame.text = plant.record("master", "slideMaster1 › line 1")
    show.slide_layouts[0].placeholders[0].text_frame.text = plant.record("layout", "slideLayout1 › line 1")
    show.core_properties.author = plant.record("author", "properties")
    show.core_properties.comments = plant.record("description", "properties")
    link = _box(hidden, "mail").paragraphs[0].runs[0]
    link.hyperlink.address = f"https://example.com/?name=Ann+Lee&ssn={plant('target of a link', 'links')}"
    return _saved(show)


def _chart(plant: Plant) -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["CATEGORY", "x"]
    data.add_series("BOOK", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *_BOX, data)
    shown = plant.record("category of a chart", "slide 1 › chart{} › line {}")
    parts = unzipped(_saved(show))
    chart = next(name for name in parts if name.startswith("ppt/charts/chart"))
    book = next(name for name in parts if name.startswith("ppt/embeddings/"))
    number = chart.removeprefix("ppt/charts/").removesuffix(".xml")
    plant.places[shown[-11:]] = ("category of a chart", f"slide 1 › {number} › line 1")
    parts[chart] = parts[chart].replace(b"CATEGORY", shown.encode())
    hidden = plant.record("workbook of a chart", f'{book} › sheet "Sheet1" › B1')
    inner = unzipped(parts[book])
    inner = {name: content.replace(b"BOOK", hidden.encode()) for name, content in inner.items()}
    parts[book] = zipped(inner)
    return zipped(parts)


def _workbook(rows: list[tuple[str, str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book)


def _parts(plant: Plant) -> bytes:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    _box(slide, "Team")
    old = (
        f'<p:cmLst {_P}><p:cm authorId="0" idx="1"><p:pos x="1" y="1"/>'
        f"<p:text>{plant.record('comment', 'slide 1 › comments › line 1')}</p:text></p:cm></p:cmLst>"
    )
    threaded = (
        '<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" '
        f'{_A}><p188:cm id="{{1}}" authorId="{{2}}"><p188:replyLst><p188:reply id="{{3}}"><p188:txBody><a:bodyPr/><a:p>'
        f"<a:r><a:t>{plant.record('reply to a comment', 'slide 1 › comments › line 1')}</a:t></a:r></a:p></p188:txBody>"
        "</p188:reply></p188:replyLst><p188:txBody><a:bodyPr/><a:p><a:r><a:t>"
        f"{plant.record('threaded comment', 'slide 1 › comments › line 2')}</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>"
    )
    authors = f'<p:cmAuthorLst {_P}><p:cmAuthor id="0" name="{plant.record("author of comments", "commentAuthors › line 1")}"/></p:cmAuthorLst>'
    tags = f'<p:tagLst {_P}><p:tag name="OWNER" val="{plant.record("tag", "slide 1 › tag1 › line 1")}"/></p:tagLst>'
    diagram = (
        f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {_A}><dgm:ptLst>'
        f'<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>{plant.record("diagram", "slide 1 › data1 › line 1")}</a:t></a:r></a:p></dgm:t>'
        "</dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    document = docx.Document()
    document.add_paragraph(plant.record("embedded document", "ppt/embeddings/Letter.docx › line 1"))
    place = 'ppt/embeddings/Pay.xlsx › sheet "Sheet" › B2'
    book = _workbook([("Name", "SSN"), ("Ann Lee", plant("embedded workbook", place))])
    ssn = plant("custom XML", "customXml/item1.xml › line 1 › ssn")
    custom = f"<?xml version='1.0'?><e><name>Ann Lee</name><ssn>{ssn}</ssn></e>"
    unlisted = f"<p:sld {_P} {_A}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>"
    unlisted += f"{plant.record('slide that is in no list', 'slide9 › line 1')}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    slide1 = "ppt/slides/slide1.xml"
    data = added(
        _saved(show),
        {
            "ppt/comments/comment1.xml": (f"{_PML}comments+xml", old),
            "ppt/comments/modernComment_1.xml": ("application/vnd.ms-powerpoint.comments+xml", threaded),
            "ppt/commentAuthors.xml": (f"{_PML}commentAuthors+xml", authors),
            "ppt/tags/tag1.xml": (f"{_PML}tags+xml", tags),
            "ppt/diagrams/data1.xml": (
                "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
                diagram,
            ),
            "ppt/embeddings/Letter.docx": ("application/octet-stream", _saved(document)),
            "ppt/embeddings/Pay.xlsx": ("application/octet-stream", book),
            "ppt/slides/slide9.xml": (f"{_PML}slide+xml", unlisted),
            "customXml/item1.xml": ("application/xml", custom),
        },
        {
            "ppt/comments/comment1.xml": slide1,
            "ppt/comments/modernComment_1.xml": slide1,
            "ppt/tags/tag1.xml": slide1,
            "ppt/diagrams/data1.xml": slide1,
        },
    )
    section = '<p:extLst><p:ext uri="{521415D9}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
    section += f'<p14:section name="{plant.record("name of a section", "presentation › line 1")}" id="1"/></p14:sectionLst></p:ext></p:extLst>'
    return changed(data, ("ppt/presentation.xml", "</p:presentation>", f"{section}</p:presentation>"))


def _as(kind: str):
    """A small presentation of another kind: a show, a template, one with macros."""

    def build(plant: Plant) -> bytes:
        show = Presentation()
        for number in (1, 2):
            slide = show.slides.add_slide(show.slide_layouts[6])
            _box(slide, plant.record(f"slide {number}", f"slide {number} › line 1"))
        main = f"{_PML}presentation.main+xml"
        return changed(_saved(show), ("[Content_Types].xml", main, kind))

    return build


CASES = [
    Case("PPTX", "python-pptx", "a.pptx", _full),
    Case("PPTX", "chart", "a.pptx", _chart),
    Case("PPTX", "comments, tags, diagram, embedded files", "a.pptx", _parts),
    Case("PPTX", "macros (pptm)", "a.pptm", _as("application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml")),
    Case("PPTX", "show (ppsx)", "a.ppsx", _as(f"{_PML}slideshow.main+xml")),
    Case("PPTX", "template (potx)", "a.potx", _as(f"{_PML}template.main+xml")),
]
