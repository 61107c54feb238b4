"""Office documents under a password: which kind of lock it is, and whether it locks anything.

A workbook "encrypted" with the password Excel itself carries is open to anyone who has Excel: it is decrypted
with that and read (SPEC, chapter 10).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Self, cast

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Encryption, Reason, Segment, Step, Unscannable
from piiscan.temporary import tempfile

_DEFAULT_PASSWORDS = (
    "VelvetSweatshop",
    "/01Hannes Ruescher/01",
)  # of Excel and PowerPoint, MS-OFFCRYPTO 2.4.2.3
_OOXML = "EncryptionInfo"
_LICENSED = "\x06DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def extract_ooxml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The content, if a built-in password opens it; else the verdict."""
    if _is_licensed(blob):
        raise Unscannable(Reason.ENCRYPTED, "needs a license of its rights management", Encryption("encrypted", "IRM"))
    encryption = _ooxml_encryption(blob)
    with tempfile.SpooledTemporaryFile(max_size=context.limits.member_memory, prefix="piiscan-") as plain:
        password = _decrypt(blob, cast("BinaryIO", plain), context)
        if password is None:
            yield from _clear_properties(blob)
            raise _needs_password(encryption)
        yield _standing(encryption, password)
        yield from _decrypted(blob, cast("BinaryIO", plain), context)


def _is_licensed(blob: Blob) -> bool:
    """Whether no password but a server for rights gives the key (MS-OFFCRYPTO 2.2)."""
    return bool(_stream(blob, _LICENSED)) and not _stream(blob, _OOXML)


def legacy_verdict(blob: Blob, context: Context) -> Iterator[Extracted] | None:
    """What to give for an Office 97-2003 document that is encrypted; None if it is not."""
    with blob.open() as stream:
        document = _office_file(stream)
        try:
            if document is None or not document.is_encrypted():
                return None
        except Exception:  # noqa: BLE001 - too damaged to tell
            return None
    return _legacy(blob, context)


def _legacy(blob: Blob, context: Context) -> Iterator[Extracted]:
    with tempfile.SpooledTemporaryFile(max_size=context.limits.member_memory, prefix="piiscan-") as plain:
        password = _decrypt(blob, cast("BinaryIO", plain), context)
        encryption = _legacy_encryption(blob)
        if password is None:
            yield from _clear_properties(blob)
            raise _needs_password(encryption)
        yield _standing(encryption, password)
        yield from _decrypted(blob, cast("BinaryIO", plain), context)


def _standing(encryption: Encryption, password: str) -> Encryption:
    """The verdict on a document that is open: a password everybody has is no lock."""
    if password in _DEFAULT_PASSWORDS:
        return Encryption("plain", encryption.algorithm, encryption.bits)
    return replace(encryption, opened=True)


def _needs_password(encryption: Encryption) -> Unscannable:
    detail = f"needs a password ({encryption.algorithm or 'unknown cipher'})"
    return Unscannable(Reason.ENCRYPTED, detail, encryption)


def _clear_properties(blob: Blob) -> Iterator[Segment]:
    """Title, author and the like, which most of these locks leave in the clear (MS-OFFCRYPTO 2.3.5.4)."""
    import olefile

    flow = Flow()
    try:
        with blob.open() as stream, olefile.OleFileIO(stream) as container:
            found = container.get_metadata()
            for name in (*found.SUMMARY_ATTRIBS, *found.DOCSUM_ATTRIBS):
                value = getattr(found, name, None)
                if isinstance(value, bytes) and value.strip():
                    flow.write(f"{name}: {value.decode('cp1252', 'replace')}", (Step(Axis.PART, "properties"),))
                    flow.end_line()
    except Exception:  # noqa: BLE001 - a damaged container has none
        return
    yield from flow.finish()


def _decrypted(blob: Blob, plain: BinaryIO, context: Context) -> Iterator[Extracted]:
    from piiscan.formats.identify import identify_blob

    inner = Blob(blob.name, lambda: _Kept(plain), blob.at)  # type: ignore[arg-type,return-value]
    found = identify_blob(inner)
    if found.name == "ooxml-encrypted" or legacy_verdict(inner, context) is not None:
        raise Unscannable(Reason.CORRUPT, "decrypted to another encrypted document")
    yield from found.extract(inner, context)


