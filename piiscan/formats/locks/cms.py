"""CMS (RFC 5652: S/MIME, PKCS #7), PKCS #12 and private keys: a verdict by the cipher on what is encrypted.

What is only signed or compressed is read as a child.
"""

from __future__ import annotations

import base64
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.locks.ber import INTEGER, OCTETS, OID, SEQUENCE, BadAsn1Error, Node, root
from piiscan.formats.locks.ciphers import of_identifier, weakest
from piiscan.formats.markup.xml import text_from
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.plain.text import extract_text
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Encryption, Reason, Step, Unscannable

_PKCS7 = "1.2.840.113549.1.7."
_DATA, _SIGNED, _ENVELOPED, _SIGNED_ENVELOPED, _ENCRYPTED = (_PKCS7 + arc for arc in "12346")
_DIGESTED = _PKCS7 + "5"
_AUTHENTICATED = "1.2.840.113549.1.9.16.1.2"  # under a key so that nobody changes it, and in the clear
_AUTH_ENVELOPED = "1.2.840.113549.1.9.16.1.23"
_COMPRESSED = "1.2.840.113549.1.9.16.1.9"
_LOCKED = {_ENVELOPED, _SIGNED_ENVELOPED, _ENCRYPTED, _AUTH_ENVELOPED}
_SHROUDED = "1.2.840.113549.1.12.10.1.2"
_MAIL = re.compile(rb"(?i)(?:content-|mime-version|from|to|subject|date|received)[\w-]*:")
_SUFFIX = re.compile(r"(?i)\.(?:p7[mszc]|cms|pem|der)$")
_OUTPUT = 256 << 10
_LARGEST = 1 << 20  # of a store of keys
_PATIENCE = 4_000_000  # rounds of a hash: more are not made to try a password

MARK = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
"""The object identifier of PKCS #7, without its last arc."""
_MARK_SMIME = b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01"


def is_cms(head: bytes) -> str:
    """The name of the format of DER that begins so: "cms", "pkcs12", or "" for anything else."""
    if len(head) < 16 or head[0] != SEQUENCE:
        return ""
    start = 2 + (head[1] & 0x7F if head[1] & 0x80 else 0)
    if head.startswith((MARK, _MARK_SMIME), start):
        return "cms"
    if head.startswith(b"\x02\x01\x03", start) and MARK in head[start + 3 : start + 18]:
        return "pkcs12"
    return ""


