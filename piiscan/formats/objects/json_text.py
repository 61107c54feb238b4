"""JSON and JSON Lines: the text as it stands. Pairing finds the record of a hit by itself, at any size."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import extract_text
from piiscan.model import Blob, Shape


def extract_json(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of a JSON document, or of one per line, as overlapping segments of shape OBJECT."""
    yield from extract_text(blob, context, Shape.OBJECT)
