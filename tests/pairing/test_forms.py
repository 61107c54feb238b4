"""Forms: two people in columns, labels over values, blank lines between all, and headings that are none."""

import pytest
from pairs import numbers, people

A, B = "773-01-0001", "773-01-0002"


BOTH = [("ann lee", A.replace("-", "")), ("bob ray", B.replace("-", ""))]


@pytest.mark.parametrize(
    "text",
    [
        f"Buyer name: Ann Lee        Seller name: Bob Ray\nBuyer SSN: {A}     Seller SSN: {B}\n",
        f"Buyer name: Ann Lee        Seller name: Bob Ray\n\nBuyer SSN: {A}     Seller SSN: {B}\n",
        f"Buyer: Ann Lee\nSeller: Bob Ray\nBuyer's SSN: {A}\nSeller's SSN: {B}\n",
    ],
    ids=["columns", "columns, blank line", "names, then numbers"],
)
def test_two_people_in_one_form(scan, text):
    assert numbers(scan(text)) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        f"First name      M.I.   Last name         Social security number\nRithy           V      Touch             {A}\n",
        (
            f"a Employee's social security number      OMB No. 1545-0008\n  {A}\n"
            "e Employee's first name and initial   Last name\n  Rithy                               Touch\n"
        ),
        (
            f"Your first name and middle initial   Last name   Your social security number\nRithy   x\n\n"
            f"First name and middle initial   Last name   SSN\nRithy                           Touch       {A}\n"
        ),
        f"Employee name        Badge      SSN\nTouch, Rithy         1001       {A}\n",
    ],
    ids=["a row of titles", "number above", "two rows of titles", "whole name"],
)
def test_names_below_the_titles_of_their_columns(scan, text):
    assert numbers(scan(text)) == [("rithy touch", A.replace("-", ""))]


def test_what_is_below_other_titles_is_no_name(scan):
    text = f"Employee name   Machine        SSN\n                Press          {A}\n"
    assert numbers(scan(text)) == []


def test_one_number_belongs_to_the_name_in_its_column(scan):
    text = f"Buyer name: Ann Lee          Seller name: Bob Ray\nBuyer SSN:  {A}      Seller SSN:  on file\n"
    assert numbers(scan(text)) == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        f"Full name\n\nAnn Lee\n\nSocial Security number\n\n{A}\n",
        f"Last name\n\nLee\n\nFirst name\n\nAnn\n\nSocial Security number\n\n{A}\n",
        f"Last name: Lee\n\nFirst name: Ann\n\nSSN: {A}\n",
        f"a Social Security number\n\n{A}\n\nb Town\n\nLynn\n\nc Full name\n\nAnn Lee\n",
    ],
    ids=["values below", "parts below", "parts", "number first"],
)
def test_blank_lines_between_all(scan, text):
    assert numbers(scan(text)) == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        f"We hold two files for the same tenant: Ann Lee, and a blank one.\n\nThe number {A} is nobody's.\n",
        f"Caller is Ann Lee about a bill.\n\nThe number {A} was found in the hall.\n",
        f"Full name: Ann Lee\n\nDate: 1 May\n\nSocial Security number\n{A}\n\nName\n\n\nDate\n1 May\n",
        f"Social Security number\n\n{A}\n\n2024-05-01 10:00:01 Customer: Ann Lee\n",
    ],
    ids=["sentence with a colon", "sentence", "left blank", "another record"],
)
def test_a_sentence_is_no_heading(scan, text):
    assert numbers(scan(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "ssn missing for employee 773010001 (Ann Lee)",
        "SSN wanted, see ticket no. 773010001 of Ann Lee",
        "Ann Lee: software license no. 773010001",
        "Licensed to: Ann Lee\nLicense key: ab12\nLicense no.: 773010001",
    ],
)
def test_a_number_of_another_thing(scan, text):
    assert numbers(scan(text + "\n")) == []


@pytest.mark.parametrize("text", ["SSN of employee Ann Lee: 773010001", "Ann Lee, employee, SSN 773010001"])
def test_a_word_for_people_claims_no_number_from_afar(scan, text):
    assert numbers(scan(text + "\n")) == BOTH[:1]


def test_exp_before_a_bracket_is_a_function(scan):
    found = scan("Ann Lee: mpmath.exp(4539578763621486)\n").findings
    assert "personal_information" not in {finding.classification.value for finding in found}


