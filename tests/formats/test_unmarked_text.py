"""The byte order mark of a text is blanks, wherever the reading of it begins or ends."""

import io

import pytest

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.plain.text import extract_text
from piiscan.formats.plain.unmarked_text import UnmarkedStream
from piiscan.model import Blob

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


def test_the_mark_itself_is_in_the_first_column():
    for data in ("Ann Lee".encode("utf-8-sig"), "Ann Lee".encode("utf-8-sig") + b" \xe9"):
        (segment,) = extract_text(Blob("a", lambda data=data: io.BytesIO(data), size=len(data)), new_context(Limits()))
        assert [segment.locate(at)[1].at for at in range(5)] == [1, 1, 1, 1, 2]
