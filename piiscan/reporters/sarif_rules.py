"""The rules of the SARIF report: a class of finding each, and why something was not read. Texts for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from piiscan.model import Reason

Record = Mapping[str, Any]


class Rule(NamedTuple):
    """A rule. `severity` is on the scale of CVSS, as GitHub ranks it: above 9 critical, from 7 high, from 4 medium."""

    id: str
    level: str
    severity: float
    precision: str
    short: str
    help: str


_LAW = "201 CMR 17.02 protects the name of a person together with such a number, readable without a key."
_UNREAD = "What it holds is not known. Read it in another way, or say that it is left out (--exclude)."
_REMEDY = "Delete it if nobody needs it, move it where only those who do may read it, or encrypt it."

RULES: tuple[Rule, ...] = (
    Rule(
        "personal-information-resident",
        "error",
        9.5,
        "very-high",
        "Personal information of a resident of Massachusetts",
        f"{_LAW} The record shows that the person lives in Massachusetts. {_REMEDY}",
    ),
    Rule(
        "personal-information",
        "error",
        8.0,
        "high",
        "Personal information, residency not known",
        f"{_LAW} Nothing shows where the person lives. {_REMEDY}",
    ),
    Rule(
        "non-resident",
        "warning",
        6.0,
        "high",
        "Personal information of a person who lives elsewhere",
        f"Not protected by 201 CMR 17, but perhaps by the law of another state. {_REMEDY}",
    ),
    Rule(
        "review",
        "warning",
        5.0,
        "medium",
        "To be reviewed: may be personal information",
        f"One of number, person and pair is not sure enough. Look at the place, then decide. {_REMEDY}",
    ),
    Rule(
        "element-only",
        "note",
        3.0,
        "medium",
        "A number without a person",
        "Not protected alone; it is where a list of names stands beside it. See what else the folder holds.",
    ),
    Rule(
        "protected",
        "note",
        0.5,
        "high",
        "Personal information behind a lock that the operator's password opened",
        "Nobody reads it without the key, so 201 CMR 17.02 does not call it unencrypted. Keep the key apart from it.",
    ),
    Rule(
        "no-personal-information",
        "note",
        0.1,
        "high",
        "A number that is none of a person, or excluded by rule",
        "A published test number, a masked one, one of something else, or a public record by the operator's own rule.",
    ),
)
_INDEX = {rule.id: index for index, rule in enumerate(RULES)}
_NOTHING = {"excluded", "test_value", "masked", "lookalike"}


def index_of(finding: Record) -> int:
    """Which rule a finding is of."""
    kind = finding["classification"]
    if finding.get("protected"):
        return _INDEX["protected"]
    if kind == "personal_information":
        resident = finding["residency"] == "massachusetts"
        return _INDEX["personal-information-resident" if resident else "personal-information"]
    if kind in _NOTHING:
        return _INDEX["no-personal-information"]
    return _INDEX.get(kind.replace("_", "-"), _INDEX["review"])


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
            "security-severity": f"{rule.severity:.1f}",
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
