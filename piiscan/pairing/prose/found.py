"""A person found near the line of a number, and what tells of both."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.model import Person
from piiscan.pairing.prose.letters import greeted, speaks_to_reader
from piiscan.pairing.prose.lines import ACTING, Line, Mention


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
        """Whether the person is only named behind the number of a line, by no label or as who acts: it may be another.

        Whose name is all there is in the line below it is meant: payments have it there.
        """
        below = line.end < self.where.start <= line.end + len("\r\n")
        if below and self.where.text.strip() == self.mention.person.name:
            return False
        meant = self.mention.labelled and ACTING not in self.mention.person.evidence
        return not meant and (self.where.start > line.start or self.where is line)

    def goes_before(self, other: Found, line: Line) -> bool:
        """Whether a heading is meant, and not another who comes later: a field's, or what a letter is about.

        Whom a letter greets is not whom it names at the end, but where it speaks to the reader of the number.
        """
        if greeted(self.where.text) is None:
            return self.mention.labelled or other.where is line
        return other.where is line and speaks_to_reader(line.text)


def written(person: Person, line: Line, around: list[Line]) -> Found:
    """A person whom the header of a text names, as of a line of it."""
    return Found(Mention(0, person, labelled=False, scope=False), line, (), around)
