"""Record batches of Arrow as table segments. The only file that says how a column of Arrow becomes text.

Rule: the columns are cast and joined by Arrow, a batch at a time, never value by value; only lists, maps and bytes,
which it cannot cast, go through Python. The fields of a struct are columns with the name of the struct before them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.counting import count_byte
from piiscan.formats.optional import optional
from piiscan.formats.segments.record_table import CellLocator, Cells
from piiscan.model import Axis, Blob, Gap, Location, Segment, Shape, Step

EXTRA = "columnar"
_ROWS = 8192  # of a slice
_FEWEST = 64
_ENOUGH = 1 << 20  # bytes of a slice
_DEEPEST = 32  # structs in structs that become columns


class ArrowRows:
    """The rows of one file under way."""

    def __init__(self, blob: Blob, context: Context) -> None:
        self.arrow = optional("pyarrow", EXTRA)
        self.compute = optional("pyarrow.compute", EXTRA)
        self.cells = Cells(blob, context)
        self.context = context
        self.row = 0  # the last one given
        self._header: list[str] = []
        self._series = 0

    def batch(self, batch: Any) -> Iterator[Extracted]:  # noqa: ANN401 - an untyped library
        """The rows of a batch, and the files in them."""
        rows = batch.num_rows
        size = max(batch.nbytes // max(rows, 1), 1)
        step = min(max(_ENOUGH // size, _FEWEST), _ROWS)
        for start in range(0, rows, step):
            part = batch.slice(start, step)
            yield from self._part(part)
            yield from self.cells.drain()

    def skip(self, rows: int) -> None:
        """Rows that cannot be had, so that those behind them keep their numbers."""
        self.row += max(rows, 0)

    def gaps(self) -> Iterator[Gap]:
        """What stands in cells and is not read."""
        yield from self.cells.gaps(())

    def _part(self, batch: Any) -> Iterator[Segment]:  # noqa: ANN401
        named = list(self._columns(zip(batch.schema.names, batch.columns, strict=True)))
        if not named or not batch.num_rows:
            return
        header = [name for name, _ in named]
        texts = [self._text(name, column) for name, column in named]
        data = self._joined(texts)
        expected = batch.num_rows
        if count_byte(data, 0x1E) != expected or count_byte(data, 0x1F) != expected * (len(texts) - 1):
            data = self._joined([self._clean(text) for text in texts])
        self.context.budget.take_bytes(len(data))
        first, self.row = self.row + 1, self.row + expected
        numbers: Sequence[int] = range(first, self.row + 1)
        if header != self._header:
            self._header, self._series = header, self._series + 1
            names = [name.replace("\x1e", " ").replace("\x1f", " ").encode("utf-8", "replace") for name in header]
            data = b"\x1f".join(names) + b"\x1e" + data
            numbers = [0, *numbers]
        yield Segment(data, Shape.TABLE, CellLocator(data, (), numbers, header), series=self._series)

    def _columns(self, columns: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        """The columns, those of structs one by one."""
        for name, column in columns:
            kind = column.type
            if self.arrow.types.is_struct(kind) and depth < _DEEPEST and kind.num_fields:
                fields = [
                    (f"{name}.{kind.field(index).name}", self.compute.struct_field(column, [index]))
                    for index in range(kind.num_fields)
                ]
                yield from self._columns(fields, depth + 1)
            else:
                yield name, column

    def _text(self, name: str, column: Any) -> Any:  # noqa: ANN401
        """A column as text."""
        text, types = self.arrow.large_string(), self.arrow.types
        if types.is_dictionary(column.type):
            column = column.dictionary_decode()  # of lists, too, to which there is no cast
        kind = column.type
        if (
            types.is_binary(kind)
            or types.is_large_binary(kind)
            or types.is_fixed_size_binary(kind)
            or types.is_binary_view(kind)
        ):
            values = (
                None if value is None else self.cells.cell(value, f"{name}[{row}]")
                for row, value in enumerate(column.to_pylist(), self.row + 1)
            )
            texts = [None if value is None else value.decode("utf-8", "replace") for value in values]
            return self.arrow.array(texts, text)
        try:
            return column.cast(text)
        except self.arrow.ArrowNotImplementedError:
            # Arrow has no cast to text for lists, maps, structs too deep to be columns, unions, runs and intervals of
            # months. Each of them has values of Python, as other types may that come later: as JSON nothing is lost.
            return self.arrow.array([_json(value) for value in column.to_pylist()], text)

    def _joined(self, texts: list[Any]) -> bytes:
        join = self.compute.binary_join_element_wise
        scalar = [self.arrow.scalar(mark, self.arrow.large_string()) for mark in ("", "\x1e", "\x1f")]
        empty = {"null_handling": "replace", "null_replacement": ""}
        ended = join(texts[-1], scalar[0], scalar[1], **empty)
        joined = join(*texts[:-1], ended, scalar[2], **empty) if len(texts) > 1 else ended
        _, offsets, data = joined.buffers()
        if data is None:
            return b""
        size = joined.offset + len(joined)
        end = int.from_bytes(offsets.slice(size * 8, 8).to_pybytes(), "little")
        return bytes(data.slice(0, end).to_pybytes())

    def _clean(self, text: Any) -> Any:  # noqa: ANN401
        for mark in ("\x1e", "\x1f"):
            text = self.compute.replace_substring(text, mark, " ")
        return text


def _json(value: object) -> str | None:
    """A list, a map or a struct as JSON, a text (of a union, or of runs) as it is."""
    if value is None:
        return None
    plain = _plain(value)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, default=str)
    return text.replace("\x1e", " ").replace("\x1f", " ")


def _plain(value: object) -> object:
    """Maps, which come as pairs, as objects; bytes as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        pairs = bool(value) and all(isinstance(item, tuple) and len(item) == 2 for item in value)
        return {str(_plain(key)): _plain(inner) for key, inner in value} if pairs else [_plain(item) for item in value]
    return value


def metadata_text(metadata: dict[bytes, bytes] | None) -> Iterator[Segment]:
    """Keys and values that who wrote the file put into its schema."""
    at: Location = (Step(Axis.PART, "metadata"),)
    lines = [
        key + b": " + value
        for key, value in (metadata or {}).items()
        if key not in {b"ARROW:schema", b"pandas", b"org.apache.spark.sql.parquet.row.metadata"}
    ]
    if lines:
        yield Segment(b"\n".join(lines) + b"\n", Shape.PROSE, lambda _: at)
