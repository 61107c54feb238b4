"""Candidate to element: what a number is by its shape, its label, its column or key (SPEC §2, §6 to §9).

Rule: the nearest label speaks. One that names another thing, or another kind of number, claims the number for it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from piiscan.detectors import drivers_license, labels
from piiscan.detectors.headers import CONCEALED, NUMBER_KINDS, VETO_KINDS
from piiscan.detectors.lookalikes import lookalike_of
from piiscan.judge.accounts import prove_account
from piiscan.judge.ceiling import lower, says_birth
from piiscan.judge.documents import LABEL, by_title, titled
from piiscan.judge.licenses import is_foreign, is_of_a_driver, is_software, prove_license, state_beside
from piiscan.judge.reasons import CLEAR, Proof, is_test_value, rules
from piiscan.judge.restored import doubted, told, value_of
from piiscan.judge.spoken import without_speakers
from piiscan.later import later
from piiscan.matcher import (
    CARD,
    CARD_PIECES,
    KIND_OF,
    LICENSE,
    MISREAD,
    PIECES,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    SSN_SHORT,
)
from piiscan.model import Grade, Kind

BEFORE = 80  # characters of context that may hold the label of a number
AFTER = 24
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
# A line that begins with the name of its field; one that only says that the answer follows.
_FIELD = later(r"[\s\d.)*|>-]*([^\W\d_][^\n:=]{0,60})[:=][ \t\"']*")
_ANSWER = later(r"(?:a|r|ans|answer|response|reply|value|number|no|text|ssn)\W{0,3}\d{0,2}[\s.]*", re.IGNORECASE)
_PICTURE = later(r"[AX9S]\(\d{1,3}\)")  # of a COBOL field
_SENTENCE_NAME = later(r"\b(?:[a-z]{2,} )[A-Z][a-z]+ (?:[A-Z][a-z.]* )?[A-Z]$")
# Behind "soc", which has other meanings.
_AT_ONCE = later(r"[.:#=\s\"']{0,4}(?:is|was|of|no\.?|num)?[:#=\s\"']{0,3}\Z", re.IGNORECASE)
_NO_NUMBERS = later(r"[ -](?:media|network|service|work|stud|scien|club|event|polic|insur|care|housing)", re.IGNORECASE)
# What may stand between a word and the number it names: "order 4024-…", "Order no. is: 4024-…".
_SAID_OF_IT = later(
    r"[\s:#=.,()'\"\[\]*-]{0,4}(?:(?:numbers?|no|num|nbr|nr|id|code|is|was|are|of|#)\b[\s:#=.()'\"*-]{0,4}){0,3}",
    re.IGNORECASE,
)
_SENTENCE_END = later(r"[.!?;]\s+[A-Z(]")
_PASSED_ON = later(  # what a label of a number in pieces has before it: its own value, or the end of its sentence
    r"[.!?;]\s+[A-Z(]|\n[^\n]*[^\W\d_]|[^\W\d_]{2}[^\n]*\n|_{2}"
)
_CALL = later(r"\(")  # exp(: a function
_DIGIT_NEIGHBOUR_BEFORE = later(r"\d[ .,]$")
_DIGIT_NEIGHBOUR_AFTER = later(r"^[ .,]\d")
_INSIDE_A_NAME = later(r"[A-Za-z]-$|://[^\s\"'<>]*$")  # of a thing: INV-4539-…, the path of an address
_IBAN_BEGUN = later(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){0,6} ?\Z")

_CLAIM = {SSN_CLAIM: "medicare"}
_ALSO = {CARD: "card.context", CARD_PIECES: "card.context", **_CLAIM}
"""Labels that speak for a candidate beside those of its kind."""
_CLEAR = {SSN_DELIMITED: CONCEALED["ssn"], SSN_BARE: CONCEALED["ssn"], CARD: CONCEALED["payment_card"]}
"""Labels of unreadable numbers, by the candidates that are readable ones."""
_RIVALS = {Kind.SSN: frozenset({"financial_account"}), Kind.DRIVERS_LICENSE: frozenset({"financial_account", "ssn"})}
_VETO_KINDS = VETO_KINDS | {"account.review"}


def prove(
    candidate: int,
    raw: str,
    before: str,
    after: str,
    *,
    role: labels.Role | None = None,
    where: str = "column",
    state: str | None = None,
    near: str = "",
) -> Proof:
    """Judge one candidate of the matcher.

    `before` and `after` are the text round it, as far as a label may stand in it; `role` is the meaning of
    its column header or key, if it has one (`where` says which of the two); `state` issued the licence, if a
    column or key beside it says so; `near` is the text in which a routing number speaks for an account, or
    the title of a document for its number.
    """
    kind = KIND_OF[candidate]
    value = value_of(candidate, raw)
    if value is None:
        return _nothing("invalid")
    if kind is Kind.FINANCIAL_ACCOUNT:
        return prove_account(raw, value, before, after, role, where, near)
    refused = _refused(candidate, raw, before, role, where)
    if refused:
        return _nothing(refused)
    label = Grade.NONE
    foreign = False
    evidence: list[str] = []
    if role is not None and role.kind in {kind.value, _CLEAR.get(candidate), _CLAIM.get(candidate)}:
        label, clear = _unless_hidden(candidate, raw, role.kind, role.grade)
        evidence += [f"{where}:{role.kind if clear else kind.value}", *clear]
    else:
        nearest, claimed, behind = _nearest_label(candidate, raw, before, after, near)
        claimed = claimed or _of_a_program(kind, nearest, before)
        if claimed:
            return _nothing(f"label:{claimed}")
        if nearest is None and _needs_label(candidate, value):
            return _nothing("no-label")
        if nearest is not None:
            label, clear = _unless_hidden(candidate, raw, nearest.kind, _label_grade(nearest, before))
            evidence += [f"label:{nearest.kind}", *clear]
            evidence += by_title(before, nearest, behind=behind)
            foreign = kind is Kind.DRIVERS_LICENSE and not behind and is_foreign(before[: nearest.start])
        state = state or state_beside(nearest, before, after, behind=behind)
    evidence += told(candidate)
    if kind is Kind.DRIVERS_LICENSE:
        proof = doubted(candidate, prove_license(value, raw, label, state, evidence))
        return proof._replace(review="foreign-license") if foreign and proof.kind is not None else proof
    if kind is Kind.PAYMENT_CARD and _is_track(before, after):
        label = Grade.STRONG
        evidence.append("track")
    grade = _grade(candidate, raw, before, after, label)
    evidence.extend(rules(kind, value, raw))
    proof = doubted(candidate, Proof(kind, value, grade, tuple(evidence), is_test_value(kind, value)))
    lowered = proof if label else lower(proof)
    return lowered if lowered is not proof and (says_birth(before) or says_birth(after)) else proof


def _label_grade(label: labels.Label, before: str) -> int:
    """The grade of a label; a licence is a driver's whatever stands between the two: "Driver #1 license"."""
    driver = label.kind == Kind.DRIVERS_LICENSE.value and is_of_a_driver(before[: label.start])
    return Grade.STRONG if driver else label.grade


