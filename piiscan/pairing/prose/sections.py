"""Parts of a form that name others than whom it is about, by the title over them: references, emergency contacts.

Rule: whom a line below such a title names acts in the matter of another, as if a label said so ("Witness: Ann Lee"), up
to the next title; below all but references that is one person. Who signs the form there is its own person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from piiscan.later import later
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.heads import is_of_role
from piiscan.pairing.prose.line_persons import ACTING
from piiscan.pairing.prose.lines import UNKNOWN, Line, Lines, Mention

_BOX = later(r"\s*(?:(?:section|part|step) (?:\d{1,2}|[a-z]|[ivx]{1,4})\b\W*|[a-z\d]{1,2}[.)]\s*|\W+)?", re.IGNORECASE)
_REFERENCES = later(r"(?:[^\W\d_]+ ){0,2}references?(?: \([^()]*\))?\W*\Z", re.IGNORECASE)
_OTHERS = later(
    r"(?:(?:in case of |person to notify in (?:case of )?(?:an )?|other |additional )?emergency\b(?! (?:card|form)\b)"
    r"|next of kin|nearest relative"
    r"|(?:(?:current|present|previous|prior|former) )?(?:landlords?\b|employers\b|employment history)"
    r"|employer (?:info|rev|use)|(?:paid )?preparer\b|witness(?:es)?\b|notary\b|interpreter\b|translator\b|informant\b"
    r"|(?:loan )?originator\b|authorized representative\b|(?:(?:referring|attending|primary care|treating|family) )?"
    r"(?:physicians?|doctors?|pediatrician|dentist)\b|(?:for )?(?:office|official|dealer|agency|bank|internal) use\b"
    r"|parental information|(?:to be )?completed by\b)[^:=|\t\d]{0,40}\Z",
    re.IGNORECASE,
)
_NEXT = later(
    r"[^:=\t]{0,40}\b(?:information|section|details|authorization|certification|payment|driving|vehicles?|accounts?"
    r"|deposit|signatures?|insurance|here)\W*\Z",
    re.IGNORECASE,
)
_SIGNS = later(r"sign(?:ed|ature)|print(?:ed)? name", re.IGNORECASE)
_SIGNER = later(r"\W*signer\b[^:]{0,24}:", re.IGNORECASE)
_RULE = later(r"\s*(?:_[_ ]{7,}|-{12,})\s*")
_LANDLORD = later(r"\W*(?:\w+ )?landlord\W*", re.IGNORECASE)
_SHORT = 32
_LONGEST = 64
_LINES, _BYTES = 12, 900  # above a name
_NONE, _ANY, _OF_ONE, _OF_SEVERAL = range(4)  # no title; one of the form's own; of others, one or several


def acting(lines: Lines, line: Line, mention: Mention) -> Mention:
    """Who is named in a line, as one who acts where the title over the line says so, or as the signer below a rule."""
    if ACTING in mention.person.evidence:
        return mention
    below = _signs_below_rule(lines, line) or _is_below_role(lines, line, mention)
    if not below and (over(lines, line) is None or _SIGNS.search(line.text) is not None):
        return mention
    return mention._replace(person=replace(mention.person, evidence=(ACTING, *mention.person.evidence)))


def _signs_below_rule(lines: Lines, line: Line) -> bool:
    """Whether a line is the name of a signer below the rule for the signature, and no field of who owns an account."""
    if _SIGNER.match(line.text) is None:
        return False
    above = lines.before(line)
    return above is not None and _RULE.fullmatch(above.text) is not None


def _is_below_role(lines: Lines, line: Line, mention: Mention) -> bool:
    """Whether a name is all of a line, and above it stands nothing but what they do in the matter: "Recruiter"."""
    above = lines.before(line) if line.text.strip() == mention.person.name else None
    if above is None or above.mentions or len(above.text) > _SHORT or any(map(str.isdigit, above.text)):
        return False
    return fields.acts(above.text) or _LANDLORD.fullmatch(above.text) is not None


def over(lines: Lines, line: Line) -> Line | None:
    """The nearest title over a line that names somebody, if it is of others than whom the form is about."""
    found = _nearest(lines, line)
    if found is None or line.start - found[0].start > _BYTES:
        return None
    title, kind = found[0], _kind(found[0])
    if kind != _OF_ONE:
        return title if kind == _OF_SEVERAL else None
    at = lines.before(line)
    while at is not None and at.start > title.start:
        if at.mentions:
            return None
        at = lines.before(at)
    first = lines.before(title)  # "Physician", and below it "Doctor" as the label of the name
    return first if first is not None and _kind(first) == kind else title


def _nearest(lines: Lines, line: Line) -> tuple[Line, int] | None:
    """The nearest title over a line, and how many lines above it that stands; kept, as each line has the same one."""
    title = line.title
    if title is UNKNOWN:  # what is kept may be forgotten while others are looked for: see `Lines`
        title = line.title = _sought(lines, line)
    return title


def _sought(lines: Lines, line: Line) -> tuple[Line, int] | None:
    at = lines.before(line)
    for above in range(1, _LINES + 1):
        if at is None:
            break
        if _kind(at):
            return at, above
        known = at.title
        if known is not UNKNOWN:
            return (known[0], above + known[1]) if known and above + known[1] <= _LINES else None
        at = lines.before(at)
    return None


def ends_before(lines: Lines, where: Line, line: Line) -> bool:
    """Whether a title of the form's own stands between a line and one further down."""
    at = lines.after(where)
    for _ in range(_LINES):
        if at is None or at.start >= line.start:
            break
        if _kind(at) == _ANY:
            return True
        at = lines.after(at)
    return False


def _kind(line: Line) -> int:
    return kind_of_title(line.text) if len(line.text) < _LONGEST else _NONE


@lru_cache(maxsize=1 << 10)  # of the lines round a number, asked for in turns
def kind_of_title(text: str) -> int:
    """What a line is the title of.

    >>> [kind_of_title(text) for text in ("4. References", "EMERGENCY CONTACT", "Vehicle Information", "Ann Lee")]
    [3, 2, 1, 0]
    """
    begin = box.end() if (box := _BOX.match(text)) is not None else 0
    if _REFERENCES.match(text, begin) is not None:
        return _OF_SEVERAL
    if _OTHERS.match(text, begin) is not None:
        return _OF_ONE
    return _ANY if _NEXT.match(text, begin) is not None or is_of_role(text) else _NONE
