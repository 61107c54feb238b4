"""Characters that stand for those of a number: escapes of JSON, dashes of print, full-width digits."""

from __future__ import annotations

import unicodedata

from piiscan.later import later

_ESCAPE = later(r"\\u([0-9A-Fa-f]{4})")
_DASHES = later(r"[\u00ad\u2010-\u2015\u2212]")


def plain(written: str) -> str:
    r"""A number as it would be typed; what stands for no such character stays as it is.

    >>> plain(r"4024\u00a00071"), plain("4024\u20130071"), plain("\uff14024")
    ('4024 0071', '4024-0071', '4024')
    """
    if "\\" in written:
        written = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), written)
    return written if written.isascii() else _DASHES.sub("-", unicodedata.normalize("NFKC", written))
