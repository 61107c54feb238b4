"""Packages of Office Open XML with parts changed or added as the programs write them, for the cases of the group."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

TYPES = "[Content_Types].xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def zipped(members: Mapping[str, bytes | str], stored: tuple[str, ...] = ()) -> bytes:
    """An archive; the members named in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 2, 0, 0, 0)), data, method)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """A package with texts replaced: (part, old, new), each of which must be there."""
    parts = unzipped(data)
    for part, old, new in changes:
        assert old.encode() in parts[part], (part, old)
        parts[part] = parts[part].replace(old.encode(), new.encode())
    return zipped(parts)


def added(
    data: bytes, parts: Mapping[str, tuple[str, str | bytes]], relations: Mapping[str, str] | None = None
) -> bytes:
    """A package with more parts, {name: (content type, content)}, and relations to them, {part: part}."""
    members: dict[str, bytes] = unzipped(data)
    types = members[TYPES].decode()
    for name, (kind, content) in parts.items():
        members[name] = content.encode() if isinstance(content, str) else content
        types = types.replace("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
    members[TYPES] = types.encode()
    for number, (target, source) in enumerate((relations or {}).items()):
        folder, _, base = source.rpartition("/")
        listing = f"{folder}/_rels/{base}.rels"
        kind = parts[target][0].rpartition(".")[2].removesuffix("+xml") if target in parts else "part"
        line = f'<Relationship Id="rIdX{number}" Type="{RELATION}{kind}" Target="/{target}"/></Relationships>'
        start = b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        members[listing] = members.get(listing, start).replace(b"</Relationships>", line.encode())
    return zipped(members)
