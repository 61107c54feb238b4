"""What a PDF holds beside the text of its pages: form fields, notes, properties, outline, attachments."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.spool import refused
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

# mypy: disable-error-code="no-any-return"

_PATHS = 50  # a page with so many drawn shapes and no text may be text turned into outlines
_NOTE_KEYS = (b"Contents", b"RC", b"T", b"Subj")
_LARGEST_STRING = 16 << 20


def fields_and_notes(document: Any, page: Any, flow: Flow, at: Location, *, has_form: bool) -> None:  # noqa: ANN401
    """The values of form fields as lines "name: value", and the text of notes, of one page."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET:
                if has_form:
                    _field(document, note, flow, (*at, Step(Axis.PART, "form")))
            else:
                _note(note, flow, (*at, Step(Axis.PART, "note")))
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _field(document: Any, note: Any, flow: Flow, at: Location) -> None:  # noqa: ANN401
    from pypdfium2 import raw

    form = document.formenv
    value = _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
    if not value.strip():
        return
    name = _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldAlternateName(form, note, buffer, size))
    name = name or _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldName(form, note, buffer, size))
    flow.end_line()
    flow.write(f"{name}: {value}" if name else value, at)
    flow.end_line()


def _note(note: Any, flow: Flow, at: Location) -> None:  # noqa: ANN401
    from pypdfium2 import raw

    for key in _NOTE_KEYS:
        value = _string(lambda buffer, size, key=key: raw.FPDFAnnot_GetStringValue(note, key, buffer, size))
        if value.strip():
            flow.end_line()
            flow.write(value, at)
            flow.end_line()


def _string(call: Any) -> str:  # noqa: ANN401
    """A UTF-16 string of PDFium: asked once for its length, once for its bytes."""
    from pypdfium2 import raw

    size = call(None, 0)
    if size <= 2 or size > _LARGEST_STRING:
        return ""
    buffer = ctypes.create_string_buffer(size + 2)
    call(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def is_picture(page: Any) -> str:  # noqa: ANN401
    """What a page without text shows instead: "image only", "drawing only", or "" for a blank page."""
    from pypdfium2 import raw

    paths = 0
    for item in page.get_objects(max_depth=5):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            return "image only"
        paths += item.type in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}
        if paths >= _PATHS:
            return "drawing only"
    return ""


def information(document: Any, flow: Flow) -> None:  # noqa: ANN401
    """Title, author and the like, and the titles of the outline."""
    at = (Step(Axis.PART, "metadata"),)
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        flow.write(f"{key}: {value}", at)
        flow.end_line()
    outline = (Step(Axis.PART, "outline"),)
    try:
        for entry in document.get_toc(max_depth=10):
            flow.write(entry.get_title(), outline)
            flow.end_line()
    except Exception:  # noqa: BLE001 - a broken outline leaves the pages readable
        return


def attachments(blob: Blob, document: Any, context: Context) -> Iterator[Extracted]:  # noqa: ANN401
    """Embedded files, and the packets of an XFA form (which hold its values), as children."""
    from pypdfium2 import raw

    for index in range(document.count_attachments()):
        context.budget.take_member()
        try:
            attachment = document.get_attachment(index)
            name = attachment.get_name() or f"attachment {index + 1}"
        except Exception as error:  # noqa: BLE001 - one bad attachment does not cost the others
            detail = f"attachment {index + 1}: cannot be read ({type(error).__name__})"
            yield Gap(Reason.CORRUPT, detail)
            continue
        step = Step(Axis.MEMBER, name)
        base = name.replace("\\", "/").rpartition("/")[2]
        try:
            data = bytes(attachment.get_data())
            context.budget.take_bytes(len(data))
        except Unscannable as trouble:
            yield refused(blob, step, base, trouble)
        except Exception as error:  # noqa: BLE001 - as above
            yield refused(blob, step, base, _corrupt(error))
        else:
            yield _held(blob, step, base, data)
    for index in range(raw.FPDF_GetXFAPacketCount(document)):
        yield from _xfa(blob, document, index, context)


def _xfa(blob: Blob, document: Any, index: int, context: Context) -> Iterator[Extracted]:  # noqa: ANN401
    from pypdfium2 import raw

    size = raw.FPDF_GetXFAPacketName(document, index, None, 0)
    title = ctypes.create_string_buffer(max(size, 1))
    raw.FPDF_GetXFAPacketName(document, index, title, size)
    name = title.value.decode("utf-8", "replace") or str(index)
    if name not in {"datasets", "template", "form"}:
        return
    length = ctypes.c_ulong()
    raw.FPDF_GetXFAPacketContent(document, index, None, 0, length)
    data = ctypes.create_string_buffer(max(length.value, 1))
    if not raw.FPDF_GetXFAPacketContent(document, index, data, length.value, length):
        return
    context.budget.take_bytes(length.value)
    yield _held(blob, Step(Axis.PART, f"XFA {name}"), f"{name}.xml", data.raw[: length.value])


def _held(blob: Blob, step: Step, name: str, data: bytes) -> Blob:
    return Blob(name, lambda: io.BytesIO(data), (*blob.at, step), len(data))


def _corrupt(error: Exception) -> Unscannable:
    return Unscannable(Reason.CORRUPT, f"attachment cannot be read ({type(error).__name__})")
