"""What is counted of a text whose findings are listed no more: on arrays, and one by one."""

from __future__ import annotations

from itertools import chain

from piiscan.config import Config
from piiscan.model import Segment, Source
from piiscan.pairing import Reader, Tally, finish
from piiscan.small import hits_in


def counting(base):
    """A counter of records of one form that says how many numbers it took."""

    class Counted(base):
        taken = 0

        def counted(self, segment, hits):
            done = super().counted(segment, hits)
            Counted.taken += int(done.sum())
            return done

    return Counted


def counts(data, shape, default, listed, locate=lambda _: ()):
    """What is counted of some data of which some findings are listed, the persons among it, and all findings made."""
    tally = Tally()
    findings = []
    reader = Reader(tally, lambda: len(findings) < listed, default)
    segment = Segment(data, shape, locate)
    config = Config(residency_default=default, key=b"k" * 32)
    for unit in chain(reader.read(segment, hits_in(data, 0, len(data))), reader.close()):
        findings += filter(None, [finish(unit, Source("", "", "", 0), (), config, tally)])
    persons = sorted((who, where.value, sorted(keys.tolist())) for who, where, keys in tally.subjects())
    return tally.counted(), persons, findings


def both(counts, text, monkeypatch, default, listed):
    """What is counted and listed, which is the same in both ways, and how many on arrays."""
    one_by_one = counts(text, arrays=False, monkeypatch=monkeypatch, default=default, listed=listed)
    on_arrays = counts(text, arrays=True, monkeypatch=monkeypatch, default=default, listed=listed)
    assert one_by_one[-1] == 0
    assert on_arrays[:-1] == one_by_one[:-1]
    return on_arrays


def ssn(rng):
    """A random Social Security number that can be one."""
    return f"{rng.randint(1, 665):03}-{rng.randint(1, 99):02}-{rng.randint(1, 9999):04}"
