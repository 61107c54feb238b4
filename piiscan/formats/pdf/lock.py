"""The lock of a PDF: its /Encrypt dictionary, by pdfminer.six, which sees it without the password."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from piiscan.model import Blob, Encryption


def verdict(blob: Blob) -> Encryption:
    """The cipher and key length of a locked PDF, and whether that is a lock at all (SPEC, chapter 10)."""
    try:
        return grade(_dictionary(blob))
    except Exception:  # noqa: BLE001 - too damaged to tell the cipher, and locked all the same
        return Encryption("encrypted")


def grade(lock: dict[str, Any]) -> Encryption:
    """By V, R and the crypt filter of streams (ISO 32000-2, 7.6).

    >>> grade({"V": 1, "R": 2})
    Encryption(verdict='weak', algorithm='RC4', bits=40, key_beside=None, opened=False, whole=True)
    >>> grade({"V": 5, "R": 6, "CF": {"StdCF": {"CFM": "AESV3"}}, "StmF": "StdCF"})
    Encryption(verdict='encrypted', algorithm='AES', bits=256, key_beside=None, opened=False, whole=True)
    """
    version = int(lock.get("V", 0))
    bits = int(lock.get("Length", 40))
    if version in {4, 5}:
        filters = lock.get("CF", {})
        named = next((lock[use] for use in ("StmF", "StrF", "EFF") if lock.get(use, "Identity") != "Identity"), "")
        method = filters.get(named, {}).get("CFM", "")
        bits = int(filters.get(named, {}).get("Length", bits)) if method == "V2" else bits
        algorithm, bits = {"AESV2": ("AES", 128), "AESV3": ("AES", 256), "V2": ("RC4", bits)}.get(method, ("", 0))
        if not algorithm:
            return Encryption("encrypted", None, 256 if version == 5 else 128)
        if algorithm == "RC4" and bits < 40:  # some writers count in bytes
            bits *= 8
    else:
        algorithm, bits = "RC4", 40 if version == 1 else bits
    return Encryption("encrypted" if bits >= 128 else "weak", algorithm, bits)


class Locked(PDFDocument):
    """A document that is looked at from outside."""

    def _initialize_password(self, password: str = "") -> None:
        """Nothing is decrypted."""


def lock_of(document: Locked) -> dict[str, Any]:
    """Its /Encrypt dictionary."""
    if document.encryption is None:
        return {}
    return {str(key): _plain(value) for key, value in document.encryption[1].items()}


def locks_attachments(blob: Blob) -> bool:
    """Whether all but the attachments is in the clear."""
    try:
        lock = _dictionary(blob)
    except Exception:  # noqa: BLE001 - too damaged to tell
        return False
    clear = all(lock.get(use, "Identity") == "Identity" for use in ("StmF", "StrF"))
    return int(lock.get("V", 0)) >= 4 and clear and lock.get("EFF", "Identity") != "Identity"


def locks_all(blob: Blob) -> bool:
    """Whether nothing is left in the clear: neither metadata nor all the strings, streams or attachments."""
    try:
        lock = _dictionary(blob)
    except Exception:  # noqa: BLE001 - too damaged to tell
        return False
    used = (lock.get("StmF", "Identity"), lock.get("StrF", "Identity"), lock.get("EFF", lock.get("StmF", "Identity")))
    return lock.get("EncryptMetadata") is not False and (int(lock.get("V", 0)) < 4 or "Identity" not in used)


def _dictionary(blob: Blob) -> dict[str, Any]:
    with blob.open() as stream:
        return lock_of(Locked(PDFParser(stream)))


def _plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - objects of an untyped library
    """Names and references as plain values."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import PSLiteral

    value = resolve1(value)
    if isinstance(value, PSLiteral):
        return str(value.name)
    if isinstance(value, dict) and depth < 4:
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    return value
