"""Members of a family below its surname: "Lindgren family", and indented below it "Karl  010-94-0001".

Rule: a line that begins with what is for sure a first name, and goes on with a gap or a sign that parts fields, names a
member of the family whose surname is the nearest line above that stands further out. That line is the surname alone, as
the lists have it and the language has not, or with a word that says so. It makes a fair name (SPEC §3b).
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.others import is_given
from piiscan.pairing.residence.places import places

_MEMBER = later(
    r"([ \t]*)(?:[-*\u2022][ ])?([A-Z][A-Za-z'\u2019\u00c0-\u024f-]{1,14})(?: [A-Z]\.?)?(?= {2}|\t|[,:]| [-\u2013(])"
)
_SURNAME = r"([A-Z][A-Za-z'\u2019\u00c0-\u024f-]{1,24})"
_HEADING = later(
    rf"[ \t]*(?:(?:The )?{_SURNAME}[ ](?:[Ff]amily|[Hh]ousehold|FAMILY|HOUSEHOLD)"
    rf"|(?:[Ff]amily|[Hh]ousehold|FAMILY|HOUSEHOLD)(?: [Nn]ame| NAME)?:?[ ]+{_SURNAME}|{_SURNAME})[ ]?:?[ \t\r]*"
)
_MARKED = 2  # groups of `_HEADING` with a word that says that it is a surname
_WORDY = 2  # the class from which a name is as often a word
_BULLETS = ("- ", "* ", "\u2022 ")
_MOST = 12  # members, with the lines between
_REACH = 1500  # bytes


def member(lines: Lines, line: Line) -> Mention | None:
    """Whom the line of a number names by the first name, below the surname of the family."""
    found = _MEMBER.match(line.text) if not line.mentions else None
    if found is None or not _is_first(found[2]):
        return None
    surname = _heading(lines, line, _indent(line.text))
    name = names.parse_parts(found[2], surname) if surname else None
    if name is None:
        return None
    shown = f"{found[2]} {surname}"
    person = Person(shown, names.normal(name), Grade.FAIR, ("heading:surname", *name.evidence))
    return Mention(found.start(2), person, labelled=False, scope=False)


def _heading(lines: Lines, line: Line, indent: int) -> str:
    """The surname that the nearest line above further out than `indent` is, "" if it is something else."""
    at = lines.before(line)
    for _ in range(_MOST):
        if at is None or line.start - at.start > _REACH:
            break
        if not at.blank and _indent(at.text) < indent:
            found = _HEADING.fullmatch(at.text)
            surname = found[found.lastindex or 0] if found is not None else ""
            marked = found is not None and (found.lastindex or 0) <= _MARKED
            return surname if marked or _is_surname(surname) else ""
        at = lines.before(at)
    return ""


def _is_surname(word: str) -> bool:
    """Whether a word alone is a surname, and no town or word of the language."""
    entry = lookup(word)
    return 0 < entry.surname >= entry.given and entry.word < _WORDY and fold(word) not in places().towns


def _is_first(word: str) -> bool:
    """Whether a word is a first name rather than a surname ("Ref") or a word of the language ("Bill")."""
    entry = lookup(word)
    return is_given(word) and entry.given > entry.surname and entry.word < _WORDY


def _indent(text: str) -> int:
    """How far in a line stands; what has a bullet stands further in than the line that has none."""
    text = text.expandtabs()
    return len(text) - len(text.lstrip()) + (text.lstrip()[:2] in _BULLETS)
