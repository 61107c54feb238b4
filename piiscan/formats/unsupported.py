"""What is not read: types without a reader, containers without a key. Named, so that nothing vanishes."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extract, Extracted, Format
from piiscan.model import Blob, Encryption, Reason, Unscannable


def unsupported(media_type: str) -> Format:
    """A type nothing here can read."""
    return Format("unsupported", media_type, refusal(Reason.UNSUPPORTED, f"no reader for {media_type}"))


def locked_format(media_type: str, encryption: Encryption) -> Format:
    """A container that only its key opens."""
    detail = f"needs a key ({encryption.algorithm})"
    return Format("locked", media_type, refusal(Reason.ENCRYPTED, detail, encryption))


def refusal(reason: Reason, detail: str, encryption: Encryption | None = None) -> Extract:
    """An extract that gives nothing but the reason."""

    def extract(_blob: Blob, _context: Context) -> Iterator[Extracted]:
        raise Unscannable(reason, detail, encryption)
        yield  # makes this a generator, as every extract is

    return extract
