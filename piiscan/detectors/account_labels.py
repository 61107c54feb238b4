"""What the text round an account number says of it: its label, a routing number near it, or another's claim.

Rule: the nearest label decides, and must have no number of its own: what stands between the two is short, one
sentence, one line unless the label ends it, and has no other number, save a routing number, which forms print
before the account (SPEC §9). Words that mean other things too ("checking", "savings") must stand right beside it.
A bank named with the account says of what kind it is: "account at Avidia Bank, number", "Bank: Citizens   Acct #".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from piiscan.detectors import payment_card
from piiscan.detectors.brokers import at_broker
from piiscan.detectors.financial_account import aba
from piiscan.detectors.labels import Label, find_labels, in_their_lines
from piiscan.detectors.lexicon import fold, split_key
from piiscan.detectors.routed_at_bank import is_routed_at_bank
from piiscan.detectors.routing_beside import BETWEEN, CLAIM, has_routing, without_routing
from piiscan.later import later
from piiscan.model import Grade

NEAR = 200
"""In running text a routing number speaks for an account at most so many characters away."""

_FURTHEST = 40  # characters between a label and its number
_CLAIMANTS = frozenset({"ssn", "drivers_license", "payment_card", "birth", "zip"})
_ITS_ACCOUNT = later(  # or the label of that
    r"(?: ?[/|-] ?|, ?| {2,24}|\t{1,3}|(?<= )(?=\d{6})|[\"'], ?[\"'])\d{5,17}(?![\w@/%*-]|[.,:]\d)"
    r"|, (?:[a-z]+ ){0,2}acc(?:oun)?t(?=[.:#]| (?:no|#|\d)|\Z)",
    re.ASCII,
)
_ANOTHER_NUMBER = later(r"\d\d")
_ITS_OWN_NUMBER = later(r"\W{0,3}[:=#\d]")
_MONEY = later(r"(?:[$\u20ac\u00a3]|\b(?:USD|EUR|GBP))\s?$")
_SENTENCE_END = later(r"[.!?;](?:\s+[A-Z(\n*-]|\s*\n)")
_NOTE = later(r" \((?:see |optional|required|if |as |on )[^()\n]{0,40}\)(?=[ \t:]*\n)", re.IGNORECASE)
# "…account number?", A: 1234
_ASKED = later(r"\?[\"')]{0,2}[ \t]*\r?\n[ \t>*-]{0,4}(?:[^\W\d_][\w .'-]{0,24}:[ \t]*)?")
_NUMBER_OF = later(  # of a label that ends the line above
    r"[ \t]*\r?\n[ \t>]*(?:n[\u00ba\u00b0o]\.?|num\.?|n[u\u00fa]m(?:ero)?\.?|number|nbr\.?)[ \t:#.]*", re.IGNORECASE
)
_SHORTENED = later(r"(?i:\bn[or]s?|\bnum|\bnbr|\bacc?t?)\Z")  # its full stop ends no sentence: "Account No."
_QUOTED = later(r"[\"\u201d][ \t]*\n")  # not as in "account": 1
_LETTER = later(r"[^\W\d_]")
_BESIDE = later(r"[ \t:#.,()\[\]=\"'-]{0,4}(?:(?:to|is|into|at)[ :]{1,2})?")
_ALIGNED = later(r":[ \t.]{1,30}")  # of a column of answers
_IN_ROW = later(r":?[ \t.]{1,30}")  # "Savings     4076917206      $ 1,882.40"
_BALANCE = later(r"(?:[ \t]{2,30}|\t)\$ ?\d")
_LINE_END = later(r"[ \t]*(?:\r?\n|\Z)")
_PAID = later(  # a field: "Autopay from checking"
    r"(?:\A|\n)[\W\d]{0,6}(?:(?i:auto-?pay|payments?|pay|debit|deposit|refund|from|to|into|joint)\b[ :-]{0,2}){0,4}\Z"
)
_LONG = 9  # digits: an amount in whole dollars has fewer
_ACCOUNT_WORD = later(r"a[ /]?c\b|acc|iban|number|no\b|num|nbr|#|cuenta|conta|kont|cta", re.IGNORECASE)
_BANKS = frozenset(("bank", "bank name", "name of bank", "credit union", "financial institution", "banco"))
_AT_BANK = later(  # "Bank of America #"
    r"(?:[ ]of[ ](?:the[ ])?(?:(?-i:[A-Z])[\w'-]{1,20}[ ]?){1,2})?[\s,:;.()/-]{0,4}"
    r"(?:(?:is|number|no|num|nbr)\b[\s.:#]{0,3}|#[ ]?){0,2}",
    re.IGNORECASE,
)
_NO_BANK = later(r"\b(?:blood|food|milk|data|question|sperm|tissue|eye|seed|memory|word)[ ]\Z", re.IGNORECASE)
_SHORT = "account.short"
_OF_CHECKS = frozenset(("chk",))
_SHORTEST_BESIDE = 7  # digits
_BANK_HERE = later(  # as statements, memos and lists cut it: "BK OF AMER", "Webster Five Cents SB", "Metro CU"
    r"\b(?:(?<!blood )(?<!food )(?<!data )(?i:banks?|bancorp|credit union|savings institution)|BK|BNK|[NST]B|F?CU)\b"
)
_BANK_NAME = (
    r"(?:the )?(?:[A-Z][\w'&.-]{1,20} ){1,4}"
    r"(?:Bank|Trust|Savings|Credit Union|Five|Co-?op(?:erative)?|F?CU)(?: Company| Co\.?)?"
    r"(?![\w'-]| (?:St|Street|Ave|Rd)\b)"
)
_KEPT_AT = later(
    r"\b(?i:acc(?:oun)?t|money|deposits?|savings|checking|funds) (?:at|with|in) "
    + _BANK_NAME
    + r"(?:,(?: \d{1,5})?(?: [A-Z][\w.]{1,20}){1,3}){0,3}"  # where the branch is
    + r",? ?\(?(?i:acc(?:oun)?t|a/c|no|numbers?|#)[ .#:]{0,3}(?i:(?:no|numbers?)[ .:#]{1,2})?(?:is )?\Z"
)
_BANK_BEHIND = later(r"(?:,? (?:(?:held|kept|open) )?(?:at|with|in|from) (?:my bank, )?|, | \()" + _BANK_NAME)
_TYPE_BEHIND = later(  # "Account number: 1   Type: Joint checking", also in the line below
    r"[ \t]{0,24}(?:[,;|]|\r?\n)?[ \t]{0,24}(?:acc(?:oun)?t )?type[ ]?[:.=]{1,20}[ \t]{0,24}(?:[a-z]{3,12} ){0,2}"
    r"(?:checking|savings|chequing|money market|share draft|passbook|cd|ira)\b",
    re.IGNORECASE,
)
_GOES_ON = later(r"[ ]?[a-z]")  # "Bank draft": the word is part of another
_BANK_FURTHEST = 64  # characters from an account's label to its number, or to the bank, with the name of the bank
MICR = later(r"(?:\u2446|\|:|(?<![\w])A)\d{9}(?:\u2446|\|:|:\||A) {0,3}$", re.ASCII)  # before the account of a cheque
_PART = later(r"[A-Za-z]-$")  # CVE-2006-7108
_LONGEST_END = 24  # characters of what these find
_DAY = later(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_LETTERED = later(r"[A-Z]+")
_LETTERED_FURTHEST = 15  # names of things have letters and digits (ED25519): such a number must be near its label
_OTHER_SHAPE = later(r"[2-9]\d\d([- ])[2-9]\d\d\1\d{4}|\d{5}-\d{4}", re.ASCII)  # a telephone number, ZIP+4


class Said(NamedTuple):
    """The grade of the label of a number, 0 without one; or what the number is instead."""

    label: int = Grade.NONE
    policy: bool = False  # of an account that may give no access to money
    other: str = ""


def said_of(value: str, before: str, after: str) -> Said:
    """What the text before and behind an account number says of it.

    >>> said_of("12345678", "Checking account no. ", ""), said_of("12345678", "Order no. ", "").other
    (Said(label=3, policy=False, other=''), 'label:other')
    """
    above = in_their_lines(before, find_labels(before))
    if aba(value) and _is_routing(before, after, above, find_labels(after)):
        return Said(other="aba")
    end = max(0, len(before) - _LONGEST_END)
    if _MONEY.search(before, end):
        return Said(other="amount")
    if MICR.search(before, end) or is_routed_at_bank(before):
        return Said(Grade.STRONG)
    if _PART.search(before, end) or _DAY.fullmatch(value):
        return Said(other="date-or-part")
    if above and above[-1].kind == _SHORT and (said := _beside_bank(value, before, above[-1], after)).label:
        return said
    beside = None
    if len(value) >= _SHORTEST_BESIDE and value.isdigit():  # a shorter one is an amount
        head = before[: above[-1].start] if above else "?"
        ends = len(value) >= _LONG and _LINE_END.match(after) and _PAID.search(head, max(0, len(head) - _FURTHEST))
        beside = _IN_ROW if ends or _BALANCE.match(after) else _ALIGNED
    said = _before(before, above, _LETTERED_FURTHEST if _LETTERED.match(value) else _FURTHEST, beside)
    if said.label or said.other:
        return said
    return _behind(after, find_labels(after))


def _beside_bank(value: str, before: str, label: Label, after: str) -> Said:
    """What the type of a deposit, cut short, says of the number right behind it: an account where the line has a bank.

    A check has a number as well, which is shorter: "Avidia Bank chk 1042", "chk #10421".
    """
    gap = before[label.end :]
    if len(value) < _SHORTEST_BESIDE or not value.isdigit() or not _BESIDE.fullmatch(gap):
        return Said()
    if "#" in gap and fold(before[label.start : label.end]) in _OF_CHECKS:
        return Said()
    line = before[before.rfind("\n") + 1 : label.start], after.partition("\n")[0]
    named = any(map(_BANK_HERE.search, line)) or has_routing(line[0])
    return Said(Grade.STRONG) if named else Said()


def _behind(after: str, labels: list[Label]) -> Said:
    """What the first label behind a number says."""
    for label in labels:
        if _LETTER.search(after[: label.start]):
            break
        if _ITS_OWN_NUMBER.match(after, label.end) is None:
            if label.kind == "financial_account":
                return Said(label.grade)
            if label.kind == "account.review":
                return Said(Grade.WEAK, policy=True)
    return Said()


def _before(before: str, above: list[Label], furthest: int, aligned: re.Pattern[str] | None) -> Said:
    """What the labels before a number say. Those of one account make one label: "Bank account, account no.".

    `aligned`: what may stand between a word that means other things too and the number, beside a mark and a blank.
    """
    best = Grade.NONE
    bank = ""
    for label in reversed(above):
        gap = without_routing(before[label.end :])
        gap = gap[note.end() :] if (note := _NOTE.match(gap)) is not None else gap
        gap = gap[1:] if gap[:1] == "." and _SHORTENED.search(before, label.start, label.end) else gap
        length = len(" ".join(gap.split())) if best else len(gap)  # "FREE CHECKING          Account Number: 1"
        reach = _BANK_FURTHEST if bank or (best and _is_bank(before, label)) else furthest
        if length > reach or _ANOTHER_NUMBER.search(gap) or (not best and _is_apart(gap, label.grade)):
            break
        if label.kind == "financial_account":
            vague = _ACCOUNT_WORD.search(before[label.start : label.end]) is None
            beside = _BESIDE.fullmatch(gap) or (aligned is not None and aligned.fullmatch(gap))
            if not vague or best or bank or beside:
                best = Grade.STRONG if bank else max(best, label.grade)
        elif _is_bank(before, label) and (best or _AT_BANK.fullmatch(gap)):
            bank = label.kind
            apart = _SENTENCE_END.search(gap) or _GOES_ON.match(gap)
            best = Grade.STRONG if best and not apart else best
        elif label.kind == "account.review":
            return Said(Grade.WEAK, policy=True)
        elif (label.veto or label.kind in _CLAIMANTS) and len(gap) <= CLAIM and not best:
            return Said(other=f"label:{label.kind}")
        elif label.kind in _CLAIMANTS or (label.veto and label.kind not in BETWEEN):
            break
    return Said(best) if best or not bank else Said(other=f"label:{bank}")


def is_bank(title: str) -> bool:
    """Whether a title is that of the names of banks.

    >>> is_bank("Bank_Name"), is_bank("Bank Code")
    (True, False)
    """
    return split_key(title) in _BANKS


def says_account(title: str) -> bool:
    """Whether a title has a word for an account, and not only for its type.

    >>> says_account("Savings acct"), says_account("Peoples Savings")
    (True, False)
    """
    return _ACCOUNT_WORD.search(title) is not None


def is_at_bank(before: str, after: str) -> bool:
    """Whether a text says of an account that it is at a bank, before its number or behind, or behind of what type.

    >>> is_at_bank("our acct at Rockland Trust, acct # ", ""), is_at_bank("my account no. ", " at Avidia Bank to Bob")
    (True, True)
    >>> is_at_bank("my account at Eversource, account no. ", " at 12 Bank St"), is_at_bank("", ", Citizens Bank")
    (False, True)
    """
    typed = _TYPE_BEHIND.match(after) is not None
    kept = _KEPT_AT.search(before.replace("\r", "").replace("\n", " "))  # a sentence, which lines may break
    return typed or kept is not None or at_broker(before) or _BANK_BEHIND.match(after) is not None


def _is_bank(before: str, label: Label) -> bool:
    """Whether a label is a bank's, or the end of its name, and no common word: "Bank: Citizens", "Avidia Bank"."""
    said = before[label.start : label.end]
    if label.kind != "name.veto" or fold(said) not in _BANKS or _NO_BANK.search(before, 0, label.start):
        return False
    return said[0].isupper() or before[label.end : label.end + 1] == ":"


