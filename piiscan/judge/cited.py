"""Numbers in running text that are nobody's by what they stand beside: ends of a series, parts of codes, citations.

Rule: "through" between two numbers of one form makes both the ends of a series, whatever names them; "to" and a dash do
where a plural says so, for a number may be changed "from 010-94-0001 to 010-94-0002". A section of a code, a case and
the numbers of a lottery may have the shape of an SSN; a label of an SSN speaks before these.
"""

from __future__ import annotations

import re

from piiscan.detectors.blind import ANY_DIGITS
from piiscan.detectors.header_words import is_person
from piiscan.detectors.headers import Role
from piiscan.detectors.license_states import CODES
from piiscan.judge.things import ends_with_thing
from piiscan.later import later
from piiscan.model import Grade

_THROUGH = ("through", "thru")
_TO = ("to", "-", "\u2013", "\u2014")
_ENDS = (*_THROUGH, *_TO)
_JOINED = later(r"\s{0,2}(through|thru|to|[-\u2013\u2014])\s{0,2}(?:and including\s)?")
_MANY = later(
    r"\b(?:licen[cs]es|permits|cards|accounts|numbers|nos\.?|numbered|range|ranges|series|block|blocks|batch|sequence)\b"
    r"(?:[^\d.;!?]|\.(?! ))*\Z",
    re.IGNORECASE,
)
_LAW = later(
    r"(?:\u00a7|\b(?:(?<!soc\. )(?<!soc )(?<!social )sec(?:tion|\.)|stat(?:utes|\.)|(?:code|stat\.) ann\.|annotated"
    r"|(?:revised|penal|civil|criminal|admin\w*\.?|rev\.|gen\.|public|session) (?:code|laws?|stat\w*\.?|acts?)"
    r"|c\.?f\.?r\.?|c\.?m\.?r\.?|u\.?s\.?c\.?|p\.l\.|ordinance|reg(?:ulation|\.)))"
    r"(?: (?:no\.|sec\.|ann\.|\u00a7))?\s{0,2}\Z",
    re.IGNORECASE,
)
_LAW_ENDS = (
    *("section", "sec.", "ann.", "annotated", "code", "law", "laws", "act", "acts", "ordinance", "regulation", "reg."),
    *("r", "r.", "c", "c.", "p.l.", "no."),  # C.F.R., U.S.C.
)
"""What it ends with, but for a word with "stat" in it, in small letters."""
_CASE = later(r"\bvs?\. [^\W\d_][^\d\n;]{1,50}, \Z")
_DECIDED = later(r" \((?:[A-Z][^\d()\n]{0,20} )?(?:17|18|19|20)\d\d\)")
_CAPTION = later(r"\bvs?\. (?:[A-Z][\w.'\u2019-]{0,24},?[ ]){1,5}(?:et al\.)?[ \t]+\Z")  # in a list
_ASKED = later(
    r"\?[\"']?[ \t]*\n[ \t>]{0,4}[^\W\d_][^:\n]{1,30}:[ \t]*\Z"
)  # "alarm acct?", and in the next line "caller: "
# In capitals, behind small letters: "opened SR 773-01-0001"; or what no name can be: "Gorski, QSL 773-…"
_SHORT_NAME = later(
    r"(?:\b[a-z]{2,20}|[);])[ ]([A-Z]{2,5})[ ]?[#:]?[ ]?\Z|(?<![\w.-])([B-DF-HJ-NP-TV-XZ]{3,5})[ ]?[#:]?[ ]?\Z"
)
_SHORT_REACH = 32  # characters
_SHORT_FOR_PERSONS = frozenset(
    (
        *("SSN", "SSNS", "SSAN", "SS", "SSA", "SOC", "NSS", "TIN", "TAX", "ID", "IDS", "NO", "NUM", "NBR", "IS", "WAS"),
        *("AND", "OR", "THE", "OF", "FOR", "TO", "HER", "HIS", "MY", "OUR", "US", "USA"),
        *("MD", "RN", "LPN", "NP", "PHD", "DDS", "DMD", "ESQ", "CPA", "LCSW", "DVM", "MR", "MRS", "MS", "DR", "DOB"),
    )
)
_DRAWN = later(r"[\s,()]{1,3}(?:\w+ ){0,3}(?:lottery|lotto|powerball|mega millions|keno)\b", re.IGNORECASE)
_HANDED = later(
    r"(?:hash|md5|sha_?\d{0,3}|crypt|hmac|hexdigest|mask|token|tokeni[sz]e|redact)(?:[a-z_]{0,12})\([bnf]?['\"]?\Z",
    re.IGNORECASE,
)


