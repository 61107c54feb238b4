"""Label and value on one line: what parts them, where the value ends, and how forms and Markdown dress them up.

`plain` changes no place: what it takes off becomes blanks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from piiscan.detectors.labels import Label, find_labels
from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.table import UNLISTED, fold, lookup
from piiscan.pairing.prose.bare_parts import with_colons
from piiscan.pairing.prose.code_lines import as_fields
from piiscan.pairing.prose.instructed import without_instructions
from piiscan.pairing.prose.part_labels import alone, in_cells, of_halves, with_parts
from piiscan.pairing.prose.spaced import end_of_spaced

_SAID_OF_NAME = (  # "Name(s) shown on return", "Name, address, and ZIP code", "Mother's name at her birth"
    r"(?:\(s\))?(?:,?(?i: and)?[ ](?i:(?:to be |as |exactly )?(?:it |they )?(?:shown|appears?|printed|listed) (?:on|in)"
    r"|(?:street |mailing |home |permanent |current )?address|at (?:his |her |their )?birth|not living with)\b"
    r"[^:=\t\n]{0,110}?"
)
# Between a label and its value: "Name (Family Name): ", "name=", two blanks, dots or a line that lead there, a dash.
_AFTER_LABEL = later(
    _SAID_OF_NAME + r"""(?=[ ]?[:=]|\t|  ))?(?:[ ]?#?[1-9](?=[ \t]*[:=]))?\)?[ \t]*(?:\([^()\n]{0,60}\)[ \t]*)?"""
    r"""(?i:(?:and |& |/ ?)?(?:middle )?(?:initials?|m\.?i\.?)[ \t]*)?"""
    r"""(?:(?:[:=#]|\bis\b)[ \t]*[_."']*[ \t]*|(?:\t| {2,})[ \t]*|[ \t]*(?:\.{3,}|_{3,}|(?:\. ){3,})[ \t]*"""
    r"""|[ ][-\u2013\u2014][ ]+(?=\S)|[ ]_{1,8}(?=[^\W\d_]))"""
)
_VALUE_BEGINS = later(r"[:=][ \t]*[\"']?$")
_NEXT_WORD = later(r"(?:,? ([^\W\d_]{2,20})(?![\w:=#])|()(?=[&\"';|,\s]|$))")
_HOW = later(
    _SAID_OF_NAME + r"(?=[ \t\r]*\Z))?"
    r"(?i:[ ](?:and|&)[ ](?:middle[ ])?initials?)?[ \t\r.:?]*(?:\([^()\n]{0,60}\)[ \t\r.:?]*)?"
    r"(?:(?:Name is|An entry|Do not|Please|Print|Type|Enter|See|Must)\b[^:=\n]{0,240})?"
)
_BLANK = later(r"(?: ?\((?:first|last|full|legal|print|as)\b[^()\n]{0,40}\))?[ \t](?=[^\W\d_])", re.IGNORECASE)
_SHORT, _LONGEST, _FIELD = 60, 200, 300  # characters: the last before a label, where its field may begin
_NUMBERED = later(r"\s*(?:\d{1,2}[a-z]?|[A-Z])[.)]? [A-Z]")
_NAME_WORD = later(
    r"(?:^|\t|  |[|;,/(])[ \t]*(nombres?|nomes?|non|prenon|nom|pr[e\u00e9]nom)(?=[ \t]?:)", re.IGNORECASE
)
_NOM = later(r"[ \t]*(no[mn])(?=[ \t]?:)", re.IGNORECASE)  # French and Haitian Creole; elsewhere it says "no"
_PARTED = later(r"[:=#\t]|  | is | [-\u2013\u2014] |\.\.\.|___")
_JOINED = later(r"[ ,/&]{0,3}(?:and|or)?[ ,/&]{0,3}")
_NEXT_BOX = later(r"[ \t]+\(?(?:\d{1,2}[a-z]?|[a-z])\)[ \t]*\Z")  # the number of the next box, before its label
_VALUE_END = later(r"""\n|\t| {3,}|[|;"<>]|$|(?<=[A-Za-z][a-z]{2})(?<!\bJas)(?<!\bGeo)\.(?= [A-Z][a-z]+ [a-z]{2})""")
_NICKNAME = later(r'(?<=[^\W\d_.][ ])"[^\W\d_]{1,20}"(?=[ ][^\W\d_])')  # Ann "Annie" Lee
_CALLED_FIRST = later(r'"[^\W\d_]{1,20}"[ ](?=[^\W\d_]{2,20}[ ])')  # "Annie" Ann Lee
_QUERY_END = later(r"[&\s]")
_NEXT_KEY = later(r"[ ][A-Za-z_][\w.-]*[:=](?=[^\s:=])")  # of a record in which no blank parts key and value
_SPEAKS = later(r"['\u2019]?s?(?:[ \t]?\([^()\n]{0,60}\)(?=[ \t]?[:=]))?[ \t)]{0,3}(?:[:=#\t]|  |\.\.\.|___|[#\d])")
_TWO_CELLS = later(r"(\s*\|?[^|\n]{1,80})\|([^|\n]{1,80})(\|?)(\s*)")
_PICTURE = later(r"(?<=\w)[ \t]{1,40}(?:PIC[ \t]+)?[AX9S]{1,2}\(\d{1,3}\)(?:[ \t]+VALUE)?(?=[ \t])")  # X(20) of a field
_NAME_PART = later(r"(?i:\b(name) \((first|given|last|family|middle)\))(?=[ \t]*:)")  # of forms on the web
_CAPTION = later(  # "Patient name (Last) Lee  (First) Ann  (MI) B", [Last] Lee [First] Ann
    r"(?i:[(\[](last|first|middle|mi|m\.i\.)(?: name)?[)\]])(?=[ \t]*[^\W\d_a-z])"
)
_BOX = later(r"\s*(?:\(?\d{1,2}[a-z]?|\(?[a-z])?[.)]?\s*(?:[^\W\d_]{3,12}['\u2019][Ss] )?")
_OPEN = later(  # what a field that is a heading begins with: bullet, number of the box, two words more at most
    r"""(?:^|\t|(?<! )  |[|;,>.\]}"'{&?])[ \t]*+(?:[-*#>\u2022]++[ \t]*+)?(?:(?:\d{1,2}[a-z]?|[a-z])[.)]?[ \t]+)?"""
    r"(?:(?i:in (?:re:?|the matter of)) )?((?:[\w.'\u2019-]+[ /]){1,2})?$"
)
_ENDS = later(r"""[ .,'"]*(?:$|\n|\t|  |[|;<>(])""")
# Not those who may as well be paid or hold an account: agents, brokers, providers, senders, landlords.
_ACTING = later(
    r"\b(?:supervisor|manager|officer|teacher|witness|preparer|notary|contact|examiner|next of kin|nearest relative"
    r"|informant|certifier|reference|request[eo]r|collector|mro|clerk|assessor|intake worker|recruiter|adjuster"
    r"|(?:prepared|approved|received|reviewed|opened|completed|witnessed|verified|authorized|processed|requested"
    r"|referred|ordered|interviewed|examined|entered|supervised|issued) by|judge|magistrate|hearing officer"
    r"|personal representative|execut(?:or|rix)|underwriter|(?:current|present|previous|prior|former) landlord)\b",
    re.IGNORECASE,
)
_SERVING = later(
    r"\b(?:provider|physician|doctor|nurse|attending|agent|broker|attorney|lawyer|counselor|investigator|instructor"
    r"|sender|landlord|technician|representative|staff|pcp|case ?worker|case manager|social worker|clinician"
    r"|therapist|realtor|rep|interpreter|pediatrician|sales ?person|originator|detective|handler|ad litem|pastor)\b",
    re.IGNORECASE,
)
_MOST_BLANK = 5  # words of a name that only a blank parts from its label


