"""Where the value of a licence or account label may stand: what comes right before a number of digits alone.

Rule: such a number has nothing of its own, and logs and exports are full of them, so that what is plainly the
value of another key, a cell among cells, or a part of a path is not even looked at for labels:
  key=123, "key": 123  the key must end as a label does (`tails`)
  /123                 no
  ,123 ;123 |123, tab or line break: what stands before that must be a letter, one of # : . ), or nothing
A blank or quote between counts for nothing, three at most. Said twice, for `reference` and on arrays; a test
demands one answer.
"""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.lexicon import entries, fold, spellings
from piiscan.matcher.borders import DIGIT, LETTER, Mask, Text, table, where
from piiscan.matcher.shapes import Places

Numbers = NDArray[np.uint32]
_SKIPPED = b" \"'"
_BREAKS = b",;|\t\n\r\x1e\x1f"
_ENDS = b"#:.)\n"
_MOST_SKIPPED = 3
_WORD = b"0123456789-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LONGEST_WORD = 12
"""before the anchor of a token"""
_TAIL = 4
_SLOT_BITS = 20
_PARTING = b" _-./\t\n\"',{[(&;?<>"
_KINDS = ("drivers_license", "financial_account", "account.review")
_LINE_BREAK = 0x0A


@cache
def tails() -> frozenset[int]:
    """How labels end: their last four characters as a number, folded, with each byte that may part their words.

    A label of three has one byte before it that is no letter or digit; one of two fills three bytes with it.
    """
    found: set[int] = set()
    for entry in entries():
        if entry.kind in _KINDS and not entry.header:
            for spelled in map(fold, spellings(entry.phrase)):
                for form in (spelled, spelled.replace(" ", "")):
                    tail = (" " + form)[-_TAIL:]
                    choices = [_PARTING if char == " " else char.encode("ascii", "replace") for char in tail]
                    found.update(_number(bytes(choice)) for choice in product(*choices))
    return frozenset(found)


def _number(tail: bytes) -> int:
    """Bytes as a number, letters small: what that makes of other bytes does not matter, as it is done on both sides."""
    return int.from_bytes(bytes(byte | 0x20 for byte in tail), "big")


def _byte(data: bytes, at: int) -> int:
    return data[at] if at >= 0 else _LINE_BREAK


def _skip(data: bytes, at: int, skipped: bytes) -> int:
    for _ in range(_MOST_SKIPPED):
        if at >= 0 and data[at] in skipped:
            at -= 1
    return at


def in_its_place(data: bytes, anchor: int) -> bool:
    """Whether the word of letters, digits and dashes round `anchor` may be a value: a UUID is none."""
    at = anchor
    while at and data[at - 1] in _WORD:
        at -= 1
        if anchor - at > _LONGEST_WORD:
            return False
    return in_value_position(data, at)


def in_value_position(data: bytes, start: int) -> bool:
    """Whether a number of digits alone that starts at `start` may be the value of a label."""
    at = _skip(data, start - 1, _SKIPPED)
    before = _byte(data, at)
    if before == ord("=") or (before == ord(":") and _byte(data, at - 1) in b"\"'"):
        end = _skip(data, at - 1, _SKIPPED)
        if _byte(data, end) == ord(")"):
            return True
        tail = bytes(_byte(data, place) for place in range(end - _TAIL + 1, end + 1))
        return _number(tail) in tails() or _number(tail[1:]) in tails()  # "dl" is three with its blank
    if before in _BREAKS:
        further = _byte(data, _skip(data, at - 1, _SKIPPED + b"\r\n"))
        return (chr(further).isalpha() and further < 0x80) or further in _ENDS
    return before != ord("/")


_WORD_TABLE = table(_WORD)
_SKIPPED_TABLE = table(_SKIPPED)
_SKIPPED_OR_BREAK = table(_SKIPPED + b"\r\n")
_QUOTE = table(b"\"'")
_BREAK_TABLE = table(_BREAKS)
_END_TABLE = LETTER | table(_ENDS)
_CLOSING = _SKIPPED_TABLE | table(b")")
_CELLS = table(b",;|\t")
_EQUALS, _COLON, _BLANK = b"=: "
_FREE = ~(_SKIPPED_TABLE | _BREAK_TABLE | table(b"=:/"))
"""What may stand before a value whatever was before that."""


