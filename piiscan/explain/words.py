"""What is said of a candidate, in plain words made of its codes. A code without words is shown as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from piiscan import matcher
from piiscan.explain.codes import NO_ELEMENT, RESULTS, SAID, code
from piiscan.model import Grade, Shape
from piiscan.pairing import Unit

RESIDENCES = {"massachusetts": "Massachusetts", "unknown": "residency unknown", "elsewhere": "elsewhere"}
RESIDENCE_OF_ELEMENTS = {"ma-license", "ssn-area"}
_GRADES = ("none", "weak", "fair", "strong")
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


def of_label(text: str, label: Mapping[str, Any] | None) -> str:
    """A code in words, with the label that it speaks of.

    >>> of_label("label:ssn", {"text": "ssn", "side": "before", "grade": 3})
    'the label "ssn" before it says Social Security number (grade 3)'
    """
    if label is None or not text.startswith("label:"):
        return code(text)
    says = SAID.get(text.removeprefix("label:"), text.removeprefix("label:"))
    return f'the label "{label["text"]}" {label["side"]} it says {says} (grade {label["grade"]})'


def shape(candidate: int, refused: str, raw: str, *, in_cell: bool) -> str:
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
            return "a cell as a whole" if in_cell else "an element of a card's text"
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
