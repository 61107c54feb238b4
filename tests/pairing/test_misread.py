"""Letters among digits, as pictures are misread, and licenses in groups of few digits: only right behind a label."""

import pytest
from pairs import people

from piiscan import matcher
from piiscan.config import Config

N = "773010001"
MISREAD = {
    "O for 0": ("SSN: 773-O1-0001", N),
    "l for 1": ("Social Security Number: 773-0l-000l", N),
    "S for 5": ("SSN 77S-01-0001", "775010001"),
    "a letter first": ("SSN: I73 Ol 0001", "173010001"),
    "letters last": ("Social Security No. is 773-01-OOO1", N),
    "license": ("MA driver's license: S1234567O", "S12345670"),
    "license, new series": ("Driver's License No. SA12345O7", "SA1234507"),
}
NO_NUMBERS = {
    "no label": "Ann Lee wrote 773-O1-0001",
    "label further off": "Ann Lee: SSN missing from the form 773-O1-0001",
    "behind the number": "Ann Lee, 773-O1-0001 (SSN)",
    "few digits": "Ann Lee, SSN: ISO-80-OOI2",
    "a group of letters": "Ann Lee, SSN: ISO-80-1000",
    "longer": "Ann Lee, SSN: 773-O1-00012",
    "in a word": "Ann Lee, SSN: A773-O1-0001",
    "not issued": "Ann Lee, SSN: OOO-12-3456",
    "other separators": "Ann Lee, SSN: 773-O1 0001",
    "a part": "Ann Lee, order S1234567O",
}
GROUPS = {
    "in twos": ("MA license S 12 34 56 78", "S12345678"),
    "in threes": ("MA DL no. S12 345 678", "S12345678"),
    "by dashes": ("driver's license: S12-34-56-78", "S12345678"),
    "by one": ("Driver license number S 1 2 3 4 5 6 7 8", "S12345678"),
    "of another state": ("CA driver's license number D 1 23 45 62", "D1234562"),
}
NO_GROUPS = {
    "no label": "Ann Lee has S 12 34 56 78",
    "a date": "Ann Lee, driver's license class D 12 05 1978",
    "a short date": "Ann Lee, driver's license class D 12-05-24",
    "other separators": "Ann Lee, license S 12 34-56 78",
    "digits alone": "Ann Lee, driver's license 12 34 56 78",
    "goes on": "Ann Lee, driver's license S 12 34 56 78 1234",
    "in a word": "Ann Lee, driver's license XYS12 34 56 78",
    "its own value": "Ann Lee, driver's license: none.\nS 12 34 56 78",
}


@pytest.mark.parametrize("name", MISREAD)
def test_a_misread_number_behind_its_label_is_to_be_reviewed(scan, name):
    text, number = MISREAD[name]
    scanned = scan(f"Name: Ann Lee\n{text}\n")
    assert people(scanned) == [("review", "ann lee", number)]
    assert scanned.findings[0].reasons[0] == "misread-digits"


def test_a_misread_number_of_nobody_is_a_number_without_a_person(scan):
    assert people(scan("SSN: 773-O1-0001\n")) == [("element_only", None, N)]


def test_a_misread_number_does_not_make_a_good_one_beside_it_doubtful(scan):
    text = "Name: Ann Lee\nSSN: 773-O1-0001\nVisa card 4539 5787 6362 1486\n"
    assert people(scan(text)) == [("review", "ann lee", N), ("ann lee", "4539578763621486")]


@pytest.mark.parametrize("name", NO_NUMBERS)
def test_letters_among_digits_are_none_else(scan, name):
    assert people(scan(NO_NUMBERS[name])) == []


@pytest.mark.parametrize("name", GROUPS)
def test_a_license_in_groups_of_few_digits_is_found_behind_its_label(scan, name):
    text, number = GROUPS[name]
    assert people(scan(f"Name: Ann Lee\n{text}\n")) == [("ann lee", number)]


@pytest.mark.parametrize("name", NO_GROUPS)
def test_other_groups_of_few_digits_are_no_license(scan, name):
    assert people(scan(NO_GROUPS[name])) == []


