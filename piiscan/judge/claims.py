"""Which label claims a number: for its own kind, or as something else. The only file that weighs labels round a number.

Rule: the nearest label speaks, and must not have a number of its own; one of another thing must stand close.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from piiscan.detectors import labels
from piiscan.detectors.blind import ANY_DIGITS, blind
from piiscan.detectors.headers import CONCEALED
from piiscan.detectors.lexicon import fold, folded
from piiscan.detectors.lookalikes import lookalike_of
from piiscan.judge.columns import is_in_list, without_other_columns
from piiscan.judge.documents import LABEL, titled
from piiscan.judge.spoken import without_speakers
from piiscan.later import later
from piiscan.matcher import (
    CARD,
    CARD_PIECES,
    CARD_SAID,
    KIND_OF,
    LICENSE,
    LICENSE_ALONE,
    MISREAD,
    PIECES,
    SAID,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    SSN_SHORT,
)
from piiscan.matcher.patterns import ALSO_MEDICARE
from piiscan.model import Grade, Kind

_VETO_GAP = 30  # a name of another thing this near claims the number, unless another number stands between
_ANOTHER_NUMBER = later(r"\d\d")
# An expiry date may stand between a card's label and its number.
_ANOTHER_CARD = later(r"(?<![/\d])\d{4}(?![/-]\d)")
# Behind a label: it speaks for what follows, not for what went before: "ssn: 1", "(ssn redacted: ***1)".
_ITS_OWN_NUMBER = later(r"\W{0,3}(?:[^\W\d]{1,15}(?: [^\W\d]{1,15})?\W{0,2})?[:=#\d]")
# Directly before a number: what it is the number of, though another number's label stands further off.
_NOUN_BEFORE = later(
    r"\b(?:employee|emp|customer|client|member|patient|student|user|account|acct|order|invoice|ticket|case|claim|policy"
    r"|record|row|batch|job|request|incident|id)s?(?: (?:number|no\.?|num|id|#))?[ \t]?[#:=]?[ \t]?#?\Z",
    re.IGNORECASE,
)
_CODE_BEFORE = later(r"\b(?:code|voucher|tag|unit)[ ]?[#:.]?[ ]?\Z", re.IGNORECASE)  # no license is called one
# A line that begins with the name of its field; one that only says that the answer follows.
_FIELD = later(r"[\s\d.)*|>-]*([^\W\d_][^\n:=]{0,60})[:=][ \t\"']*")
_ANSWER = later(r"(?:a|r|ans|answer|response|reply|value|number|no|text|ssn)\W{0,3}\d{0,2}[\s.]*", re.IGNORECASE)
_PICTURE = later(r"[AX9S]\(\d{1,3}\)")  # of a COBOL field
_SENTENCE_NAME = later(r"\b(?:[a-z]{2,} )[A-Z][a-z]+ (?:[A-Z][a-z.]* )?[A-Z]$")
_WORD_BEFORE = later(r"\b[A-Z][A-Za-z.'-]* \Z")
_SURNAMES = frozenset(
    ("price", "page", "day", "branch", "swift", "carrier", "wages", "race", "min", "max", "weight", "line")
)
"""Surnames of many among the names of things, whose numbers never have the form of a Social Security number."""
# Behind "soc", which has other meanings.
_AT_ONCE = later(r"[.:#=/\s\"']{0,4}(?:is|was|of|no\.?|num)?[:#=\s\"']{0,3}\Z", re.IGNORECASE)
_NO_NUMBERS = later(r"[ -](?:media|network|service|work|stud|scien|club|event|polic|insur|care|housing)", re.IGNORECASE)
# What may stand between a word and the number it names: "order 4024-…", "Order no. is: 4024-…".
_SAID_OF_IT = later(
    r"[\s:#=>.,?()'\"\\\[\]*-]{0,6}(?:(?:numbers?|no|num|nbr|nr|id|code|is|was|are|of|#)\b[\s:#=>.()'\"\\*-]{0,6}){0,3}",
    re.IGNORECASE,
)
_SENTENCE_END = later(r"[.!?;]\s+[A-Z(]")
# Behind one of the columns of a statement of SQL: the values that it inserts.
_VALUES = later(r"(?:[\w.\"`\[\]]|\s*,\s*)*+\s*\)\s*values\s*\(", re.IGNORECASE)
_BY_MEANS = later(r"\b(?:over|by|via|through|per)(?: the| his| her| my)? \Z", re.IGNORECASE)
_OR = later(r"(?:\bor|/)[ ]{0,2}(?:an? )?\Z")
_SSN_OR = later(r"(?:\bSSN?|\bsocial security(?: (?:number|no\.?|#))?)[ ]?(?:or|/)[ ]{0,2}(?:an? )?\Z", re.IGNORECASE)
_TAX_NUMBERS = frozenset(("itin", "ein", "atin"))
_MEANS = frozenset(("phone", "telephone", "tel", "cell", "mobile", "cell phone", "fax"))
_ENDS_HERE = later(
    r"[)\]\"'\u201d]{0,2}[.!?]\s+[^\W\d_]{2}"
)  # right behind a number, whatever the next sentence begins with
_PASSED_ON = later(  # what a label of a number in pieces has before it: its own value, or the end of its sentence
    r"[.!?;]\s+[A-Z(]|\n[^\n]*[^\W\d_]|[^\W\d_]{2}[^\n]*\n|_{2}"
)
# A label that ends a sentence, or is quoted at the end of a line, says nothing of what begins further down; "No." does.
_WORD = r"(?<![\w'\u2019-])[^\W\d_]{2,}(?:['\u2019-][^\W\d_]+)*(?![\w'\u2019-])"  # Saint-Fleur is one
_ENDED = later(
    rf"[.!?][\"')\u201d]*[ \t]*\n(?:[^\n]*\n)*[^\n]*?(?:{_WORD}\W+){{3}}|[\"\u201d][ \t]*\n"
    r"|\W{1,3}(?:(?:was|is|were) )?(?:left )?(?:blank|missing|not (?:given|provided|on file))\b(?![^\n]*\b(?:is|now)\b)"
)  # the last: "the SSN was left blank. Application 1"
_CALL = later(r"\(")  # exp(: a function
# "SSN is 1", "License (MA) 1"
_BESIDE = later(r"[\s:#=.,(\"'-]{0,4}(?:\(?[A-Z]{2}\)?[\s:#]{1,2})?(?:is[ :]{1,2})?")
# Behind a label: what the number is for, which is no label of another: "SS# (for back pay) 1", "SS# for back pay: 1".
_REMARK = later(r"[\s:#=.]{0,3}(?:\(([^()\n]{1,60})\)|(for [a-z][a-z ]{1,30})(?=:))[\s:#=._-]*(?:is[\s:]+)?")
_WHAT_FOR = later(r"(?:for|to|as|if|not|required|needed|optional|used|only)\b", re.IGNORECASE)
_PART_OF_ONE = later(r"(?:first|last)\W{0,2}(?:\d|four|six)\b", re.IGNORECASE)  # "the last four"

# Fields, in lines or in columns; sentences: "my insurance. License 1" names no license of insurance.
_PARTS = later(r"[ ]*\n[ ]*|\t|[ ]{2,}|(?<=[a-z]{5})[.!?;][ ]+(?=[A-Z])")
_VALUE = later(r"(?:\A|[\n\t]|[ ]{2})[ ]*([^\W\d_][^\n\t:=]{0,40})[:=][^\n\t:=]{0,40}\Z")  # of a field, begun
_OF_LICENSES = later(r"licen[cs]|permit|certif|credential|regist|type|class|board|kind", re.IGNORECASE)
"""Words in the name of a field that says what a license is for."""

_BENEFITS = later(r"\bsocial security|\bmedicare\b|\bSSA\b|\bSSI\b", re.IGNORECASE)

CLAIM = {SSN_CLAIM: "medicare"}
_OF_CLAIMS = frozenset(spelled.replace(" ", "") for phrase in ALSO_MEDICARE for spelled in folded(phrase))
_ALSO = {**dict.fromkeys((CARD, CARD_PIECES, CARD_SAID), "card.context"), **CLAIM}
"""Labels that speak for a candidate beside those of its kind."""
OF_CLEAR = {SSN_DELIMITED: CONCEALED["ssn"], SSN_BARE: CONCEALED["ssn"], CARD: CONCEALED["payment_card"]}
"""Labels of unreadable numbers, by the candidates that are readable ones."""
_RIVALS = {Kind.SSN: frozenset({"financial_account"}), Kind.DRIVERS_LICENSE: frozenset({"financial_account", "ssn"})}


def names_itself(candidate: int, before: str) -> bool:
    """Whether the number's own name stands right before it: so it is that number wherever it stands.

    >>> names_itself(SSN_BARE, "Shown: SSN "), names_itself(SSN_BARE, "SSN and order "), names_itself(LICENSE, "Lic ")
    (True, False, False)
    """
    found = labels.find_labels(before)
    if not found or found[-1].kind != KIND_OF[candidate].value or found[-1].veto or found[-1].grade < Grade.STRONG:
        return False
    return _BESIDE.fullmatch(before, found[-1].end) is not None


def nearest_label(
    candidate: int, raw: str, before: str, after: str, near: str
) -> tuple[labels.Label | None, str, bool]:
    """The label that claims a number for its kind, or the kind of the label that claims it for another.

    The last item: whether it stands behind the number. A bare number has no shape of its own: its label must not
    already have a number, and a nearer label of another kind of number claims it.
    """
    return _nearest(candidate, raw.translate(ANY_DIGITS), blind(before), blind(after), blind(near))


def may_be_labelled(kind: Kind, before: str) -> bool:
    """Whether `nearest_label` may find one of a kind before a number. What labels a text has is known, once asked."""
    return any(label.kind in {kind, LABEL} or label.veto for label in labels.labels_in(blind(before)))


@lru_cache(maxsize=1 << 10)  # lines of an export differ by their numbers, and here no digit tells more than another
def _nearest(candidate: int, raw: str, before: str, after: str, near: str) -> tuple[labels.Label | None, str, bool]:
    kind = KIND_OF[candidate]
    wanted = {kind, _ALSO.get(candidate, kind), OF_CLEAR.get(candidate, kind)}
    bare = candidate in {SSN_BARE, SSN_SHORT, LICENSE_ALONE, *PIECES} or (candidate == LICENSE and raw.isdigit())
    rivals = _RIVALS.get(kind, frozenset()) if bare else frozenset()
    taken = _ANOTHER_NUMBER if bare else _ANOTHER_CARD if candidate == CARD and raw.isdigit() else None
    own: labels.Label | None = None
    above = _labels_before(kind, before)
    above = without_other_columns(above, before, len(raw)) if _has_own_shape(candidate, raw) else above
    for found in reversed(above):
        label = (titled(near or before, found) or found) if found.kind == LABEL else found
        label = _benefit(candidate, label, before, near)
        gap = without_speakers(before, label.end)
        if label.kind == "card.context" and _CALL.match(gap):
            continue
        if label.kind in wanted and _is_a_word(before[label.start : label.end].lower(), gap):
            continue
        if label.kind in wanted:
            if bare and _NOUN_BEFORE.search(gap):
                return None, "other", False
            apart = _is_of_another_field(gap) or is_in_list(before, label.start, gap, after)
            if bare and (apart or _is_passed_on(candidate, gap) or (candidate not in SAID and _ENDED.match(gap))):
                return None, "field", False
            own = None if taken is not None and taken.search(_PICTURE.sub("", gap)) else label
            break
        claims = label.veto or (label.kind in rivals and "\n" not in gap)
        claims = claims and not (candidate == SSN_DELIMITED and _ends_a_name(before, label))
        claims = claims and not (_PART_OF_ONE.match(before, label.start) and _has_own_shape(candidate, raw))
        claims = claims and len(gap) <= _VETO_GAP and not _ANOTHER_NUMBER.search(gap)
        claims = claims and not _SENTENCE_END.search(gap)
        claims = claims and not _is_remark(candidate, raw, before, label, wanted)
        claims = claims and not _is_elsewhere(candidate, raw, before, label)
        if claims and _has_own_shape(candidate, raw) and not _is_phrase(before, label):
            claims = _SAID_OF_IT.fullmatch(gap) is not None  # not "to pay the fee with 4024-…"
            claims = claims or (gap.rstrip(" ").endswith("\n") and gap != before[label.end :])  # asked for in a chat
        if claims:
            said = lookalike_of(before[label.start : label.end]) if label.kind in {"other", LABEL} else label.kind
            return None, said, False
    before_it = own is not None
    ended = (bare and _NOUN_BEFORE.search(before)) or _ENDS_HERE.match(after)
    if own is None and candidate not in PIECES and not ended:
        behind = (label for label in labels.labels_in(after) if label.kind in wanted)
        behind = (label for label in behind if not _SENTENCE_END.search(after, 0, label.start + 1))
        own = next((label for label in behind if not _ITS_OWN_NUMBER.match(after, label.end)), None)
    return own, "", not before_it


def _is_remark(candidate: int, raw: str, before: str, label: labels.Label, wanted: set[str]) -> bool:
    """Whether a label of another thing is in what the number's own label says that it is for, or says in brackets."""
    opened = max(before.rfind("(", 0, label.start), before.rfind(" for ", 0, label.start))
    if opened < 0:
        return False
    for own in reversed(labels.labels_in(before)):
        if own.end > opened:
            continue
        remark = _REMARK.fullmatch(before, own.end) if own.kind in wanted else None
        said = (remark[1] or remark[2]) if remark is not None else ""
        return remark is not None and (_has_own_shape(candidate, raw) or _WHAT_FOR.match(said) is not None)
    return False


