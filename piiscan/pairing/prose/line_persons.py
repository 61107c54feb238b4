"""Who is named in a line: behind labels and keys, as a speaker, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.detectors.blind import blind, without_measures, without_numbers
from piiscan.detectors.header_words import NAME_HALVES, NUMBER_KINDS
from piiscan.detectors.labels import Label
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.couples import JOINED, may_join, with_couples
from piiscan.pairing.names.table import by_names
from piiscan.pairing.prose import column_titles, dialogue, fields, keyed_text, wire
from piiscan.pairing.prose.matters import is_matter_of
from piiscan.pairing.prose.towns_behind import without_towns
from piiscan.pairing.prose.two_values import valued
from piiscan.pairing.unit import person_of

_SALUTATION = later(
    r"^\s*(?:Dear|To|Attn|Attention|RE|Re|Subject|Regarding|Estimad[oa]|Querid[oa]|Prezad[oa]|Hola|Ch\u00e8(?:re)?|Cher"
    r"|Bonjour?|Bonsoir|Bonswa)\b[:.,]?\s+",
    re.IGNORECASE,
)
_MATTER = later(  # between "Re:" and whom a letter is about: "Re: Guardianship of Ann Lee"
    r"(?:[^\W\d_][\w'\u2019/-]*,? ){1,5}(?:of|for) (?:the )?(?:(?:late|estate of|minor|mr\.?|mrs\.?|ms\.?) )?",
    re.IGNORECASE,
)
_ABOUT = ("re", "su")  # how "Re", "Regarding", "Subject" begin
_STATING = later(r"^\s*I, (?:the undersigned, )?(?=[^\W\d_])")  # I, Ann Lee, authorize
_COLUMN = 3  # blanks
_BOX_BESIDE = later(r"(?: \([^()\n]{0,60}\))?(?: {2,}|\t)[ \t]*\d{1,2}[a-z]?[.)]? [A-Z][a-z]")  # the next box of a form
_CELL = later(r"\S+(?: {1,2}\S+)*")
_LISTED = later(  # also over a number between: "Names and SSNs: Ann Lee (773-01-0001) and Bob Ray (773-01-0002)"
    r"\s*(?:[-\u2013/,:]?\s?\(?\d[\d .-]{6,22}\d\)?\s?)?(?:[,;/&](?:\s*and\b)?|\b(?:and|y|e)\b)\s*(?=[^\W\d_])"
)
_OF_ACTING = later(  # "Last Name of Employer or Authorized Representative"
    r"\bof (?:the )?(?:employer|preparer|translator|interpreter|witness|notary|supervisor|authorized)\b", re.IGNORECASE
)
_HALF_OF = later(r"\W{0,4}(last|family|first|given) name of (?:[^\W\d_]+ ){0,6}[^\W\d_]+[ :]*+\Z", re.IGNORECASE)
ACTING = "label:acting"
"""Of a person who acts in the matter of another, by the label: Supervisor, Witness."""
SERVING = "label:serving"
"""Of a person who may have a number of their own, and beside a patient or client hardly has: Provider, Agent."""
PAYEE = "label:payee"
"""Of whom a check is written to: the account on it is the drawer's."""


class Mention(NamedTuple):
    """A person named in a line, at a character of it; `scope` says what follows may be about this person."""

    at: int
    person: Person
    labelled: bool
    scope: bool
    listed: bool = False  # with others, behind one label


class Persons(Struct):
    """Who is named in a line."""

    mentions: list[Mention] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)  # "name.given", "name.surname" that stand alone
    given: str = ""  # said behind a word for a name that is the given one beside a surname of its own
    awaits: str = ""  # the kind of a name label with nothing behind it: the value is on the next line
    heads: list[tuple[str, int]] = field(default_factory=list)  # name labels over columns of values: kind and place
    pairs: Sequence[keyed_text.Pair] = ()  # keys with values


def persons_in(text: str) -> Persons:
    """Who is named in a text. Lines of an export are like one another: what was said of the last thousand is kept.

    It is not to be changed: lines share it.
    """
    said = without_measures(without_numbers(blind(text)))
    known = _read(said)
    if said == text:
        return known
    if _quotes(known):
        return _read(text)
    return replace(known, pairs=_own_pairs(known.pairs, said, text)) if known.pairs else known


def _own_pairs(found: Sequence[keyed_text.Pair], said: str, text: str) -> Sequence[keyed_text.Pair]:
    """The keys with values of a text, by those of one with other digits."""
    if "%" in said or any("0" in one.key or not said.startswith(one.value, one.at) for one in found):
        return keyed_text.pairs(fields.plain(text))
    own = (text[one.at : one.at + len(one.value)] for one in found)
    return tuple(one if "0" not in one.value else one._replace(value=new) for one, new in zip(found, own, strict=True))


def _quotes(line: Persons) -> bool:
    """Whether what is said of the persons in a line may have a number of it in it."""
    said = [*line.parts.values(), line.given, *(one.person.name for one in line.mentions)]
    return any("0" in one for one in said)


