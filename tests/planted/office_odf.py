"""OpenDocument packages and flat files with a number at every place one can stand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from html import escape

from odf.opendocument import OpenDocumentDrawing, OpenDocumentPresentation, OpenDocumentSpreadsheet, OpenDocumentText
from office_packages import unzipped, zipped
from planted import Case, Plant

_NAMES = {
    **{
        prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for prefix, name in {
            "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
            "presentation": "presentation", "form": "form", "svg": "svg-compatible", "number": "datastyle",
            "chart": "chart", "db": "database", "script": "script", "fo": "xsl-fo-compatible",
        }.items()
    },
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "ooo": "http://openoffice.org/2004/office",
}  # fmt: skip
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
_KIND = "application/vnd.oasis.opendocument."
_MANIFEST = "META-INF/manifest.xml"


def p(*inline: str) -> str:
    """A paragraph."""
    return f"<text:p>{''.join(inline)}</text:p>"


def cell(*content: str, value: str = 'office:value-type="string"') -> str:
    """A cell of a table."""
    return f"<table:table-cell {value}>{''.join(content)}</table:table-cell>"


def row(*cells: str) -> str:
    """A row of cells that are there, or of texts."""
    return f"<table:table-row>{''.join(one if one.startswith('<table') else cell(p(one)) for one in cells)}</table:table-row>"


def table(name: str, *rows: str, about: str = "") -> str:
    """A table, or a sheet."""
    columns = '<table:table-column table:number-columns-repeated="5"/>'
    return f'<table:table table:name="{name}" {about}>{columns}{"".join(rows)}</table:table>'


def content(kind: str, body: str, styles: str = "") -> str:
    """A content.xml: `kind` is text, spreadsheet, presentation or drawing."""
    return (
        f'<?xml version="1.0"?><office:document-content {SPACES} office:version="1.3"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )


def manifest(parts: dict[str, str | bytes], kind: str, locked: dict[str, str] | None = None) -> str:
    """A manifest; `locked` has what stands in the entries of encrypted parts."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml">{(locked or {}).get(name, "")}</manifest:file-entry>'
        for name in parts
    )
    return (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{_KIND}{kind}"/>{entries}</manifest:manifest>'
    )


def package(kind: str, parts: dict[str, str | bytes], locked: dict[str, str] | None = None) -> bytes:
    """The archive, the media type first and not compressed."""
    members = {"mimetype": _KIND + kind, **parts, _MANIFEST: manifest(parts, kind, locked)}
    return zipped(members, stored=("mimetype",))


def _meta(plant: Plant) -> str:
    return (
        f'<?xml version="1.0"?><office:document-meta {SPACES}><office:meta>'
        f"<dc:title>{plant.record('title', 'properties')}</dc:title>"
        f"<meta:initial-creator>{plant.record('first author', 'properties')}</meta:initial-creator>"
        f'<meta:user-defined meta:name="SSN">Ann Lee {plant("property of its own", "properties")}</meta:user-defined>'
        "</office:meta></office:document-meta>"
    )


def _styles(plant: Plant, *, master: str = "") -> str:
    return (
        f'<?xml version="1.0"?><office:document-styles {SPACES}><office:master-styles><style:master-page style:name="Standard">'
        f"<style:header>{p(plant.record('header', 'header › line 1'))}</style:header>"
        f"<style:header-first>{p(plant.record('header of the first page', 'header › line 2'))}</style:header-first>"
        f"<style:footer>{p(plant.record('footer', 'footer › line 1'))}</style:footer>"
        f"<style:footer-left>{p(plant.record('footer of left pages', 'footer › line 2'))}</style:footer-left>"
        f"{master}</style:master-page></office:master-styles></office:document-styles>"
    )


