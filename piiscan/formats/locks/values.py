"""Single values of a text that are encrypted, wherever they stand in it: tokens, values of settings, elements of XML.

Rule: one is told by what its program writes round it and by its length, never by looking random; how it is locked by
what it says itself. Values of which nothing tells the cipher are `opaque`. What is clear beside them is read as ever.

Sources: github.com/fernet/spec; jasypt.org (StandardPBEByteEncryptor: salt, then blocks); Bitwarden's security paper
(types of cipher strings); 1Password's OPVault design; Vault's transit engine; Web3 Secret Storage 3; NSS' pk11sdr.c.
"""

from __future__ import annotations

import base64
import binascii

from piiscan.formats.locks import tokens
from piiscan.formats.locks.kind import B64, Buffer, Kind, Match, decoded_size
from piiscan.later import later
from piiscan.model import Encryption

_AROUND = 1500  # bytes in which an object of JSON or an element has its other parts
_BELOW = 4096  # bytes in which a manifest has its first value
_END = rb"(?:\r?\n|\\n)"


def _fernet(found: Match) -> Encryption | None:
    size = decoded_size(found[0])  # version, time, vector and signature, round blocks of 16
    return Encryption("encrypted", "Fernet AES-CBC", 128) if size >= 73 and size % 16 == 9 else None


def _jasypt(found: Match) -> Encryption | None:
    """A salt of 8 bytes and blocks of 8 are DES or Triple DES; all else may be anything."""
    size = decoded_size(found[1])
    mixed = all(any(map(test, found[1].decode())) for test in (str.isupper, str.islower, str.isdigit))
    if size < 16 or size % 8 or not mixed:
        return None
    return Encryption("weak", "Jasypt DES or Triple DES", 112) if size % 16 else Encryption("opaque", "Jasypt")


def _bitwarden(found: Match) -> Encryption | None:
    return Encryption("encrypted", "Bitwarden AES-CBC", 128 if found[1] == b"1" else 256)


