"""Objects of Python: their texts are read, and none is ever made."""

from __future__ import annotations

import io
import pickle

import numpy as np
import pytest
from format_samples import SSN, read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.model import Reason

PERSON = {"name": "Ann Lee", "ssn": SSN, "note": ["x" * 300, b"010-94-0002 in bytes", 1 << 5000]}


class Runs:
    def __reduce__(self):
        return (exec, ("raise SystemExit",))


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_the_texts_of_a_pickle(protocol):
    result = read(pickle.dumps([PERSON, Runs()], protocol), "a.pkl")
    assert (result.format, result.gaps) == ("objects", [])
    assert "Ann Lee\nssn\n010-94-0001\n" in result.text
    assert set(result.places) == {SSN, "010-94-0002"}
    assert "raise SystemExit" in result.text


def test_an_array_of_objects():
    out = io.BytesIO()
    np.save(out, np.array([Runs(), f"Ann Lee, SSN {SSN}"], dtype=object), allow_pickle=True)
    result = read(out.getvalue(), "a.npy")
    assert list(result.places) == [SSN]
    assert [gap.reason for gap in result.gaps] == [Reason.UNSUPPORTED]


def test_what_stands_behind_a_step_that_is_none():
    data = pickle.dumps(["Ann Lee", "x"], 2)[:-1] + b"\xff\xfe\0text 010-94-0003\0"
    result = read(data, "a.pkl")
    assert "Ann Lee" in result.text
    assert list(result.places) == ["010-94-0003"]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


@given(st.integers(0, 700), st.binary(min_size=1, max_size=4))
def test_no_damage_raises_anything(at, junk):
    data = pickle.dumps(PERSON, 4)
    read(data[:at] + junk + data[at + len(junk) :], "a.pkl")
