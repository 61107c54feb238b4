"""Access: every table by name, in each generation; deleted rows, memos, attachments; what is encoded and what is locked."""

from __future__ import annotations

import random
import struct
from functools import partial

import pytest
from access_samples import (
    BIG,
    BINARY,
    BOOLEAN,
    BYTE,
    DELETED,
    DOUBLE,
    GUID,
    INTEGER,
    LONG,
    MEMO,
    MONEY,
    MOVED,
    NUMERIC,
    OBJECT,
    POINTER,
    SINGLE,
    TEXT,
    TIME,
    Table,
    Writer,
    attachment,
    compressed,
    locked,
    locked_2007,
    locked_2007_aes,
    properties,
    real,
)
from format_samples import SSN, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.databases import access_locks
from piiscan.model import Encryption, Reason

GENERATIONS = {"jet3": {"jet3": True}, "jet4": {}, "ace": {"accdb": True}}
COLUMNS = [("ID", LONG), ("NAME", TEXT), ("SSN", TEXT)]


def writer(generation: str) -> Writer:
    return Writer(**GENERATIONS[generation])


def people(**options: object) -> Table:
    return Table("People", COLUMNS, [(0, [1, "Ann Lee", SSN]), (0, [2, "Bob Ray", "010-94-0002"])], **options)


def rows_of(text: str, table: str) -> list[list[str]]:
    """The rows of the table that begins so."""
    return [row.split("\x1f") for row in text[text.index(table) :].split("\x1e")]


@pytest.mark.parametrize("generation", GENERATIONS)
def test_rows_by_table_and_column(generation):
    result = read(writer(generation).database(people()))
    assert (result.format, result.media_type) == ("access", "application/x-msaccess")
    assert result.places[SSN] == ["TABLE People ROW 1 COLUMN 3 KEY SSN"]
    assert rows_of(result.text, "ID\x1fNAME") == [
        ["ID", "NAME", "SSN"],
        ["1", "Ann Lee", SSN],
        ["2", "Bob Ray", "010-94-0002"],
        [""],
    ]
    assert (result.gaps, result.encryption, result.refused) == ([], None, None)


def test_a_database_that_access_made():
    result = read(real())
    assert result.format == "access"
    assert "\x1fMSysComplexType_Attachment\x1f1\x1f2017-02-11 16:52:5" in result.text
    assert (result.gaps, result.encryption) == ([], None)


@pytest.mark.parametrize("generation", ["jet3", "jet4"])
def test_every_kind_of_value(generation):
    kinds = [BOOLEAN, BYTE, INTEGER, LONG, MONEY, SINGLE, DOUBLE, TIME, GUID, BIG, NUMERIC, TEXT, BINARY]
    numeric = b"\x80" + struct.pack("<4I", 0, 0, 0, 12345)
    values = [
        True,
        7,
        -8,
        10940001,
        12_345_600,
        1.5,
        10940002.0,
        40000.25,
        bytes(range(16)),
        9,
        numeric,
        "x",
        b"\xff\xff" + SSN.encode(),
    ]
    table = Table("Kinds", [(f"C{kind}", kind) for kind in kinds], [(0, values), (0, [None] * len(kinds))])
    data = writer(generation).database(table)
    first, second = rows_of(read(data).text, "C1\x1f")[1:3]
    assert first[:10] == [
        "yes", "7", "-8", "10940001", "1234.56", "1.5", "10940002", "2009-07-06 06:00:00",
        "03020100-0504-0706-0809-0a0b0c0d0e0f", "9"]  # fmt: skip
    assert first[10] == ("-123.45" if generation == "jet4" else first[10])
    assert first[11:] == ["x", SSN]
    assert second == ["no", *[""] * 12]


@pytest.mark.parametrize("generation", GENERATIONS)
@pytest.mark.parametrize("way", ["here", "page", "chain"])
def test_memos(generation, way):
    made = writer(generation)
    text = {"here": "", "page": "x" * 1000, "chain": "x" * 9000}[way] + f" Ann Lee, SSN {SSN}"
    rows = [(0, [1, lambda: made.long_value(made.text(text), way)])]
    result = read(made.database(Table("Notes", [("ID", LONG), ("NOTE", MEMO)], rows)))
    assert result.places == {SSN: ["TABLE Notes ROW 1 COLUMN 2 KEY NOTE"]}
    assert result.gaps == []


def test_a_memo_longer_than_a_cell():
    made = Writer()
    text = "x" * 70_000 + f"\nAnn Lee, SSN {SSN}"

    table = Table("Notes", [("NOTE", MEMO)], [(0, [lambda: made.long_value(made.text(text), "chain")])])
    assert read(made.database(table)).places == {SSN: ["TABLE Notes ROW 1 KEY NOTE LINE 2"]}


