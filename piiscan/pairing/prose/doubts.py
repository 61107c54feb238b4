"""Signs that a number is of somebody else than the person found round its line, which names nobody for it."""

from __future__ import annotations

import re
from itertools import pairwise

from piiscan.detectors.header_words import is_role
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.matcher.hits import KIND_OF
from piiscan.model import Element, Grade
from piiscan.pairing.names.grade import normal
from piiscan.pairing.prose import chats, readers
from piiscan.pairing.prose.blocks import Blocks, Found, Hit
from piiscan.pairing.prose.fields import acts, serves
from piiscan.pairing.prose.firms import is_of_firm
from piiscan.pairing.prose.hidden_names import hides_another
from piiscan.pairing.prose.kin import names_kin
from piiscan.pairing.prose.letters import alone, is_closing
from piiscan.pairing.prose.lines import ACTING, SERVING, Line
from piiscan.pairing.prose.numbers import ONE_EACH
from piiscan.pairing.prose.others import is_called_by_word, is_told, label_of_kin, only_label
from piiscan.pairing.prose.owned import banks_with
from piiscan.pairing.prose.owners import group_of
from piiscan.pairing.prose.sentences import sentence
from piiscan.pairing.prose.word_names import is_word_name
from piiscan.pairing.unit import may_be_a_firms

_WORD = later(r"\b([a-z]{5,11}) (?=[a-z])")  # in running text
_LABEL = later(r"[ \t>*-]{0,8}([^\W\d_]{5,11})[ ]?:[ \t]")
_SAID = 240  # characters of a sentence before its number
_MOST, _REACH = 30, 3000  # lines and bytes above a number, in which a label names whom its sentence speaks of
_GAP = 4  # characters between a word for kin and the name
_ALIKE = later(r"[ ]?(?:[/;,&]|\b(?:and|or)\b)[ ]?(?:(?:Mr|Mrs|Ms|Dr)\.? )?")  # between the names of two
_FOR_OTHERS = frozenset((ACTING, SERVING))
_ADDRESSED = "letter:address"
_ME = later(r"[\W\d]{0,24}(?:[AaPp]\.?[Mm]\.?[\W]{1,4})?(?:Me|Yo|Eu|Mwen)[ ]?:[ ]")
_THEIRS = later(r"\b(?:his|her|their)\b", re.IGNORECASE)


def is_anothers(blocks: Blocks, line: Line, hit: Hit, at: int, found: Found, element: Element, *, own: bool) -> bool:
    """Whether a number at a place of a line is of somebody beside the person found, or a firm's.

    `own`: who writes calls it theirs.
    """
    if is_called_by_word(line.text, sentence(line, at)[0], at) or _is_headed_by_another(blocks, line, found):
        return True
    if not own and _is_elses(blocks, line, hit, at, found):
        return True
    if _is_of_named_kin(blocks, line, at, found) or _is_talked_to(blocks, line, found):
        return True
    if may_be_a_firms(element) and found.where.start > line.start and line.text.rstrip().endswith("):"):
        return True  # "… sign for the account (no. 1):" above a list
    block = blocks.block(line)[:2] if may_be_a_firms(element) else None
    if block is not None and is_of_firm(*block, line, found.mention, found.where):
        return True
    if block is not None and _is_of_first(blocks, line, found):
        return True
    if block is not None and found.is_over([one for one in found.around if one.start < line.start]):
        return True
    return blocks.is_anothers(line, hit, at, found)


def _is_elses(blocks: Blocks, line: Line, hit: Hit, at: int, found: Found) -> bool:
    """Whether what is said in the line, or round the person found, makes the number that of another."""
    if names_kin(line.text, sentence(line, at)[0], at) or _is_only_told(line, at, found):
        return True
    if _is_of_role(blocks, line, at, found) or readers.greets_another(blocks.lines, line, found[:2], at):
        return True
    if (
        hides_another(blocks, line, found)
        or _only_deals(line, hit, at, found)
        or _is_named_later(blocks, line, hit, at, found)
    ):
        return True
    return KIND_OF[hit[0]] in ONE_EACH and found.where is not line and _are_two(blocks, line, hit, found)


def _is_of_first(blocks: Blocks, line: Line, found: Found) -> bool:
    """Whether an account is the applicant's by the title over it, and the person found is a co-applicant."""
    group = banks_with(blocks.lines, line)
    return group != "" and f"co{group}" in fold(found.where.text).replace("-", "").replace(" ", "")


def _is_headed_by_another(blocks: Blocks, line: Line, found: Found) -> bool:
    """Whether the block of a number begins with what may be a name, and who was found stands above the block."""
    above = blocks.block(line)[0] if found.where.start < line.start else []
    first = above[0] if above else None
    return first is not None and found.where.start < first.start and not first.mentions and is_word_name(first.text)


def _is_only_told(line: Line, at: int, found: Found) -> bool:
    """Whether the person found only writes of a number, or was told it."""
    if found.where is line:
        return is_told(line.text, at, found.mention)
    return chats.is_anothers(line, at, found.mention.person, found.where)


