"""Papers with several forms on a page, cases of a court, titles of documents: whose their numbers are."""

import pytest
from pairs import CARD, LEE, RAY, A, B, numbers, people

BOXES = """a Employee's social security number
{number}
b Employer identification number (EIN)
20-3270798
c Employer's name, address, and ZIP code
Bluefin Ledger Services Inc
12 Wharf Road
{name}
"""
NAMES = {
    "parts": "e Employee's first name and initial\n{0} M\nLast name\n{1}",
    "whole": "e/f Employee's name, address, and ZIP code\n{0} M. {1}",
}


@pytest.mark.parametrize("name", NAMES)
def test_each_form_of_a_page_has_its_number_over_its_name(scan, name):
    forms = [(A, "Ann", "Lee"), (B, "Bob", "Ray"), ("773-01-0003", "Eva", "Cole")]
    text = "".join(BOXES.format(number=one, name=NAMES[name].format(*parts)) for one, *parts in forms)
    assert numbers(scan(text)) == [LEE, RAY, ("eva cole", "773010003")]


def test_a_number_below_the_name_is_of_the_form_above(scan):
    text = "".join(
        f"Employee's name: {name}\nDept: HR\nEmployee's SSN: {one}\n" for name, one in (("Ann Lee", A), ("Bob Ray", B))
    )
    assert numbers(scan(text)) == [LEE, RAY]


CASES = """WARRANT LISTING - Lawrence District Court
2446CR131804 COMMONWEALTH vs. {0}
DOB: 06/21/1991 SSN: {2} LIC: S58107801 MA
Last known: 238 Highland Ave, Lynn, MA 01902
2447CR319272 Commonwealth v. {1}
DOB: 07/08/1993 SSN: {3} LIC: S33099834 MA
Last known: 33 Mill Pond Lane, Nashua, NH 03060
"""


def test_the_number_below_a_case_is_of_whom_the_public_accuses(scan):
    names = ("UMA R. ZAWADZKI", "XAVIER K. BROUSSARD")
    text = CASES.format(*names, A, B) + CASES.partition("\n")[2].format(
        "Ann Lee", "Bob Ray", "773-01-0003", "773-01-0004"
    )
    told = numbers(scan(text))
    assert told == [
        ("ann lee", "773010003"),
        ("ann lee", "S58107801"),
        ("uma zawadzki", "773010001"),
        ("uma zawadzki", "S58107801"),
    ]


IDENTIFIED = """Last Name (Family Name)
Lee
First Name (Given Name)
Ann
Address (Street Number and Name)
455 Winthrop Terrace
Date of Birth (mm/dd/yyyy)
07/11/1966
Section 2. Employer Review
List A List B List C
Document Title
Driver's License
Issuing Authority
Massachusetts
Document Number
S12345678
Document Title
Social Security Card
Document Number
773-01-0001
Expiration Date
N/A
Last Name of Employer or Authorized Representative
Ray
First Name of Employer or Authorized Representative
Bob
"""


def test_the_title_of_a_document_below_those_of_the_lists(scan):
    assert people(scan(IDENTIFIED)) == [("ann lee", "S12345678", "773010001")]


INTAKE = f"""New Patient Intake
Last Name: Lee
First Name: Ann
Date of Birth: 05/02/1999
Street: 70 Commonwealth Ave
City: Lynn
SS #: {A}
Chart No.: 35068656
Sex: F
Language spoken at home is English
Marital status: single
Height and weight as seen
Emergency contact: Bob Ray
Relationship: Brother
Card on file: {CARD}
"""


def test_what_stands_below_a_contact_is_the_forms_own_persons(scan):
    assert people(scan(INTAKE)) == [("ann lee", "773010001", CARD)]
    told = people(scan(INTAKE.replace("Card on file", "Contact's card")))
    assert ("bob ray", CARD) in told or ("review", "bob ray", CARD) in told


ADDRESS = "{}<br>162 Cottage Pl<br>New Bedford, MA 02740"


@pytest.mark.parametrize("names", [("Ann Lee", "Ann Lee"), ("Ann Lee", "Harbor Books Inc")])
def test_addresses_side_by_side_are_of_the_page_round_them(scan, names):
    cells = "".join(f"<td>{ADDRESS.format(name)}</td>" for name in names)
    inner = f"<table><tr><td>Ship to</td><td>Bill to</td></tr><tr>{cells}</tr></table>"
    page = (
        f"<table><tr><td>Order 4432659655</td></tr><tr><td>{inner}</td></tr><tr><td>Mastercard {CARD}</td></tr></table>"
    )
    found = scan(page, "a.html")
    assert people(found) == [("ann lee", CARD)]
    assert [one.residency.value for one in found.findings] == ["massachusetts"]