@pytest.mark.parametrize("role", ["Supervisor", "Witness name", "Emergency contact"])
def test_who_only_acts_is_not_the_subject(scan, role):
    assert numbers(scan(f"Employee: Ann Lee\n{role}: Bob Ray\nSSN: {A}\n")) == BOTH[:1]


@pytest.mark.parametrize(
    "text", [f"Supervisor: Ann Lee\nSSN: {A}\n", f"Employee: Bob Ray\nSupervisor: Ann Lee\nSupervisor SSN: {A}\n"]
)
def test_who_acts_is_the_subject_where_it_says_so(scan, text):
    assert numbers(scan(text)) == BOTH[:1]


def test_a_page_is_a_form_of_its_own(scan):
    form = f"Name: Ann Lee\nSSN: {A}\n"
    assert numbers(scan(form + "\f\n" + f"SSN: {B}\nRemarks: name withheld\n")) == BOTH[:1]
    assert numbers(scan(form + "\f" + f"SSN: {B}\nName: Bob Ray\n")) == BOTH


def test_a_part_of_a_name_behind_a_single_word(scan):
    assert numbers(scan(f"REGISTRATION\nLast: Lee    First: Ann    MI: Q\nSoc. Sec. No.: {A}\n")) == BOTH[:1]
    assert numbers(scan(f"Seen first: Monday, last: Friday\nSSN: {A}\n")) == []


def test_a_label_that_says_how_to_fill_in_the_name(scan):
    text = f"1. NAME (Last, First, Middle)\nLEE, ANN\n\n2. SOCIAL SECURITY NUMBER\n{A}\n\n3. CASE\n9716158\n"
    assert numbers(scan(text)) == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [f"Lessee: PAGE MARY L\nLessee SSN: {A}\n", f"POST /apply?fname=Mary&lname=Page&ssn={A} HTTP/2\n"],
    ids=["in a form", "in an address"],
)
def test_a_name_that_is_a_label_elsewhere(scan, text):
    ((name, _),) = numbers(scan(text))
    assert set(name.split()) >= {"mary", "page"}


def test_the_state_behind_a_licence_issued_it(scan):
    (finding,) = scan("Applicant: Ann Lee\nCDL number: 79752147 State: VT\n").findings
    assert finding.residency.value == "unknown"


def test_the_zip_code_of_an_address(scan):
    (finding,) = scan("Cardholder: Ann Lee\nCard no.: 4539578763621486\nZIP of billing address: 10025\n").findings
    assert finding.residency.value == "elsewhere"


@pytest.mark.parametrize(
    "text",
    [
        f"| Field | Value |\n|---|---|\n| Name | Ann Lee |\n| SSN | {A} |\n| ZIP | 02780 |\n",
        f"Name | Ann Lee\nSSN | {A}\nHome address | 5 Elm St, Lynn, MA 01901\nBadge | 505825146\n",
    ],
    ids=["Markdown", "bare"],
)
def test_a_form_in_two_columns_as_a_whole_file(scan, text):
    assert numbers(scan(text)) == BOTH[:1]


def test_parts_of_a_name_below_titles_that_are_set_otherwise(scan):
    text = (
        "a Employee's social security number\n773-01-0001\ne Employee's first name and initial   Last name\n"
        "Ann M.                             Lee\nf Employee's address\n5 Elm St\nLynn, MA 01901\n"
    )
    assert numbers(scan(text)) == [("ann lee", "773010001")]


@pytest.mark.parametrize("label", ["Tax ID", "TIN", "Taxpayer ID"])
def test_a_number_behind_a_label_that_is_weak_belongs_to_the_form_round_it(scan, label):
    """SPEC section 2: one weak atom makes a review, and no silence."""
    text = f"Record : 1\nCust Name : LEE ANN M\n{label} : 773010001\n----\nRecord : 2\nCust Name : DOYLE KEVIN\n{label} : 773010002\n"
    assert [(one.person.normal, one.elements[0].value, one.classification.value) for one in scan(text).findings] == [
        ("ann lee", "773010001", "review"),
        ("kevin doyle", "773010002", "review"),
    ]