class _Kept:
    """A stream that starts at 0 and stays open for the next reader."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.seek(0)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream can do
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def close(self) -> None:
        """Leave it open."""


def _office_file(stream: BinaryIO) -> Any:  # noqa: ANN401 - an untyped library
    import msoffcrypto

    from piiscan.formats.compound.ole import opened

    try:
        # The library opens every stream for as long as it says it is, so one that lies is not shown to it.
        if stream.read(8) == _COMPOUND and opened(stream)[1]:
            return None
        stream.seek(0)
        return msoffcrypto.OfficeFile(stream)
    except Exception:  # noqa: BLE001 - of the library, of olefile below it, of Python's own XML parser
        return None


def _decrypt(blob: Blob, plain: BinaryIO, context: Context) -> str | None:
    """Try the passwords everybody has, and those of the operator; the one that opens it."""
    for password in (*_DEFAULT_PASSWORDS, *context.passwords):
        with blob.open() as stream:
            document = _office_file(stream)
            if document is None:
                return None
            plain.seek(0)
            plain.truncate()
            try:
                if document.format == "ooxml":
                    document.load_key(password=password, verify_password=True)
                else:
                    document.load_key(password=password)
                document.decrypt(plain)
            except Exception:  # noqa: BLE001, S112 - a wrong password shows as many kinds of error
                continue
        context.budget.take_bytes(plain.tell())
        return password
    return None


def _ooxml_encryption(blob: Blob) -> Encryption:
    """Algorithm and key length by the stream EncryptionInfo (MS-OFFCRYPTO 2.3.4)."""
    info = _stream(blob, _OOXML)
    if len(info) < 12:
        return Encryption("encrypted")
    major, minor = struct.unpack_from("<HH", info)
    if minor == 4:
        key = re.search(rb"<(?:\w+:)?encryptedKey\b[^>]*>", info) or re.search(rb"<keyData\b[^>]*>", info)
        algorithm = re.search(rb'cipherAlgorithm="(\w+)"', key[0]) if key else None
        bits = re.search(rb'keyBits="(\d{1,4})"', key[0]) if key else None
        return Encryption(
            "encrypted" if bits is None or int(bits[1]) >= 128 else "weak",
            algorithm[1].decode() if algorithm else None,
            int(bits[1]) if bits else None,
        )
    if minor == 2 and len(info) >= 40 and major in {2, 3, 4}:
        algorithm_id, _, bits_claimed = struct.unpack_from("<III", info, 12 + 8)
        return _by_id(algorithm_id, bits_claimed)
    return Encryption("encrypted")


def _by_id(algorithm_id: int, bits: int) -> Encryption:
    names = {0x660E: ("AES", 128), 0x660F: ("AES", 192), 0x6610: ("AES", 256), 0x6801: ("RC4", bits or 40)}
    name, length = names.get(algorithm_id, (None, bits or None))
    return Encryption("weak" if name == "RC4" else "encrypted", name, length)


def _legacy_encryption(blob: Blob) -> Encryption:
    """The lock of an Office 97-2003 document. All of them are weak: XOR, RC4 of 40 bits, RC4 of CryptoAPI."""
    import io

    book = _stream(blob, "Workbook") or _stream(blob, "Book")
    found = re.search(rb"\x2f\x00(..)(\x00\x00|\x01\x00)(.{0,64})", book[:4096], re.DOTALL)
    if found:
        if found[2] == b"\x00\x00":
            return Encryption("weak", "XOR obfuscation", 16)
        version = io.BytesIO(found[3])
        major, minor = struct.unpack("<HH", version.read(4))
        if (major, minor) == (1, 1):
            return Encryption("weak", "RC4", 40)
        if minor == 2 and len(found[3]) >= 32:
            _, bits = struct.unpack_from("<I4xI", found[3], 4 + 4 + 4 + 8)
            return Encryption("weak", "RC4 CryptoAPI", bits or 40)
    table = _stream(blob, "1Table") or _stream(blob, "0Table")
    if table[:4] == b"\x01\x00\x01\x00":
        return Encryption("weak", "RC4", 40)
    if len(table) >= 36 and table[2:4] == b"\x02\x00":
        (bits,) = struct.unpack_from("<I", table, 4 + 4 + 4 + 16)
        return Encryption("weak", "RC4 CryptoAPI", bits or 40)
    return Encryption("weak", "RC4 CryptoAPI" if _stream(blob, "PowerPoint Document") else None)


def _stream(blob: Blob, name: str) -> bytes:
    from piiscan.formats.compound.ole import opened

    try:
        with blob.open() as stream:
            container, _ = opened(stream)
            return bytes(container.openstream(name).read(1 << 20)) if container.exists(name) else b""
    except Exception:  # noqa: BLE001 - a damaged container says nothing
        return b""
