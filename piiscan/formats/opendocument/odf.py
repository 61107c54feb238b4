"""OpenDocument packages (ODT, ODS, ODP, ODG and their templates; OpenOffice.org 1): the text of every document inside.

A package is one document, and a folder for each document embedded in it: content.xml, styles.xml (headers, footers,
masters) and meta.xml of each are read where they stand. Pictures, macros and foreign objects are children. Parts
that are encrypted are named, with the cipher that the manifest says; what stands in clear beside them is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.ooxml import Package, archive_package, as_archive
from piiscan.formats.opendocument.manifest import Manifest, manifest_of
from piiscan.formats.opendocument.rows import parse
from piiscan.formats.opendocument.story import OdfStory
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_DOCUMENT = ("content.xml", "styles.xml", "meta.xml")
_NAMED = 5  # encrypted parts


def extract_odf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text of the documents, then the other parts as children."""
    with blob.open() as stream:
        package = archive_package(blob, stream, context)
        manifest = manifest_of(package) if package is not None else Manifest()
        if package is None or not (_folders(package) or manifest.locked):
            yield from as_archive(blob, stream, context, "not a readable OpenDocument file: read as an archive")
            return
        yield from _locked(package, manifest)
        for folder in _folders(package):
            yield from _document(package, folder, manifest)
        yield from package.rest(lambda name: _is_skipped(name, manifest, package))


def _locked(package: Package, manifest: Manifest) -> Iterator[Extracted]:
    """The verdict on a document under a password (OpenDocument 1.3, part 2, chapter 4)."""
    if not any(name in manifest.locked for name in package.entries):
        return
    verdict, untried = manifest.verdict(), ""
    if package.context.passwords:
        from piiscan.formats.opendocument.locks import unlock

        untried = unlock(package, manifest, package.context.passwords)
    opened = bool(package.opened)
    clear = opened and any(name not in package.opened and not _is_bare(name) for name in package.entries)
    yield replace(verdict, opened=opened, whole=not clear)
    locked = [name for name in package.entries if name in manifest.locked]
    if not locked:
        return
    named = ", ".join(locked[:_NAMED])
    more = f" and {len(locked) - _NAMED} more" if len(locked) > _NAMED else ""
    detail = f"needs a password ({verdict.algorithm or 'unknown cipher'}): {named}{more}"
    yield Gap(Reason.ENCRYPTED, f"{detail}; {untried}" if untried else detail)


def _is_bare(name: str) -> bool:
    """What stands in the clear beside every locked document and holds none of its text."""
    return name.endswith("/") or name == "mimetype" or name.startswith(("META-INF/", "Thumbnails/"))


def _folders(package: Package) -> list[str]:
    """Where documents are: "" for the outer one, which comes first, and "Object 1/" for one embedded."""
    found = {name[: -len(base)] for name in package.entries for base in _DOCUMENT if _is(name, base)}
    return sorted(found)


def _is(name: str, base: str) -> bool:
    return name == base or name.endswith(f"/{base}")


def _document(package: Package, folder: str, manifest: Manifest) -> Iterator[Extracted]:
    at: Location = (Step(Axis.MEMBER, folder.rstrip("/")),) if folder else ()
    cells = 0
    for base in _DOCUMENT:
        part = folder + base
        if part not in package.entries or part in manifest.locked:
            continue
        story = OdfStory(Flow(), at, package.context.limits.field)
        story.cells = cells
        try:
            yield from _told(package, part, story)
        except Unscannable as trouble:
            yield Gap(trouble.reason, trouble.detail, at)
        cells = story.cells


def _told(package: Package, part: str, story: OdfStory) -> Iterator[Segment]:
    before = story.cells
    for _ in package.read(part, (story.start, story.end, story.text), partial(parse, story)):
        yield from story.flow.drain()
        detail = package.context.budget.take_cells(story.cells - before)
        before = story.cells
        if detail:
            yield from story.flow.finish()
            raise Unscannable(Reason.LIMIT, detail)
    story.close()
    yield from story.flow.finish()


def _is_skipped(name: str, manifest: Manifest, package: Package) -> bool:
    """Parts that hold how the text looks, or a picture of what has been read: thumbnails, drawings of objects."""
    if name in manifest.locked or name in {"mimetype", "META-INF/manifest.xml", "layout-cache"}:
        return True
    if name.endswith("settings.xml") or name.startswith("Configurations2/"):
        return True
    if name.startswith(("Thumbnails/", "Pictures/TablePreview")):
        return not manifest.locked
    if name.startswith("ObjectReplacements/"):
        shown = name.removeprefix("ObjectReplacements/")
        return f"{shown}/content.xml" in package.taken
    return False
