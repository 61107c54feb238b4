"""Where the record of a person begins and ends in text: YAML, headings, rules, record layouts, empty fields."""

import pytest
from pairs import numbers

A, B = "773-01-0001", "773-01-0002"
BARE = A.replace("-", "")
LEE, RAY = ("ann lee", BARE), ("bob ray", B.replace("-", ""))


def item(first, last, number):
    return (
        f'- model: people.member\n  pk: 7\n  fields:\n    last_name: "{last}"\n    first_name: "{first}"\n'
        f'    ssn: "{number}"\n    zip: "02139"\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        item("Ann", "Lee", A) + item("Bob", "Ray", B),
        f"m1:\n  id: 1\n  ssn: {A}\n  full_name: Ann Lee\nm2:\n  id: 2\n  ssn: {B}\n  full_name: Bob Ray\n",
        f"ann:\n  ssn: {A}\n  name: Ann Lee\n\nbob:\n  ssn: {B}\n  name: Bob Ray\n",
        f"name: Ann Lee\naddress:\n  zip: '02139'\nids:\n  ssn: {A}\nx: 1\n---\nname: Bob Ray\nids:\n  ssn: {B}\n",
    ],
    ids=["fixture", "counted", "alike inside", "nested"],
)
def test_records_of_yaml(scan, text):
    assert numbers(scan(text, "a.yaml")) == [LEE, RAY]


def test_headings_of_markdown(scan):
    text = f"# People\n\n### Ann Lee\n\n- Started: May\n- SSN: {A}\n\n### Bob Ray\n\n- Started: May\n- SSN: {B}\n"
    assert numbers(scan(text, "a.md")) == [LEE, RAY]


def test_a_heading_is_of_its_own_section(scan):
    text = f"## Ann Lee\n\n- Started: May\n\n## Errors\n\nThese were not imported at all, see the log of that day.\n\nSSN {A}\n"
    assert numbers(scan(text, "a.md")) == []


@pytest.mark.parametrize("rule", ["=" * 60, "---"])
def test_a_rule_parts_documents_that_are_complete(scan, rule):
    text = f"Name: Ann Lee\nSSN: {A}\n\n{rule}\n\nUNMATCHED DOCUMENT\nSocial Security Number: {B}\n"
    assert numbers(scan(text)) == [LEE]
    text = f"Name: Ann Lee\nStarted: May\n\n{rule}\n\nSocial Security Number: {A}\n"
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        f"  01 EMP-MASTER\n     05 EMP-LAST-NAME    X(20)   LEE\n     05 EMP-FIRST-NAME   X(15)   ANN\n     05 EMP-SSN          9(9)    {BARE}\n",
        f"01  CUSTOMER.\n    05  CUST-NAME   PIC X(30)  VALUE 'ANN LEE'.\n    05  CUST-SSN    PIC X(11)  VALUE {BARE}.\n",
    ],
    ids=["dump", "copybook"],
)
def test_a_record_layout(scan, text):
    assert numbers(scan(text)) == [LEE]


def test_a_record_layout_says_where_one_lives(scan):
    text = f"  05 EMP-NAME    X(20)   ANN LEE\n  05 EMP-SSN     9(9)    {BARE}\n  05 EMP-STATE        X(2)    NY\n"
    assert [finding.classification.value for finding in scan(text).findings] == ["non_resident"]


@pytest.mark.parametrize(
    "text",
    [
        f"NAME...........: LEE, ANN\nSOC SEC NO.....:\nBOOK NO........: {BARE}\n",
        f"Buyer: Ann Lee\nBuyer's SSN: see credit app\nDeal no.: {BARE}\n",
        f"Name: Ann Lee\nQ2. What is your SSN?\nA2. I would rather not say\nQ3. What is your deal?\nA3. {BARE}\n",
    ],
    ids=["empty", "no number", "question"],
)
def test_the_number_of_another_field(scan, text):
    assert numbers(scan(text)) == []


@pytest.mark.parametrize(
    "text",
    [f"Name: Ann Lee\nSSN:\n{BARE}\n", f"Q: Full name\nA: Ann Lee\nQ: SSN\nA: {BARE}\n"],
    ids=["below", "answer"],
)
def test_the_number_of_the_field_above(scan, text):
    assert numbers(scan(text)) == [LEE]


