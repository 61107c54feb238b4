"""The reports: what takes the records of a stream and writes text. To add one: a file, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from piiscan.reporters import json_document, jsonl, table
from piiscan.reporters.terminal import Look, Sink


class Reporter(NamedTuple):
    """A report. `carries_values`: it has a place for raw values, so that --reveal may be used with it."""

    name: str
    write: Callable[[Iterable[Mapping[str, object]], Sink, Look], None]
    carries_values: bool


REPORTERS: tuple[Reporter, ...] = (
    Reporter("jsonl", jsonl.write, carries_values=True),
    Reporter("json", json_document.write, carries_values=True),
    Reporter("table", table.write, carries_values=False),
)