def in_series(raw: str, before: str, after: str) -> bool:
    """Whether a number is the first or last of a series.

    >>> in_series("S10000001", "licenses ", " through S19999999"), in_series("S19999999", "S10000001 through ", ".")
    (True, True)
    >>> in_series("S10000001", "changed from ", " to S19999999"), in_series("S10000001", "", " through 2019")
    (False, False)
    """
    form = raw.translate(ANY_DIGITS)
    behind = _JOINED.match(after)
    if behind is not None and _is_form(form, after[behind.end() :][: len(raw) + 1], whole=len(raw)):
        return behind[1] in _THROUGH or _MANY.search(before) is not None
    ended = before.rstrip()
    if not ended.endswith(_ENDS):
        return False
    word = next(one for one in _ENDS if ended.endswith(one))
    rest = ended[: -len(word)].rstrip()
    if not rest.translate(ANY_DIGITS).endswith(form) or rest[-len(raw) - 1 : -len(raw)].isalnum():
        return False
    return word in _THROUGH or _MANY.search(rest[: -len(raw)]) is not None


def _is_form(form: str, text: str, *, whole: int) -> bool:
    """Whether a text begins with a number of a form."""
    return text[:whole].translate(ANY_DIGITS) == form and not text[whole:].isalnum()


_CALLED = later(
    r"(?<![^\W_])([^\W\d_]{3,}(?<!'))[ _]{1,3}"
    r"(?:(?:no|num|nbr)\b\.?|number\b|#|id\b|code\b)[ \t:#=.-]{0,3}(?:\r?\n[ \t]*)?\Z",
    re.IGNORECASE,
)
_NUMBERS = ("no", "num", "nbr", "number", "id", "code")
_PARTING = " \t:#=.-\r\n"
_ITS_OWN = frozenset(  # words before the number of a person
    (
        *("the", "this", "that", "my", "your", "his", "her", "their", "our", "its", "and", "for", "with", "whose"),
        *("has", "full", "same", "correct", "following", "above", "below", "new", "old", "real", "wrong", "valid"),
        *("first", "second", "own", "other", "primary", "secondary", "name", "digit", "nine", "unique", "given"),
        *("identification", "identifying", "identity", "ident", "security", "secure", "social", "soc", "sec", "ssn"),
        *("personal", "national", "natl", "nat", "government", "gov", "federal", "tax", "tin", "contact", "legal"),
        *("fed", "state", "photo", "nat'l", "gov't", "applicable", "required", "enter", "please", "provide", "print"),
    )
)
_STANDARD = later(r"802-\d\d-(?:19[89]|20[0-4])\d")  # IEEE 802-11-2012
_SUFFIX = later(r"-(?:(?!MA\b|[MF]\b)[A-Za-z]{1,2}(?![^\W_]|-?\d)|[A-Za-z]+\d|\d)")  # Room 014-22-3311-C, …-REV2
_DOTTED = later(r"[^\W_]\.\Z")  # what a number with dots is a part of: jama.285.24.3093
_VERSION = later(r"v(?:19[89]|20[0-4])\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")  # v20110815
_VULNERABILITY = later(r"CVE-\d{4}-\d{4,}", re.IGNORECASE)


def is_code(raw: str) -> bool:
    """Whether what has the shape of a license is the date of a version, or the name of a vulnerability.

    >>> is_code("v20110815"), is_code("CVE-2025-40273"), is_code("V20110815"), is_code("v12345678")
    (True, True, False, False)
    """
    return _VERSION.fullmatch(raw) is not None or _VULNERABILITY.fullmatch(raw) is not None