def _is_apart(gap: str, grade: int) -> bool:
    """Whether a sentence or what is quoted ends between label and number, or a line on which words follow the label."""
    if grade > Grade.WEAK and (_ASKED.fullmatch(gap) or _NUMBER_OF.fullmatch(gap)):
        return False
    return (
        _SENTENCE_END.search(gap) is not None
        or _QUOTED.match(gap) is not None
        or ("\n" in gap and _LETTER.search(gap) is not None)
    )


def _is_routing(before: str, after: str, above: list[Label], behind: list[Label]) -> bool:
    """Whether a number with the check digit of a routing number is called one, or has its account right behind it."""
    if _ITS_ACCOUNT.match(after):
        return True
    called = any(
        label.kind == "routing" and not _ANOTHER_NUMBER.search(before[label.end :]) for label in reversed(above)
    )
    return called or any(
        label.kind == "routing" and not _ITS_OWN_NUMBER.match(after, label.end) for label in behind[:1]
    )


def is_card(raw: str) -> bool:
    """Whether a number is one that is found as a card's anywhere, whatever label stands beside it."""
    value = payment_card.validate(raw)
    if value is None or payment_card.network(value, vague=False) is None:
        return False
    return not raw.isdigit() or len(value) not in payment_card.LABEL_LENGTHS


def looks_like_another(raw: str) -> bool:
    """Whether a number is written as telephone numbers or ZIP codes are."""
    return _OTHER_SHAPE.fullmatch(raw) is not None
