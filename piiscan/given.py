"""Files the operator gives by an option: read whole, up to a size; errors in the operating system's own words."""

from __future__ import annotations

import os
from pathlib import Path


class TooLargeError(Exception):
    """A file larger than anything that is meant to be given."""


def read_whole(path: str, largest: int) -> bytes:
    """The bytes of a file of at most `largest`. Raises `OSError`, and `TooLargeError` without reading the rest."""
    with Path(path).open("rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLargeError
    return data


def in_words(error: OSError) -> str:
    """What went wrong, without the name of the file; the class of the error where the system gave no number."""
    return os.strerror(error.errno) if error.errno else type(error).__name__