def in_code(raw: str, before: str, after: str) -> bool:
    """Whether a number that no label claims is a part of what names an article or thing, or the year of a standard.

    >>> in_code("802-11-2012", "in ", ""), in_code("285.24.3093", "10.1001/jama.", "")
    (True, True)
    >>> in_code("S0020-0190", "10.1016/", "(01)00141-7"), in_code("S0020-0190", "see ", ", MA")
    (True, False)
    >>> in_code("014-94-0001", "Room ", "-C"), in_code("014-94-0001", "", "-REV2"), in_code("014-94-0001", "", "-Lee")
    (True, True, False)
    """
    if raw[:1].isdigit() and _SUFFIX.match(after) is not None:
        return True
    dotted = "." in raw and _DOTTED.search(before) is not None
    piece = raw[:1].isalpha() and (before.endswith("/") or after.startswith("("))
    return dotted or piece or _STANDARD.fullmatch(raw) is not None


def is_handed_over(before: str) -> bool:
    """Whether a program hashes or locks a number that is there to be read: `WHERE ssn_hash = SHA1('010-94-0001')`.

    >>> is_handed_over("ssn_hash = SHA1('"), is_handed_over("pgp_sym_encrypt("), is_handed_over("SHA1 ")
    (True, True, False)
    """
    return before[-2:].rstrip("'\"").endswith("(") and _HANDED.search(before) is not None


def is_called_else(before: str, role: Role | None = None) -> bool:
    """Whether what has the shape of an SSN is the number of a thing we do not know, by the words before it or a header.

    >>> is_called_else("Easement No. "), is_called_else("Identification Number: "), is_called_else("Payee no. ")
    (True, False, False)
    >>> is_called_else("for policy "), is_called_else("we have on file "), is_called_else("Roe v. Ann Lee   ")
    (True, False, True)
    """
    if role is not None and role[:2] == ("other", Grade.WEAK) and role.group:
        return not is_person(role.group.rstrip("0123456789"))
    if before.endswith(('"', "'")) and ends_with_thing(before):  # of what code makes, before the mark is taken off
        return True
    before = before.rstrip("`\"'([")
    return _ends_with_thing_asked(before) or _ends_with_short_name(before) or _ends_with_its_number(before)


def _ends_with_thing_asked(before: str) -> bool:
    """Whether a thing is named last, or in a question that the number answers; or two parties to a case."""
    asked = _ASKED.search(before) if "?" in before else None
    if ends_with_thing(before if asked is None else f"{before[: asked.start()]} "):
        return True
    return " v" in before and _CAPTION.search(before) is not None


def _ends_with_short_name(before: str) -> bool:
    """Whether capitals stand before a number that are short for no word of persons, and for no state."""
    short = _SHORT_NAME.search(before, max(0, len(before) - _SHORT_REACH))
    said = (short[1] or short[2]) if short is not None else ""
    return bool(said) and said not in _SHORT_FOR_PERSONS and said not in CODES


def _ends_with_its_number(before: str) -> bool:
    """Whether a text ends with "… number" of what is no person, and has no number of a person."""
    called = _CALLED.search(before) if _may_be_called(before) else None
    return called is not None and not is_person(word := called[1].lower()) and word not in _ITS_OWN


def _may_be_called(before: str) -> bool:
    """Whether a text ends as the name of a number may: soon seen, and most do not."""
    return "#" in before or not before.isascii() or before.rstrip(_PARTING).lower().endswith(_NUMBERS)


def cited(before: str, after: str) -> str:
    """What a number with the shape of an SSN is that a law, a case or a lottery has; "" if none does.

    >>> cited("by Code Ann. sec. ", ""), cited("Walsh v. Kelly, ", " (Mass. 2004)"), cited("with ", " in the lottery")
    ('law', 'law', 'other')
    >>> cited("Soc. Sec. ", ""), cited("Walsh v. Kelly, ", "")
    ('', '')
    """
    if (_may_end_with_law(before) and _LAW.search(before)) or (_DECIDED.match(after) and _CASE.search(before)):
        return "law"
    return "other" if _DRAWN.match(after) else ""


def _may_end_with_law(before: str) -> bool:
    """Whether a text ends as the name of a code may: soon seen, and most do not."""
    said = before.rstrip().lower()
    return said.endswith(_LAW_ENDS) or "stat" in said or not said.isascii()  # of "Stat" any word is one
