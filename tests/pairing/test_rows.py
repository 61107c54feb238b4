"""Records of tables, from the file to the finding."""

import pytest
from pairs import CARD, LEE, RAY, A, B, people

from piiscan.config import Config
from piiscan.model import Axis, Kind
from piiscan.pairing.tables.typed_cells import read_typed

TABLES = [
    f"name,ssn\nAnn Lee,{A}\n",
    f"name,ssn\r\nAnn Lee,{A}\r\n",
    f"\ufeffname,ssn\nAnn Lee,{A}\n",
    f"\ufeffssn,name\n{A},Ann Lee\n",
    f'"name","ssn"\n"Lee, Ann","{A}"\n',
    f'name,ssn,x\n"Ann Lee",{A},"a ""quoted"" word, and\na line"\n',
    f"name\tssn\nAnn Lee\t{A}\n",
    f"name;ssn\nAnn Lee;{A}\n",
    f"name|ssn\nAnn Lee|{A}\n",
    f"first,last,ssn\nAnn,Lee,{A}\n",
    f"Payroll of May,,\n,,\nname,ssn,x\nAnn Lee,{A},1\n",
    f"name,ssn\nAnn Lee , {A} \n",
    "name,ssn\nAnn Lee,773010001\n",
    "name,HICN\nAnn Lee,773010001A\n",
    "name,ssn\nAnn Lee,773010001.0\n",
    "name,ssn\nAnn Lee,7.73010001E8\n",
    f"name,x,y,ssn\nAnn Lee,,,{A},more,cells\n",
    f"id,name\n{A},Ann Lee\n",
    f"x,y\nAnn Lee,{A}\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_the_person_is_found(scan, text):
    found = scan(text, "a.csv")
    assert people(found) == [LEE]
    steps = dict(found.findings[0].at)
    data = text.encode()
    raw = data[steps[Axis.BYTE] :]
    assert raw.startswith((A.encode(), b"773010001", b"7.73010001E8"))
    assert steps[Axis.LINE] == data.count(b"\n", 0, steps[Axis.BYTE]) + 1


def test_cp1252(scan):
    found = scan(f"name,ssn\nJosé Peña,{A}\n".encode("cp1252"), "a.csv")
    assert people(found) == [("jose pena", "773010001")]


@pytest.mark.parametrize(
    "text",
    [
        f"emp_name,emp_ssn,spouse_name,spouse_ssn\nAnn Lee,{A},Bob Ray,{B}\n",
        f"spouse_ssn,emp_ssn,emp_name,spouse_name\n{B},{A},Ann Lee,Bob Ray\n",
        f"name_1,ssn_1,name_2,ssn_2\nAnn Lee,{A},Bob Ray,{B}\n",
        f"first_1,last_1,first_2,last_2,ssn_1,ssn_2\nAnn,Lee,Bob,Ray,{A},{B}\n",
        f"name,ssn\nAnn Lee,{A}\nBob Ray,{B}\n",
        f"name,ssn,notes\nAnn Lee,{A},spouse Bob Ray has {B}\n",
        f'name,ssn,notes\nAnn Lee,{A},"called, then\nBob Ray gave {B}"\n',
    ],
)
def test_each_number_goes_to_its_own_person(scan, text):
    assert sorted(people(scan(text, "a.csv"))) == [LEE, RAY]


def test_a_note_without_a_name_is_about_the_person_of_the_row(scan):
    assert people(scan(f"name,notes\nAnn Lee,SSN {A} on file\n", "a.csv")) == [LEE]


def test_a_note_that_names_two_is_ambiguous(scan):
    (finding,) = scan(f"name,notes\nAnn Lee,Bob Ray and Eva Cole gave {A}\n", "a.csv").findings
    assert "ambiguous-subject" in finding.reasons


@pytest.mark.parametrize("column", ["order number", "ein", "ssn_flag", "Invoice Number", "phone"])
def test_vetoed_columns(scan, column):
    assert not scan(f"name,{column}\nAnn Lee,773010001\nBob Ray,{A}\n", "a.csv").findings


def test_a_weak_header_needs_the_form_of_the_number(scan):
    found = scan(f"name,TIN\nAnn Lee,{A}\nBob Ray,773010002\n", "a.csv")
    assert people(found) == [LEE, ("review", *RAY)]
    assert found.counts["personal_information"] == {"ssn": 1}
    assert found.counts["review"] == {"ssn": 1}


def test_a_sample_number_does_not_share_the_class_of_a_real_one(scan):
    found = scan(f"name,ssn,card_number\nAnn Lee,{A},4242424242424242\n", "a.csv")
    assert sorted(people(found)) == [LEE, ("test_value", "ann lee", "4242424242424242")]


def test_a_row_without_a_name_gives_each_number_alone(scan):
    found = scan(f"name,ssn,card_number\n,{A},{CARD}\n", "a.csv")
    assert people(found) == [("element_only", None, "773010001"), ("element_only", None, CARD)]


def test_residency_is_of_the_group(scan):
    text = f"emp_name,emp_ssn,emp_state,spouse_name,spouse_ssn,spouse_state\nAnn Lee,{A},MA,Bob Ray,{B},NY\n"
    found = {f.person.normal: f.residency.value for f in scan(text, "a.csv").findings}
    assert found == {"ann lee": "massachusetts", "bob ray": "elsewhere"}


def test_two_states_are_for_review(scan):
    (finding,) = scan(f"name,ssn,state,zip\nAnn Lee,{A},MA,10001\n", "a.csv").findings
    assert "mixed-residency" in finding.reasons


def test_the_title_stands_in_the_place(scan):
    (finding,) = scan(f"name,Social Security No\nAnn Lee,{A}\n", "a.csv").findings
    assert dict(finding.at)[Axis.KEY] == "Social Security No"
    assert dict(finding.at)[Axis.COLUMN] == 2


@pytest.mark.parametrize("limit", [1, 5])
def test_counts_are_exact_where_the_list_is_full(scan, limit):
    rows = [f"Ann Lee,{A},{CARD},MA", f"Bob Ray,{B},,NY", "Eva Cole,078-05-1120,x,", f",{A},,"] * 10
    text = "name,ssn,card_number,state\n" + "\n".join(rows)
    full, cut = scan(text, "a.csv"), scan(text, "a.csv", Config(max_findings_per_file=limit))
    assert len(full.findings) == 40
    assert len(cut.findings) == limit
    assert full.counts == cut.counts
    assert full.counts["personal_information"] == {"payment_card": 10, "ssn": 10}


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Kind.SSN, "010-94-0001", "010940001"),
        (Kind.SSN, "10940001", "010940001"),
        (Kind.SSN, "1020003", "001020003"),
        (Kind.SSN, "10940001.0", "010940001"),
        (Kind.SSN, "10940001.00", "010940001"),
        (Kind.SSN, "1.0940001E7", "010940001"),
        (Kind.SSN, "1.0940001e+07", "010940001"),
        (Kind.SSN, "1.09E-7", None),
        (Kind.SSN, "10940001.5", None),
        (Kind.SSN, "1.5E0", None),
        (Kind.SSN, "9E99", None),
        (Kind.SSN, "666-12-3456", None),
        (Kind.SSN, "109400", None),
        (Kind.SSN, "10-94-0001", None),
        (Kind.SSN, "010-94-0001" + " " * 40, None),
        (Kind.SSN, "٠١٠٩٤٠٠٠١", None),
        (Kind.SSN, "", None),
        (Kind.PAYMENT_CARD, CARD, CARD),
        (Kind.PAYMENT_CARD, f"{CARD}.0", CARD),
        (Kind.PAYMENT_CARD, "4.539578763621486E15", CARD),
        (Kind.PAYMENT_CARD, "4539578763621487", None),
        (Kind.DRIVERS_LICENSE, "S12345678", "S12345678"),
        (Kind.DRIVERS_LICENSE, "s12345678", "S12345678"),
        (Kind.DRIVERS_LICENSE, "none", None),
    ],
)
def test_what_a_whole_cell_is(kind, cell, value):
    read = read_typed(kind, cell)
    assert (read[0] if read else None) == value


