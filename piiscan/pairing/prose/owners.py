"""Whose number the label before it says it is, in a form with several persons: "Parent 1 SSN", "SSN of spouse".

Rule: the words that a label of a number has beside those of its kind are a group, as in a column header; the name whose
label has the same group is the person's, wherever in the form it stands (SPEC §5, column groups).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from piiscan.detectors.header_words import NAME_HALVES, NUMBER_KINDS, is_person, is_role
from piiscan.detectors.labels import column_role, find_labels
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.matcher import CARD, CARD_PIECES, CARD_SAID
from piiscan.matcher.hits import KIND_OF
from piiscan.pairing.names.table import lookup
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.line_persons import PAYEE
from piiscan.pairing.prose.lines import ACTING, SERVING, Line, Mention
from piiscan.pairing.prose.numbers import ONE_EACH, Hit, Numbers
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.others import only_deals
from piiscan.pairing.tables.column_owner import SHARING, is_short

_LONGEST = 60
_DEAD = frozenset(("decedent", "deceased", "testator"))
_KIN = frozenset(("parent", "mother", "father", "guardian", "spouse", "husband", "wife", "child", "son", "daughter"))
"""Who stands in somebody's record by what they are to that person."""
_SIDES = tuple(
    tuple(frozenset(side.split()) for side in sides.split(" / "))
    for sides in (
        "tenant lessee renter lodger boarder / landlord landlady lessor",
        "buyer purchaser / seller",
        "plaintiff petitioner complainant appellant / defendant respondent accused appellee",
        "obligor / obligee",
        "grantor transferor / grantee transferee",
        "guardian conservator / ward respondent minor child student pupil patient",
        "victim / suspect offender defendant accused",
    )
)
"""Who faces whom in a matter: nobody is both."""
_FAMILY = frozenset(("spouse", "husband", "wife", "partner", "dependent", "child", "son", "daughter"))
_ADDED = later(r"(?:additional|add on) ")  # to a contract: "Additional driver", "Add-on member"
_OF_EMPLOYER = later(
    r"\bemployer['\u2019]?s? (?:SSN|SS ?#|social security|soc\.? sec|tax id|TIN)[^:\n]{0,24}[\W_]*\Z", re.IGNORECASE
)
_LETTER = later(r"[^\W\d_]")
_FIELD = later(
    r"(?:^|\t|  |[|;])[ \t*-]*(?:\(?\d{1,3}[a-z]?[.)]|[a-z][.)]|L\d[.)])?[ \t]*([^\t|;:=*\n]{2,60}?)[ \t.:=#_*\"']*\Z"
)
_LEADING = later(r"[ \t>*-]*(?:\(?\d{1,3}[a-z]?[.)]|[a-z][.)])?[ \t]*([^\t|;:=\n]{2,60}?)[ \t.]*(?:[:=\t]| {2}|\Z)")
_BRACES = later(r"[ \t]*(?:\([^()]*\)|\bon (?:file|record)|of record)[ \t]*\Z")
# Who pays, and what the bank that does so calls them: "Originator: Ann Lee", "Member account #: 1".
_PAYING, _SERVED = frozenset(("originator", "sender", "remitter")), frozenset(("member", "customer", "client"))
_ANYBODYS = frozenset(("driver", "operator", "motorist", "cardholder", "holder", "owner", "taxpayer"))
"""Words of labels that say what a number is for, and not whose it is: the driver's license, the cardholder's number."""
_LEADS = later(r"[ \t>*-]{0,8}([^\W\d_][^\W\d_/ ]{2,20}(?: [^\W\d_]{2,14})?) ?#?(\d{0,2}) ?:[ \t]")
_CARDS = (CARD, CARD_PIECES, CARD_SAID)
_ON_CARD = later(
    r"\b(?:name on(?: the)?(?: credit)? card|(?:credit )?card ?holder(?:'s)?(?: name)?"
    r"|name as (?:it|shown)[^:\n]{0,20} card)"
    r"[^:\n]{0,24}[ \t:.]*\Z",
    re.IGNORECASE,
)
_OF_BRACES = later(r"\(([^\W\d_]{3,20})\)[ \t]*\Z")  # "Driver's lic. no. (applicant)"
_WORDS = later(r"[^\W\d_]+")
_CALLED = later(
    r"[ \t]{0,8}(?:[-*\u2022][ ]|[A-Z]{2,4}:[ ])"
    r"([A-Z][a-z][\w'\u2019-]*(?: [A-Z]\.?)?(?: [A-Z][a-z][\w'\u2019-]*){1,2})([:,]) "
)
_COMMON = 3  # of words that are hardly ever a name: "Personal Data"
_THEIRS = later(r"\b(?:his|her)\b", re.IGNORECASE)
_SENTENCE = later(r"(?:.*[ ])?[a-z]{4,}[.!?][ ]+(?=[A-Z])")  # "Consent is on file. Student SSN"


