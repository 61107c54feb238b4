"""Where the labels stand, in raw bytes, that some numbers need beside them.

Rule: what a label is, `patterns` says. Hyperscan (block mode, caseless) does the search, google-re2 where it is
not installed, `regex` where neither is; all give the same answer. Every match costs a call of Python, so labels
are looked for only when a number in sight needs one, and beside few numbers by a `tree`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.compiled import database
from piiscan.matcher.patterns import bordered, exact, phrases
from piiscan.matcher.tree import tree_of
from piiscan.matches import search_of

Buffer = bytes | memoryview
Search = Callable[[Buffer], "Labels"]


class Labels(NamedTuple):
    """Spans of labels, and which of `KINDS` each is of. Not in order; one start may have several ends."""

    kind: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


NO_LABELS = Labels(*np.empty((3, 0), dtype=np.int64))


def _labels(found: Sequence[int]) -> Labels:
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Labels(table[:, 0], table[:, 1], table[:, 2])


def _bytes_view(buffer: Buffer) -> NDArray[np.uint8]:
    return np.frombuffer(buffer, dtype=np.uint8)


def _letter(one: NDArray[np.uint8]) -> NDArray[np.bool_]:
    folded = one & 0xDF
    return np.asarray((folded >= 0x41) & (folded <= 0x5A))


def _hump(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether a lower-case letter and a capital stand beside each other."""
    return np.asarray((one >= 0x61) & (one <= 0x7A) & (two >= 0x41) & (two <= 0x5A))


def escaped(text: NDArray[np.uint8], start: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a line end or tab stands before each place, as strings of JSON and of source code have it."""
    sign, letter = text[np.maximum(start - 2, 0)], text[start - 1]
    return np.asarray((sign == ord("\\")) & ((letter == ord("n")) | (letter == ord("r")) | (letter == ord("t"))))


def acronym(text: NDArray[np.uint8], end: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether capitals end at each place, and a word begins with the next one: SSN|Identification."""
    end = np.minimum(end, len(text) - 2)
    capitals = [(text[end - back] >= ord("A")) & (text[end - back] <= ord("Z")) for back in (2, 1, 0)]
    small = text[end + 1]
    return np.asarray(np.logical_and.reduce(capitals) & (small >= ord("a")) & (small <= ord("z")))


def _hyperscan(kinds: frozenset[int]) -> Search:
    import hyperscan

    chosen = [(kind, bordered(atoms)) for kind, atoms in phrases() if kind in kinds]
    kind_of = np.array([kind for kind, _ in chosen], dtype=np.int64)
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
    look = search_of(database([pattern for _, pattern in chosen], flags))

    def search(buffer: Buffer) -> Labels:
        found = look(buffer)
        labels = _labels(found)
        if not found:
            return labels
        labels = Labels(kind_of[labels.kind], labels.start + 1, labels.end - 1)
        text = _bytes_view(buffer)
        before, first, last, after = (text[at] for at in (labels.start - 1, labels.start, labels.end - 1, labels.end))
        free = ~_letter(before) | _hump(before, first) | escaped(text, labels.start)
        free &= ~_letter(after) | _hump(last, after) | acronym(text, labels.end)
        return Labels(labels.kind[free], labels.start[free], labels.end[free])

    return search


def _re2(kinds: frozenset[int]) -> Search:
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.longest_match = True
    options.case_sensitive = False
    options.max_mem = 64 << 20
    options.log_errors = False
    patterns = [
        (kind, re2.compile(b"|".join(bordered(atoms) for of, atoms in phrases() if of == kind), options))
        for kind in sorted(kinds)
    ]

    def search(buffer: Buffer) -> Labels:
        text = bytes(buffer)
        found: list[int] = []
        for kind, pattern in patterns:
            proof = exact(kind)
            match = pattern.search(text)
            while match is not None:  # again from the next byte: labels may overlap
                start = match.start() + 1
                if proven := proof.match(text, start):
                    found.extend((kind, start, proven.end()))
                match = pattern.search(text, start)
        return _labels(found)

    return search


def _regex(kinds: frozenset[int]) -> Search:
    def search(buffer: Buffer) -> Labels:
        text = bytes(buffer)
        found: list[int] = []
        for kind in sorted(kinds):
            for match in exact(kind).finditer(text, overlapped=True):
                found.extend((kind, *match.span()))
        return _labels(found)

    return search


def _tree(kinds: frozenset[int]) -> Search:
    trees = [(kind, tree_of(kind)) for kind in sorted(kinds)]

    def search(buffer: Buffer) -> Labels:
        text = bytes(buffer)
        found: list[int] = []
        for kind, labels in trees:
            for span in labels.spans(text):
                found.extend((kind, *span))
        return _labels(found)

    return search


ENGINES: dict[str, Callable[[frozenset[int]], Search]] = {
    "hyperscan": _hyperscan,
    "re2": _re2,
    "regex": _regex,
    "tree": _tree,
}
"""Best first for much text; the last is the first to be ready."""


@cache
def searcher(kinds: frozenset[int], engine: str = "") -> Search:
    """The search for labels of `kinds` in a buffer that begins and ends with a byte of no word.

    `engine`: one of `ENGINES`; without it the best that is installed.
    """
    for name in [engine] if engine else ENGINES:
        try:
            return ENGINES[name](kinds)
        except ImportError:
            continue
    raise ImportError(engine)
