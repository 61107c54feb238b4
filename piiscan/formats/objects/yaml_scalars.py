"""Scalars of YAML as pieces of text with their places, and the two kinds of quotes (YAML 1.2.2, chapters 7 and 8).

Rule: nothing is ever made of a scalar but text: a tag says of which type a value is, and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.later import compiled

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_MEANT = {"n": "\n", "t": " ", "r": " ", "0": " ", "N": "\n", "_": " ", "L": "\n", "P": "\n", "e": " ", "a": " "}
_ENDS = {'"': compiled(r'(?:[^"\\]|\\.)*+(")?', re.DOTALL), "'": compiled(r"(?:[^']|'')*+(')?", re.DOTALL)}
PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:\s+|$))+")
"""An anchor, a tag."""


class Part(NamedTuple):
    """Text that stands in one line of the file, and where."""

    text: str
    line: int
    column: int


def quoted_end(text: str, quote: str, at: int = 0) -> int:
    """The offset of the quote that ends a scalar which begins before `at`; -1 if it goes on in the next line."""
    match = _ENDS[quote].match(text, at)
    return match.start(1) if match and match[1] else -1


def unquoted(part: Part, quote: str) -> Iterator[Part]:
    """What a line of a quoted scalar means, in pieces that begin where the file says so.

    >>> list(unquoted(Part("it''s 1", 1, 5), "'"))
    [Part(text="it'", line=1, column=5), Part(text='s 1', line=1, column=9)]
    """
    text, line, column = part
    at = 0
    if quote == "'":
        pieces = text.split("''")
        for number, piece in enumerate(pieces):
            yield Part(piece + ("'" if number < len(pieces) - 1 else ""), line, column + at)
            at += len(piece) + 2
        return
    for escape in _ESCAPE.finditer(text):
        code = escape[1] or escape[2] or escape[3]
        meant = _character(code) if code else _MEANT.get(escape[4], escape[4])
        yield Part(text[at : escape.start()] + meant, line, column + at)
        at = escape.end()
    yield Part(text[at:], line, column + at)


def _character(code: str) -> str:
    value = int(code, 16)
    return chr(value) if value < 0xD800 or 0xDFFF < value < 0x110000 else "\ufffd"


def without_comment(text: str) -> tuple[str, int]:
    """A plain scalar without the comment behind it, and the offset of the comment's sign (-1: there is none)."""
    at = text.find("#")
    while at > 0 and not text[at - 1].isspace():
        at = text.find("#", at + 1)
    return (text.rstrip(), -1) if at < 0 else (text[:at].rstrip(), at)
