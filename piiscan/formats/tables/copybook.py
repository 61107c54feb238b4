"""Layouts of records that stand beside them: copybooks of COBOL, which say of each field what it is and how long.

Rule: the file of records and its copybook have one name but for what is behind the point; where there is none a data
dictionary will do (`layouts`). Only what is written in characters is a field (USAGE DISPLAY); what is packed or binary
is passed over by its length, and so is what takes the place of another field (REDEFINES). A layout that repeats groups,
or is longer than the records, says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from piiscan.formats.tables.layouts import NAMES, Field, layout_of
from piiscan.later import later
from piiscan.model import Blob

SUFFIXES = (".cpy", ".CPY", ".cbl", ".CBL", ".cob", ".copy")
_LARGEST = 64 << 10  # bytes of a copybook
_COMMENT = later(r"^(?:.{6}[*/].*|\s*\*>.*)$")
_NUMBERED = later(r"^[0-9 ]{6}[ -]")
_ITEM = later(r"\s*(\d{2})\s+([A-Za-z0-9-]{1,30})\b(.*)")
_PICTURE = later(r"\bPIC(?:TURE)?\s+(?:IS\s+)?(\S+)")
_SYMBOL = later(r"([A-Z9*+$,./-])(?:\((\d{1,5})\))?")
_OCCURS = later(r"\bOCCURS\s+(\d{1,4})\b")
_BINARY = later(r"\b(?:COMP|COMPUTATIONAL|BINARY)(?:-[45])?\b(?!-)")
_PACKED = later(r"\b(?:COMP|COMPUTATIONAL)-3\b|\bPACKED-DECIMAL\b")
_FLOATING = later(r"\b(?:COMP|COMPUTATIONAL)-[12]\b")
_CONDITION, _RENAMES = 88, 66
_MOST = 2000  # fields
_LONGEST_REST = 400  # characters of FILLER at the end


def layout_beside(blob: Blob) -> list[Field] | None:
    """The fields of the records in a blob, by the layout beside it; None where there is none."""
    stem, point, _ = blob.name.rpartition(".")
    if not point or blob.beside is None:
        return None
    for name, read in (*((f"{stem}{one}", fields_of) for one in SUFFIXES), *((one, layout_of) for one in NAMES)):
        stream = blob.beside(name.replace("{}", stem))
        if stream is not None:
            with closing(stream):
                found = read(stream.read(_LARGEST).decode("latin-1"))
            if found or read is fields_of:
                return found
    return None


def fields_of(copybook: str) -> list[Field] | None:
    r"""The fields that a copybook describes, in order; None where it cannot be followed.

    >>> fields_of("01 R.\n 05 EMP-NAME PIC X(20).\n 05 PAY PIC S9(5)V99 COMP-3.\n 05 EMP-SSN PIC 9(9).")
    [Field(name='EMP_NAME', start=0, end=20), Field(name='EMP_SSN', start=24, end=33)]
    """
    lines = (line for line in copybook.upper().splitlines() if not _COMMENT.match(line))
    text = " ".join(_NUMBERED.sub(" ", line)[:66] for line in lines)
    found: list[Field] = []
    at, passed = 0, 0  # the level of a group that takes the place of another
    for statement in text.split(". ") if ". " in text else text.split("."):
        item = _ITEM.match(statement.rstrip(" ."))
        level = int(item[1]) if item is not None else _CONDITION
        if item is None or level in {_CONDITION, _RENAMES} or (passed and level > passed):
            continue
        passed = level if "REDEFINES" in item[3] else 0
        if passed:
            continue
        picture, times = _PICTURE.search(item[3]), _OCCURS.search(item[3])
        if picture is None and times is not None:
            return None
        size, plain = _size(picture[1], item[3]) if picture is not None else (0, False)
        count = int(times[1]) if times is not None else 1
        if plain and item[2] != "FILLER":
            name, left = item[2].replace("-", "_"), _MOST - len(found)
            found += [Field(name, at + size * one, at + size * (one + 1)) for one in range(min(count, left))]
        at += size * count
    return found or None


def _size(picture: str, usage: str) -> tuple[int, bool]:
    """How many bytes a field has, and whether it is written in characters."""
    symbols = [(one[1], int(one[2] or 1)) for one in _SYMBOL.finditer(picture.rstrip("."))]
    digits = sum(count for sign, count in symbols if sign == "9")
    if _PACKED.search(usage):
        return digits // 2 + 1, False
    if _FLOATING.search(usage):
        return 8 if "-2" in usage else 4, False
    if _BINARY.search(usage):
        return 2 if digits <= 4 else 4 if digits <= 9 else 8, False
    separate = "SEPARATE" in usage
    return sum(count for sign, count in symbols if sign not in "SVP") + separate, not separate


def fits(fields: Sequence[Field], lines: Sequence[str]) -> bool:
    """Whether records have the length that a layout says; blanks at the end may be gone."""
    longest = max(map(len, lines), default=0)
    return fields[-1].start < longest <= fields[-1].end + _LONGEST_REST
