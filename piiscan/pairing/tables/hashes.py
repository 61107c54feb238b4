"""Hashes of Social Security numbers: a column or key that says so, and a value that is one (SPEC §10).

Nine digits are few: all of them are hashed in minutes, so a plain or salted hash is as good as the number, and for
review; so is one that takes its time (bcrypt), which only delays. A keyed one (HMAC) is not, but a value does not show
which it is: only a header that says so is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from piiscan.detectors.header_words import words_of
from piiscan.detectors.headers import column_role
from piiscan.detectors.lexicon import split_key
from piiscan.later import later
from piiscan.matcher.hashed import HASH, SPEAKING
from piiscan.model import Element, Grade, Kind
from piiscan.pairing.prose.blocks import Hit

HASHED = 255
"""The kind of a hit that is such a hash; the matcher has none with this number."""
REASON = "reversible-hash"

_WORDS = frozenset(
    ["hash", "hashed", "hashes", "sha", "sha1", "sha2", "sha224", "sha256", "sha384", "sha512", "md5", "digest"]
).union(["bcrypt", "argon2", "argon2i", "argon2d", "argon2id", "scrypt", "pbkdf2", "crypt"])
_SIZES = frozenset({"1", "2", "224", "256", "384", "512"})
_SMALL = frozenset(("of", "the", "her", "his", "their", "your", "my", "this", "a", "an", "for", "is", "was", "as"))
"""Words between those of a key, where it is said in a sentence."""
_BEHIND = later(r"(?:\s?[:=]>?|->|\s(?:is|was|as)[:]?|[)])?\s{0,3}[\"'`]?(?:0x)?\Z")
_APART = later(r"[,;|\n]|[.] |\d{4}")  # what is before is said of something else
_MOST_WORDS = 6
_BESIDE = frozenset({"salted", "salt", "hex", "base64", "b64", "value", "col"})
_KEYED = frozenset({"hmac", "keyed", "encrypted", "token"})
_CELL = later(HASH.decode())
_HEX = later("(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})", re.IGNORECASE)
_NUMBERS = (b"ssn", b"social")  # in keys; of the ways to write it, those that are met
_BLOCK = 1 << 16  # bytes looked at at a time, so that what is made of them stays in the cache
_AHEAD = 2  # bytes behind the first of a word that are looked at
_S, _N, _O, _C = np.frombuffer(b"snoc", np.uint8)
_QUOTE = 0x22
_LONGEST_WORD = max(map(len, _NUMBERS))
_LONGEST_KEY = 60
_FEW = 64
_WITHIN_HASH = (21, 24, 27, 30, 33)  # bytes behind the first of "ssn": of a longer value than a number
_IS_HEX = np.isin(np.arange(256), np.frombuffer(b"0123456789abcdefABCDEF", np.uint8))
_MEMBER = later(
    rb'"([^"\\\n]{0,60}(?:' + b"|".join(SPEAKING) + rb')[^"\\\n]{0,60})"\s{0,4}:\s{0,4}"(' + HASH + rb')"',
    re.IGNORECASE,
)
_IN_PLACE = later(
    rb'"([^"\\\n]{0,60})"\s{0,4}:\s{0,4}"([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})"', re.IGNORECASE
)


@lru_cache(maxsize=4096)
def is_ssn_hash(header: str) -> bool:
    """Whether a header or key says that its values are hashes of SSNs, and not keyed ones.

    >>> is_ssn_hash("ssn_sha256"), is_ssn_hash("md5(SSN)"), is_ssn_hash("ssn_hmac_sha256"), is_ssn_hash("ssn")
    (True, True, False, False)
    """
    words = words_of(re.sub("[()]", " ", header))
    if _WORDS.isdisjoint(words) or not _KEYED.isdisjoint(words):
        return False
    role = column_role(" ".join(word for word in words if word not in _WORDS | _SIZES | _BESIDE))
    return role is not None and role.kind == Kind.SSN.value and role.grade >= Grade.FAIR


def says_ssn_hash(before: str) -> bool:
    """Whether the words right before a value in running text say that it is a hash of an SSN.

    >>> says_ssn_hash("Ann Lee, SSN (SHA-256): "), says_ssn_hash("the MD5 of her SSN is "), says_ssn_hash("ssn_sha1=0x")
    (True, True, True)
    >>> says_ssn_hash("SSN 010-94-0001, sha256: "), says_ssn_hash("SSN HMAC-SHA256: "), says_ssn_hash("hash of commit ")
    (False, False, False)
    """
    said = _BEHIND.search(before)
    key = "" if said is None else _APART.split(before[: said.start()])[-1]
    words = key.replace("'s", " ").split()[-_MOST_WORDS:]
    keys = (" ".join(word for word in words[at:] if word.lower() not in _SMALL) for at in range(len(words)))
    return any(map(is_ssn_hash, keys)) and not any(map(is_keyed, words))


def is_keyed(word: str) -> bool:
    """Whether a word says that a hash was made with a key, and cannot be undone without it."""
    return not _KEYED.isdisjoint(split_key(word).split())


def is_hash(cell: str) -> bool:
    """Whether a whole cell is written like a hash: 128 to 512 bits as hex or base64."""
    return _CELL.fullmatch(cell) is not None


def is_digest(cell: str) -> bool:
    """Whether a cell of a column of numbers is what a hash leaves of one: base64 is as often what a cipher does."""
    return _HEX.fullmatch(cell) is not None


def hash_element(value: str, start: int, end: int, where: str) -> Element:
    """The element that a hash stands for; its value is the hash."""
    return Element(Kind.SSN, value, start, end, Grade.FAIR, evidence_of(value, where), review=REASON)


def evidence_of(value: str, where: str) -> tuple[str, ...]:
    """What says of a value that it is a hash: a column, key or label, and its form."""
    return f"{where}:ssn-hash", f"shape:hash-{len(value)}"


def hashes_in(data: bytes | bytearray, start: int, end: int) -> Iterator[Hit]:
    """Hashes of SSNs under a key of JSON text that start in [start, end)."""
    last = 0
    words = _longer(data, _words(data))
    speaking = len(words) <= _FEW  # a key of every record: then it is asked at once whether any key speaks of hashes
    if not speaking:
        small = data.lower()
        speaking = any(word in small for word in SPEAKING)
    for at in words:
        if at < last or not data[at : at + _LONGEST_WORD].lower().startswith(_NUMBERS):
            continue
        opens = data.rfind(b'"', max(0, at - _LONGEST_KEY), at)
        match = _MEMBER.match(data, opens) if speaking and opens >= 0 else None
        in_place = match is None and opens >= 0
        match = _IN_PLACE.match(data, opens) if in_place else match
        if match is None:
            continue
        last = match.end()
        key = match[1].decode("utf-8", "replace")
        if start <= match.start(2) < end and (_is_of_number(key) if in_place else is_ssn_hash(key)):
            yield HASHED, match.start(2), match.end(2)


def _is_of_number(key: str) -> bool:
    """Whether a key says that its value is a Social Security number."""
    role = column_role(key)
    return role is not None and role.kind == Kind.SSN.value and role.grade >= Grade.FAIR


def _words(data: bytes | bytearray) -> list[int]:
    """Where a word of `_NUMBERS` may begin, by three letters, large or small.

    On arrays, because almost no text has any: lowering it and seeking the words took five times as long.
    """
    found: list[int] = []
    codes = np.frombuffer(data, np.uint8)
    for at in range(0, len(codes) - _AHEAD, _BLOCK):
        low = codes[at : at + _BLOCK + _AHEAD] | np.uint8(0x20)
        is_s = low == _S
        second, third = low[1:-1], low[2:]
        begins = is_s[:-2] & ((is_s[1:-1] & (third == _N)) | ((second == _O) & (third == _C)))
        if begins.any():
            found.extend((np.flatnonzero(begins) + at).tolist())
    return found


def _longer(data: bytes | bytearray, words: list[int]) -> list[int]:
    """Those that are not a key by themselves ("ssn") with a value that is too short for a hash."""
    if len(words) <= _FEW:
        return words
    at = np.array(words)
    codes = np.frombuffer(data, np.uint8)
    behind = np.minimum(at + len(_NUMBERS[0]), len(codes) - 1)
    alone = (codes[at - 1] == _QUOTE) & (codes[behind] == _QUOTE)
    hashed = alone
    for place in _WITHIN_HASH:
        hashed = hashed & _IS_HEX[codes[np.minimum(at + place, len(codes) - 1)]]
    return list(at[hashed | ~alone].tolist())