def _unless_hidden(candidate: int, raw: str, said: str, grade: int) -> tuple[int, tuple[str, ...]]:
    """The grade of a label or header of some kind, and a reason code; digits alone may be what hides a number."""
    if said != _CLEAR.get(candidate):
        return grade, ()
    return Grade.NONE if raw.isdigit() else grade, (CLEAR,)


def _of_a_program(kind: Kind, label: labels.Label | None, before: str) -> str:
    """What a licence number is that is a program's: "License no." alone may be anybody's."""
    vague = kind is Kind.DRIVERS_LICENSE and label is not None and label.grade < Grade.STRONG
    return "software" if vague and is_software(before) else ""


def _nothing(reason: str) -> Proof:
    return Proof(None, "", Grade.NONE, (reason,))


def _needs_label(candidate: int, value: str) -> bool:
    """Whether a number has nothing of its own. A licence of Massachusetts has a little: letters nobody else uses."""
    if candidate == LICENSE:
        return not drivers_license.is_massachusetts(value)
    return candidate in {SSN_BARE, SSN_SHORT, SSN_CLAIM, *PIECES}


def _refused(candidate: int, raw: str, before: str, role: labels.Role | None, where: str) -> str:
    """Why a number is something else before its labels are asked, "" if it may be an element."""
    if candidate == CARD and _IBAN_BEGUN.search(before):
        return "iban"
    other = _other_role(candidate, raw, role)
    return f"{where}:{other}" if other else ""


def _other_role(candidate: int, raw: str, role: labels.Role | None) -> str:
    """The kind of a column or key that says the number is something else, "" if none does."""
    if role is None:
        return ""
    if role.kind in _VETO_KINDS and role.kind != _CLEAR.get(candidate):
        # "ID" and "Number" are names for anything: what has the very shape of an SSN stays one.
        weak = role.grade == Grade.WEAK and candidate == SSN_DELIMITED and raw[3] not in " ."
        return "" if weak else role.kind
    bare = candidate == LICENSE and raw.isdigit()
    named = role.kind in NUMBER_KINDS and role.kind != KIND_OF[candidate].value and role.grade > Grade.WEAK
    return role.kind if bare and named else ""


