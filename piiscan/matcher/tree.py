"""The labels of one kind by a walk through a tree of their phrases: for the few bytes beside a number.

Rule: the answer of `patterns.exact`, to the letter. A walk is slow for every byte, but a tree is ready in a
millisecond or two, where a pattern of hundreds of phrases takes a tenth of a second to compile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from piiscan.matcher.patterns import ENDING, GAP, NUMBER, POSSESSIVE, SOFT, Atoms, phrases

Span = tuple[int, int]
Way = tuple[int, ...]
"""One way to write an atom, byte for byte."""

_HIGH = 0x100
"""Any byte above 127."""
_FIRST_HIGH = 0x80
_A, _Z, _TO_SMALL = ord("a"), ord("z"), ord("a") - ord("A")
_RIGHT = re.compile(rb"(?![A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])")
_GAPS = (b" ", b". ", b"\n", b"\r\n", b".", b"/", b"_", b"\t", b"\xa0", b"-", b"\xc2\xa0")
_WAYS: dict[bytes, tuple[bytes, ...]] = {
    GAP: _GAPS,
    GAP + b"?": (b"", *_GAPS),
    NUMBER: (b"number", b"no", b"num", b"nbr", b"#"),
    ENDING: (b"", b"ense", b"ence"),
    SOFT: (b"c", b"s"),
    POSSESSIVE: (b"s", b"'s", b"\xe2\x80\x99s", b"\x92s"),
}


def _ways(atom: bytes) -> Iterable[Way]:
    """Every way to write an atom, in small letters."""
    if len(atom) == 1:
        return (tuple(atom),)
    if atom in _WAYS:
        return map(tuple, _WAYS[atom])
    if atom.startswith(b"\\"):
        return (tuple(atom[1:]),)
    return (tuple(atom[3:4]), (_HIGH,), (_HIGH, _HIGH))  # a letter that may have its accent


class Tree:
    """Phrases as moves from node to node, by the next byte. What may be left out makes several paths of a phrase."""

    def __init__(self, chosen: Iterable[Atoms]) -> None:
        self._moves: list[dict[int, list[int]]] = [{}]
        self._ends: set[int] = set()
        behind: dict[tuple[int, bytes], int] = {}
        free: dict[int, list[int]] = {}  # nodes at which one also is, as nothing need be written between
        for atoms in chosen:
            node = 0
            for atom in atoms:
                if (node, atom) not in behind:
                    behind[node, atom] = self._add(node, atom, free)
                node = behind[node, atom]
            self._ends.add(node)
        for node in sorted(free, reverse=True):  # those that a node leads to come after it
            free[node] += [further for other in free[node] for further in free.get(other, ())]
        for moves in self._moves:
            for nodes in moves.values():
                nodes += [other for node in nodes for other in free.get(node, ())]
        self._start = self._beginning()

    def _add(self, node: int, atom: bytes, free: dict[int, list[int]]) -> int:
        """The node behind an atom, with every way to it."""
        last = self._new()
        for way in _ways(atom):
            if not way:
                free.setdefault(node, []).append(last)
                continue
            at = node
            for byte in way[:-1]:
                further = self._new()
                self._moves[at].setdefault(byte, []).append(further)
                at = further
            self._moves[at].setdefault(way[-1], []).append(last)
        return last

    def _new(self) -> int:
        self._moves.append({})
        return len(self._moves) - 1

    def _beginning(self) -> re.Pattern[bytes]:
        """Where a phrase may begin, by its first two letters. It begins with a set, which `re` seeks faster."""
        pairs: dict[bytes, bytes] = {}
        for letter, nodes in self._moves[0].items():
            second = _set({byte for node in nodes for byte in self._moves[node]})
            pairs[second] = pairs.get(second, b"") + bytes((letter,))
        border = rb"(?:(?<![0-9A-Za-z].)|(?<=[a-z][A-Z])|(?<=\\[nrt].))"
        choices = [rb"(?<=" + _set(letters) + rb")" + second for second, letters in sorted(pairs.items())]
        return re.compile(_set(self._moves[0]) + border + rb"(?=" + b"|".join(choices) + rb")", re.DOTALL)

    def spans(self, text: bytes, last: int | None = None) -> Iterator[Span]:
        """The longest label at each place, up to the last one that is asked for."""
        small = text.lower()
        for match in self._start.finditer(text):
            if last is not None and match.start() > last:
                return
            end = self._end(text, small, match.start())
            if end:
                yield match.start(), end

    def beginning(self, text: bytes, starts: Iterable[int]) -> Iterator[Span]:
        """The longest label at each of some places, where one begins there."""
        small = text.lower()
        for start in starts:
            if self._start.match(text, start) is not None and (end := self._end(text, small, start)):
                yield start, end

    def _end(self, text: bytes, small: bytes, start: int) -> int:
        moves, ends = self._moves, self._ends
        nodes, found = [0], 0
        for at in range(start, len(small)):
            byte = small[at]
            further = [other for node in nodes for other in moves[node].get(byte, ())]
            if byte >= _FIRST_HIGH:
                further += [other for node in nodes for other in moves[node].get(_HIGH, ())]
            if not further:
                break
            nodes = further if len(further) == 1 else list(set(further))
            if not ends.isdisjoint(nodes) and _RIGHT.match(text, at + 1):
                found = at + 1
        return found


def _set(some: Iterable[int]) -> bytes:
    """A class of bytes as a pattern, letters large and small."""
    chosen = set(some)
    chosen |= {byte - _TO_SMALL for byte in chosen if _A <= byte <= _Z}
    ranges = [rb"\x80-\xff" if byte == _HIGH else rb"\x%02x" % byte for byte in sorted(chosen)]
    return b"[" + b"".join(ranges) + b"]"


@cache
def tree_of(kind: int) -> Tree:
    """The labels of one kind."""
    return Tree(atoms for of, atoms in phrases() if of == kind)
