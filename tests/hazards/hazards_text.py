"""A16 to A23: mail, JSON, tables, objects that run, databases, slow texts, encodings, and names that lie."""

from __future__ import annotations

import base64
import csv
import io
import pickle
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from format_samples import pages, pdf, text_page
from hazards import Hazard, Plant
from hazards_archives import MIB, line
from hazards_documents import book
from mapi_samples import tnef

from piiscan.formats.plain.windows import WINDOW

LOST = {"status": "partial", "reason": "corrupt"}
OVER = {"status": "partial", "reason": "limit"}

# A16 -----------------------------------------------------------------------------------------------------------


def _nested(depth: int, plant: Plant) -> bytes:
    head = b"".join(b"Subject: %d\r\nContent-Type: message/rfc822\r\n\r\n" % level for level in range(depth))
    first = (
        f"From: a@b.c\r\nTo: d@e.f\r\nSubject: {plant.record('outermost', '')}\r\nContent-Type: message/rfc822\r\n\r\n"
    )
    return first.encode() + head + b"Subject: x\r\n\r\n" + line(plant, "innermost")


def _parts(count: int, plant: Plant) -> Iterator[bytes]:
    yield b"From: a@b.c\r\nTo: d@e.f\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
    yield line(plant, "first part")
    for _ in range(0, count, 1000):
        yield b"--b\r\n\r\nx\r\n" * 1000
    yield b"--b\r\n\r\n" + line(plant, "last part") + b"--b--\r\n"


def _mail(plant: Plant, head: str, body: str = "{}") -> bytes:
    text = body.format(plant.record("body", ""))
    return f"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\n{head}\r\n\r\n{text}\r\n".encode()


def _header(size: int, plant: Plant) -> bytes:
    return b"From: a@b.c\r\nTo: d@e.f\r\nX-Long: " + b"x" * size + b"\r\nSubject: y\r\n\r\n" + line(plant, "body")


def _prefixes(plant: Plant) -> bytes:
    """Borders that begin as other borders do."""
    return (
        b"From: a@b.c\r\nTo: d@e.f\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: multipart/mixed; boundary=b2\r\n\r\n--b2\r\n\r\n" + line(plant, "inner") + b"--b2--\r\n--b\r\n\r\n"
        + line(plant, "outer") + b"--b--\r\n" + line(plant, "behind the end")
    )  # fmt: skip


def _mbox(plant: Plant) -> bytes:
    one = "From a@b.c Thu Jan  1 00:00:00 2020\nFrom: a@b.c\nTo: d@e.f\nSubject: x\n\n>From here on: {}\n\n"
    return (one.format(plant.record("first message", "")) + one.format(plant.record("second message", ""))).encode()


def _winmail(plant: Plant) -> bytes:
    data = tnef({0x1000: plant.record("body of winmail.dat", "")})  # PidTagBody
    packed = base64.encodebytes(data)
    head = b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + packed


_A16 = [
    Hazard("A16", "200 messages in messages", "a.eml", partial(_nested, 200), says=("(limit: ",), seconds=5),
    Hazard("A16", "2,000 messages in messages", "a.eml", partial(_nested, 2000), says=("(limit: ",), **OVER),
    Hazard("A16", "20,000 parts", "a.eml", partial(_parts, 20_000), says=("(limit: parts)",), **OVER),
    Hazard(
        "A16",
        "200,000 parts",
        "a.eml",
        partial(_parts, 200_000),
        says=("(limit: parts)",),
        seconds=60,
        slow=True,
        **OVER,
    ),
    Hazard(
        "A16",
        "a character set that is none",
        "a.eml",
        partial(_mail, head='Content-Type: text/plain; charset="x-\\\\0; no"'),
    ),
    Hazard("A16", "winmail.dat", "a.eml", _winmail),
    Hazard("A16", "a header of 4 MB", "a.eml", partial(_header, 4 * MIB)),
    Hazard("A16", "a header of 100 MB", "a.eml", partial(_header, 100 * MIB), seconds=60, memory=1024, slow=True),
    Hazard("A16", "borders that begin as others do", "a.eml", _prefixes),
    Hazard("A16", ">From in a mail box", "a.mbox", _mbox),
]


# A17 to A19 ----------------------------------------------------------------------------------------------------


def _deep_json(depth: int, plant: Plant) -> bytes:
    record = f'{{"name": "Ann Lee", "ssn": "{plant("innermost", "")}"}}'
    return ("[" * depth + record + "]" * depth).encode()


def _long_integer(plant: Plant) -> bytes:
    return f'[{"9" * 5000}, {{"name": "Ann Lee", "ssn": "{plant("behind", "")}", "n": {"7" * 5000}}}]'.encode()


