"""The operator's list of names (an export of a personnel system, say): read once, kept as hashes, written nowhere.

One name a line, or CSV with headers that say which columns hold names; all other columns are passed over. No word
of the file gets into a message, a report or a traceback: mistakes are told by the number of their line.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from piiscan.cli import Told
from piiscan.config import NameList
from piiscan.given import GivenError, read_whole
from piiscan.later import later

_LARGEST = 64 << 20  # bytes
_MOST = 500_000  # names: every worker is sent them all
_DELIMITERS = ",;\t|"
_FULL, _GIVEN, _SURNAME = "name.full", "name.given", "name.surname"
_ONE_WORD = later(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_NAMED = 5  # lines named of those without a name


class NamesFileError(Told):
    """A file of names that cannot be used, and why. Holds the file's name and never a word of it."""


def read_names(path: str) -> tuple[NameList, list[int]]:
    """The names of a file, and the numbers of lines in which none was understood."""
    try:
        data = read_whole(path, _LARGEST)
    except GivenError as error:
        raise NamesFileError(f"names file {path}: {error}") from None
    try:
        found = _Words()
        passed_over = list(found.take(_rows(_lines(data))))
    except _LineError as error:
        raise NamesFileError(f"names file {path}, line {error.number}: {error.what}") from None
    if not found.count:
        raise NamesFileError(f"names file {path}: no name in it")
    return NameList(found.count, _sorted(found.surnames), _sorted(found.given)), passed_over


def remark(passed_over: Sequence[int]) -> str:
    """What the operator should know of the lines without a name, in words."""
    named = ", ".join(map(str, passed_over[:_NAMED])) + (", …" if len(passed_over) > _NAMED else "")
    lines = "1 line" if len(passed_over) == 1 else f"{len(passed_over):,} lines"
    return f"names file: passed over {lines} without a name that can be understood (line {named})"


class _LineError(Exception):
    """What is wrong with a line. Not an error of its text: that would hold it."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(number, what)
        self.number = number
        self.what = what


class _Words:
    """The hashes of the words of names, by what they are in a name."""

    def __init__(self) -> None:
        self.count = 0
        self.surnames: set[int] = set()
        self.given: set[int] = set()

    def take(self, rows: Iterator[tuple[int, str, str, str]]) -> Iterator[int]:
        """Take in all rows (line, full name, given name, surname); the lines without a name."""
        from piiscan.pairing.names.in_text import parse_name, parse_parts
        from piiscan.pairing.names.words import PLACEHOLDERS

        for number, full, given, surname in rows:
            both = bool(given and surname)
            name = parse_parts(given, surname) if both else parse_name(full, labelled=True)
            word = "" if both else full or surname or given
            if name is not None:
                self._add(name.given, name.surname)
            elif _ONE_WORD.fullmatch(word) and word.lower() not in PLACEHOLDERS:
                # The column says what a word alone is, or it may be either.
                self._add("" if surname else word, "" if given else word)
            else:
                yield number
                continue
            self.count += 1
            if self.count > _MOST:
                raise _LineError(number, f"more than {_MOST:,} names")

    def _add(self, given: str, surname: str) -> None:
        """Each word by itself, and a surname of several as a whole: texts have them both ways."""
        words = given.replace(".", " ").split()
        self.given.update(_hashes([*words, *(part for word in words for part in word.split("-"))]))
        words = surname.split()
        self.surnames.update(_hashes([surname, *words[-1:], *(words[-1].split("-") if words else ())]))


def _hashes(words: list[str]) -> Iterator[int]:
    from piiscan.pairing.names.table import LONGEST, fold, key
    from piiscan.pairing.names.words import PARTICLES

    for folded in map(fold, words):
        if 1 < len(folded) <= LONGEST and folded not in PARTICLES:
            yield key(folded.encode("utf-8", "replace"))


def _sorted(numbers: set[int]) -> bytes:
    return array("Q", sorted(numbers)).tobytes()


def _lines(data: bytes) -> list[str]:
    lines = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            lines.append(line.decode() + "\n")
        except UnicodeDecodeError:
            raise _LineError(number, "not UTF-8") from None
        if b"\0" in line:
            raise _LineError(number, "not text")
    return lines


def _rows(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """The line, the full name, the given name and the surname of each row that is not empty."""
    delimiter, columns = _header(lines[0])
    for number, cells in _cells(lines, delimiter) if delimiter else enumerate(([line] for line in lines), 1):
        if columns and number == 1:
            continue
        read = {kind: cells[at].strip() for kind, at in (columns or {_FULL: 0}).items() if at < len(cells)}
        if any(read.values()):
            yield number, read.get(_FULL, ""), read.get(_GIVEN, ""), read.get(_SURNAME, "")


def _cells(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    import csv

    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise _LineError(reader.line_num, "not CSV") from None


def _header(line: str) -> tuple[str, dict[str, int]]:
    """The delimiter of a table ("": a list) and its columns of names; none if the line is no header."""
    from piiscan.detectors.headers import column_role

    best: tuple[str, dict[str, int]] = "", {}
    for delimiter in ("\0", *_DELIMITERS):
        columns: dict[str, int] = {}
        cells = line.replace('"', "").split(delimiter)
        for at, cell in enumerate(cells):
            role = column_role(cell.strip())
            if role is not None and role.kind in {_FULL, _GIVEN, _SURNAME}:
                columns.setdefault(role.kind, at)
        if len(columns) > len(best[1]) or (len(columns) == len(best[1]) > 0 and len(cells) > 1 and not best[0]):
            best = delimiter if len(cells) > 1 else "", columns
    return best
