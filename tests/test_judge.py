"""The table of grades: what a candidate is by its shape and its labels, and what class its atoms make."""

import pytest

from piiscan import judge
from piiscan.config import Config
from piiscan.detectors.labels import column_role
from piiscan.judge import Atoms, classify
from piiscan.matcher import CARD, LICENSE, LICENSE_ALONE, SSN_BARE, SSN_CLAIM, SSN_DELIMITED
from piiscan.model import Residency

SSN, BARE, PAN, DL = "773-01-0001", "773010001", "4539578763621486", "S12345678"
DINERS = "3001 120220 2462"


def grade(candidate, raw, before="", after="", header=None):
    """The grade of a candidate, 0 if it is something else."""
    role = column_role(header) if header else None
    proof = judge.prove(candidate, raw, before, after, role=role)
    assert (proof.kind is None) == (proof.grade == 0)
    return proof.grade


@pytest.mark.parametrize(
    ("candidate", "raw", "before", "after", "wanted"),
    [
        (SSN_DELIMITED, SSN, "SSN: ", "", 3),
        (SSN_DELIMITED, SSN, "Social Security\n", "", 3),
        (SSN_DELIMITED, SSN, "", " (SSN)", 3),
        (SSN_DELIMITED, SSN, "see ", "", 2),
        (SSN_DELIMITED, SSN, "SSN xxx-xx-0001 (full on order: ", ")", 2),
        (SSN_DELIMITED, SSN, "SSN xxx-xx-0002 (full on order: ", ")", 0),
        (SSN_DELIMITED, SSN, "ref xxx-0001, order: ", ")", 0),
        (SSN_DELIMITED, "773 01 0001", "see ", " there", 2),
        (SSN_DELIMITED, "773 01 0001", "12 ", " 99", 1),
        (SSN_DELIMITED, "773.01.0001", "at ", "", 1),
        (SSN_DELIMITED, "773.01.0001", "SSN ", "", 3),
        (SSN_DELIMITED, "666-01-0001", "SSN ", "", 0),
        (SSN_BARE, BARE, "SSN: ", "", 3),
        (SSN_BARE, BARE, "see ", "", 0),
        (SSN_BARE, BARE, "see ", " SSN 773-01-0002", 0),
        (SSN_BARE, BARE, "see ", " SSN: 773-01-00", 0),
        (SSN_BARE, BARE, "see ", " (SSN)", 3),
        (SSN_BARE, BARE, "see ", " (ssn redacted: ***-**-0001)", 0),
        (SSN_BARE, BARE, "viewed record ", " (SSN)", 0),
        (SSN_BARE, BARE, "opened it, soc ", ", wants", 3),
        (SSN_BARE, BARE, "SOC audit of ", "", 0),
        (CARD, PAN, "", "", 1),
        (CARD, "4539 5787 6362 1486", "", "", 2),
        (CARD, "4539 1901 8192 4540", "", "", 1),  # 4539 and 4540: a table of something
        (CARD, "4539 1901 8192 4540", "Visa ", "", 3),
        (CARD, "4539-1901-8192-4540", "", "", 2),
        (CARD, PAN, "Visa ", "", 3),
        (CARD, PAN, "%B", "^LEE/ANN^", 3),
        (CARD, PAN, ";", "=2512", 3),
        (CARD, PAN, "TRK2=", "=25121010000012345678", 3),
        (CARD, PAN, "id ", "=25131010000012345678", 1),  # no month
        (CARD, DINERS, "", "", 2),
        (CARD, DINERS, "paid with ", ".", 2),
        (CARD, DINERS, "Ann Lee ", " 04/27 123", 3),
        (CARD, DINERS, "Ann Lee ", ", 123", 2),
        (CARD, DINERS, "Ann Lee: ", "", 2),
        (CARD, DINERS, "Number: ", "", 2),
        (CARD, DINERS, "Diners: ", " 17", 2),
        (CARD, DINERS, "Card no. ", " 17", 3),
        (CARD, DINERS.replace(" ", "-"), "Encoding: ", " 17", 2),
        (CARD, DINERS, "Encoding: ", "", 1),  # of a glyph
        (CARD, DINERS, "StartChar: A\n  Encoding: ", "\nWidth: 600", 1),
        (CARD, DINERS, "12 ", "", 1),
        (CARD, DINERS, "", " 17", 1),
        (CARD, DINERS, "x, ", ", 170000 12", 1),
        (LICENSE, DL, "", "", 1),
        (LICENSE, DL, "Driver's License No. ", "", 3),
    ],
)
def test_shapes_and_labels(candidate, raw, before, after, wanted):
    assert grade(candidate, raw, before, after) == wanted


