"""An Outlook message file (.msg, MS-OXMSG): properties as streams of a compound file.

Recipients and attachments are storages in it. A message inside is given out as a message file of its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.ole import Compound, Path, open_compound
from piiscan.formats.compound.ole_write import compound as written
from piiscan.formats.mail.mapi import (
    ATTACHED,
    BODY,
    BYTES,
    HTML,
    LONG_NAME,
    NAME,
    SHORT_NAME,
    SUBJECT,
    Attachment,
    Mail,
    Properties,
    mail_parts,
    own_names,
)
from piiscan.model import Blob

_STREAM = "__substg1.0_"
_FIXED = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_", "__attach_version1.0_"
_TEXTS = {0x001F: "utf-16-le", 0x001E: "", 0x0102: BYTES}  # kinds of a body, and its encoding
_TAG = len(_STREAM) + 8  # characters of the name of a stream that is no value of a list
_LONG = 1 << 20  # bytes of a body that is left where it stands
_NUMBERS = {0x0002: "<h", 0x0003: "<i", 0x0005: "<d", 0x000B: "<H", 0x0014: "<q"}


def extract_msg(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Headers, bodies, other texts, attachments."""
    with open_compound(blob, context) as compound:
        names = _names(compound)
        recipients = [_properties(compound, (name,), names) for name in _storages(compound, _RECIPIENT)]
        mail = Mail(_properties(compound, (), names), recipients, _attachments(compound, names))
        yield from mail_parts(blob, context, mail)
        yield from compound.gaps


def _storages(compound: Compound, prefix: str) -> list[str]:
    return sorted(name for name in compound.storages() if name.startswith(prefix))


def _properties(compound: Compound, storage: Path, names: dict[int, str]) -> Properties:
    """The properties right inside a storage (2.1, 2.4)."""
    found = Properties(names=names)
    depth = len(storage)
    for path in compound.under(storage):
        name = path[depth]
        if len(path) != depth + 1 or not name.lower().startswith(_STREAM):
            continue
        tag = name[len(_STREAM) :]
        try:
            number, kind = int(tag[:4], 16), int(tag[4:8], 16)
        except ValueError:
            continue
        _put(found, compound, path, number, kind)
    data = compound.read(compound.find(_FIXED, storage=storage))
    # Behind a head of 32 bytes, 24 in a message inside a message, or 8 elsewhere (2.4.1).
    for at in range(len(data) % 16 + (16 if not storage else 0), len(data) - 15, 16):
        kind, number = struct.unpack_from("<HH", data, at)
        if kind in _NUMBERS:
            (found.numbers[number],) = struct.unpack_from(_NUMBERS[kind], data, at + 8)
    return found


def _put(found: Properties, compound: Compound, path: Path, number: int, kind: int) -> None:
    """The value in a stream, if it is a text or bytes."""
    if number in {BODY, HTML} and kind in _TEXTS and len(text := compound.view(path)) > _LONG:
        found.long[number] = text, _TEXTS[kind]
    elif kind == 0x001F:
        found.wide[number] = compound.read(path).decode("utf-16-le", "replace")
    elif kind == 0x001E:
        found.narrow[number] = compound.read(path)
    elif kind == 0x0102 and number != ATTACHED:
        found.binary[number] = compound.read(path)
    elif kind in {0x101E, 0x101F} and len(path[-1]) > _TAG:  # a value of a list
        value = compound.read(path).decode("utf-16-le" if kind == 0x101F else "cp1252", "replace")
        found.wide[number] = "; ".join(filter(None, (found.wide.get(number, ""), value.rstrip("\0"))))


def _names(compound: Compound) -> dict[int, str]:
    entries = compound.read(compound.find(f"{_STREAM}00030102", storage=(_NAMES,)))
    return own_names(entries, compound.read(compound.find(f"{_STREAM}00040102", storage=(_NAMES,))))


def _attachments(compound: Compound, names: dict[int, str]) -> Iterator[Attachment]:
    for name in _storages(compound, _ATTACHMENT):
        found = _properties(compound, (name,), names)
        called = next(filter(None, map(found.text, (LONG_NAME, SHORT_NAME, NAME))), "")
        data = compound.find(f"{_STREAM}{ATTACHED:04X}0102", storage=(name,))
        if data is not None:
            yield Attachment(called, compound.view(data))
            continue
        inner = (name, f"{_STREAM}{ATTACHED:04X}000D")
        tree = compound.tree(inner)
        if not tree:
            continue
        if _FIXED in tree:  # a message; the names of its properties are those of the whole file
            tree[_NAMES] = compound.tree((_NAMES,))
            called = called or _properties(compound, inner, names).text(SUBJECT) or "message"
            called = called if called.lower().endswith(".msg") else f"{called}.msg"
        yield Attachment(called, written(tree))
