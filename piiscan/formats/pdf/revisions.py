"""What an earlier revision of a PDF showed and the last one does not: it is still in the bytes for anyone to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from piiscan.formats.base import Context
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Gap, Reason, Step

_MOST = 20  # revisions that are opened, the last ones before the current
_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){6}")


def lines_of(text: str) -> set[int]:
    """What tells the lines of a page again."""
    return {hash(line.strip()) for line in text.split("\n") if _DIGITS.search(line)}


def revisions(
    documents: list[bytes],
    shown: set[int],
    page_text: Callable[[Any], str],
    flow: Flow,
    context: Context,
) -> Iterator[Gap]:
    """Write the lines with a number that were replaced, and the others of their pages; gaps for what is too much."""
    import pypdfium2

    if len(documents) > _MOST:
        yield Gap(Reason.LIMIT, f"more than {_MOST} earlier revisions, the last ones read (limit: revisions)")
    for number, data in list(enumerate(documents, 1))[-_MOST:]:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            continue  # no document up to here: no revision
        try:
            count, over = context.budget.take_pages(len(document))
            if over:
                yield Gap(Reason.LIMIT, f"with revisions {over}")
                return
            for index in range(count):
                page = document[index]
                _write(
                    page_text(page), shown, flow, (Step(Axis.PART, f"revision {number}"), Step(Axis.PAGE, index + 1))
                )
                page.close()
        except Exception as error:  # noqa: BLE001 - one bad revision does not cost the others
            yield Gap(Reason.CORRUPT, f"revision {number}: cannot be read ({type(error).__name__})")
        finally:
            document.close()
    flow.flush()


def _write(text: str, shown: set[int], flow: Flow, at: tuple[Step, ...]) -> None:
    lines = text.split("\n")
    fresh = [not _DIGITS.search(line) or hash(line.strip()) not in shown for line in lines]
    if not any(new and _DIGITS.search(line) for new, line in zip(fresh, lines, strict=True)):
        return
    flow.flush()
    for number, (new, line) in enumerate(zip(fresh, lines, strict=True), 1):
        if new:
            flow.write(line + "\n", at, number)
    shown.update(lines_of(text))