LIST_B = "Document Title: {}\nIssuing Authority: Commonwealth of Massachusetts\nDocument Number: "


@pytest.mark.parametrize(
    ("candidate", "raw", "title", "wanted"),
    [
        (LICENSE, DL, "Driver's License", 3),
        (LICENSE, DL, "DL issued by MA", 3),
        (SSN_BARE, BARE, "Social Security Card", 3),
        (LICENSE, DL, "U.S. Passport", 0),
        (LICENSE, BARE, "Permanent Resident Card", 0),
        (SSN_DELIMITED, SSN, "Purchase order", 0),
        (LICENSE, DL, "Driver's License 1234", 0),  # that title has its number
    ],
)
def test_a_number_of_a_document_is_what_its_title_says(candidate, raw, title, wanted):
    before = LIST_B.format(title)
    proof = judge.prove(candidate, raw, before[-judge.BEFORE :], "", near=before)
    assert proof.grade == wanted
    assert ("document-title" in proof.evidence) == (wanted > 0)


@pytest.mark.parametrize(
    ("candidate", "raw", "title", "wanted"),
    [
        (LICENSE, DL, "List B Document Title DRIVER'S LICENSE Issuing Authority MA Document Number ", 3),
        (SSN_DELIMITED, SSN, "Document Title SOCIAL SECURITY CARD Issuing Authority SSA Document Number ", 3),
        (LICENSE, DL, "Doc Title: Driver's License  Issuer: RMV  Doc No: ", 3),
        (SSN_BARE, BARE, "Document Title U.S. PASSPORT Issuing Authority DOS Document Number ", 0),
        (LICENSE, DL, "Title of the document driver's license Document Number ", 0),  # no authority ends it
        (LICENSE, DL, "Doc No: ", 0),
    ],
)
def test_a_title_in_the_line_of_its_number(candidate, raw, title, wanted):
    before = "Employee: Ann Lee\n" + title
    assert judge.prove(candidate, raw, before[-judge.BEFORE :], "", near=before).grade == wanted


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("[10:02] ann: can you send me Bob's social?\n[10:03] bob: sure its ", 3),
        ("2026-11-09 08:14 (me): whats bobs ss number\n2026-11-09 08:15 (Mom): ", 3),
        ("What's your social?\n[11/9/2026 9:15 AM] Ray, Bob\n", 3),
        ("Agent: And what is your SSN?\nCustomer: ", 3),
        ("Agent: And what is your SSN?\nOrder: ", 0),
        ("Agent: And what is your SSN?\nAgent: ", 0),
        ("Is the SSN known?\nBadge: ", 0),
        ("Agent: I have your SSN.\nCustomer: ", 0),
        ("the town's social services desk ", 0),
        ("the Social Security number was left blank. Application ", 0),
        ("her SSN: not on file, application ", 0),
        ("the SSN was missing from the form. It is ", 3),
    ],
)
def test_a_bare_number_is_the_answer_to_the_question_above_it(before, wanted):
    assert grade(SSN_BARE, SSN.replace("-", ""), before) == wanted


def test_the_form_of_a_claim_number_is_that_of_its_digits():
    for raw, shape in (("773010001A", "shape:bare"), ("773-01-0001A", "shape:delimited")):
        assert shape in judge.prove(SSN_CLAIM, raw, "Medicare no. ", "").evidence


@pytest.mark.parametrize("before", ["INV-", "https://a.example/x/7/", "(ftp://a.example/mwr/mwr-", "see x-"])
def test_a_piece_of_a_name_or_address_is_weak_without_a_label(before):
    assert grade(SSN_DELIMITED, SSN, before) == 1
    assert grade(CARD, "4539-5787-6362-1486", before) == 1
    assert grade(SSN_DELIMITED, SSN, f"SSN {before}") == 3
    assert grade(SSN_DELIMITED, SSN, f"{before}7 ") == 2


@pytest.mark.parametrize(
    "before", ["https://a.example/?ssn=", "SSN-", "Ann Lee - ", "Ann Lee/", "<https://a.example> "]
)
def test_a_label_or_a_blank_is_no_such_name(before):
    assert grade(SSN_DELIMITED, SSN, before) >= 2


