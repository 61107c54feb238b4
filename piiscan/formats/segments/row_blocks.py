"""The rows of a grid in the blocks that empty rows part."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.formats.segments.layout import are_titles

_PAIR = 2  # cells


def blocks(held: Sequence[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    """Rows grouped by the empty rows between them; a title alone above a grid stays with it."""
    blocks: list[list[tuple[int, list[str]]]] = [[]]
    for number, cells in held:
        if cells:
            if _is_headed(blocks, cells):
                blocks.pop()
            blocks[-1].append((number, cells))
        elif blocks[-1] and any(sum(map(bool, row)) > 1 for _, row in blocks[-1]):
            blocks.append([])
    return [block for block in blocks if block]


def _is_headed(blocks: Sequence[Sequence[tuple[int, list[str]]]], cells: Sequence[str]) -> bool:
    """Whether a row begins below an empty one that parts it from the header of its table: the only row there is."""
    if len(blocks) < _PAIR or blocks[-1] or sum(map(bool, cells)) < _PAIR:
        return False
    *titles, header = (row for _, row in blocks[-2])
    return all(sum(map(bool, row)) < _PAIR for row in titles) and are_titles(header) and not are_titles(cells)
