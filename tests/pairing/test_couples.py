"""Persons named together: with one surname, or in a list behind one label; a number each, or one that is doubtful."""

import pytest
from pairs import A, B, numbers, people

from piiscan.config import Config
from piiscan.pairing.names.couples import with_couples
from piiscan.pairing.names.in_text import find_names, normal, parse_name

JOHN, MARY = ("john smith", "773010001"), ("mary smith", "773010002")
LEE, RAY = ("ann lee", "773010001"), ("bob ray", "773010002")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"John and Mary Smith, SSNs {A} and {B}\n"),
        ("a.txt", f"JOHN & MARY SMITH, SSN {A} AND {B}\n"),
        ("a.txt", f"Smith, John and Mary, SSNs {A} and {B}\n"),
        ("a.txt", f"We met John Q. and Mary Smith: SSNs {A}, {B}.\n"),
        ("a.txt", f"Taxpayers: John and Mary Smith\nSSN: {A}\nSSN: {B}\n"),
        ("a.txt", f"Names: John and Mary Smith\nSSNs: {A}, {B}\n"),
        ("a.txt", f"Taxpayer: SMITH JOHN & MARY\nSSN(s): {A} / {B}\n"),
        ("a.csv", f"name,ssn\nJohn & Mary Smith,{A}; {B}\n"),
    ],
)
def test_two_who_share_a_surname_have_a_number_each(scan, name, text):
    assert people(scan(text, name)) == [JOHN, MARY]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"John and Mary Smith, SSN {A}\n"),
        ("a.txt", f"Dear John and Mary Smith,\n\nYour SSN {A} is on file.\n"),
        ("a.txt", f"Name: John and Mary Smith\nSSN: {A}\n"),
        ("a.txt", f"Name: Ann Lee, Bob Ray\nSSN: {A}\n"),
        ("a.txt", f"Name: Ann Lee, Bob Ray  SSN: {A}\n"),
        ("a.txt", f"Names: Ann Lee and Bob Ray\nSSN: {A}\n"),
        ("a.csv", f"name,ssn\nJohn and Mary Smith,{A}\n"),
        ("a.csv", f"name,ssn\nAnn Lee; Bob Ray,{A}\n"),
        ("a.json", f'{{"name": "John and Mary Smith", "ssn": "{A}"}}'),
        ("a.json", f'{{"note": "John and Mary Smith, SSN {A}"}}'),
    ],
)
def test_one_number_beside_two_is_for_review(scan, name, text):
    (finding,) = scan(text, name).findings
    assert finding.classification.value == "review"
    assert "ambiguous-subject" in finding.reasons


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"Name: Ann Lee, Bob Ray\nSSN: {A}, {B}\n"),
        ("a.txt", f"Names: Ann Lee and Bob Ray\nSSN: {A}\nSSN: {B}\n"),
    ],
)
def test_a_list_behind_one_label_has_a_number_each(scan, name, text):
    assert people(scan(text, name)) == [LEE, RAY]


@pytest.mark.parametrize(
    "text",
    [
        f"Name: Lee, Ann\nSSN: {A}\n",
        f"Name: Ann Lee, Esq.\nSSN: {A}\n",
        f"Name: Ann Lee, Boston\nSSN: {A}\n",
        f"Name: Ann Lee and Associates\nSSN: {A}\n",
        f"Ann Lee and the board, SSN {A}\n",
    ],
)
def test_one_person_stays_one(scan, text):
    (finding,) = scan(text).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kevin Lee and Mary Smith", ["kevin lee", "mary smith"]),
        ("Boston and Mary Smith", ["mary smith"]),
        ("Research and Mary Smith", ["mary smith"]),
        ("the will and Mary Smith", ["mary smith"]),
        ("Mr. John and Mrs. Mary Smith", ["mary smith"]),
        ("Smith, John and Partners", ["john smith"]),
        ("Smith, John and Mary Jones", ["john smith", "mary jones"]),
        ("Borrowers John and Mary Smith", ["john smith", "mary smith"]),
    ],
)
def test_who_shares_a_surname(text, wanted):
    from piiscan.pairing.names.in_text import normal

    assert [normal(name) for name in with_couples(text, find_names(text))] == wanted


