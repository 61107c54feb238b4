"""Licences and state ID cards: judged by their label, and by the state that is named beside it (SPEC §7)."""

from __future__ import annotations

import re

from piiscan.detectors import drivers_license, labels, license_shapes, license_states
from piiscan.judge.reasons import Proof, is_test_value, rules
from piiscan.later import later
from piiscan.model import Grade, Kind

_SOFTWARE = later(
    r"\b(?:licensed to|license key|licen[cs]e type|software|seats?|product key|activation|serial|end.user|eula)\b",
    re.IGNORECASE,
)


_PROFESSION = later(  # who signs with these has a licence of a board
    r"\b(?:[RL]\.?N|L\.?P\.?N|M\.?D|D\.?O|D\.?M\.?D|D\.?D\.?S|D\.?V\.?M|P\.?E|C\.?P\.?A|R\.?Ph|N\.?P|P\.?A|A\.?P\.?R\.?N"
    r"|C\.?R\.?N\.?A|LICSW|LCSW|LMHC|LMFT|BCBA|Esq)\b\.?[ ,;:()-]{0,4}(?:(?:MA|Mass|Massachusetts)\.?[ ])?"
    r"(?:Lic|License|Licence)\b[ .:#]{0,3}(?:(?i:number|no|num|nbr)\b[ .:#]{0,3})?$"
)
_OF_TRADE = later(r"(?:RN|LPN|CNA|APRN|LICSW|LCSW|LMHC|CPA|EMT|MLO|DN|DMD)\d{3,}")  # of nurses, dentists
_TRADE = later(  # words beside a licence that only others than drivers have
    r"\b(?:licensee\b|board of (?:registration|licensure|nursing|medicine|pharmacy|cosmetology|accountancy)"
    r"|registered n|practical n|electrician|plumber|pipefitter|gas ?fitter|journeyman|construction supervisor"
    r"|(?:home improvement|general|electrical|plumbing) contractor|architect|cosmetolog|barber|hairdresser"
    r"|a?estheti|realtor|real estate|salesperson|appraiser|pharmac|physician|dentist|dental hyg|hygienist"
    r"|veterinar|social worker|psycholog|mental health c|therapist|optometr|acupunct|massage|chiropract|podiatr"
    r"|embalmer|funeral|director(?:[’']?s)? lic"
    r"|(?:listing|selling|leasing|rental|insurance|buyer(?:[’']?s)?|seller(?:[’']?s)?) agent|broker\b"
    r"|accountant|adjuster|claims? rep(?:resentative|\b)|insurance producer|notary public|auctioneer|constable|hoisting"
    r"|EEC\b|(?:child|day) ?care\b|preschool|nursery school|foster (?:parent|home|family)|care provider|security guard"
    r"|home inspector|rabies|breed|kennel|lobster|shellfish|mooring|liquor|alcohol|applicator|amateur radio"
    r"|(?:fishing|hunting|trapping|sporting|boating|dog|pet|marriage|business|hackney|livery|taxi|limousine|vending"
    r"|vendors?|peddlers?|hawkers?|victuall?er(?:'?s)?|lodging|innholders?|entertainment|amusement|tobacco|lottery"
    r"|gaming|raffle|food|dealer'?s?|pilot|airman|mariner|captain'?s?|teaching|teacher'?s?|educator|nurs(?:e'?s?|ing)"
    r"|pesticide|bartender|tattoo|body art|drone|hoist|fuel|pawnbroker'?s?)[ ]"
    r"(?:\w+[ ])?(?:licen[cs]e|permit|certificate))",
    re.IGNORECASE,
)
_ANY_LICENSE = later(r"(?:licen[cs]e|lic)\b(?!.{0,12}\bid\b)", re.IGNORECASE)
_OTHER_PERMIT = later(r"\b([a-z]{3,})[ ]$", re.IGNORECASE)
_ITS_OWN = frozenset(  # words before a permit that may be one to drive
    (
        *("my", "the", "your", "his", "her", "their", "this", "valid", "temporary", "current", "new", "old", "state"),
        *("mass", "massachusetts", "and", "for", "license", "licence", "lic", "class", "driving", "driver", "drivers"),
        *("learner", "learners", "learning", "instruction", "operator", "operators", "rmv", "dmv", "junior", "vehicle"),
        *("motorcycle", "commercial", "cdl", "has", "holds", "with", "name", "number"),
    )
)
_GAP = later(r"[ _]+")
_OF_A_DRIVER = later(
    r"\b(?:driver|operator|motorist)(?:[’']?s)?[ ]{0,2}(?:#|no\.?|number)?[ ]?\d{1,2}(?:[’']s)?[ ]$", re.IGNORECASE
)


