"""SQL dumps: the rows of INSERT and COPY statements as tables, all other text as it stands.

A statement that sets columns (UPDATE) is a row of its own, and so is a line below BEGINDATA of SQL*Loader.
Rule: the list of columns of the statement is the header, else that of the CREATE TABLE seen before; without
either the values decide. Rows never pair across, however many stand in one line. A statement that cannot be
followed (a quote that never ends) is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from piiscan.formats import kernel
from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.databases.sql_cells import CALL, STRING, TUPLE, cells_of
from piiscan.formats.databases.sql_loader import Loader, loader_of
from piiscan.formats.databases.sql_rows import Taken, take_lines, take_values
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.keyed import blocks
from piiscan.later import compiled
from piiscan.model import Blob, Segment, Shape

_NAME = r"[`\"\[]?[\w$.-][\w$. -]{0,200}?[`\"\]]?(?:\.[`\"\[]?[\w$ -]{1,200}?[`\"\]]?){0,4}"
_INSERT = re.compile(
    r"^[ \t]*(?:(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?(?:INTO\s+|(?=\[))|INTO\s+)"  # INSERT ALL INTO … INTO … of Oracle
    rf"({_NAME})\s*(?:\(([^()']*)\)\s*)?VALUES\s*(?=\((?!\s*(?:\?|[$@:]\w)))",  # else they are given apart
    re.IGNORECASE | re.MULTILINE,
)
_COPY = re.compile(
    rf"^COPY\s+({_NAME})\s*(?:\(([^()]*)\))?\s*FROM\s+stdin[^\n]*;[ \t]*\n", re.IGNORECASE | re.MULTILINE
)
_SETTING = re.compile(
    rf"^[ \t]*(?:UPDATE\s+(?:(?:ONLY|IGNORE|LOW_PRIORITY)\s+)?|(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+)({_NAME})"
    r"\s+SET\s+(?=[`\"\[\w])",
    re.IGNORECASE | re.MULTILINE,
)
_LOADED = re.compile(r"^[ \t]*BEGINDATA[ \t]*\n", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(r"^[ \t]*(?:INSERT|REPLACE|INTO|COPY|UPDATE|BEGINDATA)\s", re.IGNORECASE | re.MULTILINE)
_CREATE = re.compile(
    rf"^[ \t]*CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?({_NAME})\s*"
    r"\((?:[^\S\n]*\n(.*?)^[ \t]*\)|([^\n]*)\)[^()\n]*$)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_COLUMN = re.compile(r"[ \t]*([`\"\[]?)(\w+)[`\"\]]?[ \t]+\w")
_BETWEEN_COLUMNS = re.compile(r",(?![^()]*\))")  # of a statement in one line
_NO_COLUMN = frozenset({"primary", "unique", "key", "constraint", "foreign", "index", "check", "fulltext"})
_SET = compiled(
    rf"\s*+(?:,\s*+)?(?:(?:WHERE|AND)\s+)?(?:\w+\.)?[`\"\[]?(\w+)[`\"\]]?\s*=\s*((?:[NbxE]?{STRING}|{CALL}|[\w.+-]++)(?:::\w+)?)"
    r"(?=\s*(?:,|;|\Z|(?:WHERE|AND|OR|LIMIT|RETURNING)\b))",
    re.IGNORECASE,
)
_BATCH = 64 << 10  # bytes of a segment: each cell has a place of its own to remember
_LONGEST = 256 << 10  # characters of a row that has not ended: more is text
_GOES_ON = re.compile(r"\s*(?:[,(]|\Z)")


def extract_sql(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The tables and the text of a dump, in order."""
    opened, _ = open_text(blob)
    dump = _Dump()
    with opened() as stream:
        for text, line, column in blocks(stream):
            if not dump.text:
                dump.start(line, column)
            dump.text += text
            dump.read()
            yield from dump.flow.drain()
    dump.read(last=True)
    dump.end_table()
    yield from dump.flow.finish()


