"""Forms as browsers send them (multipart/form-data, RFC 7578), in dumps and logs: a form is a record.

Rule: `Content-Disposition: form-data; name="ssn"`, perhaps other headers, an empty line, and the value up to the next
boundary. The names of the fields are the keys of an object, which is asked as one of JSON is; a form ends at its
closing boundary, and files in it are none of its fields.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

import numpy as np

from piiscan.later import later
from piiscan.matcher import KIND_OF, Hits
from piiscan.model import Element, Grade, Segment
from piiscan.pairing.aside import set_aside, some
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Leaf, Record, written
from piiscan.pairing.objects.whose import paired, with_mail
from piiscan.pairing.prose.apart import FIELD, NEAREST
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.insets import Row
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.unit import Tally, Unit

_REACH = 16 << 10
"""Bytes of a form on either side of a number."""
_LONGEST = 2000  # bytes of a value that is looked at: less than `NEAREST`
_MOST = 200  # fields
_FIELD = later(
    rb"^(?P<mark>--[^\s]{1,72})[ \t]*\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}?"
    rb"Content-Disposition:[ \t]*form-data;[ \t]*name=(?:\"(?P<quoted>[^\"\r\n]{1,100})\"|(?P<bare>[^\s;\"]{1,100}))"
    rb"[ \t]*\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}\r?\n",
    re.MULTILINE | re.IGNORECASE,
)


class _Form(NamedTuple):
    """A form: where it begins and ends, its fields, and the bytes of their values."""

    start: int
    end: int
    record: Record
    spans: list[tuple[int, int]]


def forms_of(segment: Segment, hits: Hits, tally: Tally, *, listing: bool) -> tuple[list[Row], Hits]:
    """The units of forms that hold some of the hits, in order of place, and the hits that stand in none."""
    rows: list[Row] = []
    left = np.ones(len(hits.start), bool)
    form: _Form | None = None
    for index, start in enumerate(hits.start.tolist()):
        if form is None or start >= form.end:
            begun = segment.data.rfind(FIELD, max(0, start - NEAREST), start) >= 0
            form = _form(segment.data, start) if begun else None
        field = next((at for at, span in enumerate(form.spans) if span[0] <= start < span[1]), -1) if form else -1
        if form is None or field < 0 or int(hits.kind[index]) not in KIND_OF:
            continue
        left[index] = False
        hit = int(hits.kind[index]), start, int(hits.end[index])
        unit = _unit(segment, form, field, hit, tally, listing=listing)
        if unit is not None:
            key = (unit.person.normal, segment.base + form.start) if unit.person is not None else None
            rows.append(Row(start, unit, key))
    return rows, some(hits, left)


def _form(data: bytes | bytearray, at: int) -> _Form | None:
    """The form round a place, or the next one."""
    low = max(0, at - _REACH)
    fields: list[re.Match[bytes]] = []
    for match in _FIELD.finditer(data, low, at + _REACH):
        mark = match["mark"]
        if fields and (mark != fields[0]["mark"] or data.find(mark + b"--", fields[-1].end(), match.start()) >= 0):
            if fields[0].start() <= at < match.start():
                break
            fields = []
        fields.append(match)
    if not fields:
        return None
    mark = b"\n" + fields[0]["mark"]
    leaves, spans = [], []
    for match in fields[:_MOST]:
        start = match.end()
        end = data.find(mark, start - 1, start + _LONGEST)
        end = min(len(data), start + _LONGEST) if end < 0 else max(start, end)
        name = decode(bytes(match["quoted"] or match["bare"]))
        leaves.append(Leaf((name,), decode(bytes(data[start:end])).rstrip("\r\n")))
        spans.append((start, end))
    return _Form(fields[0].start(), spans[-1][1], Record(0, 0, tuple(leaves)), spans)


def _unit(segment: Segment, form: _Form, field: int, hit: Hit, tally: Tally, *, listing: bool) -> Unit | None:
    """The unit of a number in the value of a field; None where it is no element."""
    kind, start, end = hit
    leaf = form.record.leaves[field]
    raw = decode(segment.data[start:end])
    at = len(decode(segment.data[form.spans[field][0] : start], cut=True))
    asked = Asked([form.record], leaf)
    proof = asked.prove_at(kind, raw, at)
    tally.proved(hit, proof)
    if proof.kind is None:
        return next(set_aside(tally, hit, raw, proof.evidence[0], partial(segment.locate, start)), None)
    element: Element = element_of(proof, start, end)
    unit = with_mail(paired(element, asked, written, (raw, at)), asked, written)
    if unit is not None and listing and (unit.person is not None or element.grade >= Grade.FAIR):
        unit.places.append(segment.locate(start))
    return unit
