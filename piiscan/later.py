"""What makes a start cheap: patterns that are compiled when first asked, modules loaded without looking for garbage."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator
from typing import Any, AnyStr, cast


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Load modules without looking for garbage, a tenth of the time it takes: all they make stays, for good."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class _Later:
    """Stands for a pattern. What is asked of it once is kept, so that asking again costs no call."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any of a pattern's
        found = getattr(self._make(), name)
        setattr(self, name, found)
        return found


def later(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern of `re`, not yet compiled.

    >>> later(r"a+").search("baa")
    <re.Match object; span=(1, 3), match='aa'>
    """
    return cast("re.Pattern[AnyStr]", _Later(lambda: re.compile(source, flags)))  # which keeps what it compiled


def later_regex(source: AnyStr, *, ignore_case: bool = False) -> Any:  # noqa: ANN401 - regex has no types
    """A pattern of `regex`, not yet compiled; the library is not loaded before, either."""

    def make() -> Any:  # noqa: ANN401
        import regex

        return regex.compile(source, regex.IGNORECASE if ignore_case else 0)

    return _Later(make)
