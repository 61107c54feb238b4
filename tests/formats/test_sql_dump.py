"""SQL dumps: a row is a record, and its columns have the names that the dump gives them."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter

import pytest
from format_samples import blob, read
from hypothesis import given, settings
from hypothesis import strategies as st
from test_kernel import needs

from piiscan.config import Limits
from piiscan.formats import BY_NAME, kernel
from piiscan.formats.base import new_context
from piiscan.formats.databases import sql_dump
from piiscan.formats.records.marks import record_kind
from piiscan.formats.segments import keyed
from piiscan.model import Shape

LISTED = (
    "INSERT INTO people (id, first_name, last_name, ssn, city, state, zip) VALUES "
    "(1,'Ann','Lee','010-94-0001','Boston','MA','02139'),(2,'Bob','Ray','010-94-0002','Albany','NY','12207'),\n"
    "  (3,NULL,NULL,'010-94-0003','Salem','MA','01970'), (4, 'Cy', 'O''Hara', NULL, 'a (b); c', 'MA', '01970');\n"
)
CREATED = (
    "-- dump\nCREATE TABLE `people` (\n  `id` int(11),\n  `name` varchar(80),\n  `ssn` char(11),\n  `state` char(2),\n"
    "  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\nINSERT INTO `people` VALUES (1,'Lee, Ann','010940001','MA');\n"
    "INSERT INTO `people` VALUES (2,'Ray, Bob','010940002','NY');\nINSERT INTO `people` VALUES (3,NULL,'010940003','MA');\n"
)
COPIED = (
    "--\n-- PostgreSQL database dump\n--\nSET statement_timeout = 0;\n"
    "COPY public.people (id, first_name, last_name, ssn, state) FROM stdin;\n"
    "1\tAnn\tLee\t010-94-0001\tMA\n2\tBob\tRay\t010-94-0002\tNY\n3\t\\N\t\\N\t010-94-0003\tMA\n\\.\n\n-- SSN 010-94-0009\n"
)


@pytest.mark.parametrize("text", [LISTED, CREATED, COPIED], ids=["listed", "created", "copied"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_do_not_pair_across(scan, text, end):
    found = scan(text.replace("\n", end), "dump.sql")
    assert found.outcomes[-1].media_type == "application/sql"
    assert found.classes()[:3] == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940002",)),
        ("element_only", "massachusetts", None, ("ssn:010940003",)),
    ]


def test_without_any_columns_the_values_decide(scan):
    rows = ",".join(f"({n},'Ann Lee','010-94-{n:04}','MA')" for n in range(1, 9))
    assert len(scan("INSERT INTO people VALUES " + rows + ";\n", "a.sql").findings) == 8


@pytest.mark.parametrize("text", [LISTED, COPIED], ids=["listed", "copied"])
def test_the_line_holds_the_value_at_the_column(text):
    lines = text.split("\n")
    for number, places in read(text.encode(), "a").places.items():
        ((_, line, _, column),) = [place.split() for place in places]
        assert lines[int(line) - 1].find(number) == int(column) - 1


def test_text_beside_the_rows_is_kept():
    text = read(COPIED.encode(), "a").text
    assert "SSN 010-94-0009" in text
    assert "PostgreSQL" in text
    assert "O'Hara\x1f\x1fa (b); c" in read(LISTED.encode(), "a").text


def test_a_table_without_rows_ends_where_it_says(scan):
    empty = "COPY public.visits (id, day) FROM stdin;\n\\.\n\n"
    assert scan(empty + COPIED, "dump.sql").classes() == scan(COPIED, "dump.sql").classes()


@pytest.mark.parametrize(
    "text",
    [
        "Insert into the box what values you have.\nThen close it.\n",
        "-- a comment\nlocal x = 1\n",
        "SELECT name FROM people;\n",
        "copy the file\nand go\n",
    ],
)
def test_not_a_dump(text):
    assert read(text.encode(), "a.txt").format == "text"


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 500), st.text(alphabet="'(),;\\\n\tx", max_size=10), st.sampled_from([LISTED, CREATED, COPIED]))
def test_damage_never_raises_and_loses_nothing(cut, garbage, text):
    damaged = text[:cut] + garbage + text[cut:]
    segments = list(BY_NAME["sql"].extract(blob(damaged.encode()), new_context(Limits())))
    kept = b"".join(segment.data for segment in segments)
    for number in (b"0001", b"0002", b"0003"):
        assert kept.count(number) >= damaged.encode().count(number)


@pytest.mark.parametrize("long", [False, True])
def test_large_file_flat_memory(long):
    head = LISTED[: LISTED.index("(1")]
    filling = "words " * 80
    row = LISTED[LISTED.index("(1") : LISTED.index(",(2")].replace("Boston", filling)
    several = (LISTED + f"-- {filling}\n") * 2000
    data = (head + ",".join([row] * 3600) + ";\n" if long else several).encode()
    assert len(data) > 1_500_000
    tracemalloc.start()
    numbers = tables = 0
    for segment in BY_NAME["sql"].extract(blob(data), new_context(Limits())):
        tables += segment.shape is Shape.TABLE
        numbers += segment.data.count(b"010-94-0001")
        if b"010-94-0001" in segment.data:
            place = segment.locate(segment.data.rfind(b"010-94-0001"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == data.count(b"010-94-0001")
    assert tables <= len(data) >> 15
    line, column = int(place[0].at), int(place[1].at)
    assert data.split(b"\n")[line - 1][column - 1 :].startswith(b"010-94-0001")
    assert peak < (12_000_000 if long else 8_000_000)  # it is the same at 5 MB; all of it held would be 10 at least


UPDATED = (
    "UPDATE person SET surname = 'O''Hara', given = 'Niamh', ssn = '773010001', zip = '02139' WHERE id = 274837740;\n"
    "UPDATE `hr`.`person` SET `full_name`='Ann Lee', ssn = N'010-94-0001', state='MA', at=NOW() WHERE id = 27483;\n"
    "INSERT INTO staff SET name='Bob Ray', ssn='010-94-0002', state='NY';\n"
    "UPDATE p SET ssn='010-94-0003' WHERE name = 'Cy Orr' AND zip='02139';\n"
    "UPDATE p SET ssn='010-94-0004' WHERE id = 7;\n"
    "UPDATE p SET ssn=? WHERE name = 'Dee Fox';\n"
)


def test_a_statement_that_sets_columns_is_a_row(scan):
    assert scan(UPDATED, "fix.sql").classes() == [
        ("personal_information", "massachusetts", "niamh ohara", ("ssn:773010001",)),
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940002",)),
        ("personal_information", "massachusetts", "cy orr", ("ssn:010940003",)),
        ("element_only", "unknown", None, ("ssn:010940004",)),
    ]


@pytest.mark.long
def test_a_statement_may_be_cut_anywhere(scan, monkeypatch):
    monkeypatch.setattr(keyed, "_READ", 97)
    monkeypatch.setattr(sql_dump, "_BATCH", 1000)
    for size in range(0, 97, 12):
        found = scan("-- dump\n" + "x" * size + "\n" + UPDATED * 9, "fix.sql")
        persons = Counter(one[2] for one in found.classes())
        assert persons == dict.fromkeys(("niamh ohara", "ann lee", "bob ray", "cy orr", None), 9), size


_HEADS = (
    "INSERT INTO t VALUES ", "INSERT INTO `t` (a, b) VALUES\n", "INSERT INTO [dbo].[t] ([a], [b]) VALUES ", "replace into t values(1),",
    "COPY t (a, b) FROM stdin;\n", "UPDATE t SET a = 'x';\n", "CREATE TABLE t (\n  `a` int,\n  b int\n);\n",
)  # fmt: skip
_CELLS = (
    "1", "-2.50", "NULL", "null", "'x'", "''", "'O''Hara'", "'O\\'Hara'", "'a\\nb'", "'a\nb'", "'a\\\nb'", "N'Zoë 𝔸'", "_binary 'x'",
    "'010-94-0001'", " 'x' ", "NOW()", "f('a,b')", "CAST('x' AS DATE)",
    "F1.g('x', N'010-9\\\\4', '1')", "f('a(b', '\\')", "f ('x')", "f('x')g('y')", "f(\"it's\", 'y')", "f('é１', 'y1')", "'a' || 'b'", "\"it's\"", "q'[it's]'", "Q", "$$it's$$", "a b", "1\n", "a\nb",
    "", "('a')", "'x'::text", "é", "\\N", "'\x1e\x1f'", "\x1e", "'\\\\'", "x'0F'", "'(;'",
)  # fmt: skip
_ENDS = (";\n", ";\r\n", ",", ",\n", "; -- a note\n", "\n", ");\n", "\\.\n", "'", "\n\n")
_ROWS = st.tuples(st.lists(st.sampled_from(_CELLS), max_size=4), st.sampled_from([(",", "(", ")"), ("\t", "", "\n")]))
_ROW = _ROWS.map(lambda row: row[1][1] + row[1][0].join(row[0]) + row[1][2])
_DUMPS = st.lists(st.one_of(_ROW, st.sampled_from(_HEADS), st.sampled_from(_ENDS)), max_size=30).map("".join)
_SAME = st.tuples(st.sampled_from(_HEADS), st.lists(_ROW, max_size=12)).map(
    lambda dump: "".join(f"{dump[0]}{row};\n" for row in dump[1])
)


@pytest.mark.long
@needs("sql_values")
@settings(max_examples=600, deadline=None)
@given(st.one_of(_DUMPS, _SAME, st.tuples(_SAME, _DUMPS).map("".join)), st.sampled_from([40, 64 << 10]))
def test_rows_taken_at_once_are_the_same_rows(text, batch):
    def said():
        return [
            (
                segment.data,
                segment.shape,
                segment.series,
                [segment.locate(at) for at, sign in enumerate(segment.data) if sign > 0x1F],
            )
            for segment in BY_NAME["sql"].extract(blob(text.encode()), new_context(Limits()))
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sql_dump, "_BATCH", batch)
        at_once = said()
        patch.setattr(kernel, "sql_values", None)
        patch.setattr(kernel, "sql_lines", None)
        assert at_once == said()


@needs("sql_values")
def test_the_rows_of_usual_dumps_are_taken_at_once(monkeypatch):
    monkeypatch.setattr(sql_dump._Dump, "_row", None)
    monkeypatch.setattr(sql_dump, "_SET", None)
    for text in (LISTED, CREATED, COPIED):
        assert re.search("010-?94-?0003", read(text.encode(), "a").text)


def test_the_tables_of_an_insert_of_all(scan):
    rows = "".join(
        f"  INTO HR.PAYEES (PAYEE_NM, BANK_ACCT_NBR, BANK_RTE_NBR, NOTE, TAX_ID) "
        f"VALUES ('{name}', '{account}', '011000015', 'second floor, behind the old mill', NULL)\n"
        for name, account in (("LEE, ANN", "78004367"), ("RAY, BOB", "78004368"))
    )
    scanned = scan(f"INSERT ALL\n{rows}SELECT * FROM DUAL;\n", "a.sql")
    found = [(one.person.normal, one.elements[0].value) for one in scanned.findings]
    assert found == [("ann lee", "78004367"), ("bob ray", "78004368")]


def test_text_that_begins_with_into_is_no_statement():
    assert record_kind(b"INSERT ALL the pages\nINTO the binder (see below) and wait\n") == ""


def test_what_a_script_of_sql_server_casts_is_a_value(scan):
    insert = "INSERT [dbo].[Person] ([PersonID], [FirstName], [LastName], [SSN], [Pay], [Modified]) VALUES "
    rows = (
        "(CAST(12 AS Numeric(9, 0)), N'Ann', N'Lee', CAST(10940001 AS Decimal(9, 0)), 7, CAST(N'2026-01-01' AS DateTime))",
        "(CAST(13 AS Numeric(9, 0)), N'Bob', N'Ray', CAST(N'010-94-0002' AS nvarchar(11)), f(g('x) y')), NULL)",
    )
    found = scan("".join(f"{insert}{row}\nGO\n" for row in rows), "script.sql")
    assert [one[2:] for one in found.classes()] == [("ann lee", ("ssn:010940001",)), ("bob ray", ("ssn:010940002",))]


@pytest.mark.parametrize(
    "called",
    [
        "pgp_sym_encrypt('{}', 'Summer2024')",
        "AES_ENCRYPT('{}', @key)",
        "SHA2('{}', 256)",
        "HASHBYTES('SHA2_256', N'{}')",
        "EncryptByKey(Key_GUID('k1'), '{}')",
    ],
)
def test_a_number_that_a_statement_hands_to_a_cipher_is_there_to_be_read(scan, called):
    value, due = (
        called.format("010-94-0001"),
        [("personal_information", "massachusetts", "ann lee", ("ssn:010940001",))],
    )
    texts = (
        f"INSERT INTO t (name, ssn_enc, state) VALUES (UPPER('Ann Lee'), {value}, 'MA');\n",
        f"UPDATE t SET ssn_hash = {value}, state = 'MA' WHERE name = 'Ann Lee';\n",
    )
    for text in texts:
        assert scan(text, "a.sql").classes() == due


LOAD = (
    "OPTIONS (SKIP=0)\nLOAD DATA\nINFILE *\nAPPEND INTO TABLE HR.MEMBERS\nFIELDS TERMINATED BY '{sign}' OPTIONALLY ENCLOSED BY '\"'\n"
    '( MEMBER_ID,\n  LAST_NAME CHAR(40),\n  FIRST_NAME CHAR(40) "UPPER(:first_name)",\n  LOADED SYSDATE,\n  SSN,\n'
    '  JOINED DATE "YYYY-MM-DD",\n  STATE_CD\n)\nBEGINDATA\n'
)
PLACED = (
    "-- nightly\nLOAD DATA\nINFILE *\nREPLACE INTO TABLE EMP\n( ID POSITION(01:06), NAME POSITION(7-26) CHAR,\n"
    "  SSN POSITION(27:35),\n  ST POSITION(36:37) )\nBEGINDATA\n"
    "123456LEE, ANN            010940001MA\n123457RAY, BOB            010940002NY"
)


@pytest.mark.parametrize(("said", "sign"), [(",", ","), ("|", "|"), ("\\t", "\t"), ("||", "||")])
def test_data_in_a_control_file_of_a_loader(scan, said, sign):
    rows = (
        ("773010009", '"Lee"', "Ann", "010940001", "2020-02-02", "MA"),
        (f'"x{sign}y"', "Ray", "Bob", "010940002", "", "NY"),
    )
    text = LOAD.format(sign=said) + "".join(sign.join(row) + "\n" for row in rows)
    found = scan(text, "a.ctl")
    assert found.outcomes[-1].media_type == "application/sql"
    assert [one[1:] for one in found.classes()] == [
        ("massachusetts", "ann lee", ("ssn:010940001",)),
        ("elsewhere", "bob ray", ("ssn:010940002",)),
    ]


def test_data_that_stands_at_places(scan):
    assert [one[1:] for one in scan(PLACED, "a.ctl").classes()] == [
        ("massachusetts", "ann lee", ("ssn:010940001",)),
        ("elsewhere", "bob ray", ("ssn:010940002",)),
    ]


@pytest.mark.parametrize(
    "text", ["LOAD DATA\nBEGINDATA\nx", "LOAD DATA INTO TABLE a (b)\nBEGINDATA\n", "OPTIONS (A)\n)(\nBEGINDATA\n,\n"]
)
def test_control_files_that_say_little(scan, text):
    assert scan(text, "a.ctl").outcomes[-1].reason is None
