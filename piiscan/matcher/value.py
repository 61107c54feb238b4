"""Where the value of a licence or account label may stand: what comes right before a number of digits alone.

Rule: such a number has nothing of its own, and logs and exports are full of them, so that what is plainly the
value of another key, a cell among cells, or a part of a path is not even looked at for labels:
  key=123, "key": 123  the key must end as a label does (`tails`)
  /123                 no
  ,123 ;123 |123, tab or line break: what stands before that must be a letter, one of # : . ), or nothing
A blank or quote between counts for nothing, three at most, or four of them and of line breaks above a line. Nine digits
that may be an SSN are passed over in less: as a plain number behind a key that does not end as a label does, in a path,
and at the start of a line whose forerunner ends with a digit or comma (`may_be_ssn`). Said twice, for `reference` and
on arrays; a test demands one answer.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.lexicon import CUSTOM_FIELD, entries, folded
from piiscan.matcher.borders import LETTER, Mask, Text, table, where
from piiscan.matcher.shapes import Places

Numbers = NDArray[np.uint32]
_SKIPPED = b" \"'"
_BREAKS = b",;|\t\n\r\x1e\x1f"
_ENDS = b"#:.)\n"
_KEY_ENDS, _MOST_SKIPPED = b").]", 3  # of a key that says more: "SSN (US)", "Account No.", applicant[ssn]
_MOST_BREAKS = 4  # and blanks before a value that begins a line: a key in quotes, and an empty line of two bytes
WORD = b"0123456789-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_WORD = 12
"""before the anchor of a token"""
_TAIL = 4
_SLOT_BITS = 18
_PARTING = b" _-./\t\n\"',{[(&;?<>|~^"
_SMALL_BIT = 0x20
_PARTING_SMALL = bytes({byte | _SMALL_BIT for byte in _PARTING})
Kinds = tuple[str, ...]
LOOSE: Kinds = ("drivers_license", "financial_account", "account.review")
QUOTED: Kinds = ("value",)
"""More of them, of values in quotation marks: numbers without are measurements, and too many to be looked at."""
SSN: Kinds = ("ssn",)
_OF_VALUES = ("value", "number", "num", "no", "nbr", "#", "identifier", "text", "data", "content", "answer")
"""Keys whose meaning another key says: {"type": "SSN", "value": ...}."""
_OF_STRINGS = (*_OF_VALUES, "identification", "id", "extension", "response", "string", "long")
_OF_TYPES = (b'{"n', b'{"s', b' "n', b' "s')
"""Ends of keys that say of which type a value is, in the JSON of DynamoDB: {"account": {"S": ...}}."""
_LINE_BREAK = 0x0A


@cache
def tails(kinds: Kinds) -> frozenset[int]:
    """How labels end: their last four characters as a number, folded, with each byte that may part their words.

    A label of three has one byte before it that is no letter or digit; one of two fills three bytes with it.
    """
    phrases = [entry.phrase for entry in entries() if entry.kind in kinds and not entry.header]
    vague = _OF_VALUES if kinds == SSN else _OF_STRINGS if kinds == QUOTED else ()
    written = {
        (" " + form)[-_TAIL:]
        for phrase in (*phrases, *vague)
        for spelled in folded(phrase)
        for form in (spelled, spelled.replace(" ", ""))
    }
    found = set(map(_number, _OF_TYPES if kinds == QUOTED else ()))
    if kinds == SSN:
        written |= _joined(written)
    found.update(_number(f"{tail[-1]}{CUSTOM_FIELD}".encode("ascii", "replace")) for tail in written)
    for tail in written:
        if " " not in tail:
            found.add(_number(tail.encode("ascii", "replace")))
            continue
        numbers = [0]
        for char in tail:
            choices = _PARTING_SMALL if char == " " else _small(char.encode("ascii", "replace"))
            numbers = [number << 8 | byte for number in numbers for byte in choices]
        found.update(numbers)
    return frozenset(found)


def _joined(written: set[str]) -> set[str]:
    """The ends of labels of three letters that run together with the person before them: "EMPSSN", see `joined`."""
    people = {entry.phrase[-1] for entry in entries() if entry.kind in {"person", "group"}}
    return {last + tail[1:] for tail in written if tail[0] == " " and tail[1:].isalpha() for last in people}


def _small(some: bytes) -> bytes:
    return bytes(byte | _SMALL_BIT for byte in some)


def _number(tail: bytes) -> int:
    """Bytes as a number, letters small: what that makes of other bytes does not matter, as it is done on both sides."""
    return int.from_bytes(_small(tail), "big")


def _byte(data: bytes, at: int) -> int:
    return data[at] if at >= 0 else _LINE_BREAK


def _skip(data: bytes, at: int, skipped: bytes, most: int = _MOST_SKIPPED) -> int:
    while most and at >= 0 and data[at] in skipped:
        at, most = at - 1, most - 1
    return at


def tail_fits(data: bytes, end: int, kinds: Kinds) -> bool:
    """Whether a key that ends with the byte at `end` may end a label, by its last four characters."""
    tail = bytes(_byte(data, place) for place in range(end - _TAIL + 1, end + 1))
    return not tails(kinds).isdisjoint((_number(tail), _number(tail[1:])))  # "dl" is three with its blank


def in_its_place(data: bytes, anchor: int) -> bool:
    """Whether the word of letters, digits and dashes round `anchor` may be a value: a UUID is none."""
    at = anchor
    while at and data[at - 1] in WORD:
        at -= 1
        if anchor - at > LONGEST_WORD:
            return False
    return in_value_position(data, at)


def in_value_position(data: bytes, start: int) -> bool:
    """Whether a number of digits alone that starts at `start` may be the value of a label."""
    at = _skip(data, start - 1, _SKIPPED)
    before = _byte(data, at)
    if before == ord("=") or (before == ord(":") and _byte(data, at - 1) in b"\"'"):
        end = _skip(data, at - 1, _SKIPPED)
        if _byte(data, end) in _KEY_ENDS:
            return True
        return tail_fits(data, end, LOOSE) or (_byte(data, start - 1) in b"\"'" and tail_fits(data, end, QUOTED))
    if before in _BREAKS:
        further = _byte(data, _skip(data, at - 1, _SKIPPED + b"\r\n", _MOST_BREAKS))
        return (chr(further).isalpha() and further < 0x80) or further in _ENDS
    return before != ord("/")


def may_be_ssn(data: bytes, start: int) -> bool:
    """Whether nine digits that start at `start` may be the value of a label of an SSN."""
    one, two, three = (_byte(data, start - back) for back in (1, 2, 3))
    if one in b"/\n":
        return one == _LINE_BREAK and two not in b"0123456789,"
    back = 2 if one == ord("=") else 3 if one == ord(":") and two in b"\"'" else 0
    if one == ord(" ") and two == ord(":") and three in b"\"'":
        back = 4
    if not back or _byte(data, start - back) in _SKIPPED + _KEY_ENDS:
        return True
    return tail_fits(data, start - back, SSN)


SKIPPED, _KEY_END = table(_SKIPPED), table(_KEY_ENDS)
SKIPPED_OR_BREAK = table(_SKIPPED + b"\r\n")
QUOTE = table(b"\"'")
BREAK = table(_BREAKS)
END = LETTER | table(_ENDS)
CLOSING = SKIPPED | _KEY_END
DIGIT_OR_COMMA = table(b"0123456789,")
_SLASH, _EQUALS, _COLON = b"/=:"

NEVER, ALWAYS, KEYED, KEYED_PARTED, KEYED_QUOTED, UNSURE = range(6)
"""What two bytes say about a value behind them. `KEYED`: a key must end so many bytes before it (2, 3 or 4)."""
SAID = 0b111
"""The bits of it."""


def by_two_bytes() -> Text:
    """The rule as far as two bytes tell it: a table, by the last byte and the one before it."""
    says = np.full((256, 256), ALWAYS, dtype=np.uint8)
    says[_SLASH] = NEVER
    says[_EQUALS] = KEYED
    says[_COLON, QUOTE] = KEYED_PARTED
    says[BREAK] = np.where(SKIPPED_OR_BREAK, UNSURE, np.where(END, ALWAYS, NEVER))
    skipped = np.where(SKIPPED | BREAK, UNSURE, ALWAYS)
    skipped[[_SLASH, _EQUALS, _COLON]] = NEVER, KEYED_PARTED, KEYED_QUOTED
    says[SKIPPED] = skipped
    return says


def _skip_array(text: Text, at: Places, skipped: Mask, most: int = _MOST_SKIPPED) -> Places:
    for _ in range(most):
        some = where(skipped.take(text.take(at)))
        if not some.size:
            break
        at[some] -= 1
    return at


@cache
def tail_table(kinds: Kinds) -> Numbers:
    """The tails in order."""
    return np.array(sorted(tails(kinds)), dtype=np.uint32)


@cache
def last_two(kinds: Kinds) -> Text:
    """What the last two bytes of a key tell: 0 that it ends no label, 2 that they may be one of two letters."""
    known = tail_table(kinds)
    short = known < np.uint32(1 << 24)
    two = np.zeros(1 << 16, dtype=np.uint8)
    two[known & np.uint32(0xFFFF)] = 1
    two[known[short] & np.uint32(0xFFFF)] = 2
    small = np.arange(256) | 0x20
    return np.asarray(two.reshape(256, 256)[small][:, small].ravel())


@cache
def _tail_slots(kinds: Kinds) -> Mask:
    """Which slots have a tail: a look at one byte tells nearly all other keys from them."""
    slots = np.zeros(1 << _SLOT_BITS, dtype=np.bool_)
    slots[_slot(tail_table(kinds))] = True
    return slots


def _slot(numbers: Numbers) -> Numbers:
    return (numbers * np.uint32(0x9E3779B1)) >> np.uint32(32 - _SLOT_BITS)


def prepare() -> None:
    """Build what is built once."""
    for kinds in (LOOSE, QUOTED, SSN):
        last_two(kinds)
        _tail_slots(kinds)


def _ends_as_label(text: Text, end: Places, last: Text, kinds: Kinds = LOOSE) -> Mask:
    """Whether what ends at each of the places, with the byte there (`last`), ends as a label does."""
    pair = text.take(end - 1).astype(np.uint16)
    pair <<= 8
    pair |= last
    two = last_two(kinds).take(pair)
    good = np.zeros(end.size, dtype=np.bool_)
    some = where(two > 0)
    if some.size:
        end = end.take(some)
        number = text.take(end - 3).astype(np.uint32)
        number <<= 8
        number |= text.take(end - 2)
        number <<= 16
        number |= pair.take(some)
        number |= np.uint32(0x20202020)
        kept = where(_tail_slots(kinds).take(_slot(number)))
        good[some.take(kept)] = _among(number.take(kept), kinds)
        kept = where(two.take(some) > 1)
        good[some.take(kept)] |= _among(number.take(kept) & np.uint32(0xFFFFFF), kinds)
    return good


def _ends_as_key(text: Text, start: Places, end: Places, last: Text) -> Mask:
    """The same for keys whose values begin at `start`."""
    good = _ends_as_label(text, end, last)
    quoted = where(QUOTE.take(text.take(start - 1)) & ~good)
    if quoted.size:
        good[quoted] = _ends_as_label(text, end.take(quoted), last.take(quoted), QUOTED)
    return good


def _among(numbers: Numbers, kinds: Kinds) -> Mask:
    known = tail_table(kinds)
    return np.asarray(known.take(known.searchsorted(numbers), mode="clip") == numbers)


def value_position(text: Text, start: Places, said: Text) -> Mask:
    """The rule of `in_value_position` for many places of a padded text; `said`: what two bytes say of each."""
    said = np.bitwise_and(said, np.uint8(SAID))
    good: Mask = said == ALWAYS
    some = where(said > ALWAYS)
    if some.size:
        start, far = start.take(some), said.take(some)
        end = start - far
        last = text.take(end)
        unsure = CLOSING.take(last)
        unsure |= far == UNSURE
        quoted = where(far == KEYED_QUOTED)
        if quoted.size:
            unsure[quoted] |= ~QUOTE.take(text.take(start.take(quoted) - 3))
        result = _ends_as_key(text, start, end, last)
        left = where(unsure)
        if left.size:
            result[left] = _otherwise(text, start.take(left))
        good[some] = result
    return good


def ssn_position(text: Text, start: Places) -> Mask:
    """The rule of `may_be_ssn` for many places of a padded text."""
    one, two = text.take(start - 1), text.take(start - 2)
    good: Mask = one != _SLASH
    good &= ~((one == _LINE_BREAK) & DIGIT_OR_COMMA.take(two))
    back = np.where(one == _EQUALS, 2, 0)
    back[(one == _COLON) & QUOTE.take(two)] = 3
    back[(one == ord(" ")) & (two == _COLON) & QUOTE.take(text.take(start - 3))] = 4
    some = where(back > 0)
    if some.size:
        end = start.take(some) - back.take(some)
        last = text.take(end)
        good[some] = CLOSING.take(last) | _ends_as_label(text, end, last, SSN)
    return good


def ends_as_label(text: Text, end: Places, kinds: Kinds) -> Mask:
    """Whether what ends with the byte at each of the places may end a label, by its last four characters."""
    return _ends_as_label(text, end, text.take(end), kinds)


def _otherwise(text: Text, start: Places) -> Mask:
    at = _skip_array(text, start - 1, SKIPPED)
    before = text.take(at)
    good: Mask = before != ord("/")
    keyed = before == _EQUALS
    keyed |= (before == _COLON) & QUOTE.take(text.take(at - 1))
    some = where(keyed)
    if some.size:
        end = _skip_array(text, at.take(some) - 1, SKIPPED)
        last = text.take(end)
        good[some] = _ends_as_key(text, start.take(some), end, last) | _KEY_END.take(last)
    some = where(BREAK.take(before))
    if some.size:
        further = _skip_array(text, at.take(some) - 1, SKIPPED_OR_BREAK, _MOST_BREAKS)
        good[some] = END.take(text.take(further))
    return good
