"""dBase and its kin: records by number, deleted ones too, in the code page of the header, with memos beside them."""

from __future__ import annotations

import io
import random
import struct

import pytest
from dbase_samples import FIELDS, dbase, dbt, dbt_4, fpt
from format_samples import SSN, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.model import Blob, Reason, Source
from piiscan.scan import scan_one

PEOPLE = dbase(FIELDS, [(" ", ["Ann Lee", SSN]), ("*", ["Bob Ray", "010-94-0002"])])


def with_memos(data: bytes, **others: bytes) -> Blob:
    def beside(name: str) -> io.BytesIO | None:
        content = others.get(name.replace(".", "_"))
        return None if content is None else io.BytesIO(content)

    return Blob("a.dbf", lambda: io.BytesIO(data), (), len(data), beside=beside)


@pytest.mark.parametrize("version", [0x03, 0x04, 0x30, 0xFB])
def test_records_deleted_or_not(version):
    data = dbase(FIELDS, [(" ", ["Ann Lee", SSN]), ("*", ["Bob Ray", "010-94-0002"])], version=version)
    result = read(data)
    assert result.format == "dbase"
    assert result.text == f"NAME\x1fSSN\x1eAnn Lee\x1f{SSN}\x1eBob Ray\x1f010-94-0002\x1e"
    assert result.places[SSN] == ["ROW 1 COLUMN 2 KEY SSN"]
    assert result.gaps == []


def test_the_code_page_of_the_header():
    for mark, code_page in ((0x01, "cp437"), (0x03, "cp1252"), (0x65, "cp866"), (0x7B, "cp932"), (0, "utf-8")):
        word = "Иван" if code_page in {"cp866", "utf-8"} else "日本" if code_page == "cp932" else "José"
        data = dbase(FIELDS, [(" ", [word.encode(code_page), SSN])], code_page=mark)
        assert f"{word}\x1f{SSN}" in read(data).text


def test_numbers_in_bytes():
    fields = [("I", "I", 4), ("B", "B", 8), ("Y", "Y", 8), ("T", "T", 8), ("V", "V", 10), ("0", "0", 1)]
    values = [
        struct.pack("<i", 10940001),
        struct.pack("<d", 1.5),
        struct.pack("<q", 125_000),
        struct.pack("<II", 2458851, 0),
        b"text",
        b"\0",
    ]
    assert read(dbase(fields, [(" ", values)], version=0x30)).text.endswith(
        "10940001\x1f1.5\x1f12.5\x1f2020-01-02\x1ftext\x1f\x1e"
    )
    values = [bytes([0x80, 0, 0, 7]), bytes([0xBF, 0xF8, *bytes(6)])]
    assert read(dbase([("I", "I", 4), ("O", "O", 8)], [(" ", values)], version=0x04)).text.endswith("7\x1f1.5\x1e")


@pytest.mark.parametrize("memo", ["dbt", "dbt_4", "fpt"])
def test_memos(memo):
    fields = [("NAME", "C", 10), ("NOTE", "M", 4 if memo == "fpt" else 10)]
    number = struct.pack("<I", 2) if memo == "fpt" else b"         2"
    data = dbase(fields, [(" ", ["Ann", number])], version=0x30 if memo == "fpt" else 0x83)
    content = {"dbt": dbt, "dbt_4": dbt_4, "fpt": fpt}[memo](["first", f"SSN {SSN}"])
    result = read(with_memos(data, **{f"a_{memo[:3]}": content}))
    assert result.places == {SSN: ["ROW 1 COLUMN 2 KEY NOTE"]}
    assert result.gaps == []
    alone = read(data)
    assert [gap.reason for gap in alone.gaps] == [Reason.UNREADABLE]


def test_memos_beside_a_file_on_a_share(tmp_path):
    (tmp_path / "A.DBF").write_bytes(dbase([("NOTE", "M", 10)], [(" ", [b"         1"])], version=0x83))
    (tmp_path / "A.DBT").write_bytes(dbt([f"Ann Lee, SSN {SSN}"]))
    source = Source(str(tmp_path), "A.DBF", str(tmp_path / "A.DBF"), (tmp_path / "A.DBF").stat().st_size)
    (finding, outcome) = scan_one(source, Config())
    assert [step.at for step in finding.at] == [1, 1, "NOTE"]
    assert outcome.status.value == "scanned"


def test_a_file_in_a_general_field():
    data = dbase([("FILE", "G", 4)], [(" ", [struct.pack("<I", 1)])], version=0x30)
    result = read(with_memos(data, a_fpt=fpt([zipped({"a.txt": SSN.encode()})])))
    assert result.everywhere().endswith(SSN)


def test_more_or_fewer_records_than_the_header_says():
    data = bytearray(PEOPLE)
    data[4:8] = (1).to_bytes(4, "little")
    assert len(read(bytes(data)).places) == 2
    data[4:8] = (5).to_bytes(4, "little")
    result = read(bytes(data))
    assert [gap.detail for gap in result.gaps] == ["2 records, where the header says 5"]
    result = read(PEOPLE[:-12])
    assert list(result.places) == [SSN]


def test_encrypted_by_dbase():
    data = bytearray(PEOPLE)
    data[15] = 1
    result = read(bytes(data))
    assert (result.encryption.verdict, [gap.reason for gap in result.gaps]) == ("weak", [Reason.ENCRYPTED])


def test_many_records():
    data = dbase(FIELDS, [(" ", ["Ann Lee", f"010-94-{number:04}"]) for number in range(3333)] * 3)
    result = read(data)
    assert result.places["010-94-3332"] == [f"ROW {3333 * turn} COLUMN 2 KEY SSN" for turn in (1, 2, 3)]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 20))
def test_changed_bytes_raise_nothing(seed, changes):
    generator = random.Random(seed)
    data = bytearray(PEOPLE)
    for _ in range(changes):
        data[generator.randrange(len(data))] = generator.randrange(256)
    read(with_memos(bytes(data), a_dbt=dbt(["x"])))
