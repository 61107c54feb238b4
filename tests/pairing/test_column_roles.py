"""What headers mean that are short, cut, or names for anything, beside what stands below them."""

from __future__ import annotations

import pytest
from pairs import LEE, RAY, people

from piiscan.detectors.payment_card import luhn

S, T = "773010001", "773010002"


def cards(count):
    every = (f"453957876362{at:04}" for at in range(1000, 2000))
    return list(filter(luhn, every))[:count]


def table(header, values):
    return f"Name,{header}\n" + "".join(f"{who},{value}\n" for who, value in zip(NAMES, values, strict=False))


NAMES = ["Ann Lee", "Bob Ray", "Maria Santos", "Kevin Doyle", "Linda Tran", "James Murphy", "Rosa Pena", "Peter Nowak"]


@pytest.mark.parametrize("header", ["Account Number", "Number", "ID", "Payment Account"])
def test_a_column_full_of_cards_is_one_whatever_its_header_calls_it(scan, header):
    found = people(scan(table(header, cards(8)), "a.csv"))
    assert found == [(who.lower(), card) for who, card in zip(NAMES, cards(8), strict=True)]


def test_a_few_cards_or_one_that_is_none_are_no_such_column(scan):
    assert not [one for one in people(scan(table("Number", cards(7)), "a.csv")) if len(one) == 2]
    wrong = [*cards(7), "4539578763621000"]
    assert not [one for one in people(scan(table("Number", wrong), "a.csv")) if len(one) == 2]
    assert not scan(table("Order Number", cards(8)), "a.csv").findings


