"""What a PDF holds beside the text of its pages: form fields, notes, properties, outline, attachments."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.pdf.typed import (
    Typed,
    labelled,
    note_string,
    placed,
    string_of,
    tells,
    typed_text,
    without_counter,
)
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.page_layout import with_columns
from piiscan.formats.spool import refused
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

# mypy: disable-error-code="no-any-return"

_PATHS = 50  # a page with so many drawn shapes and no text may be text turned into outlines
_JOINED_WORD = re.compile("[\ufffe\x02]")  # what PDFium leaves of a hyphen at the end of a line
_NOTE_KEYS = (b"Contents", b"RC", b"T", b"Subj")


class Beside:
    """What stands beside the text of the pages of one document, written as it is met; and what was given so far."""

    def __init__(self, document: Any, flow: Flow, *, has_form: bool) -> None:  # noqa: ANN401
        self._document = document
        self._flow = flow
        self._has_form = has_form
        self.seen: set[str] = set()
        self.attached: list[tuple[Location, Any]] = []  # files that hang on notes

    def page(self, page: Any, at: Location) -> None:  # noqa: ANN401
        """The values of form fields as lines "name: value", and the text of notes, of one page."""
        from pypdfium2 import raw

        stamps = False
        typed: list[Typed] = []
        fields: list[Typed] = []
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            note = raw.FPDFPage_GetAnnot(page, index)
            if not note:
                continue
            try:
                kind = raw.FPDFAnnot_GetSubtype(note)
                if kind == raw.FPDF_ANNOT_WIDGET:
                    if self._has_form and (field := self._field(note)) is not None:
                        fields.append(field)
                else:
                    if kind == raw.FPDF_ANNOT_FREETEXT and (text := typed_text(note)) is not None:
                        typed.append(text)
                    self._note(note, (*at, Step(Axis.PART, "note")))
                    stamps = stamps or kind == raw.FPDF_ANNOT_STAMP
                if kind == raw.FPDF_ANNOT_FILEATTACHMENT:
                    file = raw.FPDFAnnot_GetFileAttachment(note)
                    if file:
                        self.attached.append((at, file))
            finally:
                raw.FPDFPage_CloseAnnot(note)
        self._fields(page, fields, (*at, Step(Axis.PART, "form")))
        for label, value in labelled(page, typed):
            self._line(value, (*at, Step(Axis.PART, "note")), label)
        if stamps:
            self._stamps(page, at)

    def information(self) -> None:
        """Title, author and the like, and the titles of the outline."""
        at = (Step(Axis.PART, "metadata"),)
        for key, value in self._document.get_metadata_dict(skip_empty=True).items():
            self._line(value, at, key)
        outline = (Step(Axis.PART, "outline"),)
        try:
            for entry in self._document.get_toc(max_depth=10):
                self._line(entry.get_title(), outline)
        except Exception:  # noqa: BLE001 - a broken outline leaves the pages readable
            return

    def _line(self, value: str, at: Location, label: str = "") -> None:
        if value.strip():
            self.seen.add(value.strip())
            self._flow.end_line()
            self._flow.write(f"{label}: {value}" if label else value, at)
            self._flow.end_line()

    def _field(self, note: Any) -> Typed | None:  # noqa: ANN401
        """The value of a field with its name; None where it is empty."""
        from pypdfium2 import raw

        form = self._document.formenv
        value = string_of(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
        if not value.strip():
            return None
        name = string_of(lambda buffer, size: raw.FPDFAnnot_GetFormFieldAlternateName(form, note, buffer, size))
        name = name or string_of(lambda buffer, size: raw.FPDFAnnot_GetFormFieldName(form, note, buffer, size))
        return placed(note, value, name)

    def _fields(self, page: Any, fields: Sequence[Typed], at: Location) -> None:  # noqa: ANN401
        """Lines "name: value"; where a name says nothing of the value, with the label that the page prints at it."""
        named = [field._replace(name=without_counter(field.name) if tells(field.name) else "") for field in fields]
        for label, value in labelled(page, named):
            self._line(value or label, at, label if value else "")

    def _note(self, note: Any, at: Location) -> None:  # noqa: ANN401
        from pypdfium2 import raw

        typed = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT
        for key in _NOTE_KEYS[typed:]:
            self._line(note_string(note, key), at)

    def _stamps(self, page: Any, at: Location) -> None:  # noqa: ANN401
        """The text that stamps show, which is drawn and no string of theirs: what is new on the page with them."""
        from pypdfium2 import raw

        before = set(page_text(page).split("\n")) | self.seen
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return
        flat = self._document[int(at[0].at) - 1]
        try:
            for line in page_text(flat).split("\n"):
                if line not in before and line.strip() not in before:
                    self._line(line, (*at, Step(Axis.PART, "note")))
        finally:
            flat.close()


def page_text(page: Any) -> str:  # noqa: ANN401
    """The text of a page, by line."""
    text_page = page.get_textpage()
    try:
        text = with_columns(text_page, text_page.get_text_range(errors="replace"))
    finally:
        text_page.close()
    return _JOINED_WORD.sub("-", text.replace("\r\n", "\n").replace("\r", "\n"))


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


def attachments(
    blob: Blob,
    document: Any,  # noqa: ANN401
    context: Context,
    attached: list[tuple[Location, Any]],
) -> Iterator[Extracted]:
    """Embedded files, those that hang on notes, and the packets of an XFA form (which hold its values), as children."""
    import pypdfium2
    from pypdfium2 import raw

    count = document.count_attachments()
    for index in range(count + len(attached)):
        context.budget.take_member()
        try:
            at, file = attached[index - count] if index >= count else ((), None)
            attachment = document.get_attachment(index) if file is None else pypdfium2.PdfAttachment(file, document)
            name = attachment.get_name() or f"attachment {index + 1}"
        except Exception as error:  # noqa: BLE001 - one bad attachment does not cost the others
            detail = f"attachment {index + 1}: cannot be read ({type(error).__name__})"
            yield Gap(Reason.CORRUPT, detail)
            continue
        step = Step(Axis.MEMBER, name)
        outer = replace(blob, at=(*blob.at, *at))
        base = name.replace("\\", "/").rpartition("/")[2]
        try:
            data = bytes(attachment.get_data())
            context.budget.take_bytes(len(data))
        except Unscannable as trouble:
            yield refused(outer, step, base, trouble)
        except Exception as error:  # noqa: BLE001 - as above
            yield refused(outer, step, base, _corrupt(error))
        else:
            yield _held(outer, step, base, data)
    for index in range(raw.FPDF_GetXFAPacketCount(document)):
        yield from _xfa(blob, document, index, context)


def _xfa(blob: Blob, document: Any, index: int, context: Context) -> Iterator[Extracted]:  # noqa: ANN401
    from pypdfium2 import raw

    size = raw.FPDF_GetXFAPacketName(document, index, None, 0)
    title = ctypes.create_string_buffer(max(size, 1))
    raw.FPDF_GetXFAPacketName(document, index, title, size)
    name = title.value.decode("utf-8", "replace")
    if name not in {"datasets", "template", "form", ""}:  # "": the whole form is one stream (ISO 32000-1, 12.7.8)
        return
    length = ctypes.c_ulong()
    raw.FPDF_GetXFAPacketContent(document, index, None, 0, length)
    data = ctypes.create_string_buffer(max(length.value, 1))
    if not raw.FPDF_GetXFAPacketContent(document, index, data, length.value, length):
        return
    context.budget.take_bytes(length.value)
    yield _held(blob, Step(Axis.PART, f"XFA {name}".strip()), f"{name or 'form'}.xml", data.raw[: length.value])


def _held(blob: Blob, step: Step, name: str, data: bytes) -> Blob:
    return Blob(name, lambda: io.BytesIO(data), (*blob.at, step), len(data))


def _corrupt(error: Exception) -> Unscannable:
    return Unscannable(Reason.CORRUPT, f"attachment cannot be read ({type(error).__name__})")