def _text(plant: Plant) -> str:
    split = plant("number split over spans", "line 1")
    ssn = plant("number under tracked changes, before", "line 4")
    now = plant("number under tracked changes, now", "line 4")
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Zoe</dc:creator>'
        f"</office:change-info>{p(ssn[7:])}</text:deletion></text:changed-region>"
        '<text:changed-region text:id="c2"><text:insertion><office:change-info/></text:insertion></text:changed-region>'
        f'<text:changed-region text:id="c3"><text:deletion>{p(plant.record("deletion whose place is lost", "deleted text"))}'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    return (
        changes
        + f'<text:user-field-decls><text:user-field-decl text:name="owner" office:value-type="string" office:string-value="{plant.record("user field", "fields")}"/></text:user-field-decls>'
        + p("Ann Lee, SSN ", split[:5], f"<text:span>{split[5:8]}</text:span>", split[8:])
        + f'<text:h text:outline-level="1">{plant.record("heading", "line 2")}</text:h>'
        + f"<text:list><text:list-item>{p(plant.record('list item', 'line 3'))}</text:list-item></text:list>"
        + p(
            "Ann Lee, SSN ",
            now[:7],
            '<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>',
            now[7:],
            '<text:change-end text:change-id="c2"/>',
        )
        + p(
            "Staff",
            f"<office:annotation><dc:creator>Zoe</dc:creator><dc:date>2020-01-02</dc:date>{p(plant.record('comment', 'line 5 › comment'))}</office:annotation>",
        )
        + p(
            plant.record("number before a footnote mark", "line 6"),
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>',
            p(plant.record("footnote", "line 6 › note")),
            "</text:note-body></text:note> end",
        )
        + p(
            '<draw:frame draw:name="Box"><svg:title>A box</svg:title><svg:desc>',
            plant.record("alternative text", "line 7"),
            f"</svg:desc><draw:text-box>{p(plant.record('text box', 'line 7'))}</draw:text-box></draw:frame>",
        )
        + table(
            "T",
            row("Name", "SSN"),
            row("Ann Lee", plant("cell of a table", "table 1 › row 2 › column 2")),
            row("Bob Ray", cell(p(plant("last cell of a table", "table 1 › row 3 › column 2")))),
        )
        + table("F", row("Name:", "Ann Lee"), row("SSN:", plant("form in a table", "table 2 › row 2 › column 2")))
        + f'<office:forms><form:form form:name="f"><form:text form:name="SSN" form:current-value="Ann Lee {plant("form field", "fields")}"/></form:form></office:forms>'
        + p(
            f'<text:a xlink:href="https://example.com/?name=Ann+Lee&amp;ssn={plant("target of a link", "links")}">link</text:a>'
        )
        + p(f'<text:hidden-text text:condition="x" text:string-value="{plant.record("hidden text", "line 9")}"/>')
        + f'<text:section text:name="S" text:display="none">{p(plant.record("hidden section", "line 10"))}</text:section>'
        + p(
            "tab",
            "<text:tab/>",
            plant.record("after a tab", "line 11"),
            "<text:line-break/>",
            plant.record("after a line break", "line 11"),
        )
    )


def _odt(plant: Plant) -> bytes:
    picture = {"Pictures/a.txt": plant.record("file beside the document", "Pictures/a.txt › line 1 › column 14")}
    inner = content("text", p(plant.record("embedded document", "Object 1 › line 1")))
    shown = content(
        "chart",
        table(
            "local",
            row("Name", "SSN"),
            row("Ann Lee", plant("table of a chart", "Object 2 › table 1 › row 2 › column 2")),
        ),
    )
    macro = f"<?xml version='1.0'?><m>{plant.record('macro', 'Basic/Standard/Module1.xml › line 1 › m')}</m>"
    objects = {
        "Object 1/content.xml": inner,
        "Object 2/content.xml": shown,
        "ObjectReplacements/Object 1": b"picture of what has been read",
        "Basic/Standard/Module1.xml": macro,
    }
    parts = {"content.xml": content("text", _text(plant)), "styles.xml": _styles(plant), "meta.xml": _meta(plant)}
    return package("text", {**parts, **picture, **objects})


def _number(value: int, shown: str, style: str = "") -> str:
    return cell(p(shown), value=f'office:value-type="float" office:value="{value}" {style}')


