"""What is tried with a PDF that PDFium refuses or sees empty: a new end for it, then pdfminer.six.

pdfminer.six is slow, and forgiving in other places than PDFium.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

_LARGEST = 64 << 20  # at 20 pages a second more has no prospect within the deadline


_CATALOG = re.compile(rb"(\d{1,9}) (\d{1,5}) obj(?:(?!endobj).){0,2000}?/Type\s*/Catalog\b", re.DOTALL)


def mended(stream: BinaryIO) -> Any:  # noqa: ANN401 - a document of an untyped library
    """A document cut short (a broken transfer) with a new end that names its catalog; None if it has none."""
    import pypdfium2

    stream.seek(0)
    data = stream.read(_LARGEST + 1)
    found = None if len(data) > _LARGEST else _CATALOG.search(data)
    if found is None:
        return None
    data += b"\nendobj\ntrailer\n<< /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % (found[1], found[2])
    try:
        document = pypdfium2.PdfDocument(data)
        return document if len(document) else None
    except pypdfium2.PdfiumError:
        return None


def second_reader(blob: Blob, context: Context, why: str, *, quiet: bool = False) -> Iterator[Extracted]:
    """The text of all pages. Raises `Unscannable` if there is none, unless `quiet`."""
    from pdfminer.pdfpage import PDFPage

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings quote the document
    flow = Flow()
    some, number = False, 0
    trouble = ""
    with blob.open() as stream:
        if stream.seek(0, io.SEEK_END) > _LARGEST:
            if quiet:
                return
            raise Unscannable(Reason.CORRUPT, why)
        stream.seek(0)
        try:
            for number, page in enumerate(PDFPage.get_pages(stream, check_extractable=False), 1):
                text = page_text(page)
                some = some or bool(text.strip())
                flow.write(text, (Step(Axis.PAGE, number),), 1)
                flow.end_line()
                flow.text.glue(b"\f\n")
                yield from flow.drain()
                if number >= context.limits.pages:
                    yield Gap(Reason.LIMIT, f"more than {number} pages (limit: pages)")
                    break
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # noqa: BLE001 - of any kind, RecursionError and MemoryError too
            trouble = type(error).__name__
    yield from flow.finish()
    if some:
        detail = f"{why or 'PDFium sees no text'}: read by the second reader, page text only"
        yield Gap(Reason.CORRUPT, f"{detail}, up to page {number} ({trouble})" if trouble else detail)
    elif not quiet:
        raise Unscannable(Reason.CORRUPT, f"{why}, and the second reader finds no text ({trouble or 'no pages'})")


def page_text(page: Any) -> str:  # noqa: ANN401 - of an untyped library
    """One page without analysis of its layout, which would cost seconds a page and can run away."""
    from pdfminer.converter import TextConverter
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

    manager = PDFResourceManager()
    text = io.StringIO()
    interpreter = PDFPageInterpreter(manager, TextConverter(manager, text, laparams=LAParams(boxes_flow=None)))
    interpreter.process_page(page)
    return text.getvalue()
