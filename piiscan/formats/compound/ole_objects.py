"""Objects embedded in a compound document: each a child, as the file it is when it stands alone."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import partial

from piiscan.formats.base import Context
from piiscan.formats.compound.ole import Compound, Path
from piiscan.formats.compound.ole_write import compound as written
from piiscan.formats.spans import Span, opened
from piiscan.formats.spool import refused
from piiscan.model import Axis, Blob, Step, Unscannable

_NATIVE = "\x01Ole10Native"
_NAMES = 128 << 10  # bytes in which the names of a package end
_BARE = frozenset({"\x01compobj", "\x01ole", "\x03objinfo", "\x03linkinfo", "\x03eprint", "\x03ocxname", "\x03print",
                   "\x03meta", "\x02olepres000"})  # fmt: skip


def embedded(compound: Compound, storages: Iterable[Path]) -> Iterator[Blob]:
    """What is in these storages of a document, one object each."""
    for number, storage in enumerate(storages, 1):
        found = _object(compound, storage, number)
        if found is not None:
            yield attached(compound.blob, compound.context, *found)


def attached(blob: Blob, context: Context, name: str, data: Span, start: int = 0, end: int | None = None) -> Blob:
    """Bytes taken out of a document, or a part of it, as a child of it, counted against the budget."""
    context.budget.take_member()
    step, base = Step(Axis.MEMBER, name), name.replace("\\", "/").rpartition("/")[2]
    end = len(data) if end is None else end
    try:
        context.budget.take_bytes(end - start)
    except Unscannable as trouble:
        return refused(blob, step, base, trouble, end - start)
    return Blob(base, partial(opened, data, start, end), (*blob.at, step), end - start)


def _object(compound: Compound, storage: Path, number: int) -> tuple[str, Span] | tuple[str, Span, int, int] | None:
    names = {path[len(storage)].lower() for path in compound.under(storage)}
    name = f"object {number}"
    native = compound.find(_NATIVE, storage=storage)
    if native is not None:
        data = compound.view(native)
        packed = packaged(data)
        if packed is not None:
            return f"{name} {packed[0]}", data, *packed[1:]
    whole = compound.find("Package", "EmbeddedOdf", "CONTENTS", storage=storage)
    if whole is not None and names <= _BARE | {whole[-1].lower()}:
        return name, compound.view(whole)
    if names <= _BARE:
        return None  # a link: what it shows is in no stream
    return name, written(compound.tree(storage))


def packaged(data: Span) -> tuple[str, int, int] | None:
    """(name, first byte, end) of a file put into a document as a package, None for anything else."""
    head = data[:_NAMES]
    if len(head) < 12 or head[4:6] != b"\x02\0":
        return None
    end = head.find(b"\0", 6)
    second = head.find(b"\0", end + 1)
    if end < 0 or second < 0 or second + 9 > len(head):
        return None
    (path_length,) = struct.unpack_from("<I", head, second + 5)
    at = second + 9 + path_length
    if at + 4 > len(data):
        return None
    size = int.from_bytes(data[at : at + 4], "little")
    return head[6:end].decode("cp1252", "replace"), at + 4, min(at + 4 + size, len(data))