def test_rows_of_couples_are_counted_alike_when_the_list_is_full(scan):
    rows = "".join(f"{who},773-01-{at:04d}\n" for at in range(1, 31) for who in ("John and Mary Smith", "Ann Lee"))
    rows = "name,ssn\n" + rows
    some, every = (scan(rows, "a.csv", Config(max_findings_per_file=limit)).counts for limit in (2, 0))
    assert some == every
    assert some["review"] == {"ssn": 30}


APPLICANTS = f"""                 APPLICANT                         CO-APPLICANT
Name             Ann Lee                           Bob Ray
SSN              {A}                       {B}
Driver Lic. #    S12345678                         S87654321
Address          5 Elm St                          12 Oak Ave
City/ST/Zip      Lynn, MA 01901                    Salem, MA 01970
"""
COLUMNS = {
    "two": (APPLICANTS, [LEE, ("ann lee", "S12345678"), RAY, ("bob ray", "S87654321")]),
    "with colons": (
        APPLICANTS.replace("Name ", "Name:").replace("SSN ", "SSN:"),
        [LEE, ("ann lee", "S12345678"), RAY, ("bob ray", "S87654321")],
    ),
    "three": (
        f"Name     Ann Lee         Bob Ray         Eva Cole\nSSN      {A}     {B}     773-01-0003\n",
        [LEE, RAY, ("eva cole", "773010003")],
    ),
    "only the second has one": (
        f"Name             Ann Lee                           Bob Ray\nLicense no.{'':40}S87654321\n",
        [("bob ray", "S87654321")],
    ),
    "no other person": (f"Name     Ann Lee         Boston Office\nSSN      {A}     12 Elm St\n", [LEE]),
    "another label": (f"Name: Ann Lee         Witness: Bob Ray\nSSN:  {A}\n", [LEE]),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_persons_in_columns_behind_one_label(scan, name):
    text, expected = COLUMNS[name]
    assert numbers(scan(text)) == sorted(expected)


RETURN = (
    '<Return xmlns="http://www.irs.gov/efile"><Filer><PrimarySSN>773010001</PrimarySSN><SpouseSSN>773010002</SpouseSSN>'
    "<NameLine1Txt>{}</NameLine1Txt></Filer></Return>"
)


@pytest.mark.parametrize(
    "name", ["JOHN A &amp; MARY B&lt;SMITH", "JOHN &amp; MARY&lt;SMITH", "JOHN A &amp; MARY SMITH"]
)
def test_of_two_in_a_name_the_key_says_whose_a_number_is(scan, name):
    assert people(scan(RETURN.format(name), "a.xml")) == [JOHN, MARY]


@pytest.mark.parametrize("name", ["JOHN A&lt;SMITH", "JOHN&lt;SMITH&lt;JR"])
def test_a_return_of_one(scan, name):
    assert people(scan(RETURN.format(name).replace("<SpouseSSN>773010002</SpouseSSN>", ""), "a.xml")) == [JOHN]


def test_the_first_of_two_with_an_initial_each(scan):
    text = "name,account number,routing number\nJOHN A & MARY B SMITH,3344556677,011000138\n"
    (finding,) = scan(text, "a.csv").findings
    assert finding.person.normal == "john smith"


@pytest.mark.parametrize("initial", ["E", "Y", "M"])
@pytest.mark.parametrize(
    "name", ["Robert {} Thibodeau", "ROBERT {} THIBODEAU", "Robert {} Van Dyke", "Mary {} da Silva"]
)
def test_an_initial_is_no_word_for_and(name, initial):
    found = parse_name(name.format(initial), labelled=True)
    assert found is not None
    assert found.given.lower() in {"robert", "mary"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robert E & Ann Thibodeau", "robert thibodeau"),
        ("ROBERT E. AND ANN M THIBODEAU", "robert thibodeau"),
        ("João e Maria Silva", "joao silva"),
        ("Smith J and Jones Ann", "j smith"),
    ],
)
def test_the_first_of_two_may_have_an_initial(text, name):
    assert normal(parse_name(text, labelled=True)) == name
