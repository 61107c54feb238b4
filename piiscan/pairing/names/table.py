"""What is known about one word as a name: how common as surname, as given name, and as an ordinary word.

The only file that reads `data/names.bin` and knows its form; the table is read on the first question. The
words themselves are not kept, only 48-bit hashes: 0.2 million words cost 1.6 MB and a millisecond to load,
against 14 MB and 70 ms for a set of text. A word off the list is taken for one on it once in a thousand
million times.

Names of the operator's own (`Config.names`) are laid over the table by `use`, for the whole process, until the next
call. This is state, and the only such state of the program. The table is asked from a dozen places, far below
anything that knows a configuration, and many caches keep answers by words alone; the names would have to be a
parameter of all of them, and a part of each cache's key, though they are the same from the first source of a process
to its last. So `scan_one` alone calls `use`, before it reads: a process scans one source at a time (`engines`), and
what depends on the names (`by_names`) is forgotten when they change.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, Protocol, TypeVar

import numpy as np

from piiscan.config import NameList

MAGIC = b"piiscan names 1\n"
PRIME = 0xF1C3_17E5_5A3D  # of 48 bits, with nothing special about it: see `key`
LONGEST = 40  # letters; nothing longer is a name
TOP = 15  # the class of the most common names

# Letters that Unicode does not decompose but that a keyboard without them leaves out.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e"}
)


class Entry(NamedTuple):
    """Classes of one word. Frequencies are logarithmic: 1 is 100 to 200 bearers in the country, 15 over 1.6 million.

    `word`: 0 not a common English word, 1 one, but mostly met as a name (Smith, Grace), 2 either (Park, Rose,
    Boston), 3 mostly a word (Will, May, Order).
    """

    surname: int
    given: int
    word: int


class _Table(NamedTuple):
    bounds: memoryview  # of each of the 65,536 buckets: where it begins
    lows: memoryview  # the lower 32 bits of the keys, sorted within their bucket
    codes: memoryview


UNLISTED = Entry(0, 0, 0)


class _Cache(Protocol):
    def cache_clear(self) -> None: ...


Cached = TypeVar("Cached", bound=_Cache)


class _Operator:
    """The operator's names in this process, and the caches whose answers follow from them."""

    def __init__(self) -> None:
        self.caches: list[_Cache] = []
        self.use(None)

    def use(self, names: NameList | None) -> None:
        self.names = names
        self.surnames = memoryview(names.surnames if names else b"").cast("Q")
        self.given = memoryview(names.given if names else b"").cast("Q")
        for cached in self.caches:
            cached.cache_clear()

    def over(self, entry: Entry, number: int) -> Entry:
        """What is known of a word, with the operator's names. What else the word may be stays as it is."""
        surname, given = _holds(self.surnames, number), _holds(self.given, number)
        if not (surname or given):
            return entry
        return entry._replace(surname=TOP if surname else entry.surname, given=TOP if given else entry.given)


def _holds(keys: memoryview, number: int) -> bool:
    at = bisect_left(keys, number)
    return at < len(keys) and keys[at] == number


_OPERATOR = _Operator()


def use(names: NameList | None) -> None:
    """Know these names from now on, beside the table, and no others. To be called by `scan_one` alone."""
    if names != _OPERATOR.names:
        _OPERATOR.use(names)


def by_names(cached: Cached) -> Cached:
    """Mark a cache whose answers follow from the names: it is emptied when these change."""
    _OPERATOR.caches.append(cached)
    return cached


def fold(token: str) -> str:
    """Case, accents, apostrophes, hyphens, dots and blanks taken off; letters of other scripts stay.

    >>> fold("O'Brien"), fold("Nguyễn"), fold("de la Cruz"), fold("JEAN-BAPTISTE")
    ('obrien', 'nguyen', 'delacruz', 'jeanbaptiste')
    """
    if token.isascii() and token.isalpha():
        return token.lower()
    return _folded(token)


@lru_cache(maxsize=1 << 12)
def _folded(token: str) -> str:
    plain = unicodedata.normalize("NFKD", token.casefold()).translate(_PLAIN)
    return "".join(filter(str.isalpha, plain))


def key(folded: bytes) -> int:
    """The hash of a folded word: its bytes as a number, modulo a prime. One operation on Python's integers.

    The shift spreads short words, which would be smaller than the prime, over the whole range.
    """
    return (int.from_bytes(folded, "little") << 64) % PRIME


def pack(entry: Entry) -> int:
    """An entry as the file holds it."""
    return entry.surname << 8 | entry.given << 4 | entry.word


@cache
def _unpack(code: int) -> Entry:
    return Entry(code >> 8, code >> 4 & 15, code & 3)


@cache
def _table() -> _Table:
    raw = (files("piiscan") / "data" / "names.bin").read_bytes()
    if not raw.startswith(MAGIC):
        raise ValueError("data/names.bin: not a table of names")
    at = raw.index(b"\n\n") + 2
    sizes = np.frombuffer(raw, np.uint8, 1 << 16, at)
    count = int(sizes.sum(dtype=np.int64))
    # Copies, because memoryviews are indexed only where they are aligned (and five times as fast as arrays).
    lows = np.frombuffer(raw, "<u4", count, at + (1 << 16)).astype(np.uint32)
    codes = np.frombuffer(raw, "<u2", count, at + (1 << 16) + 4 * count).astype(np.uint16)
    bounds = np.zeros((1 << 16) + 1, np.uint32)
    np.cumsum(sizes, out=bounds[1:], dtype=np.uint32)
    return _Table(bounds.data, lows.data, codes.data)


@by_names
@lru_cache(maxsize=1 << 15)
def lookup(token: str) -> Entry:
    """What is known of one word, folded here. `UNLISTED` for words off the list."""
    folded = fold(token)
    if not 0 < len(folded) <= LONGEST:
        return UNLISTED
    number = key(folded.encode("utf-8", "replace"))
    entry = _listed(number) if folded.isascii() else UNLISTED
    return entry if _OPERATOR.names is None else _OPERATOR.over(entry, number)


def _listed(number: int) -> Entry:
    table = _table()
    bucket, low = number >> 32, number & 0xFFFF_FFFF
    end = table.bounds[bucket + 1]
    at = bisect_left(table.lows, low, table.bounds[bucket], end)
    return _unpack(table.codes[at]) if at < end and table.lows[at] == low else UNLISTED
