"""PDF through PDFium: the text of each page by line, and what a page shows or hides beside its text.

A page without text that is a picture is a gap, never "clean". A number broken over a line end at a hyphen
("010-94-" / "0001") is put together again: the hyphen stays, the line end between two digits goes, and each
part keeps its own line. Words that PDFium joins get their hyphen back. What PDFium refuses or sees empty
goes to pdfminer.six, the second reader.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, BinaryIO

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml import extract_xml
from piiscan.formats.pdf.beside import Beside, attachments, is_picture, page_text
from piiscan.formats.pdf.forms import defused
from piiscan.formats.pdf.going_on import goes_on
from piiscan.formats.pdf.objects import Walk, earlier
from piiscan.formats.pdf.opening import locked, open_document, standing
from piiscan.formats.pdf.revisions import lines_of, revisions
from piiscan.formats.pdf.second import mended, second_reader
from piiscan.formats.pdf.streams import MOST, lightened
from piiscan.formats.plain.text import extract_text
from piiscan.formats.polyglot import archive_behind, late_pdf
from piiscan.formats.segments.carried import carried
from piiscan.formats.segments.flow import Flow
from piiscan.formats.sniff import as_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_BROKEN_NUMBER = re.compile(r"(?<=\d[-\u2010\u2011\u2012\u2013])\r?\n(?=\d)")
_FRONT = 1024
_OCR_SCALE = 200 / 72  # dots per inch by points
_OCR_PIXELS = 40_000_000
_LARGEST_WALK = 128 << 20  # bytes that are kept in memory
_BATCH = 64 << 10  # pages go out in segments of this size: early, in case a later page kills the reader


def extract_pdf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Pages, form fields, notes, properties; attachments as children; of a locked document the verdict."""
    import pypdfium2
    from pypdfium2 import raw

    damage = ""
    password: str | None = ""
    yield from _in_front(blob, context)
    with blob.open() as stream:
        start = late_pdf(stream)
        stream.seek(0)
        try:
            # Readers allow a kilobyte in front of the mark; what has more is handed over from there on.
            whole = io.BytesIO(_from(stream, start, context)) if start > _FRONT else stream
            endless = defused(whole)
            if endless is not None:
                whole, count = io.BytesIO(endless[0]), endless[1]
                yield Gap(Reason.LIMIT, f"{count} pictures made of pictures without end, not drawn (limit: forms)")
            light = lightened(whole)
            if light is not None:
                whole, count = io.BytesIO(light[0]), light[1]
                blob = replace(blob, open=partial(io.BytesIO, light[0]))
                yield Gap(
                    Reason.LIMIT, f"{count} streams of more than {MOST} bytes unpacked, not read (limit: streams)"
                )
            document, password = open_document(whole, context.passwords)
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
    yield from archive_behind(blob, context)


def _in_front(blob: Blob, context: Context) -> Iterator[Segment]:
    """Text in front of the document: a page of HTML may stand there, and readers of PDF skip it."""
    with blob.open() as stream:
        head = stream.read(_FRONT)
    front = as_text(head[: max(0, head.find(b"%PDF-"))])
    if front and front.strip():
        for segment in extract_text(Blob(blob.name, lambda: io.BytesIO(front)), context):
            if isinstance(segment, Segment):
                yield segment


def _from(stream: BinaryIO, start: int, context: Context) -> bytes:
    stream.seek(start)
    data = stream.read(context.limits.document + 1)
    if len(data) > context.limits.document:
        raise Unscannable(Reason.LIMIT, f"larger than {context.limits.document} bytes (limit: document)")
    return data


def _document(blob: Blob, document: Any, context: Context) -> Iterator[Extracted]:  # noqa: ANN401 - an untyped library
    has_form = _init_forms(document)
    flow = Flow(_BATCH)
    some = False
    gaps: list[Gap] = []
    beside = Beside(document, flow, has_form=has_form)
    shown: set[int] = set()
    before = ""
    read: dict[int, str] = {}  # the text of the next page, once it was looked at
    count, over = context.budget.take_pages(len(document))
    for number in range(1, count + 1):
        at = (Step(Axis.PAGE, number),)
        try:
            page = document[number - 1]
        except Exception as error:  # noqa: BLE001 - one bad page does not cost the others
            gaps.append(Gap(Reason.CORRUPT, f"page {number}: cannot be read ({type(error).__name__})", at))
            continue
        try:
            text = read.pop(number - 1, "") or page_text(page)
            ahead = goes_on(text, partial(_text_of, document, number, read)) if number < count else ""
            some = some or bool(text.strip())
            before = _write_page(flow, text, at, before, ends=not ahead)
            shown |= lines_of(text)
            beside.page(page, at)
            if not text.strip():
                kind = is_picture(page)
                if kind:
                    gaps += _seen(page, kind, flow, at, context) if context.ocr else [_unseen(number, kind, at)]
        except Exception as error:  # noqa: BLE001 - as above
            gaps.append(Gap(Reason.CORRUPT, f"page {number}: cannot be read ({type(error).__name__})", at))
        finally:
            page.close()
        yield from flow.drain()
    yield from flow.finish()
    if not some and not any(gap.reason is Reason.UNSUPPORTED for gap in gaps):
        yield from second_reader(blob, context, "", quiet=True)
    yield from gaps
    if over:
        yield Gap(Reason.LIMIT, over)
    beside.information()
    yield from flow.finish()
    yield from _in_the_bytes(blob, document, context, beside.seen, shown)
    yield from attachments(blob, document, context, beside.attached)


