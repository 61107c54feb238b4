"""Candidate to element: what a number is by its shape, its label, its column or key (SPEC §2, §6 to §9).

Rule: the nearest label speaks. One that names another thing, or another kind of number, claims the number for it.
"""

from __future__ import annotations

from piiscan.detectors import drivers_license, labels, payment_card
from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.headers import VETO_KINDS
from piiscan.detectors.lexicon import split_key
from piiscan.judge.accounts import prove_account
from piiscan.judge.cards import may_be_chance, of_card
from piiscan.judge.ceiling import lower, says_birth
from piiscan.judge.cited import cited, in_code, in_series, is_called_else, is_code, is_handed_over
from piiscan.judge.claims import CLAIM, OF_CLEAR, is_named, may_be_labelled, names_itself, nearest_label
from piiscan.judge.documents import by_title, is_typed_ssn
from piiscan.judge.licenses import (
    doubt_of,
    is_locator,
    is_of_a_driver,
    is_of_a_plan,
    is_of_a_trade,
    is_professional,
    is_software,
    prove_license,
    state_beside,
)
from piiscan.judge.reasons import CLEAR, UNLABELLED, Proof, is_test_value, rules
from piiscan.judge.restored import doubted, told, value_of
from piiscan.judge.several import without_others
from piiscan.judge.spoken import without_holds
from piiscan.judge.things import titles_thing
from piiscan.later import later
from piiscan.matcher import (
    CARD,
    KIND_OF,
    LICENSE,
    LICENSE_ALONE,
    PIECES,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    SSN_SHORT,
)
from piiscan.model import Grade, Kind

