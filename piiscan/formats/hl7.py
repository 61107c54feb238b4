"""HL7 version 2: messages of segments, one record for each person that a message tells of.

Rule: PID is the patient, NK1 a relative, GT1 the guarantor, IN1 and IN2 the insured, STF a member of the staff
(HL7 2.5.1, chapters 3, 6 and 15); each has a record of their own, so that no number goes to another one's name.
What the table below does not name has the number of its field as a key; all other segments (results,
notes, visits) are text of the patient's record as they stand. The patient's account (PID-18) is a hospital's
bill and no financial account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.keyed import CITY, FAMILY, FULL, GIVEN, STATE, STREET, TEXT, ZIP, Record, Records, blocks
from piiscan.formats.text import open_text
from piiscan.model import Blob

_NAME, _ADDRESS, _LICENSE = "name", "address", "license"
# (segment, field): a composite, or the key of the first component. Fields of type CX, which carry the kind of
# identifier with them, are in _IDENTIFIERS.
_FIELDS: dict[tuple[str, int], str] = {
    ("PID", 5): _NAME,
    ("PID", 6): "mother",
    ("PID", 7): "date_of_birth",
    ("PID", 11): _ADDRESS,
    ("PID", 13): "phone",
    ("PID", 14): "phone",
    ("PID", 19): "ssn",
    ("PID", 20): _LICENSE,
    ("NK1", 2): _NAME,
    ("NK1", 4): _ADDRESS,
    ("NK1", 5): "phone",
    ("NK1", 6): "phone",
    ("NK1", 16): "date_of_birth",
    ("NK1", 37): "ssn",
    ("GT1", 3): _NAME,
    ("GT1", 4): "spouse",
    ("GT1", 5): _ADDRESS,
    ("GT1", 6): "phone",
    ("GT1", 7): "phone",
    ("GT1", 8): "date_of_birth",
    ("GT1", 12): "ssn",
    ("GT1", 16): "employer_name",
    ("IN1", 4): "insurance_company",
    ("IN1", 8): "group_number",
    ("IN1", 16): _NAME,
    ("IN1", 18): "date_of_birth",
    ("IN1", 19): _ADDRESS,
    ("IN1", 36): "policy_number",
    ("IN2", 2): "ssn",
    ("IN2", 3): "employer_name",
    ("STF", 3): _NAME,
    ("STF", 6): "date_of_birth",
    ("STF", 10): "phone",
    ("STF", 11): _ADDRESS,
    ("STF", 22): _LICENSE,
}
_IDENTIFIERS: dict[tuple[str, int], str] = {
    ("PID", 2): "patient_id",
    ("PID", 3): "medical_record_number",
    ("PID", 4): "patient_id",
    ("PID", 18): "patient_id",
    ("PID", 21): "patient_id",
    ("NK1", 33): "identification_number",
    ("GT1", 2): "customer_number",
    ("GT1", 19): "employee_id",
    ("IN1", 2): "plan_id",
    ("IN1", 3): "company_id",
    ("IN1", 10): "group_number",
    ("IN1", 49): "member_id",
    ("IN2", 1): "employee_id",
    ("IN2", 6): "hicn",
    ("IN2", 8): "member_id",
    ("IN2", 61): "member_id",
    ("STF", 2): "employee_id",
}
_TYPES = {"SS": "ssn", "DL": "drivers_license"}  # of an identifier, table 0203
_ADDRESS_PARTS = (STREET, STREET, CITY, STATE, ZIP)
_NAME_PARTS = (FAMILY, GIVEN, "middle_name", "name_suffix")

_SEGMENT = re.compile(r"^(MSH|FHS|BHS|PID|NK1|GT1|IN1|IN2|STF)[^\w\s][^\n]*", re.MULTILINE)
_HEADS = frozenset({"MSH", "FHS", "BHS"})
_LONGEST_TEXT = 4 << 10  # of a patient's notes: more goes into a record of its own
_FRAMES = {0x0B: None, 0x1C: None}  # of the transport (MLLP)


class _Marks(NamedTuple):
    """The characters that a message header declares."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    part: str = "&"


def extract_hl7(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The records of the messages of a file or a batch, as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records = Records()
    messages = _Messages(records)
    with opened() as stream:
        for text, line, _ in blocks(stream):
            messages.read(text.translate(_FRAMES) if "\x0b" in text or "\x1c" in text else text, line)
            yield from records.drain()
    messages.close()
    yield from records.finish()


@dataclass(slots=True)
class _Messages:
    """The message under way."""

    records: Records
    marks: _Marks = _Marks()  # noqa: RUF009 - a tuple
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
    declared = head[4:].split(head[3])[0]
    usual = _Marks()
    return _Marks(head[3], *(declared[at : at + 1] or usual[at + 1] for at in range(4)))


def _read(record: Record, tag: str, segment: str, line: int, marks: _Marks) -> None:
    """The fields of a segment, into a record."""
    column = 1
    for index, text in enumerate(segment.split(marks.field)):
        if index and text and text != '""':
            _field(record, tag, index, text, (line, column, marks))
        column += len(text) + 1


def _field(record: Record, tag: str, index: int, text: str, place: tuple[int, int, _Marks]) -> None:
    line, column, marks = place
    key = _FIELDS.get((tag, index))
    id_key = _IDENTIFIERS.get((tag, index))
    if key is None and id_key is None:
        record.add(f"field {index}", _plain(text, marks), line, column)
        return
    for repetition in text.split(marks.repetition):
        parts = repetition.split(marks.component)
        if key == _NAME and FAMILY not in record.fields and FULL not in record.fields:
            keys: tuple[str, ...] = _NAME_PARTS if len(parts) > 1 else (FULL,)
        elif key == _ADDRESS:
            keys = _ADDRESS_PARTS
        elif key == _LICENSE:
            keys = ("drivers_license", "license_state")
        elif id_key is not None:
            kind = parts[4] if len(parts) > 4 else ""
            keys = (_TYPES.get(kind, id_key),)
        else:
            keys = (f"field {index}",) if key in {_NAME, "mother", "spouse"} else (key or "",)
        _components(record, parts, keys, f"field {index}", (line, column, marks))
        column += len(repetition) + 1


def _components(
    record: Record, parts: list[str], keys: tuple[str, ...], other: str, place: tuple[int, int, _Marks]
) -> None:
    line, column, marks = place
    for index, part in enumerate(parts):
        # Of a surname, or a street, that is given again in parts the first part is the whole.
        text = part.split(marks.part)[0] if index == 0 and marks.part in part else part
        if text:
            record.add(keys[index] if index < len(keys) else other, _plain(text, marks), line, column)
        column += len(part) + 1


def _plain(text: str, marks: _Marks) -> str:
    r"""Text with its escapes (\T\, \.br\, \X41\) written out."""
    if marks.escape not in text:
        return text
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
