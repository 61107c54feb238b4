"""The rules of the SARIF report: a class of finding each, and why something was not read. Texts for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from piiscan.model import Reason
from piiscan.reporters.advice import REMEDY
from piiscan.severity import Severity, step_of
from piiscan.tally import settled

Record = Mapping[str, Any]


class Rule(NamedTuple):
    """A rule. GitHub ranks an alert by its rule alone, so there is one for each severity that a class can have.

    `score` is on the scale of CVSS, as GitHub reads `security-severity`: above 9 critical, from 7 high, from 4 medium.
    """

    id: str
    level: str
    score: float
    precision: str
    short: str
    help: str


class _Class(NamedTuple):
    id: str
    worst: Severity  # that its findings can have
    precision: str
    short: str
    help: str


LEVELS = ("note", "note", "warning", "error", "error")  # by severity
_SCORES = (0.1, 2.0, 5.5, 8.0, 9.5)
_LAW = "201 CMR 17.02 protects the name of a person together with such a number, readable without a key."
_UNREAD = "What it holds is not known. Read it in another way, or say that it is left out (--exclude)."

_CLASSES: tuple[_Class, ...] = (
    _Class(
        "personal-information-resident",
        Severity.CRITICAL,
        "very-high",
        "Personal information of a resident of Massachusetts",
        f"{_LAW} The record shows that the person lives in Massachusetts. {REMEDY}",
    ),
    _Class(
        "personal-information",
        Severity.CRITICAL,
        "high",
        "Personal information, residency not known",
        f"{_LAW} Nothing shows where the person lives. {REMEDY}",
    ),
    _Class(
        "non-resident",
        Severity.HIGH,
        "high",
        "Personal information of a person who lives elsewhere",
        f"Not protected by 201 CMR 17, but perhaps by the law of another state. {REMEDY}",
    ),
    _Class(
        "review",
        Severity.HIGH,
        "medium",
        "To be reviewed: may be personal information",
        f"One of number, person and pair is not sure enough. Look at the place, then decide. {REMEDY}",
    ),
    _Class(
        "element-only",
        Severity.MEDIUM,
        "medium",
        "A number without a person",
        "Not protected alone; it is where a list of names stands beside it. See what else the folder holds.",
    ),
    _Class(
        "protected",
        Severity.INFO,
        "high",
        "Personal information behind a lock that the operator's password opened",
        "Nobody reads it without the key, so 201 CMR 17.02 does not call it unencrypted. Keep the key apart from it.",
    ),
    _Class(
        "no-personal-information",
        Severity.INFO,
        "high",
        "A number that is none of a person, excluded by rule, or settled by a mark",
        "A published test number, a masked one, one of something else, a public record by the operator's own rule, or "
        "a finding about which was decided what to do.",
    ),
)
_HOW = " Its severity is how open the file lies, times how many persons are in it."


def _rules() -> Iterator[Rule]:
    for of in _CLASSES:
        if of.worst is Severity.INFO:
            yield Rule(of.id, LEVELS[0], _SCORES[0], of.precision, of.short, of.help)
            continue
        for grade in range(of.worst, Severity.INFO, -1):
            word = Severity(grade).word
            own = f"{of.short} ({word})"
            yield Rule(f"{of.id}-{word}", LEVELS[grade], _SCORES[grade], of.precision, own, of.help + _HOW)


RULES: tuple[Rule, ...] = tuple(_rules())
_INDEX = {rule.id: index for index, rule in enumerate(RULES)}
_NAMES = frozenset(of.id for of in _CLASSES)


def index_of(finding: Record, severity: Severity) -> int:
    """Which rule a finding is of."""
    return _INDEX[_class_of(finding) if severity is Severity.INFO else f"{_class_of(finding)}-{severity.word}"]


def _class_of(finding: Record) -> str:
    kind = finding["classification"]
    if finding.get("protected"):
        return "protected"
    if step_of([kind]) is None or settled(finding):
        return "no-personal-information"
    if kind == "personal_information":
        return "personal-information-resident" if finding["residency"] == "massachusetts" else "personal-information"
    name = kind.replace("_", "-")
    return name if name in _NAMES else "review"


def driver(version: str) -> dict[str, object]:
    """The tool with its rules."""
    return {
        "name": "piiscan",
        "semanticVersion": version,
        "rules": [_descriptor(rule) for rule in RULES],
        "notifications": list(_notifications()),
    }


def _descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": "Finding" + "".join(word.capitalize() for word in rule.id.split("-")),  # a name must not be the id
        "shortDescription": {"text": rule.short},
        "fullDescription": {"text": f"{rule.short}. {rule.help}"},
        "help": {"text": rule.help, "markdown": rule.help},
        "defaultConfiguration": {"level": rule.level},
        "properties": {
            "precision": rule.precision,
            "security-severity": f"{rule.score:.1f}",
            "tags": ["security", "privacy", "201-cmr-17"],
        },
    }


def _notifications() -> Iterator[dict[str, object]]:
    for reason in Reason:
        yield {
            "id": f"not-read/{reason.value}",
            "shortDescription": {"text": f"Not read, or not to its end: {reason.value}"},
            "fullDescription": {"text": f"Not read, or not to its end: {reason.value}. {_UNREAD}"},
            "help": {"text": _UNREAD, "markdown": _UNREAD},
        }
