"""The person whom a file, or a folder round it, is named after: `personnel/Lee, Ann/w4.pdf` (SPEC §3b, §5 (7)).

Rule: weak, whatever is written there: it says whose file it is, not whose number. It speaks only where nothing in the
text names anybody, and only for a few numbers: a list is not of one person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names.in_text import find_names
from piiscan.pairing.names.table import by_names
from piiscan.pairing.unit import person_of

FEW = 16
"""Numbers in one stretch of a text that a name of its file may speak for."""
_DEEP = 3
"""The name of the file itself, and of so many folders round it less one."""

_ENDINGS = later(r"(?:\.[A-Za-z0-9]{1,8}){1,2}$")
_PARTED = later(r"[-_.+]+")
_JOINED = later(r"[_+]+")
_HUMP = later(r"(?<=[a-z])(?=[A-Z])")
_TWO_WORDS = re.compile(r"\w+ \w+")


@by_names
@lru_cache(maxsize=1 << 10)
def person_in(path: str) -> Person | None:
    """The person named by a path, nearest first; members of archives are parts of it. None for most.

    >>> [person.normal for path in ("Lee, Ann/w4.pdf", "doyle_kevin-2024.tar.gz", "KevinDoyle.txt")
    ...  if (person := person_in(path))]
    ['ann lee', 'kevin doyle', 'kevin doyle']
    >>> person_in("exports/2024/annual_report.csv"), person_in("srv/staff.xlsx")
    (None, None)
    """
    parts = path.split("/")
    for name in parts[: -_DEEP - 1 : -1]:
        if (person := _named(_words(name))) is not None:
            return person
    return None


def _words(name: str) -> str:
    """A name of a file as people would write it: without endings, parted by blanks, capitals where it has none."""
    stem = _ENDINGS.sub("", name)
    plain = (_JOINED if " " in stem or "," in stem else _PARTED).sub(" ", stem)
    text = _HUMP.sub(" ", plain).strip()
    return text.title() if text.islower() else text


def _named(text: str) -> Person | None:
    for name in find_names(text):
        if name.grade < Grade.FAIR and _TWO_WORDS.fullmatch(text, name.start, name.end):
            # "Doyle Kevin": surname first, as files are sorted, if both words are known as what they are then.
            text = text[: name.start] + text[name.start : name.end].replace(" ", ", ") + text[name.end :]
            turned = next((one for one in find_names(text) if one.start == name.start), None)
            if turned is None or turned.grade < Grade.STRONG:
                return None
            return person_of(turned, text, "file-name", grade=Grade.WEAK)
        if name.grade >= Grade.FAIR:
            return person_of(name, text, "file-name", grade=Grade.WEAK)
    return None