@pytest.mark.parametrize("answer", ["A1. {}", "A: {}", "{}", "- {}", "Answer 1: {}"])
@pytest.mark.parametrize("name", ["LEWIS WILLIAM R", "Okumu Wafula"])
def test_the_answer_to_the_question_for_the_name(scan, answer, name):
    asked = ("What is your full legal name?", "What is your Social Security number?", "What is your ZIP code?")
    answered = zip(asked, (name, A, "02360"), strict=True)
    text = "".join(f"Q{n}. {question}\n{answer.format(said)}\n" for n, (question, said) in enumerate(answered, 1))
    (told,) = scan(text).classes()
    assert told[0] == "personal_information"
    assert sorted(told[2].split()) == sorted(name.lower().removesuffix(" r").split())


@pytest.mark.parametrize("round_it", ["({})", "[{}]"])
def test_parts_of_a_name_behind_their_titles_in_brackets(scan, round_it):
    last, first, initial, number = map(round_it.format, ("Last", "First", "MI", "SSN"))
    text = f"Patient registration\n{last} Duquette {first} Noelle {initial} R\n{number} {A} (DOB) 2/2/1990\n"
    assert people(scan(text)) == [("noelle duquette", A.replace("-", ""))]


def test_a_bare_number_without_a_label_is_not_sought_a_person(scan):
    assert scan("Cust Name : LEE ANN M\nSomething : 773010001\n").findings == []


def test_the_rows_of_titles_of_a_tax_return_name_three(scan):
    """Names below titles that are wider than they are, in as many cells beside each other."""
    text = (
        f"Your first name and middle initial    Last name                Your social security number\n"
        f"Ann J                                 Lee                      {A}\n"
        f"If joint return, spouse's first name and middle initial   Last name    Spouse's social security number\n"
        f"Bob                                   Ray                      {B}\n"
        f"Dependents: (1) First name  Last name   (2) Social security number  (3) Relationship\n"
        f"            Emma        Lee             773-01-0003                 daughter\n"
    )
    assert numbers(scan(text)) == [*BOTH, ("emma lee", "773010003")]


W2 = f"""a Employee's social security number
{A}
1 Wages, tips, other compensation
52,110.33
b Employer identification number (EIN)
04-3311228
2 Federal income tax withheld
6,110.00
c Employer's name, address, and ZIP code
Acme Tool & Die Co Inc
9 Mill St, Providence, RI 02903
d Control number
e Employee's first name and initial Last name
Ann J Lee
12 Elm St
Lynn, MA 01901
f Employee's address and ZIP code
"""


def test_titles_with_one_blank_between_them_as_a_page_is_read(scan):
    """A W-2 whose boxes came out of a PDF line by line: its name stands further down than a block goes."""
    (finding,) = scan(W2).findings
    assert (finding.person.normal, finding.classification.value) == ("ann lee", "personal_information")
    assert finding.residency.value == "massachusetts"
    rows = f"Your first name and middle initial Last name Your social security number\nAnn J Lee {A}\n"
    assert numbers(scan(rows)) == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nSSN: {A}\nEmergency contact: Bob Ray\nContact SSN: {B}\n",
        f"Borrower: Ann Lee\nCo-Borrower: Bob Ray\nBorrower SSN: {A}\nCo-Borrower SSN: {B}\n",
    ],
)
def test_a_label_may_say_the_role_of_its_person_in_short(scan, text):
    assert numbers(scan(text)) == BOTH


@pytest.mark.parametrize("middle", ["M", "Marie"])
def test_a_middle_name_has_a_column_of_its_own_however_the_values_are_set(scan, middle):
    titles = "Last Name (Family Name)  First Name (Given Name)  Middle Initial (if any)"
    text = f"{titles}\nLee   Ann   {middle}\nU.S. Social Security Number  {A}\n"
    assert numbers(scan(text)) == [("ann lee", A.replace("-", ""))]
    text = f"{titles}\nLee   Ann\nU.S. Social Security Number  {A}\n"  # who has none
    assert numbers(scan(text)) == [("ann lee", A.replace("-", ""))]


BOXES = "".join(f"{box} Some wages or other\n48,211.16\n" for box in range(1, 8))
EMPLOYER = "c Employer's name, address, and ZIP code\nBAY COLONY LINEN LLC\n90 INDUSTRIAL WAY\nWILMINGTON MA 01887\n"
NAMED = "e Employee's first name and initial   Last name\nANN   LEE\n"


