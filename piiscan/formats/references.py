"""Characters of markup written as references: `html.unescape`, which asks for each of them what few of them are."""

from __future__ import annotations

import html
import re
from functools import lru_cache

# As the standard library seeks them (HTML Standard, 13.2.5.72 to 13.2.5.80).
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_MANY, _FEW = 200, 16
"""References, and kinds of them: so few are put in one after the other, at the speed of memory."""


def unescape(text: str) -> str:
    r"""A text with the characters that references stand for.

    >>> unescape("&lt;Ann&#160Lee&gt; &copy &unknown; &#x31;")
    '<Ann\xa0Lee> © &unknown; 1'
    """
    many = text.count("&")
    if many < _MANY:
        return _REFERENCE.sub(_meant, text) if many else text
    found = _REFERENCE.findall(text)
    known = set(found)
    if len(known) > _FEW or len(found) != many or not all(map(_is_apart, known)):
        return _REFERENCE.sub(_meant, text)
    for one in known:
        text = text.replace(one, _one(one))
    return text


def _is_apart(reference: str) -> bool:
    """Whether nothing of a reference, nor of what it stands for, can be a part of another one."""
    return reference.endswith(";") and "&" not in _one(reference)


def _meant(found: re.Match[str]) -> str:
    return _one(found[0])


@lru_cache(maxsize=1024)
def _one(reference: str) -> str:
    try:
        return html.unescape(reference)
    except ValueError:  # of thousands of digits, which `int` does not take
        return "\ufffd"
