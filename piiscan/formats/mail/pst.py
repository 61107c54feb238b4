"""Outlook's stores (.pst, .ost, .pab; MS-PST): folders and messages, by libpff where it is installed.

"Compressible" and "high" encoding are fixed tables and no encryption, and the password of a store locks nothing:
both are read as they stand (SPEC, chapter 10). A place is the folder and the number of the message in it, "Inbox/3",
then as in any mail. Of a message inside a message libpff's bindings give nothing but its own bytes: it is found by
the trees of the store itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.mail.mapi import (
    ATTACHED,
    LONG_NAME,
    NAME,
    SHORT_NAME,
    Attachment,
    Mail,
    Properties,
    mail_parts,
    own_names,
)
from piiscan.formats.mail.pst_heap import Heap, properties_of, rows_of
from piiscan.formats.mail.pst_nodes import Node, Nodes
from piiscan.formats.optional import optional
from piiscan.formats.plain.text_runs import runs
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

_BLOCK = 1 << 20
_DEEPEST = 64
_MOST_FOLDERS = 100_000
_TEXTS = {0x1F, 0x1E}
_NUMBERS = {0x02, 0x03, 0x0B, 0x14}
_DOUBLE, _BINARY = 0x05, {0x0102, 0x0D}
_NAME_ENTRIES, _NAME_TEXTS = 0x0003, 0x0004  # of the map of names
_METHOD, _MESSAGE_INSIDE = 0x3705, 5
_RECIPIENTS, _KIND, _ATTACHMENT = 0x692, 0x1F, 5  # of the nodes inside a message
_ORPHANS = "deleted items not in a folder"


def extract_pst(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All messages of all folders, then those no folder holds any more."""
    pypff = optional("pypff", "mail")
    with blob.open() as stream:
        store = pypff.file()
        try:
            store.open_file_object(stream)
        except (OSError, ValueError, MemoryError) as error:
            raise Unscannable(Reason.CORRUPT, f"store cannot be opened ({type(error).__name__})") from None
        try:
            yield from _Store(blob, context, stream).read(store)
        finally:
            store.close()


class _Store:
    """One store under way."""

    def __init__(self, blob: Blob, context: Context, stream: BinaryIO) -> None:
        self._blob = blob
        self._context = context
        self._folders = 0
        self._names: dict[int, str] = {}
        self._nodes = Nodes(stream, context.limits.document, context.budget.take_bytes)

    def read(self, store: Any) -> Iterator[Extracted]:  # noqa: ANN401 - an untyped library
        listed, _ = _asked(store, "get_name_to_id_map")
        known = _properties(_record_sets(listed)).binary if listed is not None else {}
        self._names = own_names(known.get(_NAME_ENTRIES, b""), known.get(_NAME_TEXTS, b""))
        root, gap = _asked(store, "get_root_folder")
        if root is not None:
            yield from self._folder(root, "", 0)
        if gap:
            yield Gap(Reason.CORRUPT, "the folders of the store cannot be read")
        count, _ = _asked(store, "get_number_of_orphan_items")
        for number in range(count or 0):
            item, _ = _asked(store, "get_orphan_item", number)
            if item is not None and hasattr(item, "get_plain_text_body"):
                yield from self._message(item, (Step(Axis.MEMBER, f"{_ORPHANS}/{number + 1}"),))

    def _folder(self, folder: Any, path: str, depth: int) -> Iterator[Extracted]:  # noqa: ANN401
        self._folders += 1
        if depth > _DEEPEST or self._folders > _MOST_FOLDERS:
            yield Gap(Reason.LIMIT, f"more than {_DEEPEST} folders deep, or {_MOST_FOLDERS} in all (limit: folders)")
            return
        count, gap = _asked(folder, "get_number_of_sub_messages")
        for number in range(count or 0):
            at = (Step(Axis.MEMBER, f"{path}/{number + 1}" if path else str(number + 1)),)
            message, lost = _asked(folder, "get_sub_message", number)
            if lost or message is None:
                yield Gap(Reason.CORRUPT, "a message cannot be read", at)
            else:
                yield from self._message(message, at)
        inner, lost = _asked(folder, "get_number_of_sub_folders")
        for number in range(inner or 0):
            child, missing = _asked(folder, "get_sub_folder", number)
            if missing or child is None:
                gap = True
                continue
            name, _ = _asked(child, "get_name")
            name = str(name or f"folder {number + 1}").replace("/", "_")
            yield from self._folder(child, f"{path}/{name}" if path else name, depth + 1)
        if gap or lost:
            at = (Step(Axis.PART, path or "root folder"),)
            yield Gap(Reason.CORRUPT, "a folder cannot be read whole", at)

    def _message(self, message: Any, at: Location) -> Iterator[Extracted]:  # noqa: ANN401
        self._context.budget.take_member()
        lost: list[str] = []
        sets = _record_sets(message)
        properties = _properties(sets[:1])
        properties.names = self._names
        listed, _ = _asked(message, "recipients")
        recipients = [_properties([one]) for one in _record_sets(listed)] if listed is not None else []
        inside: list[tuple[str, Node | None, bytes]] = []
        mail = Mail(properties, recipients, self._attachments(message, inside, lost))
        yield from mail_parts(self._blob, self._context, mail, at)
        for name, node, data in inside:
            step = (*at, Step(Axis.MEMBER, name))
            found = self._inside(node, step, 1) if node is not None else _in_part(data, step)
            yield from found
        for detail in lost:
            yield Gap(Reason.CORRUPT, detail, at)

    def _attachments(
        self,
        message: Any,  # noqa: ANN401
        inside: list[tuple[str, Node | None, bytes]],
        lost: list[str],
    ) -> Iterator[Attachment]:
        count, gap = _asked(message, "get_number_of_attachments")
        if gap:
            lost.append("the attachments of a message cannot be read")
        for number in range(count or 0):
            attachment, gap = _asked(message, "get_attachment", number)
            if gap or attachment is None:
                lost.append("an attachment cannot be read")
                continue
            properties = _properties(_record_sets(attachment)[:1])
            name = _name_of(properties)
            data, gap = self._bytes(attachment)
            if gap:
                lost.append("an attachment cannot be read to its end")
            if properties.numbers.get(_METHOD) == _MESSAGE_INSIDE:
                inside.append((name or f"message {number + 1}", self._node_of(message, attachment), data))
            elif data := data or properties.binary.get(ATTACHED, b""):
                yield Attachment(name or f"part {number + 1}", data)

    def _node_of(self, message: Any, attachment: Any) -> Node | None:  # noqa: ANN401
        """The node of the message that is attached, None where the trees do not lead to it."""
        (outer, _), (number, _) = _asked(message, "get_identifier"), _asked(attachment, "get_identifier")
        if not self._nodes.legible or outer is None or number is None:
            return None
        node = self._nodes.inside(self._nodes.find(outer)).get(number)
        _, attached = properties_of(Heap(self._nodes, node))
        return attached if attached is not None and Heap(self._nodes, attached).root else None

    def _inside(self, node: Node, at: Location, depth: int) -> Iterator[Extracted]:
        """A message inside a message, and those inside it."""
        self._context.budget.take_member()
        if depth > _DEEPEST:
            yield Gap(Reason.LIMIT, f"messages inside messages more than {_DEEPEST} deep (limit: nesting)", at)
            return
        self._nodes.short = False
        heap = Heap(self._nodes, node)
        properties, _ = properties_of(heap)
        properties.names = self._names
        recipients = list(rows_of(Heap(self._nodes, heap.inside.get(_RECIPIENTS))))
        attachments, inside = list[Attachment](), list[tuple[str, Node]]()
        for number, inner in heap.inside.items():
            if number & _KIND != _ATTACHMENT:
                continue
            held, attached = properties_of(Heap(self._nodes, inner))
            name = _name_of(held)
            if attached is not None and held.numbers.get(_METHOD) == _MESSAGE_INSIDE:
                inside.append((name or "message", attached))
            else:
                data = held.binary.get(ATTACHED, b"") or b"".join(self._nodes.blocks(attached))
                attachments.append(Attachment(name, data))
        if self._nodes.short:
            yield Gap(Reason.CORRUPT, "a message inside a message cannot be read to its end", at)
        yield from mail_parts(self._blob, self._context, Mail(properties, recipients, attachments), at)
        for name, attached in inside:
            yield from self._inside(attached, (*at, Step(Axis.MEMBER, name)), depth + 1)

    def _bytes(self, attachment: Any) -> tuple[bytes, bool]:  # noqa: ANN401
        size, gap = _asked(attachment, "get_size")
        if not size:
            return b"", False
        largest = self._context.limits.document
        out = bytearray()
        while len(out) < min(size, largest):
            piece, gap = _asked(attachment, "read_buffer", min(_BLOCK, size - len(out)))
            if gap or not piece:
                return bytes(out), True
            out += piece
        return bytes(out), size > largest