def test_a_party_is_a_person_where_the_values_say_so(scan):
    iban = "DE44500105175407324931"
    people_paid = ["Ann Lee", "John Smith", "Mary Johnson", "Robert Brown", "Linda Davis"]
    rows = "".join(f"{name},{iban}\n" for name in people_paid)
    assert people(scan(f"Creditor,IBAN\n{rows}", "a.csv"))[0] == ("ann lee", iban)
    firms = "".join(f"{name} Ltd,{iban}\n" for name in people_paid)
    assert people(scan(f"Creditor,IBAN\n{firms}", "a.csv"))[0] == ("element_only", None, iban)


def test_two_columns_without_a_header_in_either_order(scan):
    names = [("Lee", "Ann"), ("Smith", "Mary"), ("Johnson", "Patricia"), ("Brown", "Linda"), ("Davis", "Susan")]
    turned = "".join(f"{last},{first},M,773-01-000{n}\n" for n, (last, first) in enumerate(names, 1))
    straight = "".join(f"{first},M,{last},773-01-000{n}\n" for n, (last, first) in enumerate(names, 1))
    for text in (turned, straight):
        assert people(scan(text))[1] == ("mary smith", "773010002")


KNOWN = ["KERRIGAN EILEEN L", "WALSH AOIFE K", "BROWN SANDRA R", "PATEL SUNITA R", "MARSH THOMAS R", "KELLY EILEEN R"]
KNOWN += ["ANDERSON PATRICIA A", "STONE JENNIFER R"]


