"""Controls of the carriage: what becomes of them, read in any pieces and from any place."""

import io

import pytest

from piiscan.formats.plain.printer_lines import PrinterStream, is_controlled

TEXT = b"1PAY  PAGE 1\n0NAME\n Ann 1\n+Ann 1\n-0 in all\n\n1PAY  PAGE 2\n"
PLAIN = b" PAY  PAGE 1\n NAME\n Ann 1\n Ann 1\n 0 in all\n\n PAY  PAGE 2\n"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_in_pieces(size):
    stream = PrinterStream(io.BytesIO(TEXT))
    assert b"".join(iter(lambda: stream.read(size), b"")) == PLAIN


def test_from_any_place():
    stream = PrinterStream(io.BytesIO(TEXT))
    for at in range(len(TEXT) + 1):
        assert stream.seek(at) == at
        assert stream.read() == PLAIN[at:]


@pytest.mark.parametrize(
    "text",
    [
        b"1. Ann\n 2. Bob\n 3. Eve\n 4. Al\n",  # no line moves
        b"1 Ann\n0 Bob\nand more\n Eve\n",  # a line that has no control
        b"10 Ann\n0 Bob\n Eve\n Al\n",
        b"1\n0\n1\n0\n",
        b"1 Ann\n0 Bob\n Eve\n",  # too few
    ],
)
def test_other_texts(text):
    assert not is_controlled(text)
