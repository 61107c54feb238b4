"""A text inside a record (a remark in a cell, a string of JSON) that names several persons: whose a number in it is.

Rule: as in running text (`prose`), but of what stands in it alone; where that is not sure, whoever asks has to say so.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from piiscan import judge
from piiscan.matcher import CELL, look
from piiscan.model import Element, Grade, Segment, Shape
from piiscan.pairing.aside import of_kinds, without
from piiscan.pairing.names.table import by_names
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.letters import has_pronoun
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.prose.reader import Text
from piiscan.pairing.prose.sentences import sentence
from piiscan.pairing.unit import Unit

_CELLS = of_kinds(CELL)


def whose(text: str, raw: str, at: int, element: Element) -> Unit | None:
    """The unit of a number in a text, of several persons named there; None: nobody can be told for sure.

    `raw`: the number as it is written; `at`: where in the text.
    """
    read = _read(text)
    start, end = read.byte(at), read.byte(at + len(raw))
    unit, _ = read.text.pair(read.hits.get((start, end), (judge.ACCOUNT, start, end)), element)
    return unit if unit.person is not None and not unit.reasons and unit.pair >= Grade.FAIR else None


def has_parts(text: str) -> bool:
    r"""Whether a text in which nobody is named may name somebody in parts: in lines, with a word for a name.

    >>> has_parts("Last name: Lee\nFirst name: Ann"), has_parts("SSN: 1\nname"), has_parts("Name: x")
    (True, True, False)
    """
    return "\n" in text and "name" in text.lower()


def is_later(text: str, at: int, named: int) -> bool:
    """Whether the first person of a text is named at a place behind the sentence of a number, which calls nobody.

    >>> text = "SSN 773-01-0001 on file. Worker: Ann Lee"
    >>> is_later(text, 4, 33), is_later("Got his SSN 773-01-0001. Ann Lee has it", 12, 25)
    (True, False)
    """
    start, end = sentence(Line(0, len(text), text), at)
    return named >= end and not has_pronoun(text[start:end])


class _Remark:
    """A text, searched and cut into lines once: many numbers may stand in it."""

    def __init__(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        found = hits_of(without(look(data), _CELLS))
        self.text = Text.of(Segment(data, Shape.PROSE, lambda _: ()), found)
        self.hits: dict[tuple[int, int], Hit] = {}
        for hit in found:
            self.hits.setdefault(hit[1:], hit)
        codes = np.frombuffer(b"" if text.isascii() else text.encode("utf-32-le", "replace"), "<u4")
        self._ends = np.cumsum(1 + sum((codes >= least).astype(np.int64) for least in (0x80, 0x800, 0x10000)))

    def byte(self, at: int) -> int:
        """The offset of a character."""
        return at if not len(self._ends) or not at else int(self._ends[at - 1])


@by_names
@lru_cache(maxsize=1 << 3)
def _read(text: str) -> _Remark:
    return _Remark(text)
