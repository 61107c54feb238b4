"""Several numbers in one cell, and one among words; several names behind one label."""

import pairs
import pytest
from pairs import CARD, A, B, C, people

from piiscan.pairing.prose import remarks
from piiscan.pairing.tables import row_persons

TWO_CARDS = (CARD, "4556737586899855")
CELLS = {
    "two": (f"name,ssn\nAnn Lee,{A} / {B}\n", [("ann lee", A, B)]),
    "quoted": (f'name,ssn\nAnn Lee,"{A}, {B}"\nBob Ray,{C}\n', [("ann lee", A, B), ("bob ray", C)]),
    "digits alone": ('name,ssn\nAnn Lee,"773010001; 773010002"\n', [("ann lee", A, B)]),
    "a remark behind it": (
        f"name,ssn\nAnn Lee,{A} (old)\nBob Ray,773010002 verify\n",
        [("ann lee", A), ("bob ray", B)],
    ),
    "a label before it": (f"name,ssn\nAnn Lee,SSN {A}\n", [("ann lee", A)]),
    "a remark of its own": (
        f"name,ssn\nAnn Lee,{A} and a long remark on why the first one was wrong\n",
        [("ann lee", A)],
    ),
    "cards": ("name,cards\nAnn Lee,{}|{}\n".format(*TWO_CARDS), [("ann lee", *TWO_CARDS)]),
    "by position": (f'names,ssns\n"Ann Lee; Bob Ray","{A}; {B}"\n', [("ann lee", A), ("bob ray", B)]),
    "by position, commas": (f'name,ssn\n"Ann Lee, Bob Ray","{A}, {B}"\n', [("ann lee", A), ("bob ray", B)]),
    "surnames first": (f'name,ssn\n"Lee, Ann; Ray, Bob","{A}; {B}"\n', [("ann lee", A), ("bob ray", B)]),
    "joint": (f"name,ssn\nAnn Lee and Bob Ray,{A} and {B}\n", [("ann lee", A), ("bob ray", B)]),
    "no list of persons": (f'name,ssn\n"Lee, Ann","{A}; {B}"\n', [("ann lee", A, B)]),
    "one masked": (f"name,ssn\nAnn Lee,***-**-1234 / {A}\n", [("ann lee", A)]),
}
OTHER_CELLS = {
    "none at all": "name,ssn\nAnn Lee,see file\nBob Ray,n/a\n",
    "no number of its kind": "name,ssn\nAnn Lee,666-12-3456; 000-12-3456\n",
    "digits in a remark": "name,ssn\nAnn Lee,applied for one on the form 123456789 that was sent in May\n",
    "a part of a longer one": f"name,ssn\nAnn Lee,1{A}; {A}1\n",
    "licenses in a remark": "name,drivers_license\nAnn Lee,expired; see file S12345678x\n",
}
LISTS = {
    "commas": f"Name: Ann Lee, Bob Ray\nSSN: {A}, {B}\n",
    "surnames first": f"Names: Lee, Ann; Ray, Bob\nSSN: {A}; {B}\n",
    "a slash": f"Tenants: Ann Lee / Bob Ray\nSSN: {A} / {B}\n",
    "and": f"Name: Ann Lee and Bob Ray\nSSN: {A} and {B}\n",
}


@pytest.mark.parametrize("name", CELLS)
def test_every_number_of_a_cell_is_found_and_paired(scan, name):
    data, found = CELLS[name]
    assert [(one[0], *map(_digits, one[1:])) for one in people(scan(data, "a.csv"))] == [
        (person, *map(_digits, numbers)) for person, *numbers in found
    ]


@pytest.mark.parametrize("name", OTHER_CELLS)
def test_other_cells_hold_none(scan, name):
    assert people(scan(OTHER_CELLS[name], "a.csv")) == []


@pytest.mark.parametrize("name", LISTS)
def test_names_in_a_list_behind_a_label_are_persons_each(scan, name):
    assert people(scan(LISTS[name])) == [("ann lee", _digits(A)), ("bob ray", _digits(B))]


def test_whoever_stands_behind_a_name_for_something_else_is_in_no_list(scan):
    text = f"Patient: Ann Lee, Dr. Bob Ray\nSSN: {A}\n"
    assert people(scan(text)) == [("ann lee", _digits(A))]


