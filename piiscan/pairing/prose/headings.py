"""The line above a number that names whom all that follows is about: a label, a salutation, the title of a section.

Rule: a title speaks for its own section, and for those below it in rank (SPEC §5, heading scope). A rule between two
documents ends what stands above it, where that has a number of its own. Who only acts in a form ("Supervisor") heads
nothing below it where somebody else is named above.
"""

from __future__ import annotations

from piiscan.matcher.hits import KIND_OF
from piiscan.model import Grade
from piiscan.pairing.prose import fields, letters, papers, sections, starts, turns
from piiscan.pairing.prose.brackets import is_closed
from piiscan.pairing.prose.heads import HEADING, is_of_role
from piiscan.pairing.prose.in_anothers import is_in_anothers, is_of_form
from piiscan.pairing.prose.line_persons import ACTING, SERVING
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.numbers import ONE_EACH, Hit, Numbers
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.owners import shares

REACH = 3000
"""Bytes above a line in which its heading may stand."""
_REMEMBERED = 4096
_LONGEST_LABEL = 40
_FOR_OTHERS = frozenset((ACTING, SERVING))
_MOST_ACTING = 4  # one above the other: three references and a supervisor


class Headings:
    """The headings of one segment, as far as they were looked for."""

    def __init__(self, lines: Lines, numbers: Numbers, openings: Openings) -> None:
        self._lines = lines
        self._numbers = numbers
        self._openings = openings
        # By the start of a line: what speaks for the lines below it, and the rule between.
        self._known: dict[int, tuple[Opening | None, Line | None]] = {}

    def find(self, line: Line, hit: Hit) -> Opening | None:
        """The heading that a number without a person in its own lines belongs to."""
        if self._openings.starts(line):
            return None
        found, ruler = self._above(line)
        if found is not None and is_closed(found.where, self._lines, line):
            found, ruler = self._above(found.where)
        if found is not None and not _FOR_OTHERS.isdisjoint(found.mention.person.evidence):
            found, ruler = self._acted_for(found, line, hit) or (found, ruler)
            if ACTING in found.mention.person.evidence and self._names_another(found.where, line):
                return None
        if found is not None and KIND_OF[hit[0]] not in ONE_EACH:
            found, ruler = self._about(found, ruler)
        if found is None or line.start - found.where.start > REACH or self._is_of_its_own(found, line, hit):
            return None
        if ruler is not None and self._numbers.within(hit[0], found.where.start, ruler.start):
            return None
        if HEADING in found.mention.person.evidence and not self._is_of_section(found.where, line):
            return None
        return None if self._comes_again(found, line) else found

    def _comes_again(self, found: Opening, line: Line) -> bool:
        """Whether the label of a heading stands at the beginning of a line below it, where it names nobody.

        It begins a record of its own: "Name: Ann Lee", an empty line, "Name: (vacant)".
        """
        label, colon, _ = found.where.text.partition(":")
        if not colon or not found.mention.labelled or len(label) > min(_LONGEST_LABEL, found.mention.at):
            return False
        said = self._lines.lower(found.where.end, line.start)
        return b"\n" + f"{label.strip()}:".lower().encode() in said

    def doubt(self, found: Opening, here: turns.Here) -> tuple[str, ...]:
        """Why a number may be of somebody else than its heading: it stands in another paper of a bundle.

        Or the heading is a spouse or beneficiary named with an own number, below the one whose form it is.
        """
        over = self._above(found.where)[0] if shares(found, self._openings) else None
        if over is not None and turns.is_all_told(here, [over, found], self._openings):
            return turns.AMBIGUOUS
        _, ruler = self._above(here.line)
        if ruler is None or found.where.start > ruler.start:
            return ()
        return turns.AMBIGUOUS if papers.are_of_several(self._lines, self._openings, found, here.line) else ()

    def _about(self, found: Opening, ruler: Line | None) -> tuple[Opening, Line | None]:
        """Whom a form is about, above those it names in that one's record: who is paid and pays."""
        over: tuple[Opening | None, Line | None] = found, ruler
        if not is_in_anothers(found, self._openings, self._lines):
            return found, ruler
        for _ in range(_MOST_ACTING):
            where = over[0].where if over[0] is not None else found.where
            over = self._above(where)
            if over[0] is None and (title := self._title_of_part(where)) is not None:
                over = self._above(title)
            if over[0] is None or is_of_form(over[0], self._openings, self._lines):
                break
        return (over[0], over[1]) if over[0] is not None else (found, ruler)

    def _title_of_part(self, line: Line) -> Line | None:
        """The role over the part of a form that a line stands in: "Spouse", below the part of the taxpayer."""
        at = self._lines.before(line)
        while at is not None and line.start - at.start <= REACH:
            if self._openings.starts(at):
                return at if is_of_role(at.text) else None
            at = self._lines.before(at)
        return None

    def _acted_for(self, found: Opening, line: Line, hit: Hit) -> tuple[Opening, Line | None] | None:
        """The person above those who only act or serve, where the form has no number of its kind between the two."""
        over, ruler = self._above(found.where)
        title = sections.over(self._lines, found.where) if over is None else None
        if title is not None and sections.ends_before(self._lines, found.where, line):
            over, ruler = self._above(title)
        for _ in range(_MOST_ACTING):
            if over is None or _FOR_OTHERS.isdisjoint(over.mention.person.evidence):
                break
            over, ruler = self._above(over.where)
        if over is None or not _FOR_OTHERS.isdisjoint(over.mention.person.evidence) or fields.serves(line.text):
            return None
        return None if self._numbers.within(hit[0], over.where.start, found.where.end) else (over, ruler)

    def _names_another(self, where: Line, line: Line) -> bool:
        """Whether a line between a heading and a number names somebody, by whatever."""
        at = self._lines.before(line)
        while at is not None and where.start < at.start and line.start - at.start <= REACH:
            if any(one.person.grade >= Grade.FAIR for one in at.mentions):
                return True
            at = self._lines.before(at)
        return False

    def _above(self, line: Line) -> tuple[Opening | None, Line | None]:
        """The nearest heading above a line, and the nearest rule between them."""
        passed: list[Line] = []
        found: Opening | None = None
        ruler: Line | None = None
        rank = letters.LOWEST + 1  # the highest of the titles passed: one no higher is of another section
        at = self._lines.before(line)
        while at is not None and line.start - at.start <= REACH:
            plain = ruler is None and rank > letters.LOWEST
            if plain and at.start in self._known:
                found, ruler = self._known[at.start]
                break
            ruler = at if ruler is None and papers.parts(self._lines, at) else ruler
            if plain and ruler is None:
                passed.append(at)
            found, rank = self._speaks(at, rank)
            if found is not None or rank == 0 or self._openings.starts(at):
                break
            at = self._lines.before(at)
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update((one.start, (found, ruler)) for one in passed)
        return found, ruler

    def _speaks(self, at: Line, rank: int) -> tuple[Opening | None, int]:
        """What a line opens for what is below titles of this rank, and the highest rank passed with it; 0: no more."""
        found = self._openings.of(at)
        level = letters.level(at.text) if "#" in at.text else 0
        if found is None:
            return None, min(rank, level) if level else rank
        # Another section of the same rank came between.
        return (None, 0) if rank <= letters.level(found.where.text) else (found, rank)

    def _is_of_section(self, title: Line, line: Line) -> bool:
        """Whether a line below a person's name as a title is about this person: near it, a field, or by a pronoun."""
        if letters.is_field(line.text) or letters.has_pronoun(line.text):
            return True
        at, gaps = self._lines.before(line), 0
        while at is not None and at.start > title.start:
            gaps += at.blank
            at = self._lines.before(at)
            if gaps > 1:
                return False
        return True

    def _is_of_its_own(self, found: Opening, line: Line, hit: Hit) -> bool:
        """Whether what opens a scope is an item of a list, with a number of its kind in it, and `line` another item."""
        where = found.where
        item = starts.bullet(where.text)
        return (
            bool(item)
            and item == starts.bullet(line.text)
            and bool(self._numbers.within(hit[0], where.start, where.end))
        )
