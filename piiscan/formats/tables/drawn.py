"""Whether a table is drawn in a text: all that most texts are asked of Markdown, which `markdown` reads."""

from __future__ import annotations

from piiscan.later import later

_DRAWN = r"[ \t]*[|+]?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+[|+]?[ \t\r]*"
RULE = later(_DRAWN)
_RULE_IN = later(rb"\|[^\n]*\n" + _DRAWN.encode() + rb"(?:\n|$)|(?:^|\n)\|\|[^|\n]+\|\|[^\n]*\|\|[ \t\r]*\n\|")


def has_table(text: bytes) -> bool:
    r"""Whether a table is drawn in a text.

    >>> has_table(b"| Name | SSN |\n|---|---|\n| Ann | 1 |\n"), has_table(b"a | b\nc | d\n")
    (True, False)
    """
    return b"|" in text and _RULE_IN.search(text) is not None
