"""A folded finding is the finding, whatever is asked of it, and is written as the line it came as."""

import json

import pytest
from msgspec.structs import replace

from piiscan import dense
from piiscan.cli.gate import Gate
from piiscan.engines.frames import from_frame, to_frame
from piiscan.folded import Folded, as_line, reader
from piiscan.model import Classification, Encryption, Residency
from piiscan.severity import told
from piiscan.stream import tell_apart
from piiscan.tally import Tally
from tests.reporters.conftest import CONFIG, Share, to_record

ASKED = ("type", "id", "root", "file", "classification", "residency")


def frames():
    """Of findings of all classes, some alike, some allowed or behind a lock, and of names that are no text."""
    share = Share()
    for number, classification in enumerate(Classification):
        residency = [*Residency][number % len(Residency)]
        share.found(f"{number}.xlsx", rows=3, classification=classification, residency=residency)
    share.found("allowed.xlsx", allowed=True).found("locked.zip", encryption=Encryption("encrypted", "AES", 256))
    share.found("ü\udce9.xlsx").found("•.xlsx").unread("scan.png")
    share.found("once.xlsx", rows=2, member=())
    again = [replace(event, at=event.at[:1]) for event in share.events[:2]]
    return [to_frame(to_record(event, CONFIG)) for event in [*share.events[:2], *again, *share.events[2:]]]


FRAMES = frames()


def read_all():
    read = reader()
    read(FRAMES[0])
    return [read(frame) for frame in FRAMES]


def test_it_says_what_the_record_says():
    plain = [from_frame(frame) for frame in FRAMES]
    records = read_all()
    assert {type(record) for record in records} == {dict, Folded}
    for record, other in zip(records, plain, strict=True):
        for key in (*ASKED, "mark", "protected", "location", "elements", "nothing"):
            assert record.get(key) == other.get(key)
            assert record.get(key, 17) == other.get(key, 17)
        assert dict(record) == other
        assert len(record) == len(other)
    one = read_all()[0]
    assert isinstance(one, Folded)
    assert [one[key] for key in ASKED] == [plain[0][key] for key in ASKED]
    with pytest.raises(KeyError):
        read_all()[0]["nothing"]


def test_a_run_that_asks_for_little_unfolds_none(monkeypatch):
    records = [record for record in read_all() if isinstance(record, Folded)]
    assert len(records) > 10
    monkeypatch.setattr(Folded, "whole", lambda _: pytest.fail("unfolded"))
    tally, gate = Tally(), Gate(cap=1000)
    for record in told(tell_apart(records[:2])):
        tally.add(record)
        gate.add(record)
    assert (tally.findings, gate.caught) == (2, 2)


def test_what_passes_a_run_is_written_as_if_it_had_been_read():
    encode = dense.encoder()

    def written(records):
        return [as_line(record, encode) for record in told(tell_apart(records))]

    assert written(read_all()) == written(map(from_frame, FRAMES))
    assert len(set(written(read_all()))) == len(FRAMES)


def test_a_change_is_written():
    for change in (
        lambda record: record.update(mark={"as": "known", "settled": True}),
        lambda record: record.pop("reasons"),
        lambda record: record.setdefault("commits", ["a"]),
        lambda record: record.__setitem__("id", "0" * 32),
    ):
        record, plain = read_all()[0], from_frame(FRAMES[0])
        assert as_line(record, str) == FRAMES[0].decode()
        for one in (record, plain):
            change(one)
        assert (record.line, as_line(record, json.dumps)) == (None, json.dumps(plain))
