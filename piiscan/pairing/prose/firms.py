"""Accounts of firms: a form names the firm whose account it is, and a person who only answers for it (SPEC §1).

Rule: the nearest holder or beneficiary of an account that has a legal form is a firm; so is a vendor beside whom nobody
is named but to be asked for. Whether somebody stands behind the firm is not told: such an account is for review.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.later import later
from piiscan.pairing.prose.lines import Line, Mention

_FORM = (  # or what has members and no owner
    r"(?:[^|\t\n:]{0,80}?\b(?i:inc|llc|llp|l\.l\.c|ltd|corp|corporation|co|company|lp|pllc|pc|plc)\b\.?"
    r"|(?:[Tt]he )?(?:Town|City|County|Commonwealth|Diocese|Archdiocese|University|College|Friends) of"
    r" [A-Z][^|\t\n:]{1,40}?"
    r"|[^|\t\n:]{0,60}?\b(?:Church|Parish|School District|Public Schools|Foundation|Society|Association|Hospital"
    r"|University|College|Club|Housing Authority|Realty Trust)(?: (?:of|in|for) [A-Z][^|\t\n:]{1,30}?)?)"
    r"[ \t]{0,2}(?:[,;|\t\n]|  |\Z)"
)
_BEGINS = r"(?:^|\t|  |[|;])[ \t>*-]{0,8}"
_SAYS = r"[ \t]{0,2}(?::|\.{2,60}:?|  |\t)[ \t]{0,40}"
_HOLDER = later(
    _BEGINS
    + r"(?i:name (?:on|of)(?: the)?(?: bank)? account|(?:bank )?account (?:name|holder|title|owner)s?(?: name)?)"
    + _SAYS
    + _FORM
)
_BENEFICIARY = later(_BEGINS + r"(?i:beneficiary(?:'s)?(?: name)?)" + _SAYS + _FORM)  # of what stands below
_VENDOR = later(
    _BEGINS + r"(?i:(?:vendor|supplier|payee|company|business|merchant|firm|contractor|organi[sz]ation|customer"
    r"|client|bill(?:ed)? to|sold to|remit to|ship to|payable to|church|parish|school|club|institution|agency)"
    r"(?:'s)?(?: legal)?(?: name)?)" + _SAYS + _FORM
)
_ASKED_FOR = later(
    r"\b(?:contact|attn|attention|c/o|representative|rep|controller|bookkeeper|trustee"
    r"|treasurer|pastor|rector|superintendent|prepared by|submitted by|completed by)"
    r"(?:(?:'s)?[ ](?:name|person))?[ \t]*(?:[:.]|[ ]{2}|\t)[ \t:.]*\Z"
)
_PAID_TO = later(
    r"\b(?i:(?:remit|pay(?:able|ments?)?|ach|wire|transfer|deposit|send|credit)(?:[ ][a-z]{2,9}){0,4}[ ]"
    r"(?:to|for):?[ ])" + _FORM
)
_REACH = 40  # characters before a name that may hold its label


def pays_firm(text: str, start: int, at: int) -> bool:
    """Whether a sentence from a place on says of the account in it that a firm is paid on it.

    >>> text = "Please remit to Mystic Plumbing Supply, Inc., Avidia Bank, account no. 1"
    >>> pays_firm(text, 0, len(text) - 1), pays_firm("Ann Lee works for Lee Plumbing, Inc., account no. 1", 0, 50)
    (True, False)
    """
    return _PAID_TO.search(text, start, at) is not None


def is_of_firm(above: Sequence[Line], below: Sequence[Line], line: Line, mention: Mention, where: Line) -> bool:
    """Whether the account of a line is that of a firm, and not of a person found in the lines of its block.

    `mention` is the person, named in `where`.
    """
    if any(_HOLDER.search(one.text) for one in below if not one.mentions):
        return True
    nearest = next((one for one in reversed((*above, line)) if one is where or _names_holder(one.text)), None)
    if nearest is not None and nearest is not where:
        return True
    if not _is_asked_for(where.text, mention):
        return False
    return any(_VENDOR.search(one.text) for one in (*above, line, *below))


def _names_holder(text: str) -> bool:
    return _HOLDER.search(text) is not None or _BENEFICIARY.search(text) is not None


def _is_asked_for(text: str, mention: Mention) -> bool:
    """Whether a label says that a person named in a text is whom to ask: "Contact: Ann Lee"."""
    return _ASKED_FOR.search(text[max(0, mention.at - _REACH) : mention.at].lower()) is not None