@lru_cache(maxsize=1 << 8)  # asked twice for a number
def group_of(text: str, at: int) -> str:
    """Whose number stands at a place of a line, by the words of its label. "": it does not say.

    >>> group_of("61. Parent 1 SSN      010-94-0001", 22), group_of("SSN: 010-94-0001", 5)
    ('parent1', '')
    """
    field = _FIELD.search(text, max(0, at - _LONGEST - len("    ")), at)
    said = field[1].rpartition("{")[2] if field is not None else ""  # "Person { Ssn = "
    said = said.rpartition("(")[2] if said.count("(") > said.count(")") else said
    said = said[ends.end() :] if ". " in said and (ends := _SENTENCE.match(said)) is not None else said
    if not any(map(is_person, _WORDS.findall(fold(said)))):
        return ""
    of = _OF_BRACES.search(said)
    if of is not None and is_person(fold(of[1])):
        return fold(of[1])
    role = column_role(_BRACES.sub("", said) or said)  # "Buyer SSN (for 1098)", "Owner's license on file"
    if role is None or role.kind not in NUMBER_KINDS:
        return ""
    return role.group if any(map(is_person, _WORDS.findall(role.group))) else ""


def is_sharing(group: str) -> bool:
    """Whether a group is of somebody who stands in another one's record: spouse, parent, guarantor."""
    return not SHARING.isdisjoint(_WORDS.findall(group))


def is_of_the_dead(group: str) -> bool:
    """Whether a group is of somebody who has died: none of the others in the matter."""
    return not _DEAD.isdisjoint(_WORDS.findall(group))


def is_of_another_role(one: Opening, group: str, openings: Openings, above: Iterable[Line]) -> bool:
    """Whether a group is of another role in a matter than a person: "Parent's SSN", and the child is named.

    Where the label of the person says no role, a parent, spouse or child is somebody else if no line above calls
    anybody that.
    """
    words, role = _WORDS.findall(group), of_name(one, openings)
    kin = _KIN.intersection(words)
    if not role:
        called = (_WORDS.findall(fold(line.text)) for line in above)
        return bool(kin) and one.mention.labelled and all(map(kin.isdisjoint, called))
    if kin and kin.isdisjoint(_WORDS.findall(role)) and not is_short(words, _WORDS.findall(role)):
        return True
    group = group.rstrip("0123456789")  # "Seller 2", beside a buyer
    if group in _ANYBODYS or not is_role(group) or not is_role(role) or role.count(" ") > 1:
        return False  # "payable on death to"
    if role in _PAYING and group in _SERVED:
        return False
    return role != group and not is_part(group, role) and not is_part(role, group)


def may_be_one(one: Opening, group: str, openings: Openings) -> bool:
    """Whether a group may be that of a person by another role: "Member SSN" of an employee, not of the landlord."""
    words, role = set(_WORDS.findall(group)), set(_WORDS.findall(of_name(one, openings)))
    return not any((words & first and role & second) or (words & second and role & first) for first, second in _SIDES)


def is_under_another_side(one: Opening, above: Sequence[Line], openings: Openings) -> bool:
    """Whether the nearest heading of a number below a person is of who faces them in the matter: "Seller proceeds:"."""
    heads = (line.text for line in reversed(above) if line.start > one.where.start and line.text.rstrip().endswith(":"))
    head = next(heads, "")
    return head != "" and not may_be_one(one, fold(head), openings)


