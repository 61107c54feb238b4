"""Encoded runs inside other text: what is decoded where, what is left alone, and that nothing makes it fail."""

from __future__ import annotations

import base64
import gzip
import io
import os
import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import from_regex
from msgspec.structs import replace

from piiscan.config import Config, Limits
from piiscan.formats.base import new_context
from piiscan.formats.encoded import base32
from piiscan.formats.encoded import triggers as encoded_triggers
from piiscan.formats.encoded.base32 import base32_runs, base32_unpacked
from piiscan.formats.encoded.inside import Encoded
from piiscan.formats.plain.text import extract_text
from piiscan.hash_labels import HASH_LABELS
from piiscan.model import Blob, Gap, Reason, Segment, Shape

RECORD = b"Ann Lee, SSN 010-94-0001"


def b64(text: bytes) -> bytes:
    return base64.b64encode(text)


def taken(
    text: bytes, limits: Limits | None = None, shape: Shape = Shape.PROSE
) -> tuple[list[bytes], list[bytes], list[Gap]]:
    """The texts as they are searched, the children, and the gaps."""
    blob = Blob("a.txt", lambda: io.BytesIO(text), (), len(text))
    context = new_context(limits or Limits())
    encoded = Encoded(blob, context)
    texts, children, gaps = [], [], []

    def take(found):
        for item in found:
            if isinstance(item, Segment):
                texts.append(bytes(item.data[item.start : item.end if item.end >= 0 else None]))
            elif isinstance(item, Blob):
                with item.open() as stream:
                    children.append(stream.read())
            else:
                gaps.append(item)

    for segment in extract_text(blob, context, shape):
        take(encoded.take(segment))
    take(encoded.finish())
    encoded.close()
    return texts, children, gaps


def test_text_without_anything_encoded_is_given_as_it_came():
    segment = Segment(b"nothing encoded here, 010-94-0001", Shape.PROSE, lambda _: ())
    encoded = Encoded(Blob("a", io.BytesIO), new_context(Limits()))
    (given,) = encoded.take(segment)
    assert given == replace(segment, barcode=False, allowing=False)
    assert given.data is segment.data


