"""Text of mainframes: which bytes are EBCDIC, of which code page, and how its records are told apart.

Every table maps a byte to a byte of Latin-1 (code pages 37, 273, 500, 1047 and 1140 hold the same 191 characters, the
sign of the euro aside), so that places stay those of the file. Letters, digits and the common marks stand at the same
code points in all of them; the pages differ in brackets and, in 273, in umlauts. Python has no codec for 1047: it is
37 with three pairs of code points exchanged (IBM, "Code Page 01047").

Records come as lines that end with NEL or LF, behind words of their length (RDW, in blocks BDW: "z/OS DFSMS: Using
Data Sets", variable-length records), or all of one length with nothing between them, which shows as a period.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np

_BLANK, _NEL, _LF, _CR = 0x40, 0x15, 0x25, 0x0D
_LETTERS = bytes(
    [*range(129, 138), *range(145, 154), *range(162, 170), *range(193, 202), *range(209, 218), *range(226, 234)]
)
_DIGITS = bytes(range(0xF0, 0xFA))
_MARKS = b"\x4b\x4c\x4f\x5a\x4d\x4e\x50\x5b\x5c\x5d\x5e\x60\x61\x6b\x6c\x6d\x6e\x6f\x7a\x7b\x7c\x7d\x7e\x7f\xc0\xd0"
_ENDS = bytes((_NEL, _LF, _CR, 0x05, 0x0C))
_TYPICAL = _LETTERS + _DIGITS + _MARKS + bytes((_BLANK,)) + _ENDS
_PAGES = ("cp037", "cp1047", "cp500", "cp273")  # 1140 is 37 but for the sign of the euro
_INSIDE = re.compile(r"(?<=[A-Za-z])[äöüßÄÖÜ](?=[A-Za-z])|(?<=[a-z])ß")
_BEFORE_END = re.compile(rb"(.)[\x15\x25\x0d]", re.DOTALL)
_JUDGED = 8 << 10  # bytes that tell the code page
_BRACKET = re.compile(r"[\[\]{}|\\^~!#@$]")
_ODD = re.compile(r"[¬¢¦¨Ý¯´§£¥°±]")
_LONGEST = 32760  # the longest record of a data set
_CONTROLLED = frozenset({81, 121, 133, 137})  # lines of printers, and one more for the control of the carriage
_ASA = frozenset(b" 01-+")
_USUAL = (80, 133, 132, 121, 120, 81, 72, 128, 256, 100, 200, 512, 1024)
_RECORD = struct.Struct(">HBB")
_PACKED = 5  # bytes of nine digits and a sign (COMP-3)
_HOLE = bytes(2048)  # no field is padded so
_SHORTEST = 16  # bytes of a record
_ECHOES = 60
_PROOF = 8  # records that a packed column must hold in


class Layout(Struct, frozen=True):
    """The table, and where records end: at line ends, after `length` bytes, or as the words of length say."""

    page: str
    length: int = 0
    words: str = ""  # "rdw", "bdw"
    control: bool = False  # the first byte of a record is for the printer
    packed: tuple[int, ...] = ()  # where nine packed digits begin in a record


def is_ebcdic(head: bytes) -> bool:
    """Whether bytes are EBCDIC text, by how often each byte occurs.

    Blanks are 0x40, "@" of ASCII; letters and digits are all above ASCII and have gaps between them which other sets
    use as much as the rest. What is packed or binary in a record may be a fifth of it.

    >>> is_ebcdic("Ann Lee, SSN 010-94-0001".encode("cp037")), is_ebcdic(b"a@b")
    (True, False)
    """
    if head[2:3] <= b"\3" and head[3:4] == b"\0":  # records behind their length
        for words in ("bdw", "rdw"):
            payload = b"".join(head[start:end] for start, end, _, _ in records_in(head, words))
            if payload and _is_text(payload):
                return True
    return _is_text(head)


def _is_text(head: bytes) -> bool:
    size, blanks = len(head), head.count(_BLANK)
    body = size - blanks  # long runs of blanks say nothing
    if body < 8 or blanks * 50 < size or head.count(0x20) * 50 > size:
        return False
    if (body - len(head.translate(None, _LETTERS + _DIGITS)) + blanks) * 3 < body:
        return False
    strange = len(head.translate(None, _TYPICAL))
    if size < 256:
        return strange * 20 <= size and head.translate(None, _LETTERS) != head
    return strange * 5 <= size and strange * 3 <= body and _spread(head)


def _spread(head: bytes) -> bool:
    """Whether many letters or digits occur, as in text, and no single one is most of it."""
    kinds = [head.count(byte) for byte in _LETTERS + _DIGITS]
    return sum(count > 0 for count in kinds) >= 12 and max(kinds) * 10 < sum(kinds) * 8


@cache
def table_of(page: str) -> bytes:
    """256 bytes of Latin-1 by the code point; ends of lines are newlines, other controls blanks."""
    if page == "ascii":
        return bytes([0x20, *range(1, 256)])
    text = codecs.decode(bytes(range(256)), "cp037" if page == "cp1047" else page)
    table = bytearray(text.encode("latin-1", "replace"))
    if page == "cp1047":
        for one, other in ((0xAD, 0xBA), (0xBD, 0xBB), (0x5F, 0xB0)):
            table[one], table[other] = table[other], table[one]
    for byte in range(256):
        if table[byte] < 0x20 or 0x7F <= table[byte] < 0xA0:
            table[byte] = 0x20
    table[_NEL] = table[_LF] = 0x0A
    table[_CR] = 0x0D
    table[0x05] = 0x09
    return bytes(table)


def page_of(head: bytes) -> str:
    """The code page in which a text makes most sense: brackets, and umlauts inside of words."""
    best, chosen = -(10**9), _PAGES[0]
    for page in _PAGES:
        text = head.translate(table_of(page)).decode("latin-1")
        score = 3 * len(_INSIDE.findall(text)) + len(_BRACKET.findall(text)) - 2 * len(_ODD.findall(text))
        if score > best:
            best, chosen = score, page
    return chosen


def layout_of(head: bytes, size: int | None) -> Layout:
    """The code page and the records of a text that begins so, and is `size` bytes long if that is known."""
    page = page_of(head[:_JUDGED])
    for words in ("bdw", "rdw"):
        if counts_records(head, words, size):
            return Layout(page, words=words)
    ends = head.count(_NEL) + head.count(_LF) + head.count(_CR)
    if ends * 400 >= len(head) and _lines_end(head):
        return Layout(page)
    length = length_of(head, size, table_of(page))
    if not length:
        return Layout(page)
    records = [head[at : at + length] for at in range(0, len(head) - length + 1, length)]
    first = {record[:1].translate(table_of(page))[0] for record in records}
    control = length in _CONTROLLED and len(records) > 2 and first <= _ASA
    return Layout(page, length, control=control, packed=_packed(records, length))


def padded_layout(head: bytes, size: int | None) -> Layout:
    """The records of text in ASCII with zero bytes for blanks: lines, or a period."""
    if head.count(b"\n") * 400 >= len(head) or _HOLE in head:
        return Layout("ascii")
    return Layout("ascii", length_of(head, size, table_of("ascii"), guess=False))


def _lines_end(head: bytes) -> bool:
    """Whether the ends of lines are such, and not bytes of packed numbers: text stands before most of them."""
    before = b"".join(_BEFORE_END.findall(head))
    return (len(before) - len(before.translate(None, _TYPICAL))) * 10 >= len(before) * 9


def records_in(data: bytes, words: str, left: int = 0) -> Iterator[tuple[int, int, bool, int]]:
    """(start, end, whether a record ends with it, what is left of its block) of every segment of a record.

    `left` is what is left of the block that data begins in. Ends where data does not hold a whole segment, or none
    can be. A segment of a spanned record says in its third byte whether it is the first, the last or one between.
    """
    at = 0
    while at + 4 <= len(data):
        if words == "bdw" and not left:
            length, high, low = _RECORD.unpack_from(data, at)
            if length < 8 or high or low:
                return
            left = length - 4
            at += 4
            continue
        length, code, zero = _RECORD.unpack_from(data, at)
        if length < 4 or length > _LONGEST or code > 3 or zero or at + length > len(data):
            return
        if words == "bdw":
            if length > left:
                return
            left -= length
        yield at + 4, at + length, code in (0, 2), left
        at += length


def counts_records(head: bytes, words: str, size: int | None) -> bool:
    """Whether the words of length lead from one to the next through all of the head."""
    segments = [(end, left) for _, end, _, left in records_in(head, words)]
    if not segments:
        return False
    end, left = segments[-1]
    if size is not None and size <= len(head):
        return end == size
    rest = head[end:]
    if words == "bdw" and not left and len(rest) >= 8:
        if rest[2:4] != b"\0\0":
            return False
        rest = rest[4:]
    return len(segments) > 2 and (len(rest) < 4 or (rest[2] <= 3 and not rest[3] and len(rest) < _LONGEST))


def length_of(head: bytes, size: int | None, table: bytes, *, guess: bool = True) -> int:
    """The length of the records: the one at which the kinds of characters agree best between records. 0 if none does.

    Records in which nothing stands at the same place as in others have none; then, with `guess`, a usual length is
    taken that divides the size.
    """
    import numpy as np

    data = np.frombuffer(head.translate(table).translate(_kinds()), np.uint8)
    kinds = [(data == kind).astype(np.int32) for kind in range(5)]
    chance = sum(float(kind.mean()) ** 2 for kind in kinds)
    found = {length: _agreement(kinds, length) for length in _candidates(kinds, size)}
    best = max(found.values(), default=0.0)
    if best >= chance + max(0.03, (1 - chance) * 0.15):
        return min(length for length, share in found.items() if share - chance >= (best - chance) * 0.6)
    lengths = _USUAL if guess and size else ()
    return next((length for length in lengths if (size or 0) % length == 0 and _parts(data, length)), 0)


def _parts(data: np.ndarray, length: int) -> bool:
    """Whether no word or number goes over the end of a record, in all but one in ten."""
    borders = len(data) // length
    if borders < 3:
        return False
    inside = (data == 1) | (data == 2)
    before, after = inside[length - 1 :: length], inside[length::length]
    count = min(len(before), len(after))
    return int((before[:count] & after[:count]).sum()) * 10 <= count


def _candidates(kinds: list[np.ndarray], size: int | None) -> list[int]:
    """Lengths that divide the size or, where it is not known or has few divisors, those of the strongest echoes."""
    import numpy as np

    count = len(kinds[0])
    longest = min(count // 3, _LONGEST)
    if size is not None:
        return [length for length in range(_SHORTEST, longest + 1) if size % length == 0]
    width = 1 << (2 * count - 1).bit_length()
    echo = np.zeros(width)
    for kind in kinds:
        spectrum = np.fft.rfft(kind, width)
        echo += np.fft.irfft(spectrum * spectrum.conj(), width)
    share = echo[_SHORTEST : longest + 1] / (count - np.arange(_SHORTEST, longest + 1))
    return [int(at) + _SHORTEST for at in np.argsort(share)[::-1][:_ECHOES]]


def _agreement(kinds: list[np.ndarray], length: int) -> float:
    """How likely the same place of two records has the same kind of character."""
    rows = len(kinds[0]) // length
    pairs = 0.0
    for kind in kinds:
        counts = kind[: rows * length].reshape(rows, length).sum(axis=0)
        pairs += float((counts * (counts - 1)).sum())
    return pairs / (rows * (rows - 1) * length)


@cache
def _kinds() -> bytes:
    """The kind of every character of Latin-1: blank, digit, letter, mark, anything else."""
    kinds = bytearray(b"\4" * 256)
    for byte in range(256):
        char = chr(byte)
        if char == " ":
            kinds[byte] = 0
        elif char.isdigit() and char.isascii():
            kinds[byte] = 1
        elif char.isalpha():
            kinds[byte] = 2
        elif 0x20 < byte < 0x7F:
            kinds[byte] = 3
    return bytes(kinds)


def _packed(records: list[bytes], length: int) -> tuple[int, ...]:
    """Where every record has nine packed digits: two to a byte, the last half of the last byte a sign (C, D or F).

    What stands before must not be packed too, or the number would be a longer one.
    """
    if len(records) < _PROOF:
        return ()
    found: list[int] = []
    body = records[1:]  # the first one may be a header
    signs = [{record[at] & 0x0F for record in body} for at in range(length)]
    digits = [all(record[at] >> 4 <= 9 and record[at] & 0x0F <= 9 for record in body) for at in range(length)]
    for at in range(length - _PACKED + 1):
        last = at + _PACKED - 1
        if not all(digits[at:last]) or not signs[last] <= {0x0C, 0x0D, 0x0F}:
            continue
        if at and digits[at - 1] and any(record[at - 1] != _BLANK for record in body):
            continue  # a longer number; a blank is two digits, too
        if all(record[last] >> 4 <= 9 for record in body) and _varies(body, at):
            found.append(at)
    return tuple(found)


def _varies(records: list[bytes], at: int) -> bool:
    """Whether packed numbers differ, and are not the blanks and letters that could be read so (0x40 is none)."""
    numbers = {record[at : at + _PACKED] for record in records}
    return len(numbers) * 2 > len(records) and b"\x40" * 4 not in {number[:4] for number in numbers}