BEFORE = 80  # characters of context that may hold the label of a number
AFTER = 24
_DIGIT_NEIGHBOUR_BEFORE = later(r"\d[ .,]$")
_DIGIT_NEIGHBOUR_AFTER = later(r"^[ .,]\d")
_INSIDE_A_NAME = later(r"[A-Za-z]-$|://[^\s\"'<>]*$")  # of a thing: INV-4539-…, the path of an address
_MASKED_SSN = later(r"(?<![\w*])[xX*#\u2022]{3}[- ]?[xX*#\u2022]{2}[- ]?(\d{4})(?!\d)")
_PARTED = later(r"(\d{3}([ -]?)\d\d\2\d{4})[ -][A-Za-z]\w?")  # an SSN that would stand without its letters
_WORD_BEHIND = later(r"\d [a-z]{1,2}\Z")  # "773-01-0001 is": no letters of a beneficiary
_USED = later(r"\d{3}([ .-])\d\d\1\d{4}\b|_{3}|[.!?]\s+[A-Z]")  # the number of a label, a blank for it, its sentence
_SS = later(r"(?:\A|[\s(/-])(ss|SS)[ :#=-]{1,3}\Z")
_OWN_VALUE = later(r"\d{3}|_{3}")  # behind a label: it has its number already, or a blank for it
_IBAN_BEGUN = later(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){0,6} ?\Z")
OVERRULED = frozenset({"other", "document"})
"""Kinds of columns and keys in which a number is what the cell itself says right before it: "SSN 010-94-0001"."""
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
    called: str = "",
) -> Proof:
    """Judge one candidate of the matcher.

    `before` and `after` are the text round it, as far as a label may stand in it; `role` is the meaning of
    its column header or key, if it has one (`where` says which of the two); `state` issued the licence, if a
    column or key beside it says so; `near` is the text in which a routing number speaks for an account, or
    the title of a document for its number; `called` is the header or key itself.
    """
    kind, before = KIND_OF[candidate], without_others(raw, without_holds(before))
    if candidate == SSN_CLAIM and _WORD_BEHIND.search(raw):
        return _without_letters(candidate, raw, before, after, near) or _nothing("invalid")
    value = value_of(candidate, raw)
    if value is None or in_series(raw, before, after):
        return _nothing("invalid" if value is None else "series")
    role = _unless_named(candidate, before, role)
    if kind is Kind.FINANCIAL_ACCOUNT:
        return _account(candidate, raw, value, before, after, role, where, near)
    role = _offered(kind, role, called)
    refused = _refused(candidate, raw, before, role, where)
    if refused:
        return _nothing(refused)
    label = Grade.NONE
    nearest: labels.Label | None = None
    behind = False
    evidence: list[str] = []
    if role is not None and role.kind in {kind.value, OF_CLEAR.get(candidate), CLAIM.get(candidate)}:
        label, clear = _unless_hidden(candidate, raw, role.kind, role.grade)
        evidence += [f"{where}:{role.kind if clear else kind.value}", *clear]
    else:
        nearest, claimed, behind = nearest_label(candidate, raw, before, after, near)
        claimed = "" if claimed and _is_sure(candidate, value, before) else claimed
        claimed = claimed or _of_a_program(kind, nearest, value, before, after, behind=behind)
        if claimed:
            other = _without_letters(candidate, raw, before, after, near)
            return other or _of_value(kind, value, claimed) or _nothing(f"label:{claimed}")
        nearest = nearest or _in_short(candidate, before) or _license_label(candidate, raw, value, before, after)
        refused = _unlabelled_is(candidate, raw, value, before, after) if nearest is None else ""
        if refused:
            return _nothing(refused)
        if nearest is not None:
            label, clear = _unless_hidden(candidate, raw, nearest.kind, _label_grade(nearest, before, after))
            evidence += [f"label:{nearest.kind}", *clear]
            evidence += by_title(before, nearest, behind=behind)
        state = state or state_beside(nearest, value, before, after, behind=behind)
    evidence += told(candidate)
    if kind is Kind.DRIVERS_LICENSE:
        doubt = doubt_of(called) or _doubt_at(nearest, before, after, behind=behind) or _unlabelled(candidate, label)
        return doubted(candidate, prove_license(value, raw, label, state, evidence, doubt))
    said = of_card(kind, value, before, after, label)
    label, evidence = max(label, said[0]), [*evidence, *said[1]]
    free = not label or (nearest is not None and not behind and _USED.search(before, nearest.end) is not None)
    called_else = candidate == SSN_DELIMITED and free and _is_called_else(before, where, called, role)
    grade = Grade.WEAK if called_else else _grade(candidate, raw, before, after, label, role)
    evidence.extend(rules(kind, value, raw))
    proof = doubted(candidate, Proof(kind, value, grade, tuple(evidence), is_test_value(kind, value)))
    lowered = proof if label else lower(proof)
    return lowered if lowered is not proof and (says_birth(before) or says_birth(after)) else proof


def _is_called_else(before: str, where: str, called: str, role: labels.Role | None) -> bool:
    """Whether a number is that of a thing, by the text before it, or else by its header or key."""
    if before.strip():
        return is_called_else(before, role)
    title = split_key(called) if where == "key" else called
    return is_called_else(f"{title} ", role) or (role is None and titles_thing(title))


def _account(
    candidate: int, raw: str, value: str, before: str, after: str, role: labels.Role | None, where: str, near: str
) -> Proof:
    """Judge an account; one in pieces as it would stand in one, by a label before it alone."""
    if candidate not in PIECES:
        return prove_account(raw, value, before, after, role, where, near)
    proof = prove_account(value, value, before, "", role, where, near)
    return proof if proof.kind is None else proof._replace(evidence=(*proof.evidence, *told(candidate)))


def _unless_named(candidate: int, before: str, role: labels.Role | None) -> labels.Role | None:
    """What a header says of a number; None where it is overruled by the name of the number right before it."""
    return None if role is not None and role.kind in OVERRULED and names_itself(candidate, before) else role


def _offered(kind: Kind, role: labels.Role | None, called: str) -> labels.Role | None:
    """What a header says of a number of one kind, where it is another's and offers both: "Card/Acct"."""
    if role is None or role.kind not in NUMBER_KINDS - {kind.value} or "/" not in called:
        return role
    said = [label.grade for label in labels.find_labels(called) if label.kind == kind.value]
    return labels.Role(kind.value, max(said), role.group) if said else role


