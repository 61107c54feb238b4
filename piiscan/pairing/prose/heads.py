"""Lines that head what stands below them and name its person among other words.

Rule: a heading of Markdown with a part of its own to the only name in it, which ends it; and a line that is not
indented between some that are, as each record of a list has one. A role alone ("== Spouse ==") heads what is about its
person, who is named below.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from piiscan.detectors.header_words import is_role
from piiscan.detectors.lexicon import fold, split_key
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.words import SUFFIXES
from piiscan.pairing.prose import fields, starts
from piiscan.pairing.prose.lines import Line, Lines, Mention

_ROLE = later(r"[\s=#*_~\[({>|\u2013\u2014-]*([^\W\d_][\w/&.'\u2019 -]{2,40}?)[\s=#*_~\])}:.|\u2013\u2014-]*")
_PART_OF_FORM = later(r"(?: (?:personal|contact))?(?: (?:information|info|details|data|section|profile|record))$")
_COUNTED = later(r"(?:record|person|entry|individual|party|claim|file|form|page|section|client)s? ?#?\d{1,4}")
_RELATION = later(r"\brelation(?:ship)?\b[^:=\n]{0,40}[:=?]?\s*\Z", re.IGNORECASE)  # of whom, and no value yet
_STEP = later(r"\s*(?:step|section|part|party|person) (?:\d{1,2}|[a-z]|[ivx]{1,4})\b", re.IGNORECASE)
_LONGEST, _SHORTEST = 64, 3
_BOX = 8  # characters before the label of a field: a bullet, its number
_CLOSING = frozenset(("}", "},", "};", ")", "),", ");", "]", "],"))
_OPENING = frozenset(("{", "(", "["))
_HEAD_OF_RECORD = 60  # characters before its bracket
_PAIR = later(r"[\w\"'\])][ ]?(?:=|:(?!//))")
_COUNT = later(r"\d+")
_MOST_INDENTED = 12  # lines
_REACH = 1200  # bytes
_MOST_LINES = 40  # of a record in braces
HEADING = "heading"
"""Of a person who is the title of a section, by what says so."""
_ANNOUNCES = later(  # "Here are the details for", "New hire"
    r"(?:\b(?:info(?:rmation)?|details?|data|particulars|paperwork|forms?|numbers?|ssn|following|record|profile)\b"
    r"[^.:;\n]{0,40}? (?:for|of|on|about|regarding)"
    r"|\bnew (?:hire|starter|employee|client|customer|member|patient|tenant))"
    r"[ ,]+(?:(?:our|the|my|a|new|hire|employee|client|customer|member|patient|tenant|applicant)[ ,]+){0,3}"
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr)\.? )?\Z",
    re.IGNORECASE,
)
_NAME = later(r"[^\W\d_][\w.,'\u2019 -]{2,58}[ #]*")
_PARTED = (":", "-", "\u2013", "\u2014", "|", " for", " of")


def announced(line: Line) -> Mention | None:
    """The only person of a line that says whose data follow, and ends with the name and a colon."""
    text = line.text.rstrip(" \t\r*_")
    one = line.mentions[0] if text.endswith(":") and len(line.mentions) == 1 else None
    if one is None or one.person.grade < Grade.FAIR or _ANNOUNCES.search(text, 0, one.at) is None:
        return None
    behind = text[one.at + len(one.person.name) :].strip(" .,:*_")
    if behind and fold(behind) not in SUFFIXES:
        return None
    person = replace(one.person, evidence=(HEADING, *one.person.evidence))
    return one._replace(person=person, labelled=True, scope=True)


def titled_for(line: Line) -> Mention | None:
    """The person whom a heading is about: "# Onboarding: Ann Lee"."""
    named = line.mentions
    if len(named) != 1 or named[0].person.grade < Grade.FAIR or not is_apart(line.text, named[0].at):
        return None
    person = replace(named[0].person, evidence=(HEADING, *named[0].person.evidence))
    return Mention(named[0].at, person, labelled=True, scope=True)


@lru_cache(maxsize=1 << 10)  # of the lines round a number, asked for in turns
def is_of_role(text: str) -> bool:
    """Whether a line is nothing but a role of a person, as over the part of a form that is about them.

    >>> is_of_role("== Spouse =="), is_of_role("CO-APPLICANT INFORMATION"), is_of_role("Record 2"), is_of_role("SSN")
    (True, True, True, False)
    """
    found = _ROLE.fullmatch(text) if len(text) < _LONGEST else None
    if found is None:
        return False
    said = _PART_OF_FORM.sub("", split_key(found[1]))
    if _COUNTED.fullmatch(said) is not None:
        return True
    return len(said) > _SHORTEST and is_role(" ".join(word for word in said.split() if not word.isdigit()))


def is_section(lines: Lines, line: Line, below: str) -> bool:
    """Whether a line is the name of a section, and no part of an item of a list in TOML: [[tenant]], [tenant.bank]."""
    if not starts.is_section(line.text, below):
        return False
    table = starts.table_in(line.text)
    at = lines.before(line) if table else None
    named = others = False  # whether somebody is named in the lines passed, and in another part
    for _ in range(_MOST_LINES):
        if at is None:
            break
        if starts.is_table(at.text, table):
            return others
        named = named or bool(at.mentions)
        if at.text.lstrip()[:1] == "[":
            if starts.table_in(at.text) != table:
                break
            named, others = False, others or named
        at = lines.before(at)
    return True


def is_apart(text: str, at: int) -> bool:
    """Whether a name at a place of a heading is a part of its own, which ends it.

    >>> is_apart("# Onboarding: Ann Lee", 14), is_apart("# Call with Ann Lee", 12)
    (True, False)
    """
    return text[:at].rstrip().endswith(_PARTED) and _NAME.fullmatch(text, at) is not None


def over_form(lines: Lines, line: Line) -> bool:
    """Whether a line is of a role, and what comes next, a blank line between or none, begins with a label."""
    if not is_of_role(line.text):
        return False
    above = lines.before(line)
    if above is not None and _RELATION.search(above.text) is not None:
        return False  # it is the value: "Relationship to applicant", and below it "Spouse"
    below = lines.after(line)
    below = lines.after(below) if below is not None and below.blank else below
    labels = fields.labels_of(below.text) if below is not None else []
    return bool(labels) and labels[0].start < _BOX


def is_between(lines: Lines, line: Line, other: Line) -> bool:
    """Whether the title of a part of a form stands between two lines: "Step 2", "== Spouse =="."""
    at = lines.after(line)
    while at is not None and at.start < other.start:
        if len(at.text) < _LONGEST and (_STEP.match(at.text) is not None or is_of_role(at.text)):
            return True
        at = lines.after(at)
    return False


def begins_again(lines: Lines, line: Line) -> bool:
    """Whether a line opens braces or brackets as the one did whose own are closed right above: the next of its records.

    Also where each of two lines has its own in it: "Person { Name = Ann Lee, Ssn = 1 }".
    """
    over = lines.before(line)
    if over is None:
        return False
    if over.text.strip() not in _CLOSING:
        return _is_record(line.text) and _is_record(over.text)
    depth = starts.indent(line.text)
    at = lines.before(over) if depth == starts.indent(over.text) else None
    for _ in range(_MOST_LINES):
        if at is None:
            return False
        if (
            starts.indent(at.text) == depth
            and not at.blank
            and (at.text.strip() not in _OPENING or line.text.strip() in _OPENING)
        ):
            return _COUNT.sub("", at.text.strip()) == _COUNT.sub("", line.text.strip())
        at = lines.before(at)
    return False


def _is_record(text: str) -> bool:
    """Whether a line ends with a bracket, and has two keys at least behind the one it opens with."""
    said = text.rstrip(" \t\r,;")
    if said[-1:] not in _CLOSING:
        return False
    opens = min((at for one in _OPENING if (at := said.find(one, 0, _HEAD_OF_RECORD)) >= 0), default=-1)
    if opens < 0:
        return False
    first = _PAIR.search(said, opens)
    return first is not None and _PAIR.search(said, first.end()) is not None


def is_block(lines: Lines, line: Line) -> bool:
    """Whether a key of YAML holds a record, as the one before it at its depth does."""
    below, inner = lines.after(line), ""
    if below is None or not starts.is_inside(line.text, below.text):
        return False
    at = lines.before(line)
    while at is not None and line.start - at.start < _REACH and (at.blank or starts.is_inside(line.text, at.text)):
        inner = inner if at.blank else at.text
        at = lines.before(at)
    return at is not None and inner != "" and starts.are_alike(at.text, inner, line.text, below.text)


def over_indented(lines: Lines, line: Line) -> bool:
    """Whether a line names somebody, behind no label, over lines that stand further in, as those above it do.

    Or is written as the one over those above it, which does: a name may be one that nothing tells.
    """
    if line.text[:1].isspace():
        return False
    above, below = lines.before(line), lines.after(line)
    if above is None or below is None or above.blank or below.blank:
        return False
    if not (above.text[:2].isspace() and below.text[:2].isspace()):
        return False
    if line.mentions:
        return not any(mention.labelled for mention in line.mentions)
    at: Line | None = above
    for _ in range(_MOST_INDENTED):
        if at is None or at.blank or not at.text[:1].isspace():
            break
        at = lines.before(at)
    named = at is not None and bool(at.mentions) and not any(mention.labelled for mention in at.mentions)
    return named and at is not None and _written(at.text) == _written(line.text)


def _written(text: str) -> tuple[str, bool]:
    """How a line begins, and whether it has a comma: as the heads of all records of a list do."""
    first = text.partition(" ")[0]
    return _COUNT.sub("0", first) if first[:1].isdigit() else first[:1].isupper() * "A", "," in text
