"""Text that somebody typed over a form (FreeText annotations, ISO 32000-2, 12.5.6.6), each with the label it answers.

Rule: the label is what the page prints on the same line, left of the text, behind the one typed before it there; else
what is right above it. Only words that read like the name of a field are a label. The texts come from top to bottom.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from piiscan.formats.segments.cell_labels import is_label

# mypy: disable-error-code="no-any-return"

_LARGEST_STRING = 16 << 20
_MOST = 500  # texts of a page: each is compared with those on its line
_FILLERS = " \t_.\u2026"  # of a line to write on


class Typed(NamedTuple):
    """A text and where it stands, in points from the left and the bottom."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def typed_text(note: Any) -> Typed | None:  # noqa: ANN401 - an untyped library
    """The text of such a note; None where it says nothing, or has no place."""
    from pypdfium2 import raw

    text = note_string(note, b"Contents")
    place = raw.FS_RECTF()
    if not text.strip():
        return None
    if not raw.FPDFAnnot_GetRect(note, place):
        return Typed(text, 0, 0, 0, 0)
    return Typed(text, place.left, place.bottom, place.right, place.top)


def labelled(page: Any, texts: Sequence[Typed]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """The texts of a page from top to bottom, each behind its label, "" where it has none."""
    if not texts:
        return
    text_page = page.get_textpage()
    try:
        for one in sorted(texts, key=lambda one: (-round(one.bottom), one.left)):
            yield (_label(text_page, one, texts) if len(texts) <= _MOST and one.right > one.left else ""), one.text
    finally:
        text_page.close()


def _label(text_page: Any, one: Typed, texts: Sequence[Typed]) -> str:  # noqa: ANN401
    middle, height = (one.bottom + one.top) / 2, one.top - one.bottom
    before = [other.right for other in texts if other.right <= one.left and other.bottom < middle < other.top]
    beside = text_page.get_text_bounded(max(before, default=None), one.bottom, one.left, one.top)
    above = "" if beside.strip() else text_page.get_text_bounded(one.left, one.top, one.right, one.top + height)
    lines = (beside or above).strip().splitlines()
    said = lines[-1].strip(_FILLERS).rstrip(":") if lines else ""
    return said if is_label(f"{said}:" if lines and lines[-1].rstrip(_FILLERS).endswith(":") else said) else ""


def note_string(note: Any, key: bytes) -> str:  # noqa: ANN401
    """What a note says under a key."""
    from pypdfium2 import raw

    return string_of(lambda buffer, size: raw.FPDFAnnot_GetStringValue(note, key, buffer, size))


def string_of(call: Any) -> str:  # noqa: ANN401
    """A UTF-16 string of PDFium: asked once for its length, once for its bytes."""
    from pypdfium2 import raw

    size = call(None, 0)
    if size <= 2 or size > _LARGEST_STRING:
        return ""
    buffer = ctypes.create_string_buffer(size + 2)
    call(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