_PLAN = later(  # what may stand right before the card of a member: no state issues that
    r"\b(?:bcbs|bc/bs|blue[ ]?(?:cross|shield)|hmo|ppo|epo|medicaid|masshealth|connector(?:care)?|health"
    r"|(?:health[ ]|insurance[ ])?(?:plan|insurance|insurer|carrier|payer|payor|coverage))\b[ ,.:;/(-]{0,3}(?:of[ ])?$",
    re.IGNORECASE,
)
_IDENTITY = later(r"[a-z]+\W{1,2}id\b(?!\W{0,2}card)", re.IGNORECASE)


_ABROAD = later(
    r"\b(?:foreign|international|canad(?:a|ian)|ontario|qu[eé]bec|british columbia|alberta|manitoba|saskatchewan"
    r"|nova scotia|new brunswick|newfoundland|yukon|(?<!new )mexic(?:o|an)|brazil(?:ian)?|dominican|haitian|uk|u\.k\."
    r"|gb|british|(?<!new )england|scottish|irish|ireland|french|german(?:y)?|italian|spanish|portuguese|polish|russian"
    r"|ukrainian|indian|chinese|japanese|korean|philippine|australian?|eu|european)(?:[’']s)?[ _]{1,2}$",
    re.IGNORECASE,
)


FOREIGN, PERMIT = "foreign-license", "learners-permit"
"""Reasons to review a licence."""
_LOCATOR = 14
_MONTANA = later(r"\b(?:MT|Montana)\b")
_LEARNERS = later(r"learner|instruction(?:al)?[ _-]{0,2}permit|aprendi[zcs]|apranti", re.IGNORECASE)


def doubt_of(called: str, before: str = "") -> str | None:
    """Why a licence is for review, by its label, header or key, and the text before that (SPEC §1).

    One that was issued abroad, or that only lets its holder learn to drive, may be none that the regulation means.

    >>> doubt_of("driver's license", "her Ontario "), doubt_of("Ontario DL"), doubt_of("Learner's Permit No.")
    ('foreign-license', 'foreign-license', 'learners-permit')
    >>> doubt_of("driver's license", "her Ohio "), doubt_of("driver's license", "New Mexico ")
    (None, None)
    """
    if _LEARNERS.search(called):
        return PERMIT
    abroad = _ABROAD.search(before) or any(_ABROAD.search(called, 0, gap.end()) for gap in _GAP.finditer(called))
    return FOREIGN if abroad else None


def issuer_in(title: str) -> str:
    """The state that a header says issued the licences below it, "" where it names none.

    >>> issuer_in("MA Lic #"), issuer_in("DL # (NH)"), issuer_in("DL/ID #")
    ('MA', 'NH', '')
    """
    own = (label for label in labels.find_labels(title) if label.kind == Kind.DRIVERS_LICENSE.value)
    found = (license_states.state_beside(f"{title} ", label.start, label.end) for label in own)
    return next(filter(None, found), "")


def is_of_a_plan(before: str, label: labels.Label) -> bool:
    """Whether a label "MA ID" before a number stands behind the name of an insurer or a health plan: of a member.

    >>> text = "Insurance: BCBS MA ID# "
    >>> is_of_a_plan(text, labels.Label("drivers_license", 16, 22, 3, False))
    True
    >>> is_of_a_plan("Shown: MA ID# ", labels.Label("drivers_license", 7, 13, 3, False))
    False
    """
    return _IDENTITY.match(before, label.start) is not None and _PLAN.search(before, 0, label.start) is not None


def is_of_a_driver(before: str) -> bool:
    """Whether the text before a label "license" speaks of one of several drivers.

    >>> is_of_a_driver("Driver #1 "), is_of_a_driver("Dog #1 ")
    (True, False)
    """
    return _OF_A_DRIVER.search(before) is not None


def is_software(before: str) -> bool:
    r"""Whether the text before a number speaks of the licence of a program.

    >>> is_software("Licensed to: Ann Lee\nLicense no. "), is_software("License no. ")
    (True, False)
    """
    return _SOFTWARE.search(before) is not None