def test_each_has_its_own_bytes(scan):
    (finding,) = scan(f"name,ssn\nAnn Lee,{A}; {B}\n", "a.csv").findings
    data = f"name,ssn\nAnn Lee,{A}; {B}\n"
    assert [data[one.start : one.end] for one in finding.elements] == [A, B]


def _digits(number):
    return number.replace("-", "")


REMARKS = {
    "a cell": (f'id,note\n1,"Ann Lee SSN {A}, Bob Ray SSN {B}"\n', "a.csv"),
    "a cell of lines": (f'id,note\n1,"Customer: Ann Lee\nSSN: {A}\nSpouse: Bob Ray\nSpouse SSN: {B}"\n', "a.csv"),
    "one named, one seen by": (f'id,note\n1,"Ann Lee SSN {A}; seen by Mary Stone"\n2,"Bob Ray SSN {B}"\n', "a.csv"),
    "beside the row's own": (f'name,note\nMary Stone,"Ann Lee SSN {A}, Bob Ray SSN {B}"\n', "a.csv"),
    "the same digits twice": (f'id,note\n1,"Ann Lee SSN {A}; her {A}, Bob Ray SSN {B}"\n', "a.csv"),
    "a string": (f'{{"note": "Ann Lee SSN {A}, Bob Ray SSN {B}"}}', "a.json"),
    "SQL": (f"INSERT INTO notes VALUES (1, 'Ann Lee SSN {A}; Bob Ray SSN {B}');\n", "a.sql"),
    "letters of several bytes": (f'id,note\n1,"é: Ann Lee SSN {A}, José Ray, Bob Ray SSN {B}"\n', "a.csv"),
}


@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_that_names_several_is_read_as_running_text(scan, name):
    found = {(person, number) for person, *numbers in people(scan(*REMARKS[name])) for number in numbers}
    assert found == {("ann lee", _digits(A)), ("bob ray", _digits(B))}


def test_who_cannot_be_told_in_a_remark_is_to_be_reviewed(scan):
    (finding,) = scan(f'id,note\n1,"Ann Lee and Bob Ray came with {A}"\n', "a.csv").findings
    assert finding.classification.value == "review"
    assert "ambiguous-subject" in finding.reasons


def test_a_number_right_behind_two_joined_names_may_be_eithers(scan):
    (finding,) = scan(f"Bob Ray and Eva Cole gave {A}\n").findings
    assert (finding.classification.value, "ambiguous-subject" in finding.reasons) == ("review", True)


@pytest.mark.parametrize("cell", ["MA S12345678", "S12345678 (MA)", "Massachusetts: S12345678", "S12345678, Mass."])
def test_a_license_with_its_state_in_one_cell(scan, cell):
    (finding,) = scan(f'name,drivers license\nAnn Lee,"{cell}"\n', "a.csv").findings
    (element,) = finding.elements
    assert (finding.person.normal, element.value) == ("ann lee", "S12345678")
    assert "state:MA" in element.evidence


def test_a_number_of_somebody_who_is_not_named_is_to_be_reviewed(scan):
    data = f"employee_name,employee_ssn,spouse_ssn\nAnn Lee,{A},{B}\n"
    found = [(one.classification.value, *(e.value for e in one.elements)) for one in scan(data, "a.csv").findings]
    assert found == [("personal_information", _digits(A)), ("review", _digits(B))]


@pytest.mark.parametrize("apart", ["; ", "\n", " \u00e9 "])
def test_a_remark_is_looked_through_once_for_all_numbers_in_it(scan, apart, monkeypatch):
    looked = []
    whole = remarks._Remark
    monkeypatch.setattr(remarks, "_Remark", lambda text: looked.append(text) or whole(text))
    named = row_persons.names.find_names
    monkeypatch.setattr(row_persons.names, "find_names", lambda text: looked.append(text) or named(text))
    numbers = [f"773-01-{number:04}" for number in range(1, 41)]
    names = ("Ann Lee", "Bob Ray", "Mary Stone", "Kevin Doyle")
    remark = apart.join(f"{names[at % 4]} SSN {number}" for at, number in enumerate(numbers))
    told = pairs.numbers(scan(f'name,remark\nEva Cole,"{remark}"\n', "a.csv"))
    assert sorted(number for _, number in told) == [number.replace("-", "") for number in numbers]
    assert len({name for name, _ in told}) == 4
    assert sum(len(text) == len(remark) for text in looked) < 12