def _without_letters(candidate: int, raw: str, before: str, after: str, near: str) -> Proof | None:
    """What is said of an SSN by itself whose letters are parted from it, and not those of a claim number, then."""
    parted = _PARTED.fullmatch(raw) if candidate == SSN_CLAIM else None
    if parted is None:
        return None
    behind = f" {raw[parted.end(1) + 1 :]}{after}"  # letters of a claim, and not of what the number is a part of
    return prove(SSN_DELIMITED if parted[2] else SSN_BARE, parted[1], before, behind, near=near)


def _label_grade(label: labels.Label, before: str, after: str) -> int:
    """The grade of a label; a licence is a driver's whatever stands between the two: "Driver #1 license"."""
    if label.grade == Grade.WEAK and label.kind == Kind.SSN.value and is_typed_ssn(before[: label.start], after):
        return Grade.STRONG
    driver = label.kind == Kind.DRIVERS_LICENSE and is_of_a_driver(before[: label.start])
    return Grade.STRONG if driver else label.grade


def _in_short(candidate: int, before: str) -> labels.Label | None:
    """The letters "ss" right before a number in groups: as words of a text they are no label ("Suffolk, ss.")."""
    said = _SS.search(before) if candidate == SSN_DELIMITED else None
    return (
        labels.Label(Kind.SSN.value, said.start(1), said.end(1), Grade.FAIR, veto=False) if said is not None else None
    )


def _license_label(candidate: int, raw: str, value: str, before: str, after: str) -> labels.Label | None:
    """The label of a license before a Social Security number, which licenses once had as theirs (SPEC §6 and §7)."""
    if candidate != SSN_DELIMITED or not may_be_labelled(Kind.DRIVERS_LICENSE, before):
        return None
    label, claimed, _ = nearest_label(LICENSE, raw, before, "", "")
    if label is None or claimed or label.grade < Grade.FAIR or _doubt_at(label, before, after, behind=False):
        return None
    if _OWN_VALUE.search(before, label.end):
        return None
    return None if _of_a_program(Kind.DRIVERS_LICENSE, label, value, before, after, behind=False) else label


def _doubt_at(label: labels.Label | None, before: str, after: str, *, behind: bool) -> str | None:
    """Why a licence is for review, by a label before or behind it."""
    if label is None:
        return None
    if behind:
        return doubt_of(after[label.start : label.end])
    return doubt_of(before[label.start : label.end], before[: label.start])


def _unlabelled(candidate: int, label: int) -> str | None:
    """Why a licence is for review that nothing but its form makes one."""
    return UNLABELLED if candidate == LICENSE_ALONE and not label else None


def _unless_hidden(candidate: int, raw: str, said: str, grade: int) -> tuple[int, tuple[str, ...]]:
    """The grade of a label or header of some kind, and a reason code; digits alone may be what hides a number."""
    if said != OF_CLEAR.get(candidate):
        return grade, ()
    return Grade.NONE if raw.isdigit() else grade, (CLEAR,)


def _of_a_program(kind: Kind, label: labels.Label | None, value: str, before: str, after: str, *, behind: bool) -> str:
    """What a licence number is that is a program's, a profession's or a health plan's, or that of a tax return."""
    if kind is not Kind.DRIVERS_LICENSE or label is None:
        return ""
    if is_professional(before) or (not behind and is_of_a_trade(value, before, after, label)):
        return "license"
    if not behind and is_of_a_plan(before, label):
        return "identifier"
    if not behind and is_locator(value, before, label):
        return "document"
    return "software" if label.grade < Grade.STRONG and is_software(before) else ""


def _of_value(kind: Kind, value: str, claimed: str) -> Proof | None:
    """A number with the form of a card that is a gift card's, a shop's or a policy's: to be reviewed (SPEC §1)."""
    if kind is not Kind.PAYMENT_CARD or claimed != "account.review":
        return None
    return Proof(
        Kind.FINANCIAL_ACCOUNT, value, Grade.WEAK, ("label:policy", *rules(Kind.FINANCIAL_ACCOUNT, value, value))
    )


