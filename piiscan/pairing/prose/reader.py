"""Pairing in running text: one string, line, block, heading, window, in this order (SPEC §5).

A line is asked first; then the block of lines round it, if it is a form or a paragraph and not a list of
records; then the nearest heading above that names a person. What is only near makes a weak pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from msgspec import Struct

from piiscan.config import ResidencyDefault
from piiscan.matcher import Hits
from piiscan.model import Element, Grade, Kind, Segment
from piiscan.pairing.aside import set_aside
from piiscan.pairing.file_names import person_in
from piiscan.pairing.prose import asked, chats, choice, doubts, families, first_names, items, letters, readers, senders
from piiscan.pairing.prose.alike import Alike, group
from piiscan.pairing.prose.apart import records_of
from piiscan.pairing.prose.blocks import Blocks, Found, Hit, Numbers, hits_of
from piiscan.pairing.prose.card_track import track_person
from piiscan.pairing.prose.cheques import drawer
from piiscan.pairing.prose.found import written
from piiscan.pairing.prose.insets import Row
from piiscan.pairing.prose.joint import holders, settled
from piiscan.pairing.prose.lines import Line, Lines, Mention, decode
from piiscan.pairing.prose.mail_names import named_by_mail, named_round
from piiscan.pairing.prose.many import Many, merged
from piiscan.pairing.prose.name_parts import answered
from piiscan.pairing.prose.nameless import Nameless
from piiscan.pairing.prose.nearest import Nearest, in_window, near_for
from piiscan.pairing.prose.nobodys import Nobodys
from piiscan.pairing.prose.own import is_own
from piiscan.pairing.prose.paragraphs import Paragraphs
from piiscan.pairing.prose.pipe_rows import PipeRows
from piiscan.pairing.prose.proving import element_of, prove
from piiscan.pairing.prose.sentences import sentence
from piiscan.pairing.prose.stacks import Stacks
from piiscan.pairing.prose.starts import is_stamped
from piiscan.pairing.prose.tellers import gives_own, lists_own, told_above
from piiscan.pairing.residence.around import address_above, of_today, residence, theirs
from piiscan.pairing.residence.homes import at_home, decides
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Ints
from piiscan.pairing.unit import Tally, Unit, lane


class ProseReader:
    """Makes units of the hits in prose. Elements of one person that stand together become one unit."""

    def __init__(
        self,
        tally: Tally,
        listing: Callable[[], bool],
        default: ResidencyDefault = "unknown",
        *,
        one_by_one: bool = False,
    ) -> None:
        """`one_by_one`: count nothing on arrays."""
        self._tally = tally
        self._listing = listing
        self._many = None if one_by_one else Many(tally, listing, default, _read_apart)
        self._nobodys = Nobodys(tally, listing)
        self._nameless = Nameless()
        self._pending: dict[int, Unit] = {}  # of one person, by lane
        self._key: tuple[str, int] | None = None
        self._rows: list[Row] = []  # of tables in the segment, not yet given out

    def read(self, segment: Segment, hits: Hits, wanted: Sequence[bool] | None = None) -> Iterator[Unit]:
        """Units of one segment, of all hits or the wanted. The last is held back: more of the person may follow."""
        if not segment.base:
            yield from self.close()
        many = self._many if wanted is None else None
        for some, others in [(hits, None)] if many is None else many.left(segment, hits):
            yield from self._read(segment, some, wanted, others)

    def _read(self, segment: Segment, hits: Hits, wanted: Sequence[bool] | None, others: Hits | None) -> Iterator[Unit]:
        hits, numbers = (hits, hits) if wanted is not None else self._records(segment, hits)
        chosen = np.arange(len(hits.start)) if wanted is None else np.flatnonzero(np.asarray(wanted, bool))
        nobodys = None if self._tally.is_watched else self._nameless.of(segment, hits)
        alike = None if nobodys is None else self._alike(segment, hits, chosen, nobodys)
        text: Text | None = None
        kinds, begins, ends = hits.kind.tolist(), hits.start.tolist(), hits.end.tolist()
        before = -1
        for place in range(len(chosen)) if alike is None else self._nobodys.places(alike, chosen):
            if place != before + 1:  # those between are nobody's
                yield from self.close()
            before = place
            index = int(chosen[place])
            hit = kinds[index], begins[index], ends[index]
            yield from self._given(hit[1])
            known = alike.proof(index, hit[0], decode(segment.data[hit[1] : hit[2]])) if alike is not None else None
            proof = known or prove(segment.data, hit)
            self._tally.proved(hit, proof)
            if proof.kind is None:
                raw = decode(segment.data[hit[1] : hit[2]])
                at = partial(segment.locate, hit[1]) if self._listing() else None
                yield from set_aside(self._tally, hit, raw, proof.evidence[0], at)
                continue
            element = element_of(proof, hit[1], hit[2])
            if nobodys is not None and nobodys[index]:
                unit, key = Unit(None, [element], []), None
            else:
                text = text or Text.of(segment, hits_of(merged(numbers, others)))
                unit, key = text.pair(hit, element)
            if self._listing() and (unit.person is not None or unit.elements[0].grade >= Grade.FAIR):
                unit.places.append(segment.locate(hit[1]))
            if key is None or key != self._key:
                yield from self.close()
                self._key = key
            self._hold(unit)
        if before != len(chosen) - 1:
            yield from self.close()
        yield from self._given(len(segment.data))

    def _records(self, segment: Segment, hits: Hits) -> tuple[Hits, Hits]:
        """The hits outside of records in the text, and all that count for those round them."""
        self._rows, left, numbers = records_of(segment, hits, self._tally, pair_in, listing=self._listing())
        return left, numbers

    def _given(self, until: int) -> Iterator[Unit]:
        """Hold the units of rows above a place, the last of them."""
        while self._rows and self._rows[0].start < until:
            _, unit, key = self._rows.pop(0)
            if key is None or key != self._key:
                yield from self.close()
                self._key = key
            self._hold(unit)

    def _alike(self, segment: Segment, hits: Hits, chosen: Ints, nobodys: Bools) -> Alike:
        """The numbers that are nobody's, as far as they need not be proved one by one."""
        wanted = np.zeros(len(nobodys), bool)
        wanted[chosen] = nobodys[chosen]
        return group(segment.data, hits, wanted, partial(prove, segment.data))

    @property
    def held(self) -> list[Unit]:
        """The units held back."""
        return list(self._pending.values())

    def before(self, base: int) -> Iterator[Unit]:
        """Give out the units held back that nothing in a window from `base` on can add to."""
        if self._pending and (self._key is None or self._key[1] < base):
            yield from self.close()

    def close(self) -> Iterator[Unit]:
        """Give out the units held back."""
        held, self._pending, self._key = self._pending, {}, None
        yield from held.values()

    def _hold(self, unit: Unit) -> None:
        held = self._pending.setdefault(lane(unit.elements[0]), unit)
        if held is not unit:
            held.absorb(unit)