@pytest.mark.parametrize("label", ["Order Number ", "EIN: ", "Invoice #", "phone "])
def test_a_name_of_another_thing_claims_the_number(label):
    assert grade(SSN_DELIMITED, SSN, label) == 0


def test_a_claim_ends_at_another_number_and_with_distance():
    assert grade(SSN_DELIMITED, SSN, "Order Number ") == 0
    assert grade(SSN_DELIMITED, SSN, "Order Number 7781, ") == 2
    assert grade(SSN_DELIMITED, SSN, "Order Number, and what she also had with her then was ") == 2
    assert grade(SSN_DELIMITED, SSN, "SSN, not the Order Number 7781: ") == 3
    assert grade(SSN_DELIMITED, SSN, "Order Number, not SSN: ") == 3


@pytest.mark.parametrize(
    ("candidate", "raw", "header", "wanted"),
    [
        (SSN_DELIMITED, SSN, "SSN", 3),
        (SSN_BARE, BARE, "social_security_number", 3),
        (SSN_BARE, BARE, "order number", 0),
        (SSN_DELIMITED, SSN, "order number", 0),
        (SSN_DELIMITED, SSN, "ID", 2),
        (SSN_DELIMITED, "773 01 0001", "ID", 0),
        (SSN_BARE, BARE, "ID", 0),
        (SSN_DELIMITED, SSN, "notes", 2),
    ],
)
def test_headers(candidate, raw, header, wanted):
    assert grade(candidate, raw, header=header) == wanted


def test_the_evidence_says_why_and_not_what():
    proof = judge.prove(SSN_DELIMITED, SSN, "SSN: ", "")
    assert proof.evidence == ("label:ssn", "rule:ssn-area", "shape:delimited")
    assert proof.value == "773010001"
    assert judge.prove(CARD, "4242424242424242", "", "").test_value
    assert not any(char.isdigit() for char in "".join(proof.evidence))


GOOD = Atoms(3, 3, 3, 0, Residency.UNKNOWN)


@pytest.mark.parametrize(
    ("atoms", "options", "wanted"),
    [
        (GOOD, {}, ("personal_information", "unknown")),
        (GOOD._replace(residency=Residency.MASSACHUSETTS), {}, ("personal_information", "massachusetts")),
        (GOOD._replace(residency=Residency.ELSEWHERE), {}, ("non_resident", "elsewhere")),
        (GOOD._replace(element=2, name=2, pair=2), {}, ("personal_information", "unknown")),
        (GOOD._replace(element=1), {}, ("review", "unknown")),
        (GOOD._replace(name=1), {}, ("review", "unknown")),
        (GOOD._replace(pair=1), {}, ("review", "unknown")),
        (GOOD._replace(mixed=True), {}, ("review", "unknown")),
        (GOOD._replace(name=0), {}, ("element_only", "unknown")),
        (GOOD._replace(name=0, element=1), {}, (None, "unknown")),
        (GOOD, {"test_value": True}, ("test_value", "unknown")),
        (GOOD, {"review": ("ambiguous-subject",)}, ("review", "unknown")),
        (GOOD, {"default": "resident"}, ("personal_information", "massachusetts")),
        (GOOD, {"default": "nonresident"}, ("non_resident", "elsewhere")),
        (GOOD._replace(residency=Residency.ELSEWHERE), {"default": "resident"}, ("non_resident", "elsewhere")),
        (GOOD._replace(mixed=True), {"default": "resident"}, ("review", "unknown")),
    ],
)
def test_classes(atoms, options, wanted):
    options = {"test_value": False, "review": (), "default": Config().residency_default} | options
    verdict = classify(atoms, **options)
    assert (verdict.classification and verdict.classification.value, verdict.residency.value) == wanted