@by_names
@lru_cache(maxsize=1 << 10)
def _read(text: str) -> Persons:
    line = Persons()
    values: list[tuple[int, int]] = []  # of labels that name somebody
    text = without_towns(fields.plain(text).replace(".NAM/", " NAM/"))  # of a message in which dots part the fields
    labels = fields.labels_of(text)
    begun = 0  # of the labels of one person behind those of another
    beside = len(labels) > 1 or (len(labels) == 1 and _BOX_BESIDE.match(text, labels[0].end) is not None)
    line.heads = column_titles.titles(text, labels) if beside and _HALF_OF.match(text) is None else []
    for index, label in enumerate(labels):
        separator = fields.separator(text, labels[index:])
        if separator is None:
            if label.kind.startswith("name.") and fields.stands_alone(text, label):
                line.awaits = _awaited(text, labels, label)
            continue
        following = next((other for other in labels[index + 1 :] if other.start >= separator.end()), None)
        value, at = fields.value(text, separator.end(), following)
        if not value or dialogue.SPEECH.match(value):
            if label.kind.startswith("name.") and not text[separator.end() :].strip():
                line.awaits = _awaited(text, labels, label)
            continue
        if label.kind.startswith("name."):
            values.append((at, at + len(value)))
        if label.kind == "name.full":
            _add_full(line, text, label, separator, value, at, len(text) if following is None else following.start)
        elif label.kind in NAME_HALVES:
            begun = _next_person(line, labels, label, begun)
            line.parts.setdefault(label.kind, value)
    if not values and len(line.heads) < 2 and column_titles.run_together(text):
        line.awaits, line.heads = "name.full", []
    said = (*dialogue.answers(text), *wire.named(text))
    line.mentions += [Mention(at, person, labelled=True, scope=False) for at, person in said]
    _join_parts(line, begun)
    _add_keyed(line, text, values)
    _add_plain(line, text, values, [label for label in labels if label.kind in NUMBER_KINDS])
    _in_columns(line, text, values)
    _add_values(line, text)
    _add_speaker(line, text)
    line.mentions.sort(key=lambda mention: mention.at)
    return line


def _awaited(text: str, labels: Sequence[Label], label: Label) -> str:
    """What the value below a label alone is: a name, or one part of it; "": more than one part."""
    half = _HALF_OF.match(text)
    if half is not None:
        return "name.given" if half[1].lower() in {"first", "given"} else "name.surname"
    return label.kind if label.kind == "name.full" or len(labels) == 1 else ""


def _add_full(line: Persons, text: str, label: Label, separator: re.Match[str], value: str, at: int, end: int) -> None:
    """A whole name behind its label; in a sentence ("the caller is Ann Lee, 5 Elm St") the one it goes on with.

    `end`: where the next label begins. Names in a list behind it have the same label.
    """
    if fields.is_name_word(text, label):
        line.given = value
    found = names.find_names(value) if "is" in separator[0].split() else []
    name = found[0] if found and not found[0].start else names.parse_name(value, labelled=True)
    if name is not None:
        said = text[label.start : label.end]
        code = ACTING if fields.acts(said) else SERVING if fields.serves(said) else "label:name"
        code = PAYEE if fields.pays(said) else code
        scope = code != PAYEE and fields.opens(text, label, separator, value)
        couple, joined = list[names.Name](), list[names.Name]()
        if may_join(value):
            couple = [one for one in with_couples(value, found or names.find_names(value)) if one.grade >= Grade.FAIR]
            couple = couple or with_couples(value, [name])  # LEE ANN & BOB, which only the label makes a name
        if couple and not couple[0].start and JOINED in (couple[0].evidence + couple[-1].evidence):
            name, *joined = couple
        others = [*(_moved(one, at) for one in joined), *_others(text[:end], at + (joined or [name])[-1].end)]
        person = person_of(name, value, code, grade=Grade.STRONG)
        line.mentions.append(Mention(at, person, labelled=True, scope=scope, listed=bool(others)))
        for other in others:
            person = person_of(other, text, code, grade=Grade.STRONG)
            line.mentions.append(Mention(other.start, person, labelled=True, scope=False, listed=True))


def _moved(name: names.Name, by: int) -> names.Name:
    return name._replace(start=name.start + by, end=name.end + by)


def _others(text: str, at: int) -> Iterator[names.Name]:
    """Those named behind the first one in a list: "Name: Ann Lee, Kevin Doyle and Mary Stone"."""
    named: dict[int, names.Name] = {}
    while (between := _LISTED.match(text, at)) is not None:
        start = between.end()
        if not named:
            named = {name.start: name for name in names.find_names(" " * start + text[start:])}
        name = named.get(start)
        if name is None or name.grade < Grade.FAIR:
            return
        yield name
        at = name.end


