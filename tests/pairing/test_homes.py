"""Where a person lives by fields of a form that stand apart from the number, and whose those are (SPEC §4, §5)."""

import pytest
from pairs import A, B

from piiscan.model import Residency


def residencies(found):
    return [(one.person.name, one.residency) for one in found.findings if one.person is not None]


MA, UNKNOWN = Residency.MASSACHUSETTS, Residency.UNKNOWN


@pytest.mark.parametrize(
    "home",
    [
        "Address: 12 Elm St\n\nCity or town, state, and ZIP code: Lowell MA 01852\n",
        "4 Residential address: 12 Elm St   5 City: Lowell   6 State: MA   7 Zip: 01852\n",
        "Street Address   City/Town   State   Zip\n12 Elm St        Quincy      MA      02169\n",
        "Address: 12 Elm St   (City/Town): Lowell   (State): MA   (Zip): 01852\n",
        "Permanent address: __12 Elm St, Lowell, MA 01852__\n",
    ],
)
def test_the_fields_of_an_address_below_the_name_in_a_form(scan, home):
    text = f"Employee's name: Ann Lee   SSN: {A}\n\nDate of birth: 01/02/1980\n\n{home}\nEmployer: Old Colony Machine Co.\n"
    assert residencies(scan(text)) == [("Ann Lee", MA)]


def test_a_form_with_titles_over_its_values_row_by_row(scan):
    text = (
        f"Member's Last Name   First   M.I.   Social Security Number\nLee                  Ann     J      {A}\n"
        "Street Address   City/Town   State   Zip\n302 Winter St    Quincy      MA      02169\n"
    )
    assert residencies(scan(text)) == [("Ann Lee", MA)]


def test_both_of_a_joint_return_live_at_its_address(scan):
    text = (
        f"Your first name and middle initial: Ann\nLast name: Lee\nYour social security number: {A}\n"
        f"If joint return, spouse's first name and middle initial: Bob\nLast name: Lee\nSpouse's social security number: {B}\n"
        "Home address (number and street): 12 Elm St\nCity, town, or post office: Lowell\nState: MA\nZIP code: 01852\n"
    )
    assert residencies(scan(text)) == [("Ann Lee", MA), ("Bob Lee", MA)]


def test_who_is_named_again_lives_where_the_form_said(scan):
    between = "".join(f"Question {at}: yes\n" for at in range(12))
    text = (
        f"Applicant's name and mailing address: Ann Lee, 12 Elm St, Chelsea, MA 02150\n{between}\nPayment\n"
        "Name on account: Ann Lee   Bank routing: 011000138   Checking account: 939510964081\n"
    )
    assert residencies(scan(text)) == [("Ann Lee", MA)]


@pytest.mark.parametrize(
    "below",
    [
        "Landlord's name: Bob Ray\nAddress: 12 Elm St, Lowell, MA 01852\n",
        "Employer's address: 12 Elm St, Lowell, MA 01852\n",
    ],
)
def test_an_address_behind_somebody_else_or_of_something_else_is_not_theirs(scan, below):
    text = f"Applicant: Ann Lee\nSSN: {A}\nDate of birth: 01/02/1980\n\n{below}"
    assert residencies(scan(text)) == [("Ann Lee", UNKNOWN)]


def test_a_town_and_its_state_in_columns_are_nobody(scan):
    text = f"Ann Lee        {A}\n273 Pleasant Street    Brockton   MA      02301\n"
    assert {name for name, _ in residencies(scan(text))} == {"Ann Lee"}


@pytest.mark.parametrize(
    "text",
    [
        (
            "SELLER                            BUYER\nName: Ann Lee                     Name: Bob Ray\n"
            "Address: 12 Elm St                Address: 9 Oak Rd\n"
            "City/State/Zip: Lynn, MA 01902    City/State/Zip: Nashua NH 03060\nSSN: {0}                  SSN: {1}\n"
        ),
        (
            "Name | Ann Lee | Name | Bob Ray\nCity/State/Zip | Lynn, MA 01902 | City/State/Zip | Nashua, NH 03060\n"
            "SSN | {0} | SSN | {1}\n"
        ),
    ],
)
def test_two_side_by_side_live_where_their_own_column_says(scan, text):
    found = residencies(scan(text.format(A, B)))
    assert found == [("Ann Lee", MA), ("Bob Ray", Residency.ELSEWHERE)]


FOOT = "Harbor Savings Bank\n100 Federal St\nBoston, MA 02110\n"