class _Dump(Struct):
    """The text not yet done with, and the table under way."""

    flow: Flow = field(default_factory=Flow)
    text: str = ""
    line: int = 1
    column: int = 1
    inside: str = ""  # "values", "copy" or "load": the statement whose rows come next
    known: dict[str, list[str]] = field(default_factory=dict)
    table: tuple[str, tuple[str, ...]] = ("", ())
    rows: Located = field(default_factory=Located)
    series: int = 0
    loader: Loader | None = None
    between: str = ""  # of two INSERT statements to the same columns
    _at: tuple[int, int, int] = (0, 1, 1)  # an offset in the text, its line and its column

    def start(self, line: int, column: int) -> None:
        """The text that comes next begins here."""
        self.line, self.column = line, column
        self._at = (0, line, column)

    def read(self, *, last: bool = False) -> None:
        """Take whole statements and rows; what has not ended yet stays, unless nothing more comes."""
        while self.text:
            before = len(self.text), self.inside
            if self.inside == "values":
                self._values(last=last)
            elif self.inside == "copy":
                self._copied()
            elif self.inside == "load":
                self._loaded(last=last)
            else:
                self._statement(last=last)
            if (len(self.text), self.inside) == before:
                break
        if self.text and (last or len(self.text) > _LONGEST):
            self.inside = ""
            self._prose(len(self.text))

    def end_table(self) -> None:
        """The rows so far are a segment."""
        if self.rows.data:
            rows, self.rows = self.rows, Located()
            table, _ = self.table
            self.flow.table(Segment(bytes(rows.data), Shape.TABLE, rows.locate, series=self.series, table=table))

    def _statement(self, *, last: bool) -> None:
        match = None
        for head in _HEAD.finditer(self.text):
            match = next(
                (got for one in (_INSERT, _COPY, _SETTING, _LOADED) if (got := one.match(self.text, head.start()))),
                None,
            )
            if match is not None:
                break
        end = match.start() if match else len(self.text)
        for create in _CREATE.finditer(self.text, 0, end):
            parts = _BETWEEN_COLUMNS.split(create[3]) if create[2] is None else create[2].split("\n")
            lines = map(_COLUMN.match, parts)
            columns = [one[2] for one in lines if one and (one[1] or one[2].lower() not in _NO_COLUMN)]
            if len(self.known) < 10_000:
                self.known[_bare(create[1])] = columns
        if match is None:
            if not last:  # a statement may begin in what is here
                end = max(self.text.rfind(";\n") + 2, len(self.text) - _LONGEST, 0)
                end = 0 if end == 1 else end
            self._prose(end)
            return
        if match.re is _SETTING:
            self._set(match, last=last)
            return
        if match.re is _LOADED:
            self.loader = loader_of(self.text[: match.start()])
            self._prose(match.end())
            if self.loader is not None:
                self._begin(self.loader.table, self.loader.columns)
                self.inside = "load"
            return
        columns = [_bare(name) for name in (match[2] or "").split(",") if name.strip()]
        table = _bare(match[1])
        self._prose(match.end())
        self._begin(table, tuple(columns or self.known.get(table, ())))
        self.inside = "copy" if match.re is _COPY else "values"
        self.between = f";\n{match[0]}"

    def _begin(self, table: str, head: tuple[str, ...]) -> None:
        """Rows of a table come next: the one under way, or another."""
        if (table, head) != self.table or not self.series:
            self.end_table()
            self.table, self.series = (table, head), self.flow.new_series()
            if head:
                self.rows.glue("\x1f".join(head).encode("utf-8", "replace") + b"\x1e")

    def _set(self, match: re.Match[str], *, last: bool) -> None:
        """UPDATE t SET a = 'x' WHERE b = 'y', INSERT INTO t SET a = 'x': a row, as far as values are written out."""
        found, at = [], match.end()
        while (one := _SET.match(self.text, at)) is not None:
            found.append(one)
            at = one.end()
        if at == len(self.text) and not last:  # it may go on
            self._prose(match.start())
            return
        self._prose(match.start() if found else match.end())
        if found:
            at, start = at - match.start(), match.start()
            self._begin(_bare(match[1]), tuple(one[1].lower() for one in found))
            cells = [(one.start(2) - start + offset, cell) for one in found for offset, cell in cells_of(one[2])]
            if len(cells) == len(found):
                self._row(cells, 0)
            self._drop(at)

    def _values(self, *, last: bool) -> None:
        taken = take_values(self.text, self.line, self.column, self.between, _BATCH - len(self.rows.data))
        at = self._take(taken) if taken else 0
        if not taken:
            while (match := TUPLE.match(self.text, at)) is not None:
                self._row(list(cells_of(match[1])), match.start(1))
                at = match.end()
                if kernel.sql_values is not None:
                    break  # the next ones may be taken at once
            self._drop(at)
        if _GOES_ON.match(self.text) is None or (not at and last):
            self.inside = ""

    def _copied(self) -> None:
        taken = take_lines(self.text, self.line, self.column, _BATCH - len(self.rows.data))
        if taken:
            self._take(taken)
            return
        at = 0
        while (end := self.text.find("\n", at)) >= 0:
            line = self.text[at:end]
            if line == "\\.":
                self.inside = ""
                break
            cells, column = [], 0
            for cell in line.split("\t"):
                cells.append((column, "" if cell == "\\N" else cell))
                column += len(cell) + 1
            self._row(cells, at)
            at = end + 1
        self._drop(at)

    def _loaded(self, *, last: bool) -> None:
        """The lines below BEGINDATA: there is nothing behind them."""
        assert self.loader is not None  # noqa: S101 - as the control file was read
        if last and self.text[-1:] != "\n":
            self.text += "\n"
        at = 0
        while (end := self.text.find("\n", at)) >= 0:
            if line := self.text[at:end].rstrip("\r"):
                self._row(self.loader.cells(line), at)
            at = end + 1
        self._drop(at)

    def _take(self, taken: tuple[Taken, int]) -> int:
        """Rows that were taken at once; how many characters of the text they have."""
        rows, count = taken
        if rows.heads:
            self.flow.write_later(self.between * (len(rows.heads) // 4), rows.head_at)
        self.rows.add(rows.rows, rows.row_at)
        if len(self.rows.data) >= _BATCH:
            self.end_table()
        self._drop(count)
        return count

    def _row(self, cells: Sequence[tuple[int, str]], start: int) -> None:
        """A row, whose cells stand so far from `start` in the text."""
        for index, (offset, cell) in enumerate(cells):
            self._mark(start + offset)
            if index:
                self.rows.glue(b"\x1f")
            plain = cell.replace("\x1e", " ").replace("\x1f", " ")
            self.rows.add(plain.encode("utf-8", "replace"), (), self._at[1], self._at[2])
        self.rows.glue(b"\x1e")
        if len(self.rows.data) >= _BATCH:
            self.end_table()

    def _mark(self, offset: int) -> None:
        done, line, column = self._at
        ends = self.text.count("\n", done, offset)
        if ends:
            line, column = line + ends, offset - self.text.rfind("\n", done, offset)
        else:
            column += offset - done
        self._at = (offset, line, column)

    def _drop(self, count: int) -> None:
        self._mark(count)
        _, self.line, self.column = self._at
        self.text = self.text[count:]
        self._at = (0, self.line, self.column)

    def _prose(self, end: int) -> None:
        text = self.text[:end]
        if text.strip("; \n"):
            self.flow.write(text, (), self.line, self.column)
        self._at = (0, self.line, self.column)
        self._drop(end)


def _bare(name: str) -> str:
    return re.sub(r"[`\"\[\]]", "", name).strip().lower().rpartition(".")[2]
