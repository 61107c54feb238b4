"""Values of a statement (`statements`) as a record, and the units of the numbers among them.

Rule: the columns say what a number is and whose; of whom they name nobody, nothing round the record tells.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from piiscan.matcher import ACCOUNT, CELL, KIND_OF, Hits
from piiscan.matcher.bound import may_be_bound
from piiscan.model import Element, Grade, Segment
from piiscan.pairing.aside import set_aside, some
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Record, written
from piiscan.pairing.objects.whose import paired, with_mail
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.field_records import FieldRecord, leaf_of
from piiscan.pairing.prose.insets import Row
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.prose.statement_columns import is_number
from piiscan.pairing.prose.statements import values_round
from piiscan.pairing.prose.typed_fields import kind_by_key, typed_field
from piiscan.pairing.unit import Tally, Unit


def bound_of(segment: Segment, hits: Hits, tally: Tally, *, listing: bool) -> tuple[list[Row], Hits]:
    """The units of statements that hold some of the hits, in order of place, and the hits that stand in none."""
    rows: list[Row] = []
    left = np.ones(len(hits.start), bool)
    lines: FieldRecord | None = None
    for index, start in enumerate(hits.start.tolist()):
        kind = int(hits.kind[index])
        if (kind != CELL and kind not in KIND_OF) or not may_be_bound(segment.data, start):
            continue
        field = _field(lines, start)
        if field < 0:
            lines = _record(segment.data, start, digits=kind == CELL)
            field = _field(lines, start)
        if lines is None or field < 0:
            left[index] = kind != CELL or not _is_value(segment.data, start)
            continue
        left[index] = False
        if kind == CELL and not is_number(lines.record.leaves[field].path[0]):
            continue
        unit = _unit(segment, lines, field, (kind, start, int(hits.end[index])), tally, listing=listing)
        if unit is not None:
            key = (unit.person.normal, segment.base + lines.start) if unit.person is not None else None
            rows.append(Row(start, unit, key))
    return rows, some(hits, left)


def _is_value(data: bytes | bytearray, start: int) -> bool:
    """Whether a place is in a list or between quotes: what begins a cell of a table is not."""
    return data[start - 1] in b"'\"[(=" or data[start - 2 : start] == b", "


def _field(lines: FieldRecord | None, at: int) -> int:
    """Which field of a record a place is in, -1 for none."""
    return next((index for index, span in enumerate(lines.spans) if span[0] <= at < span[1]), -1) if lines else -1


def _record(data: bytes | bytearray, at: int, *, digits: bool) -> FieldRecord | None:
    """The record that the values of a statement are, round a place in one."""
    fields = values_round(data, at, digits=digits)
    if not fields:
        return None
    leaves = tuple(leaf_of(decode(one.key), decode(bytes(data[one.start : one.end]))) for one in fields)
    spans = [one[1:] for one in fields]
    return FieldRecord(spans[0][0], spans[-1][1], Record(0, 0, leaves), spans, again=True)


def _unit(segment: Segment, lines: FieldRecord, field: int, hit: Hit, tally: Tally, *, listing: bool) -> Unit | None:
    """The unit of a number in one of the values, None where it is no element."""
    kind, start, end = hit
    leaf, raw = lines.record.leaves[field], decode(segment.data[start:end])
    at = len(decode(segment.data[lines.spans[field][0] : start], cut=True))
    asked = Asked([lines.record], leaf)
    element: Element | None
    if kind == CELL and kind_by_key(leaf.path[0]) is not None:
        element = typed_field(lines.record, leaf, leaf.text, lines.spans[field])
        if element is None:
            return None
    else:
        hit = (ACCOUNT if kind == CELL else kind), start, end
        proof = asked.prove_at(hit[0], raw, at)
        tally.proved(hit, proof)
        if proof.kind is None:
            return next(set_aside(tally, hit, raw, proof.evidence[0], partial(segment.locate, start)), None)
        element = element_of(proof, start, end)
    unit = with_mail(paired(element, asked, written, (raw, at)), asked, written)
    if unit is not None and listing and (unit.person is not None or element.grade >= Grade.FAIR):
        unit.places.append(segment.locate(start))
    return unit