@pytest.mark.parametrize(("other", "named"), [("OKUMU-WAFULA GRACE E", True), ("HARBOR BOOKS LLC", False)])
def test_off_the_lists_in_a_column_of_names_is_a_name_where_all_look_like_some(scan, other, named):
    """Of a firm among them nobody knows whether others are some as well."""
    names = [*KNOWN[:4], "NAMUBIRU GRACE E", *KNOWN, other, *KNOWN[4:], "NAMUBIRU GRACE E"]
    rows = "".join(f"D1 773-01-{n:04}  {name:<36}05/06/1948  {n}20.92\n" for n, name in enumerate(names, 1))
    told = [finding.person.name for finding in scan(rows, "k401.dat").findings if finding.person]
    assert len(told) == 2 * len(KNOWN) + 3 * named
    assert ("NAMUBIRU GRACE" in told) is named


@pytest.mark.parametrize(
    ("cell", "person"),
    [
        ('"VAN HOUTEN ANN M"', "ann van houten"),
        ("VO TUAN M", "tuan vo"),
        ('"XIONG, PA KOU"', "pa xiong"),
        ("ST. LOUIS PIERRE E", "pierre st louis"),
        ('"DEL VALLE, NELSON R"', "nelson del valle"),
        ('"Touch, Boupha L"', "boupha touch"),
    ],
)
def test_surnames_of_several_words_and_of_few(scan, cell, person):
    assert people(scan(f"name,ssn\n{cell},{A}\n", "a.csv")) == [(person, "773010001")]


def test_five_digits_that_no_state_is_before_are_no_zip(scan):
    rows = [("86593", "Ann Lee", A), ("10001", "Bob Ray", B)] * 4
    text = "".join(f"{number}|{name}|{ssn}|281 Union St|Haverhill|MA|01830\n" for number, name, ssn in rows)
    assert {found[1] for found in scan(text, "mailing.txt").classes()} == {"massachusetts"}


def test_a_column_of_firms_is_no_column_of_persons(scan):
    people_named = ["Ann Lee", "Bob Ray", "Eva Cole", "Mary Smith", "John Brown"]
    rows = [f"{name},773-01-000{at},Merrimack Credit Union\n" for at, name in enumerate(people_named, 1)]
    found = scan("Associate,SSN,Client\n" + "".join(rows), "a.csv").classes()
    assert [(kind, person) for kind, _, person, _ in found] == [
        ("personal_information", name.lower()) for name in people_named
    ]


def test_one_known_header_is_a_header(scan):
    text = "Caddie pay,,\nRun date,,\n\nCaddie,Tax ID (SSN),Loops\nAnn Lee,773010001,31\nBob Ray,773010002,32\n"
    rows = "".join(f"Mary Smith,77301000{at},31\n" for at in range(3, 9))
    assert people(scan(text + rows, "a.csv"))[:2] == [LEE, RAY]


def test_every_row_of_a_column_of_medicare_numbers_is_read(scan):
    """Far from the header, too, where the matcher sees no label; and numbers of today are no SSNs."""
    rows = "".join(f"Ann Lee,77301{count:04}D6\n" for count in range(1, 300))
    found = scan(f"name,Medicare claim number\n{rows}Bob Ray,1EG4-TE5-MK73\n", "a.csv")
    assert found.outcomes[-1].counts["personal_information"] == {"ssn": 299}
    assert "lookalike" not in found.outcomes[-1].counts  # what the matcher sees of the first ones is the same numbers


def test_a_tax_identifier_may_be_that_of_a_firm(scan):
    (finding,) = scan('{"name": "Ann Lee", "taxIdentifier": "773010001"}', "a.json").findings
    assert (finding.classification.value, finding.reasons) == ("review", ("weak-element",))


def test_the_number_of_kin_in_a_remark_is_not_surely_that_of_the_row(scan):
    text = "name,notes\nAnn Lee,card on file; spouse Bob SSN 773-01-0001\nBob Ray,SSN 773-01-0002 checked\n"
    found = [
        (one.person.normal, one.elements[0].value, one.classification.value) for one in scan(text, "a.csv").findings
    ]
    assert found == [("ann lee", "773010001", "review"), ("bob ray", "773010002", "personal_information")]


