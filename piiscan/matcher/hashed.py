"""Hashes beside a label of a Social Security number: "SSN (SHA-256): 9f86d0…", `ssn_md5=…` in a line of a log.

Only in running text: a column or key says by itself that it holds hashes. What the words before one say of it is judged
where it is proved; here it is one by its size, with a word for hashes and a label right before it.
"""

from __future__ import annotations

import numpy as np

from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.hits import LABEL_BEFORE, SSN_HASHED, Found, found_of
from piiscan.matcher.patterns import SSN_LABEL

_HEX = rb"(?:0x)?(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{128})"
_BASE64 = rb"(?:[0-9A-Za-z+/]{22}==|[0-9A-Za-z+/]{27}=|[0-9A-Za-z+/]{43}=|[0-9A-Za-z+/]{86}==)"
# Slow ones are delayed, and no more: passlib's and crypt's way to write them, with the salt beside.
_SLOW = rb"\$(?:2[abxy]?|argon2(?:id|i|d)|scrypt|pbkdf2[0-9a-z-]{0,10}|[156])\$[!#-~]{20,110}"
HASH = rb"|".join((_HEX, _BASE64, _SLOW))
"""How 128 to 512 bits are written, as hex, base64, or with their salt."""
_ALONE = later(rb"(?<![0-9A-Za-z+/_$.-])(?:" + HASH + rb")(?![0-9A-Za-z+/=_])")
SPEAKING = (b"hash", b"sha", b"md5", b"digest", b"crypt", b"argon2", b"pbkdf2")
"""In the words for hashes."""


def speaks_of_hashes(text: bytes) -> bool:
    """Whether a word for hashes may be in a text.

    >>> speaks_of_hashes(b"SSN (SHA-256)"), speaks_of_hashes(b"SSN")
    (True, False)
    """
    small = text.lower()
    return any(word in small for word in SPEAKING)


def hashed(area: Area) -> list[Found]:
    """The hashes of an area that have a label of a Social Security number and a word for hashes right before them."""
    if not area.may_have(SSN_LABEL):
        return []
    raw = area.text.tobytes()
    if not speaks_of_hashes(raw):
        return []
    spans = [
        match.span()
        for match in _ALONE.finditer(raw)
        if speaks_of_hashes(raw[max(0, match.start() - LABEL_BEFORE) : match.start()])
    ]
    if not spans:
        return []
    start, end = np.array(spans, np.int64).T
    named = area.labelled(start, end, SSN_LABEL)[0].tolist()
    return found_of(SSN_HASHED, (span for span, is_named in zip(spans, named, strict=True) if is_named))
