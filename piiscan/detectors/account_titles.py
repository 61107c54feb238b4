"""What says of an account number what it is from further away: the title of its column, the kind of the paper."""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.detectors.account_labels import Said, says_account
from piiscan.detectors.financial_account import aba
from piiscan.detectors.labels import find_labels
from piiscan.detectors.routing_beside import RECORDS, has_routing
from piiscan.later import later
from piiscan.model import Grade

_BOX_NUMBER = 4  # characters before the title of a box: "12a. "
_TOLD = later(
    r"\b(?:statement period|(?:beginning|ending|opening|closing|average|daily) balance|withdrawals"
    r"|(?:trade|transaction) confirmation|trade date|settlement date)\b",
    re.IGNORECASE,
)
_SLIP = later(
    r"\b(?:(?:deposit|withdrawal) (?:slip|ticket)|stop[ -]payment (?:order|request)|signature card"
    r"|(?:overdraft|NSF|returned (?:check|item)) notice)\b",
    re.IGNORECASE,
)
_TYPES = "CHECKING|Checking|SAVINGS|Savings|MONEY MARKET|Money Market|SHARE DRAFT|Share Draft|BROKERAGE|Brokerage"
_TYPE = later(  # as a title has it: not "from your checking account", "Savings: $12", "Checking ****1234"
    rf"(?<![a-z] )\b(?:[A-Z]\w{{0,15}} ){{0,3}}(?:{_TYPES})\b(?! ?[:$*#\u2022]| (?:[xX]|ending|\d))"
)
_METERED = later(r"\b(?:kwh|therms?|meters?|gallons|ccf|hcf|usage|minutes|gigabytes|premium)\b", re.IGNORECASE)
_ITS_NUMBER = later(r"[ \t:#.,()=-]{0,6}(?:(?:acc(?:oun)?t|no|number|is|to)\b[ \t:#.]{0,4}){0,3}(\d{5,17})(?![\w-])")
_ARN = later(r"\barn:aws[a-z-]{0,12}:[a-z0-9-]{1,40}:[a-z0-9-]{0,24}:\Z", re.IGNORECASE)
_LISTED = later(r"\b(?:checking|savings)(?: ?[,/&] ?| and | or )(?:checking|savings) accounts?\b", re.IGNORECASE)


def is_in_arn(before: str) -> bool:
    """Whether a number is the account in the name of a resource of Amazon's cloud (`arn:partition:service:region:`).

    Source: Amazon Resource Names, AWS IAM User Guide. Whoever pays, it is no account of a bank.

    >>> is_in_arn("Account: arn:aws:iam::"), is_in_arn("arn:aws-us-gov:sns:us-gov-west-1:"), is_in_arn("Account: ")
    (True, True, False)
    """
    return _ARN.search(before) is not None


def said_by_title(title: str) -> Said | None:
    """What the title of a column says of an account number below it, if it is the title of one.

    >>> said_by_title("Account number (see instructions)"), said_by_title("Amount"), said_by_title("Account name")
    (Said(label=2, policy=False, other=''), None, None)
    """
    labels = find_labels(title)
    if not labels or labels[0].kind != "financial_account" or labels[0].start > _BOX_NUMBER:
        return None
    rest = title[labels[0].end :].strip(" .:#")
    noted = not rest or (rest.startswith("(") and rest.endswith(")"))
    return Said(labels[0].grade) if noted and says_account(title) else None


@lru_cache(RECORDS)
def is_of_statement(text: str) -> bool:
    """Whether a text is of a statement of a deposit or of securities: it names the type, and what such statements tell.

    Or of another paper of a bank: a slip to pay in, an order to stop a check.

    >>> is_of_statement("FREE CHECKING   Statement Period 02/01/25 - 02/28/25"), is_of_statement("Ending balance $12")
    (True, False)
    >>> is_of_statement("STOP PAYMENT ORDER  Acct no")
    True
    """
    if _SLIP.search(text) is not None and _METERED.search(text) is None:
        return True
    return _TOLD.search(text) is not None and _TYPE.search(text) is not None and _METERED.search(text) is None


@lru_cache(RECORDS)
def lists_deposits(text: str) -> bool:
    """Whether a form asks for deposits above an account: "List checking and savings accounts below" (form 1003).

    >>> lists_deposits("List checking and savings accounts below"), lists_deposits("my savings account")
    (True, False)
    """
    return _LISTED.search(text) is not None


def has_routing_of_its_own(near: str, value: str) -> bool:
    r"""Whether a routing number near an account of any kind is not that of one of a named type behind it.

    `near`: the text before the number, and behind a mark that behind it.

    >>> has_routing_of_its_own("acct#\x1f, pays from checking 29893920 (rt 011000138)", "90972529")
    False
    >>> has_routing_of_its_own("acct#\x1f (checking), rt 011000138", "90972529")
    True
    """
    above, _, below = near.partition("\x1f")
    if has_routing(above, value):
        return True
    return has_routing(_before_typed(below), value)


@lru_cache(RECORDS)
def _before_typed(text: str) -> str:
    """What stands before the first account of a named type; all of a text without one."""
    for label in find_labels(text):
        if label.kind == "financial_account" and label.grade == Grade.STRONG:
            found = _ITS_NUMBER.match(text, label.end)
            if found is not None and not aba(found[1]):
                return text[: label.start]
    return text
