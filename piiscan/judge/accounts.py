"""Bank and investment accounts: judged by their label, or by a routing number in the same container (SPEC §9)."""

from __future__ import annotations

from piiscan.detectors import account_labels, account_titles, financial_account, labels, routing_beside
from piiscan.detectors.headers import VETO_KINDS
from piiscan.judge.columns import title_above
from piiscan.judge.reasons import Proof, is_test_value, rules
from piiscan.later import later
from piiscan.model import Grade, Kind

_ROLES = frozenset({Kind.FINANCIAL_ACCOUNT.value, "account.review"})
_OTHER_ROLES = VETO_KINDS | {"ssn", "drivers_license", "payment_card", "zip", "birth", "state", "card.context"}
_ACCOUNT_BEHIND = later(r"[ ]{0,2}[/,;-]?[ ]{0,2}\d{4,17}(?![\d-])")
_LIVED = later(r"(?:1\d|20)\d\d ?[-\u2013] ?(?:1\d|20)\d\d")  # accounts of history and science (1866-1946)


def prove_account(
    raw: str, value: str, before: str, after: str, role: labels.Role | None, where: str, near: str
) -> Proof:
    """Judge an account number: nothing but its label or its column says that it is one. An IBAN proves itself."""
    test = is_test_value(Kind.FINANCIAL_ACCOUNT, value)
    shape = rules(Kind.FINANCIAL_ACCOUNT, value, raw)
    if financial_account.iban(value):
        label = (f"{where}:{role.kind}",) if role is not None and role.kind == Kind.FINANCIAL_ACCOUNT else ()
        return Proof(Kind.FINANCIAL_ACCOUNT, value, Grade.STRONG, (*label, *shape), test)
    if account_labels.is_card(raw):
        return Proof(None, "", Grade.NONE, ("card",))
    if _LIVED.fullmatch(raw) and before.endswith("(") and after.startswith(")"):
        return Proof(None, "", Grade.NONE, ("date-or-part",))
    if account_titles.is_in_arn(before):
        return Proof(None, "", Grade.NONE, ("label:other",))
    if role is not None and role.kind in _ROLES:
        said = account_labels.Said(
            role.grade, role.kind != Kind.FINANCIAL_ACCOUNT, _other_in_cell(value, before, after)
        )
    elif role is not None and role.kind in _OTHER_ROLES:
        other = "aba" if role.kind == "routing" and financial_account.aba(value) else f"{where}:{role.kind}"
        return Proof(None, "", Grade.NONE, (other,))
    else:
        said, where = account_labels.said_of(value, before, after), "label"
        if not said.label and said.other in {"", "label:other"} and "\n" in before:
            said = account_titles.said_by_title(title_above(near.partition("\x1f")[0])) or said
    if said.other or not said.label:
        return Proof(None, "", Grade.NONE, (said.other or "no-label",))
    routed = not said.policy and _is_routed(value, near, vague=where == "label" and said.label < Grade.STRONG)
    if where == "label" and not said.policy and said.label < Grade.STRONG:
        kept = account_labels.is_at_bank(before, near.partition("\x1f")[2])
        said = said._replace(label=Grade.STRONG) if kept else said
    stated = said.label == Grade.FAIR and where == "label" and account_titles.is_of_statement(near)
    listed = said.label == Grade.FAIR and where == "label" and account_titles.lists_deposits(near.partition("\x1f")[0])
    called = f"{where}:policy" if said.policy else f"{where}:{Kind.FINANCIAL_ACCOUNT.value}"
    codes = (("routing-number", routed), ("bank-statement", stated), ("deposits-asked", listed))
    beside = [code for code, here in codes if here]
    evidence = (called, *beside, *shape)
    doubtful = account_labels.looks_like_another(raw)
    grade = account_grade(
        Grade.WEAK if said.policy or doubtful else Grade.STRONG if stated or listed else said.label, routed=routed
    )
    return Proof(Kind.FINANCIAL_ACCOUNT, value, grade, evidence, test)


def _is_routed(value: str, near: str, *, vague: bool) -> bool:
    """Whether a routing number stands near an account; of one whose label is `vague` none of another account."""
    if not routing_beside.has_routing(near, value):
        return False
    return not vague or account_titles.has_routing_of_its_own(near, value)


def _other_in_cell(value: str, before: str, after: str) -> str:
    """What else a number is in a cell of accounts: "Routing 011000015 Acct 12345678", "011000015 / 1234". "": no."""
    if not financial_account.aba(value):
        return ""
    if not any(map(str.isdigit, before)) and _ACCOUNT_BEHIND.match(after) is not None:
        return "aba"
    return account_labels.said_of(value, before, "").other if before.strip() else ""


def account_grade(label: int, *, routed: bool) -> int:
    """The grade of an account number by its label: with a routing number, of a named type, of any other (SPEC §9)."""
    if routed:
        return Grade.STRONG
    return Grade.FAIR if label == Grade.STRONG else Grade.WEAK
