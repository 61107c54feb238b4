"""Text that somebody typed into a form, each with the label it answers: over it, or in fields whose names say nothing.

FreeText annotations (ISO 32000-2, 12.5.6.6), and fields named "Text1" or "f1_01[0]". Rule: the label is what the page
prints on the same line, left of the text, behind the one typed before it there; else what is right above it, or right
below; else that of the one above, as in a table. Only words that read like the name of a field are a label. The texts
come from top to bottom.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from piiscan.formats.segments.cell_labels import is_label
from piiscan.formats.segments.label_words import has_label_word
from piiscan.formats.segments.part_titles import is_part_title

# mypy: disable-error-code="no-any-return"

_LARGEST_STRING = 16 << 20
_MOST = 500  # texts of a page: each is compared with those on its line
_FILLERS = " \t_.\u2026"  # of a line to write on


_BELOW_EACH_OTHER = 4.0  # points: so far apart are the edges of fields of one column
_ROWS = 40  # of a table, below its titles
_COUNTER = re.compile(r"(?<=[^\W\d])[ _]{1,2}[0-9]{1,3}(?:_[0-9]{1,3})?\Z")  # of a name that a page has several times
_JOINT = re.compile(r"_|\[[0-9]+\]|(?<=[a-z])(?=[A-Z0-9])")  # between the words of a field's name


class Typed(NamedTuple):
    """A text and where it stands, in points from the left and the bottom; and the name of its field, if it tells."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    name: str = ""


def tells(name: str) -> bool:
    """Whether the name of a field says what is in it.

    >>> [tells(name) for name in ("Last Name", "form1[0].#subform[0].LastName[0]", "Text1", "p[0].#a[0].f1_01[0]")]
    [True, True, False, False]
    """
    return has_label_word(_JOINT.sub(" ", name.rpartition(".")[2]))


def without_counter(name: str) -> str:
    """The name of a field without what tells it from others of the name.

    >>> without_counter("SSN_2"), without_counter("Date of Birth 12"), without_counter("Address 2_3")
    ('SSN', 'Date of Birth', 'Address')
    """
    return _COUNTER.sub("", name)


def typed_text(note: Any) -> Typed | None:  # noqa: ANN401 - an untyped library
    """The text of such a note; None where it says nothing."""
    text = note_string(note, b"Contents")
    return placed(note, text, "") if text.strip() else None


def placed(note: Any, text: str, name: str) -> Typed:  # noqa: ANN401
    """A text at the place of its note; at none where PDFium does not say."""
    from pypdfium2 import raw

    place = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(note, place):
        return Typed(text, 0, 0, 0, 0, name)
    return Typed(text, place.left, place.bottom, place.right, place.top, name)


def labelled(page: Any, texts: Sequence[Typed]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """The texts of a page from top to bottom, each behind its label, "" where it has none.

    The titles of parts of a form come between those they stand between.
    """
    if not texts:
        return
    text_page = page.get_textpage()
    said: list[tuple[Typed, str]] = []
    taken = {one.name for one in texts}
    over: float | None = None
    try:
        below = len(texts) <= _MOST and _are_below(text_page, [one for one in texts if not one.name])
        for one in sorted(texts, key=lambda one: (-round(one.bottom), one.left)):
            if over is None or one.top < over:
                for title in _titles(text_page, one.top, over, taken):
                    yield title, ""
            over = one.bottom
            label = one.name
            if not label and len(texts) <= _MOST and one.right > one.left:
                label = _label(text_page, one, texts, below=below) or _in_its_column(one, said)
            said.append((one, label))
            yield label, one.text
    finally:
        text_page.close()


def _titles(text_page: Any, low: float, high: float | None, taken: Collection[str]) -> Iterator[str]:  # noqa: ANN401
    """The titles of parts between two heights of a page, none that is the name of a field."""
    said = text_page.get_text_bounded(None, low, None, high) if high is None or high > low else ""
    for line in said.splitlines():
        if line.strip() not in taken and is_part_title(line.strip()):
            yield line.strip()


def _are_below(text_page: Any, texts: Sequence[Typed]) -> bool:  # noqa: ANN401
    """Whether the labels of a page stand below: more texts have one there than right above, as all but the last row."""

    def labelled(*, above: bool) -> int:
        return sum(
            bool(_said(_near(text_page, one, above=above, reach=one.top - one.bottom), last=above)) for one in texts
        )

    return labelled(above=False) > labelled(above=True)


def _near(text_page: Any, one: Typed, *, above: bool, reach: float) -> str:  # noqa: ANN401
    low, high = (one.top, one.top + reach) if above else (one.bottom - reach, one.bottom)
    said: str = text_page.get_text_bounded(one.left, low, one.right, high)
    return said


def _label(text_page: Any, one: Typed, texts: Sequence[Typed], *, below: bool) -> str:  # noqa: ANN401
    middle, height = (one.bottom + one.top) / 2, one.top - one.bottom
    before = [other.right for other in texts if other.right <= one.left and other.bottom < middle < other.top]
    beside = text_page.get_text_bounded(max(before, default=None), one.bottom, one.left, one.top)
    if beside.strip():
        return _said(beside, last=True)
    for reach in (height / 2, height):
        for above in (not below, below):
            said = _near(text_page, one, above=above, reach=reach)
            if said.strip() and (not below or _said(said, last=above)):
                return _said(said, last=above)
    return ""


def _said(text: str, *, last: bool) -> str:
    if not text.strip():
        return ""
    line = text.strip().splitlines()[-1 if last else 0]
    said = line.strip(_FILLERS).rstrip(":")
    return said if is_label(f"{said}:" if line.rstrip(_FILLERS).endswith(":") else said) else ""


def _in_its_column(one: Typed, said: Sequence[tuple[Typed, str]]) -> str:
    """The label of the text right above one, where both are as wide, and nothing is between them."""
    for other, label in reversed(said[-_ROWS:]):
        if abs(other.left - one.left) < _BELOW_EACH_OTHER and abs(other.right - one.right) < _BELOW_EACH_OTHER:
            return label if 0 <= other.bottom - one.top + _BELOW_EACH_OTHER < one.top - one.bottom else ""
    return ""


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