def _in_part(data: bytes, at: Location) -> Iterator[Extracted]:
    """A message inside a message that its store does not lead to: the texts in the bytes of its own properties."""
    flow = Flow()
    for _, text in runs(data):
        flow.write(text, (*at, Step(Axis.PART, "properties")))
        flow.end_line()
    yield from flow.finish()
    yield Gap(Reason.UNSUPPORTED, "of a message inside a message only short texts are read", at)


def _name_of(properties: Properties) -> str:
    return next(filter(None, map(properties.text, (LONG_NAME, SHORT_NAME, NAME))), "")


def _asked(item: Any, name: str, *arguments: int) -> tuple[Any, bool]:  # noqa: ANN401
    """(what the library says, whether it failed). It raises OSError, or what its bindings raise, for damage."""
    try:
        found = getattr(item, name)
        return (found(*arguments) if callable(found) else found), False
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, MemoryError, UnicodeError):
        return None, True


def _record_sets(item: Any) -> list[Any]:  # noqa: ANN401
    count, _ = _asked(item, "number_of_record_sets")
    found = (_asked(item, "get_record_set", number)[0] for number in range(count or 0))
    return [record_set for record_set in found if record_set is not None]


def _properties(sets: list[Any]) -> Properties:
    """The properties in sets of records, in the types `mapi` knows."""
    found = Properties()
    for record_set in sets:
        count, _ = _asked(record_set, "get_number_of_entries")
        for number in range(count or 0):
            entry, _ = _asked(record_set, "get_entry", number)
            if entry is not None:
                _entry(entry, found)
    return found


def _entry(entry: Any, found: Properties) -> None:  # noqa: ANN401
    number, _ = _asked(entry, "get_entry_type")
    kind, _ = _asked(entry, "get_value_type")
    if number is None or kind is None:
        return
    if kind in _TEXTS or kind in _BINARY:
        data, _ = _asked(entry, "get_data")
        if data and kind == 0x1F:
            found.wide[number] = data.decode("utf-16-le", "replace")
        elif data:
            (found.narrow if kind == 0x1E else found.binary)[number] = data
    elif kind in _NUMBERS or kind == _DOUBLE:
        value, _ = _asked(entry, "get_data_as_floating_point" if kind == _DOUBLE else "get_data_as_integer")
        if value is not None:
            found.numbers[number] = value
