"""What is loaded late or not at all: patterns, by an engine that loses no match; modules; loops that are compiled."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, AnyStr, cast

BROKEN = sys.version_info < (3, 11, 5)
"""Whether `re` loses matches of possessive groups that go back in their inside (CPython issue 106052)."""
_BEFORE_GARBAGE = 5_000
"""Objects that come to be and stay before garbage is looked for. Python's 700 are few for what keeps answers by the
thousand: each time all that was loaded with the first number is looked through again, a tenth of what findings cost."""
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+|\(\?>")
_FLAGS = {
    "ASCII": re.ASCII,
    "DOTALL": re.DOTALL,
    "IGNORECASE": re.IGNORECASE,
    "MULTILINE": re.MULTILINE,
    "VERBOSE": re.VERBOSE,
}


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Load modules without looking for garbage, a tenth of the time it takes: all they make stays, for good.

    It is looked for less often afterwards, see `_BEFORE_GARBAGE`.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_BEFORE_GARBAGE)
        gc.enable()


def kernel(room: str) -> Any:  # noqa: ANN401 - a compiled module
    """The loops in C of a folder of the package ("matcher"), None where they were not built.

    `PIISCAN_KERNEL=numpy` in the environment leaves them out.
    """
    if os.environ.get("PIISCAN_KERNEL") == "numpy":
        return None
    try:
        return import_module(f"piiscan.{room}._kernel")
    except ImportError:
        return None


class _Later:
    """Stands for a pattern. What is asked of it once is kept, so that asking again costs no call."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any of a pattern's
        found = getattr(self._make(), name)
        setattr(self, name, found)
        return found


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern with possessive groups: of `re`, or of `regex` where that of `re` is broken.

    >>> compiled(r"(?:ab?c)*+d").search("abcacd").span()
    (0, 6)
    """
    text = source if isinstance(source, str) else source.decode("latin-1")
    if not BROKEN or _POSSESSIVE_GROUP.search(text) is None:
        return re.compile(source, flags)
    import regex

    same = sum(getattr(regex, name) for name, flag in _FLAGS.items() if flags & flag)
    return cast("re.Pattern[AnyStr]", regex.compile(source, same))


def later(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as of `compiled`, made when it is first asked.

    >>> later(r"a+").search("baa")
    <re.Match object; span=(1, 3), match='aa'>
    """
    return cast("re.Pattern[AnyStr]", _Later(lambda: compiled(source, flags)))


def later_regex(source: AnyStr, *, ignore_case: bool = False) -> Any:  # noqa: ANN401 - regex has no types
    """A pattern of `regex`, not yet compiled; the library is not loaded before, either."""

    def make() -> Any:  # noqa: ANN401
        import regex

        return regex.compile(source, regex.IGNORECASE if ignore_case else 0)

    return _Later(make)
