"""What forms put round the label of a field: the number of its box, how its name is to be written."""

from __future__ import annotations

import re

from piiscan.later import later

# of a form: "(2) Social security number", "Step 1: (a) First name"; of Form W-2: "a Employee's social security number",
# "Box a Employee's …"; of Form 1040: "If joint return, spouse's first name"; of a history in Salesforce: "Parent.Name"
_BOX = later(
    r"\s*(?:(?:step \d{1,2}|dependents):? {1,2})?\((?:\d{1,2}|[a-z])\)\s+(?=[^\W\d_])"
    r"|\d{1,2}[a-z]?\. (?=[^\W\d_]{2})|(?-i:[a-f] {1,2}(?=[A-Z][a-z]))|custom field ?[:-] ?|parent\.(?=name$)"
    r"|box (?:\d{1,2}[a-z]?|[a-f])[ .:-]{1,3}(?=[^\W\d_]{2})|if (?:a )?joint return, ",
    re.IGNORECASE,
)
_INITIAL = later(
    r"(?<=first name)(?: and|/| &)? ?(?:middle )?(?:initial|m\.?i\b\.?)", re.IGNORECASE
)  # beside the surname
_PART = (
    r"(?:(?:first|last|middle|family|given)(?: (?:name|initial))?|initial|m\.?i\.?|surname|maiden|suffix|jr\.?|sr\.?)"
)
_PARTS = later(  # "Name (Last, First, MI)", "Name of insured (First name, Middle initial, Last name)"
    rf"\bname.{{0,24}}?(\s*\((?:{_PART}(?:[,/&. ]{{1,3}}(?:and |or )?|(?=\)))){{2,6}}\)?)$", re.IGNORECASE
)
_LISTED = later(  # "First name, middle initial, last name", "Name of individual First name, last name"
    r"(?:.{0,40}\bname\b.{0,30}?[ -]{1,3})?(?:first name,? {1,4}"
    r"(?:(?:and )?middle (?:name|initial),? {1,4})?(?:and )?last name"
    r"|last name, first name(?:,? (?:and )?middle (?:name|initial))?)(?:,? (?:and )?suffix)?",
    re.IGNORECASE,
)
_OR_OTHER = later(
    r"(?<=[NR]),? or other (?:TIN|tax(?:payer)? id(?:entification)?(?: number)?|identifier)\b", re.IGNORECASE
)

_FILLED_IN = (
    r"(?:required|mandatory|optional|confidential|please print|(?:numbers?|digits?) only|\d{1,2}[- ]digits?|text|string"
    r"|(?:no|without|with|w/o|include|incl\.?|omit) (?:dash(?:es)?|hyphens?|spaces?)"
    r"|if (?:any|applicable|known|available)"
    r"|from (?:the )?(?:w-?\d{1,2}|form|id|card|license)|as (?:on|shown on|it appears on) (?:your |the )?[a-z' ]{2,20}"
    r"|for (?:w-?\d{1,2}|1099s?|payroll|taxes|tax purposes|background check|direct deposit)"
    r"|format:? ?(?=[x#9n])|[x#9n]{3}-?[x#9n]{2}-?[x#9n]{4})"
)
_NOTE = later(  # how it is to be filled in: "SSN (required)", "Driver's License # - no dashes", "Name (as shown)"
    r"(?:\s*(?:\((?:include|as (?:it|shown)|please|print|if |see |or other |optional|required|type|enter)[^()]*\)"
    rf"|(?:[(\[]|[-\u2013:] ){_FILLED_IN}(?:(?:[,;/]| -|) ?{_FILLED_IN}){{0,3}}[)\]]?)){{1,2}}\s*\*?$",
    re.IGNORECASE,
)

_ACCOUNT_FIRST = later(
    r"(?:\b|_)(?:account|acct|a/c)(?:[ _]?(?:number|no|num|#)\.?)?(?: ?[/&+] ?|[ _]and[ _])"
    r"(?:routing|aba|rtn|rt|transit)(?:[ _]?(?:number|no|num|#)\.?)?\s*\Z",
    re.IGNORECASE,
)
_BEFORE_STATE = later(r"\w[.#]?[ ]?/[ ]?st(?:ate)?\b", re.IGNORECASE)
_RUN_TOGETHER = later(r"licen[cs]e (?:#|no\.?|number) (?:lic(?:\.|ense)? )?st(?:ate)?\Z", re.IGNORECASE)

_SIGNS = (" ", "(", "[", ".")
"""One of them is in all that is taken off: a key has none."""


def is_account_first(header: str) -> bool:
    """Whether a header is of an account and the routing number of its bank, in one cell.

    >>> is_account_first("Acct / Routing"), is_account_first("account_and_aba_no"), is_account_first("Routing No.")
    (True, True, False)
    """
    return _ACCOUNT_FIRST.search(header) is not None


def has_both(words: str) -> bool:
    """Whether what says the state of a licence says the licence as well, which comes first then.

    >>> [has_both(words) for words in ("DL/State", "Lic. / ST", "DL State/Prov", "Issuing State/Country")]
    [True, True, False, False]
    >>> has_both("Drivers License # Lic St")  # two titles of a form that stand close
    True
    """
    return ("/" in words and _BEFORE_STATE.search(words) is not None) or _RUN_TOGETHER.search(words) is not None


def undressed(header: str) -> tuple[str, bool]:
    """A header without its box and what it says of parts of a name, and whether it names all the parts of one.

    >>> undressed("(2) SSN"), undressed("a Employee's SSN"), undressed("Name (Last, First, MI)")
    (('SSN', False), ("Employee's SSN", False), ('Name', True))
    >>> undressed("SSN (required)")[0], undressed("DL # - no dashes")[0], undressed("SSN (9 digits, no dashes) *")[0]
    ('SSN', 'DL #', 'SSN')
    >>> undressed("SSN (or other identifier)"), undressed("1. First name, middle initial, last name")
    (('SSN', False), ('name', True))
    >>> undressed("First name, last name (please print)"), undressed("Name (optional) (as it appears on your ID) *")[0]
    (('name', True), 'Name')
    """
    return _undressed(header) if any(map(header.__contains__, _SIGNS)) else (header, False)


def _undressed(header: str) -> tuple[str, bool]:
    box = _BOX.match(header)
    header = header[box.end() :] if box is not None else header
    note = _NOTE.search(header, 1)
    header = header[: note.start()] if note is not None else header
    parts = _PARTS.search(header) if header.endswith(")") else None
    if parts is not None:
        return header[: parts.start(1)], True
    if " " in header and _LISTED.fullmatch(header) is not None:
        return "name", True
    header = _OR_OTHER.sub("", header) if "ther" in header else header
    return _INITIAL.sub("", header), False
