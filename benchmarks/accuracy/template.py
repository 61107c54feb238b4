"""What a template is, and that no number is given out twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

PLACE = re.compile(r"\{(?:(\d)\.)?(\w+)(?::([^{}]*))?\}")


@dataclass(frozen=True, slots=True)
class T:
    """A template with what overrides the rule: the class, what else is right, where the person lives."""

    text: str
    cls: str | None = None
    also: tuple[str, ...] = ()
    home: str | None = None
    residency: str | None = None


class Taken:
    """Every number is given out once, so that a number in a report names its item."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def new(self, make: Callable[[], str]) -> str:
        """One that nobody has yet."""
        while (value := make()) in self._seen:
            pass
        self._seen.add(value)
        return value
