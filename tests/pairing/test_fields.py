"""Label and value on one line, as forms, Markdown and addresses of the web write them."""

import pytest

from piiscan.model import Segment, Shape
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.lines import Lines

A = "773-01-0001"


def persons(text):
    return Lines(Segment(text.encode(), Shape.PROSE, lambda _: (), 0, -1, 0)).at(0).persons


@pytest.mark.parametrize(
    "text",
    [
        "Name ............ Ann Lee",
        "Name ____________ Ann Lee",
        "Name . . . . . Ann Lee",
        "**Name:** Ann Lee",
        "- **Name**: Ann Lee",
        "| Name | Ann Lee |",
        "Name | Ann Lee",
        "Patient's name Ann Lee",
        "CARDHOLDER ANN LEE",
        "  PATIENT ANN LEE  ",
        "2b Employee name Ann Lee",
        "1a First name and initial    Ann    Last name Lee",
        "Patient Name  (Last) Lee   (First) Ann   (MI) C",
        "Name: (First) Ann (Last) Lee",
        "Student (Last name) Lee (First name) Ann",
        "GET /a?first_name=Ann&last_name=Lee&id=7 HTTP/1.1",
    ],
)
def test_a_labelled_name(text):
    assert [(one.person.normal, one.labelled) for one in persons(text).mentions] == [("ann lee", True)]


@pytest.mark.parametrize(
    "text",
    [
        "CONTACT_FIRST=Dana\nCONTACT_LAST=Whitcomb\nCONTACT_SSN=010940001\n",
        "owner.first = Dana\nowner.last = Whitcomb\nowner.ssn = 010940001\n",
        "export APP_USER_FIRST='Dana'\nexport APP_USER_LAST='Whitcomb'\nexport APP_USER_SSN='010940001'\n",
    ],
)
def test_the_last_word_of_a_key_names_a_part_of_a_name(scan, text):
    (found,) = scan(text, "app.env").findings
    assert found.person is not None
    assert found.person.name == "Dana Whitcomb"


def test_values_in_an_address_of_the_web_are_decoded():
    (one,) = persons("GET /a?first_name=Jos%C3%A9&last_name=de+la+Cruz&id=7 HTTP/1.1").mentions
    assert one.person.name == "José de la Cruz"


@pytest.mark.parametrize(
    "text",
    [
        *("Name Change Request", "Name Here Please", "Our new name Ann Lee likes", "| a | b | c |"),
        *("CUSTOMER SERVICE DESK", "EMPLOYEE GRACE PERIOD", "PATIENT CARE PLAN", "CARDHOLDER AGREEMENT", "CLIENT ANN"),
        *("MEMBER PAGE LAYOUT", "EMPLOYEE ANN LEE IS HERE TODAY", "the PATIENT ANN LEE"),
    ],
)
def test_no_labelled_name(text):
    assert not any(one.labelled for one in persons(text).mentions)


@pytest.mark.parametrize("name", ["Doris Day", "Walter Lee Price", "Ann Page"])
def test_a_surname_that_is_a_word_of_forms_ends_no_value(name):
    (one,) = persons(f"Name: {name}").mentions
    assert one.person.name == name
    assert not fields.has_label(name)


@pytest.mark.parametrize("text", ["Day: 5", "Unit price: 7", "Ann Lee   Day   Monday"])
def test_such_a_word_is_a_label_where_something_speaks_for_it(text):
    assert fields.has_label(text)


def test_a_form_with_leaders(scan):
    text = f"Last name ....... Lee\nFirst name ...... Ann\nSSN ............. {A}\n"
    (finding,) = scan(text).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


def test_the_longer_of_two_listed_names_is_read(scan):
    (finding,) = scan(f"The SSN of Walter Lee Page is {A}.\n").findings
    assert finding.person.name == "Walter Lee Page"


def test_the_zip_code_in_a_row_of_two_cells_is_evidence(scan):
    (finding,) = scan(f"| Name | Ann Lee |\n| ZIP | 10001 |\n\n| SSN | {A} |\n\nand so on\nfor\nmore\n").findings
    assert finding.residency.value == "elsewhere"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I, Walter Anthony Day, live here.", "Walter Anthony Day"),
        ("Ms. Ana de la Cruz, Lynn", "Ana de la Cruz"),
        ("Belkis De la Cruz", "Belkis De la Cruz"),
        ("Caller is Marie St. Louis, 5 Elm St., Lynn", "Marie St. Louis"),
    ],
)
def test_the_whole_name_is_read(text, name):
    assert name in [one.person.name for one in persons(text).mentions]


@pytest.mark.parametrize("text", ["Montenegro IBAN", "Dear Ms. De la Cruz:"])
def test_no_name(text):
    assert persons(text).mentions == []


def test_spoken_social(scan):
    (finding,) = scan("I am Ann Lee and my social is 773010001.\n").findings
    assert finding.person.normal == "ann lee"


def test_a_doubtful_name_makes_no_doubt(scan):
    (finding,) = scan(f"Ann Lee, SSN {A}, works for Blue Hills Software Corp. in Lynn.\n").findings
    assert finding.person.normal == "ann lee"
    assert finding.classification.value == "personal_information"


@pytest.mark.parametrize(
    "text",
    [
        "Name: Ann Lee | la\u017ft: x, SSN: 773-01-0001",
        "export la\u017ft=Lee SSN=773-01-0001 name=Ann",
        "Ann Lee, SSN: 773-01-0001; m\u0131: Q",
        "Ann Lee, Ma\u017f\u017fachusetts license number S12345678",
        "Ann Lee, license S12345678 (\u0130llinois)",
    ],
)
def test_letters_that_fold_to_ours_are_none_of_our_words(scan, text):
    found = scan(text)
    assert [(outcome.status.value, outcome.detail) for outcome in found.outcomes] == [("scanned", "")]
    assert found.findings


@pytest.mark.parametrize(
    "text", ["Name (Last) (First) (MI)", "Name (Last, First)", "Name (Last) Lee", "(First) come, served (last) come"]
)
def test_captions_in_brackets_without_both_parts(text):
    assert persons(text).mentions == []


@pytest.mark.parametrize("gap", ["", " ", "\t"])
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *(("LAST", "name.surname"), ("Family", "name.surname"), ("first", "name.given"), ("Given", "name.given")),
        *((middle, "name.middle") for middle in ("Middle", "MI", "M.I", "MI.", "m.i.")),
    ],
)
def test_words_for_a_part_of_a_name_before_a_colon(said, kind, gap):
    assert kind in [label.kind for label in fields.labels_of(f"; {said}{gap}: Lee")]
    assert kind not in [label.kind for label in fields.labels_of(f"; {said}x{gap}: Lee")]


@pytest.mark.parametrize(
    "line",
    [
        "Customer: Ann Lee  Lowell MA 01852  SSN: 773-01-0001",
        "SSN 773-01-0001  Customer: Ann Lee  Fall River, MA",
        "Name: Ann  Lee  Boston, Massachusetts  SSN 773-01-0001",
        "Patient: Ann Lee  Dallas TX 75201",
        "Patient: Ann  Lee MD",
        "Patient: Ann  Lee",
    ],
)
def test_a_town_behind_two_blanks_is_no_part_of_a_name(line):
    assert [one.person.normal for one in persons(line).mentions] == ["ann lee"]
