"""Credit reporting files (Metro 2) in packed form: the same rows as of the character form.

Rule: a record is behind a word of its length, in two bytes and two of zero, and in a block behind such a word perhaps;
numbers of the header and of the first consumer are packed: digits by halves of bytes and a sign, or one binary number,
as some programs write them. Segments behind are in characters. Texts are in ASCII or EBCDIC.
Source: the Credit Reporting Resource Guide of the CDIA, packed format (366).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.records.fixed_records import Line, Span, cells_of, places
from piiscan.formats.records.metro_2 import Consumers
from piiscan.model import Blob, Segment, Shape

SIZE = 366
_WORD = 4  # bytes of a length
_MARKS = {"HEADER".encode(code): code for code in ("latin-1", "cp037")}
_NAMED = 6
_ACCOUNT: Span = (36, 66)
_NAMES = places((208, 227), (228, 247), (183, 207))
_HOME = places((270, 301), (334, 353), (354, 355), (356, 364))
_NUMBER, _PHONE = (248, 253, 9), (258, 264, 10)  # where each begins and ends, and its digits
_SIGNS = 10  # of a packed number, from here on


def is_packed(head: bytes) -> bool:
    r"""Whether a file begins as one of these, with a block or a record.

    >>> is_packed(b"\x01\x6e\0\0HEADER"), is_packed(b"0426HEADER")
    (True, False)
    """
    return head[2:4] == b"\0\0" and _begins(head) > 0


def _begins(head: bytes) -> int:
    """Where the name of the first record stands: behind its length, or that of its block too; 0 for neither."""
    for at in (_WORD, 2 * _WORD):
        word = head[at - _WORD : at]
        if word[2:] == b"\0\0" and word[:2] > b"\0\4" and head[at : at + _NAMED] in _MARKS:
            return at
    return 0


def extract_packed(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The consumers as rows, and the header and trailer as text."""
    rows, other = Consumers(), Located()
    with blob.open() as stream:
        head = stream.read(2 * _WORD + _NAMED)
        at = _begins(head)
        code = _MARKS.get(head[at : at + _NAMED], "latin-1")
        stream.seek(0)
        for number, (offset, raw) in enumerate(_records(stream, blocked=at > _WORD), 1):
            line = Line(raw.decode(code, "replace"), number, offset, parted=False)
            if not _take(rows, line, raw):
                line.put(other, (_WORD, len(raw)))
                other.glue(b"\n")
            if len(rows.located.data) >= BLOCK:
                yield rows.table()
    if rows.located.data:
        yield rows.table()
    if other.data:
        yield Segment(bytes(other.data).replace(b"\0", b" "), Shape.PROSE, other.locate)


def _records(stream: BinaryIO, *, blocked: bool) -> Iterator[tuple[int, bytes]]:
    """The records with their lengths before them, and where each begins."""
    at = left = 0
    while len(word := stream.read(_WORD)) == _WORD and (size := int.from_bytes(word[:2], "big")) >= _WORD:
        if blocked and left <= 0:
            at, left = at + _WORD, size - _WORD
            continue
        yield at, word + stream.read(size - _WORD)
        at, left = at + size, left - size


def _take(rows: Consumers, line: Line, raw: bytes) -> bool:
    """Take the record of an account; False for any other, and for what is cut short."""
    text = line.text
    if len(raw) < SIZE or text[_WORD : _WORD + 1].isalpha():
        return False
    ssn, phone = (_unpacked(line, raw, *field) for field in (_NUMBER, _PHONE))
    rows.row([*cells_of(line, (_ACCOUNT,)), ssn, *cells_of(line, (*_NAMES, *_HOME)), phone])
    rows.joined(line, SIZE, _HOME)
    return True


def _unpacked(line: Line, raw: bytes, start: int, end: int, size: int) -> list[tuple[Line, Span]]:
    """A packed number as a cell that stands where it is packed; none where it is no number, or nought."""
    digits = digits_in(raw[start:end], size)
    said = Line(digits, line.number, line.offset + start, parted=False)
    return [(said, (0, size))] if digits.strip("0") else []


def digits_in(packed: bytes, size: int) -> str:
    """The digits of a number, "" if it is none.

    >>> digits_in(bytes.fromhex("773010001c"), 9), digits_in((773010001).to_bytes(5, "big"), 9), digits_in(b"     ", 9)
    ('773010001', '773010001', '')
    """
    halves = packed.hex()
    if halves[:-1].isdigit() and int(halves[-1], 16) >= _SIGNS:
        return halves[:-1][-size:]
    number = int.from_bytes(packed, "big")
    return f"{number:0{size}}" if number < 10**size else ""
