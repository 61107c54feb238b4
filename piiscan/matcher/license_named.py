"""Whether nothing but a sign or the code of a state stands between a place and the label of a license."""

from __future__ import annotations

import re

from piiscan.matcher.borders import Text

_REACH = 40
_LABEL = re.compile(
    rb"""(?:licen[cs]e|lic|[do]ln?|id|permit|no|num|nbr|number|#)[ \t.:#="'\\]{0,6}"""
    rb"(?:\(?[A-Z]{2}\)?[ :#-]{1,2})?\Z",
    re.IGNORECASE,
)


def is_named(text: Text, at: int) -> bool:
    """Whether a number that begins at a place of a padded text stands right behind its label, or what ends as one."""
    return _LABEL.search(text[at - _REACH : at].tobytes()) is not None
