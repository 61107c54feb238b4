"""Lines that head what stands below them and name its person among other words.

Rule: a heading of Markdown with a part of its own to the only name in it, which ends it; and a line that is not
indented between some that are, as each record of a list has one.
"""

from __future__ import annotations

from msgspec.structs import replace

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose.lines import Line, Lines, Mention

HEADING = "heading"
"""Of a person who is the title of a section, by what says so."""
_NAME = later(r"[^\W\d_][\w.,'\u2019 -]{2,58}[ #]*")
_PARTED = (":", "-", "\u2013", "\u2014", "|", " for", " of")


def titled_for(line: Line) -> Mention | None:
    """The person whom a heading is about: "# Onboarding: Ann Lee"."""
    named = line.mentions
    if len(named) != 1 or named[0].person.grade < Grade.FAIR or not is_apart(line.text, named[0].at):
        return None
    person = replace(named[0].person, evidence=(HEADING, *named[0].person.evidence))
    return Mention(named[0].at, person, labelled=True, scope=True)


def is_apart(text: str, at: int) -> bool:
    """Whether a name at a place of a heading is a part of its own, which ends it.

    >>> is_apart("# Onboarding: Ann Lee", 14), is_apart("# Call with Ann Lee", 12)
    (True, False)
    """
    return text[:at].rstrip().endswith(_PARTED) and _NAME.fullmatch(text, at) is not None


def over_indented(lines: Lines, line: Line) -> bool:
    """Whether a line names somebody, behind no label, over lines that stand further in, as those above it do."""
    if line.text[:1].isspace():
        return False
    above, below = lines.before(line), lines.after(line)
    if above is None or below is None or above.blank or below.blank:
        return False
    if not (above.text[:2].isspace() and below.text[:2].isspace()):
        return False
    return bool(line.mentions) and not any(mention.labelled for mention in line.mentions)
