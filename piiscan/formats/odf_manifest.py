"""The manifest of an OpenDocument package: which parts are encrypted, and how strongly.

OpenDocument 1.3, part 2, chapter 4.8, names the ciphers; LibreOffice adds GCM and a package inside the package.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from piiscan.formats.ooxml import Package
from piiscan.model import Encryption

MANIFEST = "META-INF/manifest.xml"
_BITS = {"aes128": 128, "aes192": 192, "aes256": 256}


@dataclass(slots=True)
class Manifest:
    """The parts under lock, and the ciphers by the name the manifest gives them, with the size of the key."""

    locked: set[str] = field(default_factory=set)
    ciphers: list[tuple[str, int | None]] = field(default_factory=list)

    def verdict(self) -> Encryption:
        """The weakest cipher that a part is under."""
        found = [_cipher(name, size) for name, size in self.ciphers]
        if not found:
            return Encryption("encrypted")
        name, bits = min(found, key=lambda cipher: cipher[1] or 0)
        return Encryption("weak" if bits is not None and bits < 128 else "encrypted", name, bits)


def manifest_of(package: Package) -> Manifest:
    """What the manifest says, an empty one if there is none."""
    manifest = Manifest()
    path, size, cipher = "", None, ""
    ended: list[tuple[str, int | None]] = manifest.ciphers

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal path, size, cipher
        name = tag.rpartition(" ")[2]
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "file-entry":
            path, size, cipher = local.get("full-path", ""), None, ""
        elif name == "encryption-data":
            manifest.locked.add(path)
        elif name == "algorithm":
            cipher = local.get("algorithm-name", "")
        elif name == "key-derivation":
            length = local.get("key-size", "16")  # the default: chapter 4.8.10
            size = int(length) * 8 if length.isascii() and length.isdigit() and len(length) < 4 else None

    def end(tag: str) -> None:
        if tag.endswith(" encryption-data") and (cipher, size) not in ended:
            ended.append((cipher, size))

    listing = next((name for name in package.entries if name == MANIFEST), None)
    if listing is not None:
        for _ in package.read(listing, (start, end, lambda _text: None)):
            pass
    return manifest


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
