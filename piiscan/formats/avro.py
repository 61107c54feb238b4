"""Avro files: records by fastavro, block by block, as a table with a column for each field.

Rule: the blocks are found and unpacked here, so that none becomes larger than may be held and that a damaged one costs
only itself: behind it the file goes on at the next marker (Avro 1.12, "Object Container Files").
"""

from __future__ import annotations

import bz2
import io
import json
import lzma
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

from piiscan.formats.arrow_rows import EXTRA, metadata_text
from piiscan.formats.base import Context, Extracted
from piiscan.formats.optional import optional
from piiscan.formats.record_table import Cells, RecordTable, number_cell
from piiscan.formats.zstandard import ZstdError, decompressor
from piiscan.model import Blob, Gap, Reason, Unscannable

_MAGIC = b"Obj\x01"
_SYNC = 16  # bytes of the marker
_NO_SYNC = bytes(_SYNC)
_READ = 1 << 20
_LARGEST_HEAD = 16 << 20
_MOST_ITEMS = 10_000  # of the metadata
_DEEPEST = 16  # records in records that become columns
_TROUBLE = (Exception,)  # fastavro promises no type

Path = tuple[str, ...]


class _CutError(ValueError):
    """The data end where they should go on."""


def extract_avro(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Every record of every block that can be read."""
    fastavro = optional("fastavro", EXTRA)
    with blob.open() as stream:
        data = _Data(stream)
        try:
            metadata, sync = _head(data)
            schema = fastavro.parse_schema(json.loads(metadata.get(b"avro.schema", b"")))
        except _TROUBLE as error:
            raise Unscannable(Reason.CORRUPT, f"the schema cannot be read ({type(error).__name__})") from None
        own = {key: value for key, value in metadata.items() if not key.startswith(b"avro.")}
        yield from metadata_text(own)
        reader = _Records(blob, context, fastavro, schema)
        codec = metadata.get(b"avro.codec", b"null").decode("ascii", "replace")
        yield from _blocks(data, sync, codec, reader)
        yield from reader.finish()


def _blocks(data: _Data, sync: bytes, codec: str, reader: _Records) -> Iterator[Extracted]:
    while not data.ended():
        try:
            count, size = data.long(), data.long()
            block = data.take(size if count >= 0 else -1)
            whole = data.take(_SYNC) == sync
            yield from reader.block(_unpacked(codec, block, reader.context.limits.member_memory), count)
        except Unscannable as trouble:
            if trouble.reason is Reason.UNSUPPORTED:
                raise
            yield Gap(trouble.reason, trouble.detail)
        except _CutError:
            whole = False
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ZstdError, ValueError) as error:
            yield Gap(Reason.CORRUPT, f"a block cannot be unpacked ({type(error).__name__})")
        if not whole:
            yield Gap(Reason.CORRUPT, "a block does not end in the marker of the file")
            if not data.find(sync):
                return


def _head(data: _Data) -> tuple[dict[bytes, bytes], bytes]:
    """The metadata and the marker between blocks."""
    if data.take(len(_MAGIC)) != _MAGIC:
        raise _CutError
    found: dict[bytes, bytes] = {}
    while count := data.long():
        if count < 0:
            data.long()  # the size of these items
            count = -count
        if len(found) + count > _MOST_ITEMS:
            raise _CutError
        for _ in range(count):
            key = data.take(data.long())
            found[key] = data.take(data.long())
    return found, data.take(_SYNC)


def _unpacked(codec: str, block: bytes, largest: int) -> bytes:
    """The bytes of a block. Raises `Unscannable` where they are more than may be held."""
    match codec:
        case "null":
            data = block
        case "deflate":
            data = zlib.decompressobj(-15).decompress(block, largest + 1)
        case "bzip2":
            data = bz2.BZ2Decompressor().decompress(block, largest + 1)
        case "xz":
            data = lzma.LZMADecompressor(memlimit=256 << 20).decompress(block, largest + 1)
        case "zstandard":
            data = decompressor().decompress(block, largest + 1)
        case "snappy":
            size = _Data(io.BytesIO(block)).varint()
            if size > largest:
                raise _too_large(largest)
            pyarrow = optional("pyarrow", EXTRA)
            data = pyarrow.Codec("snappy").decompress(block[:-4], size).to_pybytes()
        case _:
            raise Unscannable(Reason.UNSUPPORTED, "packed with a codec that Avro does not know")
    if len(data) > largest:
        raise _too_large(largest)
    return bytes(data)


def _too_large(largest: int) -> Unscannable:
    return Unscannable(Reason.LIMIT, f"a block of more than {largest} bytes (limit: member_memory)")


class _Records:
    """Records under way to a table."""

    def __init__(self, blob: Blob, context: Context, fastavro: Any, schema: Any) -> None:  # noqa: ANN401 - untyped
        self.context = context
        self.cells = Cells(blob, context)
        self._reader = fastavro.reader
        text = json.dumps(schema).encode()
        self._head = b"".join((_MAGIC, _long(1), _long(11), b"avro.schema", _long(len(text)), text, _long(0), _NO_SYNC))
        self._paths = list(_columns(schema))
        self._flat = all(len(path) == 1 for path in self._paths)
        header = [".".join(path) or "value" for path in self._paths]
        self._table = RecordTable((), 1, header)
        self._row = 0

    def block(self, data: bytes, count: int) -> Iterator[Extracted]:
        """The records of one block, which fastavro is given as a file of that block alone."""
        self.context.budget.take_bytes(len(data))
        file = io.BytesIO(b"".join((self._head, _long(count), _long(len(data)), data, _NO_SYNC)))
        end = self._row + count
        try:
            for record in islice(self._reader(file), len(data)):  # a record that takes no bytes says nothing
                self._row += 1
                self._table.put(self._row, self._cells(record))
                if self.cells.children:
                    yield self._table.segment()
                    yield from self.cells.drain()
                yield from self._table.full()
        except _TROUBLE as error:
            yield Gap(Reason.CORRUPT, f"records of a block cannot be read ({type(error).__name__})")
            self._row = end

    def finish(self) -> Iterator[Extracted]:
        """What is left."""
        if self._row:
            yield from self._table.full(1)
        yield from self.cells.gaps(())

    def _cells(self, record: Any) -> list[bytes]:  # noqa: ANN401
        if self._flat:
            values = [record.get(path[0]) for path in self._paths]
        else:
            values = [_at(record, path) for path in self._paths]
        return [
            value.encode("utf-8", "replace") if type(value) is str else self._cell(value, path)
            for value, path in zip(values, self._paths, strict=True)
        ]

    def _cell(self, value: object, path: Path) -> bytes:
        if value is None:
            return b""
        if isinstance(value, bytes):
            return self.cells.cell(value, f"{'.'.join(path)}[{self._row}]")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return number_cell(value)
        if isinstance(value, Mapping | Sequence):
            return json.dumps(value, ensure_ascii=False, default=_text).encode("utf-8", "replace")
        return str(value).encode("utf-8", "replace")


def _at(value: object, path: Path) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _long(value: int) -> bytes:
    """A number as Avro writes it."""
    value <<= 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _columns(schema: Any, before: Path = ()) -> Iterator[Path]:  # noqa: ANN401
    """The paths of the fields that are no records themselves."""
    if isinstance(schema, list):  # a record that may be missing
        records = [kind for kind in schema if isinstance(kind, dict) and kind.get("type") == "record"]
        schema = records[0] if len(records) == 1 else None
    if not isinstance(schema, dict) or schema.get("type") != "record" or len(before) >= _DEEPEST:
        yield before
        return
    for field in schema.get("fields", ()):
        yield from _columns(field["type"], (*before, field["name"]))


class _Data:
    """Bytes with the numbers of Avro in them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = b""

    def ended(self) -> bool:
        """Whether nothing follows."""
        return not self._rest and not self._more()

    def take(self, size: int) -> bytes:
        """So many bytes."""
        if size < 0:
            raise _CutError
        while len(self._rest) < size:
            if not self._more():
                raise _CutError
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def varint(self) -> int:
        """A number of 7 bits a byte, the lowest first."""
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise _CutError

    def long(self) -> int:
        """A number with a sign."""
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def find(self, mark: bytes) -> bool:
        """Go on behind the next `mark`; False if there is none."""
        while (at := self._rest.find(mark)) < 0:
            self._rest = self._rest[-len(mark) :]
            if not self._more():
                return False
        self._rest = self._rest[at + len(mark) :]
        return True

    def _more(self) -> bool:
        block = self._stream.read(_READ)
        self._rest += block
        return bool(block)
