"""Which files named like a key give none: as `keyhints` says of texts, and stores of keys that are locked, too."""

from __future__ import annotations

from piiscan.keyhints import is_no_key


def gives_none(beginning: bytes) -> bool:
    """Whether the first bytes of a file show that it gives no key away. Of a store (PKCS #12) all must be there.

    >>> gives_none(b"Summer24"), gives_none(b"-----BEGIN CERTIFICATE-----")
    (False, True)
    """
    if not beginning.startswith(b"\x30"):
        return is_no_key(beginning)
    from piiscan.formats.locks.cms import is_locked_store

    return is_locked_store(beginning)
