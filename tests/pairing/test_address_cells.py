"""Cells that hold a whole address: in bulk they say what the plain rule says of each, or are left to it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model import Dialect, Segment, Shape
from piiscan.pairing.residence.evidence import find_residency
from piiscan.pairing.residence.verdict import combine
from piiscan.pairing.tables.cells import Cells, Text
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.residences import CODES, UNUSUAL, Residences


def codes(addresses):
    """What the cells of a column say, in bulk."""
    data = "".join(f"{one}\x1e" for one in addresses).encode()
    grid = Grid(Segment(data, Shape.TABLE, lambda _: (), dialect=Dialect(0x1F, 0x1E, 0)))
    cells = Cells.of(Text(grid.data, grid.size), grid, np.arange(len(grid)), 0)
    return Residences().addresses(cells, np.ones(len(grid), bool)).tolist()


def plain(address):
    """What the plain rule says of one."""
    verdict = combine(find_residency(address))
    return UNUSUAL if verdict.mixed else CODES[verdict.residency]


@pytest.mark.parametrize(
    "address",
    [
        "12 Elm St, Lowell, MA 01852",
        "12 Elm St Apt 4, Fall River, MA 02720",
        "5 Washington Ave, Nashua, NH 03060",
        "100 Main Street, Apt 3B, Boston, MA 02118",
        "Lowell, MA 01852",
        "12 Elm St",
        "7 O'Brien Ct., St. Albans, VT 05478",
        "9 Elm St, Lowell, NH 01852",
        "",
    ],
)
def test_usual_addresses_are_read_in_bulk(address):
    assert codes([address]) == [plain(address)]


PARTS = st.tuples(
    st.sampled_from(["", "12 ", "123456 ", "1-3 ", "12A ", "PO Box 12, ", "c/o Acme Corp, "]),
    st.sampled_from(["Elm St", "Washington Ave", "Massachusetts Ave", "State St", "Boston Rd", "Mass Ave", "Maine Dr",
                     "DL 12345 Rd", "Elm St MA", "NH Rte 3", "Hwy 12345", "617 555 0123 St", "Rue de Paris", "Zip Ln", ""]),
    st.sampled_from(["", " Apt 4", ", Apt 4", ", Unit MA", " #2", ", Suite 02139", ", Floor 2"]),
    st.sampled_from([", ", " ", ",", ", , "]),
    st.sampled_from(["Lowell", "Boston", "Fall River", "New York", "Virginia", "St. John's", "Washington", "M", "Ontario"]),
    st.sampled_from([", ", " ", ","]),
    st.sampled_from(["MA", "NH", "NY", "ma", "Mass.", "Massachusetts", "XX", "ON", "AE"]),
    st.sampled_from([" ", "  ", ", ", ""]),
    st.sampled_from(["01852", "03060", "10001", "99999", "1852", "01852-1234", "K1A 0B1", ""]),
    st.sampled_from(["", "", " ", " USA", ", Canada", " formerly"]),
).map("".join)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PARTS, min_size=1, max_size=6))
def test_all_others_too_or_they_are_left_to_the_plain_rule(addresses):
    for address, code in zip(addresses, codes(addresses), strict=True):
        assert code in {UNUSUAL, plain(address)}, address
