r"""Where patterns of a few bytes end in a text that is full of them: on arrays, a step for each byte of a pattern.

Hyperscan calls Python for each match, which takes as long as to read a thousand bytes. Rule: the ends are those that
Hyperscan tells: each place where any match of a pattern ends, once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.formats.encoded.triggers import Buffer

Flags = NDArray[np.bool_]
Ends = NDArray[np.int64]

_BLOCK = 128 << 10
"""Bytes at a time: their arrays stay in the cache of the processor."""
LONGEST = 128
"""Bytes of what a pattern can match, at most."""
_TOKEN = re.compile(rb"\[(?:\\x..|\\[^x]|[^\]\\])+\]|\\x..|\\.|\(\?:|\{\d+(?:,\d+)?\}|.", re.DOTALL)
_FEW = 3  # stretches of bytes of a class that are compared, of more a table is asked; and bytes that are sought first


class _Part(NamedTuple):
    """A byte of a class, by its stretches of bytes and its table; the beginning of the text (no stretches)."""

    stretches: tuple[tuple[int, int], ...]
    table: bytes
    few: bytes  # all of them, where these are few


class _Choice(NamedTuple):
    """One of several sequences; an empty one may be among them."""

    ways: tuple[tuple[_Part | _Choice, ...], ...]


_BEGINNING = _Part((), b"", b"")
Steps = tuple[_Part | _Choice, ...]


@cache
def steps(pattern: bytes) -> Steps:
    r"""The steps of a pattern, of what patterns of triggers are made of.

    >>> [len(step.ways) if isinstance(step, _Choice) else bytes(step.few) for step in steps(rb"(?:^|a)[0-9]?b{2}")]
    [2, 2, b'b', b'b']
    """
    tokens = _TOKEN.findall(pattern)
    found, end = _choice(tokens, 0)
    if end < len(tokens):
        message = "no pattern of these"
        raise ValueError(message)
    return found


def _choice(tokens: Sequence[bytes], at: int) -> tuple[Steps, int]:
    """What stands between brackets, and where it ends."""
    ways: list[list[_Part | _Choice]] = [[]]
    while at < len(tokens) and tokens[at] != b")":
        token = tokens[at]
        at += 1
        one: Steps
        if token == b"|":
            ways.append([])
            continue
        if token == b"(?:":
            one, at = _choice(tokens, at)
            at += 1
        else:
            one = (_part(token),)
        least, most = 1, 1
        if at < len(tokens) and (tokens[at] == b"?" or tokens[at][:1] == b"{"):
            numbers = [0, 1] if tokens[at] == b"?" else list(map(int, tokens[at][1:-1].split(b",")))
            least, most = numbers[0], numbers[-1]
            at += 1
        ways[-1] += one * least
        more: Steps = ()
        for _ in range(most - least):
            more = (_Choice(((), (*one, *more))),)
        ways[-1] += more
    return (tuple(ways[0]) if len(ways) == 1 else (_Choice(tuple(map(tuple, ways))),)), at


def _part(token: bytes) -> _Part:
    if token == b"^":
        return _BEGINNING
    one = re.compile(token, re.DOTALL)
    table = bytes(one.fullmatch(bytes((byte,))) is not None for byte in range(256))
    stretches = tuple((found.start(), found.end() - 1) for found in re.finditer(rb"\x01+", table))
    every = bytes(byte for byte in range(256) if table[byte])
    return _Part(stretches, table, every if len(every) <= _FEW else b"")


class _Alphabet:
    """Which bytes a text has: of a byte that it has not, that is told a thousand times sooner than anything else."""

    def __init__(self, data: Buffer) -> None:
        self._data = data
        self._has: dict[int, bool] = {}

    def allow(self, sequence: Steps) -> bool:
        """Whether a text may have a match of a sequence, by the bytes that this cannot do without."""
        for step in sequence:
            if isinstance(step, _Choice):
                if not any(map(self.allow, step.ways)):
                    return False
            elif step.few and not any(map(self._has_byte, step.few)):
                return False
        return True

    def _has_byte(self, byte: int) -> bool:
        if byte not in self._has:
            self._has[byte] = byte in self._data
        return self._has[byte]


def ends_in(patterns: Sequence[bytes], data: Buffer) -> list[Ends]:
    r"""Where the matches of each pattern end in a text, in order.

    >>> [ends.tolist() for ends in ends_in([rb"1[ab]?c?", rb"(?:^|x)1", b"y"], b"x1ac 1c")]
    [[2, 3, 4, 6, 7], [2], []]
    """
    seen = _Alphabet(data)
    found: list[list[Ends]] = [[] for _ in patterns]
    sought = [
        (every, steps(pattern)) for every, pattern in zip(found, patterns, strict=True) if seen.allow(steps(pattern))
    ]
    for begun in range(0, len(data), _BLOCK):
        start = max(0, begun - LONGEST)
        block = _Block(np.frombuffer(bytes(data[start : begun + _BLOCK]), np.uint8), whole=not start)
        for every, sequence in sought:
            flags = block.after(sequence, None)
            if flags is not None:
                ends = flags.nonzero()[0] + start
                every.append(ends[ends.searchsorted(begun, "right") :])
    return [np.concatenate(every) if every else np.empty(0, np.int64) for every in found]


class _Block:
    """A stretch of a text; `whole`: from its beginning."""

    def __init__(self, block: NDArray[np.uint8], *, whole: bool) -> None:
        self._block = block
        self._whole = whole
        self._of: dict[bytes, Flags] = {}  # patterns ask for the same classes again and again

    def after(self, sequence: Steps, before: Flags | None) -> Flags | None:
        """Where a sequence ends that begins where `before` says, anywhere without that; None: nowhere.

        There is one flag more than bytes: of each place between two.
        """
        flags = before
        for step in sequence:
            flags = self._one_of(step, flags) if isinstance(step, _Choice) else self._behind(step, flags)
            if flags is None or not flags.any():
                return None
        return flags

    def _one_of(self, choice: _Choice, before: Flags | None) -> Flags | None:
        found: Flags | None = None
        for way in choice.ways:
            one = self.after(way, before)
            if not way and one is None:
                one = np.ones(self._block.size + 1, np.bool_)
            if one is not None:
                found = one if found is None else found | one
        return found

    def _behind(self, part: _Part, before: Flags | None) -> Flags:
        behind = np.zeros(self._block.size + 1, np.bool_)
        if part is _BEGINNING:
            behind[0] = self._whole and (before is None or bool(before[0]))
        elif before is None:
            behind[1:] = self._is(part)
        else:
            np.logical_and(before[:-1], self._is(part), out=behind[1:])
        return behind

    def _is(self, part: _Part) -> Flags:
        flags = self._of.get(part.table)
        if flags is None:
            flags = self._of[part.table] = self._asked(part)
        return flags

    def _asked(self, part: _Part) -> Flags:
        if len(part.stretches) > _FEW:
            return np.frombuffer(self._block.tobytes().translate(part.table), np.bool_)
        flags = np.zeros(self._block.size, np.bool_)
        for low, high in part.stretches:
            flags |= self._block == low if low == high else (self._block - np.uint8(low)) <= np.uint8(high - low)
        return flags
