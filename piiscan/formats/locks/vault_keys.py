"""What the operator's passwords open: vaults of Ansible, and age under a passphrase. The only file that decrypts these.

Sources: ansible-core, lib/ansible/parsing/vault (VaultAES256); age-encryption.org/v1 (C2SP/C2SP/age.md).
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import io
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.config import Limits
from piiscan.later import later
from piiscan.model import Blob, Reason, Unscannable

Chunks = Callable[[], Iterator[bytes]]
Opens = Callable[[], BinaryIO]

_LARGEST = 64 << 20  # bytes of a block of lines, which is opened whole
_ROUNDS = 10_000
_BLOCK = 16
_SCRYPT = later(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (\d{1,2})\n([A-Za-z0-9+/]{43})\n--- [A-Za-z0-9+/]{43}\n"
)
_AGE = b"age-encryption.org/v1\n"
_HEAD = 1024  # bytes; of a file for a passphrase alone the header has always the same form
_COSTLIEST = 18  # the logarithm of rounds: 256 MiB of memory, which is what age itself takes
_CHUNK, _TAG = 64 << 10, 16
_LINES = re.compile(rb"-----(?:BEGIN|END) AGE ENCRYPTED FILE-----|\s+")


def open_vault(text: bytes, passwords: tuple[str, ...]) -> bytes | None:
    """What a vault holds, None where no password opens it. `text` begins with its header."""
    try:
        inner = binascii.unhexlify(b"".join(text.split()[1:]))
        salt, code, sealed = (binascii.unhexlify(part) for part in inner.split(b"\n"))
    except (binascii.Error, ValueError):
        return None
    for password in passwords:
        keys = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ROUNDS, 80)
        if hmac.compare_digest(hmac.digest(keys[32:64], sealed, "sha256"), code):
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

            padded = Cipher(algorithms.AES(keys[:32]), modes.CTR(keys[64:])).decryptor().update(sealed)
            return padded[: -padded[-1]] if padded and padded[-1] <= _BLOCK else padded
    return None


def too_costly(blob: Blob) -> str:
    """What is to be said of a file of age that no password was tried on, "" where there is nothing."""
    with blob.open() as stream:
        head = stream.read(_HEAD)
    found = _SCRYPT.match(head if head.startswith(_AGE) else dearmored(head[: len(head) // 4 * 4]))
    if found is None or int(found[2]) <= _COSTLIEST:
        return ""
    return f"a passphrase costs more than {1 << _COSTLIEST - 10} MiB of memory: none was tried"


def opened(blob: Blob, end: int | None, limits: Limits, passwords: tuple[str, ...]) -> Chunks | None:
    """A run over what a file that begins with a vault or with age holds, None where no password opens it.

    `end` is where its block ends, if anything follows. Beyond the limit for documents none is tried, but on age itself.
    """
    with blob.open() as stream:
        most = min(limits.document, _LARGEST)
        text = stream.read(most if end is None else min(most, end))
    if text.startswith(_AGE):
        return open_age(blob.open, passwords)
    if text.startswith(b"-"):
        data = dearmored(text)
        return open_age(lambda: io.BytesIO(data), passwords)
    found = open_vault(text, passwords) if text.startswith(b"$") else None
    return None if found is None else (lambda: iter((found,)))


def dearmored(text: bytes) -> bytes:
    """The bytes in the armor of age."""
    try:
        return b64decode(_LINES.sub(b"", text))
    except binascii.Error:
        return b""


def open_age(opens: Opens, passwords: tuple[str, ...]) -> Chunks | None:
    """A run over what a file of age holds, None where no passphrase opens it, or it costs more than may be spent."""
    with opens() as stream:
        found = _SCRYPT.match(stream.read(_HEAD))
    if found is None or int(found[2]) > _COSTLIEST:
        return None
    salt, wrapped = (b64decode(part + b"=" * (-len(part) % 4)) for part in (found[1], found[3]))
    for password in passwords:
        key = _file_key(password, salt, int(found[2]), wrapped)
        if key is not None:
            return lambda: _payload(opens, found.end(), key)
    return None


def _file_key(password: str, salt: bytes, cost: int, wrapped: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    kdf = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << cost, r=8, p=1)
    try:
        return ChaCha20Poly1305(kdf.derive(password.encode())).decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        return None


def _payload(opens: Opens, start: int, key: bytes) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    with opens() as stream:
        stream.seek(start)
        cipher = ChaCha20Poly1305(HKDF(SHA256(), 32, stream.read(16), b"payload").derive(key))
        chunk, number = stream.read(_CHUNK + _TAG), 0
        while chunk:
            following = stream.read(_CHUNK + _TAG)
            try:
                yield cipher.decrypt(number.to_bytes(11, "big") + bytes((not following,)), chunk, None)
            except InvalidTag:
                raise Unscannable(Reason.CORRUPT, "encrypted data is damaged or cut short") from None
            chunk, number = following, number + 1