@pytest.mark.parametrize(
    "text",
    [
        f"Dear Ann Lee:\n\nYour SSN on file is {A}.\n\nSincerely,\nTom Burke\n20 High St\nMedford, MA 02155\n",
        f"Dear Ann Lee:\n\nYour SSN on file is {A}.\n\nHarbor Savings Bank, 100 Federal St, Boston, MA 02110\n",
        f"Dear Ann Lee:\n\nYour SSN on file is {A}.\n\n{FOOT}",
        f"Name: Ann Lee\nSSN: {A}\n\n{FOOT}",
        f"Name: Ann Lee\nSSN: {A}\n\n{FOOT}".replace("\n", "\r\n"),
    ],
)
def test_who_signs_or_writes_lives_elsewhere(scan, text):
    assert residencies(scan(text)) == [("Ann Lee", UNKNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        f"Dear Tom Burke:\n\nMy SSN is {A}.\n\nSincerely,\nAnn Lee\n20 High St\nMedford, MA 02155\n",
        f"Name: Ann Lee\nSSN: {A}\nc/o Harbor Group\n100 Federal St\nBoston, MA 02110\n",
        f"Ann Lee\n{FOOT}SSN {A}\n",
    ],
)
def test_but_not_where_it_is_the_persons_own(scan, text):
    assert residencies(scan(text)) == [("Ann Lee", MA)]


NAMES = ("Ann Lee", "Bob Ray", "Kevin Doyle", "Mary Stone", "Ruth Walsh", "Paul Costa", "Jane Flynn", "Luis Rivera")


@pytest.mark.parametrize("title", ["", "Employee register     SSN             Hired\n"])
@pytest.mark.parametrize(
    ("home", "there"),
    [
        ("  12 {} St\n  Lynn, MA 01901\n", MA),
        ("12 {} St, Lynn MA 01901\n", MA),
        ("   12 {} ST\n   KEENE NH 03431\n", Residency.ELSEWHERE),
        ("  12 {} St\n", UNKNOWN),
    ],
)
def test_addresses_below_the_names_of_a_list_without_empty_lines(scan, title, home, there):
    rows = (
        f"{name:20}  773-01-{at:04}     05/01/2015\n{home.format('North ' * (at % 3) + 'Elm')}"
        for at, name in enumerate(NAMES, 1)
    )
    assert residencies(scan(title + "".join(rows))) == [(name, there) for name in NAMES]


def test_places_above_those_who_are_there_are_no_homes_below_others(scan):
    rows = (f"12 Elm St, Lynn MA 0190{at}\n{name:20}  773-01-{at:04}\n" for at, name in enumerate(NAMES[:7], 1))
    assert residencies(scan("Rent roll\n" + "".join(rows)))[0] == ("Ann Lee", UNKNOWN)


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("ST ZIP", "MA 01201"),
        ("State/Zip", "MA 01201"),
        ("What city and state do you live in?", "Salem, MA"),
        ("City and State", "Salem, MA"),
    ],
)
def test_a_column_with_two_parts_of_an_address(scan, title, cell):
    assert residencies(scan(f'Name,SSN,{title}\nAnn Lee,{A},"{cell}"\n', "a.csv")) == [("Ann Lee", MA)]


@pytest.mark.parametrize(
    "text",
    [
        f"make([\n  'first_name' => 'Ann',\n  'last_name' => 'Lee',\n  'ssn' => '{A}',\n  'state' => 'MA', 'zip' => '01852',\n]);\n",
        f'ROWS = [\n    ("Ann", "Lee", "{A}", "Lowell", "MA", "01852"),\n]\n',
        f"ROWS = [\n    ['Ann Lee', '{A}', 'MA', '01852'],\n]\n",
    ],
)
def test_a_state_and_a_zip_code_among_values_of_source_code(scan, text):
    assert residencies(scan(text, "a.php")) == [("Ann Lee", MA)]


def test_labels_with_stars_are_those_of_one_form(scan):
    text = (
        f"#184\nName *    Ann Lee\nAddress *    \n12 Elm St\nLowell, MA 01852\nUnited States\nEmail *    a@example.com\n"
        f"Social Security Number *    {A}\nBank Name    Rockland Trust\nRouting Number    211371078\nType    Checking\n"
        "Created    12 Feb 2024\nIP Address    71.2.3.4\n"
    )
    assert residencies(scan(text)) == [("Ann Lee", MA)]
