"""Parquet, ORC, Arrow and Avro: every column, by row and name, and nothing of it lost to damage or to a lock."""

from __future__ import annotations

import datetime as dt
import io
import random
import sys

import pyarrow as pa
import pyarrow.orc
import pytest
from columnar_samples import PERSON, arrow_stream, avro, feather, locked_parquet, orc, parquet
from format_samples import SSN, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.datasets import columnar
from piiscan.model import Reason

ROWS = 5000
PEOPLE = pa.table({"name": ["Ann Lee"] * ROWS, "ssn": [f"010-94-{number:04}" for number in range(ROWS)]})
RECORDS = [{"name": "Ann Lee", "ssn": f"010-94-{number:04}"} for number in range(ROWS)]
WRITE = {
    "parquet": parquet,
    "orc": orc,
    "feather": feather,
    "stream": arrow_stream,
    "avro": lambda _: avro(PERSON, RECORDS, sync_interval=1000),
}
SMALL = {
    "parquet": parquet(PEOPLE.slice(0, 20)),
    "orc": orc(PEOPLE.slice(0, 20)),
    "feather": feather(PEOPLE.slice(0, 20)),
    "stream": arrow_stream(PEOPLE.slice(0, 20)),
    "avro": avro(PERSON, RECORDS[:20]),
}


@pytest.mark.parametrize("form", WRITE)
def test_every_row_is_read_with_its_number(form):
    result = read(WRITE[form](PEOPLE))
    assert result.gaps == []
    assert result.places == {f"010-94-{number:04}": [f"ROW {number + 1} COLUMN 2 KEY ssn"] for number in range(ROWS)}
    assert result.text.startswith("name\x1fssn\x1eAnn Lee\x1f010-94-0000\x1e")
    assert result.text.count("name") == 1