def plain(text: str) -> str:
    """A line without the marks of Markdown, bold letters and the bars of a row of two cells, and those of code.

    >>> plain("**Name:** Ann Lee"), plain("| Name | Ann Lee |")
    ('  Name:   Ann Lee', '  Name : Ann Lee  ')
    >>> plain("Name (Last) Lee (First) Ann"), plain("Name (Last) (First)")
    ('Name  Last: Lee  First: Ann', 'Name (Last) (First)')
    """
    text = text.replace("**", "  ").replace("`", '"')
    text = without_instructions(text)
    if "(" in text or "[" in text:
        text = _NAME_PART.sub(lambda found: f"{found[2]} {found[1]}".ljust(len(found[0])), text)
        if len({found[1].lower() for found in _CAPTION.finditer(text)} & {"last", "first"}) > 1:
            text = _CAPTION.sub(lambda found: f" {found[1]}:".ljust(len(found[0])), text)
        text = _PICTURE.sub(lambda found: ":".ljust(len(found[0])), text)
    text = as_fields(with_colons(text))
    if "|" in text:
        cells = _TWO_CELLS.fullmatch(text)
        if cells is not None and not (":" in cells[1] and ":" in cells[2]):  # else two fields
            text = cells[1].replace("|", " ") + ":" + cells[2] + " " * len(cells[3]) + cells[4]
    return text


def without(text: str, values: list[tuple[int, int]]) -> str:
    r"""A text with some values in it blotted out, as long as it was: what they say is read already.

    >>> without("Name: Ann", [(6, 9)])
    'Name: \x00\x00\x00'
    """
    for start, end in values:
        text = text[:start] + "\0" * (min(end, len(text)) - start) + text[end:]
    return text


