"""Delimited text: how it is written, which quotes count, where it may be cut, and what damage leaves of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Config, Limits
from piiscan.formats.base import new_context
from piiscan.formats.plain.line_ends import NewlineStream
from piiscan.formats.tables.delimited import extract_delimited
from piiscan.formats.tables.dialects import written
from piiscan.formats.tables.quotes import cut
from piiscan.model import Blob, Finding, Shape, Source
from piiscan.scan import scan_one


def blob(data, name="a.csv"):
    return Blob(name, lambda: io.BytesIO(data), size=len(data))


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        (b"a,b,c\n1,2,3\n", ","),
        (b"a^b^c\n1^Lee, Ann^3\n", "^"),
        (b"a~b~c\n1~2~3\n", "~"),
        (b"a\x01b\x01c\n1\x012\x013\n", "\x01"),
        (b"~a~,~b~,~c~\n~1~,~2~,~3~\n", ","),
        (b"a:b\n1:2\n", ":"),
        (b"sep=^\na,b^c\n1,2^3\n", "^"),
        (b'"sep=;"\r\na,b;c\r\n1,2;3\r\n', ";"),
        (b"a||b\n1||2\n", "|"),
        ("a¦b\n1¦2\n".encode(), "\x1f"),
        ("þaþ\x14þbþ\nþ1þ\x14þ2þ\n".encode("latin-1"), "\x14"),
        (b"Report of HR, 2024\n\ncreated today\nname;ssn\nAnn Lee;010-94-0001\n", ";"),
        (b"Report\nof\nHR\na\tb\tc\n1\t2\t3\n", "\t"),
        (b"Report; of\nHR\nname\n1\n", ","),
        (b"one column\nand no more\n", ","),
        (b"", ","),
    ],
)
def test_how_a_table_is_written(head, cell):
    assert written(head).cell == ord(cell)


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        (b"~a~|~b~\n~1~|~2~\n", b" a | b \n 1 | 2 \n"),
        (b"a||b||c\n1||||3\n", b"a |b |c\n1 | |3\n"),
        (b"a|b|c\n1||3\n", b"a|b|c\n1||3\n"),
        ("a¦b\n1¦2\n".encode(), b"a \x1fb\n1 \x1f2\n"),
        (b"a,b\n1\\,5,2\n", b"a,b\n1\\ 5,2\n"),
        (b"a,b\nC:\\,2\n", b"a,b\nC:\\,2\n"),
        (b'a,b\n"1","=""01"""\n', b'a,b\n"1","   01"""\n'),
        (b"a,b\n1\0,2\n", b"a,b\n1 ,2\n"),
    ],
)
def test_signs_of_several_bytes_become_one_of_the_same_length(head, plain):
    assert written(head).plain(head) == plain


@pytest.mark.parametrize("quote", ["'", '"'])
def test_the_quote_is_the_one_that_stands_round_the_cells(quote):
    head = f"{quote}a{quote},{quote}b{quote}\n{quote}1, 2{quote},{quote}3{quote}\n".encode()
    assert written(head).quote == ord(quote)


@pytest.mark.parametrize(
    ("data", "end", "quoted", "changed"),
    [
        (b'a,"x\ny",b\nc,', len(b'a,"x\ny",b\n'), True, None),
        (b"a,b", 0, False, None),
        (b"a,b\n", 4, False, None),
        (b'a,5" pipe\nb,c\nd', len(b'a,5" pipe\nb,c\n'), True, b"a,5' pipe\nb,c\n"),
        (b'a,"open\nb,"c"\nd,e\n', 18, True, b'a,\'open\nb,"c"\nd,e\n'),
        (b'a,"say ""hi""",b\nc,5"\n', 17, True, None),
        (b'a,"5" pipe",b\nc\n', 16, True, b'a,"5\' pipe",b\nc\n'),
        (b'a,b\nc,"open\nd,e\n', 4, True, b"a,b\n"),  # it may end in what comes
    ],
)
def test_a_block_is_cut_after_a_whole_record(data, end, quoted, changed):
    assert cut(bytearray(data), len(data), ord(",")) == (end, quoted, changed)


