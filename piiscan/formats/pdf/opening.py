"""How a PDF is opened: with the empty password, as readers do, else with those of the operator.

Of one that stays locked what is in the clear is read: metadata that are left out of the encryption, and pages where
only attachments are encrypted (ISO 32000-2, 7.6.6).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.pdf.lock import Locked, lock_of, locks_all, locks_attachments, verdict
from piiscan.formats.pdf.second import page_text
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Step, Unscannable

_ERR_PASSWORD, _ERR_SECURITY = 4, 5


def open_document(stream: BinaryIO, passwords: Sequence[str]) -> tuple[Any, str | None]:
    """The document of PDFium and the password that opens it, which is mostly empty; None: none of them does."""
    import pypdfium2

    for password in ("", *passwords):
        stream.seek(0)
        try:
            return pypdfium2.PdfDocument(stream, password=password or None), password
        except pypdfium2.PdfiumError as error:
            if error.err_code not in {_ERR_PASSWORD, _ERR_SECURITY}:
                raise
    return None, None


def standing(blob: Blob, password: str) -> Encryption:
    """The verdict on a document that is open: with the empty password it is no lock, unless on attachments alone."""
    lock = verdict(blob)
    if not password and locks_attachments(blob):
        return lock
    if not password:
        return Encryption("plain", lock.algorithm, lock.bits)
    return replace(lock, opened=True, whole=locks_all(blob))


def locked(blob: Blob, context: Context) -> Iterator[Extracted]:
    """What is in the clear, then the verdict."""
    lock = verdict(blob)
    try:
        yield from _clear(blob, context)
    except (Unscannable, GeneratorExit):
        raise
    except Exception:  # noqa: BLE001, S110 - of the library: there is nothing to be had then
        pass
    bits = f", {lock.bits} bits" if lock.bits else ""
    legacy = ": legacy-rc4" if lock.algorithm == "RC4" else ""
    detail = f"needs a password ({lock.algorithm or 'unknown cipher'}{bits}{legacy})"
    raise Unscannable(Reason.ENCRYPTED, detail, lock)


def _clear(blob: Blob, context: Context) -> Iterator[Extracted]:
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    with blob.open() as stream:
        document = Locked(PDFParser(stream))
        lock = lock_of(document)
        if lock.get("EncryptMetadata") is False:
            data = resolve1(document.catalog.get("Metadata")).get_data()
            context.budget.take_bytes(len(data))
            step = Step(Axis.PART, "metadata")
            yield Blob("metadata.xml", partial(io.BytesIO, data), (*blob.at, step), len(data), "application/xml")
        if int(lock.get("V", 0)) >= 4 and lock.get("StmF", "Identity") == "Identity":
            flow = Flow()
            for number, page in enumerate(PDFPage.create_pages(document), 1):
                flow.write(page_text(page), (Step(Axis.PAGE, number),), 1)
                flow.end_line()
                yield from flow.drain()
                if number >= context.limits.pages:
                    yield Gap(Reason.LIMIT, f"more than {number} pages (limit: pages)")
                    break
            yield from flow.finish()
