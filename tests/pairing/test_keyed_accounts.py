"""In lines of keys an account beside another one is no account at the bank that the other's digits would name."""

import pytest
from pairs import people


@pytest.mark.parametrize("key", ["account_id", "acct_id", "AccountId", "account"])
def test_the_account_of_another_line_is_no_routing_number(scan, key):
    lines = [f"level=info {key}=55123456 name='Ann Lee' state=MA", f"level=info {key}=615374859 took=3"]
    scanned = scan("\n".join(lines) + "\n", "a.log")
    assert scanned.persons() == []
    assert all("routing-number" not in found.elements[0].evidence for found in scanned.findings)


def test_a_routing_number_is_one(scan):
    scanned = scan("level=info routing_number=011000138 account_id=55123456 name='Ann Lee' state=MA\n", "a.log")
    assert scanned.persons() == [("ann lee", "55123456")]


BILL = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BILLPAYMSGSRSV1><PMTINFO>\n"
    "<BANKACCTFROM><BANKID>211370545<ACCTID>6207006749<ACCTTYPE>CHECKING</BANKACCTFROM>\n<TRNAMT>12.50\n"
    "<PAYEE><NAME>Ann Lee<ADDR1>12 Elm St<CITY>Lowell<STATE>MA<POSTALCODE>01852</PAYEE>\n{}</PMTINFO></BILLPAYMSGSRSV1></OFX>\n"
)
TO = "<BANKACCTTO><BANKID>011000138<ACCTID>1702799435<ACCTTYPE>SAVINGS</BANKACCTTO>\n"


@pytest.mark.parametrize(("to", "due"), [("", []), (TO, [("ann lee", "1702799435")])])
def test_who_is_paid_has_no_account_that_is_paid_from(scan, to, due):
    assert [one for one in people(scan(BILL.format(to), "a.ofx")) if one[0] != "element_only"] == due


def test_who_pays_has_no_account_that_is_paid_into(scan):
    text = '{"payer": {"name": "Ann Lee"}, "toAccount": {"routing": "011000138", "accountNumber": "1702799435"}}'
    assert people(scan(text, "a.json")) == [("element_only", None, "1702799435")]
    assert people(scan(text.replace("toAccount", "fromAccount"), "a.json")) == [("ann lee", "1702799435")]
