"""Fields of forms, however a label is parted from its value and in whatever order they stand."""

import pytest
from pairs import LEE, RAY, A, B, people

FIELDS = [
    ("First name", "Ann"),
    ("Last name", "Lee"),
    ("SSN", A),
    ("City", "Lowell"),
    ("State", "MA"),
    ("Zip", "01852"),
]
LAYOUTS = {
    "dash": "{} - {}\n",
    "en dash": "{} \u2013 {}\n",
    "dots": "{} ............ {}\n",
    "blanks": "{:<14}{}\n",
    "bold": "**{}:** {}  \n",
    "bullet": "- {}: {}\n",
}


def written(layout, fields):
    return "".join(layout.format(label, value) for label, value in fields)


def residencies(scanned):
    return {finding.residency.value for finding in scanned.findings}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (3, 4, 5, 0, 1, 2), (2, 3, 4, 5, 1, 0)], ids=str)
def test_a_form_of_one_person(scan, layout, order):
    found = scan(written(layout, [FIELDS[index] for index in order]))
    assert people(found) == [LEE]
    assert residencies(found) == {"massachusetts"}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("head", ["== {} ==\n", "{}\n", "{} INFORMATION\n\n", "### {}\n"])
def test_the_next_person_of_a_form_lives_elsewhere(scan, layout, head):
    spouse = [("Address", "9 Elm St, Reno, NV 89501"), ("Name", "Bob Ray"), ("SSN", B)]
    text = (
        head.format("Employee") + written(layout, FIELDS[:3]) + "\n" + head.format("Spouse") + written(layout, spouse)
    )
    found = scan(text)
    told = {finding.person.normal: finding.residency.value for finding in found.findings}
    assert told == {LEE[0]: "unknown", RAY[0]: "elsewhere"}


def test_an_address_over_the_name_is_not_that_of_somebody_named_above_it(scan):
    text = f"Landlord: Bob Ray\nAddress: 9 Elm St, Lowell, MA 01852\nTenant: Ann Lee\nSSN: {A}\n"
    assert residencies(scan(text)) == {"unknown"}


@pytest.mark.parametrize(("label", "found"), [("Bank account #", "massachusetts"), ("Bank", "unknown")])
def test_an_account_at_a_bank_is_no_office(scan, label, found):
    text = f"Name: Ann Lee\nSSN: {A}\n{label}: 4455\nAddress: 9 Elm St, Lowell, MA 01852\n"
    assert residencies(scan(text)) == {found}


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann Lee\nSocial: 773010001\n",
        "Name: Ann Lee  Social: 773010001\n",
        "1. Name: Ann Lee\n2. Social - 773010001\n",
    ],
)
def test_social_labels_a_field(scan, text):
    assert people(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann Lee\nThe event is social 773010001\n",
        "Name: Ann Lee\nSocial media: 773010001\n",
        "Name: Ann Lee\nSocial worker - 773010001\n",
    ],
)
def test_social_is_a_word_of_others(scan, text):
    assert people(scan(text)) == []


@pytest.mark.parametrize(
    "said", ["in a solid state - in all", "state  of the art", "Interstate - ME first", "Ohio State - us"]
)
def test_words_behind_state_are_no_states(scan, said):
    assert residencies(scan(f"Name: Ann Lee\nSSN: {A}\n{said}\n")) == {"unknown"}


TABLES = ["|", ";", "\t"]


@pytest.mark.parametrize("delimiter", TABLES)
def test_one_record_below_titles_is_a_table(scan, delimiter):
    rows = [["id", "lastName", "firstName", "socialSecurityNo", "state"], ["7", "Lee", "Ann", "773010001", "MA"]]
    found = scan("".join(delimiter.join(row) + "\n" for row in rows))
    assert people(found) == [LEE]


@pytest.mark.parametrize("delimiter", TABLES)
def test_two_lines_of_labels_and_values_are_none(scan, delimiter):
    rows = [["Name", "Ann Lee", "City", "Lynn"], ["SSN", A, "Phone", "617-555-0123"]]
    assert people(scan("".join(delimiter.join(row) + "\n" for row in rows))) == [LEE]


def test_a_label_of_the_next_sentence_is_not_that_of_a_number_before_it(scan):
    found = scan("The invoice was paid (inv. 20260114). the license number (driver) S83903752 is that of Ann Lee.\n")
    assert people(found) == [("ann lee", "S83903752")]


def test_a_sentence_ends_behind_its_number_whatever_comes_next(scan):
    text = f"Ann Lee was hired in March. The number on the I-9 is SSN {A}.\nsavings account 3938664821 is Bob Ray's.\n"
    assert ("ann lee", "773010001") in people(scan(text))


def test_the_end_of_a_surname_is_no_first_name(scan):
    assert people(scan("John O'Brien's checking account is 6930540517.\n")) == [("john obrien", "6930540517")]
