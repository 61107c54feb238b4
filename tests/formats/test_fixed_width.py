"""Fixed-width records: columns by place; nothing else is taken for them."""

from __future__ import annotations

import tracemalloc

import pytest
from format_samples import blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.formats.tables.fixed_columns import columns_of
from piiscan.model import Axis, Step

HEADED = (
    "LAST NAME  FIRST NAME SSN         CITY       ST ZIP\n"
    "---------- ---------- ----------- ---------- -- -----\n"
    "LEE        ANN        010-94-0001 BOSTON     MA 02139\n"
    "RAY        BOB        010-94-0002 ALBANY     NY 12207\n"
    "                      010-94-0003 SALEM      MA 01970\n"
    "FOX        DEE                    LYNN       MA 01901\n"
)
BARE = "".join(
    f"{name:<14}{number}  {state}  {zip_code}\n"
    for name, number, state, zip_code in [
        ("Ann Lee", "010-94-0001", "MA", "02139"),
        ("Bob Ray", "010-94-0002", "NY", "12207"),
        ("Cy Orr", "010-94-0003", "MA", "01970"),
        ("Dee Fox", "010-94-0004", "MA", "01901"),
        ("Mary Smith", "010-94-0005", "MA", "01902"),
        ("John Brown", "010-94-0006", "MA", "01903"),
    ]
)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_is_a_record(scan, end):
    found = scan(HEADED.replace("\n", end), "extract.dat")
    assert found.outcomes[-1].media_type == "text/x-fixed-width"
    assert found.classes() == [
        ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",)),
        ("non_resident", "elsewhere", "bob ray", ("ssn:010940002",)),
        ("element_only", "massachusetts", None, ("ssn:010940003",)),
    ]


@pytest.mark.parametrize("above", ["", "Customer list, Boston MA\n\n"])
@pytest.mark.parametrize("title", ["Item no.", "SSN"])
def test_a_title_may_be_wider_than_all_below_it(scan, above, title):
    names = ["Ann Lee", "Bob Ray", "Eva Cole", "Carla Nunes"] * 10
    rows = "".join(f"010-94-{n:04}    {name:<20} {n % 9}\n" for n, name in enumerate(names, 1))
    found = scan(above + f"{title:<15}Ordered by         Qty\n" + rows, "list.txt")
    assert found.outcomes[-1].media_type == "text/x-fixed-width"
    counted = len([one for one in found.findings if one.classification.value == "personal_information"])
    assert counted == (0 if title == "Item no." else 40)


def test_without_a_header(scan):
    found = scan(BARE, "extract")
    assert found.outcomes[-1].media_type == "text/x-fixed-width"
    assert [(one[1], one[2]) for one in found.classes()][:3] == [
        ("massachusetts", "ann lee"),
        ("elsewhere", "bob ray"),
        ("massachusetts", "cy orr"),
    ]


EXTRACT = "".join(
    f"{last:<16}{first:<14}{initial:<2}{number} {street:<18}{town:<10}{state}{zip_code}\n"
    for last, first, initial, number, street, town, state, zip_code in [
        ("LEE", "ANN", "M", "010-94-0001", "1 ELM ST", "BOSTON", "MA", "02139"),
        ("SMITH", "MARY", "", "010-94-0002", "22 OAK AVE", "ALBANY", "NY", "12207"),
        ("JOHNSON", "ROBERT", "T", "010-94-0003", "303 PINE RD", "SALEM", "MA", "01970"),
        ("BROWN", "PATRICIA", "K", "010-94-0004", "4 BAY ST APT 2", "LYNN", "MA", "01901"),
        ("O'BRIEN", "JOHN", "P", "010-94-0005", "5 MAIN ST", "QUINCY", "MA", "02169"),
        ("DAVIS", "LINDA", "", "010-94-0006", "60 HIGH ST", "MALDEN", "MA", "02148"),
        ("MILLER", "JAMES", "A", "010-94-0007", "7 LAKE DR", "REVERE", "MA", "02151"),
        ("WILSON", "SUSAN", "B", "010-94-0008", "88 HILL RD", "LOWELL", "MA", "01852"),
        ("TAYLOR", "KAREN", "C", "010-94-0009", "9 PARK ST", "NEWTON", "MA", "02458"),
        ("ANDERSON", "DONNA", "", "010-94-0010", "10 WEST ST", "SALEM", "MA", "01970"),
        ("THOMAS-REYES", "MICHAEL", "D", "010-94-0011", "11 EAST ST", "BOSTON", "MA", "02108"),
    ]
)


