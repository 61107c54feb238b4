"""The benchmark of growth: what it makes holds what it says, and what grows too fast is marked."""

import sys
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import growth
from growth_plot import Series, plot


@pytest.mark.parametrize("kind", ["text", "CSV", "JSON lines"])
def test_as_many_persons_as_asked_for_in_as_many_bytes(kind):
    data = growth.KINDS[kind][1](200_000, 40)
    assert 200_000 <= len(data) < 210_000
    assert len(growth.KINDS[kind][1](200_000, 41)) != len(data)
    assert sum(line.count(b"-") >= 2 and b"0" in line for line in data.splitlines()) >= 40


@pytest.mark.long
def test_the_archive_has_all_of_the_text():
    with zipfile.ZipFile(BytesIO(growth.KINDS["ZIP"][1](3 << 20, 7))) as archive:
        members = [archive.read(name) for name in archive.namelist()]
    assert len(members) == 3
    assert b"".join(members) == growth.KINDS["text"][1](3 << 20, 7)


@pytest.mark.long
def test_a_real_scan_finds_them_all(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(growth.KINDS["CSV"][1](50_000, 12))
    assert growth.scan(path, tmp_path, 1).found == 12


def steps(*costs):
    return [growth.Step(times, 1 << 20, 3, growth.Cost(cpu, peak, found)) for times, cpu, peak, found in costs]


@pytest.mark.parametrize(
    ("done", "bad"),
    [
        (steps((1, 1.0, 60, 3), (4, 4.0, 61, 3)), ""),
        (steps((1, 1.0, 60, 3), (4, 16.0, 61, 3)), "16.0!"),
        (steps((1, 1.0, 60, 3), (4, 4.0, 240, 3)), "240!"),
        (steps((1, 1.0, 60, 3), (4, 4.0, 61, 2)), "2!"),
    ],
)
def test_what_grows_too_fast_is_marked(done, bad):
    lines, marked = growth.table("title", "x data", {"text": done})
    assert marked is bool(bad)
    assert bad in "\n".join(lines)


def test_a_line_in_proportion_goes_up_by_as_much_as_it_goes_across():
    drawn = plot([("x", [Series("a<b", [(1, 1.0), (10, 10.0), (100, 100.0)])])], "seconds")
    (line,) = etree.fromstring(drawn).iter("{*}polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points").split()]
    ups = {round((before[1] - after[1]) / (after[0] - before[0]), 2) for before, after in pairwise(points)}
    assert ups == {1.0}
    assert "a&lt;b" in drawn
