"""The benchmark corpus is the same on every run and holds exactly what its truth says; the runner counts right."""

import doctest
import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
import bulk  # noqa: E402
import corpus as maker  # noqa: E402
import everyday  # noqa: E402
import lines  # noqa: E402
import run  # noqa: E402
from measure import measure  # noqa: E402

pytestmark = pytest.mark.long

ARGUMENTS = ["--size", "400K", "--tiny", "230", "--office", "5", "--huge", "300K", "--sets"]
LOGS = list(everyday.KINDS)
SETS = "prose,csv,jsonl,log,mix,busy,dense,people,office,tiny,huge"
SSN = re.compile(rb"(?<![\w-])(\d{3})-(\d{2})-(\d{4})(?![\w-])")
CARD = re.compile(rb"(?<![\w.-])(?:\d{16}|\d{4} \d{4} \d{4} \d{4})(?![\w.-])")


@pytest.mark.parametrize("name", ["endure", "kill", "torture", "worst", "growth", "everyday"])
def test_what_is_run_by_hand_still_knows_the_program(name):
    """All that it takes from the program is there: nobody else asks between one measurement and the next."""
    assert callable(importlib.import_module(name).main)


@pytest.mark.parametrize(
    "name", [*LOGS[::4], *(pytest.param(name, marks=pytest.mark.slow) for name in LOGS if name not in LOGS[::4])]
)
def test_of_everyday_files_only_what_is_planted_is_counted(tmp_path, name):
    records = everyday.make(name, tmp_path, 60_000)
    tool = run.Piiscan(tmp_path, 0, ["--no-ledger"])
    tool.run(tmp_path / name)
    assert everyday.problem(name, records, tool.summary()["counts"]) == ""
    assert (tmp_path / name).read_bytes()[:2000] == _again(name, tmp_path)[:2000]


def _again(name, folder):
    everyday.make(name, folder, 60_000)
    return (folder / name).read_bytes()


