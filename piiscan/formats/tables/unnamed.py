"""Whether a text is a table that nothing says it is: neither its name nor a mark."""

from __future__ import annotations

import re

from piiscan.formats.tables.dialects import RARE, WIDE
from piiscan.later import later

FIRST = 2048
"""Bytes of a text in which a table has its first lines."""
_MOST_FIELDS = 24
_WORDS = (  # what stands in the labels of forms in English, Spanish, Portuguese, Haitian Creole
    rb"ssn|social|name|address|zip|phone|tel|telephone|mobile|date|dob|birth|state|city|town|street|account"
    rb"|card|licen[cs]e|e-?mail|id|no|number|routing|iban|employer|nombre|apellidos?|direcci|seguro|ciudad|tel.fono"
    rb"|fecha|nome|endere|cidade|telefone|data|nimewo|adr|vil|dat"
)
_MORE_WORDS = (  # and in titles of columns
    rb"first|last|given|surname|[fl]name|middle|pan|credit|bank|dl|dln|exp|amount|dept|department|gender|sex|county"
    rb"|country|invoice|order|record|customer|employee|patient|member|student|manager"
)
_FIELD_WORD = later(rb"(?i)\b(?:" + _WORDS + rb")\b")
_TITLE_WORD = later(rb"(?i)\b(?:" + _WORDS + rb"|" + _MORE_WORDS + rb")\b")
_USUAL = (b"\t", b"|", b";", b",")
_PARTED_BY = (*_USUAL, *(bytes([one]) for one in RARE), *WIDE)
_BEGINNINGS = sorted({one[:1] for one in _PARTED_BY})
_FEWEST = 2  # of a rare delimiter, or of any below a title, in each line
_MOST_TITLES = 2  # lines above a table
_ONE_RECORD = 2  # lines: with its titles
_LONGEST_TITLE = 40
_TITLE = later(rb"\"?[A-Za-z#](?:(?!\d\d\d)[^@:=])*\Z")
_JOINTS = later(rb"_|(?<=[a-z])(?=[A-Z])")
_OWN_LABEL = later(rb"\s*([A-Za-z][\w #.'/()-]{0,40})(?::[ \t]|=)")
_FRAME = later(rb"\|?-{16,}\|?[ \t]*")  # of a list that SAP saves: a rule over all columns
_DUMPED = later(rb"(?:0x)?[0-9A-Fa-f]{4,8}:? {1,2}[0-9A-Fa-f]{2} ?[0-9A-Fa-f]{2} ")

_STAMP = re.compile(rb"\W?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d,\d{3}\b")
"""The time of an entry of a log, as Python's logging writes it: its comma parts no cells."""
_AMOUNT = later(rb"(?:(?<=  )|(?<=[\t$]))[$-]?\d{1,3}(?:,\d{3})+(?:\.\d\d(?![\d,])|(?=  |\t|\s*\Z))")
"""An amount in a column that blanks part from the others: so do its commas not."""


def looks_delimited(text: bytes) -> bytes | None:
    r"""The delimiter of a text that is a table for all its first lines say, None for anything else.

    Careful, for texts whose name does not say that they are tables: at least three lines, all with the same
    number of the delimiter; or one record below titles of which most are words of forms. One comma a line with a blank
    after it is a list of names ("Lee, Ann"). A line or two above may be a title: then each line has the delimiter twice
    at least, and none begins with it, as in Markdown.

    >>> looks_delimited(b"a|b\n1|2\n3|4\n")
    b'|'
    >>> looks_delimited(b"LIST OF CLIENTS\n\na|b|c\n1|2|3\n4|5|6\n")
    b'|'
    >>> looks_delimited(b"Lee, Ann\nRay, Bob\nDoe, Jo\n")
    >>> looks_delimited(b"\tName: Ann\n\tTown: Lynn\n\tAge: 7\n")
    >>> looks_delimited(b"id|lastName|date_of_birth\n7|Lee|1970-01-01\n")
    b'|'
    """
    first = text[:FIRST]
    parting = [one for one in _BEGINNINGS if one in first]  # a byte is sought at many times the speed of a set of them
    if not parting:
        return None
    lines = [line for line in first.splitlines()[:25] if line and not line.isspace() and not _FRAME.fullmatch(line)]
    titles = next((at for at, line in enumerate(lines[: _MOST_TITLES + 1]) if any(map(line.__contains__, parting))), -1)
    if titles < 0 or (titles and _DUMPED.match(lines[titles])):
        return None  # no delimiter in the first lines: nearly all text; or bars round the letters of a dump
    lines = lines[titles:]
    if len(text) > FIRST and len(lines) > 3:
        lines.pop()  # cut off by the look at the head
    if len(lines) < 3 and (len(lines) < _ONE_RECORD or titles or len(text) > FIRST):
        return None
    for delimiter in _PARTED_BY[: -len(WIDE)] if lines[0].isascii() else _PARTED_BY:
        if delimiter not in lines[0] or (titles and lines[0].startswith(delimiter)):
            continue
        usual = _cells(lines[0], delimiter)
        fewest = _FEWEST if titles or delimiter not in _USUAL else 1
        if usual < fewest or any(_cells(line, delimiter) != usual for line in lines):
            continue
        if _is_text(lines, delimiter, usual):
            continue
        if len(lines) == _ONE_RECORD and not (usual >= _FEWEST and _are_titles(lines, delimiter)):
            continue
        return None if delimiter in b"\t|" and _is_form(lines, delimiter) else delimiter
    return None


