"""Messages of Outlook, built here: MSG after MS-OXMSG, TNEF after MS-OXTNEF."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

from piiscan.formats.compound.ole_write import compound

Values = Mapping[int, object]


def msg(
    values: Values,
    recipients: Sequence[Values] = (),
    attachments: Sequence[tuple[Values, object]] = (),
    *,
    wide: bool = True,
    names: Mapping[int, str] | None = None,
) -> bytes:
    """A message file. Texts are str, binary values bytes, numbers int or float."""
    return compound(msg_tree(values, recipients, attachments, wide=wide, names=names))


def msg_tree(
    values: Values,
    recipients: Sequence[Values] = (),
    attachments: Sequence[tuple[Values, object]] = (),
    *,
    wide: bool = True,
    names: Mapping[int, str] | None = None,
    head: int = 32,
) -> dict[str, Any]:
    """The same as storages and streams: an attachment's content is bytes, or the tree of a message."""
    tree = _storage(values, head, wide=wide)
    for number, recipient in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = _storage(recipient, 8, wide=wide)
    for number, (named, content) in enumerate(attachments):
        storage = _storage(named, 8, wide=wide)
        storage["__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = storage
    texts, entries = b"", b""
    for number, name in (names or {}).items():
        data = name.encode("utf-16-le")
        entries += struct.pack("<IHH", len(texts), 1, number - 0x8000)
        texts += struct.pack("<I", len(data)) + data + bytes(-len(data) % 4)
    if head == 32:
        tree["__nameid_version1.0"] = {"__substg1.0_00030102": entries, "__substg1.0_00040102": texts}
    return tree


def _storage(values: Values, head: int, *, wide: bool) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    fixed = b""
    for number, value in values.items():
        if isinstance(value, str):
            kind = 0x1F if wide else 0x1E
            tree[f"__substg1.0_{number:04X}{kind:04X}"] = value.encode("utf-16-le" if wide else "cp1252")
        elif isinstance(value, bytes):
            tree[f"__substg1.0_{number:04X}0102"] = value
        elif isinstance(value, list):
            for index, text in enumerate(value):
                tree[f"__substg1.0_{number:04X}101F-{index:08X}"] = text.encode("utf-16-le")
        elif isinstance(value, float):
            fixed += struct.pack("<HHId", 5, number, 6, value)
        else:
            fixed += struct.pack("<HHIq", 3, number, 6, int(str(value)))
    tree["__properties_version1.0"] = bytes(head) + fixed
    return tree


def tnef(
    values: Values,
    recipients: Sequence[Values] = (),
    attachments: Sequence[tuple[Values, bytes]] = (),
    *,
    old: Mapping[int, bytes] | None = None,
    names: Mapping[int, str] | None = None,
) -> bytes:
    out = b"\x78\x9f\x3e\x22\x01\x00"
    for number, data in (old or {}).items():
        out += attribute(1, number, data)
    if values:
        out += attribute(1, 0x69003, _list(values, names or {}))
    if recipients:
        rows = b"".join(_list(row, {}) for row in recipients)
        out += attribute(1, 0x69004, struct.pack("<I", len(recipients)) + rows)
    for named, content in attachments:
        out += attribute(2, 0x69002, bytes(14)) + attribute(2, 0x18010, b"TITLE.TXT\0")
        if 0x3701 not in named:
            out += attribute(2, 0x6800F, content)
        out += attribute(2, 0x69005, _list(named, {}))
    return out


def attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _list(values: Values, names: Mapping[int, str]) -> bytes:
    out = struct.pack("<I", len(values))
    for number, value in values.items():
        name = b""
        if number in names:
            text = (names[number] + "\0").encode("utf-16-le")
            name = bytes(16) + struct.pack("<II", 1, len(text)) + text + bytes(-len(text) % 4)
        elif number >= 0x8000:
            name = bytes(16) + struct.pack("<II", 0, number)
        if isinstance(value, (str, bytes, list)):
            kind, parts = _encoded(value)
            body = struct.pack("<I", len(parts))
            for part in parts:
                body += struct.pack("<I", len(part)) + part + bytes(-len(part) % 4)
        elif isinstance(value, float):
            kind, body = 5, struct.pack("<d", value)
        else:
            kind, body = 3, struct.pack("<i", int(str(value)))
        out += struct.pack("<HH", kind, number) + name + body
    return out


def _encoded(value: str | bytes | list[str]) -> tuple[int, list[bytes]]:
    if isinstance(value, bytes):
        return 0x0D if value.startswith(b"\x07\x03\x02\0") else 0x102, [value]
    if isinstance(value, str):
        return 0x1F, [(value + "\0").encode("utf-16-le")]
    return 0x101F, [(text + "\0").encode("utf-16-le") for text in value]
