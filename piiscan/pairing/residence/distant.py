"""Telephone numbers of Massachusetts in a text, which say little of where somebody lives, and addresses in Canada."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.residence.places import places
from piiscan.pairing.tables.residency_cells import Evidence, elsewhere, here

_AREA_CODES = frozenset(("339", "351", "413", "508", "617", "774", "781", "857", "978"))
_PHONE = later(r"[0-9]{3}(?:\) ?|[\-. ])[0-9]{3}[\-. ][0-9]{4}(?![\w\-])")
_PREFIX = later(r"(?:^|[^\w.\-])\+?1[\-. ]$")  # of a telephone number
_CANADIAN = later(r"[A-Z]{2}(?<!\w[A-Z]{2})[, ]{1,2}[ABCEGHJ-NPRSTVXY][0-9][A-Z][ \-]?[0-9][A-Z][0-9]\b")


def phones(text: str) -> Iterator[Evidence]:
    """Telephone numbers of Massachusetts."""
    for match in _PHONE.finditer(text):
        if match[0][:3] not in _AREA_CODES:
            continue
        start = match.start()
        before = text[max(0, start - 4) : start]
        if not before or not (before[-1].isalnum() or before[-1] in "._-") or _PREFIX.search(before):
            start -= before.endswith("(")
            yield here(Grade.WEAK, "ma-area-code", (start, match.end()))


def canadian(text: str) -> Iterator[Evidence]:
    """Addresses in Canada, by province and postal code."""
    for match in _CANADIAN.finditer(text):
        if match[0][:2].lower() in places().provinces:
            yield elsewhere(Grade.FAIR, "foreign-address", match.span())