def test_every_doubt_is_said():
    atoms = Atoms(1, 1, 1, 0, Residency.UNKNOWN)
    verdict = classify(atoms, test_value=False, review=("ambiguous-subject",), default="resident")
    assert verdict.reasons == (
        "ambiguous-subject", "residency:operator-declared", "weak-element", "weak-name", "weak-pair",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "before", "after", "wanted", "evidence"),
    [
        ("D1234562", "CA licence ", "", 3, "state:CA"),
        ("D1234562", "California license: ", "", 3, "state:CA"),
        ("D1234562", "license (CA): ", "", 3, "state:CA"),
        ("D1234562", "Lic: ", " (CA)", 3, "state:CA"),
        ("D1234562", "", " (CA license)", 3, "state:CA"),
        ("D1234562", "state of California driver's license no. ", "", 3, "state:CA"),
        ("D1234562", "DL CA ", "", 3, "state:CA"),
        ("D1234562", "ca dl ", "", 3, "state:CA"),
        ("D1234562", "Driver's License ", "", 2, "shape:several"),
        ("D1234562", "Florida driver's license ", "", 1, "state:FL"),
        ("D1234562", "license ", "", 1, "label:drivers_license"),
        ("D1234562", "", "", 0, "no-label"),
        ("123456789", "NY DL ", "", 3, "state:NY"),
        ("12345678", "license (TX): ", "", 3, "state:TX"),
        ("12345678", "DL# ", "", 2, "shape:digits"),
        ("12345678", "license ", "", 1, "shape:digits"),
        ("12345", "AK DL# ", "", 3, "state:AK"),
        ("12345", "DL# ", "", 0, "invalid"),
        ("12345", "CA DL# ", "", 0, "invalid"),
        ("S123456789012", "DL ", "", 2, "shape:several"),
        ("S1234567890123", "Wisconsin DL ", "", 3, "shape:WI"),
        ("S12345678", "CA DL ", "", 1, "state:CA"),
        ("S12345678", "MA DL ", "", 3, "state:MA"),
        ("123456780", "Mass. license ", "", 3, "state:MA"),
        ("1234567", "call me or license ", "", 1, "shape:digits"),
        ("1234567", "OR license ", "", 3, "state:OR"),
        ("1234567", "PASSPORT OR LICENSE ", "", 1, "shape:digits"),
        ("1234567", "to be in license ", "", 1, "shape:digits"),
        ("D1234562", "software license key ", "", 0, "label:other"),
    ],
)
def test_licenses_by_label_and_state(raw, before, after, wanted, evidence):
    proof = judge.prove(LICENSE, raw, before, after)
    assert proof.grade == wanted, proof.evidence
    assert evidence in proof.evidence


ACCT, ROUTING = "12345678", "011000015"
IBAN = "GB82 WEST 1234 5698 7654 32"


@pytest.mark.parametrize(
    ("raw", "before", "after", "near", "wanted"),
    [
        (ACCT, "acct ", "", "ABA 011000015", 3),
        (ACCT, "acct ", "", "ABA 011000016", 1),
        (ACCT, "acct ", "", "12345678", 1),
        (ACCT, "Account Number: ", "", "", 1),
        (ACCT, "a/c ", "", "", 1),
        (ACCT, "Bank account ", "", "", 2),
        (ACCT, "Checking: ", "", "", 2),
        (ACCT, "direct deposit to ", "", "", 2),
        (ACCT, "DDA# ", "", "", 2),
        (ACCT, "Brokerage account ", "", "", 2),
        (ACCT, "401k ", "", "", 2),
        (ACCT, "IRA no. ", "", "", 2),
        (ACCT, "Bank account, account number: ", "", "", 2),
        (ACCT, "to ", " (savings account)", "", 2),
        (ACCT, "to ", " savings account: 9", "", 0),
        (ACCT, "see ", "", "", 0),
        (ACCT, "see ", "", "routing 011000015", 0),
        (ACCT, "account 5551234567, ref ", "", "", 0),
        (ACCT, "account of a person of whom nobody knows the name at all ", "", "", 0),
        (ACCT, "Utility account no. ", "", "", 0),
        (ACCT, "User account ", "", "", 0),
        (ACCT, "GL account ", "", "", 0),
        (ACCT, "account, order number ", "", "", 0),
        (ACCT, "savings $", "", "", 0),
        (ACCT, "acct 5551234567 SSN ", "", "", 0),
        (ACCT, "Routing 011000015 Account ", "", "", 1),
        (ACCT, "Bank account (routing, account)\n011000015 ", "", "Bank account 011000015", 3),
        (ACCT, "Policy number ", "", "011000015", 1),
        (ACCT, "Loan account no. ", "", "011000015", 1),
        (ACCT, "Gift card ", "", "", 1),
        (ACCT, "PayPal account ", "", "", 1),
        (ACCT, "nimewo kont labank: ", "", "", 2),
        (ACCT, "N\u00famero de cuenta bancaria: ", "", "", 2),
        (ACCT, "conta corrente ", "", "", 2),
        (ROUTING, "Routing Number: ", "", "", 0),
        (ROUTING, "ABA ", "", "021000021", 0),
        (ROUTING, "Routing Number   Account Number\n", "", "", 0),
        (ROUTING, "account ", " (routing)", "", 0),
        (ROUTING, "routing 021000021 account ", "", "021000021", 3),
        ("617-555-1234", "Bank account ", "", "", 1),
        ("02139-1234", "Bank account ", "", "", 1),
        (PAN, "Account number ", "", "", 0),
        ("2024-12-31", "Bank account ", "", "", 0),
        ("20241231", "Bank account ", "", "", 0),
        ("2011-2018", "Bank account ", "", "", 0),
        ("2006-7108", "account CVE-", "", "", 0),
        ("ED25519", "accounts of users who have ", "", "", 0),
        ("X12-345678", "Brokerage account number ", "", "", 2),
        (ACCT, "no checking for ", "", "", 0),
        (ACCT, "fix checking\n", "", "", 0),
        (ACCT, "an account. See ", "", "", 0),
        (ACCT, "an account\nof ", "", "", 0),
        (ACCT, "see ", " for checking", "", 0),
        (ACCT, "see ", " (checking)", "", 2),
        (IBAN, "", "", "", 3),
        (IBAN, "order number ", "", "", 3),
    ],
)
def test_accounts(raw, before, after, near, wanted):
    proof = judge.prove(judge.ACCOUNT, raw, before, after, near=near)
    assert proof.grade == wanted
    assert (proof.kind is None) == (wanted == 0)


