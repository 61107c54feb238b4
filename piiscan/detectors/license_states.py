"""Which state issued a licence, by what is written beside its label: `CA licence`, `license (TX)`, `NY DL`.

Rule: the state stands directly before or behind the label, or behind the number, in brackets or as the end of a field.
Codes that are English words count only in capitals where a phrase begins. "ID" behind a label is mostly the other card
that a form takes ("License #/ID #", "DL/ID"), and Idaho only where nothing says so.
"""

from __future__ import annotations

import re

from piiscan.later import later

_NAMES = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky
LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana
NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota
OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas
UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming
MA Mass|CA Calif|FL Fla|CT Conn|DC D.C.|NH N.H|RI R.I|NY N.Y|NJ N.J|NC N.C|SC S.C|NM N.M|ND N.D|SD S.D
"""
_PAIRS = [line.split(" ", 1) for line in _NAMES.strip().replace("\n", "|").split("|")]
_BY_NAME = {name.lower(): code for code, name in _PAIRS}
CODES = frozenset(_BY_NAME.values())

_WORDS = frozenset(("AL", "CO", "DE", "HI", "ID", "IN", "LA", "ME", "MO", "OH", "OK", "OR", "PA"))
_STATE = (
    "(?:(?P<name>"
    + "|".join(sorted((re.escape(name).replace("\\ ", "[ _]") for name in _BY_NAME), key=len, reverse=True))
    + ")|(?P<code>[A-Za-z]{2}))"
)
_REACH = 40
_ANY_CASE = re.ASCII | re.IGNORECASE  # without the first the dotless i and the long s are an i and an s
_OF = r"(?:is[ _])?(?:(?:state[ _]of|issued (?:by|in)|from|of|in|issuing|state)[ _:]{1,2})?"
_BEFORE = later(
    rf"(?:^|(?P<phrase>[\n,;:|(\[\"\t])[ ]?|[^A-Za-z0-9])(?:state[ _]of[ _])?{_STATE}"
    r"(?:[’']s|\.)?[\])]?[ _\-:/,]{0,2}(?:state[ _])?$",
    _ANY_CASE,
)
_BEHIND = later(rf"[ _.#:,\-/]{{0,3}}(?P<phrase>[(\[])?{_OF}{_STATE}(?P<closed>[)\]])?(?![A-Za-z0-9])", _ANY_CASE)
_OTHER_CARD = later(
    r"[^A-Za-z0-9]{0,3}ID ?(?:[#:]|(?:no|num|number|nbr|card)\b)|[ _]?/[ _]?ID(?![A-Za-z0-9])", _ANY_CASE
)
_OWN = later(rf"{_STATE}(?![A-Za-z0-9])", _ANY_CASE)
_BRACKETS = later(rf" ?[(\[]{_STATE}[)\]]", _ANY_CASE)
_BARE = later(r",? (?P<name>)(?P<code>[A-Z]{2})(?=\s{2}|\s*(?:[,;.|]|$))")  # in capitals, where a field or line ends

_FIELD = later(  # the next field of a form
    r"[ \t]{0,24}[,;|]?[ \t]{0,24}(?:(?:issuing|issue|license|licence|lic|dl) )?state(?: of issu(?:e|ance))?"
    rf"[ ]?[:=][ \t]{{0,8}}{_STATE}(?![A-Za-z0-9])",
    _ANY_CASE,
)


def state_code(text: str) -> str | None:
    """The state that a whole text names.

    >>> state_code("ca"), state_code("New York"), state_code("Mass."), state_code("Ontario")
    ('CA', 'NY', 'MA', None)
    """
    text = text.strip().rstrip(".")
    code = _BY_NAME.get(text.lower(), text.upper())
    return code if code in CODES else None


def _found(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    if match["name"]:
        return _BY_NAME[match["name"].lower().replace("_", " ")]
    code = match["code"]
    if code.upper() not in CODES:
        return None
    if code.upper() in _WORDS:
        begins = match.start() == 0 or match.groupdict().get("phrase") is not None
        return code if code.isupper() and begins else None
    return code.upper() if code.isupper() or code.islower() else None


def state_beside(text: str, start: int, end: int, *, number_before: bool = False, behind: str = "") -> str | None:
    """The state named beside the label [`start`, `end`) of a text that ends where the number begins.

    `number_before`: the text begins where the number ends. `behind` is what follows the number otherwise.

    >>> state_beside("CA licence ", 3, 10), state_beside("license (TX): ", 0, 7), state_beside("lic ", 0, 3)
    ('CA', 'TX', None)
    >>> state_beside("DL: ", 0, 2, behind=" NH   DOB"), state_beside("DL: ", 0, 2, behind=" NH office")
    ('NH', None)
    >>> state_beside("License #/ID #: ", 0, 9), state_beside("DL: ID ", 0, 2), state_beside("DL (ID) ", 0, 2)
    (None, 'ID', 'ID')
    >>> state_beside("DL/ID #: CT ", 0, 2), state_beside("N.H. lic. ", 5, 8), state_beside("license is Maine ", 0, 7)
    ('CT', 'NH', 'ME')
    """
    own = _found(_OWN.match(text, start, end))
    if own is not None and text[start:end].upper() not in CODES:
        return own
    named = _found(_BEFORE.search(text[max(0, start - _REACH) : start]))
    if named is not None:
        return named
    gap = text[end : end + _REACH]
    other = _OTHER_CARD.match(gap)
    gap = gap[other.end() :] if other else gap
    if number_before:
        return _found(_BEHIND.match(gap))
    return _found(_BEHIND.match(gap)) or _found(_BRACKETS.match(behind)) or _found(_BARE.match(behind))


def state_of_field(behind: str) -> str | None:
    """The state in the field behind a number. It may be where somebody lives.

    >>> state_of_field("   State: DE"), state_of_field("; State of issue: NH"), state_of_field(" in the State")
    ('DE', 'NH', None)
    """
    found = _FIELD.match(behind)
    return None if found is None else state_code(found["name"] or found["code"])