def _is_elsewhere(candidate: int, raw: str, before: str, label: labels.Label) -> bool:
    """Whether a label does not name this number: how it was told, a column whose value stands further on, a firm's.

    Of several numbers for taxes that a form asks for ("SSN or EIN") the form of the number says which it is.

    >>> text = "card over the phone "
    >>> _is_elsewhere(CARD, "4024007100027456", text, labels.find_labels(text)[-1])
    True
    """
    if _VALUES.match(before, label.end):
        return True
    said = before[label.start : label.end].lower()
    if said.startswith("fed") and "employer" not in said and candidate == SSN_DELIMITED:
        return _has_own_shape(candidate, raw)  # "Federal ID 773-01-0001": a firm's would be 77-3010001
    either = candidate == SSN_DELIMITED and _OR.search(before, 0, label.start) is not None
    if either and _SSN_OR.search(before, 0, label.start) is not None:
        return True  # "Social Security Number or ITIN: 773 01 0001": an ITIN would begin with a 9
    if either and lookalike_of(said) in _TAX_NUMBERS:
        return _has_own_shape(candidate, raw)  # "… number, or employer identification number: 773-01-0001"
    return said in _MEANS and _BY_MEANS.search(before, 0, label.start) is not None


def _labels_before(kind: Kind, before: str) -> Sequence[labels.Label]:
    """The labels before a number; of a license without those that begin in the field before it.

    "Occupation: Electrician", and in the next line "License Number", are no number of an electrician's license.
    """
    found = labels.labels_in(before)
    if kind is not Kind.DRIVERS_LICENSE:
        return found
    kept: list[labels.Label] = []
    for label in found:
        parted = _PARTS.search(before, label.start, label.end) if label.veto else None
        field = _VALUE.search(before, 0, label.start) if parted is not None else None
        ended = parted is not None and parted[0][0] in ".!?;"
        if parted is None or not (ended or (field is not None and not _OF_LICENSES.search(field[1]))):
            kept.append(label)
            continue
        rest = labels.find_labels(before[parted.end() : label.end])
        kept += [one._replace(start=one.start + parted.end(), end=one.end + parted.end()) for one in rest]
    return kept


