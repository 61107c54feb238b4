r"""Records with a line for each field, as databases (\G, \x), programs, and sheets with keys beside values have them.

Rule: lines that stand together, each with a key and its value, are an object with these keys, which is asked as one of
JSON is. A key that comes again begins the next record; so do an empty line, and a line that is none of a field. Taken
only where the keys are a program's (first_name, lastName), or the number's own says whose it is (member SSN) and the
record names that person: what people write into forms is read by its words. So are several keys in one line, where
the number's own says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from piiscan.detectors.header_words import NAMES
from piiscan.detectors.labels import column_role
from piiscan.later import later
from piiscan.matcher import KIND_OF, Hits
from piiscan.model import Element, Grade, Segment
from piiscan.pairing.aside import some
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Record, written
from piiscan.pairing.objects.whose import paired, with_mail
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.field_records import (
    MADE,
    FieldRecord,
    is_home_of_another,
    leaf_of,
    parts_of,
    stands_alone,
    tells,
)
from piiscan.pairing.prose.insets import Row
from piiscan.pairing.prose.keyed_text import Pair, pairs
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.prose.printed_rows import PRINTED, fields_of, is_first
from piiscan.pairing.prose.proving import element_of
from piiscan.pairing.tables.header_row import ELEMENT_ROLES
from piiscan.pairing.unit import Tally, Unit

FIELD = later(  # bullets and bold letters of Markdown, then a key, and what parts it from the value
    rb"[ \t]{0,60}(?:[-*>\xe2\x80\xa2]{1,3}[ \t]+)?(?:\*\*|__|[\[{(]{1,4}[ \t]*(?=')|\[[ \t]*(?=[\"A-Za-z]))?[\"']?"
    rb"(?P<key>[A-Za-z](?:[\w.,#/'()\x80-\xff-]|[ ](?=[\w#(\x80-\xff])){0,90}?)[\"']?\]?(?:\*\*|__)?"
    rb"[ \t]*(?::(?:\*\*)?|=>?|\||\t)[ \t]*(?:\*\*)?[ \t]*"
    rb"(?P<value>(?!(?:array[ \t]*|Array[ \t]*)?[\[{(][ \t]*[\r\n])[^\r\n]*)"  # what is in brackets is no value
)
_ANOTHER = later(rb"(?<![ \t])(?:[ \t]{2,}|\t)[A-Za-z][\w .#/'()-]{0,60}:")  # label further right in the line
# Backwards, from the number.
_KEY_BEFORE = later(rb"[^\s,;:='\"]{0,24}[\"']?\\?\s?(?:>?=|:)\s?[\"']?\\?([\w.-]{1,60}[A-Za-z])")
_STATEMENT = later(r"(?:new String\()?([\"'])((?:(?!\1).)*)\1[)}\]]*[;,]?")  # a.LastName = "Lee";
_INNER = later(r"[:=>]\s?([\[({][^{}()\[\]]*[\])}])")  # of a record: advisor: { name: "Ann Lee" }
_OPENING = ("(", "[", "{")
_NEAR = 96  # bytes before a number
_DENSE = 512  # bytes for a number, at most, where all of a text is looked through
_BETWEEN = 3  # lines between records: a ruler, a count, a heading
_LINE_BREAK = 0x0A
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_FEWEST, _MOST = 2, 80  # fields of a record
_REACH = 8 << 10  # bytes on either side of a number
_LONGEST = 400  # bytes of a line


def may_be_field(data: bytes | bytearray, at: int) -> bool:
    """Whether the key before a place is a program's, or a label of a number; asked of each number.

    >>> may_be_field(b"user_id: 1", 9), may_be_field(b"user_id: " + b"x" * 500 + b" 1", 510)  # no field is so long
    (True, False)
    """
    start = data.rfind(b"\n", max(0, at - _LONGEST), at) + 1
    if not start and at > _LONGEST:
        return False
    found = FIELD.match(data, start, at)
    return found is not None and _is_telling(decode(bytes(found["key"])))


@lru_cache(maxsize=1 << 8)
def _is_telling(key: str) -> bool:
    if " " not in key and (key.islower() or MADE.search(key) is not None):
        return True
    role = column_role(key)
    return role is not None and (bool(role.group) or role.kind in ELEMENT_ROLES)


def lines_of(segment: Segment, hits: Hits, tally: Tally, *, listing: bool) -> tuple[list[Row], Hits]:
    """The units of records in lines that hold some of the hits, in order of place, and the hits that stand in none."""
    rows: list[Row] = []
    left = np.ones(len(hits.start), bool)
    lines: FieldRecord | None = None
    floor = failed = 0  # the end of the record before, and of lines that are none
    few = len(hits.start) * _DENSE < len(segment.data)  # to ask each costs less than to look through the text
    prints = few or any(map(segment.data.__contains__, PRINTED))
    barren: dict[bytes, bool] = {}  # lines by themselves that are none, and whether their other numbers are asked
    for index, start in enumerate(hits.start.tolist()):
        if int(hits.kind[index]) not in KIND_OF or start < failed:
            continue
        if lines is None or start >= lines.end:
            alone = _by_itself(segment.data, start, int(hits.end[index]))
            if alone in barren:
                failed = failed if barren[alone] else segment.data.find(b"\n", start, start + _LONGEST) + 1
                continue
            printed = _printed(segment.data, start) if prints or is_first(segment.data, start) else None
            inside = not printed and may_be_field(segment.data, start)
            owned = not printed and _is_owned(segment.data, start)
            if not (inside or owned or printed):
                barren.update({alone: True} if alone else {})
                continue
            floor = lines.end if lines is not None else floor
            lines = _around(segment.data, start, floor) if inside else printed
            lines = _in_line(segment.data, start) if lines is None and owned else lines
            if lines is None:
                failed = _end_of_fields(segment.data, start, inside=inside)
                barren.update({alone: False} if alone else {})
        field = next((at for at, span in enumerate(lines.spans) if span[0] <= start < span[1]), -1) if lines else -1
        if lines is None or field < 0 or not tells(lines, lines.record.leaves[field]):
            continue
        hit = int(hits.kind[index]), start, int(hits.end[index])
        unit = _unit(segment, lines, field, hit, tally, listing=listing)
        if unit is None:
            continue  # its key does not say enough: the text round it may
        left[index] = False
        key = (unit.person.normal, segment.base + lines.start) if unit.person is not None else None
        rows.append(Row(start, unit, key))
    return rows, some(hits, left)


def _by_itself(data: bytes | bytearray, start: int, end: int) -> bytes:
    """The line of a number, without its digits, if blank lines are round it and no program prints such; else nothing.

    What is no record there is none anywhere.
    """
    begin = data.rfind(b"\n", max(0, start - _LONGEST), start) + 1
    until = data.find(b"\n", end, end + _LONGEST)
    if not 1 < begin < start or data[begin - 2] != _LINE_BREAK or until < 0 or data[until : until + 2] != b"\n\n":
        return b""
    line = bytes(data[begin:until])
    if any(map(line.__contains__, PRINTED)):
        return b""
    return b"%d\n%b\n%b" % (start - begin, line[: start - begin], bytes(data[start:until]).translate(_ZEROS))


def _is_owned(data: bytes | bytearray, at: int) -> bool:
    """Whether the key right before a place, among others in a line, is of a number."""
    found = _KEY_BEFORE.match(data[max(0, at - _NEAR) : at][::-1])
    return found is not None and _names_number(bytes(found[1][::-1]))


@lru_cache(maxsize=1 << 8)
def _names_number(key: bytes) -> bool:
    role = column_role(decode(key))
    return role is not None and (bool(role.group) or role.kind in ELEMENT_ROLES)


def _printed(data: bytes | bytearray, at: int) -> FieldRecord | None:
    """The record round a place, as a store or a language prints it."""
    fields = fields_of(data, at)
    leaves = tuple(leaf_of(decode(one.key), decode(bytes(data[one.start : one.end]))) for one in fields)
    spans = [one[1:] for one in fields]
    return FieldRecord(spans[0][0], spans[-1][1], Record(0, 0, leaves), spans, again=True) if fields else None


def _in_line(data: bytes | bytearray, at: int) -> FieldRecord | None:
    """The record that the keys of a line are."""
    start = data.rfind(b"\n", max(0, at - _REACH), at) + 1
    end = data.find(b"\n", at, at + _REACH)
    line = bytes(data[start : end if end >= 0 else at + _REACH])
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return None  # characters are no bytes, and of another encoding nobody knows how many
    read = _in_scope(pairs(text), text, len(decode(line[: at - start]))) if len(line) <= _REACH else []
    if len(read) < _FEWEST or len({pair.key.lower() for pair in read}) < len(read):
        return None
    ends = [(pair.at, pair.at + len(pair.value)) for pair in read]
    spans = [(start + len(text[:first].encode()), start + len(text[:last].encode())) for first, last in ends]
    leaves = tuple(leaf_of(pair.key, pair.value) for pair in read)
    return FieldRecord(spans[0][0], start + len(line), Record(0, 0, leaves), spans, again=False, in_line=True)


def _in_scope(read: Sequence[Pair], text: str, at: int) -> Sequence[Pair]:
    """The keys of a line less the names in braces of their own, without a number in them, where others are named."""
    if not any(map(text.__contains__, _OPENING)):
        return read
    inside = [found.span(1) for found in _INNER.finditer(text) if not found.start(1) <= at < found.end(1)]
    named = [one for one in read if one.role.kind in NAMES] if inside else []
    apart = {one.at for one in named if any(begin < one.at < end for begin, end in inside)}
    return [one for one in read if one.at not in apart] if len(apart) < len(named) else read


def _around(data: bytes | bytearray, at: int, floor: int) -> FieldRecord | None:
    """The record round a place, in lines behind the record before it."""
    begin = data.rfind(b"\n", 0, at) + 1
    own = _field(data, begin)
    if own is None or own.end() <= at:
        return None
    low = max(floor, at - _REACH)
    if _is_alone(data, own, low, at + _REACH):
        return None
    fields, start = [own], begin
    while start > low and (found := _field(data, start := data.rfind(b"\n", low, start - 1) + 1 or low)) is not None:
        fields.insert(0, found)
    fields = _last_record(fields)
    if not fields:
        return None
    keys = {one["key"].lower() for one in fields}
    while len(fields) < _MOST:
        start = data.find(b"\n", fields[-1].end(), at + _REACH) + 1
        found = _field(data, start) if start else None
        if found is not None and (key := found["key"].lower()) in keys and key != fields[0]["key"].lower():
            return None  # two of one kind in a form, and no record of its own
        if found is None or key in keys:
            break
        keys.add(key)
        fields.append(found)
    if len(fields) < _FEWEST:
        return None
    parts = [part for one in fields for part in parts_of(one)]
    leaves = tuple(leaf_of(decode(key), _bare(decode(bytes(data[slice(*span)])))) for key, span in parts)
    spans = [span for _, span in parts]
    return FieldRecord(fields[0].start(), fields[-1].end(), Record(0, 0, leaves), spans, _comes_again(data, fields))


def _is_alone(data: bytes | bytearray, own: re.Match[bytes], low: int, high: int) -> bool:
    """Whether the lines above and below a field begin with its key too, as those of a log do: none is of a record."""
    key = own["key"].lower()
    above = _field(data, data.rfind(b"\n", low, own.start() - 1) + 1 or low) if own.start() > low else None
    if above is None or above["key"].lower() != key:
        return False
    below = data.find(b"\n", own.end(), high) + 1
    found = _field(data, below) if below else None
    return found is None or bool(found["key"].lower() == key)


def _end_of_fields(data: bytes | bytearray, at: int, *, inside: bool) -> int:
    """Where the fields round a place end that are no record, so that its next numbers are not asked again; its line."""
    begin = data.rfind(b"\n", 0, at) + 1
    found = _field(data, begin) if inside else None
    last = at + _REACH
    while found is not None and (below := data.find(b"\n", found.end(), last) + 1):
        begin, found = below, _field(data, below)
    end = data.find(b"\n", max(at, begin), last)
    return end + 1 if end >= 0 else last


def _comes_again(data: bytes | bytearray, fields: list[re.Match[bytes]]) -> bool:
    """Whether the lines behind a record, but for a few, begin with its first key, or those before it with its last."""
    first, last = fields[0]["key"].lower(), fields[-1]["key"].lower()
    below, above = fields[-1].end(), fields[0].start()
    for _ in range(_BETWEEN + 1):
        below = data.find(b"\n", below, below + _LONGEST) + 1
        found = _field(data, below) if below else None
        if found is not None:
            return bool(found["key"].lower() == first)
        if not below:
            break
    for _ in range(_BETWEEN + 1):
        above = data.rfind(b"\n", max(0, above - _LONGEST), max(0, above - 1)) + 1
        found = _field(data, above) if above else None
        if found is not None:
            return bool(found["key"].lower() == last)
        if not above:
            break
    return False


def _bare(value: str) -> str:
    """A value without what dresses it up: bold letters, quotation marks, and the end of a statement behind these."""
    quoted = _STATEMENT.fullmatch(value.strip())
    return quoted[2] if quoted is not None else value.strip(' \t"*_')


def _last_record(fields: list[re.Match[bytes]]) -> list[re.Match[bytes]]:
    """The fields of the last of some records: the first key that comes again begins the next one; another, nothing."""
    last: list[re.Match[bytes]] = []
    keys: set[bytes] = set()
    for one in fields:
        key = one["key"].lower()
        if key in keys and key != last[0]["key"].lower():
            return []
        if key in keys:
            last, keys = [], set()
        keys.add(key)
        last.append(one)
    return last[-_MOST:]


def _field(data: bytes | bytearray, start: int) -> re.Match[bytes] | None:
    found = FIELD.match(data, start, start + _LONGEST)
    if found is None or not (b"  " in (value := found["value"]) or b"\t" in value):  # a gap, before another label
        return found
    return None if _ANOTHER.search(value) is not None else found


def _unit(segment: Segment, lines: FieldRecord, field: int, hit: Hit, tally: Tally, *, listing: bool) -> Unit | None:
    """The unit of a number in the value of a field; None where its key does not say for sure that it is an element."""
    kind, start, end = hit
    leaf = lines.record.leaves[field]
    raw = decode(segment.data[start:end])
    at = max(0, leaf.text.find(raw))
    asked = Asked([lines.record], leaf)
    proof = asked.prove_at(kind, raw, at)
    if proof.kind is None or proof.grade < Grade.FAIR:
        return None
    tally.proved(hit, proof)
    element: Element = element_of(proof, start, end)
    unit = with_mail(paired(element, asked, written, (raw, at)), asked, written)
    if unit is not None and is_home_of_another(lines):
        unit.evidence = []
    if unit is not None and not any(one.grade >= Grade.FAIR for one in unit.evidence) and not stands_alone(lines):
        return None
    if unit is not None and listing:
        unit.places.append(segment.locate(start))
    return unit
