"""Plain text, in every encoding that hides nothing."""

from __future__ import annotations

import codecs

from planted import Case, Plant


def _lines(plant: Plant) -> str:
    first = plant.record("first line", "line 1 › column 14")
    last = plant.record("last line, no line end", "line 3 › column 14")
    return f"{first}\nnothing here\n{last}"


def _in(encoding: str, mark: bytes = b"") -> Case:
    name = f"{encoding}{' with mark' if mark else ''}"
    return Case("text", name, "notes.txt", lambda plant: mark + _lines(plant).encode(encoding))


CASES = [
    _in("utf-8"),
    _in("utf-8", codecs.BOM_UTF8),
    _in("utf-16-le"),
    _in("utf-16-le", codecs.BOM_UTF16_LE),
    _in("utf-16-be"),
    _in("utf-16-be", codecs.BOM_UTF16_BE),
    _in("utf-32-le", codecs.BOM_UTF32_LE),
    _in("utf-32-be", codecs.BOM_UTF32_BE),
    _in("cp1252"),
]
