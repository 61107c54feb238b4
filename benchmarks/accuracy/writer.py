"""Items become files: templates are filled, put one below the other, and the place of each is noted.

Rule: what is written and what the truth says come from the same record at the same moment.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from accuracy.batch import Fixed, Objects, Table, Texts, as_t
from accuracy.carriers import CARRIERS, RENDERED, SUFFIXES, plain
from accuracy.fill import Record
from accuracy.people import form
from accuracy.template import T, Taken
from accuracy.truth import Item


@dataclass(slots=True)
class Writer:
    """Writes files below a folder and keeps the truth about them."""

    root: Path
    seed: str
    taken: Taken = field(default_factory=Taken)
    items: list[Item] = field(default_factory=list)
    files: int = 0

    def _file(self, container: str, name: str, suffix: str) -> str:
        self.files += 1
        path = f"{container}/{name}-{self.files:04}.{suffix}"
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        return path

    def _item(self, record: Record, **place: Any) -> None:  # noqa: ANN401  (fields of Item)
        number = f"{len(self.items):05}"
        self.items.append(Item(id=number, expected=record.expected(), **place))

    def mixed(self, batch: Texts, count: int) -> None:
        """So many positive and as many negative items, in the same files."""
        rng = Random(f"{self.seed} {batch.name}")
        both = [as_t(batch.positives[at % len(batch.positives)]) for at in range(count)]
        both += [as_t(batch.negatives[at % len(batch.negatives)]) for at in range(count)]
        rng.shuffle(both)
        for first in range(0, len(both), batch.per_file):
            self._text_file(batch, rng, both[first : first + batch.per_file])

    def _text_file(self, batch: Texts, rng: Random, templates: list[T]) -> None:
        path = self._file(batch.container, batch.name, batch.suffix)
        wrap = batch.wrap if rng.random() < 0.5 else 0
        blank = Record(rng, self.taken, T(batch.head))
        text = blank.fill(batch.head) if batch.head else ""
        for at, template in enumerate(templates):
            if at:
                text += batch.sep
            if batch.fillers and rng.random() < 0.4:
                filler = Record(rng, self.taken, T(rng.choice(batch.fillers)))
                text += _wrapped(filler.fill(), wrap) + batch.sep
            record = Record(rng, self.taken, template, where=batch.where, container=batch.container)
            piece = _wrapped(record.fill(), wrap, record)
            first = text.count("\n") + 1
            text += piece
            self._item(
                record, file=path, container=batch.container, template=f"{batch.name}: {template.text[:60]}",
                structured=batch.structured,
                first=0 if batch.suffix in RENDERED else first, last=first + piece.count("\n"),
            )  # fmt: skip
        text += batch.tail
        RENDERED.get(batch.suffix, plain)(self.root / path, text)

    def objects(self, batch: Objects, count: int) -> None:
        """So many JSON objects."""
        rng = Random(f"{self.seed} {batch.name}")
        source = json.dumps(batch.shape, ensure_ascii=False)
        template = T(source, cls=batch.cls, also=batch.also, residency=batch.residency)
        for at in range(0, count, batch.per_file):
            style = batch.styles[at // batch.per_file % len(batch.styles)]
            path = self._file("json", batch.name, "jsonl" if style == "lines" else "json")
            heads = {"list": "[\n", "lines": "", "envelope": '{\n "exported": "2025-03-01T04:00:00Z",\n "records": [\n'}
            text, sep = heads[style], "\n" if style == "lines" else ",\n"
            form_of = {who: form(rng, "label") for who in "123"}
            size = min(batch.per_file, count - at)
            for number in range(size):
                record = Record(rng, self.taken, template, where="label", forms=form_of)
                value = _each(batch.shape, record.fill)
                escaped = rng.random() < 0.1
                piece = json.dumps(value, ensure_ascii=escaped, indent=None if style == "lines" else 1)
                first = text.count("\n") + 1
                text += piece + (sep if number + 1 < size else "\n")
                self._item(
                    record, file=path, container="json", template=batch.name, structured=True,
                    first=first, last=first + piece.count("\n"),
                )  # fmt: skip
            text += {"list": "]\n", "lines": "", "envelope": " ]\n}\n"}[style]
            (self.root / path).write_text(text, encoding="utf-8")

    def fixed(self, batch: Fixed, count: int) -> None:
        """So many records of fixed width."""
        rng = Random(f"{self.seed} {batch.name}")
        source = " ".join(text for _, text in batch.columns)
        template = T(source, cls=batch.cls, also=batch.also, residency=batch.residency)
        for at in range(0, count, batch.per_file):
            path = self._file("fixed", batch.name, "txt" if batch.heading else "dat")
            widths = [width for width, _ in batch.columns]
            lines = list(batch.head)
            if batch.heading:
                lines.append(
                    "".join(text.ljust(width) for text, width in zip(batch.heading, widths, strict=True)).rstrip()
                )
            name_form = rng.choice(batch.forms)
            for _ in range(min(batch.per_file, count - at)):
                while True:
                    record = Record(rng, self.taken, template, where="label", forms=dict.fromkeys("123", name_form))
                    cells = [record.fill(text) for _, text in batch.columns]
                    if not batch.fits or all(len(cell) <= width for cell, width in zip(cells, widths, strict=True)):
                        break
                lines.append("".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
                place = {"file": path, "first": len(lines), "last": len(lines)}
                self._item(record, container="fixed", template=batch.name, structured=True, **place)
            (self.root / path).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def table(self, batch: Table, count: int) -> None:
        """So many rows."""
        rng = Random(f"{self.seed} {batch.name}")
        source = " ".join(text for _, text in batch.columns)
        template = T(source, cls=batch.cls, also=batch.also, home=batch.home, residency=batch.residency)
        turn = rng.randrange(len(batch.carriers))
        for at in range(0, count, batch.per_file):
            carrier = batch.carriers[(turn + at // batch.per_file) % len(batch.carriers)]
            path = self._file("table", batch.name, SUFFIXES[carrier])
            name_form = rng.choice(batch.forms) if batch.forms else form(rng, "label")
            rows: list[tuple[list[str], Record]] = []
            for _ in range(min(batch.per_file, count - at)):
                record = Record(rng, self.taken, template, where="label", forms=dict.fromkeys("123", name_form))
                rows.append(([record.fill(text) for _, text in batch.columns], record))
            header = [title for title, _ in batch.columns] if batch.header else []
            numeric = [":num}" in text for _, text in batch.columns]
            content = [*([header] if header else []), *(cells for cells, _ in rows)]
            axis, before = CARRIERS[carrier](self.root / path, content, numeric, batch.title)
            for number, (_, record) in enumerate(rows, 1 + before + bool(header)):
                self._item(
                    record, file=path, container="table", template=batch.name, structured=True,
                    first=number, last=number, axis=axis,
                )  # fmt: skip


def _each(shape: Any, fill: Callable[[str], str]) -> Any:  # noqa: ANN401  (JSON)
    if isinstance(shape, dict):
        return {key: _each(value, fill) for key, value in shape.items()}
    if isinstance(shape, list):
        return [_each(value, fill) for value in shape]
    if isinstance(shape, str):
        text = fill(shape)
        return int(text) if ":num}" in shape else text
    return shape


def _wrapped(text: str, width: int, record: Record | None = None) -> str:
    if not width:
        return text
    for found in record.numbers.values() if record else ():  # a number is not broken: typists do not
        for number in found:
            text = text.replace(number.written, number.written.replace(" ", "\x01"))
    lines = [textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False) for line in text.split("\n")]
    return "\n".join(lines).replace("\x01", " ")
