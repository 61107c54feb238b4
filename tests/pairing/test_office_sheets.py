"""Sheets and lists as offices make them: whose numbers stand in them."""

import pytest
from pairs import CARD, A, B, C, digits, people

ACCOUNT, OTHER = "8089044058", "8089044066"
ROUTING = "011000015"


def csv(*rows):
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize(
    "header",
    [
        "Manager,Employee,SSN,Approved by",
        "Approved by,Name,SSN,Requested by",
        "Supervisor,Employee Name,Social Security,Entered by",
    ],
)
def test_who_approves_or_supervises_is_not_whose_record_it_is(scan, header):
    rows = f"{header}\nEva Cole,Ann Lee,{A},Joan Ward\nEva Cole,Bob Ray,{B},Joan Ward\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_the_only_one_named_may_be_who_approves(scan):
    assert people(scan(f"Approved by,SSN\nAnn Lee,{A}\nBob Ray,{B}\n", "a.csv"))[0] == ("ann lee", digits(A))


@pytest.mark.parametrize("counted", ["Dep 1,Dep1 SSN", "Dep 1,Dep 1 SSN", "Dep1,Dep 1 SSN"])
def test_a_dependent_with_a_counter_has_the_number_with_the_same(scan, counted):
    rows = f"Employee,EE SSN,{counted},Dep 2,Dep 2 SSN\nAnn Lee,{A},Eva Lee,{B},Max Lee,{C}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("eva lee", digits(B)), ("max lee", digits(C))]


@pytest.mark.parametrize("title", ["SSN", "Tax ID", "TIN"])
def test_a_vendor_who_is_a_person_has_the_number_whoever_is_asked(scan, title):
    rows = f"Vendor Name,Contact,{title},TIN Type\nAnn Lee,Eva Cole,{A},SSN\nBob Ray,Bob,{B},SSN\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_the_number_of_a_contact_is_theirs_also_beside_a_vendor_who_is_a_person(scan):
    rows = f"Vendor,Contact,Contact SSN\nAnn Lee,Eva Cole,{A}\nAnn Lee,Bob Ray,{B}\n"
    assert people(scan(rows, "a.csv")) == [("eva cole", digits(A)), ("bob ray", digits(B))]


@pytest.mark.parametrize("title", ["CC # on file", "CC on file", "Credit card on file"])
def test_a_card_on_file_is_one(scan, title):
    assert people(scan(f"Client,{title},Exp\nAnn Lee,{CARD},1/29\n", "a.csv")) == [("ann lee", CARD)]


def test_a_copy_of_a_number_on_file_is_none(scan):
    assert people(scan("Client,SSN on file,CC on file\nAnn Lee,Y,N\n", "a.csv")) == []


@pytest.mark.parametrize("title", ["Bank info", "Banking information"])
def test_an_account_that_a_cell_of_the_bank_names(scan, title):
    rows = f"Fellow,{title}\nAnn Lee,Routing {ROUTING} Acct {ACCOUNT}\nBob Ray,Routing {ROUTING} Acct {OTHER}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", ACCOUNT), ("bob ray", OTHER)]


def test_the_bank_is_named_by_its_transit_number(scan):
    rows = f"Employee,R/T,A/C #\nAnn Lee,{ROUTING},{ACCOUNT}\nBob Ray,{ROUTING},{OTHER}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", ACCOUNT), ("bob ray", OTHER)]


def test_a_check_is_requested_for_whom_it_is_payable_to(scan):
    text = f"Payable to: Lucinda Rego\nSSN or FEIN: {A}\nRequested by: Ann Lee\n"
    assert people(scan(text)) == [("lucinda rego", digits(A))]


def test_accounts_are_counted_and_are_of_the_only_person_of_that_kind(scan):
    header = "Legal First Name,Legal Last Name,Manager Name,Dir Dep 1 Routing,Dir Dep 1 Account,Dir Dep 2 Account"
    rows = f"{header},Emergency Contact Name\nAnn,Lee,Eva Cole,{ROUTING},{ACCOUNT},{OTHER},Bob Ray\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", ACCOUNT, OTHER)]


NOTED = "Room,Guest,Arrive\n101,Ann Lee,1/2/2024\n102,Bob Ray,1/2/2024\n"


@pytest.mark.parametrize("gap", ["", ",,\n"])
def test_a_note_below_a_table_is_not_what_the_header_says(scan, gap):
    found = people(scan(f'{NOTED}{gap}"Hold rooms for Eva Cole, card {CARD} exp 9/27",,\n', "a.csv"))
    assert found == [("eva cole", CARD)]


@pytest.mark.parametrize("row", [f"card {CARD} x,Eva Cole,", f"{CARD},,"])
def test_what_is_no_note_is_what_the_header_says(scan, row):
    assert people(scan(f"Order no,Guest,Arrive\n101,Ann Lee,1/2/2024\n{row}\n", "a.csv")) == []


@pytest.mark.parametrize("title", ["SS#/EIN", "Fed ID/SSN", "SSN verified", "SSN (required)", "EIN or SS #"])
def test_titles_that_say_more_of_the_numbers(scan, title):
    rows = f"Name,{title},Amount\nAnn Lee,{A},10\nBay Paint LLC,04-3312908,10\nBob Ray,{B},10\n"
    rows = rows if "EIN" in title or "Fed" in title else rows.replace("Bay Paint LLC,04-3312908,10\n", "")
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


@pytest.mark.parametrize(
    ("title", "value"), [("SSN verified", "Y"), ("SSN last 4", "0001"), ("SSN check", "773010001")]
)
def test_titles_of_what_is_no_number(scan, title, value):
    assert people(scan(f"Name,{title}\nAnn Lee,{value}\nBob Ray,{value}\n", "a.csv")) == []


@pytest.mark.parametrize("title", ["Visa/MC #", "MC #"])
def test_brands_in_short(scan, title):
    assert people(scan(f"Name,{title}\nAnn Lee,{CARD}\n", "a.csv")) == [("ann lee", CARD)]


def test_the_number_of_a_motor_carrier_is_none(scan):
    assert people(scan("Owner,MC #,USDOT\nAnn Lee,712345,1234567\nBob Ray,MC 812345,7654321\n", "a.csv")) == []


@pytest.mark.parametrize(
    "table",
    [
        f"Legal Name,Goes By,Maiden Name,SSN\nAnn Lee,Annie,Ward,{A}\nBob Ray,Rob,Cole,{B}\n",
        f"First Name,Maiden Name,Last Name,SSN\nAnn,Ward,Lee,{A}\nBob,Cole,Ray,{B}\n",
        f"Preferred Name,First Name,Last Name,SSN\nNan,Ann,Lee,{A}\nRob,Bob,Ray,{B}\n",
    ],
)
def test_a_nickname_and_a_maiden_name_are_not_the_name(scan, table):
    assert people(scan(table, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]


@pytest.mark.parametrize("title", ["Init", "Initial", "Initials"])
def test_an_initial_beside_the_only_surname_is_of_the_first_name(scan, title):
    assert people(scan(f"{title},Last Name,SSN\nA,Lee,{A}\n", "a.csv")) == [("a lee", digits(A))]
