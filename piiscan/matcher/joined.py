"""Keys in which a person and their number run together: "EMPSSN": ..., <CUSTDLNUM>, employeeacctno=...

Rule: no label stands there, as nothing parts "SSN" from what is before it; "LESSN" and "assn" end like that too. So the
whole key is asked what it means, by the rule for the headers of columns. That is work for every number: only those are
asked about that stand right behind a key that ends as a label of their kind does, and for licences and accounts, whose
labels end as those of many things ("number"), in letters of one case.
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors.headers import column_role
from piiscan.detectors.lexicon import entries, folded
from piiscan.matcher.borders import CAPITAL, IN_WORD, LETTER, Mask, Text, table, where
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.matcher.value import LOOSE, QUOTE, SSN, ends_as_label, tail_fits

LONGEST_KEY = 40
_SIGNS = b"=:>"
_SIGN = table(_SIGNS)
_BLANK = table(b" ")
_LEAST_GRADE = 2
_LONG, _SMALL = 8, 0x20
_MANY = 500
"""Keys: for more, all of the text is made words at once."""
_TOGETHER = 6
"""Letters of one case that end a key of a licence or account: `SPDLNO`."""
_WORDS = bytes(byte if IN_WORD[byte] else 0x20 for byte in range(256))
_NAMED = {SSN_LABEL: "ssn", LICENSE_LABEL: "drivers_license", ACCOUNT_LABEL: "financial_account"}


def keyed(text: Text, start: Places) -> tuple[Places, Places]:
    """Which numbers of those that begin at some places of a padded text have a key, and where that ends."""
    end = start - 1
    for skipped in (QUOTE, _BLANK):
        end -= skipped.take(text.take(end))
    some = where(_SIGN.take(text.take(end)))
    end = end.take(some) - 1
    for skipped in (_BLANK, QUOTE):
        end -= skipped.take(text.take(end))
    return some, end


def joins(text: Text, end: Places, kind: int = SSN_LABEL) -> Mask:
    """Whether keys that end at some places are such keys of a kind."""
    good = np.zeros(end.size, dtype=np.bool_)
    kept = where(ends_as_label(text, end, SSN if kind == SSN_LABEL else LOOSE))
    if kind != SSN_LABEL and kept.size:
        kept = kept.take(where(_in_one_case(text, end.take(kept))))
        kept = kept.take(where(_ends_as_one(text, end.take(kept), kind)))
    data = text.data
    if kept.size < _MANY:
        good[kept] = [_names(bytes(data[at - LONGEST_KEY : at + 1]), kind) for at in end.take(kept).tolist()]
    else:
        good[kept] = _are_keys(text, end.take(kept), kind)
    return good


def _are_keys(text: Text, end: Places, kind: int) -> list[bool]:
    """Whether the words that end at some places are such keys: few of thousands differ."""
    words = text.tobytes().translate(_WORDS)
    blanks = np.append(-1, where(np.frombuffer(words, np.uint8) == ord(" ")))
    begin = np.maximum(blanks.take(blanks.searchsorted(end, side="right") - 1) + 1, end - LONGEST_KEY)
    keys = [words[first:behind] for first, behind in zip(begin.tolist(), (end + 1).tolist(), strict=True)]
    known = {key: _is_key(key, kind) for key in set(keys)}
    return list(map(known.__getitem__, keys))


def _in_one_case(text: Text, end: Places) -> Mask:
    """Whether the last letters of keys are all capitals, or all small."""
    letters, capitals = np.ones(end.size, dtype=np.bool_), np.zeros(end.size, dtype=np.int64)
    for back in range(_TOGETHER):
        one = text.take(end - back)
        letters &= LETTER.take(one)
        capitals += CAPITAL.take(one)
    return np.asarray(letters & ((capitals == 0) | (capitals == _TOGETHER)))


@cache
def _ends(kind: int) -> dict[int, NDArray[np.uint64]]:
    """The last letters of all labels of a kind that are joined, eight at most, as numbers in order; by how many."""
    forms = {
        spelled.replace(" ", "")[-_LONG:]
        for entry in entries()
        if entry.kind == _NAMED[kind] and entry.grade >= _LEAST_GRADE
        for spelled in folded(entry.phrase)
    }
    ends: dict[int, set[int]] = {}
    for form in forms:
        if form.isascii() and form.isalpha():
            ends.setdefault(len(form), set()).add(int.from_bytes(form.encode(), "big"))
    return {size: np.array(sorted(some), dtype=np.uint64) for size, some in ends.items()}


def _ends_as_one(text: Text, end: Places, kind: int) -> Mask:
    """Whether keys in letters end as a label of a kind does: few of those do that end in "number"."""
    number = np.zeros(end.size, dtype=np.uint64)
    for back in range(_LONG - 1, -1, -1):
        number <<= np.uint64(8)
        number |= text.take(end - back) | np.uint8(_SMALL)
    good = np.zeros(end.size, dtype=np.bool_)
    for size, known in _ends(kind).items():
        last = number & np.uint64((1 << 8 * size) - 1)
        good |= known.take(known.searchsorted(last), mode="clip") == last
    return good


def _is_one(key: bytes, kind: int) -> bool:
    """The same for one key of letters in one case."""
    if len(key) < _TOGETHER or not key[-_TOGETHER:].isalpha() or len({*map(_is_capital, key[-_TOGETHER:])}) > 1:
        return False
    last = int.from_bytes(bytes(byte | _SMALL for byte in key[-_LONG:]), "big")
    return any(last & ((1 << 8 * size) - 1) in known.tolist() for size, known in _ends(kind).items())


def _is_capital(byte: int) -> bool:
    return bool(CAPITAL[byte])


def is_behind_joined(data: bytes, start: int, kind: int = SSN_LABEL) -> bool:
    """The same for one number of plain bytes, which may begin or end anywhere."""
    end = start - 1
    for skipped in (b"\"'", b" "):
        end -= data[end : end + 1] in skipped if end >= 0 else 0
    if end < 0 or data[end] not in _SIGNS:
        return False
    end -= 1
    for skipped in (b" ", b"\"'"):
        end -= end >= 0 and data[end] in skipped
    key = data[max(0, end - LONGEST_KEY) : end + 1]
    if kind != SSN_LABEL and not _is_one(key, kind):
        return False
    return tail_fits(key, len(key) - 1, SSN if kind == SSN_LABEL else LOOSE) and _names(key, kind)


def _names(before: bytes, kind: int) -> bool:
    """Whether the word that ends some bytes is such a key."""
    return _is_key(before.translate(_WORDS).rpartition(b" ")[2], kind)


@lru_cache(maxsize=1 << 10)
def _is_key(key: bytes, kind: int) -> bool:
    if not 0 < len(key) < LONGEST_KEY:
        return False
    role = column_role(key.decode("ascii"))
    return role is not None and role.kind == _NAMED[kind] and role.grade >= _LEAST_GRADE
