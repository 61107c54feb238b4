"""Parts of an OpenDocument package that the operator's passwords open.

OpenDocument 1.3, part 2, chapter 4.8: the password is hashed to a start key, the key of each part is derived from that
with a salt of its own, and the part was deflated before it was encrypted. The digest of the first KiB of that, or the
tag of GCM, proves a password. Everything runs along with the data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from piiscan.formats.archives.zip_data import OUTPUT, decoded, reader
from piiscan.formats.archives.zip_entries import Entry, data_start
from piiscan.formats.office.ooxml import Package
from piiscan.formats.opendocument.manifest import Lock, Manifest
from piiscan.model import Reason, Unscannable

_TAG, _NONCE = 16, 12  # of GCM, as XML Encryption 1.1 (5.2.4) puts them round the data
_ROUNDS = 2_000_000  # of PBKDF2 for one key: ten times what programs write
_EFFORT = 30_000_000  # rounds of PBKDF2 for all the passwords of one document: some ten seconds
_PASSES, _MEMORY = 16, 256 << 10  # of Argon2id: LibreOffice takes 3 passes over 64 MiB, here in KiB
_EACH_PASS = 100_000  # what a pass over 64 MiB costs, in rounds of PBKDF2
_PROVED = 1024  # bytes the digest is taken of


def unlock(package: Package, manifest: Manifest, passwords: Sequence[str]) -> str:
    """Open what one of the passwords opens: those parts leave `manifest.locked` and are read like any other.

    Gives what is to be said of passwords that were not tried, "" where all were.
    """
    parts = [(package.entries[name], lock) for name, lock in manifest.locked.items() if name in package.entries]
    able = [part for part in parts if part[0].method == 0 and _can(part[1])]
    if not able:
        return "its cipher or its way to a key is not known here" if parts else ""
    able.sort(key=lambda part: part[0].compressed)
    tried = next((part for part in able if _is_whole(package, part[0])), able[0])
    most = max(1, _EFFORT // _cost(tried[1]))
    password = next((each for each in passwords[:most] if _proves(package, *tried, each)), None)
    if password is None:
        return f"only the first {most} passwords were tried" if most < len(passwords) else ""
    for entry, lock in able:
        package.opened[entry.name] = partial(_run, package, entry, lock, cache(partial(_key, lock, password)))
        del manifest.locked[entry.name]
    return ""


def _can(lock: Lock) -> bool:
    """Whether a key can be made with what the manifest says, and at what cost."""
    named = _cipher_of(lock)
    if named == "blowfish":
        fits = len(lock.vector) == 8 and 4 <= lock.size <= 56
    else:
        fits = len(lock.vector) == (_NONCE if named == "gcm" else 16) and lock.size in {16, 24, 32}
    if not (named and fits and lock.salt):
        return False
    if lock.derivation.endswith("argon2id"):
        return 0 < lock.rounds <= _PASSES and 0 < lock.lanes <= 16 and 8 * lock.lanes <= lock.memory <= _MEMORY
    return "pbkdf2" in lock.derivation.lower() and 0 < lock.rounds <= _ROUNDS


def _cost(lock: Lock) -> int:
    if lock.derivation.endswith("argon2id"):
        return lock.rounds * lock.memory * _EACH_PASS >> 16 or 1
    return lock.rounds * -(-lock.size // 20)  # for each 20 bytes, the length of SHA-1


def _is_whole(package: Package, entry: Entry) -> bool:
    """Whether a part is as it was written, by the checksum of the archive: on damage no password is proved."""
    try:
        for _ in decoded(reader(package.stream), entry, data_start(package.stream, entry)):
            pass
    except Unscannable:
        return False
    return True


def _cipher_of(lock: Lock) -> str:
    lowered = lock.cipher.rpartition("#")[2].lower()
    if lowered.startswith("aes"):
        return "gcm" if lowered.endswith("-gcm") else "cbc" if lowered.endswith("-cbc") else ""
    return "blowfish" if "blowfish" in lowered else ""


def _key(lock: Lock, password: str) -> bytes:
    """Raises `Unscannable` where this machine has no Argon2."""
    start = hashlib.new("sha256" if lock.start_key.endswith("sha256") else "sha1", password.encode()).digest()
    if not lock.derivation.endswith("argon2id"):
        return hashlib.pbkdf2_hmac("sha1", start, lock.salt, lock.rounds, lock.size)
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        return Argon2id(
            salt=lock.salt, length=lock.size, iterations=lock.rounds, lanes=lock.lanes, memory_cost=lock.memory
        ).derive(start)
    except (UnsupportedAlgorithm, ValueError):  # OpenSSL before 3.2 has none; a salt may be too short
        raise Unscannable(Reason.ENCRYPTED, "Argon2id is not to be had here") from None


def _decryptor(lock: Lock, key: bytes, tag: bytes | None = None) -> Any:  # noqa: ANN401
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if _cipher_of(lock) == "blowfish":
        from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish

        return Cipher(Blowfish(key), feedback(lock.vector)).decryptor()
    mode = modes.GCM(lock.vector, tag) if _cipher_of(lock) == "gcm" else modes.CBC(lock.vector)
    return Cipher(algorithms.AES(key), mode).decryptor()


def feedback(vector: bytes) -> Any:  # noqa: ANN401 - of an untyped module
    """The mode CFB of `cryptography`, wherever its release has it."""
    try:
        from cryptography.hazmat.decrepit.ciphers.modes import CFB  # type: ignore[import-not-found,unused-ignore]
    except ImportError:  # before version 47 it stood with the others
        from cryptography.hazmat.primitives.ciphers.modes import CFB

    return CFB(vector)


def _deflated(package: Package, entry: Entry, lock: Lock, key: bytes) -> Iterator[bytes]:
    """A part decrypted, still deflated. Raises `Unscannable` where the end does not fit, after all of it."""
    from cryptography.exceptions import InvalidTag

    read, start = reader(package.stream), data_start(package.stream, entry)
    end, tag = start + entry.compressed, None
    if _cipher_of(lock) == "gcm":
        start, end = start + _NONCE, end - _TAG
        tag = read(max(start, end), _TAG)
    if end < start or (tag is not None and len(tag) < _TAG):
        raise Unscannable(Reason.CORRUPT, "encrypted part is cut short")
    decryptor = _decryptor(lock, key, tag)
    while start < end and (chunk := read(start, min(OUTPUT, end - start))):
        start += len(chunk)
        yield decryptor.update(chunk)
    try:
        yield decryptor.finalize()
    except (InvalidTag, ValueError):  # ValueError: no whole number of blocks
        raise Unscannable(Reason.CORRUPT, "encrypted part is damaged or cut short") from None


def _proves(package: Package, entry: Entry, lock: Lock, password: str) -> bool:
    try:
        stream = _deflated(package, entry, lock, _key(lock, password))
        if _cipher_of(lock) == "gcm":
            for _ in stream:  # to the tag
                pass
            return True
        head = next(stream, b"")
        if len(head) < _PROVED:
            head += b"".join(stream)
            head = head[: -head[-1]] if head and _cipher_of(lock) == "cbc" else head  # the padding
    except Unscannable:
        return False
    algorithm = "sha256" if "sha256" in lock.checksum_type.lower() else "sha1"
    return bool(lock.checksum) and hashlib.new(algorithm, head[:_PROVED]).digest() == lock.checksum


def _run(package: Package, entry: Entry, lock: Lock, key: Callable[[], bytes]) -> Iterator[bytes]:
    """The bytes of a part. Its key is made once, when it is first read."""
    stream = _deflated(package, entry, lock, key())
    held = bytearray()

    def forward(_offset: int, count: int) -> bytes:  # only ever asked for what follows
        while len(held) < count and (chunk := next(stream, b"")):
            held.extend(chunk)
        taken = bytes(held[:count])
        del held[:count]
        return taken

    yield from decoded(forward, entry._replace(method=8, crc=None), 0)
    for _ in stream:  # to the tag
        pass
