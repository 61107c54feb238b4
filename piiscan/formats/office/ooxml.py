"""A package of Office Open XML: its parts by name and by type, and what all such documents have in common.

Parts are read straight from the archive, budgeted, each apart from the others: a damaged part is a gap, and
its bytes are still read as a file of their own. What is not text (pictures, embedded files) is a child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from posixpath import dirname, join, normpath
from typing import BinaryIO, NamedTuple

from msgspec import Struct, field

from piiscan.formats.archives.zip import members
from piiscan.formats.archives.zip_data import decoded, reader
from piiscan.formats.archives.zip_entries import Entry, data_start, encryption_of, from_directory
from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.expat import BrokenXmlError, End, Start, Text, parse
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spool import Chunks, Member, child, refused
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

Handlers = tuple[Start, End, Text]
_CONTENT_TYPES = "[Content_Types].xml"


class Package(Struct):
    """The parts of a document whose archive stays open. Names are looked up as they stand in the archive."""

    blob: Blob
    stream: BinaryIO
    context: Context
    entries: dict[str, Entry] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # content type by part name
    taken: set[str] = field(default_factory=set)  # parts that were read
    gaps: list[Gap] = field(default_factory=list)
    opened: dict[str, Chunks] = field(default_factory=dict)  # parts under a lock of the document's own, decrypted

    def named(self, *endings: str) -> list[str]:
        """The parts whose content type ends so, in the order of the archive."""
        return [name for name in self.entries if self.types.get(name, "").endswith(endings)]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. Raises `Unscannable`; damage behind the first byte becomes a gap."""
        entry = self.entries[name]
        self.taken.add(name)
        encryption = encryption_of(entry)
        if encryption is not None:
            raise Unscannable(Reason.ENCRYPTED, "a part needs a password", encryption)
        member = self._member(entry)
        yield from member.run()
        self.gaps.extend(member.gap((Step(Axis.MEMBER, name),)))

    def read(self, name: str, handlers: Handlers, way: Callable[..., Iterator[None]] = parse) -> Iterator[bool]:
        """Parse a part; yields True now and then. Damage becomes a gap, after all that could be read."""
        try:
            for _ in way(self.chunks(name), *handlers):
                yield True
        except BrokenXmlError as error:
            self.gaps.append(Gap(Reason.CORRUPT, str(error), (Step(Axis.MEMBER, name),)))
            self.taken.discard(name)  # given out as a child, which is read as far as it can be
        except Unscannable as trouble:
            self.gaps.append(Gap(trouble.reason, trouble.detail, (Step(Axis.MEMBER, name),)))

    def rest(self, skip: Callable[[str], bool]) -> Iterator[Extracted]:
        """Every part not read yet as a child, and the gaps met on the way."""
        for name, entry in self.entries.items():
            if name in self.taken or entry.is_folder or skip(name):
                continue
            self.context.budget.take_member()
            step, base = Step(Axis.MEMBER, name), name.rpartition("/")[2]
            encryption = encryption_of(entry)
            if encryption is not None:
                trouble = Unscannable(Reason.ENCRYPTED, "needs a password", encryption)
                yield refused(self.blob, step, base, trouble, entry.size)
                continue
            try:
                member = self._member(entry)
            except Unscannable as trouble:
                yield refused(self.blob, step, base, trouble, entry.size)
                continue
            yield child(self.blob, step, base, member, entry.size)
            yield from member.gap((step,))
        yield from self.gaps

    def _member(self, entry: Entry) -> Member:
        if entry.name in self.opened:
            return Member(self.opened[entry.name], self.context)
        start = data_start(self.stream, entry)
        return Member(partial(decoded, reader(self.stream), entry, start), self.context)


def archive_package(blob: Blob, stream: BinaryIO, context: Context) -> Package | None:
    """The parts in `stream` by their names alone, None if its archive has no directory."""
    try:
        entries, _ = from_directory(stream)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is read as an archive then
        return None
    return Package(blob, stream, context, {entry.name: entry for entry in entries})


def open_package(blob: Blob, stream: BinaryIO, context: Context) -> Package | None:
    """The package in `stream`, None if its archive has no directory or no content types."""
    package = archive_package(blob, stream, context)
    if package is None:
        return None
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if tag.endswith(" Default"):
            defaults[attributes.get("Extension", "").lower()] = kind
        elif tag.endswith(" Override"):
            overrides[attributes.get("PartName", "").lstrip("/").lower()] = kind

    listing = next((name for name in package.entries if name.lower() == _CONTENT_TYPES.lower()), None)
    if listing is None:
        return None
    for _ in package.read(listing, (start, lambda _tag: None, lambda _text: None)):
        pass
    for name in package.entries:
        extension = name.rpartition(".")[2].lower()
        package.types[name] = overrides.get(name.lower(), defaults.get(extension, ""))
    return package


class Relation(NamedTuple):
    """What a part points to inside the package: the last word of the type, and the part."""

    kind: str
    part: str


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relations of a part by their identity, as far as they lead to parts there are (ECMA-376 part 2, 6.5)."""
    found: dict[str, Relation] = {}
    folder, _, base = part.rpartition("/")

    def start(_tag: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        name = normpath(target.lstrip("/") if target.startswith("/") else join(dirname(part), target))
        if name in package.entries and attributes.get("TargetMode") != "External":
            found[attributes.get("Id", "")] = Relation(attributes.get("Type", "").rpartition("/")[2], name)

    listing = join(folder, "_rels", f"{base}.rels")
    if listing in package.entries:
        for _ in package.read(listing, (start, lambda _tag: None, lambda _text: None)):
            pass
    return found


def as_archive(blob: Blob, stream: BinaryIO, context: Context, detail: str) -> Iterator[Extracted]:
    """A document its reader cannot read: its parts are read as files of an archive, and why is said."""
    yield from members(blob, stream, context)
    yield Gap(Reason.CORRUPT, detail)


def properties(package: Package) -> Iterator[Segment]:
    """The properties of a document as lines "name: value": author, title, company, fields of its own."""
    flow = Flow()
    for name in package.named("-properties+xml", "core-properties+xml"):
        yield from _lines(package, name, flow, (Step(Axis.PART, "properties"),))
    yield from flow.finish()


def links(package: Package) -> Iterator[Segment]:
    """Where the document points to outside itself (mail addresses, requests with values in them)."""
    flow = Flow()
    at = (Step(Axis.PART, "links"),)

    def start(_tag: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") == "External" and any(sign in target for sign in "?@="):
            flow.write(target, at)
            flow.end_line()

    for name in package.entries:
        if name.endswith(".rels"):
            for _ in package.read(name, (start, lambda _tag: None, lambda _text: None)):
                yield from flow.drain()
    yield from flow.finish()


def _lines(package: Package, part: str, flow: Flow, at: Location) -> Iterator[Segment]:
    text: list[str] = []
    label = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal label
        text.clear()
        label = attributes.get("name", label) if tag.endswith(" property") else label

    def end(tag: str) -> None:
        nonlocal label
        value = "".join(text).strip()
        text.clear()
        if value:
            flow.write(f"{label or tag.rpartition(' ')[2]}: {value}", at)
            flow.end_line()
        if tag.endswith(" property"):
            label = ""

    for _ in package.read(part, (start, end, text.append)):
        yield from flow.drain()
