"""Numbers of bytes as an operator writes them, and the limits that take one."""

from __future__ import annotations

from typing import Any

import click

MOST = 1 << 62  # bytes: a file cannot be larger, and the system counts no further
LONGEST = 1e9  # seconds: thirty years
_DIGITS = 20
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


class Seconds(click.FloatRange):
    """A number of seconds that a clock can count: nothing is ever later than NaN, and infinity has no end."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401
        """Convert, or say what is wrong."""
        found: float = super().convert(value, param, ctx)
        if not found <= LONGEST:
            self.fail(f"{value} is not a number of seconds up to {LONGEST:.0f}", param, ctx)
        return found


def size(text: str) -> int:
    """A number of bytes, with a unit of 1024 if wanted.

    >>> size("512M"), size("4 GiB"), size("1000")
    (536870912, 4294967296, 1000)
    """
    plain = text.strip().lower().removesuffix("b").removesuffix("i")
    number = plain.rstrip("kmgt")
    unit = plain[len(number) :]
    number = number.strip()
    sound = number.isascii() and number.isdigit() and unit in _UNITS and len(number) < _DIGITS
    found = int(number) * _UNITS[unit] if sound else 0
    if not 0 < found <= MOST:
        raise click.BadParameter(f"{text[:40]!r} is not a size such as 512M or 4G")
    return found


def limits_given(_context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    """Limits by their names."""
    from piiscan.config import LIMITS

    given = {}
    for text in values:
        name, parted, number = text.partition("=")
        if name not in LIMITS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(LIMITS)}", param=option)
        if not parted:
            raise click.BadParameter(f"{name!r} is not like {name}=1000000 (a limit, and a number)", param=option)
        given[name] = size(number)
    return given
