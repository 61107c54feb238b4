"""The address that a form has of a person in fields of its own, apart from the number: the person's (SPEC §4, §5).

A form has the name in one row of boxes, the number in the next and the address in a third, often with an empty line
between, and may say further down only "Name on account". Rule: fields whose labels are those of an address belong to
the person named last above them, up to the next person, number or part of the form. A spouse named between two of them
lives there, too: a joint return has both names above one address.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose.heads import is_of_role
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.sections import kind_of_title
from piiscan.pairing.residence.around import address_above, residence
from piiscan.pairing.residence.evidence import Evidence
from piiscan.pairing.residence.household import of_household, of_same
from piiscan.pairing.residence.listed import below_in_list

_MOST, _REACH = 24, 1800  # lines with something on them, and bytes, from a name to an address below it
_MOST_ABOVE, _REACH_ABOVE = 4, 3000  # times the surname stands further up, and bytes
_TRIES, _BEFORE = 6, 64  # of a word for places, and bytes before it for its label
_LABEL = (  # of a part of an address, behind the number of a box, at the beginning of a cell; in small letters
    r"(?:\A|[\n\t]|\| ?|  |: )[\W_]{0,6}(?:\(?(?:\d{1,2}[a-z]?|[a-z])[.):]?[ ]{1,2})?\(?"
    r"(?:(?!(?:e-?mail|web|ip|employers?|business|office|work|bank|company|school|property|agency|prior|previous"
    r"|former|her|his|their|the|this|that|an?)\b)"
    r"[a-z][a-z',&]{0,14}[ ]){0,4}"
    r"(?:address|street|city|town|zip|state(?=[ ]?[:)/,\t|\n]|[ ]{2}|\Z)|st(?=\b[:\t])|(?:legal )?residence)\b"
)
_FIELD, _FIELDS = later(_LABEL), later(_LABEL.encode())
_WORDS = ("address", "street", "city", "town", "zip", "state", "residence")
_BYTES = tuple(word.encode() for word in _WORDS)
_MOST_TITLE = 64
_NAMES = later(r"\b(?:name|taxpayer|applicant|borrower|owner|tenant|member|patient)\b")
_OF_FIRM = later(r"\b(?:plan|group|bank|employer|company|business|school|firm|agency|facility|institution|d/?b/?a)\b")
_PARTNER = ("spouse", "joint", "husband", "wife", "co-applicant", "co-borrower", "co-owner", "co-tenant")
_NUMBER = later(r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])")


def at_home(
    evidence: list[Evidence], lines: Lines, where: Line, named: Mention, *, beside: bool = False
) -> list[Evidence]:
    """The evidence round a number, and what `home` finds where that does not decide."""
    if decides(evidence):
        return evidence
    found = below_in_list(lines, where, named.at) or home(lines, where, named, beside=beside)
    return [*evidence, *(found or of_household(lines, where) or of_same(lines, where, named.person.normal))]


def home(lines: Lines, where: Line, named: Mention, *, beside: bool = False) -> list[Evidence]:
    """What a text says of where a person lives whom a line of it names, beyond what stands round the number.

    In the address of a letter, in fields of a form below the name, or where the same person is named further up.
    `beside`: the number stands in the line that names them, which has no letter above.
    """
    normal = named.person.normal
    letter = [] if beside else address_above(lines, where, normal)
    if letter and decides(found := residence(letter, (letter[0], 0))):
        return found
    start = max(0, where.start - _REACH_ABOVE)
    said = lines.lower(start, where.end + _REACH)
    if not _has_field(said):  # soon seen, and so it is of most texts
        return []
    if decides(found := _below(lines, where, normal, named.at)):
        return found
    surname = normal.rpartition(" ")[2].encode()
    place = said.rfind(surname, 0, where.start - start)
    for _ in range(_MOST_ABOVE):
        if place < 0:
            break
        above = lines.at(start + place)
        again = next((one for one in above.mentions if one.person.normal == normal), None)
        if again is not None and decides(found := _below(lines, above, normal, again.at)):
            return found
        place = said.rfind(surname, 0, max(0, above.start - start))
    return []


def _has_field(said: bytes) -> bool:
    """Whether a text in small letters has the label of a part of an address."""
    for word in _BYTES:
        at, tries = said.find(word), 0
        while at >= 0 and tries < _TRIES:
            if _FIELDS.search(said, max(0, at - _BEFORE), at + len(word) + 3) is not None:
                return True
            at, tries = said.find(word, at + 1), tries + 1
    return False


def decides(found: list[Evidence]) -> bool:
    """Whether some evidence says by itself where somebody lives."""
    return any(one.grade >= Grade.FAIR for one in found)


def _below(lines: Lines, where: Line, normal: str, place: int) -> list[Evidence]:
    """What the fields of an address say that are in the line of a name or below it."""
    passed, others_home = [where], set[int]()
    titles = _FIELD.search(where.text.lower()) is not None
    naming = True  # the parts of a name may have a line each
    joint = False  # between the name of a spouse and the address of both
    number = _NUMBER.search(where.text) is not None  # of the person
    at = lines.after(where)
    count = 0
    while at is not None and count < _MOST and at.start - where.end < _REACH and at.depth == where.depth:
        if not at.blank:
            count += 1
            lower = at.text.lower()
            passed.append(at)
            others = any(one.person.normal != normal for one in at.mentions)
            again = any(one.person.normal == normal for one in at.mentions)
            field = any(map(lower.__contains__, _WORDS)) and _FIELD.search(lower) is not None
            named = not field and _NAMES.search(lower) is not None and _OF_FIRM.search(lower) is None
            naming = naming and named and not others
            joint = (joint or any(map(lower.__contains__, _PARTNER))) and _is_of_family(at, normal)
            another = _NUMBER.search(at.text) is not None
            if not (again or joint or naming) and (others or named or (another and number)):
                passed.pop()
                break
            number = number or another
            if len(at.text) < _MOST_TITLE and (kind_of_title(at.text) > 1 or is_of_role(at.text)):
                passed.pop()
                break
            if not (field or titles or again):
                others_home.update(map(id, at.residence))
            titles = field and not at.residence
        at = lines.after(at)
    return [one for one in residence(passed, (where, place)) if id(one) not in others_home]


def _is_of_family(line: Line, normal: str) -> bool:
    """Whether whom a line names has the surname of a person."""
    surname = normal.rpartition(" ")[2]
    return all(one.person.normal.rpartition(" ")[2] == surname for one in line.mentions)