def _sheet(plant: Plant) -> str:
    def at(place: str) -> str:
        return f'sheet "Pay" › {place}'

    zeros = plant("number with its zeros in the format", at("B2"))
    comment = f"<office:annotation><dc:creator>Zoe</dc:creator>{p(plant.record('comment', at('A44 › comment')))}</office:annotation>"
    shape = f"<draw:custom-shape>{p(plant.record('drawing in a cell', at('C44 › drawing')))}</draw:custom-shape>"
    lines = cell(p("SSN"), p(plant("second line of a cell", at("D44"))))
    formula = f'table:formula="of:=&quot;Ann Lee, SSN {plant("text of a formula", at("E44"))}&quot;"'
    return table(
        "Pay",
        row("Name", "SSN", "Sum"),
        row("Ann Lee", _number(int(zeros.replace("-", "")), zeros), _number(12345678901234, "1.23E+13")),
        row("Bob Ray", plant("cell", at("B3")), ""),
        '<table:table-row table:number-rows-repeated="40"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>',
        row(
            cell(p("Cy Orr"), comment),
            plant("cell behind repeated rows", at("B44")),
            cell(p("x"), shape),
            lines,
            cell(value=formula),
        ),
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>',
    )


def _book(plant: Plant) -> str:
    hidden = table(
        "Hid",
        row(cell(value='table:number-columns-repeated="2"'), "Name:", "Ann Lee"),
        row(cell(value='table:number-columns-repeated="2"'), "SSN:", plant("hidden sheet", 'sheet "Hid" › D2')),
        about='table:style-name="ta2" table:display="false"',
    )
    covered = table(
        "Merged",
        row(cell(p("Name"), value='table:number-columns-spanned="2"'), "<table:covered-table-cell/>", "SSN"),
        row("Ann", "Lee", plant("cell behind merged ones", 'sheet "Merged" › C2')),
        row("Bob", "Ray", plant("cell below", 'sheet "Merged" › C3')),
    )
    cached = table(
        "'file:///srv/pay.ods'#Staff",
        f'<table:table-source xlink:href="/srv/pay.ods?name=Ann+Lee&amp;ssn={plant("link to another file", "links")}"/>',
        row("Name", "SSN"),
        row("Ann Lee", plant("cache of another file", "sheet \"'file:///srv/pay.ods'#Staff\" › B2")),
    )
    condition = f"of:cell-content-is-in-list(&quot;Ann Lee, SSN {plant('list of a validation', 'validation')}&quot;)"
    named = f"&quot;Ann Lee, SSN {plant('named expression', 'fields')}&quot;"
    before = (
        f'<table:content-validations><table:content-validation table:name="v" table:condition="{condition}"><table:help-message>'
        f"{p(plant.record('help of a validation', 'validation › line 1'))}</table:help-message></table:content-validation></table:content-validations>"
    )
    changes = (
        '<table:tracked-changes><table:cell-content-change table:id="c"><table:previous><table:change-track-table-cell>'
        f"{p(plant.record('content before a tracked change', 'changes › line 1'))}</table:change-track-table-cell></table:previous>"
        "</table:cell-content-change></table:tracked-changes>"
    )
    after = f'<table:named-expressions><table:named-expression table:name="Secret" table:expression="{named}"/></table:named-expressions>'
    return changes + before + _sheet(plant) + hidden + covered + cached + after


_ZEROS = '<number:number-style style:name="N1"><number:number number:min-integer-digits="9"/></number:number-style>'


def _ods(plant: Plant) -> bytes:
    parts = {
        "content.xml": content("spreadsheet", _book(plant), _ZEROS),
        "styles.xml": _styles(plant),
        "meta.xml": _meta(plant),
        "Pictures/in.zip": zipped(
            {"a.txt": plant.record("archive in the package", "Pictures/in.zip › a.txt › line 1 › column 14")}
        ),
    }
    return package("spreadsheet", parts)


