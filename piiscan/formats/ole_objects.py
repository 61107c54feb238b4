"""Objects embedded in a compound document: each a child, as the file it is when it stands alone."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

from piiscan.formats.base import Context
from piiscan.formats.ole import Compound, Path
from piiscan.formats.ole_write import compound as written
from piiscan.formats.spool import refused
from piiscan.model import Axis, Blob, Step, Unscannable

_NATIVE = "\x01Ole10Native"
_BARE = frozenset({"\x01compobj", "\x01ole", "\x03objinfo", "\x03linkinfo", "\x03eprint", "\x03ocxname", "\x03print",
                   "\x03meta", "\x02olepres000"})  # fmt: skip


def embedded(compound: Compound, storages: Iterable[Path]) -> Iterator[Blob]:
    """What is in these storages of a document, one object each."""
    for number, storage in enumerate(storages, 1):
        found = _object(compound, storage, number)
        if found is not None:
            yield attached(compound.blob, compound.context, *found)


def attached(blob: Blob, context: Context, name: str, data: bytes) -> Blob:
    """Bytes taken out of a document as a child of it, counted against the budget."""
    context.budget.take_member()
    step, base = Step(Axis.MEMBER, name), name.replace("\\", "/").rpartition("/")[2]
    try:
        context.budget.take_bytes(len(data))
    except Unscannable as trouble:
        return refused(blob, step, base, trouble, len(data))
    return Blob(base, lambda: io.BytesIO(data), (*blob.at, step), len(data))


def _object(compound: Compound, storage: Path, number: int) -> tuple[str, bytes] | None:
    names = {path[len(storage)].lower() for path in compound.under(storage)}
    name = f"object {number}"
    native = compound.find(_NATIVE, storage=storage)
    if native is not None:
        packed = packaged(compound.read(native))
        if packed is not None:
            return f"{name} {packed[0]}", packed[1]
    whole = compound.find("Package", "EmbeddedOdf", "CONTENTS", storage=storage)
    if whole is not None and names <= _BARE | {whole[-1].lower()}:
        return name, compound.read(whole)
    if names <= _BARE:
        return None  # a link: what it shows is in no stream
    return name, written(compound.tree(storage))


def packaged(data: bytes) -> tuple[str, bytes] | None:
    """(name, bytes) of a file put into a document as a package, None for anything else."""
    if len(data) < 12 or data[4:6] != b"\x02\0":
        return None
    end = data.find(b"\0", 6)
    second = data.find(b"\0", end + 1)
    if end < 0 or second < 0 or second + 9 > len(data):
        return None
    (path_length,) = struct.unpack_from("<I", data, second + 5)
    at = second + 9 + path_length
    if at + 4 > len(data):
        return None
    (size,) = struct.unpack_from("<I", data, at)
    return data[6:end].decode("cp1252", "replace"), data[at + 4 : at + 4 + size]
