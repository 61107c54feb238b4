r"""Cookies and tokens that web frameworks seal, wherever they stand in a text.

Rule: only those that need a key. What is only signed (Django, Flask, Rails' signed cookies, a JWT) is base64 that
anyone reads: `encoded.inside` decodes it. Which cipher and how long a key was chosen stands in few of them.

Sources: Rails, ActiveSupport::MessageEncryptor; Laravel, Illuminate\\Encryption\\Encrypter; ASP.NET Core, Data
Protection (headers of authenticated encryption); RFC 7516; PASETO (paseto-standard/paseto-spec); hapi's iron.
"""

from __future__ import annotations

import binascii
import json
import re
import string
from base64 import b64encode

from piiscan.formats.locks.ciphers import of_jose
from piiscan.formats.locks.kind import B64, SAFE, Kind, Match
from piiscan.later import later
from piiscan.model import Encryption

_ESCAPED = rb"(?:[A-Za-z0-9+/]|%2[BbFf])"  # a letter of base64 as it stands in a cookie
_PADDED = rb"(?:=|%3[Dd])"
_BEFORE = 4096  # bytes of a value that stand before what tells it: no cookie has more
_BACKWARDS = rb"(?:[A-Za-z0-9+/](?!2%)|[BbFf]2%)"  # such a letter, read from its end
_VECTOR = later(_BACKWARDS + rb"{16}--(?:=|[Dd]3%){0,2}" + _BACKWARDS + rb"{4}")
_RUN = later(rb"(?:=|[Dd]3%){0,2}" + _BACKWARDS + rb"++")
_INNER = later(rb"--" + B64 + rb"{22}==\Z")
_LARAVEL = later(rb'\{"iv":"([A-Za-z0-9+=\\/]{16,48})","value":"')
_SAFE_LETTERS = (string.ascii_letters + string.digits + "-_").encode()
_PASETO = {
    b"1": Encryption("encrypted", "PASETO AES-CTR", 256),
    b"2": Encryption("encrypted", "PASETO XChaCha20-Poly1305", 256),
    b"3": Encryption("encrypted", "PASETO AES-CTR", 256),
    b"4": Encryption("encrypted", "PASETO XChaCha20", 256),
}


def _before(found: Match, most: int = _BEFORE) -> bytes:
    return bytes(found.string[max(0, found.start() - most) : found.start()])


def _rails(found: Match) -> Encryption | None:
    """The text, the vector of 12 bytes and the tag of 16, each in base64, joined by two hyphens."""
    return Encryption("encrypted", "Rails AES-GCM") if _VECTOR.match(_before(found, 100)[::-1]) else None


def _rails_old(found: Match) -> Encryption | None:
    """Before Rails 5.2: what the signature is of is base64 itself, of a text and a vector of 16 bytes."""
    run = _RUN.match(_before(found)[::-1])
    if run is None:
        return None
    letters = re.sub(rb"%[0-9A-Fa-f]{2}", lambda escape: bytes.fromhex(escape[0][1:].decode()), run[0][::-1])
    try:
        signed = binascii.a2b_base64(letters[len(letters) % 4 :])
    except binascii.Error:
        return None
    return Encryption("encrypted", "Rails AES-CBC") if _INNER.search(signed) else None


def _laravel(found: Match) -> Encryption | None:
    letters = found[0][: len(found[0]) & ~3]
    inside = _LARAVEL.match(binascii.a2b_base64(letters.translate(bytes.maketrans(b"-_", b"+/"))))
    if inside is None:
        return None
    vector = inside[1].replace(b"\\", b"").rstrip(b"=")
    return Encryption("encrypted", "Laravel AES-GCM" if len(vector) == 16 else "Laravel AES-CBC")


def _jwe(found: Match) -> Encryption | None:
    """By the header, which stands round what told it."""
    before = _before(found)
    letters = before[len(before.rstrip(_SAFE_LETTERS)) :] + found[0].partition(b".")[0]
    try:
        header = json.loads(binascii.a2b_base64(letters.translate(bytes.maketrans(b"-_", b"+/")) + b"=="))
    except (ValueError, RecursionError):
        return None
    named = isinstance(header, dict) and "alg" in header and "enc" in header
    return of_jose(str(header["enc"])) if named else None


def _turns(text: bytes) -> tuple[bytes, ...]:
    """The letters that a text always is in base64, by how many bytes of a group of three stand before it."""
    found = []
    for before in range(3):
        letters = b64encode(bytes(before) + text)
        found.append(letters[-(-before * 8 // 6) : (before + len(text)) * 8 // 6])
    return tuple(found)


_JWE = later(SAFE + rb"{8,2048}\." + SAFE + rb"{0,2048}\." + SAFE + rb"{16,22}\." + SAFE + rb"+\." + SAFE + rb"{22,}")
_ENC = _turns(b'"enc":')

KINDS = (
    Kind(
        rb"--" + _ESCAPED + rb"{16}--",
        2,
        later(rb"--" + _ESCAPED + rb"{22}" + _PADDED + rb"{2}(?![A-Za-z0-9+/])"),
        "values",
        _rails,
    ),
    Kind(
        rb"[A-Za-z0-9+/=]--[0-9a-f]{40}",
        42,
        later(rb"--[0-9a-f]{40}(?:[0-9a-f]{24})?(?![0-9A-Za-z+/])"),
        "values",
        _rails_old,
    ),
    Kind(rb"eyJpdiI6I", 9, later(rb"eyJpdiI6I[A-Za-z0-9+/_-]{90,200}"), "values", _laravel),
    Kind(
        rb"CfDJ8",
        5,
        later(rb"(?<![A-Za-z0-9+/_-])CfDJ8[A-Za-z0-9+/_-]{129,}"),  # ids, a vector, a block and a code of 32 bytes
        "values",
        Encryption("encrypted", "ASP.NET data protection"),
    ),
    Kind(
        rb"\.ASPXAUTH=[0-9A-F]",
        11,
        later(rb"\.ASPXAUTH=[0-9A-F]{96,}"),
        "values",
        Encryption("opaque", "ASP.NET forms ticket"),
    ),
    *(Kind(letters, len(letters), _JWE, "tokens", _jwe) for letters in _ENC),
    Kind(
        rb"v[1-4]\.local\.",
        9,
        later(rb"(?<![A-Za-z0-9])v([1-4])\.local\." + SAFE + rb"{60,}"),
        "tokens",
        lambda found: _PASETO[found[1]],
    ),
    Kind(
        rb"Fe26\.2\*",
        7,
        later(
            rb"Fe26\.2\*[^*\s]{0,64}\*[0-9a-f]{64}\*" + SAFE + rb"{22}\*" + SAFE + rb"{22,}\*\d{0,20}\*[0-9a-f]{64}\*"
        ),
        "values",
        Encryption("encrypted", "iron AES"),
    ),
)
ROUGH = b"|".join(
    (
        rb"--[A-Za-z0-9+/%]{16}|[A-Za-z0-9+/=D]--[0-9a-f]{40}|eyJpdiI6I|CfDJ8|\.ASPXAUTH|v[1-4]\.local|Fe26\.2",
        *_ENC,
    )
)
