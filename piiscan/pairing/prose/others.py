"""Signs that a number is not that of whom a sentence names: kin, another's first name, a role, who only acts.

"And his wife Nina's is 1", "the suspect's license: 1", "the manager Ann Lee confirmed his SSN, 1". Whose it is instead
is not told by them; a wrong person would be worse than a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from piiscan.detectors.header_words import is_role
from piiscan.detectors.labels import find_labels
from piiscan.detectors.lexicon import fold
from piiscan.detectors.license_states import CODES
from piiscan.later import later
from piiscan.pairing.names.grade import Strength, given_entry, strength
from piiscan.pairing.prose.fields import acts, serves
from piiscan.pairing.prose.kin import KIN, is_in_brackets, may_name_kin, names_kin
from piiscan.pairing.prose.line_persons import ACTING, PAYEE, Mention
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.prose.role_words import of_said_role
from piiscan.pairing.prose.word_names import LONGEST, word_names

FURTHEST = 48  # characters between a name and its number
_BETWEEN = frozenset(
    """is was has had his her their the a an of no number with whose under and holder holds bearing gave provided shown
    on file at number's ends in to us mass massachusetts""".split()  # noqa: SIM905 - prose is readable
)
_WORDS = later(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_POSSESSIVE = later(r"(?<!['\u2019])\b([^\W\d_]{3,15})['\u2019]s\b")  # not the end of O'Brien's
_LABEL_OF_KIN = later(  # "Parent's SSN", and where a field begins "Parent SSN"; not "Relationship: parent   SSN"
    rf"(?:\b({KIN}|parent|guardian)['\u2019]s|(?:\A|[.;|(\t]|  )[ \t]*({KIN}|parent|guardian))(?: \d)? (?=\S)",
    re.IGNORECASE,
)
_PART_OF_KIN = later(rf"\b(?:{KIN}|parent|guardian)(?:['\u2019]s)? (?:first|last|given) name", re.IGNORECASE)
_KIN_CALLED = later(rf"\b(?:{KIN}|parent|guardian) \(\Z", re.IGNORECASE)
_ADDRESSED = ("mr", "mrs", "ms", "dr", "officer", "det", "sgt")
_STAFF = (
    *("manager", "supervisor", "clerk", "detective", "trooper", "adjuster", "inspector", "recruiter", "teller"),
    *("notary", "coordinator", "administrator", "specialist", "case worker", "caseworker", "social worker"),
    *("intake worker", "investigator", "paralegal", "receptionist"),
)
_WHOSE = (", whose ", " whose ")
_DASHES = ("--", "\u2014", "\u2013")
_ACTOR = later(
    r"\b(?:reported|entered|prepared|processed|reviewed|approved|logged|recorded|typed|created|updated|verified"
    r"|witnessed|notarized|message taken|taken down|comments?|commented|notes?|added|edited|modified|changed|closed"
    rf"|resolved|requested|escalated|found|noticed|spotted|discovered) by:? (?:(?:{'|'.join(_ADDRESSED)})\.? )?$"
    rf"|\b(?:{'|'.join(_STAFF)}) $|\b(?:questions|inquiries|contact)[:?] $"
    rf"|(?:^|\s)(?:{'|'.join(_DASHES)}) ?$",  # who signs, in one line with the text
    re.IGNORECASE,
)
_ACTOR_REACH = 32
_DEALT = later(
    r",?(?: (?:has|had|then|also))? (?:entered|recorded|took|wrote|received|found|noted|collected|keyed|logged|typed"
    r"|copied|looked|read|verified|confirmed|asked|called|checked|ran|pulled|faxed|sent|gave|got)\b"
)
_OWN = later(r"\b(?:his|her|their|my|own)\b", re.IGNORECASE)
_BEFORE_ME = ("before me, ", "before me ", "Before me, ", "Before me ", "before me: ")  # of who takes an oath
_NOTARY = later(r",? \(?(?:(?:a|an|the) )?(?:undersigned )?notary public\b", re.IGNORECASE)
_LANDLORD = later(r"\b(?:current|present|previous|prior|former) landlord\b[^|\t]{0,9}\Z", re.IGNORECASE)
_PARTING = ("  ", " | ", "\t", "\xa0")
_ROLES = r"(?:(?:the|an?|his|her|their|our|[A-Z]{2,5}|[a-z][\w/-]*) )"
_PASSED = later(  # behind a number: whom it was told, or who said so: "given to APS investigator Ann Lee"
    rf"\b(?:(?:given|sent|mailed|provided|supplied|shown|handed) (?:over )?to {_ROLES}{{1,4}}"  # by name: theirs
    r"|(?:per|(?:faxed|e-?mailed|forwarded|relayed|released|reported|disclosed|read(?: back)?) (?:over )?to"
    r"|(?:verified|confirmed|checked|discussed|reviewed|shared|matched|corrected) (?:with|w/|by)"
    rf"|(?:received|obtained|taken|got|gotten|came) from) {_ROLES}{{0,4}})"
    r"\(?(?:(?:Mr|Mrs|Ms|Dr|Atty|Det|Ofc|Sgt)\.? )?\Z"
)
_PASSED_REACH = 80
_PASSED_WORDS = ("to ", "per ", "ith ", "w/", "by ", "from ")
"""One of which is in all of it."""
_EXAMPLE = later(r"\b(?:for (?:example|instance)|e\.g\.|such as)[:,]? ?(?:[A-Z]{2} )?\Z", re.IGNORECASE)
_EXAMPLE_REACH = 20
_DEAD = later(r"\b(?:decedent|deceased|testator|late|estate)\b", re.IGNORECASE)
_OF_THE_DEAD = later(r"\b(?:decedent|deceased|testator)['\u2019]s (?:[^\W\d]+[ ,.:#]+){0,8}\Z", re.IGNORECASE)
_ACTOR_ENDS = ("by", "questions", "inquiries", "contact", *_ADDRESSED, *_STAFF, *_DASHES)
"""What `_ACTOR` ends with, in small letters: hardly any name has one of these before it."""
_ALIAS = later(
    r"[\s>*-]{0,8}(?:aliases|alias(?:\(es\))?|a\.?/?k\.?/?a\b\.?|also known as"
    r"|(?:other|former|previous|prior|maiden) (?:last )?names?(?: used)?|names? used|formerly(?: known as)?)"
    r"[ \t]*(?:[:.]|[ ]{2}|\t)",
    re.IGNORECASE,
)
_PAID = later(r"\bpay to the order of:? (?:(?:Mr|Mrs|Ms|Dr)\.? )?$", re.IGNORECASE)


def only_label(gap: str) -> bool:
    """Whether nothing but a label of a number, and small words, stands in a text between a person and a number.

    >>> only_label("'s SSN is "), only_label(", who called about the SSN ")
    (True, False)
    """
    if len(gap) > FURTHEST or ". " in gap:
        return False
    for label in reversed(find_labels(gap)):
        gap = gap[: label.start] + gap[label.end :]
    said = _WORDS.findall(gap)
    told = all(word.lower() in _BETWEEN or word in CODES or word.lower().strip("'\u2019") == "s" for word in said)
    return told and not any(map(str.isdigit, gap))


def is_actor(text: str, mention: Mention) -> bool:
    """Whether who is named in a text only dealt with the matter: "Comment by Ann Lee", "our clerk Ann Lee".

    Or a field says so, in a line with several: "Supervisor: Ann Lee", "  Supervisor Ann Lee".
    """
    at = mention.at
    if ACTING in mention.person.evidence or ((field := _field(text, at)) and (acts(field) or serves(field))):
        return True
    if text.endswith(_BEFORE_ME, 0, at) or _NOTARY.match(text, at + len(mention.person.name)) is not None:
        return True
    if at > 1 and text[at - 2] in ",;":  # in a list of names: none of these ends so
        return False
    start = max(0, at - _ACTOR_REACH)
    ends = text[start:at].rstrip().rstrip(".:?").lower().endswith(_ACTOR_ENDS)
    return ends and _ACTOR.search(text, start, at) is not None


def deals_with(text: str, mention: Mention, at: int) -> bool:
    """Whether who only deals with a matter is said to do so with a number: "Clerk Ann Lee entered the SSN 1".

    >>> from piiscan.model import Person
    >>> ann = Mention(6, Person("Ann Lee", "ann lee", 3, ()), labelled=False, scope=False)
    >>> deals_with("Clerk Ann Lee entered the SSN 1", ann, 30), deals_with("Clerk Ann Lee entered her SSN 1", ann, 30)
    (True, False)
    """
    did = _DEALT.match(text, mention.at + len(mention.person.name))
    return did is not None and _OWN.search(text, did.end(), at) is None


def only_deals(text: str, mention: Mention) -> bool:
    """Whether a label says that somebody acts in the matter, or was asked for as a landlord: nobody pays them by it."""
    if ACTING in mention.person.evidence:
        return True
    return "andlord" in text and _LANDLORD.search(text, 0, mention.at) is not None


def _field(text: str, at: int) -> str:
    """What stands in the field of a name before it, where blanks or bars part the fields of a line; "" in the first."""
    before = text[max(0, at - _ACTOR_REACH) : at]
    begins = max((before.rfind(one) + len(one) for one in _PARTING if one in before), default=0)
    if before.endswith(": ") and ". " in before:  # "Caller gave SSN 1. Rep: Ann Lee"
        begins = max(begins, before.rfind(". ") + 2)
    return before[begins:] if begins else ""


def is_told(text: str, at: int, mention: Mention) -> bool:
    """Whether who is named behind a number at a place of a text was only told it, or says so of another's.

    >>> from piiscan.model import Person
    >>> ann = Mention(45, Person("Ann Lee", "ann lee", 3, ()), labelled=False, scope=False)
    >>> is_told("SSN 773-01-0001 was verified with his sister Ann Lee", 4, ann)
    True
    """
    if mention.at <= at or mention.labelled:
        return False
    start = max(at, mention.at - _PASSED_REACH)
    near = text[start : mention.at]  # hardly any name has one of these before it
    return any(word in near for word in _PASSED_WORDS) and _PASSED.search(text, start, mention.at) is not None


def may_be_told(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of some persons in a text who may be told a number somewhere before them; of most texts nobody is."""
    return [one for one in mentions if is_told(text, 0, one)]


def meant_at(line: Line, at: int, mentions: list[Mention]) -> list[Mention]:
    """Some persons of a line less who was only told the number at a place, kin in brackets, and who has another role.

    If any are left.
    """
    if len(mentions) > 1:
        mentions = of_said_role(line, at, mentions)
    if may_be := line.mentioned(may_be_told):
        mentions = [one for one in mentions if one not in may_be or not is_told(line.text, at, one)] or mentions
    if may_name_kin(line.text):
        mentions = [one for one in mentions if not _is_kin(line.text, one, at)] or mentions
    return mentions


def _is_kin(text: str, one: Mention, at: int) -> bool:
    """Whether who is named is only called kin, in brackets: "(sister, Ann Lee)", "Mother (Ann Lee) asked for his"."""
    if is_in_brackets(text, one.at, at):
        return True
    ends = one.at + len(one.person.name)
    called = text.startswith(")", ends) and _KIN_CALLED.search(text, max(0, one.at - _ACTOR_REACH), one.at) is not None
    return called and ends < at and not (at - ends <= FURTHEST and only_label(text[ends + 1 : at]))


def are_aliases(text: str) -> bool:
    """Whether a line says what else somebody is called, who is named above.

    >>> are_aliases("ALIASES:  Ann Ray; Ann M Lee"), are_aliases("AKA: Ann Ray"), are_aliases("Alias Smith: 1")
    (True, True, False)
    """
    return _ALIAS.match(text) is not None


def is_paid(text: str, mention: Mention) -> bool:
    """Whether a check is written to somebody named in a text."""
    at = mention.at
    if PAYEE in mention.person.evidence:
        return True
    start = max(0, at - _ACTOR_REACH)
    return "order of" in text[start:at].lower() and _PAID.search(text, start, at) is not None


def is_of_another(text: str, start: int, at: int, mention: Mention, *, several: bool) -> bool:
    """Whether a sentence from `start` on says that its number at a place is of somebody else than it names, or nobody.

    `several`: persons are named round it, so that the one by a role may be another. Not "Ann Lee, whose SSN is".
    """
    behind = mention.at + len(mention.person.name)
    if text.startswith(_WHOSE, behind) and only_label(text[behind:at]) and not names_kin(text, behind, at):
        return False
    if _EXAMPLE.search(text, max(0, at - _EXAMPLE_REACH), at) is not None:
        return True  # nobody's, whoever is named to ask
    if names_kin(text, start, at, mention.at) or _is_labelled_kins(text, start, at, mention):
        return True
    if is_called_by_word(text, start, at):
        return True
    of_the_dead = _may_name_the_dead(text) and _OF_THE_DEAD.search(text, start, at) is not None
    if of_the_dead and not _DEAD.search(text, max(0, mention.at - FURTHEST), mention.at):
        return True
    start_near = max(start, at - FURTHEST)
    near = text[start_near:at]
    for found in _POSSESSIVE.finditer(text, start_near, at) if "'s" in near or "\u2019s" in near else ():
        word = found[1]
        if not only_label(text[found.end() : at]):
            continue
        if several and word.islower() and is_role(fold(word)) and not start <= mention.at < at:
            return True
        if word[0].isupper() and is_given(word) and fold(word) not in _words_of(mention):
            return True
    return False


@lru_cache(maxsize=1 << 6)  # many numbers may stand in one line
def _may_name_the_dead(text: str) -> bool:
    """Whether a part of one of the words is anywhere in a text, that no letter of another alphabet is taken for."""
    lower = text.lower()
    return "dece" in lower or "tator" in lower


def is_of_role(text: str, start: int, at: int) -> bool:
    """Whether the sentence of a number says by a role whose it is: "The claimant's SSN is 1"."""
    said = _POSSESSIVE.finditer(text, max(start, at - FURTHEST), at) if "'s" in text or "\u2019s" in text else ()
    return any(is_role(fold(found[1])) and only_label(text[found.end() : at]) for found in said)


def _is_labelled_kins(text: str, start: int, at: int, mention: Mention) -> bool:
    """Whether the label of a number is of somebody's parent, spouse or child ("Parent's SSN"), and nobody is called so.

    Who is named behind the word, or right behind it further up, is the one: "Mother: Ann Lee, mother's SSN 1".
    """
    called, ends = label_of_kin(text, start, at)
    if not called or ends <= mention.at < at:
        return False
    name = mention.person.name
    of_parts = not text.startswith(name, mention.at) and _PART_OF_KIN.search(text, mention.at, ends) is not None
    return called not in text[max(0, mention.at - FURTHEST) : ends if of_parts else mention.at].lower()


def label_of_kin(text: str, start: int, at: int) -> tuple[str, int]:
    """The word for a parent, spouse or child that the label of a number begins with, and where it ends; "": none."""
    if not may_name_kin(text):
        return "", 0
    for found in _LABEL_OF_KIN.finditer(text, max(0, start - 2, at - FURTHEST), at):
        gap = text[found.end() : at]
        if only_label(gap) and any(one.start == 0 for one in find_labels(gap)):
            return (found[1] or found[2]).lower(), found.start()
    return "", 0


def is_given(word: str) -> bool:
    """Whether a word is a first name, and hardly anything else."""
    return strength(given_entry(word), surname=False) == Strength.SURE


def _words_of(mention: Mention) -> set[str]:
    """The words of a name, folded."""
    said = mention.person.name.replace(",", " ")
    return set(map(fold, chain(mention.person.normal.split(), said.split(), said.replace("-", " ").split())))


def is_called_by_word(text: str, start: int, at: int) -> bool:
    """Whether right before the label of a number somebody is named whose surname is a word, and so was not seen.

    >>> is_called_by_word("Hi: Alice Judge, SSN ", 0, 22), is_called_by_word("Lynn Massachusetts, SSN ", 0, 25)
    (True, False)
    """
    named = word_names(text, max(start, at - FURTHEST - LONGEST), at)
    return any(only_label(gap := text[one.end() : at]) and find_labels(gap) for one in named)