def is_professional(before: str) -> bool:
    """Whether the label of a licence before a number stands behind what somebody may do with it: "Ann Lee, R.N.".

    >>> is_professional("Ann Lee, R.N., License #"), is_professional("Ann Lee, License #")
    (True, False)
    """
    return _PROFESSION.search(before) is not None


def is_of_a_trade(value: str, before: str, after: str, label: labels.Label) -> bool:
    r"""Whether a licence or permit of any kind is called one of a trade, a dog or a boat. Massachusetts has its form.

    >>> said = labels.Label("drivers_license", 0, 11, 2, False)
    >>> is_of_a_trade("RN4439871", "License No. ", "  Type: Registered Nurse", said)
    True
    >>> is_of_a_trade("RN4439871", "License # ", "", said)
    True
    >>> is_of_a_trade("S12345678", "License No. ", "  Registered Nurse", said)
    False
    >>> is_of_a_trade("36783743", "Lobster Permit No. ", "", labels.Label("drivers_license", 8, 17, 1, False))
    True
    >>> is_of_a_trade("36783743", "DOG LICENSE\nLicense No. ", "", labels.Label("drivers_license", 12, 22, 2, False))
    True
    """
    if label.grade > Grade.FAIR or drivers_license.is_massachusetts(value):
        return False
    if _OF_TRADE.fullmatch(value) is not None:
        return True
    said = before[label.start : label.end]
    if said.lower().startswith("permit"):
        other = _OTHER_PERMIT.search(before, 0, label.start)
        return other is not None and other[1].lower() not in _ITS_OWN
    return _ANY_LICENSE.match(said) is not None and (_TRADE.search(before) or _TRADE.search(after)) is not None


def is_trade(text: str) -> bool:
    """Whether words name a trade that has licences of its own.

    >>> is_trade("Journeyman Electrician"), is_trade("Class D")
    (True, False)
    """
    return _TRADE.search(text) is not None


def is_locator(value: str, before: str, label: labels.Label) -> bool:
    """Whether a "DLN" is that of a tax return: the IRS locates documents by fourteen digits, as only Montana licenses.

    >>> is_locator("93493490395982", "DLN ", labels.Label("drivers_license", 0, 3, 2, False))
    True
    """
    said = before[label.start : label.end].lower() == "dln" and _MONTANA.search(before) is None
    return said and value.isdigit() and len(value) == _LOCATOR


def state_beside(near: labels.Label | None, value: str, before: str, after: str, *, behind: bool) -> str | None:
    """The state named directly beside the label of a licence; of a number too short for most also in the next field."""
    if near is None or near.kind != Kind.DRIVERS_LICENSE:
        return None
    text, rest = (after, "") if behind else (before, after)
    named = license_states.state_beside(text, near.start, near.end, number_before=behind, behind=rest)
    if named is None and not behind and not license_shapes.tells(value):
        return license_states.state_of_field(after)
    return named


def prove_license(
    value: str, raw: str, label: int, state: str | None, evidence: list[str], doubt: str | None = None
) -> Proof:
    """Judge a licence by its label and the state that is said to have issued it. `doubt`: see `doubt_of`."""
    if not (license_shapes.tells(value) or license_shapes.may_be(value, state)):
        return Proof(None, "", Grade.NONE, ("invalid",))
    evidence += [f"state:{state}"] if state else []
    evidence += rules(Kind.DRIVERS_LICENSE, value, raw)
    test = is_test_value(Kind.DRIVERS_LICENSE, value)
    return Proof(Kind.DRIVERS_LICENSE, value, license_grade(value, label, state), tuple(evidence), test, doubt)


def license_grade(value: str, label: int, state: str | None) -> int:
    """The grade of a licence by its label and the state named beside it (SPEC §7).

    Digits alone, or a letter and digits, are of some state whatever they are: only a label that no other kind of
    licence has, the state's own shape, or the long numbers with the name in them lift them.

    >>> license_grade("D1234562", 1, "CA"), license_grade("D1234562", 3, "FL"), license_grade("D1234562", 2, None)
    (3, 1, 2)
    """
    if not label:
        return Grade.WEAK
    if state is not None:
        return Grade.STRONG if state in license_shapes.states_of(value) else Grade.WEAK
    if label >= Grade.FAIR:
        return Grade.STRONG if drivers_license.is_massachusetts(value) else Grade.FAIR
    telling = not value.isdigit() and len(value) >= license_shapes.NAMED
    return Grade.FAIR if telling or drivers_license.is_massachusetts(value) else Grade.WEAK