def test_boxes_of_amounts_stand_between_a_number_and_its_name(scan):
    text = f"a Employee's social security number\n{A}\n{BOXES}{EMPLOYER}{NAMED}"
    assert numbers(scan(text)) == BOTH[:1]


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n{BOXES}{EMPLOYER}{NAMED}",  # no label says that a form has it
        f"a Employee's social security number\n{A}\n{BOXES * 4}{EMPLOYER}{NAMED}",  # too far
        f"a Employee's social security number\n{A}\n{BOXES}{EMPLOYER}Ann Lee\n",  # no label says that it is the name
    ],
    ids=["no label", "far", "name without a label"],
)
def test_what_stands_far_below_a_number_is_not_of_it(scan, text):
    assert numbers(scan(text)) == []


def test_the_name_of_another_number_further_down_is_not_taken(scan):
    text = f"a Employee's social security number\n{A}\n{BOXES}a Employee's social security number\n{B}\n{NAMED}"
    assert ("ann lee", BOTH[0][1]) not in numbers(scan(text))


@pytest.mark.parametrize(
    "titles", ["Taxpayer            Spouse", "Borrower            Co-Borrower", "Tenant 1            Tenant 2"]
)
@pytest.mark.parametrize("line", [f"SSN {A}     SSN {B}", f"{A}         {B}"])
def test_two_names_below_two_titles_in_one_line(scan, titles, line):
    assert numbers(scan(f"{titles}\nAnn Lee             Bob Ray\n{line}\n")) == BOTH


@pytest.mark.parametrize("name", ["Ann      Lee", "Ann B    Lee"])
def test_one_name_with_a_wide_gap_stays_one(scan, name):
    assert [who for who, _ in numbers(scan(f"Name of taxpayer\n{name}\nSSN {A}\n"))] == ["ann lee"]


ACTS = "Employee: Ann Lee          Dept: Warehouse\nStart: May 8          Supervisor: Bob Ray\n\n"


def test_who_only_acts_heads_nothing_where_somebody_else_is_named_above(scan):
    assert numbers(scan(f"{ACTS}[x] Copy of SS card   {A}\n")) == BOTH[:1]


def test_who_acts_heads_what_is_below_where_the_other_has_a_number_or_is_not_named(scan):
    assert ("bob ray", BOTH[1][1]) in numbers(scan(f"Employee: Ann Lee\nSSN {A}\nSupervisor: Bob Ray\n\nSSN {B}\n"))
    assert numbers(scan(f"Supervisor: Bob Ray\n\nCard: SSN {B}\n")) == BOTH[1:]


POLICE = """Lynn Police      Officer: Ptl. Bob Ray #218     Status: Open
------------------------------------
1 LEE, ANN      M  W  41
  12 Elm St, Lynn, MA 01901
  DOB: 01/06/1992   LIC: S12345678
"""


def test_who_only_acts_has_no_number_where_another_is_named_without_a_label(scan):
    assert numbers(scan(POLICE)) == [("ann lee", "S12345678")]
    assert numbers(scan(POLICE.replace("LIC:", "Officer license:"))) == [("bob ray", "S12345678")]
    assert numbers(scan(POLICE.replace("1 LEE, ANN", "1 CASE    "))) == [("bob ray", "S12345678")]
    assert numbers(scan(POLICE.replace("Officer:", "Name:"))) == [("bob ray", "S12345678")]


def test_in_a_long_report_who_is_named_nearer_is_for_review(scan):
    text = POLICE + "  CHARGES: one\n" * 9
    assert people(scan(text)) == [("review", "ann lee", "S12345678")]


TITLED = (
    "Name (First, Middle, Last)          Social Security Number {number}\n{name}          Date of Birth 01/06/1992\n"
)
MORE = "Current address 12 Elm Street\nPresent employer Acme Mills\nPosition Fitter\nYears on this job 4\n" * 2


@pytest.mark.parametrize("more", ["", MORE, MORE * 3])
def test_a_title_of_a_name_beside_the_number_has_it_below(scan, more):
    one, two = (TITLED.format(number=number, name=name) for number, name in ((A, "Ann Lee"), (B, "Bob Ray")))
    assert numbers(scan(one + more + two + more)) == [("ann lee", A.replace("-", "")), ("bob ray", B.replace("-", ""))]


def test_a_title_with_nothing_or_another_record_below_names_nobody(scan):
    above = TITLED.format(number=A, name="Ann Lee")
    left = f"{above}Name (Spouse)          Social Security Number {B}\n\nSignature\n"
    assert ("bob ray", B.replace("-", "")) not in numbers(scan(left))
    record = f"Name          SSN {A}\nBob Ray          SSN {B}\n"
    assert ("bob ray", A.replace("-", "")) not in numbers(scan(record))