def extract_cms(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The verdict, or the content as a child."""
    with blob.open() as stream:
        try:
            yield from _content(blob, stream, context)
        except BadAsn1Error:
            raise Unscannable(Reason.CORRUPT, "CMS structure is damaged") from None


def extract_pkcs12(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """A store of keys and certificates: it holds no text of people, but may open what does."""
    with blob.open() as stream:
        try:
            found = list(_pkcs12(root(stream), 0))
        except BadAsn1Error:
            raise Unscannable(Reason.CORRUPT, "PKCS #12 structure is damaged") from None
        stream.seek(0)
        data = stream.read(_LARGEST + 1)
    lock = weakest(found)
    if lock is not None and _opens_without(data):
        lock = Encryption("plain", lock.algorithm, lock.bits)
        raise Unscannable(Reason.UNSUPPORTED, "keys and certificates that the empty password opens", lock)
    if lock is None:
        raise Unscannable(Reason.UNSUPPORTED, "keys and certificates without a lock", Encryption("plain", "PKCS #12"))
    detail = f"keys and certificates under a password ({lock.algorithm})"
    raise Unscannable(Reason.ENCRYPTED, detail, lock)
    yield


def is_locked_store(data: bytes) -> bool:
    """Whether a store of keys (PKCS #12) is all here, and only opens with a password."""
    if is_cms(data[:64]) != "pkcs12":
        return False
    try:
        locked = any(_pkcs12(root(io.BytesIO(data)), 0))
    except BadAsn1Error:
        return False
    return locked and not _opens_without(data)


def _opens_without(data: bytes) -> bool:
    """Whether a store of keys opens with the empty password: such a lock keeps nobody out."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

    try:
        if len(data) > _LARGEST or max(_numbers(root(io.BytesIO(data))), default=0) > _PATIENCE:
            return False
    except (BadAsn1Error, RecursionError):  # of values packed in others there may be any number
        return False
    for password in (b"", None):
        try:
            load_pkcs12(data, password)
        except Exception:  # noqa: BLE001, S112 - a wrong password, or whatever the library does not read
            continue
        return True
    return False


def _numbers(node: Node) -> Iterator[int]:
    """The whole numbers in it and in what is packed in it in the clear, rounds of a hash among them."""
    for part in node.children():
        if part.tag == INTEGER:
            yield int.from_bytes(part.short()[:16], "big")
        elif part.constructed:
            yield from _numbers(part)
        elif part.tag == OCTETS and part.short()[:1] == b"\x30":
            try:
                inside = list(_numbers(root(io.BytesIO(b"".join(part.chunks())))))
            except BadAsn1Error:  # what is encrypted may begin so, too
                continue
            yield from inside


def _content(blob: Blob, stream: BinaryIO, context: Context) -> Iterator[Extracted]:
    kind, content = _info(root(stream))
    if kind in _LOCKED:
        lock = _cipher(content)
        raise Unscannable(Reason.ENCRYPTED, f"needs a key (CMS, {lock.algorithm or 'unknown cipher'})", lock)
    if kind not in {_DATA, _SIGNED, _COMPRESSED, _DIGESTED, _AUTHENTICATED}:
        raise Unscannable(Reason.UNSUPPORTED, "a kind of CMS without content")
    octets = content if kind == _DATA else _encapsulated(content)
    if octets is None:  # a signature beside what was signed: names of people and firms
        yield Encryption("plain", "CMS signature")
        yield from text_of_bytes(blob)
        return
    yield Encryption("plain", "CMS signed" if kind == _SIGNED else "CMS")
    context.budget.take_member()
    step = Step(Axis.DECODED, "cms")

    def run() -> Iterator[bytes]:
        try:
            yield from _inflated(octets) if kind == _COMPRESSED else octets.chunks()
        except BadAsn1Error:
            raise Unscannable(Reason.CORRUPT, "CMS content is cut short") from None

    member = Member(run, context)
    first = next(iter(octets.chunks()), b"") if kind != _COMPRESSED else next(_inflated(octets), b"")
    yield child(blob, step, _inner_name(blob.name, first), member)
    yield from member.gap((step,))


def _inner_name(name: str, first: bytes) -> str:
    """What was signed in a mail is a part of a mail, with headers of its own."""
    bare = _SUFFIX.sub("", name) or name
    return f"{bare}.eml" if _MAIL.match(first) and not bare.lower().endswith(".eml") else bare


def _info(node: Node) -> tuple[str, Node]:
    """ContentInfo: its type, and what stands in its [0]."""
    parts = node.children()
    kind = next(parts, None)
    tagged = next(parts, None)
    content = next(tagged.children(), None) if tagged is not None and tagged.constructed else None
    if kind is None or kind.tag != OID or content is None:
        raise BadAsn1Error
    return kind.oid(), content


def _encapsulated(content: Node) -> Node | None:
    """The octets of EncapsulatedContentInfo: the first SEQUENCE that begins with an object identifier."""
    for part in content.children():
        if part.tag != SEQUENCE:
            continue
        inner = list(part.children())
        if len(inner) == 2 and inner[0].tag == OID and inner[1].tag == 0xA0:
            return next(inner[1].children(), None)
    return None


def _cipher(content: Node) -> Encryption:
    """By EncryptedContentInfo { type, AlgorithmIdentifier, [0] }, which has no number in front."""
    try:
        for part in content.children():
            inner = list(part.children()) if part.tag == SEQUENCE else []
            if len(inner) >= 2 and inner[0].oid().startswith(_PKCS7):
                return of_identifier(inner[1]) or Encryption("encrypted", "CMS")
    except BadAsn1Error:
        pass
    return Encryption("encrypted", "CMS")


def _inflated(octets: Node) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for chunk in octets.chunks():
            fed = chunk
            while fed and not unpacker.eof:
                yield unpacker.decompress(fed, _OUTPUT)
                fed = unpacker.unconsumed_tail
    except zlib.error:
        raise Unscannable(Reason.CORRUPT, "CMS compressed data is damaged") from None


def _pkcs12(node: Node, depth: int) -> Iterator[Encryption]:
    """The ciphers of a store (RFC 7292, 4): those of its safes, and those of shrouded keys in clear safes."""
    for part in node.children() if depth < 4 else ():
        if part.tag == INTEGER or not part.constructed:
            continue
        inner = list(part.children())
        kind = inner[0].oid() if inner else ""
        if kind in _LOCKED:
            yield _cipher(_first(inner[1]))
        elif kind == _DATA:
            yield from _inside(_first(inner[1]), depth)
        elif kind == _SHROUDED:
            yield of_identifier(_first(_first(inner[1]))) or Encryption("encrypted", "PKCS #12")
        else:
            yield from _pkcs12(part, depth + 1)


def _first(node: Node) -> Node:
    found = next(node.children(), None)
    if found is None:
        raise BadAsn1Error
    return found


def _inside(octets: Node, depth: int) -> Iterator[Encryption]:
    data = b"".join(octets.chunks())[:_LARGEST] if octets.tag & 0x1F == OCTETS else b""
    if data:
        stream = io.BytesIO(b"\x30\x80" + data + b"\0\0")
        yield from _pkcs12(root(stream), depth + 1)


# PEM -----------------------------------------------------------------------------------------------------------

_PEM = re.compile(rb"-----BEGIN (CMS|PKCS7|ENCRYPTED PRIVATE KEY|[A-Z0-9 ]*PRIVATE KEY)-----\r?\n(.*?)-----", re.DOTALL)
_PUTTY = re.compile(rb"PuTTY-User-Key-File-[123]: [^\r\n]{1,80}\r?\nEncryption: ([\w-]{1,40})\r?\n")
_DEK = re.compile(rb"DEK-Info:\s*([\w-]+)")


def extract_pem(blob: Blob, context: Context) -> Iterator[Extracted]:
    """CMS in the dress of PEM, and what stands behind it as the text it is."""
    with blob.open() as stream:
        data = stream.read(context.limits.document + 1)
    found = _PEM.search(data)
    try:
        raw = base64.b64decode(found[2] if found else b"")
    except ValueError:
        raw = b""
    if found is None or not raw:
        raise Unscannable(Reason.CORRUPT, "PEM is damaged")
    yield from text_from(blob, context, found.end())
    context.budget.take_bytes(len(raw))
    inner = Blob(blob.name, lambda: io.BytesIO(raw), blob.at, len(raw))
    yield from extract_cms(inner, context)


def extract_private_key(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Whether a password locks the keys; and the file as the text it is, as something may stand beside them."""
    with blob.open() as stream:
        data = stream.read(_LARGEST)
    locks = [_key_lock(found[1], found[2]) for found in _PEM.finditer(data)]
    putty = _PUTTY.match(data)
    if putty is not None and putty[1] != b"none":
        locks.append(Encryption("encrypted", "PuTTY AES-CBC", 256))  # there is no other
    lock = weakest(filter(None, locks))
    if lock is None:
        lock = Encryption("plain", "private key")
    yield lock
    yield from extract_text(blob, context)
    if lock.verdict != "plain":
        raise Unscannable(Reason.ENCRYPTED, f"a private key under a password ({lock.algorithm})", lock)


def _key_lock(label: bytes, body: bytes) -> Encryption | None:
    from piiscan.formats.locks.ciphers import of_pem

    dek = _DEK.search(body[:400])
    if dek:
        return of_pem(dek[1].decode("ascii"))
    try:
        raw = base64.b64decode(body)
    except ValueError:
        return None
    if label == b"ENCRYPTED PRIVATE KEY":
        try:
            return of_identifier(_first(root(io.BytesIO(raw)))) or Encryption("encrypted", "PKCS #8")
        except BadAsn1Error:
            return Encryption("encrypted", "PKCS #8")
    if raw.startswith(b"openssh-key-v1\0"):  # the cipher as a string follows, PROTOCOL.key of OpenSSH
        length = int.from_bytes(raw[15:19], "big")
        name = raw[19 : 19 + min(length, 32)].decode("ascii", "replace")
        if name == "none":
            return None
        bits = re.search(r"aes(\d{3})", name)
        return Encryption("encrypted", f"OpenSSH {name}", int(bits[1]) if bits else 256)
    return None