@pytest.mark.parametrize(
    ("raw", "before", "code"),
    [
        (ROUTING, "RTN ", "aba"),
        (ACCT, "Policy no. ", "label:policy"),
        (IBAN, "", "check:mod-97"),
        (PAN, "acct ", "card"),
    ],
)
def test_what_is_said_of_accounts(raw, before, code):
    assert code in judge.prove(judge.ACCOUNT, raw, before, "").evidence


@pytest.mark.parametrize(
    ("header", "near", "wanted"),
    [
        ("bank_account_number", "", 2),
        ("acct_no", "", 1),
        ("accountNumber", "021000021", 3),
        ("policy_number", "021000021", 1),
        ("account_id", "", 0),
        ("account_type", "", 0),
        ("routing", "", 0),
        ("ssn", "", 0),
    ],
)
def test_accounts_by_header(header, near, wanted):
    assert judge.prove(judge.ACCOUNT, ACCT, "", "", role=column_role(header), near=near).grade == wanted


@pytest.mark.parametrize("name", ["Ann Page", "Bob A. Price", "MARY DAY", "Lee Swift"])
def test_a_surname_that_is_a_thing_too_claims_no_number(name):
    assert grade(SSN_DELIMITED, SSN, f"{name} ") == 2
    assert grade(SSN_DELIMITED, SSN, f"{name}\n") == 2
    assert grade(SSN_BARE, BARE, f"{name} ") == 0


@pytest.mark.parametrize("name", ["Purchase Order", "Part", "Page", "price", "Court Case"])
def test_a_thing_claims_its_number(name):
    assert grade(SSN_DELIMITED, SSN, f"{name} ") == 0


def test_the_nearest_label_of_another_kind_claims_bare_digits():
    assert grade(SSN_BARE, BARE, "SSN and account ") == 0
    assert grade(SSN_BARE, BARE, "SSN account\n") == 3
    assert grade(SSN_BARE, BARE, "acct 5551234567 SSN ") == 3
    assert grade(CARD, PAN, "Policy number ") == 1  # for review, as an account


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("card ", 2),
        ("card no. exp 12/27: ", 3),
        ("Visa exp 12/2027, number ", 3),
        ("card: ************4236, load ID=", 1),
        ("card: ************4236\nAnn Lee, span=", 1),
    ],
)
def test_the_label_of_a_bare_card_must_not_have_a_number_already(before, wanted):
    assert judge.prove(CARD, "4539578763621486", before, "").grade == wanted


@pytest.mark.parametrize(
    "before", ["Ann Lee, R.N., License #", "Ann Lee, RN, MA License No. ", "J. Roe, M.D. Lic. no. "]
)
def test_the_license_of_a_profession_is_no_drivers(before):
    assert judge.prove(LICENSE, "RN2233445", before, "").kind is None
    assert judge.prove(LICENSE, "S31415926", f"{before}RN2233445. Driver's license ", "").kind is not None


