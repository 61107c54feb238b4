"""Presentations of PowerPoint (.pptx, .pptm, .ppsx, .potx): slides in their order, each with all that hangs on it.

A slide, its notes, its comments, charts and diagrams are one text with places of their own ("slide 3 › notes");
hidden slides are slides. Masters, layouts, authors, tags and slides that no list names stand under the name of
their part. Pictures, embedded workbooks, macros and custom XML are children.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.ooxml import Package, as_archive, links, open_package, properties, relations
from piiscan.formats.office.pptx_story import SlideStory
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Location, Segment, Step

# Parts that hold how the text looks, not what it says.
_LOOKS = ("theme+xml", "themeOverride+xml", "tableStyles+xml", "presProps+xml", "viewProps+xml", "printerSettings",
          "chartstyle+xml", "chartcolorstyle+xml", "obfuscatedFont", "fontdata", "customXmlProperties+xml",
          "diagramLayout+xml", "diagramStyle+xml", "diagramColors+xml")  # fmt: skip
_STORIES = ("presentationml", "drawingml", "ms-powerpoint", "ms-office.chartex", "ms-office.drawingml")
# The drawing of a diagram repeats the text of its data, as it was last laid out.
_REPEATS = "diagramDrawing+xml"
_WORDS = {"notesSlide": "notes", "comments": "comments", "comment": "comments"}
_ONCE = frozenset({"slideLayout", "slideMaster", "notesMaster", "slide", "theme"})  # are not part of one slide


def extract_pptx(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of all slides and of what stands beside them, then the children."""
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        if package is None:
            yield from as_archive(blob, stream, context, "not a readable Office document: read as an archive")
            return
        told: set[str] = set()  # damaged parts as well, which the package does not count as read
        for number, part in enumerate(_slides(package), 1):
            yield from _slide(package, part, (Step(Axis.PART, f"slide {number}"),), told)
        for part in _stories(package):
            if part not in told:
                flow = Flow()
                yield from _story(package, part, flow, (Step(Axis.PART, _base(part)),))
                yield from flow.finish()
        yield from properties(package)
        yield from links(package)
        # The thumbnail is a picture of what has just been read.
        skip = (*_LOOKS, _REPEATS)
        yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(skip))


def _slides(package: Package) -> list[str]:
    """The parts of the slides in the order they are shown in."""
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith(" sldId"):
            found.extend(value for key, value in attributes.items() if key.endswith(" id"))

    shows = package.named("presentation.main+xml", "slideshow.main+xml", "template.main+xml", "macroEnabled.main+xml")
    main = next(iter(shows), "ppt/presentation.xml")
    if main not in package.entries:
        return []
    for _ in package.read(main, (start, lambda _tag: None, lambda _text: None)):
        pass
    targets = relations(package, main)
    return [targets[identity].part for identity in found if identity in targets]


def _slide(package: Package, part: str, at: Location, told: set[str]) -> Iterator[Segment]:
    """One slide and what only it points to, as one text: a name in the notes may belong to a number beside it."""
    flow = Flow()
    told.add(part)
    yield from _story(package, part, flow, at)
    for relation in relations(package, part).values():
        target = relation.part
        kind = package.types.get(target, "")
        if relation.kind in _ONCE or target in told or kind.endswith((*_LOOKS, _REPEATS)):
            continue
        if any(word in kind for word in _STORIES) and target.endswith(".xml"):
            told.add(target)
            word = _WORDS.get(relation.kind, _base(target))
            yield from _story(package, target, flow, (*at, Step(Axis.PART, word)))
    yield from flow.finish()


def _story(package: Package, part: str, flow: Flow, at: Location) -> Iterator[Segment]:
    story = SlideStory(flow, at)
    for _ in package.read(part, (story.start, story.end, story.text)):
        yield from flow.drain()
    story.close()
    yield from flow.drain()


def _stories(package: Package) -> list[str]:
    skip = (*_LOOKS, _REPEATS)
    found = [
        name
        for name, kind in package.types.items()
        if name.endswith(".xml") and any(word in kind for word in _STORIES) and not kind.endswith(skip)
    ]
    # A document whose list of types is incomplete is still read by the places parts usually have.
    found += [name for name in package.entries if _usual(name) and name not in found]
    return found


def _usual(name: str) -> bool:
    return name.endswith(".xml") and name.startswith(("ppt/slides/", "ppt/notesSlides/", "ppt/comments/"))


def _base(part: str) -> str:
    return part.rpartition("/")[2].removesuffix(".xml")