def test_columns_that_come_again_name_another_person_each(scan):
    text = "First,Last,SSN,First,Last,SSN\nAnn,Lee,773-01-0001,Bob,Ray,773-01-0002\nKevin,Doyle,773-01-0003,,,\n"
    found = [
        (one.person.normal, one.elements[0].value, one.classification.value) for one in scan(text, "a.csv").findings
    ]
    assert found == [
        ("ann lee", "773010001", "personal_information"),
        ("bob ray", "773010002", "personal_information"),
        ("kevin doyle", "773010003", "personal_information"),
    ]


def test_the_comma_between_the_columns_of_a_name_is_none_of_it(scan):
    text = "LAST     FIRST  SSN          TOWN\nLee,     Ann    773-01-0001  Lynn\nRay,     Bob    773-01-0002  Salem\n"
    assert [one.person.name for one in scan(text, "a.txt").findings] == ["Ann Lee", "Bob Ray"]


@pytest.mark.parametrize(
    "header",
    ["SubscriberSSN,MemberSSN,MemberLast,MemberFirst", "Employee SSN,Patient SSN,Patient Last Name,Patient First Name"],
)
def test_the_number_of_whoever_has_another_role_is_to_be_reviewed(scan, header):
    text = f"{header}\n773010001,773010002,Ray,Bob\n773010003,773010004,Lee,Ann\n"
    assert set(people(scan(text, "a.csv"))) == {
        ("review", "bob ray", "773010001"),
        ("bob ray", "773010002"),
        ("review", "ann lee", "773010003"),
        ("ann lee", "773010004"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Subscriber SSN,Last Name,First Name\n773010001,Ray,Bob\n773010002,Lee,Ann\n",
        "Worker SSN,Employee Name\n773010001,Bob Ray\n773010002,Ann Lee\n",
    ],
)
def test_a_role_that_nobody_else_has_is_the_same_persons(scan, text):
    assert people(scan(text, "a.csv")) == [("bob ray", "773010001"), ("ann lee", "773010002")]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Employee First Name,Last Name,SSN", "Ann,Lee,773-01-0001"),
        ("First Name,Middle Name,Employee Last Name,SSN", "Ann,B,Lee,773-01-0001"),
        ("Last Name,Member First Name,SSN", "Lee,Ann,773-01-0001"),
        ("(1) First name,Last name,(2) Social security number", "Ann,Lee,773-01-0001"),
        ("Dependents (1) First name,Last name,(2) Social security number", "Ann,Lee,773-01-0001"),
    ],
)
def test_a_header_may_say_of_one_half_of_a_name_whose_it_is(scan, header, row):
    assert [one[0] for one in people(scan(f"{header}\n{row}\n", "a.csv"))] == ["ann lee"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Employee First Name,Spouse Last Name,SSN", "Ann,Lee,773-01-0001"),
        ("Employee First Name,Title,City,Last Name,SSN", "Ann,Clerk,Lynn,Lee,773-01-0001"),
    ],
)
def test_halves_of_two_names_are_no_name(scan, header, row):
    assert [one[:2] for one in people(scan(f"{header}\n{row}\n", "a.csv"))] == [("element_only", None)]


def test_a_name_of_two_halves_keeps_them(scan):
    text = "Last Name,First Name,Spouse First Name,SSN\nLee,Ann,Bob,773-01-0001\n"
    assert [one[0] for one in people(scan(text, "a.csv"))] == ["ann lee"]


@pytest.mark.parametrize(
    "firm", ["Keegan Landscaping", "Smith Masonry", "Lee Orthodontics", "Frank Flooring", "Cole Towing"]
)
def test_a_firm_of_a_trade_is_nobody(scan, firm):
    (found,) = people(scan(f"Account Name,SSN\n{firm},773-01-0001\n", "a.csv"))
    assert found[:2] == ("element_only", None)


@pytest.mark.parametrize("name", ["Ann Painting", "Ann Mason", "Ann Carpenter"])
def test_a_surname_that_a_trade_has_too_is_one(scan, name):
    (found,) = people(scan(f"Account Name,SSN\n{name},773-01-0001\n", "a.csv"))
    assert found[0] == name.lower()


@pytest.mark.parametrize(
    ("cells", "named"), [(("Halloran M.", "Underhill T."), True), (("Exhibit C.", "Room B."), False)]
)
def test_a_surname_and_an_initial_name_somebody_without_a_title(scan, cells, named):
    rows = "".join(f"{cell},773-01-000{n}\n" for n, cell in enumerate(cells, 1))
    assert [one[0] == "element_only" for one in people(scan(f"Roster,SS#\n{rows}", "a.csv"))] == [not named] * 2
