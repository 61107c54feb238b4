"""Papers of people and small offices: wills and funerals, clubs, yards of towed cars, cards to sign."""

import io

import openpyxl
import pytest

from tests.pairing.pairs import CARD, LEE, RAY, A, B, C, numbers

OF_CARD = [("ann lee", CARD)]


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows.splitlines():
        book.active.append([cell or None for cell in row.split(",")])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("label", ["Name of deceased", "Deceased", "Name of the deceased"])
def test_who_has_died_is_named_by_that(scan, label):
    text = f"{label}   Ann Lee          Age  84\nSoc Sec No   {A}\nFather  Bob Ray      Mother  Eve Stone\n"
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize("label", ["Add-on member", "Additional member", "Additional driver"])
def test_a_card_is_not_of_whom_a_contract_adds(scan, label):
    text = f"Member: Ann Lee\nAddress: 7 Elm St, Salem, MA 01970\n{label}: Bob Ray\nBilling\nCard on file: {CARD}\n"
    assert numbers(scan(text)) == OF_CARD


def test_the_id_shown_is_of_whom_a_car_is_released_to(scan):
    text = "Registered owner  Bob Ray\nReleased to  Ann Lee\nID shown  MA license S12345678\n"
    assert numbers(scan(text)) == [("ann lee", "S12345678")]


def test_words_on_lines_to_write_on(scan):
    assert numbers(scan(f"Print name _Ann Lee______  Soc Sec _{A}____\n")) == [LEE]
    assert numbers(scan(f"Soc Sec _{A}_ Name _Ann Lee_\n")) == [LEE]


@pytest.mark.parametrize(
    "behind", ["gasket (was {})", "(formerly {})", "/ {}", ", replaces {}", "(old no. {})", "({})"]
)
def test_what_a_part_was_called_before_is_no_ssn(scan, behind):
    assert numbers(scan(f"Part no. {A} {behind.format(B)} - ask Bob Ray\n")) == []
    assert numbers(scan(f"Bob Ray SSN (was {A}) {B}\n")) == [("bob ray", "773010001"), RAY]


@pytest.mark.parametrize("owner", ["Owner", "Registered owner"])
@pytest.mark.parametrize("own", ["Owner's license on file", "Owner license"])
def test_of_two_numbers_the_one_without_a_name_is_the_other_persons(scan, owner, own):
    text = f"{owner}: Bob Ray\nReleased to: Ann Lee\nID shown: MA license S12345678\n{own}: S87654321\n"
    assert numbers(scan(text)) == [("ann lee", "S12345678"), ("bob ray", "S87654321")]


@pytest.mark.parametrize("said", ["Creditor: Synchrony / Lowes", "Minimum payment: $35.00"])
def test_what_a_collector_calls_an_account_is_a_card(scan, said):
    text = f"ANN LEE\n7 RUGG AVE\nGLOUCESTER MA 01930\n\n{said}\nAccount #: {CARD}\nBalance due: $2,204.18\n"
    assert numbers(scan(text)) == OF_CARD
    assert numbers(scan(text.replace(said, "Service: water and sewer"))) == []


@pytest.mark.parametrize("label", ["Home equity line no.", "HELOC #"])
def test_a_line_on_a_home_is_for_review(scan, label):
    assert [one.classification.value for one in scan(f"Ann Lee\n{label} 440147356376\n").findings] == ["review"]


def test_a_first_name_in_the_cell_behind_the_last(scan):
    assert numbers(scan(f"Last name Lee\tFirst Ann\tMI B\tSSN {A}\n")) == [LEE]


@pytest.mark.parametrize(
    ("above", "titles"),
    [
        ("Home address: 7 Elm St, Lynn MA 01902\n2. List all the people in your home", "Name\tRelationship\tSSN"),
        ("HOUSEHOLD COMPOSITION\nUnit address: 7 Elm St, Lynn MA 01902", "Name\tRel\tSSN"),
    ],
)
def test_the_address_over_a_household_is_that_of_all_its_members(scan, above, titles):
    rows = f"{titles}\nAnn Lee\tself\t{A}\nBob Ray\tspouse\t{B}\n"
    assert {one.residency.value for one in scan(f"{above}\n{rows}").findings} == {"massachusetts"}
    others = above.replace("HOUSEHOLD COMPOSITION", "BENEFICIARIES").replace("all the people in your home", "heirs")
    assert {one.residency.value for one in scan(f"{others}\n{rows}").findings} == {"unknown"}


def test_a_number_of_no_role_is_the_applicants_where_the_other_has_one(scan):
    text = f"Applicant Name: Ann Lee\nSSN: {A}\nCo-Applicant: Bob Ray\nCo-Applicant SSN: {B}\n"
    assert numbers(scan(text)) == sorted((LEE, RAY))
    row = f'{{"applicant_name": "Ann Lee", "ssn": "{A}", "co_applicant_name": "Bob Ray", "co_applicant_ssn": "{B}"}}\n'
    assert numbers(scan(row, "a.json")) == sorted((LEE, RAY))
    assert numbers(scan(f'{{"applicant_name": "Ann Lee", "spouse_name": "Bob Ray", "ssn": "{A}"}}\n', "a.json")) == []