def test_one_blank_is_enough_beside_a_column_that_is_always_written_alike(scan):
    found = scan(EXTRACT, "extract.dat").classes()
    assert len(found) == 11
    assert found[0] == ("personal_information", "massachusetts", "ann lee", ("ssn:010940001",))
    assert found[1] == ("non_resident", "elsewhere", "mary smith", ("ssn:010940002",))
    assert found[10][2] == "michael thomasreyes"


def test_groups_of_digits_are_one_column(scan):
    text = "CARD NUMBER          CARDHOLDER     ZIP\n" + "".join(
        f"{number:<21}{name:<15}02139\n"
        for number, name in [
            ("4539 5787 6362 1486", "LEE ANN M"),
            ("3714 496353 98449", "RAY BOB T"),
            ("5413 3300 8902 0011", "SMITH MARY K"),
            ("4916 3385 0608 2832", "BROWN JOHN"),
        ]
    )
    columns = columns_of(text.splitlines())
    assert columns is not None
    assert [text.splitlines()[1][start:end].strip() for start, end in columns][:1] == ["4539 5787 6362 1486"]
    assert ("ann lee", ("payment_card:4539578763621486",)) in [one[2:] for one in scan(text, "cards.txt").classes()]


def test_a_value_longer_than_all_that_were_seen_fills_the_padding(scan):
    row = "LEE, ANN              010-94-0001  MA\n"
    text = "NAME                  SSN          ST\n" + row * 40 + "WASHINGTON, MARY JOAN 010-94-0009  MA\n"
    assert ("mary washington", ("ssn:010940009",)) in [one[2:] for one in scan(text, "a.txt").classes()]


def test_the_line_holds_the_value_at_the_column():
    lines = HEADED.split("\n")
    for number, places in read(HEADED.encode(), "a").places.items():
        ((_, line, _, column),) = [place.split() for place in places]
        assert lines[int(line) - 1].find(number) == int(column) - 1


@pytest.mark.parametrize(
    "text",
    [
        "This is a letter to you\nand it has some lines\nof text, 1234 words 5678\nall of them short\nand plain\n",
        "2024-01-01 10:00:00 INFO  started\n2024-01-01 10:00:01 INFO  running\n2024-01-01 10:00:02 WARN  stopped\n" * 5,
        "2024-01-01 10:00:00  4711001  worker  done\n2024-01-01 10:00:01  4711002  worker  left\n" * 9,
        "+------+-----+\n| name | ssn |\n+------+-----+\n| Ann  | 1234 |\n",
        "LEE       ANN       01094000119800101MA\nRAY       BOB       01094000219800102NY\n" * 3,
        "Name: Ann Lee\nSSN:  010-94-0001\nCity: Boston\nYear: 1999\nCode: 1234\n",
        "drwxr-xr-x  2 root root 4096 Jan  1 10:00 a\ndrwxr-xr-x  2 root root 4096 Jan  1 10:00 b\n",
        "x = 1000\ny = 2000\nz = 3000\na = 4000\nb = 5000\n",
    ],
)
def test_nothing_else_is_taken_for_it(text):
    assert columns_of(text.splitlines()) is None
    assert read(text.encode(), "a").format != "fixed-width"