def _bad_line(plant: Plant) -> bytes:
    one = '{{"name": "Ann Lee", "ssn": "{}"}}'
    lines = [
        one.format(plant("line 1", "")),
        '{"name": "Bob", "x": [1, 2',
        "not JSON at all }",
        one.format(plant("line 4", "")),
    ]
    return "\n".join(lines).encode() + b"\n"


def _same_keys(plant: Plant) -> bytes:
    record = f'{{"name": "Ann Lee", "ssn": "{plant("first of two", "")}", "ssn": "{plant("second of two", "")}"}}'
    return f"[{record}]".encode()


def _row(plant: Plant, number: int) -> str:
    return f"Ann Lee,{plant(f'row {number}', '')}\n"


def _long_field(size: int, plant: Plant) -> bytes:
    return f'name,ssn\n{_row(plant, 1)}"{"x" * size}",1\n{_row(plant, 3)}'.encode()


def _lone_quote(rows: int, plant: Plant) -> bytes:
    """A quote that opens and never closes, and a table behind it."""
    filling = "".join(f"Bob {number},none\n" for number in range(rows))
    return f'name,ssn\n{_row(plant, 1)}"Zoe,none\n{_row(plant, 3)}{filling}{_row(plant, 4)}'.encode()


def _zeros_in_table(plant: Plant) -> bytes:
    filling = "".join(f"Bob {number},none\n" for number in range(400))
    return f"name,ssn\n{_row(plant, 1)}{filling}Zoe\0,\0\0\n{_row(plant, 3)}".encode()


def _mixed_ends(plant: Plant) -> bytes:
    rows = [_row(plant, number).rstrip() for number in range(1, 5)]
    return f"name,ssn\r\n{rows[0]}\n{rows[1]}\r{rows[2]}\r\n\n{rows[3]}\n".encode()


def _columns(count: int, plant: Plant) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "ssn", *(f"c{number}" for number in range(count))])
    for number in range(1, 3):
        writer.writerow(["Ann Lee", plant(f"row {number}", ""), *["x"] * count])
    return out.getvalue().encode()


