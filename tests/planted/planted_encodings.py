"""Encodings that hide nothing, inside text of many kinds (SPEC, chapter 10)."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import io
import json
import quopri
import struct
import textwrap
import zipfile
from collections.abc import Callable

from planted import Case, Plant


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def wrapped(text: str | bytes, before: str = "") -> str:
    lines = base64.encodebytes(text.encode() if isinstance(text, str) else text).decode().splitlines()
    return "".join(f"{before}{line}\n" for line in lines)


def _secret(plant: Plant) -> str:
    return f"kind: Secret\ndata:\n  name: {b64('Ann Lee')}\n  ssn: {b64(plant('value of a secret', 'line 4 › column 8 (ssn) › base64'))}\n"


def _json_value(plant: Plant) -> str:
    ssn = plant("value beside a plain name", "line 1 › column 33 (ssn_b64) › base64")
    return json.dumps({"name": "Ann Lee", "ssn_b64": b64(ssn)})


def _json_file(plant: Plant) -> str:
    table = "name,ssn\nAnn Lee," + plant("table in a value", "line 1 › column 11 › base64 › line 2 › column 2 (ssn)")
    return json.dumps({"file": b64(table + "\nBob Ray,none\nJo Doe,none\n")})


def _cells(plant: Plant) -> str:
    one, two = (plant(f"cell of row {row}", f"line {row + 1} › column 2 (ssn) › base64") for row in (1, 2))
    return f"name,ssn\nAnn Lee,{b64(one)}\nBob Ray,{b64(two)}\n"


def _base32_cells(plant: Plant) -> str:
    one, two = (plant(f"cell of row {row}", f"line {row + 1} › column 2 (ssn_base32) › base32") for row in (1, 2))
    return f"name,ssn_base32\nAnn Lee,{_base32(one)}\nBob Ray,{_base32(two)}\n"


def _archive(plant: Plant) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        where = "line 1 › base64 › a.txt › line 1 › column 14"
        archive.writestr("a.txt", plant.record("file in an element", where) + "\n")
    return out.getvalue()


def _mashup(plant: Plant) -> str:
    """As Excel keeps the queries of a workbook (MS-QDEFF, 2.2)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        query = plant.record("query", "line 1 › base64 › Formulas/Section1.m › line 2 › column 19")
        archive.writestr("Formulas/Section1.m", "section Section1;\n" + "".join([f'T = "{query}";']) + "\n// x" * 99)
    raw = struct.pack("<II", 0, len(out.getvalue())) + out.getvalue() + struct.pack("<II", 4, 1) + b"<a/>"
    return f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{b64(raw)}</DataMashup>'


def _long_file(plant: Plant) -> str:
    """A file in base64 that is longer than any window of text."""
    filler = "".join(f"row {number} is of no interest {number * 7919 % 10007}\n" for number in range(120_000))
    text = filler + plant.record("end of a long file", "line 1 › column 4 › base64 › line 120001 › column 14") + "\n"
    return "x: " + b64(text) + "\n"


def _uuencoded(text: bytes) -> bytes:
    lines = b"".join(binascii.b2a_uu(text[at : at + 45]) for at in range(0, len(text), 45))
    return b"begin 644 staff.txt\n" + lines + b"`\nend\n"


def _yenc(data: bytes, name: bytes = b"staff.txt") -> bytes:
    """By its definition (yenc.org, 1.3): zero, the ends of lines and the sign of an escape are escaped."""
    moved = bytes((byte + 42) % 256 for byte in data)
    lines = []
    for at in range(0, len(moved), 128):
        line = moved[at : at + 128].replace(b"=", b"=\x7d")
        for byte in b"\0\r\n":
            line = line.replace(bytes([byte]), b"=" + bytes([byte + 64]))
        lines.append(line + b"\r\n")
    size = str(len(data)).encode()
    body = b"".join(lines)
    return b"=ybegin line=128 size=" + size + b" name=" + name + b"\r\n" + body + b"=yend size=" + size + b"\r\n"


