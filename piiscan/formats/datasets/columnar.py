"""Parquet, ORC and Arrow (Feather) by pyarrow, in batches. What one row group hides does not hide the others.

An encrypted column is named with its cipher and the clear ones beside it are read: the file says of each which it is.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.arrow_rows import EXTRA, ArrowRows, metadata_text
from piiscan.formats.optional import optional
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.model import Blob, Encryption, Gap, Reason

_CIPHER = Encryption("encrypted", "AES-GCM")  # the only one of the specification, of 128 bits or more
_LOCKED = "decrypt"  # in what pyarrow says of a column without its key
_STRINGS, _CONTAINERS = 64 << 20, 10_000_000  # what Thrift may claim of a footer
_ROWS = 8192
_LARGE = 8 << 20  # bytes of ORC, compressed, that take as much as the library that reads batches of it
_FEATHER_1 = b"FEA1"
_ARROW = b"ARROW1\0\0"

# No narrower: most of pyarrow's kinds are also Python's for the same thing (ArrowInvalid is a ValueError), but its code
# on the way to Python's values raises these as they are for wrong lengths, dates, letters, as do the streams below it.
_TROUBLE = (OSError, ValueError, TypeError, LookupError, MemoryError, RuntimeError)


def _troubles() -> tuple[type[BaseException], ...]:
    """All that is raised for what stands in a file: pyarrow has kinds of its own that are no other's."""
    from pyarrow.lib import ArrowException

    return (*_TROUBLE, ArrowException)