def _slides(plant: Plant, place: str) -> str:
    first, second = (f"{place} {number}" for number in (1, 2))
    split = plant("number split over spans", f"{first} › line 2")
    notes = f"<presentation:notes><draw:frame><draw:text-box>{p(plant.record('notes', f'{first} › notes › line 1'))}</draw:text-box></draw:frame></presentation:notes>"
    grid = table(
        "T",
        row("Name", "SSN"),
        row("Ann Lee", plant("cell of a table", f"{first} › table 1 › row 2 › column 2")),
        row("Bob", ""),
    )
    comment = f"<office:annotation><dc:creator>Zoe</dc:creator>{p(plant.record('comment', f'{second} › comment'))}</office:annotation>"
    return (
        f'<draw:page draw:name="page1"><draw:frame><draw:text-box>{p(plant.record("text", f"{first} › line 1"))}'
        f"{p('Ann Lee, SSN ', split[:4], f'<text:span>{split[4:]}</text:span>')}</draw:text-box></draw:frame><draw:frame>{grid}</draw:frame>"
        f"<draw:g><draw:custom-shape>{p(plant.record('shape in a group', f'{first} › line 3'))}</draw:custom-shape></draw:g>{notes}</draw:page>"
        f'<draw:page draw:name="page2" presentation:visibility="hidden"><draw:custom-shape><svg:desc>'
        f"{plant.record('alternative text', f'{second} › line 1')}</svg:desc>{p(plant.record('hidden page', f'{second} › line 2'))}"
        f"</draw:custom-shape>{comment}</draw:page>"
    )


def _show(kind: str, place: str) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        decl = (
            f"<presentation:footer-decl>{plant.record('footer of slides', 'fields')}</presentation:footer-decl>"
            if kind == "presentation"
            else ""
        )
        shape = (
            f"<draw:frame><draw:text-box>{p(plant.record('master', 'master › line 1'))}</draw:text-box></draw:frame>"
        )
        office = "presentation" if kind == "presentation" else "drawing"
        return package(
            kind,
            {
                "content.xml": content(office, decl + _slides(plant, place)),
                "styles.xml": _styles(plant, master=shape),
                "meta.xml": _meta(plant),
            },
        )

    return build


def _flat(kind: str, body: Callable[[Plant], str], styles: str = "") -> Callable[[Plant], bytes]:
    """All in one file, with a file in base64 in it."""

    def build(plant: Plant) -> bytes:
        held = base64.b64encode(plant.record("file in base64", "object 1 › line 1 › column 14").encode()).decode()
        holder = f"<draw:frame><draw:object-ole><office:binary-data>{held[:30]}\n  {held[30:]}</office:binary-data></draw:object-ole></draw:frame>"
        inner = body(plant)
        master = _styles(plant).partition("<office:master-styles>")[2].partition("</office:document-styles>")[0]
        meta = _meta(plant).partition("<office:meta>")[2].partition("</office:document-meta>")[0]
        text = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.3" office:mimetype="{_KIND}{kind}">'
            f"<office:meta>{meta}<office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>{master}"
            f"<office:body><office:{kind}>{inner}{holder}</office:{kind}></office:body></office:document>"
        )
        return text.encode()

    return build


def _made(document, fill: Callable[[object, Plant], None], kind: str = "") -> Callable[[Plant], bytes]:
    """What odfpy makes, so that not all samples are made here; `kind` changes the media type to that of a template."""

    def build(plant: Plant) -> bytes:
        new = document()
        fill(new, plant)
        out = io.BytesIO()
        new.save(out)
        if not kind:
            return out.getvalue()
        parts = unzipped(out.getvalue())
        return zipped({**parts, "mimetype": kind.encode()}, stored=("mimetype",))

    return build


def _fill_text(document, plant: Plant) -> None:
    from odf.style import Footer, MasterPage, PageLayout
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, P

    document.text.addElement(H(outlinelevel=1, text=plant.record("heading", "line 1")))
    document.text.addElement(P(text=plant.record("paragraph", "line 2")))
    grid = Table(name="T")
    for name, ssn in (
        ("Name", "SSN"),
        ("Ann Lee", plant("cell of a table", "table 1 › row 2 › column 2")),
        ("Bob", "x"),
    ):
        line = TableRow()
        for text in (name, ssn):
            one = TableCell()
            one.addElement(P(text=text))
            line.addElement(one)
        grid.addElement(line)
    document.text.addElement(grid)
    document.automaticstyles.addElement(PageLayout(name="pl"))
    master = MasterPage(name="Standard", pagelayoutname="pl")
    footer = Footer()
    footer.addElement(P(text=plant.record("footer", "footer › line 1")))
    master.addElement(footer)
    document.masterstyles.addElement(master)