@pytest.mark.parametrize("form", WRITE)
def test_a_missing_library_is_an_outcome(form, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastavro" if form == "avro" else "pyarrow", None)
    for name in ("pyarrow.parquet", "pyarrow.orc", "pyarrow.ipc"):
        monkeypatch.setitem(sys.modules, name, None)
    refused = read(SMALL[form]).refused
    assert (refused.reason, refused.detail) == (Reason.UNSUPPORTED, "needs piiscan[columnar]")


def test_values_of_every_type_are_text():
    table = pa.table(
        {
            "whole": [10940001.0],
            "part": [1.5],
            "truth": [True],
            "day": [dt.date(2020, 1, 2)],
            "none": [None],
            "price": pa.array([None], pa.decimal128(5, 2)),
            "list": [[["a"], []]],
            "map": pa.array([[("k", b"v")]], pa.map_(pa.string(), pa.binary())),
            "struct": [{"a": {"b": "c"}, "d": None}],
            "word": pa.array(["x"]).dictionary_encode(),
            "bytes": [b"\x01\x02text\xff\x00more"],
            "odd\x1fname": ["a\x1eb\x1fc"],
        }
    )
    expected = (
        "whole\x1fpart\x1ftruth\x1fday\x1fnone\x1fprice\x1flist\x1fmap\x1fstruct.a.b\x1fstruct.d\x1fword\x1fbytes\x1fodd name\x1e"
        '10940001\x1f1.5\x1ftrue\x1f2020-01-02\x1f\x1f\x1f[["a"], []]\x1f{"k": "v"}\x1fc\x1f\x1fx\x1ftext more\x1fa b c\x1e'
    )
    assert read(parquet(table)).text == expected
    assert read(feather(table)).text == expected


def test_values_that_arrow_has_no_cast_for_are_text():
    """Of types that a Parquet file cannot hold: lists of a dictionary, and runs."""
    lists = pa.DictionaryArray.from_arrays(pa.array([0, None]), pa.array([[SSN, "b"]]))
    runs = pa.RunEndEncodedArray.from_arrays([2], pa.array(["Ann Lee"]))
    result = read(arrow_stream(pa.table({"runs": runs, "lists": lists})))
    assert result.gaps == []
    assert result.text == f'runs\x1flists\x1eAnn Lee\x1f["{SSN}", "b"]\x1eAnn Lee\x1f\x1e'


def striped(rows: int) -> bytes:
    table = pa.table({"name": ["Ann Lee"] * rows, "ssn": [f"010-94-{row:04}" for row in range(rows)], "n": range(rows)})
    return orc(table, stripe_size=4096, compression="uncompressed", batch_size=1000)


@pytest.mark.parametrize("damaged", [False, True])
def test_a_large_orc_is_read_in_batches_as_in_stripes(monkeypatch, damaged):
    data = striped(9000)
    assert pa.orc.ORCFile(io.BytesIO(data)).nstripes > 3
    if damaged:
        at = data.index(b"010-94-4500") - 11 * 200
        data = data[:at] + b"\xff" * 11 * 900 + data[at + 11 * 900 :]
    whole = read(data)
    monkeypatch.setattr(columnar, "_LARGE", 0)
    batches = read(data)
    assert batches.places == whole.places
    assert batches.gaps == whole.gaps
    assert len(whole.places) == 9000 or damaged
    assert damaged or batches.places["010-94-8999"] == ["ROW 9000 COLUMN 2 KEY ssn"]


@pytest.mark.parametrize("given", [500, 1000, 1500, 2000])
def test_a_stripe_that_cannot_be_read_costs_no_other(monkeypatch, given):
    data = striped(9000)
    sizes = [pa.orc.ORCFile(io.BytesIO(data)).read_stripe(number).num_rows for number in range(3)]
    assert sizes == [1000] * 3

    class File:
        """One of which the second stripe is damaged."""

        nstripes, metadata = 9, None

        def __init__(self, stream):
            self.file = orc_file(stream)

        def read_stripe(self, number):
            if number == 1:
                raise OSError
            return self.file.read_stripe(number)

    def in_batches(blob, rows):
        with blob.open() as stream:
            for batch in orc_file(stream).read().slice(0, given).to_batches():
                yield from rows.batch(batch)
        return False

    orc_file = pa.orc.ORCFile
    monkeypatch.setattr(pa.orc, "ORCFile", File)
    monkeypatch.setattr(columnar, "_LARGE", 0)
    monkeypatch.setattr(columnar, "_in_batches", in_batches)
    result = read(data)
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    lost = range(max(given, 1000), 2000)
    assert set(result.places) == {f"010-94-{row:04}" for row in range(9000) if row not in lost}
    assert {len(places) for places in result.places.values()} == {1}  # no row is given twice


@pytest.mark.parametrize("form", [parquet, orc, feather])
def test_files_in_cells_are_members(form):
    result = read(form(pa.table({"file": [b"", zipped({"a.txt": SSN.encode()}), b"wOF2" + bytes(20)]})))
    assert [child.name for child in result.children] == ["file[2]"]
    assert result.everywhere().endswith(SSN)
    assert [gap.detail for gap in result.gaps] == ["no reader for 1 cells of font/woff2"]


def test_what_the_writer_said_of_the_file():
    table = PEOPLE.slice(0, 1).replace_schema_metadata({"owner": "Ann Lee 010-94-0009"})
    for form in (parquet, feather, arrow_stream):
        assert read(form(table)).places["010-94-0009"] == ["PART metadata"]


@pytest.mark.parametrize("plain_footer", [True, False])
def test_a_column_under_a_key_is_said_and_the_others_are_read(plain_footer):
    table = pa.table({"note": ["note 010-94-0001"], "ssn": ["010-94-0002"]})
    result = read(locked_parquet(table, ["ssn"], plain_footer=plain_footer))
    assert (result.encryption.verdict, result.encryption.algorithm) == ("encrypted", "AES-GCM")
    if plain_footer:
        assert list(result.places) == ["010-94-0001"]
        assert [(gap.reason, gap.detail) for gap in result.gaps] == [
            (Reason.ENCRYPTED, "1 of 2 columns need a key (AES-GCM)")
        ]
    else:
        assert result.refused.reason is Reason.ENCRYPTED


@pytest.mark.parametrize("form", ["parquet", "orc"])
def test_without_its_end_what_stands_in_the_bytes_is_read(form):
    options = {"compression": "none" if form == "parquet" else "uncompressed", "dictionary_key_size_threshold": 0.0}
    if form == "parquet":
        del options["dictionary_key_size_threshold"]
    table = PEOPLE.slice(0, 500).append_column("blank", [["\0\1"] * 500])
    result = read(WRITE[form](table, **options)[:-100])
    assert "Ann Lee" in result.text
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


def test_batches_before_the_end_of_a_stream_that_is_cut_short():
    data = arrow_stream(PEOPLE, 100)
    for cut in (data[: len(data) // 2], b"ARROW1\0\0" + data[: len(data) // 2]):
        result = read(cut)
        assert 2000 < len(result.places) < 3000
        assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


def test_offsets_that_point_nowhere_are_damage():
    table = pa.table({"ssn": [SSN, "010-94-0002"]})
    data = arrow_stream(table)
    offsets = b"".join(number.to_bytes(4, "little") for number in (0, 11, 22))
    assert offsets in data
    result = read(data.replace(offsets, offsets[:4] + b"\0\0\0\x70" + offsets[8:]))
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


def test_a_damaged_row_group_costs_itself_only():
    data = bytearray(parquet(PEOPLE, row_group_size=1000, compression="none", use_dictionary=False))
    at = data.index(b"010-94-1500") - 12_000
    data[at : at + 200] = b"\xff" * 200
    result = read(bytes(data))
    assert result.places["010-94-0999"] == ["ROW 1000 COLUMN 2 KEY ssn"]
    assert result.places["010-94-2000"] == ["ROW 2001 COLUMN 2 KEY ssn"]


def test_a_damaged_block_of_avro_costs_itself_only():
    data = bytearray(avro(PERSON, RECORDS, codec="deflate", sync_interval=20_000))
    marker = data[-16:]
    second = data.index(marker, data.index(marker) + 16) + 16
    data[second + 30 : second + 60] = bytes(30)
    result = read(bytes(data))
    assert "010-94-0000" in result.places
    assert "010-94-4999" in result.places
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz"])
def test_every_codec_of_avro(codec):
    assert len(read(avro(PERSON, RECORDS, codec)).places) == ROWS


@pytest.mark.parametrize("codec", ["snappy", "zstandard"])
def test_codecs_of_avro_with_libraries_of_their_own(codec):

    from piiscan.formats.archives.zstandard import zstd
    from piiscan.formats.datasets.avro import _unpacked

    text = b"some text " * 100
    packed = zstd.compress(text) if codec == "zstandard" else pa.Codec("snappy").compress(text).to_pybytes() + bytes(4)
    assert _unpacked(codec, packed, 10_000) == text


def test_records_in_records_of_avro():
    inner = {"type": "record", "name": "Inner", "fields": [{"name": "ssn", "type": "string"}]}
    fields = [
        {"name": "one", "type": ["null", inner]},
        {"name": "many", "type": {"type": "array", "items": "Inner"}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "file", "type": "bytes"},
    ]
    record = {
        "one": {"ssn": SSN},
        "many": [{"ssn": "010-94-0002"}],
        "day": dt.date(2020, 1, 2),
        "file": zipped({"a": b"x"}),
    }
    result = read(avro({"type": "record", "name": "Outer", "fields": fields}, [record, {**record, "one": None}]))
    assert result.places == {
        SSN: ["ROW 1 COLUMN 1 KEY one.ssn"],
        "010-94-0002": ["ROW 1 COLUMN 2 KEY many", "ROW 2 COLUMN 2 KEY many"],
    }
    assert [child.name for child in result.children] == ["file[1]", "file[2]"]
    assert "2020-01-02" in result.text


def test_values_without_records_in_avro():
    assert read(avro("string", [SSN])).places == {SSN: ["ROW 1 COLUMN 1 KEY value"]}


def test_a_bomb_stops_at_the_budget():
    table = pa.table({"text": pa.array(["x" * 1000]).dictionary_encode().take(pa.array([0] * 100_000))})
    data = parquet(table)
    assert len(data) < 100_000
    result = read(data, limits=Limits(expanded=10 << 20))
    assert "limit: expanded" in result.refused.detail
    packed = avro("bytes", [bytes(2 << 20)], codec="deflate", sync_interval=1)
    result = read(packed, limits=Limits(member_memory=1 << 20))
    assert ["limit: member_memory" in gap.detail for gap in result.gaps] == [True]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["feather", "stream", "parquet", "avro"]), st.integers(0, 2**32), st.integers(1, 20))
def test_changed_bytes_raise_nothing(form, seed, changes):
    """Not ORC, on which the library may end the process: workers are for that, see `tests/hazards`."""
    generator = random.Random(seed)
    data = bytearray(SMALL[form])
    for _ in range(changes):
        data[generator.randrange(8, len(data))] = generator.randrange(256)
    read(bytes(data))
