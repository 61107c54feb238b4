"""The manifest of an OpenDocument package: which parts are encrypted, how strongly, and how a key is made.

OpenDocument 1.3, part 2, chapter 4.8, names the ciphers; LibreOffice adds GCM and a package inside the package, whose
key is made by Argon2id (its namespace "loext").
"""

from __future__ import annotations

import base64
import binascii

from msgspec import Struct, field

from piiscan.formats.office.ooxml import Package
from piiscan.model import Encryption

MANIFEST = "META-INF/manifest.xml"
_BITS = {"aes128": 128, "aes192": 192, "aes256": 256}


class Lock(Struct):
    """How one part is encrypted, in the words of the manifest; numbers that are missing or odd are 0."""

    cipher: str = ""
    vector: bytes = b""
    checksum: bytes = b""
    checksum_type: str = ""
    start_key: str = ""  # the digest of the password; "" stands for SHA-1
    derivation: str = ""
    salt: bytes = b""
    size: int = 16  # of the key, in bytes: the default of chapter 4.8.10
    rounds: int = 0
    memory: int = 0  # of Argon2id, in KiB
    lanes: int = 0


class Manifest(Struct):
    """The parts under lock, each with its lock."""

    locked: dict[str, Lock] = field(default_factory=dict)

    def verdict(self) -> Encryption:
        """The weakest cipher that a part is under."""
        found = [_cipher(lock.cipher, lock.size * 8 or None) for lock in self.locked.values()]
        if not found:
            return Encryption("encrypted")
        name, bits = min(found, key=lambda cipher: cipher[1] or 0)
        return Encryption("weak" if bits is not None and bits < 128 else "encrypted", name, bits)


def manifest_of(package: Package) -> Manifest:
    """What the manifest says, an empty one if there is none."""
    manifest = Manifest()
    path, lock = "", Lock()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal path, lock
        name = tag.rpartition(" ")[2]
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "file-entry":
            path = local.get("full-path", "")
        elif name == "encryption-data":
            lock = manifest.locked[path] = Lock()
            lock.checksum, lock.checksum_type = _bytes(local.get("checksum", "")), local.get("checksum-type", "")
        else:
            _note(lock, name, local)

    listing = next((name for name in package.entries if name == MANIFEST), None)
    if listing is not None:
        for _ in package.read(listing, (start, lambda _tag: None, lambda _text: None)):
            pass
    return manifest


def _note(lock: Lock, name: str, local: dict[str, str]) -> None:
    match name:
        case "algorithm":
            lock.cipher, lock.vector = local.get("algorithm-name", ""), _bytes(local.get("initialisation-vector", ""))
        case "start-key-generation":
            lock.start_key = local.get("start-key-generation-name", "")
        case "key-derivation":
            lock.derivation, lock.salt = local.get("key-derivation-name", ""), _bytes(local.get("salt", ""))
            lock.size = _number(local.get("key-size", "16"), 4)
            lock.rounds = _number(local.get("iteration-count", local.get("argon2-iterations", "")), 10)
            lock.memory, lock.lanes = (
                _number(local.get("argon2-memory", ""), 10),
                _number(local.get("argon2-lanes", ""), 4),
            )


def _number(text: str, digits: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < digits else 0


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text[:1024])
    except (binascii.Error, ValueError):
        return b""


def _cipher(name: str, size: int | None) -> tuple[str | None, int | None]:
    """A cipher as people know it, and the bits of its key.

    >>> _cipher("http://www.w3.org/2001/04/xmlenc#aes256-cbc", 256), _cipher("Blowfish CFB", 128)
    (('AES-256', 256), ('Blowfish', 128))
    """
    lowered = name.rpartition("#")[2].lower()
    if "blowfish" in lowered:
        return "Blowfish", size
    for word, bits in _BITS.items():
        if lowered.startswith(word):
            return f"AES-{bits}", bits
    if "tripledes" in lowered:
        return "3DES", 112  # of the 168, an attack in the middle leaves so many
    return (name.rpartition("#")[2] or None), size