def _fill_book(document, plant: Plant) -> None:
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    sheet = Table(name="S")
    for name, ssn in (
        ("Name", "SSN"),
        ("Ann Lee", plant("cell", 'sheet "S" › B2')),
        ("Bob Ray", plant("last cell", 'sheet "S" › B3')),
    ):
        line = TableRow()
        for text in (name, ssn):
            one = TableCell(valuetype="string")
            one.addElement(P(text=text))
            line.addElement(one)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)


def _fill_pages(document, plant: Plant, parent: object, place: str) -> None:
    from odf.draw import Frame, Page, TextBox
    from odf.style import MasterPage, PageLayout
    from odf.text import P

    document.automaticstyles.addElement(PageLayout(name="pl"))
    document.masterstyles.addElement(MasterPage(name="M", pagelayoutname="pl"))
    for number in (1, 2):
        page = Page(masterpagename="M")
        frame, box = Frame(width="9cm", height="2cm"), TextBox()
        box.addElement(P(text=plant.record(f"page {number}", f"{place} {number} › line 1")))
        frame.addElement(box)
        page.addElement(frame)
        parent.addElement(page)


def _fill_show(document, plant: Plant) -> None:
    _fill_pages(document, plant, document.presentation, "slide")


def _fill_drawing(document, plant: Plant) -> None:
    _fill_pages(document, plant, document.drawing, "page")


def _first_office(plant: Plant) -> bytes:
    """OpenOffice.org 1: other namespaces, the same words."""
    names = " ".join(f'xmlns:{prefix}="http://openoffice.org/2000/{prefix}"' for prefix in ("office", "text", "table"))
    body = (
        f'<?xml version="1.0"?><office:document-content {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body>'
        f"{p(plant.record('paragraph', 'line 1'), '<text:footnote><text:footnote-citation>1</text:footnote-citation><text:footnote-body>', p(plant.record('footnote', 'line 1 › note')), '</text:footnote-body></text:footnote>')}"
        "</office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.sun.xml.writer", "content.xml": body}, stored=("mimetype",))


def locked_entry(algorithm: str, size: int) -> str:
    """What the manifest says of a part under lock."""
    return (
        '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="x">'
        f'<manifest:algorithm manifest:algorithm-name="{escape(algorithm)}" manifest:initialisation-vector="x"/>'
        f'<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="{size}"/></manifest:encryption-data>'
    )


def _partly_locked(plant: Plant) -> bytes:
    """The content under lock, meta.xml and a file beside it in clear, as some programs leave them."""
    entry = locked_entry("http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32)
    parts: dict[str, str | bytes] = {
        "content.xml": bytes(range(256)) * 4,
        "styles.xml": bytes(range(256)),
        "meta.xml": _meta(plant),
        "Thumbnails/thumbnail.txt": plant.record("part in clear", "Thumbnails/thumbnail.txt › line 1 › column 14"),
    }
    return package("text", parts, {"content.xml": entry, "styles.xml": entry})


CASES = [
    Case("ODT", "parts as LibreOffice writes them", "a.odt", _odt),
    Case("ODT", "odfpy", "a.odt", _made(OpenDocumentText, _fill_text)),
    Case("ODT", "template (ott)", "a.ott", _made(OpenDocumentText, _fill_text, f"{_KIND}text-template")),
    Case("ODT", "content encrypted, meta in clear", "a.odt", _partly_locked, gaps=True),
    Case("ODT", "OpenOffice.org 1 (sxw)", "a.sxw", _first_office),
    Case("ODS", "parts as LibreOffice writes them", "a.ods", _ods),
    Case("ODS", "odfpy", "a.ods", _made(OpenDocumentSpreadsheet, _fill_book)),
    Case("ODP", "parts as LibreOffice writes them", "a.odp", _show("presentation", "slide")),
    Case("ODP", "odfpy", "a.odp", _made(OpenDocumentPresentation, _fill_show)),
    Case("ODG", "parts as LibreOffice writes them", "a.odg", _show("graphics", "page")),
    Case("ODG", "odfpy", "a.odg", _made(OpenDocumentDrawing, _fill_drawing)),
    Case("FODT", "flat", "a.fodt", _flat("text", _text)),
    Case("FODS", "flat", "a.fods", _flat("spreadsheet", _book, _ZEROS)),
    Case("FODP", "flat", "a.fodp", _flat("presentation", lambda plant: _slides(plant, "slide"))),
]
