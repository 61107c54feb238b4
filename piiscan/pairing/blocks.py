"""The lines a number's line belongs with: the block between blank lines, and the heading above it (SPEC §5).

Everything looked at lies within a fixed distance of the number, so that how a text is cut into segments changes
nothing. What is found for a line is kept, so that a thousand numbers under one heading cost one search.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from piiscan import matcher
from piiscan.detectors.labels import find_labels
from piiscan.matcher.hits import KIND_OF
from piiscan.model import Grade, Segment
from piiscan.pairing import names
from piiscan.pairing.lines import Line, Lines, Mention, mention_of_parts
from piiscan.pairing.unit import person_of

_BLOCK_LINES = 10  # either way
_BLOCK_BYTES = 1500
_PARAGRAPH_LINES = 12  # a block longer than this without labels is a list, whose lines do not pair across
_PART_LINES = 8  # given name and surname with a label each stand within so many lines
_HEADING_BYTES = 3000
_BELOW_BYTES = 600
_EDGE = 4096  # bytes beyond a segment's own whose numbers are looked for when a block reaches there
_MOST_BETWEEN = 80  # lines, blank ones too, between a heading and a number that may tell of the residency
_MOST_BELOW = 30
_NAME_WORDS = 3
_REMEMBERED = 4096

Hit = tuple[int, int, int]  # kind, start, end


class Found(NamedTuple):
    """A person found near a line: where it is named, what makes it doubtful, and the lines about it."""

    mention: Mention
    where: Line
    reasons: tuple[str, ...]
    around: list[Line]


class Numbers:
    """The hits of a segment by place, those of its edges too: they belong to its neighbours, but stand there."""

    def __init__(self, segment: Segment, hits: list[Hit]) -> None:
        self._data = segment.data
        self._own = (segment.start, len(segment.data) if segment.end < 0 else segment.end)
        self._hits = hits
        self._starts = [hit[1] for hit in hits]
        self._whole = False

    def within(self, kind: int, start: int, end: int) -> list[Hit]:
        """The hits of the same kind of element that start in [start, end)."""
        if not self._whole and (start < self._own[0] or end > self._own[1]):
            self._add_edges()
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [hit for hit in self._hits[first:last] if KIND_OF[hit[0]] is KIND_OF[kind]]

    def _add_edges(self) -> None:
        first, last = self._own
        above = matcher.find(self._data, max(0, first - _EDGE), first)
        below = matcher.find(self._data, last, min(len(self._data), last + _EDGE))
        self._hits = [*hits_of(above), *self._hits, *hits_of(below)]
        self._starts = [hit[1] for hit in self._hits]
        self._whole = True


def hits_of(hits: matcher.Hits) -> list[Hit]:
    """The matcher's arrays as plain tuples."""
    return list(zip(hits.kind.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))


