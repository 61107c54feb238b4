"""PDF through PDFium: the text of each page by line, and what a page shows or hides beside its text.

A page without text that is a picture is a gap, never "clean". A number broken over a line end at a hyphen
("010-94-" / "0001") is put together again: the hyphen stays, the line end between two digits goes, and each
part keeps its own line. Words that PDFium joins get their hyphen back. What PDFium refuses or sees empty
goes to pdfminer.six, the second reader.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.pdf_beside import attachments, fields_and_notes, information, is_picture
from piiscan.formats.pdf_open import locked, open_document, standing
from piiscan.formats.pdf_second import mended, second_reader
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step

_BROKEN_NUMBER = re.compile(r"(?<=\d[-\u2010\u2011\u2012\u2013])\r?\n(?=\d)")
_JOINED_WORD = re.compile("[\ufffe\x02]")  # what PDFium leaves of a hyphen at the end of a line
_BATCH = 64 << 10  # pages go out in segments of this size: early, in case a later page kills the reader


def extract_pdf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Pages, form fields, notes, properties; attachments as children; of a locked document the verdict."""
    import pypdfium2
    from pypdfium2 import raw

    damage = ""
    password: str | None = ""
    with blob.open() as stream:
        try:
            document, password = open_document(stream, context.passwords)
            if password is None:
                yield from locked(blob, context)
                return
        except pypdfium2.PdfiumError:
            damage = "the end of the document is damaged"
            document = mended(stream)
        if document is None:
            yield from second_reader(blob, context, "PDFium refuses the document")
            return
        try:
            if raw.FPDF_GetSecurityHandlerRevision(document) > 0:
                yield standing(blob, password or "")
            yield from _document(blob, document, context)
        finally:
            document.close()
    if damage:
        yield Gap(Reason.CORRUPT, f"{damage}: pages found without it")
    yield from _archive_behind(blob, context)


def _document(blob: Blob, document: Any, context: Context) -> Iterator[Extracted]:  # noqa: ANN401 - an untyped library
    has_form = _init_forms(document)
    flow = Flow(_BATCH)
    some = False
    gaps: list[Gap] = []
    count = len(document)
    for number in range(1, min(count, context.limits.pages) + 1):
        at = (Step(Axis.PAGE, number),)
        try:
            page = document[number - 1]
        except Exception as error:  # noqa: BLE001 - one bad page does not cost the others
            gaps.append(Gap(Reason.CORRUPT, f"page {number}: cannot be read ({type(error).__name__})", at))
            continue
        try:
            text = _page_text(page)
            some = some or bool(text.strip())
            _write_page(flow, text, at)
            fields_and_notes(document, page, flow, at, has_form=has_form)
            if not text.strip():
                kind = is_picture(page)
                if kind:
                    gaps.append(Gap(Reason.UNSUPPORTED, f"page {number}: {kind}, no text", at))
        except Exception as error:  # noqa: BLE001 - as above
            gaps.append(Gap(Reason.CORRUPT, f"page {number}: cannot be read ({type(error).__name__})", at))
        finally:
            page.close()
        yield from flow.drain()
    yield from flow.finish()
    if not some and not any(gap.reason is Reason.UNSUPPORTED for gap in gaps):
        yield from second_reader(blob, context, "", quiet=True)
    yield from gaps
    if count > context.limits.pages:
        yield Gap(Reason.LIMIT, f"more than {context.limits.pages} pages (limit: pages)")
    information(document, flow)
    yield from flow.finish()
    yield from attachments(blob, document, context)


def _init_forms(document: Any) -> bool:  # noqa: ANN401 - an untyped library
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns about forms it shows without their scripts
    try:
        document.init_forms()
    except Exception:  # noqa: BLE001 - a form that cannot be set up leaves the pages readable
        return False
    return document.formenv is not None


def _page_text(page: Any) -> str:  # noqa: ANN401 - an untyped library
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range(errors="replace")
    finally:
        text_page.close()
    return _JOINED_WORD.sub("-", text.replace("\r\n", "\n").replace("\r", "\n"))


def _write_page(flow: Flow, text: str, at: Location) -> None:
    flow.end_line()
    line = 1
    for part in _BROKEN_NUMBER.split(text):
        flow.write(part, at, line)
        line += part.count("\n") + 1
    flow.end_line()
    flow.text.glue(b"\f\n")  # pages do not run into each other


def _archive_behind(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A file that is a PDF in front and a ZIP archive at its end is both."""
    from piiscan.formats.identify import ends_as_zip
    from piiscan.formats.zip import members

    with blob.open() as stream:
        if ends_as_zip(stream):
            yield from members(blob, stream, context)
