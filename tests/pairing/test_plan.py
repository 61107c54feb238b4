"""What the columns of a table mean: by the header wherever it stands, else by the values."""

import pytest
from pairs import A, B, people

from piiscan.model import Kind
from piiscan.pairing.tables.header_row import header_of
from piiscan.pairing.tables.plan import make_plan

ROW = ["Ann Lee", "773-01-0001", "MA", "02139"]
BODY = [ROW] * 8


def elements(plan):
    return [(element.column, element.kind.value, element.subject) for element in plan.elements]


def test_a_header_may_be_wider_than_the_records():
    assert make_plan([["ssn", "x", "y", "z"], ["010-94-0001", "Ann Lee"]]).typed == {0}


def test_the_header_is_the_first_row():
    plan = make_plan([["Name", "SSN", "State", "ZIP"], *BODY])
    assert plan.first_row == 1
    assert elements(plan) == [(1, "ssn", 0)]
    assert plan.subjects[0].full == 0
    assert plan.states == ((2, ""),)
    assert plan.zips == ((3, ""),)
    assert plan.title(1) == "SSN"
    assert plan.title(99) == ""


@pytest.mark.parametrize("above", [1, 3, 12])
def test_the_header_may_stand_lower(above):
    titles = [["Harbor Mill Supply"], ["Payroll, confidential", "", ""], []] * 4
    plan = make_plan([*titles[:above], ["Name", "SSN", "State", "ZIP"], *BODY])
    assert plan.first_row == above + 1
    assert elements(plan) == [(1, "ssn", 0)]


def test_a_row_of_values_is_no_header():
    assert header_of([ROW, ROW])[0] == -1
    assert header_of([["Card", "Boston", "x", "y"]])[0] == -1
    assert header_of([])[0] == -1
    assert header_of([["SSN"], ["773-01-0001"]])[0] == 0


def test_without_a_header_the_values_tell():
    plan = make_plan(BODY)
    assert plan.first_row == 0
    assert elements(plan) == [(1, "ssn", 0)]
    assert plan.subjects[0].full == 0
    assert not plan.subjects[0].by_header
    assert plan.states == ((2, ""),)
    assert plan.zips == ((3, ""),)


@pytest.mark.parametrize(("amounts", "zips"), [(("62758", "69134", "14444"), ()), (("62758", "02139", "01002"), (2,))])
def test_five_digits_are_zip_codes_where_the_state_says_the_same(amounts, zips):
    rows = [("Smith, Ann", "010-94-0001", amount, "Boston", "MA") for amount in amounts]
    assert [column for column, _ in make_plan(rows).zips] == list(zips)


@pytest.mark.parametrize("rows", [["773010001"] * 9, ["4539578763621487"] * 9, ["12-3456789"] * 9, ["773-01-0001"] * 3])
def test_a_column_without_a_name_needs_many_good_values(rows):
    assert not make_plan([["Ann Lee", cell] for cell in rows]).elements


def test_cards_are_known_by_their_check_digit():
    (element,) = make_plan([["x", "4539 5787 6362 1486"]] * 6).elements
    assert element.kind is Kind.PAYMENT_CARD
    assert element.label == 0


def test_two_columns_may_make_the_name():
    by_header = make_plan([["Last", "First", "SSN"], *[["Lee", "Ann", "773-01-0001"]] * 3]).subjects
    assert [(one.given, one.surname) for one in by_header] == [(1, 0)]
    by_values = make_plan([["Ann", "Lee", "773-01-0001"]] * 9).subjects
    assert [(one.given, one.surname) for one in by_values] == [(0, 1)]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["emp_name", "emp_ssn", "spouse_name", "spouse_ssn"], {1: 0, 3: 2}),
        (["spouse_ssn", "emp_ssn", "emp_name", "spouse_name"], {0: 3, 1: 2}),
        (["name_1", "name_2", "ssn_1", "ssn_2"], {2: 0, 3: 1}),
        (["name1", "ssn1", "name2", "ssn2"], {1: 0, 3: 2}),
    ],
)
def test_groups_of_columns(header, wanted):
    plan = make_plan([header])
    found = {element.column: plan.subjects[element.subject].full for element in plan.elements}
    assert found == wanted
    assert not any(element.ambiguous for element in plan.elements)


def test_a_number_of_somebody_who_is_named_nowhere_is_a_guess():
    plan = make_plan([["name", "ssn", "spouse_ssn"], *[["Ann Lee", "773-01-0001", "773-01-0002"]] * 3])
    assert [(one.column, one.subject, one.ambiguous) for one in plan.elements] == [(1, 0, False), (2, 0, True)]
    plan = make_plan([["spouse_name", "spouse_ssn"], *[["Ann Lee", "773-01-0001"]] * 3])
    assert [one.ambiguous for one in plan.elements] == [False]