def _benefit(candidate: int, label: labels.Label, before: str, near: str) -> labels.Label:
    """A label as what the SSA means by it, for an SSN with letters behind it: "Claim Number: 010-94-0001A".

    An insurer says so as well: it is one without doubt where the agency or the programme is named.
    """
    if candidate != SSN_CLAIM or not label.veto:
        return label
    if fold(before[label.start : label.end]).replace(" ", "") not in _OF_CLAIMS:
        return label
    grade = Grade.FAIR if _BENEFITS.search(near or before) else Grade.WEAK
    return label._replace(kind=CLAIM[candidate], grade=grade, veto=False)


def is_named(before: str) -> bool:
    """Whether a word right before a number says what it is the number of: "user S12345678"."""
    return _NOUN_BEFORE.search(before) is not None or _CODE_BEFORE.search(before) is not None


def _is_passed_on(candidate: int, gap: str) -> bool:
    """Whether a label is too far from a number that is one only right behind it."""
    if candidate in MISREAD:
        return _SAID_OF_IT.fullmatch(gap) is None
    return candidate in PIECES - SAID and _PASSED_ON.search(gap) is not None


def _is_a_word(said: str, gap: str) -> bool:
    """Whether what looks like a label is a word for another thing: "SOC audit", "the town's social services"."""
    if said == "soc":
        return _AT_ONCE.match(gap) is None
    return said.endswith("social") and _NO_NUMBERS.match(gap) is not None


