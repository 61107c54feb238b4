"""Texts full of what looks encoded: sought on arrays they give what they give one by one."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.compiled import database
from piiscan.config import Limits
from piiscan.formats import kernel
from piiscan.formats.base import new_context
from piiscan.formats.encoded import triggers
from piiscan.formats.encoded.arrays import ends_in
from piiscan.formats.encoded.crowds import _SOUGHT, Crowd, crowd_in
from piiscan.formats.encoded.escape_runs import LABELS, EscapeRuns
from piiscan.formats.encoded.escapes import escapes, quoted_printable
from piiscan.formats.encoded.hopes import hopeful
from piiscan.formats.encoded.inside import Encoded
from piiscan.formats.encoded.place import placed
from piiscan.formats.encoded.runs import Run
from piiscan.formats.encoded.triggers import ESCAPED, PATTERNS, QUOTED, searcher
from piiscan.model import Axis, Blob, Segment, Shape, Step

PIECES = [
    b"\\x31", b"\\x1b[0m", b"\\033[1;31m", b"\\061", b"\\u0031", b"\\u001b[K", b"\\e[0m", b"\x1b[0;1m", b"%31", b"%2d", b"%",
    b"&#49;", b"&#x0031;", b"&#0049;", b"&#999;", b"&#1;", b"&#", b"\xc2\xad", b"\xe2\x80\x8b", b"\xe2\x81\xa0", b"\xef\xbb\xbf",
    b"\xef\xbc\x8d", b"=31", b"=\r\n", b"=\n", b"=E2", b"=C3=A9", b"\\xc3\\xa9", b"%ff", b"%00", b"\\000", b"\\377",
    b"1", b"23", b"-", b" ", b"\n", b"MDEw", b"MAAxADEA", b"31 32 ", b"33343536", b"0x31, ", b"eJwA_", b"SUkqA", b"1F8B08",
    b"MAAxADAAOQA0ADAAMAAwADEA", b"d"*50, b"MDEwOTQwMDAx", b"QUJD"*30, b"OTQwMDAxMDEw"*30, b"\\n", b"\n> ", b"==\n",
    b"dGhlIG9yZGVyIDEyMzQ", b"U1NOIDAxMC05NC0wMDAx", b"ssn 010-94-0001 ", b"[", b"m", b"\\", b"x", b"u00", b"A", b"_", b"/",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)
SOUGHT = [pattern for kind, _, pattern in PATTERNS if kind in _SOUGHT]
needs_kernel = pytest.mark.skipif(kernel.escaped is None, reason="the kernel was not built here")


@pytest.fixture(scope="module")
def hyperscan_of_each():
    return [database([pattern]) for pattern in SOUGHT]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_a_pattern_ends_where_hyperscan_says(text, hyperscan_of_each):
    for ends, one in zip(ends_in(SOUGHT, text), hyperscan_of_each, strict=True):
        found = []
        one.scan(text, match_event_handler=lambda *match, found=found: found.append(match[2]))
        assert ends.tolist() == found


def test_a_pattern_is_found_over_the_end_of_a_block():
    text = b"x" * ((128 << 10) - 3) + b"0x31, 0x32, 0x33" + b"x" * (128 << 10) + b"=31=32=33"
    assert [ends.tolist() for ends in ends_in(SOUGHT, text) if ends.size] == [[(128 << 10) + 13], [len(text)]]


def unpacked(runs, texts):
    import numpy as np

    found, at = [], 0
    for start, end, label, length in np.frombuffer(runs, np.int64).reshape(-1, 4).tolist():
        found.append(Run(start, end, LABELS[label], texts[at : at + length]))
        at += length
    assert at == len(texts)
    return found


@needs_kernel
@settings(max_examples=1000, deadline=None)
@given(TEXTS, st.integers(0, 30), st.integers(0, 200))
def test_runs_of_escapes_are_those_of_python(text, start, end):
    assert unpacked(*kernel.escaped(text, start, end, 0)) == escapes(text, start, end)
    assert unpacked(*kernel.escaped(text, start, end, 1)) == quoted_printable(text, start, end)


@needs_kernel
@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=60))
def test_runs_of_escapes_in_any_bytes(data):
    for text in (data, b"".join(b"\\x%02x" % byte for byte in data), b"".join(b"=%02X" % byte for byte in data)):
        assert unpacked(*kernel.escaped(text, 0, len(text), 0)) == escapes(text, 0, len(text))
        assert unpacked(*kernel.escaped(text, 0, len(text), 1)) == quoted_printable(text, 0, len(text))


@needs_kernel
def test_a_stretch_before_the_text_is_refused():
    with pytest.raises(ValueError, match="not in the text"):
        kernel.escaped(b"%31", -1, 3, 0)


@needs_kernel
@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_runs_put_in_their_places_at_once(text, start, end):
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    segment = Segment(text, Shape.PROSE, lambda at: (Step(Axis.BYTE, at),), start, end)
    runs = EscapeRuns()
    runs.find(ESCAPED, text, 0, len(text))
    if not runs:
        return
    at_once, one_by_one = runs.placed(segment), placed(segment, runs.each())
    assert (at_once.data, at_once.start, at_once.end) == (one_by_one.data, one_by_one.start, one_by_one.end)
    for at in range(len(at_once.data) + 1):
        assert at_once.locate(at) == one_by_one.locate(at)


@needs_kernel
def test_runs_that_overlap_are_left_to_who_takes_them_apart():
    text = b"%31=\n"
    runs = EscapeRuns()
    runs.find(QUOTED, text, 0, 5)
    runs.find(ESCAPED, text, 0, 5)
    assert runs.placed(Segment(text, Shape.PROSE, lambda _: ())) is None
    assert runs.each() == [Run(3, 5, "quoted-printable", b""), Run(0, 3, "url", b"1")]


def taken(text, shape):
    blob = Blob("a.txt", lambda: None)
    encoded = Encoded(blob, new_context(Limits()))
    segment = Segment(text, shape, lambda at: (Step(Axis.BYTE, at),), 0, len(text) - len(text) // 9)
    said = []
    for item in (*encoded.take(segment), *encoded.finish()):
        if isinstance(item, Segment):
            places = [item.locate(at) for at in range(0, len(item.data), 7)]
            said.append((item.data, item.start, item.end, item.barcode, item.allowing, item.shapeless, places))
        elif isinstance(item, Blob):
            with item.open() as stream:
                said.append((item.name, item.at, item.size, stream.read()))
        else:
            said.append(item)
    return said


@pytest.mark.parametrize("shape", [Shape.PROSE, Shape.OBJECT])
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(1, 80)), min_size=1, max_size=5))
def test_a_crowd_gives_what_its_triggers_give_one_by_one(shape, parts):
    text = b"".join(piece * times for piece, times in parts)
    search = triggers.searcher()
    triggers._looked_at = triggers._FEW
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(triggers, "_CROWD", 1 << 60)
        one_by_one = taken(text, shape)
        patch.setattr(triggers, "searcher", lambda: crowd_in)
        assert taken(text, shape) == one_by_one
    assert search is triggers.searcher()


def test_a_crowd_has_the_triggers_that_hyperscan_tells():
    text = (
        b"%31%32 &#49;\xc2\xad12 31 32 33 34 35 36 37 0x31, 0x32, 0x33 MDEwOTQ= MAAxADEA =31=32=33 ssn md5 $2a$ rot13: "
        * 300
    )
    one_by_one = searcher()(text[: len(text) // 100])
    crowd = searcher()(text)
    assert isinstance(one_by_one, list)
    assert isinstance(crowd, Crowd)
    assert set(one_by_one) == {found for found in crowd if found[1] <= len(text) // 100}
    assert [end for _, end, _ in crowd] == sorted(end for _, end, _ in crowd)
    assert len(list(crowd)) == len(crowd)
    assert crowd.kinds == {kind for kind, _, _ in crowd}


def test_few_triggers_and_such_as_lie_apart_are_no_crowd():
    assert isinstance(searcher()(b"%31%32 " * 1000), list)
    assert isinstance(searcher()(b"%31%32 " * 1100), Crowd)
    assert isinstance(searcher()((b"%31%32" + b" " * 200) * 1100), list)


NUMBER = st.from_regex(rb"\A[0-9](?:[ .-]?[0-9]){6,9}\Z")


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=12), NUMBER, st.binary(max_size=12), st.booleans(), st.sampled_from([b"", b"x", b"xy", b"xyz"])
)
def test_whatever_has_a_number_is_hopeful(before, number, behind, wide, front):
    """In either alphabet, in any turn, with letters of none before it."""
    import numpy as np

    raw = before + (number.decode().encode("utf-16-le") if wide else number) + behind
    for packed in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
        text = b" " + front + packed + b" "
        ends = np.array([len(text) // 2])
        assert hopeful(text, ends, [], wide=wide).all()
    assert not hopeful(b" " + b"QUJD" * 9 + b" ", np.array([9]), [], wide=wide).any()