def test_a_number_of_no_group_beside_two_people_is_ambiguous():
    plan = make_plan([["emp_name", "spouse_name", "ssn"]])
    assert plan.elements[0].ambiguous
    plan = make_plan([["emp_name", "emp_ssn", "spouse_name", "spouse_dl_number", "ssn"]])
    assert [(one.column, one.ambiguous) for one in plan.elements] == [(1, False), (3, False), (4, True)]


def test_other_numbers_are_vetoed_but_an_id_may_be_anything():
    plan = make_plan([["Name", "Order Number", "ID", "SSN hash"]])
    assert [plan.vetoed(column) for column in range(5)] == [False, True, False, True, False]


def test_rows_of_any_width_are_no_error():
    plan = make_plan([["Name", "SSN"], [], ["Ann Lee"], ["Ann Lee", "773-01-0001", "x", "y", "z"]])
    assert len(plan.roles) == 5
    assert elements(plan) == [(1, "ssn", 0)]
    assert make_plan([]).elements == ()
    assert make_plan([[]]).elements == ()


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["Primary Taxpayer", "Primary SSN", "Spouse", "Spouse SSN"], {1: 0, 3: 2}),
        (["Member", "Member SSN", "Child 1", "Child 1 SSN", "Child 2", "Child 2 SSN"], {1: 0, 3: 2, 5: 4}),
        (["Taxpayer", "TP SSN", "Spouse", "SP SSN"], {1: 0, 3: 2}),
        (["Head of Household", "HOH SSN", "Dependent 1", "Dep 1 SSN"], {1: 0, 3: 2}),
        (["Owner", "Primary SSN", "Joint Owner", "Joint SSN"], {1: 0, 3: 2}),
        (["Name", "SSN", "Emergency Contact", "Spouse Name", "Spouse SSN"], {1: 0, 4: 3}),
        (["Manager", "Employee", "SSN"], {2: 1}),
        (["Name", "Spouse Name", "SSN", "Spouse SSN"], {2: 0, 3: 1}),
        (["Name", "Spouse Name", "Spouse SSN", "SSN", "Bank Account Number"], {2: 1, 3: 0, 4: 0}),
        (["SSN", "Spouse Name", "Name"], {0: 2}),
        (["Student", "Student SSN", "Beneficiary Name", "Beneficiary Account Number"], {1: 0, 3: 2}),
        (["Buyer", "SSN", "Seller", "SSN"], {1: 0, 3: 2}),
        (["Name", "SSN", "Name", "SSN"], {1: 0, 3: 2}),
    ],
)
def test_the_words_of_a_header_say_whose_a_number_is(header, wanted):
    plan = make_plan([header])
    found = {element.column: plan.subjects[element.subject].full for element in plan.elements}
    assert found == wanted
    assert not any(element.ambiguous for element in plan.elements)


def test_an_address_of_no_group_is_the_main_persons_where_another_has_one():
    plan = make_plan([["Name", "SSN", "State", "Spouse Name", "Spouse SSN", "Spouse State"]])
    assert plan.states == ((2, "self"), (5, "spouse"))
    assert [plan.subjects[element.subject].group for element in plan.elements] == ["self", "spouse"]
    alone = make_plan([["Name", "SSN", "Spouse Name", "Spouse SSN", "State"]])
    assert alone.states == ((4, ""),)


@pytest.mark.parametrize("routing", [[], ["Routing No"]])
def test_accounts_under_a_header_wider_than_the_records(routing):
    wide = ["Name", "Acct No", *routing, "x", "y", "z"]
    plan = make_plan([wide, ["Ann Lee", "12345678"], ["Bob Ray"], []])
    assert [element.column for element in plan.elements] == [1]


def subjects_of(header, *rows):
    plan = make_plan([header.split(","), *[row.split(",") for row in rows * 8]])
    named = [plan.subjects[one.subject].column for one in plan.elements if one.subject >= 0]
    return named, [(one.column, one.kind.value, one.label) for one in plan.elements]


@pytest.mark.parametrize(
    "header",
    [
        "Buyer,Buyer SSN,Co-Buyer,Co-Buyer SSN",
        "Lessee Name,Lessee SSN,Co-Lessee Name,Co-Lessee SSN",
        "Head of Household,HOH SSN,Spouse/Co-Head,Co-Head SSN",
        "Maker,Maker SSN,Co-Maker,Co-Maker SSN",
    ],
)
def test_two_persons_by_their_roles(header):
    named, found = subjects_of(header, "Ann Lee,773-01-0001,Bob Ray,773-01-0002")
    assert named == [0, 2]
    assert [column for column, *_ in found] == [1, 3]


