"""PPMd: members of ZIP and 7z that 7-Zip made; decoded in a process of its own, which damage may end and nothing else."""

from __future__ import annotations

import base64
import gc
import io
import os
import signal
import struct
import subprocess
import sys
import zlib
from functools import cache

import py7zr
import pytest
from format_samples import SSN, blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.archives import ppmd
from piiscan.formats.archives.ppmd import Decoder, H, I, PpmdError
from piiscan.formats.base import new_context
from piiscan.model import Reason, Unscannable

MADE = {  # 7-Zip 26.02; one.txt: "Ann Lee, SSN 010-94-0001", two.txt the same and a line more, q.txt the same 200 times
    # 7z a -tzip -mm=PPMd q.txt
    "a.zip": (
        "UEsDBD8AAABiAOcoel39zryqJwAAAIgTAAAFAAAAcS50eHQHAEEvD9PoK/60TPD7gDVdOMtoPHPnwNZhzAwkAAAAAAAIVr0a4ABQSwECPwM/AA"
        "AAYgDnKHpd/c68qicAAACIEwAABQAkAAAAAAAAACCApIEAAAAAcS50eHQKACAAAAAAAAEAGABwWH//Y33dAQAAAAAAAAAAAAAAAAAAAABQSwUG"
        "AAAAAAEAAQBXAAAASgAAAAAA"
    ),
    # 7z a -tzip -mm=PPMd -psecret -mem=AES256 two.txt
    "locked.zip": (
        "UEsDBD8AAQBjACM2e10AAAAAWgAAAG8AAAAHAAsAdHdvLnR4dAGZBwACAEFFA2IATIs2RgAQU1OVKLE6Saa4XTTuH7Fe04r185kEHWHsoB0n5G"
        "FmMbreU9ZnbsBt8u7mohKLyhvBqQk34vDRe5GI1Otk/bbmKGZrHsb1lLIHhzDuLiB/3f2tY1ViUEsBAj8DPwABAGMAIzZ7XQAAAABaAAAAbwAA"
        "AAcALwAAAAAAAAAggKSBAAAAAHR3by50eHQKACAAAAAAAAEAGACveyplO37dAQAAAAAAAAAAAAAAAAAAAAABmQcAAgBBRQNiAFBLBQYAAAAAAQ"
        "ABAGQAAACKAAAAAAA="
    ),
    # 7z a -m0=PPMd one.txt two.txt
    "a.7z": (
        "N3q8ryccAASxBtGNpgAAAAAAAAAhAAAAAAAAAHXlVX8AQS8QViRwffqpoKM2h/LnKCm9CFno4KBxAXDSUs1utwct5dqj0XrsdP/LfOnbMtRzZK"
        "CNgv010tWn93GgaAAAgTMHrg/R1LcIoJCgd7D++v1R570Z1NeA8lpUXsShIM8ZdoP1/GAWFm6/wl0lGPbqD2mdwGJ0rnZcg4FUL4bJjiQvFUiw"
        "P71B2peeEu3J9OgMGhLUoySfGi41zGZa92CIeOvRtQAAFwY+AQloAAcLAQABIwMBAQVdABAAAAyAhgoBIW3yIwAA"
    ),
    # 7z a -m0=PPMd -psecret one.txt
    "locked.7z": (
        "N3q8ryccAATA8/GkIAAAAAAAAAB6AAAAAAAAAAfsou3j49pD9PilZk156MSvxcAozyFsxI8T90O2GTHAxOcOFgEEBgABCSAABwsBAAIkBvEHAR"
        "JTD+xZQIo/vxIXR6kgm5xP6l0jAwQBBQYAAAEAAQAMGxkACAoBv5cyXQAABQEZCwAAAAAAAAAAAAAAEREAbwBuAGUALgB0AHgAdAAAABkCAAAU"
        "CgEAr3sqZTt+3QEVBgEAIICkgQAA"
    ),
}  # fmt: skip
LINES = b"".join(
    b"Ann Lee, SSN 010-94-0001, of %d Elm St, the %dth of many\n" % (n, n * 7919 % 1000) for n in range(900)
)


def sample(name: str) -> bytes:
    return base64.b64decode(MADE[name])


@pytest.mark.long
@pytest.mark.parametrize("name", MADE)
def test_what_7_zip_made_is_read(name):
    result = read(blob(sample(name), name), context=new_context(Limits(), ("secret",)))
    assert result.gaps == []
    assert [(child.refused, child.text.startswith(f"Ann Lee, SSN {SSN}")) for child in result.children] == [
        (None, True) for _ in result.children
    ]


