"""Texts with an encrypted part: values of SOPS and the like, vaults, armor, elements of XML. The rest is read.

The verdict is about the locked part; that it was not read is a gap that only the key could close. A file that begins
with a vault or armor has that type, whatever text stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats import BY_NAME
from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.formats.windows import by_lines
from piiscan.later import later
from piiscan.model import Blob, Encryption, Gap, Reason, Segment, Unscannable

_AGE = Encryption("encrypted", "ChaCha20-Poly1305", 256)
_MARKS = (  # a part of each that is soon sought comes first
    (b"[", b"ENC[AES256_GCM,data:", "values", Encryption("encrypted", "SOPS AES-GCM", 256)),
    (b"$", b"$ANSIBLE_VAULT;", "a vault", Encryption("encrypted", "Ansible AES-CTR", 256)),
    (b"-----BEGIN ", b"-----BEGIN AGE ENCRYPTED FILE-----", "age in armor", _AGE),
    (b"[", b"ENC[PKCS7,", "values", Encryption("encrypted", "PKCS #7")),  # hiera-eyaml
    (b"S", b"kind: SealedSecret", "values", Encryption("encrypted", "RSA-OAEP and AES-GCM", 256)),
)
_SALTED = (b"U2FsdGVkX1", "values", Encryption("encrypted", "OpenSSL enc"))  # "Salted__", as CryptoJS writes it too
_SALTED_VALUE = later(rb"(?<![A-Za-z0-9+/])U2FsdGVkX1[89+/][A-Za-z0-9+/]{32,}")  # a salt, and a block at least
_XML = b"http://www.w3.org/2001/04/xmlenc#"
_XML_CIPHER = later(
    rb"EncryptedData[^>]{0,400}>\s*<[^>]{0,40}EncryptionMethod[^>]{0,400}?"
    rb"(?:xmlenc(?:11)?#aes(128|192|256)-(cbc|gcm)|xmlenc#(tripledes)-cbc)"
)
_WHOLE = (  # how a file begins that is such a block
    (b"$ANSIBLE_VAULT;", "application/x-ansible-vault", Encryption("encrypted", "AES", 256)),
    (b"-----BEGIN AGE ENCRYPTED FILE-----", "application/x-age-encryption", _AGE),
)
_BEGINS = tuple(mark for mark, _, _ in _WHOLE)
_LINE = 4096  # no line of a block is so long
_HEX = later(rb"[ \t]*[0-9a-f]+\s*")
_PGP = later(rb"(?m)^-----BEGIN PGP (?:MESSAGE|SIGNED MESSAGE)-----[ \t]*\r?$")
_PROSE = frozenset({"text", "markdown"})  # a table or a mail has a reader that knows its parts


def sealed_block(head: bytes) -> Format | None:
    """The format of a file that begins with a vault or armor, None for anything else."""
    if not head.startswith(_BEGINS):
        return None
    for mark, media_type, lock in _WHOLE:
        if head.startswith(mark):
            return Format("locked", media_type, _block(lock))
    return None


def partly_locked(head: bytes, found: Format) -> Format:
    """The format of a text, with the verdict on its locked part if it has one."""
    for sign, mark, what, lock in _MARKS:
        if sign in head and mark in head:
            return Format(found.name, found.media_type, _with(found.extract, what, lock))
    if _SALTED[0] in head and _SALTED_VALUE.search(head):
        return Format(found.name, found.media_type, _with(found.extract, *_SALTED[1:]))
    if _XML in head and b"EncryptedData" in head:
        return Format(found.name, found.media_type, _with(found.extract, "elements", _lock_of_xml(head)))
    pgp = found.name in _PROSE and b"-----BEGIN " in head and b"-----BEGIN PGP " in head and _PGP.search(head)
    return BY_NAME["openpgp-armor"] if pgp else found


def _lock_of_xml(head: bytes) -> Encryption:
    """By the method that the first locked element names (XML Encryption 1.1, 5.2)."""
    found = _XML_CIPHER.search(head)
    if found is None:
        return Encryption("opaque", "XML Encryption")
    if found[3]:
        return Encryption("weak", "Triple DES", 112)
    return Encryption("encrypted", f"AES-{found[2].decode().upper()}", int(found[1]))


def _with(extract: Extract, what: str, lock: Encryption) -> Extract:
    def both(blob: Blob, context: Context) -> Iterator[Extracted]:
        yield lock
        yield from extract(blob, context)
        yield Gap(Reason.ENCRYPTED, f"{what} inside need a key ({lock.algorithm})")

    return both


def _block(lock: Encryption) -> Extract:
    def extract(blob: Blob, context: Context) -> Iterator[Extracted]:
        from piiscan.formats.xml import text_from

        detail = f"needs a key ({lock.algorithm})"
        behind = _behind(blob)
        if behind is not None:
            yield lock
            read = False
            for item in text_from(blob, context, behind):
                read = read or (isinstance(item, Segment) and bool(item.data[item.start :].strip()))
                yield item
            if read:
                yield Gap(Reason.ENCRYPTED, detail)
                return
        raise Unscannable(Reason.ENCRYPTED, detail, lock)

    return extract


def _behind(blob: Blob) -> int | None:
    """Where the block ends that the file begins with, if anything follows."""
    with by_lines(blob.open()) as stream:
        first = stream.readline(_LINE)
        end = len(first)
        while line := stream.readline(_LINE):
            if first.startswith(b"-"):
                end += len(line)
                if line.startswith(b"-----END AGE"):
                    break
            elif _HEX.fullmatch(line):
                end += len(line)
            else:
                break
        else:
            return None
        return end if first.startswith(b"$") or stream.read(1) else None
