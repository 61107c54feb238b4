"""JUnit XML: as a schema of it wants it, as a reader of it takes it, and as the scan's own gate decides."""

import io

import pytest
from lxml import etree

junitparser = pytest.importorskip("junitparser")

from piiscan.model import Axis, Classification, Reason, Residency, Step  # noqa: E402
from piiscan.reporters import junit  # noqa: E402
from piiscan.reporters.terminal import Look  # noqa: E402

# The common core of the published schemas, which differ: what a case and a suite have, and in which order.
SCHEMA = etree.RelaxNG(
    etree.XML("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="testsuites"><attribute name="name"/><zeroOrMore><ref name="suite"/></zeroOrMore></element></start>
  <define name="suite"><element name="testsuite">
    <attribute name="name"/>
    <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
    <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
    <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
    <attribute name="skipped"><data type="nonNegativeInteger"/></attribute>
    <attribute name="time"><data type="decimal"/></attribute>
    <attribute name="timestamp"><data type="dateTime"><param name="pattern">[^Z]*</param></data></attribute>
    <oneOrMore><element name="testcase">
      <attribute name="classname"/><attribute name="name"/>
      <zeroOrMore><choice>
        <element name="failure"><ref name="result"/></element>
        <element name="error"><ref name="result"/></element>
        <element name="skipped"><ref name="result"/></element>
      </choice></zeroOrMore>
    </element></oneOrMore>
  </element></define>
  <define name="result"><attribute name="type"/><attribute name="message"/><text/></define>
</grammar>""")
)


def written(records):
    out = io.StringIO()
    junit.write(records, out, Look())
    return out.getvalue()


def suites(records):
    text = written(records)
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    return list(junitparser.JUnitXml.fromstring(text.encode()))


def results(records):
    (suite,) = suites(records)
    return {case.name: [type(result).__name__ for result in case.result] for case in suite}


def test_a_case_for_each_file(share):
    at = (Step(Axis.MEMBER, "in.csv"),)
    built = (
        share()
        .found("clean.xlsx", 0)
        .found("bad.xlsx", 2)
        .unread("gap.png")
        .unread("locked.zip", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
        .found("part.zip", 1)
    )
    built.events.insert(-2, built.unread("part.zip", at=at).events.pop())
    assert results(built.records()) == {
        "clean.xlsx": [],
        "bad.xlsx": ["Failure"],
        "gap.png": ["Error"],
        "locked.zip": ["Skipped"],
        "part.zip": ["Failure", "Error"],
    }
    (suite,) = suites(built.records())
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (5, 2, 2, 1)
    assert suite.name == "/share"


def test_a_failure_names_the_places_and_the_first_hundred(share, monkeypatch):
    monkeypatch.setattr(junit, "FINDINGS", 2)
    (suite,) = suites(share().found("bad.xlsx", 5).records())
    (failure,) = next(iter(suite)).result
    assert failure.message == "5 findings; medium: who may read it is not known × 5 persons"
    assert failure.text.startswith(
        'sheet "Payroll" › F2: personal information, Massachusetts: A… L…, ssn •••-••-0002 ['
    )
    assert failure.text.count("\n") == 2
    assert failure.text.endswith("… and 3 more (all of them: -f jsonl)")


@pytest.mark.parametrize(
    ("options", "changes", "failed"),
    [
        ({}, {"classification": Classification.REVIEW}, False),
        ({"fail_on": "review"}, {"classification": Classification.REVIEW}, True),
        ({"fail_on": "none"}, {}, False),
        ({}, {"residency": Residency.UNKNOWN}, True),
        ({"fail_on_residency": "massachusetts"}, {"residency": Residency.UNKNOWN}, False),
        ({"fail_on": "any"}, {"classification": Classification.TEST_VALUE}, True),
    ],
)
def test_the_gate_of_the_scan_decides(share, options, changes, failed):
    records = list(share().found("a.xlsx", **changes).records())
    records[0]["options"] |= options
    assert results(iter(records)) == {"a.xlsx": ["Failure"] if failed else []}


def test_a_suite_for_each_root(share):
    one, other = list(share().found("a.xlsx").records()), list(share(("/other",)).unread("a.xlsx").records())
    found = suites([*one[:-1], *other[1:]])
    assert [(suite.name, suite.tests, suite.failures, suite.errors) for suite in found] == [
        ("/share", 1, 1, 0),
        ("/other", 1, 0, 1),
    ]


def test_a_scan_of_nothing_is_valid(share):
    assert suites(share().records()) == []


def test_no_name_can_end_an_element(share):
    name = 'hr/"]]></failure><x a="\x00\x1b\u202e\ufffe\udcff&amp;\n.xlsx'
    records = list(share((f"/{name}",)).found(name).unread(name).records())
    (suite,) = suites(iter(records))
    shown = 'hr/"]]></failure><x a="\\x00\\x1b\\u202e\\ufffe\\xff&amp;\\x0a.xlsx'
    assert [case.name for case in suite] == [shown, shown]
    assert suite.name == f"/{shown}"