def _post(plant: Plant) -> bytes:
    before = plant.record("text before a block", "line 3 › column 14")
    inner = plant.record("block", "yenc › line 2 › column 14")
    packed = plant.record("ZIP in a second block", "yenc 2 › a.txt › line 1 › column 14")
    behind = plant.record("text behind a block", "line 11 › column 14")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", packed)
    first = _yenc(b"\0\n" + inner.encode() + b"\n")
    second = _yenc(out.getvalue(), b"a.zip")
    lines = (first + second).count(b"\n")
    assert lines == 7, lines
    return f"Subject: files\n\n{before}\n".encode() + first + second + f"{behind}\n".encode()


def _base32(text: str | bytes) -> str:
    return base64.b32encode(text.encode() if isinstance(text, str) else text).decode()


def _xxd(text: bytes) -> str:
    lines = []
    for at in range(0, len(text), 16):
        part = text[at : at + 16]
        pairs = " ".join(part[two : two + 2].hex() for two in range(0, len(part), 2))
        lines.append(f"{at:08x}: {pairs:39}  {''.join(chr(c) if 32 <= c < 127 else '.' for c in part)}\n")
    return "".join(lines)


def _canonical(text: bytes) -> str:
    lines = []
    for at in range(0, len(text), 16):
        part = text[at : at + 16]
        pairs = part[:8].hex(" ") + "  " + part[8:].hex(" ")
        lines.append(f"{at:08x}  {pairs:48}  |{''.join(chr(c) if 32 <= c < 127 else '.' for c in part)}|\n")
    return "".join(lines)


def _one(format_: str, variant: str, name: str, place: str, write: Callable[[str], str | bytes]) -> Case:
    """A file with one record, "Ann Lee, SSN …", encoded by `write`."""

    def build(plant: Plant) -> bytes:
        made = write(plant.record(variant, place))
        return made.encode() if isinstance(made, str) else made

    return Case(format_, variant, name, build)


def _token(record: str) -> str:
    claims = json.dumps({"name": "Ann Lee", "ssn": record[-11:]}, separators=(",", ":"))
    return (
        f"Bearer {b64(json.dumps({'alg': 'HS256'}, separators=(',', ':'))).rstrip('=')}.{b64(claims).rstrip('=')}.abc\n"
    )


def _insert(digits: str) -> str:
    return f"INSERT INTO p(name,ssn) VALUES ('Ann Lee', X'{digits}');\n"


def _case(format_: str, variant: str, name: str, write: Callable[[Plant], str | bytes]) -> Case:
    def build(plant: Plant) -> bytes:
        made = write(plant)
        return made.encode() if isinstance(made, str) else made

    return Case(format_, variant, name, build)


def _digits(write: Callable[[int], str]) -> Callable[[str], str]:
    """The record with its number written in escapes, all else as it is."""
    return lambda record: record[:-11] + "".join(map(write, record[-11:].encode())) + "\n"


