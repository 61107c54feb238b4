"""Distinct subjects, counted exactly in bounded memory. The only file that knows how a subject is hashed.

A subject is the first word of a given name, the last word of a surname, in either order, and one element
(SPEC §5: normalised name + element). Its key is 64 bits: with ten million subjects the chance that any two share
one is 3 in a million. The hash has a scalar and a vectorised form that give the same keys. Keys never leave the
worker; what memory cannot hold goes to an unlinked temporary file, mixed with a random number.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import BinaryIO, cast

import numpy as np
import numpy.typing as npt

from piiscan.pairing.tables import kernel
from piiscan.temporary import tempfile

Keys = npt.NDArray[np.uint64]

_WORD = 0xFFFFFFFFFFFFFFFF
MULTIPLIER = 0x9E3779B97F4A7C15  # the 64-bit golden ratio, odd
_ORDER = {"ssn": 1, "drivers_license": 2, "payment_card": 3, "financial_account": 4}
_IN_MEMORY = 1 << 20  # keys; 8 MiB
_SINGLE = 1000  # plain integers held until they are worth an array
_RANGES = 64  # of the key space, merged one at a time


@lru_cache(maxsize=1 << 13)  # as many words as the names of a file have, mostly
def word_hash(word: str) -> int:
    """Hash the letters of a word, case folded, eight bytes at a time; other characters do not count.

    >>> word_hash("O'Brien") == word_hash("OBRIEN")
    True
    """
    letters = "".join(filter(str.isalpha, word.lower())).encode("utf-8", "replace")
    key = 0
    for at in range(0, len(letters), 8):
        key = ((key ^ int.from_bytes(letters[at : at + 8], "little")) * MULTIPLIER) & _WORD
        key ^= key >> 32
    return key


def word_hashes(words: Keys, more: Keys) -> Keys:
    """`word_hash` of words of up to 16 small ASCII letters, given as their first and second eight bytes."""
    multiplier, half = np.uint64(MULTIPLIER), np.uint64(32)
    keys = short_word_hashes(words)
    longer = (keys ^ more) * multiplier
    longer ^= longer >> half
    return np.where(more != 0, longer, keys)


def short_word_hashes(words: Keys) -> Keys:
    """`word_hash` of words of up to eight small ASCII letters."""
    keys = words * np.uint64(MULTIPLIER)
    keys ^= keys >> np.uint64(32)
    return keys


def mix_some(one: Keys, other: Keys, value: Keys, some: npt.NDArray[np.bool_], kind: str) -> Keys:
    """`mix` of the places of arrays that a mask has."""
    if kernel.subjects is None:
        return mix(one[some], other[some], value[some], kind)
    return np.frombuffer(kernel.subjects(one, other, value, some, _ORDER[kind], MULTIPLIER), np.uint64)


def mix(one: Keys, other: Keys, value: Keys, kind: str) -> Keys:
    """Keys of subjects from the hashes of their two names and the number of one element each (arrays)."""
    number = np.uint64(MULTIPLIER)
    key = (np.minimum(one, other) * number) ^ (np.maximum(one, other) + np.uint64(_ORDER[kind]))
    key = (key ^ (key >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    key ^= value * number
    key = (key ^ (key >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return cast("Keys", key ^ (key >> np.uint64(31)))


def mix_one(one: int, other: int, value: int, kind: str) -> int:
    """`mix` for a single subject, in plain integers."""
    key = (min(one, other) * MULTIPLIER) ^ (max(one, other) + _ORDER[kind]) & _WORD
    key &= _WORD
    key = ((key ^ key >> 29) * 0xBF58476D1CE4E5B9) & _WORD
    key ^= (value * MULTIPLIER) & _WORD
    key = ((key ^ key >> 32) * 0x94D049BB133111EB) & _WORD
    return key ^ key >> 31


def subject_key(normal: str, values: dict[str, str]) -> int:
    """The key of one subject: its folded "given surname" and one of its elements, the first by kind."""
    kind = min(values, key=_ORDER.__getitem__) if len(values) > 1 else next(iter(values))
    return _key(normal, kind, values[kind])


@lru_cache(maxsize=64)  # asked for where a finding is counted, and where it is noted
def _key(normal: str, kind: str, value: str) -> int:
    words = normal.split()
    number = int(value) if value.isascii() and value.isdigit() else number_of(value)
    return mix_one(word_hash(words[0]), word_hash(words[-1]), number, kind)


def number_of(value: str) -> int:
    """A number for an element that has letters: its ASCII codes in base 256, cut to 64 bits."""
    return int.from_bytes(value.encode("ascii", "replace"), "big") & _WORD


def _distinct(parts: list[Keys]) -> Keys:
    """The keys of some arrays, sorted, each once."""
    if not parts:
        return np.empty(0, np.uint64)
    keys = np.concatenate(parts)
    keys.sort()
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return keys[new]


class Distinct:
    """An exact count of distinct keys. Beyond a million keys, sorted runs go to a temporary file.

    Keys are mixed with a random number as they come in, which changes no count and leaves nothing in the
    file that could be looked up.
    """

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self._limit = in_memory
        self._new: list[Keys] = []
        self._single: list[int] = []
        self._size = 0
        self._runs: list[npt.NDArray[np.int64]] = []  # of each run: where each range begins, and the end
        self._file: BinaryIO | None = None

    @cached_property
    def _blind(self) -> np.uint64:
        return np.uint64(secrets.randbits(64))

    def add(self, keys: Keys) -> None:
        """Count the keys of an array."""
        if len(keys):
            self._new.append(keys ^ self._blind)
            self._size += len(keys)
            if self._size > self._limit:
                self._shrink()

    def add_one(self, key: int) -> None:
        """Count one key."""
        self._single.append(key)
        if len(self._single) >= _SINGLE:
            self._flush()

    def _flush(self) -> None:
        single, self._single = self._single, []
        self.add(np.array(single, np.uint64))

    def count(self) -> int:
        """The number of distinct keys; lets go of the temporary file: to be asked once, at the end."""
        if not self._new and self._file is None:  # a few persons, as in most files
            return len(set(self._single))
        return sum(map(len, self._mixed()))

    def each(self) -> Iterator[Keys]:
        """The distinct keys themselves, instead of their number."""
        for keys in self._mixed():
            yield keys ^ self._blind

    def _mixed(self) -> Iterator[Keys]:
        self._flush()
        keys = _distinct(self._new)
        if self._file is None:
            yield keys
            return
        self._write(keys)
        for one_range in range(_RANGES):
            parts = []
            base = 0
            for run in self._runs:
                self._file.seek((base + int(run[one_range])) * 8)
                length = int(run[one_range + 1] - run[one_range])
                parts.append(np.frombuffer(self._file.read(length * 8), np.uint64))
                base += int(run[-1])
            yield _distinct(parts)
        self._file.close()
        self._file = None

    def _shrink(self) -> None:
        keys = _distinct(self._new)
        if len(keys) > self._limit // 2:
            self._write(keys)
            keys = keys[:0]
        self._new, self._size = [keys], len(keys)

    def _write(self, keys: Keys) -> None:
        if self._file is None:
            self._file = cast("BinaryIO", tempfile.TemporaryFile(prefix="piiscan-"))
        self._file.seek(0, 2)
        self._file.write(keys.tobytes())
        edges = np.arange(_RANGES, dtype=np.uint64) << np.uint64(58)
        self._runs.append(np.append(np.searchsorted(keys, edges), len(keys)))
