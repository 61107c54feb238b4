"""Rows of a small table in running text to units: cells by the plan of the table, what else is in them by the judge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from piiscan import judge
from piiscan.detectors.account_labels import NEAR
from piiscan.detectors.account_titles import said_by_title
from piiscan.judge.columns import title_above
from piiscan.matcher import ACCOUNT, CARD, CELL, KIND_OF, LICENSE, SSN_DELIMITED, Hits
from piiscan.model import Element, Grade, Kind, Location, Segment
from piiscan.pairing.aside import some
from piiscan.pairing.prose.insets import Inset, Insets, Row, cells_of, in_cells
from piiscan.pairing.prose.lines import Line, Lines, Mention, decode
from piiscan.pairing.prose.named_columns import NamedColumns
from piiscan.pairing.prose.numbers import Hit, hits_of
from piiscan.pairing.prose.row_titles import Span
from piiscan.pairing.residence.around import residence
from piiscan.pairing.residence.homes import at_home, decides
from piiscan.pairing.tables.carried import as_carried
from piiscan.pairing.tables.rows import RowReader
from piiscan.pairing.unit import Tally, Unit

_HIT_OF = {
    Kind.SSN: SSN_DELIMITED,
    Kind.PAYMENT_CARD: CARD,
    Kind.DRIVERS_LICENSE: LICENSE,
    Kind.FINANCIAL_ACCOUNT: ACCOUNT,
}
Pair = Callable[[Hit, Element], tuple[Unit, tuple[str, int] | None]]


def rows_of(segment: Segment, hits: Hits, tally: Tally, pair: Pair, *, listing: bool) -> tuple[list[Row], Hits]:
    """The units of rows that hold some of the hits, in order of place, and the hits that stand in none.

    Whose a number is in a table that names nobody, `pair` says.
    """
    insets, columns = Insets(lines := Lines(segment)), NamedColumns(lines)
    left = hits.kind != CELL
    rows: list[Row] = []
    titled: list[int] = []
    done = -1
    for index in np.flatnonzero(in_cells(segment.data, hits)).tolist():
        line = lines.at(int(hits.start[index]))
        if line.start <= done:
            continue
        inset = insets.of(line)
        if inset is None and hits.kind[index] == CELL:
            titled += [index] if _is_titled(segment.data, int(hits.start[index])) else []
            continue
        if inset is None:
            hit = int(hits.kind[index]), int(hits.start[index]), int(hits.end[index])
            refused = columns.refused(line, insets.titles.of(line), hit, segment.data) if left[index] else ""
            if refused:
                left[index] = False
                _count(hit, refused, tally)
            continue
        first, last = hits.start.searchsorted([line.start, line.end]).tolist()
        mine = hits_of(Hits(hits.kind[first:last], hits.start[first:last], hits.end[first:last]))
        units = _read(insets, inset, line, mine, segment, tally, listing=listing)
        if units is None:
            continue
        done = line.start
        left[first:last] = False
        for unit in units:
            if not inset.plan.subjects and unit.person is None and unit.aside is None:
                rows.append(_outside(inset, line, unit, pair))
            else:
                key = (unit.person.normal, segment.base + line.start) if unit.person is not None else None
                rows.append(Row(line.start, unit, key))
    if titled:
        left[titled] = True
        hits = hits._replace(kind=hits.kind.copy())
        hits.kind[titled] = ACCOUNT
    return rows, some(hits, left)


def _is_titled(data: bytes | bytearray, start: int) -> bool:
    """Whether what begins a cell stands below the title of accounts, and no other titles make a table of it."""
    begun = "\n" if start < NEAR else ""
    above = begun + decode(data[max(0, start - NEAR) : start], cut=True)
    return said_by_title(title_above(above)) is not None


def _outside(inset: Inset, line: Line, unit: Unit, pair: Pair) -> Row:
    """A number of a table that names nobody as that of a person in the text round it.

    Whom the row itself names below the title of something else ("Listed beneficiary") is not for sure that person.
    """
    element = unit.elements[0]
    paired, key = pair((_HIT_OF[element.kind], element.start, element.end), element)
    paired.places = unit.places
    if paired.person is not None and not paired.reasons and _is_vetoed(inset, line, paired.person.normal):
        paired.reasons, key = ("ambiguous-subject",), None
    return Row(line.start, paired, key)


def _is_vetoed(inset: Inset, line: Line, normal: str) -> bool:
    """Whether a person is named in a row only below titles of what is no person's name."""
    found = cells_of(inset, line)
    at = [one.at for one in line.mentions if one.person.normal == normal]
    if found is None or not at:
        return False
    starts = [start for start, _ in found[1]]
    roles = [inset.plan.roles[max(0, bisect_right(starts, one) - 1)] for one in at]
    return all(role is not None and role.kind == "name.veto" for role in roles)


