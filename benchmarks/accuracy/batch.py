"""Kinds of files, as templates declare them: pieces of text, tables, objects, records of fixed width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accuracy.template import T

Template = str | T


def as_t(template: Template) -> T:
    """A bare string is a template without overrides."""
    return template if isinstance(template, T) else T(template)


@dataclass(frozen=True, slots=True)
class Texts:
    """Pieces of text, `per_file` in a file, shuffled."""

    name: str
    container: str
    suffix: str
    positives: Sequence[Template]
    negatives: Sequence[Template]
    structured: bool = False
    per_file: int = 20
    sep: str = "\n\n"
    head: str = ""
    tail: str = "\n"
    where: str = "free"
    wrap: int = 0
    fillers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of columns (header, template); the file's carrier is one of `carriers`."""

    name: str
    columns: Sequence[tuple[str, str]]
    carriers: Sequence[str] = ("csv", "excel", "tsv", "pipe", "xlsx")
    header: bool = True
    cls: str | None = None
    also: tuple[str, ...] = ()
    home: str | None = None
    residency: str | None = None
    negative: bool = False
    forms: Sequence[str] = ()  # of names; empty: any that may stand below a label
    per_file: int = 16
    title: str = ""


@dataclass(frozen=True, slots=True)
class Objects:
    """JSON objects, as a list, nested in an envelope, or one on a line."""

    name: str
    shape: Any
    styles: Sequence[str] = ("list", "lines", "envelope")
    negative: bool = False
    per_file: int = 10
    cls: str | None = None
    also: tuple[str, ...] = ()
    residency: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """Records of fixed width: (width, template), with or without a line of headings."""

    name: str
    columns: Sequence[tuple[int, str]]
    heading: Sequence[str] = ()
    head: Sequence[str] = ()  # lines above all, as they are
    fits: bool = False  # only people and numbers that no column is too narrow for
    negative: bool = False
    per_file: int = 40
    cls: str | None = None
    also: tuple[str, ...] = ()
    residency: str | None = None
    forms: Sequence[str] = ("LAST FIRST M", "LAST, FIRST M")


Batch = Texts | Table | Objects | Fixed
