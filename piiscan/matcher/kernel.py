"""The compiled way of `survey`: its tables, its memory, and whether it is there at all.

Rule: `_kernel.c` is built where the package is (`build_kernel`), or not: without a compiler everything works, and only
the speed is another. `PIISCAN_KERNEL=numpy` in the environment leaves it out, for comparison.
"""

from __future__ import annotations

import contextlib
import mmap
from functools import cache
from typing import Any

import numpy as np

from piiscan.later import kernel
from piiscan.matcher import value
from piiscan.matcher.shapes import Block, Places

ROWS = 26
"""of places, see `survey.Survey`"""


def fitting(built: Any) -> Any:  # noqa: ANN401 - a compiled module
    """A binary, if it was built of this source: one that was not has rows of another number."""
    return built if getattr(built, "ROWS", None) == ROWS else None


_kernel = fitting(kernel("matcher"))
BUILT = _kernel is not None
_places: Any = getattr(_kernel, "places", None)
_windows: Any = getattr(_kernel, "windows", None)
_runs: Any = getattr(_kernel, "runs", None)
_LEAST = 1024  # more than the signs that are counted


@cache
def _tables() -> bytes:
    """`Tables` of `_kernel.c`, with every rule as its own file says it."""
    from piiscan.matcher import apart, bare_cards, beside, borders, seldom, survey

    classes = (
        borders.DIGIT,
        borders.LETTER,
        borders.IN_WORD,
        borders.HEX,
        survey.SSN_SEPARATOR,
        bare_cards.SEPARATOR,
        borders.BLANK_OR_DASH,
        survey.NINE_BEHIND,
        bare_cards.TRACK_1,
        bare_cards.TRACK_2,
        value.SKIPPED,
        value.SKIPPED_OR_BREAK,
        value.QUOTE,
        value.BREAK,
        value.END,
        value.CLOSING,
        value.DIGIT_OR_COMMA,
        beside.WORD_OR_DASH,
        borders.CAPITAL,
        borders.ESCAPED,
        borders.JOINING,
        survey.S,
        survey.A,
        seldom.SIGN_FIRST,
        seldom.SIGN_NEXT,
        apart.OPENS,
        apart.CLOSES,
        apart.BEFORE_QUOTE,
        apart.BEFORE_BLANK,
        apart.PARTING,
    )
    bits = sum((mask.astype(np.uint32) << np.uint32(bit) for bit, mask in enumerate(classes)), np.zeros(256, np.uint32))
    kinds = (value.LOOSE, value.QUOTED, value.SSN)
    tails = [value.tail_table(kind) for kind in kinds]
    parts = (
        bits.astype("=u4"),
        beside.PAIRS,
        *(value.last_two(kind) for kind in kinds),
        bare_cards.first_two().astype(np.uint8),
        np.array([each.size for each in tails], dtype=np.uint32),
        *tails,
    )
    return b"".join(part.tobytes() for part in parts)


_NONE = np.empty(0, dtype=np.int64)


@cache
def _rows(capacity: int) -> Places:
    """Memory for rows of which few are long: only what is written to is ever there.

    Numpy asks for pages of 2 MB where it can have them: one for each row, to be filled with zeros (80 ms, 46 MB).
    """
    memory = mmap.mmap(-1, ROWS * capacity * 8, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):  # not on macOS, nor in every Linux
        with contextlib.suppress(OSError):
            memory.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(memory, dtype=np.int64).reshape(ROWS, capacity)


def prepare() -> None:
    """Build what is built once."""
    if BUILT:
        _tables()


def places(text: np.ndarray[Any, Any], one: int, other: int) -> Places:
    """Where a text has either of two bytes, in order; not to be written to."""
    if _places is None:
        return places_by_masks(text, one, other)
    return np.frombuffer(_places(text, one, other), np.int64)


def places_by_masks(text: np.ndarray[Any, Any], one: int, other: int) -> Places:
    """`places` with numpy alone."""
    found = text == one
    if other != one:
        found |= text == other
    return np.flatnonzero(found)


def windows(text: np.ndarray[Any, Any], start: Places, before: int, size: int) -> np.ndarray[Any, Any] | None:
    """`area.windows_by_numpy`; None without the kernel."""
    return None if _windows is None else np.frombuffer(_windows(text, start, before, size), np.uint8)


def runs(block: Block, fewest: int) -> tuple[Places, Places] | None:
    """`area.runs_by_numpy`; None without the kernel."""
    if _runs is None:
        return None
    start, lengths = _runs(block.digits, fewest)
    return np.frombuffer(start, np.int64), np.frombuffer(lengths, np.int64)


def survey(block: Block, text: np.ndarray[Any, Any]) -> tuple[list[Places], int]:
    """The rows of `survey.Survey`, good until the next call, and what is in the text at all.

    The block knows where the digits are from then on.
    """
    rows = _rows(max(block.text.size // 4, _LEAST))
    counts = _kernel.survey(text, block.begin, block.end, block.all_digits(text.size), _tables(), rows)
    return [row[:count] if count else _NONE for row, count in zip(rows, counts, strict=False)], counts[ROWS]