def _is_of_another_field(gap: str) -> bool:
    r"""Whether a field with a name of its own begins between a label and a number: the label's own value is left out.

    >>> _is_of_another_field(".....:\nBOOK NO.....: "), _is_of_another_field("?\nA2. "), _is_of_another_field(":\n")
    (True, False, False)
    """
    _, broken, rest = gap.partition("\n")
    if not broken:
        return False
    *between, last = rest.split("\n")
    named = _FIELD.fullmatch(last)
    asked = any(one.rstrip().endswith(("?", ":")) and any(map(str.isalpha, one)) for one in between)
    return asked or (named is not None and not _ANSWER.fullmatch(named[1]))


def _has_own_shape(candidate: int, raw: str) -> bool:
    """Whether a number is written as none but its kind is: 010-94-0001, 4024 0071 0002 7456."""
    return (candidate == SSN_DELIMITED and raw[3] not in " .") or (candidate == CARD and not raw.isdigit())


def _is_phrase(before: str, label: labels.Label) -> bool:
    """Whether a label is more than a word sentences have for other reasons too: Order Number, Message-ID; not year."""
    return any(char.isspace() or char in "-_" for char in before[label.start : label.end])


def _ends_a_name(before: str, label: labels.Label) -> bool:
    """Whether what looks like a label is the last word of a name in a sentence: "the SSN of Ann Page is"."""
    word = before[label.start : label.end]
    if word.lower() in _SURNAMES and word[0].isupper() and _WORD_BEFORE.search(before, 0, label.start) is not None:
        return True
    return word.istitle() and word.isalpha() and _SENTENCE_NAME.search(before, 0, label.start + 1) is not None
