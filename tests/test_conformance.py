"""The cases of the specification's list (§13) that this version answers, by their numbers."""

import base64
import hashlib
import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from piiscan.config import Config, PublicRecords, Rule
from piiscan.model import Finding, Kind, Outcome, Source
from piiscan.scan import scan_one

PI = "personal_information"
MA, UNKNOWN, ELSEWHERE = "massachusetts", "unknown", "elsewhere"
LEE = "ann lee"
SSN = ("ssn:010940001",)
SHARE = Path(__file__).parent.parent / "fixtures" / "share"


def only(scanned):
    assert len(scanned.findings) == 1, scanned.classes()
    return scanned.classes()[0]


@pytest.mark.parametrize("name", ["case.txt", "case.csv"])
def test_1_a_row_with_name_ssn_and_state(scan, name):
    assert only(scan("Ann Lee,010-94-0001,Boston,MA\n", name)) == (PI, MA, LEE, SSN)


@pytest.mark.parametrize("name", ["case.txt", "case.csv"])
def test_2_without_a_state_the_residency_is_unknown(scan, name):
    assert only(scan("Ann Lee,010-94-0001\n", name)) == (PI, UNKNOWN, LEE, SSN)


@pytest.mark.parametrize("name", ["case.txt", "case.csv"])
def test_3_an_address_elsewhere(scan, name):
    found = only(scan("Ann Lee,010-94-0001,New York,NY 10001\n", name))
    assert found == ("non_resident", ELSEWHERE, LEE, SSN)


def test_4_first_initial_and_zip(scan):
    assert only(scan("A. Lee 010-94-0001 ZIP 02139\n")) == (PI, MA, "a lee", SSN)


def test_5_a_surname_alone_is_no_name(scan):
    assert only(scan("Lee 010-94-0001 MA\n"))[0] == "element_only"


def test_6_rows_never_pair_across(scan):
    found = scan("name,ssn\nAnn Lee,\n,010-94-0001\n", "case.csv").classes()
    assert [one[0] for one in found] == ["element_only"]


def test_7_a_masked_number_is_not_the_number(scan):
    assert not scan("Ann Lee SSN ***-**-0001\n").findings


def test_8_a_published_number(scan):
    assert only(scan("Ann Lee SSN 078-05-1120\n"))[0] == "test_value"


@pytest.mark.parametrize("number", ["900-70-1234", "912-55-1234", "912-93-1234"])
def test_9_itin_and_atin_are_not_elements(scan, number):
    assert not scan(f"Ann Lee SSN {number}\n").findings


@pytest.mark.parametrize("number", ["666-12-3456", "010-00-1234", "010-12-0000"])
def test_10_numbers_never_issued(scan, number):
    assert not scan(f"Ann Lee SSN {number}\n").findings


@pytest.mark.parametrize("number", ["899-01-0001", "734-12-3456"])
def test_11_areas_of_the_random_era(scan, number):
    assert only(scan(f"Ann Lee SSN {number}\n"))[0] == PI


def test_12_a_lost_leading_zero(scan):
    found = scan("name,SSN,state\nAnn Lee,10940001,MA\n", "case.csv")
    assert only(found) == (PI, MA, LEE, SSN)
    assert not scan("name,Qty,state\nAnn Lee,10940001,MA\n", "case.csv").findings


def test_13_an_employer_number(scan):
    assert not scan("Ann Lee EIN 04-2103594\n").findings


@pytest.mark.parametrize("number", ["010–94–0001", "010\u00a094\u00a00001", "010-94-0001", "010‑94‑0001"])
def test_14_other_dashes_blanks_and_digits(scan, number):
    assert only(scan(f"Ann Lee, {number}, Boston, MA\n")) == (PI, MA, LEE, SSN)


@pytest.mark.parametrize("text", ["010-94-00015", "a010-94-0001b", "1010-94-0001"])
def test_15_a_part_of_something_longer(scan, text):
    assert not scan(f"Ann Lee SSN {text} Boston, MA\n").findings


def test_16_a_massachusetts_license_is_evidence_of_residency(scan):
    found = only(scan("MA DL S12345678, Ann Lee\n"))
    assert found == (PI, MA, LEE, ("drivers_license:S12345678",))


def test_17_a_part_number(scan):
    found = scan("Part S12345678 is on back order\n")
    assert not found.findings


def test_18_a_license_of_another_state_counts(scan):
    row = "name,drivers_license,city,state\nAnn Lee,D1234562,Boston,MA\n"
    assert only(scan(row, "case.csv")) == (PI, MA, LEE, ("drivers_license:D1234562",))
    row = "name,drivers_license,license_state\nAnn Lee,D1234562,CA\n"
    assert only(scan(row, "case.csv")) == (PI, UNKNOWN, LEE, ("drivers_license:D1234562",))


