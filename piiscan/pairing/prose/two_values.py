"""A person whom two values beside each other name: a given name and a surname, in source code, logs and lists."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.grade import pair_grade
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.residence.places import places

_FEW = 1  # the class of words that are mostly names
_VALUES = later(  # ("Ann", "Lee", …), ['Ann','Lee'], $1 = 'Ann', $2 = 'Lee', 17|Lee|Ann|, LEE        ANN      M 773
    r"""(?:(["'])(?P<one>[^\W\d_][^"'\\\n]{0,30})\1, ?(?:\$\d{1,2} = )?\1(?P<two>[^\W\d_][^"'\\\n]{0,30})\1"""
    r"""|(?<=\|)(?P<cell>[^\W\d_][^|\n]{0,30})\|(?P<next>[^\W\d_][^|\n]{0,30})(?=\|)"""
    r"""|(?:^|(?<=  )|(?<=\t))(?P<left>[^\W\d_][\w'\u2019-]{1,30})"""
    r"""(?=(?: {2,}|\t)(?P<right>[^\W\d_][\w'\u2019-]{1,30})(?: {2,}|\t| [A-Z] |[ \r]*$)))"""
)
_ROW = later(  # of PostgreSQL: DETAIL:  Failing row contains (7, Ann, Lee, 010-94-0001, MA, null).
    r"\brow contains \((?:(?![^\W\d_][\w' \u2019-]{0,30}, [^\W\d_])[^,\n]{0,60}, ){0,12}"
    r"(?P<one>[^\W\d_][\w' \u2019-]{0,30}), (?P<two>[^\W\d_][\w' \u2019-]{0,30})(?=[,)])"
)
_ROW_MARK = "row contains ("
_CELLS = later(  # "Ann, Lee, 010-94-0001, 02301", a row of commas in a string of source code, or in a line of its own
    r"""(?:^[ \t]*+\|?+|["'`])(?:\d{1,6},[ ]?)?(?P<one>[^\W\d_][\w'\u2019-]{1,30}),[ ]?"""
    r"""(?P<two>[^\W\d_][\w'\u2019-]{1,30}),[ ]?(?=\d{3}-\d\d-\d{4}\b)"""
)
_NUMBER_BEHIND = later(r"""[ ]?,[ ]?(?:\w{2,24}[ ]?[=:][ ]?)?["']\d{3}-\d\d-\d{4}["'][ ]?[)\],]""")
_COMMA = ","
_PARTING = ("', ", '", ', "','", '","', "|", "  ", "\t")
_PAIRS = (("one", "two"), ("cell", "next"), ("left", "right"))  # groups of `_VALUES`


def valued(text: str) -> Iterator[tuple[int, Person]]:
    """Where in a line a given name and a surname stand beside each other as values, and whom they name.

    >>> [person.name for _, person in valued("DETAIL:  Failing row contains (7, Ann, Lee, 010-94-0001, MA, null).")]
    ['Ann Lee']
    """
    row = _ROW.search(text) if _ROW_MARK in text else None
    person = _either(row["one"], row["two"]) if row is not None else None
    if row is not None and person is not None:
        yield row.start("one"), person
    for cells in _CELLS.finditer(text) if _COMMA in text else ():
        person = _given_first(cells["one"], cells["two"])
        if person is not None:
            yield cells.start("one"), person
    if not any(mark in text for mark in _PARTING):
        return
    for match in _VALUES.finditer(text):
        first, second = next(pair for pair in _PAIRS if match[pair[0]])
        person = _either(match[first], match[second])
        if person is None and match["one"] and _NUMBER_BEHIND.match(text, match.end()):
            person = before_number(match["one"], match["two"])
        if person is not None:
            yield match.start(first), person


def _either(one: str, two: str) -> Person | None:
    return listed_parts(one, two) or listed_parts(two, one)


def _given_first(one: str, two: str) -> Person | None:
    """The person of two values before a number; the other way round they are a name as it is filed: "Lee, Ann"."""
    return None if listed_parts(two, one) is not None else listed_parts(one, two) or before_number(one, two)


def before_number(given: str, surname: str) -> Person | None:
    """The person that two values name right before what has the shape of an SSN: ("Ann", "Vane", "773-01-0001")."""
    sure = given.istitle() and surname[:1].isupper() and lookup(given).word <= _FEW
    grade = pair_grade(given, surname) if sure else Grade.NONE
    name = names.parse_parts(given, surname) if grade >= Grade.FAIR else None
    return None if name is None else Person(f"{given} {surname}", names.normal(name), Grade.FAIR, name.evidence)


def listed_parts(given: str, surname: str) -> Person | None:
    """The person that two values name; that they are a given name and a surname only the lists say.

    >>> listed_parts("Quincy", "Zhao") is None, listed_parts("Quincy", "MA")
    (False, None)
    """
    if "MA" in {given, surname} and fold(given if surname == "MA" else surname) in places().towns:
        return None
    name = names.listed_parts(given, surname)
    return None if name is None else Person(f"{given} {surname}", names.normal(name), name.grade, name.evidence)