@pytest.mark.parametrize("size", [0, 100_000])  # looked through by either search
def test_a_line_that_may_allow_its_numbers_is_seen_on_the_way(size):
    for text, allowing in ((b"# piiscan: allow[ssn] why\n", True), (b"# piiscan: allowed\n", False)):
        segment = Segment(b"some words here\n" * (size // 16) + text, Shape.PROSE, lambda _: ())
        (given,) = Encoded(Blob("a", io.BytesIO), new_context(Limits())).take(segment)
        assert given.allowing is allowing


def test_what_was_decoded_may_allow_its_numbers():
    segment = Segment(b"SSN %30%31%30-94-0001 # %70iiscan: allow[ssn] why\n", Shape.PROSE, lambda _: ())
    (given,) = Encoded(Blob("a", io.BytesIO), new_context(Limits())).take(segment)
    assert given.allowing is None


@pytest.mark.long
@pytest.mark.parametrize("pattern", sorted({*(pattern for _, _, pattern in encoded_triggers.PATTERNS), *HASH_LABELS}))
def test_what_a_small_text_is_looked_through_for_is_in_all_that_is_sought(pattern):
    @given(from_regex(re.compile(pattern)))
    def every_example(text):
        assert encoded_triggers._ROUGH.search(text)

    every_example()


@pytest.mark.parametrize(
    "text",
    [
        b"MNDTAEIM the identifiers of code: MOVED_TO_ADDRESS, NjA5MTIz, OTk5",
        b"sha512-" + b64(bytes(range(64))),
        b"-----BEGIN CERTIFICATE-----\n"
        + base64.encodebytes(random.Random(1).randbytes(900))
        + b"-----END CERTIFICATE-----\n",
        b"3030303030 1234567890 3132333435363738 33 34 35 36",
        b"100%30 and %31%, &#48; or so, \\x3 and =3D=3D",
        b"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==",
    ],
)
def test_what_only_looks_encoded_gives_no_child(text):
    assert taken(text)[1:] == ([], [])


def test_a_word_of_base64_without_a_number_stays():
    text = b"token: " + b64(b"a text that has the year 2024 in it and no more") + b"\n"
    assert taken(text) == ([text], [], [])


def test_a_name_beside_is_decoded_with_the_number():
    text = b"data:\n  name: " + b64(b"Ann Lee") + b"\n  ssn: " + b64(b"010-94-0001") + b"\n"
    assert taken(text)[0] == [b"data:\n  name: Ann Lee\n  ssn: 010-94-0001\n"]


def test_what_is_decoded_does_not_break_the_text_it_stands_in():
    inside = b'a "quoted" \\ 010-94-0001'
    assert taken(b'{"a": "' + b64(inside) + b'"}', shape=Shape.OBJECT)[0] == [
        b'{"a": "a \\"quoted\\" \\\\ 010-94-0001"}'
    ]


@pytest.mark.parametrize("before", range(40))
def test_a_run_is_found_at_any_place_of_its_line(before):
    texts, _, _ = taken(b"/" * (before % 3) + b"x" * (before // 3 % 4) + b" k=" + b64(RECORD) + b" z")
    assert RECORD in texts[0]


@pytest.mark.parametrize("front", ["", "a", "ab", "abc", "abcd", "abcde"])
def test_letters_in_front_of_a_run_do_no_harm(front):
    assert b"010-94-0001" in taken(front.encode() + b64(RECORD))[0][0]


def test_a_run_over_the_border_of_two_windows_is_one_child(monkeypatch):
    rows = b"".join(b"row %d of no interest\n" % row for row in range(3000)) + RECORD
    for size in (40_000, 41_111, 65_536):
        monkeypatch.setattr("piiscan.formats.plain.text.WINDOW", size)
        _, children, _ = taken(b"some text\n" * 3000 + b"data: " + b64(rows) + b"\nend\n")
        assert children == [rows]


def test_wrapped_lines_over_the_border_of_two_windows_are_one_child(monkeypatch):
    monkeypatch.setattr("piiscan.formats.plain.text.WINDOW", 20_000)
    rows = b"".join(b"row %d of no interest\n" % row for row in range(3000)) + RECORD
    _, children, _ = taken(b"data: |\n" + base64.encodebytes(rows) + b"\nend: 1\n")
    assert children == [rows]


def test_a_file_cut_short_gives_what_it_has():
    packed = b64(gzip.compress(b"x" * 5000 + RECORD * 50, mtime=0))
    _, children, _ = taken(b"a: " + packed[:60])
    assert children[0].startswith(b"\x1f\x8b")


def test_too_many_children_are_one_gap():
    one = b64(b"a,b\n1,2\n" * 600 + RECORD + b"\n")
    texts, children, gaps = taken(b" ".join([one] * 5), Limits(members=2))
    assert len(children) == 2
    assert [gap.reason for gap in gaps] == [Reason.LIMIT]
    assert texts


def test_containers_in_base64_count_as_containers(scan):
    text = RECORD
    for _ in range(4):
        text = b"a=" + b64(gzip.compress(text, mtime=0))
    scanned = scan(text, "a.txt", Config(limits=Limits(depth=3)))
    assert not scanned.findings
    assert [outcome.reason for outcome in scanned.outcomes if outcome.reason] == [Reason.LIMIT]
    assert scan(text, "a.txt").findings


def test_a_bomb_in_base64_is_held_by_the_budget_of_the_file(scan):
    text = b"a=" + b64(gzip.compress(bytes(8 << 20), mtime=0))
    scanned = scan(text, "a.txt", Config(limits=Limits(expanded=1 << 20)))
    assert Reason.LIMIT in {outcome.reason for outcome in scanned.outcomes}


def test_a_picture_too_small_to_be_a_page_gets_no_outcome(scan):
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    assert len(scan(b"src=" + b64(png), "a.txt").outcomes) == 1
    assert len(scan(b"src=" + b64(png + os.urandom(4000)), "a.txt").outcomes) == 2


def test_both_engines_find_the_same():
    random_ = random.Random(4)
    text = b" ".join(
        b64(random_.randbytes(random_.randrange(60)) + b"%d" % random_.randrange(10**9)) for _ in range(4000)
    )
    text += b"%31%32 &#48; \\x31\\x32 \\u0031 =31=32=33 303132333435 begin 644 a\n"
    text += b"the SSN (SHA-256) and the MD5 of his ssn\n"

    def ends(found):
        return {(kind, turn) for kind, _, turn in found}

    fast, plain = encoded_triggers._hyperscan()(text), encoded_triggers._plain()(text)
    assert ends(fast) == ends(plain)
    assert {end for _, end, _ in plain} <= {end for _, end, _ in fast}
    assert [end for _, end, _ in fast] == sorted(end for _, end, _ in fast)


@pytest.mark.parametrize("engine", [encoded_triggers._hyperscan, encoded_triggers._plain])
def test_a_label_of_hashes_is_seen_and_not_its_parts_apart(engine):
    assert [kind for kind, _, _ in engine()(b"his ssn_hash")] == [encoded_triggers.SHAPELESS]
    assert engine()(b"md5 of the file. The SSN") == engine()(b"ssn ssn") == engine()(b"sha-256") == []


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        b64(random.Random(2).randbytes(3 << 15)),
        base64.encodebytes(random.Random(2).randbytes(3 << 15)),
        b"30" * (2 << 15),
        b"3031 " * (1 << 15),
        b"%30" * (1 << 15),
        b"&#48;" * (1 << 15),
        b"MDTD" * (1 << 15),
        b"0x30," * (1 << 15),
        b"MTIz" * 12 + (b"\n" + b"A" * 60) * (1 << 13),
        b"1=\n2" * (1 << 15),
        b"begin 644 a\n" * (1 << 15),
        b"00000000: 3030 3030\n" * (1 << 14),
        (b64(b"ssn 010940001") + b"\n") * (1 << 14),
        b"-MDEw_" * (1 << 15),
        b"%2D1" * (1 << 16),
        b"rot13: " * (1 << 16),
    ],
    ids=[
        *("random", "wrapped", "hex", "spaced", "url", "html", "turns", "array", "lines", "soft", "uu", "dump"),
        *("words", "safe", "dashes", "rotated"),
    ],
)
def test_no_text_takes_long(text):
    start = time.process_time()
    taken(text)
    assert time.process_time() - start < 6


@given(
    st.lists(
        st.sampled_from(
            [
                b64(RECORD),
                b64(RECORD * 80),
                RECORD.hex().encode(),
                b"%30%31",
                b"&#48;",
                b"\n",
                b"begin 644 a\n",
                b"=\n",
                b"\\x30\\x31\\x32",
                b"H4sIAAAA",
                b"\xff",
                b"=",
                b"0x30, 0x31, 0x32",
                b"00000000: 3031 3032 ",
                b"rot13: 010-94-0001",
            ]
        )
        | st.binary(max_size=40)
    )
)
def test_no_text_makes_it_fail(parts):
    text = b"".join(parts)
    for shape in (Shape.PROSE, Shape.OBJECT):
        taken(text, shape=shape)


def test_escapes_do_not_hide_a_run_of_base64_behind_them():
    texts, _, _ = taken(b"a=%30%31%32 and then " + b64(RECORD))
    assert texts == [b"a=012 and then " + RECORD]


@pytest.mark.parametrize("kind", [bytes, bytearray])
def test_base32_is_sought_in_any_kind_of_text(kind):
    text = kind(b"base32: GAYTALJZGQWTAMBQGE====== and GAYTALJZGQWTAMBQGExx")
    assert [base32_unpacked(text[start:end]) for start, end in base32_runs(text)] == [b"010-94-0001"]


BASE32_PIECES = (
    b"GAYTALJZGQWTAMBQ",
    b"GE",
    b"=",
    b"ABCDEFGH",
    b"\n",
    b"\r\n",
    rb"\n",
    b" ",
    b"a",
    b"-",
    b"1",
    b"+",
    b"=\n",
)


@given(st.lists(st.sampled_from(BASE32_PIECES), max_size=16).map(b"".join))
def test_base32_is_found_where_the_pattern_alone_finds_it(text):
    runs = [found.span() for found in base32._RUNS.finditer(text)]
    assert [*base32_runs(text)] == [run for run in runs if text[run[1] : run[1] + 1] not in base32._NO_END]