def test_an_account_below_a_co_applicants_own_number_may_be_the_applicants(scan):
    text = (
        f"Rental application\n\nApplicant: Ann Lee, SSN {A}\nHome: 5 Adams Ct, Quincy, MA 02169\nCo-Applicant: Bob Ray\n"
        f"Co-Applicant SSN: {B}\nChecking Acct: 2817315050\n"
    )
    assert ("bob ray", "2817315050") not in numbers(scan(text))


def test_a_parent_of_who_has_died_pays_nothing(scan):
    text = f"Name of deceased: Ann Lee\nFather: Bob Ray\nMother: Eve Stone\nPaid by Visa {CARD}  exp 06/28\n"
    assert numbers(scan(text)) == []


def test_what_a_visitor_entered_before_a_chat(scan):
    text = (
        "(16:20:01) Visitor has entered: Name: Ann Lee; Zip: 02301; State: MA\n(16:20:30) Dee: How can I help?\n"
        f"(16:21:44) Dee: please verify your full SSN\n(16:22:05) Visitor: {A}\n"
    )
    assert numbers(scan(text)) == [LEE]


def test_what_i_write_is_not_of_whom_i_write_to(scan):
    assert numbers(scan(f"Ann Lee: landlord wants ur social\nMe: {A}\n")) == []
    assert numbers(scan(f"Ann: need ur name and social\nMe: {A}\nMe: Ann Lee? no thats u\n")) == []
    assert numbers(scan(f"Landlord: name and social\nMe: Ann Lee\nMe: {A}\n")) == [LEE]


def test_the_method_of_payment_says_what_a_number_is(scan):
    rows = f"Payer,Method,Number\nAnn Lee,Visa,{CARD}\n"
    assert numbers(scan(rows, "a.csv")) == OF_CARD
    rows = f"Party,Card / check,Amount\nAnn Lee,{CARD},50\n"
    assert numbers(scan(rows, "a.csv")) == OF_CARD


def test_deposits_behind_their_routing_numbers_among_paper_checks(scan):
    """Some are paid by check."""
    rows = "Name,Direct dep\nAnn Lee,211857314 / 4412345678\nEve Stone,paper\nBob Ray,211371078 / 4412345679\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "4412345678"), ("bob ray", "4412345679")]
    rows = "Name,Direct Dep\nAnn Lee,RTN 211857314 ACCT 4412345678\nBob Ray,Eastern 211371078 / 4412345679\n"
    assert numbers(scan(rows, "a.csv")) == [("ann lee", "4412345678"), ("bob ray", "4412345679")]


@pytest.mark.parametrize("paper", ["Stop payment order", "DEPOSIT SLIP", "Signature card"])
def test_an_account_on_a_slip_of_a_bank(scan, paper):
    text = f"{paper}\nName  Ann Lee\nAccount number  2095359543\n"
    assert numbers(scan(text)) == [("ann lee", "2095359543")]
    assert numbers(scan(text.replace(paper, "Water and sewer bill"))) == []


def test_rows_with_more_cells_below_a_form_with_a_person_in_each_column(scan):
    rows = (
        ",Taxpayer,Spouse\nFirst name,Ann,Bob\nLast name,Lee,Ray\n"
        f"SSN,{A},{B}\nDependent,Tim Lee,SSN,{C}\nRefund to,Routing,211371078,Account,4412345678\n"
    )
    found = numbers(scan(workbook(rows), "a.xlsx"))
    assert {LEE, RAY, ("tim lee", C.replace("-", ""))} <= set(found)
    assert ("bob ray", "4412345678") not in found


@pytest.mark.parametrize("gap", [5, 12, 24])
def test_checking_far_from_its_number_at_the_end_of_a_line(scan, gap):
    assert numbers(scan(f"Applicant: Ann Lee\nAutopay from checking{' ' * gap}2388584123\n")) == [
        ("ann lee", "2388584123")
    ]
    assert numbers(scan(f"Applicant: Ann Lee\nChecking{' ' * gap}2388584 shares\n")) == []


def test_the_name_as_on_a_return(scan):
    text = f"Name as on tax return: Ann Lee\nBusiness name: Ray Snow & Lawn\nSSN {A}\n"
    assert numbers(scan(text)) == [LEE]


def test_the_same_address_is_the_last_one_above(scan):
    text = f"Principal: Ann Lee, of 14 Elm St, Lynn, MA 01902, SSN {A}\nRespondent: Bob Ray, same address; SSN {B}\n"
    assert {one.residency.value for one in scan(text).findings} == {"massachusetts"}
    text = f"Bob Ray, 9 Fore St, Portland, ME 04101, SSN {B}\nAnn Lee, same address, SSN {A}\n"
    assert {one.residency.value for one in scan(text).findings} == {"elsewhere"}
    text = f"Ann Lee\n{A}\n19 Dutton St, Lowell MA 01852\n\nBob Ray\n{B}\nmesmo endereço\n"
    assert {one.residency.value for one in scan(text).findings} == {"massachusetts"}


@pytest.mark.parametrize("said", ["make the purchases at Deli 99 in Brooklyn, NY", "open the account in Tampa, FL"])
def test_where_a_card_was_used_nobody_lives(scan, said):
    text = f"I, Ann Lee, of 90 Orchard St, Springfield, MA 01107, state that my SSN is {A} and that I did not {said}.\n"
    assert [one.residency.value for one in scan(text).findings] == ["massachusetts"]
    moved = text.replace(f"did not {said}", "moved to Tampa, FL")
    assert [one.residency.value for one in scan(moved).findings] != ["massachusetts"]
