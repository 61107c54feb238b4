"""The names of ciphers in containers, and the verdict each gives. The only file that knows which cipher is strong.

The two tests of the law (SPEC, chapter 10): a key is needed (17.02), and the process is of 128 bits or more (93H).
Ciphers that fail the second, or are documented to be broken, are "weak": reported, not trusted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from piiscan.formats.locks.ber import OID, SEQUENCE, BadAsn1Error, Node
from piiscan.model import Encryption

_STRONG_BITS = 128

# Object identifiers (RFC 3370, 3565, 5084, 8018, 8103, 7292; NIST CSOR): name and effective bits. Three-key Triple
# DES has 112 (SP 800-57).
_BY_OID: dict[str, tuple[str, int]] = {
    "2.16.840.1.101.3.4.1.2": ("AES-CBC", 128),
    "2.16.840.1.101.3.4.1.22": ("AES-CBC", 192),
    "2.16.840.1.101.3.4.1.42": ("AES-CBC", 256),
    "2.16.840.1.101.3.4.1.6": ("AES-GCM", 128),
    "2.16.840.1.101.3.4.1.26": ("AES-GCM", 192),
    "2.16.840.1.101.3.4.1.46": ("AES-GCM", 256),
    "2.16.840.1.101.3.4.1.7": ("AES-CCM", 128),
    "2.16.840.1.101.3.4.1.27": ("AES-CCM", 192),
    "2.16.840.1.101.3.4.1.47": ("AES-CCM", 256),
    "1.2.840.113549.1.9.16.3.18": ("ChaCha20-Poly1305", 256),
    "1.2.392.200011.61.1.1.1.2": ("Camellia-CBC", 128),
    "1.2.392.200011.61.1.1.1.3": ("Camellia-CBC", 192),
    "1.2.392.200011.61.1.1.1.4": ("Camellia-CBC", 256),
    "1.2.410.200004.1.4": ("SEED-CBC", 128),
    "1.2.840.113533.7.66.10": ("CAST5-CBC", 128),
    "1.2.840.113549.3.7": ("Triple DES", 112),
    "1.3.14.3.2.7": ("DES", 56),
    "1.2.840.113549.3.2": ("RC2-CBC", 40),  # by its parameter
    "1.2.840.113549.3.4": ("RC4", 40),
    "1.2.840.113549.1.5.1": ("DES", 56),
    "1.2.840.113549.1.5.3": ("DES", 56),
    "1.2.840.113549.1.5.4": ("RC2", 64),
    "1.2.840.113549.1.5.6": ("RC2", 64),
    "1.2.840.113549.1.5.10": ("DES", 56),
    "1.2.840.113549.1.5.11": ("RC2", 64),
    "1.2.840.113549.1.12.1.1": ("RC4", 128),
    "1.2.840.113549.1.12.1.2": ("RC4", 40),
    "1.2.840.113549.1.12.1.3": ("Triple DES", 112),
    "1.2.840.113549.1.12.1.4": ("Triple DES", 80),
    "1.2.840.113549.1.12.1.5": ("RC2-CBC", 128),
    "1.2.840.113549.1.12.1.6": ("RC2-CBC", 40),
}
_PBES2 = "1.2.840.113549.1.5.13"
_RC2 = "1.2.840.113549.3.2"
_RC2_BITS = {160: 40, 120: 64, 58: 128}  # RFC 2268, chapter 6: the version stands for the key length

_OPENPGP: dict[int, tuple[str, int]] = {  # RFC 9580, 9.3
    1: ("IDEA", 128),
    2: ("Triple DES", 112),
    3: ("CAST5", 128),
    4: ("Blowfish", 128),
    7: ("AES", 128),
    8: ("AES", 192),
    9: ("AES", 256),
    10: ("Twofish", 256),
    11: ("Camellia", 128),
    12: ("Camellia", 192),
    13: ("Camellia", 256),
}
_JOSE: dict[str, tuple[str, int]] = {  # RFC 7518, 5.1
    "A128GCM": ("AES-GCM", 128),
    "A192GCM": ("AES-GCM", 192),
    "A256GCM": ("AES-GCM", 256),
    "A128CBC-HS256": ("AES-CBC", 128),
    "A192CBC-HS384": ("AES-CBC", 192),
    "A256CBC-HS512": ("AES-CBC", 256),
    "C20P": ("ChaCha20-Poly1305", 256),
    "XC20P": ("XChaCha20-Poly1305", 256),
}
_DEK = {  # the header of an old PEM key, RFC 1423 and OpenSSL
    "DES-CBC": ("DES", 56),
    "DES-EDE3-CBC": ("Triple DES", 112),
    "AES-128-CBC": ("AES-CBC", 128),
    "AES-192-CBC": ("AES-CBC", 192),
    "AES-256-CBC": ("AES-CBC", 256),
    "CAMELLIA-128-CBC": ("Camellia-CBC", 128),
    "CAMELLIA-256-CBC": ("Camellia-CBC", 256),
}


def graded(cipher: str | None, bits: int | None) -> Encryption:
    """The verdict on what a cipher of so many bits locks; one that is hidden by the key is taken for strong.

    >>> graded("AES-CBC", 256).verdict, graded("Triple DES", 112).verdict, graded(None, None).verdict
    ('encrypted', 'weak', 'encrypted')
    """
    return Encryption("weak" if bits is not None and bits < _STRONG_BITS else "encrypted", cipher, bits)


def of_openpgp(number: int | None) -> Encryption:
    """By the number of a symmetric algorithm; None where the packet that has it is encrypted itself."""
    name, bits = _OPENPGP.get(number or 0, (None, None))
    return graded(f"OpenPGP {name}" if name else "OpenPGP", bits)


def of_jose(name: str) -> Encryption:
    """By the header "enc"."""
    cipher, bits = _JOSE.get(name, (None, None))
    return graded(f"JWE {cipher}" if cipher else "JWE", bits)


def of_pem(name: str) -> Encryption:
    """By the header DEK-Info."""
    return graded(*_DEK.get(name.upper(), (name[:32] or None, None)))


def of_identifier(node: Node) -> Encryption | None:
    """By an AlgorithmIdentifier; None where it names no cipher. PBES2 has the cipher inside (RFC 8018, A.4)."""
    parts = _some(node)
    oid = parts[0].oid() if parts and parts[0].tag == OID else ""
    if oid == _PBES2:
        inner = [of_identifier(part) for part in _some(parts[1])] if len(parts) > 1 else []
        return next((found for found in reversed(inner) if found is not None), Encryption("encrypted"))
    if oid == _RC2 and len(parts) > 1:
        numbers = [part.short() for part in _some(parts[1])] if parts[1].tag == SEQUENCE else []
        version = int.from_bytes(numbers[0], "big") if numbers else 0
        return graded("RC2-CBC", _RC2_BITS.get(version, 40))
    return graded(*_BY_OID[oid]) if oid in _BY_OID else None


def weakest(found: Iterable[Encryption]) -> Encryption | None:
    """Of several verdicts the one that protects least, "plain" last of all."""
    locks = sorted(found, key=lambda one: (one.verdict == "plain", one.verdict != "weak", one.bits or 1 << 16))
    return locks[0] if locks else None


def _some(node: Node, most: int = 8) -> list[Node]:
    parts: list[Node] = []
    with contextlib.suppress(BadAsn1Error):
        _take(node.children(), parts, most)
    return parts


def _take(nodes: Iterator[Node], parts: list[Node], most: int) -> None:
    for node in nodes:
        parts.append(node)
        if len(parts) == most:
            return
