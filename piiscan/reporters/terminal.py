"""Text that is safe and aligned on a terminal. Reports have escape sequences from here alone.

Every string that comes from a document or a path goes through `escape` before it is shown: a file name can
hold sequences that clear the screen, forge lines of a report or turn the reading direction round.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple, Protocol


def escape(text: str) -> str:
    r"""`text` with everything that is not a visible character written out.

    C0, C1, DEL, format and bidi characters, line and paragraph separators, odd spaces, surrogates and
    unassigned code points. A byte of a file name that is not UTF-8 shows as that byte.

    >>> escape("a\x1b[2J\n\u202etxt\udcff")
    'a\\x1b[2J\\x0a\\u202etxt\\xff'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escaped(ord(char)) for char in text)


def _escaped(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # os.fsdecode puts the byte there
        code -= 0xDC00
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def width(text: str) -> int:
    """How many columns an escaped text takes.

    >>> width("abc"), width("数字"), width("e\u0301")
    (3, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def clip(text: str, columns: int) -> str:
    """The text in at most `columns`: the middle is left out, because names differ at their ends.

    >>> clip("quarterly/payroll/2026.csv", 15)
    'quarter…026.csv'
    """
    if width(text) <= columns:
        return text
    back = (columns - 1) // 2
    return f"{_taken(text, columns - 1 - back)}…{_taken(text[::-1], back)[::-1]}"


def _taken(text: str, columns: int) -> str:
    """The longest beginning of a text that takes at most `columns`."""
    used = 0
    for index, char in enumerate(text):
        used += _width(char)
        if used > columns:
            return text[:index]
    return text


class Sink(Protocol):
    """Where a report is written to: all that a reporter needs of a text stream."""

    def write(self, text: str, /) -> object:
        """Take some text."""


class Look(NamedTuple):
    """How a report looks: how wide it is, whether it has colours, what it shows beside the usual, or raw values."""

    columns: int = 80
    colour: bool = False
    show: frozenset[str] = frozenset()  # of the choices of --show
    reveal: bool = False

    def paint(self, text: str, *codes: int) -> str:
        """The text in a colour or weight (SGR codes)."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


BOLD, DIM, RED, GREEN, YELLOW, CYAN = 1, 2, 31, 32, 33, 36