class Blocks:
    """What stands round the lines of one segment."""

    def __init__(self, lines: Lines, numbers: Numbers) -> None:
        self._lines = lines
        self._numbers = numbers
        self._openings: dict[tuple[int, int], Mention | None] = {}
        self._headings: dict[int, tuple[Mention, Line] | None] = {}

    def block(self, line: Line) -> tuple[list[Line], list[Line], bool]:
        """The lines above and below up to a blank one, ten at most; and whether these are all there are."""
        above: list[Line] = []
        at = self._lines.before(line)
        while at is not None and not at.blank and len(above) < _BLOCK_LINES and line.start - at.start < _BLOCK_BYTES:
            above.append(at)
            at = self._lines.before(at)
        whole = at is None or at.blank
        below: list[Line] = []
        at = self._lines.after(line)
        while at is not None and not at.blank and len(below) < _BLOCK_LINES and at.start - line.end < _BLOCK_BYTES:
            below.append(at)
            at = self._lines.after(at)
        return above[::-1], below, whole and (at is None or at.blank)

    def own(self, line: Line, hit: Hit) -> list[Line]:
        """The lines of a block that may tell more of the one person that `line` names: up to the next record.

        A line that names somebody, or holds a number of the same kind, is a record of its own; what stands
        between two records belongs to the first.
        """
        if self._lines.crowd(line, _BLOCK_BYTES, _BLOCK_LINES) >= _PARAGRAPH_LINES:
            return []
        above, below, _ = self.block(line)
        if len(above) + len(below) >= _PARAGRAPH_LINES:
            return []

        def is_record(one: Line) -> bool:
            return bool(one.mentions or self._numbers.within(hit[0], one.start, one.end))

        found = [] if any(is_record(one) for one in above) else above
        for one in below:
            if is_record(one):
                break
            found.append(one)
        return found

    def person(self, line: Line, hit: Hit) -> Found | None:
        """The person of the form or paragraph that a number stands in."""
        above, below, whole = self.block(line)
        block = [*above, line, *below]

        def free(one: Line) -> bool:
            """Whether a line holds no number of this kind, so that it is no record of its own."""
            return one is line or not self._numbers.within(hit[0], one.start, one.end)

        named = [(mention, one) for one in block if free(one) for mention in self._mentions(one)]
        labelled = [(mention, one) for mention, one in named if mention.labelled]
        if labelled:
            return self._labelled(labelled, line, hit, block, whole=whole)
        if not named or len(block) > _PARAGRAPH_LINES:
            return None
        persons = {mention.person.normal for mention, _ in named}
        by_place = self._by_place(named, hit, block) if whole and len(persons) == len(named) else None
        if by_place is not None:
            return Found(*by_place, (), block)
        before = [pair for pair in named if pair[1].start <= line.start]
        mention, where = before[-1] if before else named[0]
        return Found(mention, where, () if len(persons) == 1 else ("ambiguous-subject",), block)

    def _labelled(
        self, labelled: list[tuple[Mention, Line]], line: Line, hit: Hit, block: list[Line], *, whole: bool
    ) -> Found:
        """The person of a form: by place where it has as many names as numbers, else the last one named above."""
        numbers_first = labelled[0][1].start > line.start or (
            whole and bool(self._numbers.within(hit[0], block[0].start, labelled[0][1].start))
        )
        by_place = self._by_place(labelled, hit, block) if whole and numbers_first else None
        above = [pair for pair in labelled if pair[1].start <= line.start]
        mention, where = by_place or (above[-1] if above else labelled[0])
        first = min(where.start, line.start)
        following = [one.start for _, one in labelled if one.start > max(where.start, line.start)]
        last = following[0] if following else block[-1].start + 1
        around = [one for one in block if first <= one.start < last]
        if not above and len(labelled) == 1:
            around = block
        return Found(mention, where, (), around if following else [*around, *self._below(line)])

    def _by_place(self, named: list[tuple[Mention, Line]], hit: Hit, block: list[Line]) -> tuple[Mention, Line] | None:
        """N names and N numbers in one block: the first belongs to the first (SPEC §5)."""
        numbers = self._numbers.within(hit[0], block[0].start, block[-1].end)
        if len(numbers) != len(named) or len(named) < 2 or hit not in numbers:
            return None
        return named[numbers.index(hit)]

    def heading(self, line: Line) -> Found | None:
        """The nearest line above that names a person behind a label or a salutation."""
        passed: list[Line] = []
        at = self._lines.before(line)
        found: tuple[Mention, Line] | None = None
        while at is not None and line.start - at.start <= _HEADING_BYTES:
            if at.start in self._headings:
                found = self._headings[at.start]
                break
            passed.append(at)
            mention = None if at.blank else self._opening(at)
            if mention is not None:
                found = mention, at
                break
            at = self._lines.before(at)
        if len(self._headings) > _REMEMBERED:
            self._headings.clear()
        self._headings.update((one.start, found) for one in passed)
        if found is None or line.start - found[1].start > _HEADING_BYTES:
            return None
        return Found(*found, (), [*self._between(found[1], line), *self._below(line)])

    def _between(self, heading: Line, line: Line) -> list[Line]:
        """A line, its heading, and those between."""
        found = [line, heading]
        at = self._lines.before(line)
        while at is not None and at.start > heading.start and len(found) < _MOST_BETWEEN:
            found.append(at)
            at = self._lines.before(at)
        return found

    def _below(self, line: Line) -> list[Line]:
        """The lines below that are still about the person of a heading or form: up to the next one, ten at most."""
        found: list[Line] = []
        at = self._lines.after(line)
        for _ in range(_MOST_BELOW):
            if at is None or len(found) == _BLOCK_LINES or at.start - line.end >= _BELOW_BYTES:
                break
            if not at.blank:
                if self._opening(at) is not None:
                    break
                found.append(at)
            at = self._lines.after(at)
        return found

    def _mentions(self, line: Line) -> list[Mention]:
        """The persons of a line, with the one that only the lines above it complete."""
        opening = self._opening(line)
        return line.mentions if opening is None or opening in line.mentions else [opening]

    def _opening(self, line: Line) -> Mention | None:
        """The person that a line opens a scope for: by a label, a salutation, or a label on the line above."""
        key = line.start, line.end
        if key not in self._openings:
            if len(self._openings) > _REMEMBERED:
                self._openings.clear()
            self._openings[key] = self._look_for_opening(line)
        return self._openings[key]

    def _look_for_opening(self, line: Line) -> Mention | None:
        if line.blank:
            return None
        above = self._lines.before(line)
        if above is not None and above.persons.awaits == "name.full" and not find_labels(line.text):
            text = line.text.strip()
            name = names.parse_name(text, labelled=True)
            if name is not None:
                person = person_of(name, text, "label:name", grade=Grade.STRONG)
                return Mention(0, person, labelled=True, scope=True)
        scoped = [mention for mention in line.mentions if mention.scope]
        return scoped[-1] if scoped else self._completed(line)

    def _completed(self, line: Line) -> Mention | None:
        """The person whose given name and surname have a label each, if this line has the second of them."""
        if not self._parts(line):
            return None
        block = [line]
        at = self._lines.before(line)
        while at is not None and not at.blank and len(block) < _PART_LINES:
            block.append(at)
            at = self._lines.before(at)
        parts: dict[str, str] = {}
        for one in reversed(block):
            for role, text in self._parts(one).items():
                if role in parts:
                    parts = {}
                parts[role] = text
            if len(parts) == 2:
                if one is line:
                    return mention_of_parts(parts, 0)
                parts = {}
        return None

    def _parts(self, line: Line) -> dict[str, str]:
        """The part of a name that a line says, behind its label or below it."""
        if line.persons.parts:
            return line.persons.parts
        above = self._lines.before(line)
        kind = above.persons.awaits if above is not None and not above.blank else ""
        if kind in {"name.given", "name.surname"} and len(line.text.split()) <= _NAME_WORDS:
            text = line.text.strip()
            if text.replace(" ", "").replace("-", "").replace("'", "").replace(".", "").isalpha():
                return {} if find_labels(text) else {kind: text}
        return {}
