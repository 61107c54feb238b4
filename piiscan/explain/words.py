"""What the codes of rules, labels and reasons mean, in plain words. A code without words is shown as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from piiscan import matcher
from piiscan.model import Grade, Shape
from piiscan.pairing import Unit

REFUSED, LOOKALIKE, WEAK = "refused", "lookalike", "weak"
NO_ELEMENT = (REFUSED, LOOKALIKE)

RESULTS = {
    "personal_information": "personal information",
    "non_resident": "person living elsewhere",
    "review": "to be reviewed",
    "element_only": "number without a person",
    "test_value": "published test number",
    "excluded": "excluded by a public-record rule",
    WEAK: "weak: counted, not listed",
    LOOKALIKE: "no element",
    REFUSED: "not a candidate",
}
RESIDENCES = {"massachusetts": "Massachusetts", "unknown": "residency unknown", "elsewhere": "elsewhere"}
RESIDENCE_OF_ELEMENTS = {"ma-license", "ssn-area"}
KINDS = {
    "ssn": "Social Security number",
    "payment_card": "card number",
    "ssn.concealed": "Social Security number, made unreadable",
    "payment_card.concealed": "card number, made unreadable",
    "drivers_license": "license number",
    "financial_account": "account number",
    "account.review": "policy, loan or gift card number",
    "card.context": "card",
    "medicare": "Medicare number",
    "routing": "routing number",
    "birth": "date of birth",
    "zip": "ZIP code",
    "state": "state",
    "other": "another thing",
    "name.veto": "the name of a thing",
    "policy": "policy, loan or gift card number",
}
OTHER_THINGS = {
    # the types of `detectors.lookalikes`
    "itin": "an ITIN",
    "atin": "an ATIN",
    "ein": "an employer's number (EIN)",
    "ptin": "a tax preparer's number",
    "npi": "a care provider's number (NPI)",
    "dea": "a prescriber's number",
    "imei": "a telephone's or card's own number",
    "isbn": "a book's number",
    "upc": "an article's number",
    "vin": "a vehicle's number",
    "tracking": "a parcel's number",
    "phone": "a telephone number",
    "passport": "a passport number",
    "duns": "a firm's number (D-U-N-S)",
    "cusip": "a security's number",
    "order": "an order or invoice",
    "ticket": "a ticket, case or claim",
    "part": "a part, model or serial number",
    "medical-record": "a medical record number",
    "identifier": "somebody's or something's id",
    "date": "a date or time",
    "place": "a place",
    "law": "a section of a law or a case",
    "count": "a count or amount",
}
_SAID = {**KINDS, **OTHER_THINGS}
_GRADES = ("none", "weak", "fair", "strong")
_CODES = {
    # why the matcher refuses a shape
    "area-000": "no Social Security number has the area 000",
    "area-666": "no Social Security number has the area 666",
    "area-9xx": "no Social Security number begins with 9, and this is no ITIN or ATIN either",
    "group-00": "no Social Security number has the group 00",
    "serial-0000": "no Social Security number has the serial 0000",
    "luhn": "the check digit (Luhn) is wrong",
    "no-network": "no card network issues this prefix in this length",
    "no-label": "no label near it says what it is, and digits alone prove nothing",
    "no-label:length": "cards of this length count only beside a card label when written without groups",
    "no-label:network": "cards of this prefix count only beside a card label",
    "part-of-longer": "it is a part of a longer number",
    "inside-a-word": "letters touch it: it is a part of a word or code",
    "uuid": "it is a part of a UUID or key",
    "decimal": "it is a part of a decimal number or a version",
    "negative": "a sign stands before it: a negative number",
    "telephone": "a plus sign stands before it: a telephone number",
    "row-of-numbers": "it is a stretch of a row of numbers",
    "separators-differ": "its groups are parted by different separators",
    "no-separator": "numbers of its kind are not grouped by this sign",
    "too-long": "no number of ours has so many digits",
    "too-short": "no number of ours has so few digits, save below a header or key that says so",
    "not-a-value": "a label is near, but another key, cell or path stands right before the number",
    "no-such-license": "no state has licenses of this shape",
    "no-rule": "no rule was found that says why",
    # why the judge, or a reader, says that a candidate is something else
    "itin": "it is an ITIN (a taxpayer without a Social Security number), and not a Social Security number",
    "atin": "it is an ATIN (a child under adoption), and not a Social Security number",
    "not-issued": "no such number is issued",
    "iban": "it is a part of an IBAN",
    "aba": "it is the routing number of a bank, which is public",
    **dict.fromkeys(("masked-ssn", "masked-card"), "it is masked: most of its digits are not there"),
    "invalid": "the rules of its kind do not hold for it",
    "card": "it is a card number, and found as one",
    "amount": "a sign of money stands before it",
    "date-or-part": "it is a date, or a part of a code",
    "series": "it is the first or last number of a series",
    "same-number": "it is the same number as the one of the cell it stands in",
    "barcode-text": "it stands in text that is read by its elements, and is none of them",
    "undecided": "reading broke down before it was judged",
    # what an element passed
    "rule:ssn-area": "area, group and serial are in use",
    "check:luhn": "the check digit (Luhn) is right",
    "check:mod-97": "the check digits (mod 97) are right",
    "shape:bare": "written without separators",
    "shape:delimited": "written in groups",
    "shape:grouped": "written in groups",
    "shape:ma-license": "the shape of a license of Massachusetts",
    "shape:digits": "digits alone, as licenses of several states have them",
    "shape:nine-digits": "nine digits, as licenses of many states have them",
    "shape:several": "a shape of licenses of several states",
    "shape:wallet": "the address of a crypto wallet",
    "shape:email": "an e-mail address",
    "shape:handle": "a name at a payment service",
    "shape:account": "the shape of an account number",
    "shape:medicare-claim": "letters of an old Medicare claim number behind it",
    "ssn:above-2011-ceiling": "no such number was issued before June 2011, and the person was born before",
    "restored:leading-zero": "zeros in front, which a program lost, were put back",
    "restored:pieces": "its digits, which a line break or blanks part, were put together",
    "restored:letters": "letters in it were read as the digits they look like",
    "restored:exponent": "written with an exponent by a spreadsheet",
    "restored:precision-lost": "its last digit, which a spreadsheet made 0, was worked out",
    "track": "it stands in magnetic stripe data",
    "clear-value": "it can be read all the same",
    "document-title": "the title of the document above says what its number is",
    "routing-number": "a routing number stands near",
    "bank-statement": "the text round it is that of a statement of a bank or broker",
    "column-values": "the values of the column are of this kind",
    # persons
    "name:listed": "both names are on the lists",
    "name:part-listed": "one of the names is on the lists",
    "name:initial": "an initial and a surname",
    "name:small-letters": "both names are on the lists, in small letters",
    "name:title": "a title stands before it",
    "name:labelled": "where it stands, a name is meant",
    "name:values": "two values beside each other",
    "name:organisation": "it may be the name of an organization",
    "column:name": "the column header says that it is a name",
    "column-values:name": "the values of the column are names",
    "key:name": "the key says that it is a name",
    "label:serving": "a label names one who serves others",
    "label:name": "a label says that it is a name",
    "aamva:name": "the name on the card",
    "row": "named somewhere in the row",
    "window": "the nearest name in the text round it",
    "heading": "the title of the section",
    "speaker": "who says the line of the chat",
    "name:by-place": "behind a word for a person, or before their number",
    "name:only-one": "nobody else can be meant",
    "heading-of-file": "named by the heading of the whole",
    "email": "an e-mail address is named after them",
    "file-name": "named by the name of the file or of a folder round it",
    "track-1": "the name in the magnetic stripe",
    # the class
    "no-person": "nobody is named with it",
    "weak-element": "the number is weak",
    "weak-name": "the name is weak",
    "weak-pair": "name and number are only near each other",
    "ambiguous-subject": "more than one person could be meant",
    "mixed-residency": "addresses in Massachusetts and elsewhere",
    "residency:operator-declared": "the operator said where persons of unknown residency live",
    "published-test-number": "it was published as a sample",
    "precision-lost": "its last digit was worked out",
    "misread-digits": "letters in it may be digits that were read wrongly",
    "reversible-hash": "a hash without a key, which can be undone by trying all numbers",
    "foreign-license": "issued abroad",
    "unlabelled-license": "only its form says that it is a license",
    "learners-permit": "a permit to learn to drive, and no license yet",
    "license:agrees-with-name": "the license has the surname's code in it",
    "license:disagrees-with-name": "the license has the code of another surname in it",
    "sensitive-auth-data": "magnetic stripe data, which may not be kept",
    "aamva-barcode": "the barcode text of a license",
    "aamva-stripe": "the magnetic stripe of a license",
    # residency
    "ssn-area": "an area of Massachusetts until 2011, which decides nothing",
    "ma-license": "a license of Massachusetts",
    "ma-state": "Massachusetts by the state",
    "ma-zip": "Massachusetts by the ZIP code",
    "ma-town": "the name of a town in Massachusetts, which decides nothing",
    "ma-area-code": "a telephone area of Massachusetts, which decides nothing",
    "ma-form": "a form of Massachusetts",
    "other-state": "another state",
    "other-zip": "a ZIP code of another state",
    "foreign-address": "an address abroad",
}
_PREFIXES = {
    "label": "a label near it says {}",
    "called": 'the label before it is "{}"',
    "column": "the column header says {}",
    "key": "the key says {}",
    "network": "prefix and length of {}",
    "country": "the IBAN of {}",
    "shape": "the shape of a license of {}",
    "state": "issued by {}",
    "aamva": "element {} of the card",
    "cell-is-none": "the column holds {}s, and the whole cell is none",
    "excluded": "the public-record rule {} covers it",
    "else": "without the rule it would be: {}",
    "declared": "the operator declares the column or key to be encrypted, by the rule {}",
}
_CARD_NOTES = frozenset({"aamva-barcode", "aamva-stripe"})
_SEPARATORS = {"-": "dashes", " ": "blanks", ".": "full stops"}
_PAIRS = {
    Shape.TABLE: ("nobody in the row", "only near", "named in the same cell", "the same row"),
    Shape.OBJECT: (
        "nobody in the record",
        "only near",
        "an object round it or in it, or its own text",
        "the same object",
    ),
    Shape.PROSE: ("nobody near", "only near", "the same line, its block, or the heading above it", "the same record"),
}


def code(text: str) -> str:
    """A code in words.

    >>> code("luhn"), code("label:other"), code("network:visa")
    ('the check digit (Luhn) is wrong', 'a label near it says another thing', 'prefix and length of visa')
    """
    if text in _CODES:
        return _CODES[text]
    prefix, _, rest = text.partition(":")
    if rest and prefix in _PREFIXES:
        return _PREFIXES[prefix].format(_SAID.get(rest, RESULTS.get(rest, rest)))
    return text


def of_label(text: str, label: Mapping[str, Any] | None) -> str:
    """A code in words, with the label that it speaks of.

    >>> of_label("label:ssn", {"text": "ssn", "side": "before", "grade": 3})
    'the label "ssn" before it says Social Security number (grade 3)'
    """
    if label is None or not text.startswith("label:"):
        return code(text)
    says = _SAID.get(text.removeprefix("label:"), text.removeprefix("label:"))
    return f'the label "{label["text"]}" {label["side"]} it says {says} (grade {label["grade"]})'


def shape(candidate: int, refused: str, raw: str, text: Shape) -> str:
    """How a number is written, in words."""
    if refused:
        return {"3-2-4": "3-2-4 digits", "groups": "groups of digits as cards have them"}.get(refused, refused)
    digits = sum(char.isdigit() for char in raw)
    signs = {char for char in raw if not char.isalnum()}
    apart = f" with {_SEPARATORS.get(next(iter(signs)), 'one separator')}" if len(signs) == 1 else ""
    match candidate:
        case matcher.SSN_DELIMITED | matcher.NOT_SSN if digits == 9 and signs:
            return f"3-2-4 digits{apart}"
        case 0:
            return "a cell as a whole" if text is Shape.TABLE else "an element of a card's text"
        case matcher.MASKED_SSN | matcher.MASKED_CARD:
            return "a masked number"
        case matcher.IBAN:
            return "letters and digits as IBANs have them"
    lettered = any(char.isalpha() for char in raw)
    return f"letters and {digits} digits{apart}" if lettered else f"{digits} digits{apart}"


def pair(unit: Unit, text: Shape) -> str:
    """How name and number stand to each other, in words."""
    if not _CARD_NOTES.isdisjoint(unit.notes):
        return "the same card"
    return _PAIRS[text][unit.pair if unit.person is not None else Grade.NONE]


def grade(value: object) -> str:
    """A grade with its word."""
    return f"grade {value} ({_GRADES[value]})" if isinstance(value, int) else ""


def split(evidence: Iterable[str]) -> tuple[list[str], list[str]]:
    """The evidence of an element: what it passed by itself, and what says so beside it."""
    own, codes = ("rule:", "check:", "network:", "country:", "shape:", "restored:"), list(evidence)
    return [one for one in codes if one.startswith(own)], [one for one in codes if not one.startswith(own)]


def why(record: Mapping[str, Any]) -> list[str]:
    """The sentences of an explanation."""
    if record["result"] in NO_ELEMENT:
        return [of_label(reason, record["label"]) for reason in record["reasons"]]
    element, person = record["element"], record["person"]
    passed, beside = split(element["evidence"])
    said = [f"element: {', '.join(map(code, passed))}" if passed else "element"]
    said.append(f"label: {', '.join(of_label(one, record['label']) for one in beside) or 'none'}")
    said.append(f"person: {', '.join(map(code, person['evidence']))}" if person else "person: nobody is named with it")
    said.append(f"pair: {record['pair']['by']}")
    residence = record["residency_reasons"]
    said.append(f"residency: {', '.join(map(code, residence)) or 'nothing said'}")
    said.append(f"class: {of_class(record)}")
    return said


def of_class(record: Mapping[str, Any]) -> str:
    """Why the class is what it is: the atoms, and what keeps it from another one."""
    grades, residence = record["grades"], set(record["residency_reasons"])
    others = [code(reason) for reason in record["reasons"] if reason not in residence]
    if grades is None:
        grades = {"element": record["element"]["grade"], "name": (record["person"] or {}).get("grade", 0)}
        grades["pair"] = record["pair"]["grade"]
    atoms = [f"{atom} {grades[atom]}" for atom in ("element", "name", "pair")]
    if record["residency"]:
        atoms.append(f"residency {record['residency']}")
    because = ", ".join(atoms)
    return f"{RESULTS[record['result']]} because {because}" + (f"; {'; '.join(others)}" if others else "")
