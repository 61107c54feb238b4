"""The locks of Access 2007 and later, with a key that a password gives.

In 2010 and later pages are under AES ([MS-OFFCRYPTO] 2.3.4.10), in 2007 under RC4 (2.3.5.2) or AES (2.3.4.7), with the
number of the page in place of that of the block, as the sources below have it.

Rule: a password is right if the first pages become pages by it. What the file says of the lock is a claim: it may
not ask for more work than any program does. Source for the vectors of the pages: mdb-reader and Jackcess Encrypt.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
import warnings
from collections.abc import Callable, Iterable
from typing import NamedTuple

Decrypt = Callable[[int, bytes], bytes]
"""(number of a page, the page) → the page in the clear."""

_STANDARD_ROUNDS = 50_000  # of a hash, always
_MOST_ROUNDS = 1_000_000  # of a hash; Access makes 100,000
_BITS = frozenset({128, 192, 256})  # of keys of AES; the library makes a key as long as it is told to
_HASHES = frozenset({"SHA1", "SHA256", "SHA384", "SHA512"})
_TAG = re.compile(rb"<(?:\w+:)?(keyData|encryptedKey)\b([^<>]*)>")
_VALUE = re.compile(rb'(\w+)="([^"]*)"')
_VERSIONS = (b"\2\0\2\0", b"\3\0\2\0", b"\4\0\2\0")  # the versions of its header
_RC4_BITS = frozenset({40, 48, 56, 64, 80, 96, 128})  # those the library can have
_BY_AES = 0x20  # the standard lock, in the same header
_FIRST_PAGES = ((1, b"\x01\x01"), (2, b"\x02\x01"))  # rows, and the definition of the catalogue


class _Lock(NamedTuple):
    salt: bytes  # of the pages
    hash: str
    bits: int
    block: int
    own_salt: bytes  # of the password
    own_hash: str
    own_bits: int
    rounds: int
    key: bytes


def opener(info: bytes, encoding: bytes, passwords: Iterable[str], stored: Callable[[int], bytes]) -> Decrypt | None:
    """How to decrypt pages by the first password that opens them, None if none does; `stored` gives one as it is."""
    if info[:4] in _VERSIONS:
        return _by_header(info, encoding, passwords, stored)
    lock = _lock(info)
    if lock is None:
        return None
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    for password in passwords:
        try:
            key = ECMA376Agile.makekey_from_password(
                password, lock.own_salt, lock.own_hash, lock.key, lock.rounds, lock.own_bits
            )
            decrypt = _decrypter(lock, key[: lock.bits // 8], encoding)
            if _fits(decrypt, stored):
                return decrypt
        except Exception:  # noqa: BLE001, S112 - of the library, for whatever is wrong with the claims
            continue
    return None


def _fits(decrypt: Decrypt, stored: Callable[[int], bytes]) -> bool:
    return all(decrypt(number, stored(number)).startswith(mark) for number, mark in _FIRST_PAGES)


def _by_header(
    info: bytes, encoding: bytes, passwords: Iterable[str], stored: Callable[[int], bytes]
) -> Decrypt | None:
    """The same for RC4 CryptoAPI and the standard lock: their header (2.3.2), then the salt of the password (2.3.3)."""
    try:
        flags, size = struct.unpack_from("<II", info, 4)
        (bits,) = struct.unpack_from("<I", info, 28)
        salt = info[16 + size : 32 + size]
    except struct.error:
        return None
    by_aes = flags & _BY_AES
    bits = bits or (0 if by_aes else 40)
    if bits not in (_BITS if by_aes else _RC4_BITS):
        return None
    for password in passwords:
        secret = _sha1(salt + password.encode("utf-16-le", "surrogatepass"))
        decrypt = (_standard_decrypter if by_aes else _rc4_decrypter)(secret, bits, encoding)
        if _fits(decrypt, stored):
            return decrypt
    return None


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


def _standard_decrypter(secret: bytes, bits: int, encoding: bytes) -> Decrypt:
    """Pages under AES, each with a key of its own (2.3.4.7), block by block."""
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import ECB

    for number in range(_STANDARD_ROUNDS):
        secret = _sha1(number.to_bytes(4, "little") + secret)

    def decrypt(number: int, page: bytes) -> bytes:
        final = _sha1(secret + of_page(number, encoding)).ljust(64, b"\0")
        halves = (_sha1(bytes(byte ^ pad for byte in final)) for pad in (0x36, 0x5C))
        whole = page[: len(page) & ~15]
        return Cipher(AES(b"".join(halves)[: bits // 8]), ECB()).decryptor().update(whole)  # noqa: S305 - what it is

    return decrypt


def _rc4_decrypter(secret: bytes, bits: int, encoding: bytes) -> Decrypt:
    def decrypt(number: int, page: bytes) -> bytes:
        key = _sha1(secret + of_page(number, encoding))[: bits // 8]
        return rc4(key.ljust(16, b"\0") if bits == 40 else key, page)  # so is a key of 40 bits (2.3.5.2)

    return decrypt


def of_page(number: int, encoding: bytes) -> bytes:
    """The four bytes that the header has for keys, as they are for a page."""
    return bytes(one ^ other for one, other in zip(encoding, number.to_bytes(4, "little"), strict=True))


def rc4(key: bytes, data: bytes) -> bytes:
    """Under RC4, both ways. A key of 4, 5, 6, 7, 8, 10, 12 or 16 bytes; ValueError of any other."""
    from cryptography.hazmat.primitives.ciphers import Cipher

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4

        # Several times gives the same schedule as once, which the library may not have.
        times = next((many for many in (1, 2, 4) if 8 * len(key) * many in ARC4.key_sizes), 1)
        cipher = Cipher(ARC4(key * times), None)
    return cipher.decryptor().update(data)


def _lock(info: bytes) -> _Lock | None:
    tags = {tag[1]: dict(_VALUE.findall(tag[2])) for tag in _TAG.finditer(info)}
    pages, own = tags.get(b"keyData"), tags.get(b"encryptedKey")
    if pages is None or own is None:
        return None
    try:
        lock = _Lock(
            base64.b64decode(pages[b"saltValue"]),
            pages[b"hashAlgorithm"].decode("ascii"),
            int(pages[b"keyBits"]),
            int(pages[b"blockSize"]),
            base64.b64decode(own[b"saltValue"]),
            own[b"hashAlgorithm"].decode("ascii"),
            int(own[b"keyBits"]),
            int(own[b"spinCount"]),
            base64.b64decode(own[b"encryptedKeyValue"]),
        )
    except (KeyError, ValueError, binascii.Error):
        return None
    known = lock.hash in _HASHES and lock.own_hash in _HASHES and pages.get(b"cipherChaining") == b"ChainingModeCBC"
    known = known and {lock.bits, lock.own_bits} <= _BITS and lock.block == 16
    return lock if known and 0 <= lock.rounds <= _MOST_ROUNDS else None


def _decrypter(lock: _Lock, key: bytes, encoding: bytes) -> Decrypt:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES
    from cryptography.hazmat.primitives.ciphers.modes import CBC

    def decrypt(number: int, page: bytes) -> bytes:
        vector = hashlib.new(lock.hash, lock.salt + of_page(number, encoding)).digest()[: lock.block]
        whole = page[: len(page) & ~15]
        return Cipher(AES(key), CBC(vector)).decryptor().update(whole)

    return decrypt
