"""What whole headers mean, by a table that was read and agreed line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.detectors import headers
from piiscan.detectors.labels import Role, column_role


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("SSN", ("ssn", 3, "")),
        ("Co-Buyer SSN", ("ssn", 3, "co buyer")),
        ("Co-Buyer", ("name.full", 2, "")),
        ("permitHolder", ("name.full", 2, "")),
        ("Registered Owner", ("name.full", 1, "registered owner")),
        ("License Holder", ("name.full", 2, "")),
        ("Parent/Guardian", ("name.full", 1, "")),
        ("Parent/Guardian SSN", ("ssn", 3, "parent guardian")),
        ("PersonSurName", ("name.surname", 3, "person")),
        ("PersonSSNIdentification", ("ssn", 3, "person identification")),
        ("NATIONAL_ID", ("ssn", 2, "")),
        ("Lived In State", ("state", 3, "")),
        ("Worked In State", ("other", 3, "")),
        ("RE License #", ("drivers_license", 1, "re")),
        ("TX License #", ("drivers_license", 2, "tx")),
        ("SSAN", ("ssn", 2, "")),
        ("CC_ACCT_NBR", ("payment_card", 2, "")),
        ("Cc Account", ("payment_card", 2, "")),
        ("BANKN", ("financial_account", 3, "")),
        ("BANKL", ("routing", 3, "")),
        ("Refund DAN", ("financial_account", 3, "")),
        ("IRA Acct", ("financial_account", 3, "")),
        ("DirDepAcct", ("financial_account", 3, "")),
        ("Acct", ("financial_account", 1, "")),
        ("card_name", ("name.full", 1, "")),
        ("span", ("other", 2, "")),
        ("DAN", None),
        ("ssn_1", ("ssn", 3, "1")),
        ("emp_ssn", ("ssn", 3, "emp")),
        ("spouse_ssn", ("ssn", 3, "spouse")),
        ("buyer2_ssn", ("ssn", 3, "buyer2")),
        ("employeeSSN", ("ssn", 3, "employee")),
        ("SSNumber", ("ssn", 2, "")),
        ("Social Security Number", ("ssn", 3, "")),
        ("Social Security #", ("ssn", 3, "")),
        ("SS#", ("ssn", 2, "")),
        ("SSN card", ("ssn", 2, "")),
        ("ssn_card_no", ("ssn", 3, "")),
        ("SSN or card number", ("payment_card", 2, "")),
        ("SSN Last 4", ("other", 3, "")),
        ("ssn4", ("other", 3, "")),
        ("ssn_last4", ("other", 3, "")),
        ("last4ssn", ("other", 3, "")),
        ("ssn_hash", ("ssn.concealed", 3, "")),
        ("hashed_ssn", ("ssn.concealed", 3, "")),
        ("SSN (masked)", ("ssn.concealed", 3, "")),
        ("spouse_ssn_sha_256", ("ssn.concealed", 3, "spouse")),
        ("ssn hash last4", ("other", 2, "")),
        ("card_token", ("payment_card.concealed", 3, "")),
        ("tax id hash", ("other", 2, "")),
        ("password_hash", ("other", 3, "password")),
        ("ssn verified", ("other", 2, "")),
        ("Tax ID", ("ssn", 1, "")),
        ("TIN", ("ssn", 1, "")),
        ("Taxpayer's SSN", ("ssn", 3, "taxpayer")),
        ("SSN of spouse", ("ssn", 3, "spouse")),
        ("State", ("state", 2, "")),
        ("ST", ("state", 2, "")),
        ("Mailing State", ("state", 3, "")),
        ("State/Province", ("state", 2, "")),
        ("DL#", ("drivers_license", 2, "")),
        ("DL No.", ("drivers_license", 2, "")),
        ("DL State", ("license.state", 2, "")),
        ("License No", ("drivers_license", 2, "")),
        ("License Number", ("drivers_license", 2, "")),
        ("License Type", ("other", 3, "")),
        ("Driver's License Number", ("drivers_license", 3, "")),
        ("drivers_license_state", ("license.state", 2, "")),
        ("driverLicense", ("drivers_license", 3, "")),
        ("lic_exp", ("other", 2, "")),
        ("Card", ("payment_card", 1, "")),
        ("Card Number", ("payment_card", 2, "")),
        ("card_no", ("payment_card", 2, "")),
        ("CC#", ("payment_card", 2, "")),
        ("ccnum", ("payment_card", 2, "")),
        ("Credit Card", ("payment_card", 3, "")),
        ("Card Type", ("card.context", 2, "")),
        ("card_last4", ("other", 3, "")),
        ("Card Holder", ("name.full", 2, "")),
        ("Cardholder Name", ("name.full", 3, "cardholder")),
        ("cardholder_card_number", ("payment_card", 2, "cardholder")),
        ("PAN", ("payment_card", 2, "")),
        ("exp_date", ("card.context", 2, "")),
        ("CVV", ("card.context", 3, "")),
        ("order_number", ("other", 3, "")),
        ("Order No", ("other", 3, "")),
        ("Invoice #", ("other", 3, "")),
        ("zip", ("zip", 3, "")),
        ("ZIP Code", ("zip", 3, "")),
        ("zip4", ("other", 3, "")),
        ("billing_zip", ("zip", 3, "billing")),
        ("shipping_zip", ("zip", 3, "shipping")),
        ("Employee", ("name.full", 2, "")),
        ("employee_name", ("name.full", 3, "employee")),
        ("Employee Name", ("name.full", 3, "employee")),
        ("employee first name", ("name.given", 3, "employee")),
        ("emp_fname", ("name.given", 3, "emp")),
        ("emp_lname", ("name.surname", 3, "emp")),
        ("First Name", ("name.given", 3, "")),
        ("first", ("name.given", 2, "")),
        ("last", ("name.surname", 2, "")),
        ("Name", ("name.full", 2, "")),
        ("Full Name", ("name.full", 3, "")),
        ("Last Name", ("name.surname", 3, "")),
        ("LastName", ("name.surname", 3, "")),
        ("last_name", ("name.surname", 3, "")),
        ("MI", ("name.middle", 2, "")),
        ("Suffix", ("name.suffix", 2, "")),
        ("customer", ("name.full", 2, "")),
        ("Customer Name", ("name.full", 3, "customer")),
        ("customer_id", ("other", 3, "")),
        ("Employee ID", ("other", 3, "")),
        ("employee number", ("other", 3, "")),
        ("patient", ("name.full", 2, "")),
        ("Patient Name", ("name.full", 3, "patient")),
        ("patient_dob", ("birth", 3, "patient")),
        ("DOB", ("birth", 3, "")),
        ("Product Name", ("name.veto", 3, "")),
        ("file_name", ("name.veto", 3, "")),
        ("Hostname", ("name.veto", 3, "")),
        ("Company", ("name.veto", 3, "")),
        ("Company Name", ("name.veto", 3, "")),
        ("School Name", ("name.veto", 3, "")),
        ("Bank Name", ("name.veto", 3, "")),
        ("bank account number", ("financial_account", 3, "")),
        ("Account Number", ("financial_account", 2, "")),
        ("acct_no", ("financial_account", 2, "")),
        ("Account", ("financial_account", 1, "")),
        ("Account Type", ("other", 3, "")),
        ("account_balance", ("other", 3, "")),
        ("routing_number", ("routing", 3, "")),
        ("Rtg", ("routing", 3, "")),
        ("Transit", ("routing", 3, "")),
        ("Phone", ("other", 3, "")),
        ("phone number", ("other", 3, "")),
        ("Email", ("other", 3, "")),
        ("Address", ("address", 3, "")),
        ("address1", ("address", 3, "")),
        ("Address Line 2", ("address", 3, "")),
        ("City", ("city", 3, "")),
        ("home_state", ("state", 3, "")),
        ("work_state", ("other", 3, "")),
        ("employer_state", ("other", 3, "")),
        ("EIN", ("other", 3, "")),
        ("ITIN", ("other", 3, "")),
        ("imei", ("other", 3, "")),
        ("id", ("other", 1, "")),
        ("ID", ("other", 1, "")),
        ("key", ("other", 1, "")),
        ("user_id", ("other", 3, "")),
        ("username", ("other", 3, "")),
        ("spouse_name", ("name.full", 2, "spouse")),
        ("spouse", ("name.full", 1, "")),
        ("buyer1_name", ("name.full", 3, "buyer1")),
        ("buyer2_first_name", ("name.given", 3, "buyer2")),
        ("Nombre", ("name.full", 2, "")),
        ("Apellidos", ("name.surname", 3, "")),
        ("Número de Seguro Social", ("ssn", 3, "")),
        ("Tarjeta de crédito", ("payment_card", 3, "")),
        ("Licencia de conducir", ("drivers_license", 3, "")),
        ("Nome", ("name.full", 2, "")),
        ("Sobrenome", ("name.surname", 3, "")),
        ("CEP", ("zip", 2, "")),
        ("Estado", ("state", 2, "")),
        ("Ciudad", ("city", 3, "")),
        ("Account Holder", ("name.full", 2, "")),
        ("account_holder_ssn", ("ssn", 3, "account holder")),
        ("Name/SSN", ("ssn", 3, "")),
        ("kyc_ssn", ("ssn", 3, "kyc")),
        ("ssn_raw", ("ssn", 3, "")),
        ("SSN Value", ("ssn", 3, "")),
        ("Please enter your SSN", ("ssn", 3, "")),
        ("date", None),
        ("amount", ("other", 3, "")),
        ("Total", ("other", 3, "")),
        ("plant_name", ("name.full", 1, "plant")),
        ("primary_ssn", ("ssn", 3, "primary")),
        ("joint_ssn", ("ssn", 3, "joint")),
        ("co_borrower_ssn", ("ssn", 3, "co borrower")),
        ("ship_to_name", ("name.full", 2, "ship to")),
        ("bill_to_name", ("name.full", 2, "bill to")),
        ("billing_name", ("name.full", 2, "billing")),
        ("State ID", ("drivers_license", 2, "")),
        ("state_id_number", ("drivers_license", 3, "")),
        ("id card number", ("drivers_license", 2, "")),
        ("Gift Card Number", ("account.review", 3, "")),
        ("Software License", ("other", 3, "")),
        ("license plate", ("other", 3, "")),
        ("zip file", ("other", 2, "")),
        ("county", ("other", 3, "")),
        ("license_state", ("license.state", 2, "")),
        ("SSNs", ("ssn", 3, "")),
        ("status", None),
        ("Emp SSN #", ("ssn", 3, "emp")),
        ("DriversLicense_No", ("drivers_license", 3, "")),
        ("dependent 1 ssn", ("ssn", 3, "dependent1")),
        ("dependent_2_name", ("name.full", 2, "dependent2")),
        ("Child Name", ("name.full", 2, "child")),
        ("name_1", ("name.full", 2, "1")),
        ("Last, First", ("name.full", 2, "")),
        ("Name (Last, First)", ("name.full", 3, "")),
        ("ee_ssn", ("ssn", 3, "ee")),
        ("Member ID", ("other", 3, "")),
        ("insured ssn", ("ssn", 3, "insured")),
        ("insured's name", ("name.full", 3, "insured")),
        ("guarantor ssn", ("ssn", 3, "guarantor")),
        ("individual.id_number", ("ssn", 1, "")),
        ("Govt ID", ("ssn", 1, "")),
        ("State Lived", ("state", 3, "")),
        ("State Worked", ("other", 3, "")),
        ("Qty", ("other", 3, "")),
        ("Description", None),
        ("notes", None),
    ],
)
def test_headers(header, role):
    assert column_role(header) == (None if role is None else Role(*role))


@pytest.mark.parametrize("header", ["SSN", "Emp SSN", "License No", "First Name", "card_no", "State"])
def test_case_and_separators_do_not_matter(header):
    role = column_role(header)
    assert role is not None
    for other in (
        header.upper(),
        header.lower(),
        header.replace(" ", "_"),
        header.replace("_", " "),
        f" {header}: ",
        f"[{header}]",
    ):
        assert column_role(other) == role


@given(st.text(max_size=60))
def test_any_text_has_an_answer(header):
    role = column_role(header)
    assert role is None or (role.grade in {1, 2, 3} and role.group == role.group.strip())


def test_prose_is_no_header():
    assert column_role("Please bring your card and a letter that states who you are and where you live now") is None


@pytest.mark.parametrize("header", ["SSN/ITIN", "ITIN or SSN", "SSN_EIN", "SSN or EIN"])
def test_a_column_may_hold_two_numbers_of_taxpayers(header):
    role = column_role(header)
    assert role is not None
    assert role.kind == "ssn"


@pytest.mark.parametrize(
    ("header", "group"),
    [("Primary Taxpayer", "primary taxpayer"), ("Joint Holder", "joint holder"), ("Second Tenant 2", "second tenant2")],
)
def test_a_person_with_words_that_tell_of_several(header, group):
    assert column_role(header)._replace(grade=0) == ("name.full", 0, group)


@pytest.mark.parametrize("header", ["Renter", "Head of Household", "Acct Holder", "Pensioner", "Juror"])
def test_roles_of_people(header):
    role = column_role(header)
    assert role is not None
    assert role.kind == "name.full"


def test_a_code_of_another_thing_is_that_thing():
    assert column_role("Dept Code") == Role("other", 3, "")
    assert column_role("Invoice No.") == Role("other", 3, "")
    assert column_role("Code") == Role("other", 1, "")
    assert column_role("job_code") == Role("other", 2, "")
    assert column_role("Employee Code") == Role("other", 1, "employee")
    assert column_role("Zip Code") == Role("zip", 3, "")


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("EMPSSN", ("ssn", 3, "emp")),
        ("spousessn", ("ssn", 3, "spouse")),
        ("DEPSSN2", ("ssn", 3, "dep2")),
        ("EMPSOCSEC", ("ssn", 3, "emp")),
        ("customername", ("name.full", 3, "customer")),
        ("EMPLNAME", ("name.surname", 3, "emp")),
        ("SHORTNAME", ("name.full", 1, "")),
        ("Last Name Or Business Name", ("name.surname", 3, "")),
        ("Recipient Last Name/Company Name", ("name.surname", 3, "recipient")),
        ("Name or Business Name", ("name.veto", 3, "")),
        ("Employee Name (Last Suffix, First MI)", ("name.full", 3, "employee")),
        ("Box e Employee's first name", ("name.given", 3, "employee")),
        ("Box a SSN", ("ssn", 3, "")),
        ("Box 15 Employer's state ID number", ("other", 3, "")),
        ("Employer State ID", ("other", 3, "")),
        ("R/T #", ("routing", 2, "")),
        ("R/T", ("routing", 2, "")),
        ("CUSTNM", ("name.full", 2, "")),
        ("EMPFNAME", ("name.given", 3, "emp")),
        ("CUSTACCTNO", ("financial_account", 2, "cust")),
        ("EMPDLNO", ("drivers_license", 2, "emp")),
    ],
)
def test_a_person_and_what_is_theirs_may_run_together(header, role):
    assert column_role(header) == Role(*role)


@pytest.mark.parametrize(
    ("header", "kind"),
    [("shipname", "name.veto"), ("hostname", "name.veto"), ("username", "other"), ("session", "other")],
)
def test_words_that_are_one_mean_what_they_meant(header, kind):
    assert column_role(header).kind == kind


@pytest.mark.parametrize(
    "header", ["lesson", "passname", "petname", "empssnhash", "essn", "mission", "empcard", "empdl"]
)
def test_what_is_no_person_with_a_thing_of_theirs_has_no_meaning(header):
    assert column_role(header) is None


@pytest.mark.parametrize("header", ["SSN", "Bank_Acct", "Primary_Contact_Name", "Drivers_License"])
def test_the_end_of_a_custom_field_says_nothing(header):
    assert column_role(f"{header}__c") == column_role(header)


_ANY_WORDS = sorted(
    {word for phrase in headers.vocabulary().phrases for word in phrase.split()}
    | headers._HIDING
    | headers._SIZES
    | {"2", "name", "no", "of", "on", "x"}
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(_ANY_WORDS), max_size=5))
def test_any_words_are_a_header(words):
    role = column_role(" ".join(words))
    assert role is None or role.kind


@pytest.mark.parametrize("header", ["SHA-256", "AES-256", "encrypted 128", "hash", "256"])
def test_what_hides_something_and_says_not_what_is_no_number(scan, header):
    scanned = scan(f"name,ssn,{header},state\nAnn Lee,010-94-0001,x,MA\n", "a.csv")
    assert [one.reason for one in scanned.outcomes] == [None]
    assert [(one.classification.value, one.residency.value) for one in scanned.findings] == [
        ("personal_information", "massachusetts")
    ]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("CnAdrPrf_State", ("state", 2, "")),
        ("CnAdrPrf_ZIP", ("zip", 3, "")),
        ("PERM_ADDR_ST", ("state", 2, "")),
        ("curr addr zip", ("zip", 3, "")),
        ("spouse_addr_state", ("state", 2, "spouse")),
        ("work_addr_state", ("state", 1, "work")),
        ("employer_addr_state", ("state", 1, "")),
    ],
)
def test_whose_address_a_part_is_of(header, role):
    assert column_role(header) == Role(*role)


@pytest.mark.parametrize("header", ["CFSSN", "CFSSN#", "EMSSN", "uniEduPersonCurrentSSN", "std_bio_demo_ssn"])
def test_words_of_a_system_before_a_social_security_number(header):
    role = column_role(header)
    assert role is not None
    assert (role.kind, role.grade) == ("ssn", 3)


@pytest.mark.parametrize("header", ["ISSN", "EISSN", "ADMISSN", "CLASSN", "LESSN", "SSNX"])
def test_words_that_end_like_one(header):
    role = column_role(header)
    assert role is None or role.kind != "ssn"


@pytest.mark.parametrize(
    ("header", "kind", "group"),
    [
        ("Step 1: (a) First name and middle initial", "name.given", ""),
        ("Your first name and middle initial", "name.given", ""),
        ("If joint return, spouse's first name and middle initial", "name.given", "spouse"),
        ("e  Employee's first name and initial", "name.given", "employee"),
        ("Name (First, Middle, Last, Suffix)", "name.full", ""),
        ("NAME OF INSURED (First, Middle, Last)", "name.full", "insured"),
        ("Employee's Name (Last, First, M.I.)", "name.full", "employee"),
    ],
)
def test_names_as_forms_ask_for_them(header, kind, group):
    role = column_role(header)
    assert (role.kind, role.group) == (kind, group)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Visa/MC/Discover #", "payment_card"),
        ("Visa / MasterCard / Amex #", "payment_card"),
        ("DRIVERS LICENSE # LIC ST", "drivers_license"),
        ("Driver's License State", "license.state"),
    ],
)
def test_what_a_title_has_first(header, kind):
    assert column_role(header).kind == kind


@pytest.mark.parametrize(
    "how", [" (required)", " (optional) *", " - no dashes", " (XXX-XX-XXXX)", " (9 digits, no dashes)"]
)
def test_how_a_field_is_filled_in_is_no_part_of_its_label(how):
    assert column_role(f"SSN{how}") == column_role("SSN")
    assert column_role(f"Driver's License #{how}") == column_role("Driver's License #")
    assert column_role(f"Account Number (checking){how}") == column_role("Account Number (checking)")


@pytest.mark.parametrize("header", ["SSN required", "SSN (last 4)", "SSN (hashed)", "SSN provided (Y/N)"])
def test_what_else_is_said_of_it_counts(header):
    assert column_role(header) != column_role("SSN")


@pytest.mark.parametrize(
    ("header", "kind", "group"),
    [("MBRZIP", "zip", "mbr"), ("EMPSTATE", "state", "emp"), ("custcity", "city", "cust"), ("PATZIPCD", "zip", "pat")],
)
def test_whose_address_a_part_is_of_where_the_two_run_together(header, kind, group):
    role = column_role(header)
    assert (role.kind, role.group) == (kind, group)


@pytest.mark.parametrize("header", ["EMPSTAT", "estate", "publicity", "BANKZIP", "employerstate"])
def test_words_that_end_like_a_part_of_an_address(header):
    role = column_role(header)
    assert role is None or role.kind == "other"