def _is_text(lines: list[bytes], delimiter: bytes, usual: int) -> bool:
    """Whether what stands in each of some lines parts no cells: it is in the margin, or parts what is written."""
    if usual == 1 and all(line.lstrip(b" ").startswith(delimiter) for line in lines):
        return True  # lines that are set in, or a bar before what is quoted
    return (delimiter in b",;" and _is_prose(lines, delimiter, usual)) or _are_fields(lines[0], lines[1], delimiter)


def _is_prose(lines: list[bytes], delimiter: bytes, usual: int) -> bool:
    """Whether commas or semicolons in lines part what is written: with blanks behind them, at the end, very long."""
    amounts = [amount[0] for line in lines for amount in _AMOUNT.finditer(line)] if delimiter == b"," else []
    total = sum(line.count(delimiter) for line in lines) - b"".join(amounts).count(b",")
    spaced = sum(line.count(delimiter + b" ") for line in lines) * 2 > total
    ending = all(line.rstrip().endswith(delimiter) for line in lines)  # statements, or one value a line
    of_time = usual == 1 and all(map(_STAMP.match, lines))
    return spaced or ending or of_time or not total or sum(map(len, lines)) > 400 * len(lines)


def _are_titles(lines: list[bytes], delimiter: bytes) -> bool:
    r"""Whether the first of two lines has titles of columns: short, without values, most of them words of forms.

    >>> _are_titles([b"id|lastName|date_of_birth", b"7|Lee|1970-01-01"], b"|")
    True
    >>> _are_titles([b"Name|Ann Lee|City", b"SSN|773-01-0001|Lynn"], b"|")
    False
    """
    titles, values = ([cell.strip() for cell in line.split(delimiter)] for line in lines)
    if not all(len(cell) <= _LONGEST_TITLE and _TITLE.match(cell) for cell in titles):
        return False
    said = sum(_TITLE_WORD.search(_JOINTS.sub(b" ", cell)) is not None for cell in titles)
    other = [_FIELD_WORD.search(cell) is not None for cell in values]
    return said >= max(_FEWEST, len(titles) / 2) and not other[0] and sum(other) * 3 <= len(titles)


def _is_form(lines: list[bytes], delimiter: bytes) -> bool:
    r"""Whether lines of two cells are the labels and values of one form: no label twice, and words of forms.

    >>> _is_form([b"Name | Ann Lee", b"SSN | 773-01-0001", b"Town | Lynn"], b"|")
    True
    >>> _is_form([b"Name|SSN", b"Ann Lee|773-01-0001", b"Bob Ray|773-01-0002"], b"|")
    False
    """
    rows = [[cell.strip() for cell in line.strip().strip(delimiter).split(delimiter)] for line in lines]
    rows = [row for row in rows if any(cell.strip(b"-: ") for cell in row)]
    if len(rows) > _MOST_FIELDS or any(len(row) != 2 for row in rows):
        return False
    if len({row[0].lower() for row in rows}) < len(rows):
        return False
    said = sum(_FIELD_WORD.search(row[0]) is not None for row in rows[1:])
    return len(rows) > 1 and said * 2 >= len(rows) - 1


def _are_fields(line: bytes, below: bytes, delimiter: bytes) -> bool:
    """Whether each cell of two lines has its label with it, the same in both: they are records of text.

    >>> _are_fields(b"Name: Lee, Ann | SSN: 1", b"Name: Ray, Bob | SSN: 2", b"|")
    True
    >>> _are_fields(b"NAME=Ann Lee~SSN=1", b"NAME=Bob Ray~SSN=2", b"~")
    True
    """
    if b": " not in line and b"=" not in line:
        return False
    labels = [_OWN_LABEL.match(cell) for cell in line.split(delimiter)]
    others = [_OWN_LABEL.match(cell) for cell in below.split(delimiter)]
    if not len(labels) == len(others) > 1:
        return False
    both = list(zip(labels, others, strict=True))
    if both[0] == (None, None) and len(both) > _FEWEST and line.split(delimiter)[0] == below.split(delimiter)[0]:
        both = both[1:]  # a word for the kind of the record
    return all(one is not None and other is not None and one[1] == other[1] for one, other in both)


def _cells(line: bytes, delimiter: bytes) -> int:
    """How often a line has the delimiter outside quotes."""
    if b'"' not in line:
        return line.count(delimiter)
    return sum(part.count(delimiter) for part in line.split(b'"')[::2])
