"""Encoded runs in a text: how far one reaches, and the bytes it stands for. The only file that takes runs apart.

A run is named by the offsets it takes up in the text, by its encoding, and by what it stands for. Of base64 whatever
reads as text round the trigger is one, so that a letter too much in front ("/MDEw…") does no harm.
"""

from __future__ import annotations

import binascii
import re
import string
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from piiscan.formats.encoded.breaks import BREAK, joined
from piiscan.formats.encoded.triggers import WIDE, Buffer, Trigger
from piiscan.later import later

ALPHABET = rb"[A-Za-z0-9+/]"
SAFE = rb"[A-Za-z0-9_-]"
HEX_DIGITS = rb"[0-9A-Fa-f]"
_BESIDE = 600  # bytes
_WORD = later(rb"(?<![A-Za-z0-9+/=_-])(?:[A-Za-z0-9+/]{4}){1,22}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![\w+/=-])")
_NAME = later(rb"[A-Z\xc3][\w\x80-\xff .,'#/-]{2,}")
_WIDEST = 200
WRAPPED = 40  # letters in a line; a shorter line is no part of a wrapped run but its last


def _goes_on(letter: bytes) -> bytes:
    """A line end in a run of letters: behind a line as wide as those that are wrapped, and no wider."""
    return rb"(?<=" + letter + rb"{40})(?<!" + letter + rb"{200})" + BREAK


_TOKEN = {
    letter: later(
        letter + rb"++(?:" + _goes_on(letter) + letter + rb"{40,}+)*+"
        rb"(?:" + _goes_on(letter) + letter + rb"++(?=={0,2}(?:[\s\"'<,;)\]}&\\-]|\Z)))?={0,2}"
    )
    for letter in (ALPHABET, SAFE, HEX_DIGITS)
}
_CONTINUED = later(
    rb"(?:" + ALPHABET + rb"++|[_-]++|(?<!" + ALPHABET + rb"{200})" + BREAK + rb"(?=" + ALPHABET + rb"))*+={0,2}"
)
LETTERS = {
    ALPHABET: (string.ascii_letters + string.digits + "+/").encode(),
    SAFE: (string.ascii_letters + string.digits + "-_").encode(),
    HEX_DIGITS: string.hexdigits.encode(),
}
_LINE_END = later(BREAK + rb"\Z")
_BREAK_LENGTH = 64
LIKELY = later(rb"[0-9](?:[ .-]?[0-9]){6}")
"""What is in every number."""
_ENDS = b"\nn; \t>"  # what a break may end with
_BREAK_ENDS = frozenset((b"\n", b"n", b";"))  # and before the blanks
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TEXT = later(rb"[\t\n\r\x20-\x7e\x80-\xff]+")
_ASCII = later(rb"[\t\n\r\x20-\x7e]+")
_ASCII_BYTES = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
TEXT_BYTES = _ASCII_BYTES + bytes(range(0x80, 0x100))
"""What a text has no byte beside."""
KEPT = ((_TEXT, TEXT_BYTES), (_ASCII, _ASCII_BYTES))
"""Patterns of text, and the bytes each is made of."""
NEAR = 1536
"""Letters looked at to either side of a trigger."""
HEAD = 4096
"""Letters that tell what a run is: a longer one of text is a document."""
_CLOSE = 64  # of them that are looked at first
_MARKS = later(rb"[^A-Za-z0-9+/_-]")
SHORTEST = 8
"""Bytes of a stretch of text that is one."""
_MARK_LENGTH = 64


class Run(NamedTuple):
    """What [`start`, `end`) of a text stands for."""

    start: int
    end: int
    label: str
    data: bytes


def base64_span(data: Buffer, at: int) -> tuple[int, int]:
    """The reach of the run of base64 that holds the letter before `at`, in either of its alphabets."""
    return max(span(data, at, ALPHABET), span(data, at, SAFE), key=lambda found: found[1] - found[0])


def span(data: Buffer, at: int, alphabet: bytes) -> tuple[int, int]:
    """The reach of the run of letters of an alphabet that holds the one before `at`, over all its lines."""
    start = _back(data, at - 1, alphabet)
    while (
        start
        and data[start - 1] in _ENDS
        and (before := bytes(data[max(0, start - _BREAK_LENGTH) : start])).rstrip(b" \t>")[-1:] in _BREAK_ENDS
        and (ended := _LINE_END.search(before)) is not None
    ):
        line_end = start - len(ended[0])
        line = _back(data, line_end, alphabet)
        if not WRAPPED <= line_end - line < _WIDEST:
            break
        start = line
    token = _TOKEN[alphabet].match(data, start)
    return start, max(token.end() if token else at, at)


def goes_on(data: Buffer, start: int) -> int:
    """Where a run of base64 or hexadecimal digits ends that has begun before this text."""
    found = _CONTINUED.match(data, start)
    return found.end() if found else start


def _back(data: Buffer, at: int, alphabet: bytes) -> int:
    """Where the run of letters that ends at `at` begins."""
    reach = 128
    while True:
        first = max(0, at - reach)
        start = first + len(bytes(data[first:at]).rstrip(LETTERS[alphabet]))
        if start > first or not first:
            # The letter of an escape is none of the run.
            return start + (0 < start < at and data[start - 1] == 0x5C and data[start] in b"nrt")
        reach *= 16