def test_compressed_text_that_turns_to_wide_and_back():
    mixed = b"\xff\xfeAnn \0" + "Łucja".encode("utf-16-le") + b"\0 Lee"
    table = Table("T", [("A", TEXT), ("B", TEXT)], [(0, [mixed, compressed(SSN)])])
    assert f"Ann Łucja Lee\x1f{SSN}\x1e" in read(Writer().database(table)).text


def test_deleted_rows_and_rows_that_moved():
    made = Writer()
    moved = made.row(COLUMNS, [3, "Cy Poe", "010-94-0003"])
    rows = [*people().rows, (DELETED, [9, "Dee Fox", "010-94-0004"]), (POINTER, b"\1\1\0\0"), (MOVED, moved)]
    result = read(made.database(Table("People", COLUMNS, rows)))
    assert result.places["010-94-0003"] == ["TABLE People ROW 3 COLUMN 3 KEY SSN"]
    assert result.places["010-94-0004"] == ["TABLE People PART deleted rows ROW 1 COLUMN 3 KEY SSN"]
    assert result.gaps == []


def test_tables_that_the_catalogue_does_not_have():
    data = Writer().database(people(listed=False))
    assert read(data).places[SSN] == ["TABLE not in the catalogue, 4 ROW 1 COLUMN 3 KEY SSN"]
    result = read(Writer(jet3=True).database(people(listed=False, defined=False)))
    assert list(result.places) == [SSN, "010-94-0002"] or set(result.places) == {SSN, "010-94-0002"}
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize("generation", ["jet3", "jet4"])
def test_captions_and_descriptions(generation):
    made = writer(generation)
    block = properties(made.text, "SSN", Caption="Social Security Number", Description="as 010-94-0009")
    result = read(made.database(people(properties=block)))
    assert result.places["010-94-0009"] == ["TABLE People PART properties"]
    assert "ID\x1fNAME\x1fSSN: Social Security Number\x1e" in result.text
    assert result.places[SSN] == ["TABLE People ROW 1 COLUMN 3 KEY SSN"]


@pytest.mark.parametrize("packed", [False, True])
def test_attachments_and_objects(packed):
    made = Writer(accdb=True)
    data = attachment(f"Ann Lee, SSN {SSN}".encode(), packed=packed)
    rows = [(0, ["note.txt", made.long_value(data, "here")])]
    result = read(made.database(Table("f_1", [("FileName", TEXT), ("FileData", OBJECT)], rows)))
    assert result.child("note.txt").places == {SSN: ["LINE 1 COLUMN 14 BYTE 13"]}
    rows = [(0, [made.long_value(zipped({"a.txt": SSN.encode()}), "here")])]
    result = read(made.database(Table("Files", [("FILE", OBJECT)], rows)))
    assert result.child("FILE[1]").everywhere() == SSN


@pytest.mark.parametrize("generation", ["jet3", "jet4"])
def test_an_encoded_database_and_one_with_a_password(generation):
    result = read(writer(generation).database(people(), key=b"\1\2\3\4"))
    assert SSN in result.places
    assert (result.encryption.verdict, result.encryption.algorithm, result.encryption.bits) == ("weak", "RC4", 32)
    result = read(writer(generation).database(people(), password="secret"))
    assert SSN in result.places
    assert (result.encryption.verdict, result.encryption.algorithm) == ("weak", "Jet database password")


@pytest.mark.parametrize(
    ("info", "verdict", "algorithm", "bits"),
    [
        (struct.pack("<HHI", 4, 4, 0x40) + b'<keyData blockSize="16" keyBits="256"/>', "encrypted", "AES", 256),
        (struct.pack("<HHI", 3, 2, 0x24) + bytes(32), "encrypted", "AES", None),
        (struct.pack("<HHI", 2, 2, 0x04) + bytes(32), "weak", "RC4 CryptoAPI", None),
    ],
)
def test_locked_databases_of_2007(info, verdict, algorithm, bits):
    data = bytearray(Writer(accdb=True).database(people(), key=b"\1\2\3\4"))
    data[0x299 : 0x29B + len(info)] = len(info).to_bytes(2, "little") + info
    result = read(bytes(data))
    assert result.refused.reason is Reason.ENCRYPTED
    assert (result.encryption.verdict, result.encryption.algorithm, result.encryption.bits) == (
        verdict,
        algorithm,
        bits,
    )


def tried(data, *passwords):
    return read(data, context=new_context(Limits(), passwords))


