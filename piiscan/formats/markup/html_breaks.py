"""Breaks of lines that a page has both as a tag and as the end of a line of its source: one line ends, not two.

"Ann Lee<br>" with "12 Elm St" in the next line of the source are lines below each other, as they are seen. Only where
text follows at once: what is between tags stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from piiscan.later import compiled, later

if TYPE_CHECKING:
    from piiscan.formats.markup.html_tokens import Token

BREAK = "\0"
"""What is before a text that a break stands right before."""
_TAG = r"<[Bb][Rr](?:[\s/][^<>]*+)?>"
_BEGINS = r"[ \t]*\r?\n(?=[ \t]*[^\s<])"
_ENDED = later(_BEGINS)
_BROKEN = compiled(rf"({_TAG}){_BEGINS}")
_LAST = later(_TAG)


def unbroken(source: str, before: str) -> str:
    r"""A stretch of a page without ends of lines that breaks have ended. `before`: what stands before it.

    >>> unbroken("Ann Lee<br>\n12 Elm St<br>\n<br>", ""), unbroken("\nLynn", BREAK)
    ('Ann Lee<br>12 Elm St<br>\n<br>', 'Lynn')
    """
    found = _ENDED.match(source) if before == BREAK else None
    source = source if found is None else source[found.end() :]
    return _BROKEN.sub(r"\1", source) if "<br" in source or "<BR" in source else source


def behind_break(token: Token, before: str) -> Token:
    """The same for a text between tags."""
    found = _ENDED.match(token.text) if before == BREAK else None
    return token if found is None else token._replace(text=token.text[found.end() :], line=token.line + 1, column=1)


def ends_broken(source: str) -> bool:
    """Whether the last of a stretch is a break."""
    return source.endswith(">") and _LAST.match(source, source.rfind("<")) is not None