def unpacked(packed: Buffer) -> bytes:
    """The bytes that letters of base64 stand for; what is no whole group at the end is left out."""
    letters = joined(packed).rstrip(b"=").translate(_TO_STANDARD)
    rest = len(letters) % 4
    if rest == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def in_step(data: Buffer, start: int, trigger: Trigger) -> int:
    """The first place from `start` on where a group of four letters begins, by the turn of the trigger.

    >>> in_step(b"/MDEwLTk0LTAwMDE=", 0, Trigger(0, 5, 0))
    1
    """
    length = 8 if trigger.kind == WIDE else 4
    begun = trigger.end - length - trigger.turn
    between = joined(data[start:begun]) if begun > start else b""
    skip = (len(between) if begun >= start else begun - start) % 4
    return start + skip


def base64_text(data: Buffer, trigger: Trigger, span: tuple[int, int]) -> Run | None:
    """The text round a trigger, as far as what is decoded reads as text."""
    if _is_no_text(data, trigger, span):
        return None
    start = in_step(data, max(span[0], trigger.end - NEAR), trigger)
    end = min(span[1], trigger.end + NEAR)
    packed = bytes(data[start:end])
    raw = unpacked(packed)
    if trigger.kind == WIDE:
        text = _wide_text(raw)
        return Run(start, end, "base64", text) if text else None
    wrapped = len(joined(packed)) < len(packed)
    before = unpacked(packed[: trigger.end - start]) if wrapped else packed[: trigger.end - start]
    here = len(before) - 1 if wrapped else len(before) * 3 // 4 - 1
    found = stretch(raw, max(0, here - 1))
    if found is None:
        return None
    first, last = found
    if wrapped or (first, last) == (0, len(raw)):  # wrapped: the places of letters and bytes do not go together
        return Run(start, end, "base64", raw[first:last])
    return Run(start + first // 3 * 4, min(end, start + -(-last // 3) * 4), "base64", raw[first:last])


def _is_no_text(data: Buffer, trigger: Trigger, span: tuple[int, int]) -> bool:
    """Whether few letters round a trigger tell that what is decoded is no text there: it ends on either side in them.

    Nearly all that only looks like a trigger is told so, and a run may be full of these.
    """
    start = in_step(data, max(span[0], trigger.end - _CLOSE), trigger)
    packed = bytes(data[start : min(span[1], trigger.end + _CLOSE)])
    if _MARKS.search(packed) is not None:
        return False
    raw = unpacked(packed)
    if trigger.kind == WIDE:  # all of it is read, in which every other byte is zero
        return bool(raw[1::2].strip(b"\0") and raw[2::2].strip(b"\0"))
    here = max(0, (trigger.end - start) * 3 // 4 - 2)
    for pattern, kept in KEPT:
        first = len(raw[:here].rstrip(kept))
        match = pattern.match(raw, first)
        if match is not None and (not first or match.end() == len(raw)):
            return False
        if match is not None and _holds(match, here):
            return False
    return True


def _holds(match: re.Match[bytes], here: int) -> bool:
    """Whether a stretch of text holds a place, and is long enough, and in UTF-8."""
    return match.end() > here and match.end() - match.start() >= SHORTEST and reads(match[0])


def stretch(raw: bytes, here: int) -> tuple[int, int] | None:
    """The longest stretch of text that holds the place `here`."""
    for pattern, kept in KEPT:
        first = len(raw[:here].rstrip(kept))
        match = pattern.match(raw, first)
        if match is not None and _holds(match, here):
            return match.span()
    return None


def reads(text: bytes) -> bool:
    """Whether bytes are UTF-8."""
    if text.isascii():
        return True
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide_text(raw: bytes) -> bytes:
    for first in (0, 1):
        even = raw[first:]
        text = even[: len(even) & ~1].decode("utf-16-le", "replace").encode("utf-8", "replace")
        if len(text) >= SHORTEST and _ASCII.fullmatch(text):
            return text
    return b""


def is_text(raw: bytes) -> bool:
    """Whether bytes that may be cut off at their end read as text."""
    if not raw or _TEXT.fullmatch(raw) is None:
        return False
    return raw.isascii() or reads(raw[:-3]) or reads(raw)


def first_letter(data: Buffer, end: int, alphabet: bytes) -> int:
    """Where the letters begin that end at `end`: of a mark that stands behind none."""
    before = bytes(data[max(0, end - _MARK_LENGTH) : end])
    return end - len(before) + len(before.rstrip(LETTERS[alphabet]))


def beside(data: Buffer, found: list[Run]) -> list[Run]:
    """Words of base64 near others that hold a number: a secret has the name in it encoded like the number."""
    words: list[Run] = []
    windows = _windows(run for run in found if run.label == "base64")
    if not windows:
        return words
    taken = sorted((run.start, run.end) for run in found)
    starts = [start for start, _ in taken]
    reached = list(accumulate((end for _, end in taken), max))
    for first, last in windows:
        for match in _WORD.finditer(data, first, last):
            before = bisect_left(starts, match.end())
            if before and reached[before - 1] > match.start():
                continue  # it is one of those found
            text = unpacked(match[0])
            if _NAME.fullmatch(text) and reads(text):
                words.append(Run(match.start(), match.end(), "base64", text))
    return words


def _windows(near: Iterable[Run]) -> list[tuple[int, int]]:
    """The stretches of text round some runs, none of them twice."""
    found: list[tuple[int, int]] = []
    for run in sorted(near):
        first, last = max(0, run.start - _BESIDE), run.end + _BESIDE
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found