CASES = [
    _case("base64 in text", "Kubernetes secret", "secret.yaml", _secret),
    _case("base64 in text", "JSON value", "a.json", _json_value),
    _case("base64 in text", "table in a JSON value", "a.json", _json_file),
    _case("base64 in text", "cells of a table", "a.csv", _cells),
    _case(
        "base64 in text", "ZIP in XML", "a.xml", lambda plant: f"<doc><n>1</n><data>{b64(_archive(plant))}</data></doc>"
    ),
    _case("base64 in text", "queries of a workbook", "item1.xml", _mashup),
    _case("base64 in text", "longer than a window", "a.txt", _long_file),
    _one(
        "base64 in text",
        "line of a log",
        "a.log",
        "line 2 › column 15 › base64",
        lambda record: f"up\n09:00 payload={b64(record)} ok\n",
    ),
    _one(
        "base64 in text",
        "basic authorization",
        "a.log",
        "line 1 › column 33 › base64",
        lambda record: f"GET /index Authorization: Basic  {b64(record)}\n".replace("  ", " ", 1),
    ),
    _one(
        "base64 in text",
        "alphabet of URLs",
        "a.txt",
        "line 1 › column 6 › base64",
        lambda record: (
            "tok: " + base64.urlsafe_b64encode(b"ab?>\xc3\xbf " + record.encode()).decode().rstrip("=") + "\n"
        ),
    ),
    _one(
        "base64 in text",
        "UTF-16 (PowerShell)",
        "a.ps1",
        "line 1 › column 17 › base64",
        lambda record: f"powershell -enc {b64(record.encode('utf-16-le'))}\n",
    ),
    _one(
        "base64 in text",
        "wrapped lines",
        "a.yaml",
        "line 2 › column 3 › base64 › line 4 › column 14",
        lambda record: (
            "data: |\n"
            + wrapped("a line of no interest\n" * 3 + record + "\n" + "and more of it\n" * 9, "  ")
            + "name: x\n"
        ),
    ),
    _one(
        "base64 in text",
        "quoted lines of mail",
        "a.txt",
        "line 2 › column 3 › base64 › line 4 › column 14",
        lambda record: (
            "he wrote:\n"
            + wrapped("a line of no interest\n" * 3 + record + "\n" + "and more of it\n" * 9, "> ")
            + "so\n"
        ),
    ),
    _one(
        "base64 in text",
        "line ends written as escapes",
        "a.json",
        "line 1 › column 11 › base64 › line 4 › column 14",
        lambda record: json.dumps(
            {"part": wrapped("a line of no interest\n" * 3 + record + "\n" + "more of it\n" * 9)}
        ),
    ),
    _one(
        "base64 in text",
        "gzip",
        "a.txt",
        "line 1 › column 9 › base64 › gzip › line 1 › column 14",
        lambda record: f"payload={b64(gzip.compress(record.encode(), mtime=0))}\n",
    ),
    _one(
        "base64 in text",
        "gzip in base64 in gzip in base64",
        "a.txt",
        "line 1 › column 3 › base64 › gzip › line 1 › column 3 › base64 › gzip › line 1 › column 14",
        lambda record: (
            f"a={b64(gzip.compress(f'b={b64(gzip.compress(record.encode(), mtime=0))}'.encode(), mtime=0))}\n"
        ),
    ),
    _one(
        "base64 in text",
        "data URI of a page",
        "a.txt",
        "line 1 › column 29 › base64 › line 1 › column 17",
        lambda record: f"src='data:text/html;base64, {b64(f'<p>{record}</p><p>x</p>')}'\n",
    ),
    _one(
        "base64 in text",
        "claims of a web token",
        "a.txt",
        "token › line 1 › column 26 (ssn)",
        _token,
    ),
    _one(
        "hex in text", "one word", "a.txt", "line 1 › column 7 › hex", lambda record: f"blob: {record.encode().hex()}\n"
    ),
    _one(
        "hex in text", "pairs", "a.txt", "line 1 › column 4 › hex", lambda record: f"is {record.encode().hex(' ')} so\n"
    ),
    _one(
        "hex in text",
        "pairs with colons",
        "a.txt",
        "line 1 › column 4 › hex",
        lambda record: f"is {record.encode().hex(':')} so\n",
    ),
    _one(
        "hex in text",
        "array of C",
        "a.c",
        "line 1 › column 13 › hex",
        lambda record: f"char s[] = {{{', '.join(f'0x{c:02x}' for c in record.encode())}}};\n".replace("{", "{", 1),
    ),
    _one(
        "hex in text",
        "literal of SQL",
        "a.sql",
        "line 1 › column 46 › hex",
        lambda record: _insert(record[-11:].encode().hex()),
    ),
    _one(
        "hex in text",
        "table of several lines",
        "a.txt",
        "line 1 › column 1 › hex › line 2 › column 2 (ssn)",
        lambda record: f"{f'name,ssn{chr(10)}Ann Lee,{record[-11:]}{chr(10)}Bob Ray,x{chr(10)}'.encode().hex()}\n",
    ),
    _one(
        "hex in text",
        "dump of xxd",
        "a.txt",
        "line 1 › column 1 › hexdump › line 2 › column 14",
        lambda record: _xxd(f"first line\n{record}\nlast".encode()),
    ),
    _one(
        "hex in text",
        "dump of hexdump -C",
        "a.txt",
        "line 2 › column 1 › hexdump › line 2 › column 14",
        lambda record: "see:\n" + _canonical(f"first line\n{record}\nlast".encode()),
    ),
    _one("escapes in text", "hexadecimal", "a.py", "line 1 › column 14 › hex", _digits(lambda code: f"\\x{code:02x}")),
    _one("escapes in text", "octal", "a.c", "line 1 › column 14 › octal", _digits(lambda code: f"\\{code:03o}")),
    _one(
        "escapes in text",
        "Unicode",
        "a.properties",
        "line 1 › column 14 › unicode",
        _digits(lambda code: f"\\u{code:04x}"),
    ),
    _one("escapes in text", "URL", "a.txt", "line 1 › column 14 › url", _digits(lambda code: f"%{code:02x}")),
    _one("escapes in text", "HTML", "a.txt", "line 1 › column 14 › html", _digits(lambda code: f"&#{code};")),
    _one(
        "escapes in text",
        "HTML, hexadecimal",
        "a.md",
        "line 1 › column 14 › html",
        _digits(lambda code: f"&#x{code:X};"),
    ),
    _one(
        "escapes in text",
        "quoted-printable",
        "a.txt",
        "line 1 › column 14 › quoted-printable",
        _digits(lambda code: f"={code:02X}"),
    ),
    _one(
        "escapes in text",
        "quoted-printable, broken line",
        "a.txt",
        "line 1 › column 69",
        lambda record: quopri.encodestring(
            f"Dear Sir, this is what you asked for, it is about her: {record} is all there is".encode()
        ),
    ),
    _one(
        "uuencode",
        "in a letter",
        "a.txt",
        "line 3 › column 1 › uuencode › line 2 › column 14",
        lambda record: b"hello\n" + _uuencoded(f"for you\n{record}\nand more\n".encode()) + b"bye\n",
    ),
    _one(
        "uuencode",
        "alone",
        "a.uue",
        "line 2 › column 1 › uuencode › line 1 › column 14",
        lambda record: _uuencoded(f"{record}\nand more\n".encode()),
    ),
    _case("yEnc", "post with two files", "a.txt", _post),
    _one(
        "base32 in text",
        "value of a key",
        "a.json",
        "line 1 › column 18 (note_base32) › base32",
        lambda record: json.dumps({"note_base32": _base32(record)}),
    ),
    _one(
        "base32 in text",
        "line that says so, padded",
        "a.txt",
        "line 2 › column 9 › base32",
        lambda record: f"a line\nBase32: {_base32(record + '!')}\n",
    ),
    _one(
        "base32 in text",
        "attribute of an element",
        "a.xml",
        "line 1 › note › base32",
        lambda record: f'<a><note encoding="base32">  {_base32(record)}</note></a>'.replace("  ", " "),
    ),
    _one(
        "base32 in text",
        "document of several lines",
        "a.txt",
        "line 2 › column 1 › base32 › line 2 › column 14",
        lambda record: (
            "b32:\n"
            + "\n".join(textwrap.wrap(_base32(f"a line\n{record}\nanother\n" + "so it goes on\n" * 99), 76))
            + "\nend\n"
        ),
    ),
    _case("base32 in text", "cells of a table", "a.csv", _base32_cells),
    _one(
        "ROT13",
        "line that says so",
        "a.txt",
        "line 1 › column 7 › rot13",
        lambda record: f"ROT13:{codecs.encode(record, 'rot13')}\n",
    ),
]
