"""The hash of a whole file. Rule: it is asked for only where somebody names files by it."""

from __future__ import annotations

import hashlib

from piiscan.model import Source, Unscannable
from piiscan.sources import open_source

_BLOCK = 1 << 20  # bytes read at once


def digest(source: Source) -> str:
    """The hash of a whole file, for rules that name it by that; "", which fits no rule, if it cannot be read.

    It is read a second time for this. A file that changes in between is said to have changed in its outcome.
    """
    try:
        digest = hashlib.sha256()
        with open_source(source) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except (Unscannable, OSError):
        return ""
    return digest.hexdigest()
