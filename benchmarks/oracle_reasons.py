"""Why our tables differ from those of other projects, difference by difference: what `oracles.py` need not tell again.

Rule: a reason is for one difference, of one range or shape, and names who says otherwise: the specification (SPEC 7
and 8: networks after their own documents and Braintree's list, licences after the NTSI list and the table of an MVR
vendor of 17 December 2024), an issuer, or who else has looked. What has none here is new, and an exit code of 1.
"""

from __future__ import annotations

from typing import NamedTuple


class CardReason(NamedTuple):
    """Of one kind of difference between two names of networks, for prefixes that begin so (any where none is given)."""

    kind: str
    theirs: str
    ours: str
    prefixes: tuple[str, ...]
    why: str


NAME, LABEL, OURS, OURS_LABEL, THEIRS = (
    "another name",
    "ours beside a label only",
    "ours only",
    "ours only, and beside a label",
    "theirs only",
)

CARDS = (
    CardReason(NAME, "maestro", "dankort", ("5019",), "Dankort's own prefix; accepted by both, the name says no more"),
    CardReason(NAME, "visa", "dankort", ("4571",), "Visa/Dankort has both marks; accepted by both"),
    CardReason(NAME, "maestro", "rupay", ("508", "60"), "no RuPay in theirs, whose Maestro takes 50 and 6"),
    CardReason(NAME, "maestro", "unionpay", ("62",), "62 is UnionPay's; theirs lists parts of it"),
    CardReason(
        NAME, "maestro", "verve", ("506", "507"), "506099-506198 and parts of 507865-507964, in gaps of theirs"
    ),
    CardReason(
        NAME, "maestro", "visa", ("493698",),
        "UK Switch, later Maestro, of 16, 18 or 19 digits (braintree/card-validator#98); of 13 it can be a Visa alone",
    ),
    CardReason(NAME, "unionpay", "discover", ("622",), "622126-622925 run on Discover's network, by agreement of both"),
    CardReason(LABEL, "elo", "maestro", ("636368",), "in Maestro's catch-all 56-69, for which SPEC 8 asks a label"),
    CardReason(LABEL, "hiper", "maestro", ("637",), "as Elo's"),
    CardReason(LABEL, "naranja", "maestro", ("589562",), "as Elo's"),
    CardReason(LABEL, "unionpay", "unionpay", ("62",), "of 14 and 15 digits: mostly it has 16 to 19"),
    CardReason(LABEL, "visa", "visa", ("4",), "of 18 digits: Braintree's list alone has them"),
    CardReason(OURS, "-", "diners", ("309",), "in Diners' list (SPEC 8), left out in theirs"),
    CardReason(OURS, "-", "jcb", ("1800", "2131"), "old JCB, of 15 digits (SPEC 8); theirs has 16 to 19"),
    CardReason(THEIRS, "jcb", "-", ("1800", "2131"), "the other half of it: of 16 and more there never were any"),
    CardReason(OURS, "-", "visa", ("4",), "old cards of 13 digits; samples are published still (4222222222222)"),
    CardReason(OURS_LABEL, "-", "humo", ("9860",), "of Uzbekistan; not in their table"),
    CardReason(OURS_LABEL, "-", "uzcard", ("8600",), "of Uzbekistan; not in their table"),
    CardReason(OURS_LABEL, "-", "jcb", ("308", "333", "334"), "samples of gateways lie there (SPEC 8)"),
    CardReason(OURS_LABEL, "-", "maestro", ("504175", "5066", "5067", "509"), "the catch-all 50; theirs has Elo there"),
    CardReason(OURS_LABEL, "-", "rupay", ("81", "82"), "RuPay is not in their table"),
    CardReason(OURS_LABEL, "-", "uatp", ("1",), "air travel; not in their table"),
    CardReason(
        THEIRS, "maestro", "-", ("493698",),
        "Switch had 16, 18 and 19 digits (braintree/card-validator#98); theirs gives it all of Maestro's lengths",
    ),
    CardReason(THEIRS, "unionpay", "-", ("81",), "of 14 and 15 digits: it is issued with 16 to 19"),
)  # fmt: skip

USDL, VALIDATOR = "usdl-regex", "driver-license-validator"

LICENCES = {
    (USDL, "AZ"): "old numbers; NTSI and the table of 2024 have a letter and eight digits, or nine",
    (VALIDATOR, "AZ"): "old numbers, and one of a letter and nine digits that no list of issuers has",
    (USDL, "GU"): "a territory: 17.02 speaks of the states",
    (USDL, "PR"): "a territory: 17.02 speaks of the states",
    (USDL, "IL"): "ID cards, eleven digits and a letter (A. De Smet, highprogrammer.com)",
    (VALIDATOR, "IL"): "ID cards, eleven digits and a letter (A. De Smet, highprogrammer.com)",
    (USDL, "MT"): "three letters and ten digits: by this package alone, not in SPEC 7",
    (USDL, "NE"): "digits alone: by this package alone; three to five behind a letter are in the table of 2024",
    (VALIDATOR, "NE"): "three to five digits behind a letter are in the table of 2024",
    (
        USDL,
        "NH",
    ): "ours asks that the three letters be NHL or NHN, as issued (Concord Monitor, 2017)",
    (USDL, "RI"): "eight digits: by this package alone; SPEC 7 has seven, or V and six",
    (VALIDATOR, "MA"): "SA and seven digits, issued since 13 November 2018: theirs is older",
    (VALIDATOR, "OR"): "a letter and six or seven digits are in the table of 2024",
}
"""By package and state."""

SHAPES = {
    (USDL, "AZ"): "theirs AN AN2 A2N2 AN3 AN4 A2N3 A2N4 AN5 AN6 A2N5 AN7",
    (VALIDATOR, "AZ"): "theirs A2N2 A2N3 A2N4 A2N5 AN9",
    (USDL, "GU"): "only theirs",
    (USDL, "PR"): "only theirs",
    (USDL, "IL"): "ours N11A",
    (VALIDATOR, "IL"): "ours N11A",
    (USDL, "MT"): "theirs A3N10",
    (USDL, "NE"): "theirs N N2 N3 N4 N5 N6 N7; ours AN3 AN4 AN5",
    (VALIDATOR, "NE"): "ours AN3 AN4 AN5",
    (USDL, "NH"): "theirs A3N8",
    (USDL, "RI"): "theirs N8",
    (VALIDATOR, "MA"): "ours A2N7",
    (VALIDATOR, "OR"): "ours AN6 AN7",
}
"""What differs there, in any order: the reason is for this and no more."""


def of_card(kind: str, theirs: str, ours: str, prefix: str) -> str:
    """Why the tables of cards differ at a prefix, "" if nobody has said.

    >>> of_card("another name", "visa", "dankort", "45710000")[:12], of_card("another name", "visa", "amex", "34000000")
    ('Visa/Dankort', '')
    """
    fits = (one for one in CARDS if (one.kind, one.theirs, one.ours) == (kind, theirs, ours))
    return next((one.why for one in fits if prefix.startswith(one.prefixes)), "")


def of_licence(package: str, line: str) -> str:
    """Why a line of `oracles.compare_licences` is so, "" if nobody has said, or it is another one than was looked at.

    >>> of_licence("usdl-regex", "RI: theirs N8")[:12], of_licence("usdl-regex", "RI: theirs N9")
    ('eight digits', '')
    """
    state, _, told = line.partition(": ")
    known = SHAPES.get((package, state), "")
    same = sorted(known.replace(";", " ").split()) == sorted(told.replace(";", " ").split())
    return LICENCES[package, state] if known and same else ""
