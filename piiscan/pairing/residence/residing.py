"""Words that say in which state or country somebody lives, without an address: "a resident of Vermont", "Domicile: FL".

Only where the state ends what is said: "Residency: Massachusetts General Hospital" is where a doctor learned.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.table import fold
from piiscan.pairing.residence.places import places
from piiscan.pairing.tables.residency_cells import MASSACHUSETTS, Evidence, elsewhere, here

SIGNS = ("resid", "domicil", "lives in", "living in")
"""One of these, in small letters, is in all that is found here."""
_PLACE = r"([A-Z][a-z]+(?: (?:[A-Z][a-z]+|of Columbia))?|[A-Z]{2})(?![\w'\u2019/-])"
_ENDS = r"(?=[ \t]*(?:\r?\Z|[.,;:)\]|\n]| {2}|[ \t](?:since|and|with|for|until|at|who|but|from|as)\b))"
_LIVES = later(
    r"(?<![\w-])(?i:(?<!former )(?<!not a )residents? of:?|lives in|living in|resid(?:es|ing) in|domiciled in"
    r"|(?<!legal )(?<!permanent )(?<!of )(?:domicile|residen(?:cy|ce))(?: (?:is|state))?[ \t]*[:=])[ \t]*"
    rf"(?i:the )?(?:(?i:state|commonwealth) of )?{_PLACE}{_ENDS}"
)
_RESIDENT = later(rf"(?<![\w,.'-]){_PLACE} resident\b")
_LABELS = ("domicile:", "domicile is", "residency")
_WORDS = frozenset(("OR", "IN", "ME", "OK", "HI", "OH", "MD", "PA", "DO"))  # and degrees, before "resident"


def residing(text: str, lower: str) -> Iterator[Evidence]:
    """States and countries that somebody is said to live in. `lower`: the text in small letters.

    >>> text = "Ann Lee, a resident of New Hampshire"
    >>> [(item.reason, item.grade) for item in residing(text, text.lower())]
    [('other-state', 2)]
    """
    if not any(sign in lower for sign in SIGNS):
        return
    for found in _LIVES.finditer(text):
        yield from _told(found[1], found.span(1), own=found[0].lower().startswith(_LABELS))
    for found in _RESIDENT.finditer(text):
        if found[1] not in _WORDS:
            yield from _told(found[1], found.span(1), own=False)


def _told(place: str, span: tuple[int, int], *, own: bool) -> Iterator[Evidence]:
    """What a place says. `own`: of Massachusetts nothing else tells; "a resident of MA" is told with the forms."""
    said, known = fold(place), places()
    if said in MASSACHUSETTS:
        if own:
            yield here(Grade.FAIR, "ma-state", span)
    elif said in known.states:
        yield elsewhere(Grade.FAIR, "other-state", span)
    elif said in known.countries:
        yield elsewhere(Grade.FAIR, "foreign-address", span)
