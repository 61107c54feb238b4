"""Whether a table is drawn in a text: all that most texts are asked of Markdown, which `markdown` reads."""

from __future__ import annotations

import re

from piiscan.later import later

_DRAWN = r"[ \t]*+(?:[|+][ \t]*+)?:?(?:-++|=++):?[ \t]*+(?:[|+][ \t]*+:?(?:-++|=++):?[ \t]*+)++[|+]?[ \t\r]*+"
_WHOLE = r"-{20,}+[ \t\r]*+"
RULE = later(f"{_DRAWN}|{_WHOLE}")
_RULE_IN = later(
    rb"\|[^\n]*\n" + _DRAWN.encode() + rb"(?:\n|$)|(?:^|\n)\|\|[^|\n]+\|\|[^\n]*\|\|[ \t\r]*\n\|"
    rb"|(?:^|\n)" + _WHOLE.encode() + rb"\n\|[^\n]*\|[ \t\r]*\n" + _WHOLE.encode() + rb"\n\|"  # lists of SAP
)
_RULE_BEGINS = re.compile(rb"\n[ \t]*+[|+]?[ \t]*+:?[-=]|\|\|[^|\n]")  # in what `_RULE_IN` finds, and soon told
_BARS = "\u2502\u2503\u2506\u2507\u250a\u250b\u254e\u254f\u2551"
_DASHES = "\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u2550"
_FIRST, _LAST = 0x2500, 0x257F  # of the characters that draw boxes
_PLAIN = dict.fromkeys(range(_FIRST, _LAST + 1), "+") | dict.fromkeys(map(ord, _BARS), "|")
_PLAIN |= dict.fromkeys(map(ord, _DASHES), "-")
_IN_UTF8 = b"\xe2\x94", b"\xe2\x95"
_TITLED = later(
    r"\s*\u250c\u2500+[^\u2500\u252c\u2510]+\u2500+(?:\u252c\u2500+[^\u2500\u252c\u2510]+\u2500+)+\u2510\s*"
)
"""Titles inside the rule above the rows, as ClickHouse prints them."""
_AS_BARS = {0x2500: " ", 0x250C: "|", 0x252C: "|", 0x2510: "|"}


def in_ascii(text: str) -> str:
    """A text whose tables are drawn with the characters for boxes, with bars and dashes in their places.

    >>> in_ascii("\u2502 ssn \u2506 1 \u2502"), in_ascii("\u251c\u2500\u253c\u2500\u2524"), in_ascii("a | b")
    ('| ssn | 1 |', '+-+-+', 'a | b')
    """
    return text if text.isascii() else text.translate(_PLAIN)


def titles_in_rule(line: str) -> str | None:
    """The titles that stand inside a rule, between bars; None for any other line.

    >>> titles_in_rule("\u250c\u2500name\u2500\u252c\u2500ssn\u2500\u2510")
    '| name | ssn |'
    """
    return line.translate(_AS_BARS) if "\u250c" in line and _TITLED.fullmatch(line) is not None else None


def has_table(text: bytes) -> bool:
    r"""Whether a table is drawn in a text.

    >>> has_table(b"| Name | SSN |\n|---|---|\n| Ann | 1 |\n"), has_table(b"a | b\nc | d\n")
    (True, False)
    """
    if any(sign in text for sign in _IN_UTF8):
        drawn = text.decode("utf-8", "replace")
        if "\u250c" in drawn and any(map(titles_in_rule, drawn.split("\n"))):
            return True
        text = in_ascii(drawn).encode()
    return b"|" in text and _RULE_BEGINS.search(text) is not None and _RULE_IN.search(text) is not None
