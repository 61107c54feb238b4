"""SPSS (.sav, .zsav, .por), SAS (.sas7bdat) and Stata (.dta) by ReadStat, in chunks of rows: one table for each file.

Rule: a column is headed by its name and its label, for the label is what says in words whose number it is, and a value
that has a label is shown as that, the list of labels beside it. ReadStat starts at the first row for every chunk: in a
file that it cannot seek in (compressed, portable) it passes over the rows before, which takes a tenth of reading them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.datasets.spss_records import Recount, are_sound
from piiscan.formats.datasets.stata_notes import characteristics
from piiscan.formats.optional import optional
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.record_table import LONGEST_CELL, RecordTable
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

EXTRA = "stats"
_CELLS = 1 << 20  # of a chunk: ReadStat's binding makes an object of each
_ROW_BYTES = 48 << 20  # of a chunk
_FEWEST = 1 << 13  # rows of a chunk where texts of any length stand outside of the rows, and are read each time
_PORTABLE = 4 << 20  # of a chunk of a portable file, which is parsed from the start for each
_GROUP = 256  # columns at a time where the rows are not counted: room for 100,000 rows is taken for each column
_STEP = 4096  # rows that are joined at a time
_UNKNOWN = (1 << 32) - 1
_PLAIN = 10**18  # a number from here on is written with an exponent

# Of the binding (its own two come from Exception alone), of Python's streams, and of times out of range.
_TROUBLE = (ValueError, TypeError, AttributeError, LookupError, OSError, MemoryError, ArithmeticError)


class Chunk(NamedTuple):
    """What one call gives: columns by name, and what the file says of them."""

    columns: Mapping[str, list[Any]]
    about: Any


def extract_spss(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A system file of SPSS, compressed or not."""
    with blob.open() as stream:
        if not are_sound(stream):
            optional("pyreadstat", EXTRA)
            yield from _as_bytes(blob, "damage")
            return
        stream.seek(0)
        yield from _Reader(blob, context, "read_sav", Recount(stream)).read()


