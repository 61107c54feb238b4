"""What stands between a question and its answer in a chat or transcript: who speaks, and when.

Rule: a time beside the speaker is a chat's; without one both lines must begin with a speaker, and the first must ask,
or say what is wanted.
"""

from __future__ import annotations

import re

from piiscan.detectors.labels import find_labels
from piiscan.later import later

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?Z?(?: ?[AaPp]\.?[Mm]\.?)?"
_WHEN = rf"[\[(]?(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}},?[ T](?:at )?)?{_TIME}[\])]?"
_WHO = r"(?:[^\W\d_][^:<>()\[\]\n\d=\"{}]{0,40}|[Ss]peaker \d{1,2})"
_STAMPED = later(  # [10:02] bob: ; 2026-11-09 08:15 (Mom): ; 10:02 <bob> ; [9:15 AM] Ray, Bob, alone on its line
    rf"\n[> \t]*(?:{_WHEN} ?(?:\[[^\[\]\n]{{1,30}}\])?[-|\u2013]? ?"
    rf"(?:<{_WHO}>|\({_WHO}\):|{_WHO}:|{_WHO}(?=\n))|{_WHO} {{1,2}}{_WHEN}:?)"
)
_PLAIN = later(rf"\n[> \t]*({_WHO}): ")
_REQUEST = later(  # what asks without a mark: "Please type your number.", "I'll need your SSN."
    r"\b(?:please|type|enter|provide|tell me|give me|confirm|share|spell|state|verify"
    r"|(?:need|take|get) (?:your|the))\b",
    re.IGNORECASE,
)
_ROLE = later(  # of who speaks, where the beginning of the question is too far to be seen
    r"(?:caller|customer|client|member|patient|agent|rep|user|applicant|employee|guest|visitor|borrower|insured|claimant"
    r"|interviewee|witness|speaker [a-z\d])",
    re.IGNORECASE,
)
_ASKER = later(rf"(?:^|\n)[> \t]*({_WHO}): [^\n]*\Z")


_TURN = rf"[> \t]*(?:{_WHEN} ?(?:\[[^\[\]\n]{{1,30}}\])?[-|\u2013]? ?)?(?:<{_WHO}>|{_WHO}:)[ \t]"
_HOLD = (
    r"(?:hold on|hang on|(?:just |give me )?(?:an?|one)(?: quick)? (?:sec|second|moment|minute|min)|sure(?: thing)?"
    r"|ok(?:ay)?|let me (?:see|check|look|find|get|grab)(?: (?:it|that|my card|my wallet))?|no (?:problem|worries|rush)"
    r"|take your time|wait|u[mh]+|yes|yeah|yep|h?mm+(?:-?hm+)?|go ahead|i'?ll wait|thanks|thank you|(?:i'?m )?ready)"
)
_HELD = later(
    rf"\n(?:{_TURN}{_HOLD}(?:[ ,.!\u2026-]{{1,3}}{_HOLD}){{0,3}}[ ,.!\u2026]{{0,3}}\r?\n)+(?={_TURN}\W*\Z)",
    re.IGNORECASE,
)


def without_holds(before: str) -> str:
    r"""What stands before a number that is an answer, without the turns in which somebody only waits.

    >>> without_holds("Agent: card number?\nCaller: hold on a sec\nAgent: sure\nCaller: ")
    'Agent: card number?\nCaller: '
    >>> without_holds("SSN: none\nOrder: ")
    'SSN: none\nOrder: '
    """
    if before.count("\n") < 2 or not before.rstrip(" \t").endswith((":", ">")):
        return before
    return _HELD.sub("\n", before)


def without_speakers(before: str, end: int) -> str:
    r"""What stands between a label that ends at `end` and the number behind `before`, without who speaks between.

    >>> without_speakers("[10:02] ann: what's your social?\n[10:03] bob: its ", 31)
    '?\n its '
    >>> without_speakers("Agent: your SSN?\nCustomer: ", 15), without_speakers("SSN?\nOrder: ", 3)
    ('?\n', '?\nOrder: ')
    >>> without_speakers("Bot: Please type your SSN.\nVisitor: ", 25), without_speakers("Bot: his SSN.\nVisitor: ", 12)
    ('.\n', '.\nVisitor: ')
    """
    gap = before[end:]
    if "\n" not in gap:
        return gap
    if ":" in gap:
        gap = _STAMPED.sub("\n", gap)
    said = _PLAIN.search(gap)
    if said is None or not ("?" in gap[: said.start()] or _REQUEST.search(before, before.rfind("\n", 0, end) + 1, end)):
        return gap
    if any(label.kind != "name.full" for label in find_labels(said[1])):
        return gap
    asker = _ASKER.search(before, 0, end)
    if asker[1] == said[1] if asker is not None else _ROLE.fullmatch(said[1]) is None:
        return gap
    return gap[: said.start() + 1] + gap[said.end() :]