def test_a_cell_that_never_ends_is_given_up_at_the_end_of_the_file_or_after_a_thousand_lines():
    data = b'a,"open\nb,c\n'
    assert cut(data, len(data), ord(","), ended=True) == (len(data), True, b"a,'open\nb,c\n")
    data += b"d,e\n" * 1001
    assert cut(data, len(data), ord(",")).end == len(data)


CELLS = st.text(st.sampled_from("ab \",\n';"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_well_written_is_cut_as_the_standard_reader_cuts_it(rows):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    data = out.getvalue().encode()
    found = cut(data, len(data), ord(","))
    assert found.end == len(data)
    assert found.quoted
    assert found.data is None or found.data == data


@given(st.binary(max_size=200), st.sampled_from([1, 2, 3, 7, 64]))
def test_a_lone_return_ends_a_line_wherever_a_read_ends(data, size):
    stream = NewlineStream(io.BytesIO(data))
    buffer, found = bytearray(size), b""
    while count := stream.readinto(memoryview(buffer)):
        found += bytes(buffer[:count])
    assert found == data.replace(b"\r\n", b"\0\n").replace(b"\r", b"\n").replace(b"\0\n", b"\r\n") or b"\0" in data
    assert len(found) == len(data)
    stream.seek(0)
    assert stream.seekable()
    assert stream.read() == found
    stream.close()


@given(st.text(st.sampled_from("a1,\"\n\r';| "), max_size=400).map(str.encode))
def test_every_byte_is_in_one_segment_whatever_the_damage(data):
    end = 0
    for segment in extract_delimited(blob(data), new_context(Limits())):
        assert segment.base == end
        assert len(segment.data) >= segment.end
        end += segment.end
    assert end == len(data)


def test_a_record_longer_than_the_limit_is_prose_to_its_end_and_records_go_on_behind_it(scan):
    data = b"name,ssn\nAnn Lee,010-94-0001\n" + b"1," * (1 << 20) + b"SSN 010-94-0002\nBob Ray,010-94-0003\n"
    kinds = [segment.shape for segment in extract_delimited(blob(data), new_context(Limits()))]
    assert kinds[0] is kinds[-1] is Shape.TABLE
    assert Shape.PROSE in kinds
    places = {finding.elements[0].value: finding.at for finding in scan(data, "a.csv").findings}
    assert [tuple(step)[1] for step in places["010940001"][:2]] == [2, 2]
    assert [tuple(step)[1] for step in places["010940003"][:2]] == [4, 2]
    assert places["010940002"][0].at == 3


def test_many_stray_quotes_cost_no_more_than_many_looks():
    data = (b'x"y",""z,' * 30_000) + b'\n"q\n'
    assert cut(data, len(data), ord(",")).end in {0, data.index(b"\n") + 1, len(data)}


CELL = st.text(st.sampled_from("ab ,;\"'\n|éx"), max_size=5)


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=3, max_size=8),
    st.sampled_from(",;\t|^~\x01"),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(0, 99),
)
def test_a_number_in_a_cell_has_the_line_and_column_that_the_standard_writer_gave_it(
    tmp_path_factory, rows, delimiter, end, chosen
):
    rows = [["id", "name", "note"], *rows]
    row = 1 + chosen % (len(rows) - 1)
    rows[row] = [rows[row][0], "Ann Lee", "010-94-0001"]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    text = out.getvalue()
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(text.encode())
    source = Source(str(path), path.name, str(path), path.stat().st_size)
    places = [event.at for event in scan_one(source, Config()) if isinstance(event, Finding)]
    line = text[: text.index("010-94")].count("\n") + 1
    assert [tuple(step)[1] for step in places[0][:2]] == [line, 3]


@pytest.mark.slow
def test_a_million_columns(scan):
    head = ",".join(f"c{at}" for at in range(1_000_000))
    data = f"name,ssn,{head}\nAnn Lee,010-94-0001,{'1,' * 1_000_000}\n{'1,' * 1_000_000}Bob Ray,SSN 010-94-0002\n"
    found = scan(data, "a.csv")
    assert {finding.elements[0].value: finding.at[0].at for finding in found.findings} == {
        "010940001": 2,
        "010940002": 3,
    }
    assert found.outcomes[-1].status.value == "scanned"
