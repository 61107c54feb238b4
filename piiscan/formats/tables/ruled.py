"""Tables with a run of dashes below each title, as PowerShell and the shells of databases print them into logs.

Rule: the runs tell where the columns are, where one blank alone parts two of them; of those that more blanks part, the
readers of running text tell as much. A row has a blank between every two columns, and the first line that has
none, or is empty, is none. The log of a CI job has a time before each line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from piiscan.formats.base import Located
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.layout import Kind, layout
from piiscan.formats.tables.frames import Frames, Held
from piiscan.later import later
from piiscan.model import Segment, Shape

_WIDEST = 1000  # characters
_MOST_ROWS = 1000  # of a segment
_FEWEST = 3  # titles
_STAMP = later(r"\d{4}-\d\d-\d\dT[\d:.]{8,20}Z ")
_RULE = later(r" *-{2,}(?: +-{2,})+ *\r?")
_RUN = later(r"-+")
_NO_TITLE = later(r"[|<>{}=;:]|\d{3}")
_RULED_IN = later(rb"[^\n|<>{}=;]+\n(?:\d{4}-\d\d-\d\dT[\d:.]{8,20}Z )? *-{2,}(?: +-{2,}){2,} *\r?\n")

Cell = tuple[str, int]
"""Its text, and where it begins in the line, from 0."""


def has_ruled(text: bytes) -> bool:
    r"""Whether a text may have such a table.

    >>> has_ruled(b"First Last SSN\n----- ---- ---\nAnn   Lee  1\n"), has_ruled(b"Name  SSN\n---------\n")
    (True, False)
    """
    return b"-- -" in text and any(
        columns_of(*found[0].decode("latin-1").split("\n")[:2]) for found in _RULED_IN.finditer(text)
    )


def columns_of(titles: str, rule: str) -> tuple[int, ...]:
    """Where the columns begin below some titles, by the line of dashes below them; empty where these say nothing.

    >>> columns_of("First Last SSN", "----- ---- ---"), columns_of("First  Last  SSN", "-----  ----  ---")
    ((0, 6, 11), ())
    """
    first = _stamp(rule)
    if len(rule) > _WIDEST or _RULE.fullmatch(rule, first) is None or first != _stamp(titles):
        return ()
    runs = [run.span() for run in _RUN.finditer(rule, first)]
    named = [titles[start:end].strip() for start, end in runs]
    narrow = any(start - end == 1 for (_, end), (start, _) in pairwise(runs))
    fits = all(named) and all(not titles[end:start].strip() for (_, end), (start, _) in pairwise(runs))
    if len(runs) < _FEWEST or not narrow or not fits or _NO_TITLE.search(titles, first) is not None:
        return ()
    return (first, *(start for start, _ in runs[1:]))


def _stamp(line: str) -> int:
    """Where a line begins behind its time."""
    found = _STAMP.match(line)
    return found.end() if found is not None else 0


class Ruled(Struct):
    """Text on its way into a flow, such tables in it as tables; what else there is may have frames."""

    flow: Flow
    frames: Frames
    held: Held | None = None  # what may be titles
    columns: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()  # of the runs
    rows: list[tuple[Held, list[Cell]]] = field(default_factory=list)
    series: int = 0

    def line(self, number: int, line: str) -> None:
        """The next line."""
        here = Held(number, line)
        if self.columns:
            cells = self._cells(line)
            if cells is not None:
                self.rows.append((here, cells))
                if len(self.rows) >= _MOST_ROWS:
                    self._give()
                return
            self._end_table()
        titles, self.held = self.held, None
        if titles is not None:
            self.columns = columns_of(titles.line, line) if "--" in line else ()
            if self.columns:
                self.ends = tuple(run.end() for run in _RUN.finditer(line, _stamp(line)))
                self.rows = [(titles, self._cells(titles.line) or []), (here, [])]
                return
            self.frames.line(*titles)
        if 0 < len(line) <= _WIDEST and " " in line:
            self.held = here
        else:
            self.frames.line(*here)

    def end(self) -> None:
        """No table goes on here."""
        self._end_table()
        if self.held is not None:
            self.frames.line(*self.held)
            self.held = None
        self.frames.end()

    def _end_table(self) -> None:
        if self.rows:
            self._give()
        self.columns, self.series = (), 0

    def _cells(self, line: str) -> list[Cell] | None:
        """The cells of a row; None where it is none."""
        first = _stamp(line)
        if len(line) > _WIDEST or not line[first:].strip() or (first > 0) != (self.columns[0] > 0):
            return None
        cuts = [self.columns[0]]
        for end, start in zip(self.ends, self.columns[1:], strict=False):
            at = line.find(" ", end, start) if len(line) > end else end
            if at < 0:
                return None
            cuts.append(at)
        found = [line[start:end] for start, end in pairwise((*cuts, len(line)))]
        return [(cell.strip(), start + len(cell) - len(cell.lstrip())) for cell, start in zip(found, cuts, strict=True)]

    def _give(self) -> None:
        """The rows so far as a segment, if they are records."""
        rows, self.rows = self.rows, []
        self.frames.end()
        records = [(one.number, cells) for one, cells in rows if cells]
        if not self.series:
            if not _are_records([[text for text, _ in cells] for _, cells in records]):
                for one, _ in rows:
                    self.frames.line(*one)
                self.frames.end()
                return
            self.series = self.flow.new_series()
        located = Located()
        for number, cells in records:
            for index, (text, at) in enumerate(cells):
                if index:
                    located.glue(b"\x1f")
                located.add(text.translate({0x1E: " ", 0x1F: " "}).encode("utf-8", "replace"), (), number, at + 1)
            located.glue(b"\x1e")
        self.flow.table(Segment(bytes(located.data), Shape.TABLE, located.locate, series=self.series))


def _are_records(rows: Sequence[Sequence[str]]) -> bool:
    return len(rows) > 1 and layout([list(row) for row in rows]).kind is Kind.TABLE