_Paired = tuple[Unit, tuple[str, int] | None]
"""A unit, and what says that the next one is of the same person at the same place."""


class Text(Struct, frozen=True):
    """One segment, as all that is asked whose a number is."""

    segment: Segment
    lines: Lines
    numbers: Numbers
    blocks: Blocks
    paragraphs: Paragraphs
    pipes: PipeRows
    nearest: Nearest
    stacks: Stacks

    @classmethod
    def of(cls, segment: Segment, hits: list[Hit]) -> Text:
        """A segment with all its numbers, those in tables as well."""
        lines, numbers = Lines(segment), Numbers(segment, hits)
        blocks, paragraphs = Blocks(lines, numbers, segment.data), Paragraphs(lines, segment.data)
        return cls(segment, lines, numbers, blocks, paragraphs, PipeRows(lines), Nearest(lines), Stacks(lines))

    def pair(self, hit: Hit, element: Element) -> _Paired:
        """The person of a number: of its string, row, sentence or line, block, heading, of what is near."""
        line = self.paragraphs.at(self.lines.at(hit[1]))
        alone = self._alone(hit, element, line)
        if alone is not None:
            return alone, None
        at = self.paragraphs.characters(line, hit[1])
        row = self.pipes.of(line, at) if "|" in line.text else None
        if row is not None and row.person is not None:
            unit = Unit(row.person, [element], [], Grade.STRONG, row.residence)
            return unit, (row.person.normal, self.segment.base + line.start)
        labelled = any(code.startswith("label:") for code in element.evidence)
        if element.grade >= Grade.FAIR and all(one.person.grade < Grade.FAIR for one in line.mentions):
            line.look_closer(at, labelled=labelled)
        told = self._teller(line, at)
        if told is not None:
            return self._of(Found(*told, (), chats.around(self.lines, line, told[1])), element)
        reader = self.blocks.reader(line, at)
        if reader is not None:
            unit, key = self._of(reader, element)
            return unit, None if reader.reasons else key
        greeted = readers.by_header(self.segment.hint, self.lines, line, at)
        if greeted is not None:
            return self._of(written(greeted, line, [line]), element)
        if labelled and (owned := self.blocks.owned(line, at, hit)) is not None and owned.where is not line:
            return self._of(owned, element)
        return self._by_first_name(element, line, at) or self._by_line(hit, element, line, at, labelled=labelled)

    def _by_line(self, hit: Hit, element: Element, line: Line, at: int, *, labelled: bool) -> _Paired:
        """A person whom the line names, or what is round it."""
        if line.mentions and choice.is_among_others(line, at):
            return Unit(None, [element], []), None
        if line.mentions and not choice.is_elsewhere(line, at):
            found = self._writer(line, hit) if choice.is_of_writer(line, at) else None
            return self._of(found, element) if found is not None else self._in_line(hit, element, line, at)
        if element.grade >= Grade.FAIR or labelled or element.kind is Kind.FINANCIAL_ACCOUNT:
            return self._beyond(hit, element, line, at)
        return Unit(None, [element], []), None

    def _alone(self, hit: Hit, element: Element, line: Line) -> Unit | None:
        """Of whom the string of a number tells, or the list of names beside the list that its line is one of."""
        track = track_person(self.segment.data, hit)
        if track is not None:
            return Unit(track, [element], [], Grade.STRONG, list(line.residence), (), ("track-1",))
        owned = self.stacks.of(hit[1], hit[2])
        return owned and Unit(owned.person, [element], [], Grade.FAIR, owned.residence, owned.reasons)

    def _by_first_name(self, element: Element, line: Line, at: int) -> _Paired | None:
        """A number of whom its sentence calls by the first name; what other sentences say is of others, too."""
        member = families.member(self.lines, line)
        mention, where = first_names.called(self.lines, line, at) or (None, line) if member is None else (member, line)
        if mention is None:
            return None
        start, end = sentence(line, at)
        evidence = [one for one in line.residence if start <= one.start < end]
        if not evidence and where is not line and (len(where.mentions) == 1 or holders(where)):
            home = address_above(self.lines, where, mention.person.normal)
            evidence = residence([where, *home], (where, mention.at))
        return Unit(mention.person, [element], [], Grade.FAIR, evidence), _key(mention, self.segment.base + where.start)

    def _writer(self, line: Line, hit: Hit) -> Found | None:
        """Who writes of a number as theirs: who signs, or a form round it names, or sent the mail."""
        signed = self.blocks.signature(line)
        person = senders.writer(self.segment.sender, self.lines, line) if signed is None else None
        if person is None:
            return signed
        form = self.blocks.person(line, hit)
        if form is not None and form.mention.labelled and letters.greeted(form.where.text) is None:
            return form
        return written(person, line, [line, *senders.homes(self.lines, line, person)])

    def _teller(self, line: Line, at: int) -> tuple[Mention, Line] | None:
        """Who gives their own number, and said further up who they are; or of whom a line above asks for it."""
        if (named := asked.asked_for(self.lines, line)) is not None:
            return named
        told = told_above(self.lines, line) if gives_own(line, at) else chats.told_of(self.lines, line, own=False)
        return answered(self.lines, line, at) if told is None and not line.mentions else told

    def _in_line(self, hit: Hit, element: Element, line: Line, at: int) -> _Paired:
        """One of the persons that a line names."""
        same = self.numbers.in_line(hit[0], line, self.paragraphs.characters)
        mention, reasons = choice.choose(line, at, same, account=element.kind is Kind.FINANCIAL_ACCOUNT)
        start, end = choice.zone(line, mention, at)
        named = (line, mention.at)
        evidence = of_today([line], theirs(line, named, start, end))
        if not decides(evidence) and len(line.mentions) == 1:
            around = [*chats.told_home(self.lines, line), *self.blocks.own(line, hit), *self.blocks.letter(line)]
            evidence = at_home(residence(around, named), self.lines, line, mention, beside=True)
        unit = Unit(mention.person, [element], [], Grade.FAIR, evidence, reasons)
        return unit, None if reasons else _key(mention, self.segment.base + line.start)

    def _beyond(self, hit: Hit, element: Element, line: Line, at: int) -> _Paired:
        """A person whom the line does not name: of its block, its heading, its letter, or near it."""
        own = is_own(line.text, at) or lists_own(self.lines, line, at)
        own = own or senders.says_mine(self.segment, self.lines, line, at, element.kind)
        answers = not own and asked.answers_quoted(self.lines, line, line.text[slice(*sentence(line, at))])
        found = self._writer(line, hit) if own or answers else drawer(self.lines, line, at)
        found = found or items.of_list(self.lines, self.numbers, line, hit)
        found = found or self.blocks.in_field(line, at, braced=True)
        found = found or (self.blocks.heading(line, hit) if own and line.mentions else self.blocks.find(line, hit))
        found = found or self.blocks.in_field(line, at, braced=False)
        found = found or (self._writer(line, hit) if senders.gives(self.lines, line, at, element) else None)
        if (found := settled(found, element)) is not None:
            kins = not own and chats.is_for_another(self.lines, line, found.where)
            if not found.reasons and (kins or doubts.is_anothers(self.blocks, line, hit, at, found, element, own=own)):
                return self._of(found._replace(reasons=("ambiguous-subject",)), element)[0], None
            return self._of(found, element)
        near = named_by_mail(line.text) if element.grade >= Grade.FAIR else None
        if near is None and element.grade >= Grade.FAIR and not is_stamped(line.text):
            near = in_window(self.nearest, line, hit[1]) or named_round(*self.blocks.block(line)[:2])
            near = near_for(near, self.segment.hint, self.blocks, line) or person_in(self.segment.path)
        return Unit(near, [element], [], Grade.WEAK if near is not None else Grade.NONE), None

    def _of(self, found: Found, element: Element) -> _Paired:
        """A number as that of a person found round its line."""
        person, where = found.mention.person, found.where
        evidence = at_home(residence(found.around, (where, found.mention.at)), self.lines, where, found.mention)
        unit = Unit(person, [element], [], Grade.FAIR, evidence, found.reasons)
        return unit, _key(found.mention, self.segment.base + found.where.start, found.reasons)


def _read_apart(tally: Tally, segment: Segment, hits: Hits) -> list[Unit]:
    """The units of some hits, read one by one, with a tally of their own."""
    reader = ProseReader(tally, lambda: False, one_by_one=True)
    return [*reader.read(segment, hits), *reader.close()]


def pair_in(segment: Segment, hits: Hits, hit: Hit, element: Element) -> _Paired:
    """Whose a number of a segment is, by itself."""
    return Text.of(segment, hits_of(hits)).pair(hit, element)  # of a table that names nobody


def _key(mention: Mention, line_start: int, reasons: tuple[str, ...] = ()) -> tuple[str, int]:
    """What says that numbers are of the same person at a place: what is doubtful of one is not so of the others."""
    return " ".join((mention.person.normal, *reasons)), line_start
