"""Public-record rules take nothing away: what they exclude is counted, to the number (SPEC §11, case 39)."""

import hashlib
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from piiscan import engines
from piiscan import scan as scan_module
from piiscan.config import Config, PublicRecords, Rule
from piiscan.model import Kind
from piiscan.scan import scan_one
from piiscan.sources import EVERYTHING, found
from piiscan.stream import to_record

pytestmark = pytest.mark.long

SHARE = Path(__file__).parent.parent / "fixtures" / "share"
LICENSES = SHARE / "licenses" / "drivers.csv"
TODAY = date(2026, 6, 1)
SUBJECT = ["personal_information", "non_resident", "review", "element_only"]  # what a rule can exclude


def rule(name, path="", *kinds, **changes):
    values = {"basis": "b", "source": "s", "approved_by": "a", "expires": date(2027, 1, 1), "path": path, **changes}
    return Rule(id=name, elements=kinds or (Kind.SSN,), **values)


def config(*rules, **options):
    options = {"max_findings_per_file": 0, "key": bytes(32)} | options
    return Config(public_records=PublicRecords(rules, "0" * 64, TODAY) if rules else None, **options)


RULES = (
    rule("payroll", "/payroll/"),
    rule("cards", "customers/", Kind.PAYMENT_CARD),
    rule("both", "*.zip", Kind.SSN, Kind.PAYMENT_CARD, Kind.DRIVERS_LICENSE),
    rule("mail", "/mail/", Kind.DRIVERS_LICENSE, Kind.SSN),
    rule("by-hash", "", Kind.DRIVERS_LICENSE, sha256=hashlib.sha256(LICENSES.read_bytes()).hexdigest()),
)


def records_of(options, workers=0, root=SHARE):
    with found([str(root)], EVERYTHING) as items:
        return list(engines.run(items, options, workers=workers, scan=scan_one, encode=to_record))


def totals(records):
    counts = Counter()
    for record in records:
        for name, kinds in record.get("counts", {}).items():
            counts.update({(name, kind): number for kind, number in kinds.items()})
    return counts


def by_kind(counts, names):
    found = Counter()
    for (name, kind), number in counts.items():
        if name in names:
            found[kind] += number
    return found


@pytest.fixture(scope="module")
def plain(request):
    """The records of the share without the rules of a test's module; and with them."""
    return records_of(request.module.config())


@pytest.fixture(scope="module")
def ruled(request):
    return records_of(request.module.config(*request.module.RULES))


def test_numbers_conserve(plain, ruled):
    before, after = totals(plain), totals(ruled)
    assert by_kind(after, ["excluded"]).total() > 50
    assert by_kind(before, SUBJECT) == by_kind(after, [*SUBJECT, "excluded"])
    for name in ("test_value", "weak", "lookalike"):
        assert by_kind(before, [name]) == by_kind(after, [name])
    by_rule = by_kind(after, ["excluded_by"])
    assert by_kind(after, ["excluded"]).total() == by_rule.total()
    assert min(by_rule[one.id] for one in RULES) > 0


def test_persons_conserve(plain, ruled):
    before, after = totals(plain), totals(ruled)
    assert by_kind(after, ["excluded_persons"]).total() > 50
    assert by_kind(before, ["persons"]) == by_kind(after, ["persons", "excluded_persons"])


def test_findings_conserve_and_say_what_they_would_be(plain, ruled):
    def said(finding):
        name = finding["classification"]
        if name == "excluded":
            (name,) = [reason[5:] for reason in finding["reasons"] if reason.startswith("else:")]
        reasons = [reason for reason in finding["reasons"] if not reason.startswith(("else:", "excluded:"))]
        # what is excluded is no personal information, and touches no duty
        return {**finding, "classification": name, "reasons": reasons, "duties": []}

    before, after = ([record for record in records if record["type"] == "finding"] for records in (plain, ruled))
    excluded = [finding for finding in after if finding["classification"] == "excluded"]
    assert len(excluded) > 50
    assert [said(finding) for finding in after] == [{**finding, "duties": []} for finding in before]
    for finding in excluded:
        (name,) = [reason[9:] for reason in finding["reasons"] if reason.startswith("excluded:")]
        covering = next(one for one in RULES if one.id == name)
        assert {element["kind"] for element in finding["elements"]} <= {kind.value for kind in covering.elements}


def test_outcomes_are_as_without_rules_but_for_the_counts(plain, ruled):
    before, after = (
        [{**record, "counts": 0} for record in records if record["type"] == "outcome"] for records in (plain, ruled)
    )
    assert after == before