def test_a_line_that_breaks_the_columns_is_text(scan):
    text = (
        HEADED
        + HEADED.split("\n")[5].join(["", "\n"]) * 20
        + "Total of all the lines above: 4, checked by Ann Lee, SSN 010-94-0009\n"
    )
    assert ("ann lee", ("ssn:010940009",)) in [one[2:] for one in scan(text, "a").classes()]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 250), st.text(max_size=20))
def test_damage_never_raises_and_loses_nothing(cut, garbage):
    damaged = (HEADED[:cut] + garbage + HEADED[cut:]).encode("utf-8", "replace")
    kept = b"".join(s.data for s in BY_NAME["fixed-width"].extract(blob(damaged), new_context(Limits())))
    for number in (b"010-94-0001", b"010-94-0002", b"010-94-0003"):
        assert kept.count(number) == damaged.count(number)


@pytest.mark.long
def test_large_file_flat_memory():
    head, _, row = HEADED.split("\n")[:3]
    data = (head + "\n" + (row + "\n") * 14_000).encode()
    assert len(data) > 700_000
    tracemalloc.start()
    numbers = 0
    for segment in BY_NAME["fixed-width"].extract(blob(data), new_context(Limits())):
        numbers += segment.data.count(b"010-94-0001")
        place = segment.locate(segment.data.rfind(b"010-94-0001"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert numbers == 14_000
    assert [int(step.at) for step in place] == [14_001, 23]
    assert peak < 8_000_000  # it is the same at 2 MB; all of it held would be 11


def test_the_words_of_an_address_are_one_column():
    lines = [
        f"RW  010-94-000{at}  {first:<12}{last:<14}{str(7 + 13 * at) + ' ' + street:<21}{city:<12}MA 0213{at}"
        for at, (first, last, street, city) in enumerate(
            [
                ("ANN", "LEE", "ELM ST", "BOSTON"),
                ("BOB", "RAY", "OAK LANE", "LYNN"),
                ("CY", "ORR", "HIGH ST", "SALEM"),
                ("DEE", "FOX", "MAIN ST APT 2", "NEWTON"),
                ("MARY", "SMITH", "PARK DRIVE", "LOWELL"),
            ]
            * 2
        )
    ]
    columns = columns_of(lines)
    assert columns is not None
    assert [lines[0][start:end].strip() for start, end in columns][2:5] == ["ANN", "LEE", "7 ELM ST"]


def test_the_groups_of_a_number_are_one_column():
    lines = ["CARD NUMBER           CARDHOLDER NAME     EXP     BR"]
    lines += [
        f"4024 0071 0002 7456   {name:<20}07/27   560{at}" for at, name in enumerate(["LEE ANN", "RAY BOB", "ORR CY"])
    ]
    columns = columns_of(lines)
    assert columns is not None
    assert [lines[1][start:end].strip() for start, end in columns] == [
        "4024 0071 0002 7456",
        "LEE ANN",
        "07/27",
        "5600",
    ]


def test_a_title_may_stand_above(scan):
    text = "HOUSING AUTHORITY   OCCUPANCY LIST\n\nUNIT      HEAD OF HOUSEHOLD   SSN         RENT\n"
    rows = [("9810", "SMITH ANN", "010940001"), ("5979", "BROWN BOB", "010940002"), ("1187", "JONES MARY", "010940003")]
    rows += [(str(unit), "SMITH MARY", f"01094{unit}") for unit in range(1000, 1004)]
    text += "".join(f"{unit:<10}{name:<20}{number}   149.05\n" for unit, name, number in rows)
    assert [(person, element) for _, _, person, (element,) in scan(text, "list.txt").classes()][:3] == [
        ("ann smith", "ssn:010940001"),
        ("bob brown", "ssn:010940002"),
        ("mary jones", "ssn:010940003"),
    ]


def test_a_column_never_begins_inside_a_number():
    statement = [
        "Date    Description                         Amount      Balance",
        "10/02   DEBIT CARD PURCHASE 4539 5787 6362 1486   -45.10    1,204.11",
        "10/15   ACH BAY STATE WIDGETS PAYROLL      1,700.22    2,904.33",
    ]
    assert columns_of(statement) is None


def test_a_line_whose_number_would_be_cut_is_text(scan):
    """The columns are those of the first lines; the number of a later one stands across them."""
    rows = "".join(f"10/{day:02}  ACH  DEPOSIT     {day:04}.10 US DOLLARS\n" for day in range(1, 30))
    last = "10/30  ACH  Lee    4539 5787 6362 1486\n"
    found = scan(f"DATE   KIND WHAT        AMOUNT\n{rows}{last}", "statement.dat")
    (finding,) = found.findings
    assert [element.kind.value for element in finding.elements] == ["payment_card"]


RUN_TOGETHER = {
    "number first": "{number}{last:<18}{first:<12}MA02139\n",
    "name first": "{last:<18}{first:<12}{number}MA02139\n",
    "between": "{last:<18}{first:<9}  ID77  {number}{last:<12}\n",
}
PEOPLE = [("LEE", "ANN"), ("RAY", "BOB"), ("COLE", "EVA"), ("DOYLE", "KEVIN"), ("WALSH", "MARY"), ("BROWN", "PAUL")]


@pytest.mark.parametrize("form", RUN_TOGETHER)
def test_a_number_that_runs_into_a_name_is_cut_out_of_its_column(scan, form):
    lines = [
        RUN_TOGETHER[form].format(last=last, first=first, number=f"773-01-{at:04d}")
        for at, (last, first) in enumerate(PEOPLE, 1)
    ]
    found = scan("".join(lines), "a.dat")
    assert found.persons() == sorted(
        (f"{first} {last}".lower(), f"77301{at:04d}") for at, (last, first) in enumerate(PEOPLE, 1)
    )


@pytest.mark.parametrize(
    "line",
    [
        "773-01-{at:04d}19900101  {last:<18}{first:<12}MA02139\n",  # where does it end?
        "77301{at:04d}{last:<18}{first:<12}MA02139\n",  # digits alone
        "773-01-{at:04d}A1B2C3  {last:<18}{first:<12}MA02139\n",  # a code
    ],
)
def test_other_numbers_that_run_into_something_are_left(scan, line):
    lines = [line.format(last=last, first=first, at=at) for at, (last, first) in enumerate(PEOPLE, 1)]
    assert not scan("".join(lines), "a.dat").findings


FEW = (
    "SSN         NAME                      BIRTH      DIV  PLAN\n"
    "----------- ------------------------- ---------- ---- ----\n"
    "010-94-0001 LEE, ANN M                03/20/1961 7833 HMO1\n"
    "010-94-0002 RAY, BOB                  05/02/1977 1687 HMO1\n"
    "010-94-0003 FOX, DEE S                04/05/1956 5535 HMO1\n"
)


@pytest.mark.parametrize("above", ["", "RUN 03/11/25            ELIGIBILITY EXTRACT             PAGE 1\n\n"])
@pytest.mark.parametrize(
    "foot",
    [
        "\nTOTAL RECORDS 000003\n",
        "\nRECORDS READ    000003\nRECORDS WRITTEN 000003\n",
        "-----------------------------------------------------\nTOTAL OF ALL EMPLOYEES 3\n",
        "\n(3 rows selected from the table of employees)\n\n",
    ],
)
def test_what_stands_below_a_short_list_joins_no_columns(scan, above, foot):
    found = scan(above + FEW + foot, "extract.txt")
    assert found.outcomes[-1].media_type == "text/x-fixed-width"
    assert [(kind, name, *numbers) for kind, _, name, numbers in found.classes()] == [
        ("personal_information", "ann lee", "ssn:010940001"),
        ("personal_information", "bob ray", "ssn:010940002"),
        ("personal_information", "dee fox", "ssn:010940003"),
    ]


def test_records_in_groups_keep_their_columns_in_the_last():
    rows = [*FEW.split("\n")[:2], "010-94-0001 LEE, ANN", "010-94-0002 RAY, BOB", "", "010-94-0003 FOX, DEE", ""]
    wide = [row.ljust(38) + "03/20/1961 7833 HMO1" if row[:1] == "0" else row for row in rows]
    assert columns_of(wide) == columns_of([row for row in wide if row])


@settings(max_examples=100)
@given(st.lists(st.text("AB1 \u00e9\x1e\x1f\u2003\x85", min_size=0, max_size=10), min_size=3, max_size=3))
def test_cells_are_what_stands_in_the_columns_without_blanks_and_marks(cells):
    from piiscan.formats.tables.fixed_width import _FixedWidth

    columns, line = [], ""
    for cell in cells:
        columns.append((len(line), len(line) + 10))
        line += f"{cell:10}  "
    table = _FixedWidth(tuple(columns))
    table.begun = True
    table.line(7, line)
    if not table.rows.data:
        return  # it is no record
    plain = [line[start:end].strip().replace("\x1e", " ").replace("\x1f", " ") for start, end in columns]
    assert table.rows.data.decode() == "\x1f".join(plain) + "\x1e"
    kept = [(one, start) for one, (start, end) in zip(plain, columns, strict=True) if one]
    lefts = [start + 10 - len(line[start : start + 10].lstrip()) + 1 for _, start in kept]
    at = 0
    for one in plain:
        if one:
            place = (Step(Axis.LINE, 7), Step(Axis.COLUMN, lefts.pop(0)))
            assert table.rows.locate(at) == place
        at += len(one.encode()) + 1


@settings(max_examples=200)
@given(st.lists(st.text("AB1 -=é\x1e\t", max_size=36), max_size=8), st.booleans())
def test_records_of_ascii_are_read_as_all_others_are(lines, of_mainframe):
    from piiscan.formats.tables.fixed_width import _FixedWidth

    def place_of(line, column):
        return (Step(Axis.BYTE, line * 1000 + column),)

    tables = []
    for _ in range(2):
        table = _FixedWidth(((1, 10), (12, 22), (22, 24)), place_of=place_of if of_mainframe else None)
        table.begun, table.series = True, 1
        tables.append(table)
    for number, line in enumerate(["A         010-94-0001 MA", *lines], 1):
        tables[0].line(number, line)
        tables[1]._any(number, line)
    segments = []
    for table in tables:
        table.end_table()
        given = list(table.flow.finish())
        segments.append([(one.data, one.shape, [one.locate(at) for at in range(len(one.data))]) for one in given])
    assert segments[0] == segments[1]


def test_a_ruler_below_the_titles_parts_them_from_nothing(scan):
    lines = (
        "ACCOUNT NO    SHORT NAME            TAX ID      TY   LEDGER BAL",
        "------------  --------------------  ----------- --  ------------",
        "7326334259    LEVINE XIOMARA        027-16-5150 01       1100.12",
        "584467679     GOLDSTEIN PAUL        021-70-3659 01       5516.12",
        "433126818     DOHERTY RUTH          365-75-7128 01       4409.12",
    )
    found = scan("\n".join(lines) + "\n", "a.txt").findings
    accounts = [each.value for one in found for each in one.elements if each.kind.value == "financial_account"]
    assert accounts == ["7326334259", "584467679", "433126818"]


def test_words_of_an_address_that_begin_at_one_place_are_no_columns():
    lines = [
        "Name                 SSN          Address",
        "Ann Lee              773-01-0001  429 Granite Ave, Chicopee, MA 01013",
        "Kevin B Doyle        773-01-0002  478 Orchard Ter, Salem, MA 01970",
        "Bob Ray              773-01-0003  112 Chester Row, Bangor, ME 04401",
    ]
    assert [start for start, _ in columns_of(lines)] == [0, 21, 34]
