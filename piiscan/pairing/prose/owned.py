"""The person whose number a label says it is ("Parent 1 SSN"), by the labels of those whom the form round it names.

Rule: the nearest with the same group; where every form of a page has its number over the name, the one below. A word
that we do not know for a person is one where it is the whole label of a name above: "PCA: Ann Lee", then "PCA SSN".
Where the label of an account says nothing, a line above in its part of the form may: "Applicant's Bank Reference".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from piiscan.detectors.header_words import is_role
from piiscan.detectors.labels import find_labels
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.matcher.hits import KIND_OF
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.numbers import ONE_EACH, Hit, Numbers
from piiscan.pairing.prose.openings import Opening, Openings
from piiscan.pairing.prose.owners import group_of, is_of_the_dead, is_part, lives, of_name

_FORM_LINES, _FORM_BYTES = 40, 3000  # either way
_FEW = 4  # lines with none blank between
_LONGEST_ROW = 160  # characters
_ROW = later(r"\W{0,8}(?:[^\W_]{1,16}['\u2019]?[sS]? ){0,2}\Z")  # before the label: "RECIPIENT'S "
_TURN = later(r"([^\W\d_][^\d]*?) ?([1-9])")
_LETTER = later(r"[^\W\d_]")
_BEGINS = later(r"[ \t>*-]{0,8}([^\W\d_][^\W_]{1,19}(?: [^\W\d_][^\W_]{1,19})?)[ ](?=[^\W_]|\()")
_BANKS = later(  # before the words for what a part of a form asks of somebody
    r"\W{0,8}(?:(?:section|part|step) \w{1,4}\W{1,3})?([^\W\d_]{4,12}(?:[- ][^\W\d_]{4,12})?)['\u2019]s?"
    r" (?:[^\W\d_]+ ){0,2}(?:bank|checking|savings|accounts?|deposit)\b",
    re.IGNORECASE,
)
_PART_LINES = 8  # from such a line to the number
_NAMES = later(r"[ \t>*-]{0,8}([^\W\d_][^\W_]{1,19}(?: [^\W\d_][^\W_]{1,19})?)[ ]?:[ \t]{1,8}")


def owned(
    lines: Lines, openings: Openings, line: Line, at: int, numbers: Numbers, hit: Hit
) -> tuple[Opening, list[Line]] | None:
    """The person whose number the label before a place of a line says it is, or that above a line without words."""
    group = _group_in(lines, line, at)
    if not group and KIND_OF[hit[0]] not in ONE_EACH and (group := banks_with(lines, line)):
        over = _over(lines, line)
        return owner(group, line, over, openings, lambda *_: False) if over else None
    if not group:
        one = _of_same_word(lines, line, at)
        return None if one is None else (one, [one.where, line])
    form = _form(lines, openings, line, numbers, hit[0])

    def has_own(one: Opening, start: int) -> bool:
        """Whether a person above the number has another one of the kind over their name, as every form of several."""
        if KIND_OF[hit[0]] not in ONE_EACH or one.where.start >= line.start:
            return False
        others = [other for other in numbers.within(hit[0], start, line.start) if not numbers.are_same(other, hit)]
        told = [
            at for at in others if _group_in(lines, over := lines.at(at[1]), lines.characters(over, at[1])) == group
        ]
        return bool(told) and told[-1][1] < one.where.start

    return owner(group, line, form, openings, has_own)


def banks_with(lines: Lines, line: Line) -> str:
    """Whose account a line above says that the part of a form is about: "Applicant's Bank"; "": none does."""
    at = lines.before(line)
    for _ in range(_PART_LINES):
        if at is None or at.blank:
            break
        said = _BANKS.match(at.text) if len(at.text) < _LONGEST_ROW and not at.mentions else None
        if said is not None and is_role(fold(said[1])):
            return fold(said[1])
        at = lines.before(at)
    return ""


def _over(lines: Lines, line: Line) -> list[Line]:
    """The lines above one, in their order, blank ones too."""
    over: list[Line] = []
    at = lines.before(line)
    while at is not None and len(over) < _FORM_LINES and line.start - at.start <= _FORM_BYTES:
        over.insert(0, at)
        at = lines.before(at)
    return over


def _of_same_word(lines: Lines, line: Line, at: int) -> Opening | None:
    """The one person in a line above that begins with the very word that the label of a number does: "PCA: Ann Lee"."""
    begins = _BEGINS.match(line.text, 0, at)
    said = find_labels(line.text[begins.end() : at]) if begins is not None and not line.mentions else []
    if begins is None or not said or said[0].start or fields.acts(begins[1]) or find_labels(begins[1]):
        return None
    word, over = fold(begins[1]), lines.before(line)
    for _ in range(_FORM_LINES):
        if over is None or over.blank or line.start - over.start > _FORM_BYTES:
            break
        field = _NAMES.match(over.text) if len(over.mentions) == 1 else None
        if field is not None and fold(field[1]) == word and over.mentions[0].at == field.end():
            return Opening(over.mentions[0], over)
        over = lines.before(over)
    return None


def _group_in(lines: Lines, line: Line, at: int) -> str:
    """Whose number stands at a place of a line by the words of its label, there or in the line above."""
    group = group_of(line.text, at)
    bare = not group and not line.mentions and _LETTER.search(line.text) is None
    title = lines.before(line) if bare else None
    return group if title is None else group_of(title.text + "\t", len(title.text) + 1)


def _form(lines: Lines, openings: Openings, line: Line, numbers: Numbers, kind: int) -> list[Line]:
    """The lines of a form round a line, as far as none is blank: a page of boxes has more of them than a block.

    Where few stand together, as a web page has a blank line between its rows, over these from field to field, up to
    another such number.
    """
    form = [line]
    apart = lines.crowd(line, _FORM_BYTES, _FEW) < _FEW
    for step, add in ((lines.before, partial(form.insert, 0)), (lines.after, form.append)):
        at, crossed = step(line), False
        for _ in range(_FORM_LINES):
            over = apart and at is not None and at.blank
            crossed = crossed or over
            at = step(at) if over and at is not None else at
            if over and at is not None and not _is_row(at.text):
                break
            if at is None or at.blank or abs(at.start - line.start) > _FORM_BYTES or openings.starts(at):
                break
            add(at)
            if crossed and numbers.within(kind, at.start, at.end):
                break
            at = step(at)
    return form


def _is_row(text: str) -> bool:
    """Whether a line is one of a form: it begins with a label, and is no sentence and no salutation."""
    labels = find_labels(text) if len(text) < _LONGEST_ROW else []
    return bool(labels) and _ROW.match(text, 0, labels[0].start) is not None and not text.lstrip().startswith("Dear ")


def owner(
    group: str, line: Line, block: Sequence[Line], openings: Openings, has_own: Callable[[Opening, int], bool]
) -> tuple[Opening, list[Line]] | None:
    """The nearest person of a block whose own label has this group, and the lines that tell of both.

    One above it who `has_own` number of the kind, between the person before and their name, is not the one where
    another is named below.
    """
    named = [(of_name(pair, openings), pair) for one in block for pair in openings.named(one)]
    meant = [pair for of, pair in named if of == group] or [pair for of, pair in named if is_part(group, of)]
    meant = meant or _in_turn(group, named)
    if not meant and is_of_the_dead(group):
        meant = [pair for _, pair in named if not lives(pair, openings)]
    if not meant:
        return None
    found = min(meant, key=lambda pair: abs(pair.where.start - line.start))
    start = max((pair.where.end for pair in meant if pair.where.start < found.where.start), default=block[0].start)
    below = [pair for pair in meant if pair.where.start > line.start]
    if below and has_own(found, start):
        found = below[0]
    first, last = sorted((found.where.start, line.start))
    end = next((one.start for one in block if one.start > last and openings.of(one) is not None), block[-1].end + 1)
    return found, [one for one in block if first <= one.start < end]


def _in_turn(group: str, named: Sequence[tuple[str, Opening]]) -> list[Opening]:
    """Of the persons behind one label the one whose turn a number has: "Seller 2 SSN", below "Seller(s): Ann, Bob"."""
    turn = _TURN.fullmatch(group)
    first = next((pair for of, pair in named if turn is not None and of == turn[1]), None)
    if turn is None or first is None:
        return []
    listed = [pair for _, pair in named if pair.where is first.where and pair.mention.labelled]
    at = int(turn[2]) - 1
    return listed[at : at + 1] if listed[0] is first and all(pair.mention.listed for pair in listed[1:]) else []
