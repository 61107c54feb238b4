"""Lines of one form, or records of some lines, where findings are no longer listed: counted on arrays.

Rule: they are made a table, as objects of one form are, and counted as `objects.uniform` counts these: only what both
forms of the rules read alike, tried on some lines of each window. A name that no key or label stands before has to be
one in the words of its line. What those that are the same in all lines say of where people live is a column of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
from msgspec.structs import replace

from piiscan.detectors.header_words import NAMES
from piiscan.later import later
from piiscan.matcher import CARD, SSN_BARE, SSN_DELIMITED, Hits
from piiscan.model import Grade, Segment
from piiscan.pairing.names.in_text import find_names, normal, parse_name
from piiscan.pairing.names.table import by_names
from piiscan.pairing.objects.alike import Found
from piiscan.pairing.objects.uniform import OneForm, table_of
from piiscan.pairing.prose.line_forms import LineForm, Number, learnt, spans_of
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.plan import Plan

_FEWEST = 64  # lines of a form in a window
_FORMS = 4  # of a window, at most
_LOOKED_AT = 24  # lines of a window
_LONGEST = 1000  # bytes of a line
_TITLES = {SSN_DELIMITED: "ssn", SSN_BARE: "ssn", CARD: "card number"}
_FURTHEST = 2000  # bytes on either side of a number, of a record
_PARTING = (b"\n", b"\r", b"-[ ", *(sign * 3 for sign in (b"*", b"-", b"=", b"_", b"#", b"+")))  # `-[ `: of psql
_HOMES = ("", "MA", "NH")  # of nobody, of Massachusetts, of elsewhere: which it is, the lines that are tried say
_CODES = later(rb"(?<![^\x1f\x1e])[A-Z]{2}(?![^\x1f\x1e])")  # of states, they may be
_CELL, _RECORD = b"\x1f", b"\x1e"


class UniformLines(OneForm[LineForm]):
    """Counts the lines of one text that are alike."""

    def has_form(self, segment: Segment, hits: Hits) -> bool:
        """Whether lines of a form that can be counted stand in a segment."""
        end = len(segment.data) if segment.end < 0 else segment.end
        found = self._forms_in(segment, hits, end)
        return any(self._way(form, self._table(form, lines)) is not None for forms, lines in found for form in forms)

    def _forms_in(self, segment: Segment, hits: Hits, end: int) -> Iterator[tuple[Sequence[LineForm], Found]]:
        forms: Counter[LineForm] = Counter()
        for index in np.linspace(0, len(hits.start) - 1, _LOOKED_AT).astype(np.int64).tolist():
            form = _form_at(segment, int(hits.start[index]), end, hits, forms)
            if form is not None:
                forms[form] += 1
        for form, _ in forms.most_common(_FORMS):
            spans = spans_of(form, segment.data, segment.start, end)
            spans = spans if form.is_line else spans[_end_well(segment.data, spans)]
            if len(spans) >= _FEWEST:
                yield [replace(form, home=home) for home in _HOMES], Found(segment.data, spans)

    def _table(self, form: LineForm, found: Found) -> Grid:
        return table_of(found, form.home)

    def _titles(self, form: LineForm) -> list[str]:
        return [*form.titles, "state"] if form.home else list(form.titles)

    def _reads_alike(self, _form: LineForm, plan: Plan) -> bool:
        return any(role is not None and role.kind in NAMES for role in plan.roles)

    def _usual(self, form: LineForm, found: Found, usual: Bools) -> Bools:
        words = [index for index, title in enumerate(form.titles) if not title]
        if words and _CODES.search(found.joined(words, _CELL, _RECORD)) is not None:
            return np.zeros(len(usual), bool)
        if form.name < 0:
            return usual
        rows = np.flatnonzero(usual)
        for row, (start, end) in zip(rows.tolist(), found.spans[rows, form.name + 1].tolist(), strict=True):
            usual[row] = _is_said(bytes(found.data[start:end]), form.before, form.behind)
        return usual


def _form_at(segment: Segment, at: int, end: int, hits: Hits, known: Iterable[LineForm]) -> LineForm | None:
    """The form of the line round a place that names somebody, else of the record."""
    form = None
    for find in (_line_at, _record_at):
        begin, text = find(segment, at, end)
        form = next((form for form in known if form.pattern.match(text + b"\n")), None) or _form_of(text, begin, hits)
        if form is not None and form.is_named:
            return form
    return form


def _record_at(segment: Segment, at: int, end: int) -> tuple[int, bytes]:
    """The lines between two that part records, with the first of these, and where they begin; nothing where none do."""
    data = segment.data
    low, high = max(segment.start, at - _FURTHEST), min(end, at + _FURTHEST)
    begin = data.rfind(b"\n", low, at) + 1
    while begin > low and not _parts(data, begin):
        begin = data.rfind(b"\n", low, begin - 1) + 1
    until = data.find(b"\n", at, high)
    while until >= 0 and until + 1 < high and not _parts(data, until + 1):
        until = data.find(b"\n", until + 1, high)
    if begin <= low or until < 0 or until + 1 >= high:
        return 0, b""
    return begin, bytes(data[begin:until]).removesuffix(b"\r")


def _parts(data: bytes | bytearray, start: int) -> bool:
    """Whether a line that begins at a place parts records: it is empty, or begins with a ruler."""
    return data.startswith(_PARTING, start)


def _end_well(data: bytes | bytearray, spans: Ints) -> Bools:
    """Behind which records a line parts them from the next."""
    ends = spans[:, 0, 1].tolist()
    return np.array([_parts(data, data.find(b"\n", end) + 1) for end in ends], bool)


def _line_at(segment: Segment, at: int, end: int) -> tuple[int, bytes]:
    """The line round a place, and where it begins; nothing where it is too long, or not whole in the segment's part."""
    begin = segment.data.rfind(b"\n", max(0, at - _LONGEST), at) + 1
    until = segment.data.find(b"\n", at, min(end, at + _LONGEST))
    if until < 0 or begin < segment.start or (not begin and at > _LONGEST):
        return begin, b""
    return begin, bytes(segment.data[begin:until]).removesuffix(b"\r")


def _form_of(line: bytes, begin: int, hits: Hits) -> LineForm | None:
    """The form of a line that begins at a place of its text, where all numbers in it are of kinds that are counted."""
    numbers: list[Number] = []
    first, last = np.searchsorted(hits.start, [begin, begin + len(line)]).tolist()
    for index in range(first, last):
        title = _TITLES.get(int(hits.kind[index]))
        end = int(hits.end[index]) - begin
        if title is None or end > len(line):
            return None
        numbers.append(Number(int(hits.start[index]) - begin, end, title))
    return learnt(line, numbers) if numbers else None


@by_names
@lru_cache(maxsize=1 << 16)
def _is_said(value: bytes, before: str, behind: str) -> bool:
    """Whether a value between some words is named there, and nobody else, as it would be alone in a cell."""
    text = value.decode("utf-8", "replace")
    found = find_names(f"{before}{text}{behind}")
    if len(found) != 1 or found[0].grade < Grade.STRONG:
        return False
    one, cell = found[0], parse_name(text, labelled=True)
    same = cell is not None and normal(cell) == normal(one)
    return same and (one.start, one.end) == (len(before), len(before) + len(text))
