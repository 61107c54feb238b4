"""Files the operator gives by an option: read whole, up to a size; errors in the operating system's own words."""

from __future__ import annotations

import os
from pathlib import Path


class GivenError(Exception):
    """A file that cannot be used, and why, in words that hold nothing of it."""


class TooLargeError(GivenError):
    """A file larger than anything that is meant to be given."""


def read_whole(path: str, largest: int) -> bytes:
    """The bytes of a file of at most `largest`. Raises `GivenError`; of a larger one the rest is not read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise GivenError(in_words(error)) from None
    if len(data) > largest:
        raise TooLargeError(f"larger than {largest >> 20} MiB")
    return data


def in_words(error: OSError) -> str:
    """What went wrong, without the name of the file; the class of the error where the system gave no number."""
    return os.strerror(error.errno) if error.errno else type(error).__name__