def _unseen(number: int, kind: str, at: Location) -> Gap:
    return Gap(Reason.UNSUPPORTED, f"page {number}: {kind}, no text", at)


def _seen(page: Any, kind: str, flow: Flow, at: Location, context: Context) -> list[Gap]:  # noqa: ANN401
    """Write the words on a page that is a picture; a gap where they cannot be had."""
    from piiscan.formats.pictures.ocr import write

    scale = min(_OCR_SCALE, (_OCR_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        pixels = bytes(bitmap.buffer)
        write(flow, (*at, Step(Axis.PART, "ocr")), pixels, bitmap.width, bitmap.height, bitmap.stride, context)
    except Unscannable as trouble:
        return [Gap(trouble.reason, f"page {at[0].at}: {kind}, {trouble.detail}", at)]
    finally:
        bitmap.close()
    return []


def _in_the_bytes(
    blob: Blob,
    document: Any,  # noqa: ANN401 - an untyped library
    context: Context,
    seen: set[str],
    shown: set[int],
) -> Iterator[Extracted]:
    """Objects no page shows, and earlier revisions."""
    from pypdfium2 import raw

    with blob.open() as stream:
        data = stream.read(_LARGEST_WALK + 1)
    if len(data) > _LARGEST_WALK:
        yield Gap(
            Reason.LIMIT, f"more than {_LARGEST_WALK} bytes: objects beside the pages not looked at (limit: objects)"
        )
        return
    flow = Flow()
    yield from revisions(earlier(data), shown, page_text, flow, context)
    if raw.FPDF_GetSecurityHandlerRevision(document) > 0:
        plain = io.BytesIO()
        document.save(plain, flags=raw.FPDF_REMOVE_SECURITY)
        data = plain.getvalue()
    walk = Walk(data, context, seen)
    walk.write(flow)
    yield from flow.finish()
    for metadata in walk.metadata:
        for item in extract_xml(metadata, context):
            if isinstance(item, Segment):
                yield replace(item, locate=partial(_under, metadata.at, item.locate))


def _under(at: Location, locate: Callable[[int], Location], offset: int) -> Location:
    return (*at, *locate(offset))


def _init_forms(document: Any) -> bool:  # noqa: ANN401 - an untyped library
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns about forms it shows without their scripts
    try:
        document.init_forms()
    except Exception:  # noqa: BLE001 - a form that cannot be set up leaves the pages readable
        return False
    return document.formenv is not None


def _text_of(document: Any, index: int, read: dict[int, str]) -> str:  # noqa: ANN401
    """The text of a page by its index, which is kept for its turn; "" where it cannot be read."""
    try:
        page = document[index]
        try:
            read[index] = page_text(page)
            return read[index]
        finally:
            page.close()
    except Exception:  # noqa: BLE001 - what is wrong with it is told in its turn
        return ""


def _write_page(flow: Flow, text: str, at: Location, before: str, *, ends: bool) -> str:
    """Write a page; above the row that goes on with a table, the titles it has on the page before. Both as one text.

    `ends`: the next page does not go on with this one.
    """
    titles, start = carried(before, text) if before else ("", 0)
    flow.end_line()
    line = 1
    for stretch in (text[:start], text[start:]) if start else (text,):
        if titles and line == text.count("\n", 0, start) + 1:
            flow.text.glue(f"{titles}\n".encode())
        for part in _BROKEN_NUMBER.split(stretch):
            flow.write(part, at, line)
            line += part.count("\n") + 1
        line -= 1
    flow.end_line()
    if ends:
        flow.text.glue(b"\f\n")  # pages do not run into each other
    return f"{text[:start]}{titles}\n{text[start:]}" if titles else text
