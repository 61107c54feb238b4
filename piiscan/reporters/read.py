"""A stream of JSON Lines read back: the one door for all that makes something of a finished scan.

Rule: a record given is whole and has what the schema requires; whatever else is wrong is told with the number of
its line, never with what stands there. Raw values that --reveal wrote are taken out unless they are asked for.
Memory is that of the longest line.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from piiscan.given import in_words
from piiscan.reporters.shape import checks
from piiscan.severity import told
from piiscan.stream import SCHEMA_VERSION
from piiscan.tally import Tally

Record = dict[str, Any]

_ID = re.compile(rb'\{"type": ?"finding", ?"id": ?"([0-9a-f]+)"')
FEW = 300  # lines that are read before it is worth the while to make what tells whole ones at a glance
LONGEST = 64 << 20  # bytes of a line; a finding of a thousand elements is far below
_MAJOR = SCHEMA_VERSION.partition(".")[0]


class StreamError(Exception):
    """A stream that cannot be read (on with), in words that may be shown."""


class TornError(StreamError):
    """A stream that ends before its summary: the scan was killed, or the file was cut."""


def read(
    file: BinaryIO,
    name: str,
    *,
    incomplete: bool = False,
    values: bool = False,
    wants: Callable[[str], bool] | None = None,
) -> Iterator[Mapping[str, Any]]:
    """The records of a stream, its head first and its summary last. Raises `StreamError`.

    incomplete: of a stream that ends early give what is there, and a summary that says so. values: leave the raw
    values in, where the scan revealed them. wants: findings with an id that it does not want are passed over, as a
    line (of a stream read for the second time). Records of types that came after this version are passed over.
    """
    tally = Tally()
    head: Record | None = None
    try:
        for record in told(_in_order(_Lines(file, name, wants))):
            if record["type"] == "run":
                head = record
            if incomplete and record["type"] in {"finding", "outcome"}:
                tally.add(record)
            yield record if values else masked(record)
    except TornError as error:
        if not incomplete or head is None:
            raise
        yield tally.summary_record(2, f"{error}: a report of what stands before", head["started"], interrupted=True)


class _Lines:
    """The lines of a stream, and how to speak of the one at hand."""

    def __init__(self, file: BinaryIO, name: str, wants: Callable[[str], bool] | None = None) -> None:
        self._file = file
        self._name = name
        self._wants = wants
        self._quick: Callable[[bytes], Record | None] | None = None
        self.number = 0

    def error(self, what: str, of: type[StreamError] = StreamError) -> StreamError:
        """What is wrong with the line at hand."""
        at = f"line {self.number}: " if self.number else ""  # there is none in an empty file
        return of(f"{self._name}: {at}{what}")

    def next(self) -> bytes:
        """The next line that is not empty; b"" at the end."""
        while line := self._read():
            self.number += 1
            if len(line) > LONGEST:
                raise self.error(f"longer than {LONGEST >> 20} MiB; this is no report of piiscan")
            if line.strip() and not self._passed(line):
                return line
        return b""

    def quick(self, line: bytes) -> Record | None:
        """The record of a line that certainly is as it should be, once it is worth the while to load what tells it."""
        if self._quick is None:
            if self.number < FEW:
                return None
            from piiscan.reporters.quick import decoder

            self._quick = decoder()
        return self._quick(line)

    def _passed(self, line: bytes) -> bool:
        if self._wants is None:
            return False
        found = _ID.match(line)
        return found is not None and not self._wants(found[1].decode())

    def _read(self) -> bytes:
        try:
            return self._file.readline(LONGEST + 1)
        except OSError as error:
            what = in_words(error)
            raise StreamError(f"{self._name}: cannot be read on: {what[:1].lower()}{what[1:]}") from None


def _in_order(lines: _Lines) -> Iterator[Record]:
    """The records, each checked for its shape and for its place in the stream."""
    yield _head(lines.next().removeprefix(codecs.BOM_UTF8), lines)
    kind = ""
    while kind != "summary":
        record = _record(lines)
        if record is None:
            continue
        kind = record["type"]
        yield record
    if lines.next():
        raise lines.error("stands behind the end of the report; give one report at a time")


def _head(line: bytes, lines: _Lines) -> Record:
    """The first record, and whether the stream is one this version can read."""
    if not line:
        raise lines.error("empty; the scan wrote nothing", TornError)
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise lines.error("is UTF-16, which a shell made of it; let the scan write the file (-o)")
    if line.startswith(b'{"run":'):
        raise lines.error("is a JSON document; reports are made of JSON Lines (scan -f jsonl)")
    record = _decoded(line, lines)
    version = record.get("schema_version")
    if record.get("type") != "run" or not isinstance(version, str):
        raise lines.error("is not the head of a report of piiscan (scan -f jsonl)")
    if version.partition(".")[0] != _MAJOR:
        raise lines.error(f"is of a schema version that this piiscan does not read; it reads {_MAJOR}.x")
    if fault := checks()["run"](record):
        raise lines.error(f"the head {fault}")
    return record


def _record(lines: _Lines) -> Record | None:
    """The next record; None for one of a type that is not known yet."""
    line = lines.next()
    if not line:
        raise lines.error("the report ends here, without its summary", TornError)
    record = lines.quick(line)
    if record is None:
        record = _checked(line, lines)
    if record is not None and record["type"] != "finding":
        record["counts"] = {name: of for name, of in record["counts"].items() if _counts(name, of)}
    return record


def _checked(line: bytes, lines: _Lines) -> Record | None:
    record = _decoded(line, lines)
    kind = record.get("type")
    if not isinstance(kind, str):
        raise lines.error("has no type")
    check = checks().get(kind)
    if check is None:
        return None
    if fault := check(record):
        raise lines.error(f"the {kind} {fault}")
    if kind == "run":
        raise lines.error("a second report begins here; give one at a time")
    return record


def _counts(name: str, of: object) -> bool:
    """Whether it is a group of counts, perhaps one of a later version."""
    return name.isprintable() and isinstance(of, dict) and all(isinstance(count, int) for count in of.values())


def _decoded(line: bytes, lines: _Lines) -> Record:
    try:
        record = _DECODER.decode(line.decode())
    except (ValueError, RecursionError):
        if not line.endswith(b"\n"):
            raise lines.error("the report is cut off here, in the middle of a line", TornError) from None
        raise lines.error("is not JSON") from None
    if not isinstance(record, dict):
        raise lines.error("is not a JSON object")
    return record


def _refuse(_word: str) -> NoReturn:
    raise ValueError  # NaN and Infinity are not JSON, and no report could write them on


def _finite(text: str) -> float:
    if math.isinf(number := float(text)):
        _refuse(text)
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)


def masked(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without the raw values that --reveal put into it."""
    if record["type"] != "finding":
        return record
    person = record["person"]
    raw = any("value" in element for element in record["elements"])
    if not raw and (person is None or "name" not in person):
        return record
    elements = [{key: element[key] for key in element if key != "value"} for element in record["elements"]]
    person = None if person is None else {key: person[key] for key in person if key != "name"}
    return {**record, "person": person, "elements": elements}