def labels_of(text: str) -> list[Label]:
    """The labels of a line that may have a value. Words that end somebody's name there are none: Doris Day, Ann Page.

    Only a short line can be a label alone; in a long one a label must be parted from its value.
    """
    labels = find_labels(text) if len(text) < _SHORT or _PARTED.search(text) or _is_box(text) else []
    labels = of_halves(text, [label for label in labels if not _ends_name(text, label)])
    labels = in_cells(text, labels) if "\t" in text else labels
    if ":" in text or "=" in text:
        return _given_beside(text, _with_nom(text, with_parts(text, labels)))
    return alone(text, labels)


def _is_box(text: str) -> bool:
    """Whether a long line may be a label alone: it begins with the number of a box, or ends with how to fill it in."""
    return len(text) < _LONGEST and (text.rstrip().endswith(")") or _NUMBERED.match(text) is not None)


def _with_nom(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, and "Nom:" or "Non:" at its beginning: a label of nothing but a name."""
    said = _NOM.match(text) if text[:1] in "Nn \t" else None
    kind = "name.surname" if said is not None and "renom" in fold(text) else "name.full"  # Prénom
    return labels if said is None else [Label(kind, *said.span(1), 2, veto=False), *labels]


def _given_beside(text: str, labels: list[Label]) -> list[Label]:
    """The labels of a line, where words for a name are of the given name, as the surname has a label of its own.

    >>> [label.kind for label in labels_of("Apellidos: Lee      Nombres: Ann")]
    ['name.surname', 'name.given']
    """
    if all(label.kind != "name.surname" for label in labels):
        return labels
    labels = [
        label._replace(kind="name.given") if "irst name" in text[label.start : label.end] else label for label in labels
    ]
    for match in _NAME_WORD.finditer(text):
        start, end = match.span(1)
        labels = [label for label in labels if label.kind != "name.full" or not start <= label.start < end]
        if all(end <= label.start or label.end <= start for label in labels):
            labels.append(Label("name.given", start, end, 2, veto=False))
    return sorted(labels, key=lambda label: label.start)


def is_name_word(text: str, label: Label) -> bool:
    """Whether a label is a word that says "name" where there is one for surnames beside: it may be the given name."""
    return label.kind == "name.full" and fold(text[label.start : label.end]) in words.NAME_WORDS


def stands_alone(text: str, label: Label) -> bool:
    """Whether nothing is behind a label but how to fill it in: "Name (Last, First, Middle)".

    >>> stands_alone("1. NAME (Last, First, Middle):", find_labels("1. NAME (Last, First, Middle):")[0])
    True
    """
    return _HOW.fullmatch(text, label.end) is not None


def has_label(text: str) -> bool:
    """Whether a label stands in a line."""
    return any(not _ends_name(text, label) for label in find_labels(text))


def _ends_name(text: str, label: Label) -> bool:
    """Whether what looks like a label is the last word of a name, as nothing speaks for it behind."""
    word = text[label.start : label.end]
    named = label.start > 1 and text[label.start - 1] in "'\u2019" and text[label.start - 2] in "OD"  # O'Dea
    if not label.start or not word.isalpha() or named:
        return named and word.isalpha()
    if lookup(word).surname < 1 or _SPEAKS.match(text, label.end) or text[label.start - 1] == "/":  # Parent/Guardian
        return False
    if _VALUE_BEGINS.search(text, 0, label.start):  # lname=Page&, Lessee: PAGE MARY L
        rest = _NEXT_WORD.match(text, label.end)
        return word[0].isupper() and rest is not None and (not rest[1] or _is_name_word(rest[1], word))
    before = text[: label.start].split()[-1:]
    return bool(before) and before[0][:1].isalpha() and before[0][-1] not in ":=" and _is_name_word(before[0], word)


def _is_name_word(before: str, word: str) -> bool:
    entry = lookup(before)
    known = entry.given or entry.surname or len(before.rstrip(".")) == 1
    return word[0].isupper() == before[0].isupper() and bool(known) and fold(before) not in words.STOPS


def separator(text: str, labels: list[Label]) -> re.Match[str] | None:
    """What parts the first of some labels from its value; labels may be joined: "First name and initial: "."""
    end = labels[0].end
    for other in labels[1:]:
        if other.start >= end and not _JOINED.fullmatch(text, end, other.start):
            break
        end = max(end, other.end)
    found = _AFTER_LABEL.match(text, labels[0].end) or _AFTER_LABEL.match(text, end)
    if found is None and labels[0].kind.startswith("name."):
        found = _blank(text, labels[0]) or (_blank(text, labels[0]._replace(end=end)) if end > labels[0].end else None)
    return found


def opens(text: str, label: Label, parted: re.Match[str], said: str) -> bool:
    """Whether a labelled name may be a heading: the label begins its field, and the two make no sentence.

    "We have two records for the tenant: Ann Lee" tells of a person; "Tenant: Ann Lee" opens what stands below it.
    """
    before = text[max(0, label.start - _FIELD) : label.start]
    rest = text[parted.end() :].lstrip("\"'").removeprefix(said)
    ends = _ENDS.match(rest) is not None
    if before.rstrip().lower().endswith("my"):
        return ends  # my name is Ann Lee
    begins = _OPEN.search(before if label.start <= _FIELD else f"x{before}")
    return begins is not None and (ends or begins[1] is None) and "is" not in parted[0].lower().split()


@lru_cache(maxsize=1 << 6)  # many numbers may stand in one line
def acts(text: str) -> bool:
    """Whether a label, or the line of a number, speaks of somebody who acts in a matter that is another's.

    >>> acts("Supervisor's name"), acts("Employee name")
    (True, False)
    """
    return _ACTING.search(text) is not None


def pays(text: str) -> bool:
    """Whether a label says to whom a check is written.

    >>> pays("Pay to the order of"), pays("Payee")
    (True, False)
    """
    return text.lower().endswith("order of")


def serves(text: str) -> bool:
    """Whether a label, or the line of a number, speaks of somebody who serves others, and may as well be paid.

    >>> serves("Provider name"), serves("Patient")
    (True, False)
    """
    return _SERVING.search(text) is not None


def _blank(text: str, label: Label) -> re.Match[str] | None:
    """A single blank between a label that begins its field and a name that ends it: "Student's name Ann Lee"."""
    found = _BLANK.match(text, label.end)
    if found is None:
        return None
    if "name" not in fold(text[label.start : label.end]):
        return found if _is_line(text, label, found.end()) else None
    begins = _BOX.fullmatch(text, 0, label.start) is not None or text[label.start - 2 : label.start] == "  "
    said, _ = value(text, found.end(), None)
    parts = said.replace(",", " ").replace("/", " ").split()
    if not begins or not 0 < len(parts) <= _MOST_BLANK:
        return None
    if len(parts) < (least := 2 if label.kind == "name.full" else 1):
        return None
    known = [_known(part) for part in parts]
    if said.islower():
        return found if all(known) and least <= len(parts) < _MOST_BLANK else None
    proper = all(part[0].isupper() or fold(part) in words.PARTICLES for part in parts)
    return found if proper and (any(known) or (least == 1 and lookup(parts[0]) == UNLISTED)) else None


def _is_line(text: str, label: Label, at: int) -> bool:
    """Whether a line is nothing but a role and a listed name, as forms and receipts have it: CARDHOLDER ANN LEE."""
    if label.kind != "name.full" or _BOX.fullmatch(text, 0, label.start) is None:
        return False
    parts = text[at:].replace(",", " ").split()
    if not 2 <= len(parts) < _MOST_BLANK or not all(map(_known, parts)) or not lookup(parts[0]).given:
        return False
    titled = all(part[0].isupper() for part in parts) and lookup(parts[-1]).surname > 0
    return text.isupper() or (titled and not acts(text))


def is_listed(text: str) -> bool:
    """Whether a name has no word that is an ordinary one, and one at least that is on the lists."""
    parts = text.replace(",", " ").replace("/", " ").split()
    return any(map(_known, parts)) and all(entry.word < 3 or entry.given for entry in map(lookup, parts))


def _known(word: str) -> bool:
    entry = lookup(word)
    return entry.word < 3 and (entry.given > 0 or entry.surname > 0) and fold(word) not in words.STOPS


def value(text: str, start: int, following: Label | None) -> tuple[str, int]:
    """What stands behind a label, up to the next label or the end of the field; in an address of the web, decoded."""
    called = _CALLED_FIRST.match(text, start - 1) if text[start - 1 : start] == '"' else None
    start = called.end() if called is not None else start
    stop = _VALUE_END.search(text, start)
    if stop is not None and (nickname := _NICKNAME.match(text, stop.start())) is not None:
        stop = _VALUE_END.search(text, nickname.end())
    end = stop.start() if stop else len(text)
    end = max(end, end_of_spaced(text, start, end))
    if following is not None and start <= following.start < end:
        end = start + len(_NEXT_BOX.sub("", text[start : following.start]))
    said = text[start:end]
    if text[start - 1 : start] in {":", "="} and said[:1].isalnum() and (key := _NEXT_KEY.search(said)) is not None:
        said = said[: key.start()]
    if text[start - 1 : start] == "=" and ("&" in said or "%" in said):
        stop = _QUERY_END.search(said)
        said = unquote_plus(said[: stop.start()] if stop else said)
    return said.rstrip("}]").strip(" \t\r,;:'\"([-_.\\"), start
