"""A person found near the line of a number, and what tells of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.prose.fields import acts, serves
from piiscan.pairing.prose.letters import greeted, speaks_to_reader
from piiscan.pairing.prose.lines import ACTING, SERVING, Line, Mention

_SAYS = " \t:=._"
"""What stands between a label and its value."""
_VALUE = later(r"(?:[ \t]*[:=]|\t|  |[ \t]*\.\.)[ \t.]*([^\W\d_]{2}.{2,80})")
_REFERS = frozenset(("same", "self", "see", "above", "as", "none", "n/a", "unknown", "(same)", "ditto", "below"))
"""Words of a value that names nobody new."""


class Found(NamedTuple):
    """A person found near a line: where it is named, what makes it doubtful, and the lines about it."""

    mention: Mention
    where: Line
    reasons: tuple[str, ...]
    around: list[Line]

    def sure_by_label(self) -> Found:
        """The person, with the doubt who is meant where no label names the person."""
        return self if self.mention.labelled else self._replace(reasons=("ambiguous-subject",))

    def comes_later(self, line: Line) -> bool:
        """Whether another may be meant: the person is named behind the number of a line, by no label, or only acts.

        Whose name is all there is in the line below it is meant: payments have it there.
        """
        if ACTING in self.mention.person.evidence and not acts(line.text):
            return True
        if SERVING in self.mention.person.evidence and self.where.start > line.start and not serves(line.text):
            return True
        below = line.end < self.where.start <= line.end + len("\r\n")
        if below and self.where.text.strip() == self.mention.person.name:
            return False
        return not self.mention.labelled and (self.where.start > line.start or self.where is line)

    def only_acts_below(self, line: Line) -> bool:
        """Whether the person acts for others and is named below the line of a number, which speaks of none who do."""
        acting = ACTING in self.mention.person.evidence and self.where.start > line.end
        return acting and not acts(line.text)

    def is_over(self, between: Iterable[Line]) -> bool:
        """Whether a line between the person and a number has the label of the person again, with another behind it.

        That may be a firm, or a name that nothing tells to be one: "NAME  ANN LEE" above, "NAME  HARBOR LIGHT BOOKS".
        """
        if not (self.mention.at and "label:name" in self.mention.person.evidence):
            return False
        label = self.where.text[: self.mention.at].rstrip(_SAYS).lstrip().lower()
        own = self.mention.person.normal.split()
        return bool(label) and any(
            one is not self.where and _says_another(one, label, own) for one in between if one.start > self.where.start
        )

    def goes_before(self, other: Found, line: Line) -> bool:
        """Whether a heading is meant, and not another who comes later: a field's, or what a letter is about.

        Whom a letter greets is not whom it names at the end, but where it speaks to the reader of the number.
        """
        if greeted(self.where.text) is None:
            return self.mention.labelled or other.where is line
        return other.where is line and speaks_to_reader(line.text)


def _says_another(line: Line, label: str, own: Sequence[str]) -> bool:
    """Whether a line begins with a label, and its value names no person, nor refers to the one who has these names."""
    text = line.text.lstrip()
    if text[: len(label)].lower() != label:
        return False
    value = _VALUE.fullmatch(text, len(label))
    if value is None or any(one.person.grade >= Grade.FAIR for one in line.mentions):
        return False
    said = fold(value[1])
    return not any(name in said for name in own) and _REFERS.isdisjoint(value[1].lower().split())


def written(person: Person, line: Line, around: list[Line]) -> Found:
    """A person whom the header of a text names, as of a line of it."""
    return Found(Mention(0, person, labelled=False, scope=False), line, (), around)
