"""Windows over text: every byte once, places right, any encoding."""

import io

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.plain import text
from piiscan.formats.plain.columns import Columns, column_of
from piiscan.formats.plain.text import Lines, encoding_of, extract_text
from piiscan.formats.plain.windows import windows
from piiscan.formats.tables.delimited import extract_delimited
from piiscan.formats.tables.dialects import written
from piiscan.model import Axis, Blob, Shape


def blob(data, name="x.txt"):
    return Blob(name, lambda: io.BytesIO(data))


@given(st.integers(0, 40_000), st.sampled_from([64, 4096, 10_000]))
def test_windows_cover_every_byte_once(size, block):
    data = bytes(i * 7 % 251 for i in range(size))
    covered = bytearray()
    for window, start, end, base in windows(io.BytesIO(data), block):
        assert base + start == len(covered)
        covered += window[start:end]
        assert bytes(window) == data[base : base + len(window)]
        assert start == min(base + start, text.BACK)
    assert bytes(covered) == data


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
def test_other_encodings_are_transcoded(encoding):
    wanted = "name: Ann Lée\nssn: 010-94-0001\n" * 50
    segments = list(extract_text(blob(wanted.encode(encoding)), new_context(Limits())))
    assert bytes(segments[0].data).decode("utf-8").removeprefix("   ") == wanted  # blanks: the mark


def test_bad_utf_16_loses_only_what_is_bad():
    data = "Ann Lee 010-94-0001\n".encode("utf-16-le") + b"\x00\xd8" + "Bob Ray\n".encode("utf-16-le")
    joined = b"".join(bytes(one.data) for one in extract_text(blob(data), new_context(Limits())))
    assert b"010-94-0001" in joined
    assert b"Bob Ray" in joined


@pytest.mark.parametrize("data", [b"", b"\x00", b"a", b"\x00" * 100, b"a\x00", bytes(range(256))])
def test_odd_beginnings_have_an_encoding(data):
    assert encoding_of(data)[0]


@given(st.binary(max_size=2000).map(lambda data: data.replace(b"q", b"\n")), st.data())
def test_lines_are_counted_on_demand(data, choose):
    lines = Lines(lambda: io.BytesIO(data))
    for offset in sorted(choose.draw(st.lists(st.integers(0, len(data)), max_size=5))):
        line, start = lines.at(offset)
        assert line == data.count(b"\n", 0, offset) + 1
        assert start == data.rfind(b"\n", 0, offset) + 1


@given(st.binary(max_size=3000).map(lambda data: data.replace(b"q", b"\n")), st.integers(1, 700), st.data())
def test_lines_are_the_same_with_a_window_at_hand(data, size, choose):
    opened = []

    def reopen():
        opened.append(io.BytesIO(data))
        return opened[-1]

    lines = Lines(reopen)
    offsets = choose.draw(st.lists(st.integers(0, len(data)), max_size=8))
    for offset in choose.draw(st.sampled_from([sorted(offsets), offsets])):
        base = offset // size * size
        line, start = lines.at(offset, data[base : base + size], base)
        assert line == data.count(b"\n", 0, offset) + 1
        assert start == data.rfind(b"\n", 0, offset) + 1


def test_a_place_further_up_in_the_window_is_no_reason_to_read_again():
    data, opened = b"one\n" * 1000, []

    def reopen():
        opened.append(io.BytesIO(data))
        return opened[-1]

    lines = Lines(reopen)
    for offset in [3900, 2100] * 20:
        assert lines.at(offset, data[2000:], 2000) == (offset // 4 + 1, offset)
    assert len(opened) == 1


def test_the_place_is_line_column_and_byte():
    data = "é Ann\nLée 010\n".encode()
    (segment,) = extract_text(blob(data), new_context(Limits()))
    steps = segment.locate(data.index(b"010"))
    assert steps == ((Axis.LINE, 2), (Axis.COLUMN, 5), (Axis.BYTE, data.index(b"010")))


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        (b"a,b,c\n1,2,3\n", ","),
        (b"a;b;c\n1,5;2,5;3\n", ";"),
        (b"a\tb\n1\t2\n", "\t"),
        (b"a|b\n1|2\n", "|"),
        (b'a,b\n"x,y",2\n"z,w,v",3\n', ","),
    ],
)
def test_the_delimiter_is_the_steady_one(head, delimiter):
    assert written(head).cell == ord(delimiter)


def test_table_segments_hold_every_byte_once():
    data = b"a,b\n" + b"".join(b'%d,"x, y\n%d"\n' % (i, i) for i in range(60_000))
    at = 0
    for segment in extract_delimited(blob(data), new_context(Limits())):
        assert segment.shape is Shape.TABLE
        assert segment.base == at
        assert bytes(segment.data[: segment.end]) == data[at : at + segment.end]
        at += segment.end
    assert at == len(data)


def test_a_record_without_end_is_read_as_prose():
    data = b"a,b\n" + b"1" * 3_000_000 + b",010-94-0001\n" + b"Ann Lee,011-94-0002\n"
    found = [
        bytes(one.data[one.start : len(one.data) if one.end < 0 else one.end])
        for one in extract_delimited(blob(data), new_context(Limits()))
    ]
    assert b"".join(found) == data


def test_every_kind_of_line_end_ends_a_row():
    rows = b"name,ssn\r\nA,010-94-0001\nB,010-94-0002\rC,010-94-0003\r\n\nD,010-94-0004\r"
    result = read(rows, "a.csv")
    assert result.text.replace("\r\n", "\n").split("\n")[2:4] == ["B,010-94-0002", "C,010-94-0003"]
    assert len(result.places) == 4
    assert result.places["010-94-0004"] == ["LINE 6 BYTE 56"]


@given(
    st.lists(st.sampled_from([b"a", b"xyz", b"\n", "\u00e9".encode(), b"\xff", b"\xef\xbb\xbf"]), max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
)
def test_columns_asked_in_any_order_are_those_of_each_place_alone(pieces, asked):
    data = b"".join(pieces)
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + len(piece))
    columns = Columns(data)
    for pair in asked:
        begun, offset = sorted(ends[min(at, len(pieces))] for at in pair)
        assert columns.at(begun, offset) == column_of(data, begun, offset)
