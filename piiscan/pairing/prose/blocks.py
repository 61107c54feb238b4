"""The lines a number's line belongs with: the block between blank lines, and the heading above it (SPEC §5).

Everything looked at lies within a fixed distance of the number, so that how a text is cut into segments changes
nothing. What is found for a line is kept, so that a thousand numbers under one heading cost one search.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile

from piiscan.model import Grade
from piiscan.pairing.prose import first_names, heads, letters, others, owned, owners, readers, starts, turns
from piiscan.pairing.prose.defined import Defined, is_of_party
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.headings import Headings
from piiscan.pairing.prose.in_anothers import is_relatives, pays, who_pays
from piiscan.pairing.prose.line_persons import ACTING, PAYEE
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.numbers import Hit, Numbers, hits_of
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.senders import signs_last
from piiscan.pairing.prose.tellers import teller
from piiscan.pairing.residence.around import places_above
from piiscan.pairing.unit import person_of

__all__ = ["Blocks", "Found", "Hit", "Numbers", "hits_of"]

_BLOCK_LINES = 10  # either way
_BLOCK_BYTES, _BELOW_BYTES = 1500, 600
_PARAGRAPH_LINES = 12  # a block longer than this without labels is a list, whose lines do not pair across
_MOST_BETWEEN, _MOST_BELOW = 80, 30  # lines, blank ones too, between a heading and a number and below that tell more
_REMEMBERED = 4096
_BRACED = 9  # characters between a bracket and a number


class Blocks:
    """What stands round the lines of one segment."""

    def __init__(self, lines: Lines, numbers: Numbers, data: bytes | bytearray) -> None:
        self._defined = Defined(lines, data)
        self.lines = lines
        self._numbers = numbers
        self._openings = Openings(lines)
        self._headings = Headings(lines, numbers, self._openings)
        self._numbered: defaultdict[int, dict[Line, int]] = defaultdict(dict)  # by kind
        self._last: tuple[Line, tuple[list[Line], list[Line], bool]] | None = None

    def block(self, line: Line) -> tuple[list[Line], list[Line], bool]:
        """The lines above and below up to a blank one or another record, ten at most; and whether these are all."""
        if self._last is None or self._last[0] is not line:  # many numbers may stand in one line
            self._last = line, self._block(line)
        return self._last[1]

    def _block(self, line: Line) -> tuple[list[Line], list[Line], bool]:
        lines, starts_at, depth = self.lines, self._openings.starts, line.depth
        above: list[Line] = []
        at = lines.before(line)
        begins = starts_at(line)
        while not begins and at is not None and not at.blank and len(above) < _BLOCK_LINES:
            if at.depth != depth or line.start - at.start >= _BLOCK_BYTES:
                break
            above.append(at)
            begins = starts_at(at)
            at = lines.before(at)
        whole = begins or at is None or at.blank
        below: list[Line] = []
        at = lines.after(line)
        ends = at is not None and starts_at(at)
        while not ends and at is not None and not at.blank and len(below) < _BLOCK_LINES:
            if at.depth != depth or at.start - line.end >= _BLOCK_BYTES:
                break
            below.append(at)
            at = lines.after(at)
            ends = at is not None and starts_at(at)
        return above[::-1], below, whole and (ends or at is None or at.blank)

    def own(self, line: Line, hit: Hit) -> list[Line]:
        """The lines of a block that may tell more of the one person that `line` names: up to the next record.

        A line that names somebody, or holds a number of the same kind, is a record of its own; what stands
        between two records belongs to the first.
        """
        if self.lines.crowd(line, _BLOCK_BYTES, _BLOCK_LINES) >= _PARAGRAPH_LINES:
            return []
        above, below, _ = self.block(line)
        if len(above) + len(below) >= _PARAGRAPH_LINES:
            return []

        def is_record(one: Line) -> bool:
            return bool(one.mentions or self.has_number(one, hit[0]) or starts.are_events(line.text, one.text))

        found = [] if any(is_record(one) for one in above) else [*above]  # the block is kept for the next number
        return [*found, *takewhile(lambda one: not is_record(one), below)]

    def has_number(self, line: Line, kind: int) -> int:
        """Whether a number of a kind is in a line, and how many are."""
        numbered = self._numbered[kind]
        known = numbered.get(line)
        if known is None:
            if len(numbered) > _REMEMBERED:
                numbered.clear()
            known = numbered[line] = len(self._numbers.within(kind, line.start, line.end))
        return known

    def letter(self, line: Line) -> list[Line]:
        """The lines of a letter that tell of the person whom `line` says it is about."""
        return self._below(line) if self._openings.is_about(line) else []

    def reader(self, line: Line, at: int) -> Found | None:
        """Whom the letter of a line greets, where the line says of the number at a place that it is theirs."""
        found = readers.reader(self._openings, self.lines, line, at)
        return found and Found(*found[0], found[1], [*self._between(found[0][1], line), *self._below(line)])

    def owned(self, line: Line, at: int, hit: Hit) -> Found | None:
        """The person whose number the label before a place of a line says it is: "Parent 1 SSN", "Tenant's SSN"."""
        defined = self._defined.of(line, at)
        if defined is not None:
            return Found(*defined, (), [line, defined.where])
        named = owned.owned(self.lines, self._openings, line, at, self._numbers, hit)
        if named is not None:
            return Found(named[0].mention, named[0].where, (), named[1])
        meant = self._defined.in_role(line, at, owners.group_of(line.text, at))
        if meant is None or not owners.is_only_elsewhere(meant, self._openings, line, self.block(line)[:2]):
            return None
        return Found(*meant, (), [line, meant.where, *self._below(meant.where)])

    def in_field(self, line: Line, at: int, *, braced: bool) -> Found | None:
        """The person of a field whose label the number's own names, in brackets or not; its block names nobody."""
        found = self._defined.in_field(line, at) if (")" in line.text[max(0, at - _BRACED) : at]) is braced else None
        named = found and [one for part in self.block(line)[:2] for one in part if one.mentions]
        return Found(*found[0], found[1], [line, found[0].where]) if found and not named else None

    def is_anothers(self, line: Line, hit: Hit, at: int, found: Found) -> bool:
        """Whether a label says that a number is of somebody beside the person found."""
        tells = is_of_party(line, at, found.where.text) and teller(found.where, len(found.where.text)) == found.mention
        led = owners.is_led_by_another(line, found.where) or owners.begins_with_another(line, at, found.mention)
        if tells or led or owners.is_of_employer(line.text, at) or is_relatives(found, line, hit, self.lines):
            return True
        group, (above, below, _) = owners.group_of(line.text, at), self.block(line)
        block, who = [*above, line, *below], Opening(found.mention, found.where)
        if not group:
            return owners.is_under_another_side(who, above, self._openings)
        other = owners.is_of_another_role(who, group, self._openings, (*above, found.where))
        named = [pair for one in block for pair in self._openings.named(one)]
        if owners.is_of_the_dead(group):
            return not owners.has_died(who) and all(owners.lives(pair, self._openings) for pair in named)
        alone = len({pair.mention.person.normal for pair in named}) == 1
        several = len(self._numbers.within(hit[0], block[0].start, block[-1].end)) > 1
        if owners.is_sharing(group):
            return other or (alone and several)
        one = alone and not (several and group[-1].isdigit())  # "Borrower 1 SSN … Borrower 2 SSN"
        return other and not (one and owners.may_be_one(who, group, self._openings))

    def person(self, line: Line, hit: Hit) -> Found | None:
        """The person of the form or paragraph that a number stands in."""
        above, below, whole = self.block(line)
        block = [*above, line, *below]
        # A line that holds a number of this kind is a record of its own.
        free = [one for one in block if one is line or not self.has_number(one, hit[0])]
        named: list[Opening] = []
        for one in free:
            signs = one.start > line.start and one.mentions and self._openings.signs(one)
            if (pairs := self._openings.named(one)) and not signs and not others.are_aliases(one.text):
                named += pairs
        named = turns.unless_told(self._here(line, hit), named)
        drawn = [pair for pair in named if PAYEE not in pair.mention.person.evidence]
        named = drawn or [pair for pair in named if pair.mention.labelled]  # whom a check pays is none of its heading
        named = turns.off_rows(named, self.lines, line)
        labelled = [pair for pair in named if pair.mention.labelled]
        if (own := owners.has_own(named, line, hit, self._numbers)) is not None:
            return self._labelled([own], line, hit, block, whole=whole).sure_by_label()
        meant = {id(one) for one in owners.subjects([pair.mention for pair in labelled], line)}
        labelled = [pair for pair in labelled if id(pair.mention) in meant]
        labelled = who_pays(labelled, named, line, hit, self._openings, self.lines)
        labelled, named = owners.unless_acting(labelled, named, line, self.lines.characters(line, hit[1]))
        if labelled:
            return self._labelled(labelled, line, hit, block, whole=whole)
        if not named or len(block) > _PARAGRAPH_LINES:
            return None
        persons = {mention.person.normal for mention, _ in named}
        each = whole and len(persons) == len(named)
        by_place = turns.by_place(self._here(line, hit), named, block, self._openings) if each else None
        if by_place is not None:
            return Found(*by_place, (), turns.part_of(by_place, named, block))
        before = [pair for pair in named if pair.where.start <= line.start]  # who is named below comes later
        mention, where = before[-1] if before else named[0]
        sure = len({one.person.normal for one, _ in before or named}) == 1 and not others.is_actor(where.text, mention)
        return Found(mention, where, () if sure else ("ambiguous-subject",), block)

    def _labelled(self, labelled: list[Opening], line: Line, hit: Hit, block: list[Line], *, whole: bool) -> Found:
        """The person of a form: by place where it has as many names as numbers, else the last one named above."""
        apart = whole and turns.are_apart(self._here(line, hit), labelled, block)
        by_place = turns.by_place(self._here(line, hit), labelled, block, self._openings) if apart else None
        above = [pair for pair in labelled if pair.where.start <= line.start]
        if not above and by_place is None and not owners.holds_card(labelled[0], hit[0]):
            about = [pair for one in block if one.start < line.start for pair in self._openings.named(one)]
            scope = [pair for pair in about if pair.mention.scope and ACTING not in pair.mention.person.evidence]
            above = scope or turns.born(about)  # "Re: Ann Lee"
        mention, where = by_place or (turns.by_column(self._here(line, hit), above) if above else labelled[0])
        first = min(where.start, line.start)
        following = [one.start for _, one in labelled if one.start > max(where.start, line.start)]
        last = following[0] if following else block[-1].start + 1
        around = [one for one in block if first <= one.start < last and not self._is_record(one, where, line, hit)]
        if len(labelled) == 1:
            around = block if not above else [*places_above(block, where), *around]
        if where.start < block[0].start:
            around = [*around, *self._between(where, block[0])]
        doubt = () if by_place else turns.doubt(self._here(line, hit), mention, above, self._openings)
        return Found(mention, where, doubt, around if following else [*around, *self._below(line)])

    def _is_record(self, one: Line, where: Line, line: Line, hit: Hit) -> bool:
        """Whether a line is of somebody else than a number's person: it has a name and such a number of its own."""
        return one is not where and one is not line and bool(one.mentions) and self.has_number(one, hit[0]) > 0

    def _here(self, line: Line, hit: Hit) -> turns.Here:
        return turns.Here(self.lines, self._numbers, line, hit)

    def heading(self, line: Line, hit: Hit) -> Found | None:
        """The nearest line above that names a person behind a label or a salutation."""
        if (found := self._headings.find(line, hit)) is None:
            return None
        here, named = self._here(line, hit), found.where.mentions
        each = len(named) > 1 and len(here.beside()) == len(named)  # "Dear Ann Lee and Bob Ray", with two numbers
        beside = [Opening(one, found.where) for one in named if one.labelled or each]
        mention = turns.by_column(here, beside).mention if len(beside) > 1 else found.mention
        doubt = turns.doubt(here, mention, beside, self._openings) or self._headings.doubt(found, here)
        return Found(mention, found.where, doubt, [*self._between(found.where, line), *self._below(line)])

    def find(self, line: Line, hit: Hit) -> Found | None:
        """The person of a number whose line names none; nobody where the form leaves the name out."""
        over_value = turns.is_under_label(self.lines, line)
        if over_value and self._openings.unfilled(line):
            return None
        called = letters.titled(line.text)
        found = self._called(line, called) if called else self._below_title(line, hit)
        found = found or self._with_address(self.person(line, hit), hit)
        apart = found is None or found.comes_later(line) or heads.is_between(self.lines, line, found.where)
        if apart or found is None or pays(found, hit, self._openings, self.lines):
            above = self.heading(line, hit)
            found = above if found is None or (above is not None and above.goes_before(found, line)) else found
        found = None if found is not None and found.only_acts_below(line) else found
        if found and called and not letters.is_called(found.mention.person, called):
            return None
        if found and found.where is not line and self.has_number(found.where, hit[0]):
            found = None if starts.are_records(found.where.text, line.text) else found
        return found or (self._below_label(line, hit) if over_value else turns.right_below_name(self._here(line, hit)))

    def _with_address(self, found: Found | None, hit: Hit) -> Found | None:
        """A person of a form, with what the letter round it says of where the same one lives."""
        if found is None or any(one.residence for one in found.around):
            return found
        above = self.heading(found.where, hit)
        same = above is not None and above.mention.person.normal == found.mention.person.normal
        return found._replace(around=[*found.around, *above.around]) if same and above else found

    def _called(self, line: Line, surnames: frozenset[str]) -> Found | None:
        """The person whom a line calls by title and surname, named in full in one above it, or else below."""
        named = first_names.titled(self.lines, line, surnames, self._openings.starts)
        return named and Found(*named, (), [line, named[1]])

    def signature(self, line: Line) -> Found | None:
        """Who signs the letter that a line is in: the name below its closing, for whom it calls "me"."""
        at = self.lines.after(line)
        closed = False
        for _ in range(_MOST_BELOW):
            if at is None or self._openings.starts(at):
                break
            if not at.blank and (closed or at.mentions):
                name = letters.alone(at.text)
                if name is not None and (closed or (name.grade >= Grade.FAIR and signs_last(self.lines, at))):
                    person = person_of(name, at.text.strip(), "letter:signature")
                    around = [line, at, *self._below(at)]
                    return Found(Mention(0, person, labelled=False, scope=False), at, (), around)
                if closed:
                    return None
            over = None if closed or at.mentions or not signs_last(self.lines, at) else self._openings.of(at)
            if over is not None and "letter:address" in over.mention.person.evidence:
                return Found(*over, (), [line, at, *self._below(at)])
            closed = closed or letters.is_closing(at.text)
            at = self.lines.after(at)
        return None

    def _below_title(self, line: Line, hit: Hit) -> Found | None:
        """The person named right below a line that has the title of the name, without it, and a number."""
        named = turns.below_title(self._here(line, hit), self._openings)
        return named and Found(*named, (), [line, named.where, *self._below(named.where)])

    def _below_label(self, line: Line, hit: Hit) -> Found | None:
        """The person named further down in a form whose labels stand above their values, the number's too."""
        found = self._openings.below(line)
        acts = found is not None and ACTING in found.mention.person.evidence
        if found is None or acts or self._numbers.within(hit[0], line.end, found.where.end):
            return None
        return Found(*found, (), [line, *self._below(line), *self._below(found.where)])

    def _between(self, heading: Line, line: Line) -> list[Line]:
        """A line, its heading, and those between."""
        found = [line, heading]
        at = self.lines.before(line)
        while at is not None and at.start > heading.start and len(found) < _MOST_BETWEEN:
            found.append(at)
            at = self.lines.before(at)
        return found

    def _below(self, line: Line) -> list[Line]:
        """The lines below that are still about the person of a heading or form: up to the next one, ten at most."""
        found: list[Line] = []
        at = self.lines.after(line)
        for _ in range(_MOST_BELOW):
            if at is None or len(found) == _BLOCK_LINES or at.start - line.end >= _BELOW_BYTES:
                break
            if not at.blank:
                opening = self._openings.of(at)
                again = opening is not None and opening.where.start == line.start  # "Dear Doctor:" below "Re: Ann Lee"
                if (opening is not None and not again) or self._openings.starts(at) or letters.is_closing(at.text):
                    break
                found.append(at)
            at = self.lines.after(at)
        return found
