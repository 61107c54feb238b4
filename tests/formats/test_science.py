"""Pickles, arrays, HDF5, compiled Python: texts out of the bytes with their places, and nothing of it ever loaded."""

from __future__ import annotations

import io
import marshal
import pickle
import pickletools
import random
import struct
import zipfile
import zlib

import numpy as np
import pandas as pd
import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.datasets import pickles
from piiscan.model import Reason


class Trap:
    """Whose loading would leave a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


class Person:
    def __init__(self):
        self.name, self.ssn = "Ann Lee", SSN


def npy(values, **options) -> bytes:
    out = io.BytesIO()
    np.save(out, values, **options)
    return out.getvalue()


@pytest.mark.parametrize("protocol", range(6))
def test_nothing_is_executed(protocol, tmp_path):
    left = tmp_path / "left"
    data = pickle.dumps([Trap(left), {"ssn": SSN}], protocol)
    for sample in (data, npy(np.array([Trap(left), SSN], dtype=object)), b"\x93NUMPY\x01\x00" + data):
        result = read(sample)
        assert SSN in result.places
        assert not left.exists()
    pickle.loads(data)[0].close()  # noqa: S301 - the trap is one
    assert left.exists()


def test_a_header_of_an_array_is_no_program(tmp_path):
    left = tmp_path / "left"
    header = f"{{'descr': open({str(left)!r}, 'w'), 'fortran_order': False, 'shape': (1,)}}\n".encode()
    result = read(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + SSN.encode())
    assert list(result.places) == [SSN]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert not left.exists()


@pytest.mark.parametrize("protocol", range(1, 6))
def test_keys_lists_rows_and_objects(protocol):
    value = [
        {"name": "Ann Lee", "ssn": SSN},
        {"name": "Bob Ray", "ssn": "010-94-0002"},
        ("Cy Poe", "010-94-0003"),
        {"ssn": ["010-94-0004", "010-94-0005"], "n": 10940006, "f": 10940007.0},
        Person(),
        "José 010-94-0008",
    ]
    data = pickle.dumps(value, protocol)
    result = read(data)
    assert result.format == "pickle"
    assert result.gaps == []
    assert f"name: Ann Lee\nssn: {SSN}\n\nname: Bob Ray\nssn: 010-94-0002\n" in result.text
    assert "Cy Poe | 010-94-0003\n" in result.text
    assert "ssn:\n010-94-0004\n010-94-0005\n" in result.text
    assert "n: 10940006\nf: 10940007\n" in result.text
    assert "José 010-94-0008" in result.text
    assert result.places["010-94-0002"] == [f"BYTE {data.index(b'010-94-0002')}"]


def test_texts_of_arrays_and_frames():
    for values in (np.array(["Ann", SSN]), np.array([b"Ann", SSN.encode(), b"010-94-0002"])):
        data = pickle.dumps(values)
        assert read(data).places[SSN] == [
            f"BYTE {data.index(SSN.encode() if values.dtype.kind == 'S' else b'0%c%c%c1' % (0, 0, 0))}"
        ]
    for kind in (object, "string[pyarrow]"):
        frame = pd.DataFrame({"ssn": pd.Series([SSN, "010-94-0002"], dtype=kind)})
        data = pickle.dumps(frame)
        result = read(data)
        assert {number: places[0] for number, places in result.places.items()} == {
            number: f"BYTE {data.index(number.encode())}" for number in (SSN, "010-94-0002")
        }


def test_pickles_that_follow_each_other_and_what_is_none():
    data = pickle.dumps("a", 2) + pickle.dumps({"ssn": SSN}, 2)
    result = read(data)
    assert (list(result.places), result.gaps) == ([SSN], [])
    result = read(data + b"\xff\xff" + b"010-94-0002\xff")
    assert list(result.places) == [SSN, "010-94-0002"]
    assert [gap.reason for gap in result.gaps] == [Reason.UNSUPPORTED]


def test_long_bytes_are_read_by_blocks(monkeypatch):
    monkeypatch.setattr(pickles, "_BLOCK", 1000)
    assert read(pickle.dumps(b"\xff" * 5000 + SSN.encode() + b"\xff" * 5000)).places


def test_every_instruction_is_known():
    assert all(one.arg is None or one.arg.n >= -5 for one in pickletools.opcodes)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (np.array([["Ann", SSN], ["Bob", "x"]]), f"Ann\x1f{SSN}\x1eBob\x1fx\x1e"),
        (np.asfortranarray(np.array([["Ann", SSN], ["Bob", "x"]])), f"Ann\x1f{SSN}\x1eBob\x1fx\x1e"),
        (np.array([SSN.encode()] * 2), f"{SSN}\x1e" * 2),
        (np.array([SSN], dtype=">U20"), f"{SSN}\x1e"),
        (np.array([10940001, 5]), "10940001\x1e5\x1e"),
        (np.array([1.5, np.nan]), "1.5\x1e\x1e"),
        (np.array(SSN), f"{SSN}\x1e"),
        (np.array(["2020-01-02"], "M8[D]"), "2020-01-02\x1e"),
        (np.zeros((2, 0)), ""),
        (
            np.array(
                [("Ann", 10940001, [1, 2], ("x", 2))],
                [("name", "U8"), ("ssn", "i8"), ("z", "i2", (2,)), ("s", [("a", "U2"), ("b", "f8")])],
            ),
            "name\x1fssn\x1fz\x1fs.a\x1fs.b\x1eAnn\x1f10940001\x1f1 2\x1fx\x1f2\x1e",
        ),
    ],
)
def test_arrays(values, text):
    result = read(npy(values))
    assert (result.format, result.text, result.gaps) == ("npy", text, [])


def test_an_array_that_is_cut_short():
    result = read(npy(np.array([SSN.encode()] * 5))[:-30])
    assert [gap.detail for gap in result.gaps] == ["2 rows, where the header says 5"]


def test_many_arrays_in_one_file():
    out = io.BytesIO()
    np.savez_compressed(out, name=np.array(["Ann"]), ssn=np.array([SSN]))
    assert read(out.getvalue()).child("ssn.npy").places == {SSN: ["ROW 1 COLUMN 1"]}


def test_what_joblib_packs():
    data = zlib.compress(pickle.dumps({"ssn": SSN}))
    result = read(data, "a.joblib")
    assert (result.format, result.gaps) == ("zlib", [])
    assert list(result.child("a.joblib").places) == [SSN]
    for changed in (data[:-5], data + b"x"):
        assert [gap.reason for gap in read(changed).gaps] == [Reason.CORRUPT]


def test_a_model_of_pytorch():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps({"ssn": SSN}, 2))
    assert read(out.getvalue()).everywhere().strip() == f"ssn: {SSN}"


def test_compiled_python():
    code = compile(f"S = '{SSN}'\nT = {'0' * 48 + SSN!r}\nU = 'é 010-94-0002'", "x", "exec")
    data = struct.pack("<HHI", 3495, 0x0A0D, 0) + bytes(8) + marshal.dumps(code)
    result = read(data)
    assert result.format == "python-compiled"
    assert result.places[SSN][0] == f"BYTE {data.index(SSN.encode())}"
    assert "é 010-94-0002" in result.text


def test_hdf5_and_netcdf_by_their_bytes():
    data = b"\x89HDF\r\n\x1a\n" + bytes(40) + SSN.encode() + bytes(9) + b"deflate\0"
    result = read(data)
    assert (result.format, result.places) == ("hdf5", {SSN: ["BYTE 48"]})
    assert len(result.gaps) == 2
    result = read(b"CDF\x01" + bytes(40) + SSN.encode() + bytes(9))
    assert (result.format, result.places) == ("netcdf", {SSN: ["BYTE 44"]})
    assert len(result.gaps) == 1


SAMPLES = {
    "pickle": pickle.dumps([{"name": "Ann", "ssn": SSN}, (1, 2.5, b"x"), Person()]),
    "npy": npy(np.array([("Ann", 10940001)], [("name", "U8"), ("ssn", "i8")])),
}


@pytest.mark.parametrize("form", SAMPLES)
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_changed_bytes_raise_nothing(form, seed, changes):
    generator = random.Random(seed)
    data = bytearray(SAMPLES[form])
    for _ in range(changes):
        data[generator.randrange(len(data))] = generator.randrange(256)
    read(bytes(data))