def test_19_a_passport_is_no_element(scan):
    assert not scan("Ann Lee passport 512345678\n").findings


def test_20_the_barcode_of_a_license(scan):
    card = "@\n\x1e\rANSI 636002010002DL00410200DL\nDAQS12345678\nDCSLEE\nDACANN\nDAIBOSTON\nDAJMA\nDAK021390000 \n"
    assert only(scan(card)) == (PI, MA, LEE, ("drivers_license:S12345678",))
    assert only(scan(card + "DBK010940001\n")) == (PI, MA, LEE, ("drivers_license:S12345678", *SSN))


def test_21_track_1(scan):
    found = scan("%B4539578763621486^LEE/ANN^25121010000000000000? ZIP 02139\n")
    assert only(found) == (PI, MA, LEE, ("payment_card:4539578763621486",))
    assert "sensitive-auth-data" in found.findings[0].reasons


def test_22_a_published_card_number(scan):
    assert only(scan("Ann Lee, card 4242 4242 4242 4242\n"))[0] == "test_value"


def test_23_a_truncated_card_number(scan):
    assert not scan("Ann Lee, card 411111******1111\n").findings


@pytest.mark.parametrize("cell", ["4539578763621480", "4.53957876362148E+15", "4539578763621480.0"])
def test_24_a_card_number_cut_by_a_spreadsheet(scan, cell):
    found = scan(f"Name,Card,State\nAnn Lee,{cell},MA\n", "case.csv")
    assert only(found) == ("review", MA, LEE, ("payment_card:4539578763621486",))
    assert "precision-lost" in found.findings[0].reasons


def test_25_an_imei(scan):
    assert not scan("Ann Lee IMEI 490154203237518\n").findings


def test_26_an_iban_needs_no_label(scan):
    found = scan("Ann Lee, GB82 WEST 1234 5698 7654 32, Boston, MA\n")
    assert only(found) == (PI, MA, LEE, ("financial_account:GB82WEST12345698765432",))
    assert found.findings[0].elements[0].grade == 3


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, acct 12345678, ABA 011000015, Boston, MA\n",
        "Name: Ann Lee\nRouting number: 011000015\nAccount number: 12345678\nBoston, MA 02139\n",
    ],
)
def test_27_an_account_with_a_routing_number(scan, text):
    found = scan(text)
    assert only(found) == (PI, MA, LEE, ("financial_account:12345678",))
    assert found.findings[0].elements[0].grade == 3


def test_27_a_routing_number_alone(scan):
    assert not scan("Ann Lee, ABA 011000015, Boston, MA\n").findings


def test_27_an_account_on_a_gas_bill(scan):
    found = scan("Ann Lee\n12 Oak St, Boston, MA 02108\nGas bill for account 12345678\n")
    assert only(found)[:3] == ("review", MA, LEE)


@pytest.mark.parametrize("label", ["Policy number", "Loan no.", "Gift card", "Mortgage account"])
def test_28_a_policy_number_wants_a_look(scan, label):
    assert only(scan(f"Ann Lee, {label} 12345678, Boston, MA\n"))[0] == "review"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def hidden_sheet():
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])
    sheet = book.create_sheet("kept back")
    sheet.append(["name", "ssn", "state"])
    sheet.append(["Ann Lee", "010-94-0001", "MA"])
    sheet.sheet_state = "veryHidden"
    return saved(book)


def tracked_deletion():
    document = docx.Document()
    paragraph = document.add_paragraph("Ann Lee, Boston, MA, SSN ")
    run = '<w:r><w:delText xml:space="preserve">010-94-0001</w:delText></w:r>'
    deletion = f'<w:del xmlns:w="{docx.oxml.ns.nsmap["w"]}" w:id="1" w:author="x">{run}</w:del>'
    paragraph._p.append(docx.oxml.parse_xml(deletion))
    return saved(document)


def black_box():
    """A page whose line is covered by a black rectangle."""
    shown = b"BT /F1 12 Tf 72 700 Td (Ann Lee, SSN 010-94-0001, Boston, MA 02139) Tj ET 0 0 0 rg 60 690 400 30 re f"
    resources = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %s >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"


@pytest.mark.parametrize(
    ("name", "made"), [("a.xlsx", hidden_sheet), ("a.docx", tracked_deletion), ("a.pdf", black_box)]
)
def test_36_what_is_hidden_deleted_or_covered_is_found(scan, name, made):
    assert only(scan(made(), name)) == (PI, MA, LEE, SSN)


def test_37_two_subjects_in_one_row(scan):
    found = scan(
        "emp_name,emp_ssn,spouse_name,spouse_ssn,state\nAnn Lee,010-94-0001,Bob Ray,011-94-0002,MA\n",
        "case.csv",
    )
    assert sorted(found.classes()) == [
        (PI, MA, "ann lee", ("ssn:010940001",)),
        (PI, MA, "bob ray", ("ssn:011940002",)),
    ]


