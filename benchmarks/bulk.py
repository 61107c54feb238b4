"""Bulk text: a template of some megabytes whose marked places are filled with new digits for every block.

The template is written once, slowly; filling a block is a handful of numpy calls, so that a corpus is made at
the speed of the disk and yet no block repeats another. Only raw bits of PCG64 are used: numpy promises that
stream for all versions, so the same seed gives the same bytes everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

# What stands in a template for one character yet to come.
DIGIT, HEX, SSN, CARD = "\x01", "\x02", "\x03", "\x04"
SSN_DASHED = f"{SSN * 3}-{SSN * 2}-{SSN * 4}"
CARD_BARE = CARD * 16
CARD_GROUPED = " ".join([CARD * 4] * 4)

# Areas and groups that had not been given out in June 2011, and hold no published sample number.
_AREAS = np.array([*range(10, 35), *range(734, 750), *(a for a in range(773, 900) if a not in {777, 888})])
_GROUPS = np.arange(11, 100, 2)
_PREFIXES = np.array([*range(40, 50), *range(51, 56)])
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)


@dataclass(frozen=True)
class Line:
    """One line of a template, and what a scan finds in it: (classification, kind) for each number planted."""

    text: str
    planted: tuple[tuple[str, str], ...] = ()


@dataclass
class Tally:
    """What was written."""

    files: int = 0
    bytes: int = 0
    planted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def counts(self) -> dict[str, dict[str, int]]:
        """As in the summary of a report: classification, kind, number."""
        out: dict[str, dict[str, int]] = {}
        for (classification, kind), number in sorted(self.planted.items()):
            out.setdefault(classification, {})[kind] = number
        return out


class Template:
    """Lines with places to fill."""

    def __init__(self, lines: Sequence[Line]) -> None:
        encoded = [line.text.encode() + b"\n" for line in lines]
        self.bytes = np.frombuffer(b"".join(encoded), np.uint8)
        self.ends = np.cumsum([len(line) for line in encoded])
        self.lines = lines
        self._digits = np.flatnonzero(self.bytes == ord(DIGIT))
        self._hex = np.flatnonzero(self.bytes == ord(HEX))
        self._ssn = np.flatnonzero(self.bytes == ord(SSN)).reshape(-1, 9)
        self._card = np.flatnonzero(self.bytes == ord(CARD)).reshape(-1, 16)

    def planted(self, first: int = 0, last: int | None = None) -> Counter[tuple[str, str]]:
        """What is planted in a range of lines."""
        return Counter(mark for line in self.lines[first:last] for mark in line.planted)

    def fill(self, source: np.random.PCG64) -> Bytes:
        """One block: the template with new numbers."""
        block = self.bytes.copy()
        block[self._digits] = _digits(source, len(self._digits))
        block[self._hex] = _HEX[_raw(source, len(self._hex)) & 15]
        if len(self._ssn):
            block[self._ssn] = _social_security(source, len(self._ssn))
        if len(self._card):
            block[self._card] = _cards(source, len(self._card))
        return block


def _raw(source: np.random.PCG64, count: int) -> Bytes:
    return source.random_raw(count // 8 + 1).view(np.uint8)[:count]


def _digits(source: np.random.PCG64, count: int) -> Bytes:
    return ((_raw(source, count).astype(np.uint16) * 10 >> 8) + 48).astype(np.uint8)


def _choice(source: np.random.PCG64, count: int, among: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return among[(source.random_raw(count) % np.uint64(len(among))).astype(np.int64)]


def _decimal(numbers: npt.NDArray[np.int64], width: int) -> Bytes:
    """Numbers as columns of digits."""
    places = 10 ** np.arange(width - 1, -1, -1)
    return (numbers[:, None] // places % 10 + 48).astype(np.uint8)


def _social_security(source: np.random.PCG64, count: int) -> Bytes:
    area = _choice(source, count, _AREAS)
    group = _choice(source, count, _GROUPS)
    serial = _choice(source, count, np.arange(1, 10_000))
    return np.hstack([_decimal(area, 3), _decimal(group, 2), _decimal(serial, 4)])


def _cards(source: np.random.PCG64, count: int) -> Bytes:
    body = _digits(source, count * 13).reshape(-1, 13)
    cards = np.hstack([_decimal(_choice(source, count, _PREFIXES), 2), body])
    values = cards.astype(np.int64) - 48
    doubled = values[:, ::2] * 2  # in sixteen digits every other one from the first
    total = (doubled - 9 * (doubled > 9)).sum(axis=1) + values[:, 1::2].sum(axis=1)
    return np.hstack([cards, _decimal(-total % 10, 1)])


def write_blocks(out: BinaryIO, template: Template, size: int, source: np.random.PCG64, head: str = "") -> Tally:
    """Write about `size` bytes: whole blocks, at least one."""
    tally = Tally(files=1, bytes=out.write(head.encode()))
    for _ in range(max(1, round(size / len(template.bytes)))):
        tally.bytes += out.write(template.fill(source).data)
        tally.planted += template.planted()
    return tally


def slices(template: Template, size: int) -> Iterator[tuple[int, int]]:
    """Cut a template's lines into runs of about `size` bytes: (first, last) line numbers, last excluded."""
    first = 0
    while first < len(template.ends):
        start = template.ends[first - 1] if first else 0
        last = max(int(np.searchsorted(template.ends, start + size, "right")), first + 1)
        yield first, last
        first = last