def _is_sure(candidate: int, value: str, before: str) -> bool:
    """Whether a number is one whatever is named before it: shown again, behind its own network ("phone, MC 5…").

    A Social Security number is in groups behind the same one masked, "xxx-xx-0001 (…)", or where a program hashes it.
    """
    if candidate != SSN_DELIMITED:
        return candidate == CARD and payment_card.names_network(before, value)
    masked = _MASKED_SSN.findall(before)
    return is_handed_over(before) or (bool(masked) and masked[-1] == value[-len(masked[-1]) :])


def _nothing(reason: str) -> Proof:
    return Proof(None, "", Grade.NONE, (reason,))


def _unlabelled_is(candidate: int, raw: str, value: str, before: str, after: str) -> str:
    """What a number is that no label claims, "" if it may be an element."""
    if _needs_label(candidate, value):
        return "no-label"
    if KIND_OF[candidate] is not Kind.PAYMENT_CARD and in_code(raw, before, after):
        return "label:part"
    other = cited(before, after) if candidate == SSN_DELIMITED else ""
    return f"label:{other}" if other else ""


def _needs_label(candidate: int, value: str) -> bool:
    """Whether a number has nothing of its own. A licence of Massachusetts has a little: letters nobody else uses."""
    if candidate in {LICENSE, LICENSE_ALONE}:
        return not drivers_license.is_massachusetts(value)
    return candidate in {SSN_BARE, SSN_SHORT, SSN_CLAIM, *PIECES}


def _refused(candidate: int, raw: str, before: str, role: labels.Role | None, where: str) -> str:
    """Why a number is something else before its labels are asked, "" if it may be an element."""
    if candidate == CARD and _IBAN_BEGUN.search(before):
        return "iban"
    if candidate == LICENSE_ALONE and is_named(before):
        return "label:other"
    if candidate in {LICENSE, LICENSE_ALONE} and is_code(raw):
        return "label:part"
    other = _other_role(candidate, raw, role)
    return f"{where}:{other}" if other else ""


def _other_role(candidate: int, raw: str, role: labels.Role | None) -> str:
    """The kind of a column or key that says the number is something else, "" if none does."""
    if role is None:
        return ""
    if role.kind in _VETO_KINDS and role.kind != OF_CLEAR.get(candidate):
        # "ID" and "Number" are names for anything: what has the very shape of an SSN stays one.
        weak = role.grade == Grade.WEAK and candidate == SSN_DELIMITED and raw[3] not in " ."
        return "" if weak else role.kind
    bare = candidate == LICENSE and raw.isdigit()
    named = role.kind in NUMBER_KINDS and role.kind != KIND_OF[candidate].value and role.grade > Grade.WEAK
    return role.kind if bare and named else ""


def _grade(candidate: int, raw: str, before: str, after: str, label: int, role: labels.Role | None) -> int:
    """The grade of an element (SPEC §2, §6 to §8) by its shape and the grade of its label."""
    if label >= Grade.FAIR:
        return Grade.STRONG
    if not label and _INSIDE_A_NAME.search(before):
        return Grade.WEAK
    if candidate == SSN_DELIMITED:
        if not label and role is not None and role.kind == Kind.FINANCIAL_ACCOUNT.value:
            return Grade.WEAK  # 205-10-2200 below "Account" is one of the ledger's
        if label or raw[3] not in " .":
            return Grade.FAIR
        # Three numbers in a row of numbers have this shape by chance; so has a version with dots.
        alone = not (_DIGIT_NEIGHBOUR_BEFORE.search(before) or _DIGIT_NEIGHBOUR_AFTER.match(after))
        return Grade.FAIR if raw[3] == " " and alone else Grade.WEAK
    if candidate == CARD:
        return Grade.FAIR if label or not may_be_chance(raw, before, after) else Grade.WEAK
    return Grade.WEAK  # bare nine digits beside a weak label
