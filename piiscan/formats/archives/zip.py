"""ZIP: each member a blob of its own. One bad, locked or odd member never costs the others.

Names are only shown, nothing is written to disk under them, links are listed and not followed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.formats.archives.zip_data import decoded, reader
from piiscan.formats.archives.zip_entries import (
    Entry,
    data_start,
    encryption_of,
    from_directory,
    from_headers,
    is_quotation,
)
from piiscan.formats.archives.zip_locks import opened
from piiscan.formats.base import Context, Extracted
from piiscan.formats.identify import DIRECTORY, directory_size
from piiscan.formats.segments.flow import comment_text
from piiscan.formats.siblings import Siblings
from piiscan.formats.spool import Member, child, refused
from piiscan.model import Axis, Blob, Encryption, Gap, Reason, Step, Unscannable


def extract_zip(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members as blobs, the comments as text."""
    with blob.open() as stream:
        yield from members(blob, stream, context)


def members(blob: Blob, stream: BinaryIO, context: Context) -> Iterator[Extracted]:
    """The members of the archive in `stream`, which stays open as long as they are read."""
    comment = b""
    entries: list[Entry] = []
    found: Iterator[Entry]
    damage: str | None = None
    try:
        if directory_size(stream) > DIRECTORY:
            raise Unscannable(Reason.LIMIT, "it is too large")  # noqa: TRY301
        entries, comment = from_directory(stream)
        found = iter(entries)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the directory, the members have headers too
        why = error.detail if isinstance(error, Unscannable) else type(error).__name__
        damage = f"no usable directory ({why}): members found by their own headers"
        found = from_headers(stream)
    if comment:
        yield from comment_text(comment)
    # What tells the key in its text is looked for once a lock is met; without passwords, which were tried by then.
    siblings = Siblings(extract_zip, blob, replace(context, passwords=()))
    named = {entry.name: entry for entry in entries}
    others = {entry.offset: entry for entry in entries}
    reading = _Reading(blob, stream, context, list(context.passwords), others, named, siblings)
    for entry in found:
        yield from reading.give(entry)
    if reading.lost and not damage:
        damage = "the directory names places where no member is: members found by their own headers"
        for entry in from_headers(stream):
            if entry.offset not in reading.seen:
                yield from reading.give(entry)
    if damage and not reading.seen:
        raise Unscannable(Reason.CORRUPT, "no directory and no member to be found")
    if damage:
        yield Gap(Reason.CORRUPT, damage)


class _Reading(Struct):
    """One archive under way: what was given out, and whether the directory lied about a place."""

    blob: Blob
    stream: BinaryIO
    context: Context
    passwords: list[str]
    others: Mapping[int, Entry]  # of the directory, by where they begin
    named: dict[str, Entry]
    siblings: Siblings
    seen: set[int] = field(default_factory=set)
    lost: bool = False

    def _key_beside(self, entry: Entry) -> Callable[[], str | None]:
        return partial(self.siblings.key, entry.name)

    def give(self, entry: Entry) -> Iterator[Extracted]:
        """A member as a blob, whatever is to be said about it."""
        if entry.is_folder:
            return
        self.context.budget.take_member()
        known = entry.offset in self.seen
        self.seen.add(entry.offset)
        step = Step(Axis.MEMBER, entry.name)
        name = entry.name.rpartition("/")[2]
        refuse = partial(refused, self.blob, step, name, size=entry.size)
        encryption = encryption_of(entry)
        if entry.is_link:
            yield refuse(Unscannable(Reason.SPECIAL, "symbolic link, not followed"))
        elif known:
            yield refuse(Unscannable(Reason.EXCLUDED, "the same bytes as a member before it"))
        elif encryption is not None:
            yield from self._locked(entry, step, encryption)
        else:
            try:
                start = data_start(self.stream, entry)
            except Unscannable as trouble:
                self.lost = True
                yield refuse(trouble)
                return
            if is_quotation(self.stream, entry, start, self.others):
                yield refuse(
                    Unscannable(Reason.EXCLUDED, "overlaps: the header and the bytes of a member that is read")
                )
                return
            member = Member(partial(decoded, reader(self.stream), entry, start), self.context)
            blob = child(self.blob, step, name, member, entry.size)
            yield replace(blob, key_beside=self._key_beside(entry), beside=partial(self._beside, entry))
            yield from member.gap((step,))
        if entry.comment:
            yield from comment_text(entry.comment)

    def _beside(self, entry: Entry, wanted: str) -> BinaryIO | None:
        """Another member in the folder of one, if it is not locked; it is counted where it stands."""
        folder, slash, _ = entry.name.rpartition("/")
        other = self.named.get(folder + slash + wanted)
        if other is None or encryption_of(other) is not None:
            return None
        try:
            start = data_start(self.stream, other)
            return Member(partial(decoded, reader(self.stream), other, start), self.context).open()
        except Unscannable:
            return None

    def _locked(self, entry: Entry, step: Step, encryption: Encryption) -> Iterator[Extracted]:
        """A member under a password: read if one of the operator's opens it."""
        name = entry.name.rpartition("/")[2]
        found = None
        if self.passwords:
            with contextlib.suppress(Unscannable):
                start = data_start(self.stream, entry)
                found = opened(reader(self.stream), entry, start, self.passwords)
        if found is None:
            detail = f"needs a password ({encryption.algorithm})"
            trouble = Unscannable(Reason.ENCRYPTED, detail, encryption)
            locked = refused(self.blob, step, name, trouble, entry.size)
            yield replace(locked, key_beside=self._key_beside(entry))
            return
        chunks, password = found
        self.passwords.remove(password)
        self.passwords.insert(0, password)  # mostly one opens all
        member = Member(chunks, self.context)
        blob = child(self.blob, step, name, member, entry.size)
        yield replace(blob, encryption=replace(encryption, opened=True), key_beside=self._key_beside(entry))
        yield from member.gap((step,))
