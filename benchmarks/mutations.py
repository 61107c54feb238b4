"""Valid files of every format, broken in ways files break: by accident, and by people who mean it.

Rule: the seed, the format and the number of a mutation decide what is done to which sample, and no clock has a say,
so that one that found something can be made again from its name (`remake`). The samples themselves are made anew in
each process, and some libraries write the time or a salt into them: keep the file too (`torture.py --keep`).
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

TESTS = Path(__file__).parent.parent / "tests"
MORE = frozenset(("DOCX", "XLSX", "CSV", "JSON", "XML", "SQL", "text"))
LARGEST = 160 << 10  # bytes of a sample: more of one is not more of a format

_BORDER = re.compile(
    rb"PK\x01\x02|PK\x03\x04|PK\x05\x06|PK\x07\x08|\nendobj|\nstream|\nxref|\ntrailer|\n--|\r?\n\r?\n|\}|\]|>|ustar|"
    rb"\x00{8,}|\xff{4,}"
)
_NESTS = (
    (b"[", b"]"),
    (b'{"a":', b"}"),
    (b"<a>", b"</a>"),
    (b"{\\b ", b"}"),
    (b"<<", b">>"),
    (b"((", b"))"),
    (b"%PDF-1.4\n1 0 obj<<", b">>endobj"),
    (b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", b"\r\n--a--\r\n"),
    (b"0\x80", b"\0\0"),
    (b"<div><table><tr><td>", b""),
    (b"BEGIN:VCARD\n", b"END:VCARD\n"),
)


@dataclass(frozen=True)
class Sample:
    """A valid file, and the numbers in it."""

    format: str
    name: str
    data: bytes
    numbers: tuple[str, ...]

    @property
    def suffix(self) -> str:
        """The ending of the name, with its point."""
        return Path(self.name).suffix or ".bin"


@dataclass(frozen=True)
class Mutation:
    """A file that is no longer what it was."""

    name: str
    how: str
    data: bytes


@cache
def samples() -> dict[str, tuple[Sample, ...]]:
    """The valid files of every format that the tests plant numbers in, by format; documents and sheets beside them."""
    _find_samples()
    import planted

    found: dict[str, list[Sample]] = {}
    for case in planted.cases():
        plant = planted.Plant()
        data = case.build(plant)
        if len(data) <= LARGEST:
            found.setdefault(case.format, []).append(Sample(case.format, case.name, data, tuple(plant.places)))
    for sample in _more():
        found.setdefault(sample.format, []).append(sample)
    return {name: tuple(found[name]) for name in sorted(found)}


def formats() -> list[str]:
    """What the formats of `samples` are among, without a file made: all samples of one may be too large."""
    _find_samples()
    import planted

    return sorted({case.format for case in planted.cases()} | MORE)


def _find_samples() -> None:
    for folder in (TESTS / "planted", TESTS / "formats"):
        if str(folder) not in sys.path:
            sys.path.append(str(folder))


def _more() -> list[Sample]:
    import docx
    from format_samples import SSN, payroll

    document = docx.Document()
    document.add_paragraph(f"Ann Lee, SSN {SSN}")
    document.add_table(2, 2).cell(1, 1).text = f"Ann Lee, SSN {SSN}"
    out = io.BytesIO()
    document.save(out)
    line = f"Ann Lee, SSN {SSN}"
    return [
        Sample("DOCX", "a.docx", out.getvalue(), (SSN,)),
        Sample("XLSX", "a.xlsx", payroll("000-00-0000"), (SSN,)),
        Sample("CSV", "a.csv", f"name,ssn\nAnn Lee,{SSN}\n".encode(), (SSN,)),
        Sample("JSON", "a.json", f'[{{"name": "Ann Lee", "ssn": "{SSN}", "n": [1, 2]}}]\n'.encode(), (SSN,)),
        Sample("XML", "a.xml", f"<?xml version='1.0'?><p><name>Ann Lee</name><ssn>{SSN}</ssn></p>".encode(), (SSN,)),
        Sample("SQL", "a.sql", b"INSERT INTO p (name, ssn) VALUES ('Ann Lee', '%b');\n" % SSN.encode(), (SSN,)),
        Sample("text", "a.txt", f"{line}\nand more\n".encode(), (SSN,)),
    ]


def mutations(name: str, count: int, seed: int = 1) -> list[Mutation]:
    """So many broken files of one format."""
    return [remake(name, number, seed) for number in range(count)]


def remake(name: str, number: int, seed: int = 1) -> Mutation:
    """One of them."""
    rng = Random(f"{seed}/{name}/{number}")
    sample = rng.choice(samples()[name])
    how = rng.choice(list(WAYS))
    data, suffix = sample.data, sample.suffix
    if data.startswith(b"PK\x03\x04") and rng.random() < 0.5 and how not in {"ending", "magic"}:
        data = _inside(rng, data, how)
        how = f"{how}, in a member"
    else:
        data = WAYS[how](rng, data)
    if how == "ending":
        suffix = rng.choice(rng.choice(list(samples().values()))).suffix
    if rng.random() < 0.1:
        data = WAYS[rng.choice(list(WAYS))](rng, data)
    return Mutation(f"{re.sub(r'[^0-9A-Za-z]', '_', name)}-{number:04}{suffix}", how, data)


def _flip(rng: Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _overwrite(rng: Random, data: bytes) -> bytes:
    out = bytearray(data)
    start = rng.randrange(len(out))
    length = min(rng.choice((1, 2, 4, 8, 64, 512)), len(out) - start)
    fill = rng.choice((b"\0", b"\xff", b"A", b"0", b"(", b"\x80", b""))
    out[start : start + length] = fill * length if fill else rng.randbytes(length)
    return bytes(out)


def _border(rng: Random, data: bytes) -> int:
    """A place where something begins or ends."""
    found = [hit.start() for hit in _BORDER.finditer(data)]
    if found and rng.random() < 0.6:
        return rng.choice(found)
    return rng.randrange(0, len(data), 512) if rng.random() < 0.5 else rng.randrange(len(data))


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: _border(rng, data)]


def _splice(rng: Random, data: bytes) -> bytes:
    other = rng.choice(rng.choice(list(samples().values()))).data
    return data[: _border(rng, data)] + other[_border(rng, other) :]


def _repeat(rng: Random, data: bytes) -> bytes:
    start, end = sorted((_border(rng, data), _border(rng, data)))
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 50)) + data[end:]


def _drop(rng: Random, data: bytes) -> bytes:
    start, end = sorted((_border(rng, data), _border(rng, data)))
    return data[:start] + data[end:]


def _length(rng: Random, data: bytes) -> bytes:
    """A number that may be a length or an offset, as text or in 2, 4 or 8 bytes: nothing, -1, or as much as can be."""
    digits = list(re.finditer(rb"\d+", data))
    if digits and rng.random() < 0.3:
        hit = rng.choice(digits)
        value = rng.choice((b"0", b"-1", b"2147483647", b"4294967295", b"99999999999999999999", b"1"))
        return data[: hit.start()] + value + data[hit.end() :]
    width = rng.choice((2, 4, 4, 8))
    order = rng.choice(("little", "big"))
    places = [
        at
        for at in (rng.randrange(max(1, len(data) - width)) for _ in range(64))
        if 0 < int.from_bytes(data[at : at + width], order) <= len(data)
    ]
    at = places[0] if places else rng.randrange(max(1, len(data) - width))
    old = int.from_bytes(data[at : at + width], order)
    most = 1 << 8 * width
    new = rng.choice((0, most - 1, most // 2 - 1, most // 2, old + 1, old - 1, 2 * old, at)) % most
    return data[:at] + new.to_bytes(width, order) + data[at + width :]


def _nest(rng: Random, data: bytes) -> bytes:
    """Something that opens again and again, or the file in itself."""
    at = _border(rng, data)
    if rng.random() < 0.3:
        return data[:at] + data + data[at:]
    opening, closing = rng.choice(_NESTS)
    depth = rng.choice((20, 200, 5000, 50000 if len(opening) < 8 else 5000))
    return data[:at] + opening * depth + closing * rng.choice((0, depth)) + data[at:]


def _magic(rng: Random, data: bytes) -> bytes:
    other = rng.choice(rng.choice(list(samples().values()))).data
    length = rng.choice((2, 4, 8, 16))
    return other[:length] + data[length:]


def _same(_rng: Random, data: bytes) -> bytes:
    return data


WAYS: dict[str, Callable[[Random, bytes], bytes]] = {
    "bits": _flip,
    "bytes": _overwrite,
    "cut": _cut,
    "splice": lambda rng, data: _splice(rng, data or b"\0"),
    "repeat": _repeat,
    "drop": _drop,
    "length": _length,
    "nest": _nest,
    "magic": _magic,
    "ending": _same,
}
WAYS = {
    name: (lambda rng, data, way=way: way(rng, data) if data else data)  # what is empty by now stays so
    for name, way in WAYS.items()
}


def _inside(rng: Random, data: bytes, how: str) -> bytes:
    """A member of a package broken, and the package whole round it: what the check sum of the member would hide."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        infos = [info for info in old.infolist() if not info.is_dir()]
        chosen = rng.choice(infos)
        for info in infos:
            try:
                content = old.read(info)
            except (NotImplementedError, RuntimeError, zipfile.BadZipFile):
                content = b""  # a method Python does not have, or a lock
            again = zipfile.ZipInfo(info.filename)  # dated 1980: by its name alone it would be dated now
            again.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(again, WAYS[how](rng, content) if info is chosen and content else content)
    return out.getvalue()


def controls(count: int) -> Sequence[Sample]:
    """Valid files of all formats in turn, whose numbers are to be found among all the others."""
    every = [sample for group in samples().values() for sample in group]
    return [every[at * 7 % len(every)] for at in range(count)]