def _next_person(line: Persons, labels: Sequence[Label], label: Label, begun: int) -> int:
    """Where the labels of a person begin, of whom the next part is told: of another one, where it comes again."""
    if label.kind not in line.parts or len(line.parts) < len(NAME_HALVES):
        return begun
    first = next(one.start for one in labels if one.kind in NAME_HALVES)
    mention = mention_of_parts(line.parts, begun or first)
    if mention is not None:
        line.mentions.append(mention)
    line.parts = {}
    return label.start


def _join_parts(line: Persons, begun: int) -> None:
    """Given name and surname with a label each, on one line."""
    if len(line.parts) == 2:
        mention = mention_of_parts(line.parts, begun)
        if mention is not None:
            line.mentions.append(mention)
            line.parts = {}


def _in_columns(line: Persons, text: str, values: list[tuple[int, int]]) -> None:
    """The label before the first of some names that fill a column each is that of all: "Name    Ann Lee    Bob Ray"."""
    labelled = [mention for mention in line.mentions if mention.labelled]
    if len(labelled) != 1 or len(values) != 1 or "label:name" not in labelled[0].person.evidence:
        return
    at = values[0][1]
    for mention in line.mentions:
        if mention.labelled or mention.at < at or mention.person.grade < Grade.FAIR:
            continue
        gap, cell = text[at : mention.at], _CELL.match(text, mention.at)
        if gap.strip() or len(gap) < _COLUMN or cell is None or cell[0].strip() != mention.person.name:
            return
        person = replace(mention.person, grade=Grade.STRONG, evidence=("label:name", *mention.person.evidence))
        line.mentions[line.mentions.index(mention)] = mention._replace(person=person, labelled=True)
        at = mention.at + len(mention.person.name)


def _add_values(line: Persons, text: str) -> None:
    """A given name and a surname that stand beside each other as values, as in source code, logs and short tables."""
    for at, person in valued(text):
        if all(other.person.normal != person.normal for other in line.mentions):
            line.mentions.append(Mention(at, person, labelled=False, scope=False))


def _add_speaker(line: Persons, text: str) -> None:
    """Who says what follows in a line of a chat."""
    found = dialogue.speaker(text)
    if found is not None and all(one.person.normal != found[2].normal for one in line.mentions):
        start, end, person = found
        line.mentions = [one for one in line.mentions if not start <= one.at < end]
        line.mentions.append(Mention(start, person, labelled=False, scope=False))


def _add_keyed(line: Persons, text: str, values: list[tuple[int, int]]) -> None:
    """Names behind keys: of a query, of an object in a line of a log."""
    line.pairs = keyed_text.pairs(text)
    if not line.pairs:
        return
    values += [(one.at, one.at + len(one.value)) for one in line.pairs if one.role.kind.startswith("name.")]
    code = ACTING if fields.acts(keyed_text.entry_of(text)) else "key:name"
    for one in keyed_text.persons(line.pairs):
        normal = names.normal(one.name)
        line.mentions = [other for other in line.mentions if other.at or other.person.normal != normal]
        if not any(other.person.normal == normal and other.at == one.at for other in line.mentions):
            person = Person(one.shown, normal, Grade.STRONG, (code, *one.name.evidence))
            line.mentions.append(Mention(one.at, person, labelled=True, scope=False))


def mention_of_parts(parts: dict[str, str], at: int, said: str = "") -> Mention | None:
    """The person whose given name and surname stand behind labels of their own. `said`: what one of these says."""
    name = names.parse_parts(parts["name.given"], parts["name.surname"])
    if name is None:
        return None
    shown = f"{parts['name.given']} {parts['name.surname']}"
    code = ACTING if fields.acts(said) or _OF_ACTING.search(said) is not None else "label:name"
    person = Person(shown, names.normal(name), Grade.STRONG, (code, *name.evidence))
    return Mention(at, person, labelled=True, scope=True)


def _add_plain(line: Persons, text: str, values: list[tuple[int, int]], numbers: list[Label]) -> None:
    """Names in running text; after a salutation they open a scope as a heading does."""
    said = fields.without(text, values) if line.mentions else text
    found = names.find_names(said)
    if not found:
        return
    greeting = _SALUTATION.match(text) or _STATING.match(text)
    taken = {mention.person.normal for mention in line.mentions}
    for name in with_couples(said, found):
        if numbers and any(label.start < name.end and name.start < label.end for label in numbers):
            continue  # "Nimewo Sekirite Sosyal" is nobody
        paid = fields.pays(text[: name.start].rstrip(" \t:"))
        person = person_of(name, text, PAYEE) if paid else person_of(name, text)
        if person.normal not in taken:
            scope = _opens(text, greeting, name) or is_matter_of(text, name.start, name.end)
            line.mentions.append(Mention(name.start, person, labelled=False, scope=scope))


def _opens(text: str, greeting: re.Match[str] | None, name: names.Name) -> bool:
    """Whether a letter greets somebody, or a line says that the letter is about them: "Re: Guardianship of Ann Lee"."""
    if greeting is None or name.start - greeting.end() < 12:
        return greeting is not None
    about = greeting[0].lstrip().lower().startswith(_ABOUT)
    return about and _MATTER.fullmatch(text, greeting.end(), name.start) is not None
