"""Data frames as R and pandas print them in a text: titles flush right, one blank between columns."""

from __future__ import annotations

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.tables.frames import has_frame
from piiscan.model import Shape

A, B, C = "773010001", "773010002", "773010003"
LEE, RAY, WEBB = ("ann lee", A), ("bob ray", B), ("cyrus webb", C)
NAMES = ("Ann Lee", "Bob Ray", "Cyrus Jon Webb")


def frame(columns, *, first=0, end="\n", apart=1):
    """A block of a frame, without what ends its titles."""
    count = len(next(iter(columns.values())))
    index = [" ", *(str(number) for number in range(first, first + count))]
    lines = [one.ljust(max(map(len, index))) for one in index]
    for title, values in columns.items():
        width = max(map(len, (title, *values))) + apart
        lines = [line + cell.rjust(width) for line, cell in zip(lines, (title, *values), strict=True)]
    return "".join(line + end for line in lines)


PANDAS = frame({"name": NAMES, "ssn": (A, B, C), "salary": ("52000", "61000", "48000")})
TITLED = {
    "pandas": PANDAS,
    "pandas in a session": ">>> print(df)\n" + PANDAS + ">>> df.shape\n(3, 3)\n",
    "two blanks": frame({"name": NAMES, "ssn": (A, B, C), "pay": ("52.1", "6.0", "NaN")}, apart=2),
    "R": "> head(df)\n" + frame({"name": NAMES, "ssn": (A, B, C), "salary": ("5", "6", "4")}, first=1) + "> \n",
    "names in parts": frame(
        {"first_name": ("Ann", "Bob", "Cyrus Jon"), "last_name": ("Lee", "Ray", "Webb"), "SSN": (A, B, C)}
    ),
    "a title of two words": frame({"Full Name": NAMES, "Social Security": (A, B, C), "qty": ("1", "2", "3")}),
    "the middle left out": PANDAS.replace("\n1  ", "\n..  ...  ...  ...\n1  "),
    "wrapped by pandas": frame({"name": NAMES, "mail": ("a@b.org", "bob@b.org", "c@b.org")}, end=" \\\n").replace(
        "org \\", "org   "
    )
    + "\n"
    + frame({"ssn": (A, B, C), "pay": ("1", "2", "3")}, end="  \n"),
    "wrapped by R": frame({"name": NAMES, "mail": ("a@b.org", "bob@b.org", "c@b.org")}, first=1)
    + frame({"ssn": (A, B, C), "pay": ("1", "2", "3")}, first=1)
    + "> \n",
}


@pytest.mark.parametrize("before", ["", "Run of Tuesday.\n\n"])
@pytest.mark.parametrize("text", TITLED.values(), ids=TITLED)
def test_a_row_is_a_record(scan, text, before):
    assert scan(before + text, "a.txt").persons() == [LEE, RAY, WEBB]
    assert scan(before + text + "\nEnd of the run.\n", "a.log").persons() == [LEE, RAY, WEBB]


@pytest.mark.parametrize(
    ("title", "values"),
    [("license_no", ("S20304050", "S20304051", "S20304052")), ("account", ("4417093822", "4417093823", "4417093824"))],
)
def test_licenses_and_accounts(scan, title, values):
    columns = {"name": NAMES, title: values, "bank": ("Rockland", "Rockland", "Rockland")}
    for first in (0, 1):
        found = scan("Out:\n" + frame(columns, first=first), "a.txt").classes()
        assert [one[2] for one in found] == ["ann lee", "bob ray", "cyrus webb"]
        assert [one[3][0].rpartition(":")[2] for one in found] == list(values)


@pytest.mark.parametrize("title", ["item_no", "order_id", "phone", "tracking_no"])
def test_other_titles_veto(scan, title):
    numbers = tuple(f"{one[:3]}-{one[3:5]}-{one[5:]}" for one in (A, B, C))
    assert not scan("Out:\n" + frame({title: numbers, "ordered_by": NAMES, "qty": ("1", "2", "3")}), "a.txt").findings
    assert not scan("Out:\n" + frame({"name": NAMES, title: (A, B, C), "qty": ("1", "2", "3")}), "a.txt").findings


def test_two_frames_are_not_one(scan):
    # pandas prints them one below the other
    text = frame({"name": NAMES, "qty": ("1", "2", "3")}) + frame({"ssn": (A, B, C), "pay": ("1", "2", "3")})
    assert scan(text, "a.txt").persons() == []


@pytest.mark.long
def test_a_long_frame_is_one_to_its_end(scan):
    last = ["x y"] * 9000 + ["Ann Lee"]
    text = frame({"name": last, "ssn": ["n/a      "] * 9000 + [A], "qty": ["1"] * 9001}).replace(
        "n/a      ", "      n/a"
    )
    assert scan("Out:\n" + text, "a.txt").persons() == [LEE]


def test_the_place_of_a_cell():
    text = "Words.\n\n" + PANDAS.replace(A, "773-01-0001").replace(" ssn", "   ssn").replace(B, "  " + B).replace(
        C, "  " + C
    )
    assert read(text.encode(), "a.txt").places == {"773-01-0001": ["LINE 4 COLUMN 18"]}


@pytest.mark.parametrize(
    "text",
    [
        "  Chapter\n1 Introduction\n",
        "   Estimate Std. Error\n1 0.52  0.11   \n",
        "  name        ssn\n0 Ann Lee 773010001\n",
        " x\n0 1\n",
        "\n0 Ann Lee 773010001\n",
        "name ssn\n0 Ann Lee 773010001\n",
        "  1234 5678\n0 1234 5678\n",
        "",
    ],
)
def test_what_is_no_frame(text):
    assert not has_frame(text.encode())


@given(st.text(st.sampled_from("01 \nab\\.|-"), max_size=200))
def test_nothing_is_lost(text):
    text = frame({"a": ("x", "y"), "b": ("z", "z")}) + text
    result = read(text.encode(), "a.txt")
    assert set(result.shapes) <= {Shape.PROSE, Shape.TABLE}
    assert result.text.count("a") == text.count("a")
    assert result.text.count("b") == text.count("b")
