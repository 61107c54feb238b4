"""What a text or a table becomes in each file format, and where its rows stand there.

Rule: knows nothing of records and truth.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path


def plain(path: Path, text: str) -> None:
    """Text as it is."""
    path.write_text(text, encoding="utf-8", newline="")


def _paragraphs(path: Path, text: str) -> None:
    from docx import Document
    from docx.enum.text import WD_BREAK

    document = Document()
    for number, page in enumerate(text.strip().split("\f")):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for line in page.split("\n"):
            document.add_paragraph(line)
    document.save(str(path))


def _web(path: Path, text: str) -> None:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    path.write_text(f"<!DOCTYPE html>\n<html><body>\n{body}\n</body></html>\n", encoding="utf-8")


# What a text becomes in a format that has no lines of its own; places are not checked there.
RENDERED: dict[str, Callable[[Path, str], None]] = {"docx": _paragraphs, "html": _web}


def _excel(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    """Write what a spreadsheet saves as CSV: a byte order mark, and CR LF."""
    del numeric, title
    stream = io.StringIO()
    csv.writer(stream).writerows(content)
    path.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")
    return "line", 0


def _delimited(mark: str) -> Callable[[Path, list[list[str]], list[bool], str], tuple[str, int]]:
    def save(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
        del numeric, title
        stream = io.StringIO()
        csv.writer(stream, delimiter=mark, lineterminator="\n").writerows(content)
        path.write_text(stream.getvalue(), encoding="utf-8", newline="")
        return "line", 0

    return save


def _workbook(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    before = 0
    if title:
        sheet.append([title])
        sheet.append([])
        before = 2
    for row in content:
        sheet.append(
            [int(cell) if number and cell.isdigit() else cell for cell, number in zip(row, numeric, strict=True)]
        )
    book.save(path)
    return "row", before


def _banner(title: str) -> list[list[str]]:
    return [[title or "Detail listing"], ["Run date: 03/04/2025", "Page 1"], [], ["For internal use only"], []]


def _statement(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    """Write a workbook as reporting tools do: a banner above the headings, a count below the rows."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Report"
    for line in _banner(title):
        sheet.append(line)
    for row in content:
        sheet.append(
            [int(cell) if number and cell.isdigit() else cell for cell, number in zip(row, numeric, strict=True)]
        )
    sheet.append([])
    sheet.append(["Records listed:", len(content) - 1])
    book.save(path)
    return "row", len(_banner(title))


def _listing(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    """Write what reporting tools save as CSV: the same banner and count, every cell in quotes."""
    del numeric
    stream = io.StringIO()
    rows = [*_banner(title), *content, [], ["Records listed:", str(len(content) - 1)]]
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return "line", len(_banner(title))


def _page(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    del numeric
    rows = "\n".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in content)
    head = f"<h1>{html.escape(title or 'Export')}</h1>"
    path.write_text(f"<!DOCTYPE html>\n<html><body>{head}\n<table>\n{rows}\n</table></body></html>\n", encoding="utf-8")
    return "row", 0


def _document(path: Path, content: list[list[str]], numeric: list[bool], title: str) -> tuple[str, int]:
    from docx import Document

    del numeric
    document = Document()
    document.add_heading(title or "List")
    grid = document.add_table(len(content), len(content[0]))
    for at, row in enumerate(content):
        for cell, text in zip(grid.rows[at].cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return "row", 0


CARRIERS: dict[str, Callable[[Path, list[list[str]], list[bool], str], tuple[str, int]]] = {
    "csv": _delimited(","),
    "excel": _excel,
    "semicolon": _delimited(";"),
    "tsv": _delimited("\t"),
    "pipe": _delimited("|"),
    "xlsx": _workbook,
    "statement": _statement,
    "listing": _listing,
    "html": _page,
    "docx": _document,
}
SUFFIXES = {
    "csv": "csv",
    "excel": "csv",
    "semicolon": "csv",
    "tsv": "tsv",
    "pipe": "txt",
    "xlsx": "xlsx",
    "statement": "xlsx",
    "listing": "csv",
    "html": "html",
    "docx": "docx",
}
