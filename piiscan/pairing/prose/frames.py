"""What is left of the frames of boxes where a page was read from its picture: a bar or a low line here and there.

Rule: no place changes, what is left of a frame becomes a blank. A bar is that at one end of a line that has none
inside, behind the colon of a label, and between columns of which others have none between them. Rows whose cells are
all parted by bars stay.
"""

from __future__ import annotations

import re

from piiscan.later import later

_MOST = 3  # bars of a line
_ENDS = later(r"[ \t]*[|_~](?= )|(?<= )[|_~.][ \t\r]*\Z")
_BEHIND = later(r"(?<= )[|_~.][ \t\r]*\Z")
_FIELD = later(r"[ \t]*[|_~] [^:\n]{2,60}:")
_BEHIND_LABEL = later(r"(?<=: )[ ]*\|(?= )")
_BAR = re.compile(r"\|")
_OPEN_GAP = later(r"[^ |] {3,}(?=[^ |])")


def is_framed(raw: bytes | bytearray) -> bool:
    """Whether something of a frame may stand in a line.

    >>> is_framed(b"| Term:  60 months"), is_framed(b"Ann Lee")
    (True, False)
    """
    return b"|" in raw or raw[:2] == b"_ " or raw[-2:] == b" _"


def without_frames(text: str) -> str:
    """A line with blanks for what is left of frames.

    >>> without_frames("| Term:  |   60 months"), without_frames("Lee, Ann  |   Lynn      MA")
    ('| Term:      60 months', 'Lee, Ann      Lynn      MA')
    >>> without_frames("| Lee | 12 |"), without_frames("Name   | Ann Lee"), without_frames("a|b")
    ('| Lee | 12 |', 'Name   | Ann Lee', 'a|b')
    """
    bars = text.count("|")
    if bars > _MOST:
        return text
    inner = text.strip(" \t\r_~.").strip("|").count("|")
    if not inner:
        return _at_ends(text)
    if _BEHIND_LABEL.search(text) is not None and inner == 1:
        return _at_ends(_blank(_BEHIND_LABEL, text))
    if _OPEN_GAP.search(text) is None or not all(_is_apart(text, found.start()) for found in _BAR.finditer(text)):
        return text
    return _blank(_ENDS, text.replace("|", " "))


def _is_apart(text: str, at: int) -> bool:
    """Whether a bar stands at an end, or in a gap between columns."""
    before, behind = text[:at], text[at + 1 :]
    if not before.strip() or not behind.strip():
        return True
    return before.endswith(" ") and behind.startswith(" ") and ("  " in (before[-2:], behind[:2]))


def _at_ends(text: str) -> str:
    """A line without bars at its ends; before the name of a field one stays, so that no field looks indented."""
    if _FIELD.match(text) is not None:
        return _blank(_BEHIND, text)
    return _blank(_ENDS, text)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)
