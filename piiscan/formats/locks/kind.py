"""What one kind of encrypted value in a text is: how it begins, its whole form, and what its form says of its lock."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from piiscan.model import Encryption

Buffer = bytes | bytearray
Match = re.Match[bytes]

B64 = rb"[A-Za-z0-9+/]"
SAFE = rb"[A-Za-z0-9_-]"
"""Letters of base64 in its two alphabets (RFC 4648, sections 4 and 5)."""


class Kind(NamedTuple):
    """A kind of value. `lock` is asked of what `whole` has matched; None: it only looks like one.

    `whole` is matched where the last `length` characters of the trigger begin.
    """

    trigger: bytes
    length: int
    whole: re.Pattern[bytes]
    what: str
    lock: Encryption | Callable[[Match], Encryption | None]


def decoded_size(text: bytes) -> int:
    """How many bytes stand in base64, -1 for none at all."""
    text = text.rstrip(b"=")
    return -1 if len(text) % 4 == 1 else len(text) * 3 // 4
