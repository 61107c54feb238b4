"""Files that are two things at once: some format in front, a ZIP archive at the end. Both are read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted, Format
from piiscan.formats.plain.text import extract_text
from piiscan.formats.sniff import as_text
from piiscan.model import Blob, Gap, Unscannable

_FARTHEST_HEAD = 1 << 20


def archive_behind(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members of the archive at the end of a file, if it ends with one."""
    from piiscan.formats.archives.zip import members
    from piiscan.formats.identify import ends_as_zip

    with blob.open() as stream:
        if ends_as_zip(stream):
            yield from members(blob, stream, context)


def with_archive(form: Format) -> Format:
    """A format whose files have an archive behind them."""

    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        from piiscan.formats.archives.zip import members

        try:
            yield from form.extract(blob, context)
        except Unscannable as trouble:
            yield Gap(trouble.reason, trouble.detail)
        with blob.open() as stream:
            yield from members(blob, stream, context)

    return Format(form.name, form.media_type, extract, form.library, form.extra)


def with_strays(form: Format, *, wide: bool) -> Format:
    """A format of text, and what is in another encoding behind it: bytes where it is `wide`, else UTF-16."""

    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        from piiscan.formats.plain.strays import strays_of, wide_parts_of, with_watch

        if wide:
            yield from form.extract(blob, context)
            yield from strays_of(blob)
            return
        watched, zeros = with_watch(blob)
        yield from form.extract(watched, context)
        if zeros:
            yield from wide_parts_of(blob)

    return Format(form.name, form.media_type, extract, form.library, form.extra)


def behind_text(archive: Format, head: bytes) -> Format:
    """An archive, and the text in front of it, where there is one: the script that unpacks it."""
    front = head.partition(b"PK\x03\x04")[0]
    text = as_text(front) if front else None
    if text is None or not text.strip():
        return archive

    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        yield from extract_text(Blob(blob.name, lambda: io.BytesIO(front), (), len(front)), context)
        yield from archive.extract(blob, context)

    return Format(archive.name, archive.media_type, extract)


def late_pdf(stream: BinaryIO) -> int:
    """Where a PDF begins that stands behind more than readers allow in front of it; -1 if none does."""
    stream.seek(0)
    data = stream.read(_FARTHEST_HEAD)
    start = data.find(b"%PDF-")
    return start if start >= 0 and b" obj" in data[start:] else -1