def test_a_type_beside_a_value_says_what_it_is():
    row = "Ann Lee,Social Security Number,773010001"
    assert subjects_of("Worker,National ID Type,National ID", row)[1] == [(2, "ssn", 3)]
    assert subjects_of("Worker,ID Type,ID Number", row)[1] == [(2, "ssn", 3)]
    assert subjects_of("Worker,ID Type,ID Number", row.replace("Social Security Number", "Badge Number"))[1] == []


@pytest.mark.parametrize(
    "header", ["Agent,RE License #", "Nurse,Lic No", "Member,RE License #", "Loan Officer,MLO License No."]
)
def test_the_licence_of_a_trade_is_weak(header):
    assert [label for *_, label in subjects_of(header, "Ann Lee,42192962")[1]] == [1]


@pytest.mark.parametrize("header", ["Member,Lic No", "Driver,TX License No", "Customer,Customer License Number"])
def test_the_licence_of_anybody_is_fair(header):
    assert [label for *_, label in subjects_of(header, "Ann Lee,42192962")[1]] == [2]


def test_a_column_of_routing_numbers_under_a_short_header():
    for header in ("Account Holder,Acct Nbr,Rtg Nbr", "Account Holder,Acct Nbr,R No"):
        plan = make_plan([header.split(","), *[["Ann Lee", "309182734", "011000015"]] * 8])
        assert [(one.column, one.routed) for one in plan.elements] == [(1, True)]


@pytest.mark.parametrize(
    ("header", "states"),
    [("Name,DOB,License #,State", ()), ("Name,State,License #,DOB", (1,)), ("Name,DOB,License #,State,City", (3,))],
)
def test_a_state_right_behind_a_licence_is_where_it_was_issued(header, states):
    plan = make_plan([header.split(","), *[["Ann Lee", "4/1/1981", "D1234567", "CA"]] * 4])
    assert tuple(column for column, _ in plan.states) == states
    assert [element.state for element in plan.elements] == [-1 if states else 3]


@pytest.mark.parametrize(("kind", "label"), [("Checking", 3), ("Water", 2)])
def test_accounts_beside_their_types(kind, label):
    rows = [["Ann Lee", "4455667788", kind], ["Bob Ray", "8899001122", kind]]
    plan = make_plan([["Owner", "Account No.", "Account Type"], *rows])
    assert [(element.column, element.label) for element in plan.elements] == [(1, label)]


def test_words_over_columns_of_numbers_are_a_header():
    rows = [["Date", "Account", "Description", "Debit"], ["3/1/24", "101-00-1000", "Cash", "100.00"]]
    assert make_plan(rows).header == tuple(rows[0])
    rows = [["Card", "Ann Lee", "Boston", "note"], ["Visa", "Bob Ray", "Salem", "773-01-0001"]]
    assert not make_plan(rows).header


SPANS = {
    "one person": (
        f"Employee,,Soc. Sec. No.,State\nLast,First,,\nLee,Ann,{A},MA\nRay,Bob,{B},MA\n",
        [("ann lee", "773010001"), ("bob ray", "773010002")],
    ),
    "behind": (f"SSN,Employee Name,\n,Last,First\n{A},Lee,Ann\n", [("ann lee", "773010001")]),
    "two persons": (
        f"Employee,,Employee SSN,Spouse,,Spouse SSN\nLast,First,,Last,First,\nLee,Ann,{A},Ray,Bob,{B}\n",
        [("ann lee", "773010001"), ("bob ray", "773010002")],
    ),
    "a record that is not full": (f"Name,SSN,\nAnn Lee,,note\nBob Ray,{B},\n", [("bob ray", "773010002")]),
    "of a thing": ("Employee,,Part No.\nLast,First,\nLee,Ann,773010001\n", []),
}


@pytest.mark.parametrize("name", SPANS)
def test_a_title_over_several_columns(scan, name):
    data, found = SPANS[name]
    assert people(scan(data, "a.csv")) == found


def test_titles_over_several_columns_of_a_page(scan):
    data = (
        "<table><tr><th colspan=2>Employee</th><th rowspan=2>SSN</th></tr><tr><th>Last</th><th>First</th></tr>"
        f"<tr><td>Lee</td><td>Ann</td><td>{A}</td></tr><tr><td>Ray</td><td>Bob</td><td>{B}</td></tr></table>"
    )
    assert people(scan(data, "a.html")) == [("ann lee", "773010001"), ("bob ray", "773010002")]


@pytest.mark.parametrize(("product", "counts"), [("DDA", True), ("Savings", True), ("Gas", False)])
def test_accounts_of_a_product_that_holds_money(scan, product, counts):
    data = f"Name,Acct Nbr,Prod Cd\nAnn Lee,83749202,{product}\nBob Ray,1928374655,{product}\n"
    assert all((one[0] == "review") is not counts for one in people(scan(data, "a.csv")))
