"""A candidate as a record: masked, its atoms and codes, and the same in words. `data/schema.json` defines it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from piiscan import matcher, place
from piiscan.detectors.labels import find_labels
from piiscan.explain import codes, words
from piiscan.explain.recorder import Candidate
from piiscan.judge.documents import LABEL
from piiscan.model import Finding, Kind, Location, Person, Shape, Source
from piiscan.pairing import Unit
from piiscan.stream import Record, mask_element, mask_name
from piiscan.titles import told, told_place

CANDIDATES = {
    matcher.SSN_DELIMITED: "ssn_delimited",
    matcher.SSN_BARE: "ssn_bare",
    matcher.SSN_SHORT: "ssn_short",
    matcher.SSN_CLAIM: "ssn_claim",
    matcher.SSN_PIECES: "ssn_pieces",
    matcher.NOT_SSN: "not_ssn",
    matcher.MASKED_SSN: "masked_ssn",
    matcher.CARD: "card",
    matcher.CARD_PIECES: "card_pieces",
    matcher.LICENSE_PIECES: "license_pieces",
    matcher.ACCOUNT_PIECES: "account_pieces",
    matcher.PURSE: "purse",
    matcher.SSN_SAID: "ssn_said",
    matcher.SSN_HASHED: "ssn_hashed",
    matcher.CARD_SAID: "card_said",
    matcher.SSN_MISREAD: "ssn_misread",
    matcher.LICENSE_MISREAD: "license_misread",
    matcher.LICENSE_ALONE: "license_alone",
    matcher.MASKED_CARD: "masked_card",
    matcher.LICENSE: "license",
    matcher.ACCOUNT: "account",
    matcher.IBAN: "iban",
}
"""How the records call what the matcher found."""
_CONFIDENCE = {3: "high", 2: "medium"}
_SIGNS = frozenset(" -.")
_OTHERS = ("other", LABEL)


def mask_text(raw: str, shown: int = 4) -> str:
    """A text that looks like a number without all but its last characters, as it is grouped.

    >>> mask_text("000-12-3456"), mask_text("9999999999999995"), mask_text("1234567"), mask_text("1234")
    ('•••-••-3456', '••••••••••••9995', '•••••67', '••••')
    """
    count = sum(char not in _SIGNS for char in raw)
    shown = min(shown, 4 if count >= 9 else 2 if count > 4 else 0)
    masked = []
    for char in reversed(raw):
        keep = char in _SIGNS or (shown > 0 and char.isdigit())
        shown -= char not in _SIGNS
        masked.append(char if keep else "•")
    return "".join(reversed(masked))


def record_of(source: Source, candidate: Candidate) -> Record:
    """The record of one candidate."""
    finding, unit, element = candidate.finding, candidate.unit, candidate.element
    kind = element.kind if element is not None else matcher.KIND_OF.get(candidate.hit)
    at: Location = told_place((*candidate.at, *candidate.place))
    result = codes.REFUSED
    if finding is not None:
        result = finding.classification.value
    elif unit is not None:
        result = codes.WEAK
    elif candidate.hit:
        result = codes.LOOKALIKE
    reasons = list(candidate.reasons if unit is None else finding.reasons if finding is not None else unit.reasons)
    if unit is None and not reasons:
        reasons = ["undecided"]
    record: Record = {
        "type": "explanation",
        "root": source.root,
        "file": told(source.path),
        "container": place.container(at),
        "location": place.keys(at),
        "result": result,
        "kind": kind.value if kind is not None else None,
        "masked": _masked(candidate, kind),
        "candidate": CANDIDATES.get(candidate.hit),
        "shape": words.shape(candidate.hit, candidate.shape, candidate.raw, in_cell=_in_cell(candidate)),
        "finding": candidate.identity or None,
        "residency": finding.residency.value if finding is not None else None,
        "confidence": _confidence(finding) if finding is not None else None,
        "grades": dict(finding.grades) if finding is not None else None,
        "element": None,
        "person": None if unit is None or unit.person is None else _person(unit.person),
        "pair": None if unit is None else {"grade": unit.pair, "by": words.pair(unit, candidate.text)},
        "reasons": reasons,
    }
    if element is not None:
        record["element"] = {
            "grade": element.grade,
            "evidence": list(element.evidence),
            "test_value": element.test_value,
            "review": element.review,
        }
    record["label"] = _label(candidate)
    record["residency_reasons"] = _residency(finding, unit)
    record["why"] = words.why(record)
    return record


def _in_cell(candidate: Candidate) -> bool:
    """Whether a number is a cell, of a table or of a list in running text that has titles."""
    evidence = candidate.element.evidence if candidate.element is not None else ()
    return candidate.text is Shape.TABLE or any(code.startswith("column:") for code in evidence)


def _label(candidate: Candidate) -> Record | None:
    """The label that the judge's word speaks of, in the words of the lexicon: the nearest of its kind."""
    evidence = candidate.proof.evidence if candidate.proof is not None else ()
    kind = next((code.removeprefix("label:") for code in evidence if code.startswith("label:")), "")
    kinds = {"policy": ("account.review",), "other": _OTHERS}.get(kind, (kind,) if kind in codes.KINDS else _OTHERS)
    kinds = (LABEL,) if "document-title" in evidence else kinds
    before, after = candidate.around
    for side, text, labels in (
        ("before", before, find_labels(before)[::-1] if kind else []),
        ("behind", after, find_labels(after) if kind else []),
    ):
        for label in labels:
            if label.kind in kinds and (label.veto or kinds is not _OTHERS):
                said = " ".join(text[label.start : label.end].lower().split())
                return {"text": said, "side": side, "grade": label.grade}
    return None


def _residency(finding: Finding | None, unit: Unit | None) -> list[str]:
    """Those of the reasons that speak of where the person lives."""
    if unit is None:
        return []
    said = {evidence.reason for evidence in unit.evidence} | words.RESIDENCE_OF_ELEMENTS
    reasons = finding.reasons if finding is not None else [evidence.reason for evidence in unit.evidence]
    return [reason for reason in dict.fromkeys(reasons) if reason in said]


def _masked(candidate: Candidate, kind: Kind | None) -> str:
    if candidate.element is not None:
        return mask_element(candidate.element)
    return mask_text(candidate.raw, 2 if kind is Kind.DRIVERS_LICENSE else 4)


def _person(person: Person) -> Record:
    return {"masked": mask_name(person.normal), "grade": person.grade, "evidence": list(person.evidence)}


def _confidence(finding: Finding) -> str:
    return _CONFIDENCE.get(min(finding.grades.get(atom, 0) for atom in ("element", "name", "pair")), "low")


class Summary(Struct):
    """How many candidates became what, and which rules refused the rest."""

    source: Source
    results: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def add(self, explanation: Record) -> None:
        """Count one explanation; of several rules that refuse a number the first."""
        result = str(explanation["result"])
        self.results[result] += 1
        reasons = explanation["reasons"]
        if result in codes.NO_ELEMENT and isinstance(reasons, list):
            self.refused[reasons[0]] += 1

    def record(self, left_out: int) -> Record:
        """The last record of an explanation."""
        return {
            "type": "explained",
            "root": self.source.root,
            "file": told(self.source.path),
            "results": dict(sorted(self.results.items())),
            "refused_by": dict(self.refused.most_common()),
            "left_out": left_out,
        }


def summary_of(source: Source) -> Summary:
    """A summary of nothing yet."""
    return Summary(source)