def test_two_names_below_one_title_are_two(scan):
    text = "BORROWER SELLER\nAnn Lee                 Bob Ray\n5 Elm St                9 Oak St\n"
    assert numbers(scan(f"{text}SSN {A}         SSN {B}\n")) == [LEE, RAY]
    alone = people(scan(f"{text}Loan acct no. 44556677\n"))
    assert all("ann ray" not in one for one in alone)


@pytest.mark.parametrize("label", ["Tenant(s)", "Tenants", "Names"])
def test_each_person_behind_one_label_has_the_number_beside_the_name(scan, label):
    text = f"{label}: Ann Lee (SSN {A}) and Bob Ray (SSN {B}), jointly and severally.\n"
    assert numbers(scan(text)) == [LEE, RAY]


BOOKED = """BOOKING LIST

7972264 LEE, ANN R
   117 HIGHLAND AVE HAVERHILL MA 01830
   DOB 09/05/1940   SOC {0}
   ----
1503077 QWXZHRN, VBKTQ
   172 BEDFORD TPKE BARNSTABLE MA 02630
   DOB 09/05/1972   SOC {1}
   ----
5306540 RAY, BOB
   38 UNION ST QUINCY MA 02169
   DOB 06/10/1958   SOC {2}
   ----
"""


def test_a_record_of_a_list_whose_name_nothing_tells_is_nobody_elses(scan):
    told = people(scan(BOOKED.format(A, "773-01-0003", B)))
    assert LEE in told
    assert RAY in told
    assert ("ann lee", "773010003") not in told


TWO_ACCOUNTS = """AUTHORIZATION FOR DIRECT DEPOSIT
Name (print)             Ann Lee
                         Account 1                 Account 2
Bank name                Cape Ann Savings          Mill City CU
Routing #                021076107                 011343811
Account #                76653910                  845544178
"""


def test_routing_numbers_below_two_accounts_are_none(scan):
    told = people(scan(TWO_ACCOUNTS))
    assert told == [("ann lee", "76653910", "845544178")]
    assert not [one for one in told if "021076107" in one or "21076107" in one or "011343811" in one]


CARDS = "".join(f"{{}}\nSS# {{}}\n{number} Union St\n{{}}\nTel (508) 555-46{number}\n" for number in range(25, 31))


def test_cards_of_a_list_with_no_line_between(scan):
    names = ("Ann Lee", "Bob Ray", "Eva Cole", "Carlos Teixeira", "Mary Stone", "Kevin Doyle")
    homes = (*["Lynn, MA 01901"] * 4, "Nashua, NH 03060", "Lynn, MA 01901")
    ssns = [f"773-01-00{number}" for number in range(11, 17)]
    found = scan(CARDS.format(*(one for three in zip(names, ssns, homes, strict=True) for one in three))).findings
    assert [(one.person.name, one.elements[0].value[-2:]) for one in found] == list(
        zip(names, [str(n) for n in range(11, 17)], strict=True)
    )
    assert [one.residency.value for one in found] == [*["massachusetts"] * 4, "elsewhere", "massachusetts"]


def test_names_below_their_numbers_are_not_of_the_next(scan):
    text = "".join(f"SS# 773-01-00{at}\n{name}\n" for at, name in enumerate(("Ann Lee", "Bob Ray", "Eva Cole") * 5, 11))
    assert ("ann lee", "773010012") not in people(scan(text))


JOINT = """LOAN APPLICATION

                     Borrower             Co-Borrower
Name                 Ann Lee              Bob Ray
Social Security No.  {0}            {1}
Checking acct no.    44556677             88990011
Town                 Lynn, MA 01901       Salem, MA 01970
"""


def test_bare_numbers_beside_each_other_have_one_label(scan):
    told = numbers(scan(JOINT.format(A.replace("-", ""), B.replace("-", ""))))
    assert told == [("ann lee", "44556677"), LEE, RAY, ("bob ray", "88990011")]


def test_the_label_of_another_thing_is_none_of_the_next_value(scan):
    row = "Order no.            773010001            773010002"
    assert people(scan(f"Name                 Ann Lee              Bob Ray\n{row}\n")) == []
