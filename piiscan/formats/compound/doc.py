"""Word 6 to 2003 (.doc): all its stories, its properties, what was deleted but is still there, embedded objects.

A place is the story, then the paragraph (LINE), or table, row and cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.doc_fib import LARGEST, Piece, fib_of, pieces_of, stories, unused
from piiscan.formats.compound.doc_marks import Marks, marks_of
from piiscan.formats.compound.doc_story import DocStory
from piiscan.formats.compound.encrypted import legacy_verdict
from piiscan.formats.compound.office_art import picture_blobs
from piiscan.formats.compound.ole import Compound, open_compound
from piiscan.formats.compound.ole_macros import macros
from piiscan.formats.compound.ole_objects import embedded
from piiscan.formats.compound.ole_properties import properties
from piiscan.formats.plain.text_runs import runs
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spans import Span
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Step, Unscannable

_OBJECTS = ("ObjectPool",)


def extract_doc(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of a document, then the objects in it; the verdict where it is encrypted."""
    with open_compound(blob, context) as compound:
        document = compound.view(compound.find("WordDocument"))
        if fib_of(document[:LARGEST]).locked:
            verdict = legacy_verdict(blob, context)
            if verdict is None:
                raise Unscannable(Reason.ENCRYPTED, "needs a password", Encryption("weak"))
            yield from verdict
            return
        yield from _text(compound, document)
        yield from properties(compound)
        yield from macros(compound)
        yield from picture_blobs(blob, context, compound.view(compound.find("Data")), document)
        yield from embedded(compound, [(*_OBJECTS, name) for name in compound.storages(_OBJECTS)])
        yield from compound.gaps


def _text(compound: Compound, document: Span) -> Iterator[Extracted]:
    fib = fib_of(document[:LARGEST])
    table: Span = compound.read(compound.find(fib.table)) if fib.table else document
    pieces = pieces_of(fib, table)
    marks = marks_of(fib, document, table) if pieces else Marks()
    if pieces is None:
        if fib.table:
            yield Gap(Reason.CORRUPT, "no table of the pieces of the text: read as it stands in the file")
        pieces = [Piece(fib.first, max(0, min(fib.last, len(document)) - fib.first), 1)]
    if sum(min(piece.end, len(document)) - min(piece.start, len(document)) for piece in pieces) > 2 * len(document):
        yield Gap(Reason.CORRUPT, "pieces of the text lie over each other: read as it stands in the file")
        pieces = [Piece(fib.first, max(0, min(fib.last, len(document)) - fib.first), 1)]
    for name, part in stories(fib, pieces):
        story = DocStory(Flow(), (Step(Axis.PART, name),), marks)
        yield from story.read(document, part)
    if any(piece.end > len(document) for piece in pieces):
        yield Gap(Reason.CORRUPT, "a part of the text lies behind the end of the document")
    flow = Flow()
    for start, end in unused(fib, pieces, len(document)):
        for _, text in runs(document[start:end]):
            flow.write(text, (Step(Axis.PART, "deleted text"),))
            flow.end_line()
            yield from flow.drain()
    yield from flow.finish()
