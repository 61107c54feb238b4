"""HL7 version 2: messages of segments, one record for each person that a message tells of.

Rule: PID is the patient, NK1 a relative, GT1 the guarantor, IN1 and IN2 the insured, STF a member of the staff
(HL7 2.5.1, chapters 3, 6 and 15); each has a record of their own, so that no number goes to another one's name.
All that has no meaning here (other fields, results,
notes, visits) is text of the record as it stands. The patient's account (PID-18) is a hospital's
bill and no financial account; but where a system puts the SSN there, its form tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import CITY, FAMILY, FULL, GIVEN, STATE, STREET, TEXT, ZIP, Record, Records, blocks
from piiscan.formats.segments.promising import promising
from piiscan.model import Blob

_NAME, _ADDRESS, _LICENSE = "name", "address", "license"
# Segment and field, in order: a composite, or the key of the first component. A fifth may say what it is (CX).
_KNOWN: dict[str, dict[int, str]] = {
    "PID": {
        2: "patient_id",
        3: "medical_record_number",
        4: "patient_id",
        5: _NAME,
        11: _ADDRESS,
        18: "patient_id",
        19: "ssn",
        20: _LICENSE,
        21: "patient_id",
    },
    "NK1": {
        2: _NAME,
        4: _ADDRESS,
        33: "identification_number",
        37: "ssn",
    },
    "GT1": {
        2: "customer_number",
        3: _NAME,
        5: _ADDRESS,
        12: "ssn",
        16: "employer_name",
        19: "employee_id",
    },
    "IN1": {
        2: "plan_id",
        3: "company_id",
        4: "insurance_company",
        8: "group_number",
        10: "group_number",
        16: _NAME,
        19: _ADDRESS,
        36: "policy_number",
        49: "member_id",
    },
    "IN2": {
        1: "employee_id",
        2: "ssn",
        3: "employer_name",
        6: "hicn",
        8: "member_id",
        61: "member_id",
    },
    "STF": {
        2: "employee_id",
        3: _NAME,
        11: _ADDRESS,
        22: _LICENSE,
    },
}
_IDENTIFIERS = frozenset({"patient_id", "medical_record_number", "customer_number", "employee_id", "member_id"})
_SSN_FORM = re.compile(r"\d{3}-\d{2}-\d{4}")  # no other number is written so: text, to be told by its form
_TYPES = {"SS": "ssn", "DL": "drivers_license"}  # of an identifier, table 0203
_PLAIN_KEYS = frozenset(key for keys in _KNOWN.values() for key in keys.values()) - {_NAME, _ADDRESS, _LICENSE}
_ADDRESS_PARTS = (STREET, STREET, CITY, STATE, ZIP)
_NAME_PARTS = (FAMILY, GIVEN, "middle_name", "name_suffix")

_SEGMENT = re.compile(r"^(MSH|FHS|BHS|PID|NK1|GT1|IN1|IN2|STF)[^\w\s][^\n]*", re.MULTILINE)
_HEADS = frozenset({"MSH", "FHS", "BHS"})
_LONGEST_TEXT = 4 << 10  # of a patient's notes: more goes into a record of its own
_FRAMES = {0x0B: None, 0x1C: None}  # of the transport (MLLP)
# What is shown of messages before they are read (`promising`).
_BORDER = re.compile(r"\n(?=[\x0b\x1c]*MSH)")
_USUAL = "|^~\\&|"
_OTHER_MARKS = re.compile(r"^[\x0b\x1c]*(?:MSH|FHS|BHS)(?!\|\^~\\&\|)", re.MULTILINE)
_OF_PERSON = re.compile(r"^(PID|NK1|GT1|IN1|IN2|STF)\|([^\n]*)", re.MULTILINE)
_TELLING = frozenset({"ssn", _LICENSE, "hicn", "policy_number"})  # keys that make an element of a bare number
_TOLD = {tag: tuple(at for at, key in keys.items() if key in _TELLING) for tag, keys in _KNOWN.items()}
_TYPED = re.compile(rf"\^(?:{'|'.join(_TYPES)})(?!\w)")


class _Marks(NamedTuple):
    """The characters that a message header declares."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    part: str = "&"


_Place = tuple[int, int, _Marks]  # line and column