def _skip_array(text: Text, at: Places, skipped: Mask) -> Places:
    for _ in range(_MOST_SKIPPED):
        some = where(skipped.take(text.take(at)))
        if not some.size:
            break
        at[some] -= 1
    return at


@cache
def _tail_table() -> Numbers:
    return np.array(sorted(tails()), dtype=np.uint32)


@cache
def _tail_slots() -> Mask:
    """Which of a million slots have a tail: a look at one byte tells nearly all others from them."""
    slots = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
    slots[_slot(_tail_table())] = True
    return slots


def _slot(numbers: Numbers) -> Numbers:
    return (numbers * np.uint32(0x9E3779B1)) >> np.uint32(32 - _SLOT_BITS)


def _among(numbers: Numbers) -> Mask:
    known = _tail_table()
    return np.asarray(known.take(known.searchsorted(numbers), mode="clip") == numbers)


def _ends_as_label(text: Text, end: Places) -> Mask:
    """Whether what ends at each of the places (with the byte there) ends as a label does."""
    number = np.zeros(end.size, dtype=np.uint32)
    for far in range(_TAIL - 1, -1, -1):
        number <<= np.uint32(8)
        number |= text.take(end - far)
    number |= np.uint32(0x20202020)
    three = number & np.uint32(0xFFFFFF)
    slots = _tail_slots()
    good: Mask = slots.take(_slot(number)) | slots.take(_slot(three))
    some = where(good)
    if some.size:
        good[some] = _among(number.take(some)) | _among(three.take(some))
    return good


def places_of_values(text: Text, anchors: Places) -> Places:
    """Those of many anchors, in a padded text, of which `in_its_place` is true."""
    at = anchors.copy()
    left = np.arange(at.size)
    for _ in range(_LONGEST_WORD + 1):
        left = left.take(where(_WORD_TABLE.take(text.take(at.take(left) - 1))))
        if not left.size:
            break
        at[left] -= 1
    fits = where(anchors - at <= _LONGEST_WORD)
    anchors, at = anchors.take(fits), at.take(fits)
    return anchors.take(where(value_position(text, at)))


def value_position(text: Text, start: Places) -> Mask:
    """The rule of `in_value_position` for many places of a padded text."""
    one = text.take(start - 1)
    good: Mask = _FREE.take(one)
    some = where(~good)
    if not some.size:
        return good
    start, one = start.take(some), one.take(some)
    two, three = text.take(start - 2), text.take(start - 3)
    # The usual keys at once: key=1, "key":1, "key": 1
    back = np.where(one == _EQUALS, 2, 0)
    back[(one == _COLON) & _QUOTE.take(two)] = 3
    back[(one == _BLANK) & (two == _COLON) & _QUOTE.take(three)] = 4
    cells = where(_CELLS.take(one) & DIGIT.take(two))  # 1,1
    usual = where(back > 0)
    end = start.take(usual) - back.take(usual)
    usual = usual.take(where(~_CLOSING.take(text.take(end))))
    end = start.take(usual) - back.take(usual)
    result = np.zeros(start.size, dtype=np.bool_)
    result[usual] = _ends_as_label(text, end)
    rest = np.ones(start.size, dtype=np.bool_)
    rest[usual] = False
    rest[cells] = False
    left = where(rest)
    result[left] = _otherwise(text, start.take(left))
    good[some] = result
    return good


def _otherwise(text: Text, start: Places) -> Mask:
    at = _skip_array(text, start - 1, _SKIPPED_TABLE)
    before = text.take(at)
    good: Mask = before != ord("/")
    keyed = before == _EQUALS
    keyed |= (before == _COLON) & _QUOTE.take(text.take(at - 1))
    some = where(keyed)
    if some.size:
        end = _skip_array(text, at.take(some) - 1, _SKIPPED_TABLE)
        good[some] = _ends_as_label(text, end) | (text.take(end) == ord(")"))
    some = where(_BREAK_TABLE.take(before))
    if some.size:
        further = _skip_array(text, at.take(some) - 1, _SKIPPED_OR_BREAK)
        good[some] = _END_TABLE.take(text.take(further))
    return good
