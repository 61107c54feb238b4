"""What a visitor entered before a chat began: "Visitor has entered: Name: Ann Lee; Zip: 02301"."""

from __future__ import annotations

import re

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose import letters
from piiscan.pairing.prose.lines import Mention
from piiscan.pairing.unit import person_of

_ENTERED = later(
    r"\b(visitor|customer|guest|client|caller|user|member)(?: has| was)? ?(?:entered|info(?:rmation)?|details|joined)?"
    r"[ :,;-]{0,4}(?:as )?\bname ?: ?([^\W\d_][^;,|:\n\d]{3,40}?)\s*(?:[;,|]|\Z)",
    re.IGNORECASE,
)


def entered(text: str) -> tuple[str, Mention] | None:
    """The word by which a chat calls a speaker, and the person that they said to be before it began.

    >>> role, one = entered("Visitor has entered: Name: Ann Lee; Zip: 02301")
    >>> role, one.person.name
    ('Visitor', 'Ann Lee')
    >>> entered("Visitor: what is the name: of the form")
    """
    found = _ENTERED.search(text) if "ame" in text else None
    name = letters.alone(found[2]) if found is not None else None
    if found is None or name is None or name.grade < Grade.FAIR:
        return None
    return found[1], Mention(0, person_of(name, found[2], "speaker:answer"), labelled=False, scope=False)
