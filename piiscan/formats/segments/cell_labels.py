"""Whether a cell, or a line, reads like the name of a field: a label and no value."""

from __future__ import annotations

import re

from piiscan.formats.segments.across import has_number, is_number
from piiscan.formats.segments.label_words import LABEL, has_label_word
from piiscan.later import later

_JOINT = re.compile(r"_|(?<=[a-z])(?=[A-Z])")  # between the words of a key: first_name, firstName
_ROLE = later(  # of one person whom a form is about: no title that a column has to have
    r"\b(?:decedent|deceased|student|tenant|donor|debtor|plaintiff|defendant|petitioner|respondent|beneficiary|annuitant"
    r"|seller|buyer|guarantor|subscriber|guardian|docket|ein|fein|tin|dod|attorney|recruiter|landlord|physician"
    r"|pediatrician|preparer|adjuster|underwriter|originator|operator|officer)\b",
    re.IGNORECASE,
)
_ROLE_OF_BANK = later(
    r"(?:receiving|sending|beneficiary|intermediary|correspondent|originating|depository|paying|issuing|lending|new|old"
    r"|current|previous|prior|other|your|my|his|her|their|the|home|deposit)(?:'s)?",
    re.IGNORECASE,
)
_BEHIND = later(r"[ .:)]*(?:\([^()]*\)[ .:]*|[0-9][ .:]*)?")
_LONG_NUMBER = re.compile(r"\d{3}")  # an address, an amount
_LONGEST_LABEL = 60


def is_label(cell: str) -> bool:
    """Whether a cell reads like the name of a field.

    >>> is_label("Bank Name"), is_label("Receiving Bank"), is_label("Eastern Bank"), is_label("Bank of America")
    (True, True, False, False)
    """
    if not cell or len(cell) > _LONGEST_LABEL or _LONG_NUMBER.search(cell) or is_number(cell) or _is_bank(cell):
        return False
    return cell.rstrip().endswith((":", "?")) or has_label_word(_JOINT.sub(" ", cell))


def _is_bank(cell: str) -> bool:
    """Whether a cell is what a bank is called: with no other word of a label, nor one for what it does."""
    begins = cell[:8] in {"Bank of ", "BANK OF "}
    if not begins and cell[-4:] not in {"Bank", "BANK"}:
        return False
    called = cell[8:] if begins else cell[:-5]
    return called[:1].isupper() and not has_label_word(called) and _ROLE_OF_BANK.fullmatch(called) is None


def is_title(text: str) -> bool:
    """Whether a text is a label and nothing else: it ends with the word that makes it one, no number before it.

    >>> [is_title(text) for text in ("License no. (driver)", "Phone 2", "Name Ann Lee", "27 Main Street", "Ms. Lee:")]
    [True, True, False, False, True]
    """
    if not is_label(text):
        return False
    if text.rstrip().endswith((":", "?")):
        return True
    last = None
    for found in LABEL.finditer(text.replace("_", " ")):
        last = found
    if last is None or any(map(str.isdigit, text[: last.start()])):
        return False
    return _BEHIND.fullmatch(text, last.end()) is not None


def names_field(cell: str) -> bool:
    """Whether a cell reads like the name of a field, in a form that has its values to the right.

    >>> names_field("Decedent"), is_label("Decedent"), names_field("Agnes Lee")
    (True, False, False)
    """
    return is_label(cell) or (len(cell) <= _LONGEST_LABEL and _ROLE.search(cell) is not None)


def boxed(cell: str) -> tuple[str, str] | None:
    """The label in the first line of a cell and the value below it, as boxes of forms have them; None: it is no box.

    >>> boxed("SSN" + chr(10) + "010-94-0001"), boxed("Employee" + chr(10) + "Name"), boxed("SSN: 010-94-0001")
    (('SSN', '010-94-0001'), None, None)
    """
    label, _, value = cell.partition("\n")
    return (label.rstrip(), value.strip()) if value.strip() and names_field(label) and not is_label(value) else None


def continued(cell: str) -> str:
    """What a cell says in the rows below that it is merged with, as it does of a person; not a label, nor a number.

    >>> continued("Ann Lee"), continued("Borrower"), continued("773-01-0001")
    ('Ann Lee', '', '')
    """
    return "" if is_label(cell) or has_number(cell) else cell


def is_field(cell: str) -> bool:
    """Whether a cell that begins with a label has its value, too.

    >>> is_field("Full name: Ann Lee"), is_field("Current Address: Street"), is_field("Name:")
    (True, False, False)
    """
    value = cell.partition(": ")[2] if ": " in cell else ""
    return value != "" and not is_label(value)
