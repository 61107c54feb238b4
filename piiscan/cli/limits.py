"""Numbers of bytes as an operator writes them, and the limits that take one."""

from __future__ import annotations

import click

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


def size(text: str) -> int:
    """A number of bytes, with a unit of 1024 if wanted.

    >>> size("512M"), size("4 GiB"), size("1000")
    (536870912, 4294967296, 1000)
    """
    plain = text.strip().lower().removesuffix("b").removesuffix("i")
    number = plain.rstrip("kmgt")
    unit = plain[len(number) :]
    number = number.strip()
    if not (number.isascii() and number.isdigit() and unit in _UNITS and int(number)):
        raise click.BadParameter(f"{text!r} is not a size such as 512M or 4G")
    return int(number) * _UNITS[unit]


def limits_given(_context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    """Limits by their names."""
    from piiscan.config import LIMITS

    given = {}
    for text in values:
        name, _, number = text.partition("=")
        if name not in LIMITS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(LIMITS)}", param=option)
        given[name] = size(number)
    return given
