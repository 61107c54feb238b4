"""Tokens by the thousand that nothing is in, as a log has them in each line: told before any of them is taken out.

Rule: a word is left out only where it would be a document of its own, of which the short way says that it holds
nothing. What stands in it otherwise, or beside it, is looked at as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from piiscan.formats.encoded.arrays import Ends, Flags
from piiscan.formats.encoded.crowds import OF_LETTERS, Crowd, Group
from piiscan.formats.encoded.runs import HEAD, LIKELY, is_text, unpacked
from piiscan.formats.encoded.triggers import BASE64, Buffer
from piiscan.later import later

Idle = Callable[[Sequence[bytes]], Sequence[bool]]
"""Of which of some texts, each a file of its own, nothing is to be said."""

_FEW = 64
_LETTERS = 4  # of a trigger
# What begins an object, in base64; alone, so that it is no line of a run that is wrapped.
_WORD = later(rb"(?<=[\"'.=:,(\[{])eyJ[A-Za-z0-9_-]{20,%d}(?=[^A-Za-z0-9+/_=\r\n\\&-])" % (HEAD - 3))


def without_idle(crowd: Crowd, data: Buffer, first: int, last: int, idle: Idle) -> Crowd:
    """The triggers of a text, without those in words between two places that nothing is in."""
    if sum(group.ends.size for group in crowd.groups if group.kind in OF_LETTERS) < _FEW:
        return crowd
    found = [match.span() for match in _WORD.finditer(data, first, last)]
    if len(found) < _FEW:
        return crowd
    starts, ends = np.array(found, np.int64).T
    may = ((ends - starts) % 4 != 1) & (ends < last) & _in_step(crowd.groups, starts, ends)
    may &= ~_holds(np.sort(np.concatenate(crowd.other_ends())), starts, ends)
    texts, words = [], []
    for word, (start, end) in zip(may.nonzero()[0].tolist(), (found[at] for at in may.nonzero()[0]), strict=True):
        text = unpacked(data[start:end])
        if is_text(text) and LIKELY.search(text):
            texts.append(text)
            words.append(word)
    left_out = np.array(words, np.int64)[np.array(idle(texts), np.bool_)] if texts else np.empty(0, np.int64)
    return crowd.without(starts[left_out], ends[left_out])


def _in_step(groups: Sequence[Group], starts: Ends, ends: Ends) -> Flags:
    """In which words the first trigger says that groups of four letters begin with the word."""
    first, step = np.full(starts.size, np.iinfo(np.int64).max), np.full(starts.size, -1, np.int64)
    for group in groups:
        if group.kind in OF_LETTERS:
            behind = np.append(group.ends, np.iinfo(np.int64).max)[group.ends.searchsorted(starts, "right")]
            sooner = behind < first
            begun = behind - _LETTERS - group.turn - starts
            step = np.where(sooner, begun if group.kind == BASE64 else -1, step)
            first = np.where(sooner, behind, first)
    flags: Flags = (first <= ends) & (step >= 0) & (step % 4 == 0)
    return flags


def _holds(places: Ends, starts: Ends, ends: Ends) -> Flags:
    """Which words hold one of the places, or one is right behind them."""
    flags: Flags = places.searchsorted(starts, "right") != places.searchsorted(ends + 2, "right")
    return flags