def _ethereum(found: Match) -> Encryption | None:
    near = found.string[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    known = b'"ciphertext"' in near and b'"kdf"' in near and b'"mac"' in near
    return Encryption("encrypted", "AES-CTR", 128) if known else None


def _firefox(found: Match) -> Encryption | None:
    try:
        raw = base64.b64decode(found[1] + b"=" * (-len(found[1]) % 4))
    except binascii.Error:
        return None
    if bytes.fromhex("06082a864886f70d0307") in raw:
        return Encryption("weak", "Triple DES", 112)
    return Encryption("encrypted", "AES-CBC", 256) if bytes.fromhex("060960864801650304012a") in raw else None


def _xml(found: Match) -> Encryption | None:
    """The method of an element, which stands in front of its value (XML Encryption 1.1, 3.2)."""
    data = found.string
    if b"EncryptedData" not in data[max(0, found.start() - _AROUND) : found.start()]:
        return None
    if _XML_VALUE.search(data, found.end(), found.end() + 4 * _AROUND) is None:
        return None
    if found[3]:
        return Encryption("weak", "Triple DES", 112)
    return Encryption("encrypted", f"AES-{found[2].decode().upper()}", int(found[1]))


def _xml_unknown(found: Match) -> Encryption | None:
    """An element that names no method, or one that is not known: both may agree on one beforehand (3.2)."""
    data = found.string
    value = _XML_VALUE.search(data, found.end(), found.end() + 4 * _AROUND)
    if value is None or _XML_METHOD.search(data, found.end(), value.start()) is not None:
        return None
    return Encryption("opaque", "XML Encryption")


def _sealed_secret(found: Match) -> Encryption | None:
    """A manifest whose values begin with the length of a key under RSA (sealed-secrets, crypto.HybridEncrypt)."""
    data = found.string
    named = _KIND.search(data, max(0, found.start() - 20), found.start()) is not None
    if not named or _SEALED.search(data, found.end(), found.end() + _BELOW) is None:
        return None
    return Encryption("encrypted", "RSA-OAEP and AES-GCM", 256)


_XML_VALUE = later(rb"CipherValue\W{1,10}" + B64 + rb"{16}|CipherReference")
_METHOD = rb"#(?:aes(128|192|256)-(cbc|gcm)|(tripledes)-cbc)"
_XML_METHOD = later(rb"xmlenc(?:11)?" + _METHOD)
_KIND = later(rb"kind\W{1,8}\Z")
_SEALED = later(rb"A[gQ][A-D](?<![A-Za-z0-9+/].{3})" + B64 + rb"{300}")
_SALTED = later(rb"(?<![A-Za-z0-9+/])U2FsdGVkX1[89+/]" + B64 + rb"{32,}")
_VAULT = later(rb"\$ANSIBLE_VAULT;1\.[012];AES(?:256)?[^\n\\]{0,80}" + _END + rb"[ \t]{0,40}[0-9a-f]{60}")
_AGE = later(rb"-----BEGIN AGE ENCRYPTED FILE-----" + _END + rb"[ \t]{0,40}" + B64 + rb"{60}")
_OPENSSL = Encryption("encrypted", "OpenSSL enc")
_ANSIBLE = Encryption("encrypted", "Ansible AES-CTR", 256)
CHACHA = Encryption("encrypted", "ChaCha20-Poly1305", 256)
_KINDS = (
    Kind(rb"gAAAAA[A-H]", 7, later(rb"(?<![A-Za-z0-9_+/-])gAAAAA[A-H][A-Za-z0-9_-]{91,}={0,2}"), "values", _fernet),
    Kind(rb"ENC\([A-Za-z0-9+/]", 5, later(rb"ENC\((" + B64 + rb"{22,}={0,2})\)"), "values", _jasypt),
    Kind(
        rb"[0-2]\.[A-Za-z0-9+/]{22}==\|",
        27,
        later(rb"(?<![A-Za-z0-9.])([0-2])\." + B64 + rb"{22}==\|" + B64 + rb"{22,}={0,2}(?![A-Za-z0-9+/])"),
        "values",
        _bitwarden,
    ),
    Kind(
        rb"b3BkYXRhMD",
        10,
        later(rb"(?<![A-Za-z0-9+/])b3BkYXRhMD[EF]" + B64 + rb"{80,}"),
        "values",
        Encryption("encrypted", "1Password AES-CBC", 256),
    ),
    Kind(
        rb"vault:v[0-9]",
        8,
        later(rb"vault:v\d{1,4}:" + B64 + rb"{39,}"),
        "values",
        Encryption("encrypted", "Vault transit"),
    ),
    Kind(rb'"aes-1', 6, later(rb'"aes-128-ctr"'), "a key", _ethereum),
    Kind(
        rb'"encryptedU',
        11,
        later(rb'"encryptedUsername"\s{0,4}:\s{0,4}"(M' + B64 + rb'{40,}=*)"'),
        "values",
        _firefox,
    ),
    Kind(rb"xmlenc#[at]", 8, later(rb"xmlenc" + _METHOD), "elements", _xml),
    Kind(rb"xmlenc11#a", 10, later(rb"xmlenc11" + _METHOD), "elements", _xml),
    Kind(
        rb'[<:"]EncryptedData',
        14,
        later(rb'[<:"]EncryptedData(?=[\s>"])'),
        "elements",
        _xml_unknown,
    ),
    Kind(rb"U2FsdGVkX1", 10, _SALTED, "values", _OPENSSL),
    Kind(
        rb"ENC\[A",
        5,
        later(
            rb"ENC\[AES256_GCM,data:"
            rb"(?:[A-Za-z0-9+/=]{0,4096},iv:[A-Za-z0-9+/=]{20,60},tag:[A-Za-z0-9+/=]{20,}|[A-Za-z0-9+/]{4097})"
        ),
        "values",
        Encryption("encrypted", "SOPS AES-GCM", 256),
    ),
    Kind(
        rb"ENC\[P",
        5,
        later(rb"ENC\[PKCS7,\s{0,40}MI[A-Za-z0-9+/\s]{200,}"),
        "values",
        Encryption("encrypted", "PKCS #7"),
    ),
    Kind(
        rb"ENC\[GPG",
        7,
        later(rb"ENC\[GPG,\s{0,40}h[A-Z][A-Za-z0-9+/\s]{200,}"),
        "values",
        Encryption("encrypted", "OpenPGP"),
    ),
    Kind(rb"\$ANSIBLE_V", 10, _VAULT, "a vault", _ANSIBLE),
    Kind(rb"-----BEGIN AGE", 14, _AGE, "age in armor", CHACHA),
    Kind(rb"SealedSecret", 12, later(rb"SealedSecret\b"), "values", _sealed_secret),
    *tokens.KINDS,
)
TRIGGERS = tuple(kind.trigger for kind in _KINDS)
"""What each kind begins with, as a pattern of one length."""
ONE_LOCK = frozenset(number for number, kind in enumerate(_KINDS) if isinstance(kind.lock, Encryption))
"""The numbers of kinds of which one value says all there is to say."""
ROUGH = (
    rb'gAAAAA|ENC[(\[]|b3BkYXRhMD|vault:v|"aes-1|"encryptedU|xmlenc|EncryptedData|U2FsdGVkX1|\$ANSIBLE|BEGIN AGE'
    rb"|[0-2]\.[A-Za-z0-9+/]{22}==|SealedSecret|" + tokens.ROUGH
)
_BLOCKS = {  # what a file may be that begins with one
    "application/x-ansible-vault": (_VAULT, _ANSIBLE),
    "application/x-age-encryption": (_AGE, CHACHA),
    "application/x-openssl-enc": (_SALTED, _OPENSSL),
}


def lock_of(data: Buffer, kind: int, end: int) -> tuple[int, str, Encryption] | None:
    """(where it begins, what it is, its verdict) of a value whose beginning, one of `TRIGGERS`, ends at a place."""
    known = _KINDS[kind]
    found = known.whole.match(data, end - known.length)
    if found is None:
        return None
    lock = known.lock if isinstance(known.lock, Encryption) else known.lock(found)
    return None if lock is None else (found.start(), known.what, lock)


def block_of(head: bytes) -> tuple[str, Encryption] | None:
    """(media type, verdict) of a value of lines of its own, which a file begins with; None for all else."""
    for media_type, (whole, lock) in _BLOCKS.items():
        if whole.match(head):
            return media_type, lock
    return None
