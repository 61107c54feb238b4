"""What streams of a PDF unpack to is told before PDFium unpacks them."""

from __future__ import annotations

import base64
import io
import random
import zlib

import pytest
from pdfminer.lzw import lzwdecode

from piiscan.formats.pdf import streams as pdf_streams
from piiscan.formats.pdf.streams import lightened


def _document(*streams: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        b"%d 0 obj\n<< /Length %d %s >>\nstream\n%s\nendstream\nendobj\n" % (at, len(data), head, data)
        for at, (head, data) in enumerate(streams, 1)
    )
    return b"%PDF-1.4\n" + body + b"9 0 obj\n[ /ASCIIHexDecode /FlateDecode ]\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(pdf_streams, "MOST", 1 << 20)
    monkeypatch.setattr(pdf_streams, "_COUNTED", 1 << 17)
    monkeypatch.setattr(pdf_streams, "_SUM", 2 << 20)


_FLAT = zlib.compress(bytes(2 << 20), 9)
_TWICE = zlib.compress(_FLAT, 9)


@pytest.mark.parametrize(
    ("head", "data"),
    [
        (b"/Filter /FlateDecode", _FLAT),
        (b"/Filter [/FlateDecode /FlateDecode]", _TWICE),
        (b"/Filter[/Fl/Fl]", _TWICE),
        (b"/Filter [/ASCII85Decode /FlateDecode]", base64.a85encode(_FLAT) + b"~>"),
        (b"/Filter 9 0 R", _FLAT.hex().encode() + b">"),
        (b"/Filter /RunLengthDecode", bytes([129, 32]) * 9000),
        (b"/Filter [/RunLengthDecode /RL]", bytes([253, 129, 253, 32]) * 30000),
        (b"/Subtype /Image /Filter /FlateDecode", zlib.compress(bytes(20 << 20), 9)),
        (b"/Filter [/FlateDecode /DCTDecode]", _FLAT),
    ],
)
def test_what_unpacks_to_too_much_is_made_empty(head, data):
    small = (b"/Filter /FlateDecode", zlib.compress(b"BT (Ann Lee) Tj ET" * 100))
    page = _document(small, (head, data), small)
    given = lightened(io.BytesIO(page))
    assert given is not None
    light, count = given
    assert count == 1
    assert len(light) == len(page)
    assert light.translate(None, b"\0\n") == page.replace(data, b"").translate(None, b"\0\n")


@pytest.mark.parametrize(
    ("head", "data"),
    [
        (b"/Filter /FlateDecode", zlib.compress(bytes(1 << 20), 9)),
        (b"/Filter /FlateDecode", b"x\x9c damaged" * 500),
        (b"/Filter /FlateDecode", random.Random(1).randbytes(100_000)),
        (b"/Filter [/ASCII85Decode /FlateDecode]", b"\xff not of it" * 90),
        (b"/Filter /DCTDecode", b"\xff\xd8" * 99_000),
        (b"/Filter /Unknown", _FLAT),
        (b"/Filter 7 0 R", _FLAT),
        (b"", _FLAT),
    ],
)
def test_what_does_not_or_cannot_be_told_stays(head, data):
    assert lightened(io.BytesIO(_document((head, data)))) is None


def test_streams_of_one_page_count_together():
    half = (b"/Filter /FlateDecode", zlib.compress(bytes(900_000) + random.Random(3).randbytes(999), 9))
    attached = (b"/Type /EmbeddedFile " + half[0], half[1])
    assert lightened(io.BytesIO(_document(*[half] * 2, *[attached] * 5))) is None
    given = lightened(io.BytesIO(_document(*[half] * 4)))
    assert given is not None
    assert given[1] == 2


def _codes(rng: random.Random) -> bytes:
    """Any codes that are allowed, in the widths they have."""
    bits, size, width = "100000000", 258, 9
    bits += f"{rng.randrange(256):09b}"
    for _ in range(rng.randrange(6000)):
        code = rng.choice([rng.randrange(256), rng.randrange(258, size + 1), 256 if size > 4000 else 0])
        bits += f"{code:0{width}b}"
        if code == 256:
            size, width = 258, 9
            bits += f"{rng.randrange(256):09b}"
            continue
        size += 1
        width = 9 + (size >= 511) + (size >= 1023) + (size >= 2047)
    bits += f"{257:0{width}b}"
    return int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8, "big")


def test_lzw_is_what_the_library_makes_of_it():
    rng = random.Random(2)
    for _ in range(10):
        packed = _codes(rng)
        assert b"".join(pdf_streams._lzw(iter([packed[:5], packed[5:]]))) == lzwdecode(packed)
