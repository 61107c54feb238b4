"""Labels of forms that go on with sentences on how to fill them in: "1 Name. An entry is required.: Ann Lee" (W-9).

Rule: the label begins the line and ends with a full stop; sentences follow, up to a colon behind a full stop. What
stands there is the value of the label, and nothing of what the sentences name.
"""

from __future__ import annotations

from piiscan.later import later

_FORM = later(  # a label, and sentences
    r"(\W{0,4}(?:\d{1,2}[a-z]?[.)]? )?[^\W\d_][^.:?!\n]{2,80})\. [^:\n]{8,300}?\.\)?:(?=\s|\Z)"
)


def without_instructions(text: str) -> str:
    """A line with a colon right behind such a label and blanks for the sentences, as long as it was.

    >>> without_instructions("1 Name. Required here.: Ann"), without_instructions("Name. Ask Ann: Bob")
    ('1 Name:                 Ann', 'Name. Ask Ann: Bob')
    """
    found = _FORM.match(text) if ".:" in text or ".):" in text else None
    return text if found is None else f"{found[1]}:".ljust(found.end()) + text[found.end() :]
