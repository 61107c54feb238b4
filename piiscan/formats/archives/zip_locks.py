"""Members of a ZIP archive that the operator's passwords open: WinZip AES (AE-1, AE-2) and the old ZipCrypto.

Both run along with the data: nothing is decrypted but what is being read.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from piiscan.formats.archives.zip_data import OUTPUT, Read, decoded
from piiscan.formats.archives.zip_entries import AES_BITS, Entry, aes_field
from piiscan.model import Unscannable

Chunks = Callable[[], Iterator[bytes]]
_PROVED = 1 << 20  # a member up to this size is decoded to its checksum before a password is believed
_TRAILER = 10  # the authentication code behind AES data
_HEADER = 12  # of random bytes before ZipCrypto data, the last of which checks the password


def opened(read: Read, entry: Entry, start: int, passwords: Sequence[str]) -> tuple[Chunks, str] | None:
    """A run over the bytes of a locked member, and the password that opens it; None where none does."""
    for password in passwords:
        for secret in dict.fromkeys((password.encode("utf-8"), password.encode("cp437", "replace"))):
            chunks = _aes(read, entry, start, secret) if entry.method == 99 else _old(read, entry, start, secret)
            if chunks is not None and _proved(chunks, entry):
                return chunks, password
    return None


def _proved(chunks: Chunks, entry: Entry) -> bool:
    """Whether what comes out is the member: one wrong password in 256 passes the check of ZipCrypto."""
    done = 0
    try:
        for chunk in chunks():
            done += len(chunk)
            if done > _PROVED:
                return True
    except Unscannable:
        return done > _PROVED or entry.method == 99  # which has a better check; it is damaged then
    return True


def _aes(read: Read, entry: Entry, start: int, secret: bytes) -> Chunks | None:
    """WinZip, "AES Encryption Information", 2003: a key of PBKDF2, AES in counter mode, counting from 1."""
    field = aes_field(entry.extra)
    bits = AES_BITS.get(field[4]) if field else None
    if field is None or bits is None:
        return None
    salt = read(start, bits // 16)
    keys = hashlib.pbkdf2_hmac("sha1", secret, salt, 1000, bits // 4 + 2)
    data = start + len(salt) + 2
    if read(start + len(salt), 2) != keys[-2:]:
        return None
    size = max(0, entry.compressed - len(salt) - 2 - _TRAILER)
    (version,) = struct.unpack_from("<H", field)
    (method,) = struct.unpack_from("<H", field, 5)
    plain = entry._replace(method=method, compressed=size, crc=entry.crc if version == 1 else None)
    return partial(decoded, _counter_mode(read, keys[: bits // 8], data, size), plain, data)


def _counter_mode(read: Read, key: bytes, start: int, size: int) -> Read:
    import numpy as np
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305 - of counters, which makes it counter mode

    def decrypt(offset: int, count: int) -> bytes:
        at = offset - start
        data = read(offset, min(count, size - at)) if at < size else b""
        first, skip = divmod(at, 16)
        blocks = -(-(skip + len(data)) // 16)
        counters = np.zeros((blocks, 2), "<u8")
        counters[:, 0] = np.arange(first + 1, first + 1 + blocks, dtype=np.uint64)
        stream = cipher.encryptor().update(counters.tobytes())[skip : skip + len(data)]
        return (np.frombuffer(data, np.uint8) ^ np.frombuffer(stream, np.uint8)).tobytes()

    return decrypt


def _old(read: Read, entry: Entry, start: int, secret: bytes) -> Chunks | None:
    """APPNOTE 6.1. The check is the high byte of the checksum, or of the time where that stands behind the data."""
    check = entry.time >> 8 if entry.flags & 8 or entry.crc is None else entry.crc >> 24
    if _Old(secret).decrypt(read(start, _HEADER))[-1:] != bytes([check & 0xFF]):
        return None
    plain = entry._replace(compressed=max(0, entry.compressed - _HEADER))

    def run() -> Iterator[bytes]:
        cipher = _Old(secret)
        cipher.decrypt(read(start, _HEADER))
        end = start + entry.compressed

        def forward(offset: int, count: int) -> bytes:  # only ever asked for what follows
            return cipher.decrypt(read(offset, min(count, OUTPUT, end - offset))) if offset < end else b""

        yield from decoded(forward, plain, start + _HEADER)

    return run


_CRC = tuple(zlib.crc32(bytes([byte]), 0xFFFFFFFF) ^ 0xFFFFFFFF for byte in range(256))


class _Old:
    """The three keys of ZipCrypto."""

    def __init__(self, secret: bytes) -> None:
        self._keys = (0x12345678, 0x23456789, 0x34567890)
        first, second, third = self._keys
        for byte in secret:
            first = _crc(first, byte)
            second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            third = _crc(third, second >> 24)
        self._keys = (first, second, third)

    def decrypt(self, data: bytes) -> bytes:
        """The next bytes."""
        first, second, third = self._keys
        out = bytearray()
        table = _CRC
        for byte in data:
            mask = third | 2
            plain = byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF)
            first = (first >> 8) ^ table[(first ^ plain) & 0xFF]
            second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            third = (third >> 8) ^ table[(third ^ (second >> 24)) & 0xFF]
            out.append(plain)
        self._keys = (first, second, third)
        return bytes(out)


def _crc(value: int, byte: int) -> int:
    return (value >> 8) ^ _CRC[(value ^ byte) & 0xFF]
