"""Text that Markdown shows as it stands: no link, no mark-up, no person called by @, no cell ended by |."""

from __future__ import annotations

import re

from piiscan.reporters.terminal import escape

_ACTIVE = re.compile(r"[!-+:-@\[-`{-~]|(?<=[wW]{3})\.")  # ASCII punctuation but , - . /; the point of www.


def code(text: str) -> str:
    """Text in code type. As an element with entities, because nothing closes it, wherever it stands.

    >>> code("a|b `x` <i>@all</i>")
    '<code>a&#124;b &#96;x&#96; &#60;i&#62;&#64;<!-- -->all&#60;/i&#62;</code>'
    """
    return f"<code>{plain(text)}</code>" if text else ""


def plain(text: str) -> str:
    """Text as it stands.

    >>> plain("1,200 persons (Massachusetts)")
    '1,200 persons &#40;Massachusetts&#41;'
    """
    return _ACTIVE.sub(lambda found: _ENTITIES.get(found[0]) or f"&#{ord(found[0])};", escape(text))


_ENTITIES = {"@": "&#64;<!-- -->"}  # GitHub looks for addresses of mail when the entities are gone