def make(out):
    subprocess.run(
        [sys.executable, BENCHMARKS / "corpus.py", "--out", out, *ARGUMENTS, SETS],
        check=True,
        capture_output=True,
    )
    return out


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return make(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def truth(corpus):
    return json.loads((corpus / "truth.json").read_text(encoding="utf-8"))


def content(root):
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def luhn(digits):
    return sum(sum(divmod(int(d) * (1 + at % 2), 10)) for at, d in enumerate(reversed(digits))) % 10 == 0


def numbers(data):
    """Valid numbers in a text: Social Security numbers with hyphens, and cards of a network."""
    ssn = [m for m in SSN.findall(data) if m[0] not in {b"000", b"666"} and m[0] < b"900"]
    assert all(m[1] != b"00" and m[2] != b"0000" for m in ssn)
    cards = [re.sub(rb"\D", b"", m).decode() for m in CARD.findall(data)]
    return {"ssn": len(ssn), "payment_card": sum(c[0] in "45" and luhn(c) for c in cards)}


def planted(entry):
    out = {"ssn": 0, "payment_card": 0}
    for kinds in entry["planted"].values():
        for kind, number in kinds.items():
            out[kind] += number
    return out


def test_every_run_gives_the_same_bytes(corpus, tmp_path):
    assert content(make(tmp_path)) == content(corpus)


@pytest.mark.parametrize("name", ["prose", "csv", "jsonl", "log", "mix", "dense", "people", "huge"])
def test_a_file_holds_what_was_planted_and_no_more(corpus, truth, name):
    entry = truth[name]
    data = (corpus / entry["path"]).read_bytes()
    assert len(data) == entry["bytes"]
    assert numbers(data) == planted(entry)
    assert sum(planted(entry).values())
    assert data.endswith(b"\n")
    assert not set(data) & {1, 2, 3, 4}, "a place was left unfilled"


def test_the_tiny_files_hold_what_was_planted(corpus, truth):
    entry = truth["tiny"]
    files = content(corpus / "tiny")
    assert len(files) == entry["files"] == 230
    assert sum(map(len, files.values())) == entry["bytes"]
    assert 1000 < entry["bytes"] / len(files) < 2500
    total = [numbers(data) for data in files.values()]
    assert {kind: sum(part[kind] for part in total) for kind in ("ssn", "payment_card")} == planted(entry)
    assert sum(planted(entry).values())
    assert len({path.parent for path in files}) == 2


def test_the_office_files_are_counted(corpus, truth):
    entry = truth["office"]
    files = content(corpus / "office")
    assert len(files) == entry["files"] == 5
    assert sum(map(len, files.values())) == entry["bytes"]
    assert planted(entry) == {"ssn": 40 + 6 + 5 + 20 + 60, "payment_card": 0}


def test_the_dense_export_has_a_number_of_each_kind_on_every_row_and_they_differ(corpus, truth):
    rows = (corpus / truth["dense"]["path"]).read_bytes().splitlines()[1:]
    assert 140 <= sum(map(len, rows)) / len(rows) <= 170
    assert planted(truth["dense"]) == {"ssn": len(rows), "payment_card": len(rows)}
    assert len({row.split(b",")[8] for row in rows}) > 0.99 * len(rows)
    local = sum(row.split(b",")[4] == b"MA" for row in rows)
    assert truth["dense"]["planted"]["personal_information"] == {"payment_card": local, "ssn": local}


def test_blocks_of_one_template_differ_only_where_places_are():
    template = bulk.Template([bulk.Line(f"a{bulk.DIGIT}b{bulk.HEX}{bulk.SSN_DASHED} {bulk.CARD_BARE}")] * 50)
    source = np.random.PCG64(1)
    one, two = template.fill(source), template.fill(source)
    fixed = ~np.isin(template.bytes, [1, 2, 3, 4])
    assert (one[fixed] == template.bytes[fixed]).all()
    assert (one != two).any()
    assert numbers(one.tobytes()) == {
        "ssn": 0,
        "payment_card": 50,
    }  # "b0" before the first: no number by itself


def test_slices_cut_at_lines_and_lose_nothing():
    template = bulk.Template(
        [bulk.Line("x" * (7 * at % 90), ((lines.PERSONAL, "ssn"),) * (at % 2)) for at in range(99)]
    )
    cuts = list(bulk.slices(template, 300))
    assert [first for first, _ in cuts][1:] == [last for _, last in cuts][:-1]
    assert (cuts[0][0], cuts[-1][1]) == (0, 99)
    assert sum((template.planted(*cut) for cut in cuts), start=template.planted(0, 0)) == template.planted()


def test_bulk_is_not_made_row_by_row():
    rng = lines.Random(1)
    template = bulk.Template(lines.take(lines.dense(rng), None, 1 << 20, rng))
    source = np.random.PCG64(1)
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        size = len(template.fill(source))
    finally:
        sys.setprofile(None)
    assert size > 500_000
    assert calls < size / 1000  # one for each row would be twenty times as many


def test_sizes_are_read_as_people_write_them():
    assert doctest.testmod(maker) == (0, 1)


def test_found_stands_beside_planted():
    summary = {
        "counts": {"personal_information": {"ssn": 3}, "review": {"payment_card": 2}},
        "complete": False,
    }
    told = run.compare(summary, {"personal_information": {"ssn": 4, "payment_card": 1}})
    assert told == "PI ssn 3/4, PI card 0/1, review 2, INCOMPLETE"


def test_the_rate_after_the_beginning_leaves_the_beginning_out():
    assert run.Loading(1_000_000, 0.5).net(11_000_000, 1.0) == pytest.approx(20.0)


def test_a_row_compares_medians_of_processor_time():
    def usages(*cpu):
        return [run.Usage(wall=2 * seconds, cpu=seconds, peak=50, code=0, output="") for seconds in cpu]

    ours = run.Runs("piiscan", "mix", 100_000_000, 1, usages(1.0, 9.0, 2.0), "PI ssn 1/1")
    reference = run.Runs("rg", "mix", 100_000_000, 1, usages(1.0, 0.5, 1.0), "7 matches")
    cells = run.row(ours, run.Loading(0, 1.0), reference).split()
    assert cells[:10] == ["mix", "piiscan", "1", "100", "4.00", "2.00", "25", "50", "100", "100"]
    assert cells[-5:] == ["0.50", "1.00", "PI", "ssn", "1/1"]


def test_measure_counts_the_children_too():
    burn = "import time\nwhile time.process_time() < 0.4: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}]); print('done'); sys.exit(3)"
    usage = measure([sys.executable, "-c", child])
    assert usage.cpu >= 0.4
    assert usage.wall >= 0.2
    assert 3 < usage.peak < 200
    assert (usage.code, usage.output) == (3, "done\n")


@pytest.mark.skipif(not shutil.which("rg"), reason="the reference is not installed")
def test_the_reference_counts_every_match(corpus, truth):
    entry = truth["prose"]
    tool = run.Ripgrep(shutil.which("rg"), 1)
    tool.run(corpus / entry["path"])
    assert int(tool.found({}).split()[0]) >= planted(entry)["ssn"]
