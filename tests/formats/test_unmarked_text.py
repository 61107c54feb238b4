"""The byte order mark of a text is blanks, wherever the reading of it begins or ends."""

import io

import pytest

from piiscan.formats.plain.unmarked_text import UnmarkedStream

TEXT = b"\xef\xbb\xbfAnn Lee\n"


@pytest.mark.parametrize("size", [1, 2, 3, 4, 100])
def test_the_mark_is_blanks(size):
    stream = UnmarkedStream(io.BytesIO(TEXT))
    assert b"".join(iter(lambda: stream.read(size), b"")) == b"   Ann Lee\n"


@pytest.mark.parametrize("at", range(5))
def test_from_any_place(at):
    stream = UnmarkedStream(io.BytesIO(TEXT))
    stream.seek(at)
    assert stream.read() == b"   Ann Lee\n"[at:]


def test_places_are_those_of_the_file(scan):
    found = scan("Name: Ann Lee SSN: 773-01-0001\n".encode("utf-8-sig")).findings
    assert [place for _, place in found[0].at] == [1, 20, 22]