@pytest.mark.parametrize("header", ["ssn_id", "S.S. No.", "Natl ID", "S. S. #"])
def test_short_names_of_a_social_security_number(scan, header):
    assert people(scan(table(header, [S, T]), "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("header", ["MA ID", "DL or ID"])
def test_short_names_of_a_license(scan, header):
    assert people(scan(table(header, ["S12345678"]), "a.csv")) == [("ann lee", "S12345678")]


@pytest.mark.parametrize(
    "header",
    ["ln,fn", "LN,FN", "lst_nm,frst_nm", "LST_NM,FST_NM", "MBR_LST_NM,MBR_FST_NM", "Last Name/Suffix,First Name/MI"],
)
def test_short_names_of_the_parts_of_a_name(scan, header):
    assert people(scan(f"{header},SSN\nLee,Ann,{S}\nRay,Bob,{T}\n", "a.csv")) == [LEE, RAY]


PEOPLE = [("Ann Lee", "S12345678"), ("Bob Ray", "AB123456"), ("Maria Santos", "S87654321")]


def licenses(header, beside):
    rows = (f"{who},{number},{one}\n" for (who, number), one in zip(PEOPLE, beside, strict=True))
    return f"Name,{header}\n" + "".join(rows)


@pytest.mark.parametrize(
    ("header", "beside"),
    [
        ("License No,NPI", ["1234567893", "1234567893", ""]),
        ("Licence number,Seats", ["1", "5", "1"]),
        ("License No,Licensed to", ["Acme", "Acme", "Acme"]),
        ("License No,Type", ["RN", "LPN", "RN"]),
        ("License #,License Type", ["R.N.", "M.D.", "LICSW"]),
        ("License #,License Type", ["Journeyman Electrician", "Master Plumber", "Master Electrician"]),
        ("Licence No,Class of licence", ["Cosmetologist", "Barber", "Barber"]),
        ("License No,Specialty", ["x", "y", "z"]),
    ],
)
def test_a_license_of_a_board_or_a_program_is_no_element(scan, header, beside):
    assert people(scan(licenses(header, beside), "a.csv")) == []


@pytest.mark.parametrize(
    ("header", "beside"),
    [
        ("Driver's License,NPI", ["1234567893", "1234567893", ""]),
        ("DL Number,NPI", ["1234567893", "1234567893", ""]),
        ("dl_num,Specialty", ["x", "y", "z"]),
        ("PATIENTDLNUMBER,NPI", ["1234567893", "1234567893", ""]),
        ("License No,State", ["MA", "MA", "MA"]),
        ("License No,Class", ["PA", "PA", "PA"]),  # a state, and no physician assistants
        ("License No,Type", ["D", "A", "D"]),
        ("License No,License Class", ["Class D", "CDL", "Motorcycle"]),
        ("License No,Occupation", ["Electrician", "Plumber", "Plumber"]),
    ],
)
def test_a_license_to_drive_stays_one(scan, header, beside):
    assert ("ann lee", "S12345678") in people(scan(licenses(header, beside), "a.csv"))


def test_the_state_of_a_license_says_that_it_is_one_to_drive(scan):
    rows = "".join(f"{who},{number},MA,1234567893\n" for who, number in PEOPLE)
    assert ("ann lee", "S12345678") in people(scan(f"Name,License No,DL State,NPI\n{rows}", "a.csv"))
    assert not people(scan(f"Name,License No,License State,NPI\n{rows}", "a.csv"))


@pytest.mark.parametrize("header", ["home_state", "Mailing State", "Residence State", "HOMESTATE"])
def test_a_home_behind_a_license_did_not_issue_it(scan, header):
    found = scan(f"name,dl_number,{header}\nAnn Lee,D1234562,NY\n", "a.csv")
    assert [finding.residency for finding in found.findings] == ["elsewhere"]


def test_a_state_whose_licenses_have_another_form_issued_none(scan):
    rows = "".join(
        f"{who},{number},{home}\n"
        for who, number, home in [("Ann Lee", "S12345678", "MA"), ("Bob Ray", "S87654321", "TX")]
    )
    found = scan(f"name,dl_number,state\n{rows}", "a.csv")
    assert {one.person.normal: one.residency.value for one in found.findings}["ann lee"] == "massachusetts"
    assert [one.elements[0].grade for one in found.findings] == [3, 3]


@pytest.mark.parametrize("column", ["Job Code", "pay_code", "Earnings Code"])
def test_a_code_of_a_thing_is_no_number_of_a_person(scan, column):
    assert people(scan(table(column, ["773-01-0001", "773-01-0002"]), "a.csv")) == []


@pytest.mark.parametrize("column", ["Code", "Employee Code", "Member Code"])
def test_a_code_of_a_person_may_be_their_number(scan, column):
    assert people(scan(table(column, ["773-01-0001", "773-01-0002"]), "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("header", ["customername,EMPSSN", "PATNAME,PATSSN", "EMPNAME,EMPLSSN"])
def test_persons_run_together_with_what_is_theirs(scan, header):
    assert people(scan(f"{header},DOB\nAnn Lee,{S},19700101\nBob Ray,{T},19710101\n", "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("header", ["LESSON", "EMPNO", "EMPCARD", "CUSTORDER", "EMPSSNHASH"])
def test_other_words_run_together_are_none(scan, header):
    assert not scan(f"customername,{header},DOB\nAnn Lee,{S},19700101\n", "a.csv").findings


def test_abbreviations_of_an_account_for_checks_and_of_a_route(scan):
    for header in ("CHKG_ACCT_NBR", "SVGS_ACCT_NO", "Svg Acct"):
        assert people(scan(f"CUST_NM,{header}\nAnn Lee,4417093822\n", "a.csv")) == [("ann lee", "4417093822")]
    found = people(scan("CUST_NM,ACCT_NBR,RTE_NBR\nAnn Lee,4417093822,011000138\n", "a.csv"))
    assert found == [("ann lee", "4417093822")]


@pytest.mark.parametrize(
    "header", ["ID type and number", "ID shown", "ID", "Reference", "Doc type and no", "Form of ID"]
)
def test_a_number_that_its_cell_names_is_one_below_any_header(scan, header):
    rows = "Ann Lee,MA DL S12345678\nBob Ray,Driver's license (MA): S20304050\nMaria Santos,US passport 488120047\n"
    found = people(scan(f"Signer,{header}\n{rows}", "a.csv"))
    assert found == [("ann lee", "S12345678"), ("bob ray", "S20304050")]
    rows = f"Ann Lee,SSN {S}\nBob Ray,SSN: 773-01-0002\nMaria Santos,Order 773-01-0003\n"
    assert people(scan(f"Signer,{header}\n{rows}", "a.csv"))[:2] == [LEE, RAY]


@pytest.mark.parametrize(
    "cell",
    [
        "Order 773-01-0001",
        "S12345678",
        "Nursing license S12345678",
        "License S12345678",
        "SSN or order 773010001",
        "SSN last four 1234 order 773010001",
        "773-01-0001 SSN",
    ],
)
@pytest.mark.parametrize("header", ["Part No", "Reference", "Order"])
def test_other_cells_below_a_header_of_something_else_are_none(scan, header, cell):
    assert not scan(f"Signer,{header}\nAnn Lee,{cell}\nBob Ray,{cell}\n", "a.csv").findings


def test_of_a_long_table_below_a_header_of_something_else_all_that_are_named_count(scan):
    rows = "".join(f"{who},SSN 773-01-{at:04}\n" for at, who in enumerate(NAMES * 400, 1001))
    counts = scan(f"Signer,Reference\n{rows}", "a.csv").outcomes[0].counts
    assert counts["personal_information"]["ssn"] == 3200


@pytest.mark.parametrize("header", ["SSN/EIN/ITIN", "TaxNumber", "SSN (if E-Verify)", "SSN if applicable"])
def test_columns_that_have_a_number_only_for_some(scan, header):
    assert people(scan(f"Name,{header}\nAnn Lee,773-01-0001\nBob Ray,773-01-0002\n", "a.csv")) == [LEE, RAY]


def test_a_tax_number_of_digits_alone_is_to_be_reviewed(scan):
    assert people(scan(f"Name,Tax Number\nAnn Lee,{S}\n", "a.csv")) == [("review", *LEE)]
    assert not people(scan("Name,Tax Number\nAnn Lee,04-3979638\n", "a.csv"))


def test_a_surname_beside_initials_is_a_name(scan):
    assert people(scan(f"SSN,Surname,Initials,Grade\n{S},Lee,A.B.,12\n", "a.csv")) == [("a lee", S)]


@pytest.mark.parametrize(
    "text",
    [
        f"SSN,Surname,Entered by,Initials\n{S},Lee,,12\n",  # no letters
        f"SSN,Initials,Grade\n{S},A.B.,12\n",
    ],
)
def test_initials_alone_are_none(scan, text):
    assert not [one for one in people(scan(text, "a.csv")) if len(one) == 2]


def test_the_given_name_goes_before_initials(scan):
    assert people(scan(f"Last Name,First Name,Initials,SSN\nLee,Ann,XY,{S}\n", "a.csv")) == [LEE]


def documents(kind, number):
    return f"Employee,List B Doc,List B Doc #\nAnn Lee,{kind},{number}\nBob Ray,{kind},{number[:-1]}7\n"


def test_what_a_column_calls_a_document_its_number_is(scan):
    found = people(scan(documents("Driver's license", "S12345678"), "a.csv"))
    assert found == [("ann lee", "S12345678"), ("bob ray", "S12345677")]


@pytest.mark.parametrize("kind", ["US Passport", "School ID card", "Voter registration card", "pending"])
def test_the_number_of_another_document_is_none(scan, kind):
    assert not people(scan(documents(kind, "S12345678"), "a.csv"))


@pytest.mark.parametrize(
    "title", ["Case Notes", "Order Comments", "Ticket Description", "Claim Details", "Account Notes"]
)
def test_remarks_on_a_thing_may_have_any_number_in_them(scan, title):
    text = f'Client,Case #,{title}\nAnn Lee,773010009,"verified ss# 773-01-0001, ref 773010008"\n'
    assert people(scan(text, "a.csv")) == [("ann lee", "773010001")]


@pytest.mark.parametrize("title", ["Case Notes", "Order Comments", "Ticket Description"])
def test_numbers_of_things_in_remarks_are_none(scan, title):
    text = f'Client,{title}\nAnn Lee,"order 773010009, ref no. 773010008"\nBob Ray,773010007\n'
    assert not [one for one in people(scan(text, "a.csv")) if len(one) == 2]


def test_headers_with_the_letter_of_their_box(scan):
    head = "a Employee's social security number,b Employer identification number,e Employee's first name and initial"
    text = f"{head},e Last name,15 State\n773-01-0001,04-3979638,Ann B,Lee,MA\n"
    (finding,) = scan(text, "a.csv").findings
    assert (finding.person.normal, finding.residency.value) == ("ann lee", "massachusetts")


@pytest.mark.parametrize("title", ["PAYER_TIN", "Payer's TIN", "Payor TIN"])
def test_the_tax_number_of_a_payer_is_a_firms(scan, title):
    text = f"RECIP_NAME,SSN,{title}\nAnn Lee,773-01-0001,331535363\nBob Ray,773-01-0002,331535363\n"
    assert people(scan(text, "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize(
    "head", ["student.stateID,student.lastName", "State ID,Student Last", "State ID,Homeroom,Last"]
)
def test_a_number_that_the_state_gives_a_pupil_is_no_card(scan, head):
    text = f"{head},First\n5594141651,{'B12,' if 'Homeroom' in head else ''}Lee,Ann\n"
    assert not scan(text, "a.csv").findings
    assert people(scan("State ID,Last,First\n5594141651,Lee,Ann\n", "a.csv"))