LOCKS = {
    "2010, SHA1": (partial(locked, hashed="SHA1", bits=128), Encryption("encrypted", "AES", 128)),
    "2010, SHA512": (partial(locked, hashed="SHA512", bits=256), Encryption("encrypted", "AES", 256)),
    **{
        f"2007, RC4 of {bits} bits": (partial(locked_2007, bits=bits), Encryption("weak", "RC4 CryptoAPI"))
        for bits in (40, 48, 56, 64, 80, 96, 128)
    },
    **{
        f"2007, AES of {bits} bits": (partial(locked_2007_aes, bits=bits), Encryption("encrypted", "AES", bits))
        for bits in (128, 192, 256)
    },
}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_password_of_the_operator_opens_a_database(lock):
    maker, verdict = LOCKS[lock]
    data = maker(Writer(accdb=True).database(people()), "Café 1")
    shut = tried(data, "wrong", "cafe 1")
    assert shut.refused.reason is Reason.ENCRYPTED
    assert shut.encryption == verdict
    result = tried(data, "wrong", "Café 1")
    assert result.places[SSN] == ["TABLE People ROW 1 COLUMN 3 KEY SSN"]
    assert result.encryption == replace(verdict, opened=True)


@pytest.mark.parametrize(
    ("at", "says"),
    [(4, 0x24), (28, 72), (28, 136), (28, 32), (28, 0xFFFFFFFF)],  # flags: AES; bits of a key
)
def test_a_lock_of_2007_that_is_none_of_rc4_is_not_opened_as_one(at, says):
    data = bytearray(locked_2007(Writer(accdb=True).database(people()), "x", says if says in {72, 136} else 128))
    struct.pack_into("<I", data, 0x29B + at, says)
    assert tried(bytes(data), "x").refused.reason is Reason.ENCRYPTED


@pytest.mark.parametrize("at", range(0x299, 0x299 + 120, 3))
def test_a_lock_of_2007_that_is_damaged_is_still_a_lock(at):
    data = bytearray(locked_2007(Writer(accdb=True).database(people()), "x"))
    data[at : at + 3] = b"\xff\xff\xff"
    result = tried(bytes(data), "x")
    assert result.refused is not None or SSN in result.places


def test_a_lock_that_asks_for_too_much_or_says_nothing_is_not_tried():
    data = locked(real(), "x")
    assert "MSysComplexType_Attachment" in tried(data, "x").text
    info = data[0x29B : 0x29B + int.from_bytes(data[0x299:0x29B], "little")]
    assert access_locks._lock(info) is not None
    for old, new in (
        (b'"1000"', b'"99999999999"'),
        (b"encryptedKeyValue", b"encryptedKeyNo"),
        (b'"SHA512"', b'"CRC32"'),
        (b'keyBits="256"', b'keyBits="99999999999"'),  # the library makes a key as long as that
    ):
        assert old in info
        assert access_locks._lock(info.replace(old, new)) is None
    assert tried(data.replace(b'"SHA512"', b'"MD5512"'), "x").refused.reason is Reason.ENCRYPTED


def test_wide_rows_of_jet_3():
    columns = [(f"C{number}", TEXT) for number in range(40)]
    values = ["y" * 20 + f"{number:02}" for number in range(39)] + [SSN]
    result = read(Writer(jet3=True).database(Table("Wide", columns, [(0, values)])))
    assert rows_of(result.text, "C0\x1f")[1] == values
    for length in range(225, 262):
        values = ["x" * length, "y", SSN]
        result = read(Writer(jet3=True).database(Table("Wide", columns[:3], [(0, values)])))
        assert rows_of(result.text, "C0\x1f")[1] == values


def test_many_rows():
    rows = [(0, [number, "Ann Lee", f"010-94-{number % 10_000:04}"]) for number in range(9_000, 11_000)]
    result = read(Writer().database(Table("People", COLUMNS, rows)))
    assert result.places["010-94-9999"] == ["TABLE People ROW 1000 COLUMN 3 KEY SSN"]


def test_a_definition_on_more_than_one_page():
    columns = [(f"{'long name ' * 5}{number}", TEXT) for number in range(100)]
    result = read(Writer().database(Table("Wide", columns, [(0, [*["x"] * 99, SSN])])))
    assert result.places == {SSN: [f"TABLE Wide ROW 1 COLUMN 100 KEY {columns[-1][0]}"]}


@pytest.mark.parametrize("cut", [100, 3000, 4096 * 3, 4096 * 5 + 100])
def test_cut_short(cut):
    result = read(Writer().database(people())[:cut])
    assert result.refused is not None or result.gaps or cut > 4096 * 5
    assert result.refused is None or result.refused.reason is Reason.CORRUPT


SAMPLES = {name: writer(name).database(people()) for name in GENERATIONS} | {"real": real()}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 30))
def test_changed_bytes_raise_nothing(name, seed, changes):
    generator = random.Random(seed)
    data = bytearray(SAMPLES[name])
    used = [at for at in range(0, len(data), 7) if any(data[at : at + 7])]
    for _ in range(changes):
        data[min(generator.choice(used) + generator.randrange(7), len(data) - 1)] = generator.randrange(256)
    read(bytes(data))
