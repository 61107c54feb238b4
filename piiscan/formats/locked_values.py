"""Single values of a text that are encrypted, wherever they stand in it: tokens, values of settings, elements of XML.

Rule: one is told by what its program writes round it and by its length, never by looking random; how it is locked by
what it says itself. Values of which nothing tells the cipher are `opaque`. What is clear beside them is read as ever.

Sources: github.com/fernet/spec; jasypt.org (StandardPBEByteEncryptor: salt, then blocks); Bitwarden's security paper
(types of cipher strings); 1Password's OPVault design; Vault's transit engine; Web3 Secret Storage 3; NSS' pk11sdr.c.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import NamedTuple

from piiscan.later import later
from piiscan.model import Encryption

Buffer = bytes | bytearray
_Match = re.Match[bytes]
_AROUND = 1500  # bytes in which an object of JSON or an element has its other parts
_B64 = rb"[A-Za-z0-9+/]"
_END = rb"(?:\r?\n|\\n)"


class _Kind(NamedTuple):
    trigger: bytes  # what one begins with, of so many characters as `length` says
    length: int
    whole: re.Pattern[bytes]
    what: str
    lock: Callable[[_Match], Encryption | None]


def _is(lock: Encryption) -> Callable[[_Match], Encryption | None]:
    return lambda _: lock


def _size(text: bytes) -> int:
    """How many bytes stand in base64, -1 for none at all."""
    text = text.rstrip(b"=")
    return -1 if len(text) % 4 == 1 else len(text) * 3 // 4


def _fernet(found: _Match) -> Encryption | None:
    size = _size(found[0])  # version, time, vector and signature, round blocks of 16
    return Encryption("encrypted", "Fernet AES-CBC", 128) if size >= 73 and size % 16 == 9 else None


def _jasypt(found: _Match) -> Encryption | None:
    """A salt of 8 bytes and blocks of 8 are DES or Triple DES; all else may be anything."""
    size = _size(found[1])
    mixed = all(any(map(test, found[1].decode())) for test in (str.isupper, str.islower, str.isdigit))
    if size < 16 or size % 8 or not mixed:
        return None
    return Encryption("weak", "Jasypt DES or Triple DES", 112) if size % 16 else Encryption("opaque", "Jasypt")


def _bitwarden(found: _Match) -> Encryption | None:
    return Encryption("encrypted", "Bitwarden AES-CBC", 128 if found[1] == b"1" else 256)


def _ethereum(found: _Match) -> Encryption | None:
    near = found.string[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    known = b'"ciphertext"' in near and b'"kdf"' in near and b'"mac"' in near
    return Encryption("encrypted", "AES-CTR", 128) if known else None


def _firefox(found: _Match) -> Encryption | None:
    try:
        raw = base64.b64decode(found[1] + b"=" * (-len(found[1]) % 4))
    except binascii.Error:
        return None
    if bytes.fromhex("06082a864886f70d0307") in raw:
        return Encryption("weak", "Triple DES", 112)
    return Encryption("encrypted", "AES-CBC", 256) if bytes.fromhex("060960864801650304012a") in raw else None


def _xml(found: _Match) -> Encryption | None:
    """The method of an element, which stands in front of its value (XML Encryption 1.1, 3.2)."""
    data = found.string
    if b"EncryptedData" not in data[max(0, found.start() - _AROUND) : found.start()]:
        return None
    if _XML_VALUE.search(data, found.end(), found.end() + 4 * _AROUND) is None:
        return None
    if found[3]:
        return Encryption("weak", "Triple DES", 112)
    return Encryption("encrypted", f"AES-{found[2].decode().upper()}", int(found[1]))


_XML_VALUE = later(rb"CipherValue\W{1,10}" + _B64 + rb"{16}|CipherReference")
_XML_METHOD = rb"#(?:aes(128|192|256)-(cbc|gcm)|(tripledes)-cbc)"
_KINDS = (
    _Kind(rb"gAAAAA[A-H]", 7, later(rb"(?<![A-Za-z0-9_+/-])gAAAAA[A-H][A-Za-z0-9_-]{91,}={0,2}"), "values", _fernet),
    _Kind(rb"ENC\([A-Za-z0-9+/]", 5, later(rb"ENC\((" + _B64 + rb"{22,}={0,2})\)"), "values", _jasypt),
    _Kind(
        rb"[0-2]\.[A-Za-z0-9+/]{22}==\|",
        27,
        later(rb"(?<![A-Za-z0-9.])([0-2])\." + _B64 + rb"{22}==\|" + _B64 + rb"{22,}={0,2}(?![A-Za-z0-9+/])"),
        "values",
        _bitwarden,
    ),
    _Kind(
        rb"b3BkYXRhMD",
        10,
        later(rb"(?<![A-Za-z0-9+/])b3BkYXRhMD[EF]" + _B64 + rb"{80,}"),
        "values",
        _is(Encryption("encrypted", "1Password AES-CBC", 256)),
    ),
    _Kind(
        rb"vault:v[0-9]",
        8,
        later(rb"vault:v\d{1,4}:" + _B64 + rb"{39,}"),
        "values",
        _is(Encryption("encrypted", "Vault transit")),
    ),
    _Kind(rb'"aes-1', 6, later(rb'"aes-128-ctr"'), "a key", _ethereum),
    _Kind(
        rb'"encryptedU',
        11,
        later(rb'"encryptedUsername"\s{0,4}:\s{0,4}"(M' + _B64 + rb'{40,}=*)"'),
        "values",
        _firefox,
    ),
    _Kind(rb"xmlenc#[at]", 8, later(rb"xmlenc" + _XML_METHOD), "elements", _xml),
    _Kind(rb"xmlenc11#a", 10, later(rb"xmlenc11" + _XML_METHOD), "elements", _xml),
    _Kind(
        rb"U2FsdGVkX1",
        10,
        later(rb"(?<![A-Za-z0-9+/])U2FsdGVkX1[89+/][A-Za-z0-9+/]{32,}"),
        "values",
        _is(Encryption("encrypted", "OpenSSL enc")),
    ),
    _Kind(
        rb"ENC\[A",
        5,
        later(rb"ENC\[AES256_GCM,data:[A-Za-z0-9+/=]{0,4096},iv:[A-Za-z0-9+/=]{20,60},tag:[A-Za-z0-9+/=]{20,}"),
        "values",
        _is(Encryption("encrypted", "SOPS AES-GCM", 256)),
    ),
    _Kind(
        rb"ENC\[P",
        5,
        later(rb"ENC\[PKCS7,\s{0,40}MI[A-Za-z0-9+/\s]{200,}"),
        "values",
        _is(Encryption("encrypted", "PKCS #7")),
    ),
    _Kind(
        rb"\$ANSIBLE_V",
        10,
        later(rb"\$ANSIBLE_VAULT;1\.[12];AES256[^\n\\]{0,80}" + _END + rb"[ \t]{0,40}[0-9a-f]{60}"),
        "a vault",
        _is(Encryption("encrypted", "Ansible AES-CTR", 256)),
    ),
    _Kind(
        rb"-----BEGIN AGE",
        14,
        later(rb"-----BEGIN AGE ENCRYPTED FILE-----" + _END + rb"[ \t]{0,40}" + _B64 + rb"{60}"),
        "age in armor",
        _is(Encryption("encrypted", "ChaCha20-Poly1305", 256)),
    ),
)
TRIGGERS = tuple(kind.trigger for kind in _KINDS)
"""What each kind begins with, as a pattern of one length."""
ROUGH = (
    rb'gAAAAA|ENC[(\[]|b3BkYXRhMD|vault:v|"aes-1|"encryptedU|xmlenc|U2FsdGVkX1|\$ANSIBLE|BEGIN AGE'
    rb"|[0-2]\.[A-Za-z0-9+/]{22}=="
)


def lock_of(data: Buffer, kind: int, end: int) -> tuple[int, str, Encryption] | None:
    """(where it begins, what it is, its verdict) of a value whose beginning, one of `TRIGGERS`, ends at a place."""
    known = _KINDS[kind]
    found = known.whole.match(data, end - known.length)
    lock = known.lock(found) if found is not None else None
    return None if found is None or lock is None else (found.start(), known.what, lock)
