"""Names by where they stand: a surname first, without a comma, between the gaps of columns."""

import pytest
from pairs import people


@pytest.mark.parametrize(
    "line",
    [
        "D1 671-58-9059  DAY LISA K                          03/15/1982  1,317.84",
        "671-58-9059\tDAY LISA\t03/15/1982",
        "DAY LISA K                  671-58-9059",
        "  DAY LISA                  671-58-9059",
    ],
)
def test_a_surname_first_that_fills_a_column_is_a_name(scan, line):
    assert people(scan(f"{line}\n")) == [("lisa day", "671589059")]


@pytest.mark.parametrize(
    "line", ["we saw DAY LISA today: 671-58-9059", "DAY LISA\n\n671-58-9059", "  DAY LISA\n\n671-58-9059"]
)
def test_elsewhere_it_is_a_weak_one(scan, line):
    assert people(scan(f"{line}\n")) == [("review", "lisa day", "671589059")]