def test_a_question_about_the_zip_code(scan):
    text = f"Q1. Full name?\nA1. Ann Lee\nQ2. What is your SSN?\nA2. {A}\nQ3. What is your ZIP code?\nA3. 10001\n"
    assert [finding.classification.value for finding in scan(text).findings] == ["non_resident"]


def test_a_licence_of_the_first_driver(scan):
    assert numbers(scan("Driver #1 name: Ann Lee\nDriver #1 license: D1234562\n")) == [("ann lee", "D1234562")]
    assert numbers(scan("Dog #1 owner: Ann Lee\nDog #1 license: D1234562\n")) == []


TABLES = (
    '[[tenant]]\n{ann}ssn = "773010001"\n\n[tenant.address]\nstate = "MA"\nzip = "01852"\n\n[tenant.bank]\n'
    'checking_account = "1702799435"\nrouting = "011000138"\n\n'
    '[[tenant]]\n{bob}\n[tenant.address]\nstate = "NV"\n\n[tenant.bank]\nchecking_account = "6633449266"\nrouting = "011000138"\n'
)


def test_the_parts_of_a_table_in_toml_are_of_its_person(scan):
    found = scan(TABLES.format(ann='first = "Ann"\nlast = "Lee"\n', bob='name = "Bob Ray"\n'), "a.toml").findings
    assert {(one.person.normal, one.residency.value, *(e.value for e in one.elements)) for one in found} == {
        ("ann lee", "massachusetts", "773010001", "1702799435"),
        ("bob ray", "elsewhere", "6633449266"),
    }


@pytest.mark.parametrize("head", ["[[tenant.child]]", "[other.bank]", "[bank]"])
def test_what_is_no_part_of_a_table_is_not(scan, head):
    found = scan(f'[[tenant]]\nname = "Ann Lee"\nrent = 5\n\n{head}\nssn = "773010001"\n', "a.toml").findings
    assert [one.classification.value for one in found] != ["personal_information"]


def test_the_parts_of_a_table_that_names_nobody_are_nobodys(scan):
    found = scan(TABLES.format(ann='name = "Ann Lee"\n', bob="rent = 5\n"), "a.toml").findings
    assert {one.elements[0].value: one.classification.value for one in found}["6633449266"] == "review"


def test_a_part_of_a_table_that_names_somebody_else(scan):
    text = '[[clerk]]\nname = "Ann Lee"\n\n[clerk.boss]\nname = "Bob Ray"\n\n[clerk.ids]\nssn = "773010001"\n'
    assert [one.classification.value for one in scan(text, "a.toml").findings] != ["personal_information"]


@pytest.mark.parametrize("nobody", ["", "system", "(vacant)", "Lee Company"])
@pytest.mark.parametrize("label", ["Name", "Patient Name", "EMPLOYEE"])
def test_a_label_that_names_nobody_begins_a_record(scan, label, nobody):
    text = f"{label}: Ann Lee\nSSN: {A}\n\n{label}: {nobody}\nSSN: {B}\n"
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize("nobody", ["system", "N/A", ""])
def test_the_name_of_another_line_of_a_log_is_not_taken(scan, nobody):
    line = 'INFO c.e.X - email="ann@x.com" ssn="{}" member_name="{}"\n'
    text = line.format(A, nobody) + line.format(B, "Bob Ray")
    assert numbers(scan(text, "a.log")) == [RAY]


@pytest.mark.parametrize(
    "text",
    [
        f"row 1: insured=Ann Lee, city=, SSN={A}\nrow 2: insured=, city=Boston, MA, SSN=N/A\n",
        f"customer: Ann Lee; state: ; social: {A}\ncustomer: N/A; state: MA; social: ***-**-1234\n",
        f"12:10:07 saved SSN: {A}; customer: Ann Lee\n12:10:08 office moved to Lowell, MA 01852\n",
    ],
)
def test_a_line_of_a_log_says_nothing_of_where_the_one_above_lives(scan, text):
    (found,) = scan(text, "a.log").findings
    assert (found.person.normal, found.residency.value) == ("ann lee", "unknown")