def _read(
    insets: Insets, inset: Inset, line: Line, hits: Sequence[Hit], segment: Segment, tally: Tally, *, listing: bool
) -> list[Unit] | None:
    """The units of a row that holds some hits; None where it is no row of the table after all.

    A number belongs to the segment that it starts in, as everywhere.
    """
    found = cells_of(inset, line)
    if found is None:
        return None
    cells, spans = found
    starts = [_offset(line, start) for start, _ in spans]
    ends = [_offset(line, end) for _, end in spans]

    def place(offset: int, _column: int) -> Location:
        return segment.locate(offset) if listing else ()

    others = list(_others(inset, line, list(zip(starts, ends, strict=True)), hits, segment, tally))
    above = insets.in_lines_above(inset, line, cells) if others and not any(one[1] for one in others) else None
    whole = above or (cells if others else insets.filled(inset, line, cells))
    units = RowReader(inset.plan, tally).units(whole, others, lambda column: (starts[column], ends[column]), place)
    units = units if whole is cells else as_carried(units)
    for named in units:
        if named.person is not None and not decides(named.evidence):
            below = insets.going_on(inset, line)
            named.evidence = [*named.evidence, *(residence(below, (line, 0)) if below else ())]
            own = Mention(0, named.person, labelled=False, scope=False)
            named.evidence = at_home(named.evidence, insets.lines, line, own)
    return [unit for one in units if (unit := _own(one, segment, listing=listing)) is not None]


def _offset(line: Line, at: int) -> int:
    """The byte of a character of a line."""
    if len(line.text) == line.end - line.start:
        return line.start + at
    return line.start + len(line.text[:at].encode("utf-8", "replace"))


def _others(
    inset: Inset, line: Line, spans: Sequence[Span], hits: Sequence[Hit], segment: Segment, tally: Tally
) -> Iterator[tuple[Hit, int, str, str, str]]:
    """The hits that no typed column accounts for, with their column and what is round them in the cell."""
    plan, data = inset.plan, segment.data
    kinds = {element.column: element.kind for element in plan.elements}
    for hit in hits:
        if hit[0] == CELL:
            continue
        column = max(0, bisect_right([start for start, _ in spans], hit[1]) - 1)
        if kinds.get(column) is KIND_OF[hit[0]]:
            continue
        if plan.vetoed(column):
            role = plan.roles[column]
            _count(hit, f"column:{role.kind if role else 'other'}", tally)
            continue
        start, end = spans[column]
        before = decode(data[max(start, line.start, hit[1] - judge.BEFORE) : hit[1]], cut=True)
        after = decode(data[hit[2] : max(hit[2], min(end, hit[2] + judge.AFTER))], cut=True)
        yield hit, column, decode(data[hit[1] : hit[2]]), before, after


def _count(hit: Hit, reason: str, tally: Tally) -> None:
    """Count a number that its column says is something else."""
    tally.count("lookalike", "column:other")
    tally.proved(hit, judge.Proof(None, "", Grade.NONE, (reason,)))


def _own(unit: Unit, segment: Segment, *, listing: bool) -> Unit | None:
    """A unit without the numbers that start in another segment; None where nothing is left of it."""
    last = len(segment.data) if segment.end < 0 else segment.end
    mine = [segment.start <= element.start < last for element in unit.elements]
    if not any(mine):
        return None
    unit.places = [place for place, own in zip(unit.places, mine, strict=True) if own] if listing else []
    unit.elements = [element for element, own in zip(unit.elements, mine, strict=True) if own]
    return unit