@cache
def seven(mem: int = 20, data: bytes = LINES) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_PPMD, "order": 6, "mem": mem}]) as made:
        made.set_encoded_header_mode(False)
        made.writestr(data, "a.txt")
        made.writestr("Bob", "b.txt")
    return out.getvalue()


def zipped(packed: bytes, size: int, crc: int, told: int = 0x005) -> bytes:
    """A ZIP archive with one member in PPMd, its header in front of it alone."""
    data = struct.pack("<H", told) + packed
    return struct.pack("<4s5H3I2H", b"PK\3\4", 63, 0, 98, 0, 0, crc, len(data), size, 5, 0) + b"a.txt" + data


@cache
def packed(data: bytes = LINES, order: int = 6) -> bytes:
    import pyppmd

    encoder = pyppmd.Ppmd8Encoder(order, 1 << 20, 0)
    return encoder.encode(data) + encoder.flush()


@pytest.mark.long
def test_a_member_whose_data_have_no_end_ends_where_its_header_says():
    whole = zipped(packed(), len(LINES), zlib.crc32(LINES))
    assert read(whole, "a.zip").children[0].text == LINES.decode()
    result = read(whole[:-200], "a.zip")
    assert result.children[0].text.startswith(LINES[:5000].decode())
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


@pytest.mark.parametrize("told", [0x000, 0x2005, 0xF005])
def test_ways_of_packing_that_are_not_read_are_named(told):
    refused = read(zipped(packed(), len(LINES), zlib.crc32(LINES), told), "a.zip").children[0].refused
    assert (refused.reason, refused.detail) == (
        Reason.UNSUPPORTED,
        "compression method 98 (PPMd) in a way that is not read",
    )


def test_a_decoder_that_wants_too_much_memory_is_not_begun():
    made = bytearray(seven(24))
    # The properties stand in the directory, whose sums are made again.
    at = made.index(b"\x03\x04\x01\x07\x06") + 5
    made[at : at + 4] = (1 << 30).to_bytes(4, "little")
    place = 32 + int.from_bytes(made[12:20], "little")
    made[28:32] = zlib.crc32(made[place:]).to_bytes(4, "little")
    made[8:12] = zlib.crc32(made[12:32]).to_bytes(4, "little")
    result = read(bytes(made), "a.7z")
    assert "limit: memory" in result.children[0].refused.detail


@pytest.mark.long
@settings(max_examples=30)
@given(
    st.sampled_from(["7z", "zip"]),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=5),
)
def test_damage_is_said_of_the_member_alone(kind, changes):
    made = bytearray(seven() if kind == "7z" else zipped(packed(), len(LINES), zlib.crc32(LINES)))
    begin = 32 if kind == "7z" else 35
    for at, byte in changes:
        made[begin + at % 1500] = byte
    result = read(bytes(made), f"a.{kind}")
    for one in (result, *result.children):
        assert one.refused is None or one.refused.reason in {Reason.CORRUPT, Reason.LIMIT, Reason.UNSUPPORTED}


def test_a_decoder_that_dies_costs_what_comes_behind():
    with Decoder(H, 6, 1 << 20) as decoder:
        os.kill(decoder._process.pid, signal.SIGSEGV)
        for _ in range(2):
            with pytest.raises(PpmdError):
                decoder.decode(b"\0" * 9, 100)
        assert decoder._process is None


def test_one_that_stands_still_is_ended(monkeypatch):
    monkeypatch.setattr(ppmd, "_WAIT", 0.2)
    with Decoder(I, 6, 1 << 20) as decoder:
        os.kill(decoder._process.pid, signal.SIGSTOP)
        with pytest.raises(PpmdError):
            decoder.decode(b"\0" * 9, 100)


def test_no_process_is_left():
    decoder = Decoder(H, 6, 1 << 20)
    process = decoder._process
    del decoder
    assert process.returncode is not None


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(ppmd.importlib.util, "find_spec", lambda _name: None)
    refused = read(sample("a.zip"), "a.zip").children[0].refused
    assert (refused.reason, refused.detail) == (Reason.UNSUPPORTED, "needs piiscan[archives]")
    with pytest.raises(Unscannable, match="archives"):
        Decoder(H, 6, 1 << 20)


def test_one_that_nobody_closed_is_ended_whatever_is_cleared_up_first(monkeypatch, recwarn):
    """Of a circle that is garbage the older is finalized first, and a process that still runs warns of it."""
    older = [subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)]
    number = older[0].pid
    with monkeypatch.context() as patch:
        patch.setattr(ppmd.subprocess, "Popen", lambda *_args, **_more: older.pop())
        circle = [Decoder(H, 6, 1 << 20)]
    circle.append(circle)
    del circle
    gc.collect()
    assert not list(recwarn)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