def _is_of_role(blocks: Blocks, line: Line, at: int, found: Found) -> bool:
    """Whether the sentence of a number speaks of another by the word that the label of their name is.

    "Insured: Ann Lee", "Claimant: Bob Ray", and below them "insured wants it charged on 1".
    """
    if found.where is line:
        return False
    start = max(at - _SAID, sentence(line, at)[0])
    words = _WORD.finditer(line.text, start, at)
    said = {one[1] for one in words if is_role(one[1]) and not only_label(line.text[one.end() : at])}
    if len(said) > 1 and _THEIRS.search(line.text, start, at) is not None:
        return True  # "client says the landlord has it in his account 1"
    over, left = blocks.lines.before(line) if said else None, _MOST
    while over is not None and left and line.start - over.start < _REACH:
        role = _LABEL.match(over.text) if over.mentions else None
        if role is not None and fold(role[1]) in said and over.mentions[0].person.normal != found.mention.person.normal:
            return True
        over, left = blocks.lines.before(over), left - 1
    return False


def _only_deals(line: Line, hit: Hit, at: int, found: Found) -> bool:
    """Whether the person found stands behind a word that is no label of names we know, "Adjuster:", below a number.

    Or above one whose label says whose it is: "Judge: Ann Lee", below it "Juror SSN".
    """
    above, group = found.where.start <= line.start, group_of(line.text, at)
    if above and (found.where is line or not group):
        return False
    if found.mention.labelled:
        label = fold(found.where.text[: found.mention.at])
        for_others = not _FOR_OTHERS.isdisjoint(found.mention.person.evidence) and not serves(line.text)
        if above and KIND_OF[hit[0]] not in ONE_EACH:
            return False  # the member account of the originator of a wire
        return for_others and not (above and any(word in label for word in group.split()))
    said = found.where.text[: found.mention.at]
    return (acts(said) or serves(said)) and not (acts(line.text) or serves(line.text))


def _are_two(blocks: Blocks, line: Line, hit: Hit, found: Found) -> bool:
    """Whether the person found is one of two who head a text or an address alike: "Re: Ann Lee / Bob Ray".

    Not where there are several such numbers, which have been told apart. An account may be of both.
    """
    where, own = found.where, found.mention.person.normal
    addressed = _ADDRESSED in found.mention.person.evidence
    if addressed:
        above = blocks.lines.before(where)
        over = None if above is None or above.blank else blocks.lines.before(above)
        name = None if above is None or (over is not None and is_closing(over.text)) else alone(above.text)
        if name is not None and name.grade >= Grade.FAIR and normal(name) != own:
            return True
    labelled = found.mention.labelled and not addressed
    named = [] if labelled else [one for one in where.mentions if one.person.grade >= Grade.FAIR]
    for one, other in pairwise(named):
        between = where.text[one.at + len(one.person.name) : other.at]
        both = {one.person.normal, other.person.normal}
        if own in both and len(both) > 1 and _ALIKE.fullmatch(between):
            over_it, below_it, _ = blocks.block(line)
            return sum(blocks.has_number(each, hit[0]) for each in (*over_it, line, *below_it)) < len(named)
    return False


def _is_named_later(blocks: Blocks, line: Line, hit: Hit, at: int, found: Found) -> bool:
    """Whether the person found is only named below a number that is called his or hers, or goes on with another's.

    "SSN of Ann Lee was 1", below it "should be 2", and Bob Ray is named in the next line: there a line above names
    somebody with such a number.
    """
    if found.where.start <= line.start or found.mention.labelled:
        return False
    if _THEIRS.search(line.text, sentence(line, at)[0], at) is not None:
        return True
    above = blocks.block(line)[0]
    return bool(above and above[-1].mentions and blocks.has_number(above[-1], hit[0]))


def _is_talked_to(blocks: Blocks, line: Line, found: Found) -> bool:
    """Whether who says a number is "Me", on whose phone a chat is, and the person found is whom they talk to."""
    if _ME.match(line.text) is None:
        return False
    name = found.mention.person.name
    said = {fold(one.text.partition(":")[0]) for lines in blocks.block(line)[:2] for one in lines if ":" in one.text}
    return not said.isdisjoint((fold(name), fold(name).split()[0]))


def _is_of_named_kin(blocks: Blocks, line: Line, at: int, found: Found) -> bool:
    """Whether the label of a number is of a mother, husband or the like, and another than the person found is named so.

    "Client: Ann Lee. Lives with mother, Bea Lee.", and below "Mother's SSN is 1".
    """
    group, _ = label_of_kin(line.text, sentence(line, at)[0], at)
    if not group:
        return False
    for one in blocks.block(line)[0]:
        for mention in one.mentions:
            before = one.text[max(0, mention.at - len(group) - _GAP) : mention.at].lower().rstrip(" ,:(")
            if before.endswith(group) and mention.person.normal != found.mention.person.normal:
                return True
    return False
