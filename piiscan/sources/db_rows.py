"""The rows of one table in batches: by its primary key where it has one that can be gone along, else in one stream.

Rule: along the key each batch is a transaction of its own that only reads, so that nothing is held for long. A row is
named by its key where that is a number given out by the database or too short to be anybody's; else by its place.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from piiscan.model import Gap, Reason, Source, Unscannable
from piiscan.sources import db_connect
from piiscan.sources.base import SourceError
from piiscan.sources.database import table_of
from piiscan.sources.db_patience import answered, each, silent
from piiscan.sources.slowly import SLOWLY

if TYPE_CHECKING:
    from sqlalchemy.sql import ColumnElement, Select
    from sqlalchemy.sql.expression import ColumnClause

FIRST, MOST = 50, 5000  # rows of a batch
HEAVY = 20  # rows of a batch with columns of bytes
BYTES = 8 << 20  # that a batch is meant to have
_SAMPLES = 20  # places a sample is taken at
_SHORT = 1_000_000  # no number of a person is below it
_TELLING = re.compile(
    r"(?i)ssn|soc|sin\b|tax|tin\b|itin|card|pan\b|acc|iban|lic|dl\b|passport|phone|medic|mrn|member|policy|national|emp"
)

Row = tuple[Any, ...]


class Batch(NamedTuple):
    """Some rows, and what each is named by: its place, or its key."""

    numbers: list[int | str]
    rows: Sequence[Row]


class TableStream(io.RawIOBase):
    """A table that was opened. What reads rows takes `batches`; what reads bytes gets them as lines of text."""

    def __init__(self, source: Source) -> None:
        self.table = table_of(source)
        self._rest = b""
        self._lines: Iterator[bytes] | None = None
        try:
            self._connection = db_connect.connection(self.table.url)
            self._look()
        except SourceError as error:
            raise Unscannable(Reason.UNREADABLE, str(error)) from None
        except Exception as error:  # noqa: BLE001 - of any driver
            raise self._unscannable(error) from None

    def _look(self) -> None:
        from sqlalchemy import inspect
        from sqlalchemy.exc import NoSuchTableError

        with warnings.catch_warnings(action="ignore"):  # on types that the library does not know
            try:
                with answered(self._connection):
                    inspector = inspect(self._connection)
                    self._columns = inspector.get_columns(self.table.name, self.table.schema)
                    key = inspector.get_pk_constraint(self.table.name, self.table.schema)["constrained_columns"]
                    self._connection.rollback()
            except NoSuchTableError:
                raise Unscannable(Reason.CHANGED, "gone since it was listed") from None
        self.names = [str(column["name"]) for column in self._columns]
        self.key = [self.names.index(name) for name in key if name in self.names] if self._goes_along(key) else []
        self._named_by_key = bool(self.key) and all(map(self._is_told, self.key))

    def batches(self) -> Iterator[Batch | Gap]:
        """All rows, or a sample of them. Raises `Unscannable`."""
        try:
            yield from self._along_key() if self.key else self._streamed()
        except Exception as error:  # noqa: BLE001 - of any driver
            raise self._unscannable(error) from None
        finally:
            self._leave()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Rows as text."""
        if self._lines is None:
            self._lines = self._text()
        while not self._rest:
            line = next(self._lines, None)
            if line is None:
                return 0
            self._rest = line
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def _text(self) -> Iterator[bytes]:
        for batch in self.batches():
            for row in batch.rows if isinstance(batch, Batch) else ():
                yield "\t".join("" if value is None else str(value) for value in row).encode("utf-8", "replace") + b"\n"

    def _goes_along(self, key: Sequence[str]) -> bool:
        """Whether the key has an order that values keep on their way here and back."""
        from sqlalchemy import types

        kinds = [column["type"] for column in self._columns if column["name"] in key]
        if self._connection.dialect.name == "sqlite":  # where any value can stand in any other column
            return len(kinds) == 1 and isinstance(kinds[0], types.INTEGER)
        good = (types.Integer, types.String, types.Uuid, types.Date, types.DateTime)
        return bool(kinds) and all(isinstance(kind, good) for kind in kinds)

    def _is_told(self, place: int) -> bool:
        """Whether a column of the key may be shown, as far as that can be said before its values are seen."""
        from sqlalchemy import types

        column = self._columns[place]
        if isinstance(column["type"], types.Uuid):
            return True
        return isinstance(column["type"], types.Integer) and not _TELLING.search(self.names[place])

    def _selected(self) -> tuple[Select[Any], list[ColumnClause[Any]]]:
        """The query for all rows, and the columns of its key.

        What is not a text, a number or bytes comes as text where the driver would make values of it that cannot hold
        all there are (a date without end).
        """
        from sqlalchemy import Boolean, Integer, LargeBinary, Numeric, String, Text, cast, column, select, table

        columns: list[ColumnClause[Any]] = [column(name) for name in self.names]
        plain = (Boolean, Integer, LargeBinary, Numeric, String)
        casts = self._connection.dialect.name == "postgresql"
        shown = [
            cast(each, Text) if casts and place not in self.key and not isinstance(known["type"], plain) else each
            for place, (each, known) in enumerate(zip(columns, self._columns, strict=True))
        ]
        origin = table(self.table.name, *columns, schema=self.table.schema)
        query = select(*shown).select_from(origin)
        if self.table.kind == "table":
            query = query.with_hint(origin, "ONLY", "postgresql")  # what inherits from it is a table of its own
        return query, [columns[place] for place in self.key]

    def _along_key(self) -> Iterator[Batch | Gap]:
        query, key = self._selected()
        query = query.order_by(*key)
        count, size, heavy = 0, FIRST, self._is_heavy()
        last: Row | None = None
        starts = self._starts(key)
        while True:
            most = self._left(count, size, starts)
            if most <= 0:
                yield self._sampled()
                return
            wanted = query if last is None else query.where(_behind(key, last))
            rows = self._fetched(wanted.limit(most))
            if not rows:
                return
            before, last = last, tuple(rows[-1][place] for place in self.key)
            yield Batch(self._numbers(rows, count + 1), rows)
            count += len(rows)
            if last == before:
                yield Gap(Reason.CORRUPT, "its primary key has no order: not all rows were read")
                return
            size = HEAVY if heavy else max(1, min(MOST, 2 * size, BYTES * len(rows) // (_weight(rows) + 1)))
            while starts and (starts[0],) <= last:
                starts.pop(0)
            if starts and count >= self.table.sample // _SAMPLES:
                last = (starts.pop(0) - 1,)

    def _left(self, count: int, size: int, starts: Sequence[int]) -> int:
        """How many rows the next batch may have."""
        if not self.table.sample:
            return size
        share = max(1, self.table.sample // _SAMPLES) if starts else size
        return min(size, share, self.table.sample - count)

    def _starts(self, key: Sequence[ColumnClause[Any]]) -> list[int]:
        """Where a sample goes on: keys at equal distances, where the key is one number."""
        from sqlalchemy import column, func, select, table, types

        if not self.table.sample or len(key) != 1 or not isinstance(self._columns[self.key[0]]["type"], types.Integer):
            return []
        own: ColumnClause[Any] = column(key[0].name)
        origin = table(self.table.name, own, schema=self.table.schema)
        [(first, last)] = self._fetched(select(func.min(own), func.max(own)).select_from(origin))
        if first is None or last - first < self.table.sample:
            return []
        return [first + (last - first) * step // _SAMPLES for step in range(1, _SAMPLES)]

    def _streamed(self) -> Iterator[Batch | Gap]:
        """Rows as they come, by a cursor of the server where it has such."""
        query, _ = self._selected()
        most = HEAVY if self._is_heavy() else FIRST * 10
        if self.table.sample:
            query = query.limit(self.table.sample + 1)
        count = 0
        with answered(self._connection):
            asked = self._connection.execution_options(stream_results=True, max_row_buffer=most).execute(query)
        with asked as result:
            for part in each(self._connection, result.partitions(most)):
                rows = [tuple(row) for row in part]
                _no_faster(rows)
                if self.table.sample and count + len(rows) > self.table.sample:
                    rows = rows[: self.table.sample - count]
                    yield Batch(list(range(count + 1, count + len(rows) + 1)), rows)
                    yield self._sampled()
                    return
                yield Batch(list(range(count + 1, count + len(rows) + 1)), rows)
                count += len(rows)

    def _fetched(self, query: Select[Any]) -> list[Row]:
        with answered(self._connection):
            rows = [tuple(row) for row in self._connection.execute(query)]
            self._connection.rollback()
        _no_faster(rows)
        return rows

    def _sampled(self) -> Gap:
        return Gap(Reason.EXCLUDED, f"a sample of {self.table.sample} rows was asked for (--sample)")

    def _is_heavy(self) -> bool:
        from sqlalchemy import types

        return any(isinstance(column["type"], types.LargeBinary | types.NullType) for column in self._columns)

    def _numbers(self, rows: Sequence[Row], first: int) -> list[int | str]:
        if not self._named_by_key:
            return list(range(first, first + len(rows)))
        return [self._name(row) or number for number, row in enumerate(rows, first)]

    def _name(self, row: Row) -> str:
        """A row by its key; "" where that could be a number of somebody."""
        values = [row[place] for place in self.key]
        for place, value in zip(self.key, values, strict=True):
            given_out = self._columns[place].get("autoincrement") is True or self._columns[place].get("identity")
            if isinstance(value, int) and not given_out and abs(value) >= _SHORT:
                return ""
        return ", ".join(f"{self.names[place]}={value}" for place, value in zip(self.key, values, strict=True))

    def _unscannable(self, error: Exception) -> Exception:
        """What a database raised as a verdict; all else is left as it is."""
        from sqlalchemy.exc import DBAPIError

        if not isinstance(error, DBAPIError | OSError | MemoryError):
            return error
        if isinstance(error, MemoryError):
            return Unscannable(Reason.LIMIT, "out of memory: its rows are too large")
        reason, told = db_connect.why(error)
        if silent(error):
            db_connect.give_up(self.table.url, told)
            db_connect.forget(self.table.url)
        self._leave()
        return Unscannable(reason, told)

    def _leave(self) -> None:
        """End what was begun; a connection that cannot even do that is given up."""
        try:
            with answered(self._connection):
                self._connection.rollback()
        except Exception:  # noqa: BLE001 - of any driver
            db_connect.forget(self.table.url)


def _behind(key: Sequence[ColumnClause[Any]], last: Row) -> ColumnElement[bool]:
    """What comes behind a key in its order, said so that every database uses its index."""
    from sqlalchemy import and_, or_

    behind: ColumnElement[bool] = key[-1] > last[-1]
    for column, value in zip(reversed(key[:-1]), reversed(last[:-1]), strict=True):
        behind = and_(column >= value, or_(column > value, behind))
    return behind


def _no_faster(rows: Sequence[Row]) -> None:
    """Wait as long as they should have taken: how large a table is not every database says, but this is known."""
    if SLOWLY.most:
        SLOWLY.passed(_weight(rows))


def _weight(rows: Sequence[Row]) -> int:
    """About how many bytes rows have."""
    return sum(len(value) if isinstance(value, str | bytes) else 8 for row in rows for value in row)