def extract_spss_portable(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A portable file of SPSS."""
    with blob.open() as stream:
        yield from _Reader(blob, context, "read_por", stream).read()


def extract_sas(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A data set of SAS."""
    with blob.open() as stream:
        yield from _Reader(blob, context, "read_sas7bdat", stream).read()


def extract_stata(blob: Blob, context: Context) -> Iterator[Extracted]:
    """A data set of Stata."""
    with blob.open() as stream:
        yield from _Reader(blob, context, "read_dta", stream).read()
        yield from characteristics(stream)


def extract_catalog(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """A catalogue of formats, which are labels of values."""
    module = optional("pyreadstat", EXTRA)
    with blob.open() as stream:
        try:
            _, about = _quietly(module.read_sas7bcat, stream, output_format="dict")
        except (*_TROUBLE, module.ReadstatError, module.PyreadstatError) as error:
            yield from _as_bytes(blob, error)
            return
    flow = Flow()
    _write_labels(flow, about.value_labels)
    yield from flow.finish()


class _Reader:
    """One file under way."""

    def __init__(self, blob: Blob, context: Context, function: str, stream: BinaryIO | Recount) -> None:
        self._module = optional("pyreadstat", EXTRA)
        self._trouble = (*_TROUBLE, self._module.ReadstatError, self._module.PyreadstatError)
        self._blob = blob
        self._context = context
        self._read = getattr(self._module, function)
        self._stream = stream
        self._encoding: str | None = None
        self._flow = Flow()  # for what is longer than a cell

    def read(self) -> Iterator[Extracted]:
        """What the file says of itself, then its rows."""
        try:
            about = self._chunk(metadataonly=True).about
        except self._trouble as error:
            yield from _as_bytes(self._blob, error)
            return
        yield from _about(about)
        names = [name for name in about.column_names if name]
        if not names:
            return
        rows = about.number_rows
        if isinstance(self._stream, Recount):
            rows = self._counted(names[0], rows)
        groups = [names]
        if rows is None and len(names) > _GROUP:
            groups = [names[start : start + _GROUP] for start in range(0, len(names), _GROUP)]
        for number, group in enumerate(groups, 1):
            yield from self._rows(about, group if len(groups) > 1 else None, number, rows)
        if len(groups) > 1:
            yield Gap(Reason.LIMIT, f"of {len(names)} columns {_GROUP} at a time are one table (limit: cells)")
        claimed = self._stream.claimed if isinstance(self._stream, Recount) else _UNKNOWN
        if rows is not None and rows < claimed < 1 << 31:
            yield Gap(Reason.CORRUPT, f"{rows} rows, where the header says {claimed}")

    def _counted(self, name: str, claimed: int | None) -> int | None:
        """The rows that are there, whatever the header says: by their first column."""
        assert isinstance(self._stream, Recount)  # noqa: S101 - for the type
        self._stream.said = _UNKNOWN
        try:
            rows = len(next(iter(self._chunk(usecols=[name]).columns.values()), []))
        except self._trouble:
            self._stream.said = self._stream.claimed
            return claimed
        self._stream.said = rows
        return rows

    def _rows(self, about: Any, only: list[str] | None, series: int, rows: int | None) -> Iterator[Extracted]:  # noqa: ANN401
        names = only or [name for name in about.column_names if name]
        labels = about.column_names_to_labels
        table = RecordTable((), series, ())
        table.put(0, [_header(name, labels.get(name)).encode("utf-8", "replace") for name in names])
        table.header = names
        limit = _limit(about, names, rows)
        step, offset = limit, 0
        while rows is None or offset < rows:
            try:
                chunk = self._chunk(row_offset=offset, row_limit=step, usecols=only)
            except self._trouble as error:
                if step == 1:
                    yield from table.full(1)
                    yield Gap(Reason.CORRUPT, f"rows from {offset + 1} on cannot be read ({type(error).__name__})")
                    if not offset:
                        yield from text_of_bytes(self._blob)
                    return
                step = max(step // 8, 1)
                continue
            columns = [chunk.columns[name] for name in names if name in chunk.columns]
            count = len(columns[0]) if columns else 0
            yield from self._put(table, offset, columns, [about.variable_value_labels.get(name) for name in names])
            offset += count
            if count < step:
                break
        yield from table.full(1)
        yield from self._flow.finish()

    def _put(
        self, table: RecordTable, offset: int, columns: Sequence[list[Any]], labels: Sequence[Any]
    ) -> Iterator[Extracted]:
        width, count = len(columns), len(columns[0]) if columns else 0
        for start in range(0, count, _STEP):
            texts = [
                self._texts(column[start : start + _STEP], known, table, (offset + start, number))
                for number, (column, known) in enumerate(zip(columns, labels, strict=False))
            ]
            numbers = range(offset + start + 1, offset + start + len(texts[0]) + 1)
            joined = list(zip(*texts, strict=True))
            records = [text.encode("utf-8", "replace") for text in map("\x1f".join, joined)]
            if not table.put_records(numbers, records, width):
                for row, cells in zip(numbers, joined, strict=True):
                    table.put(row, [cell.encode("utf-8", "replace") for cell in cells])
            self._context.budget.take_bytes(sum(map(len, records)))
            yield from table.full()
            yield from self._flow.drain()

    def _texts(self, values: list[Any], labels: Any, table: RecordTable, at: tuple[int, int]) -> list[str]:  # noqa: ANN401
        texts = _texts_of(values)
        if labels:
            texts = [labels.get(value, text) for value, text in zip(values, texts, strict=True)]
        if max(map(len, texts), default=0) > LONGEST_CELL:
            for index, text in enumerate(texts):
                if len(text) > LONGEST_CELL:
                    place = (Step(Axis.ROW, at[0] + index + 1), Step(Axis.COLUMN, at[1] + 1))
                    self._flow.write(text, (*place, Step(Axis.KEY, table.header[at[1]])), 1)
                    self._flow.flush()
                    texts[index] = ""
        return texts

    def _chunk(self, **options: Any) -> Chunk:  # noqa: ANN401 - as the library takes them
        """One call. Text that is not in the encoding the file names is taken for that of Windows."""
        portable = self._read.__name__ == "read_por"  # in characters of its own
        for encoding in (self._encoding, "WINDOWS-1252"):
            self._stream.seek(0)
            try:
                columns, about = _quietly(
                    self._read,
                    self._stream,
                    output_format="dict",
                    disable_datetime_conversion=True,
                    **({} if portable else {"encoding": encoding, "user_missing": True}),
                    **options,
                )
            except (UnicodeError, self._module.ReadstatError) as error:
                text = isinstance(error, UnicodeError) or "encoding" in str(error) or "convert" in str(error)
                if encoding == "WINDOWS-1252" or not text:
                    raise
                continue
            self._encoding = encoding
            return Chunk(columns, about)
        raise Unscannable(Reason.CORRUPT, "no encoding fits")


def _quietly(function: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
    """The library warns of names that come twice, with the name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*arguments, **options)


def _limit(about: Any, names: Sequence[str], rows: int | None) -> int:  # noqa: ANN401
    """The rows of a chunk."""
    widths = [max(about.variable_storage_width.get(name, 8), 8) for name in names]
    limit = max(min((_CELLS if rows is not None else _PORTABLE) // len(names), _ROW_BYTES // sum(widths)), 1)
    outside = not all(about.variable_storage_width.values())
    return int(min(limit, max(_FEWEST, (rows or 0) // 16)) if outside else limit)


def _header(name: str, label: str | None) -> str:
    return f"{name}: {label}" if label and label != name else name


def _texts_of(values: list[Any]) -> list[str]:
    """A column as text, by few calls where its values are of one kind: one for each costs three times that."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return values
    if kinds == {float}:
        try:
            whole = list(map(int, values))
        except (ValueError, OverflowError):  # not a number, or without end
            return list(map(_text, values))
        if whole == values and max(map(abs, whole), default=0) < _PLAIN:
            return list(map(str, whole))
        return [text[:-2] if text[-2:] == ".0" else text for text in map(repr, values)]
    return list(map(str if kinds == {int} else _text, values))


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(value, float) and abs(value) < _PLAIN and int(value) == value:
        return str(int(value))
    return str(value)


def _about(about: Any) -> Iterator[Extracted]:  # noqa: ANN401
    """Labels, notes and documents, as text."""
    flow = Flow()
    at = (Step(Axis.PART, "metadata"),)
    for text in (
        about.file_label,
        about.table_name,
        *about.notes,
        *(str(one["label"]) for one in about.mr_sets.values()),
    ):
        if text:
            flow.write(str(text), at)
            flow.end_line()
    _write_labels(flow, about.value_labels)
    yield from flow.finish()


def _write_labels(flow: Flow, sets: Mapping[str, Mapping[Any, str]] | None) -> None:
    at = (Step(Axis.PART, "value labels"),)
    for name, labels in (sets or {}).items():
        for value, label in labels.items():
            flow.write(f"{name}: {_text(value)} = {label}", at)
            flow.end_line()


def _as_bytes(blob: Blob, why: BaseException | str) -> Iterator[Extracted]:
    yield from text_of_bytes(blob)
    name = why if isinstance(why, str) else type(why).__name__
    yield Gap(Reason.CORRUPT, f"the variables cannot be read ({name}): only the text that stands in the bytes")
