"""Lines that open a scope: whom the lines below are about, by a label, a salutation, an address; and where it ends.

Everything looked at for a line lies within a fixed distance of it; what is found is kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names import parts as name_parts
from piiscan.pairing.prose import card_face, column_titles, fields, heads, letters, readers, senders, starts
from piiscan.pairing.prose.heads import HEADING
from piiscan.pairing.prose.lines import Line, Lines, Mention, mention_of_parts
from piiscan.pairing.prose.part_columns import in_columns, name_all
from piiscan.pairing.prose.sections import acting
from piiscan.pairing.unit import person_of

_PART_LINES = 8  # given name and surname with a label each stand within so many lines
_REMEMBERED = 4096
_REACH = 1200  # bytes: how far above a salutation the addressee stands, and below a name its address
_SIGNED_WITHIN = 2  # lines between the closing of a letter and the name of its sender
_BELOW_BYTES = 400
_FORM_LINES, _FORM_BYTES = 30, 1000  # between a number and the name in a form whose labels stand above the values
_BLANKS = 5  # blank ones among them
_ABOUT = later(r"\s*(?:re|subject|regarding|in re|reference)\b\s*[:.]", re.IGNORECASE)


class Opening(NamedTuple):
    """Whom a line opens a scope for, and the line that names this person."""

    mention: Mention
    where: Line


class Openings:
    """What the lines of one segment open."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._found: dict[Line, Opening | None] = {}
        self._starts: dict[Line, bool] = {}
        self._named: dict[Line, tuple[list[Mention], list[Opening]]] = {}
        self._signs: dict[Line, bool] = {}

    def of(self, line: Line) -> Opening | None:
        """The person that a line opens a scope for."""
        if line not in self._found:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            found = None if line.blank else self._look(line)
            self._found[line] = found and found._replace(mention=acting(self._lines, found.where, found.mention))
        return self._found[line]

    def named(self, line: Line) -> list[Opening]:
        """The persons of a line, with the one that only the lines round it complete."""
        known, mentions = self._named.get(line), line.mentions
        if known is None or known[0] is not mentions:  # a line may name others when it is looked at closer
            if len(self._named) > _REMEMBERED:
                self._named.clear()
            known = self._named[line] = mentions, self._find_named(line)
        return known[1]

    def _find_named(self, line: Line) -> list[Opening]:
        if several := in_columns(self._lines.before(line), line):
            return [Opening(mention, line) for mention in several]
        opening = self.of(line)
        mentions = [acting(self._lines, line, one) for one in line.mentions]
        if opening is None or opening.mention in mentions or name_all(mentions, opening.mention):
            return [Opening(mention, line) for mention in mentions]
        above, apart = self._above(line)
        cells = name_parts.beside_each_other(above, line.text) if above is not None and not apart else []
        named = [name_parts.mentioned(text, place) for text, place in cells]
        return [Opening(one, line) for one in named if one is not None] or [opening]

    def below(self, line: Line) -> Opening | None:
        """The person that a form names below a number in a line of its own, blank lines between or not.

        A W-2 that comes out of a PDF line by line has a dozen boxes of amounts between the two.
        """
        at = self._lines.after(line)
        lines = 0
        while at is not None and lines < _FORM_LINES and at.start - line.end < _FORM_BYTES:
            if not at.blank:
                lines += 1
                if self.starts(at):
                    break
                opening = self.of(at)
                if opening is not None:
                    return opening if opening.mention.labelled else None
            at = self._lines.after(at)
        return None

    def unfilled(self, line: Line) -> bool:
        """Whether the form that a value stands in has a place for the name further down, and nothing is in it."""
        at = self._lines.after(line)
        lines = 0
        while at is not None and lines < _PART_LINES and at.start - line.end < _BELOW_BYTES:
            if not at.blank:
                lines += 1
                if self.of(at) is not None or self.starts(at):
                    return False
                if at.persons.awaits == "name.full" and not (fields.acts(at.text) or fields.serves(at.text)):
                    return self._stays_empty(at)
            at = self._lines.after(at)
        return False

    def _stays_empty(self, line: Line) -> bool:
        """Whether the next lines below a label are blank, or another label."""
        below = self._lines.after(line)
        if below is not None and below.blank:
            below = self._lines.after(below)
        return below is None or below.blank or (self.of(below) is None and fields.has_label(below.text))

    def starts(self, line: Line) -> bool:
        """Whether a record of its own begins with a line, for which no line above speaks."""
        known = self._starts.get(line)
        if known is None:
            if len(self._starts) > _REMEMBERED:
                self._starts.clear()
            known = self._starts[line] = self._begins(line)
        return known

    def _begins(self, line: Line) -> bool:
        if starts.is_stamped(line.text):
            return True
        lines = self._lines
        if heads.over_form(lines, line) or heads.over_indented(lines, line) or heads.begins_again(lines, line):
            return True
        if line.text.rstrip().endswith(":"):
            return heads.is_block(lines, line)
        first = line.text.lstrip()[:2]
        if first[:1] != "[" and first != "- ":
            return False
        above, below = lines.before(line), lines.after(line)
        over, under = above.text if above is not None else "", below.text if below is not None else ""
        return heads.is_section(lines, line, under) or starts.is_item(over, line.text, under)

    def is_about(self, line: Line) -> bool:
        """Whether a line says whom a letter is about: "Re: Ann Lee"."""
        return _ABOUT.match(line.text) is not None

    def signs(self, line: Line) -> bool:
        """Whether a line is the signature of a letter: it stands below the closing."""
        known = self._signs.get(line)
        if known is None:
            if len(self._signs) > _REMEMBERED:
                self._signs.clear()
            known = self._signs[line] = self._is_below_closing(line)
        return known

    def _is_below_closing(self, line: Line) -> bool:
        at = self._lines.before(line)
        lines = blanks = 0
        while at is not None and lines < _SIGNED_WITHIN and blanks < _BLANKS and line.start - at.start < _REACH:
            if at.blank:
                blanks += 1
            elif letters.is_closing(at.text):
                return True
            else:
                lines += 1
            at = self._lines.before(at)
        return False

    def _look(self, line: Line) -> Opening | None:
        above, apart = self._above(line)
        for text, place in name_parts.below_label(above, line.text, apart=apart) if above is not None else ():
            named = (above and name_parts.first_of(self._lines, above, line)) or name_parts.mentioned(text, place)
            if named is not None:
                return Opening(named, line)
        speaker = starts.heads(line.text)
        if speaker is not None:
            name = names.parse_name(speaker, labelled=True)
            if name is not None and letters.is_proper(speaker):
                person = person_of(name, speaker, "speaker", grade=Grade.FAIR)
                return Opening(Mention(0, person, labelled=True, scope=True), line)
        said = letters.greeted(line.text)
        greeted = None if said is None else self._greeted(said, line)
        if greeted is not None:
            return greeted
        beside = name_parts.beside_surname(self._lines, line) if line.persons.given else None
        if beside is not None and not self.starts(line):
            return Opening(beside, line)
        scoped = [mention for mention in line.mentions if mention.scope]
        if scoped:
            return None if senders.is_forwarded_to(self._lines, line) else Opening(scoped[-1], line)
        mention = self._completed(line) or self._addressed(line) or self._titled(line) or heads.announced(line)
        mention = mention or name_parts.over_titles(self._lines, line)
        return Opening(mention, line) if mention is not None else None

    def _greeted(self, said: str, line: Line) -> Opening | None:
        """The person of a letter: named by a line about the matter, else the one greeted, who stands above."""
        above = readers.letterhead(self._lines, line)
        for one in above:
            if _ABOUT.match(one.text):
                about = [mention for mention in one.mentions if mention.scope]
                if about:
                    return Opening(about[-1], one)
        greeted = readers.addressee(said, above) or readers.addressed_below(self, self._lines, line, said)
        return None if greeted is None else Opening(*greeted)

    def _addressed(self, line: Line) -> Mention | None:
        """The person whose address begins with this line."""
        if any(map(str.isdigit, line.text)) or ":" in line.text:
            return None
        below: list[str] = []
        at = self._lines.after(line)
        if at is None or not letters.begins_address(at.text):
            return None
        while at is not None and not at.blank and len(below) < letters.BELOW and at.start - line.end < _REACH:
            below.append(at.text)
            at = self._lines.after(at)
        person = letters.addressed(line.text, below)
        return Mention(0, person, labelled=True, scope=True) if person is not None else None

    def _titled(self, line: Line) -> Mention | None:
        """The person who is the title of a section: a name alone, marked as a heading or with a form below it."""
        said, marked = letters.title(line.text)
        about = heads.titled_for(line) if letters.level(line.text) else None
        if about is not None or not said:
            return about
        below = self._lines.after(line)
        under = below is not None and letters.is_underline(below.text)
        if under and below is not None:
            below = self._lines.after(below)
        if below is not None and below.blank:
            below = self._lines.after(below)
        form = self._is_form(below)
        if not (marked or under or form):
            return None
        name = letters.alone(said)
        if name is None and form and (marked or under):
            name = names.parse_name(said, labelled=True)
            if name is not None and not letters.is_proper(said):
                name = None
        if name is None or (name.grade < Grade.FAIR and not form):
            return None
        person = person_of(name, said, HEADING, grade=max(name.grade, Grade.FAIR))
        return Mention(0, person, labelled=True, scope=True)

    def _is_form(self, line: Line | None) -> bool:
        """Whether labels with their values begin at a line, one of them known."""
        for _ in range(_PART_LINES):
            if line is None or line.blank or not letters.is_field(line.text):
                return False
            if fields.has_label(line.text):
                return True
            line = self._lines.after(line)
        return False

    def title_of(self, line: Line) -> str:
        """The first of the labels alone in the line above: the title of the name that a line is. "": there is none.

        Of the second part of a name, the label of the first: "Parent 2's last name: Lee", and below it "First name".
        """
        above, _ = self._above(line)
        if above is not None and line.persons.parts and above.persons.parts:
            return above.text.partition(":")[0]
        labels = find_labels(above.text) if above is not None and above.persons.awaits else []
        return above.text[labels[0].start : labels[0].end] if above is not None and labels else ""

    def _above(self, line: Line) -> tuple[Line | None, bool]:
        """The line above, over one blank line at most, as web pages have between all; and whether there is one."""
        at = self._lines.before(line)
        if at is None or not at.blank:
            return at, False
        over = self._lines.before(at)
        return (None if over is None or over.blank or name_parts.are_below(self._lines, over) else over), True

    def _completed(self, line: Line) -> Mention | None:
        """The person whose given name and surname have a label each, if this line has the second of them."""
        if not self._parts(line):
            return None
        block = [line]
        at, _ = self._above(line)
        while at is not None and len(block) < _PART_LINES and not self.starts(block[-1]):
            block.append(at)
            at, _ = self._above(at)
        said = [
            (place, role, text)
            for place, one in enumerate(block)
            for role, text in self._parts(one).items()
            if role in NAME_HALVES  # a whole name needs no other part
        ][::-1]
        parts: dict[str, str] = {}
        last = 0
        for index, (place, role, text) in enumerate(said):
            if role in parts:
                parts = {}
            parts[role] = text
            if len(parts) == 2:
                if not place:
                    return mention_of_parts(parts, 0, block[min(1, last)].text)
                nearer = place - said[index + 1][0] < last - place  # to the next part: the one above is cut off its own
                parts = {role: text} if nearer else {}
            last = place
        return None

    def _parts(self, line: Line) -> dict[str, str]:
        """The part of a name that a line says, behind its label or below it."""
        if line.persons.parts:
            return line.persons.parts
        if (numbered := card_face.part(line.text)) and card_face.is_round(self._lines, line):
            return numbered
        above, _ = self._above(line)
        if above is not None and above.persons.heads:
            return column_titles.below_titles(above.persons.heads, line.text)
        kind = above.persons.awaits if above is not None else ""
        if kind in NAME_HALVES and len(line.text.split()) <= column_titles.PART_WORDS:
            text = fields.plain(line.text).strip(" \t\r;")
            if column_titles.is_part(text):
                return {} if fields.has_label(text) else {kind: text}
        return {}
