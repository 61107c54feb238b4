"""The section of an HTML report on severity: how many files lie how open, and how many persons are in them."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.reporters.html_kept import Kept
from piiscan.reporters.html_text import Column, bar, count, table
from piiscan.severity import Severity

_LEVELS = {
    "wide": "open to all near it",
    "some": "open to more than need it",
    "narrow": "to its owner and a small group",
    "unknown": "not known",
}


def severities(kept: Kept) -> Iterator[str]:
    """A row for each severity that a file has; a column for each way to lie open that there is."""
    if not kept.grades:
        return
    levels = [level for level in _LEVELS if any(key[1] == level for key in kept.grades)]
    columns = [
        *(
            Column("Severity"),
            Column("Persons compared", "bars"),
            Column("Persons", "number"),
            Column("Files", "number"),
        ),
        *(Column(_LEVELS[level], "number") for level in levels),
    ]
    sums = {
        severity: [kept.grades[key] for key in kept.grades if key[0] == severity] for severity in reversed(Severity)
    }
    most = max(sum(one.persons for one in of) for of in sums.values())
    rows = (
        [
            f'<span class="chip {severity.word}">{severity.word}</span>',
            bar([sum(one.persons for one in of)], most),
            count(sum(one.persons for one in of)),
            count(sum(one.files for one in of)),
            *(count(kept.grades[severity, level].files if (severity, level) in kept.grades else 0) for level in levels),
        ]
        for severity, of in sums.items()
        if of
    )
    yield from table("Files with findings by severity, and by who may read them", columns, rows)
    yield (
        '<p class="quiet">Severity is how open a file lies, times how many persons are in it; '
        '<a href="#about">how it is made</a>.</p>\n'
    )
