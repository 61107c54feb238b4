"""In lines of keys an account beside another one is no account at the bank that the other's digits would name."""

import pytest


@pytest.mark.parametrize("key", ["account_id", "acct_id", "AccountId", "account"])
def test_the_account_of_another_line_is_no_routing_number(scan, key):
    lines = [f"level=info {key}=55123456 name='Ann Lee' state=MA", f"level=info {key}=615374859 took=3"]
    scanned = scan("\n".join(lines) + "\n", "a.log")
    assert scanned.persons() == []
    assert all("routing-number" not in found.elements[0].evidence for found in scanned.findings)


def test_a_routing_number_is_one(scan):
    scanned = scan("level=info routing_number=011000138 account_id=55123456 name='Ann Lee' state=MA\n", "a.log")
    assert scanned.persons() == [("ann lee", "55123456")]
