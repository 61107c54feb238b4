"""OFX 1.x: elements without end tags, aggregates as records, lines counted."""

import json

import pytest
from format_samples import read

from piiscan.model import Kind, Shape

HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n"
BODY = """<OFX>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1
<STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>011000015<ACCTID>12345678<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><TRNTYPE>XFER<NAME>Ann Lee<MEMO>
<BANKACCTTO><BANKID>021000021<ACCTID>87654321<ACCTTYPE>SAVINGS</BANKACCTTO>
</STMTTRN>
<STMTTRN><TRNTYPE>CHECK<NAME>Bob Ray &amp; Sons<MEMO>SSN 010-94-0001</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
"""


def records(data, name="a.ofx"):
    result = read(data.encode(), name)
    assert (result.format, set(result.shapes)) == ("ofx", {Shape.OBJECT})
    return [json.loads(line) for line in result.text.splitlines()], result


def test_records():
    found, result = records(HEAD + BODY)
    statement = found[-1]["OFX"]["BANKMSGSRSV1"]["STMTTRNRS"]["STMTRS"]
    assert statement["BANKACCTFROM"] == {"BANKID": "011000015", "ACCTID": "12345678", "ACCTTYPE": "CHECKING"}
    first, second = statement["BANKTRANLIST"]["STMTTRN"]
    assert first["BANKACCTTO"]["ACCTID"] == "87654321"
    assert second["NAME"] == "Bob Ray & Sons"
    assert result.places["010-94-0001"] == ["LINE 13"]


def test_end_tags_of_elements_change_nothing():
    closed = BODY.replace("11000015<ACCTID>12345678<", "11000015</BANKID><ACCTID>12345678</ACCTID><")
    assert records(HEAD + closed)[0] == records(HEAD + BODY)[0]


@pytest.mark.parametrize(
    "head", ["", "<?xml version='1.0'?>\n", "<?xml version='1.0'?>\n<?OFX OFXHEADER='200' VERSION='203'?>  \n"]
)
def test_some_banks_write_elements_without_end_tags_under_the_head_of_xml(head):
    assert records(head + BODY)[0][-1]["OFX"] == records(HEAD + BODY)[0][-1]["OFX"]


def test_ofx_2_is_xml():
    closed = "<OFX>\n<SONRS>\n<CODE>0</CODE>\n<NAME>Ann\nLee\n</NAME>\n<MEMO>SSN 010-94-0001</MEMO></SONRS></OFX>\n"
    assert read(b"<?xml version='1.0'?>\n<?OFX OFXHEADER='200'?>\n" + closed.encode(), "a.ofx").format == "xml"


@pytest.mark.parametrize("text", ["", "<", "<A", "</A>", "<A>" * 5000, "<A>x</B></A></A>", "x\n<A>y", "<MEMO>\n<MEMO>"])
def test_damaged_files(text):
    result = read((HEAD + text + "\nSSN 010-94-0002\n").encode(), "a")
    assert result.refused is None
    assert "010-94-0002" in result.text


@pytest.mark.long
def test_a_large_file_is_not_one_record():
    trn = "<STMTTRN><NAME>Ann Lee<MEMO>x</STMTTRN>\n"
    _, result = records(HEAD + "<OFX><BANKTRANLIST>\n" + trn * 20_000 + "</BANKTRANLIST></OFX>\n")
    assert result.text.count("Ann Lee") == 20_000
    assert len(result.text.splitlines()) > 100


def test_whose_account_it_is(scan):
    found = scan(HEAD + BODY, "a.qfx")
    said = {
        element.value: (finding.person.normal if finding.person else None, element.grade)
        for finding in found.findings
        for element in finding.elements
        if element.kind is Kind.FINANCIAL_ACCOUNT
    }
    assert said == {"12345678": (None, 3), "87654321": ("ann lee", 3)}


@pytest.mark.parametrize("holder", ["INVACCTFROM", "CCACCTFROM", "BANKACCTTO"])
def test_an_account_at_a_broker_or_of_a_card_is_one_at_a_bank_too(scan, holder):
    """The aggregate says what its ACCTID is (OFX 1.6, 3.1.3, 11.3.1, 13.6.1); a broker has no routing number."""
    found = scan(f"{HEAD}<OFX><STMTRS>\n<{holder}>\n<ACCTID>45987612\n</{holder}></STMTRS></OFX>\n", "a.ofx")
    assert [(one[0], one[3]) for one in found.classes()] == [("element_only", ("financial_account:45987612",))]


def test_a_card_is_an_account_of_a_statement_of_cards(scan):
    text = f"{HEAD}<OFX><CCSTMTRS>\n<CCACCTFROM><ACCTID>4539578763621486</CCACCTFROM></CCSTMTRS></OFX>\n"
    assert [(one[0], one[3]) for one in scan(text, "a.qfx").classes()] == [
        ("element_only", ("payment_card:4539578763621486",))
    ]
    assert not scan(text.replace("CCACCT", "INVACCT"), "a.qfx").findings


def test_the_keys_round_an_account_say_that_it_is_a_card(scan):
    text = '{"name": "Ann Lee", "creditCard": {"acctId": "4539578763621486"}}'
    assert [(one[0], one[2]) for one in scan(text, "a.json").classes()] == [("personal_information", "ann lee")]
    loan = text.replace("creditCard", "loan")
    assert [one[0] for one in scan(loan, "a.json").classes()] == ["review"]