def _aliases(plant: Plant) -> bytes:
    anchors = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    anchors += [
        f"{letter}: &{letter} [{', '.join([f'*{before}'] * 9)}]"
        for before, letter in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join([*anchors, "person:", "  name: Ann Lee", f"  ssn: {plant('behind the aliases', '')}", ""]).encode()


class _Runs:
    """What a pickle would run if anybody loaded it."""

    def __reduce__(self) -> tuple[object, ...]:
        return (exec, ("raise SystemExit",))


def _pickle(plant: Plant) -> bytes:
    return pickle.dumps([_Runs(), plant.record("text in a pickle", "")], protocol=0)


def _npy(plant: Plant) -> bytes:
    out = io.BytesIO()
    text = plant.record("an object of an array", "")
    np.save(out, np.array([_Runs(), text], dtype=object), allow_pickle=True)
    return out.getvalue()


def _php(plant: Plant) -> bytes:
    number = plant("a member of an object", "")
    return f'O:4:"User":2:{{s:4:"name";s:7:"Ann Lee";s:3:"ssn";s:11:"{number}";}}\n'.encode()


def _pth(plant: Plant) -> bytes:
    """As PyTorch saves: a ZIP with a pickle in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps([_Runs(), plant.record("text in a pickle", "")], protocol=2))
        archive.writestr("archive/data/0", bytes(64))
    return out.getvalue()


_A17 = [
    Hazard("A17", "100,000 deep", "a.json", partial(_deep_json, 100_000)),
    Hazard("A17", "integers of 5,000 digits", "a.json", _long_integer),
    Hazard("A17", "bad lines among good ones", "a.jsonl", _bad_line),
    Hazard("A17", "a key twice", "a.json", _same_keys),
]
_A18 = [
    Hazard("A18", "a field of 200,000 characters", "a.csv", partial(_long_field, 200_000)),
    Hazard("A18", "a field of 4 MB", "a.csv", partial(_long_field, 4 * MIB)),
    Hazard("A18", "a quote that is never closed", "a.csv", partial(_lone_quote, 10)),
    Hazard("A18", "a quote that is never closed, 4 MB", "a.csv", partial(_lone_quote, 300_000)),
    Hazard("A18", "zeros in it", "a.csv", _zeros_in_table),
    Hazard("A18", "every kind of line end", "a.csv", _mixed_ends),
    Hazard("A18", "10,000 columns", "a.csv", partial(_columns, 10_000)),
    Hazard("A18", "1,000,000 columns", "a.csv", partial(_columns, 1_000_000), seconds=60, slow=True),
]
_A19 = [
    Hazard("A19", "YAML with aliases of aliases", "a.yaml", _aliases),
    Hazard("A19", "a pickle in text that would end the process", "a.pkl", _pickle),
    Hazard("A19", "objects in an array of NumPy", "a.npy", _npy),
    Hazard("A19", "objects of PHP", "a.php", _php),
    Hazard("A19", "a model of PyTorch", "a.pth", _pth),
]

# A20 -----------------------------------------------------------------------------------------------------------


def _database(plant: Plant, *statements: str, rows: int = 1, page: int = 4096) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with closing(sqlite3.connect(path)) as base:
            base.execute(f"PRAGMA page_size={page}")
            base.execute("CREATE TABLE people (name TEXT, ssn TEXT, note TEXT)")
            for number in range(1, rows + 1):
                base.execute("INSERT INTO people VALUES ('Ann Lee', ?, ?)", (plant(f"row {number}", ""), "x" * 500))
            for statement in statements:
                base.execute(statement)
            base.commit()
        return path.read_bytes()


def _bad_page(plant: Plant) -> bytes:
    """A leaf page in the middle of a table that is noise."""
    data = bytearray(_database(plant, rows=60, page=1024))
    at = 1024 * (len(data) // 1024 // 2)
    data[at : at + 1024] = Random(3).randbytes(1024)
    return bytes(data)


def _wal() -> tuple[bytes, bytes]:
    plant = Plant()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA journal_mode=WAL")
            base.execute("CREATE TABLE people (name TEXT, ssn TEXT)")
            base.commit()
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            number = plant("row in the log", "")
            base.execute("INSERT INTO people VALUES ('Ann Lee', ?)", (number,))
            base.commit()
            return path.read_bytes(), (Path(folder) / "a.db-wal").read_bytes()


_BASE, _LOG = _wal()


def _with_log(plant: Plant) -> bytes:
    plant("row in the log", "")  # the first number, as `_wal` has it
    return _BASE


_VIEW = "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x FROM c"
_TRIGGER = "CREATE TRIGGER t AFTER INSERT ON people BEGIN DELETE FROM people; END"
_A20 = [
    Hazard(
        "A20", "a page of noise", "a.db", _bad_page, beyond=tuple(f"row {number}" for number in range(20, 50)), **LOST
    ),
    Hazard("A20", "a view without end, a trigger", "a.db", lambda plant: _database(plant, _VIEW, _TRIGGER)),
    Hazard(
        "A20",
        "a value of 16 MB",
        "a.db",
        lambda plant: _database(plant, f"INSERT INTO people VALUES ('x', 'y', zeroblob({16 * MIB}))"),
    ),
    Hazard(
        "A20",
        "virtual tables",
        "a.db",
        lambda plant: _database(plant, "CREATE VIRTUAL TABLE f USING fts5(a)", "INSERT INTO f VALUES ('b')"),
    ),
    Hazard("A20", "rows in the log beside it", "a.db", _with_log, beside={"a.db-wal": _LOG}),
]

# A21, A22 ------------------------------------------------------------------------------------------------------

_SLOW_TEXTS: dict[str, Callable[[], bytes]] = {
    "aaaa!": lambda: b"a" * MIB + b"!",
    "blanks": lambda: (b" " * 30_000 + b"x\n") * 35,
    "words with capitals": lambda: b"Ann Lee Page Brook Hill " * (MIB // 24),
    "labels without numbers": lambda: b"ssn acct dl " * (MIB // 12),
    "digits": lambda: b"0123456789" * (MIB // 10),
    "numbers run together": lambda: b"123-45-6789-" * (MIB // 12),
    "quotes and brackets": lambda: b"\"'([{<" * (MIB // 6),
    "escapes": lambda: b"\\u0031\\x31%31=31" * (MIB // 16),
}


def _slow_text(make: Callable[[], bytes], plant: Plant) -> bytes:
    return line(plant, "first", "line 1") + b"\n" * 300 + make() + b"\n" * 300 + line(plant, "last")


def _one_line(size: int, plant: Plant) -> Iterator[bytes]:
    yield plant.record("first", "").encode() + b" "
    for _ in range(size // MIB):
        yield b"words and more of them, without any end of a line; " * (MIB // 51)
    yield b" " + plant.record("last", "").encode()


_FILLING = b"some words of a text in which nothing stands, and a line end\n"


def _borders(plant: Plant) -> bytes:
    """A number at every offset from 20 before to 20 behind the border of a window, one at each border."""
    out = bytearray()
    for at, shift in enumerate(range(-20, 21), 1):
        record = plant.record(f"offset {shift}", "").encode()
        before = record.index(b"010-94")
        target = WINDOW * at + shift - before
        while len(out) + len(_FILLING) < target - len(_FILLING):
            missing = (target - 2 - len(out)) // len(_FILLING) - 1
            out += _FILLING * max(1, missing)
        out += b"." * (target - 2 - len(out)) + b"\n\n" + record + b"\n\n"
    return bytes(out)


def _encoded(encoding: str, mark: bytes, plant: Plant) -> bytes:
    return mark + (line(plant, "text", "line 1") * 1).decode().encode(encoding) + "and so on\n".encode(encoding) * 20


def _bad_bytes(plant: Plant) -> bytes:
    return b"caf\xe9 \xff\xfe\x80 na\xc3\xafve\n" * 10 + line(plant, "among bytes that are no UTF-8", "line 11")


def _mixed(plant: Plant) -> bytes:
    return (
        "é UTF-8\n".encode() * 5 + "ü cp1252\n".encode("cp1252") * 5 + line(plant, "text of two encodings", "line 11")
    )


def _ebcdic(plant: Plant) -> bytes:
    return (plant.record("text", "") + "\x85").encode("cp1140") * 5 + ("and so on" + "\x85").encode("cp1140") * 20


_A21 = [
    *(
        Hazard("A21", f"1 MiB of {name}", "a.txt", partial(_slow_text, make), seconds=2)
        for name, make in _SLOW_TEXTS.items()
    ),
    Hazard("A21", "one line of 16 MB", "a.txt", partial(_one_line, 16 * MIB)),
    Hazard("A21", "one line of 1 GB", "a.txt", partial(_one_line, 1024 * MIB), seconds=60, slow=True),
]
_A22 = [
    *(
        Hazard("A22", f"{encoding}{' with mark' if mark else ''}", "a.txt", partial(_encoded, encoding, mark))
        for encoding, mark in (
            ("utf-16-le", b"\xff\xfe"), ("utf-16-le", b""), ("utf-16-be", b"\xfe\xff"), ("utf-16-be", b""),
            ("utf-32-le", b"\xff\xfe\0\0"), ("utf-32-le", b""), ("utf-32-be", b"\0\0\xfe\xff"), ("utf-32-be", b""),
        )
    ),
    Hazard("A22", "UTF-8 with bytes that are none", "a.txt", _bad_bytes),
    Hazard("A22", "two encodings in one text", "a.txt", _mixed),
    Hazard("A22", "EBCDIC", "a.txt", _ebcdic),
    Hazard("A22", "numbers over the borders of windows, at all 41 offsets", "a.txt", _borders, seconds=5),
]  # fmt: skip

# A23 -----------------------------------------------------------------------------------------------------------


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _workbook(plant: Plant) -> bytes:
    return book(rows=[("Name", "SSN"), ("Ann Lee", plant("a cell", 'sheet "Sheet" › B2'))])


def _single_bytes(_plant: Plant) -> bytes:
    return _zip({f"{number:02x}": bytes([number]) for number in range(256)})


def _random(size: int, _plant: Plant) -> Iterator[bytes]:
    rng = Random(23)
    for _ in range(max(1, size // MIB)):
        yield rng.randbytes(min(size, MIB))


_A23 = [
    Hazard("A23", "a ZIP called .txt", "a.txt", lambda plant: _zip({"b.txt": line(plant, "member", "b.txt › line 1")})),
    Hazard("A23", "a workbook called .jpg", "a.jpg", _workbook),
    Hazard(
        "A23",
        "PDF and ZIP in one",
        "a.pdf",
        lambda plant: (
            pdf(pages([text_page([plant.record("page", "page 1 › line 1").encode()])]))
            + _zip({"b.txt": line(plant, "member", "b.txt › line 1")})
        ),
    ),
    Hazard("A23", "nothing", "a.pdf", lambda _plant: b""),
    Hazard("A23", "one byte", "a.docx", lambda _plant: b"P"),
    Hazard("A23", "each byte alone", "a.zip", _single_bytes),
    Hazard(
        "A23", "4 MiB of random bytes", "a.txt", partial(_random, 4 * MIB), status="not_scanned", reason="unsupported"
    ),
    Hazard(
        "A23",
        "100 MB of random bytes",
        "a.txt",
        partial(_random, 100 * MIB),
        status="not_scanned",
        reason="unsupported",
        slow=True,
    ),
    Hazard(
        "A23",
        "100 kB of random bytes that begin as text",
        "a.txt",
        lambda plant: line(plant, "first", "line 1") * 200 + Random(5).randbytes(100_000),
    ),
]

CASES = [*_A16, *_A17, *_A18, *_A19, *_A20, *_A21, *_A22, *_A23]
