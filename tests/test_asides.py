"""Look-alikes and masked numbers: recognised, counted, and listed where the operator asks."""

from __future__ import annotations

import pytest

from piiscan.config import Config

ALSO = Config(also=("lookalike", "masked"))


def counts(scanned):
    return scanned.outcomes[-1].counts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ann Lee SSN 900-70-1234\n", "itin"),
        ("Ann Lee, SSN: 912551234\n", "itin"),
        ("Ann Lee SSN 912-93-1234\n", "atin"),
        ("Ann Lee, Order Number 010-94-0001\n", "label:order"),
        ("Ann Lee, tracking no. 4024007100027456\n", "label:tracking"),
        ("Ann Lee, SSN on file, EIN: 010940001\n", "label:ein"),
    ],
)
def test_look_alikes_are_counted_by_what_they_are(scan, text, reason):
    scanned = scan(text)
    assert not scanned.findings
    assert counts(scanned)["lookalike"] == {reason: 1}


@pytest.mark.parametrize("last", range(4320, 4330))
def test_numbers_for_advertising_are_samples(scan, last):
    scanned = scan(f"Ann Lee SSN 987-65-{last}\n")
    assert [(one.classification.value, one.reasons) for one in scanned.findings] == [
        ("test_value", ("published-test-number",))
    ]
    assert counts(scanned)["test_value"] == {"ssn": 1}
    assert not scan(f"Ann Lee SSN 987-65-{last}\n", config=Config(list_test_values=False)).findings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ann Lee SSN ***-**-0001\n", "ssn"),
        ("Ann Lee SSN XXX-XX-0001\n", "ssn"),
        ("Ann Lee SSN \u2022\u2022\u2022-\u2022\u2022-0001\n", "ssn"),
        ("Ann Lee card 411111******1111\n", "payment_card"),
        ("Ann Lee card **** **** **** 1111\n", "payment_card"),
        ("Ann Lee card XXXX-XXXX-XXXX-1111\n", "payment_card"),
        ("Ann Lee card 4111 11** **** 1111\n", "payment_card"),
    ],
)
def test_masked_numbers_are_counted_by_kind(scan, text, kind):
    scanned = scan(text * 60)  # the fast way
    assert not scanned.findings
    assert counts(scanned) == {"masked": {kind: 60}}
    assert counts(scan(text)) == {"masked": {kind: 1}}


@pytest.mark.parametrize("name", ["case.txt", "case.csv", "case.jsonl"])
def test_they_are_listed_where_the_operator_asks(scan, name):
    text = {
        "case.txt": "Ann Lee, Order Number 010-94-0001\n\nBob Ray SSN ***-**-0002\n",
        "case.csv": "name,order number,note\nAnn Lee,010-94-0001,x\nBob Ray,,SSN ***-**-0002\n",
        "case.jsonl": '{"name":"Ann Lee","order_number":"010-94-0001"}\n{"name":"Bob Ray","ssn":"***-**-0002"}\n',
    }[name]
    listed = {finding.classification.value for finding in scan(text, name, config=ALSO).findings}
    assert listed == ({"masked"} if name == "case.csv" else {"lookalike", "masked"})  # columns are counted as a whole
    assert not scan(text, name).findings
    assert all(finding.person is None for finding in scan(text, name, config=ALSO).findings)


def test_test_values_need_not_be_listed(scan):
    scanned = scan("Ann Lee SSN 078-05-1120\n", config=Config(list_test_values=False))
    assert not scanned.findings
    assert counts(scanned) == {"test_value": {"ssn": 1}}