def begins_with_another(line: Line, at: int, one: Mention) -> bool:
    """Whether the line of a number begins with what looks like somebody else's name: "- Sopheap Keo: new card 4…".

    Behind a comma only where the number is called his or hers.
    """
    found = _CALLED.match(line.text)
    if found is None or found.end() > at or fold(found[1]).split()[0] in one.person.normal.split():
        return False
    if found[2] == "," and _THEIRS.search(line.text, found.end(), at) is None:
        return False
    words = found[1].split()
    return column_role(found[1]) is None and max(lookup(words[0]).word, lookup(words[-1]).word) < _COMMON


def is_led_by_another(line: Line, where: Line) -> bool:
    """Whether two lines begin with different words for persons: "OPERATOR 1: lic. 1", and below "WITNESS: Ann Lee"."""
    here, there = _LEADS.match(line.text), _LEADS.match(where.text)
    if here is None or there is None or line is where:
        return False
    one, two = fold(here[1]), fold(there[1])
    if one == two or not (is_role(one) and is_role(two)) or is_part(one, two) or is_part(two, one):
        return False
    return here[2] != "" or one not in _ANYBODYS


def lives(one: Opening, openings: Openings) -> bool:
    """Whether the label of a person is that of another part in a matter than to have died."""
    role = of_name(one, openings)
    return role != "" and not is_of_the_dead(role)


def has_died(one: Opening) -> bool:
    """Whether the label of a person says that they have died: "Estate of", "Decedent"."""
    said = fold(one.where.text[: one.mention.at])
    return bool((_DEAD | {"estate"}).intersection(_WORDS.findall(said)))


def is_only_elsewhere(meant: Opening, openings: Openings, line: Line, block: Iterable[Sequence[Line]]) -> bool:
    """Whether the block of a number names others alone, each by the role of another, beside whom it is meant for."""
    named = [pair for lines in block for one in lines for pair in openings.named(one) if pair.mention.labelled]
    others = [pair for pair in named if pair.mention.person.normal != meant.mention.person.normal]
    if named and not others and not line.mentions:
        return False  # as the block says
    role = of_name(meant, openings)
    if len(others) < len(named):  # the block has both
        return all(of_name(pair, openings) != role for pair in others)
    said = [of_name(pair, openings) for pair in others]
    return all(one != role and any(map(is_person, _WORDS.findall(one))) for one in said)


def shares(one: Opening, openings: Openings) -> bool:
    """Whether the label of a person says that they stand in another one's record: co-borrower, spouse."""
    return is_sharing(of_name(one, openings))


def of_name(one: Opening, openings: Openings) -> str:
    """The role of a person by the label of the name: "co-borrower". "": it says none."""
    text, at = one.where.text, one.mention.at
    field = _FIELD.search(text, max(0, at - _LONGEST - len("    ")), at) if at else _LEADING.match(text)
    role = column_role(field[1]) if field is not None else None
    if role is not None and role.group and set(one.mention.person.normal.split()).issuperset(role.group.split()):
        role = None  # the name itself: "Ann M"
    bare = role is None or (role.kind in NAME_HALVES and not role.group)
    if bare and not text[:at].strip() and (title := openings.title_of(one.where)):
        role = column_role(title) or role
    both = find_labels(field[1])[:1] if field is not None and role is not None and role.kind in NUMBER_KINDS else ()
    asks = any(one.kind == "name.full" for one in both)  # "Spouse's name and SSN: Ann Lee, 1"
    if role is None or not (role.kind.startswith("name.") or asks):
        return ""
    said = fold(field[1]).removesuffix("(s)") if field is not None else ""
    return role.group.removesuffix(" initial") or (said if is_person(said) else "")


def is_part(group: str, of: str) -> bool:
    """Whether a group is the short form of a role: "Contact SSN" below "Emergency contact", not below "Co-borrower"."""
    words, more = set(_WORDS.findall(group)), set(_WORDS.findall(of))
    return words < more and SHARING.isdisjoint(more - words)


def subjects(mentions: list[Mention], line: Line) -> list[Mention]:
    """Those of some persons that a number may belong to: who only acts does where nobody else is, or it says so."""
    others = [one for one in mentions if ACTING not in one.person.evidence and PAYEE not in one.person.evidence]
    if not others or fields.acts(line.text):
        return mentions
    served = [one for one in others if SERVING not in one.person.evidence]
    return others if not served or fields.serves(line.text) else served


