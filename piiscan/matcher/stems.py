"""Where a label may be: a piece of every label, so short that one engine finds them at memory speed.

Rule: a stem may be too generous, never too strict: in every label there is a stem of its kind. Labels themselves
are patterns with borders and gaps, several times as costly to search for and a hundred times as costly to compile;
stems tell that nearly all numbers have none near. Without Hyperscan there are no stems.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from string import ascii_letters, ascii_lowercase, digits
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.compiled import database
from piiscan.matcher.hits import LABEL_BEFORE, MARGIN
from piiscan.matcher.labels import Buffer, Labels, acronym, escaped
from piiscan.matcher.patterns import (
    ACCOUNT_LABEL,
    CARD_LABEL,
    GAP,
    LICENSE_LABEL,
    MEDICARE_LABEL,
    NUMBER,
    SSN_LABEL,
    Atoms,
    phrases,
)
from piiscan.matcher.tree import tree_of
from piiscan.matches import limited

TOGETHER = (
    frozenset({SSN_LABEL}),
    frozenset({LICENSE_LABEL, ACCOUNT_LABEL}),
    frozenset({CARD_LABEL}),
    frozenset({MEDICARE_LABEL}),
)
"""Kinds to be searched at once: those that the same numbers may have."""
LONGEST_LABEL = MARGIN - LABEL_BEFORE
_FULL = 1000
_SCARCE = 100
"""With more than one stem to so many bytes, a text is full of them."""
_SAMPLE = 1 << 15
"""Bytes at two places of a long text: are both twice as full, it need not be searched."""
_SAMPLED = 16
"""As many times as long is such a text."""
_LONG = 4
"""From so many letters on a string is rare enough to be searched wherever it stands."""
_ENOUGH = 5
_COMMON = frozenset((b"mail",))
"""Words that every message has."""
_MOST_CLOSE = 16
"""Stems that are looked at together: each looks at all labels among them."""
_FEW = 3 * 24
"""Up to so many numbers, three a stem, a loop costs less than arrays."""
_A, _Z, _SMALL_A, _SMALL_Z = b"AZaz"
_BACKSLASH, _ESCAPES = ord("\\"), b"nrt"
_GAPS = (GAP, GAP + b"?")
_ANY = ascii_lowercase.encode()


class Stems(NamedTuple):
    """Where stems start, of which kind of label each is, and how far before it the label may begin."""

    kind: NDArray[np.int64]
    start: NDArray[np.int64]
    ahead: NDArray[np.int64]


_NONE = Stems(*np.empty((3, 0), dtype=np.int64))


class Stem(NamedTuple):
    """A piece of a label as a pattern, and the letters of it that may stand beside. `first`: it begins here."""

    text: bytes
    before: bytes
    after: bytes
    first: bool


def _beside(atoms: Atoms) -> bytes:
    """The letters that may stand where `atoms` begin; in reverse, where they end."""
    for atom in atoms:
        if atom not in _GAPS:
            return atom if len(atom) == 1 else _ANY
    return b""


def _after(atoms: Atoms) -> bytes:
    rest = [atom for atom in atoms if atom not in _GAPS]
    return b"n" if rest[:1] == [NUMBER] else _beside(atoms)


def _words(atoms: Atoms) -> Iterator[Stem]:
    """The long words of a phrase, the longest first."""
    runs = [(plain, list(run)) for plain, run in groupby(atoms, lambda atom: len(atom) == 1)]
    at = 0
    words = []
    for plain, run in runs:
        if plain and len(run) >= _LONG and b"".join(run) not in _COMMON:
            behind = at + min(len(run), _ENOUGH)
            stem = Stem(b"".join(atoms[at:behind]), _beside(atoms[:at][::-1]), _after(atoms[behind:]), first=at == 0)
            words.append((-len(run), stem))
        at += len(run)
    yield from (stem for _, stem in sorted(words))


def _beginning(atoms: Atoms) -> Stem:
    """Of a phrase without long words the first word, or as much as is rare enough."""
    letters = at = 0
    while at < len(atoms) and (len(atoms[at]) == 1 or (atoms[at] in _GAPS and letters < _LONG - 1)):
        letters += len(atoms[at]) == 1
        at += 1
        if letters == _LONG:
            break
    number = at < len(atoms) and atoms[at] == NUMBER and letters < _LONG - 1
    while not number and atoms[at - 1] in _GAPS:
        at -= 1
    text = b"".join(atoms[:at]) + (b"[n#]" if number else b"")
    return Stem(text, b"", _ANY if number else _after(atoms[at:]), first=True)


def stems_of(kind: int) -> list[Stem]:
    """The stems for all phrases of one kind: for each one of its long words, else its beginning."""
    chosen: dict[bytes, list[Stem]] = {}
    short: list[Stem] = []
    long = []
    for atoms in (atoms for of, atoms in phrases() if of == kind):
        if words := list(_words(atoms)):
            long.append(words)
        else:
            short.append(_beginning(atoms))
    for stem in sorted(short, key=lambda stem: len(stem.text)):
        known = next((text for text in chosen if stem.text.startswith(text)), stem.text)
        chosen.setdefault(known, []).append(stem if known == stem.text else stem._replace(after=_ANY))
    for words in sorted(long, key=len):
        stem = next((stem for stem in words if stem.text in chosen), words[0])
        chosen.setdefault(stem.text, []).append(stem)
    return [
        Stem(
            text,
            b"".join(stem.before for stem in stems),
            b"".join(stem.after for stem in stems),
            first=all(stem.first for stem in stems),
        )
        for text, stems in sorted(chosen.items())
    ]


def _table(letters: list[bytes]) -> NDArray[np.bool_]:
    """A row for each: what may stand beside a stem, those letters and all that is none."""
    apart = np.ones(256, dtype=np.bool_)
    apart[list(ascii_letters.encode())] = False
    known: dict[bytes, NDArray[np.bool_]] = {}  # many stand beside the same
    for some in letters:
        if some not in known:
            known[some] = apart.copy()
            known[some][list(some.lower() + some.upper())] = True
    return np.array([known[some] for some in letters])


@cache
def stems(kinds: frozenset[int]) -> Callable[[Buffer], Stems | None]:
    """The search for the stems of `kinds` in a buffer; one that is at its very beginning or end is passed over.

    It gives up, with None, in a text that is full of them, and always without Hyperscan.
    """
    try:
        import hyperscan
    except ImportError:
        return lambda _buffer: None
    chosen = [(kind, stem) for kind in sorted(kinds) for stem in stems_of(kind)]
    kind_of = np.array([kind for kind, _ in chosen], dtype=np.int64)
    ahead = np.array([0 if stem.first else LONGEST_LABEL for _, stem in chosen], dtype=np.int64)
    before = _table([stem.before for _, stem in chosen])
    before[:, list(digits.encode())] = False
    after = _table([stem.after for _, stem in chosen])
    fits = before.tobytes(), after.tobytes()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SOM_LEFTMOST
    scanned = limited(database([stem.text for _, stem in chosen], flags))

    def search(buffer: Buffer) -> Stems | None:
        size = len(buffer)
        if size > _SAMPLE * _SAMPLED and all(
            scanned(buffer[at : at + _SAMPLE], 2 * _SAMPLE // _SCARCE) is None for at in (0, size // 2)
        ):
            return None
        found = scanned(buffer, max(_FULL, size // _SCARCE))
        if found is None:
            return None
        if not found:
            return _NONE
        if len(found) <= _FEW:
            which, start = _one_by_one(buffer, found, *fits)
            return Stems(kind_of.take(which), start, ahead.take(which))
        text = np.frombuffer(buffer, dtype=np.uint8)
        spans = np.frombuffer(found, dtype=np.int64).reshape(-1, 3)
        # What the buffer cuts through stands too far from any number to say anything of it.
        which, start, end = spans[(spans[:, 1] > 0) & (spans[:, 2] < text.size)].T
        kept = before[which, text[start - 1]] | _hump(text[start - 1], text[start]) | escaped(text, start)
        kept &= after[which, text[end]] | _hump(text[end - 1], text[end]) | acronym(text, end)
        which, start = which[kept], start[kept]
        return Stems(kind_of[which], start, ahead[which])

    return search


def _one_by_one(buffer: Buffer, found: array[int], before: bytes, after: bytes) -> NDArray[np.int64]:
    """Which stems of a few `search` keeps, and where they start, at a fifth of what arrays cost.

    `before`, `after`: 256 bytes a stem, of which one tells whether a letter may stand there.
    """
    kept = [
        (which, start)
        for which, start, end in zip(found[::3], found[1::3], found[2::3], strict=True)
        if start > 0
        and end < len(buffer)
        and (before[which << 8 | buffer[start - 1]] or _is_hump(buffer, start) or _is_escaped(buffer, start))
        and (after[which << 8 | buffer[end]] or _is_hump(buffer, end) or _is_acronym(buffer, end))
    ]
    return np.array(kept, dtype=np.int64).reshape(-1, 2).T


def labels_at(text: NDArray[np.uint8], at: NDArray[np.int64], ahead: NDArray[np.int64], kind: int) -> Labels:
    """The labels that have these stems in them. What lies between those that stand close is walked through once."""
    labels = tree_of(kind)
    found: list[tuple[int, int, int]] = []
    for group in _close(sorted(zip(at.tolist(), ahead.tolist(), strict=True))):
        first = max(0, group[0][0] - LONGEST_LABEL)
        beside = text[first : group[-1][0] + LONGEST_LABEL].tobytes()
        inside = [stem - first for stem, reach in group if reach]
        of_group = [*labels.beginning(beside, (stem - first for stem, reach in group if not reach))]
        if inside:  # others may begin where the text was cut
            spans = labels.spans(beside, inside[-1])
            of_group += [span for span in spans if any(span[0] <= stem < span[1] for stem in inside)]
        found += [(kind, first + begin, first + end) for begin, end in of_group]
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return Labels(*table.T)


def _close(stems: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Stems in order as groups in which each is so near to the next that a label may reach from one to the other."""
    group: list[tuple[int, int]] = []
    for stem in stems:
        if group and (stem[0] - group[-1][0] > LONGEST_LABEL or len(group) == _MOST_CLOSE):
            yield group
            group = []
        group.append(stem)
    if group:
        yield group


def _is_hump(buffer: Buffer, at: int) -> bool:
    """Whether a small letter and a capital meet at a place."""
    return _SMALL_A <= buffer[at - 1] <= _SMALL_Z and _A <= buffer[at] <= _Z


def _is_escaped(buffer: Buffer, at: int) -> bool:
    """`labels.escaped` of one place."""
    return buffer[at - 2] == _BACKSLASH and buffer[at - 1] in _ESCAPES and at > 1


def _is_acronym(buffer: Buffer, end: int) -> bool:
    """`labels.acronym` of one place."""
    end = min(end, len(buffer) - 2)
    capitals = all(_A <= byte <= _Z for byte in buffer[end - 2 : end + 1])
    return capitals and _SMALL_A <= buffer[end + 1] <= _SMALL_Z


def _hump(one: NDArray[np.uint8], two: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((one >= ord("a")) & (one <= ord("z")) & (two >= ord("A")) & (two <= ord("Z")))