def extract_hl7(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The records of the messages of a file or a batch, as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records = Records()
    messages = _Messages(records)
    with opened() as stream:
        for text, line, _ in promising(blocks(stream), context, _BORDER, _shown):
            messages.read(text.translate(_FRAMES) if "\x0b" in text or "\x1c" in text else text, line)
            yield from records.drain()
    messages.close()
    yield from records.finish()


class _Messages(Struct):
    """The message under way."""

    records: Records
    marks: _Marks = _Marks()
    patient: Record = field(default_factory=Record)
    insured: Record = field(default_factory=Record)  # IN2 goes on with what IN1 began

    def read(self, text: str, line: int) -> None:
        """Take whole segments, the first of which stands in `line`."""
        done = 0
        for match in _SEGMENT.finditer(text):
            line = self._rest(text, done, match.start(), line)
            done = match.end()
            tag, segment = match[1], match[0]
            if tag in _HEADS:
                self.close()
                self.marks = _marks_of(segment)
                self.patient.add(TEXT, segment, line, 1)
            elif segment[3] != self.marks.field:
                self.patient.add(TEXT, segment, line, 1)
            else:
                self._person(tag, segment, line)
        self._rest(text, done, len(text), line)

    def close(self) -> None:
        """The message is at its end."""
        self.records.put(self.patient)
        self.records.put(self.insured)
        self.patient, self.insured = Record(), Record()

    def _rest(self, text: str, start: int, end: int, line: int) -> int:
        """Segments that are given as they stand; the line after them."""
        between = text[start:end]
        if between and not between.isspace():
            if self.patient.size + len(between) > _LONGEST_TEXT and self.patient.size:
                again = self.patient.again()
                self.records.put(self.patient)
                self.patient = again
            skipped = between.startswith("\n")  # the end of the line of the segment before
            self.patient.add(TEXT, between[skipped:], line + skipped, 1)
        return line + between.count("\n")

    def _person(self, tag: str, segment: str, line: int) -> None:
        if tag == "PID":
            if FAMILY in self.patient.fields or FULL in self.patient.fields:
                self.close()
            _read(self.patient, tag, segment, line, self.marks)
        elif tag == "IN2":
            _read(self.insured, tag, segment, line, self.marks)
        else:
            if tag == "IN1":
                self.records.put(self.insured)
            record = Record()
            _read(record, tag, segment, line, self.marks)
            if tag == "IN1":
                self.insured = record
            else:
                self.records.put(record)


def _marks_of(head: str) -> _Marks:
    declared = head[4:].split(head[3], maxsplit=1)[0]
    usual = _Marks()
    return _Marks(head[3], *(declared[at : at + 1] or usual[at + 1] for at in range(4)))


def _read(record: Record, tag: str, segment: str, line: int, marks: _Marks) -> None:
    """The fields of a segment, into a record."""
    known = _KNOWN[tag]
    fields = segment.split(marks.field)
    ends = list(accumulate(map(len, fields)))  # without the marks between them
    begun = 1
    first = 0  # of the fields that have no meaning here, and stay together
    for index, key in known.items():
        if index >= len(fields):
            break
        text = fields[index]
        if text and text != '""':
            column = ends[index] - len(text) + index + 1
            record.add(TEXT, marks.field.join(fields[first:index]), line, begun)
            _field(record, key, text, (line, column, marks))
            first, begun = index + 1, column + len(text) + 1
    record.add(TEXT, marks.field.join(fields[first:]), line, begun)


def _field(record: Record, key: str, text: str, place: _Place) -> None:
    line, column, marks = place
    if key in _PLAIN_KEYS and not any(mark in text for mark in marks[1:]):
        record.add(TEXT if key in _IDENTIFIERS and _SSN_FORM.fullmatch(text) else key, text, line, column)
        return
    for repetition in text.split(marks.repetition) if marks.repetition in text else (text,):
        parts = repetition.split(marks.component)
        keys: tuple[str, ...] = (key,)
        if key == _NAME:
            if FAMILY in record.fields or FULL in record.fields:  # a former name, an alias
                keys = (TEXT,)
            else:
                keys = _NAME_PARTS if len(parts) > 1 else (FULL,)
        elif key == _ADDRESS:
            keys = _ADDRESS_PARTS
        elif key == _LICENSE:
            keys = ("drivers_license", "license_state")
        elif len(parts) > 4 and parts[4] in _TYPES:
            keys = (_TYPES[parts[4]],)
        elif key in _IDENTIFIERS and _SSN_FORM.fullmatch(parts[0]):
            keys = (TEXT,)
        _components(record, parts, keys, (line, column, marks))
        column += len(repetition) + 1


def _components(record: Record, parts: list[str], keys: tuple[str, ...], place: _Place) -> None:
    line, column, marks = place
    for index, part in enumerate(parts):
        # Of a surname, or a street, that is given again in parts the first part is the whole.
        text = part.split(marks.part)[0] if index == 0 and marks.part in part else part
        if text:
            plain = _plain(text, marks) if marks.escape in text else text
            record.add(keys[index] if index < len(keys) else TEXT, plain, line, column)
        column += len(part) + 1


def _plain(text: str, marks: _Marks) -> str:
    r"""Text with its escapes (\T\, \.br\, \X41\) written out."""
    mark = re.escape(marks.escape)
    meant = {"F": marks.field, "S": marks.component, "R": marks.repetition, "E": marks.escape, "T": marks.part}

    def written(match: re.Match[str]) -> str:
        code = match[1]
        if code in meant:
            return meant[code]
        if code.startswith("X"):
            try:
                return bytes.fromhex(code[1:]).decode("latin-1")
            except ValueError:
                return match[0]
        return " " if code.startswith(".") else ""

    return re.sub(rf"{mark}([FSRETHN]|X[0-9A-Fa-f]+|\.[a-z]{{2}}[+\-]?\d*){mark}", written, text)


def _shown(text: str) -> str | None:
    """What some messages will say, as far as no field of theirs says what the number in it is."""
    if any(text.count(tag) != text.count(f"{tag}{_USUAL}") for tag in _HEADS) and _OTHER_MARKS.search(text) is not None:
        return None
    for segment in _OF_PERSON.finditer(text):
        fields = segment[2].split("|")
        if any(at <= len(fields) and fields[at - 1] for at in _TOLD[segment[1]]):
            return None
        if "\\" in segment[2] or _TYPED.search(segment[2]) is not None:
            return None
    return text
