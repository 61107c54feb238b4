"""Texts made to be slow: the speed of the matcher and of a whole scan, and that twice the text takes twice the time.

    python benchmarks/worst.py [--only NAME,…] [--of find,scan] [--rounds 3]

Rule: nothing is measured against another machine. A rate stands beside that of ordinary text on the same machine,
and each text is taken in three sizes; a doubling that takes more than `LINEAR` times as long is marked.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import uuid
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

from piiscan import matcher
from piiscan.config import Config
from piiscan.model import Source
from piiscan.scan import scan_one

MIB = 1 << 20
SIZES = (MIB, 2 * MIB, 4 * MIB)
LINEAR = 2.6
_ASCII = bytes(range(0x20, 0x7F))


def _uuids(size: int) -> bytes:
    rng = Random(7)
    return b"".join(str(uuid.UUID(int=rng.getrandbits(128))).encode() + b"\n" for _ in range(size // 37 + 1))


def _hex_dump(size: int) -> bytes:
    rng = Random(8)
    rows = (f"{16 * row:08x}  {rng.randbytes(16).hex(' ')}  |................|\n" for row in range(size // 78 + 1))
    return "".join(rows).encode()


def _random_ascii(size: int) -> bytes:
    table = bytes(_ASCII[byte % len(_ASCII)] for byte in range(256))
    return Random(9).randbytes(size).translate(table)


def _again(piece: bytes) -> Callable[[int], bytes]:
    return lambda size: piece * (size // len(piece) + 1)


ORDINARY = _again(b"2024-05-24T07:44:36 INFO request 4e906418 took 861 ms, order 271877 of the third quarter\n")
TEXTS: dict[str, Callable[[int], bytes]] = {
    "digits": _again(b"7"),
    "digits 0-9": _again(b"0123456789"),
    "spaces": _again(b" "),
    "capitals": _again(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "ssn labels": _again(b"ssn "),
    "account labels": _again(b"acct "),
    "labels and SSNs": _again(b"ssn 010940001 "),
    "labels and accounts": _again(b"acct 12345678 "),
    "labels and licences": _again(b"DL S1234567 "),
    "labels and Massachusetts": _again(b"DL S12345678 "),
    "Medicare claims": _again(b"medicare 010-94-0001A "),
    "a1": _again(b"a1"),
    "a1234567": _again(b"a1234567 "),
    "1234567a": _again(b"1234567a "),
    "stars": _again(b"*"),
    "capital X": _again(b"X"),
    "X and dash": _again(b"XXX-XX-"),
    "X and blank": _again(b"XX "),
    "masked": _again(b"XXX-XX-1234 "),
    "IBAN beginnings": _again(b"AA00"),
    "IBAN groups": _again(b"GB82 1234 "),
    "digits and blanks": _again(b"1 "),
    "digits and dashes": _again(b"1-"),
    "groups": _again(b"1234-"),
    "groups and blanks": _again(b"1234 "),
    "groups of three": _again(b"123-"),
    "SSNs run together": _again(b"010-94-0001-"),
    "cards in groups": _again(b"4024 0071 0002 7456 "),
    "cards": _again(b"4024007100027456 "),
    "vague cards": _again(b"4222222222222 "),
    "keys without values": _again(b'"ssn":'),
    "keys and short numbers": _again(b'"ssn":1234567,'),
    "UUIDs": _uuids,
    "hex dump": _hex_dump,
    "quotes": _again(b'"'),
    "braces": lambda size: b"{" * (size // 2) + b"}" * (size // 2),
    "arrays": lambda size: b"[" * (size // 2) + b"]" * (size // 2),
    "one line": _again(b"one line of text without any break, order 123456789 of 2024-05-24; "),
    "escapes": _again(b"\\u0031"),
    "wide digits": _again("\uff11".encode()),
    "bullets": _again("\u2022".encode()),
    "random bytes": lambda size: Random(10).randbytes(size),
    "random ASCII": _random_ascii,
}


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def scanned(data: bytes, folder: Path) -> Callable[[], object]:
    """A whole scan of a file with this in it."""
    path = folder / "worst.txt"
    path.write_bytes(data)
    source = Source(str(folder), path.name, str(path), len(data))
    return lambda: list(scan_one(source, Config()))


def main() -> None:
    """Print a row for each text: MB a second, and what each doubling takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--of", default="find,scan", help="the matcher alone, a whole scan, or both")
    given = parser.parse_args()
    chosen = [name for name in given.only.split(",") if name] or list(TEXTS)
    matcher.prepare()
    heads = "   ".join(f"{of + ' MB/s':>10} {'doubled':>12}" for of in given.of.split(","))
    print(f"{'text':26} {heads}")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in {"(ordinary)": ORDINARY, **{name: TEXTS[name] for name in chosen}}.items():
            columns = []
            for of in given.of.split(","):
                times = []
                for size in SIZES:
                    data = make(size)[:size]
                    work = scanned(data, Path(folder)) if of == "scan" else (lambda data=data: matcher.find(data))
                    times.append(seconds(work, given.rounds))
                ratios = [behind / before for before, behind in pairwise(times)]
                marks = " ".join(f"{ratio:4.1f}{'!' if ratio > LINEAR else ' '}" for ratio in ratios)
                columns.append(f"{SIZES[-1] / 1e6 / times[-1]:10.1f} {marks:>12}")
            print(f"{name:26} {'   '.join(columns)}", flush=True)


if __name__ == "__main__":
    main()
