"""An HTML page for people who decide: one file, readable without a network, on paper and by keyboard.

In short, what to do, where, how open, what was not read, and the masked findings of the worst files, to be opened.
As small as its bounds, for the same memory, whatever the scan found; it says what it leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from piiscan.reporters import html_do, html_files, html_marks, html_sections, html_severity
from piiscan.reporters.html_kept import Kept, take_in
from piiscan.reporters.html_text import END, begin, name, text
from piiscan.reporters.terminal import Look, Sink, escape

Record = Mapping[str, Any]


def write(records: Iterable[Record], out: Sink, _look: Look) -> None:
    """Take in the stream, then write the page."""
    for piece in _page(take_in(records)):
        out.write(piece)


def _page(kept: Kept) -> Iterator[str]:
    roots = ", ".join(escape(root) for root in kept.run["roots"])
    sections = [(key, title, content) for key, title, pieces in _sections(kept) if (content := _begun(pieces))]
    yield begin(f"Personal information in {text(roots, 80)}")
    yield '<a class="skip" href="#short">Skip to the content</a>\n<header>\n'
    yield f"<h1>Personal information in {name(roots)}</h1>\n"
    yield (
        f"<p>What Massachusetts law 201 CMR 17.00 protects, as piiscan {text(kept.run['tool']['version'])} found it "
        f"{_when(_time(kept.run['started']), _time(kept.summary['ended']))}. Values and names are masked. "
        "Treat this page as confidential: it says where the rest is.</p>\n"
    )
    yield '<nav aria-label="Contents"><ul>'
    yield "".join(f'<li><a href="#{key}">{title}</a></li>' for key, title, _ in sections)
    yield "</ul></nav>\n</header>\n<main>\n"
    for key, title, content in sections:
        yield f'<section aria-labelledby="{key}"><h2 id="{key}">{title}</h2>\n'
        yield from content
        yield "</section>\n"
    yield f"</main>\n{END}"


def _begun(pieces: Iterator[str]) -> Iterator[str] | None:
    """The pieces of a section; None if there are none."""
    first = next(pieces, None)
    return None if first is None else chain((first,), pieces)


def _sections(kept: Kept) -> Iterator[tuple[str, str, Iterator[str]]]:
    files = kept.worst.first()
    yield "short", "In short", html_sections.short(kept)
    yield "do", "What to do", html_do.to_do(kept)
    yield "kinds", "Kinds of numbers", html_sections.kinds(kept)
    yield "folders", "Folders", html_sections.folders(kept)
    yield "severity", "Severity", html_severity.severities(kept)
    if files:
        yield "files", "Files", html_files.overview(files, kept.worst.files, several=kept.several)
    yield "owners", "Owners", html_sections.owners(kept)
    yield "duties", "Duties touched", html_sections.duties(kept)
    yield "locks", "Encryption", html_sections.locks(kept)
    yield "marks", "Marks", html_marks.marks(kept)
    yield "coverage", "What was not read", html_sections.coverage(kept)
    yield "findings", "Findings, file by file", html_files.drill_down(files, several=kept.several)
    yield "about", "About this report", html_sections.about(kept)


def _when(began: str, ended: str) -> str:
    """A scan that took less than a minute has one time."""
    return f"between {began} and {ended}" if began != ended else f"on {began}"


def _time(moment: str) -> str:
    return f"{text(moment[:10])} at {text(moment[11:16])} UTC"
