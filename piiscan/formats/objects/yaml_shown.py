"""What documents of YAML will say, put together without reading them: of most there is nothing to be found in.

Rule: as `segments.promising` has it. What would have to be read to be known (escapes, keys in lines of their own) is
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from piiscan.formats.base import Context
from piiscan.formats.segments.promising import Block

DOCUMENT = re.compile(r"\n(?=---)")
"""Where one ends."""
_READ = re.compile(r"\\[xuU]|^[ \t-]*\? ", re.MULTILINE)
_PROPERTIES = re.compile(r"(?<=[:-] )(?:[&!]\S*[ \t]+)+")
_GOES_ON = re.compile(r"\n[ \t]++(?!- |-?\n|#|[^\s#:][^\n:]*:(?:\s|$))")
_LIST = re.compile(r":[ \t]*\n[ \t]*(?:-[ \t]+)+")
_LINE = re.compile(r"\n[ \t]*(?:-[ \t]+)*")
_OVERLAP = 1 << 10  # characters: what is that far from a number decides nothing


def documents_shown(text: str) -> str | None:
    """Some documents as members of objects; None: they have to be read."""
    if ("\\" in text or "? " in text) and _READ.search(text) is not None:
        return None
    if "&" in text or "!" in text:
        text = _PROPERTIES.sub("", text)
    text = text.replace("'\n", '"\n').replace(": '", ': "')
    text = _GOES_ON.sub(" ", text)
    text = _LINE.sub('", "', _LIST.sub('": ["', text))
    return text.replace(': "', ": ").replace(": ", '": "') + '"'


def may_hold(blocks: Iterable[Block], context: Context) -> bool:
    """Whether anything may be found in a text, which may be one document."""
    if context.sees is None:
        return True
    before = ""
    for text, _, _ in blocks:
        shown = documents_shown(text)
        places = None if shown is None else context.sees((before + shown).encode("utf-8", "replace"))
        if shown is None or places is None or any(True for _ in places):
            return True
        before = shown[-_OVERLAP:]
    return False
