"""Pieces of HTML: text, names, tables, bars, and the frame of a page that loads nothing and runs nothing.

Rule: no string of a record reaches a page but through `text`; what is written by hand here has no such string in it.
There is no script at all, and the policy of the page allows one style sheet, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape as html
from importlib import resources
from typing import NamedTuple

from piiscan.reporters.terminal import clip, escape

LONGEST = 400  # columns of a name or a detail


def text(value: object, columns: int = LONGEST) -> str:
    r"""A string of a record as text that can only be text, in an element or in a quoted attribute.

    >>> text("<b>\"'&\u202e\x1b[2J")
    '&lt;b&gt;&quot;&#x27;&amp;\\u202e\\x1b[2J'
    """
    return html(clip(escape(str(value)), columns))


def name(value: object) -> str:
    """A name of a file or a place: set apart, and with a direction of writing of its own.

    >>> name("a.csv")
    '<bdi class="name">a.csv</bdi>'
    """
    return f'<bdi class="name">{text(value)}</bdi>'


def count(number: int) -> str:
    """A number as people write it."""
    return f"{number:,}"


def many(number: int, thing: str, things: str = "") -> str:
    """A number of things.

    >>> many(1, "file"), many(1200, "file"), many(2, "entry", "entries")
    ('1 file', '1,200 files', '2 entries')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


_SHORT = {"ssn": "SSN", "drivers_license": "license or ID", "financial_account": "account", "payment_card": "card"}


def kind_of(kind: str) -> str:
    """The kind of a number in a word or two."""
    return _SHORT.get(kind) or kind.replace("_", " ")


def bar(parts: Sequence[int], whole: int) -> str:
    """A bar of one or more parts. Its numbers stand beside it, so that who cannot see it misses nothing."""
    rects, at = [], 0.0
    for index, part in enumerate(parts):
        width = 100 * part / whole if whole else 0.0
        if part:
            width = max(width, 0.5)
            rects.append(f'<rect class="part{index}" x="{at:.2f}" width="{width:.2f}" height="10"/>')
        at += width
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="ground" width="100" height="10"/>{"".join(rects)}</svg>'
    )


class Column(NamedTuple):
    """A column of a table; `kind` is a class of the style sheet."""

    title: str
    kind: str = ""


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], kind: str = "") -> Iterator[str]:
    """A table: each cell says on a narrow screen what its column is. Cells are HTML, titles plain words."""
    yield f'<table class="stack {kind}"><caption>{caption}</caption><thead><tr>'
    for column in columns:
        yield f'<th scope="col"{_class(column.kind)}>{column.title}</th>'
    yield "</tr></thead><tbody>\n"
    for row in rows:
        yield "<tr>" + "".join(map(_cell, columns, row, range(len(row)))) + "</tr>\n"
    yield "</tbody></table>\n"


def _cell(column: Column, content: str, index: int) -> str:
    if index == 0:
        return f'<th scope="row"{_class(column.kind)}>{content}</th>'
    return f'<td data-title="{column.title}"{_class(column.kind)}>{content}</td>'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


@cache
def style() -> str:
    """The style sheet."""
    return resources.files("piiscan").joinpath("data", "report.css").read_text(encoding="utf-8")


def begin(title: str) -> str:
    """The frame of the page down to the body."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex, nofollow">\n'
        f"<title>{title}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
    )


END = "</body>\n</html>\n"
