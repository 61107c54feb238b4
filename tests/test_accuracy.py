"""The accuracy bench: the same records on every run, a truth that is in the files, and a scorer that catches mistakes."""

import doctest
import json
import sys
from collections import Counter
from pathlib import Path
from random import Random
from urllib.parse import unquote_plus

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
from accuracy import fill, lookalikes, million, people, report, score, template, truth, valid, write  # noqa: E402
from accuracy.carriers import CARRIERS  # noqa: E402
from accuracy.people import letters  # noqa: E402
from accuracy.truth import PERSONAL, Expected, Item, Number  # noqa: E402

TEXT = {
    ".txt",
    ".md",
    ".eml",
    ".log",
    ".csv",
    ".tsv",
    ".json",
    ".jsonl",
    ".xml",
    ".hl7",
    ".edi",
    ".x12",
    ".dat",
    ".sql",
}
TEXT |= {".vcf", ".ldif", ".yaml", ".ini", ".toml", ".properties"}


def batches(name):
    return [batch for folder in write.SETS[name] for batch in write.batches(folder)]


@pytest.fixture(scope="module", params=list(write.SETS))
def small(request, tmp_path_factory):
    root = tmp_path_factory.mktemp(request.param)
    return root, write.write_set(request.param, root, part=0.06)


@pytest.mark.long
@pytest.mark.parametrize("module", [lookalikes, people, score, valid])
def test_examples(module):
    assert doctest.testmod(module).failed == 0


def test_the_quotas_make_a_set_of_the_promised_size():
    assert sum(write.QUOTA.values()) * 2 >= 5000
    assert len(write.QUOTA) == 11


@pytest.mark.long
def test_half_of_the_items_are_negative_in_every_container(small):
    _, items = small
    count = Counter((item.container, item.negative) for item in items)
    for name in write.QUOTA:
        assert count[name, False]
        # A small set has at least one item of every template.
        assert 0.4 <= count[name, True] / (count[name, True] + count[name, False]) <= 0.65


@pytest.mark.long
def test_every_kind_class_and_form_is_there(small):
    _, items = small
    expected = [one for item in items for one in item.expected]
    kinds = {number.kind for one in expected if one.classification == PERSONAL for number in one.numbers}
    assert kinds == {"ssn", "payment_card", "drivers_license", "financial_account"}
    assert {one.classification for one in expected} == {*report.CLASSES} - {"none"}
    assert len({one.form for one in expected if one.person} & set(people.FORMS)) >= 12


@pytest.mark.long
def test_what_is_expected_is_written_where_the_truth_says(small):
    root, items = small
    lines = {}
    checked = 0
    for item in items:
        path = root / "files" / item.file
        assert path.is_file()
        if path.suffix not in TEXT or not item.first:
            continue
        if item.file not in lines:
            lines[item.file] = path.read_text("utf-8").split("\n")
        here = "\n".join(lines[item.file][item.first - 1 : item.last])
        shown = here.encode().decode("unicode_escape") if "\\u" in here else unquote_plus(here)
        folded = letters(shown)
        for one in item.expected:
            assert all(number.written in here for number in one.numbers), item
            assert not one.person or letters(one.person[2]) in folded, item
            checked += len(one.numbers)
    assert checked > 120


@pytest.mark.long
def test_the_numbers_of_a_set_are_valid_and_all_different(small):
    _, items = small
    numbers = [
        number for item in items for one in item.expected if one.classification == PERSONAL for number in one.numbers
    ]
    assert len(numbers) == len({(number.kind, number.value) for number in numbers})
    for number in numbers:
        if number.kind == "ssn":
            assert number.value[:3] not in {"000", "666"}
            assert number.value[0] != "9"
            assert number.value[3:5] != "00"
            assert number.value[5:] != "0000"
        if number.kind == "payment_card":
            assert valid.luhn_digit(number.value[:-1]) == number.value[-1]


@pytest.mark.long
def test_every_run_writes_the_same(small, tmp_path):
    root, items = small
    again = write.write_set(root.name.rstrip("0123456789"), tmp_path / "again", part=0.06)
    assert again == items
    assert list(truth.read(tmp_path / "again" / "truth.jsonl")) == items
    for path in (root / "files").rglob("*"):
        if path.suffix in TEXT:  # office files carry the time they were made
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(root)).read_bytes()


def test_the_two_sets_share_no_template():
    texts = []
    for name in write.SETS:
        found = set()
        for batch in batches(name):
            found |= {str(t) for group in ("positives", "negatives") for t in getattr(batch, group, ())}
            found |= {str(getattr(batch, what)) for what in ("columns", "shape") if hasattr(batch, what)}
        texts.append(found)
    assert not texts[0] & texts[1]
    assert min(map(len, texts)) > 150


def test_the_bench_does_not_know_the_code_under_test():
    for path in (BENCHMARKS / "accuracy").rglob("*.py"):
        assert "import piiscan" not in path.read_text("utf-8")
        assert "from piiscan" not in path.read_text("utf-8")