@pytest.mark.parametrize("around", [*range(0, 130, 3), 200_000])
def test_wherever_they_stand_among_words_they_are_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + b" SSN I73-01-OOO1 and license no. S 12 34 56 78, license no. S1234567O. " + words
    hits = matcher.look(data)
    assert [(kind, data[start:end]) for kind, start, end in zip(*hits, strict=True)] == [
        (matcher.SSN_MISREAD, b"I73-01-OOO1"),
        (matcher.LICENSE_PIECES, b"S 12 34 56 78"),
        (matcher.LICENSE_MISREAD, b"S1234567O"),
    ]


@pytest.mark.parametrize("letters", ["O", "Il|", "Zz", "Ss", "Gb", "B"])
def test_each_letter_is_read_as_the_digit_it_looks_like(letters):
    digit = {"O": "0", "I": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}[letters[0]]
    assert {matcher.as_digits(f"77{letter}-01-0001") for letter in letters} == {f"77{digit}-01-0001"}


def test_a_license_without_a_letter_among_its_digits_is_not_misread(scan):
    assert people(scan("Name: Ann Lee\nDriver's license: SA1829304\n")) == [("ann lee", "SA1829304")]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("a.csv", "name,ssn\nAnn Lee,773-O1-0001\n", "773010001"),
        ("a.csv", "name,ssn\nAnn Lee,77301000l\n", "773010001"),
        ("a.csv", "name,card number\nAnn Lee,4539 5787 6362 l486\n", "4539578763621486"),
        ("a.csv", "name,driver's license\nAnn Lee,S1234567O\n", "S12345670"),
        ("a.json", '{"name": "Ann Lee", "ssn": "773-O1-0001"}', "773010001"),
        ("a.json", '{"name": "Ann Lee", "driversLicense": "S1234567O"}', "S12345670"),
        ("a.xml", "<p><name>Ann Lee</name><ssn>773-O1-0001</ssn></p>", "773010001"),
    ],
)
def test_misread_numbers_below_a_header_or_key_are_for_review(scan, name, text, value):
    (finding,) = scan(text, name).findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert (finding.elements[0].value, finding.elements[0].review) == (value, "misread-digits")


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("ssn", "77E-01-0001"),  # no letter that looks like a digit
        ("ssn", "OOO-O1-OOO1"),  # too many
        ("ssn", "77301000OO"),
        ("ssn", "S12345678"),
        ("ssn", "9OO-01-0001"),
        ("card number", "4539 5787 6362 l487"),  # a check digit that is wrong
        ("driver's license", "D12345O"),
        ("order", "773-O1-0001"),
        ("bank account", "1234567O"),
    ],
)
def test_cells_that_are_no_misread_numbers(scan, header, cell):
    found = scan(f"name,{header}\nAnn Lee,{cell}\n", "a.csv").findings
    assert not any(element.review == "misread-digits" for finding in found for element in finding.elements)


def test_misread_cells_are_counted_alike_when_the_list_is_full(scan):
    rows = "".join(f"Ann Lee,773-O1-{at:04d},S123456{at:02d}\n" for at in range(10, 40))
    rows = "name,ssn,dl\n" + rows.replace(",S12", ",SI2")
    some, every = (scan(rows, "a.csv", Config(max_findings_per_file=limit)).counts for limit in (3, 0))
    assert some == every
    assert some["review"] == {"drivers_license": 30, "ssn": 30}


@pytest.mark.parametrize(
    "label",
    ["S0C SEC #", "Soclal Security Number", "Social Securlty No", "S0cial Security", "Soc1al Security #"],
)
def test_a_misread_label_is_a_weak_one(scan, label):
    bare = scan(f"Name: Ann Lee\n{label}: {N}\n").findings
    assert [(one.classification.value, one.person.normal) for one in bare] == [("review", "ann lee")]
    assert people(scan(f"Name: Ann Lee\n{label}: 773-01-0001\n")) == [("ann lee", N)]


def test_words_that_are_like_a_label_are_none(scan):
    assert people(scan(f"Name: Ann Lee\nSocial Secretary: {N}\nS0C: {N}\n")) == []
