"""Files the operator gives by an option: read whole, up to a size; errors in the operating system's own words."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

_MOST_PARTS = 1 << 20
"""Of names in a file: the parser keeps each part, and each beginning of a long name, which adds up to its square."""
_LONG = 16


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


def toml(data: bytes) -> dict[str, Any]:
    r"""The tables of a file in TOML. Raises `GivenError`, also for what takes its parser more memory than there is.

    >>> toml(b"[a]\nb = 1")
    {'a': {'b': 1}}
    """
    import tomllib

    try:
        text = data.decode()
        points = (line.count(".") for line in text.splitlines())
        if sum(many * max(1, many // _LONG) for many in points) > _MOST_PARTS:
            raise GivenError("names in names by the thousand, or many lines of such names")
        return tomllib.loads(text)
    except UnicodeDecodeError:
        raise GivenError("not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise GivenError(str(error)) from None
    except RecursionError:
        raise GivenError("nested too deeply") from None
    except ValueError:  # of `int`, which counts the digits and would tell them
        raise GivenError("a number of thousands of digits") from None


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def no_room(error: BaseException) -> bool:
    """Whether the disk (or what the operator may have of it) is full: what was written was good, its place was not."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def in_words(error: OSError) -> str:
    """What went wrong, without the name of the file; the class of the error where the system gave no number."""
    return os.strerror(error.errno) if error.errno else type(error).__name__
