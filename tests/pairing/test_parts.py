"""A source read in parts says what it says when it is read whole: byte for byte, whatever stands at the cuts."""

import base64
import json
import random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from test_cuts import WORDS, Maker

from piiscan.config import Config
from piiscan.engines.again import Way
from piiscan.engines.frames import frames
from piiscan.engines.parted import read_part
from piiscan.engines.reorder import Reorder, Slot
from piiscan.engines.split import Split
from piiscan.formats import cuts
from piiscan.formats.plain import text, windows
from piiscan.formats.tables import delimited
from piiscan.model import Source
from piiscan.scan import scan_one
from piiscan.scan_part import scan_part
from piiscan.stream import to_record

pytestmark = pytest.mark.long

WAY = Way(scan_one, to_record, None, scan_part, b"0123456789abcdef")
WINDOW = 8192


class Answers:
    def __init__(self):
        self.given = []

    def add(self, tag, said=b""):
        self.given.append((tag, said))

    def send(self):
        pass


def in_parts(source, config, size, order=None):
    """The records of a source read in parts, and how many; None and the number where that could not be."""
    reorder = Reorder()
    slot = reorder.add(source)
    first = Answers()
    if not read_part(first, source, config, WAY, [size]):
        return None, 0
    kind, starts, sizes = json.loads(first.given[0][1])
    split = slot.split = Split(slot, kind, starts, config.max_findings_per_file)
    split.parts = [Slot(0, source, span=span, split=split) for span in sizes]
    reorder.begin(slot)
    waiting = list(range(1, len(starts)))
    (order or random.Random(1)).shuffle(waiting)
    for number in [0, *waiting]:
        answers = first
        if number:
            answers = Answers()
            assert read_part(answers, source, config, WAY, split.line(split.parts[number]))
        hear(reorder, split, split.parts[number], answers.given[not number :])
    assert reorder.buffered == sum(map(len, slot.frames))
    if split.broken:
        return None, len(starts)
    assert slot.closed
    return list(slot.frames), len(starts)


def hear(reorder, split, part, given_):
    for tag, said in given_:
        if tag == b"X":
            reorder.give_up(split)
        elif tag == b"K":
            split.persons(said)
        elif tag == b"L":
            split.counted(said)
        else:
            reorder.put(part, said)
    reorder.close(part)


def whole(source, config):
    return [frame for frame, _, _ in frames(source, config, WAY)]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")

    def save(data, name="f.txt"):
        path = folder / name
        path.write_bytes(data)
        return Source(str(folder), name, str(path), len(data))

    return save


@pytest.fixture(autouse=True, scope="module")
def small():
    """Windows and blocks of a few kilobytes, so that small texts have many cuts."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (text, windows):
            patch.setattr(module, "WINDOW", WINDOW)
        for module in (cuts, delimited):
            patch.setattr(module, "BLOCK", WINDOW)
        yield


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**9), st.integers(110, 160), st.sampled_from([9_000, 16_500]), st.sampled_from([0, 5, 1000]))
def test_prose_in_parts(saved, seed, pieces, size, most):
    data = Maker(seed).document(pieces)
    check(saved(data), Config(max_findings_per_file=most, key=b"k" * 32), size)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**9), st.integers(120, 160), st.sampled_from([9_000, 16_500]), st.sampled_from([0, 5]))
def test_objects_in_parts(saved, seed, pieces, size, most):
    check(saved(Maker(seed).objects(pieces), "f.jsonl"), Config(max_findings_per_file=most), size)


def table(seed, count, quoted):
    maker = Maker(seed)
    header = maker.rng.choice(["name,ssn,notes,state", "id,account no,notes,x", "employee id,ssn,notes,x", ""])
    rows = []
    for _ in range(count):
        notes = maker.rng.choice(['"a ""b"", c"', f'"{maker.words(10)}\n{maker.number()}"', "x"]) if quoted else "x"
        rows.append(f"{maker.name()},{maker.ssn()},{notes},{maker.rng.choice(['MA', 'NY'])}")
    return "\n".join([header, *rows]).strip().encode() + b"\n" * maker.rng.randrange(2)


@settings(max_examples=8, deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(900, 1200),
    st.booleans(),
    st.sampled_from([9_000, 13_000]),
    st.sampled_from([0, 9]),
)
def test_a_table_in_parts(saved, seed, count, quoted, size, most):
    check(saved(table(seed, count, quoted), "f.csv"), Config(max_findings_per_file=most), size)


def check(source, config, size):
    found, number = in_parts(source, config, size)
    event(f"read in parts: {found is not None}" if number else "not cut")
    if found is not None:
        assert found == whole(source, config)


def test_what_must_be_cut_is_cut_and_what_may_not_is_not(saved):
    """The property above holds for nothing if nothing is cut: these are, and those with a reason are not."""
    config = Config(max_findings_per_file=20)
    maker = Maker(3)
    filling = f"{' '.join(WORDS)}\n" * 5
    people = [f"Name: {maker.name()}\nSSN: {maker.ssn()}\nState: MA\n{filling}" for _ in range(250)]
    prose = ("\n\n".join(people)).encode()
    records = [json.dumps({"name": maker.name(), "ssn": maker.ssn(), "note": filling}) for _ in range(300)]
    for data, name in (
        (prose, "f.txt"),
        (table(3, 1000, quoted=True), "f.csv"),
        ("\n".join(records).encode(), "f.jsonl"),
    ):
        source = saved(data, name)
        found, number = in_parts(source, config, 20_000)
        assert found is not None, name
        assert number > 1
        assert found == whole(source, config)
        assert len(found) == 21
    half = len(prose) // 2
    locked = f" vault:v1:{base64.b64encode(bytes(range(60))).decode()} ".encode()
    for inserted in (b" piiscan: allow[ssn] x", b"\0", locked, base64.b64encode(b"Ann Lee 010-94-1234\n" * 300)):
        assert in_parts(saved(prose[:half] + inserted + prose[half:]), config, 16_000)[0] is None
    assert in_parts(saved(prose.decode().encode("utf-16")), config, 16_000) == (None, 0)
    assert in_parts(saved(prose), Config(also=("lookalike",)), 16_000) == (None, 0)
    open_quote = table(3, 1000, quoted=False).replace(b",x,", b',"x,', 1)
    assert in_parts(saved(open_quote, "f.csv"), config, 16_000)[0] is None


def test_the_persons_of_a_part_are_counted_once(saved):
    data = b"name,ssn\n" + b"Ann Lee,010-94-1234\nBob Ray,010-94-4321\n" * 4000
    found, number = in_parts(saved(data, "f.csv"), Config(max_findings_per_file=10), 30_000)
    assert number > 3
    assert sum(json.loads(found[-1])["counts"]["persons"].values()) == 2
