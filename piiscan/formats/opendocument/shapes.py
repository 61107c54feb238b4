"""Rows of a sheet that differ in texts and values alone, each read by one match of one pattern.

Rule: a pattern is made of a row that `Heads` has understood, so that whatever it matches means the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from piiscan.formats.opendocument.heads import CELL_END, TEXT, VALUE, Head, Heads, are_plain, cleaned, shown, spread

_MOST = 6
_LONGEST_WAIT = 31
# What an attribute may hold unseen: visible ASCII without the signs that would be others in XML.
_HELD = "[ !#-%'-;=?-~]*"
_FORMULA = re.compile(r' table:formula="[^"]*"')


class _Shape(NamedTuple):
    pattern: re.Pattern[str]
    rows: int
    texts: tuple[int, ...]  # which groups are texts, () for all
    stored: tuple[tuple[int, int, str], ...]  # text, group of its value, kind of the value
    wide: dict[int, Head]


class Shapes:
    """The latest shapes of rows, the last one first."""

    def __init__(self) -> None:
        self._heads = Heads()
        self._shapes: list[_Shape] = []
        self._misses = 0
        self._failed = self._waits = 0  # of rows taken together

    def row(self, piece: str) -> tuple[list[str], int] | None:
        """The cells of a row (without its end tag) and how often it stands; None if it is not plain."""
        for index, shape in enumerate(self._shapes):
            found = shape.pattern.fullmatch(piece)
            if found is not None:
                if index:
                    self._shapes.insert(0, self._shapes.pop(index))
                return _read(shape, found.groups())
        parts = piece.replace(CELL_END, TEXT).split(TEXT)
        row = self._heads.row(list(parts))
        self._misses += 1
        if row is not None and self._misses & (self._misses - 1) == 0:  # ever more seldom: patterns cost to make
            self._shapes.insert(0, _shape_of(self._heads, parts, row[1]))
            del self._shapes[_MOST:]
        return row

    def rows(self, pieces: Sequence[str]) -> list[Sequence[str]]:
        """The texts of rows by columns, if all are plain, of the latest shape, and stand once; else []."""
        shape = self._shapes[0] if self._shapes else None
        if shape is None or shape.rows != 1 or shape.wide:
            return []
        if self._waits:
            self._waits -= 1
            return []
        found = list(map(shape.pattern.fullmatch, pieces))
        columns = [] if None in found else _columns(shape, [match.groups() for match in found if match])
        self._failed = 0 if columns else min(2 * self._failed + 1, _LONGEST_WAIT)
        self._waits = self._failed  # where rows differ they are not tried in vain time and again
        return columns


def _columns(shape: _Shape, rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """As `_read`, for rows whose texts are all what they look like; else []."""
    groups: list[Sequence[str]] = list(zip(*rows, strict=True))
    columns = [groups[index] for index in shape.texts] if shape.texts else groups
    if not are_plain(list(chain.from_iterable(columns))):
        return []
    for index, group, kind in shape.stored:
        values, texts = groups[group], columns[index]
        if not all(values):
            return []
        if values != texts or not "".join(values).isdigit():
            pairs = zip(values, texts, strict=True)
            columns[index] = [shown(kind, value, text) for value, text in pairs]
    return columns


def _read(shape: _Shape, groups: Sequence[str]) -> tuple[list[str], int] | None:
    texts = cleaned([groups[index] for index in shape.texts] if shape.texts else list(groups))
    if texts is None:
        return None
    for index, group, kind in shape.stored:
        value, text = groups[group], texts[index]
        if value != text or not text.isdigit():
            if not value:
                return None
            texts[index] = shown(kind, value, text)
    return spread(texts, shape.wide) if shape.wide else texts, shape.rows


def _shape_of(heads: Heads, parts: Sequence[str], rows: int) -> _Shape:
    pattern: list[str] = []
    texts: list[int] = []
    stored: list[tuple[int, int, str]] = []
    wide: dict[int, Head] = {}
    groups = 0
    for index, tags in enumerate(parts[:-1:2]):
        head = heads.known(tags)
        before, mark, after = tags.partition(VALUE)
        _, _, after = after.partition('"')
        pattern.append(_escaped(before))
        if mark:
            pattern.append(f'{VALUE}({_HELD})"' if head.kind else f'{VALUE}{_HELD}"')
            pattern.append(_escaped(after))
        if head.kind:
            stored.append((index, groups, head.kind))
            groups += 1
        texts.append(groups)
        groups += 1
        if head.skipped or head.repeated > 1:
            wide[index] = head
        pattern.append(f"{TEXT}([^<]*){CELL_END}")
    pattern.append(_escaped(parts[-1]))
    return _Shape(re.compile("".join(pattern)), rows, tuple(texts) if stored else (), tuple(stored), wide)


def _escaped(tags: str) -> str:
    return f' table:formula="{_HELD}"'.join(map(re.escape, _FORMULA.split(tags)))