@pytest.mark.parametrize("listed", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_what_is_only_counted_is_excluded_alike(ruled, listed):
    assert totals(records_of(config(*RULES, max_findings_per_file=listed))) == totals(ruled)


@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_every_engine_excludes_alike(ruled, workers):
    assert records_of(config(*RULES), workers) == ruled


def test_expired_rules_do_not_apply(plain):
    old = tuple(rule(f"old{n}", "payroll/", expires=date(2026, 5, 31)) for n in range(2))
    assert records_of(config(*old)) == plain


# One file


def test_every_element_must_be_covered_by_one_rule(scan):
    data = "name,ssn,card_number\nAnn Lee,773-01-0001,4539578763621486\n"
    ssn, card = rule("a", "f.csv"), rule("b", "f.csv", Kind.PAYMENT_CARD)
    for listed in (0, 1):
        apart = scan(data + "Bob Ray,,4539578763621486\n" * 2, "f.csv", config(ssn, card, max_findings_per_file=listed))
        assert apart.counts["personal_information"] == {"ssn": 1, "payment_card": 1}
        assert apart.counts["excluded"] == {"payment_card": 2}
        assert apart.counts["excluded_by"] == {"b": 2}
        assert apart.counts["persons"]["unknown"] == apart.counts["excluded_persons"]["unknown"] == 1
    both = rule("c", "f.csv", Kind.SSN, Kind.PAYMENT_CARD)
    assert scan(data, "f.csv", config(ssn, card, both)).counts["excluded_by"] == {"c": 2}


def test_the_first_rule_in_the_file_gives_its_name(scan):
    found = scan("Ann Lee 773-01-0001\n", "f.txt", config(rule("z", "*.txt"), rule("a", "f.txt")))
    assert found.counts["excluded_by"] == {"z": 1}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee 773-01-0001, Albany, NY 12207\n", "non_resident"),
        ("Number 773-01-0001\n", "element_only"),
        ("Lived in Boston, MA 02108 and Albany, NY 12207: Ann Lee 773-01-0001\n", "review"),
    ],
)
def test_other_classes_are_excluded_too(scan, text, name):
    (finding,) = scan(text, "f.txt", config()).findings
    assert finding.classification.value == name
    (finding,) = scan(text, "f.txt", config(rule("r", "f.txt"))).findings
    assert finding.classification.value == "excluded"
    assert finding.reasons[-2:] == ("excluded:r", f"else:{name}")


def test_a_published_number_is_not(scan):
    (finding,) = scan("Ann Lee SSN 078-05-1120\n", "f.txt", config(rule("r", "f.txt"))).findings
    assert finding.classification.value == "test_value"


def test_members_go_by_the_file_on_the_share(scan):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("deeds/inner.txt", "Ann Lee 773-01-0001\n")
    assert "excluded" in scan(out.getvalue(), "book.zip", config(rule("r", "book.zip"))).outcomes[0].counts
    assert "excluded" not in scan(out.getvalue(), "book.zip", config(rule("r", "inner.txt"))).outcomes[0].counts
    digest = hashlib.sha256(out.getvalue()).hexdigest()
    assert "excluded" in scan(out.getvalue(), "any.zip", config(rule("r", sha256=digest))).outcomes[0].counts


def test_a_file_is_hashed_only_if_a_rule_in_force_asks_and_something_was_found(scan, monkeypatch):
    asked = []
    monkeypatch.setattr(scan_module, "digest", lambda source: asked.append(source.path) or "")
    by_hash = rule("r", sha256="0" * 64)
    scan("Ann Lee 773-01-0001\n", "a.txt", config(rule("p", "b/")))
    scan("Ann Lee 773-01-0001\n", "b.txt", config(rule("r", sha256="0" * 64, expires=date(2026, 1, 1))))
    scan("nothing here\n", "c.txt", config(by_hash))
    assert asked == []
    scan("Ann Lee 773-01-0001\n\nBob Ray 773-01-0002\n", "d.txt", config(by_hash))
    assert asked == ["d.txt"]


def test_a_file_that_cannot_be_read_again_is_not_excluded(tmp_path):
    source = scan_module.Source(str(tmp_path), "gone", str(tmp_path / "gone"), 1)
    assert scan_module.digest(source) == ""


@pytest.mark.parametrize("listed", [1, 0])
def test_without_a_person_each_number_of_a_record_is_judged_by_itself(scan, listed):
    data = "name,ssn,card_number\n" + ",773-01-0001,4539578763621486\n" * 3
    found = scan(data, "f.csv", config(rule("r", "f.csv"), max_findings_per_file=listed))
    assert (found.counts["element_only"], found.counts["excluded"]) == ({"payment_card": 3}, {"ssn": 3})
