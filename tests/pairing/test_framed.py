"""What is left of the frames of boxes in the text of a page that was read from its picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.pairing.prose.frames import is_framed, without_frames

A, B = "773-01-0001", "773-01-0002"


@pytest.mark.parametrize(
    "text",
    [
        f"| Applicant Name:  |  Ann Lee\n_ Social Security No.:   {A} |\n",
        f"#   Role  |   Name          Sex   SSN\n1   VICTIM    LEE, ANN      F     {A}\n2   SUSPECT   DOYLE, BOB    M  |  {B}\n",
        f"_ Last Name  |   First Name     SSN\n| Lee            Ann            {A}\n",
    ],
)
def test_stray_bars_part_nobody_from_a_number(scan, text):
    assert scan(text.encode(), "a.txt").owners()[A.replace("-", "")] == "ann lee"


def test_titles_of_other_things_speak_below_a_frame(scan):
    text = f"_ Owner Name          Serial Number    Model\n\nAnn Lee    432206948        {A}\n"
    assert not scan(text.encode(), "a.txt").findings


def test_titles_below_a_line_to_write_on_speak_for_no_row_further_down(scan):
    text = (
        "12 Elm St, Lynn, MA 01901            472877           05/04/2006\n"
        "___________________________________________          ____________     _______________\n"
        "Address                              Student ID       Date of birth\n"
        f"Bob Doyle     {B}      (508) 555-0158\n"
    )
    assert [one.person.normal for one in scan(text.encode(), "a.txt").findings] == ["bob doyle"]


@pytest.mark.parametrize(
    "line",
    ["| Name | SSN |", "Name   | Ann Lee", f" 1 | Ann Lee    | {A}", "a|b|c", "x = y || z   w", "Ann | Lee   and | x"],
)
def test_tables_with_bars_stay(line):
    assert without_frames(line) == line


@given(st.text(alphabet="a |_~.:\t", max_size=40))
def test_no_place_changes(text):
    made = without_frames(text) if is_framed(text.encode()) else text
    assert len(made) == len(text)
    assert all(other in (one, " ") for one, other in zip(text, made, strict=True))


def test_a_bar_before_a_field_leaves_the_field_where_it_was(scan):
    text = (
        "APPLICATION FOR RENTAL     GREATER BOSTON REAL ESTATE BOARD STYLE\n_ Applicant Name:       Hope H. Field\n"
        f"Social Security Number:        {A}\n| Driver's License No./State:         S98322981 / MA\n"
        "Present Address:       59 Maple Street, Framingham, MA 01702\nPresent Landlord:       Vikram Doyle\n"
    )
    assert scan(text.encode(), "a.txt").owners()[A.replace("-", "")] == "hope field"