def on_card(labelled: list[Opening], kind: int) -> list[Opening]:
    """Of the persons of a form, for a card the one whose label says that the card is theirs; all for other numbers."""
    held = [one for one in labelled if holds_card(one, kind)]
    return held if len({one.mention.person.normal for one in held}) == 1 else labelled


def holds_card(one: Opening, kind: int) -> bool:
    """Whether the label of a person says that a card is theirs, and a number of this kind is one."""
    return kind in _CARDS and _ON_CARD.search(one.where.text, 0, one.mention.at) is not None


def unless_passed(labelled: list[Opening], named: list[Opening], hit: Hit, openings: Openings) -> list[Opening]:
    """Of the persons of a form, for an account or card, those that are not passed: a spouse, and others named below.

    "Employee: Ann, Spouse: Bob, Emergency contact: Kim", and the account that pay goes to. Nor a spouse or child where
    the form's own person is named above. A card is of its holder.
    """
    labelled = on_card(labelled, hit[0])
    if len(labelled) < 2 or KIND_OF[hit[0]] in ONE_EACH:
        return labelled
    own = [one for one in labelled if not is_family(one, openings)]
    if own and own[0].where.start < labelled[-1].where.start < hit[1] and own[0].where is not labelled[-1].where:
        labelled = own
    last = named[-1]
    left = [one for one in labelled if one.mention == last.mention or one == labelled[0] or not shares(one, openings)]
    return left if last.where.start < hit[1] else labelled


def is_family(one: Opening, openings: Openings) -> bool:
    """Whether the label of a person says that they are the spouse or a child of another one, or added to a contract."""
    role = of_name(one, openings)
    return not _FAMILY.isdisjoint(_WORDS.findall(role)) or _ADDED.match(role) is not None


def is_of_employer(text: str, at: int) -> bool:
    """Whether the label of a number says that it is the employer's, who may be a person, too.

    >>> is_of_employer("Employer SSN: 1", 14), is_of_employer("Employer: Harbor Inc   SSN: 1", 28)
    (True, False)
    """
    return _OF_EMPLOYER.search(text, max(0, at - _LONGEST), at) is not None


def unless_acting(
    labelled: list[Opening], named: list[Opening], line: Line, at: int
) -> tuple[list[Opening], list[Opening]]:
    """Those of a block that have a label, and all; without who only acts or serves, where others are named above.

    `at`: of the number in its line. What speaks of others behind it is another field: "Account 1 | Contact: Bob Ray".

    Without who acts also where somebody below has a label of the form's own: "Reviewed by", a number, and the name.
    """
    said = line.text[:at]
    if not labelled or not all(map(_is_for_others, labelled)):
        own = [one for one in labelled if not only_deals(one.where.text, one.mention)]
        return (own if len(own) < len(labelled) and not fields.acts(said) else labelled), named
    left = [one for one in named if not _is_for_others(one) and one.where.start <= line.start]
    if not left or fields.acts(said) or fields.serves(said):
        return labelled, named
    return [], left


def has_own(named: list[Opening], line: Line, hit: Hit, numbers: Numbers) -> Opening | None:
    """Who only acts or serves, or has no label, named last above a number, where the form's own person has one there.

    Nobody has two SSNs, or two licences. Not where it is the same number again.
    """
    above = [one for one in named if one.where.start < line.start]
    if KIND_OF[hit[0]] not in ONE_EACH or not above or _is_of_form(above[-1]):
        return None
    last = above[-1]
    over = next((one for one in reversed(above) if _is_of_form(one)), None)
    if over is None or last.mention.person.normal == over.mention.person.normal:
        return None
    if numbers.within(hit[0], last.where.start, line.start):
        return None
    theirs = numbers.within(hit[0], over.where.start, last.where.start)
    return last if theirs and all(not numbers.are_same(one, hit) for one in theirs) else None


def _is_of_form(one: Opening) -> bool:
    """Whether the label of a person says that the form is theirs."""
    return one.mention.labelled and not _is_for_others(one)


def _is_for_others(one: Opening) -> bool:
    """Whether the label of a person says that the matter is another's."""
    return ACTING in one.mention.person.evidence or SERVING in one.mention.person.evidence
