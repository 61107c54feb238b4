"""Hashes beside a label of a Social Security number: "SSN (SHA-256): 9f86d0…", `ssn_md5=…` in a line of a log.

Only in running text: a column or key says by itself that it holds hashes. What the words before one say of it is judged
where it is proved; here it is one by its size, with a label and a word for hashes right before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from piiscan.hash_labels import HASH_LABELS
from piiscan.later import later
from piiscan.matcher.hits import LABEL_BEFORE
from piiscan.matcher.literals import holds_any, near

_SAID = rb"(?:0?x|\\{1,2}x|\{?(?i:s?sha|md)-?[0-9]{1,3}[:$}])?"  # of SQL Server, of PostgreSQL, of LDAP and many others
_HEX = _SAID + rb"(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128})"
_BASE64 = rb"(?:[0-9A-Za-z+/]{22}==|[0-9A-Za-z+/]{27}=|[0-9A-Za-z+/]{43}=|[0-9A-Za-z+/]{86}==)"
# Slow ones are delayed, and no more: passlib's and crypt's way to write them, with the salt beside.
_SALTED = rb"\$(?:2[abxy]?|argon2(?:id|i|d)|scrypt|pbkdf2[0-9a-z-]{0,10}|[156])\$"
_SLOW = _SALTED + rb"[!#-~]{20,200}"
HASH = rb"|".join((_HEX, _BASE64, _SLOW))
"""How 128 to 512 bits are written, as hex, base64, or with their salt."""
SPEAKING = (b"hash", b"sha", b"md5", b"digest", b"crypt", b"argon2", b"pbkdf2")
"""In the words for hashes."""
REACH = 256
"""Bytes of the longest hash there is, and some."""

_PARTS = (rb"[0-9A-Fa-f]{32}", rb"[0-9A-Za-z+/]{22}=", _SALTED)
"""One of them is in each hash: most texts with such labels have none."""
_AHEAD = 4096
"""Bytes that are searched at once, whatever number of labels they have."""
_LONGEST_LABEL = 64  # bytes, and some
_LABEL = later(rb"|".join(HASH_LABELS))
_ALONE = later(rb"(?<![0-9A-Za-z+/_$.-])(?:" + HASH + rb")(?![0-9A-Za-z+/=_])")


def hashes(data: bytes | bytearray, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The spans of the hashes in a stretch that have such a label right before them."""
    if not holds_any(*_PARTS)(memoryview(data)[first:last]):
        return
    parts = near(HASH_LABELS, data, (first, last), (_LONGEST_LABEL, 0))
    begun = ended = known = -1  # the hash met last, and up to where none begins behind it
    for label in chain.from_iterable(_LABEL.finditer(data, *part) for part in parts):
        end = label.end()
        while begun < end and known <= end + LABEL_BEFORE:
            first = max(end, known)
            found = _ALONE.search(data, first, first + _AHEAD)
            known = first + _AHEAD - REACH  # what begins there may end later
            if found is not None and found.start() < known:
                begun, ended = found.span()
                known = begun + 1
        if end <= begun <= end + LABEL_BEFORE:
            yield begun, ended
