"""Text files of which a part is encrypted: SOPS values, Ansible vaults inside YAML. The clear part is read.

The verdict is about the locked part; that it was not read is a gap that only the key could close.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.model import Blob, Encryption, Gap, Reason

_MARKS = (
    (b"ENC[AES256_GCM,data:", "values", Encryption("encrypted", "SOPS AES-GCM", 256)),
    (b"$ANSIBLE_VAULT;", "a vault", Encryption("encrypted", "Ansible AES-CTR", 256)),
)


def partly_locked(head: bytes, found: Format) -> Format:
    """The format of a text, with the verdict on its locked part if it has one."""
    for mark, what, lock in _MARKS:
        if mark in head:
            return Format(found.name, found.media_type, _with(found.extract, what, lock))
    return found


def _with(extract: Extract, what: str, lock: Encryption) -> Extract:
    def both(blob: Blob, context: Context) -> Iterator[Extracted]:
        yield lock
        yield from extract(blob, context)
        yield Gap(Reason.ENCRYPTED, f"{what} inside need a key ({lock.algorithm})")

    return both
