"""A form that keeps back whose it is: "Patient: L.M.", "Employee: [REDACTED]", "Claimant: Anonymous".

Rule: who else is named round it signs, treats or judges, and has no number in it; where such a field stands nearer
above a number than the person found, that one is in doubt. Initials may be those of whom the form names elsewhere.
"""

from __future__ import annotations

from piiscan.detectors.header_words import is_person
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.pairing.names.columns import KEPT_BACK
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.blocks import Blocks
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.lines import ACTING, SERVING, Line

_SAID = rf"(?i:name (?:is )?|identity )?(?i:{KEPT_BACK}|not disclosed|suppressed|impounded|not given|refused)\b"
_COVERED = r"[\u2588\u2593\u2592\u2591\u25a0\u25ac*]{3}|[Xx]{4}|[A-Z][\u2588*]{3}"
_INITIALS = r"(?:[A-Z]\.[ ]?){2,3}(?![\w])|[A-Z]{2,3}(?=[ \t]*(?:\Z|,|  ))"
_HIDDEN = later(
    rf"(?:\A|  |\t|\|)[ \t>*-]{{0,8}}([^\W\d_][\w'\u2019 ]{{2,30}}?)[ ]?(?:\([^()\n]{{1,30}}\))?[ ]?(?::|=|\t|\|)[ \t]*"
    rf"[\[(<{{]{{0,2}}(?:(?:{_SAID}|{_COVERED})|({_INITIALS}))"
    rf"|(?:\A|  )[ \t]*([^\W\d_]\w{{2,15}})[ ]\([ ]?{_SAID}"
)
_RECORD = later(
    r"(?i)(?<![\w-])(?:mrn|chart|patient|client|consumer|student|pupil|respondent|claimant|claim|member|participant"
    r"|subject|juror|inmate|resident|applicant|customer)(?: (?:id|number|no|num|code|record))?\.?(?: ?[:=#]){0,2} ?#?"
    r"(?=[a-z-]{0,3}\d)"
)
_FOR_OTHERS = frozenset((ACTING, SERVING))
_NAME = " name"


def hides(text: str) -> list[int]:
    """Whether a field of a line keeps back who the person is it asks for; if by initials, where these stand.

    >>> hides("Patient: L.M."), hides("Employee: [REDACTED]"), hides("Student (name on file)"), hides("Total: ****")
    ([9, 13], [-1], [-1], [])
    """
    for found in _HIDDEN.finditer(text):
        role = fold(found[1] or found[3]).removesuffix("'s").removesuffix(_NAME).removesuffix("'s")
        if (is_person(role) or role in {"name", "full"}) and not (fields.acts(role) or fields.serves(role)):
            return list(found.span(2)) if found[2] else [-1]
    return []


def numbers_record(text: str) -> list[int]:
    """Where a line numbers the person or matter of a record, which somebody who serves them has: "MRN: 004471".

    >>> numbers_record("Consumer ID: 4471"), numbers_record("Respondent: #117"), numbers_record("Patient: Ann Lee")
    ([0], [0], [])
    """
    return [found.start() for found in _RECORD.finditer(text)]


def hides_another(blocks: Blocks, line: Line, found: Found) -> bool:
    """Whether the form of a number keeps back whose it is, nearer to it than where a person is named."""
    serving = not _FOR_OTHERS.isdisjoint(found.mention.person.evidence)
    for one in (line, *reversed(blocks.block(line)[0])):
        if one is found.where and found.mention.labelled and not fields.acts(one.text):
            return False
        if serving and one.places(numbers_record):
            return True
        if hidden := one.places(hides):
            return len(hidden) == 1 or not _are_of(one.text[slice(*hidden)], found.mention.person.normal)
    return False


def _are_of(initials: str, normal: str) -> bool:
    """Whether initials are those of a person."""
    letters = [one for one in initials.lower() if one.isalpha()]
    names = normal.split()
    if "".join(letters) in names:
        return True  # "Name: LEE"
    return letters[0] == names[0][0] and letters[-1] == names[-1][0]
