"""Word documents: every part that holds text, so that nothing a reader could see or uncover is missed.

Body, headers, footers, notes, comments, text boxes, charts, deleted and moved text, document variables,
properties, custom XML. Paragraphs are counted from 1 in each part (outside tables) and stand as LINE.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.docx_plain import parse
from piiscan.formats.office.docx_story import Story
from piiscan.formats.office.ooxml import Package, as_archive, links, open_package, properties
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Location, Segment, Step

# Parts that hold how the text looks, not what it says.
_LOOKS = (
    "styles+xml",
    "theme+xml",
    "fontTable+xml",
    "webSettings+xml",
    "obfuscatedFont",
    "stylesWithEffects+xml",
    "themeOverride+xml",
    "chartstyle+xml",
    "chartcolorstyle+xml",
    "customXmlProperties+xml",
    "diagramLayout+xml",
    "diagramStyle+xml",
    "diagramColors+xml",
    "diagramDrawing+xml",
)  # fmt: skip - the drawing of a diagram repeats the text of its data
_STORIES = ("wordprocessingml", "drawingml", "ms-word")


def extract_docx(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of all parts, then pictures, embedded files and custom XML as children."""
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        if package is None:
            yield from as_archive(blob, stream, context, "not a readable Office document: read as an archive")
            return
        some = False
        for name in _stories(package):
            for segment in _story(package, name):
                some = True
                yield segment
        if not some:
            yield from _second_reader(blob)
        yield from properties(package)
        yield from links(package)
        # The thumbnail is a picture of what has just been read.
        yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(_LOOKS))


def _stories(package: Package) -> list[str]:
    """The parts with text, the body first."""
    found = [
        name
        for name, kind in package.types.items()
        if name.endswith(".xml") and any(word in kind for word in _STORIES) and not kind.endswith(_LOOKS)
    ]
    # A document whose list of types is incomplete is still read by the places parts usually have.
    found += [name for name in package.entries if _usual(name) and name not in found]
    return sorted(found, key=lambda name: not package.types.get(name, "").endswith("document.main+xml"))


def _usual(name: str) -> bool:
    return name in {"word/document.xml", "word/comments.xml", "word/footnotes.xml", "word/endnotes.xml"}


def _story(package: Package, name: str) -> Iterator[Segment]:
    kind = package.types.get(name, "")
    base = "building blocks" if kind.endswith("glossary+xml") else name.rpartition("/")[2].removesuffix(".xml")
    is_body = kind.endswith("main+xml") or name == "word/document.xml"
    at: Location = () if is_body else (Step(Axis.PART, base),)
    story = Story(Flow(), at)
    for _ in package.read(name, (story.start, story.end, story.text), partial(parse, story)):
        yield from story.flow.drain()
    story.close()
    yield from story.flow.finish()


def _second_reader(blob: Blob) -> Iterator[Segment]:
    """python-docx finds the body by its relations where names and types do not show it."""
    import docx

    flow = Flow()
    try:
        with blob.open() as stream:
            document = docx.Document(stream)
            for number, paragraph in enumerate(document.element.body.iter("{*}p"), 1):
                flow.write("".join(paragraph.itertext("{*}t", "{*}delText")), (Step(Axis.LINE, number),))
                flow.end_line()
    except Exception:  # noqa: BLE001 - a second opinion: the first reader has said what is wrong
        return
    yield from flow.finish()
