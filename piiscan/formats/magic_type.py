"""The media type of what the own table does not know, by libmagic. It names, it never decides what is read.

A call costs half a millisecond, so only unknown binary heads come here. Where no libmagic can be had the type
stays "application/octet-stream" and nothing else changes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

UNKNOWN = "application/octet-stream"


@cache
def _magic() -> Any:  # noqa: ANN401 - an untyped library
    try:
        import magic
    except ImportError:
        # Importing it puts its libmagic in the way of python-magic (ECOSYSTEM, 8.1).
        try:
            import magic
            import pylibmagic  # noqa: F401
        except (ImportError, OSError):
            return None
    except OSError:
        return None
    try:
        return magic.Magic(mime=True)
    except (magic.MagicException, OSError):
        return None


def media_type_of(head: bytes) -> str:
    """The media type libmagic sees in the first bytes."""
    magic = _magic()
    if magic is None or not head:
        return UNKNOWN
    try:
        found = str(magic.from_buffer(head[:2048]))
    except Exception:  # noqa: BLE001 - whatever the library says, the type is then unknown
        return UNKNOWN
    return found if "/" in found else UNKNOWN