def extract_parquet(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The row groups one by one."""
    parquet = optional("pyarrow.parquet", EXTRA)
    rows = ArrowRows(blob, context)
    with blob.open() as stream:
        try:
            file = parquet.ParquetFile(
                stream,
                pre_buffer=False,
                thrift_string_size_limit=_STRINGS,
                thrift_container_size_limit=_CONTAINERS,
                arrow_extensions_enabled=False,
            )
            names, groups = list(file.schema_arrow.names), file.num_row_groups
        except _troubles() as error:
            yield from _as_bytes(blob, error, "the footer")
            return
        yield from metadata_text(file.schema_arrow.metadata)
        clear, locked = _clear_columns(file, names) if groups else (names, [])
        if locked:
            yield _CIPHER
            yield Gap(Reason.ENCRYPTED, f"{len(locked)} of {len(names)} columns need a key (AES-GCM)")
        for group in range(groups if clear else 0):
            yield from _row_group(file, group, clear, rows)
        yield from rows.gaps()


def _clear_columns(file: Any, names: list[str]) -> tuple[list[str], list[str]]:  # noqa: ANN401 - an untyped library
    """The columns that can be read without a key, and the others."""
    locked = []
    if _why_not(file, names):
        locked = [name for name in names if _LOCKED in _why_not(file, [name])]
    return [name for name in names if name not in locked], locked


def _why_not(file: Any, names: list[str]) -> str:  # noqa: ANN401
    """What is said where the first row of some columns cannot be had. It is looked through, and never shown."""
    try:
        next(file.iter_batches(1, row_groups=[0], columns=names, use_threads=False), None)
    except _troubles() as error:
        return str(error).lower() or "?"
    return ""


def _row_group(file: Any, group: int, names: list[str], rows: ArrowRows) -> Iterator[Extracted]:  # noqa: ANN401
    start, expected = rows.row, 0
    try:
        expected = file.metadata.row_group(group).num_rows
        for batch in file.iter_batches(_ROWS, row_groups=[group], columns=names, use_threads=False):
            yield from rows.batch(batch)
    except _troubles() as error:
        yield Gap(Reason.CORRUPT, f"a row group cannot be read to its end ({type(error).__name__})")
        rows.skip(start + expected - rows.row)


def extract_orc(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The stripes one by one; those of a large file in batches, for one stripe may be all of it."""
    orc = optional("pyarrow.orc", EXTRA)
    rows = ArrowRows(blob, context)
    with blob.open() as stream:
        try:
            file = orc.ORCFile(stream)
        except _troubles() as error:
            yield from _as_bytes(blob, error, "the footer")
            return
        yield from metadata_text(dict(file.metadata or {}))
        if stream.seek(0, 2) <= _LARGE or not (yield from _in_batches(blob, rows)):
            yield from _stripes(file, rows)
        yield from rows.gaps()


def _in_batches(blob: Blob, rows: ArrowRows) -> Generator[Extracted, None, bool]:
    """The rows as they come; false where they end in damage, behind which there may be more."""
    dataset = optional("pyarrow.dataset", EXTRA)
    with blob.open() as stream:
        try:
            batches = (
                dataset.OrcFileFormat()
                .make_fragment(stream)
                .to_batches(batch_size=_ROWS, batch_readahead=0, fragment_readahead=0, use_threads=False)
            )
            for batch in batches:
                yield from rows.batch(batch)
        except _troubles():
            return False
    return True


def _stripes(file: Any, rows: ArrowRows) -> Iterator[Extracted]:  # noqa: ANN401
    """The stripes, without the rows that were given before."""
    given, rows.row = rows.row, 0
    for number in range(file.nstripes):
        try:
            stripe = file.read_stripe(number)
        except _troubles() as error:
            yield Gap(Reason.CORRUPT, f"a stripe cannot be read ({type(error).__name__})")
            rows.skip(given - rows.row)  # what came of it before the damage
            continue
        known = min(max(given - rows.row, 0), stripe.num_rows)
        rows.skip(known)
        try:
            yield from rows.batch(stripe.slice(known))
        except _troubles() as error:
            yield Gap(Reason.CORRUPT, f"a stripe cannot be read ({type(error).__name__})")


def extract_arrow(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The batches of an IPC file or stream. A file that is cut short is read as the stream that it holds."""
    ipc = optional("pyarrow.ipc", EXTRA)
    rows = ArrowRows(blob, context)
    alone = ipc.IpcReadOptions(use_threads=False)  # a worker has one processor, and threads wait for each other here
    with blob.open() as stream:
        head = stream.read(8)
        stream.seek(0)
        if head.startswith(_FEATHER_1):
            yield from _feather_1(blob, rows)
            return
        try:
            file = ipc.open_file(stream, options=alone) if head == _ARROW else None
        except _troubles():
            file = None
            yield Gap(Reason.CORRUPT, "the footer cannot be read")
        try:
            if file is None:
                stream.seek(8 if head == _ARROW else 0)
            source = file if file is not None else ipc.open_stream(stream, options=alone)
            yield from metadata_text(source.schema.metadata)
            for batch in source if file is None else _batches(file):
                batch.validate(full=True)  # nothing checks the offsets in a batch before: a wrong one ends the process
                yield from rows.batch(batch)
        except StopIteration:
            pass
        except _troubles() as error:
            yield Gap(Reason.CORRUPT, f"the batches end in damage ({type(error).__name__})")
            if not rows.row:
                yield from text_of_bytes(blob)
        yield from rows.gaps()


def _batches(file: Any) -> Iterator[Any]:  # noqa: ANN401
    for index in range(file.num_record_batches):
        yield file.get_batch(index)


def _feather_1(blob: Blob, rows: ArrowRows) -> Iterator[Extracted]:
    feather = optional("pyarrow.feather", EXTRA)
    with blob.open() as stream:
        try:
            table = feather.read_table(stream, memory_map=False, use_threads=False)
            table.validate(full=True)
        except _troubles() as error:
            yield from _as_bytes(blob, error, "the first version of Feather")
            return
        for batch in table.to_batches():
            yield from rows.batch(batch)
    yield from rows.gaps()


def _as_bytes(blob: Blob, error: BaseException, what: str) -> Iterator[Extracted]:
    yield from text_of_bytes(blob)
    yield Gap(Reason.CORRUPT, f"{what} cannot be read ({type(error).__name__}): only the text that stands in the bytes")
