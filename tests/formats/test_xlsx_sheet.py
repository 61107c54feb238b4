"""What stands beside the cells of a sheet, told from them as the bytes pass by."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.sheets.xlsx_sheet import Beside

_HEAD = b'<worksheet><dimension ref="C2:D9"/><sheetData><row r="2"><c r="C2"><v>7</v></c></row>'
_TAIL = b"<headerFooter><oddHeader>&amp;LStaff list</oddHeader></headerFooter></worksheet>"


def _after(data: bytes, *cuts: int) -> str:
    seen = Beside()
    bounds = [0, *sorted(cuts), len(data)]
    chunks = [data[start:end] for start, end in pairwise(bounds)]
    assert b"".join(seen.watch(chunks)) == data
    return seen.after


@pytest.mark.parametrize("end", [b"</sheetData>", b"</x:sheetData>", b"<sheetData/>", b"<x:sheetData />"])
@given(cut=st.integers(0, 200))
def test_what_stands_behind_the_cells_is_found_wherever_the_bytes_are_cut(end, cut):
    data = _HEAD + end + _TAIL
    assert _after(data, min(cut, len(data))) == "Staff list"


@pytest.mark.parametrize("before", [b"<sheetDataSet/>", b"sheetData", b"<x:sheetDatasheetData>", b"<c>/sheetData></c>"])
def test_other_words_of_that_name_do_not_end_the_cells(before):
    inner = b"<oddHeader>of a cell</oddHeader>"
    assert _after(_HEAD + before + inner + b"</sheetData>" + _TAIL) == "Staff list"


def test_many_words_of_that_name_cost_no_more_than_they_are():
    assert _after(_HEAD + b"sheetData" * 200_000 + b"</sheetData>" + _TAIL) == "Staff list"
