"""What was decided about findings, as a person is told it, in each of the reports for people."""

import html
import io
import re
from datetime import date

import pytest

from piiscan.baseline import Baseline
from piiscan.marks import Mark
from piiscan.reporters import REPORTERS, marked
from piiscan.reporters.terminal import Look

TODAY = date(2026, 11, 26)
WHEN = "2026-01-02T00:00:00Z"


@pytest.fixture
def records(share):
    """Two findings settled, one expired, one back, one confirmed, one known, one allowed; marks that match nothing."""
    names = ["settled", "settled2", "expired", "back", "confirmed", "known", "allowed", "free"]
    built = share()
    for name in names:
        built.found(f"{name}.xlsx")
    stream = list(built.records())
    ids = {record["file"].partition(".")[0]: record["id"] for record in stream if record["type"] == "finding"}
    against = Baseline(TODAY, "k")
    for name, kind, expires in (
        ("settled", "false-positive", date(2027, 6, 30)),
        ("settled2", "false-positive", date(2027, 6, 30)),
        ("expired", "accepted", date(2026, 1, 31)),
        ("back", "remediated", None),
        ("confirmed", "confirmed", None),
    ):
        against.mark(Mark(ids[name], kind, "<i>why</i>", "J. Doe", WHEN, expires))
    against.mark(Mark("0" * 32, "test-data", "gone", "R. Roe", WHEN, None, file="old/gone.xlsx"))
    for record in stream:
        if record["type"] == "finding":
            against.put(record)
            if record["id"] == ids["known"]:
                record["mark"] = {"as": "known", "settled": True}
            if record["id"] == ids["allowed"]:
                record["mark"] = {"as": "allowed", "settled": True}
    stream[-1]["marks"] = against.summary() | {"known_unmatched": 3}
    return stream


def written(form, records):
    out = io.StringIO()
    next(reporter for reporter in REPORTERS if reporter.name == form).write(iter(records), out, Look())
    text = out.getvalue()
    return html.unescape(re.sub(r"<!-- -->|<[^>]+>", " ", text)) if form in {"html", "markdown"} else text


def test_the_table_says_it_all(records, validator):
    for record in records:
        validator.validate(record)
    text = written("table", records)
    section = text[text.index("MARKS, ") : text.index("TOTALS")]
    assert section.splitlines()[:-1] == [
        "MARKS, what was decided about findings",
        "  7 findings have a mark; 4 of them would be at or above the gate, and are taken",
        "    out of it",
        "  accepted, by J. Doe, until 2026-01-31: 1 finding; expired: it counts again",
        '    expired.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002 (<i>why</i>)',
        "  remediated, by J. Doe: 1 finding; it is there again, and counts",
        '    back.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002 (<i>why</i>)',
        "  false positive, by J. Doe, until 2027-06-30: 2 findings; taken out of the gate",
        '    settled.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002 (<i>why</i>)',
        '    settled2.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002 (<i>why</i>)',
        "  allowed by its own line: 1 finding; taken out of the gate",
        '    allowed.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002',
        "  in the baseline: 1 finding; taken out of the gate",
        '    known.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002',
        "  confirmed, by J. Doe: 1 finding; counts as before",
        '    confirmed.xlsx › sheet "Payroll" › F2: A… L…, ssn •••-••-0002 (<i>why</i>)',
        "  test data, by R. Roe; matched nothing",
        "    the mark of 00000000 in old/gone.xlsx",
        "  3 of an earlier report; gone: they were in the baseline, and are not found any",
        "    more",
    ]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_others_say_the_same(records, form):
    text = re.sub(r"[\s|]+", " ", written(form, records))
    text = text[text.index("7 findings have a mark; 4 of them would be at or above the gate") :]
    at = 0
    for said in (
        "accepted J. Doe 2026-01-31 1 look expired: it counts again",
        "remediated J. Doe 1 look it is there again, and counts",
        "false positive J. Doe 2027-06-30 2 taken out of the gate",
        "in the baseline 1 taken out of the gate",
        "confirmed J. Doe 1 counts as before",
        "test data R. Roe look matched nothing the mark of 00000000 in old/gone.xlsx",
        "3 of an earlier report gone: they were in the baseline",
    ):
        at = text.index(said.replace("look ", "") if form == "markdown" else said, at)


def test_a_gate_that_would_not_have_caught_a_finding_is_not_said_to_let_it_pass(records):
    records[0]["options"]["fail_on_kind"] = ["payment_card"]
    assert "7 findings have a mark; 0 of them would be" in written("table", records)


@pytest.mark.parametrize("form", ["table", "html", "markdown"])
def test_nothing_is_said_where_nothing_was_decided_nor_of_what_was_not_reached(share, records, form):
    assert "mark" not in written(form, share().found("a.xlsx").records()).lower().replace("data-mark", "")
    records[-1]["interrupted"] = True
    assert "matched nothing" not in written(form, records)


def test_it_keeps_a_bounded_number_of_decisions(share):
    (finding,) = (record for record in share().found("a.xlsx").records() if record["type"] == "finding")
    kept = marked.Marked()
    for number in range(1000):
        mark = {"as": "accepted", "settled": True, "by": f"person {number}", "reason": "r", "at": WHEN}
        kept.take(finding | {"mark": mark}, {}, "a.xlsx")
    rows = list(kept.rows({"interrupted": False}))
    assert len(rows) == marked.ROWS + 1
    assert sum(row.findings for row in rows) == kept.findings == kept.out == 1000
    assert max(len(row.examples) for row in rows) == marked.EXAMPLES
    assert rows[0].told.what == "other marks"