BELOW = """ACKNOWLEDGEMENT FORM

{surname:24}{given:24}{middle}
{rule}
* Last Name             * First Name            Middle

05/12/1971              Lynn, MA
____________________    ____________________
* Date of Birth         Place of Birth

Driver's License or ID Number: S12345678
"""
RULE = "____________________    ________________    ________"


@pytest.mark.parametrize(("surname", "given"), [("Lee", "Ann"), ("Qvarnstromsk", "Zzyzx"), ("LEE", "ANN")])
@pytest.mark.parametrize("middle", ["M", ""])
def test_names_over_the_lines_that_their_titles_stand_below(scan, surname, given, middle):
    found = numbers(scan(BELOW.format(surname=surname, given=given, middle=middle, rule=RULE)))
    assert found == [(f"{given} {surname}".lower(), "S12345678")]


def test_names_right_over_their_titles(scan):
    text = (
        "Student\n{}             {}             773-01-0001\nLast Name       First Name      Social Security Number\n"
    )
    assert numbers(scan(text.format("Venkataraman", "Priyanka"))) == [("priyanka venkataraman", "773010001")]
    below = text.format("Present", "Former") + "Lee             Ann             773-01-0002\n"
    assert numbers(scan(below)) == [("ann lee", "773010002")]


def test_titles_over_titles_are_no_names(scan):
    form = "Borrower        Spouse\nLast Name       First Name\nLee             Ann\nSSN: 773-01-0001\n"
    assert numbers(scan(form)) == [("ann lee", "773010001")]
    empty = BELOW.format(surname="", given="", middle="", rule=RULE)
    assert not numbers(scan(empty))
    assert not numbers(scan(empty.replace("ACKNOWLEDGEMENT FORM\n\n", "Boston          Lynn\n")))


PAPER = f"""[ ] CORRECTED (if checked)
PAYER'S name, street address, city, state, ZIP             1 Unemployment compensation
COMMONWEALTH OF MASSACHUSETTS DUA                          $ 8,812.00
100 CAMBRIDGE ST                                           2 State or local refunds
BOSTON MA 02114                                            $
PAYER'S TIN            RECIPIENT'S TIN                     3 Box 2 amount is for tax year
04-6002284             {A}                         2024
RECIPIENT'S name                                           4 Federal income tax withheld
ANN M LEE                                                  $ 881.00
Street address (including apt. no.)
5 ELM ST
City or town, state or province, country, and ZIP
LYNN, MA 01901
"""


def test_the_title_of_a_name_beside_the_next_box_has_it_below(scan):
    assert people(scan(PAPER)) == [("ann lee", "773010001")]
    other = PAPER.replace("4 Federal income tax withheld", "Bob Ray Jones").replace("$ 881.00", "")
    assert ("ann lee", "773010001") not in people(scan(other.replace("ANN M LEE", "Elm Street")))


W9 = f"""1 Name (as shown on your income tax return). Name is required on this line; do not leave this line blank.
Ann Lee
2 Business name/disregarded entity name, if different from above

3 Check appropriate box: [X] Individual/sole proprietor  [ ] C Corporation  [ ] S Corporation
5 Address (number, street, and apt. or suite no.)            Requester's name and address
5 Elm St                                     Bay Printing Company
6 City, state, and ZIP code
Lynn, MA 01901

Part I  Taxpayer Identification Number (TIN)
Social security number
{A}
or
Employer identification number
"""


def test_a_label_with_how_to_fill_it_in_has_its_name_below(scan):
    assert people(scan(W9)) == [("ann lee", "773010001")]
    assert people(scan(W9.replace("Ann Lee", "Bay Printing Company"))) == [("element_only", None, "773010001")]


COLUMNS = """                          Taxpayer                       Spouse
First name                Ann                            Bob
Last name                 Lee                            Ray
Social security number    773-01-0001                    {}
"""


def test_the_number_in_the_next_column_of_a_form_is_not_that_of_the_first_person(scan):
    assert people(scan(COLUMNS.format("773-01-0002"))) == [("ann lee", "773010001"), ("bob ray", "773010002")]
    unlike = COLUMNS.replace("Ray", "   ").format("773-01-0002")
    assert ("ann lee", "773010001", "773010002") not in people(scan(unlike))


def test_the_same_number_again_is_that_of_the_same_person(scan):
    assert people(scan(COLUMNS.format("773-01-0001"))) == [("ann lee", "773010001", "773010001")]
