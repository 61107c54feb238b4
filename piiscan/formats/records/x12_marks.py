"""The characters that part the text of X12, and where it says of a number that it is a Social Security number."""

from __future__ import annotations

import re
from functools import lru_cache

SSN = ("SY", "34")
"""The qualifiers of one (X12 elements 128 and 66)."""
_ENVELOPE = re.compile(r"ISA(?!\w)")


def separators(head: str) -> tuple[str, str]:
    """The characters between elements and behind segments, by the envelope or by the first segments."""
    head = head.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")
    element = head[2:3] if head.startswith(("GS", "ST")) else head[3:4]
    if head.startswith("ISA"):
        after = -1
        for _ in range(16):
            after = head.find(element, after + 1)
        end = head[after + 2 : after + 3] if after > 0 else "~"
    else:
        begun = re.search(rf"([^\w\s{re.escape(element)}]?)\s*(?:ST|BHT|BGN|BPR|NM1){re.escape(element)}", head[3:])
        end = begun[1] if begun and begun[1] else "\n"
    return element or "*", "\n" if end in {"", "\r", "\n"} or end.isalnum() else end


def shown(element: str, end: str, text: str) -> str | None:
    """What some transactions will say (`promising`), as far as nothing of it says what the number in it is."""
    if f"BPR{element}" in text or any(one.search(text) is not None for one in _telling(element, end)):
        return None
    if any(separators(text[at.start() : at.start() + 512]) != (element, end) for at in _ENVELOPE.finditer(text)):
        return None
    return text


@lru_cache(maxsize=16)
def _telling(element: str, end: str) -> tuple[re.Pattern[str], ...]:
    """Segments with the qualifier of a Social Security number."""
    mark = re.escape(element)
    one = rf"[^{mark}{re.escape(end)}]*{mark}"
    before = {"NM1": 7, "N1": 2, "ENT": 2, "REF": 0}
    return tuple(
        re.compile(rf"{tag}{mark}(?:{one}){{{count}}}\s*(?:{'|'.join(SSN)})\s*{mark}") for tag, count in before.items()
    )