def _nearest_label(
    candidate: int, raw: str, before: str, after: str, near: str
) -> tuple[labels.Label | None, str, bool]:
    """The label that claims a number for its kind, or the kind of the label that claims it for another.

    The last item: whether it stands behind the number. A bare number has no shape of its own: its label must not
    already have a number, and a nearer label of another kind of number claims it.
    """
    kind = KIND_OF[candidate]
    wanted = {kind.value, _ALSO.get(candidate, kind.value), _CLEAR.get(candidate, kind.value)}
    bare = candidate in {SSN_BARE, SSN_SHORT, *PIECES} or (candidate == LICENSE and raw.isdigit())
    rivals = _RIVALS.get(kind, frozenset()) if bare else frozenset()
    taken = _ANOTHER_NUMBER if bare else _ANOTHER_CARD if candidate == CARD and raw.isdigit() else None
    own: labels.Label | None = None
    for found in reversed(labels.find_labels(before)):
        label = (titled(near or before, found) or found) if found.kind == LABEL else found
        gap = without_speakers(before, label.end)
        if label.kind == "card.context" and _CALL.match(gap):
            continue
        if label.kind in wanted and _is_a_word(before[label.start : label.end].lower(), gap):
            continue
        if label.kind in wanted:
            if bare and _NOUN_BEFORE.search(gap):
                return None, "other", False
            if bare and (_is_of_another_field(gap) or _is_passed_on(candidate, gap)):
                return None, "field", False
            own = None if taken is not None and taken.search(_PICTURE.sub("", gap)) else label
            break
        claims = label.veto or (label.kind in rivals and "\n" not in gap)
        claims = claims and not (candidate == SSN_DELIMITED and _ends_a_name(before, label))
        claims = claims and len(gap) <= _VETO_GAP and not _ANOTHER_NUMBER.search(gap)
        claims = claims and not _SENTENCE_END.search(gap)
        if claims and _has_own_shape(candidate, raw) and not _is_phrase(before, label):
            claims = _SAID_OF_IT.fullmatch(gap) is not None  # not "to pay the fee with 4024-…"
        if claims:
            said = lookalike_of(before[label.start : label.end]) if label.kind in {"other", LABEL} else label.kind
            return None, said, False
    before_it = own is not None
    if own is None and not (bare and _NOUN_BEFORE.search(before)):
        after = "" if candidate in PIECES else after
        behind = (label for label in labels.find_labels(after) if label.kind in wanted)
        behind = (label for label in behind if not _SENTENCE_END.search(after, 0, label.start + 1))
        own = next((label for label in behind if not _ITS_OWN_NUMBER.match(after, label.end)), None)
    return own, "", not before_it


def _is_passed_on(candidate: int, gap: str) -> bool:
    """Whether a label is too far from a number that is one only right behind it."""
    if candidate in MISREAD:
        return _SAID_OF_IT.fullmatch(gap) is None
    return candidate in PIECES and _PASSED_ON.search(gap) is not None


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
    """Whether a label is more than a word that sentences have for other reasons too: Order Number, not year."""
    return any(map(str.isspace, before[label.start : label.end]))


def _ends_a_name(before: str, label: labels.Label) -> bool:
    """Whether what looks like a label is the last word of a name in a sentence: "the SSN of Ann Page is"."""
    word = before[label.start : label.end]
    return word.istitle() and word.isalpha() and _SENTENCE_NAME.search(before, 0, label.start + 1) is not None


def _is_track(before: str, after: str) -> bool:
    """Whether a card number stands in magnetic stripe data (ISO/IEC 7813): B number ^, with % or not; ; number =."""
    return (before[-1:].upper() == "B" and after[:1] == "^") or (before[-1:] == ";" and after[:1] == "=")


def _grade(candidate: int, raw: str, before: str, after: str, label: int) -> int:
    """The grade of an element (SPEC §2, §6 to §8) by its shape and the grade of its label."""
    if label >= Grade.FAIR:
        return Grade.STRONG
    if not label and _INSIDE_A_NAME.search(before):
        return Grade.WEAK
    if candidate == SSN_DELIMITED:
        if label or raw[3] not in " .":
            return Grade.FAIR
        # Three numbers in a row of numbers have this shape by chance; so has a version with dots.
        alone = not (_DIGIT_NEIGHBOUR_BEFORE.search(before) or _DIGIT_NEIGHBOUR_AFTER.match(after))
        return Grade.FAIR if raw[3] == " " and alone else Grade.WEAK
    if candidate == CARD:
        return Grade.FAIR if label or not (raw.isdigit() or _counts(raw)) else Grade.WEAK
    return Grade.WEAK  # bare nine digits beside a weak label


def _counts(raw: str) -> bool:
    """Whether two of the groups in a card number are equal or follow each other.

    Tables of indices, sizes and code points are like that; of card numbers, one in five hundred.
    """
    groups = sorted(raw.split(" "))
    fours = len(groups) == 4 and all(len(group) == 4 for group in groups)
    return fours and any(int(last) - int(first) <= 1 for first, last in pairwise(groups))
