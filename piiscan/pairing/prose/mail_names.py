"""The person whom an e-mail address is named after: `ann.lee@example.com` (SPEC §1, §3b).

Rule: weak, and asked last: a given name or its initial and a surname, parted by a full stop, underscore or dash, and
both on the lists (of an initial, the surname). Where the addresses of a text are of several, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names.in_text import normal, parse_name
from piiscan.pairing.names.table import by_names, lookup
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.unit import person_of

EVIDENCE = "email"
_LOCAL = later(r"(?<![\w.+%-])([A-Za-z]{1,20})[._-](?:[A-Za-z][._-])?([A-Za-z]{2,20})\d{0,4}@(?=[A-Za-z0-9-]{1,63}\.)")
_SURE = 9  # the class of a surname from which it is common


def may_name(text: str) -> bool:
    """Whether an e-mail address in a text may be named after somebody.

    >>> may_name("ann.lee@example.com"), may_name("info@example.com")
    (True, False)
    """
    return "@" in text and _LOCAL.search(text) is not None


@by_names
@lru_cache(maxsize=1 << 10)
def named_by_mail(text: str) -> Person | None:
    """The one person that the e-mail addresses in a text are named after.

    >>> [one.normal for text in ("Ann.Lee7@example.com", "a_doyle@example.com") if (one := named_by_mail(text))]
    ['ann lee', 'a doyle']
    >>> named_by_mail("help.desk@example.com, no-reply@example.com"), named_by_mail("ann.lee@x.org, bob.ray@x.org")
    (None, None)
    """
    if "@" not in text:
        return None
    found = {}
    for match in _LOCAL.finditer(text):
        given, surname = match[1].title(), match[2].title()
        initial = len(given) == 1
        if initial and lookup(surname).surname < _SURE:
            continue
        said = f"{given}{'.' if initial else ''} {surname}"
        name = parse_name(said, labelled=False)
        if name is not None and name.grade >= (Grade.FAIR if initial else Grade.STRONG):
            found[normal(name)] = person_of(name, said, EVIDENCE, grade=Grade.WEAK)
    return next(iter(found.values())) if len(found) == 1 else None


def named_round(above: Sequence[Line], below: Sequence[Line]) -> Person | None:
    """The one person that the e-mail addresses in the lines round one are named after."""
    return named_by_mail(" ".join(line.text for line in (*above, *below) if "@" in line.text))
