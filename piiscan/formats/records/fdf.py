r"""Data of a form in a PDF (FDF, ISO 32000-2, 12.7.8): the name and the value of each field, whichever comes first.

Rule: a dictionary with /T and /V is a field, of which the names round it ("form.page[0]") say nothing; all fields of
a file are one record, and other strings its lines. Texts are PDF's: in brackets with escapes, or hexadecimal, UTF-16
with its mark or else as PDF writes Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import extract_text
from piiscan.formats.segments.keyed import TEXT, Record, Records
from piiscan.formats.spool import read_small
from piiscan.later import later
from piiscan.model import Blob

_STRING = rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+)\)|<([0-9A-Fa-f\s]*+)>"
_TOKEN = later(rb"\\.|(<<)|(>>)|/([TV])\s*(?:" + _STRING + rb"|/([^\s/<>()\[\]]+))|\(((?:[^()\\]|\\.)*+)\)", re.DOTALL)
_ESCAPE = later(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}
_MARKS = {b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}
_INDEX = later(r"\[\d+\]")
_LARGEST = 8 << 20  # bytes; data of forms is some KiB
_DEEPEST = 64


def extract_fdf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The fields as one segment of shape OBJECT, each at its line; what is larger than any such file is text."""
    data = read_small(blob, _LARGEST)
    if data is None:
        yield from extract_text(blob, context)
        return
    records, record = Records(), Record()
    line, at = 1, 0
    open_: list[dict[bytes, tuple[str, int]]] = []
    for token in _TOKEN.finditer(data):
        line, at = line + data.count(b"\n", at, token.start()), token.start()
        if token[1]:
            open_ = [*open_[-_DEEPEST:], {}]
        elif token[2] and open_:
            named = open_.pop()
            if b"T" in named and b"V" in named:
                value, where = named[b"V"]
                record.add(_INDEX.sub("", named[b"T"][0]).rpartition(".")[2], value, where)
        elif token[3] and open_:
            said = token[6].decode("latin-1") if token[6] is not None else _text(token[4], token[5])
            open_[-1].setdefault(token[3], (said, line))
        elif token[7]:  # of a note, or one of several values
            record.add(TEXT, _text(token[7], None), line)
    records.put(record)
    yield from records.finish()


def _text(written: bytes | None, digits: bytes | None) -> str:
    """What a string of PDF says."""
    if written is not None:
        raw = _ESCAPE.sub(_unescaped, written) if b"\\" in written else written
    else:
        packed = b"".join((digits or b"").split())
        raw = bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode())
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    return raw.decode("latin-1")


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return _ESCAPED.get(found[2], found[2])
