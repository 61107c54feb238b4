"""How letters are built: whom an address, a salutation and a line about the matter name, and who only signs.

The addressee stands above the salutation, in a line of its own over the street; "Re:" names the person the letter is
about; what follows "Sincerely," is the sender, who is not the subject (SPEC §5). Lines here are texts, the nearest
first: what is looked at lies within a fixed number of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import words
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.residence.evidence import find_residency
from piiscan.pairing.unit import person_of

ABOVE = 12
"""Lines above a salutation in which the addressee stands."""
BELOW = 3
"""Lines of an address below the name."""

_MOST_WORDS = 7
_CALLED = later(r"\((?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Fr|Sr|Jr)\.?|(?:she|he|they|ze)/[a-z/]{3,16})\)", re.IGNORECASE)
_LONGEST = 60
_GREETING = later(
    r"\s*(?:Dear|Hello|Hi|Good (?:morning|afternoon|evening)|Estimad[oa]s?|Querid[oa]|Prezad[oa]s?|Car[oa]"
    r"|Ch[eè](?:re?)?|Hall?o|Liebe[rs]?|Guten (?:Tag|Morgen)|Sehr geehrte[rs]?|Bonjour?|Bonsoir|Bonswa|Hola"
    r"|Buen[oa]s (?:d[i\u00ed]as|tardes)|Ol[a\u00e1]|Oi|Bom dia|Boa tarde|Ciao|Buongiorno|Gentile)\b"
    r"[ ,]*"
    r"([^:,;!?\n]{0,60}?)[ \t]*+[:,;!]?\s*+",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """sir madam sirs madame customer member patient client employee colleague team all friend friends applicant
    taxpayer cardholder policyholder participant parent parents guardian resident neighbor neighbour student whom or
    and valued new former fellow the our a policy card account holder to""".split()  # noqa: SIM905 - prose is readable
)
_TITLED = later(r"\b(?:Mr|Mrs|Ms|Mx|Miss)\.? ([^\W\d_]+(?:['\u2019-][^\W\d_]+)*)")
_TITLE = later(
    r"\s*(#{1,6}[ \t]+|\d{1,3}[.)][ \t]+)?(\*\*|__)?([^\W\d_][^\n:;|*_#\d()\[\]]{2,58})"
    r"(?:\*\*|__)?[ \t]*#{0,6}\s*"
)
_UNDERLINE = later(r"\s*(?:-{3,}|={3,}|~{3,})\s*")
_FIELD = later(
    r"\s*(?:[-*+\u2022]\s+)?(?:\*\*|__)?[^\W\d_][\w /#.'\u2019()-]{0,40}(?:\*\*|__)?\s*(?::|\t|  |\.{3,}|\|)"
)
_PRONOUN = later(r"\b(?:he|she|his|her|hers|they|their|s/he)\b", re.IGNORECASE)
_READER = later(
    r"\b(?:[Yy]ou(?:rs?)?|[Ss]us?|[Vv]otre|[Ss]eu|[Ss]ua)\b(?! (?:records|file|letter|client|agency|office)\b)"
    r"|\b(?:sosyal|kont|lisans|kat)(?: \w+)? ou\b"  # of yours, in Haitian Creole
)
_WORDY = 3  # the class of words that are hardly names
_JOINING = frozenset(("and", ""))  # "&", folded
"""Between the titles of a couple: "Dear Mr. and Mrs. Lee"."""
_STREET = later(
    r"\s*(?:\d{1,6}[A-Za-z]?(?:-\d+)?\s+\S|P\.?\s?O\.?\s?(?:Box|B\.)|Post Office Box|One\s+\S|c/o\b"
    r"|RR\s?\d|Apt\b|Unit\b|Suite\b)",
    re.IGNORECASE,
)
_TOWN = later(r"[A-Za-z.' -]{2,40},?\s+[A-Z][A-Za-z.]{1,15}\s*,?\s+\d{5}(?:-\d{4})?\s*", re.ASCII)
_WHOLE_ADDRESS = later(  # street, town and ZIP code in one line, more behind a bar: "12 Elm St, Lynn, MA 01901 | Tel"
    r"[^|\t]{5,60}?,[ ]++[A-Za-z.'-][A-Za-z.' -]{1,39}?,?[ ]++[A-Z][A-Za-z.]{1,15}(?:[ ]*+,)?[ ]++\d{5}(?:-\d{4})?[ ]*"
    r"(?:[\n|;,\t\u2022\u00b7\u2013]|[ ][ ]|\Z)",
    re.ASCII,
)
_CLOSING = later(
    r"\s*(?:(?:very |most )?(?:sincerely|respectfully|cordially|truly|faithfully)(?: yours| submitted)?"
    r"|yours(?: very)? (?:sincerely|truly|faithfully|respectfully)|yours"
    r"|(?:with )?(?:my |our |best |kind(?:est)? |warm(?:est)? )*(?:regards|wishes)"
    r"|best|cheers|thanks|thank you|many thanks"
    r"|(?:viele|liebe|beste|mit freundlichen|freundliche|herzliche) gr[u\u00fc](?:\u00df|ss)en?|cordialement"
    r"|(?:muy )?atentamente|cordialmente|saludos|atenciosamente|cumprimentos|obrigad[oa]|gracias)\s*[,.!]?\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 10)  # lines are asked for it, and for what is next below, in turns; many are alike
def greeted(text: str) -> str | None:
    """Who a salutation greets, in its words; "" where it greets nobody by name; None: the line is no salutation.

    >>> greeted("Dear Ms. Lee:"), greeted("Dear Sir or Madam,"), greeted("Dear me, that is late")
    ('Ms. Lee', '', None)
    """
    if len(text) > _LONGEST + 20:
        return None
    match = _GREETING.fullmatch(text)
    if match is None:
        return None
    said = [word for word in match[1].split() if fold(word) not in _NOBODY]
    return match[1].strip() if said else ""


@lru_cache(maxsize=1 << 10)
def is_closing(text: str) -> bool:
    """Whether a line closes a letter: what follows is the sender's name.

    >>> is_closing("Sincerely,"), is_closing("Sincerely held views")
    (True, False)
    """
    return len(text) <= _LONGEST and _CLOSING.fullmatch(text) is not None


def alone(text: str) -> names.Name | None:
    """The person a line names that holds nothing else, as the first line of an address does."""
    text = text.strip()
    if "(" in text:
        text = _CALLED.sub(lambda found: " " * len(found[0]), text)
    if not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or any(map(str.isdigit, text)):
        return None
    return names.parse_name(text, labelled=False)


def begins_address(text: str) -> bool:
    """Whether a line begins as that below a name in an address does: with a house, a box, who it goes to.

    >>> begins_address("12 Elm St"), begins_address("P.O. Box 7"), begins_address("Ann Lee")
    (True, True, False)
    """
    return _STREET.match(text) is not None


def addressed(text: str, below: Sequence[str]) -> Person | None:
    """The person whose address begins with this line: the street stands below, and the town with its ZIP code.

    Or the street and the state, or country, in one line.
    """
    if not below or not begins_address(below[0]):
        return None
    if not any(map(is_town, below[1:])) and _WHOLE_ADDRESS.match(below[0]) is None and not _ends_in_state(below[0]):
        return None
    stripped = text.strip()
    name = alone(text)
    if name is None and 1 < len(stripped.split()) <= _MOST_WORDS and len(stripped) <= _LONGEST:
        name = names.parse_name(stripped, labelled=True)  # off the lists, but where an addressee stands
        if name is not None and any(fold(word) in words.STOPS for word in _without_titles(stripped)):
            name = None
    return person_of(name, stripped, "letter:address", grade=Grade.STRONG) if name is not None else None


def _ends_in_state(text: str) -> bool:
    """Whether a line with a street ends with what says where that is: "12 Elm St, Portland, OR"."""
    text = text.rstrip()
    return text.count(",") > 1 and any(one.grade >= Grade.FAIR and one.end == len(text) for one in find_residency(text))


def _without_titles(text: str) -> list[str]:
    """The words of a name without the titles in front: "Mr. and Mrs. John Lee"."""
    said = text.split()
    while said and (fold(said[0]) in words.TITLES or (len(said) < len(text.split()) and fold(said[0]) in _JOINING)):
        del said[0]
    return said


def addressee(said: str, above: Sequence[str]) -> Person | None:
    """The person greeted by title and surname or by the given name, who stands in full in a line above."""
    wanted = [fold(word) for word in said.split() if fold(word) not in words.ADDED and fold(word) not in _JOINING]
    if not wanted:
        return None
    whole = "".join(wanted)
    for text in above:
        stripped = text.strip()
        if len(stripped) > _LONGEST or len(stripped.split()) > _MOST_WORDS or any(map(str.isdigit, stripped)):
            continue
        if not any(part in fold(stripped) for part in (whole, wanted[-1])):
            continue
        name = alone(text) or names.parse_name(stripped, labelled=True)
        if name is not None and (_greets(wanted, whole, name) or _are_surnames(whole, stripped, name)):
            return person_of(name, stripped, "letter:addressee", grade=Grade.STRONG)
    return None


@lru_cache(maxsize=1 << 10)
def title(text: str) -> tuple[str, bool]:
    """What a line is the title of that may be a name, "" if nothing, and whether a mark says that it is one.

    >>> title("### Ann Lee"), title("**Ann Lee**"), title("2. Ann Lee"), title("SSN: 1")
    (('Ann Lee', True), ('Ann Lee', True), ('Ann Lee', False), ('', False))
    """
    found = _TITLE.fullmatch(text) if len(text) <= _LONGEST + 20 else None
    if found is None:
        return "", False
    return found[3], bool(found[1] and "#" in found[1]) or bool(found[2])


def has_pronoun(text: str) -> bool:
    """Whether a line speaks of somebody without a name: "her SSN is"."""
    return _PRONOUN.search(text) is not None


def speaks_to_reader(text: str) -> bool:
    """Whether a text speaks to who reads it, and of nobody by a pronoun.

    >>> speaks_to_reader("Thank you for opening account 1"), speaks_to_reader("Your records show his SSN as 1")
    (True, False)
    """
    return _READER.search(text) is not None and not has_pronoun(text)


LOWEST = 6
"""The rank of the lowest heading of Markdown."""


def level(text: str) -> int:
    """The rank of a heading of Markdown, 0 where a line is none."""
    stripped = text.lstrip()
    marks = len(stripped) - len(stripped.lstrip("#"))
    return marks if 0 < marks <= LOWEST and stripped[marks : marks + 1] in {" ", "\t"} else 0


def is_town(text: str) -> bool:
    """Whether a line is the last of an address: the town with its ZIP code.

    >>> is_town("Lynn, MA 01901"), is_town("Lynn 01901")
    (True, False)
    """
    return _TOWN.fullmatch(text.strip()) is not None


def is_underline(text: str) -> bool:
    """Whether a line is a rule below a title."""
    return _UNDERLINE.fullmatch(text) is not None


def is_field(text: str) -> bool:
    """Whether a line is a label with its value: "- SSN: 1", "**Zip** 02139"."""
    return _FIELD.match(text) is not None


def is_proper(text: str) -> bool:
    """Whether a text has two words in capitals or more, none of them only an ordinary word."""
    entries = [lookup(word) for word in text.split() if word[0].isupper()]
    return len(entries) > 1 and all(one.word < _WORDY or one.surname or one.given for one in entries)


@lru_cache(maxsize=1 << 6)  # many numbers may stand in one sentence
def titled(text: str) -> frozenset[str]:
    """The surnames of whom a text speaks by title and surname, folded.

    >>> sorted(titled("Ms. Lee's card and Mr. D'Arcy"))
    ['darcy', 'lee']
    """
    called = (match[1].removesuffix("'s").removesuffix("\u2019s") for match in _TITLED.finditer(text))
    return frozenset(filter(None, map(fold, called)))


def is_called(person: Person, surnames: frozenset[str]) -> bool:
    """Whether a person has one of some surnames."""
    own = "".join(person.normal.split(" ", 1)[1:]).replace(" ", "")
    return any(own.endswith(surname) for surname in surnames)


def _greets(wanted: list[str], whole: str, name: names.Name) -> bool:
    """Whether the words of a salutation are the surname, the given name or both of a person."""
    surname, given = fold(name.surname), fold(name.given)
    return whole in {surname, given, given + surname, surname + given} or (
        wanted[-1] == surname and wanted[0][:1] == given[:1]
    )


def _are_surnames(whole: str, text: str, name: names.Name) -> bool:
    """Whether the words of a salutation are all of a name in a text but the given name: Rivera Colón, of Luz."""
    said = "".join(map(fold, text[name.start : name.end].split()))
    return said.endswith(whole) and said.startswith(fold(name.given)) and len(said) >= len(whole) + len(name.given)