def test_whole_numbers_are_not_the_last_four_of_one():
    assert grade(CARD, "4539 5787 6362 1486", "please give the last four\nits ") == 2
    assert grade(SSN_DELIMITED, SSN, "only the last 4 of it: ") == 2
    assert grade(CARD, PAN, "last four ") == 0


@pytest.mark.parametrize("word", ["RMA", "Specimen", "Rabies cert", "Instrument", "Locker no.", "Authorization #"])
def test_what_offices_number_claims_the_number(word):
    assert grade(SSN_DELIMITED, SSN, f"{word} ") == 0


@pytest.mark.parametrize("plan", ["Insurance: BCBS MA ID# ", "Blue Cross of MA ID No. ", "health plan MA ID no: "])
def test_the_card_of_a_health_plan_is_no_states(plan):
    assert grade(LICENSE, DL, plan) == 0
    assert grade(LICENSE, DL, "Ann Lee showed MA ID# ") == 3


def test_a_header_may_offer_two_kinds_of_numbers():
    assert judge.prove(CARD, PAN, "", "", role=column_role("Card/Acct"), called="Card/Acct").grade == 2
    assert judge.prove(CARD, PAN, "", "", role=column_role("Acct"), called="Acct").grade == 1


def test_a_number_of_a_ledger_may_have_the_shape_of_an_ssn():
    assert grade(SSN_DELIMITED, SSN, header="Account") == 1
    assert grade(SSN_DELIMITED, SSN, header="Note") == 2


@pytest.mark.parametrize("word", ["warranty code ", "Serial: ", "Part #", "user "])
def test_what_only_looks_like_a_license_is_what_it_is_called(word):
    assert grade(LICENSE_ALONE, DL, f"Ann Lee, {word}") == 0
    assert grade(LICENSE_ALONE, DL, "Ann Lee, ") == 1


@pytest.mark.parametrize(
    "remark",
    [
        "(for back pay)",
        "for back pay:",
        "(not the claim no.) is",
        "(required for payroll)",
        "(not employee number):",
        "(if claim no. unknown):",
    ],
)
def test_what_a_number_is_for_is_no_label_of_another(remark):
    assert grade(SSN_DELIMITED, SSN, f"Badge 1187   SS# {remark} ") == 3
    assert grade(SSN_BARE, SSN.replace("-", ""), f"SSN {remark} ") == 3


@pytest.mark.parametrize("before", ["SSN (order number): ", "SSN (or order number): ", "SSN (see file) order number "])
def test_another_number_in_brackets_is_named(before):
    assert grade(SSN_BARE, SSN.replace("-", ""), before) == 0


def test_a_word_for_a_deposit_may_stand_in_a_column_of_answers():
    assert judge.prove(judge.ACCOUNT, "4509476794", "Checking:          ", "").grade == 2
    assert judge.prove(judge.ACCOUNT, "45094", "Checking:          ", "").kind is None
    assert judge.prove(judge.ACCOUNT, "4509476794", "we are checking     ", "").kind is None
    assert judge.prove(judge.ACCOUNT, "4509476794", "close share account ", "").grade == 2


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("CARDHOLDER: ANN LEE\nACCT: ", "\nTOTAL: $3.10", 3),
        ("SALE\nACCT: ", "\nEXP: 06/28   APPR: 069398", 3),
        ("ACCOUNT NO. ", "  exp. date **/**", 3),
        ("ACCT: ", "\nBalance: $3.10", 1),  # an account of so many digits
        ("Invoice: ", "\nEXP: 06/28   APPR: 069398", 0),
    ],
)
def test_a_receipt_calls_the_number_of_a_card_an_account(before, after, wanted):
    assert grade(CARD, PAN, before, after) == wanted


def test_a_number_that_a_program_hashes_is_in_the_clear(scan):
    for text in (
        "SELECT id FROM t WHERE ssn_hash = SHA1('773-01-0001') AND name = 'Ann Lee';",
        "h = md5('773-01-0001')  # Ann Lee",
    ):
        assert scan(text, "a.txt").findings[0].elements[0].value == "773010001"
    assert not scan("md5 773-01-0001 of Ann Lee\n", "a.txt").findings