def item(number, *, name=("Ann", "Marie", "Lee"), cls=PERSONAL, line=3):
    expected = (Expected(cls, (Number("ssn", number, number),), person=name, form="First Last", trait="plain"),)
    return Item("1", "a.txt", "prose", "t", structured=False, first=line, last=line, expected=expected)


def finding(value, *, name="Ann Lee", cls=PERSONAL, line=3, grade=3):
    place = {
        "text": f"line {line}",
        "steps": [["LINE", line]],
        "line": line,
        "page": None,
        "byte": 1,
        "sheet": None,
        "cell": None,
    }
    element = {"kind": "ssn", "value": value, "grade": grade, "location": place}
    person = {"name": name} if name else None
    return {
        "type": "finding", "file": "a.txt", "classification": cls, "residency": "unknown", "person": person, "elements": [element],
    }  # fmt: skip


def scored(tmp_path, items, findings):
    path = tmp_path / "report.jsonl"
    lines = [*findings, {"type": "outcome", "file": "a.txt", "status": "scanned", "reason": None}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return score.score(items, score.read_report(path), score.read_gaps(path))


def rates(result):
    line = report.totals(result)[-1]
    return (line.recall.part, line.recall.whole, line.precision.part, line.precision.whole)


def test_a_right_report_is_right(tmp_path):
    result = scored(tmp_path, [item("212-44-9876".replace("-", ""))], [finding("212449876")])
    assert rates(result) == (1, 1, 1, 1)
    assert report.missed_bars(result) == []
    assert "places: 1 right, 0 wrong" in report.places(result)


def test_a_miss_is_caught(tmp_path):
    result = scored(tmp_path, [item("212449876"), item("212449877", line=4)], [finding("212449876")])
    assert rates(result) == (1, 2, 1, 1)
    assert report.missed_bars(result) == ["recall in free text 0.5000 < 0.95"]


def test_what_is_made_up_is_caught(tmp_path):
    result = scored(tmp_path, [item("212449876")], [finding("212449876"), finding("343221111", line=9)])
    assert rates(result) == (1, 1, 1, 2)
    assert report.missed_bars(result) == ["precision in free text 0.5000 < 0.95"]


def test_a_wrong_person_is_a_miss_and_made_up(tmp_path):
    result = scored(tmp_path, [item("212449876")], [finding("212449876", name="Bob Doe")])
    assert rates(result) == (0, 1, 0, 1)
    assert result.verdicts[0].reported == "wrong person"


def test_another_class_is_a_miss_and_stands_in_the_table(tmp_path):
    result = scored(tmp_path, [item("212449876")], [finding("212449876", cls="review")])
    assert rates(result) == (0, 1, 0, 0)
    assert result.verdicts[0].reported == "review"
    row = next(line for line in report.confusion(result) if line.strip().startswith("PI "))
    assert row.split()[1:] == [".", ".", "1", ".", ".", ".", "."]


def test_a_number_without_a_person_must_not_get_one(tmp_path):
    one = item("212449876", name=(), cls="element_only")
    assert rates(scored(tmp_path, [one], [finding("212449876")])) == (0, 0, 0, 1)
    silent = scored(tmp_path, [one], [finding("212449876", name="", cls="element_only")])
    assert (rates(silent), silent.verdicts[0].class_right) == ((0, 0, 0, 0), True)


def test_a_wrong_line_is_counted(tmp_path):
    result = scored(tmp_path, [item("212449876")], [finding("212449876", line=7)])
    assert rates(result) == (1, 1, 1, 1)
    assert "places: 0 right, 1 wrong" in report.places(result)


def test_a_file_that_was_not_read_misses_the_bar():
    result = score.score([], [], ["a.txt: corrupt"])
    assert report.missed_bars(result) == ["1 files not read to the end"]


def test_every_carrier_is_used():
    carriers = {name for path in write.SETS for batch in batches(path) for name in getattr(batch, "carriers", ())}
    assert carriers == set(CARRIERS)


def test_look_alike_objects_hold_so_many_tokens():
    found = list(million.objects(Random(1), 803))
    assert sum(len(one) - 1 for one in found) == 803


def test_look_alike_tokens_are_as_many_as_asked_for(tmp_path):
    assert million.write(tmp_path, 5000, 1) == 5000
    first = (tmp_path / "tokens-00.txt").read_bytes()
    million.write(tmp_path, 5000, 1)
    assert (tmp_path / "tokens-00.txt").read_bytes() == first
    assert len(first.split()) > 5000


def test_every_field_of_a_template_is_known(small):
    del small
    known = {*fill._FIELDS, *lookalikes.LOOKALIKES}
    for folder in (folder for folders in write.SETS.values() for folder in folders):
        for path in (BENCHMARKS / "accuracy" / folder).glob("*.py"):
            fields = {match[2] for match in template.PLACE.finditer(path.read_text("utf-8"))}
            assert fields <= known, (path, fields - known)