def test_39_an_exclusion_rule_conserves_the_counts(scan):
    data = "name,ssn,card_number\nAnn Lee,010-94-0001,\nBob Ray,,4539578763621486\n"
    rule = Rule("deeds", (Kind.SSN,), "statute", "book 7", "counsel", date(2027, 1, 1), path="case.csv")
    config = Config(public_records=PublicRecords((rule,), "", date(2026, 12, 31)))
    without, with_rule = scan(data, "case.csv"), scan(data, "case.csv", config=config)
    assert without.counts[PI] == {"ssn": 1, "payment_card": 1}
    assert (with_rule.counts[PI], with_rule.counts["excluded"]) == ({"payment_card": 1}, {"ssn": 1})
    assert [one[0] for one in with_rule.classes()] == ["excluded", PI]
    assert [one[1:] for one in with_rule.classes()] == [one[1:] for one in without.classes()]
    assert with_rule.counts["persons"]["unknown"] + with_rule.counts["excluded_persons"]["unknown"] == 2


def test_the_operator_may_declare_the_residency(scan):
    config = Config(residency_default="resident")
    assert only(scan("Ann Lee,010-94-0001\n", config=config))[:2] == (PI, MA)
    config = Config(residency_default="nonresident")
    assert only(scan("Ann Lee,010-94-0001\n", config=config))[:2] == ("non_resident", ELSEWHERE)


def outcome_of(path):
    source = Source(str(path.parent), path.name, str(path), path.stat().st_size)
    return [event for event in scan_one(source, Config()) if isinstance(event, Outcome)]


@pytest.mark.parametrize(
    ("name", "status", "reason", "verdict"),
    [
        ("secure/no-printing.pdf", "scanned", None, "plain"),  # 29: an owner password only
        ("secure/read-only.xlsx", "scanned", None, "plain"),  # 30: Excel's built-in password
        ("secure/salaries.xlsx", "not_scanned", "encrypted", "encrypted"),  # 31
    ],
)
def test_29_30_31_locks_that_lock_nothing_and_one_that_does(name, status, reason, verdict):
    outcome = outcome_of(SHARE / name)[-1]
    assert (outcome.status.value, outcome.reason and outcome.reason.value) == (status, reason)
    assert outcome.encryption.verdict == verdict


def test_32_zipcrypto_is_weak():
    outcomes = outcome_of(SHARE / "secure" / "mixed.zip")
    assert [one.encryption.verdict for one in outcomes if one.encryption] == ["weak"]


def test_33_a_password_beside_what_it_opens(tmp_path):
    locked = (SHARE / "secure" / "salaries.xlsx").read_bytes()
    (tmp_path / "salaries.xlsx").write_bytes(locked)
    assert outcome_of(tmp_path / "salaries.xlsx")[-1].encryption.key_beside is None
    (tmp_path / "password.txt").write_text("not read for this")
    assert outcome_of(tmp_path / "salaries.xlsx")[-1].encryption.key_beside == "password.txt"


def test_34_base64_hides_nothing(scan):
    text = base64.b64encode(b"Ann Lee,010-94-0001,Boston,MA\n")
    assert only(scan(text)) == (PI, MA, LEE, SSN)


@pytest.mark.parametrize(("mode", "duties"), [(0o644, ["17.04(2)(a)"]), (0o600, []), (0o640, [])])
def test_40_a_file_that_everybody_may_read(tmp_path, mode, duties):
    path = tmp_path / "case.txt"
    path.write_text("Ann Lee SSN 010-94-0001\n")
    path.chmod(mode)
    source = Source(str(tmp_path), path.name, str(path), path.stat().st_size)
    found = [event for event in scan_one(source, Config()) if isinstance(event, Finding)]
    assert [[duty.clause for duty in finding.duties] for finding in found] == [duties]


def test_38_a_sheet_of_numbers_and_a_sheet_of_names(scan):
    book = openpyxl.Workbook()
    book.active.append(["employee_id", "ssn"])
    book.active.append(["E100", "010-94-0001"])
    names = book.create_sheet("names")
    names.append(["employee_id", "name"])
    names.append(["E100", "Ann Lee"])
    written = io.BytesIO()
    book.save(written)
    (finding,) = scan(written.getvalue(), "payroll.xlsx").findings
    assert finding.classification.value == "review"
    assert finding.person is None
    assert "joinable:employee_id" in finding.reasons


def test_35_hashes_of_numbers_beside_names(scan):
    digest = hashlib.sha256(b"010-94-0001").hexdigest()
    (finding,) = scan(f"name,ssn_sha256\nAnn Lee,{digest}\n", "case.csv").findings
    assert finding.classification.value == "review"
    assert "reversible-hash" in finding.reasons
