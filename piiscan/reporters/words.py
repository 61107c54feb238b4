"""What every report says alike of a record: what it is, where it is. Safe text, and masked values only.

Rule: no string of a record leaves here unescaped, so that a reporter has only its own format's quoting to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from piiscan.reporters.terminal import escape

Record = Mapping[str, Any]

CLASSES: Mapping[str, str] = {  # worst first
    "personal_information": "personal information",
    "review": "to be reviewed",
    "element_only": "number without a person",
    "non_resident": "person living elsewhere",
    "excluded": "excluded as a public record",
    "test_value": "published test number",
    "masked": "masked number",
    "lookalike": "something else, no element",
}
NUMBERS: Mapping[str, str] = {  # in the words of 17.02
    "ssn": "Social Security number",
    "drivers_license": "driver's license or state ID number",
    "financial_account": "bank or other account number",
    "payment_card": "credit or debit card number",
}
RESIDENCIES: Mapping[str, str] = {
    "massachusetts": "Massachusetts",
    "unknown": "residency unknown",
    "elsewhere": "elsewhere",
}
OF_MARKS: Mapping[str, str] = {"known": "in the baseline", "allowed": "allowed by its own line"}  # decided by nobody
PROTECTED = "behind a lock that your password opened"
DECLARED = "declared to be encrypted"


def unread(record: Record) -> bool:
    """Whether it is an outcome that every report lists: of something not read, or not to its end."""
    return bool(record["type"] == "outcome" and record["status"] != "scanned")


def file_name(record: Record) -> str:
    """The file below its root."""
    return escape(record["file"])


def container(record: Record) -> str:
    """The members and decoded layers between the file and the place."""
    return " › ".join(map(escape, record["container"]))


def whole_name(record: Record) -> str:
    """The file and what in it: "mail/a.zip › list.csv"."""
    inside = container(record)
    return file_name(record) + (f" › {inside}" if inside else "")


def place(finding: Record) -> str:
    """The place in the innermost container, for people."""
    return escape(finding["location"]["text"])


def what(finding: Record) -> str:
    """The class of a finding, with the residency of its person."""
    words = CLASSES.get(finding["classification"], kind(finding["classification"]))
    if finding["person"] is not None and finding["classification"] != "non_resident":
        words += f", {RESIDENCIES.get(finding['residency'], finding['residency'])}"
    words = f"{words}, {PROTECTED}" if finding.get("protected") else words
    return f"{words}, {kind_of_mark(finding)}" if finding.get("mark") else words


def kind_of_mark(finding: Record) -> str:
    """What was decided about a finding, in a few words; "" for nothing."""
    found = finding.get("mark")
    if not found:
        return ""
    said = OF_MARKS.get(found["as"]) or f"marked {escape(found['as'])}"
    return f"{said} (expired)" if found.get("expired") else said


def mark(finding: Record) -> str:
    """What was decided about a finding, by whom, when, why and until when; "" for nothing."""
    found = finding.get("mark") or {}
    said = [("by", "by"), ("at", "on"), ("expires", "until")]
    parts = [f"{word} {found[key]}" for key, word in said if found.get(key)]
    parts += [f"when its file was {found['was']}"] if found.get("was") else []
    words = " ".join([kind_of_mark(finding), *parts])
    return escape(f"{words}: {found['reason']}" if found.get("reason") else words)


def who(finding: Record) -> str:
    """The person, masked; "" where there is none."""
    return escape(finding["person"]["masked"]) if finding["person"] is not None else ""


def numbers(finding: Record) -> str:
    """The numbers, masked, each with its kind."""
    return ", ".join(f"{kind(element['kind'])} {escape(element['masked'])}" for element in finding["elements"])


def kinds(finding: Record) -> list[str]:
    """The kinds of its numbers, each once."""
    return list(dict.fromkeys(element["kind"] for element in finding["elements"]))


def evidence(finding: Record) -> list[str]:
    """The codes of what speaks for it, each once."""
    return [escape(code) for code in dict.fromkeys(_evidence(finding))]


def _evidence(finding: Record) -> Iterator[str]:
    for element in finding["elements"]:
        yield from element["evidence"]
    if finding["person"] is not None:
        yield from finding["person"]["evidence"]
    yield from finding["reasons"]


def duties(finding: Record) -> list[str]:
    """The duties it touches, each with the fact seen."""
    return [escape(f"{duty['clause']}: {duty['fact']}") for duty in finding.get("duties", ())]


def history(finding: Record) -> str:
    """In which commits of a git repository it is, where else, and whether it still is; "" for what is in none."""
    told = finding.get("history")
    if not told:
        return ""
    count, first, last = told["commits"], told["first"], told["last"]
    if not first or not last:
        return "in no commit: only staged, or left over from what was undone"
    ends = [f"{one['commit'][:12]} of {(one['time'] or 'no date')[:10]}" for one in (first, last)]
    parts = [f"in 1 commit, {ends[0]}" if count == 1 else f"in {count:,} commits, {ends[0]} to {ends[1]}"]
    if others := told["paths"][1:]:
        parts.append(f"also {_some(others, told['more_paths'])}")
    if told["refs"]:
        parts.append(f"now in {_some(told['refs'], told['more_refs'])}")
    else:
        parts.append("no longer in a branch" if told["reachable"] else "left over: no branch or tag leads to it")
    return escape("; ".join(parts))


def _some(names: list[str], more: int) -> str:
    plain = [name.removeprefix("refs/").removeprefix("heads/") for name in names]
    return ", ".join(plain) + (f" and {more:,} more" if more else "")


def lock(record: Record) -> str:
    """The lock something stood or stands behind; "" for none."""
    found = record.get("encryption")
    if found is None:
        return ""
    parts = [found["verdict"], found["algorithm"] or "", f"{found['bits']} bits" if found["bits"] else ""]
    if found.get("opened"):
        parts.append("opened with the operator's password")
    if found.get("key_beside"):
        parts.append(f"key beside it? {found['key_beside']}")
    return escape(", ".join(filter(None, parts)))


def why_unread(outcome: Record) -> str:
    """Why something was not read, or not to its end."""
    why = str(outcome["reason"] or "not read")
    if outcome["status"] == "partial":
        why += ", read in part"
    return f"{why}: {escape(outcome['detail'])}" if outcome["detail"] else why


def kind(name: str) -> str:
    """A kind or class in words."""
    return name.replace("_", " ")


def number(name: str) -> str:
    """A kind of number in the words of the law."""
    return NUMBERS.get(name) or kind(name)
