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
from operator import itemgetter
from typing import Any

from piiscan.formats.archives.zstandard import ZstdError, decompressor
from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.arrow_rows import EXTRA, metadata_text
from piiscan.formats.datasets.avro_data import CutError, Data, long
from piiscan.formats.optional import optional
from piiscan.formats.segments.record_table import Cells, RecordTable, number_cell
from piiscan.model import Blob, Gap, Reason, Unscannable

_MAGIC = b"Obj\x01"
_SYNC = 16  # bytes of the marker
_NO_SYNC = bytes(_SYNC)
_MOST_ITEMS = 10_000  # of the metadata
_DEEPEST = 16  # records in records that become columns
_BATCH = 200  # records
_TROUBLE = (Exception,)  # fastavro promises no type

Path = tuple[str, ...]


def extract_avro(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Every record of every block that can be read."""
    fastavro = optional("fastavro", EXTRA)
    with blob.open() as stream:
        data = Data(stream)
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


def _blocks(data: Data, sync: bytes, codec: str, reader: _Records) -> Iterator[Extracted]:
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
        except CutError:
            whole = False
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ZstdError, ValueError) as error:
            yield Gap(Reason.CORRUPT, f"a block cannot be unpacked ({type(error).__name__})")
        if not whole:
            yield Gap(Reason.CORRUPT, "a block does not end in the marker of the file")
            if not data.find(sync):
                return


def _head(data: Data) -> tuple[dict[bytes, bytes], bytes]:
    """The metadata and the marker between blocks."""
    if data.take(len(_MAGIC)) != _MAGIC:
        raise CutError
    found: dict[bytes, bytes] = {}
    while count := data.long():
        if count < 0:
            data.long()  # the size of these items
            count = -count
        if len(found) + count > _MOST_ITEMS:
            raise CutError
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
            size = Data(io.BytesIO(block)).varint()
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
        self._head = b"".join((_MAGIC, long(1), long(11), b"avro.schema", long(len(text)), text, long(0), _NO_SYNC))
        self._paths = list(_columns(schema))
        self._flat = all(len(path) == 1 for path in self._paths)
        # With one path it would give no tuple.
        self._pick = itemgetter(*(path[0] for path in self._paths)) if self._flat and len(self._paths) > 1 else None
        header = [".".join(path) or "value" for path in self._paths]
        self._table = RecordTable((), 1, header)
        self._row = 0

    def block(self, data: bytes, count: int) -> Iterator[Extracted]:
        """The records of one block, which fastavro is given as a file of that block alone."""
        self.context.budget.take_bytes(len(data))
        file = io.BytesIO(b"".join((self._head, long(count), long(len(data)), data, _NO_SYNC)))
        end = self._row + count
        try:
            for records in _batches(islice(self._reader(file), len(data))):  # one of no bytes says nothing
                yield from self._put(records)
        except _TROUBLE as error:
            yield Gap(Reason.CORRUPT, f"records of a block cannot be read ({type(error).__name__})")
            self._row = end

    def _put(self, records: list[Any]) -> Iterator[Extracted]:
        """Records into the table: together where they are flat and plain, as most are, or one by one."""
        rows = range(self._row + 1, self._row + 1 + len(records))
        joined = self._joined(records)
        if joined is not None and self._table.put_records(rows, joined, len(self._paths)):
            self._row += len(records)
            yield from self._table.full()
            return
        for record in records:
            self._row += 1
            self._table.put(self._row, self._cells(record))
            if self.cells.children:
                yield self._table.segment()
                yield from self.cells.drain()
            yield from self._table.full()

    def _joined(self, records: list[Any]) -> list[bytes] | None:
        """The cells of each record joined; None where a value is more than a word or a number."""
        if self._pick is None:
            return None
        pick = self._pick
        try:
            return [
                "\x1f".join(
                    [
                        value if (kind := type(value)) is str else str(value) if kind is int else _plain(value)
                        for value in pick(record)
                    ]
                ).encode("utf-8", "replace")
                for record in records
            ]
        except (KeyError, TypeError):
            return None

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


def _batches(records: Iterator[Any]) -> Iterator[list[Any]]:
    """Some records at a time, all that come before an error."""
    trouble: Exception | None = None
    while trouble is None:
        batch: list[Any] = []
        try:
            batch.extend(islice(records, _BATCH))  # keeps what came before an error
        except _TROUBLE as error:
            trouble = error
        if batch:
            yield batch
        elif trouble is None:
            return
    raise trouble


def _plain(value: object) -> str:
    """A value that is neither text nor a whole number, as its cell has it. TypeError where it holds others."""
    if value is None:
        return ""
    if isinstance(value, float):
        return number_cell(value).decode()
    if isinstance(value, bytes | Mapping | Sequence):
        raise TypeError
    return str(value)


def _at(value: object, path: Path) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


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
