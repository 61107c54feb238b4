"""Numbers with bytes that are not plain digits and separators: found by a trigger, proved by `reference`.

Rule: a trigger may be too generous, never too strict: whatever number has a separator of more than one byte,
full-width digits, or a JSON escape right before it, starts at most `REACH` bytes before the end of one. Text
that has no JSON escape, no full-width digit and no digit before a byte beyond ASCII is not searched at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from piiscan.compiled import database
from piiscan.matcher import reference
from piiscan.matcher.hits import Hits
from piiscan.matcher.labels import Buffer
from piiscan.matcher.reference import MULTI_SEPARATORS, SINGLE_SEPARATORS, WIDE_DIGIT, WIDE_SEPARATORS

REACH = 56
"""The longest such number (19 digits, four escapes) and some more."""

_MULTI = rb"(?:" + MULTI_SEPARATORS + rb")"
_ANY = rb"(?:[." + SINGLE_SEPARATORS + rb"]|" + MULTI_SEPARATORS + rb"|" + WIDE_SEPARATORS + rb")"
_WIDE = rb"(?:" + WIDE_DIGIT + rb")"
_AFTER_ESCAPE = rb"\\u[0-9A-Fa-f]{4}"
TRIGGERS = (
    rb"[0-9]{3}" + _MULTI + rb"[0-9]{2}" + _MULTI + rb"[0-9]{4}",
    rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}",
    rb"[0-9]{4}" + _MULTI + rb"[0-9]{6}" + _MULTI + rb"[0-9]{4}",
    _WIDE + rb"{3}" + _ANY + _WIDE + rb"{2}" + _ANY + _WIDE + rb"{4}",
    _AFTER_ESCAPE + rb"[0-9]{3}(?:[0-9]{2}|" + _ANY + rb"[0-9]{2}|[0-9]" + _ANY + rb"[0-9]{4})",
    _AFTER_ESCAPE + rb"[A-Za-z]{1,4}[ -]?[0-9]{3}",
)

Ends = Callable[[Buffer], list[int]]


def _hyperscan() -> Ends:
    patterns = database(TRIGGERS)

    def ends(buffer: Buffer) -> list[int]:
        found: list[int] = []

        def on_match(_expression: int, _start: int, end: int, _flags: int, _context: object) -> None:
            found.append(end)

        patterns.scan(buffer, match_event_handler=on_match)
        return found

    return ends


def _re2() -> Ends:
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    pattern = re2.compile(b"|".join(TRIGGERS), options)
    return lambda buffer: [match.end() for match in pattern.finditer(bytes(buffer))]


def _regex() -> Ends:
    import regex

    pattern = regex.compile(b"|".join(TRIGGERS))
    return lambda buffer: [match.end() for match in pattern.finditer(bytes(buffer))]


ENGINES: dict[str, Callable[[], Ends]] = {"hyperscan": _hyperscan, "re2": _re2, "regex": _regex}
"""Best first."""


@cache
def triggers(engine: str = "") -> Ends:
    """The search for the ends of triggers, by `engine` or the best that is installed."""
    for name in [engine] if engine else ENGINES:
        try:
            return ENGINES[name]()
        except ImportError:
            continue
    raise ImportError(engine)


def possible(data: bytes | bytearray, start: int, end: int, joined: Callable[[], bool]) -> bool:
    """Whether such a number can be in [start, end); `joined` tells whether any byte beyond ASCII follows a digit."""

    def has(sign: bytes) -> bool:
        # one byte is found thirty times as fast as two
        return data.find(sign[:1], start, end) >= 0 and data.find(sign, start, end) >= 0

    return has(rb"\u") or has(b"\xef\xbc") or ((has(b"\xc2") or has(b"\xe2")) and joined())


def find(data: bytes | bytearray, start: int, end: int, shift: int, buffer: Buffer) -> Iterator[Hits]:
    """Hits that start in [start, end) of `data`, by triggers in `buffer`; its byte 0 is byte `shift` of `data`."""
    behind = start
    for trigger in sorted(triggers()(buffer)):
        first = max(behind, trigger + shift - REACH)
        last = min(end, trigger + shift)
        if first < last:
            yield reference.find(data, first, last)
            behind = last
